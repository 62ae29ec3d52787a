//! Two articles side by side.

use serde::Serialize;

use super::article::Head;
use super::clean::clean;
use super::marking::{self, Marking, Piece};
use super::paragraph::{Place, place};
use super::plan::{Extent, pair_anchor};
use super::view::View;
use crate::analysis::Analysis;
use crate::corpus::Span;
use crate::report::findings::wording::{counted, percent};
use crate::reuse::{Direction, Passage, Score, Shared};
use crate::themes::Label;

/// Two articles and all that they share.
#[derive(Debug, Serialize)]
pub(super) struct Pair {
    anchor: String,
    /// The anchor of the other order.
    turned: String,
    excerpt: bool,
    /// Where the pair stands in the tables of the page.
    home: String,
    sides: [Side; 2],
    precedence: Option<String>,
    passages: Vec<Row>,
}

/// One of the two.
#[derive(Debug, Serialize)]
struct Side {
    head: Head,
    score: ScoreLine,
    blocks: Vec<Block>,
}

/// What one has from the other.
#[derive(Debug, Serialize)]
struct ScoreLine {
    reuse: String,
    copied: String,
    rewritten: String,
    quoted: String,
    words: String,
}

/// A paragraph with its marks, or how much was left out.
#[derive(Debug, Default, Serialize)]
struct Block {
    place: Option<Place>,
    pieces: Vec<Piece>,
    left_out: Option<String>,
    link: Option<String>,
}

/// A passage in the list of the pair.
#[derive(Debug, Serialize)]
struct Row {
    number: usize,
    sign: String,
    class: String,
    tier: &'static str,
    kind: &'static str,
    words: usize,
    identity: String,
    themes: Vec<Theme>,
    links: [String; 2],
    reason: String,
}

/// A theme as a label.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Theme {
    pub(super) class: String,
    pub(super) name: String,
}

impl Pair {
    /// The articles of two rows, the smaller first. `in_matrix` says whether a cell of the matrix leads here.
    pub(super) fn new(view: &View<'_>, pair: (usize, usize), extent: Extent, in_matrix: bool) -> Self {
        let (a, b) = pair;
        let shared = view.analysis.reuse.shared(a, b);
        Self {
            anchor: pair_anchor(a, b),
            turned: pair_anchor(b, a),
            excerpt: extent == Extent::Excerpt,
            home: if in_matrix { format!("#cell-{}-{}", a + 1, b + 1) } else { "#pairs".to_owned() },
            sides: [(a, b, 0), (b, a, 1)].map(|(row, other, side)| Side {
                head: Head::new(view, row),
                score: ScoreLine::new(&view.analysis.reuse.score(row, other)),
                blocks: blocks(view, pair, row, side, &shared, extent),
            }),
            precedence: precedence(view, a, b),
            passages: rows(view.analysis, pair, &shared),
        }
    }
}

impl ScoreLine {
    fn new(score: &Score) -> Self {
        let share = |share: Option<f64>| share.map_or("too short to tell".to_owned(), percent);
        Self {
            reuse: share(score.reuse()),
            copied: share(score.copied()),
            rewritten: share(score.rewritten()),
            quoted: share(score.quoted()),
            words: counted(score.eligible_tokens, "word", "words"),
        }
    }
}

fn blocks(
    view: &View<'_>,
    pair: (usize, usize),
    row: usize,
    side: usize,
    shared: &[Shared<'_>],
    extent: Extent,
) -> Vec<Block> {
    let document = &view.analysis.corpus[row];
    let marking = Marking::new(pair, side, shared, document.text());
    let mut blocks = Vec::new();
    let mut folded: Vec<usize> = Vec::new();
    let fold = |folded: &mut Vec<usize>, blocks: &mut Vec<Block>| {
        let Some(&first) = folded.first() else { return };
        let words = |&at: &usize| document.slice(document.paragraphs()[at].span).split_whitespace().count();
        blocks.push(Block {
            left_out: Some(format!("… {} …", counted(folded.iter().map(words).sum(), "word", "words"))),
            link: view.plan.paragraph(row, first),
            ..Block::default()
        });
        folded.clear();
    };
    for entry in view.entries(row) {
        let paragraph = document.paragraphs()[entry.paragraph];
        if extent == Extent::Excerpt && marking.within(paragraph.span).is_empty() {
            folded.push(entry.paragraph);
            continue;
        }
        fold(&mut folded, &mut blocks);
        blocks.push(Block {
            place: Some(place(view, entry)),
            pieces: marking.pieces(document.text(), paragraph.span),
            ..Block::default()
        });
    }
    fold(&mut folded, &mut blocks);
    blocks
}

fn rows(analysis: &Analysis, pair: (usize, usize), shared: &[Shared<'_>]) -> Vec<Row> {
    let row = |(at, one): (usize, &Shared<'_>)| Row {
        number: at + 1,
        sign: sign(one.passage, at + 1),
        class: marking::class(one.passage),
        tier: one.passage.tier.name(),
        kind: one.passage.kind.name(),
        words: one.passage.tokens,
        identity: percent(one.passage.identity),
        themes: themes_of(analysis, pair, one.spans),
        links: [0, 1].map(|side| format!("#{}", super::plan::passage_anchor(pair, at + 1, side))),
        reason: clean(&one.passage.reason.to_string()),
    };
    shared.iter().enumerate().map(row).collect()
}

/// `⟦3”⟧`
pub(super) fn sign(passage: &Passage, number: usize) -> String {
    format!("{}{}", passage.opening(number), passage.tier.brackets()[1])
}

/// The theme of a passage: that of the paragraphs which hold most of it; one where both sides agree.
pub(super) fn themes_of(analysis: &Analysis, pair: (usize, usize), spans: [Span; 2]) -> Vec<Theme> {
    let mut themes: Vec<Theme> = [(pair.0, spans[0]), (pair.1, spans[1])]
        .into_iter()
        .filter_map(|(row, span)| label_of(analysis, row, span))
        .map(|label| Theme {
            class: super::look::class(label),
            name: clean(analysis.themes.label_name(label)),
        })
        .collect();
    themes.dedup();
    themes
}

fn label_of(analysis: &Analysis, row: usize, span: Span) -> Option<Label> {
    let common = |place: Span| place.end.min(span.end).saturating_sub(place.start.max(span.start));
    let paragraphs = analysis.corpus[row].paragraphs();
    let entries = super::view::entries(&analysis.themes, row);
    let weighed = entries.iter().map(|entry| (common(paragraphs[entry.paragraph].span), entry.label));
    let best =
        weighed.filter(|entry| entry.0 > 0).reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|entry| entry.1)
}

/// Who had the common text first, in a sentence.
fn precedence(view: &View<'_>, a: usize, b: usize) -> Option<String> {
    let found = view.precedence(a, b)?;
    let name = |direction: Direction| match direction {
        Direction::Source => Some(view.names.of(found.source)),
        Direction::Target => Some(view.names.of(found.target)),
        _ => None,
    };
    if let Some(first) = name(found.direction) {
        return Some(clean(&format!("By the dates, {first} had the common text first.")));
    }
    let clues: Vec<String> = found.clues.iter().map(ToString::to_string).collect();
    let clues = clues.join("; ");
    Some(clean(&match name(found.leaning) {
        Some(first) => format!(
            "The dates do not say who had the common text first. {first} is the likelier one ({} sure): {clues}. \
             Here “target” is {} and “source” is {}.",
            percent(found.confidence),
            view.names.of(found.target),
            view.names.of(found.source),
        ),
        None => "Neither the dates nor the texts say who had the common text first.".to_owned(),
    }))
}
