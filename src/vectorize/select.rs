//! Which terms become columns.

use rayon::prelude::*;

use super::cells;
use super::names::{Head, Names};
use super::tally::{Tally, Terms};
use super::{DocumentFrequency, Vocabulary};
use crate::error::{NoMemory, reserve_exactly, room, with_room};

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
///
/// # Errors
/// That there is no memory for them.
pub(super) fn select(tally: &Tally, filter: Filter) -> Result<(Vocabulary, Columns), NoMemory> {
    let n_rows = tally.n_rows();
    let mut candidates = Candidates::of(&tally.terms)?;
    let (low, high) = (filter.min_df.of(n_rows), filter.max_df.of(n_rows));
    let all = low <= 1.0 && high >= n_rows as f64;
    if !all || filter.max_features.is_some_and(|most| most < candidates.len()) {
        let df = tally.document_frequencies(&candidates.columns, candidates.len())?;
        let mut kept: Vec<u32> = with_room(candidates.len())?;
        kept.extend(
            (0..candidates.len() as u32).filter(|&term| (low..=high).contains(&(df[term as usize] as f64))),
        );
        if let Some(most) = filter.max_features.filter(|&most| most < kept.len()) {
            let tf = candidates.occurrences(tally, filter.binary)?;
            // What sorting takes by itself.
            room(size_of_val(&kept[..]))?;
            // Candidates are in the order of their terms, and a stable sort leaves ties so.
            kept.sort_by_key(|&term| std::cmp::Reverse(tf[term as usize]));
            kept.truncate(most);
            kept.sort_unstable();
        }
        candidates.keep(&kept)?;
    }
    let term = |&(worker, number): &(u32, u32)| tally.terms[worker as usize].names.get(number);
    let mut terms = with_room(candidates.len())?;
    terms.resize_with(candidates.len(), String::new);
    let own = |(own, at): (&mut String, &(u32, u32))| {
        let term = term(at);
        reserve_exactly(own, term.len())?;
        own.push_str(term);
        Ok(())
    };
    terms.par_iter_mut().zip(&candidates.terms).with_min_len(4096).try_for_each(own)?;
    Ok((Vocabulary::sorted(terms), candidates.columns))
}

/// What of `vocabulary` each number is.
///
/// # Errors
/// That there is no memory for it.
pub(super) fn columns(terms: &[Terms], vocabulary: &Vocabulary) -> Result<Columns, NoMemory> {
    terms.par_iter().map(|terms| columns_of(&terms.names, vocabulary)).collect()
}

/// Both are walked in the order of their terms.
fn columns_of(names: &Names, vocabulary: &Vocabulary) -> Result<Vec<u32>, NoMemory> {
    let mut columns = no_columns(names)?;
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
    Ok(columns)
}

fn no_columns(names: &Names) -> Result<Vec<u32>, NoMemory> {
    let mut columns = with_room(names.len())?;
    columns.resize(names.len(), NO_COLUMN);
    Ok(columns)
}

/// The distinct terms of all workers, in code point order.
struct Candidates {
    /// A worker that has met the term, and its number there.
    terms: Vec<(u32, u32)>,
    /// By worker and number: the place among `terms`.
    columns: Columns,
}

impl Candidates {
    fn of(terms: &[Terms]) -> Result<Self, NoMemory> {
        let names: Vec<&Names> = terms.iter().map(|terms| &terms.names).collect();
        let n = names.iter().map(|names| names.len()).sum();
        let mut all: Vec<(Head, u32, u32)> = with_room(n)?;
        for (worker, names) in names.iter().enumerate() {
            all.extend(names.sorted().iter().map(|&number| (names.head(number), worker as u32, number)));
        }
        let name = |&(_, worker, number): &(Head, u32, u32)| names[worker as usize].get(number);
        // Each worker's terms are sorted already, and this sort merges sorted runs; it takes as much memory again.
        if names.len() > 1 {
            room(size_of_val(&all[..]))?;
            all.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| name(a).cmp(name(b))));
        }
        let mut terms = with_room(n)?;
        let mut columns: Columns = names.iter().map(|names| no_columns(names)).collect::<Result<_, _>>()?;
        let mut last: Option<&(Head, u32, u32)> = None;
        for entry in &all {
            if last.is_none_or(|last| last.0 != entry.0 || name(last) != name(entry)) {
                terms.push((entry.1, entry.2));
            }
            columns[entry.1 as usize][entry.2 as usize] = terms.len() as u32 - 1;
            last = Some(entry);
        }
        Ok(Self { terms, columns })
    }

    fn len(&self) -> usize {
        self.terms.len()
    }

    /// By candidate: occurrences, or rows that hold it where counts are binary.
    fn occurrences(&self, tally: &Tally, binary: bool) -> Result<Vec<u64>, NoMemory> {
        let mut tf = with_room(self.len())?;
        tf.resize(self.len(), 0);
        for (worker, batch) in &tally.batches {
            let columns = &self.columns[*worker];
            for cell in batch.cells() {
                let term = columns[cells::number(cell) as usize] as usize;
                tf[term] += if binary { 1 } else { u64::from(cells::count(cell)) };
            }
        }
        Ok(tf)
    }

    /// Drops all candidates but `kept`, which rise.
    fn keep(&mut self, kept: &[u32]) -> Result<(), NoMemory> {
        let mut places = with_room(self.len())?;
        places.resize(self.len(), NO_COLUMN);
        for (place, &term) in kept.iter().enumerate() {
            places[term as usize] = place as u32;
        }
        let mut terms = with_room(kept.len())?;
        terms.extend(kept.iter().map(|&term| self.terms[term as usize]));
        self.terms = terms;
        for place in self.columns.iter_mut().flatten() {
            *place = places[*place as usize];
        }
        Ok(())
    }
}
