//! From documents to passages and scores.

use rayon::prelude::*;

use super::attribution::{self, Cover};
use super::candidate::{Candidates, Feature};
use super::sequence::Sequences;
use super::{Passage, Reuse, ReuseParams, Tier, kind, null, tile};
use crate::analyze::{Tokens, tokens_in};
use crate::corpus::Corpus;
use crate::error::Result;

impl ReuseParams {
    /// Finds what each document has from every other: word for word with small edits, and in other words.
    ///
    /// Pairs that share a run of `min_run` words are aligned: shared shingles of three words (compared by stem; stop words
    /// as they stand) are grown to maximal matches, matches that stand in the same order and close to each other are
    /// chained, and only inside chains the words between are aligned. What is long enough, says enough and is alike
    /// enough is a passage; see [`ReuseParams`]. A quotation that both make in words of their own is a
    /// [`SharedQuote`](super::PassageKind::SharedQuote). Reordered blocks, several copies and several sources are found.
    ///
    /// What is said in other words is found by its sentences: those that share words of weight, with the sentences around
    /// them, make one [`Rewritten`](super::Tier::Rewritten) passage, with the copied stretches in it; so do sentences that
    /// sum up a longer text, in one direction only, for the longer text does not stand in the shorter. This is looked for
    /// where two documents share five pairs of neighbouring words (above 300 documents, five that stand in at most 50),
    /// and left out where [`rewritten`](Self::rewritten) says so.
    ///
    /// Masked paragraphs have no tokens and stand in no passage. A document without tokens has no passage; its shares are
    /// `None`. Two documents of the same words throughout are one passage, however short, so their score is exactly 1.
    ///
    /// The result does not depend on the number of threads or on the order of the documents. Time: the sorting of all
    /// shingles, and for each candidate pair O(n log n) in the tokens of both, also for texts that repeat themselves;
    /// documents of the same words throughout are aligned once for all of them. Memory besides `corpus`, `tokens` and the
    /// result: about 32 bytes a token at most, or less, with temporary files, as [`memory`](Self::memory) says.
    ///
    /// ```
    /// use retell::{Analyzer, Corpus, Reuse};
    /// let copied = "the ferry to the northern islands was cancelled after a gale damaged its only landing stage";
    /// let corpus = Corpus::from_texts([
    ///     ("harbour", format!("On Monday {copied}, the harbour master said.")),
    ///     ("council", format!("Councillors met for two hours. They heard that {copied}.")),
    /// ])?;
    /// let tokens = Analyzer::english().tokenize(&corpus);
    /// let reuse = Reuse::params().detect(&corpus, &tokens)?;
    /// let passage = &reuse.passages_between(1, 0)[0];
    /// assert_eq!(corpus[1].slice(passage.target_span), copied);
    /// assert!(reuse.score(1, 0).reuse() > Some(0.6));
    /// # Ok::<(), retell::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if a setting or a row is out of range, or if `tokens` are those of
    /// another corpus; [`Error::Spill`](crate::Error::Spill) if temporary files were wanted and could not be kept.
    pub fn detect(&self, corpus: &Corpus, tokens: &Tokens) -> Result<Reuse> {
        self.validate(corpus, tokens)?;
        self.detect_in(corpus, tokens, &Sequences::new(corpus, tokens))
    }

    /// As [`detect`](Self::detect), of documents whose words are numbered already; settings and rows are in range.
    pub(super) fn detect_in(
        &self,
        corpus: &Corpus,
        tokens: &Tokens,
        sequences: &Sequences<'_>,
    ) -> Result<Reuse> {
        let mut features = vec![Feature::runs(sequences, self)];
        if self.rewritten {
            features.push(Feature::neighbours(sequences));
        }
        let candidates = Candidates::find(corpus, sequences, &features, self)?;
        let mut passages = tile::passages(sequences, candidates, self)?;
        passages.par_sort_by_key(|passage| (passage.target, passage.source, passage.target_span));
        let background = match passages.is_empty() {
            true => None,
            false => null::background(corpus, tokens, sequences, &passages, self),
        };
        if let Some(background) = &background {
            null::judge(background, sequences, &mut passages, null::compared(corpus.len(), self));
            passages.retain(|passage| passage.fdr.zip(self.max_fdr).is_none_or(|(fdr, most)| fdr <= most));
        }
        kind::decide(corpus, sequences, &mut passages);
        Ok(Reuse { background, ..count(corpus, tokens, passages, self.min_tokens) })
    }
}

impl Reuse {
    /// The default settings.
    pub fn params() -> ReuseParams {
        ReuseParams::default()
    }
}

/// Counts the scores of ordered passages. A run of `min_tokens` equal words counts as copied wherever it stands.
fn count(corpus: &Corpus, tokens: &Tokens, passages: Vec<Passage>, min_tokens: usize) -> Reuse {
    let by_target: Vec<&[Passage]> = passages.chunk_by(|a, b| a.target == b.target).collect();
    let mut next = by_target.into_iter().peekable();
    let of_rows: Vec<(usize, &[Passage])> = (0..corpus.len())
        .map(|row| (row, next.next_if(|passages| passages[0].target == row).unwrap_or_default()))
        .collect();
    let counted: Vec<_> = of_rows
        .into_par_iter()
        .map(|(row, passages)| {
            let all = tokens.documents()[row].tokens();
            let covered: Vec<(&Passage, Cover)> =
                passages.iter().map(|passage| (passage, tokens_in(all, passage.target_span))).collect();
            let score = |some: &[(&Passage, Cover)]| {
                let retold = some.iter().filter(|(passage, _)| passage.tier == Tier::Rewritten);
                let runs =
                    retold.flat_map(|(passage, _)| &passage.runs).filter(|run| run.tokens >= min_tokens);
                attribution::score(
                    all.len(),
                    some,
                    &runs.map(|run| tokens_in(all, run.target_span)).collect::<Vec<_>>(),
                )
            };
            let of_sources = covered.chunk_by(|(a, _), (b, _)| a.source == b.source);
            let scores: Vec<_> = of_sources.filter_map(score).collect();
            (scores, attribution::article(corpus, row, all.len(), &covered))
        })
        .collect();
    let (scores, articles): (Vec<_>, Vec<_>) = counted.into_iter().unzip();
    Reuse { passages, scores: scores.into_iter().flatten().collect(), articles, background: None }
}
