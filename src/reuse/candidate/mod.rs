//! Which pairs of documents are worth aligning.
//!
//! One list of postings: each [`Feature`] of each document, a hash and the document's place in the order of dates as one
//! number, sorted. Documents that stand beside each other under one hash are a pair. Whatever does not fit into the
//! memory that is allowed goes to disk in sorted runs and is merged as it is read.

mod family;
mod feature;
mod filter;
mod link;
mod order;
mod shared;
mod sorter;
mod spill;
mod winnow;

use rayon::prelude::*;

use family::Families;
pub(super) use feature::Feature;
#[cfg(feature = "read")]
pub(super) use feature::max_neighbours;
use filter::Filter;
use link::Linker;
#[cfg(feature = "read")]
pub(super) use link::{linked_to, max_links};
use order::Order;
pub(super) use shared::Shared;
use sorter::{Repeats, Sorted, Sorter};

use super::params::ReuseParams;
use super::sequence::Sequences;
use crate::corpus::Corpus;
use crate::error::Result;

/// Postings of documents that are made at once, and that are linked at once.
const BATCH: usize = 1 << 19;
/// Pairs that are handed out at once.
const PAIRS: usize = 1 << 15;

/// A pair to be aligned, and which of its two directions are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// The document whose id sorts first. It decides ties, so that the order of the corpus does not.
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) explain_left: bool,
    pub(super) explain_right: bool,
}

/// The pairs that are to be aligned, each once.
pub(super) struct Candidates {
    order: Order,
    filter: Filter,
    pairs: Sorted,
    /// Which runs stand in several documents; `None` where not all of them were looked at.
    pub(super) shared: Option<Shared>,
}

impl Candidates {
    /// The pairs that share enough of any of `features`, or those that were asked for by name; in both cases without
    /// those that the filters of `params` leave out.
    ///
    /// Memory: 8 bytes for each hash, or what `params` allows. Time: the sorting of the hashes, and for each document the
    /// lists of its hashes.
    ///
    /// # Errors
    /// [`Error::Spill`](crate::Error::Spill) where temporary files cannot be written or read.
    pub(super) fn find(
        corpus: &Corpus,
        sequences: &Sequences<'_>,
        features: &[Feature<'_>],
        params: &ReuseParams,
    ) -> Result<Self> {
        let order = Order::new(corpus, sequences, params.memory);
        let filter = Filter::new(corpus, params);
        let mut pairs = Sorter::new(params.memory.map(|bytes| bytes / 4), Repeats::Once);
        let mut shared = None;
        if let Some(named) = &params.pairs {
            let keys = named.iter().filter(|(a, b)| a != b).map(|&(a, b)| order.key_of_rows(a, b));
            pairs.extend(&keys.collect::<Vec<_>>())?;
        } else {
            // Filters and bounds of the user's are taken as they are.
            let families = match features.first() {
                Some(feature) if params.max_links.is_none() && filter.is_none() => {
                    Families::of(&order, feature)
                }
                _ => Families::default(),
            };
            for feature in features {
                let found = linked(&order, &filter, &families, feature, params, &mut pairs)?;
                shared = shared.or(found);
            }
        }
        Ok(Self { pairs: pairs.finish()?, order, filter, shared })
    }

    /// Calls `work` with some pairs at a time, whose documents stand in two tiles at most, and with whether a row stands
    /// in those tiles.
    pub(super) fn for_each_batch(
        self,
        mut work: impl FnMut(&[Candidate], &dyn Fn(u32) -> bool) -> Result<()>,
    ) -> Result<()> {
        let Self { order, filter, pairs, .. } = self;
        pairs.for_each_chunk(
            PAIRS,
            |_, _| true,
            |keys| {
                for keys in keys.chunk_by(|&a, &b| order.tiles(a) == order.tiles(b)) {
                    let candidates: Vec<Candidate> = keys
                        .iter()
                        .map(|&key| order.rows(key))
                        .map(|(left, right)| Candidate {
                            left,
                            right,
                            explain_left: filter.is_wanted(left, right),
                            explain_right: filter.is_wanted(right, left),
                        })
                        .filter(|candidate| candidate.explain_left || candidate.explain_right)
                        .collect();
                    let tiles = order.tiles(keys[0]);
                    work(&candidates, &|row| order.is_in(row, tiles))?;
                }
                Ok(())
            },
        )
    }
}

/// Adds the pairs that share enough of one feature; which of its hashes several documents have, if it is of all runs.
fn linked(
    order: &Order,
    filter: &Filter,
    families: &Families,
    feature: &Feature<'_>,
    params: &ReuseParams,
    pairs: &mut Sorter,
) -> Result<Option<Shared>> {
    let postings = postings(order, feature, params.memory.map(|bytes| bytes / 2))?;
    let hashes = order.by_date().iter().map(|&row| (feature.estimate)(row as usize)).sum();
    let shared =
        feature.is_all_runs.then(|| Shared::new(order, hashes, params.memory.map(|bytes| bytes / 16)));
    let linker = Linker::new(order, filter, families, feature, params.max_links, shared.as_ref());
    let same_list = |a: u64, b: u64| order.hash_of(a) == order.hash_of(b);
    if feature.at_least <= 1 {
        postings.for_each_chunk(
            BATCH,
            |a, b| !same_list(a, b),
            |chunk| linker.link_all(chunk).iter().try_for_each(|keys| pairs.extend(keys)),
        )?;
        return Ok(shared);
    }
    let mut counted = Sorter::new(params.memory.map(|bytes| bytes / 4), Repeats::AtMost(feature.at_least));
    postings.for_each_chunk(
        BATCH,
        |a, b| !same_list(a, b),
        |chunk| linker.link_all(chunk).iter().try_for_each(|keys| counted.extend(keys)),
    )?;
    counted.finish()?.for_each_chunk(
        BATCH,
        |a, b| a != b,
        |chunk| {
            let enough = chunk.chunk_by(|a, b| a == b).filter(|run| run.len() >= feature.at_least);
            pairs.extend(&enough.map(|run| run[0]).collect::<Vec<_>>())
        },
    )?;
    Ok(shared)
}

/// All hashes of all documents with their places, in order.
fn postings(order: &Order, feature: &Feature<'_>, memory: Option<usize>) -> Result<Sorted> {
    let mut sorter = Sorter::new(memory, Repeats::Once);
    let mut rest: &[u32] = order.by_date();
    sorter.reserve(rest.iter().map(|&row| (feature.estimate)(row as usize)).sum());
    let mut from = 0;
    while !rest.is_empty() {
        let mut hashes = 0;
        let fits = |&&row: &&u32| {
            hashes += (feature.estimate)(row as usize);
            hashes <= BATCH
        };
        let n = rest.iter().take_while(fits).count();
        let (batch, after) = rest.split_at(n.max(1));
        let of_documents: Vec<Vec<u64>> = batch
            .par_iter()
            .enumerate()
            .map(|(at, &row)| {
                let mut hashes = Vec::new();
                (feature.hashes)(row as usize, &mut hashes);
                hashes.iter_mut().for_each(|hash| *hash = order.posting(*hash, from + at));
                hashes
            })
            .collect();
        of_documents.iter().try_for_each(|postings| sorter.extend(postings))?;
        from += batch.len();
        rest = after;
    }
    sorter.finish()
}

#[cfg(test)]
mod tests;
