//! What each passage is, and why: decided once all of them are known.
//!
//! One sweep over the passages of each target. In order, the first that holds decides:
//!
//! 1. *Shared quote*: what alignment found inside quotation marks on both sides.
//! 2. *Boilerplate*: five articles or more of one outlet, on three days or more where days are known, carry it, no other
//!    outlet does, and its words play no part in the rest of the article.
//! 3. *Incidental*: short and of little weight.
//! 4. *Wire*: one side credits an agency or a press release, or three outlets or more carry it.
//! 5. *Source to source*: the rest.

use std::cell::OnceCell;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::sequence::{Marks, Sequence, Sequences};
use super::{Passage, PassageKind, Reason, Tier};
use crate::corpus::{Corpus, WireCredit};

/// An article carries a stretch if it has so much of its tokens.
const CARRIED: f64 = 0.8;
/// So many outlets with the same text have it from somebody who sends it round.
const WIRE_OUTLETS: usize = 3;
/// So many articles of one outlet with the same text on so many days are the outlet's habit.
const HABIT_ARTICLES: usize = 5;
const HABIT_DAYS: usize = 3;
/// A passage with fewer tokens and less weight than these is incidental: a set phrase, a title with a name.
const SHORT: usize = 15;
const LIGHT: f64 = 5.0;

/// Fills [`Passage::kind`], [`Passage::reason`] and [`Passage::outlets`].
///
/// `passages` are ordered by target. Time: for each target its passages, sorted, and for each distinct stretch of it the
/// passages that lie over it.
pub(super) fn decide(corpus: &Corpus, sequences: &Sequences<'_>, passages: &mut [Passage]) {
    let outlets = outlets(corpus);
    let credits = credits(corpus, passages);
    let by_target: Vec<&mut [Passage]> = passages.chunk_by_mut(|a, b| a.target == b.target).collect();
    by_target.into_par_iter().for_each(|passages| {
        let places: Vec<Range<usize>> =
            passages.iter().map(|passage| sequences.range(passage.target, passage.target_span)).collect();
        let carriers = carriers(passages, &places, &outlets);
        let again = OnceCell::new();
        for (passage, place) in passages.iter_mut().zip(places) {
            let Some(carried) = carriers.get(&(place.start, place.end)) else { continue };
            passage.outlets = carried.outlets;
            let seen = Seen { corpus, sequences, carried, credits: &credits, again: &again };
            (passage.kind, passage.reason) = seen.kind(passage, place);
        }
    });
}

/// A number for the outlet of every document; a document without a source has one to itself.
fn outlets(corpus: &Corpus) -> Vec<usize> {
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    let documents = corpus.documents().iter().enumerate();
    documents
        .map(|(row, document)| document.source().map_or(row, |source| *first.entry(source).or_insert(row)))
        .collect()
}

/// The credit of every document that stands in a passage.
fn credits(corpus: &Corpus, passages: &[Passage]) -> Vec<Option<WireCredit>> {
    let mut used = vec![false; corpus.len()];
    for passage in passages {
        (used[passage.target], used[passage.source]) = (true, true);
    }
    let documents = corpus.documents().par_iter().zip(used);
    documents.map(|(document, used)| used.then(|| document.wire_credit()).flatten()).collect()
}

/// Who carries one stretch of a target.
struct Carried {
    /// Distinct outlets, the target's own among them.
    outlets: usize,
    /// Articles of the target's own outlet besides the target, as rows.
    own: Vec<usize>,
}

/// Who carries each distinct stretch (first token, end) of one target, word for word: who retells it in other words does not
/// carry it.
fn carriers(
    passages: &[Passage],
    places: &[Range<usize>],
    outlets: &[usize],
) -> FxHashMap<(usize, usize), Carried> {
    let mut stretches: Vec<(usize, usize)> = places.iter().map(|place| (place.start, place.end)).collect();
    stretches.sort_unstable();
    stretches.dedup();
    let copies = places.iter().zip(passages).filter(|(_, passage)| passage.tier == Tier::Copied);
    let mut begin: Vec<(&Range<usize>, usize)> =
        copies.map(|(place, passage)| (place, passage.source)).collect();
    begin.sort_by_key(|(place, source)| (place.start, place.end, *source));
    let mut begin = begin.into_iter().peekable();
    let mut active: Vec<(&Range<usize>, usize)> = Vec::new();
    let mut upcoming: Vec<(&Range<usize>, usize)> = Vec::new();
    let mut carried = FxHashMap::default();
    for (from, until) in stretches {
        // What begins inside the stretch is active for it and for those after it.
        while let Some(next) = begin.next_if(|(place, _)| place.start < until) {
            active.push(next);
        }
        active.retain(|(place, _)| place.end > from);
        upcoming.clear();
        upcoming.extend(active.iter().filter(|(place, _)| place.start < until));
        upcoming.sort_by_key(|(place, source)| (*source, place.start));
        let target = passages[0].target;
        let mut seen = FxHashSet::from_iter([outlets[target]]);
        let mut own = Vec::new();
        for of_source in upcoming.chunk_by(|a, b| a.1 == b.1) {
            let (mut tokens, mut end) = (0, from);
            for (place, _) in of_source {
                tokens += place.end.min(until).saturating_sub(place.start.max(end));
                end = end.max(place.end);
            }
            if (tokens as f64) < CARRIED * (until - from) as f64 {
                continue;
            }
            let source = of_source[0].1;
            if !seen.insert(outlets[source]) && outlets[source] == outlets[target] {
                own.push(source);
            }
        }
        carried.insert((from, until), Carried { outlets: seen.len(), own });
    }
    carried
}

/// What a kind is decided from.
struct Seen<'s> {
    corpus: &'s Corpus,
    sequences: &'s Sequences<'s>,
    carried: &'s Carried,
    credits: &'s [Option<WireCredit>],
    /// Filled for the first passage that asks for it.
    again: &'s OnceCell<Again>,
}

impl Seen<'_> {
    fn kind(&self, passage: &Passage, place: Range<usize>) -> (PassageKind, Reason) {
        if passage.kind == PassageKind::SharedQuote {
            return (passage.kind, passage.reason);
        }
        if let Some(articles) = self.habit(passage.target, &place) {
            return (PassageKind::Boilerplate, Reason::OneOutlet { articles });
        }
        let there = self.sequences.range(passage.source, passage.source_span);
        let is_whole = place.len() == self.sequences.len(passage.target)
            || there.len() == self.sequences.len(passage.source);
        if passage.tokens < SHORT && passage.weight < LIGHT && !is_whole {
            return (
                PassageKind::Incidental,
                Reason::Light { tokens: passage.tokens, weight: passage.weight },
            );
        }
        if let Some(credit) = self.credits[passage.target].or(self.credits[passage.source]) {
            return (PassageKind::Wire, Reason::Credited { credit });
        }
        match self.carried.outlets {
            outlets @ WIRE_OUTLETS.. => (PassageKind::Wire, Reason::Outlets { outlets }),
            _ => (PassageKind::SourceToSource, Reason::Prose),
        }
    }

    /// How many articles of the target's outlet have the stretch, if that is a habit of the outlet.
    fn habit(&self, target: usize, place: &Range<usize>) -> Option<usize> {
        let articles = self.carried.own.len() + 1;
        if self.carried.outlets > 1 || articles < HABIT_ARTICLES {
            return None;
        }
        let dates = self.carried.own.iter().chain([&target]).filter_map(|&row| self.corpus[row].date());
        let days: FxHashSet<_> = dates.map(|date| date.first()).collect();
        let on_many_days = days.is_empty() || days.len() >= HABIT_DAYS;
        (on_many_days && self.is_foreign(target, place)).then_some(articles)
    }

    /// Whether the words of the stretch play no part in the rest of the article: fewer than half as many of them stand
    /// elsewhere in it as of its other words. What an outlet tells again and again of one story speaks of the same names
    /// as the news around it.
    fn is_foreign(&self, target: usize, place: &Range<usize>) -> bool {
        let again = self.again.get_or_init(|| Again::of(&self.sequences.get(target)));
        let (here, here_again) = again.inside(place);
        let (rest, rest_again) = again.outside(place);
        // Cross-multiplied: here_again / here < rest_again / rest / 2.
        2 * here_again * rest < rest_again * here
    }
}

/// The words of one article that are no stop words, and how often each stands in it.
struct Again {
    /// By token; `None` for a stop word.
    words: Vec<Option<(u32, u32)>>,
    /// Words before each token and before the end, and those of them that stand in the article more than once.
    before: Vec<(usize, usize)>,
}

impl Again {
    fn of(sequence: &Sequence<'_>) -> Self {
        let word =
            |(at, &symbol)| (!sequence.marks(at).contains(Marks::STOP)).then(|| (symbol, sequence.count(at)));
        let words: Vec<Option<(u32, u32)>> = sequence.symbols.iter().enumerate().map(word).collect();
        let mut before = vec![(0, 0)];
        let (mut n, mut again) = (0, 0);
        for word in &words {
            n += usize::from(word.is_some());
            again += usize::from(word.is_some_and(|(_, times)| times > 1));
            before.push((n, again));
        }
        Self { words, before }
    }

    /// How many words a stretch has, and how many of them stand outside it too.
    fn inside(&self, place: &Range<usize>) -> (usize, usize) {
        let mut words: Vec<(u32, u32)> = self.words[place.clone()].iter().flatten().copied().collect();
        words.sort_unstable();
        let again = words.chunk_by(|a, b| a == b).filter(|same| same[0].1 as usize > same.len());
        (words.len(), again.map(<[_]>::len).sum())
    }

    /// How many words stand outside a stretch, and how many of them more than once in the article.
    fn outside(&self, place: &Range<usize>) -> (usize, usize) {
        let (all, from, until) =
            (self.before[self.words.len()], self.before[place.start], self.before[place.end]);
        (all.0 - (until.0 - from.0), all.1 - (until.1 - from.1))
    }
}
