//! From the documents that share a hash to pairs of them.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::family::Families;
use super::feature::Feature;
use super::filter::Filter;
use super::order::Order;
use super::shared::Shared;
use super::sorter::chunks;

/// Corpora up to this size are compared without a bound.
pub(super) const SMALL: usize = 300;
/// How many earlier documents one hash links to in larger ones.
const MAX_LINKS: usize = 100;
/// The same where very many documents share the hash.
const FEWEST_LINKS: usize = 10;
/// How many documents share a hash that links to `FEWEST_LINKS`, times these.
const LINKS_OF_ALL: usize = 100_000;
/// Postings that one thread takes at once.
const SHARE: usize = 1 << 13;
/// Lists of fewer documents are linked again rather than looked up.
const WORTH_KNOWING: usize = 8;
/// Most lists that are remembered at once.
const MOST_KNOWN: usize = 1 << 16;

/// How many earlier documents a document is linked to because of one hash, in a corpus of so many of which so many share it;
/// `asked` is what the settings say.
pub(in super::super) fn max_links(asked: Option<usize>, documents: usize, sharing: usize) -> usize {
    let usual = || {
        if documents <= SMALL {
            usize::MAX
        } else {
            (LINKS_OF_ALL / sharing.max(1)).clamp(FEWEST_LINKS, MAX_LINKS)
        }
    };
    asked.unwrap_or_else(usual)
}

/// Those of the places `earlier`, which are in order, that a document at `here` is linked to: the nearest before it, and the
/// very first.
pub(in super::super) fn linked_to(earlier: &[u32], here: u32, max_links: usize) -> impl Iterator<Item = u32> {
    let until = earlier.partition_point(|&place| place < here);
    let nearest = until.saturating_sub(max_links);
    let first = earlier.first().filter(|_| nearest > 0);
    earlier[nearest..until].iter().chain(first).copied()
}

/// Links documents that share a hash.
pub(super) struct Linker<'l> {
    order: &'l Order,
    filter: &'l Filter,
    families: &'l Families,
    max_links: Option<usize>,
    max_documents: usize,
    /// Whether it counts how many hashes two documents share.
    counts: bool,
    /// To be told which hashes several documents have.
    shared: Option<&'l Shared>,
}

impl<'l> Linker<'l> {
    pub(super) fn new(
        order: &'l Order,
        filter: &'l Filter,
        families: &'l Families,
        feature: &Feature<'_>,
        max_links: Option<usize>,
        shared: Option<&'l Shared>,
    ) -> Self {
        let (max_documents, counts) = (feature.max_documents, feature.at_least > 1);
        Self { order, filter, families, max_links, max_documents, counts, shared }
    }

    /// The numbers of the pairs that are linked by postings of whole lists, sorted in parts. Where nothing is counted a pair
    /// may be missing that a part has already.
    pub(super) fn link_all(&self, postings: &[u64]) -> Vec<Vec<u64>> {
        let may_cut = |a, b| self.order.hash_of(a) != self.order.hash_of(b);
        let shares: Vec<&[u64]> = chunks(postings, SHARE, may_cut).collect();
        shares.par_iter().map(|share| self.link_share(share)).collect()
    }

    fn link_share(&self, postings: &[u64]) -> Vec<u64> {
        let mut keys = Vec::new();
        // Shingles of a passage stand in the same documents one after another: those are linked once.
        let mut known = FxHashSet::default();
        let mut places = Vec::new();
        for list in postings.chunk_by(|&a, &b| self.order.hash_of(a) == self.order.hash_of(b)) {
            if list.len() < 2 {
                continue;
            }
            places.clear();
            places.extend(list.iter().map(|&posting| self.order.place_of(posting)));
            places.dedup();
            if places.len() < 2 {
                continue;
            }
            if let Some(shared) = self.shared {
                shared.add(self.order.hash_of(list[0]));
            }
            if places.len() > self.max_documents {
                continue;
            }
            if !self.counts && places.len() >= WORTH_KNOWING {
                if known.len() == MOST_KNOWN {
                    known.clear();
                }
                if !known.insert(fingerprint(&places)) {
                    continue;
                }
            }
            self.link(&places, &mut keys);
        }
        if !self.counts {
            keys.sort_unstable();
            keys.dedup();
        }
        keys
    }

    /// Links each of some places, in order, to the very first and to the nearest before it.
    fn link(&self, places: &[u32], keys: &mut Vec<u64>) {
        let max_links = max_links(self.max_links, self.order.by_date().len(), places.len());
        match &self.filter.outlet {
            Some(outlet) if outlet.same => {
                let mut by_outlet: Vec<(u32, u32)> =
                    places.iter().map(|&place| (outlet.number(self.order.row(place)), place)).collect();
                by_outlet.sort_unstable();
                for list in by_outlet.chunk_by(|a, b| a.0 == b.0) {
                    let places: Vec<u32> = list.iter().map(|&(_, place)| place).collect();
                    self.link_sides(&places, max_links, keys);
                }
            }
            _ => self.link_sides(places, max_links, keys),
        }
    }

    fn link_sides(&self, places: &[u32], max_links: usize, keys: &mut Vec<u64>) {
        if !self.filter.has_sides() {
            return self.link_earlier(places, places, max_links, keys);
        }
        let side = |keep: fn(&Filter, u32) -> bool| -> Vec<u32> {
            places.iter().copied().filter(|&place| keep(self.filter, self.order.row(place))).collect()
        };
        let (targets, sources) = (side(Filter::is_target), side(Filter::is_source));
        let from = keys.len();
        self.link_earlier(&targets, &sources, max_links, keys);
        self.link_earlier(&sources, &targets, max_links, keys);
        // A pair of two documents that are both is linked twice, and must not count twice.
        keys[from..].sort_unstable();
        let mut last = None;
        let mut kept = from;
        for at in from..keys.len() {
            if last.replace(keys[at]) != Some(keys[at]) {
                keys[kept] = keys[at];
                kept += 1;
            }
        }
        keys.truncate(kept);
    }

    /// Links each of `later` to the nearest before it in `earlier`, and to the very first, of those that it may be linked to.
    fn link_earlier(&self, later: &[u32], earlier: &[u32], max_links: usize, keys: &mut Vec<u64>) {
        if self.filter.time.is_none() && self.filter.outlet.is_none() {
            for &here in later {
                let linked = linked_to(earlier, here, max_links);
                let linked = linked.filter(|&place| self.families.may_link(place, here));
                keys.extend(linked.map(|place| self.order.key(place, here)));
            }
            return;
        }
        let rows: Vec<u32> = earlier.iter().map(|&place| self.order.row(place)).collect();
        let skips = Skips::new(self.filter, &rows);
        for &here in later {
            let row = self.order.row(here);
            let until = earlier.partition_point(|&place| place < here);
            let far = |other: u32| {
                self.filter.time.as_ref().is_some_and(|time| time.all_before_are_too_far(other, row))
            };
            let mut links = 0;
            let mut next = until;
            while next > 0 && links < max_links && !far(rows[next - 1]) {
                let at = next - 1;
                next = match skips.backwards(at, self.outlet_of(row)) {
                    Some(next) => next,
                    None => {
                        if self.is_linked(row, rows[at]) {
                            keys.push(self.order.key(earlier[at], here));
                            links += 1;
                        }
                        at
                    }
                };
            }
            let mut first = rows[..next].partition_point(|&other| far(other));
            while first < next {
                match skips.forwards(first, self.outlet_of(row)) {
                    Some(next) => first = next,
                    None if self.is_linked(row, rows[first]) => {
                        keys.push(self.order.key(earlier[first], here));
                        break;
                    }
                    None => first += 1,
                }
            }
        }
    }

    fn outlet_of(&self, row: u32) -> Option<u32> {
        self.filter.outlet.as_ref().filter(|outlet| !outlet.same).map(|outlet| outlet.number(row))
    }

    fn is_linked(&self, a: u32, b: u32) -> bool {
        self.filter.is_wanted(a, b) || self.filter.is_wanted(b, a)
    }
}

/// Ways over stretches of one outlet in a list, so that whoever looks for another outlet need not go through them: the text
/// that an outlet puts into all of its articles makes such stretches.
struct Skips {
    outlets: Vec<u32>,
    /// For each document where the stretch of its outlet begins, and where it ends.
    stretches: Vec<(usize, usize)>,
}

impl Skips {
    fn new(filter: &Filter, rows: &[u32]) -> Self {
        let outlets: Vec<u32> = match &filter.outlet {
            Some(outlet) if !outlet.same => rows.iter().map(|&row| outlet.number(row)).collect(),
            _ => Vec::new(),
        };
        let mut stretches = Vec::with_capacity(outlets.len());
        for stretch in outlets.chunk_by(|a, b| a == b) {
            let from = stretches.len();
            stretches.extend(stretch.iter().map(|_| (from, from + stretch.len())));
        }
        Self { outlets, stretches }
    }

    /// How many documents are left before the stretch that the one at `at` stands in, if it is of the outlet.
    fn backwards(&self, at: usize, outlet: Option<u32>) -> Option<usize> {
        (outlet.is_some() && self.outlets.get(at).copied() == outlet).then(|| self.stretches[at].0)
    }

    /// The first document after that stretch.
    fn forwards(&self, at: usize, outlet: Option<u32>) -> Option<usize> {
        (outlet.is_some() && self.outlets.get(at).copied() == outlet).then(|| self.stretches[at].1)
    }
}

/// What tells lists apart: 128 bits, so that no two lists of a corpus have the same.
fn fingerprint(places: &[u32]) -> (u64, u64) {
    places.iter().fold((0, !0), |(a, b): (u64, u64), &place| {
        let mixed = (a.rotate_left(23) ^ u64::from(place)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        let other = (b.rotate_left(29) ^ u64::from(place)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed ^ mixed >> 32, other ^ other >> 29)
    })
}
