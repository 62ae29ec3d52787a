//! From the counts of batches to one matrix.

use std::num::NonZero;
use std::ops::AddAssign;
use std::sync::Mutex;

use bytemuck::Pod;
use rayon::prelude::*;

use super::cells::{self, Cell};
use super::csr::Csr;
use super::pages::Pages;
use super::select::{Columns, NO_COLUMN};
use super::tally::Batch;
use super::weighting::{Weigh, Weight};
use crate::error::{NoMemory, room, with_room};

/// How the cells of a row get their values.
pub(super) trait Values<T>: Sync {
    /// Fills `values` from the row's columns, which rise, and their counts; `weights` is room for numbers on the way.
    fn fill(&self, columns: &[u32], counts: &[u32], weights: &mut Vec<f64>, values: &mut [T]);
}

/// The counts themselves.
pub(super) struct Counts;

impl Values<u32> for Counts {
    fn fill(&self, _: &[u32], counts: &[u32], _: &mut Vec<f64>, values: &mut [u32]) {
        values.copy_from_slice(counts);
    }
}

/// What is made of the counts.
pub(super) struct Weights<'a, L>(pub(super) &'a L);

impl<W: Weight, L: Weigh> Values<W> for Weights<'_, L> {
    fn fill(&self, columns: &[u32], counts: &[u32], weights: &mut Vec<f64>, values: &mut [W]) {
        self.0.row(columns, counts, weights);
        for (value, &weight) in values.iter_mut().zip(&*weights) {
            *value = W::of(weight);
        }
    }
}

/// The matrix of the cells that have a column.
pub(super) fn assemble<T: Pod + Send + Sync>(
    batches: Vec<(usize, Batch)>,
    columns: &Columns,
    n_columns: usize,
    binary: bool,
    values: &impl Values<T>,
) -> Result<Csr<T>, NoMemory> {
    let lengths = kept(&batches, columns)?;
    in_parts(batches, &lengths, n_columns, n_columns, |row, worker, batch, part| {
        part.fill(batch, &columns[worker], row, binary, values);
    })
}

/// The matrix that `batches` fill in parallel, each with as many cells as `lengths` tells, from rows of no more than
/// `n_different` different columns.
///
/// Batches are read in their order and dropped as they are read, and with them the cells that no other needs: cells are
/// held hardly more than once.
pub(super) fn in_parts<T: Pod + Send + Sync, C: Copy + Default + AddAssign>(
    batches: Vec<(usize, Batch)>,
    lengths: &[usize],
    n_columns: usize,
    n_different: usize,
    fill: impl Fn(&mut RowSorter<C>, usize, &Batch, Part<'_, T>) + Send + Sync,
) -> Result<Csr<T>, NoMemory> {
    let n_threads = rayon::current_num_threads();
    let n_rows: usize = batches.iter().map(|(_, batch)| batch.rows.len()).sum();
    let longest = batches.iter().map(|(_, batch)| batch.longest_row()).max().unwrap_or(0);
    let nnz: usize = lengths.iter().sum();
    // All is asked for in one before any list is made: lists of zeros cost nothing until they are filled, and no list that
    // can be refused is made so.
    let of_cells = nnz * (size_of::<u32>() + size_of::<T>());
    let workplaces = n_threads * RowSorter::<C>::bytes(n_different, longest);
    room(of_cells + (n_rows + 1) * size_of::<usize>() + workplaces)?;
    let (mut indices, mut data) = (Pages::zeros(nnz)?, Pages::zeros(nnz)?);
    let mut indptr = vec![0; n_rows + 1];
    let mut jobs = with_room(batches.len())?;
    let mut rest = (&mut indices[..], &mut data[..], &mut indptr[1..]);
    let mut first = 0;
    for ((worker, batch), &length) in batches.into_iter().zip(lengths) {
        let (indices, later_indices) = rest.0.split_at_mut(length);
        let (data, later_data) = rest.1.split_at_mut(length);
        let (indptr, later_indptr) = rest.2.split_at_mut(batch.rows.len());
        rest = (later_indices, later_data, later_indptr);
        jobs.push((worker, batch, Part { first, indices, data, indptr }));
        first += length;
    }
    let jobs = Mutex::new(jobs.into_iter());
    let next = || jobs.lock().ok().and_then(|mut jobs| jobs.next());
    (0..n_threads).into_par_iter().with_max_len(1).for_each(|_| {
        let mut row = None;
        while let Some((worker, batch, part)) = next() {
            fill(row.get_or_insert_with(|| RowSorter::new(n_different)), worker, &batch, part);
        }
    });
    Ok(Csr::new(indptr, indices, data, n_columns))
}

/// How many cells of each batch have a column.
fn kept(batches: &[(usize, Batch)], columns: &Columns) -> Result<Vec<usize>, NoMemory> {
    if columns.iter().flatten().all(|&column| column != NO_COLUMN) {
        let mut lengths = with_room(batches.len())?;
        lengths.extend(batches.iter().map(|(_, batch)| batch.n_cells()));
        return Ok(lengths);
    }
    let is_kept = |worker: usize, cell: Cell| columns[worker][cells::number(cell) as usize] != NO_COLUMN;
    let of_batch = |(worker, batch): &(usize, Batch)| {
        let of_row = |row: &[Cell]| row.iter().filter(|&&cell| is_kept(*worker, cell)).count();
        batch.by_row().map(of_row).sum()
    };
    Ok(batches.par_iter().map(of_batch).collect())
}

/// What a batch fills of a matrix.
pub(super) struct Part<'a, T> {
    /// Cells before this part.
    pub(super) first: usize,
    pub(super) indices: &'a mut [u32],
    pub(super) data: &'a mut [T],
    /// Where its rows end, among the cells of all parts.
    pub(super) indptr: &'a mut [usize],
}

impl<T> Part<'_, T> {
    fn fill(
        self,
        batch: &Batch,
        columns: &[u32],
        row: &mut RowSorter,
        binary: bool,
        values: &impl Values<T>,
    ) {
        let mut n = 0;
        for (cells, indptr) in batch.by_row().zip(self.indptr) {
            row.read(cells, columns, binary);
            let cells = n..n + row.columns.len();
            self.indices[cells.clone()].copy_from_slice(&row.columns);
            values.fill(&row.columns, &row.sorted, &mut row.weights, &mut self.data[cells.clone()]);
            n = cells.end;
            *indptr = self.first + n;
        }
    }
}

/// Sorts the cells of one row by column without comparing them: one bit for each column, and one for each 64 of those.
pub(super) struct RowSorter<C = u32> {
    /// By column: its count in the row at hand.
    counts: Vec<C>,
    bits: Vec<u64>,
    blocks: Vec<u64>,
    /// How many cells there are.
    n: usize,
    /// The columns of the last row, rising, and their counts.
    pub(super) columns: Vec<u32>,
    pub(super) sorted: Vec<C>,
    /// What is made of the counts.
    pub(super) weights: Vec<f64>,
}

impl RowSorter {
    /// Sorts those of `cells` that have a column into `columns` and `sorted`.
    #[inline]
    fn read(&mut self, cells: &[Cell], columns: &[u32], binary: bool) {
        for &cell in cells {
            let column = columns[cells::number(cell) as usize];
            if column != NO_COLUMN {
                self.add(column, if binary { 1 } else { cells::count(cell) });
            }
        }
        self.sort();
    }
}

impl<C: Copy + Default + AddAssign> RowSorter<C> {
    pub(super) fn new(n_columns: usize) -> Self {
        let n_words = n_columns.div_ceil(64);
        Self {
            counts: vec![C::default(); n_columns],
            bits: vec![0; n_words],
            blocks: vec![0; n_words.div_ceil(64)],
            n: 0,
            columns: Vec::new(),
            sorted: Vec::new(),
            weights: Vec::new(),
        }
    }

    /// How many bytes are taken for rows of so many columns, of which one row has no more than `longest`.
    pub(super) fn bytes(n_columns: usize, longest: usize) -> usize {
        let of_cell = size_of::<u32>() + size_of::<C>() + size_of::<f64>();
        n_columns * (size_of::<C>() + 1) + (longest.min(n_columns) + 1) * of_cell
    }

    /// Adds a cell to the row, in which the column may be already.
    #[inline]
    pub(super) fn add_up(&mut self, column: u32, count: C) {
        if self.bits[column as usize / 64] >> (column % 64) & 1 == 1 {
            self.counts[column as usize] += count;
        } else {
            self.add(column, count);
        }
    }

    /// Adds a cell to the row, in which the column is not yet.
    #[inline]
    fn add(&mut self, column: u32, count: C) {
        let column = column as usize;
        self.counts[column] = count;
        self.bits[column / 64] |= 1 << (column % 64);
        self.blocks[column / 4096] |= 1 << (column / 64 % 64);
        self.n += 1;
    }

    /// Sorts the cells into `columns` and `sorted`, and forgets them.
    #[inline]
    pub(super) fn sort(&mut self) {
        let Self { counts, bits, blocks, n, columns, sorted, .. } = self;
        // Room for one more than there are, see below.
        columns.resize(*n + 1, 0);
        sorted.resize(*n + 1, C::default());
        let mut at = 0;
        for (block, block_bits) in blocks.iter_mut().enumerate() {
            let mut block_bits = std::mem::take(block_bits);
            while let Some(some) = NonZero::new(block_bits) {
                block_bits &= block_bits - 1;
                let word = block * 64 + some.trailing_zeros() as usize;
                let mut bits = std::mem::take(&mut bits[word]);
                // Nearly always there are one or two, and which is as good as random: both are written, and a second
                // one that is none is written over by the next.
                while let Some(some) = NonZero::new(bits) {
                    let rest = bits & (bits - 1);
                    let second = (rest | 1 << 63).trailing_zeros();
                    columns[at] = (word * 64) as u32 + some.trailing_zeros();
                    columns[at + 1] = (word * 64) as u32 + second;
                    at += 1 + usize::from(rest != 0);
                    bits = rest & rest.wrapping_sub(1);
                }
            }
        }
        columns.truncate(*n);
        sorted.truncate(*n);
        for (count, &column) in sorted.iter_mut().zip(&*columns) {
            *count = counts[column as usize];
        }
        *n = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_rise_and_nothing_is_left_over() {
        let mut sorter = RowSorter::new(10_000);
        let mut columns: Vec<u32> = (0..300).map(|i| i * 7919 % 10_000).collect();
        for row in 0..2 {
            columns.iter().for_each(|&column| sorter.add(column, column + row));
            sorter.sort();
            columns.sort_unstable();
            assert_eq!(sorter.columns, columns);
            assert!(sorter.columns.iter().zip(&sorter.sorted).all(|(&column, &count)| count == column + row));
            sorter.sort();
            assert!(sorter.columns.is_empty());
            columns.reverse();
        }
    }
}
