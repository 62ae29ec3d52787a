//! Which terms become columns.

use std::cmp::Ordering;

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
    let n_rows = tally.counted.n_rows();
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

/// A term of a worker, with what tells most terms apart, so that the terms themselves are seldom looked up.
#[derive(Clone, Copy)]
struct Key {
    head: Head,
    /// Its bytes.
    length: u32,
    worker: u32,
    number: u32,
}

impl Key {
    /// Those of all terms of a worker, in code point order.
    fn of_worker(worker: u32, names: &Names) -> Result<Vec<Self>, NoMemory> {
        let mut keys = with_room(names.len())?;
        keys.extend(names.sorted().iter().map(|&number| {
            let length = u32::try_from(names.get(number).len()).unwrap_or(u32::MAX);
            Self { head: names.head(number), length, worker, number }
        }));
        Ok(keys)
    }

    /// The order of the terms.
    fn cmp(&self, other: &Self, names: &[&Names]) -> Ordering {
        let name = |key: &Self| names[key.worker as usize].get(key.number);
        self.head.cmp(&other.head).then_with(|| {
            if self.length.max(other.length) as usize <= size_of::<Head>() {
                // They differ in NULs at the end, or not at all.
                self.length.cmp(&other.length)
            } else {
                name(self).cmp(name(other))
            }
        })
    }
}

/// Cuts the terms of all workers, which are sorted, into shares for threads: the terms of a share come before those of the
/// next, and alike ones are in the same.
fn shares<'a>(keys: &'a [Vec<Key>], names: &[&Names]) -> Vec<Vec<&'a [Key]>> {
    let longest = keys.iter().max_by_key(|keys| keys.len()).map_or(&[][..], |keys| keys);
    let step = longest.len().div_ceil(4 * rayon::current_num_threads()).max(SMALLEST_SHARE);
    let mut rest: Vec<&[Key]> = keys.iter().map(|keys| &keys[..]).collect();
    let mut shares = Vec::new();
    for first_of_next in longest.iter().step_by(step).skip(1) {
        let cut = |rest: &mut &'a [Key]| {
            let (share, later) =
                rest.split_at(rest.partition_point(|key| key.cmp(first_of_next, names).is_lt()));
            *rest = later;
            share
        };
        shares.push(rest.iter_mut().map(cut).collect());
    }
    shares.push(rest);
    shares
}

/// How many terms of a worker are worth a share.
const SMALLEST_SHARE: usize = 1 << 10;

/// Sorted runs as one.
fn merged(runs: &[&[Key]], names: &[&Names]) -> Result<Vec<Key>, NoMemory> {
    let mut all = with_room(runs.iter().map(|run| run.len()).sum())?;
    runs.iter().for_each(|run| all.extend_from_slice(run));
    // This sort merges runs; it takes as much memory again.
    room(size_of_val(&all[..]))?;
    all.sort_by(|a, b| a.cmp(b, names));
    Ok(all)
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
        let mut columns: Columns = names.iter().map(|names| no_columns(names)).collect::<Result<_, _>>()?;
        let mut terms = with_room(names.iter().map(|names| names.len()).sum())?;
        if let [names] = names[..] {
            terms.extend(names.sorted().iter().map(|&number| (0, number)));
            (0..).zip(names.sorted()).for_each(|(place, &number)| columns[0][number as usize] = place);
            return Ok(Self { terms, columns });
        }
        let keys: Vec<Vec<Key>> = (0..names.len() as u32)
            .into_par_iter()
            .with_max_len(1)
            .map(|worker| Key::of_worker(worker, names[worker as usize]))
            .collect::<Result<_, _>>()?;
        let shares = shares(&keys, &names);
        let shares: Vec<Vec<Key>> = shares
            .into_par_iter()
            .with_max_len(1)
            .map(|runs| merged(&runs, &names))
            .collect::<Result<_, _>>()?;
        let mut last: Option<&Key> = None;
        for key in shares.iter().flatten() {
            if last.is_none_or(|last| last.cmp(key, &names).is_ne()) {
                terms.push((key.worker, key.number));
            }
            columns[key.worker as usize][key.number as usize] = terms.len() as u32 - 1;
            last = Some(key);
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
        for batch in &tally.counted.batches {
            let columns = &self.columns[batch.0];
            for cell in tally.counted.cells(batch) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(names: &[String]) -> Terms {
        let mut ends = Vec::new();
        names.iter().fold(0, |end, name| {
            ends.push(end + name.len());
            end + name.len()
        });
        Terms { names: Names::new(names.concat(), ends).unwrap(), df: Vec::new() }
    }

    #[test]
    fn terms_of_workers_are_merged_in_code_point_order_and_each_once() {
        // More than one share; names that differ within the head, behind it, and in NULs alone.
        let name = |i: usize| match i % 4 {
            0 => format!("{:x}", i * 7919 % 5003),
            1 => format!("a long beginning {:x}", i * 7919 % 5003),
            2 => format!("z{}", "\0".repeat(i % 9)),
            _ => format!("é{}", i % 999),
        };
        let own = |worker: usize| {
            let mut own: Vec<String> = (0..20_000).filter(|i| i % (worker + 2) != 0).map(name).collect();
            own.sort_unstable_by_key(|name| std::cmp::Reverse(name.clone()));
            own.dedup();
            own
        };
        for n_workers in [1, 2, 3] {
            let owns: Vec<Vec<String>> = (0..n_workers).map(own).collect();
            let workers: Vec<Terms> = owns.iter().map(|own| terms(own)).collect();
            let found = Candidates::of(&workers).unwrap();
            let mut expected = owns.concat();
            expected.sort_unstable();
            expected.dedup();
            assert!(expected.len() > 2 * SMALLEST_SHARE);
            let name = |&(worker, number): &(u32, u32)| workers[worker as usize].names.get(number);
            assert!(found.terms.iter().map(name).eq(&expected));
            for (own, columns) in owns.iter().zip(&found.columns) {
                assert!(own.iter().zip(columns).all(|(name, &column)| *name == expected[column as usize]));
            }
        }
    }
}
