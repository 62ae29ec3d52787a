//! From the counts of batches to one matrix.

use std::num::NonZero;
use std::ops::AddAssign;

use rayon::prelude::*;

use super::cells::{self, Cell};
use super::csr::Csr;
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

/// The matrix of the cells that have a column. Batches are dropped as they are read, so that cells are held hardly more
/// than once.
pub(super) fn assemble<T: Copy + Default + Send>(
    batches: Vec<(usize, Batch)>,
    columns: &Columns,
    n_columns: usize,
    binary: bool,
    values: &impl Values<T>,
) -> Result<Csr<T>, NoMemory> {
    let kept: Vec<usize> = kept(&batches, columns);
    let nnz: usize = kept.iter().sum();
    let n_rows = batches.iter().map(|(_, batch)| batch.ends.len()).sum::<usize>();
    let longest = batches.iter().map(|(_, batch)| batch.longest_row()).max().unwrap_or(0);
    room(
        bytes::<T>(nnz, n_rows) + rayon::current_num_threads() * RowSorter::<u32>::bytes(n_columns, longest),
    )?;
    let (mut indices, mut data) = (vec![0; nnz], vec![T::default(); nnz]);
    let mut indptr = vec![0; n_rows + 1];
    let mut jobs = Vec::with_capacity(batches.len());
    let mut rest = (&mut indices[..], &mut data[..], &mut indptr[1..]);
    let mut first = 0;
    for ((worker, batch), n) in batches.into_iter().zip(kept) {
        let (indices, later_indices) = rest.0.split_at_mut(n);
        let (data, later_data) = rest.1.split_at_mut(n);
        let (indptr, later_indptr) = rest.2.split_at_mut(batch.ends.len());
        rest = (later_indices, later_data, later_indptr);
        jobs.push(Part { first, columns: &columns[worker], batch, indices, data, indptr });
        first += n;
    }
    jobs.into_par_iter()
        .for_each_init(|| RowSorter::new(n_columns), |row, part| part.fill(row, binary, values));
    Ok(Csr::new(indptr, indices, data, n_columns))
}

/// How many bytes a matrix takes. They are asked for in one before its lists are made: lists of zeros cost nothing until
/// they are filled, and no list that can be refused is made so.
pub(super) fn bytes<T>(nnz: usize, n_rows: usize) -> usize {
    nnz * (size_of::<u32>() + size_of::<T>()) + (n_rows + 1) * size_of::<usize>()
}

/// [`assemble`] of the weights of a single batch: each takes the place of its cell, so that no more memory is touched.
pub(super) fn weigh_in_place<W: Weight>(
    batch: Batch,
    columns: &[u32],
    n_columns: usize,
    binary: bool,
    weigh: &impl Weigh,
) -> Result<Csr<W>, NoMemory> {
    let longest = batch.longest_row();
    let Batch { mut cells, ends, .. } = batch;
    let (mut indptr, mut indices) = (with_room(ends.len() + 1)?, with_room(cells.len())?);
    room(RowSorter::<u32>::bytes(n_columns, longest))?;
    indptr.push(0);
    let mut row = RowSorter::new(n_columns);
    let (mut start, mut n) = (0, 0);
    for end in ends {
        row.read(&cells[start..end], columns, binary);
        start = end;
        weigh.row(&row.columns, &row.sorted, &mut row.weights);
        indices.extend_from_slice(&row.columns);
        for (cell, weight) in cells[n..].iter_mut().zip(&row.weights) {
            *cell = weight.to_bits();
        }
        n += row.columns.len();
        indptr.push(n);
    }
    cells.truncate(n);
    indices.shrink_to_fit();
    // For weights that are f64 the memory stays the same.
    let data = cells.into_iter().map(|bits| W::of(f64::from_bits(bits))).collect();
    Ok(Csr::new(indptr, indices, data, n_columns))
}

/// How many cells of each batch have a column.
fn kept(batches: &[(usize, Batch)], columns: &Columns) -> Vec<usize> {
    if columns.iter().flatten().all(|&column| column != NO_COLUMN) {
        return batches.iter().map(|(_, batch)| batch.cells.len()).collect();
    }
    let is_kept = |worker: usize, number: u32| columns[worker][number as usize] != NO_COLUMN;
    batches
        .par_iter()
        .map(|(worker, batch)| {
            batch.cells.iter().filter(|&&cell| is_kept(*worker, cells::number(cell))).count()
        })
        .collect()
}

/// A batch and the part of the matrix that it fills.
struct Part<'a, T> {
    /// Cells before this part.
    first: usize,
    columns: &'a [u32],
    batch: Batch,
    indices: &'a mut [u32],
    data: &'a mut [T],
    indptr: &'a mut [usize],
}

impl<T> Part<'_, T> {
    fn fill(self, row: &mut RowSorter, binary: bool, values: &impl Values<T>) {
        let (mut start, mut n) = (0, 0);
        for (end, indptr) in self.batch.ends.into_iter().zip(self.indptr) {
            row.read(&self.batch.cells[start..end], self.columns, binary);
            start = end;
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
    weights: Vec<f64>,
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
