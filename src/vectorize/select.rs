//! Which terms become columns.

use rayon::prelude::*;

use super::cells;
use super::keys::Key;
use super::tally::{Tally, Terms};
use super::{DocumentFrequency, Vocabulary};
use crate::analyze::Strings;
use crate::error::{NoMemory, room, with_room};

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
    let (low, high) = (filter.min_df.of(n_rows), filter.max_df.of(n_rows));
    let names: Vec<&Strings> = tally.terms.iter().map(|terms| &terms.names).collect();
    let keys = sorted(&tally.terms)?;
    let mut candidates =
        Candidates::of(&keys, &tally.terms, |n_rows| (low..=high).contains(&(n_rows as f64)))?;
    if let Some(most) = filter.max_features.filter(|&most| most < candidates.terms.len()) {
        candidates.keep(most, &candidates.occurrences(tally, filter.binary)?)?;
    }
    let shares = candidates.terms.par_chunks(share_of(candidates.terms.len()));
    let terms: Vec<Strings> = shares.map(|keys| Key::spelt(keys, &names)).collect::<Result<_, _>>()?;
    Ok((Vocabulary::sorted(Strings::joined(&terms)?), candidates.columns))
}

/// What of `vocabulary` each number is.
///
/// # Errors
/// That there is no memory for it.
pub(super) fn columns(terms: &[Terms], vocabulary: &Vocabulary) -> Result<Columns, NoMemory> {
    let keys = sorted(terms)?;
    terms.par_iter().zip(&keys).map(|(terms, keys)| columns_of(&terms.names, keys, vocabulary)).collect()
}

/// Both are walked in the order of their terms.
fn columns_of(names: &Strings, keys: &[Key], vocabulary: &Vocabulary) -> Result<Vec<u32>, NoMemory> {
    let mut columns = no_columns(names)?;
    let mut known = vocabulary.by_term().peekable();
    for key in keys {
        let name = names.get(key.number);
        while known.next_if(|&(_, term)| term < name).is_some() {}
        if let Some(&(column, term)) = known.peek()
            && term == name
        {
            columns[key.number as usize] = column as u32;
        }
    }
    Ok(columns)
}

fn no_columns(names: &Strings) -> Result<Vec<u32>, NoMemory> {
    let mut columns = with_room(names.len())?;
    columns.resize(names.len(), NO_COLUMN);
    Ok(columns)
}

/// The terms of each worker in code point order.
fn sorted(terms: &[Terms]) -> Result<Vec<Vec<Key>>, NoMemory> {
    let of_worker = |worker: usize| Key::sorted(worker as u32, &terms[worker].names);
    (0..terms.len()).into_par_iter().with_max_len(1).map(of_worker).collect()
}

/// Terms of all workers that come between two in code point order.
struct Share<'a> {
    /// By worker, in that order.
    runs: Vec<&'a [Key]>,
}

/// How many of `n` terms are a share: several for each thread.
fn share_of(n: usize) -> usize {
    n.div_ceil(4 * rayon::current_num_threads()).max(SMALLEST_SHARE)
}

/// How many terms are worth a share.
const SMALLEST_SHARE: usize = 1 << 10;

impl<'a> Share<'a> {
    /// Cuts all terms into shares for threads: those of a share come before those of the next, and alike ones are in the
    /// same.
    fn all(keys: &'a [Vec<Key>], names: &[&Strings]) -> Vec<Self> {
        let longest = keys.iter().max_by_key(|keys| keys.len()).map_or(&[][..], |keys| keys);
        let step = share_of(longest.len());
        let mut rest: Vec<&[Key]> = keys.iter().map(|keys| &keys[..]).collect();
        let mut shares = Vec::new();
        for first_of_next in longest.iter().step_by(step).skip(1) {
            let cut = |rest: &mut &'a [Key]| {
                let (share, later) =
                    rest.split_at(rest.partition_point(|key| key.cmp(first_of_next, names).is_lt()));
                *rest = later;
                share
            };
            shares.push(Self { runs: rest.iter_mut().map(cut).collect() });
        }
        shares.push(Self { runs: rest });
        shares
    }

    /// Merges the runs.
    fn merged(
        self,
        workers: &[Terms],
        names: &[&Strings],
        is_kept: impl Fn(usize) -> bool,
    ) -> Result<Merged<'a>, NoMemory> {
        let mut terms = with_room(self.runs.iter().map(|run| run.len()).sum())?;
        let mut places: Vec<Vec<u32>> =
            self.runs.iter().map(|run| with_room(run.len())).collect::<Result<_, _>>()?;
        let mut rest = self.runs.clone();
        let mut holders = with_room(rest.len())?;
        while let Some(next) = rest.iter().filter_map(|run| run.first()).min_by(|a, b| a.cmp(b, names)) {
            holders.clear();
            holders.extend(
                (0..rest.len())
                    .filter(|&worker| rest[worker].first().is_some_and(|key| key.cmp(next, names).is_eq())),
            );
            let df = |&worker: &usize| workers[worker].df[rest[worker][0].number as usize] as usize;
            let place = if is_kept(holders.iter().map(df).sum()) {
                terms.push(next);
                terms.len() as u32 - 1
            } else {
                NO_COLUMN
            };
            for &worker in &holders {
                places[worker].push(place);
                rest[worker] = &rest[worker][1..];
            }
        }
        Ok(Merged { runs: self.runs, terms, places })
    }
}

/// A share's terms, each once.
struct Merged<'a> {
    runs: Vec<&'a [Key]>,
    /// Those that are kept, each as one of the workers that have met it.
    terms: Vec<&'a Key>,
    /// By worker and place in its run: the place among `terms`; [`NO_COLUMN`] for what is not kept.
    places: Vec<Vec<u32>>,
}

/// The distinct terms of all workers that stand in as many rows as is asked for, in code point order.
struct Candidates<'a> {
    /// Each as one of the workers that have met it.
    terms: Vec<&'a Key>,
    /// By worker and number: the place among `terms`.
    columns: Columns,
}

impl<'a> Candidates<'a> {
    /// Those of which `is_kept` keeps the number of rows.
    fn of(
        keys: &'a [Vec<Key>],
        workers: &[Terms],
        is_kept: impl Fn(usize) -> bool + Sync,
    ) -> Result<Self, NoMemory> {
        let names: Vec<&Strings> = workers.iter().map(|terms| &terms.names).collect();
        let merged: Vec<Merged<'_>> = Share::all(keys, &names)
            .into_par_iter()
            .with_max_len(1)
            .map(|share| share.merged(workers, &names, &is_kept))
            .collect::<Result<_, _>>()?;
        let of_worker = |worker: usize| {
            let mut columns = no_columns(names[worker])?;
            let mut first = 0;
            for Merged { runs, terms, places } in &merged {
                for (key, &place) in runs[worker].iter().zip(&places[worker]) {
                    if place != NO_COLUMN {
                        columns[key.number as usize] = first + place;
                    }
                }
                first += terms.len() as u32;
            }
            Ok(columns)
        };
        let columns =
            (0..names.len()).into_par_iter().with_max_len(1).map(of_worker).collect::<Result<_, _>>()?;
        let mut terms = with_room(merged.iter().map(|share| share.terms.len()).sum())?;
        merged.iter().for_each(|share| terms.extend_from_slice(&share.terms));
        Ok(Self { terms, columns })
    }

    /// By candidate: occurrences, or rows that hold it where counts are binary.
    fn occurrences(&self, tally: &Tally, binary: bool) -> Result<Vec<u64>, NoMemory> {
        let mut tf = with_room(self.terms.len())?;
        tf.resize(self.terms.len(), 0);
        for batch in &tally.counted.batches {
            let columns = &self.columns[batch.0];
            for cell in tally.counted.cells(batch) {
                let column = columns[cells::number(cell) as usize];
                if column != NO_COLUMN {
                    tf[column as usize] += if binary { 1 } else { u64::from(cells::count(cell)) };
                }
            }
        }
        Ok(tf)
    }

    /// Drops all candidates but the `n` with most of `tf`.
    fn keep(&mut self, n: usize, tf: &[u64]) -> Result<(), NoMemory> {
        let mut kept: Vec<u32> = with_room(tf.len())?;
        kept.extend(0..tf.len() as u32);
        // What sorting takes by itself.
        room(size_of_val(&kept[..]))?;
        // Candidates are in the order of their terms, and a stable sort leaves ties so.
        kept.sort_by_key(|&term| std::cmp::Reverse(tf[term as usize]));
        kept.truncate(n);
        kept.sort_unstable();
        let mut places = with_room(tf.len())?;
        places.resize(tf.len(), NO_COLUMN);
        for (place, &term) in kept.iter().enumerate() {
            places[term as usize] = place as u32;
        }
        let mut terms = with_room(n)?;
        terms.extend(kept.iter().map(|&term| self.terms[term as usize]));
        self.terms = terms;
        for column in self.columns.iter_mut().flatten().filter(|column| **column != NO_COLUMN) {
            *column = places[*column as usize];
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(names: &[String]) -> Terms {
        let df = vec![1; names.len()];
        let mut strings = Strings::default();
        names.iter().for_each(|name| {
            strings.push([name.as_str()]);
        });
        Terms { names: strings, df }
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
        for (n_workers, least) in [(1, 1), (2, 1), (3, 1), (2, 2), (3, 2), (2, 3)] {
            let owns: Vec<Vec<String>> = (0..n_workers).map(own).collect();
            let workers: Vec<Terms> = owns.iter().map(|own| terms(own)).collect();
            let keys = sorted(&workers).unwrap();
            // Each worker has met each of its terms in one row.
            let found = Candidates::of(&keys, &workers, |df| df >= least).unwrap();
            let mut expected = owns.concat();
            expected.sort_unstable();
            let expected: Vec<String> = expected
                .chunk_by(|a, b| a == b)
                .filter(|alike| alike.len() >= least)
                .map(|alike| alike[0].clone())
                .collect();
            assert_eq!(expected.len() > 2 * SMALLEST_SHARE, least <= n_workers);
            let name = |key: &&Key| workers[key.worker as usize].names.get(key.number);
            assert!(found.terms.iter().map(name).eq(&expected));
            for (own, columns) in owns.iter().zip(&found.columns) {
                for (name, &column) in own.iter().zip(columns) {
                    let place = expected.binary_search(name).map_or(NO_COLUMN, |place| place as u32);
                    assert_eq!(column, place, "{name:?}");
                }
            }
        }
    }
}
