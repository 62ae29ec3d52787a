//! Counting without keeping text: documents go through, cells stay.

use std::borrow::Borrow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::cells::{self, Cell};
use super::counter::Counter;
use super::names::Names;
use super::select::{Columns, NO_COLUMN};
use super::{Row, Unit};
use crate::analyze::{Analyzer, Fallback, Language, LanguageChoice, Majority, NgramUnit, detect};
use crate::corpus::Document;
use crate::error::{Error, NoMemory, Result, reserve, with_room};

/// How documents are counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan<'a> {
    pub(super) analyzer: &'a Analyzer,
    pub(super) ngram_range: (usize, usize),
    pub(super) unit: Unit,
    /// What documents that do not tell their language are taken to be written in, where that is known already.
    pub(super) fallback: Option<Fallback>,
}

/// The counts of all documents.
pub(super) struct Tally {
    /// By worker: what its numbers stand for.
    pub(super) terms: Vec<Terms>,
    /// In the order of the documents, each with its worker.
    pub(super) batches: Vec<(usize, Batch)>,
    /// What documents that did not tell their language were taken to be written in.
    pub(super) fallback: Fallback,
}

/// What a worker's numbers stand for.
pub(super) struct Terms {
    pub(super) names: Names,
    /// By number: rows that hold it.
    pub(super) df: Vec<u32>,
}

/// The counts of the documents that came together.
#[derive(Default)]
pub(super) struct Batch {
    n_documents: usize,
    /// Documents are counted from the batch's first.
    rows: Vec<Row>,
    /// Words read for each row, stop words among them; n-grams where those are of characters.
    pub(super) tokens: Vec<usize>,
    /// Row `i` is `cells[ends[i - 1]..ends[i]]`.
    pub(super) ends: Vec<usize>,
    /// The numbers are those of the batch's worker.
    pub(super) cells: Vec<Cell>,
}

impl Tally {
    /// Counts the n-grams of every row of `batches`.
    ///
    /// Each thread takes the next batch when it is done with its last, and numbers terms as it meets them. So numbers depend
    /// on who took what; they are renamed to columns, whose order is the terms', before anyone sees them.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`](crate::Error::OutOfMemory); no batch is called after that.
    pub(super) fn of<B, D>(plan: Plan<'_>, batches: impl Iterator<Item = B> + Send) -> Result<Self>
    where
        B: FnOnce() -> D + Send,
        D: IntoIterator<Item: Borrow<Document> + Send>,
    {
        let source = Mutex::new(batches.enumerate());
        let next = || source.lock().ok().and_then(|mut source| source.next());
        let stopped = AtomicBool::new(false);
        let mut workers = (0..rayon::current_num_threads())
            .into_par_iter()
            .with_max_len(1)
            .map(|_| {
                let mut worker = Worker::new(plan);
                while !stopped.load(Ordering::Relaxed)
                    && let Some((number, batch)) = next()
                {
                    worker.batch(number, batch()).inspect_err(|_| stopped.store(true, Ordering::Relaxed))?;
                }
                Ok(worker)
            })
            .collect::<Result<Vec<Worker<'_, D::Item>>>>()?;
        let fallback = plan.fallback.unwrap_or_else(|| {
            let mut majority = Majority::default();
            workers.iter_mut().for_each(|worker| majority.merge(std::mem::take(&mut worker.majority)));
            match plan.analyzer.language_choice() {
                LanguageChoice::Fixed(language) => Fallback::new(Some(language)),
                LanguageChoice::Unknown => Fallback::new(None),
                LanguageChoice::Detect => majority.fallback(),
            }
        });
        let done: Vec<(Terms, Vec<(usize, Batch)>)> = workers
            .into_par_iter()
            .with_max_len(1)
            .map(|worker| worker.finish(fallback))
            .collect::<Result<_>>()?;
        let mut terms = Vec::with_capacity(done.len());
        let mut numbered = Vec::new();
        for (worker, (of_worker, batches)) in done.into_iter().enumerate() {
            terms.push(of_worker);
            numbered.extend(batches.into_iter().map(|(number, batch)| (number, worker, batch)));
        }
        numbered.sort_unstable_by_key(|batch| batch.0);
        let batches = numbered.into_iter().map(|(_, worker, batch)| (worker, batch)).collect();
        Ok(Self { terms, batches, fallback })
    }

    /// What each row is.
    pub(super) fn rows(&self) -> Result<Vec<Row>, NoMemory> {
        let mut rows = with_room(self.n_rows())?;
        let mut first = 0;
        for (_, batch) in &self.batches {
            rows.extend(batch.rows.iter().map(|row| Row { document: first + row.document, ..*row }));
            first += batch.n_documents;
        }
        Ok(rows)
    }

    /// How many rows there are.
    pub(super) fn n_rows(&self) -> usize {
        self.batches.iter().map(|(_, batch)| batch.rows.len()).sum()
    }

    /// In how many rows each of `n_columns` columns stands.
    pub(super) fn document_frequencies(
        &self,
        columns: &Columns,
        n_columns: usize,
    ) -> Result<Vec<usize>, NoMemory> {
        let mut df = with_room(n_columns)?;
        df.resize(n_columns, 0);
        for (terms, columns) in self.terms.iter().zip(columns) {
            for (&rows, &column) in terms.df.iter().zip(columns).filter(|entry| *entry.1 != NO_COLUMN) {
                df[column as usize] += rows as usize;
            }
        }
        Ok(df)
    }

    /// The sum of the counts that have a column; of the cells where counts are binary.
    pub(super) fn total(&self, columns: &Columns, binary: bool) -> u64 {
        let of_batch = |(worker, batch): &(usize, Batch)| -> u64 {
            let columns = &columns[*worker];
            let kept = batch.cells.iter().filter(|&&cell| columns[cells::number(cell) as usize] != NO_COLUMN);
            kept.map(|&cell| if binary { 1 } else { u64::from(cells::count(cell)) }).sum()
        };
        self.batches.iter().map(of_batch).sum()
    }

    /// Words read for each row.
    pub(super) fn tokens(&self) -> impl Iterator<Item = usize> {
        self.batches.iter().flat_map(|(_, batch)| batch.tokens.iter().copied())
    }
}

/// What one thread counts.
struct Worker<'a, D> {
    plan: Plan<'a>,
    counter: Counter<'a>,
    majority: Majority,
    batches: Vec<(usize, Batch)>,
    open: Option<Open>,
    /// Documents that do not tell their language, each with its batch and its place there. They wait until it is known
    /// what the others are written in.
    unsure: Vec<(usize, usize, D)>,
}

/// A batch that goes on as long as its worker takes what comes next: a worker that is alone has all in one.
struct Open {
    /// Of the first that went in.
    number: usize,
    /// With which it would go on.
    next: usize,
    n_documents: usize,
}

impl<'a, D: Borrow<Document>> Worker<'a, D> {
    fn new(plan: Plan<'a>) -> Self {
        Self {
            plan,
            counter: Counter::new(plan),
            majority: Majority::default(),
            batches: Vec::new(),
            open: None,
            unsure: Vec::new(),
        }
    }

    fn batch(&mut self, number: usize, documents: impl IntoIterator<Item = D>) -> Result<()> {
        if self.open.as_ref().is_some_and(|open| open.next != number) || self.counter.is_full() {
            self.close()?;
        }
        let mut open = self.open.take().unwrap_or(Open { number, next: number, n_documents: 0 });
        for document in documents {
            match self.language(document.borrow()) {
                Some(language) => self.counter.document(open.n_documents, document.borrow(), language)?,
                None => self.unsure.push((self.batches.len(), open.n_documents, document)),
            }
            open.n_documents += 1;
        }
        self.counter.end_batch().map_err(no_memory)?;
        self.open = Some(Open { next: number + 1, ..open });
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        if let Some(open) = self.open.take() {
            self.batches.push((open.number, self.counter.take(open.n_documents).map_err(no_memory)?));
        }
        Ok(())
    }

    /// The language of a document; none yet where it follows the others and they are not all known.
    fn language(&mut self, document: &Document) -> Option<Option<Language>> {
        if self.plan.analyzer.counted_unit() != NgramUnit::Word {
            // Characters are counted alike in all.
            return Some(None);
        }
        match self.plan.analyzer.language_choice() {
            LanguageChoice::Fixed(language) => Some(Some(language)),
            LanguageChoice::Unknown => Some(None),
            LanguageChoice::Detect => {
                let found = detect(document);
                if let Some(fallback) = self.plan.fallback {
                    return Some(fallback.or_sure(found));
                }
                self.majority.add(document, found);
                found.map(|_| Fallback::default().or_sure(found))
            }
        }
    }

    /// Counts what was put off.
    fn finish(mut self, fallback: Fallback) -> Result<(Terms, Vec<(usize, Batch)>)> {
        self.close()?;
        let mut unsure = self.unsure.into_iter().peekable();
        while let Some(&(at, ..)) = unsure.peek() {
            while let Some((_, place, document)) = unsure.next_if(|entry| entry.0 == at) {
                self.counter.document(place, document.borrow(), fallback.or_sure(None))?;
            }
            let (_, batch) = &mut self.batches[at];
            let late = self.counter.take(batch.n_documents).map_err(no_memory)?;
            *batch = std::mem::take(batch).merged(late).map_err(no_memory)?;
        }
        let terms =
            self.counter.finish(self.batches.iter_mut().map(|(_, batch)| batch)).map_err(no_memory)?;
        Ok((terms, self.batches))
    }
}

/// What was refused when no document was at hand.
fn no_memory(refused: NoMemory) -> Error {
    refused.wanted_for("the counts of all documents")
}

impl Batch {
    /// Adds a row whose cells end at `end`.
    ///
    /// # Errors
    /// That there is no memory for it.
    pub(super) fn end_row(&mut self, row: Row, tokens: usize, end: usize) -> Result<(), NoMemory> {
        reserve(&mut self.rows, 1)?;
        reserve(&mut self.tokens, 1)?;
        reserve(&mut self.ends, 1)?;
        self.rows.push(row);
        self.tokens.push(tokens);
        self.ends.push(end);
        Ok(())
    }

    /// How many cells the longest row has.
    pub(super) fn longest_row(&self) -> usize {
        let mut start = 0;
        let lengths = self.ends.iter().map(|&end| end - std::mem::replace(&mut start, end));
        lengths.max().unwrap_or(0)
    }

    /// These rows of so many documents, with their cells.
    pub(super) fn with_cells(self, n_documents: usize, cells: Vec<Cell>) -> Self {
        Self { n_documents, cells, ..self }
    }

    /// The rows of both, which are rows of different documents, in the order of the documents.
    fn merged(self, other: Self) -> Result<Self, NoMemory> {
        let parts = [&self, &other];
        let of_both = |length: fn(&Self) -> usize| parts.iter().map(|part| length(part)).sum();
        let n_rows = of_both(|part| part.rows.len());
        let mut merged = Self {
            n_documents: self.n_documents,
            rows: with_room(n_rows)?,
            tokens: with_room(n_rows)?,
            ends: with_room(n_rows)?,
            cells: with_room(of_both(|part| part.cells.len()))?,
        };
        let mut at = [0, 0];
        loop {
            let document = |side: usize| parts[side].rows.get(at[side]).map(|row| row.document);
            let side = match (document(0), document(1)) {
                (None, None) => return Ok(merged),
                (Some(first), Some(second)) => usize::from(second < first),
                (None, Some(_)) => 1,
                (Some(_), None) => 0,
            };
            let (part, row) = (parts[side], at[side]);
            let start = if row == 0 { 0 } else { part.ends[row - 1] };
            merged.rows.push(part.rows[row]);
            merged.tokens.push(part.tokens[row]);
            merged.cells.extend_from_slice(&part.cells[start..part.ends[row]]);
            merged.ends.push(merged.cells.len());
            at[side] += 1;
        }
    }
}
