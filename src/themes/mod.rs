//! What paragraphs are about: themes from seed words, and clusters without.

mod agreement;
mod assign;
mod assignment;
mod calibration;
mod discovery;
mod eigen;
mod evidence;
mod gold;
mod kmeans;
mod latent;
mod layers;
mod lexicon;
mod map;
mod nearness;
mod paragraphs;
mod seeds;
mod suggest;
mod terms;
mod theme_set;

pub use agreement::{Information, adjusted_rand_index, information};
pub use assign::ThemesParams;
pub use assignment::{Label, Method, ParagraphTheme, SeedCoverage, ThemeTerm, Themes};
pub use discovery::{Cluster, Discovery, DiscoveryParams};
pub use gold::{ClassScore, Evaluation, GoldLabel, Measured, Reliability};
pub use suggest::Suggestion;
pub use theme_set::{Theme, ThemeSet};
