//! Counting without keeping text: documents go through, cells stay.

use std::borrow::Borrow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::Unit;
use super::cells::{self, Chunk};
use super::counted::{Batch, Counted};
use super::counter::Counter;
use super::prefetch::prefetch;
use super::select::{Columns, NO_COLUMN};
use crate::analyze::{Analyzer, Fallback, Language, LanguageChoice, Majority, NgramUnit, Strings, detect};
use crate::corpus::Document;
use crate::error::{Error, NoMemory, Result, with_room};

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
    pub(super) counted: Counted,
    /// What documents that did not tell their language were taken to be written in.
    pub(super) fallback: Fallback,
}

/// What a worker's numbers stand for.
pub(super) struct Terms {
    pub(super) names: Strings,
    /// By number: rows that hold it.
    pub(super) df: Vec<u32>,
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
                // Not on the stack, where it would lie across lines of the cache as the caller has it.
                let mut worker = Box::new(Worker::new(plan));
                while !stopped.load(Ordering::Relaxed)
                    && let Some((number, batch)) = next()
                {
                    worker.batch(number, batch()).inspect_err(|_| stopped.store(true, Ordering::Relaxed))?;
                }
                Ok(worker)
            })
            .collect::<Result<Vec<Box<Worker<'_, D::Item>>>>>()?;
        let fallback = plan.fallback.unwrap_or_else(|| {
            let mut majority = Majority::default();
            workers.iter_mut().for_each(|worker| majority.merge(std::mem::take(&mut worker.majority)));
            match plan.analyzer.language_choice() {
                LanguageChoice::Fixed(language) => Fallback::new(Some(language)),
                LanguageChoice::Unknown => Fallback::new(None),
                LanguageChoice::Detect => majority.fallback(),
            }
        });
        let done: Vec<Done> = workers
            .into_par_iter()
            .with_max_len(1)
            .map(|worker| worker.finish(fallback))
            .collect::<Result<_>>()?;
        let (mut terms, mut chunks) = (Vec::with_capacity(done.len()), Vec::with_capacity(done.len()));
        let mut numbered = Vec::new();
        for (worker, done) in done.into_iter().enumerate() {
            terms.push(done.terms);
            chunks.push(done.chunks);
            numbered.extend(done.batches.into_iter().map(|(number, batch)| (number, worker, batch)));
        }
        numbered.sort_unstable_by_key(|batch| batch.0);
        let batches = numbered.into_iter().map(|(_, worker, batch)| (worker, batch)).collect();
        Ok(Self { terms, counted: Counted { chunks, batches }, fallback })
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
        let of_batch = |batch: &(usize, Batch)| -> u64 {
            let columns = &columns[batch.0];
            let kept =
                self.counted.cells(batch).filter(|&cell| columns[cells::number(cell) as usize] != NO_COLUMN);
            kept.map(|cell| if binary { 1 } else { u64::from(cells::count(cell)) }).sum()
        };
        self.counted.batches.iter().map(of_batch).sum()
    }

    /// Words read for each row.
    pub(super) fn tokens(&self) -> impl Iterator<Item = usize> {
        self.counted.batches.iter().flat_map(|(_, batch)| batch.rows.iter().map(|row| row.tokens))
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

/// A batch that goes on while it is short and its worker takes what comes next.
struct Open {
    /// Of the first that went in.
    number: usize,
    /// With which it would go on.
    next: usize,
    n_documents: usize,
}

/// What one thread has counted.
struct Done {
    terms: Terms,
    chunks: Vec<Chunk>,
    /// Each with its number.
    batches: Vec<(usize, Batch)>,
}

/// How many documents end a batch: enough that what a batch itself takes is little beside them.
const MOST_TOGETHER: usize = 64;

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
        let goes_on = |open: &Open| open.next == number && open.n_documents < MOST_TOGETHER;
        if self.open.as_ref().is_some_and(|open| !goes_on(open)) {
            self.close();
        }
        let mut open = self.open.take().unwrap_or(Open { number, next: number, n_documents: 0 });
        let mut documents = documents.into_iter().peekable();
        while let Some(document) = documents.next() {
            if let Some(next) = documents.peek() {
                prefetch(next.borrow().text());
            }
            match self.language(document.borrow()) {
                Some(language) => self.counter.document(open.n_documents, document.borrow(), language)?,
                None => self.unsure.push((self.batches.len(), open.n_documents, document)),
            }
            open.n_documents += 1;
        }
        self.open = Some(Open { next: number + 1, ..open });
        Ok(())
    }

    fn close(&mut self) {
        if let Some(Open { number, n_documents, .. }) = self.open.take() {
            let rows = self.counter.take();
            self.batches.push((number, Batch { n_documents, rows }));
        }
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
    fn finish(mut self, fallback: Fallback) -> Result<Done> {
        self.close();
        let mut unsure = self.unsure.into_iter().peekable();
        while let Some(&(at, ..)) = unsure.peek() {
            while let Some((_, place, document)) = unsure.next_if(|entry| entry.0 == at) {
                self.counter.document(place, document.borrow(), fallback.or_sure(None))?;
            }
            self.batches[at].1.add_late(self.counter.take()).map_err(no_memory)?;
        }
        let (terms, chunks) = self.counter.finish().map_err(no_memory)?;
        Ok(Done { terms, chunks, batches: self.batches })
    }
}

/// What was refused when no document was at hand.
fn no_memory(refused: NoMemory) -> Error {
    refused.wanted_for("the counts of all documents")
}
