//! Tests of the library from outside, in one binary: each more would link every dependency again.

mod golden;
mod properties;
