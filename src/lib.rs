//! What a set of articles is about, and who retells whom.

pub mod analyze;
#[cfg(feature = "charts")]
pub mod chart;
pub mod corpus;
mod error;
pub mod reuse;
pub mod similarity;
#[cfg(feature = "themes")]
pub mod themes;
pub mod vectorize;

#[cfg(feature = "cli")]
pub mod cli;

pub use analyze::{Analyzer, Language, LanguageChoice, Stemmer, Tokens, Words};
pub use corpus::{CodePoints, Corpus, Date, Document, Mask, Metadata, Paragraph, ParagraphKind, Precision, Span};
pub use error::{Error, Result};
pub use reuse::{Passage, PassageKind, Reuse, Score, Tier};
pub use vectorize::{CountMatrix, CountVectorizer, Norm, TfIdf, TfIdfMatrix, Unit, Vocabulary};
