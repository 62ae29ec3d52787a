//! Counts of one row, and of row after row.

/// Counts terms row by row without a map and without sorting: each term remembers where its cell is.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// The cells of the rows so far, one row after the other; beyond `n` there is room, counts zero.
    cells: Vec<(u32, u32)>,
    n: usize,
    /// Cells that were taken: a cell's position is counted from the first cell of all.
    taken: usize,
    /// How many cells come before the row at hand.
    row_start: usize,
    /// By term: one more than the position of its last cell, which is of the row at hand if it is beyond its start.
    last: Vec<u32>,
}

impl Cells {
    /// Counts an occurrence of each of `terms`, whose numbers are under `n_terms`, in the row at hand.
    #[inline]
    pub(super) fn add(&mut self, terms: &[u32], n_terms: usize) {
        if self.last.len() < n_terms {
            self.last.resize(n_terms.next_power_of_two(), 0);
        }
        if self.cells.len() < self.n + terms.len() {
            self.cells.resize((self.n + terms.len()).max(2 * self.cells.len()), (0, 0));
        }
        // Whether a term is new to its row is as good as random, so there is no branch on it: a new term's cell is the
        // first free one, whose count is zero.
        let (taken, row_start, mut n) = (self.taken, self.row_start, self.n);
        for &term in terms {
            let last = &mut self.last[term as usize];
            let known = *last as usize > row_start;
            let at = if known { *last as usize - taken - 1 } else { n };
            *last = (taken + at + 1) as u32;
            let cell = &mut self.cells[at];
            *cell = (term, cell.1 + 1);
            n += usize::from(!known);
        }
        self.n = n;
    }

    /// Ends the row at hand; tells how many cells it and the rows before it have.
    pub(super) fn end_row(&mut self) -> usize {
        self.row_start = self.taken + self.n;
        self.n
    }

    /// The cells of the rows so far; the next row is the first again.
    pub(super) fn take(&mut self) -> Vec<(u32, u32)> {
        let room = vec![(0, 0); self.n + self.n / 8];
        let mut cells = std::mem::replace(&mut self.cells, room);
        cells.truncate(self.n);
        cells.shrink_to_fit();
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

/// When positions begin again, so that they fit 32 bits: there is as much room again for the cells of one batch, of
/// which each has a number of 32 bits.
const MOST_TAKEN: usize = 1 << 31;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_begins_where_the_last_one_ends() {
        let mut cells = Cells::default();
        cells.add(&[2, 0, 2], 3);
        cells.add(&[0], 3);
        assert_eq!(cells.end_row(), 2);
        assert_eq!(cells.end_row(), 2);
        cells.add(&[0, 0, 4], 5);
        assert_eq!(cells.end_row(), 4);
        assert_eq!(cells.take(), [(2, 2), (0, 2), (0, 2), (4, 1)]);
        cells.add(&[4, 3, 4], 5);
        assert_eq!(cells.end_row(), 2);
        assert_eq!(cells.take(), [(4, 2), (3, 1)]);
    }

    #[test]
    fn rows_are_told_apart_when_positions_begin_again() {
        let mut cells = Cells { taken: MOST_TAKEN, row_start: MOST_TAKEN, ..Cells::default() };
        for _ in 0..2 {
            cells.add(&[0, 1, 0], 2);
            assert_eq!(cells.end_row(), 2);
            cells.add(&[0], 2);
            assert_eq!(cells.end_row(), 3);
            assert_eq!(cells.take(), [(0, 2), (1, 1), (0, 1)]);
            assert!(cells.taken < 10);
        }
    }
}
