//! What two articles share, numbered, and how each kind of it is marked: by signs first, so that colour is not needed.

use owo_colors::Style;

use crate::corpus::Span;
use crate::reuse::{Passage, PassageKind, Reuse, Tier};

/// A passage as both articles have it.
#[derive(Clone, Debug)]
pub(super) struct Shared<'r> {
    /// Where it stands in the first article and in the second.
    pub(super) spans: [Span; 2],
    /// What is known of it.
    pub(super) passage: &'r Passage,
    /// Whether the second article is the passage's target.
    turned: bool,
}

impl Shared<'_> {
    /// What of one side is set off inside the passage, by its place: where most is equal, the words that only this side
    /// has; where most is not, the words that both have.
    pub(super) fn set_off(&self, side: usize, text: &str) -> Vec<Span> {
        let target = (side == 0) != self.turned;
        let runs = self.passage.runs.iter().map(|run| if target { run.target_span } else { run.source_span });
        let mut runs: Vec<Span> = runs.collect();
        runs.sort();
        if self.passage.tier == Tier::Rewritten {
            return runs;
        }
        if runs.is_empty() {
            return Vec::new();
        }
        let mut at = self.spans[side].start;
        let mut between = Vec::new();
        for next in runs.iter().map(|run| (run.start, run.end)).chain([(self.spans[side].end, usize::MAX)]) {
            between.extend(words_only(Span::new(at, next.0), text));
            at = at.max(next.1);
        }
        between
    }

    pub(super) fn sign(&self) -> char {
        match self.passage.tier {
            Tier::Rewritten => '=',
            _ => '+',
        }
    }
}

/// The stretch from the first letter or digit to the last; nothing where there is none.
fn words_only(span: Span, text: &str) -> Option<Span> {
    let inside = span.of(text);
    let start = inside.find(char::is_alphanumeric)?;
    let (last, letter) = inside.char_indices().rfind(|(_, c)| c.is_alphanumeric())?;
    Some(Span::new(span.start + start, span.start + last + letter.len_utf8()))
}

/// All that the rows 0 and 1 share, by its place in the first: the passages that explain the first, and of those that
/// explain the second what is not among them already. Blocks in another order may be cut otherwise from the other side.
pub(super) fn shared(reuse: &Reuse) -> Vec<Shared<'_>> {
    let there = reuse.passages_between(0, 1);
    let mut shared: Vec<Shared<'_>> = there
        .iter()
        .map(|passage| Shared { spans: [passage.target_span, passage.source_span], passage, turned: false })
        .chain(reuse.one_way(1, 0).map(|passage| Shared {
            spans: [passage.source_span, passage.target_span],
            passage,
            turned: true,
        }))
        .collect();
    shared.sort_by_key(|shared| shared.spans);
    shared
}

/// What a stretch of text is, as far as it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tone {
    /// Text of one article alone.
    #[default]
    Plain,
    /// Copied prose.
    Copied,
    /// Rewritten prose.
    Rewritten,
    /// A shared quotation.
    Quote,
    /// Agency or press copy.
    Wire,
    /// What counts for little: incidental passages, boilerplate, notes.
    Faint,
    /// A heading.
    Strong,
}

impl Tone {
    pub(super) fn of(passage: &Passage) -> Self {
        match (passage.kind, passage.tier) {
            (PassageKind::SharedQuote, _) => Self::Quote,
            (PassageKind::Wire, _) => Self::Wire,
            (PassageKind::Incidental | PassageKind::Boilerplate, _) => Self::Faint,
            (_, Tier::Rewritten) => Self::Rewritten,
            _ => Self::Copied,
        }
    }

    /// Its colours; what is set off inside a passage is underlined too.
    pub(super) fn style(self, set_off: bool) -> Style {
        let style = match self {
            Self::Plain => Style::new(),
            Self::Copied => Style::new().black().on_yellow(),
            Self::Rewritten => Style::new().black().on_green(),
            Self::Quote => Style::new().black().on_cyan(),
            Self::Wire => Style::new().black().on_magenta(),
            Self::Faint => Style::new().dimmed(),
            Self::Strong => Style::new().bold(),
        };
        if set_off { style.underline().bold() } else { style }
    }
}

/// The sign of a kind that stands beside the number; prose that one has from the other has none.
pub(super) fn kind_sign(kind: PassageKind) -> &'static str {
    match kind {
        PassageKind::SharedQuote => "”",
        PassageKind::Wire => "*",
        PassageKind::Incidental => "?",
        PassageKind::Boilerplate => "×",
        _ => "",
    }
}

/// What opens and what closes passages of a tier.
pub(super) fn brackets(tier: Tier) -> (char, char) {
    match tier {
        Tier::Rewritten => ('{', '}'),
        _ => ('⟦', '⟧'),
    }
}

/// `⟦1`
pub(super) fn opening(passage: &Passage, number: usize) -> String {
    format!("{}{number}{}", brackets(passage.tier).0, kind_sign(passage.kind))
}

/// `1⟧`
pub(super) fn closing(passage: &Passage, number: usize) -> String {
    format!("{number}{}{}", kind_sign(passage.kind), brackets(passage.tier).1)
}
