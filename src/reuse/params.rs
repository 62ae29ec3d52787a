//! What counts as a passage, and between which documents it is looked for.

use std::ops::RangeInclusive;

use serde::Serialize;

use crate::analyze::Tokens;
use crate::corpus::Corpus;
use crate::error::{Error, Result};

/// Settings of [`detect`](Self::detect). The defaults are for news.
///
/// Whether an alignment is a passage is decided from the two documents alone, so that a pair of articles of one language
/// has the same passages in a set of five as in a large one. Two things look further: above 300 documents a shingle
/// that very many of them share links each to a bounded number of others (see [`max_links`](Self::max_links)), and a
/// word that stems differently in two languages of the set is taken by its first stem.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReuseParams {
    pub(super) min_tokens: usize,
    pub(super) min_weight: f64,
    pub(super) min_identity: f64,
    pub(super) min_run: usize,
    pub(super) max_gap: usize,
    pub(super) rewritten: bool,
    pub(super) max_links: Option<usize>,
    pub(super) max_fdr: Option<f64>,
    pub(super) targets: Option<Vec<usize>>,
    pub(super) sources: Option<Vec<usize>>,
    pub(super) pairs: Option<Vec<(usize, usize)>>,
}

impl Default for ReuseParams {
    fn default() -> Self {
        Self {
            min_tokens: 9,
            min_weight: 3.5,
            min_identity: 0.5,
            min_run: 5,
            max_gap: 20,
            rewritten: true,
            max_links: None,
            max_fdr: None,
            targets: None,
            sources: None,
            pairs: None,
        }
    }
}

impl ReuseParams {
    /// Fewest equal tokens of a passage (default 9; 1 to 10,000).
    pub fn min_tokens(mut self, tokens: usize) -> Self {
        self.min_tokens = tokens;
        self
    }

    /// Least summed weight of a passage's equal tokens, times its identity (default 3.5; 0 to 10,000).
    ///
    /// A token weighs up to 1: a word that stands in the two documents only here weighs 1, one that both use all the
    /// time much less, names and numbers less, stop words 0.15. So a name or a set phrase of ten tokens is no
    /// passage and a quoted sentence of ten words is. 0 keeps every match that is long enough.
    pub fn min_weight(mut self, weight: f64) -> Self {
        self.min_weight = weight;
        self
    }

    /// Least share of equal tokens in the aligned columns of a passage (default 0.5; 0 to 1).
    pub fn min_identity(mut self, identity: f64) -> Self {
        self.min_identity = identity;
        self
    }

    /// Fewest equal tokens in a row that a passage must hold somewhere (default 5; 3 to 64).
    ///
    /// Candidates are found by shingles of this length, so that the answer does not depend on how many documents
    /// there are.
    pub fn min_run(mut self, tokens: usize) -> Self {
        self.min_run = tokens;
        self
    }

    /// Most tokens between two equal stretches of one passage, in either text (default 20; 0 to 1,000).
    ///
    /// With more, a whole sentence that stands elsewhere in the other text is bridged, and reordered blocks run
    /// together; with less, a passage with many insertions falls apart.
    pub fn max_gap(mut self, tokens: usize) -> Self {
        self.max_gap = tokens;
        self
    }

    /// Whether to look for what is said in other words too (default yes).
    pub fn rewritten(mut self, wanted: bool) -> Self {
        self.rewritten = wanted;
        self
    }

    /// Most earlier documents that one document is compared with because of one shingle (1 or more).
    ///
    /// By default there is no bound up to 300 documents, and 100 above. Where a shingle stands in more documents
    /// than that, each is compared with the very first and with the nearest before it, never with none: text that
    /// everybody carries stays found in every copy, only not against every other copy.
    pub fn max_links(mut self, documents: usize) -> Self {
        self.max_links = Some(documents);
        self
    }

    /// Most false passages for one that is listed, as a share (0 to 1): copied passages with a higher
    /// [`fdr`](super::Passage::fdr) are dropped. By default none is.
    ///
    /// Where the batch is too small for a false-discovery rate ([`Reuse::background`](super::Reuse::background) is
    /// `None`), nothing is dropped.
    pub fn max_fdr(mut self, share: f64) -> Self {
        self.max_fdr = Some(share);
        self
    }

    /// The documents whose text is explained, as rows of the corpus; all by default.
    pub fn targets(mut self, rows: impl IntoIterator<Item = usize>) -> Self {
        self.targets = Some(rows.into_iter().collect());
        self
    }

    /// The documents it may come from, as rows of the corpus; all by default.
    pub fn sources(mut self, rows: impl IntoIterator<Item = usize>) -> Self {
        self.sources = Some(rows.into_iter().collect());
        self
    }

    /// Compares exactly these (target, source) rows, and no others; a pair of a document with itself is passed over.
    pub fn pairs(mut self, pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        self.pairs = Some(pairs.into_iter().collect());
        self
    }

    /// Whether every setting is in its range and every row in the corpus.
    pub(super) fn validate(&self, corpus: &Corpus, tokens: &Tokens) -> Result<()> {
        let fits = |(document, tokens): (&crate::corpus::Document, &crate::analyze::DocumentTokens)| {
            document.paragraphs().len() == tokens.paragraphs().len()
        };
        if corpus.len() != tokens.documents().len()
            || !corpus.documents().iter().zip(tokens.documents()).all(fits)
        {
            return Err(Error::Parameter {
                name: "tokens",
                got: format!("those of {} other documents", tokens.documents().len()),
                expected: format!("the tokens of this corpus of {} documents", corpus.len()),
            });
        }
        within("min_tokens", self.min_tokens, 1..=10_000)?;
        within("min_weight", self.min_weight, 0.0..=10_000.0)?;
        within("min_identity", self.min_identity, 0.0..=1.0)?;
        within("min_run", self.min_run, super::seed::SHINGLE..=64)?;
        within("max_gap", self.max_gap, 0..=1_000)?;
        within("max_links", self.max_links.unwrap_or(1), 1..=usize::MAX)?;
        within("max_fdr", self.max_fdr.unwrap_or(0.0), 0.0..=1.0)?;
        let rows = |name, rows: &[usize]| {
            let beyond = rows.iter().find(|&&row| row >= corpus.len());
            beyond.map_or(Ok(()), |&row| {
                Err(Error::Parameter {
                    name,
                    got: format!("row {row}"),
                    expected: format!("rows of a corpus of {} documents, counted from 0", corpus.len()),
                })
            })
        };
        rows("targets", self.targets.as_deref().unwrap_or_default())?;
        rows("sources", self.sources.as_deref().unwrap_or_default())?;
        self.pairs.iter().flatten().try_for_each(|&(target, source)| rows("pairs", &[target, source]))
    }
}

fn within<T: PartialOrd + std::fmt::Display>(
    name: &'static str,
    got: T,
    range: RangeInclusive<T>,
) -> Result<()> {
    if range.contains(&got) {
        return Ok(());
    }
    let expected = format!("{} to {}", range.start(), range.end());
    Err(Error::Parameter { name, got: got.to_string(), expected })
}
