//! Which articles of an index are worth aligning with which new ones.
//!
//! The same are nominated as in a corpus that holds all of them (`reuse/candidate/`), by the same bounds: in a large set
//! neighbouring words that stand in many articles nominate none, and a run that very many have links each article to
//! the first and the nearest. How many have it is how many its key leads to.

use std::collections::hash_map::Entry;
use std::io::{Read, Seek};

use jiff::civil::DateTime;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::feature::{Feature, Text};
use super::open::Index;
use crate::corpus::{Corpus, Document};
use crate::error::Result;
use crate::reuse::ReuseParams;
use crate::reuse::candidate::{linked_to, max_links};

/// A new article and one of the index.
pub(super) type Pair = (u32, u32);

/// Features that are looked up at once: what they lead to is held in memory.
const AT_ONCE: usize = 1 << 16;
/// Most pairs with the number of what they share that are kept before equal ones are taken together.
const TAKEN_TOGETHER: usize = 1 << 22;

/// A feature of a new article, a key under which articles that have it are kept, and the new article.
type Asked = (u64, u64, u32);

/// Where an article stands in the order of dates: undated ones last, ties by id.
type Place = (bool, Option<DateTime>, String);

/// The new articles, and the ids of those of the index that have another one beside them.
pub(super) struct Asking<'a> {
    pub(super) new: &'a Corpus,
    pub(super) texts: &'a [Text<'a>],
    pub(super) renamed: &'a FxHashMap<u32, String>,
    pub(super) params: &'a ReuseParams,
}

impl<R: Read + Seek> Index<R> {
    /// The pairs that share enough to be aligned, in order.
    pub(super) fn nominate(&mut self, asking: &Asking<'_>) -> Result<Vec<Pair>> {
        let rewritten = asking.params.rewritten;
        let mut pairs: Vec<Pair> = Vec::new();
        let mut places = FxHashMap::default();
        for feature in Feature::OF_TEXT.into_iter().filter(|feature| rewritten || *feature == Feature::Run) {
            let texts = asking.texts.par_iter().zip(0_u32..asking.texts.len() as u32);
            let mut asked: Vec<Asked> = texts
                .flat_map_iter(|(text, new)| {
                    let keys = feature.keys(text, asking.params.min_run);
                    keys.into_iter().map(move |(feature, key)| (feature, key, new))
                })
                .collect();
            asked.par_sort_unstable();
            let mut shared = Shared::default();
            let mut rest = asked.as_slice();
            while !rest.is_empty() {
                let until = rest.get(AT_ONCE).map_or(rest.len(), |next| {
                    let of_next = rest.partition_point(|asked| asked.0 < next.0);
                    // A feature that so many new articles have is taken whole.
                    if of_next > 0 { of_next } else { rest.partition_point(|asked| asked.0 == next.0) }
                });
                let (some, after) = rest.split_at(until);
                self.link(asking, feature, some, &mut places, &mut shared)?;
                rest = after;
            }
            pairs.extend(shared.at_least(feature.needed()));
        }
        pairs.sort_unstable();
        pairs.dedup();
        Ok(pairs)
    }

    /// Adds the pairs that share each of some features.
    fn link(
        &mut self,
        asking: &Asking<'_>,
        feature: Feature,
        asked: &[Asked],
        places: &mut FxHashMap<u32, Place>,
        shared: &mut Shared,
    ) -> Result<()> {
        let documents = self.manifest.articles() + asking.new.len();
        let most = feature.max_documents(documents);
        let of_features: Vec<&[Asked]> = asked.chunk_by(|a, b| a.0 == b.0).collect();
        let mut keys: Vec<(u64, usize)> = (0..)
            .zip(&of_features)
            .flat_map(|(at, asked)| asked.iter().map(move |(_, key, _)| (*key, at)))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let mut ways = vec![0_usize; of_features.len()];
        keys.iter().for_each(|&(_, at)| ways[at] += 1);

        let mut carriers: Vec<Vec<u32>> = vec![Vec::new(); of_features.len()];
        for segment in &mut self.segments {
            let first = segment.first;
            let distinct = keys.chunk_by(|a, b| a.0 == b.0).map(|of_key| of_key[0].0);
            segment.find(feature, distinct, |key, number| {
                let from = keys.partition_point(|other| other.0 < key);
                for &(_, at) in keys[from..].iter().take_while(|other| other.0 == key) {
                    // An article has each key once: so long a list is one of more articles than are looked at.
                    if carriers[at].len() <= most.saturating_mul(ways[at]) {
                        carriers[at].push(first + number);
                    }
                }
            })?;
        }
        for (asked, mut old) in of_features.into_iter().zip(carriers) {
            let mut new: Vec<u32> = asked.iter().map(|asked| asked.2).collect();
            for articles in [&mut new, &mut old] {
                articles.sort_unstable();
                articles.dedup();
            }
            let sharing = new.len() + old.len();
            if old.is_empty() || sharing > most {
                continue;
            }
            let max_links = max_links(asking.params.max_links, documents, sharing);
            if sharing <= max_links {
                shared.extend(new.iter().flat_map(|&new| old.iter().map(move |&old| (new, old))));
                continue;
            }
            for &number in &old {
                if let Entry::Vacant(free) = places.entry(number) {
                    let document = self.article(number)?;
                    let id = asking.renamed.get(&number).map_or(document.id(), String::as_str);
                    free.insert(place(&document, id));
                }
            }
            let place_of_new = |new: u32| {
                let document = &asking.new[new as usize];
                place(document, document.id())
            };
            let mut all: Vec<(Place, bool, u32)> =
                new.iter().map(|&new| (place_of_new(new), true, new)).collect();
            all.extend(old.iter().filter_map(|old| Some((places.get(old)?.clone(), false, *old))));
            all.sort_unstable();
            let side = |is_new: bool| -> Vec<u32> {
                (0..).zip(&all).filter(|(_, one)| one.1 == is_new).map(|(at, _)| at).collect()
            };
            let (targets, sources) = (side(true), side(false));
            let number = |place: u32| all[place as usize].2;
            let mut pairs: Vec<Pair> = Vec::new();
            for &here in &targets {
                pairs.extend(linked_to(&sources, here, max_links).map(|there| (number(here), number(there))));
            }
            for &here in &sources {
                pairs.extend(linked_to(&targets, here, max_links).map(|there| (number(there), number(here))));
            }
            pairs.sort_unstable();
            pairs.dedup();
            shared.extend(pairs.into_iter());
        }
        Ok(())
    }
}

fn place(document: &Document, id: &str) -> Place {
    let first = document.date().map(|date| date.first());
    (first.is_none(), first, id.to_owned())
}

/// Pairs with how much they share.
#[derive(Default)]
struct Shared {
    pairs: Vec<(Pair, u32)>,
    /// How many may be there before equal ones are taken together.
    most: usize,
}

impl Shared {
    /// Counts each of some pairs once more.
    fn extend(&mut self, pairs: impl Iterator<Item = Pair>) {
        self.pairs.extend(pairs.map(|pair| (pair, 1)));
        if self.pairs.len() >= self.most.max(TAKEN_TOGETHER) {
            self.take_together();
            self.most = 2 * self.pairs.len();
        }
    }

    /// The pairs that share so much.
    fn at_least(mut self, needed: u32) -> impl Iterator<Item = Pair> {
        self.take_together();
        self.pairs.into_iter().filter(move |(_, n)| *n >= needed).map(|(pair, _)| pair)
    }

    fn take_together(&mut self) {
        self.pairs.sort_unstable();
        let together = self.pairs.chunk_by(|a, b| a.0 == b.0);
        self.pairs = together.map(|equal| (equal[0].0, equal.iter().map(|(_, n)| n).sum())).collect();
    }
}
