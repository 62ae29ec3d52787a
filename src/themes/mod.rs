//! What paragraphs are about: themes from seed words, and clusters without.

mod assignment;
mod theme_set;

pub use assignment::{Label, Method, ParagraphTheme, SeedCoverage, ThemeTerm, Themes};
pub use theme_set::{Theme, ThemeSet};
