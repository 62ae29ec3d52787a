//! Documents that are the same but for edits.
//!
//! Of one text in many edited copies, every two share some edit that few others have. Linked for the sake of each, ten
//! thousand copies would be millions of pairs that all say the same. So each is linked to the first of its family and to
//! those before it, as if all of them shared one hash; what it has from others is not touched by that.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::feature::Feature;
use super::link::{SMALL, max_links};
use super::order::Order;

/// Smallest hashes that are kept of a document, each of those that begin with the same bits: MinHash by one permutation
/// (Li, Owen and Zhang 2012).
const BINS: usize = 32;
/// The same, of which two documents of one family share at least one, by which they find each other.
const LEADING: usize = 8;
/// How many of these two documents of one family share, at least: about the Jaccard index of their hashes. Of copies in
/// which one word in 25 was changed it is .5; of that less by chance in one of three hundred.
const ALIKE: usize = 9;
/// No hash.
const EMPTY: u32 = u32::MAX;

/// What follows the bits of the bin, of the smallest hash in each.
type Sketch = [u32; BINS];

/// Which documents are in one family.
#[derive(Debug, Default)]
pub(super) struct Families {
    /// By place: the first of the family. Empty where all documents stand alone.
    first: Vec<u32>,
    /// By place: how many of the family stand before it.
    rank: Vec<u32>,
    /// By place: how many of the family a document is linked to.
    links: Vec<u32>,
}

impl Families {
    /// The families of documents by their hashes of one feature, whose places are those of `order`. In a corpus that is
    /// compared without a bound all stand alone.
    ///
    /// A document joins the family with the earliest first that it is like, or begins one. Cost: the hashes of all documents; some
    /// 300 bytes for each until it is done.
    pub(super) fn of(order: &Order, feature: &Feature<'_>) -> Self {
        if order.by_date().len() <= SMALL {
            return Self::default();
        }
        let sketch = |&row: &u32| {
            let mut hashes = Vec::new();
            (feature.hashes)(row as usize, &mut hashes);
            sketch(&hashes)
        };
        Self::of_sketches(&order.by_date().par_iter().map(sketch).collect::<Vec<_>>())
    }

    fn of_sketches(sketches: &[Sketch]) -> Self {
        let mut first: Vec<u32> = Vec::with_capacity(sketches.len());
        let mut sizes = vec![0_u32; sketches.len()];
        let mut rank = Vec::with_capacity(sketches.len());
        let mut firsts: FxHashMap<(usize, u32), u32> = FxHashMap::default();
        for (place, sketch) in (0_u32..).zip(sketches) {
            let leading = || sketch[..LEADING].iter().copied().enumerate().filter(|&(_, hash)| hash != EMPTY);
            // The earliest of those that it is like, not the one that it is most like: a family is not to be parted.
            let mut known: Vec<u32> = leading().filter_map(|key| firsts.get(&key).copied()).collect();
            known.sort_unstable();
            known.dedup();
            let family = known.into_iter().find(|&other| are_alike(sketch, &sketches[other as usize]));
            let family = family.unwrap_or(place);
            if family == place {
                leading().for_each(|key| {
                    firsts.entry(key).or_insert(place);
                });
            }
            rank.push(sizes[family as usize]);
            sizes[family as usize] += 1;
            first.push(family);
        }
        let of_family =
            |&family: &u32| max_links(None, sketches.len(), sizes[family as usize] as usize) as u32;
        let links = first.iter().map(of_family).collect();
        Self { first, rank, links }
    }

    /// Whether a document may be linked to one that stands before it.
    pub(super) fn may_link(&self, earlier: u32, later: u32) -> bool {
        let (earlier, later) = (earlier as usize, later as usize);
        match (self.first.get(earlier), self.first.get(later)) {
            (Some(&first), Some(&other)) if first == other => {
                first as usize == earlier || self.rank[later] - self.rank[earlier] <= self.links[later]
            }
            _ => true,
        }
    }
}

fn sketch(hashes: &[u64]) -> Sketch {
    const OF_BIN: u32 = BINS.ilog2();
    let mut sketch = [EMPTY; BINS];
    for &hash in hashes {
        let least = &mut sketch[(hash >> (u64::BITS - OF_BIN)) as usize];
        *least = (*least).min((hash << OF_BIN >> u32::BITS) as u32);
    }
    sketch
}

fn filled(sketch: &Sketch) -> usize {
    sketch.iter().filter(|&&hash| hash != EMPTY).count()
}

/// Whether enough of what the fuller one has is in both.
fn are_alike(a: &Sketch, b: &Sketch) -> bool {
    let shared = a.iter().zip(b).filter(|&(&a, &b)| a == b && a != EMPTY).count();
    shared * BINS >= ALIKE * filled(a).max(filled(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers as good as random.
    fn hash(n: u64) -> u64 {
        let mixed = (n + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed ^ (mixed >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
    }

    fn hashes(from: u64, n: u64) -> Vec<u64> {
        (from..from + n).map(hash).collect()
    }

    #[test]
    fn what_shares_most_hashes_is_a_family_and_what_shares_some_is_not() {
        let alone = |place: u64| sketch(&hashes(1_000_000 * (place + 1), 400));
        let copies = (0..3_000_u64).map(|at| {
            // A tenth of its hashes are its own.
            sketch(&[hashes(0, 360), hashes(10_000 + 40 * at, 40)].concat())
        });
        let quoting = sketch(&[hashes(0, 80), hashes(90_000_000, 320)].concat());
        let sketches: Vec<Sketch> = [alone(0), alone(1)]
            .into_iter()
            .chain(copies)
            .chain([quoting, sketch(&[]), sketch(&[])])
            .collect();
        let families = Families::of_sketches(&sketches);
        assert_eq!(families.first[..3], [0, 1, 2]);
        assert!(families.first[2..3_002].iter().all(|&first| first == 2));
        assert_eq!(families.first[3_002..], [3_002, 3_003, 3_004]);
        // A hundred thousand by three thousand.
        assert!(families.may_link(2_968, 3_001) && !families.may_link(2_967, 3_001));
        assert!(families.may_link(2, 3_001) && families.may_link(700, 3_002) && families.may_link(0, 1));
    }

    #[test]
    fn short_documents_are_alike_where_they_are_the_same() {
        // A hash of one of the leading bins.
        let one = (0..).map(hash).find(|hash| hash >> 61 == 1).unwrap();
        let more: Vec<u64> = (5_000..).map(hash).filter(|hash| hash >> 61 > 1).take(9).chain([one]).collect();
        let short = [sketch(&[one]), sketch(&[one]), sketch(&more)];
        assert_eq!(Families::of_sketches(&short).first, [0, 0, 2]);
        assert!(Families::default().may_link(3, 4));
    }
}
