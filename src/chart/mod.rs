//! Pictures of the results: numbers and labels in, SVG and PNG out.
//!
//! Each figure is one small struct of plain numbers and labels with a `draw` method; what comes back is a [`Figure`],
//! whose SVG is the one description of the picture and whose PNG is that SVG, rasterised with an embedded font. No
//! system font is ever used, so the same input gives the same bytes everywhere.
//!
//! What all figures keep to: the title says what is seen and of how many; scales run from 0 to 1 whatever the data;
//! no difference is carried by colour alone (letters, numbers, patterns and shapes are second cues); labels that do
//! not fit are shortened in the middle so that different labels stay different; a figure without data says so in a
//! sentence.
//!
//! ```
//! use retell::chart::{ReuseFigure, Style};
//! let labels = ["wire".to_owned(), "daily".to_owned()];
//! let figure = ReuseFigure {
//!     labels: &labels,
//!     paragraphs: 9,
//!     reuse: &|row, _| Some(if row == 1 { 0.4 } else { 0.0 }), // the daily has 40% of its words from the wire
//!     union: &[Some(0.0), Some(0.4)],
//!     order: &[0, 1],
//! }
//! .draw(&Style::default())?;
//! assert!(figure.svg.starts_with("<svg"));
//! assert_eq!(figure.png(2.0)?[1..4], *b"PNG");
//! # Ok::<(), retell::Error>(())
//! ```

mod axis;
mod canvas;
mod colour_bar;
#[cfg(feature = "themes")]
mod cosine_rows;
mod figure;
#[cfg(feature = "themes")]
mod figures;
mod free_place;
mod growth;
mod heatmap;
mod label;
mod lanes;
mod paragraph_map;
mod part;
mod reuse;
mod reuse_strips;
mod rows;
mod scale;
mod similarity;
mod speed_up;
mod stage_costs;
mod style;
mod svg;
mod text;
mod theme_strips;
mod theme_terms;
mod themes_by_article;
mod tree;

#[cfg(test)]
mod tests;

pub use figure::Figure;
#[cfg(feature = "themes")]
pub use figures::{figures, undrawable};
pub use growth::{GrowthFigure, SizeTime};
pub use paragraph_map::{MapPoint, ParagraphMapFigure};
pub use part::{Part, ThemeNames};
pub use reuse::ReuseFigure;
pub use reuse_strips::{ReuseStrip, ReuseStripsFigure, StripPassage, Taken};
pub use similarity::SimilarityFigure;
pub use speed_up::{SpeedUpFigure, ThreadSpeed};
pub use stage_costs::{FloorLine, StageCost, StageCostsFigure};
pub use style::{Colour, Style};
pub use theme_strips::{Segment, ThemeStripsFigure};
pub use theme_terms::{ThemeTermsFigure, WeightedTerm};
pub use themes_by_article::ThemesByArticleFigure;
