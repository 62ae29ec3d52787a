//! How much of one article stands in any other, and whom it is credited to.

use std::collections::BTreeMap;

use super::score::{ArticleReuse, Credit, Score};
use super::{Passage, PassageKind, Tier};
use crate::corpus::{Corpus, Date};

/// The tokens of an article that a passage covers, in place order.
pub(super) type Cover = std::ops::Range<usize>;

/// The score of one ordered pair, from its passages and the tokens that each covers; `runs` are the covers of long runs of
/// equal words in rewritten passages, which count as copied. Overlaps count once.
pub(super) fn score(eligible_tokens: usize, passages: &[(&Passage, Cover)], runs: &[Cover]) -> Option<Score> {
    let (first, _) = passages.first()?;
    let covers = |keep: &dyn Fn(&Passage) -> bool| -> Vec<Cover> {
        passages.iter().filter(|(passage, _)| keep(passage)).map(|(_, cover)| cover.clone()).collect()
    };
    let reused_tokens = union(covers(&|_| true));
    let mut copies = covers(&|passage| passage.tier == Tier::Copied);
    copies.extend_from_slice(runs);
    let copied_tokens = union(copies);
    Some(Score {
        target: first.target,
        source: first.source,
        eligible_tokens,
        reused_tokens,
        copied_tokens,
        rewritten_tokens: reused_tokens - copied_tokens,
        quoted_tokens: union(covers(&|passage| passage.kind == PassageKind::SharedQuote)),
        passages: passages.len(),
        longest_passage: passages.iter().map(|(_, cover)| cover.len()).max().unwrap_or(0),
    })
}

/// How many tokens some stretches cover together.
fn union(covers: Vec<Cover>) -> usize {
    united(covers).iter().map(ExactSizeIterator::len).sum()
}

/// The same tokens in order and without overlap.
pub(super) fn united(mut covers: Vec<Cover>) -> Vec<Cover> {
    covers.sort_unstable_by_key(|cover| (cover.start, cover.end));
    let mut united: Vec<Cover> = Vec::new();
    for cover in covers {
        match united.last_mut() {
            Some(last) if cover.start <= last.end => last.end = last.end.max(cover.end),
            _ => united.push(cover),
        }
    }
    united
}

/// One article against all others: `passages` are all those that explain it.
///
/// Each reused token goes to one of the sources that hold it: sources published after the article are left aside
/// where there is another, then every source that another precedes; of the rest the one with the longest passage
/// there, ties by id.
///
/// A reused token is *prior* where one of the articles that hold it is not certainly later, so that it may have been
/// taken; a prior token is *undecided* where none of them is certainly earlier.
pub(super) fn article(
    corpus: &Corpus,
    target: usize,
    eligible_tokens: usize,
    passages: &[(&Passage, Cover)],
) -> ArticleReuse {
    let mut borders: Vec<usize> = passages.iter().flat_map(|(_, cover)| [cover.start, cover.end]).collect();
    borders.sort_unstable();
    borders.dedup();
    let mut begin: Vec<&(&Passage, Cover)> = passages.iter().collect();
    begin.sort_by_key(|(_, cover)| cover.start);
    let mut begin = begin.into_iter().peekable();
    let mut active: Vec<&(&Passage, Cover)> = Vec::new();
    let mut credited: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut prior_tokens, mut undecided_tokens) = (0, 0);
    for stretch in borders.windows(2) {
        active.retain(|(_, cover)| cover.end > stretch[0]);
        while let Some(next) = begin.next_if(|(_, cover)| cover.start == stretch[0]) {
            active.push(next);
        }
        if let Some(source) = best_source(corpus, target, &active) {
            *credited.entry(source).or_default() += stretch[1] - stretch[0];
        }
        let sources = || active.iter().map(|(passage, _)| corpus[passage.source].date());
        let own = corpus[target].date();
        if sources().any(|date| !precedes(own, date)) {
            prior_tokens += stretch[1] - stretch[0];
            if !sources().any(|date| precedes(date, own)) {
                undecided_tokens += stretch[1] - stretch[0];
            }
        }
    }
    let reused_tokens = credited.values().sum();
    let mut attribution: Vec<Credit> =
        credited.into_iter().map(|(source, tokens)| Credit { source, tokens }).collect();
    attribution.sort_by(|a, b| {
        b.tokens.cmp(&a.tokens).then_with(|| corpus[a.source].id().cmp(corpus[b.source].id()))
    });
    ArticleReuse { eligible_tokens, reused_tokens, prior_tokens, undecided_tokens, attribution }
}

/// Whether `a` is certainly earlier than `b`.
pub(super) fn precedes(a: Option<Date>, b: Option<Date>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.last() < b.first())
}

fn best_source(corpus: &Corpus, target: usize, passages: &[&(&Passage, Cover)]) -> Option<usize> {
    let date = |row: usize| corpus[row].date();
    let published = date(target);
    let not_later = |passage: &&Passage| !precedes(published, date(passage.source));
    let any_not_later = passages.iter().map(|(passage, _)| *passage).any(|passage| not_later(&passage));
    let candidates = || passages.iter().filter(|(passage, _)| !any_not_later || not_later(passage));
    // Whoever begins after the first certain end is preceded by somebody.
    let first_end = candidates().filter_map(|(passage, _)| date(passage.source)).map(Date::last).min();
    candidates()
        .filter(|(passage, _)| match (date(passage.source), first_end) {
            (Some(date), Some(end)) => date.first() <= end,
            _ => true,
        })
        .max_by(|(a, in_a), (b, in_b)| {
            in_a.len().cmp(&in_b.len()).then_with(|| corpus[b.source].id().cmp(corpus[a.source].id()))
        })
        .map(|(passage, _)| passage.source)
}
