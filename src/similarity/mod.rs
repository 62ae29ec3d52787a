//! How alike two rows are, and why.

mod order;
mod pairs;
mod threshold;

pub use order::average_linkage_order;
pub use pairs::{
    Contribution, Pair, Similarity, compare, compare_nearest, explain, top_pairs, top_pairs_among,
};
pub use threshold::{LEAST_PAIRS, standing_out};
