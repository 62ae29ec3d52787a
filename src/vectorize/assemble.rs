//! From the counts of batches to one matrix.

use std::ops::AddAssign;
use std::sync::{Arc, Mutex};

use bytemuck::Pod;
use rayon::prelude::*;

use super::cells::{self, Cell, Chunk};
use super::counted::{Batch, Counted};
use super::csr::Csr;
use super::row_sorter::RowSorter;
use super::select::{Columns, NO_COLUMN};
use super::weighting::{Weigh, Weight};
use crate::error::{NoMemory, room, with_room};
use crate::pages::Pages;

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

/// The matrix of the cells that have a column.
pub(super) fn assemble<T: Pod + Send + Sync>(
    counted: Counted,
    columns: &Columns,
    n_columns: usize,
    binary: bool,
    values: &impl Values<T>,
) -> Result<Csr<T>, NoMemory> {
    let lengths = kept(&counted, columns)?;
    in_parts(counted, &lengths, n_columns, n_columns, |row, share, part| {
        part.fill(share, &columns[share.worker], row, binary, values);
    })
}

/// The matrix that the batches fill in parallel, each with as many cells as `lengths` tells, from rows of no more than
/// `n_different` different columns.
///
/// Each thread reads runs of batches in their order and drops them as it goes, and with them the cells that no other needs:
/// cells are held hardly more than once.
pub(super) fn in_parts<T: Pod + Send + Sync, C: Copy + Default + AddAssign>(
    counted: Counted,
    lengths: &[usize],
    n_columns: usize,
    n_different: usize,
    fill: impl Fn(&mut RowSorter<C>, &Share, Part<'_, T>) + Send + Sync,
) -> Result<Csr<T>, NoMemory> {
    let Counted { chunks, batches } = counted;
    let shared = |of_worker: Vec<Chunk>| of_worker.into_iter().map(Arc::new).collect();
    let chunks: Vec<Vec<Arc<Chunk>>> = chunks.into_iter().map(shared).collect();
    let n_threads = rayon::current_num_threads();
    let n_rows: usize = batches.iter().map(|(_, batch)| batch.rows.len()).sum();
    let longest = batches.iter().map(|(_, batch)| batch.longest_row()).max().unwrap_or(0);
    let nnz: usize = lengths.iter().sum();
    // All is asked for in one before any list is made: lists of zeros cost nothing until they are filled, and no list that
    // can be refused is made so.
    let of_cells = nnz * (size_of::<u32>() + size_of::<T>());
    let workplaces = n_threads * RowSorter::<C>::bytes(n_different, longest);
    room(of_cells + (n_rows + 1) * size_of::<usize>() + workplaces)?;
    let (mut indices, mut data) = (Pages::zeros(nnz)?, Pages::zeros(nnz)?);
    let mut indptr = vec![0; n_rows + 1];
    let mut jobs = with_room(batches.len())?;
    let mut rest = (&mut indices[..], &mut data[..], &mut indptr[1..]);
    let mut first = 0;
    for ((worker, mut batch), &length) in batches.into_iter().zip(lengths) {
        let (indices, later_indices) = rest.0.split_at_mut(length);
        let (data, later_data) = rest.1.split_at_mut(length);
        let (indptr, later_indptr) = rest.2.split_at_mut(batch.rows.len());
        rest = (later_indices, later_data, later_indptr);
        let share = Share { worker, chunks: batch.share(&chunks[worker])?, batch };
        jobs.push((share, Part { first, indices, data, indptr }));
        first += length;
    }
    drop(chunks);
    let jobs = Mutex::new(jobs.into_iter());
    // Long runs first: threads that fill one large page at once wait for it, or both clear it and one of them in vain.
    let next = || {
        let mut jobs = jobs.lock().ok()?;
        let n = jobs.len().div_ceil(2 * n_threads);
        let run: Vec<_> = jobs.by_ref().take(n).collect();
        (!run.is_empty()).then_some(run)
    };
    (0..n_threads).into_par_iter().with_max_len(1).for_each(|_| {
        let mut row = None;
        while let Some(run) = next() {
            for (share, part) in run {
                fill(row.get_or_insert_with(|| RowSorter::new(n_different)), &share, part);
            }
        }
    });
    Ok(Csr::new(indptr, indices, data, n_columns))
}

/// How many cells of each batch have a column.
fn kept(counted: &Counted, columns: &Columns) -> Result<Vec<usize>, NoMemory> {
    let batches = &counted.batches;
    if columns.iter().flatten().all(|&column| column != NO_COLUMN) {
        let mut lengths = with_room(batches.len())?;
        lengths.extend(batches.iter().map(|(_, batch)| batch.n_cells()));
        return Ok(lengths);
    }
    let is_kept = |worker: usize, cell: Cell| columns[worker][cells::number(cell) as usize] != NO_COLUMN;
    let of_batch = |batch: &(usize, Batch)| {
        let of_row = |row: &[Cell]| row.iter().filter(|&&cell| is_kept(batch.0, cell)).count();
        counted.by_row(batch).map(of_row).sum()
    };
    Ok(batches.par_iter().map(of_batch).collect())
}

/// A batch with the chunks in which its rows are.
pub(super) struct Share {
    pub(super) worker: usize,
    chunks: Vec<Arc<Chunk>>,
    batch: Batch,
}

impl Share {
    /// The cells of each row.
    pub(super) fn by_row(&self) -> impl ExactSizeIterator<Item = &[Cell]> {
        self.batch.by_row(&self.chunks)
    }
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
    fn fill(
        self,
        share: &Share,
        columns: &[u32],
        row: &mut RowSorter,
        binary: bool,
        values: &impl Values<T>,
    ) {
        let mut n = 0;
        for (cells, indptr) in share.by_row().zip(self.indptr) {
            row.read(cells, columns, binary);
            let cells = n..n + row.columns.len();
            self.indices[cells.clone()].copy_from_slice(&row.columns);
            values.fill(&row.columns, &row.sorted, &mut row.weights, &mut self.data[cells.clone()]);
            n = cells.end;
            *indptr = self.first + n;
        }
    }
}
