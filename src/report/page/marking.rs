//! A text with the passages in it marked: cut where a passage begins or ends, or an edit in it.

use serde::Serialize;

use super::clean::clean;
use super::plan::passage_anchor;
use crate::corpus::Span;
use crate::reuse::{Passage, Shared};

/// What all of one side's text is marked with.
pub(super) struct Marking<'s> {
    pair: (usize, usize),
    side: usize,
    shared: &'s [Shared<'s>],
    /// Numbers of the passages (from 0) in order of their place on this side.
    order: Vec<usize>,
    /// What is set off inside the passages, in order and without overlap.
    set_off: Vec<Span>,
}

/// A stretch of text that the same passages cover.
#[derive(Debug, Serialize)]
pub(super) struct Piece {
    opening: Vec<Sign>,
    /// The passages over it, the longest first.
    marks: Vec<Mark>,
    texts: Vec<Text>,
    closing: Vec<Sign>,
}

/// Where a passage opens or closes.
#[derive(Debug, Serialize)]
struct Sign {
    text: String,
    class: String,
    /// Only the sign that opens is an anchor and a link to the other side.
    anchor: Option<String>,
    link: Option<String>,
}

#[derive(Debug, Serialize)]
struct Mark {
    number: usize,
    class: String,
}

#[derive(Debug, Serialize)]
struct Text {
    text: String,
    set_off: bool,
}

impl<'s> Marking<'s> {
    pub(super) fn new(pair: (usize, usize), side: usize, shared: &'s [Shared<'s>], text: &str) -> Self {
        let mut order: Vec<usize> = (0..shared.len()).collect();
        order.sort_by_key(|&at| (shared[at].spans[side].start, usize::MAX - shared[at].spans[side].end, at));
        let mut spans: Vec<Span> = shared.iter().flat_map(|one| one.set_off(side, text)).collect();
        spans.sort();
        let mut set_off: Vec<Span> = Vec::new();
        for span in spans {
            let from = set_off.last().map_or(0, |last| last.end).max(span.start);
            if from < span.end {
                set_off.push(Span::new(from, span.end));
            }
        }
        Self { pair, side, shared, order, set_off }
    }

    fn span(&self, at: usize) -> Span {
        self.shared[at].spans[self.side]
    }

    /// The passages that have a byte in `place`, in order.
    pub(super) fn within(&self, place: Span) -> Vec<usize> {
        let before = self.order.iter().take_while(|&&at| self.span(at).start < place.end);
        before.copied().filter(|&at| self.span(at).end > place.start).collect()
    }

    /// The text under `place`, in pieces.
    pub(super) fn pieces(&self, text: &str, place: Span) -> Vec<Piece> {
        let here = self.within(place);
        let mut cuts: Vec<usize> = here
            .iter()
            .flat_map(|&at| [self.span(at).start, self.span(at).end])
            .filter(|cut| (place.start..place.end).contains(cut))
            .chain([place.start, place.end])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts.windows(2).map(|ends| self.piece(text, Span::new(ends[0], ends[1]), place, &here)).collect()
    }

    fn piece(&self, text: &str, span: Span, place: Span, here: &[usize]) -> Piece {
        let covers = |at: &usize| self.span(*at).start <= span.start && self.span(*at).end >= span.end;
        let over: Vec<usize> = here.iter().copied().filter(covers).collect();
        let opening = over.iter().filter(|&&at| opens(text, self.span(at), span, place));
        let closing = over.iter().rev().filter(|&&at| closes(text, self.span(at), span, place));
        Piece {
            opening: opening.map(|&at| self.opening(at)).collect(),
            marks: over
                .iter()
                .map(|&at| Mark { number: at + 1, class: class(self.shared[at].passage) })
                .collect(),
            texts: if over.is_empty() { plain(text, span) } else { self.texts(text, span) },
            closing: closing.map(|&at| self.closing(at)).collect(),
        }
    }

    fn texts(&self, text: &str, span: Span) -> Vec<Text> {
        let mut texts = Vec::new();
        let mut at = span.start;
        let from = self.set_off.partition_point(|off| off.end <= span.start);
        for off in self.set_off[from..].iter().take_while(|off| off.start < span.end) {
            let (start, end) = (off.start.max(span.start), off.end.min(span.end));
            texts.extend(plain(text, Span::new(at, start)));
            texts.push(Text { text: clean(Span::new(start, end).of(text)), set_off: true });
            at = end;
        }
        texts.extend(plain(text, Span::new(at, span.end)));
        texts
    }

    fn opening(&self, at: usize) -> Sign {
        let passage = self.shared[at].passage;
        let number = at + 1;
        Sign {
            text: passage.opening(number),
            class: class(passage),
            anchor: Some(passage_anchor(self.pair, number, self.side)),
            link: Some(format!("#{}", passage_anchor(self.pair, number, 1 - self.side))),
        }
    }

    fn closing(&self, at: usize) -> Sign {
        let passage = self.shared[at].passage;
        Sign { text: passage.closing(at + 1), class: class(passage), anchor: None, link: None }
    }
}

/// Whether a passage begins with `span`: there, or in the white space before the paragraph.
fn opens(text: &str, passage: Span, span: Span, place: Span) -> bool {
    let before = || Span::new(passage.start, span.start).of(text).trim().is_empty();
    passage.start == span.start || (span.start == place.start && before())
}

/// Whether a passage ends with `span`: there, or in the white space behind the paragraph.
fn closes(text: &str, passage: Span, span: Span, place: Span) -> bool {
    let rest = || Span::new(span.end, passage.end).of(text).trim().is_empty();
    passage.end == span.end || (span.end == place.end && rest())
}

fn plain(text: &str, span: Span) -> Vec<Text> {
    let text = clean(span.of(text));
    if text.is_empty() { Vec::new() } else { vec![Text { text, set_off: false }] }
}

/// The lengths, in words, below which passages can be left out.
pub(super) const LENGTHS: [usize; 4] = [10, 20, 50, 100];

/// The classes of a passage: its tier, its kind, and the lengths that it is below.
pub(super) fn class(passage: &Passage) -> String {
    let mut class = format!("{} {}", passage.tier.name(), passage.kind.name());
    for length in LENGTHS.into_iter().filter(|&length| passage.tokens < length) {
        class.push_str(&format!(" u{length}"));
    }
    class
}
