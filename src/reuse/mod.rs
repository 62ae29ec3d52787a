//! How much of each document stands in every other, and where.
//!
//! `reuse(B ← A)` is directed: the share of B's eligible tokens that lie in passages aligned to A.
//! Every score opens to the [`Passage`]s it was counted from.

mod align;
mod attribution;
mod candidate;
mod chain;
mod count;
mod detect;
mod direction;
mod evidence;
#[cfg(feature = "read")]
pub mod index;
mod kind;
mod near;
mod null;
mod pair;
mod params;
mod passage;
mod quote;
mod rewritten;
mod score;
mod seed;
mod sequence;
mod shared;
mod signs;
mod tiers;
mod tile;
mod witness;

pub use direction::{Clue, Direction, Precedence};
pub use params::{Outlets, ReuseParams};
pub use passage::{Passage, PassageKind, Reason, Run, Tier};
pub use score::{ArticleReuse, Background, ChanceLaw, Credit, Reuse, Score};
pub use shared::Shared;
pub use witness::{Earliest, Witness, WitnessCluster};

#[cfg(test)]
mod tests;
