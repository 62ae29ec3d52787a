#![doc = include_str!("../../../docs/index-format.md")]

mod add;
mod article;
mod feature;
mod fingerprint;
mod language;
mod manifest;
mod nominate;
mod open;
mod postings;
mod query;
mod revise;
mod sealed;
mod segment;

pub use add::Writing;
pub use fingerprint::Fingerprint;
pub use manifest::{Manifest, SEGMENT_FILE, SegmentEntry};
pub use open::Index;
pub use query::Found;
pub use revise::{Revision, Standing};

/// The version of the format that this build writes, and the only one that it reads.
pub const FORMAT: u32 = 2;

/// The file of an index that tells what else belongs to it.
pub const MANIFEST: &str = "index.manifest";

#[cfg(test)]
mod tests;
