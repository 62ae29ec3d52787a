//! Results as polars frames, and frames as bytes.
//!
//! The only room that knows polars (besides the reader of Parquet files). Every frame is sorted by what it is about,
//! so that its bytes repeat.

mod encode;
mod frames;
mod long;
mod matrix;
mod witnesses;

pub use encode::{csv, jsonl, parquet};
pub use frames::{
    articles, clusters, neighbours, paragraphs, passages, reuse, seeds, similarity, theme_terms,
};
pub use long::{counts, tfidf, weights};
pub use matrix::{lines, matrix_market, npz, row_names, write_lines};
pub use polars::prelude::DataFrame;
pub use witnesses::{directions, witnesses};
