//! What was counted of rows, as it lies in memory until something is made of it.

use std::borrow::Borrow;
use std::sync::Arc;

use super::Row;
use super::cells::{Cell, Chunk, Place};
use crate::error::{NoMemory, reserve, room, with_room};

/// The cells of all rows.
pub(super) struct Counted {
    /// By worker: what the places of its rows are in.
    pub(super) chunks: Vec<Vec<Chunk>>,
    /// In the order of the documents, each with its worker, whose numbers its cells have.
    pub(super) batches: Vec<(usize, Batch)>,
}

/// The rows of documents that follow each other.
pub(super) struct Batch {
    pub(super) n_documents: usize,
    /// Documents are counted from the batch's first.
    pub(super) rows: Vec<CountedRow>,
}

/// What was counted of a row.
#[derive(Clone, Copy)]
pub(super) struct CountedRow {
    pub(super) row: Row,
    /// Words read, stop words among them; n-grams where those are of characters.
    pub(super) tokens: usize,
    pub(super) place: Place,
}

impl Counted {
    /// How many rows there are.
    pub(super) fn n_rows(&self) -> usize {
        self.batches.iter().map(|(_, batch)| batch.rows.len()).sum()
    }

    /// What each row is.
    pub(super) fn rows(&self) -> Result<Vec<Row>, NoMemory> {
        let mut rows = with_room(self.n_rows())?;
        let mut first = 0;
        for (_, batch) in &self.batches {
            rows.extend(batch.rows.iter().map(|counted| {
                let document = first + counted.row.document;
                Row { document, ..counted.row }
            }));
            first += batch.n_documents;
        }
        Ok(rows)
    }

    /// The cells of each row of a batch.
    pub(super) fn by_row<'a>(
        &'a self,
        (worker, batch): &'a (usize, Batch),
    ) -> impl ExactSizeIterator<Item = &'a [Cell]> {
        batch.by_row(&self.chunks[*worker])
    }

    /// The cells of all rows of a batch.
    pub(super) fn cells<'a>(&'a self, batch: &'a (usize, Batch)) -> impl Iterator<Item = Cell> + 'a {
        self.by_row(batch).flatten().copied()
    }
}

impl Batch {
    /// Adds rows of documents that have none yet, and puts all in the order of the documents.
    pub(super) fn add_late(&mut self, late: Vec<CountedRow>) -> Result<(), NoMemory> {
        reserve(&mut self.rows, late.len())?;
        self.rows.extend(late);
        // What sorting takes by itself. It keeps the order of rows of one document.
        room(size_of_val(&self.rows[..]))?;
        self.rows.sort_by_key(|counted| counted.row.document);
        Ok(())
    }

    /// Shares in those of its worker's `chunks` in which its rows are, which are numbered anew. A chunk is given up with the last
    /// that has a share in it.
    pub(super) fn share(&mut self, chunks: &[Arc<Chunk>]) -> Result<Vec<Arc<Chunk>>, NoMemory> {
        let mut shared: Vec<u32> = Vec::new();
        for CountedRow { place, .. } in &mut self.rows {
            let at = shared.iter().rposition(|&chunk| chunk == place.chunk);
            if at.is_none() {
                reserve(&mut shared, 1)?;
                shared.push(place.chunk);
            }
            place.chunk = at.unwrap_or(shared.len() - 1) as u32;
        }
        let mut own = with_room(shared.len())?;
        own.extend(shared.into_iter().map(|chunk| Arc::clone(&chunks[chunk as usize])));
        Ok(own)
    }

    /// The cells of each row, which are in `chunks`.
    pub(super) fn by_row<'a>(
        &'a self,
        chunks: &'a [impl Borrow<Chunk>],
    ) -> impl ExactSizeIterator<Item = &'a [Cell]> {
        self.rows.iter().map(|CountedRow { place, .. }| &chunks[place.chunk as usize].borrow()[place.range()])
    }

    /// How many cells there are.
    pub(super) fn n_cells(&self) -> usize {
        self.rows.iter().map(|counted| counted.place.len()).sum()
    }

    /// How many cells the longest row has.
    pub(super) fn longest_row(&self) -> usize {
        self.rows.iter().map(|counted| counted.place.len()).max().unwrap_or(0)
    }
}
