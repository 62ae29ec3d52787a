//! Who retells whom, quotations apart.

use std::cmp::Ordering;

use super::wording::{Names, capitalised, counted, grouped, percent};
use super::{Finding, TOLD};
use crate::analysis::Analysis;
use crate::corpus::Document;
use crate::reuse::{PassageKind, Score};

/// Under this share of a text an overlap is not worth a sentence about copying.
pub(super) const NOTABLE_SHARE: f64 = 0.005;

pub(super) fn retelling(analysis: &Analysis, names: &Names) -> Finding {
    let sentences = if analysis.corpus.len() > 1 { sentences(analysis, names) } else { Vec::new() };
    Finding { heading: "Who retells whom", sentences, figure: Some("reuse"), table: Some("reuse.csv") }
}

fn sentences(analysis: &Analysis, names: &Names) -> Vec<String> {
    let scores = most_first(analysis);
    let notable: Vec<&Score> =
        scores.iter().copied().filter(|score| prose_share(score) >= NOTABLE_SHARE).collect();
    if notable.is_empty() {
        let copied = scores.first().map_or("not one passage of prose is shared".to_owned(), |score| {
            format!("the highest share of reused words is {}", percent(prose_share(score)))
        });
        return vec![format!("Quotations apart, no article copies or retells another: {copied}.")];
    }
    let mut sentences: Vec<String> =
        notable.iter().take(TOLD).map(|score| sentence(analysis, names, score)).collect();
    if notable.len() > TOLD {
        let more = counted(notable.len() - TOLD, "more pair", "more pairs");
        sentences.push(format!("{} with shared prose are in the table.", capitalised(&more)));
    }
    let undated = |score: &Score| order(analysis, score).is_none_or(|order| order == Ordering::Equal);
    if notable.iter().take(TOLD).any(|score| undated(score)) {
        sentences.push(
            "Where no text is called the later one, the dates do not say which is the source.".to_owned(),
        );
    }
    match (0..analysis.corpus.len())
        .filter(|row| scores.iter().all(|s| s.target != *row && s.source != *row))
        .count()
    {
        0 => {}
        1 => sentences.push("One article shares no prose with any other.".to_owned()),
        clean => sentences.push(format!("{} articles share no prose with any other.", grouped(clean))),
    }
    sentences
}

fn sentence(analysis: &Analysis, names: &Names, score: &Score) -> String {
    let passages = analysis.reuse.passages_between(score.target, score.source);
    let lengths: Vec<usize> = passages
        .iter()
        .filter(|passage| passage.kind != PassageKind::SharedQuote)
        .map(|passage| passage.tokens)
        .collect();
    let longest = counted(lengths.iter().copied().max().unwrap_or(0), "word", "words");
    let extent = match lengths.len() {
        1 => format!("one passage of {longest}"),
        n => format!("{n} passages, the longest of {longest}"),
    };
    let later = if order(analysis, score) == Some(Ordering::Greater) { ", the later text," } else { "" };
    let (target, source) = (names.of(score.target), names.of(score.source));
    let share = percent(prose_share(score));
    let rewritten = score.rewritten_tokens.min(prose(score));
    if rewritten == prose(score) {
        return format!(
            "{target}{later} retells {source} in other words with {share} of its own, in {extent}."
        );
    }
    let in_other_words = match rewritten {
        0 => String::new(),
        some => {
            format!(", {} in other words", percent(some as f64 / score.eligible_tokens.max(1) as f64))
        }
    };
    format!("{target}{later} has {share} of its words in common with {source}{in_other_words}, in {extent}.")
}

/// [`told_once`], those first of which the most stands elsewhere.
pub(super) fn most_first(analysis: &Analysis) -> Vec<&Score> {
    let mut scores = told_once(analysis);
    scores.sort_by(|x, y| {
        prose_share(y).total_cmp(&prose_share(x)).then((x.target, x.source).cmp(&(y.target, y.source)))
    });
    scores
}

/// Of each pair that shares prose one direction: the later text as target, or else the one with the greater share.
fn told_once(analysis: &Analysis) -> Vec<&Score> {
    let told = |score: &&Score| match order(analysis, score) {
        // A summary stands in what it sums up, and not the other way round.
        _ if prose(&analysis.reuse.score(score.source, score.target)) == 0 => true,
        Some(Ordering::Greater) => true,
        Some(Ordering::Less) => false,
        _ => {
            let back = analysis.reuse.score(score.source, score.target);
            match prose_share(score).total_cmp(&prose_share(&back)) {
                Ordering::Equal => score.target > score.source,
                more => more == Ordering::Greater,
            }
        }
    };
    analysis.reuse.scores.iter().filter(|score| prose(score) > 0).filter(told).collect()
}

/// Reused tokens outside shared quotations.
fn prose(score: &Score) -> usize {
    score.reused_tokens.saturating_sub(score.quoted_tokens)
}

pub(super) fn prose_share(score: &Score) -> f64 {
    prose(score) as f64 / score.eligible_tokens.max(1) as f64
}

/// How the target's date stands to the source's.
fn order(analysis: &Analysis, score: &Score) -> Option<Ordering> {
    let date = |document: &Document| document.date();
    date(&analysis.corpus[score.target])?.compare(date(&analysis.corpus[score.source])?)
}
