//! How much of each document stands in every other, and where.
//!
//! `reuse(B ← A)` is directed: the share of B's eligible tokens that lie in passages aligned to A.
//! Every score opens to the [`Passage`]s it was counted from.

mod passage;
mod score;

pub use passage::{Passage, PassageKind, Tier};
pub use score::{ArticleReuse, Credit, Reuse, Score};
