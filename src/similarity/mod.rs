//! How alike two rows are, and why.

mod bounds;
mod equal;
mod explain;
mod near_identical;
mod nearest;
mod order;
mod pairs;
#[cfg(test)]
mod tests;
mod threshold;
mod unit;

pub use explain::{Contribution, explain};
pub use near_identical::NearIdentical;
pub use nearest::NearestRows;
pub use order::average_linkage_order;
pub use pairs::{Pair, Similarity, compare, compare_nearest, top_pairs, top_pairs_among};
pub use threshold::{LEAST_PAIRS, standing_out};
