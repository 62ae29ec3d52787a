//! Rows sorted where they were counted.

use rayon::prelude::*;

use super::cells::{self, Cell, Chunk, Place};
use super::counted::{Counted, CountedRow};
use super::row_sorter::RowSorter;
use super::select::Columns;
use crate::error::{NoMemory, reserve, room, with_room};

/// The counts of all rows: in each cell a column and a count, columns rising within a row.
///
/// They take the memory that counting took, and no more: a matrix would take one and a half times as much beside it, which
/// the system has to fetch and clear.
#[derive(Debug)]
pub(super) struct SortedRows {
    /// Of all workers.
    chunks: Vec<Chunk>,
    /// By row.
    places: Vec<Place>,
}

/// The rows of one chunk, each with its number, and whose they are.
struct Job {
    worker: usize,
    chunk: Chunk,
    rows: Vec<(usize, Place)>,
}

impl SortedRows {
    /// Puts the cells that have a column in order.
    ///
    /// # Errors
    /// That there is no memory for the order of one row for each thread.
    pub(super) fn of(
        counted: Counted,
        columns: &Columns,
        n_columns: usize,
        binary: bool,
    ) -> Result<Self, NoMemory> {
        let n_rows = counted.n_rows();
        let longest = counted.batches.iter().map(|(_, batch)| batch.longest_row()).max().unwrap_or(0);
        let workplaces = rayon::current_num_threads() * RowSorter::<u32>::bytes(n_columns, longest);
        let mut jobs = jobs(counted)?;
        room(workplaces)?;
        let sort = |row: &mut Option<RowSorter>, job: &mut Job| {
            let row = row.get_or_insert_with(|| RowSorter::new(n_columns));
            for (_, place) in &mut job.rows {
                row.read(&job.chunk[place.range()], &columns[job.worker], binary);
                place.shorten(row.columns.len());
                let sorted = row.columns.iter().zip(&row.sorted);
                for (cell, (&column, &count)) in job.chunk[place.range()].iter_mut().zip(sorted) {
                    *cell = cells::cell(column, count);
                }
            }
        };
        jobs.par_iter_mut().with_max_len(1).for_each_init(|| None, sort);
        let mut places = with_room(n_rows)?;
        places.resize(n_rows, Place::default());
        let mut chunks = with_room(jobs.len())?;
        for (number, job) in (0..).zip(jobs) {
            job.rows.iter().for_each(|&(row, place)| places[row] = place.in_chunk(number));
            chunks.push(job.chunk);
        }
        Ok(Self { chunks, places })
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// How many cells each row has.
    pub(super) fn lengths(&self) -> impl ExactSizeIterator<Item = usize> {
        self.places.iter().map(|place| place.len())
    }

    /// The cells of a row.
    pub(super) fn row(&self, row: usize) -> &[Cell] {
        let place = self.places[row];
        &self.chunks[place.chunk as usize][place.range()]
    }
}

/// Gives every row to the chunk in which it is.
fn jobs(Counted { chunks, batches }: Counted) -> Result<Vec<Job>, NoMemory> {
    let mut firsts = with_room(chunks.len())?;
    let mut jobs = with_room(chunks.iter().map(Vec::len).sum())?;
    for (worker, chunks) in chunks.into_iter().enumerate() {
        firsts.push(jobs.len());
        let job = |chunk| Job { worker, chunk, rows: Vec::new() };
        jobs.extend(chunks.into_iter().map(job));
    }
    let rows = batches.iter().flat_map(|(worker, batch)| batch.rows.iter().map(move |row| (*worker, row)));
    for (number, (worker, CountedRow { place, .. })) in rows.enumerate() {
        let rows = &mut jobs[firsts[worker] + place.chunk as usize].rows;
        reserve(rows, 1)?;
        rows.push((number, *place));
    }
    Ok(jobs)
}
