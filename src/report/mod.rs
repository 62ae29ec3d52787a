//! An analysis as prose: a Markdown summary and one self-contained HTML page.

mod findings;
mod page;
mod summary;

pub use findings::{BriefLine, Finding, Piece, findings, in_brief};
pub use page::{Picture, Spot, html};
pub use summary::summary;
