//! What a set of articles is about, and who retells whom.
//!
//! `retell` reads articles, counts their words, finds out which are alike, which passages of one stand in another, and
//! which themes their paragraphs are about, and keeps the evidence for every number.
//!
//! # The types to know
//!
//! - [`Corpus`]: documents with their paragraphs, read by [`corpus::read`] or made with [`Corpus::from_texts`].
//! - [`Analyzer`]: how text becomes terms: words, language, stop words, stemmer, n-grams.
//! - [`CountVectorizer`] and [`TfIdf`]: scikit-learn's document-term matrix and weights, cell for cell.
//! - [`similarity`]: which rows are alike, and through which terms.
//! - [`Reuse`]: directed scores, and the [`Passage`]s behind each.
//! - [`Themes`]: what each paragraph is about, and the words that decided.
//! - [`Analysis`]: all of it as one call.
//!
//! # Example
//!
//! ```
//! use retell::{Analyzer, Corpus, CountVectorizer, TfIdf, similarity};
//!
//! let corpus = Corpus::from_texts([("a", "The cat sat."), ("b", "Cats sit."), ("c", "Stocks fell.")])?;
//! let counts = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus)?.1;
//! let weights = TfIdf::params().fit_transform(&counts)?.1;
//! let nearest = similarity::top_pairs(&weights, 10);
//! assert_eq!((nearest[0][0].a, nearest[0][0].b), (0, 1)); // both speak of a cat
//! # Ok::<(), retell::Error>(())
//! ```
//!
//! # Features
//!
//! `cli`, the default, pulls all others: `read` (files of every kind), `themes` (and [`Analysis`]), `table` (polars),
//! `charts` (plotters), `report` and `segmenter` (dictionaries for the words of scripts without spaces). Without any,
//! the library is counting, weighing, similarity and reuse on ndarray.

#[cfg(feature = "themes")]
mod analysis;
pub mod analyze;
#[cfg(feature = "charts")]
pub mod chart;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod corpus;
mod error;
mod pages;
#[cfg(feature = "report")]
pub mod report;
pub mod reuse;
pub mod similarity;
#[cfg(feature = "table")]
pub mod table;
#[cfg(feature = "themes")]
pub mod themes;
pub mod vectorize;

#[cfg(feature = "themes")]
pub use analysis::{Analysis, Config, Retelling, Stage};
pub use analyze::{Analyzer, Language, LanguageChoice, NgramUnit, Stemmer, StopWords, Tokens, Words};
pub use corpus::{
    CodePoints, Corpus, Date, Document, Mask, Metadata, Paragraph, ParagraphKind, Precision, Span,
};
pub use error::{Error, IndexProblem, ModelProblem, Result};
pub use reuse::{
    Direction, Outlets, Passage, PassageKind, Precedence, Reason, Reuse, ReuseParams, Run, Score, Tier,
    WitnessCluster,
};
#[cfg(feature = "themes")]
pub use themes::{ThemeSet, Themes};
pub use vectorize::{
    Bm25, CountMatrix, CountVectorizer, DocumentFrequency, HashedMatrix, HashingVectorizer, Norm, TfIdf,
    TfIdfMatrix, Unit, Vectorizer, Vocabulary, Weighting,
};
