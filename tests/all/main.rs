//! One binary for all integration tests, because each one links polars again.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test that cannot go on says where"
)]

mod bench;
mod browser;
mod cli;
mod flags;
mod gallery;
mod golden;
mod guided;
mod hostile;
mod ignore;
mod index;
mod json;
mod languages;
mod layers;
mod memory;
mod ngrams;
mod outputs;
mod properties;
mod readme;
mod sample;
mod search;
mod seeds;
mod similar;
mod support;
mod theme_folder;
