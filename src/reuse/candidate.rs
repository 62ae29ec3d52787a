//! Which pairs of documents are worth aligning.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::params::ReuseParams;
use super::seed::hash;
use super::sequence::Sequence;
use crate::corpus::Corpus;

/// Corpora up to this size are compared without a bound.
const SMALL: usize = 300;
/// How many earlier documents one shingle links to in larger ones.
const MAX_LINKS: usize = 100;

/// A pair to be aligned, and which of its two directions are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// The document whose id sorts first. It decides ties, so that the order of the corpus does not.
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) explain_left: bool,
    pub(super) explain_right: bool,
}

/// The pairs that share a shingle of `min_run` tokens, or those that were asked for by name; each once, in order.
///
/// One posting list of all shingles, sorted by hash, then by date and id. Memory: 16 bytes for each distinct shingle of
/// each document. Time: its sorting, and for each document the lists of its shingles.
pub(super) fn candidates(corpus: &Corpus, sequences: &[Sequence], params: &ReuseParams) -> Vec<Candidate> {
    let mut rank: Vec<usize> = vec![0; corpus.len()];
    let mut by_id: Vec<usize> = (0..corpus.len()).collect();
    by_id.sort_unstable_by_key(|&row| corpus[row].id());
    by_id.iter().enumerate().for_each(|(place, &row)| rank[row] = place);
    let wanted = Wanted::new(corpus.len(), params);
    let directions = |a: usize, b: usize| {
        let (left, right) = if rank[a] < rank[b] { (a, b) } else { (b, a) };
        Candidate {
            left,
            right,
            explain_left: wanted.contains(left, right),
            explain_right: wanted.contains(right, left),
        }
    };
    let mut candidates: Vec<Candidate> = match &params.pairs {
        Some(pairs) => pairs.iter().filter(|(a, b)| a != b).map(|&(a, b)| directions(a, b)).collect(),
        None if params.rewritten && params.max_links.is_none() && corpus.len() <= SMALL => (0..corpus.len())
            .flat_map(|a| (a + 1..corpus.len()).map(move |b| (a, b)))
            .map(|(a, b)| directions(a, b))
            .filter(|candidate| candidate.explain_left || candidate.explain_right)
            .collect(),
        None => linked(corpus, sequences, params, &wanted, &by_id)
            .into_iter()
            .map(|(a, b)| directions(a, b))
            .filter(|candidate| candidate.explain_left || candidate.explain_right)
            .collect(),
    };
    candidates.sort_unstable();
    candidates.dedup();
    candidates
}

/// Which directed pairs are asked for.
struct Wanted {
    targets: Option<Vec<bool>>,
    sources: Option<Vec<bool>>,
    pairs: Option<FxHashSet<(usize, usize)>>,
}

impl Wanted {
    fn new(n: usize, params: &ReuseParams) -> Self {
        let set = |rows: &Option<Vec<usize>>| {
            rows.as_ref().map(|rows| {
                let mut set = vec![false; n];
                rows.iter().for_each(|&row| set[row] = true);
                set
            })
        };
        let pairs = params.pairs.as_ref().map(|pairs| pairs.iter().copied().collect());
        Self { targets: set(&params.targets), sources: set(&params.sources), pairs }
    }

    fn is_restricted(&self) -> bool {
        self.targets.is_some() || self.sources.is_some()
    }

    fn is_target(&self, row: usize) -> bool {
        self.targets.as_ref().is_none_or(|set| set[row])
    }

    fn is_source(&self, row: usize) -> bool {
        self.sources.as_ref().is_none_or(|set| set[row])
    }

    fn contains(&self, target: usize, source: usize) -> bool {
        self.is_target(target)
            && self.is_source(source)
            && self.pairs.as_ref().is_none_or(|set| set.contains(&(target, source)))
    }
}

/// Pairs of rows that share a shingle.
fn linked(
    corpus: &Corpus,
    sequences: &[Sequence],
    params: &ReuseParams,
    wanted: &Wanted,
    by_id: &[usize],
) -> Vec<(usize, usize)> {
    let n = sequences.len();
    let max_links = params.max_links.unwrap_or(if n <= SMALL { n } else { MAX_LINKS });
    let order = by_date(corpus, by_id);
    // Posting lists name documents by their place in the order of dates, so that "earlier" is a smaller number.
    let mut postings: Vec<(u64, u32)> = order
        .par_iter()
        .enumerate()
        .flat_map_iter(|(place, &row)| {
            let mut hashes: Vec<u64> = sequences[row].symbols.windows(params.min_run).map(hash).collect();
            hashes.sort_unstable();
            hashes.dedup();
            hashes.into_iter().map(move |hash| (hash, place as u32))
        })
        .collect();
    postings.par_sort_unstable();
    let lists: Vec<&[(u64, u32)]> =
        postings.chunk_by(|a, b| a.0 == b.0).filter(|list| list.len() > 1).collect();
    let mut pairs: Vec<(u32, u32)> = lists
        .par_iter()
        .fold(Vec::new, |mut pairs: Vec<(u32, u32)>, list| {
            let rows = |keep: fn(&Wanted, usize) -> bool| -> Vec<u32> {
                list.iter()
                    .map(|&(_, place)| place)
                    .filter(|&place| keep(wanted, order[place as usize]))
                    .collect()
            };
            let (targets, sources) = (rows(Wanted::is_target), rows(Wanted::is_source));
            link(&targets, &sources, max_links, &mut pairs);
            if wanted.is_restricted() {
                link(&sources, &targets, max_links, &mut pairs);
            }
            if pairs.len() > 1 << 22 {
                pairs.sort_unstable();
                pairs.dedup();
            }
            pairs
        })
        .reduce(Vec::new, |mut a, mut b| {
            a.append(&mut b);
            a.sort_unstable();
            a.dedup();
            a
        });
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs.into_iter().map(|(a, b)| (order[a as usize], order[b as usize])).collect()
}

/// Links each of `later` to the nearest before it in `earlier`, and to the very first.
fn link(later: &[u32], earlier: &[u32], max_links: usize, pairs: &mut Vec<(u32, u32)>) {
    for &here in later {
        let until = earlier.partition_point(|&place| place < here);
        let nearest = until.saturating_sub(max_links);
        pairs.extend(earlier[nearest..until].iter().map(|&place| (place, here)));
        if nearest > 0 {
            pairs.push((earlier[0], here));
        }
    }
}

/// Rows from the earliest date to the latest, undated ones last, ties by id.
fn by_date(corpus: &Corpus, by_id: &[usize]) -> Vec<usize> {
    let mut order = by_id.to_vec();
    order.sort_by_cached_key(|&row| {
        corpus[row].date().map_or((true, None), |date| (false, Some(date.first())))
    });
    order
}
