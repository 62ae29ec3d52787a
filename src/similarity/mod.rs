//! How alike two rows are, and why.

mod order;
mod pairs;

pub use order::average_linkage_order;
pub use pairs::{Contribution, Pair, Similarity, compare, explain, top_pairs};
