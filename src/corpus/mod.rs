//! What is analysed: documents, their paragraphs, and how they are read.
//!
//! A [`Document`] keeps its text as it came. Its [`Paragraph`]s are byte spans into that text, each with a
//! [`ParagraphKind`]: what is not the article's own prose (share bars, "related articles", copyright lines, a title
//! printed twice) is marked [`ParagraphKind::Boilerplate`] with the reason, and so masked, but never deleted.

mod boilerplate;
mod caption;
mod collection;
mod date;
mod document;
mod kind;
mod line;
mod opening;
mod paragraph;
mod prose;
#[cfg(feature = "read")]
pub mod read;
mod span;
mod wire;
mod wrap;

pub use boilerplate::{IgnoreList, Mask};
pub use collection::Corpus;
pub use date::{Date, Precision};
pub use document::{Document, Metadata};
pub use paragraph::{Paragraph, ParagraphKind};
pub use span::{CodePoints, Span, line_and_column};
pub use wire::WireCredit;
