//! What two documents must share to be worth aligning.

use super::super::params::ReuseParams;
use super::super::rewritten::FEWEST_SHARED;
use super::super::seed::hash;
use super::super::sequence::Sequences;
use super::winnow::winnowed;

/// Something that is found in documents as hashes, and how much of it makes two documents a pair.
///
/// Two documents that share fewer than `at_least` distinct hashes are no pair because of this feature. What is no pair
/// because of a hash alone (two features of one hash) is found out when it is aligned.
pub(in super::super) struct Feature<'f> {
    /// Appends the hashes of the document of a row, of which all bits should be random; repeats count once.
    pub(in super::super) hashes: Box<Hashes<'f>>,
    /// About how many that will be.
    pub(in super::super) estimate: Box<dyn Fn(usize) -> usize + Sync + 'f>,
    /// Fewest hashes that a pair must share.
    pub(in super::super) at_least: usize,
    /// Hashes that stand in more documents than this link nothing.
    pub(in super::super) max_documents: usize,
    /// Whether the hashes are those of all runs of `min_run` words.
    pub(in super::super) is_all_runs: bool,
}

/// Appends the hashes of a row.
type Hashes<'f> = dyn Fn(usize, &mut Vec<u64>) + Sync + 'f;

impl<'f> Feature<'f> {
    /// Runs of `min_run` equal words; of these, where winnowing is asked for, those that winnowing keeps.
    pub(in super::super) fn runs(sequences: &'f Sequences<'_>, params: &ReuseParams) -> Self {
        let (len, window) = (params.min_run, params.winnowing);
        let hashes = move |row: usize, into: &mut Vec<u64>| {
            let symbols = sequences.symbols(row);
            // Of fewer words than a run, the run of all of them: texts that are the same throughout are a pair however short.
            let len = len.min(symbols.len()).max(1);
            let all = symbols.windows(len).map(hash);
            if window > 1 { winnowed(all, window, into) } else { into.extend(all) }
        };
        let estimate =
            move |row: usize| (sequences.tokens(row).len() + 1).saturating_sub(len) * 2 / (window + 1);
        Self {
            hashes: Box::new(hashes),
            estimate: Box::new(estimate),
            at_least: 1,
            max_documents: usize::MAX,
            is_all_runs: window <= 1,
        }
    }

    /// Pairs of neighbouring words, of which two documents share some where one retells the other in other words. In large
    /// sets those count that stand in few documents.
    pub(in super::super) fn neighbours(sequences: &'f Sequences<'_>) -> Self {
        Self {
            hashes: Box::new(|row, into| into.extend_from_slice(sequences.get(row).features())),
            // About half of all words are stop words.
            estimate: Box::new(|row| sequences.len(row) / 2),
            at_least: FEWEST_SHARED,
            max_documents: max_neighbours(sequences.documents()),
            is_all_runs: false,
        }
    }
}

/// In how many documents neighbouring words may stand to count, in a corpus of so many.
pub(in super::super) fn max_neighbours(documents: usize) -> usize {
    if documents <= super::link::SMALL { usize::MAX } else { FEW_DOCUMENTS }
}

/// In how many documents of a large set neighbouring words may stand to count.
const FEW_DOCUMENTS: usize = 50;
