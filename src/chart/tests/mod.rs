//! All figures, on made-up numbers of many sizes and with labels of every kind.

mod laws;
#[cfg(feature = "themes")]
mod results;
mod samples;
mod speed;
