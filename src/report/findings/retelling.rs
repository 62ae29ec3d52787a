//! Who retells whom, quotations apart.

use std::cmp::Ordering;

use super::wording::{Names, capitalised, counted, grouped, percent};
use super::{Finding, TOLD};
use crate::analysis::{Analysis, Retelling};
use crate::reuse::PassageKind;

pub(super) fn retelling(analysis: &Analysis, names: &Names) -> Finding {
    let sentences = if analysis.corpus.len() > 1 { sentences(analysis, names) } else { Vec::new() };
    Finding { heading: "Who retells whom", sentences, figure: Some("reuse"), table: Some("reuse.csv") }
}

fn sentences(analysis: &Analysis, names: &Names) -> Vec<String> {
    let told = analysis.retellings();
    let notable: Vec<&Retelling> =
        told.iter().filter(|told| told.share >= Retelling::NOTABLE_SHARE).collect();
    if notable.is_empty() {
        let copied = told.first().map_or("not one passage of prose is shared".to_owned(), |told| {
            format!("the highest share of reused words is {}", percent(told.share))
        });
        return vec![format!("Quotations apart, no article copies or retells another: {copied}.")];
    }
    let mut sentences: Vec<String> =
        notable.iter().take(TOLD).map(|told| sentence(analysis, names, told)).collect();
    if notable.len() > TOLD {
        let more = counted(notable.len() - TOLD, "more pair", "more pairs");
        sentences.push(format!("{} with shared prose are in the table.", capitalised(&more)));
    }
    let undated = |told: &Retelling| told.order.is_none_or(|order| order == Ordering::Equal);
    if notable.iter().take(TOLD).any(|told| undated(told)) {
        sentences.push(
            "Where no text is called the later one, the dates do not say which is the source.".to_owned(),
        );
    }
    match (0..analysis.corpus.len())
        .filter(|row| told.iter().all(|told| told.target != *row && told.source != *row))
        .count()
    {
        0 => {}
        1 => sentences.push("One article shares no prose with any other.".to_owned()),
        clean => sentences.push(format!("{} articles share no prose with any other.", grouped(clean))),
    }
    sentences
}

fn sentence(analysis: &Analysis, names: &Names, told: &Retelling) -> String {
    let score = analysis.reuse.score(told.target, told.source);
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
    let later = if told.is_dated() { ", the later text," } else { "" };
    let (target, source) = (names.of(score.target), names.of(score.source));
    let share = percent(told.share);
    let rewritten = score.rewritten_tokens.min(told.tokens);
    if rewritten == told.tokens {
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
