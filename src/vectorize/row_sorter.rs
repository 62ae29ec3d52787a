//! The cells of a row in the order of their columns.

use std::num::NonZero;
use std::ops::AddAssign;

use super::cells::{self, Cell};

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
    pub(super) fn read(&mut self, cells: &[Cell], columns: &[u32], binary: bool) {
        // Counted apart, as everything in `self` is read and written anew for each cell.
        let mut n = 0;
        let Self { counts, bits, blocks, .. } = self;
        for &cell in cells {
            let column = columns[cells::number(cell) as usize] as usize;
            // Where there is none it is beyond all.
            if let Some(count) = counts.get_mut(column) {
                *count = if binary { 1 } else { cells::count(cell) };
                mark(bits, blocks, column);
                n += 1;
            }
        }
        self.n += n;
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
        mark(&mut self.bits, &mut self.blocks, column);
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

/// Sets the bit of a column and that of its 64.
#[inline(always)]
fn mark(bits: &mut [u64], blocks: &mut [u64], column: usize) {
    bits[column / 64] |= 1 << (column % 64);
    blocks[column / 4096] |= 1 << (column / 64 % 64);
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
