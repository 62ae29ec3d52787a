//! Counts of one row, and of row after row.

/// Counts terms row by row without a map and without sorting: each term remembers where its cell is.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// The cells of all rows so far, one row after the other; beyond `n` there is room, counts zero.
    cells: Vec<(u32, u32)>,
    n: usize,
    /// By term: the row it was last seen in, and its cell there (`row << 32 | cell`).
    last: Vec<u64>,
    /// The number of the row at hand, from 1, so that zero is no row.
    row: u32,
}

impl Cells {
    /// Counts an occurrence of each of `terms`, whose numbers are under `n_terms`, in the row at hand.
    #[inline]
    pub(super) fn add(&mut self, terms: &[u32], n_terms: usize) {
        if self.last.len() < n_terms {
            self.last.resize(n_terms, 0);
        }
        if self.row == 0 {
            self.row = 1;
        }
        if self.cells.len() < self.n + terms.len() {
            self.cells.resize((self.n + terms.len()).max(2 * self.cells.len()), (0, 0));
        }
        // Whether a term is new to its row is as good as random, so there is no branch on it: a new term's cell is the
        // first free one, whose count is zero.
        let row = u64::from(self.row) << 32;
        for &term in terms {
            let last = &mut self.last[term as usize];
            let known = *last & !u64::from(u32::MAX) == row;
            let at = if known { *last as u32 as usize } else { self.n };
            *last = row | at as u64;
            let cell = &mut self.cells[at];
            *cell = (term, cell.1 + 1);
            self.n += usize::from(!known);
        }
    }

    /// Ends the row at hand; tells where it ends.
    pub(super) fn end_row(&mut self) -> usize {
        match self.row.checked_add(1) {
            Some(next) => self.row = next,
            None => {
                self.last.fill(0);
                self.row = 1;
            }
        }
        self.n
    }

    /// The cells of all rows so far; starts anew.
    pub(super) fn take(&mut self) -> Vec<(u32, u32)> {
        let taken = self.cells[..self.n].to_vec();
        self.cells[..self.n].fill((0, 0));
        self.n = 0;
        taken
    }
}

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
        cells.add(&[4], 5);
        assert_eq!(cells.end_row(), 1);
        assert_eq!(cells.take(), [(4, 1)]);
    }

    #[test]
    fn rows_are_told_apart_when_their_numbers_begin_again() {
        let mut cells = Cells { row: u32::MAX, ..Cells::default() };
        cells.add(&[0], 1);
        assert_eq!(cells.end_row(), 1);
        cells.add(&[0], 1);
        assert_eq!(cells.end_row(), 2);
        assert_eq!(cells.take(), [(0, 1), (0, 1)]);
    }
}
