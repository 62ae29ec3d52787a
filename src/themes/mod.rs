//! What paragraphs are about: themes from seed words, and clusters without.

mod agreement;
mod assignment;
mod centroids;
mod eigen;
mod kmeans;
mod latent;
mod lexicon;
mod map;
mod paragraphs;
mod seeds;
mod terms;
mod theme_set;
#[cfg(test)]
mod scratch;

pub use agreement::adjusted_rand_index;
pub use assignment::{Label, Method, ParagraphTheme, SeedCoverage, ThemeTerm, Themes};
pub use theme_set::{Theme, ThemeSet};
