//! The page that `compare` prints: scores, what is shared, the two texts, and what the signs mean.

use super::align::{blocks, in_order};
use super::fold::fold;
use super::marks::Tone;
use super::words::{self, Atom};
use super::wrap::{Line, wrap};
use crate::corpus::{Corpus, Document};
use crate::reuse::{PassageKind, Reuse, Score, Shared, Tier};

/// What stands between the two columns.
const BORDER: &str = " │ ";
/// Columns of text narrower than this are not read with ease, and stand one below the other.
const NARROWEST: usize = 24;
/// Wider lines than this are not read with ease either.
const WIDEST: usize = 100;
/// Passages that are listed where not all are asked for.
const LISTED: usize = 10;

/// The first two documents of `corpus` on `width` columns. Long stretches that only one has are folded unless `full`.
pub(super) fn page(corpus: &Corpus, reuse: &Reuse, width: usize, full: bool) -> String {
    let width = width.max(4);
    let shared = reuse.shared(0, 1);
    let texts = [0, 1].map(|side| {
        let atoms = words::atoms(&corpus[side], side, &shared, full);
        if full { atoms } else { fold(atoms) }
    });
    let mut lines = Vec::new();
    for (target, source) in [(0, 1), (1, 0)] {
        let ids = [corpus[target].id(), corpus[source].id()];
        lines.extend(said(&score_line(ids, &reuse.score(target, source)), Tone::Plain, width));
    }
    lines.push(String::new());
    lines.extend(listed(&shared, width, full));
    lines.push(String::new());
    if width >= 2 * NARROWEST + BORDER.len() && !corpus.documents()[..2].iter().any(runs_leftwards) {
        lines.extend(side_by_side(corpus, &shared, &texts, width));
    } else {
        lines.extend(one_below_the_other(corpus, &texts, width));
    }
    let legend = legend(&shared, &texts);
    if !legend.is_empty() {
        lines.push(String::new());
        lines.extend(said(&legend, Tone::Faint, width));
    }
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Whether most letters of an article are of scripts that run from right to left. A terminal that sets them so would set a whole
/// line so, and what stands beside each other in other columns.
fn runs_leftwards(document: &Document) -> bool {
    let letters = || document.text().chars().filter(|c| c.is_alphabetic());
    let leftwards = letters().filter(|&c| {
        matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    });
    2 * leftwards.count() > letters().count()
}

/// A sentence on lines.
fn said(text: &str, tone: Tone, width: usize) -> Vec<String> {
    wrap(&words::note(text, tone), width.min(WIDEST)).iter().map(Line::styled).collect()
}

fn score_line([target, source]: [&str; 2], score: &Score) -> String {
    let percent = |share: Option<f64>| format!("{:.1}%", share.unwrap_or_default() * 100.0);
    if score.reuse().is_none() {
        return format!("{target} is too short to tell how much of it stands in {source}");
    }
    let mut line = format!(
        "{} of {target} stands in {source}: {} of {} words",
        percent(score.reuse()),
        score.reused_tokens,
        score.eligible_tokens
    );
    match (score.copied_tokens, score.rewritten_tokens) {
        (0, 0) => {}
        (_, 0) => line.push_str(", all copied"),
        (0, _) => line.push_str(", all rewritten"),
        _ => line.push_str(&format!(
            "; copied {}, rewritten {}",
            percent(score.copied()),
            percent(score.rewritten())
        )),
    }
    if score.quoted_tokens > 0 {
        line.push_str(&format!("; {} in shared quotations", percent(score.quoted())));
    }
    line
}

/// The passages, one a line.
fn listed(shared: &[Shared<'_>], width: usize, full: bool) -> Vec<String> {
    if shared.is_empty() {
        return said("No passage stands in both.", Tone::Plain, width);
    }
    let shown = if full { shared.len() } else { LISTED.min(shared.len()) };
    let mut lines = Vec::new();
    for (at, one) in shared.iter().take(shown).enumerate() {
        let (passage, number) = (one.passage, at + 1);
        let mark = passage.mark(number);
        let mut text = format!(
            "{}, {}: {} {}, {:.0}% alike",
            passage.tier.name(),
            passage.kind.name(),
            passage.tokens,
            if passage.tokens == 1 { "word" } else { "words" },
            passage.identity * 100.0
        );
        if passage.outlets > 2 {
            text.push_str(&format!(", in {} outlets", passage.outlets));
        }
        if let Some(p) = passage.p_value {
            text.push_str(&if p < 0.001 { ", p < 0.001".to_owned() } else { format!(", p = {p:.3}") });
        }
        let mut atoms = words::note(&mark, Tone::of(passage));
        atoms.extend(words::note(&format!(" {text}"), Tone::Plain));
        lines.extend(wrap(&atoms, width.min(WIDEST)).iter().map(Line::styled));
    }
    if shown < shared.len() {
        let more = format!("… and {} more; --full lists them", shared.len() - shown);
        lines.extend(said(&more, Tone::Faint, width));
    }
    lines
}

/// What heads an article: its id, and what else is known of it.
fn heading(document: &Document, width: usize) -> Vec<Line> {
    let date = document.date().map(|date| date.to_string());
    let known = [document.title(), document.source(), date.as_deref()];
    let known: Vec<&str> = known.into_iter().flatten().filter(|text| !text.trim().is_empty()).collect();
    let mut lines = wrap(&words::note(document.id(), Tone::Strong), width);
    lines.extend(wrap(&words::note(&known.join(" · "), Tone::Faint), width));
    lines
}

fn side_by_side(corpus: &Corpus, shared: &[Shared<'_>], texts: &[Vec<Atom>; 2], width: usize) -> Vec<String> {
    let column = (width - BORDER.chars().count()) / 2;
    let anchors = in_order(shared);
    let [left, right] = [0, 1].map(|side| blocks(&texts[side], &anchors));
    let mut rows = beside(&heading(&corpus[0], column), &heading(&corpus[1], column), column);
    rows.push(format!("{}─┼─{}", "─".repeat(column), "─".repeat(column)));
    for (left, right) in left.into_iter().zip(right) {
        rows.extend(beside(&wrap(left, column), &wrap(right, column), column));
    }
    rows
}

fn beside(left: &[Line], right: &[Line], column: usize) -> Vec<String> {
    (0..left.len().max(right.len()))
        .map(|row| {
            let (styled, taken) =
                left.get(row).map_or((String::new(), 0), |line| (line.styled(), line.width));
            let padding = " ".repeat(column.saturating_sub(taken));
            format!("{styled}{padding}{BORDER}{}", right.get(row).map(Line::styled).unwrap_or_default())
        })
        .collect()
}

fn one_below_the_other(corpus: &Corpus, texts: &[Vec<Atom>; 2], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (side, text) in texts.iter().enumerate() {
        if side > 0 {
            lines.push(String::new());
        }
        lines.extend(heading(&corpus[side], width).iter().map(Line::styled));
        lines.push("─".repeat(width.min(WIDEST)));
        lines.extend(wrap(text, width).iter().map(Line::styled));
    }
    lines
}

/// What the signs on the page mean, those only that are there.
fn legend(shared: &[Shared<'_>], texts: &[Vec<Atom>; 2]) -> String {
    let passages = || shared.iter().map(|one| one.passage);
    let mut parts = Vec::new();
    for tier in [Tier::Copied, Tier::Rewritten] {
        if passages().any(|passage| passage.tier == tier) {
            let [open, close] = tier.brackets();
            parts.push(format!("{open} … {close} {}", tier.name()));
        }
    }
    for (kind, name) in [
        (PassageKind::SharedQuote, "shared quotation"),
        (PassageKind::Wire, "agency or press copy"),
        (PassageKind::Incidental, "incidental"),
        (PassageKind::Boilerplate, "boilerplate"),
    ] {
        if passages().any(|passage| passage.kind == kind) {
            parts.push(format!("1{} {name}", kind.sign()));
        }
    }
    let words = || {
        texts.iter().flatten().filter_map(|atom| match atom {
            Atom::Word(word) => Some(word),
            _ => None,
        })
    };
    let set_off = |sign: char| words().any(|word| word.set_off && word.text.starts_with(sign));
    if set_off('+') {
        parts.push("+words+ on this side only".to_owned());
    }
    if set_off('=') {
        parts.push("=words= on both sides".to_owned());
    }
    if words().any(|word| word.tone == Tone::Faint && word.text.starts_with("… ")) {
        parts.push("… words … folded, --full shows them".to_owned());
    }
    parts.join(" · ")
}
