//! From a file to its documents.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::super::{Document, Metadata, Paragraph};
use super::format::Format;
use super::list::{Entry, File, Origin};
use super::record::Row;
use super::{InputFile, Options, Skipped, decode, delimited, html, jsonl, markdown, parquet, unpack};
use crate::error::{Error, Result, room};

/// What one file gave.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    pub(super) input: Option<InputFile>,
    pub(super) rows: Vec<Row>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) warnings: Vec<String>,
}

/// One article as its format gives it; without paragraphs, its text is cut as plain text.
pub(super) struct Article {
    pub(super) text: String,
    pub(super) metadata: Metadata,
    pub(super) paragraphs: Option<Vec<Paragraph>>,
    /// A date that could not be read.
    pub(super) bad_date: Option<String>,
}

/// Opens and reads one entry.
pub(super) fn load(entry: &Entry, options: &Options) -> Loaded {
    match open(entry) {
        Ok(bytes) => load_bytes(entry, bytes, options),
        Err(skipped) => Loaded { skipped, ..Loaded::default() },
    }
}

/// As [`load`], but without telling the file's size and digest.
pub(super) fn documents(entry: &Entry, options: &Options) -> Loaded {
    match (open(entry), entry) {
        (Ok(bytes), Entry::File(file) | Entry::Stdin(file)) => {
            let mut loaded = Loaded::default();
            parse_into(file, bytes, options, &mut loaded);
            loaded
        }
        (Ok(_), Entry::Failed(_)) => Loaded::default(),
        (Err(skipped), _) => Loaded { skipped, ..Loaded::default() },
    }
}

/// An entry with the bytes it has on the disk; 0 where that is not known.
pub(super) fn with_size(entry: Entry) -> (Entry, u64) {
    let size = match &entry {
        Entry::File(file) => std::fs::metadata(&file.path).map_or(0, |metadata| metadata.len()),
        Entry::Stdin(_) | Entry::Failed(_) => 0,
    };
    (entry, size)
}

/// The bytes of an entry, or what is told where there are none.
fn open(entry: &Entry) -> Result<Vec<u8>, Vec<Skipped>> {
    let (file, bytes) = match entry {
        Entry::File(file) => (file, super::bytes(&file.path)),
        Entry::Stdin(file) => (file, read_stdin(&file.path)),
        Entry::Failed(skipped) => {
            let skipped = skipped.lock().ok().and_then(|mut skipped| skipped.take());
            return Err(skipped.into_iter().collect());
        }
    };
    bytes.map_err(|error| vec![Skipped { path: file.origin.shown.clone(), error }])
}

fn read_stdin(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(source) => Err(Error::read(path, source)),
    }
}

/// Reads an entry whose bytes are at hand.
pub(super) fn load_bytes(entry: &Entry, bytes: Vec<u8>, options: &Options) -> Loaded {
    let mut loaded = Loaded::default();
    let (Entry::File(file) | Entry::Stdin(file)) = entry else { return loaded };
    loaded.input = Some(InputFile {
        path: file.origin.shown.clone(),
        bytes: bytes.len() as u64,
        sha256: super::sha256(&bytes),
        documents: 0,
    });
    parse_into(file, bytes, options, &mut loaded);
    loaded
}

fn parse_into(file: &File, bytes: Vec<u8>, options: &Options, loaded: &mut Loaded) {
    if let Err(error) = parse(file, bytes, options, loaded) {
        loaded.skipped.push(Skipped { path: file.origin.shown.clone(), error });
    }
}

fn parse(file: &File, bytes: Vec<u8>, options: &Options, loaded: &mut Loaded) -> Result<()> {
    let bytes = unpack::unpack(&file.path, file.packing, bytes, options.max_unpacked_bytes)?;
    let origin = &file.origin;
    if file.format == Format::Parquet {
        return parquet::read(origin, bytes, &options.columns, loaded);
    }
    // Decoding and parsing copy: what is not plain text is held twice, what is not UTF-8 up to three times more.
    let copies = usize::from(file.format != Format::Text) + if is_utf_8(&bytes) { 0 } else { 3 };
    room(bytes.len().saturating_mul(copies)).map_err(|_| Error::no_memory_to_read(&file.path))?;
    let declared = if file.format == Format::Html { html::declared_encoding(&bytes) } else { None };
    let decoded = decode::decode(bytes, declared)
        .map_err(|reason| Error::NoText { path: file.path.clone(), reason })?;
    loaded.warnings.extend(decoded.warning.map(|warning| format!("{}: {warning}", origin.shown)));
    let text = decoded.text;
    match file.format {
        Format::Text => {
            let article = Article { text, metadata: Metadata::default(), paragraphs: None, bad_date: None };
            add(origin, article, loaded)
        }
        Format::Markdown => add(origin, markdown::article(text), loaded),
        Format::Html => add(origin, html::article(&text), loaded),
        Format::Jsonl => jsonl::read(origin, &text, &options.columns, loaded),
        Format::Csv => delimited::read(origin, &text, b',', &options.columns, loaded),
        Format::Tsv => delimited::read(origin, &text, b'\t', &options.columns, loaded),
        Format::Parquet => Ok(()),
    }
}

/// Whether `bytes` are UTF-8 where it matters; what is short is not looked at.
fn is_utf_8(bytes: &[u8]) -> bool {
    bytes.len() < LONG || std::str::from_utf8(bytes).is_ok()
}

/// How many bytes are so many that a copy of them may not fit.
const LONG: usize = 1 << 20;

fn add(origin: &Arc<Origin>, article: Article, loaded: &mut Loaded) -> Result<()> {
    let Article { text, metadata, paragraphs, bad_date } = article;
    if text.trim().is_empty() {
        let reason = "nothing but markup and white space stands in it";
        return Err(Error::NoText { path: origin.shown.clone().into(), reason });
    }
    if let Some(date) = bad_date {
        loaded.warnings.push(format!(
            "{}: {date:?} is no date such as 2025-05-08; the document is kept without a date",
            origin.shown
        ));
    }
    let document = match paragraphs {
        Some(paragraphs) => Document::with_paragraphs(String::new(), text, metadata, paragraphs),
        None => Document::with_metadata(String::new(), text, metadata),
    };
    loaded.rows.push(Row { id: None, number: None, line: None, origin: origin.clone(), document });
    Ok(())
}
