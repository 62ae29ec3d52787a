//! From a chain to an alignment: gaps between matches filled, both ends extended, weak stretches cut.
//!
//! Costs are affine (Gotoh 1982): opening a gap costs more than lengthening it, so one inserted clause is cheaper than
//! the same words scattered. Only the rectangles between two matches of a chain (at most `max_gap` tokens each way)
//! and a narrow band beyond its ends are ever computed.

mod extend;
mod fill;

use super::chain::Chain;
use super::seed::Match;

/// What an equal token gains.
pub(super) const EQUAL: i64 = 4;
/// What a token replaced by another costs.
const DIFFERENT: i64 = 4;
/// What the first token of a gap costs.
const OPEN: i64 = 6;
/// What each further token of a gap costs.
const LENGTHEN: i64 = 1;
/// An alignment is cut where its score has fallen by this much: more than 36 tokens inserted or left out, or 16 tokens
/// replaced by 16 others.
const DROP: i64 = 42;

/// How one column of an alignment came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The same word on both sides.
    Equal,
    /// One word for another.
    Different,
    /// A word that only the left side has.
    LeftOnly,
    /// A word that only the right side has.
    RightOnly,
}

/// One column of an alignment: the next token on each side, and which of the two it uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) step: Step,
}

impl Column {
    /// The column seen from the other document.
    pub(super) fn flipped(self) -> Self {
        let step = match self.step {
            Step::LeftOnly => Step::RightOnly,
            Step::RightOnly => Step::LeftOnly,
            same => same,
        };
        Self { left: self.right, right: self.left, step }
    }

    pub(super) fn is_equal(self) -> bool {
        self.step == Step::Equal
    }

    /// Whether it uses a token of the left document.
    pub(super) fn has_left(self) -> bool {
        self.step != Step::RightOnly
    }

    /// Whether it uses a token of the right document.
    pub(super) fn has_right(self) -> bool {
        self.step != Step::LeftOnly
    }
}

/// The alignments that a chain grows into, each beginning and ending with an equal token.
pub(super) fn align(left: &[u32], right: &[u32], chain: &Chain) -> Vec<Vec<Column>> {
    let Some(&first) = chain.matches.first() else { return Vec::new() };
    let mut path = Path::default();
    let equal: usize = chain.matches.iter().map(|found| found.len).sum();
    path.columns.reserve(2 * equal);
    let before = extend::extend(Ahead::backwards(left, first.left), Ahead::backwards(right, first.right));
    path.at = (
        first.left - before.iter().filter(|&&step| step != Step::RightOnly).count(),
        first.right - before.iter().filter(|&&step| step != Step::LeftOnly).count(),
    );
    path.push(before.into_iter().rev());
    for &Match { left: l, right: r, len } in &chain.matches {
        // Two matches may overlap by a token or two; the later one gives way.
        let overlap = path.at.0.saturating_sub(l).max(path.at.1.saturating_sub(r));
        if overlap >= len {
            continue;
        }
        let (l, r) = (l + overlap, r + overlap);
        path.push(fill::fill(&left[path.at.0..l], &right[path.at.1..r]));
        path.push(std::iter::repeat_n(Step::Equal, len - overlap));
    }
    path.push(extend::extend(Ahead::forwards(left, path.at.0), Ahead::forwards(right, path.at.1)));
    cut(&path.columns, DROP)
}

/// Whether more than the match itself may come of a chain of nothing else; no is certain.
pub(super) fn may_grow(left: &[u32], right: &[u32], alone: &Match) -> bool {
    let (left_end, right_end) = (alone.left + alone.len, alone.right + alone.len);
    !extend::never_pays(Ahead::backwards(left, alone.left), Ahead::backwards(right, alone.right))
        || !extend::never_pays(Ahead::forwards(left, left_end), Ahead::forwards(right, right_end))
}

/// The parts of an alignment that are alike enough, cut out ever more narrowly until they are or nothing is left to
/// cut: so a sentence taken word for word is not lost for the paraphrase around it.
pub(super) fn alike(columns: &[Column], min_identity: f64) -> Vec<Vec<Column>> {
    let mut open = vec![(columns.to_vec(), DROP / 2)];
    let mut kept = Vec::new();
    while let Some((part, drop)) = open.pop() {
        if identity(&part) >= min_identity {
            kept.push(part);
        } else if drop > EQUAL {
            open.extend(cut(&part, drop).into_iter().rev().map(|part| (part, drop / 2)));
        }
    }
    kept
}

/// Equal ÷ all columns.
pub(super) fn identity(columns: &[Column]) -> f64 {
    let equal = columns.iter().filter(|column| column.is_equal()).count();
    equal as f64 / columns.len().max(1) as f64
}

/// The alignment of two sequences that are the same throughout.
pub(super) fn identical(tokens: usize) -> Vec<Column> {
    (0..tokens as u32).map(|at| Column { left: at, right: at, step: Step::Equal }).collect()
}

/// What an alignment is worth.
pub(super) fn score(columns: &[Column]) -> i64 {
    columns.iter().zip(std::iter::once(None).chain(columns.iter().map(Some))).map(|(c, b)| gain(*c, b)).sum()
}

/// `columns` without the ends that are not equal tokens.
pub(super) fn trimmed(columns: &[Column]) -> &[Column] {
    let from = columns.iter().position(|column| column.is_equal()).unwrap_or(columns.len());
    let to = columns.iter().rposition(|column| column.is_equal()).map_or(from, |last| last + 1);
    &columns[from..to]
}

fn gain(column: Column, before: Option<&Column>) -> i64 {
    match column.step {
        Step::Equal => EQUAL,
        Step::Different => -DIFFERENT,
        gap if before.is_some_and(|before| before.step == gap) => -LENGTHEN,
        _ => -OPEN,
    }
}

/// Cuts an alignment where its score falls by `drop` or to nothing, and keeps the stretches between, each from its first gain to its highest point.
fn cut(columns: &[Column], drop: i64) -> Vec<Vec<Column>> {
    let mut kept = Vec::new();
    let (mut from, mut score, mut best, mut peak) = (0, 0, 0, 0);
    let mut at = 0;
    while at < columns.len() {
        score += gain(columns[at], at.checked_sub(1).map(|before| &columns[before]));
        at += 1;
        if score > best {
            (best, peak) = (score, at);
        }
        let weak = score <= 0 || best - score >= drop;
        if best > 0 && (weak || at == columns.len()) {
            kept.push(trimmed(&columns[from..peak]).to_vec());
            // What stands after the peak may hold a stretch of its own.
            at = peak;
            (from, score, best) = (at, 0, 0);
        } else if weak {
            (from, score) = (at, 0);
        }
    }
    kept
}

/// A growing alignment and the place it has come to on either side.
#[derive(Default)]
struct Path {
    at: (usize, usize),
    columns: Vec<Column>,
}

impl Path {
    fn push(&mut self, steps: impl IntoIterator<Item = Step>) {
        for step in steps {
            let column = Column { left: self.at.0 as u32, right: self.at.1 as u32, step };
            self.columns.push(column);
            self.at.0 += usize::from(column.has_left());
            self.at.1 += usize::from(column.has_right());
        }
    }
}

/// What lies ahead of a place, in either direction.
#[derive(Clone, Copy)]
struct Ahead<'s> {
    symbols: &'s [u32],
    backwards: bool,
}

impl<'s> Ahead<'s> {
    fn forwards(symbols: &'s [u32], from: usize) -> Self {
        Self { symbols: &symbols[from..], backwards: false }
    }

    fn backwards(symbols: &'s [u32], from: usize) -> Self {
        Self { symbols: &symbols[..from], backwards: true }
    }

    fn len(self) -> usize {
        self.symbols.len()
    }

    /// Puts its first words in place of as many in `into`, or all where it has fewer.
    fn copy_to(self, into: &mut [u32]) {
        if self.backwards {
            into.iter_mut().zip(self.symbols.iter().rev()).for_each(|(word, &symbol)| *word = symbol);
        } else {
            into.iter_mut().zip(self.symbols).for_each(|(word, &symbol)| *word = symbol);
        }
    }

    fn get(self, at: usize) -> u32 {
        self.symbols[if self.backwards { self.symbols.len() - 1 - at } else { at }]
    }
}

#[cfg(test)]
mod tests {
    use super::super::chain::chains;
    use super::super::seed::{Shingles, maximal_matches};
    use super::*;

    fn alignments(left: &[u32], right: &[u32]) -> Vec<Vec<Column>> {
        let matches = maximal_matches(left, right, (&Shingles::of(left), &Shingles::of(right)));
        chains(matches, 30).iter().flat_map(|chain| align(left, right, chain)).collect()
    }

    #[test]
    fn edits_inside_and_at_the_ends_are_aligned() {
        let left = [90, 1, 2, 3, 4, 5, 91, 6, 7, 8, 9, 92, 10, 11, 93];
        let right = [80, 81, 1, 2, 3, 4, 5, 6, 7, 8, 9, 82, 10, 11, 83];
        let found = alignments(&left, &right);
        assert_eq!(found.len(), 1);
        let steps: Vec<Step> = found[0].iter().map(|column| column.step).collect();
        use Step::{Different, Equal, LeftOnly};
        let expected = [[Equal; 5].as_slice(), &[LeftOnly], &[Equal; 4], &[Different], &[Equal; 2]].concat();
        assert_eq!(steps, expected);
        assert_eq!((found[0][0].left, found[0][0].right), (1, 2));
    }

    #[test]
    fn a_weak_stretch_is_cut_out() {
        let words = |from: u32, n: u32| (from..from + n).collect::<Vec<_>>();
        let left = [words(0, 30), words(1_000, 20), words(30, 30)].concat();
        let right = [words(0, 30), words(2_000, 20), words(30, 30)].concat();
        assert_eq!(alignments(&left, &right).iter().map(Vec::len).collect::<Vec<_>>(), [30, 30]);
    }

    #[test]
    fn a_verbatim_core_survives_the_paraphrase_around_it() {
        let words = |from: u32, n: u32| (from..from + n).collect::<Vec<_>>();
        let scattered = |from: u32, own: u32| -> Vec<u32> {
            (0..6).flat_map(|at| [words(own + 9 * at, 5), words(from + 3 * at, 3)].concat()).collect()
        };
        let left = [words(0, 15), scattered(100, 1_000)].concat();
        let right = [words(0, 15), scattered(100, 2_000)].concat();
        let found = alignments(&left, &right);
        let kept: Vec<Vec<Column>> = found.iter().flat_map(|columns| alike(columns, 0.9)).collect();
        assert_eq!(kept[0], identical(15));
    }

    #[test]
    fn identical_sequences_have_one_column_per_token() {
        let text: Vec<u32> = (0..40).collect();
        assert_eq!(alignments(&text, &text), [identical(40)]);
    }
}
