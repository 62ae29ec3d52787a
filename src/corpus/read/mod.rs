//! Reading a corpus: the only place where files are opened to be read.
//!
//! | ending | what it holds |
//! |---|---|
//! | `.txt` | one article; its id is the file's name without the ending |
//! | `.md` | one article; front matter gives title, source and date |
//! | `.html`, `.htm` | one page; its main text is extracted, with title, source and date |
//! | `.jsonl`, `.ndjson` | one JSON object a line, with the fields `id text title source date` |
//! | `.csv`, `.tsv` | one row an article, with the same columns |
//! | `.parquet` | the same (needs the feature `table`) |
//!
//! Each may be packed as `.gz` or `.zst`. Text may be in any encoding; see [`read`] for what becomes of bad input.

mod decode;
mod delimited;
mod format;
mod html;
mod identity;
mod jsonl;
mod list;
mod load;
mod markdown;
mod parquet;
mod plain;
mod record;
mod stream;
mod unpack;

use rayon::prelude::*;

use super::Corpus;
use crate::error::{Error, Result};

pub use plain::{bytes, sha256, text};
pub use record::Columns;
pub use stream::{Job, Stream, Streamed, stream};

/// What a fuzzer has to see.
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing {
    /// The text in a file's `bytes`, if there is any.
    pub fn decoded(bytes: Vec<u8>) -> Option<String> {
        super::decode::decode(bytes, None).ok().map(|decoded| decoded.text)
    }
}

/// How many files are read between two reports of progress.
const BATCH: usize = 128;

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Input {
    /// A file, a folder that is walked in name order, or a pattern such as `news/*.txt`. What exists is taken as it
    /// stands, so that a file called `[a].txt` can be read.
    Path(std::path::PathBuf),
    /// JSONL on the standard input.
    Stdin,
}

impl Input {
    /// What an argument means: `-` is the standard input, anything else a path or a pattern.
    pub fn from_arg(arg: impl Into<std::path::PathBuf>) -> Self {
        let path = arg.into();
        if path.as_os_str() == "-" { Self::Stdin } else { Self::Path(path) }
    }
}

impl From<&str> for Input {
    fn from(arg: &str) -> Self {
        Self::from_arg(arg)
    }
}

/// How to read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Which columns of a table, and which fields of JSONL, hold what.
    pub columns: Columns,
    /// How many bytes one packed file may unpack to: 4 GiB unless told. A few kilobytes can unpack to terabytes.
    pub max_unpacked_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { columns: Columns::default(), max_unpacked_bytes: 4 << 30 }
    }
}

/// What was read, what was not, and why.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Reading {
    /// The documents in the order of the inputs; folders in name order, tables in row order.
    pub corpus: Corpus,
    /// Every file whose bytes could be read, in the same order.
    pub inputs: Vec<InputFile>,
    /// What gave no document, and why. If this is not empty, the corpus is not all that was asked for.
    pub skipped: Vec<Skipped>,
    /// What was read otherwise than it stands there: encodings, dates, ids.
    pub warnings: Vec<String>,
}

/// One file that was read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct InputFile {
    /// The path as it was given, folders in front, with forward slashes; `-` for the standard input.
    pub path: String,
    /// Its size as it lies on the disk.
    pub bytes: u64,
    /// The SHA-256 of these bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// How many documents of the corpus came from it.
    pub documents: usize,
}

/// Something that was asked for and gave no document.
#[derive(Debug)]
#[non_exhaustive]
pub struct Skipped {
    /// The file, folder or pattern as it was given.
    pub path: String,
    /// Why; the error names the line where there is one.
    pub error: Error,
}

/// Whether reading `input` (a file, a folder or a glob) would read the file `path`, which is there.
pub fn would_read(input: &str, path: &std::path::Path) -> bool {
    let Ok(path) = path.canonicalize() else { return false };
    let named = |found: &std::path::Path| found.canonicalize().is_ok_and(|found| found == path);
    let folder = std::path::Path::new(input);
    if folder.is_dir() {
        return format::of(&path).is_some()
            && folder.canonicalize().is_ok_and(|folder| path.starts_with(folder));
    }
    named(folder) || glob::glob(input).is_ok_and(|found| found.flatten().any(|found| named(&found)))
}

/// Reads `inputs` into a corpus. `progress` is told after every few files how many of how many are done.
///
/// Files are read in parallel on the current thread pool; the order of the documents does not depend on it.
///
/// # What becomes of bad input
/// A file that is missing, unreadable, empty, binary or malformed is skipped and listed in [`Reading::skipped`]; so is
/// a malformed line or row of a table, a second document with an id that is taken, a pattern that matches nothing,
/// and a link that leads back to a folder it stands in. The rest is read. Hidden files and files of unknown kinds
/// inside a folder are passed over with one warning, the folder of an earlier run (it has a manifest) without. Text
/// that is not UTF-8 is decoded as what it most probably is, with a warning.
///
/// # Ids
/// An id that stands in a table is kept as it is; control characters and marks that turn the direction of writing are
/// replaced by U+FFFD, with a warning. An article without one is called after its file, rows with their number
/// behind it: `news-3`. Files of the same name in different folders are called after as much of their path as tells
/// them apart.
///
/// # Errors
/// [`Error::Parameter`] if a column's name is empty; [`Error::OutOfMemory`]. Nothing else fails as a whole: an empty corpus is the caller's
/// to judge.
///
/// ```no_run
/// use retell::corpus::read::{self, Input, Options};
/// let reading = read::read(&[Input::from("articles/")], &Options::default(), &mut |_, _| {})?;
/// println!("{} articles, {} skipped", reading.corpus.len(), reading.skipped.len());
/// # Ok::<(), retell::Error>(())
/// ```
pub fn read(inputs: &[Input], options: &Options, progress: &mut dyn FnMut(usize, usize)) -> Result<Reading> {
    options.columns.validate()?;
    let mut warnings = Vec::new();
    let entries = list::list(inputs, &mut warnings);
    let mut loaded = Vec::with_capacity(entries.len());
    progress(0, entries.len());
    for batch in entries.chunks(BATCH) {
        loaded.par_extend(batch.par_iter().map(|entry| load::load(entry, options)));
        progress(loaded.len(), entries.len());
    }
    assemble(loaded, warnings)
}

/// Reads JSONL from memory, as [`read()`] reads a file of that name.
///
/// # Errors
/// None at present but those of [`read()`]; malformed lines are listed in [`Reading::skipped`].
///
/// ```
/// use retell::corpus::read;
/// let lines = br#"{"id": "a", "text": "The cat sat.", "date": "2025-05-08"}"#;
/// let reading = read::from_jsonl("sample.jsonl", lines)?;
/// assert_eq!(reading.corpus[0].id(), "a");
/// # Ok::<(), retell::Error>(())
/// ```
pub fn from_jsonl(name: &str, bytes: &[u8]) -> Result<Reading> {
    let entry = list::Entry::in_memory(name);
    assemble(vec![load::load_bytes(&entry, bytes.to_vec(), &Options::default())], Vec::new())
}

/// Gives every document its id and puts the files together.
fn assemble(loaded: Vec<load::Loaded>, mut warnings: Vec<String>) -> Result<Reading> {
    let mut reading = Reading::default();
    let mut rows = Vec::new();
    for file in loaded {
        let at = file.input.is_some().then_some(reading.inputs.len());
        reading.inputs.extend(file.input);
        reading.skipped.extend(file.skipped);
        warnings.extend(file.warnings);
        rows.extend(file.rows.into_iter().map(|row| (at, row)));
    }
    if let Some(at) = reading.skipped.iter().position(|skipped| skipped.error.is_of_memory()) {
        return Err(reading.skipped.swap_remove(at).error);
    }
    let (files, rows): (Vec<Option<usize>>, Vec<record::Row>) = rows.into_iter().unzip();
    let named = identity::assign(&rows, &mut warnings);
    let mut documents = Vec::with_capacity(rows.len());
    for ((row, file), id) in rows.into_iter().zip(files).zip(named) {
        match id {
            Ok(id) => {
                if let Some(input) = file.and_then(|file| reading.inputs.get_mut(file)) {
                    input.documents += 1;
                }
                documents.push(row.document.renamed(id));
            }
            Err(error) => reading.skipped.push(Skipped { path: row.origin.shown.to_string(), error }),
        }
    }
    reading.corpus = Corpus::new(documents)?;
    reading.warnings = warnings;
    Ok(reading)
}

#[cfg(test)]
mod tests;
