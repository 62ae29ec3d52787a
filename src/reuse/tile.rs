//! Aligns candidates while only the documents of two tiles are held, and each text that is there several times once.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ReuseParams;
use super::candidate::{Candidate, Candidates, Shared};
use super::pair::{self, Ready, Side};
use super::passage::{Passage, Run};
use super::seed;
use super::sequence::Sequences;
use crate::analyze::{Token, span_of, tokens_in};
use crate::corpus::Span;
use crate::error::Result;

/// The passages of all candidates, in no order that says anything.
///
/// # Errors
/// [`Error::Spill`](crate::Error::Spill).
pub(super) fn passages(
    sequences: &Sequences<'_>,
    mut candidates: Candidates,
    params: &ReuseParams,
) -> Result<Vec<Passage>> {
    let mut held = Held {
        sequences,
        params,
        shared: candidates.shared.take(),
        documents: FxHashMap::default(),
        by_content: FxHashMap::default(),
    };
    let mut passages = Vec::new();
    candidates.for_each_batch(|batch, is_near| {
        held.let_go(is_near);
        held.take(batch);
        passages.append(&mut held.align(batch));
        Ok(())
    })?;
    Ok(passages)
}

/// How many documents others are held against before it is the turn of the next.
const BLOCK: u32 = 128;

/// Two texts, and their passages in both directions.
type Aligned = ((u32, u32), [Vec<Passage>; 2]);

/// Documents that are ready to be aligned.
struct Held<'h, 'c> {
    sequences: &'h Sequences<'c>,
    params: &'h ReuseParams,
    /// The runs that several documents have, where that is known.
    shared: Option<Shared>,
    documents: FxHashMap<u32, Document<'c>>,
    /// Rows that stand for themselves, by a hash of what they hold.
    by_content: FxHashMap<u64, Vec<u32>>,
}

enum Document<'c> {
    /// It stands for itself, and for all of the same words.
    Own(Box<Own<'c>>),
    /// Everything is as in another row, but for where it stands in the text.
    SameAs(u32),
}

struct Own<'c> {
    ready: Ready<'c>,
    /// A hash of its words.
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
            let own: Vec<Own<'c>> = rows
                .par_iter()
                .map(|&row| {
                    let sequence = self.sequences.get(row as usize);
                    let content = seed::hash(&sequence.symbols);
                    let stands_elsewhere =
                        |hash| self.shared.as_ref().is_none_or(|shared| shared.may_have(hash));
                    Own { ready: Ready::new(sequence, self.params.min_run, stands_elsewhere), content }
                })
                .collect();
            for (&row, own) in rows.iter().zip(own) {
                let alike = self.by_content.entry(own.content).or_default();
                let same = alike.iter().copied().find(|other| match self.documents.get(other) {
                    Some(Document::Own(other)) => other.ready.sequence.is_same(&own.ready.sequence),
                    _ => false,
                });
                let document = match same {
                    Some(other) => Document::SameAs(other),
                    None => {
                        alike.push(row);
                        Document::Own(Box::new(own))
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
    fn align(&self, candidates: &[Candidate]) -> Vec<Passage> {
        let text = |candidate: &Candidate| (self.stand_in(candidate.left), self.stand_in(candidate.right));
        let mut texts: Vec<(u32, u32)> = candidates.iter().map(text).collect();
        // In an order that has few documents under way at a time, so that they stay near at hand.
        let block = |&(left, right): &(u32, u32)| (right / BLOCK, left, right);
        texts.sort_unstable_by_key(block);
        texts.dedup();
        let side = |row: u32| match self.documents.get(&row) {
            Some(Document::Own(own)) => Some(Side { row: row as usize, ready: &own.ready }),
            _ => None,
        };
        // Most pairs come to nothing, so what is kept are those that do not.
        let aligned: Vec<Aligned> = texts
            .par_iter()
            .filter_map(|&(left, right)| {
                let found = pair::passages(side(left)?, side(right)?, self.params);
                (!found.iter().all(Vec::is_empty)).then_some(((left, right), found))
            })
            .collect();
        let aligned = &aligned;
        let of_candidate = |candidate: Candidate| {
            let found = aligned.binary_search_by_key(&block(&text(&candidate)), |(texts, _)| block(texts));
            let passages = found.ok().map(move |at| {
                let Candidate { left, right, explain_left, explain_right } = candidate;
                let (_, [of_left, of_right]) = &aligned[at];
                let of_left = of_left.iter().filter(move |_| explain_left);
                let of_right = of_right.iter().filter(move |_| explain_right);
                let of_left = of_left.map(move |passage| self.moved(passage, left, right));
                of_left.chain(of_right.map(move |passage| self.moved(passage, right, left)))
            });
            passages.into_iter().flatten()
        };
        candidates.par_iter().copied().flat_map_iter(of_candidate).collect()
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
