//! Results as polars frames, and frames as bytes.
//!
//! The only room that knows polars (besides the reader of Parquet files). Every frame is sorted by what it is about,
//! so that its bytes repeat.

mod encode;
mod frames;
mod lines;
mod long;
mod matrix;

pub use encode::{csv, jsonl, parquet};
pub use frames::{
    articles, clusters, neighbours, paragraphs, passages, reuse, seeds, similarity, theme_terms,
};
pub use lines::{lines, name_of_line, write_lines};
pub use long::{counts, tfidf, weights};
pub use matrix::{matrix_market, npz, row_names};
pub use polars::prelude::DataFrame;
