//! Who retells whom, quotations apart.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::one_text::{OneText, OneTexts};
use super::wording::{Names, capitalised, counted, grouped, listed, percent};
use super::{Finding, TOLD};
use crate::analysis::{Analysis, Retelling};
use crate::corpus::Document;
use crate::reuse::{Outlets, PassageKind, Score};

/// Under this share of a text an overlap is not worth a sentence about copying.
pub(super) const NOTABLE_SHARE: f64 = Retelling::NOTABLE_SHARE;
/// How many articles of one text are told by name.
const NAMED: usize = 3;

pub(super) fn retelling(analysis: &Analysis, names: &Names) -> Finding {
    let sentences = if analysis.corpus.len() > 1 { sentences(analysis, names) } else { Vec::new() };
    Finding { heading: "Who retells whom", sentences, figure: Some("reuse"), table: Some("reuse.csv") }
}

/// What one sentence tells.
enum Told<'a> {
    /// Articles that are one text.
    One(&'a OneText),
    /// A pair, and how many more there are of articles that are the same two texts.
    Pair(&'a Score, usize),
}

fn sentences(analysis: &Analysis, names: &Names) -> Vec<String> {
    let scores = most_first(analysis);
    let notable: Vec<&Score> =
        scores.iter().copied().filter(|score| prose_share(score) >= NOTABLE_SHARE).collect();
    if notable.is_empty() {
        let copied = scores.first().map_or("not one passage of prose is shared".to_owned(), |score| {
            format!("the highest share of reused words is {}", percent(prose_share(score)))
        });
        let retells = if analysis.searched.looks_for_rewritten() { "copies or retells" } else { "copies" };
        let mut sentences = vec![format!("Quotations apart, no article {retells} another: {copied}.")];
        sentences.extend(left_out(analysis));
        return sentences;
    }
    let texts = OneTexts::of(analysis.corpus.len(), &analysis.reuse.scores, prose_share);
    let tellings = tellings(&texts, &notable);
    let told = &tellings[..tellings.len().min(TOLD)];
    let mut sentences: Vec<String> = told
        .iter()
        .map(|told| match told {
            Told::One(text) => one_text(names, text),
            Told::Pair(score, more) => {
                let mut sentence = sentence(analysis, names, score);
                if *more > 0 {
                    let more = counted(*more, "more pair", "more pairs");
                    sentence.push_str(&format!(
                        " {} of articles with the same two texts share as much or less.",
                        capitalised(&more)
                    ));
                }
                sentence
            }
        })
        .collect();
    match tellings.len() - told.len() {
        0 => {}
        more if texts.texts.is_empty() => {
            let more = counted(more, "more pair", "more pairs");
            sentences.push(format!("{} with shared prose are in the table.", capitalised(&more)));
        }
        more => sentences.push(format!(
            "{} of texts share prose; the table has every two articles that do.",
            capitalised(&counted(more, "more pair or group", "more pairs or groups"))
        )),
    }
    let undated = |score: &Score| order(analysis, score).is_none_or(|order| order == Ordering::Equal);
    if told.iter().any(|told| matches!(told, Told::Pair(score, _) if undated(score))) {
        sentences.push(
            "Where no text is called the later one, the dates do not say which is the source.".to_owned(),
        );
    }
    let mut shares = vec![false; analysis.corpus.len()];
    scores.iter().for_each(|score| (shares[score.target], shares[score.source]) = (true, true));
    match shares.iter().filter(|shares| !**shares).count() {
        0 => {}
        1 => sentences.push("One article shares no prose with any other.".to_owned()),
        clean => sentences.push(format!("{} articles share no prose with any other.", grouped(clean))),
    }
    sentences.extend(left_out(analysis));
    sentences
}

/// What is told, in order: texts that many articles are, and then pairs of articles that are not one text, those of the same
/// two texts once, by the pair that shares most.
fn tellings<'a>(texts: &'a OneTexts, notable: &[&'a Score]) -> Vec<Told<'a>> {
    let mut pairs: Vec<(&Score, usize)> = Vec::new();
    let mut known: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for &score in notable {
        let (a, b) = (texts.text(score.target), texts.text(score.source));
        if a == b {
            continue;
        }
        match known.entry((a.min(b), a.max(b))) {
            Entry::Vacant(entry) => {
                entry.insert(pairs.len());
                pairs.push((score, 0));
            }
            Entry::Occupied(entry) => pairs[*entry.get()].1 += 1,
        }
    }
    let pairs = pairs.into_iter().map(|(score, more)| Told::Pair(score, more));
    texts.texts.iter().map(Told::One).chain(pairs).collect()
}

fn one_text(names: &Names, text: &OneText) -> String {
    let mut articles: Vec<String> =
        text.articles.iter().take(NAMED).map(|&row| names.of(row).to_owned()).collect();
    let n = text.articles.len();
    if n > NAMED {
        articles.push(counted(n - NAMED, "other", "others"));
    }
    let each = if text.least < 1.0 { format!("at least {}", percent(text.least)) } else { "all".to_owned() };
    format!(
        "{} are one text, or nearly so: each of these {} articles has {each} of its words in common with another of them.",
        listed(&articles),
        grouped(n)
    )
}

/// What was not looked for, or not looked at.
fn left_out(analysis: &Analysis) -> Vec<String> {
    let searched = &analysis.searched;
    let mut sentences = Vec::new();
    if !searched.looks_for_rewritten() {
        sentences.push("Only copies were looked for, not what is said in other words.".to_owned());
    }
    if let Some(within) = searched.longest_distance() {
        let minutes = within.as_secs() / 60;
        let distance = match (minutes % 60, minutes / 60) {
            (0, hours) => counted(hours as usize, "hour", "hours"),
            _ => counted(minutes as usize, "minute", "minutes"),
        };
        sentences.push(format!("Only articles published at most {distance} apart were compared."));
    }
    match searched.outlets_compared() {
        Outlets::Any => {}
        Outlets::Same => sentences.push("Only articles of the same source were compared.".to_owned()),
        Outlets::Other => sentences.push("Only articles of different sources were compared.".to_owned()),
    }
    if let Some(share) = searched.highest_fdr().filter(|_| analysis.reuse.background.is_some()) {
        let share = percent(share);
        sentences.push(format!("Passages with a false-discovery rate above {share} were left out."));
    }
    if searched.guarantee() > searched.shortest_run() {
        let words = searched.guarantee();
        sentences.push(format!("Copies without a run of {words} equal words may have been missed."));
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

/// The scores of [`Analysis::retellings`], in their order.
pub(super) fn most_first(analysis: &Analysis) -> Vec<&Score> {
    let scores = &analysis.reuse.scores;
    let of = |target: usize, source: usize| {
        let at = scores.binary_search_by_key(&(target, source), |score| (score.target, score.source));
        at.ok().map(|at| &scores[at])
    };
    analysis.retellings().iter().filter_map(|told| of(told.target, told.source)).collect()
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
