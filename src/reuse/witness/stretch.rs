//! Places of passages, merged to stretches of articles.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::super::attribution::Cover;
use super::super::{Passage, PassageKind};
use super::overlap::Threshold;
use crate::analyze::{Tokens, span_of, tokens_in};
use crate::corpus::{Corpus, Span};

/// A stretch of an article that stands in others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) document: usize,
    /// Tokens of the document.
    pub(super) tokens: Cover,
    pub(super) span: Span,
}

/// Two stretches that share words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    pub(super) a: u32,
    pub(super) b: u32,
    /// Equal tokens of their passages.
    pub(super) equal: usize,
}

/// Stretches, by id of the article and place, and what links them.
pub(super) struct Found {
    pub(super) stretches: Vec<Stretch>,
    pub(super) links: Vec<Link>,
}

/// The stretches that passages are about.
pub(super) fn find(passages: &[Passage], corpus: &Corpus, tokens: &Tokens) -> Found {
    let rows = corpus.len().min(tokens.documents().len());
    let of_text = |passage: &&Passage| {
        !matches!(passage.kind, PassageKind::Boilerplate | PassageKind::Incidental)
            && passage.target.max(passage.source) < rows
    };
    let passages: Vec<&Passage> = passages.iter().filter(of_text).collect();
    // Place 2i is the target side of passage i, place 2i + 1 its source side.
    let places: Vec<(usize, Cover)> = passages
        .par_iter()
        .flat_map_iter(|passage| {
            let sides = [(passage.target, passage.target_span), (passage.source, passage.source_span)];
            sides.map(|(row, span)| (row, tokens_in(tokens.documents()[row].tokens(), span)))
        })
        .collect();
    let mut by_document: Vec<Vec<usize>> = vec![Vec::new(); corpus.len()];
    for (place, (row, _)) in places.iter().enumerate().filter(|(_, (_, cover))| !cover.is_empty()) {
        by_document[*row].push(place);
    }
    let mut rows: Vec<usize> = (0..corpus.len()).filter(|&row| !by_document[row].is_empty()).collect();
    rows.sort_by_key(|&row| corpus[row].id());
    let merged: Vec<(Vec<Cover>, Vec<u32>)> = rows
        .par_iter()
        .map(|&row| merge(&by_document[row].iter().map(|&place| places[place].1.clone()).collect::<Vec<_>>()))
        .collect();
    let mut stretches = Vec::new();
    let mut stretch_of: Vec<Option<u32>> = vec![None; places.len()];
    for (&row, (covers, of_place)) in rows.iter().zip(merged) {
        let before = stretches.len() as u32;
        for (&place, local) in by_document[row].iter().zip(of_place) {
            stretch_of[place] = Some(before + local);
        }
        let all = tokens.documents()[row].tokens();
        stretches.extend(covers.into_iter().map(|tokens| {
            let span = span_of(&all[tokens.clone()]);
            Stretch { document: row, tokens, span }
        }));
    }
    let links = links(&passages, &stretch_of, &stretches, tokens);
    Found { stretches, links }
}

/// Merges places of one document: each in turn that most passages have, the longer and then the earlier of as many, takes
/// those that overlap it by half of the longer. Gives the stretches in order, and for each place which one it went to.
///
/// Places of like length are looked up by where they begin. Those that are taken first overlap each other by less than
/// half, so few of them are near any one place, and the whole is O(n log n).
fn merge(places: &[Cover]) -> (Vec<Cover>, Vec<u32>) {
    let mut distinct: Vec<(&Cover, usize)> = Vec::new();
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&at| (places[at].start, places[at].end));
    let mut of_place = vec![0; places.len()];
    for at in order {
        match distinct.last_mut() {
            Some((cover, support)) if **cover == places[at] => *support += 1,
            _ => distinct.push((&places[at], 1)),
        }
        of_place[at] = distinct.len() - 1;
    }
    // Distinct places by the power of two that their length reaches, each list in order of the start.
    let class = |length: usize| length.ilog2() as usize;
    let mut by_class: Vec<Vec<usize>> = vec![Vec::new(); usize::BITS as usize];
    for (at, (cover, _)) in distinct.iter().enumerate() {
        by_class[class(cover.len())].push(at);
    }
    let mut turn: Vec<usize> = (0..distinct.len()).collect();
    turn.sort_by_key(|&at| (Reverse(distinct[at].1), Reverse(distinct[at].0.len()), distinct[at].0.start));
    let mut taken_by: Vec<Option<usize>> = vec![None; distinct.len()];
    for leader in turn {
        if taken_by[leader].is_some() {
            continue;
        }
        let here = distinct[leader].0;
        let middle = class(here.len());
        for class in &by_class[middle.saturating_sub(1)..=middle + 1] {
            let from = class.partition_point(|&at| distinct[at].0.start + here.len() < here.start);
            for &at in class[from..].iter().take_while(|&&at| distinct[at].0.start < here.end) {
                let there = distinct[at].0;
                let common = here.end.min(there.end).saturating_sub(here.start.max(there.start));
                if taken_by[at].is_none() && Threshold::HALF.holds(common, here.len().max(there.len())) {
                    taken_by[at] = Some(leader);
                }
            }
        }
    }
    let mut number = vec![0; distinct.len()];
    let mut covers = Vec::new();
    for (at, (cover, _)) in distinct.iter().enumerate().filter(|&(at, _)| taken_by[at] == Some(at)) {
        number[at] = covers.len() as u32;
        covers.push((*cover).clone());
    }
    let of_place = of_place.into_iter().map(|at| number[taken_by[at].unwrap_or(at)]).collect();
    (covers, of_place)
}

/// What links stretches: the equal tokens of all passages between two of them that lie in both, in the direction in which
/// there are more.
fn links(
    passages: &[&Passage],
    stretch_of: &[Option<u32>],
    stretches: &[Stretch],
    tokens: &Tokens,
) -> Vec<Link> {
    let mut directed: Vec<Link> = passages
        .par_iter()
        .enumerate()
        .filter_map(|(at, passage)| {
            let (a, b) = (stretch_of[2 * at]?, stretch_of[2 * at + 1]?);
            let [target, source] = [a, b].map(|stretch| &stretches[stretch as usize]);
            let equal = equal(passage, target, source, tokens);
            Some(Link { a, b, equal })
        })
        .collect();
    directed.par_sort_unstable();
    let sums = directed.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)).map(|passages| {
        let equal = passages.iter().map(|link| link.equal).sum();
        Link { a: passages[0].a.min(passages[0].b), b: passages[0].a.max(passages[0].b), equal }
    });
    let mut links: Vec<Link> = sums.filter(|link| link.a != link.b && link.equal > 0).collect();
    links.sort_unstable_by_key(|link| (link.a, link.b, Reverse(link.equal)));
    links.dedup_by_key(|link| (link.a, link.b));
    links
}

/// The equal tokens of a passage that lie in both stretches.
fn equal(passage: &Passage, target: &Stretch, source: &Stretch, tokens: &Tokens) -> usize {
    let first = |row: usize, span: Span| tokens_in(tokens.documents()[row].tokens(), span).start;
    let inside = |run: &super::super::Run| {
        let (t, s) = (first(passage.target, run.target_span), first(passage.source, run.source_span));
        let from = target.tokens.start.saturating_sub(t).max(source.tokens.start.saturating_sub(s));
        let to = target.tokens.end.saturating_sub(t).min(source.tokens.end.saturating_sub(s)).min(run.tokens);
        to.saturating_sub(from)
    };
    passage.runs.iter().map(inside).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Starts and ends of the stretches, and the stretch of each place.
    fn merged(places: &[Cover]) -> (Vec<(usize, usize)>, Vec<u32>) {
        let (covers, of_place) = merge(places);
        (covers.into_iter().map(|cover| (cover.start, cover.end)).collect(), of_place)
    }

    #[test]
    fn places_that_overlap_by_half_of_the_longer_are_one_stretch() {
        assert_eq!(merged(&[0..10, 0..10, 2..12, 5..15]), (vec![(0, 10)], vec![0, 0, 0, 0]));
        // 4 of 10: another stretch. 10 of 21: it holds the other, but is another text.
        assert_eq!(merged(&[0..10, 0..10, 6..16]), (vec![(0, 10), (6, 16)], vec![0, 0, 1]));
        assert_eq!(merged(&[0..10, 0..10, 0..21]), (vec![(0, 10), (0, 21)], vec![0, 0, 1]));
        assert_eq!(merged(&[]), (vec![], vec![]));
    }

    #[test]
    fn the_place_that_most_passages_have_decides_and_the_longer_of_as_many() {
        assert_eq!(merged(&[4..14, 0..10, 4..14, 8..18]), (vec![(4, 14)], vec![0, 0, 0, 0]));
        assert_eq!(merged(&[0..10, 0..18]), (vec![(0, 18)], vec![0, 0]));
    }

    #[test]
    fn places_that_drift_are_several_stretches() {
        let drifting: Vec<Cover> = (0..10).map(|at| 4 * at..4 * at + 12).collect();
        let (stretches, of_place) = merged(&drifting);
        assert_eq!(stretches, [(0, 12), (8, 20), (16, 28), (24, 36), (32, 44)]);
        assert_eq!(of_place, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    }
}
