//! Articles as they are kept: a run of them together, packed.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::sealed::refused;
use crate::corpus::{Document, Metadata, Paragraph};
use crate::error::{IndexProblem, room};

/// How hard zstd tries: its default.
const LEVEL: i32 = 3;

/// One article. Its paragraphs are kept, not found again, for a format may have told them.
#[derive(Serialize, Deserialize)]
struct Record<'a> {
    id: Cow<'a, str>,
    title: Option<Cow<'a, str>>,
    source: Option<Cow<'a, str>>,
    date: Option<String>,
    text: Cow<'a, str>,
    paragraphs: Cow<'a, [Paragraph]>,
}

/// Articles as bytes, and how many bytes they are unpacked.
pub(super) fn pack(documents: &[Document]) -> std::io::Result<(Vec<u8>, u64)> {
    let records: Vec<Record<'_>> = documents
        .iter()
        .map(|document| Record {
            id: document.id().into(),
            title: document.title().map(Cow::from),
            source: document.source().map(Cow::from),
            date: document.date().map(|date| date.to_string()),
            text: document.text().into(),
            paragraphs: document.paragraphs().into(),
        })
        .collect();
    let bytes = rmp_serde::to_vec(&records).map_err(std::io::Error::other)?;
    Ok((zstd::bulk::compress(&bytes, LEVEL)?, bytes.len() as u64))
}

/// The articles of [`pack`].
pub(super) fn unpack(bytes: &[u8], unpacked: u64) -> Result<Vec<Document>, IndexProblem> {
    let capacity = usize::try_from(unpacked).map_err(refused)?;
    room(capacity.saturating_mul(2))
        .map_err(|_| refused(format!("a block of {unpacked} bytes does not fit")))?;
    let bytes = zstd::bulk::decompress(bytes, capacity).map_err(refused)?;
    let records: Vec<Record<'_>> = rmp_serde::from_slice(&bytes).map_err(refused)?;
    records.into_iter().map(document).collect()
}

fn document(record: Record<'_>) -> Result<Document, IndexProblem> {
    let Record { id, title, source, date, text, paragraphs } = record;
    let mut at = 0;
    for Paragraph { span, .. } in paragraphs.iter() {
        if span.start < at || span.is_empty() || text.get(span.start..span.end).is_none() {
            return Err(refused(format!("a paragraph of {id:?} does not lie in its text")));
        }
        at = span.end;
    }
    let metadata = Metadata {
        title: title.map(Cow::into_owned),
        source: source.map(Cow::into_owned),
        date: date.and_then(|date| date.parse().ok()),
    };
    Ok(Document::restored(id.into_owned(), text.into_owned(), metadata, paragraphs.into_owned()))
}
