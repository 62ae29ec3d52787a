//! The passages of one pair of documents, in both directions.

use std::ops::Range;
use std::sync::OnceLock;

use super::align::{self, Column, identity, trimmed};
use super::chain::{Chain, chains, single};
use super::evidence::Evidence;
use super::near::{is_alone, near_runs};
use super::params::ReuseParams;
use super::passage::{Passage, PassageKind, Reason, Run, Tier};
use super::rewritten::{self, Stretch};
use super::seed::{Match, Shingles, maximal_matches};
use super::sequence::{Marks, Sequence};
use super::tiers::{self, Piece};

/// Share of a passage that must be quoted on both sides for it to be a shared quote.
const QUOTED: f64 = 0.8;

/// A document with what is asked again and again while it is aligned with others.
pub(super) struct Ready<'c> {
    pub(super) sequence: Sequence<'c>,
    /// Its runs of `min_run` tokens, as far as others have them.
    runs: Shingles,
    /// Asked for only where runs stand close to other words that both have.
    shingles: OnceLock<Shingles>,
}

impl<'c> Ready<'c> {
    /// Runs whose hash `stands_elsewhere` denies must stand in no document that this one is aligned with.
    pub(super) fn new(
        sequence: Sequence<'c>,
        min_run: usize,
        stands_elsewhere: impl Fn(u64) -> bool,
    ) -> Self {
        let runs = Shingles::kept(&sequence.symbols, min_run, stands_elsewhere);
        Self { sequence, runs, shingles: OnceLock::new() }
    }

    fn shingles(&self) -> &Shingles {
        self.shingles.get_or_init(|| Shingles::of(&self.sequence.symbols))
    }
}

/// One document of a pair.
#[derive(Clone, Copy)]
pub(super) struct Side<'s> {
    pub(super) row: usize,
    pub(super) ready: &'s Ready<'s>,
}

/// The passages between two documents: first those that explain `left`, then those that explain `right`.
///
/// Which document is left decides ties, so the caller must choose it by something that is the document's own.
pub(super) fn passages(left: Side<'_>, right: Side<'_>, params: &ReuseParams) -> [Vec<Passage>; 2] {
    let (of_left, of_right) = (&left.ready.sequence, &right.ready.sequence);
    let evidence = Evidence { left: of_left, right: of_right, params };
    let found = if of_left.len() > 0 && of_left.symbols == of_right.symbols {
        Found { alignments: vec![align::identical(of_left.len())], whole: true }
    } else {
        let chains = chains_with_runs(left.ready, right.ready, params);
        Found { alignments: alignments(chains, evidence), whole: false }
    };
    let [retold_left, retold_right] = if params.rewritten && !found.whole {
        let close = |side: fn(&[Column]) -> Range<usize>| -> Vec<Range<usize>> {
            found
                .alignments
                .iter()
                .filter(|columns| tiers::is_close(columns))
                .map(|columns| side(columns))
                .collect()
        };
        rewritten::rewritten(of_left, of_right, (&close(tiers::of_target), &close(tiers::of_source)))
    } else {
        [Vec::new(), Vec::new()]
    };
    if found.alignments.is_empty() && retold_left.is_empty() && retold_right.is_empty() {
        return [Vec::new(), Vec::new()];
    }
    let flipped = Evidence { left: of_right, right: of_left, params };
    let seen_from_right =
        found.alignments.iter().map(|columns| columns.iter().map(|c| c.flipped()).collect());
    let from_right = Found { alignments: seen_from_right.collect(), whole: found.whole };
    let described =
        |target: usize, source: usize, evidence: Evidence<'_>, found: &Found, retold: Vec<Stretch>| {
            let pieces = tiers::together(copied(evidence, found), retold, |columns| {
                quotation(evidence, &tiers::of_target(columns), &tiers::of_source(columns)).is_some()
            });
            pieces.into_iter().map(|piece| passage(target, source, &piece, evidence, found.whole)).collect()
        };
    [
        described(left.row, right.row, evidence, &found, retold_left),
        described(right.row, left.row, flipped, &from_right, retold_right),
    ]
}

/// What two documents share.
struct Found {
    /// Best first.
    alignments: Vec<Vec<Column>>,
    /// Whether the two are the same text throughout: then nothing is too short.
    whole: bool,
}

/// The alignments that are passages, best first. A chain is passed over where better ones cover both its sides.
fn alignments(chains: Vec<Chain>, evidence: Evidence<'_>) -> Vec<Vec<Column>> {
    let (l, r) = (&evidence.left.symbols, &evidence.right.symbols);
    if chains.is_empty() {
        return Vec::new();
    }
    let mut covered = (vec![false; l.len()], vec![false; r.len()]);
    let mut found: Vec<Vec<Column>> = Vec::new();
    for chain in chains {
        if is_covered(&chain, &covered) {
            continue;
        }
        for alignment in align::align(l, r, &chain) {
            for passage in evidence.passages(&alignment) {
                mark(&passage, &mut covered);
                found.push(passage);
            }
        }
    }
    found.sort_by_key(|columns| (-align::score(columns), columns[0].left, columns[0].right));
    found
}

/// The chains that hold a run and may be worth aligning, best first.
///
/// Most of what two documents share is a set phrase with nothing near it that both have: such a run is a chain of its
/// own, and where it is short and nothing goes on at its ends there is no passage. That is told from the words around
/// it; only where a run has company are all shared shingles looked for and chained.
fn chains_with_runs(left: &Ready<'_>, right: &Ready<'_>, params: &ReuseParams) -> Vec<Chain> {
    let (l, r) = (&left.sequence.symbols, &right.sequence.symbols);
    let mut runs = maximal_matches(l, r, (&left.runs, &right.runs));
    if runs.iter().all(|run| is_alone(l, r, run, params.max_gap)) {
        runs.retain(|run| run.len >= params.min_tokens || align::may_grow(l, r, run));
        return single(runs);
    }
    chains_of_all(left, right, params)
}

/// The chains that hold a run among those of all shared shingles, best first.
fn chains_of_all(left: &Ready<'_>, right: &Ready<'_>, params: &ReuseParams) -> Vec<Chain> {
    let (l, r) = (&left.sequence.symbols, &right.sequence.symbols);
    let (min_run, max_gap) = (params.min_run, params.max_gap);
    let matches = maximal_matches(l, r, (left.shingles(), right.shingles()));
    let mut chains = chains(near_runs(matches, min_run, max_gap), max_gap);
    chains.retain(|chain| chain.matches.iter().any(|found| found.len >= min_run));
    chains
}

fn is_covered(chain: &Chain, (left, right): &(Vec<bool>, Vec<bool>)) -> bool {
    chain.matches.iter().all(|found| {
        left[found.left..found.left + found.len].iter().all(|&covered| covered)
            && right[found.right..found.right + found.len].iter().all(|&covered| covered)
    })
}

fn mark(columns: &[Column], (left, right): &mut (Vec<bool>, Vec<bool>)) {
    for column in columns {
        if column.has_left() {
            left[column.left as usize] = true;
        }
        if column.has_right() {
            right[column.right as usize] = true;
        }
    }
}

/// The alignments that explain the left document, none overlapping another there: where two would, the better one keeps
/// the tokens and the other what is left of it, if that is still enough.
fn copied(evidence: Evidence<'_>, found: &Found) -> Vec<Vec<Column>> {
    let mut covered = vec![false; evidence.left.len()];
    let mut passages = Vec::new();
    for columns in &found.alignments {
        for (part, is_whole) in uncovered(columns, &covered) {
            if !is_whole && !evidence.is_passage(part) {
                continue;
            }
            for column in part.iter().filter(|column| column.has_left()) {
                covered[column.left as usize] = true;
            }
            passages.push(part.to_vec());
        }
    }
    passages
}

/// The stretches of an alignment whose target tokens are free, and whether that is all of it.
fn uncovered<'c>(columns: &'c [Column], covered: &[bool]) -> Vec<(&'c [Column], bool)> {
    let is_free = |column: &Column| !column.has_left() || !covered[column.left as usize];
    if columns.iter().all(is_free) {
        return vec![(columns, true)];
    }
    let free = columns.split(|column| !is_free(column)).map(trimmed).filter(|part| !part.is_empty());
    free.map(|part| (part, false)).collect()
}

/// Share of some tokens that stand inside quotation marks.
fn quoted(sequence: &Sequence<'_>, tokens: &Range<usize>) -> f64 {
    tokens.clone().filter(|&at| sequence.marks(at).contains(Marks::QUOTED)).count() as f64
        / tokens.len() as f64
}

/// Why it is a shared quote, if both documents quote.
fn quotation(evidence: Evidence<'_>, in_target: &Range<usize>, in_source: &Range<usize>) -> Option<Reason> {
    let (target, source) = (quoted(evidence.left, in_target), quoted(evidence.right, in_source));
    (target >= QUOTED && source >= QUOTED).then_some(Reason::Quoted { target, source })
}

fn passage(target: usize, source: usize, piece: &Piece, evidence: Evidence<'_>, same: bool) -> Passage {
    let (in_target, in_source) = (piece.target(), piece.source());
    // An alignment ends where the words around it differ, or where both texts end.
    let (kind, reason) = match quotation(evidence, &in_target, &in_source) {
        Some(reason) if !same => (PassageKind::SharedQuote, reason),
        _ => (PassageKind::SourceToSource, Reason::default()),
    };
    let (tier, identity, runs, weight) = match piece {
        Piece::Copied(columns) => {
            (Tier::Copied, identity(columns), runs(equal_runs(columns), evidence), evidence.weight(columns))
        }
        Piece::Rewritten(stretch) => {
            let left = &evidence.left.symbols[in_target.clone()];
            let right = &evidence.right.symbols[in_source.clone()];
            let shared = rewritten::shared_tokens(left, right) as f64 / left.len() as f64;
            let found = common_runs(left, right).into_iter();
            let found = found.map(|run| Match {
                left: run.left + in_target.start,
                right: run.right + in_source.start,
                ..run
            });
            (Tier::Rewritten, shared, runs(found, evidence), stretch.weight)
        }
    };
    Passage {
        target,
        target_span: evidence.left.span(in_target.clone()),
        source,
        source_span: evidence.right.span(in_source),
        tier,
        kind,
        reason,
        identity,
        tokens: in_target.len(),
        quoted: quoted(evidence.left, &in_target),
        runs,
        weight,
        outlets: 0,
        p_value: None,
        fdr: None,
    }
}

/// The stretches of equal tokens of an alignment.
fn equal_runs(columns: &[Column]) -> impl Iterator<Item = Match> {
    let equal = columns.chunk_by(|a, b| a.is_equal() == b.is_equal()).filter(|run| run[0].is_equal());
    equal.map(|run| Match { left: run[0].left as usize, right: run[0].right as usize, len: run.len() })
}

/// The longest stretches that two texts share, in any order, none overlapping another in the left one; by place.
fn common_runs(left: &[u32], right: &[u32]) -> Vec<Match> {
    let mut matches = maximal_matches(left, right, (&Shingles::of(left), &Shingles::of(right)));
    matches.sort_unstable_by_key(|run| (std::cmp::Reverse(run.len), run.left, run.right));
    let mut free = vec![true; left.len()];
    matches.retain(|run| {
        let is_free = free[run.left..run.left + run.len].iter().all(|&free| free);
        if is_free {
            free[run.left..run.left + run.len].fill(false);
        }
        is_free
    });
    matches.sort_unstable_by_key(|run| run.left);
    matches
}

fn runs(found: impl Iterator<Item = Match>, evidence: Evidence<'_>) -> Vec<Run> {
    let run = |run: Match| Run {
        target_span: evidence.left.span(run.left..run.left + run.len),
        source_span: evidence.right.span(run.right..run.right + run.len),
        tokens: run.len,
    };
    found.map(run).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analyze::Analyzer;
    use crate::corpus::Corpus;
    use crate::reuse::Reuse;
    use crate::reuse::sequence::Sequences;

    /// Words of a small vocabulary with phrases put in that other texts have too.
    fn text() -> impl Strategy<Value = String> {
        let part = (0..30_usize, prop::collection::vec(0..40_u32, 0..25));
        prop::collection::vec(part, 1..6).prop_map(|parts| {
            let phrase =
                |n: usize| (0..n % 12).map(move |word| format!("p{}x{word} ", n % 3)).collect::<String>();
            let own = |words: Vec<u32>| words.iter().map(|word| format!("w{word} ")).collect::<String>();
            parts.into_iter().map(|(n, words)| phrase(n) + &own(words)).collect()
        })
    }

    proptest! {
        #[test]
        fn runs_by_themselves_come_to_what_all_shingles_come_to(
            texts in (text(), text()),
            max_gap in 0..25_usize,
            min_tokens in 5..10_usize,
        ) {
            let corpus = Corpus::from_texts([("a", texts.0), ("b", texts.1)]).unwrap();
            let tokens = Analyzer::english().tokenize(&corpus);
            let sequences = Sequences::new(&corpus, &tokens);
            let params = Reuse::params().max_gap(max_gap).min_tokens(min_tokens).min_weight(0.5);
            let ready = |row| Ready::new(sequences.get(row), params.min_run, |_| true);
            let (left, right) = (ready(0), ready(1));
            let evidence = Evidence { left: &left.sequence, right: &right.sequence, params: &params };
            prop_assert_eq!(
                alignments(chains_with_runs(&left, &right, &params), evidence),
                alignments(chains_of_all(&left, &right, &params), evidence)
            );
        }
    }
}
