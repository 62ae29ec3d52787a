//! What counts as a passage, and between which documents it is looked for.

use std::ops::RangeInclusive;

use serde::Serialize;

use crate::analyze::Tokens;
use crate::corpus::Corpus;
use crate::error::{Error, Result};

/// Settings of [`detect`](Self::detect). The defaults are for news.
///
/// Whether an alignment is a passage is decided from the two documents alone, so that a pair of articles of one language
/// has the same copied passages in a set of five as in a large one. Three things look further: above 300 documents a
/// shingle that very many of them share links each to a bounded number of others (see [`max_links`](Self::max_links)), and
/// of what may be retold only that is looked at whose neighbouring words stand in at most 50 documents; and a word that
/// stems differently in two languages of the set is taken by its first stem.
///
/// `min_tokens`, `min_weight`, `min_identity`, `min_run` and `max_gap` are of copied passages. A rewritten one has at least 16
/// tokens and a weight of 5. A copy of less than about .84 identity may be told as part of a rewritten passage.
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
    pub(super) within: Option<u64>,
    pub(super) outlets: Outlets,
    pub(super) winnowing: usize,
    /// How the work is done changes no result, so it is no part of what a run records of its settings.
    #[serde(skip)]
    pub(super) memory: Option<usize>,
}

/// Whether two articles may be, or must be, of one outlet. An article without a source is an outlet of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outlets {
    /// It does not matter.
    #[default]
    Any,
    /// Only articles of one outlet are compared.
    Same,
    /// Only articles of different outlets are compared.
    Other,
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
            within: None,
            outlets: Outlets::Any,
            winnowing: 1,
            memory: None,
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
    /// By default there is no bound up to 300 documents. Above it is 100, and falls to 10 for a shingle that more and more
    /// documents share, from 1,000 of them to 10,000. Where a shingle stands in more documents than the bound, each is
    /// compared with the very first and with the nearest before it, never with none: text that everybody carries stays
    /// found in every copy, only not against every other copy. So of one text in 10,000 copies each has a passage to the
    /// first copy, to the 10 before it and to the 10 after it, its score is 1 against each, and where dates are to the day
    /// or more precise it is credited to the first. Copies in which words were changed are such copies too, although two of
    /// them may share a change that few others have: documents of which a third of the shingles or more are the same make a
    /// family, in which the bound for a shingle that all share holds for all they share, unless a bound is set here or a
    /// filter is. First and nearest are those of the documents that the other settings allow, by date and then by id.
    pub fn max_links(mut self, documents: usize) -> Self {
        self.max_links = Some(documents);
        self
    }

    /// Most false passages for one that is listed, as a share (0 to 1): passages with a higher
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

    /// Compares only documents that were published at most this far apart; all by default.
    ///
    /// A pair is left out where its dates, as precise as they are, are certainly further apart: `2025-05` and `2025-06-02`
    /// may be two days apart. Documents without a date are compared with all. Times count as they stand, without regard to
    /// time zones where none is given. In whole seconds.
    pub fn within(mut self, distance: std::time::Duration) -> Self {
        self.within = Some(distance.as_secs());
        self
    }

    /// Compares only documents of the same outlet, or of different ones; any by default.
    pub fn outlets(mut self, outlets: Outlets) -> Self {
        self.outlets = outlets;
        self
    }

    /// Looks for candidates with one of so many neighbouring shingles (default 1: with all of them; 1 to 64), chosen by
    /// winnowing (Schleimer, Wilkerson and Aiken 2003: the least hash of each window).
    ///
    /// Of a window of w shingles 2 / (w + 1) are kept, so memory and sorting fall as much; a pair is certain to be aligned
    /// only where it shares [`guarantee`](Self::guarantee) equal words in a row. What is aligned gives the same passages.
    pub fn winnowing(mut self, window: usize) -> Self {
        self.winnowing = window;
        self
    }

    /// How many equal words in a row make sure that two documents are compared: `min_run` + the window of
    /// [`winnowing`](Self::winnowing) − 1, as far as [`max_links`](Self::max_links) allows.
    pub fn guarantee(&self) -> usize {
        self.min_run + self.winnowing.saturating_sub(1)
    }

    /// About how many bytes the search may use besides texts, tokens and the result; by default what it needs, at most
    /// 32 a token.
    ///
    /// What does not fit is sorted in parts on disk, in files without a name in the system's folder for temporary files
    /// (on Unix `TMPDIR`), which the system removes however the process ends; documents are made ready for aligning in parts,
    /// some of them again and again. The result is the same. Less than what the two longest documents take in being
    /// aligned is exceeded.
    pub fn memory(mut self, bytes: usize) -> Self {
        self.memory = Some(bytes);
        self
    }

    /// Whether what is said in other words is looked for.
    pub fn looks_for_rewritten(&self) -> bool {
        self.rewritten
    }

    /// How far apart documents may be; see [`within`](Self::within).
    pub fn longest_distance(&self) -> Option<std::time::Duration> {
        self.within.map(std::time::Duration::from_secs)
    }

    /// Which documents are compared; see [`outlets`](Self::outlets).
    pub fn outlets_compared(&self) -> Outlets {
        self.outlets
    }

    /// The highest false-discovery rate that is let pass; see [`max_fdr`](Self::max_fdr).
    pub fn highest_fdr(&self) -> Option<f64> {
        self.max_fdr
    }

    /// Fewest equal tokens in a row that a copied passage must hold; see [`min_run`](Self::min_run).
    pub fn shortest_run(&self) -> usize {
        self.min_run
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
        within("winnowing", self.winnowing, 1..=64)?;
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
