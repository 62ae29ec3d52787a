//! Pictures of the results: numbers and labels in, SVG and PNG out.
//!
//! Each figure is one small struct of plain numbers and labels with a `draw` method; what comes back is a [`Figure`],
//! whose SVG is the one description of the picture and whose PNG is that SVG, rasterised with an embedded font. No
//! system font is ever used, so the same input gives the same bytes everywhere.
//!
//! What all figures keep to: the title says what is seen and of how many; shares run from 0 to 1 whatever the data;
//! no difference is carried by colour alone (letters, numbers, patterns and shapes are second cues); labels that do
//! not fit are shortened in the middle so that different labels stay different; where there is too much to read, what
//! has most is drawn and the rest is said; a figure without anything to show is not drawn, and says why
//! ([`Drawing::LeftOut`]).
//!
//! ```
//! use retell::chart::{PrintSize, Retold, ReuseFigure, Style};
//! let labels = ["wire".to_owned(), "daily".to_owned()];
//! let drawing = ReuseFigure {
//!     labels: &labels,
//!     paragraphs: 9,
//!     reuse: &|row, _| Some(if row == 1 { 0.4 } else { 0.0 }), // the daily has 40% of its words from the wire
//!     union: &[Some(0.0), Some(0.4)],
//!     order: &[0, 1],
//!     told: &[Retold { target: 1, source: 0, share: 0.4, dated: true }],
//! }
//! .draw(&Style::print())?;
//! let figure = drawing.figure().expect("two articles have something to show");
//! assert!(figure.svg.starts_with("<svg"));
//! assert!(figure.alt.ends_with("daily, the later text, has 40% of its words in common with wire."));
//! assert_eq!(figure.data.rows, [["daily", "wire", "40%"]]);
//! let column = PrintSize { width: Some(3.5), dpi: 300.0 };
//! assert_eq!(figure.png(column)?[1..4], *b"PNG");
//! # Ok::<(), retell::Error>(())
//! ```

mod arc;
mod axis;
mod canvas;
mod colour_bar;
mod columns;
mod confusion;
#[cfg(feature = "themes")]
mod cosine_rows;
mod data;
mod figure;
#[cfg(feature = "themes")]
mod figures;
mod free_place;
mod growth;
mod heatmap;
mod label;
mod lanes;
mod network;
mod panels;
mod paragraph_map;
mod part;
mod pattern;
mod periods;
mod retold;
mod reuse;
mod reuse_strips;
mod rows;
mod scale;
mod seed_coverage;
mod shares;
mod similarity;
mod similarity_histogram;
mod speed_up;
mod stability;
mod stage_costs;
mod style;
mod svg;
mod text;
mod theme_strips;
mod theme_terms;
mod themes_by_article;
mod themes_by_source;
mod themes_over_time;
mod time_scale;
mod timeline;
mod tree;

#[cfg(test)]
mod tests;

pub use confusion::ConfusionFigure;
pub use data::Data;
pub use figure::{Drawing, Figure, LeftOut, PrintSize, Spot, UNITS_PER_INCH};
#[cfg(feature = "themes")]
pub use figures::{Figures, discovery_figures, figures, theme_figures, undrawable};
pub use growth::{GrowthFigure, SizeTime};
pub use network::NetworkFigure;
pub use paragraph_map::{MapPoint, ParagraphMapFigure};
pub use part::{Part, ThemeNames};
pub use retold::Retold;
pub use reuse::ReuseFigure;
pub use reuse_strips::{ReuseStrip, ReuseStripsFigure, StripPassage, Taken};
pub use seed_coverage::{SeedCoverageFigure, SeedUse};
pub use similarity::SimilarityFigure;
pub use similarity_histogram::SimilarityHistogramFigure;
pub use speed_up::{SpeedUpFigure, ThreadSpeed};
pub use stability::{Agreement, StabilityFigure};
pub use stage_costs::{FloorLine, StageCost, StageCostsFigure};
pub use style::{Colour, Ramp, Style};
pub use theme_strips::{Segment, ThemeStripsFigure};
pub use theme_terms::{ThemeTermsFigure, WeightedTerm};
pub use themes_by_article::ThemesByArticleFigure;
pub use themes_by_source::ThemesBySourceFigure;
pub use themes_over_time::ThemesOverTimeFigure;
pub use timeline::TimelineFigure;
