//! Articles to segments, one after another.

use std::io::{self, Write};
use std::ops::Range;

use super::language::Spoken;
use super::manifest::Manifest;
use super::segment::{self, Read};
use crate::analyze::{Analyzer, Fallback};
use crate::corpus::Document;
use crate::error::{Error, Result};

/// About how many bytes of text make a segment: what is written at once is held in memory, some ten times as much.
pub(super) const SEGMENT: u64 = 64 << 20;

/// What writes a file, given where to.
pub type Writing<'w> = &'w mut dyn FnMut(&mut dyn Write) -> io::Result<()>;

impl Manifest {
    /// Adds articles: `write` is called for each segment with the name of a file and what writes it.
    ///
    /// The ids of `documents` must differ from one another and from those that are there; see
    /// [`Index::standing`](super::Index::standing). `analyzer` must be the one that
    /// [`check_settings`](Self::check_settings) passed. The files count for nothing before this manifest is kept.
    ///
    /// # Errors
    /// Those of `write`; [`Error::Parameter`] if there would be more than some four billion articles.
    pub fn add(
        &mut self,
        documents: &[Document],
        analyzer: &Analyzer,
        mut write: impl FnMut(&str, Writing<'_>) -> Result<()>,
    ) -> Result<()> {
        self.check_room(documents.len())?;
        let spoken = Spoken::of(documents, self.settings.language());
        // A manifest that was read or made has one.
        let known = self.majority().unwrap_or_default();
        let fallback = known.merged(spoken.majority(documents)).fallback();
        for run in runs(documents) {
            self.put(&documents[run.clone()], &spoken.part(run), fallback, analyzer, &mut write)?;
        }
        Ok(())
    }

    /// Writes one segment of all of `documents`, which are `spoken` so, and lists it last.
    pub(super) fn put(
        &mut self,
        documents: &[Document],
        spoken: &Spoken,
        fallback: Fallback,
        analyzer: &Analyzer,
        write: &mut impl FnMut(&str, Writing<'_>) -> Result<()>,
    ) -> Result<()> {
        let tokens = analyzer.tokenize_as(documents, &spoken.languages(fallback));
        let read = Read {
            documents,
            tokens: &tokens,
            sure: &spoken.sure(),
            fallback,
            analyzer,
            min_run: self.settings.min_run(),
        };
        let (number, majority) = (self.next, spoken.majority(documents));
        let mut entry = None;
        write(&Self::file(number), &mut |out| {
            entry = Some(segment::write(&read, number, &majority, out)?);
            Ok(())
        })?;
        self.next = number.saturating_add(1);
        self.segments.extend(entry);
        Ok(())
    }

    /// Whether so many articles can be added.
    pub(super) fn check_room(&self, documents: usize) -> Result<()> {
        if self.articles().saturating_add(documents) < u32::MAX as usize {
            return Ok(());
        }
        Err(Error::Parameter {
            name: "articles",
            got: format!("{documents} more than the {} there are", self.articles()),
            expected: "fewer than 4294967295 in an index".to_owned(),
        })
    }
}

/// Articles in runs that make a segment each.
fn runs(documents: &[Document]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let (mut first, mut bytes) = (0, 0);
    for (at, document) in documents.iter().enumerate() {
        bytes += document.text().len() as u64;
        if bytes >= SEGMENT || at + 1 == documents.len() {
            runs.push(first..at + 1);
            (first, bytes) = (at + 1, 0);
        }
    }
    runs
}
