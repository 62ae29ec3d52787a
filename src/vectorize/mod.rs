//! Terms to counts to weights: scikit-learn's `CountVectorizer` and `TfidfTransformer`, cell for cell, and BM25.
//!
//! A [`CountVectorizer`] learns columns and counts; [`TfIdf`] or [`Bm25`] weighs the counts. Counts and weights are
//! different types, so weighing twice does not compile:
//!
//! ```compile_fail
//! # use retell::{Analyzer, Corpus, CountVectorizer, TfIdf};
//! # let corpus = Corpus::from_texts([("a", "gas")]).unwrap();
//! # let counts = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus).unwrap().1;
//! let weights = TfIdf::params().fit_transform(&counts).unwrap().1;
//! TfIdf::params().fit_transform(&weights);
//! ```

mod assemble;
mod batches;
mod bm25;
mod cells;
mod count;
mod count_matrix;
mod counted;
mod counter;
mod csr;
mod frequency;
mod grams;
mod hashed_matrix;
mod hashing;
mod keys;
pub mod model;
mod prefetch;
mod row_sorter;
mod select;
mod sorted_rows;
mod sparse;
mod tallied;
mod tally;
mod tfidf;
mod tfidf_matrix;
mod vectorizer;
mod vocabulary;
mod weighed_rows;
mod weighting;
mod workers;

pub use bm25::{Bm25, Bm25Params};
pub use count::{CountVectorizer, CountVectorizerParams, Unit};
pub use count_matrix::{CountMatrix, Row};
pub use frequency::DocumentFrequency;
pub use hashed_matrix::HashedMatrix;
pub use hashing::HashingVectorizer;
pub use sparse::{Room, Sparse};
pub use tfidf::{Norm, TfIdf, TfIdfParams};
pub use tfidf_matrix::TfIdfMatrix;
pub use vectorizer::{Vectorizer, VectorizerParams};
pub use vocabulary::Vocabulary;
pub use weighed_rows::WeighedRows;
pub use weighting::{Weight, Weighting};
