//! Results as polars frames, and frames as bytes.
//!
//! The only room that knows polars (besides the reader of Parquet files). Every frame is sorted by what it is about,
//! so that its bytes repeat.

mod alike;
mod archive;
mod discovery;
mod encode;
mod frames;
mod guided;
mod lines;
mod long;
mod matrix;
mod mix;
mod reuse;
mod witnesses;

pub use alike::{Neighbour, near_identical, neighbours, neighbours_flat};
pub use discovery::{clusters, discovered_themes, numbers_of_themes, over_time};
pub use encode::{cells, csv, jsonl, parquet};
pub use frames::{articles, paragraphs, seeds, similarity, theme_terms};
pub use guided::{evaluation, suggestions};
pub use lines::{lines, name_of_line, write_lines};
pub use long::{counts, tfidf, weights};
pub use matrix::{matrix_market, npz, row_names};
pub use mix::{themes_by_article, themes_by_source};
pub use polars::prelude::DataFrame;
pub use reuse::{passages, reuse};
pub use witnesses::{directions, witnesses};
