//! An analysis as prose: a Markdown summary and one self-contained HTML page.

mod findings;
mod html;
mod summary;

pub use findings::{Finding, findings};
pub use html::{Picture, html};
pub use summary::summary;
