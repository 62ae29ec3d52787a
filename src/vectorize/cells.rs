//! Counts of one row, and of row after row.

use crate::error::{NoMemory, reserve, with_room};

/// A term's number and how often it stands in a row, in one word: they are read and written together, and a weight takes
/// as much room.
pub(super) type Cell = u64;

/// The cell of a term with this number.
#[inline(always)]
pub(super) fn cell(number: u32, count: u32) -> Cell {
    u64::from(count) << 32 | u64::from(number)
}

/// The number of a cell's term.
#[inline(always)]
pub(super) fn number(cell: Cell) -> u32 {
    cell as u32
}

/// How often it stands in the row.
#[inline(always)]
pub(super) fn count(cell: Cell) -> u32 {
    (cell >> 32) as u32
}

/// Counts terms row by row without a map and without sorting: each term remembers where its cell is.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// The cells of the rows so far, one row after the other; beyond `n` there is some room, all zero.
    cells: Vec<Cell>,
    n: usize,
    /// Cells that were taken: a cell's position is counted from the first cell of all.
    taken: usize,
    /// How many cells come before the row at hand.
    row_start: usize,
    /// By term: one more than the position of its last cell, which is of the row at hand if it is beyond its start.
    last: Vec<u32>,
    /// What was refused first.
    refused: Option<NoMemory>,
}

impl Cells {
    /// Counts an occurrence of each of `terms`, whose numbers are under `n_terms`, in the row at hand. Where there is no
    /// memory for that, it is left undone; see [`refused`](Self::refused).
    // Called for hundreds of terms at once, from inside the loop over words, which must stay short.
    #[inline(never)]
    pub(super) fn add(&mut self, terms: &[u32], n_terms: usize) {
        if (self.last.len() < n_terms || self.cells.len() < self.n + terms.len())
            && !self.grow(terms.len(), n_terms)
        {
            return;
        }
        // Whether a term is new to its row is as good as random, so there is no branch on it: a new term's cell is the
        // first free one, which is zero.
        let (taken, row_start, mut n) = (self.taken, self.row_start, self.n);
        for &term in terms {
            let last = &mut self.last[term as usize];
            let known = *last as usize > row_start;
            let at = if known { *last as usize - taken - 1 } else { n };
            *last = (taken + at + 1) as u32;
            let found = &mut self.cells[at];
            *found = (*found | u64::from(term)) + (1 << 32);
            n += usize::from(!known);
        }
        self.n = n;
    }

    /// Tells whether there is room for `n` more cells, and for terms with numbers under `n_terms`, now that it was made.
    #[cold]
    fn grow(&mut self, n: usize, n_terms: usize) -> bool {
        let made = self.make_room(n, n_terms);
        self.refused = self.refused.or(made.err());
        made.is_ok()
    }

    fn make_room(&mut self, n: usize, n_terms: usize) -> Result<(), NoMemory> {
        if self.last.len() < n_terms {
            let n_terms = n_terms.next_power_of_two();
            let new = n_terms - self.last.len();
            reserve(&mut self.last, new)?;
            self.last.resize(n_terms, 0);
        }
        let needed = self.n + n;
        if self.cells.len() < needed {
            let new = needed + ROOM - self.cells.len();
            reserve(&mut self.cells, new)?;
            self.cells.resize(needed + ROOM, 0);
        }
        Ok(())
    }

    /// What memory there was none for: since then, occurrences were left out.
    #[inline]
    pub(super) fn refused(&self) -> Option<NoMemory> {
        self.refused
    }

    /// Ends the row at hand; tells how many cells it and the rows before it have.
    pub(super) fn end_row(&mut self) -> usize {
        self.row_start = self.taken + self.n;
        self.n
    }

    /// Whether there is no room for many more rows before cells are taken.
    pub(super) fn is_full(&self) -> bool {
        self.taken + self.n > MOST_TAKEN
    }

    /// The cells of the rows since `start`.
    pub(super) fn since(&self, start: usize) -> &[Cell] {
        &self.cells[start..self.n]
    }

    /// The cells of the rows so far; the next row is the first again.
    pub(super) fn take(&mut self) -> Vec<Cell> {
        // What comes next is likely as long. Room that is not used is never touched, so it costs nothing; making and
        // giving back memory does, most of all with several threads.
        let room = with_room(self.n + self.n / 8).unwrap_or_default();
        let mut cells = std::mem::replace(&mut self.cells, room);
        cells.truncate(self.n);
        self.taken += self.n;
        self.n = 0;
        if self.taken > MOST_TAKEN {
            self.last.fill(0);
            self.taken = 0;
        }
        self.row_start = self.taken;
        cells
    }
}

/// How much room is filled with zeros beyond what is needed: little, for that touches what may never be used.
const ROOM: usize = 4096;

/// When positions begin again, so that they fit 32 bits: there is as much room again for the cells of one batch, of
/// which each has a number of 32 bits.
const MOST_TAKEN: usize = 1 << 31;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_a_number_and_a_count() {
        let both = cell(u32::MAX, 7);
        assert_eq!((number(both), count(both)), (u32::MAX, 7));
    }

    #[test]
    fn a_row_begins_where_the_last_one_ends() {
        let mut cells = Cells::default();
        cells.add(&[2, 0, 2], 3);
        cells.add(&[0], 3);
        assert_eq!(cells.end_row(), 2);
        assert_eq!(cells.end_row(), 2);
        cells.add(&[0, 0, 4], 5);
        assert_eq!(cells.end_row(), 4);
        assert_eq!(cells.since(2), [cell(0, 2), cell(4, 1)]);
        assert_eq!(cells.take(), [cell(2, 2), cell(0, 2), cell(0, 2), cell(4, 1)]);
        cells.add(&[4, 3, 4], 5);
        assert_eq!(cells.end_row(), 2);
        assert_eq!(cells.take(), [cell(4, 2), cell(3, 1)]);
    }

    #[test]
    fn rows_are_told_apart_when_positions_begin_again() {
        let mut cells = Cells { taken: MOST_TAKEN, row_start: MOST_TAKEN, ..Cells::default() };
        for _ in 0..2 {
            cells.add(&[0, 1, 0], 2);
            assert_eq!(cells.end_row(), 2);
            cells.add(&[0], 2);
            assert_eq!(cells.end_row(), 3);
            assert_eq!(cells.take(), [cell(0, 2), cell(1, 1), cell(0, 1)]);
            assert!(cells.taken < 10);
        }
    }
}
