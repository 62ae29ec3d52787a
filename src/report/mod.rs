//! An analysis as prose: a Markdown summary and one self-contained HTML page.

mod findings;
mod html;
mod summary;

pub use findings::{BriefLine, Finding, Piece, findings, in_brief};
pub use html::{Picture, html};
pub use summary::summary;
