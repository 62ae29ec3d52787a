//! Terms to counts to weights: scikit-learn's `CountVectorizer` and `TfidfTransformer`, cell for cell.

mod count;
mod csr;
mod tfidf;
mod vocabulary;

pub use count::{CountMatrix, CountVectorizer, CountVectorizerParams, Row, Unit};
pub use tfidf::{Norm, TfIdf, TfIdfMatrix, TfIdfParams};
pub use vocabulary::Vocabulary;
