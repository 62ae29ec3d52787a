//! One binary for all integration tests, because each one links polars again.

mod cli;
mod layers;
mod readme;
mod sample;
mod seeds;
mod support;
