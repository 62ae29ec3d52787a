//! How much of each document stands in every other, and where.
//!
//! `reuse(B ← A)` is directed: the share of B's eligible tokens that lie in passages aligned to A.
//! Every score opens to the [`Passage`]s it was counted from.

mod align;
mod attribution;
mod candidate;
mod chain;
mod detect;
mod evidence;
mod near;
mod pair;
mod params;
mod passage;
mod quote;
mod score;
mod seed;
mod sequence;
mod tile;

pub use params::{Outlets, ReuseParams};
pub use passage::{Passage, PassageKind, Run, Tier};
pub use score::{ArticleReuse, Credit, Reuse, Score};

#[cfg(test)]
mod tests;
