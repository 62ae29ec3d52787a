//! Sorting more numbers than fit into memory.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use rayon::prelude::*;

use super::spill::Spill;
use crate::error::Result;

/// How many numbers are gathered before repeats are looked for.
const COMPACT: usize = 1 << 22;
/// Fewest numbers that are sorted at once, however little memory there is.
const FEWEST: usize = 512;
/// Most numbers that are read at once from each of the runs that are merged.
const READ_AHEAD: usize = 1 << 13;

/// What becomes of numbers that are there more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeats {
    /// It stays once.
    Once,
    /// So many of it stay at least, for whoever counts no further.
    AtMost(usize),
}

/// Numbers on their way to being sorted.
pub(super) struct Sorter {
    buffer: Vec<u64>,
    /// Most numbers in the buffer.
    most: Option<usize>,
    /// How many numbers there are to be in the buffer before repeats are looked for.
    compact_at: usize,
    repeats: Repeats,
    runs: Option<Runs>,
}

impl Sorter {
    /// Sorts in as many bytes, or without touching the disk.
    pub(super) fn new(memory: Option<usize>, repeats: Repeats) -> Self {
        let most = memory.map(|bytes| (bytes / size_of::<u64>()).max(FEWEST));
        Self { buffer: Vec::new(), most, compact_at: COMPACT, repeats, runs: None }
    }

    /// Makes room for as many numbers, if they are to stand in memory.
    pub(super) fn reserve(&mut self, n: usize) {
        self.buffer.reserve_exact(self.most.map_or(n, |most| most.min(n)));
        // So many were foreseen: repeats among them will be few.
        self.compact_at = self.compact_at.max(2 * n);
    }

    /// # Errors
    /// [`Error::Spill`](crate::Error::Spill).
    pub(super) fn extend(&mut self, mut numbers: &[u64]) -> Result<()> {
        let Some(most) = self.most else {
            self.buffer.extend_from_slice(numbers);
            if self.buffer.len() >= self.compact_at {
                self.sort();
                self.compact_at = COMPACT.max(2 * self.buffer.len());
            }
            return Ok(());
        };
        while !numbers.is_empty() {
            let (now, later) = numbers.split_at(numbers.len().min(most - self.buffer.len()));
            self.buffer.extend_from_slice(now);
            numbers = later;
            if self.buffer.len() == most {
                self.sort();
                if self.buffer.len() > most / 2 {
                    self.flush()?;
                }
            }
        }
        Ok(())
    }

    /// # Errors
    /// [`Error::Spill`](crate::Error::Spill).
    pub(super) fn finish(mut self) -> Result<Sorted> {
        self.sort();
        if self.runs.is_some() {
            self.flush()?;
        }
        Ok(Sorted { in_memory: self.buffer, runs: self.runs, repeats: self.repeats })
    }

    fn sort(&mut self) {
        self.buffer.par_sort_unstable();
        match self.repeats {
            Repeats::Once => self.buffer.dedup(),
            Repeats::AtMost(most) => {
                let (mut last, mut times) = (None, 0);
                self.buffer.retain(|&number| {
                    times = if last == Some(number) { times + 1 } else { 1 };
                    last = Some(number);
                    times <= most
                });
            }
        }
    }

    fn flush(&mut self) -> Result<()> {
        let runs = match &mut self.runs {
            Some(runs) => runs,
            None => {
                self.runs.insert(Runs { spill: Spill::new()?, bounds: Vec::new(), most: self.buffer.len() })
            }
        };
        let from = runs.spill.len();
        runs.spill.append(&self.buffer)?;
        runs.bounds.push(from..runs.spill.len());
        self.buffer.clear();
        Ok(())
    }
}

/// Sorted runs on disk.
struct Runs {
    spill: Spill,
    bounds: Vec<Range<u64>>,
    /// Most numbers that all of them together may hold in memory.
    most: usize,
}

/// Numbers in order: in memory, or in runs on disk.
pub(super) struct Sorted {
    in_memory: Vec<u64>,
    runs: Option<Runs>,
    repeats: Repeats,
}

impl Sorted {
    /// Calls `work` with stretches of at least `n` numbers, the last one excepted, cut where `may_cut` allows it between a
    /// number and the next.
    ///
    /// # Errors
    /// Those of `work`; [`Error::Spill`](crate::Error::Spill).
    pub(super) fn for_each_chunk(
        self,
        n: usize,
        may_cut: impl Fn(u64, u64) -> bool,
        mut work: impl FnMut(&[u64]) -> Result<()>,
    ) -> Result<()> {
        let Some(runs) = self.runs else {
            return chunks(&self.in_memory, n, may_cut).try_for_each(work);
        };
        drop(self.in_memory);
        let mut chunk: Vec<u64> = Vec::new();
        let mut merge = Merge::new(runs)?;
        while let Some(number) = merge.next()? {
            if let Some(&last) = chunk.last() {
                if last == number && self.repeats == Repeats::Once {
                    continue;
                }
                if chunk.len() >= n && may_cut(last, number) {
                    work(&chunk)?;
                    chunk.clear();
                }
            }
            chunk.push(number);
        }
        if chunk.is_empty() { Ok(()) } else { work(&chunk) }
    }
}

/// Cuts sorted numbers into stretches of at least `n`, the last one excepted.
pub(super) fn chunks(
    mut numbers: &[u64],
    n: usize,
    may_cut: impl Fn(u64, u64) -> bool,
) -> impl Iterator<Item = &[u64]> {
    std::iter::from_fn(move || {
        let mut until = n.max(1).min(numbers.len());
        while until > 0 && until < numbers.len() && !may_cut(numbers[until - 1], numbers[until]) {
            until += 1;
        }
        let chunk = numbers.split_off(..until)?;
        (!chunk.is_empty()).then_some(chunk)
    })
}

/// All runs as one.
struct Merge {
    runs: Runs,
    /// How many numbers are read of a run at once.
    at_once: usize,
    /// What has been read of each run and where in it the next number stands.
    ahead: Vec<(Vec<u64>, usize)>,
    /// The next number of each run.
    next: BinaryHeap<Reverse<(u64, usize)>>,
}

impl Merge {
    fn new(runs: Runs) -> Result<Self> {
        let n = runs.bounds.len();
        let at_once = (runs.most / n).clamp(FEWEST / 4, READ_AHEAD);
        let mut merge =
            Self { runs, at_once, ahead: vec![(Vec::new(), 0); n], next: BinaryHeap::with_capacity(n) };
        for run in 0..n {
            let first = merge.read(run)?;
            merge.next.extend(first.map(|number| Reverse((number, run))));
        }
        Ok(merge)
    }

    fn next(&mut self) -> Result<Option<u64>> {
        let Some(Reverse((number, run))) = self.next.pop() else { return Ok(None) };
        let following = self.read(run)?;
        self.next.extend(following.map(|number| Reverse((number, run))));
        Ok(Some(number))
    }

    /// The next number of one run.
    fn read(&mut self, run: usize) -> Result<Option<u64>> {
        let (ahead, at) = &mut self.ahead[run];
        if *at == ahead.len() {
            let left = &mut self.runs.bounds[run];
            let n = self.at_once.min((left.end - left.start) as usize);
            self.runs.spill.read(left.start, n, ahead)?;
            left.start += n as u64;
            *at = 0;
        }
        let number = ahead.get(*at).copied();
        *at += usize::from(number.is_some());
        Ok(number)
    }
}
