//! What an outlet prints below or above whatever it publishes, learnt from a batch of its articles.
//!
//! A paragraph is an outlet's habit if five articles of that outlet or more have it, word for word; on three days or
//! more, where days are known; other outlets hardly ever; and if its words are foreign to most of the articles in which
//! it stands. The last tells it from the background that an outlet repeats under a running story, and from an article
//! that was published again: both speak of what the article speaks of. Of 166 paragraphs of prose in 17 articles, one
//! in twelve is as foreign to its own article; of what outlets say of themselves, nearly all is.
//!
//! Wire copy that an outlet carries once is no habit, nor is anything of which there are fewer than five copies.

use std::hash::{DefaultHasher, Hasher};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::{Document, ParagraphKind, Span};
use super::words::{folded, words};

/// Fewest articles of one outlet, and days where they are known.
const ARTICLES: usize = 5;
const DAYS: usize = 3;
/// Of so many articles that have it, one may be another outlet's.
const ELSEWHERE: usize = 10;
/// Shorter lines are not looked at: a heading may come back.
const FEWEST_WORDS: usize = 5;
/// Shorter words say little of what a text is about, unless it has none longer.
const TELLING_LETTERS: usize = 5;
/// Fewest of them in a paragraph that shows how much an article's paragraphs have in common.
const FEWEST_TELLING: usize = 3;

/// A paragraph: its document and its place in it.
type Place = (u32, u32);

/// The paragraphs of each document that are a habit of its outlet, in order.
pub(in super::super) fn learn(documents: &[Document]) -> Vec<Vec<usize>> {
    let mut learnt = vec![Vec::new(); documents.len()];
    if documents.iter().filter(|document| document.source().is_some()).count() < ARTICLES {
        return learnt;
    }
    let mut keys: Vec<(u64, Place)> = documents
        .par_iter()
        .enumerate()
        .flat_map_iter(|(row, document)| keys_of(document, row as u32))
        .collect();
    keys.par_sort_unstable();
    let mut units: Vec<Vec<Place>> = keys
        .par_chunk_by(|a, b| a.0 == b.0)
        .filter(|places| places.len() >= ARTICLES)
        .flat_map_iter(|places| recurring(documents, places))
        .collect();
    units.sort_unstable();
    // Each article is looked at once, whatever number of habits it shows.
    let mut by_document: FxHashMap<u32, Vec<(u32, usize)>> = FxHashMap::default();
    for (unit, places) in units.iter().enumerate() {
        for &(row, paragraph) in places {
            by_document.entry(row).or_default().push((paragraph, unit));
        }
    }
    let mut by_document: Vec<(u32, Vec<(u32, usize)>)> = by_document.into_iter().collect();
    by_document.sort_unstable();
    let votes: Vec<Vec<(usize, bool)>> = by_document
        .par_iter()
        .map(|(row, candidates)| votes(&documents[*row as usize], candidates))
        .collect();
    let mut counted = vec![(0usize, 0usize); units.len()];
    for (unit, foreign) in votes.into_iter().flatten() {
        counted[unit].0 += usize::from(foreign);
        counted[unit].1 += 1;
    }
    for (places, (foreign, told)) in units.into_iter().zip(counted) {
        if told >= ARTICLES && 2 * foreign > told {
            for (row, paragraph) in places {
                learnt[row as usize].push(paragraph as usize);
            }
        }
    }
    learnt.iter_mut().for_each(|paragraphs| paragraphs.sort_unstable());
    learnt
}

/// The words of each paragraph that may be a habit, as one number.
fn keys_of(document: &Document, row: u32) -> Vec<(u64, Place)> {
    let paragraphs = document.paragraphs().iter().zip(0..);
    let may_be = |kind| matches!(kind, ParagraphKind::Body | ParagraphKind::Heading);
    paragraphs
        .filter(|(paragraph, _)| may_be(paragraph.kind))
        .filter_map(|(paragraph, at)| Some((key(document.slice(paragraph.span))?, (row, at))))
        .collect()
}

/// One number for all texts of the same words; `None` for few words.
fn key(text: &str) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let mut n = 0;
    for (start, end) in words(text) {
        text[start..end]
            .chars()
            .flat_map(char::to_lowercase)
            .for_each(|letter| hasher.write_u32(letter.into()));
        hasher.write_u32(u32::MAX);
        n += 1;
    }
    (n >= FEWEST_WORDS).then(|| hasher.finish())
}

/// Where a paragraph stands in the articles of one outlet, for each outlet that repeats it and nearly alone has it.
fn recurring(documents: &[Document], places: &[(u64, Place)]) -> Vec<Vec<Place>> {
    let source = |place: Place| documents[place.0 as usize].source();
    let mut by_source: Vec<Place> = places.iter().map(|&(_, place)| place).collect();
    by_source.sort_by_key(|&place| (source(place), place));
    let articles = |places: &[Place]| places.chunk_by(|a, b| a.0 == b.0).count();
    let all = articles(&by_source);
    by_source
        .chunk_by(|&a, &b| source(a) == source(b))
        .filter(|of_source| source(of_source[0]).is_some())
        .filter(|of_source| {
            let here = articles(of_source);
            here >= ARTICLES && (all - here) * ELSEWHERE <= here && has_days(documents, of_source)
        })
        .map(<[Place]>::to_vec)
        .collect()
}

/// Whether the articles are of several days, as far as those are known.
fn has_days(documents: &[Document], places: &[Place]) -> bool {
    let dates = places.iter().filter_map(|place| documents[place.0 as usize].date());
    let days: FxHashSet<_> = dates.map(|date| date.first()).collect();
    days.is_empty() || days.len() >= DAYS
}

/// For each candidate of a document, whether it is foreign to it; none where the document has too little else.
fn votes(document: &Document, candidates: &[(u32, usize)]) -> Vec<(usize, bool)> {
    let is_candidate = |at: usize| candidates.iter().any(|&(paragraph, _)| paragraph as usize == at);
    let own: Vec<FxHashSet<String>> = document
        .unmasked()
        .filter(|(at, paragraph)| paragraph.kind == ParagraphKind::Body && !is_candidate(*at))
        .map(|(_, paragraph)| telling(document, paragraph.span))
        .filter(|words| words.len() >= FEWEST_TELLING)
        .collect();
    let mut in_paragraphs: FxHashMap<&str, usize> = FxHashMap::default();
    for word in own.iter().flatten() {
        *in_paragraphs.entry(word).or_default() += 1;
    }
    let elsewhere = |words: &FxHashSet<String>, itself: usize| {
        let again = words.iter().filter(|word| in_paragraphs.get(word.as_str()).is_some_and(|&n| n > itself));
        again.count() as f64 / words.len() as f64
    };
    if own.len() < 2 {
        return Vec::new();
    }
    let typical = own.iter().map(|words| elsewhere(words, 1)).sum::<f64>() / own.len() as f64;
    let told = |&(paragraph, unit): &(u32, usize)| {
        let words = telling(document, document.paragraphs()[paragraph as usize].span);
        (!words.is_empty()).then(|| (unit, 2.0 * elsewhere(&words, 0) < typical))
    };
    candidates.iter().filter_map(told).collect()
}

/// The distinct words of a paragraph that are long enough to say something, or all if none is.
fn telling(document: &Document, span: Span) -> FxHashSet<String> {
    let text = document.slice(span);
    let all: Vec<&str> = words(text).map(|(start, end)| &text[start..end]).collect();
    let long = |word: &&&str| word.chars().nth(TELLING_LETTERS - 1).is_some();
    let found: FxHashSet<String> = all.iter().filter(long).map(|word| folded(word)).collect();
    if found.is_empty() { all.iter().map(|word| folded(word)).collect() } else { found }
}
