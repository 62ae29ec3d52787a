//! `retell compare`: two articles side by side, what they share marked in both.

use comfy_table::{ContentArrangement, Table, presets};
use owo_colors::{OwoColorize, Style};

use crate::cli::args::{CompareArgs, CompareFormat};
use crate::cli::diagnostic::Exit;
use crate::cli::output;
use crate::cli::session::{Session, done};
use crate::cli::terminal::printable;
use crate::corpus::{Corpus, Span};
use crate::error::{Error, Result};
use crate::reuse::{Passage, PassageKind, Reuse, Score};
use crate::table;

/// `retell compare`.
pub(crate) fn run(session: &mut Session, args: &CompareArgs) -> Result<Exit> {
    let analyzer = session.settings(&args.config, &[&args.words])?.analyzer()?;
    let (left, right) = (std::slice::from_ref(&args.a), std::slice::from_ref(&args.b));
    let (corpus, split, skipped) = session.read_against(left, right, &args.reading)?;
    if split != 1 || corpus.len() != 2 {
        return Err(Error::Parameter {
            name: "compare",
            got: format!("{split} and {} articles", corpus.len() - split),
            expected: "two files with one article each".to_owned(),
        });
    }
    let tokens = analyzer.tokenize(&corpus);
    let reuse = Reuse::params().detect(&corpus, &tokens)?;
    match args.format {
        CompareFormat::Text => output::stdout_styled(&page(&corpus, &reuse))?,
        CompareFormat::Jsonl => output::stdout(&table::jsonl(table::passages(&corpus, &reuse)?)?)?,
    }
    Ok(done(skipped))
}

/// Columns of text where no terminal says how many it has.
const WIDTH: u16 = 100;

/// Scores both ways, the passages, and the two texts with numbered marks.
fn page(corpus: &Corpus, reuse: &Reuse) -> String {
    let passages = reuse.passages_between(0, 1);
    let ids: Vec<String> = corpus.documents().iter().map(|document| printable(document.id())).collect();
    let mut page = String::new();
    for (target, source) in [(0, 1), (1, 0)] {
        page.push_str(&score_line(&ids[target], &ids[source], &reuse.score(target, source)));
    }
    page.push('\n');
    for (at, passage) in passages.iter().enumerate() {
        page.push_str(&format!("{} {}\n", style(passage, at).style(mark(passage, at)), told(passage)));
    }
    if passages.is_empty() {
        page.push_str("No passage stands in both.\n");
    }
    let mut grid = Table::new();
    grid.load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(ids.iter().map(String::as_str));
    if !grid.is_tty() {
        grid.set_width(WIDTH);
    }
    let columns: Vec<Vec<String>> = [0, 1].map(|side| marked(corpus, side, passages)).into_iter().collect();
    for row in 0..columns[0].len().max(columns[1].len()) {
        grid.add_row(columns.iter().map(|column| column.get(row).map_or("", String::as_str)));
    }
    format!("{page}\n{grid}\n")
}

fn score_line(target: &str, source: &str, score: &Score) -> String {
    let Some(share) = score.reuse() else {
        return format!("{target} is too short to tell how much of it stands in {source}\n");
    };
    format!(
        "{:.1}% of {target} stands in {source}: {} of {} words ({} in shared quotations)\n",
        share * 100.0,
        score.reused_tokens,
        score.eligible_tokens,
        score.quoted_tokens,
    )
}

fn told(passage: &Passage) -> String {
    format!(
        "{}, {}: {} words, {:.0}% alike",
        passage.kind.name(),
        passage.tier.name(),
        passage.tokens,
        passage.identity * 100.0
    )
}

/// The number of a passage; quotations carry a mark of their own, so that colour is not needed.
fn mark(passage: &Passage, at: usize) -> String {
    let quote = if passage.kind == PassageKind::SharedQuote { "”" } else { "" };
    format!("{}{quote}", at + 1)
}

fn style(passage: &Passage, at: usize) -> Style {
    if passage.kind == PassageKind::SharedQuote {
        return Style::new().black().on_cyan();
    }
    match at % 3 {
        0 => Style::new().black().on_yellow(),
        1 => Style::new().black().on_green(),
        _ => Style::new().black().on_magenta(),
    }
}

/// The paragraphs of one side, passages set off as `⟦1 … 1⟧`; masked paragraphs are named, not shown.
fn marked(corpus: &Corpus, side: usize, passages: &[Passage]) -> Vec<String> {
    let document = &corpus[side];
    let mut places: Vec<(Span, usize)> = passages
        .iter()
        .enumerate()
        .map(|(at, passage)| (if side == 0 { passage.target_span } else { passage.source_span }, at))
        .collect();
    places.sort();
    document
        .paragraphs()
        .iter()
        .map(|paragraph| {
            if paragraph.kind.is_masked() {
                return "(left out: not the article's own text)".dimmed().to_string();
            }
            let mut text = String::new();
            let mut at = paragraph.span.start;
            for &(place, number) in &places {
                let (start, end) = (place.start.max(at), place.end.min(paragraph.span.end));
                if start >= end {
                    continue;
                }
                text.push_str(&printable(document.slice(Span::new(at, start))));
                let mark = mark(&passages[number], number);
                let inside = format!("⟦{mark} {} {mark}⟧", printable(document.slice(Span::new(start, end))));
                text.push_str(&style(&passages[number], number).style(inside).to_string());
                at = end;
            }
            text.push_str(&printable(document.slice(Span::new(at, paragraph.span.end))));
            text
        })
        .collect()
}
