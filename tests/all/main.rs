//! One binary for all integration tests, because each one links polars again.

mod cli;
mod golden;
mod layers;
mod properties;
mod readme;
mod sample;
mod seeds;
mod support;
