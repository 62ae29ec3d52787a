//! What paragraphs are about: themes from seed words, and clusters without.

mod agreement;
mod assign;
mod assignment;
mod calibration;
mod cluster_rows;
mod discovery;
mod eigen;
mod evidence;
mod gold;
mod kmeans;
mod latent;
mod layers;
mod lexicon;
mod map;
pub(crate) mod mix;
pub mod model;
mod nearness;
mod over_time;
mod paragraphs;
mod seeds;
mod sparse;
mod suggest;
mod terms;
mod theme_set;

pub use agreement::{Information, adjusted_rand_index, information};
pub use assign::ThemesParams;
pub use assignment::{Label, Method, ParagraphTheme, SeedCoverage, ThemeTerm, Themes};
pub use cluster_rows::{RowClusters, cluster_rows};
pub use discovery::{
    Cluster, Discovery, DiscoveryParams, Grouping, Join, KnownTheme, KnownThemes, Step, Tried,
};
pub use gold::{ClassScore, Evaluation, GoldLabel, Measured, Reliability};
pub use mix::ThemeMix;
pub use model::ThemeModel;
pub use over_time::OverTime;
pub use suggest::Suggestion;
pub use theme_set::{Theme, ThemeSet};
