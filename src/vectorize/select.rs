//! Which terms become columns.

use rayon::prelude::*;

use super::cells;
use super::names::{Head, Names};
use super::tally::{Tally, Terms};
use super::{DocumentFrequency, Vocabulary};

/// By worker and number: the column; [`NO_COLUMN`] for what is none.
pub(super) type Columns = Vec<Vec<u32>>;

pub(super) const NO_COLUMN: u32 = u32::MAX;

/// What is kept of the terms that were counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filter {
    pub(super) min_df: DocumentFrequency,
    pub(super) max_df: DocumentFrequency,
    pub(super) max_features: Option<usize>,
    pub(super) binary: bool,
}

/// The terms of at least `min_df` and at most `max_df` rows, and of these the `max_features` with most occurrences, ties by
/// term: the vocabulary in code point order, and what of it each number is.
///
/// scikit-learn breaks ties by the unstable order of numpy's `argsort`, which nobody can promise.
pub(super) fn select(tally: &Tally, filter: Filter) -> (Vocabulary, Columns) {
    let n_rows = tally.n_rows();
    let mut candidates = Candidates::of(&tally.terms);
    let (low, high) = (filter.min_df.of(n_rows), filter.max_df.of(n_rows));
    let all = low <= 1.0 && high >= n_rows as f64;
    if !all || filter.max_features.is_some_and(|most| most < candidates.len()) {
        let df = tally.document_frequencies(&candidates.columns, candidates.len());
        let mut kept: Vec<u32> = (0..candidates.len() as u32)
            .filter(|&term| (low..=high).contains(&(df[term as usize] as f64)))
            .collect();
        if let Some(most) = filter.max_features.filter(|&most| most < kept.len()) {
            let tf = candidates.occurrences(tally, filter.binary);
            // Candidates are in the order of their terms, and a stable sort leaves ties so.
            kept.sort_by_key(|&term| std::cmp::Reverse(tf[term as usize]));
            kept.truncate(most);
            kept.sort_unstable();
        }
        candidates.keep(&kept);
    }
    let term = |&(worker, number): &(u32, u32)| tally.terms[worker as usize].names.get(number).to_owned();
    (
        Vocabulary::sorted(candidates.terms.par_iter().with_min_len(4096).map(term).collect()),
        candidates.columns,
    )
}

/// What of `vocabulary` each number is.
pub(super) fn columns(terms: &[Terms], vocabulary: &Vocabulary) -> Columns {
    terms.par_iter().map(|terms| columns_of(&terms.names, vocabulary)).collect()
}

/// Both are walked in the order of their terms.
fn columns_of(names: &Names, vocabulary: &Vocabulary) -> Vec<u32> {
    let mut columns = vec![NO_COLUMN; names.len()];
    let mut known = vocabulary.by_term().peekable();
    for &number in names.sorted() {
        let name = names.get(number);
        while known.next_if(|&(_, term)| term < name).is_some() {}
        if let Some(&(column, term)) = known.peek()
            && term == name
        {
            columns[number as usize] = column as u32;
        }
    }
    columns
}

/// The distinct terms of all workers, in code point order.
struct Candidates {
    /// A worker that has met the term, and its number there.
    terms: Vec<(u32, u32)>,
    /// By worker and number: the place among `terms`.
    columns: Columns,
}

impl Candidates {
    fn of(terms: &[Terms]) -> Self {
        let names: Vec<&Names> = terms.iter().map(|terms| &terms.names).collect();
        let mut all: Vec<(Head, u32, u32)> = Vec::with_capacity(names.iter().map(|names| names.len()).sum());
        for (worker, names) in names.iter().enumerate() {
            all.extend(names.sorted().iter().map(|&number| (names.head(number), worker as u32, number)));
        }
        let name = |&(_, worker, number): &(Head, u32, u32)| names[worker as usize].get(number);
        // Each worker's terms are sorted already, and this sort merges sorted runs.
        all.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| name(a).cmp(name(b))));
        let mut terms = Vec::new();
        let mut columns: Columns = names.iter().map(|names| vec![NO_COLUMN; names.len()]).collect();
        let mut last: Option<&(Head, u32, u32)> = None;
        for entry in &all {
            if last.is_none_or(|last| last.0 != entry.0 || name(last) != name(entry)) {
                terms.push((entry.1, entry.2));
            }
            columns[entry.1 as usize][entry.2 as usize] = terms.len() as u32 - 1;
            last = Some(entry);
        }
        Self { terms, columns }
    }

    fn len(&self) -> usize {
        self.terms.len()
    }

    /// By candidate: occurrences, or rows that hold it where counts are binary.
    fn occurrences(&self, tally: &Tally, binary: bool) -> Vec<u64> {
        let mut tf = vec![0; self.len()];
        for (worker, batch) in &tally.batches {
            let columns = &self.columns[*worker];
            for &cell in &batch.cells {
                let term = columns[cells::number(cell) as usize] as usize;
                tf[term] += if binary { 1 } else { u64::from(cells::count(cell)) };
            }
        }
        tf
    }

    /// Drops all candidates but `kept`, which rise.
    fn keep(&mut self, kept: &[u32]) {
        let mut places = vec![NO_COLUMN; self.len()];
        for (place, &term) in kept.iter().enumerate() {
            places[term as usize] = place as u32;
        }
        self.terms = kept.iter().map(|&term| self.terms[term as usize]).collect();
        for place in self.columns.iter_mut().flatten() {
            *place = places[*place as usize];
        }
    }
}
