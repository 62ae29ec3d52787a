//! Aligns candidates while only the documents of two tiles are held, and each text that is there several times once.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ReuseParams;
use super::candidate::{Candidate, Candidates};
use super::pair::{self, Side};
use super::passage::{Passage, Run};
use super::seed::{self, Shingles};
use super::sequence::{Sequence, Sequences};
use crate::analyze::{Token, span_of, tokens_in};
use crate::corpus::Span;
use crate::error::Result;

/// The passages of all candidates, in no order that says anything.
///
/// # Errors
/// [`Error::Spill`](crate::Error::Spill).
pub(super) fn passages(
    sequences: &Sequences<'_>,
    candidates: Candidates,
    params: &ReuseParams,
) -> Result<Vec<Passage>> {
    let mut held = Held { sequences, documents: FxHashMap::default(), by_content: FxHashMap::default() };
    let mut passages = Vec::new();
    candidates.for_each_batch(|batch, is_near| {
        held.let_go(is_near);
        held.take(batch);
        passages.append(&mut held.align(batch, params));
        Ok(())
    })?;
    Ok(passages)
}

/// Documents that are ready to be aligned.
struct Held<'h, 'c> {
    sequences: &'h Sequences<'c>,
    documents: FxHashMap<u32, Document<'c>>,
    /// Rows that stand for themselves, by a hash of what they hold.
    by_content: FxHashMap<u64, Vec<u32>>,
}

enum Document<'c> {
    /// It stands for itself, and for all of the same words.
    Own(Box<Ready<'c>>),
    /// Everything is as in another row, but for where it stands in the text.
    SameAs(u32),
}

struct Ready<'c> {
    sequence: Sequence<'c>,
    shingles: Shingles,
    content: u64,
}

impl<'c> Held<'_, 'c> {
    /// Lets go of rows that are not near, and of those that stand for a row that is not.
    fn let_go(&mut self, is_near: &dyn Fn(u32) -> bool) {
        self.documents.retain(|&row, document| {
            is_near(row) && !matches!(document, Document::SameAs(other) if !is_near(*other))
        });
        let documents = &self.documents;
        self.by_content.retain(|_, rows| {
            rows.retain(|row| documents.contains_key(row));
            !rows.is_empty()
        });
    }

    /// Makes the documents of some candidates ready.
    fn take(&mut self, candidates: &[Candidate]) {
        let mut rows: Vec<u32> = candidates.iter().flat_map(|pair| [pair.left, pair.right]).collect();
        rows.sort_unstable();
        rows.dedup();
        rows.retain(|row| !self.documents.contains_key(row));
        // A few at a time, so that of many copies only one is held.
        for rows in rows.chunks(1 << 10) {
            let ready: Vec<Ready<'c>> = rows
                .par_iter()
                .map(|&row| {
                    let sequence = self.sequences.get(row as usize);
                    let shingles = Shingles::of(&sequence.symbols);
                    Ready { content: seed::hash(&sequence.symbols), shingles, sequence }
                })
                .collect();
            for (&row, ready) in rows.iter().zip(ready) {
                let alike = self.by_content.entry(ready.content).or_default();
                let same = alike.iter().copied().find(|other| match self.documents.get(other) {
                    Some(Document::Own(other)) => other.sequence.is_same(&ready.sequence),
                    _ => false,
                });
                let document = match same {
                    Some(other) => Document::SameAs(other),
                    None => {
                        alike.push(row);
                        Document::Own(Box::new(ready))
                    }
                };
                self.documents.insert(row, document);
            }
        }
    }

    /// The row that stands for a row.
    fn stand_in(&self, row: u32) -> u32 {
        match self.documents.get(&row) {
            Some(Document::SameAs(other)) => *other,
            _ => row,
        }
    }

    /// The passages of some candidates. Each two texts are aligned once, and once more with their sides exchanged where ids
    /// want it; for each pair of documents that hold them the passages are set to its own places.
    fn align(&self, candidates: &[Candidate], params: &ReuseParams) -> Vec<Passage> {
        let text = |candidate: &Candidate| (self.stand_in(candidate.left), self.stand_in(candidate.right));
        let mut texts: Vec<(u32, u32)> = candidates.iter().map(text).collect();
        texts.sort_unstable();
        texts.dedup();
        let side = |row: u32| match self.documents.get(&row) {
            Some(Document::Own(ready)) => {
                Some(Side { row: row as usize, sequence: &ready.sequence, shingles: &ready.shingles })
            }
            _ => None,
        };
        let aligned: Vec<[Vec<Passage>; 2]> = texts
            .par_iter()
            .map(|&(left, right)| match (side(left), side(right)) {
                (Some(left), Some(right)) => pair::passages(left, right, params),
                _ => Default::default(),
            })
            .collect();
        let of_candidate = |candidate: &Candidate| {
            let at = texts.binary_search(&text(candidate)).unwrap_or_else(|at| at);
            let [of_left, of_right] = &aligned[at];
            let of_left = of_left.iter().filter(|_| candidate.explain_left);
            let of_right = of_right.iter().filter(|_| candidate.explain_right);
            let left = of_left.map(|passage| self.moved(passage, candidate.left, candidate.right));
            left.chain(of_right.map(|passage| self.moved(passage, candidate.right, candidate.left)))
                .collect::<Vec<_>>()
        };
        candidates.par_iter().flat_map_iter(of_candidate).collect()
    }

    /// A passage as it stands in two documents of the same words.
    fn moved(&self, passage: &Passage, target: u32, source: u32) -> Passage {
        let (target, source) = (target as usize, source as usize);
        if (passage.target, passage.source) == (target, source) {
            return passage.clone();
        }
        let tokens = |row: usize| self.sequences.tokens(row);
        let in_target = |span: Span| moved(span, tokens(passage.target), tokens(target));
        let in_source = |span: Span| moved(span, tokens(passage.source), tokens(source));
        let run = |run: &Run| Run {
            target_span: in_target(run.target_span),
            source_span: in_source(run.source_span),
            ..*run
        };
        Passage {
            target,
            target_span: in_target(passage.target_span),
            source,
            source_span: in_source(passage.source_span),
            runs: passage.runs.iter().map(run).collect(),
            ..passage.clone()
        }
    }
}

/// The span of the tokens that have the numbers of those under a span of another document.
fn moved(span: Span, from: &[Token], to: &[Token]) -> Span {
    span_of(&to[tokens_in(from, span)])
}
