//! The tables of the page: pairs, passages, and texts that several articles carry; the strongest first.

use std::cmp::Reverse;

use serde::Serialize;

use super::article::Head;
use super::clean::{beginning, clean};
use super::marking;
use super::pair::{self, Theme};
use super::plan::passage_anchor;
use super::view::View;
use crate::report::findings::wording::percent;
use crate::reuse::Score;

/// More rows than this are left to the tables beside the page.
const SHOWN: usize = 500;
/// How much of a carried text is shown, in characters.
const OPENING: usize = 240;
/// How many carriers of a text are named.
const NAMED: usize = 12;

/// Some rows, and how many there are in all.
#[derive(Debug, Serialize)]
pub(super) struct Rows<R> {
    pub(super) rows: Vec<R>,
    pub(super) all: usize,
}

impl<R> Rows<R> {
    /// The first of `all` rows.
    pub(super) fn first<T>(all: &[T], most: usize, row: impl FnMut(&T) -> R) -> Self {
        Self { rows: all.iter().take(most).map(row).collect(), all: all.len() }
    }
}

/// An ordered pair.
#[derive(Debug, Serialize)]
pub(super) struct PairRow {
    anchor: String,
    target: Head,
    source: Head,
    reuse: Share,
    copied: Share,
    rewritten: Share,
    quoted: Share,
    words: usize,
    passages: usize,
    longest: usize,
    link: Option<String>,
}

/// A share as it is read and as it is sorted.
#[derive(Debug, Serialize)]
struct Share {
    text: String,
    value: f64,
}

impl Share {
    fn new(share: Option<f64>) -> Self {
        Self { text: share.map_or("?".to_owned(), percent), value: share.unwrap_or(-1.0) }
    }
}

/// Ordered pairs with a passage.
pub(super) fn pairs(view: &View<'_>) -> Rows<PairRow> {
    let reuse = &view.analysis.reuse;
    let mut scores: Vec<&Score> = reuse.scores.iter().filter(|score| score.passages > 0).collect();
    scores.sort_by(|x, y| {
        let share = |score: &Score| score.reuse().unwrap_or(0.0);
        share(y).total_cmp(&share(x)).then((x.target, x.source).cmp(&(y.target, y.source)))
    });
    Rows::first(&scores, SHOWN, |score| PairRow {
        anchor: format!("row-{}-{}", score.target + 1, score.source + 1),
        target: Head::new(view, score.target),
        source: Head::new(view, score.source),
        reuse: Share::new(score.reuse()),
        copied: Share::new(score.copied()),
        rewritten: Share::new(score.rewritten()),
        quoted: Share::new(score.quoted()),
        words: score.reused_tokens,
        passages: score.passages,
        longest: score.longest_passage,
        link: view.plan.pair(score.target, score.source),
    })
}

/// A passage of two articles.
#[derive(Debug, Serialize)]
pub(super) struct PassageRow {
    heads: [Head; 2],
    sign: String,
    class: String,
    tier: &'static str,
    kind: &'static str,
    words: usize,
    identity: Share,
    themes: Vec<Theme>,
    text: String,
    link: Option<String>,
}

/// Each passage once, the longest first.
pub(super) fn passages(view: &View<'_>) -> Rows<PassageRow> {
    let reuse = &view.analysis.reuse;
    let mut places: Vec<(usize, (usize, usize), usize)> = Vec::new();
    for &(a, b) in &view.plan.sharing {
        let shared = reuse.shared(a, b);
        places.extend(shared.iter().enumerate().map(|(at, one)| (one.passage.tokens, (a, b), at)));
    }
    places.sort_by_key(|&(tokens, pair, at)| (Reverse(tokens), pair, at));
    Rows::first(&places, SHOWN, |&(_, (a, b), at)| {
        let shared = reuse.shared(a, b);
        let one = &shared[at];
        PassageRow {
            heads: [a, b].map(|row| Head::new(view, row)),
            sign: pair::sign(one.passage, at + 1),
            class: marking::class(one.passage),
            tier: one.passage.tier.name(),
            kind: one.passage.kind.name(),
            words: one.passage.tokens,
            identity: Share::new(Some(one.passage.identity)),
            themes: pair::themes_of(view.analysis, (a, b), one.spans),
            text: clean(view.analysis.corpus[a].slice(one.spans[0])),
            link: view.plan.pair(a, b).map(|_| format!("#{}", passage_anchor((a, b), at + 1, 0))),
        }
    })
}

/// A text that several articles carry.
#[derive(Debug, Serialize)]
pub(super) struct CarriedText {
    text: String,
    is_cut: bool,
    words: usize,
    articles: usize,
    outlets: usize,
    stability: Share,
    first: Option<Head>,
    carriers: Vec<Head>,
    more: usize,
}

/// Texts that several articles carry, those that most carry first.
pub(super) fn carried(view: &View<'_>) -> Rows<CarriedText> {
    Rows::first(&view.analysis.witnesses, SHOWN / 5, |cluster| {
        let medoid = cluster.medoid();
        let (text, is_cut) = beginning(view.analysis.corpus[medoid.article].slice(medoid.span), OPENING);
        let mut carriers: Vec<usize> = cluster.members.iter().map(|member| member.article).collect();
        carriers.dedup();
        CarriedText {
            text: clean(text),
            is_cut,
            words: medoid.tokens,
            articles: cluster.articles,
            outlets: cluster.outlets,
            stability: Share::new(Some(cluster.stability)),
            first: cluster.earliest().map(|row| Head::new(view, row)),
            carriers: carriers.iter().take(NAMED).map(|&row| Head::new(view, row)).collect(),
            more: carriers.len().saturating_sub(NAMED),
        }
    })
}
