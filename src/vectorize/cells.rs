//! Counts of one row, and of row after row.

use std::ops::Range;

use crate::error::{NoMemory, reserve};
use crate::pages::Pages;

/// A term's number and how often it stands in a row, in one word: they are read and written together.
pub(super) type Cell = u64;

/// The cell of a term with this number.
#[inline(always)]
pub(super) fn cell(number: u32, count: u32) -> Cell {
    u64::from(number) << 32 | u64::from(count)
}

/// The number of a cell's term.
#[inline(always)]
pub(super) fn number(cell: Cell) -> u32 {
    (cell >> 32) as u32
}

/// How often it stands in the row.
#[inline(always)]
pub(super) fn count(cell: Cell) -> u32 {
    cell as u32
}

/// Where the cells of a row are: a chunk, and a range of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) chunk: u32,
    start: u32,
    end: u32,
}

impl Place {
    /// The range of the chunk.
    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many cells there are.
    pub(super) fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// The same range of another chunk.
    pub(super) fn in_chunk(self, chunk: u32) -> Self {
        Self { chunk, ..self }
    }

    /// Leaves the first `n` cells, of which there are no fewer.
    pub(super) fn shorten(&mut self, n: usize) {
        self.end = self.start + n as u32;
    }
}

/// Cells of many rows.
pub(super) type Chunk = Pages<Cell>;

/// Counts terms row by row without a map and without sorting: each term remembers where its cell is.
///
/// Cells stay where they are counted, row after row in chunk after chunk; a row is never in two chunks.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// The chunks before, each with how many cells of it are of rows.
    full: Vec<(Pages<Cell>, usize)>,
    /// The chunk at hand: from `n` on it is all zero.
    cells: Pages<Cell>,
    n: usize,
    /// Where the row at hand begins in it.
    start: usize,
    /// What is added to where a cell is in its chunk, to get its position among the cells of all rows since positions
    /// began; it wraps.
    shift: u32,
    /// By term: the position of its last cell, which is of the row at hand if it is no less than the row's first. No
    /// position is 0.
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
        let (cells, shift, mut n) = (&mut *self.cells, self.shift, self.n);
        let first = (self.start as u32).wrapping_add(shift);
        for &term in terms {
            let last = &mut self.last[term as usize];
            let known = *last >= first;
            let at = if known { last.wrapping_sub(shift) as usize } else { n };
            *last = (at as u32).wrapping_add(shift);
            let found = &mut cells[at];
            *found = (*found | cell(term, 0)) + 1;
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
        if self.cells.len() < self.n + n {
            self.next_chunk(n)?;
        }
        Ok(())
    }

    /// Moves the row at hand to a new chunk, where there is room for `n` more of its cells.
    fn next_chunk(&mut self, n: usize) -> Result<(), NoMemory> {
        reserve(&mut self.full, 1)?;
        let moved = self.n - self.start;
        let usual = if self.cells.is_empty() { FIRST_CHUNK } else { CHUNK };
        let length = usual.max(2 * (moved + n)).min(u32::MAX as usize);
        if length < moved + n {
            return Err(NoMemory { bytes: (moved + n) * size_of::<Cell>() });
        }
        let mut cells = Pages::zeros(length)?;
        cells[..moved].copy_from_slice(&self.cells[self.start..self.n]);
        let before = std::mem::replace(&mut self.cells, cells);
        if self.start > 0 {
            self.full.push((before, self.start));
        }
        // The row's positions stay, or begin at 1.
        let first = (self.start as u32).wrapping_add(self.shift).max(1);
        (self.n, self.start, self.shift) = (moved, 0, first);
        Ok(())
    }

    /// What memory there was none for: since then, occurrences were left out.
    #[inline]
    pub(super) fn refused(&self) -> Option<NoMemory> {
        self.refused
    }

    /// Ends the row at hand; tells where it is.
    pub(super) fn end_row(&mut self) -> Place {
        let place = Place { chunk: self.full.len() as u32, start: self.start as u32, end: self.n as u32 };
        self.start = self.n;
        if (self.n as u32).wrapping_add(self.shift) > LAST_START {
            self.last.fill(0);
            self.shift = 1_u32.wrapping_sub(self.n as u32);
        }
        place
    }

    /// The cells of a row in the chunk at hand.
    pub(super) fn row(&self, place: Place) -> &[Cell] {
        &self.cells[place.range()]
    }

    /// All chunks, after `change` was made to the cells of all rows.
    pub(super) fn into_chunks(self, change: Option<impl Fn(&mut Cell)>) -> Result<Vec<Chunk>, NoMemory> {
        let Self { mut full, cells, n, .. } = self;
        reserve(&mut full, 1)?;
        full.push((cells, n));
        let chunks = full.into_iter().map(|(mut cells, n)| {
            if let Some(change) = &change {
                cells[..n].iter_mut().for_each(change);
            }
            cells
        });
        Ok(chunks.collect())
    }
}

/// How many cells the first chunk has: little, so that a short text does not fetch large pages.
const FIRST_CHUNK: usize = 1 << 15;

/// How many cells other chunks have, unless a row is longer: 8 MiB, of which one for each thread is held in vain when
/// chunks are read and given back.
const CHUNK: usize = 1 << 20;

/// The last position at which a row begins before positions begin again, so that they fit 32 bits: there is as much room
/// again for the cells of one row.
const LAST_START: u32 = 1 << 31;

#[cfg(test)]
mod tests {
    use super::*;

    fn chunks(cells: Cells) -> Vec<Chunk> {
        cells.into_chunks(None::<fn(&mut Cell)>).unwrap()
    }

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
        assert_eq!(cells.end_row(), Place { chunk: 0, start: 0, end: 2 });
        assert_eq!(cells.end_row(), Place { chunk: 0, start: 2, end: 2 });
        cells.add(&[0, 0, 4], 5);
        let place = cells.end_row();
        assert_eq!((place, place.len()), (Place { chunk: 0, start: 2, end: 4 }, 2));
        assert_eq!(cells.row(place), [cell(0, 2), cell(4, 1)]);
        assert_eq!(chunks(cells)[0][..5], [cell(2, 2), cell(0, 2), cell(0, 2), cell(4, 1), 0]);
    }

    #[test]
    fn a_row_that_does_not_fit_moves_to_the_next_chunk() {
        let mut cells = Cells::default();
        let terms: Vec<u32> = (0..FIRST_CHUNK as u32 - 1).collect();
        terms.chunks(1000).for_each(|some| cells.add(some, terms.len()));
        let first = cells.end_row();
        cells.add(&[5], terms.len());
        cells.add(&[5, 6, 5], terms.len());
        let second = cells.end_row();
        assert_eq!((first.chunk, first.len()), (0, terms.len()));
        assert_eq!(second, Place { chunk: 1, start: 0, end: 2 });
        assert_eq!(cells.row(second), [cell(5, 3), cell(6, 1)]);
        cells.add(&[6], terms.len());
        assert_eq!(cells.end_row(), Place { chunk: 1, start: 2, end: 3 });
        let chunks = chunks(cells);
        assert!(chunks[0][first.range()].iter().zip(0..).all(|(&found, term)| found == cell(term, 1)));
    }

    #[test]
    fn a_row_longer_than_a_chunk_has_one_of_its_own() {
        let mut cells = Cells::default();
        let terms: Vec<u32> = (0..CHUNK as u32 + 9).collect();
        for _ in 0..2 {
            terms.chunks(1000).for_each(|terms| cells.add(terms, CHUNK + 9));
        }
        let place = cells.end_row();
        assert_eq!(place.len(), terms.len());
        assert!(cells.row(place).iter().zip(0..).all(|(&found, term)| found == cell(term, 2)));
    }

    #[test]
    fn rows_are_told_apart_when_positions_begin_again() {
        let mut cells = Cells { shift: LAST_START, ..Cells::default() };
        for first in [LAST_START, 2, 5] {
            assert_eq!((cells.start as u32).wrapping_add(cells.shift), first);
            cells.add(&[0, 1, 0], 2);
            let place = cells.end_row();
            assert_eq!(cells.row(place), [cell(0, 2), cell(1, 1)]);
            cells.add(&[0], 2);
            let place = cells.end_row();
            assert_eq!(cells.row(place), [cell(0, 1)]);
        }
    }

    #[test]
    fn what_is_changed_is_changed_in_all_rows_and_nowhere_else() {
        let mut cells = Cells::default();
        cells.add(&[3], 4);
        cells.end_row();
        let chunks = cells.into_chunks(Some(|changed: &mut Cell| *changed += cell(1, 0))).unwrap();
        assert_eq!(chunks[0][..2], [cell(4, 1), 0]);
    }
}
