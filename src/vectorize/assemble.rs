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
    let longest = batches.iter().map(|(_, batch)| batch.longest_row()).max().unwrap_or(0);
    let kept = kept(&batches, columns);
    let sized = |(batch, n_cells): ((usize, Batch), usize)| (batch.1.ends.len(), n_cells, batch);
    in_parts(
        batches.into_iter().zip(kept).map(sized).collect(),
        n_columns,
        RowSorter::<u32>::bytes(n_columns, longest),
        || RowSorter::new(n_columns),
        |row, (worker, batch), part| part.fill(batch, &columns[worker], row, binary, values),
    )
}

/// The matrix that `batches` fill in parallel, each with how many rows and cells it has. Each thread has a workplace that
/// `begin` makes, of at most so many bytes.
pub(super) fn in_parts<B: Send, T: Copy + Default + Send, S>(
    batches: Vec<(usize, usize, B)>,
    n_columns: usize,
    workplace: usize,
    begin: impl Fn() -> S + Send + Sync,
    fill: impl Fn(&mut S, B, Part<'_, T>) + Send + Sync,
) -> Result<Csr<T>, NoMemory> {
    let n_rows: usize = batches.iter().map(|batch| batch.0).sum();
    let nnz: usize = batches.iter().map(|batch| batch.1).sum();
    // All is asked for in one before any list is made: lists of zeros cost nothing until they are filled, and no list that
    // can be refused is made so.
    let cells = nnz * (size_of::<u32>() + size_of::<T>());
    room(cells + (n_rows + 1) * size_of::<usize>() + rayon::current_num_threads() * workplace)?;
    let (mut indices, mut data) = (vec![0; nnz], vec![T::default(); nnz]);
    let mut indptr = vec![0; n_rows + 1];
    let mut jobs = Vec::with_capacity(batches.len());
    let mut rest = (&mut indices[..], &mut data[..], &mut indptr[1..]);
    let mut first = 0;
    for (n_rows, n_cells, batch) in batches {
        let (indices, later_indices) = rest.0.split_at_mut(n_cells);
        let (data, later_data) = rest.1.split_at_mut(n_cells);
        let (indptr, later_indptr) = rest.2.split_at_mut(n_rows);
        rest = (later_indices, later_data, later_indptr);
        jobs.push((batch, Part { first, indices, data, indptr }));
        first += n_cells;
    }
    jobs.into_par_iter().for_each_init(begin, |workplace, (batch, part)| fill(workplace, batch, part));
    Ok(Csr::new(indptr, indices, data, n_columns))
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
    fn fill(self, batch: Batch, columns: &[u32], row: &mut RowSorter, binary: bool, values: &impl Values<T>) {
        let (mut start, mut n) = (0, 0);
        for (end, indptr) in batch.ends.into_iter().zip(self.indptr) {
            row.read(&batch.cells[start..end], columns, binary);
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
