//! From the counts of batches to one matrix.

use rayon::prelude::*;

use super::csr::Csr;
use super::select::{Columns, NO_COLUMN};
use super::tally::Batch;

/// The matrix of the cells that have a column. Batches are dropped as they are read, so that cells are held hardly more
/// than once.
pub(super) fn assemble(
    batches: Vec<(usize, Batch)>,
    columns: &Columns,
    n_columns: usize,
    binary: bool,
) -> Csr<u32> {
    let column = |worker: usize, number: u32| columns[worker][number as usize];
    let whole = columns.iter().flatten().all(|&column| column != NO_COLUMN);
    let kept: Vec<usize> = batches
        .par_iter()
        .map(|(worker, batch)| match whole {
            true => batch.cells.len(),
            false => batch.cells.iter().filter(|cell| column(*worker, cell.0) != NO_COLUMN).count(),
        })
        .collect();
    let nnz = kept.iter().sum();
    let n_rows = batches.iter().map(|(_, batch)| batch.ends.len()).sum::<usize>();
    let (mut indices, mut data) = (vec![0_u32; nnz], vec![0_u32; nnz]);
    let mut indptr = vec![0_usize; n_rows + 1];
    let mut jobs = Vec::with_capacity(batches.len());
    let mut rest = (&mut indices[..], &mut data[..], &mut indptr[1..]);
    let mut first = 0;
    for ((worker, batch), n) in batches.into_iter().zip(kept) {
        let (indices, later_indices) = rest.0.split_at_mut(n);
        let (data, later_data) = rest.1.split_at_mut(n);
        let (indptr, later_indptr) = rest.2.split_at_mut(batch.ends.len());
        rest = (later_indices, later_data, later_indptr);
        jobs.push(Job { first, columns: &columns[worker], batch, indices, data, indptr });
        first += n;
    }
    jobs.into_par_iter().for_each_init(|| RowSorter::new(n_columns), |sorter, job| job.run(sorter, binary));
    Csr::new(indptr, indices, data, n_columns)
}

/// A batch and the part of the matrix that it fills.
struct Job<'a> {
    /// Cells before this part.
    first: usize,
    columns: &'a [u32],
    batch: Batch,
    indices: &'a mut [u32],
    data: &'a mut [u32],
    indptr: &'a mut [usize],
}

impl Job<'_> {
    fn run(self, sorter: &mut RowSorter, binary: bool) {
        let (mut start, mut n) = (0, 0);
        for (row, &end) in self.batch.ends.iter().enumerate() {
            for &(number, count) in &self.batch.cells[start..end] {
                let column = self.columns[number as usize];
                if column != NO_COLUMN {
                    sorter.add(column, if binary { 1 } else { count });
                }
            }
            start = end;
            n += sorter.drain(&mut self.indices[n..], &mut self.data[n..]);
            self.indptr[row] = self.first + n;
        }
    }
}

/// Sorts the cells of one row by column without comparing them: one bit for each column, and one for each 64 of those.
struct RowSorter {
    /// By column: its count in the row at hand.
    counts: Vec<u32>,
    bits: Vec<u64>,
    blocks: Vec<u64>,
}

impl RowSorter {
    fn new(n_columns: usize) -> Self {
        let n_bits = n_columns.div_ceil(64);
        Self { counts: vec![0; n_columns], bits: vec![0; n_bits], blocks: vec![0; n_bits.div_ceil(64)] }
    }

    #[inline]
    fn add(&mut self, column: u32, count: u32) {
        let column = column as usize;
        self.counts[column] = count;
        self.bits[column / 64] |= 1 << (column % 64);
        self.blocks[column / 4096] |= 1 << (column / 64 % 64);
    }

    /// Writes the cells, columns rising, and forgets them; tells how many there were.
    #[inline]
    fn drain(&mut self, columns: &mut [u32], counts: &mut [u32]) -> usize {
        let mut n = 0;
        for (block, bits_of_block) in self.blocks.iter_mut().enumerate() {
            let mut block_bits = std::mem::take(bits_of_block);
            while block_bits != 0 {
                let word = block * 64 + block_bits.trailing_zeros() as usize;
                block_bits &= block_bits - 1;
                let mut bits = std::mem::take(&mut self.bits[word]);
                while bits != 0 {
                    let column = word * 64 + bits.trailing_zeros() as usize;
                    bits &= bits - 1;
                    columns[n] = column as u32;
                    counts[n] = self.counts[column];
                    n += 1;
                }
            }
        }
        n
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
            let (mut indices, mut data) = (vec![0; 300], vec![0; 300]);
            assert_eq!(sorter.drain(&mut indices, &mut data), 300);
            columns.sort_unstable();
            assert_eq!(indices, columns);
            assert!(indices.iter().zip(&data).all(|(&column, &count)| count == column + row));
            assert_eq!(sorter.drain(&mut indices, &mut data), 0);
            columns.reverse();
        }
    }
}
