//! Tests of the library from outside, in one binary: each more would link every dependency again.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on should say where")]

mod golden;
mod properties;
