//! Adding articles: new segments beside the old ones, which stay as they are.

use std::io::{self, Write};

use super::language::Spoken;
use super::manifest::Manifest;
use super::segment::{self, Read};
use crate::analyze::Analyzer;
use crate::corpus::Document;
use crate::error::{Error, Result};

/// About how many bytes of text make a segment: what is written at once is held in memory, some ten times as much.
const SEGMENT: usize = 64 << 20;

/// What writes a file, given where to.
pub type Writing<'w> = &'w mut dyn FnMut(&mut dyn Write) -> io::Result<()>;

impl Manifest {
    /// Adds articles: `write` is called for each segment with the name of a file and what writes it.
    ///
    /// The ids of `documents` must differ from one another and from those that are there; see
    /// [`Index::unknown`](super::Index::unknown). `analyzer` must be the one that
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
        if self.articles().saturating_add(documents.len()) >= u32::MAX as usize {
            return Err(Error::Parameter {
                name: "articles",
                got: format!("{} more than the {} there are", documents.len(), self.articles()),
                expected: "fewer than 4294967295 in an index".to_owned(),
            });
        }
        let spoken = Spoken::of(documents, self.settings.language());
        // A manifest that was read or made has one.
        let known = self.majority().unwrap_or_default();
        let majority = known.merged(spoken.majority(documents));
        let fallback = majority.clone().fallback();
        let (languages, sure) = (spoken.languages(fallback), spoken.sure());
        let (mut first, mut bytes) = (0, 0);
        for at in 0..documents.len() {
            bytes += documents[at].text().len();
            if bytes < SEGMENT && at + 1 < documents.len() {
                continue;
            }
            let run = first..at + 1;
            (first, bytes) = (at + 1, 0);
            let tokens = analyzer.tokenize_as(&documents[run.clone()], &languages[run.clone()]);
            let read = Read {
                documents: &documents[run.clone()],
                tokens: &tokens,
                sure: &sure[run],
                fallback,
                analyzer,
                min_run: self.settings.min_run(),
            };
            let mut entry = None;
            write(&Self::file(self.segments.len()), &mut |out| {
                entry = Some(segment::write(&read, out)?);
                Ok(())
            })?;
            self.segments.extend(entry);
        }
        let (weights, pool) = majority.kept();
        self.languages = weights.into_iter().map(|(code, bytes)| (code.to_owned(), bytes)).collect();
        self.pool = pool;
        Ok(())
    }
}
