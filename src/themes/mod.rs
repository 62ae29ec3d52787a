//! What paragraphs are about: themes from seed words, and clusters without.

mod agreement;
mod assign;
mod assignment;
mod centroids;
mod discovery;
mod eigen;
mod kmeans;
mod latent;
mod lexicon;
mod map;
mod paragraphs;
mod seeds;
mod terms;
mod theme_set;

pub use agreement::{Information, adjusted_rand_index, information};
pub use assign::ThemesParams;
pub use assignment::{Label, Method, ParagraphTheme, SeedCoverage, ThemeTerm, Themes};
pub use discovery::{Cluster, Discovery, DiscoveryParams};
pub use theme_set::{Theme, ThemeSet};
