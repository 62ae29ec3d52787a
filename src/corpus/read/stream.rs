//! Reading without holding what is read: documents come in batches, and are gone when their batch is.

mod blocks;
mod ids;
mod ledger;
#[cfg(test)]
mod tests;
mod turns;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use self::blocks::{Block, Blocks};
use self::ledger::Ledger;
use self::turns::{Ticket, Turns};
use super::super::Document;
use super::format::{Format, Packing};
use super::list::{self, Entry, File};
use super::load::{self, Loaded};
use super::{Input, Options, Skipped, jsonl};
use crate::error::{Error, Result};

/// About how many bytes of text a batch holds.
const BATCH: usize = 1 << 20;

/// Reads one batch of documents, on whatever thread it is called.
///
/// A document to which its file gives no id has none yet (an empty one): ids made from names of files depend on all of
/// them, and are told by [`Stream::finish`].
pub type Job = Box<dyn FnOnce() -> Vec<Document> + Send>;

/// Batches of documents in the order of the inputs; made by [`stream`].
///
/// Jobs may run at the same time, but each waits until all before it have had their ids looked at, so that of two
/// documents with one id the first always wins. They must therefore be begun in their order, and no job on a thread
/// on which another has not ended. A job may give no document. Jobs use no thread pool themselves.
pub struct Stream {
    entries: std::iter::Peekable<std::vec::IntoIter<(Entry, u64)>>,
    options: Arc<Options>,
    batch: usize,
    turns: Arc<Turns<Ledger>>,
    n_jobs: usize,
    /// The file of lines that is being read.
    blocks: Option<Blocks>,
    /// What a table gave and is not given out.
    table: Option<Loaded>,
    bytes_begun: u64,
    bytes_in_all: u64,
}

/// What is known when everything has been read.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Streamed {
    /// The id of every document that the jobs gave, in their order.
    pub ids: Vec<String>,
    /// As [`Reading::skipped`](super::Reading::skipped).
    pub skipped: Vec<Skipped>,
    /// As [`Reading::warnings`](super::Reading::warnings).
    pub warnings: Vec<String>,
}

/// Reads `inputs` as [`read()`](super::read()) does, but a batch at a time.
///
/// A file of lines (JSONL), packed or not, is read in blocks of about a megabyte and never held whole; small files come
/// together in batches of that size; a table (CSV, TSV, Parquet) is held whole while its rows are given out. Peak
/// memory is that of the batches at work, the ids, and the largest table.
///
/// # What differs from reading at once
/// Documents, ids, skips and warnings are those of [`read()`](super::read()), except that
/// - the beginning of a file of lines decides whether it is binary; further down, a line that holds zeros or other control
///   characters is skipped alone;
/// - where such a file is not UTF-8, it is decoded as a whole from the first block on that shows it, and then held; where
///   it was UTF-8 and more than ASCII before, broken places are replaced, however many there are;
/// - a packed file that is broken, or holds too much, gives the lines before that, and a warning;
/// - a document that is called after its file, and cannot be told from another by its whole path, is kept under a name
///   of its own, such as `a.txt~2`, with a warning.
///
/// # Errors
/// [`Error::Parameter`] if a column's name is empty.
///
/// ```no_run
/// use retell::corpus::read::{self, Input, Options};
/// use retell::{Analyzer, CountVectorizer};
/// let mut stream = read::stream(&[Input::from("articles.jsonl")], &Options::default())?;
/// let mut bytes = 0;
/// for job in &mut stream {
///     bytes += job().iter().map(|document| document.text().len()).sum::<usize>();
/// }
/// let read = stream.finish()?;
/// println!("{} articles with {bytes} bytes, {} skipped", read.ids.len(), read.skipped.len());
/// # Ok::<(), retell::Error>(())
/// ```
pub fn stream(inputs: &[Input], options: &Options) -> Result<Stream> {
    by_batches_of(inputs, options, BATCH)
}

fn by_batches_of(inputs: &[Input], options: &Options, batch: usize) -> Result<Stream> {
    options.columns.validate()?;
    let mut warnings = Vec::new();
    let entries: Vec<(Entry, u64)> =
        list::list(inputs, &mut warnings).into_iter().map(load::with_size).collect();
    let bytes_in_all = entries.iter().map(|entry| entry.1).sum();
    let mut seen: FxHashSet<PathBuf> = FxHashSet::default();
    let repeated: Vec<PathBuf> = entries
        .iter()
        .filter_map(|(entry, _)| entry.known())
        .filter(|file| !seen.insert(file.origin.canonical.clone()))
        .map(|file| file.origin.canonical.clone())
        .collect();
    Ok(Stream {
        entries: entries.into_iter().peekable(),
        options: Arc::new(options.clone()),
        batch,
        turns: Arc::new(Turns::new(Ledger::new(warnings, repeated.into_iter()))),
        n_jobs: 0,
        blocks: None,
        table: None,
        bytes_begun: 0,
        bytes_in_all,
    })
}

impl Stream {
    /// Bytes taken from the disk so far.
    pub fn bytes_read(&self) -> u64 {
        self.bytes_begun + self.blocks.as_ref().map_or(0, Blocks::taken)
    }

    /// Bytes on the disk of all that is to be read, the standard input not counted.
    pub fn bytes_in_all(&self) -> u64 {
        self.bytes_in_all
    }

    /// Whether there are no more jobs.
    pub fn is_exhausted(&mut self) -> bool {
        self.turns.look(|ledger| ledger.has_failed())
            || (self.blocks.is_none() && self.table.is_none() && self.entries.peek().is_none())
    }

    /// What is known of the documents of all jobs, which must have run.
    ///
    /// # Errors
    /// [`Error::TooLong`] if a text has 4 GiB or more; [`Error::OutOfMemory`]; [`Error::Library`] if a job was dropped and not run.
    pub fn finish(self) -> Result<Streamed> {
        if self.turns.any_unused() {
            let reason = "a batch of documents was not read".to_owned();
            return Err(Error::Library { task: "reading", reason });
        }
        self.turns.look(std::mem::take).close()
    }

    /// What the next job is to do.
    fn share(&mut self) -> Option<Share> {
        if self.turns.look(|ledger| ledger.has_failed()) {
            return None;
        }
        if let Some(table) = self.table.take() {
            return Some(self.rows(table));
        }
        if let Some(blocks) = self.blocks.take() {
            return Some(self.lines(blocks));
        }
        let (entry, size) = self.entries.next()?;
        match (&entry, entry.known().map(|file| file.format)) {
            (Entry::File(file) | Entry::Stdin(file), Some(Format::Jsonl)) => {
                let is_stdin = matches!(entry, Entry::Stdin(_));
                match Blocks::open(file, is_stdin, self.batch, self.options.max_unpacked_bytes) {
                    Ok(blocks) => Some(self.lines(blocks)),
                    Err(error) => {
                        self.bytes_begun += size;
                        let skipped = vec![Skipped { path: file.origin.shown.clone(), error }];
                        Some(Share::Rows(Loaded { skipped, ..Loaded::default() }))
                    }
                }
            }
            (_, Some(Format::Csv | Format::Tsv | Format::Parquet)) => {
                self.bytes_begun += size;
                let table = load_apart(&entry, &self.options);
                Some(self.rows(table))
            }
            _ => {
                self.bytes_begun += size;
                let mut bytes = weight(&entry, size);
                let mut files = vec![entry];
                while let Some((entry, size)) = self.entries.next_if(|(entry, size)| {
                    is_one_document(entry) && bytes + weight(entry, *size) <= self.batch as u64
                }) {
                    bytes += weight(&entry, size);
                    self.bytes_begun += size;
                    files.push(entry);
                }
                Some(Share::Files(files))
            }
        }
    }

    /// The next rows of a table.
    fn rows(&mut self, mut table: Loaded) -> Share {
        let mut bytes = 0;
        let n = table.rows.iter().take_while(|row| {
            let is_first = bytes == 0;
            bytes += row.document.text().len();
            is_first || bytes <= self.batch
        });
        let rest = table.rows.split_off(n.count());
        if !rest.is_empty() {
            self.table = Some(Loaded { rows: rest, ..Loaded::default() });
        }
        Share::Rows(table)
    }

    /// The next lines of a file.
    fn lines(&mut self, mut blocks: Blocks) -> Share {
        let n_lines = blocks.lines();
        match blocks.next() {
            Ok(block) if block.is_last => {
                self.bytes_begun += blocks.taken();
                Share::Lines { file: blocks.file().clone(), block, end: Some(blocks.unpacked()) }
            }
            Ok(block) => {
                let file = blocks.file().clone();
                self.blocks = Some(blocks);
                Share::Lines { file, block, end: None }
            }
            Err(error) => {
                self.bytes_begun += blocks.taken();
                Share::Failure { file: blocks.file().clone(), n_lines, error }
            }
        }
    }
}

impl Iterator for Stream {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        let share = self.share()?;
        let ticket = Ticket::new(&self.turns, self.n_jobs);
        self.n_jobs += 1;
        let options = self.options.clone();
        Some(Box::new(move || share.read(&options, ticket)))
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream")
            .field("n_jobs", &self.n_jobs)
            .field("bytes_read", &self.bytes_read())
            .finish()
    }
}

/// What one job has to do.
enum Share {
    /// Whole files.
    Files(Vec<Entry>),
    /// What has been read already.
    Rows(Loaded),
    /// Lines of a file; where they are its last, how many bytes it has.
    Lines { file: File, block: Block, end: Option<u64> },
    /// A file that cannot be read beyond so many lines.
    Failure { file: File, n_lines: usize, error: Error },
}

impl Share {
    fn read(self, options: &Options, ticket: Ticket<Ledger>) -> Vec<Document> {
        match self {
            Self::Files(entries) => {
                let loaded: Vec<Loaded> =
                    entries.iter().map(|entry| load::documents(entry, options)).collect();
                ticket.take(|ledger| loaded.into_iter().flat_map(|loaded| ledger.add(loaded)).collect())
            }
            Self::Rows(loaded) => ticket.take(|ledger| ledger.add(loaded)),
            Self::Lines { file, block, end } => {
                let Block { text, line, warning, .. } = block;
                let (block, broken) =
                    text.with(|text| jsonl::block(&file.origin, text, line, &options.columns));
                ticket.take(|ledger| {
                    let documents = ledger.add_lines(block, warning.or(broken));
                    if let Some(bytes) = end {
                        ledger.end_lines(&file, bytes, &options.columns);
                    }
                    documents
                })
            }
            Self::Failure { file, n_lines, error } => {
                ticket.take(|ledger| ledger.break_off_lines(&file, error, n_lines, &options.columns));
                Vec::new()
            }
        }
    }
}

/// Reads a table on a thread of its own: polars has a pool, and a worker of another pool that waited for it would take
/// up other work meanwhile, perhaps a job whose turn comes only when this one is done.
fn load_apart(entry: &Entry, options: &Options) -> Loaded {
    let apart = |options| {
        std::thread::scope(|scope| {
            let thread =
                std::thread::Builder::new().spawn_scoped(scope, || load::documents(entry, options)).ok()?;
            thread.join().ok()
        })
    };
    apart(options).unwrap_or_else(|| load::documents(entry, options))
}

/// Whether an entry makes one document at most.
fn is_one_document(entry: &Entry) -> bool {
    entry.known().is_none_or(|file| matches!(file.format, Format::Text | Format::Markdown | Format::Html))
}

/// About how many bytes an entry makes of its `size` on the disk.
fn weight(entry: &Entry, size: u64) -> u64 {
    let packed = entry.known().is_some_and(|file| file.packing != Packing::None);
    if packed { size.saturating_mul(4) } else { size }
}
