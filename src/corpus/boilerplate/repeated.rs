//! Titles and captions that stand in an article more than once.

use rustc_hash::FxHashMap;

use super::super::prose::words;
use super::super::{Paragraph, ParagraphKind};
use super::Mask;

/// Longer lines are prose, which may repeat itself.
const LONGEST: usize = 600;

/// So many paragraphs, a kicker and a standfirst, may stand above an article's title.
const LEAD: usize = 2;

/// Masks headings and captions that repeat an earlier line, and every line that repeats the title. The first
/// occurrence stays; a line equal to the title is the heading above the article, and chrome below its beginning.
pub(super) fn mark(text: &str, title: Option<&str>, paragraphs: &mut [Paragraph]) {
    let title_head = title.map(Head::of);
    let title = title.map(key).filter(|title| !title.is_empty());
    // A line of prose is only compared with what is no prose, and with the title: mostly a few short lines.
    let kept = |paragraph: &&Paragraph| !paragraph.kind.is_masked() && paragraph.span.len() <= LONGEST;
    let heads: Vec<Head> = paragraphs
        .iter()
        .filter(kept)
        .filter(|paragraph| paragraph.kind != ParagraphKind::Body)
        .map(|paragraph| Head::of(paragraph.span.of(text)))
        .collect();
    let mut prose = 0;
    let mut first: FxHashMap<String, ParagraphKind> = FxHashMap::default();
    for paragraph in paragraphs.iter_mut().filter(|paragraph| !paragraph.kind.is_masked()) {
        let line = paragraph.span.of(text);
        if line.len() > LONGEST {
            prose += 1;
            continue;
        }
        if paragraph.kind == ParagraphKind::Body {
            let head = Head::of(line);
            let like_title = title_head.is_some_and(|title| head.begins_with(&title));
            if !like_title && !heads.contains(&head) {
                prose += usize::from(!head.is_empty());
                continue;
            }
        }
        let is_title = title.as_deref().is_some_and(|title| is_title(line, title));
        let key = if is_title { title.clone().unwrap_or_default() } else { key(line) };
        if key.is_empty() {
            continue;
        }
        if is_title && prose > LEAD {
            paragraph.kind = ParagraphKind::Boilerplate(Mask::Repeated);
            continue;
        }
        if is_title && paragraph.kind == ParagraphKind::Body {
            paragraph.kind = ParagraphKind::Heading;
        }
        prose += usize::from(paragraph.kind == ParagraphKind::Body);
        match first.get(&key) {
            None => {
                first.insert(key, paragraph.kind);
            }
            // A sentence may come back, as a refrain does; a heading or a caption comes back only by printing.
            Some(&earlier) if earlier != ParagraphKind::Body || paragraph.kind != ParagraphKind::Body => {
                paragraph.kind = ParagraphKind::Boilerplate(Mask::Repeated);
            }
            Some(_) => {}
        }
    }
}

/// The first few letters and digits of a line's key: lines with equal keys have equal heads, and a line whose key
/// begins with another's has a head that begins with the other's.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Head {
    letters: [char; Head::LETTERS],
    length: usize,
}

impl Head {
    const LETTERS: usize = 12;

    fn of(line: &str) -> Self {
        let mut head = Self { letters: ['\0'; Self::LETTERS], length: 0 };
        let lower = line.chars().filter(|found| found.is_alphanumeric()).flat_map(char::to_lowercase);
        for (place, found) in head.letters.iter_mut().zip(lower) {
            *place = found;
            head.length += 1;
        }
        head
    }

    fn begins_with(&self, other: &Self) -> bool {
        self.letters[..self.length].starts_with(&other.letters[..other.length])
    }

    fn is_empty(&self) -> bool {
        self.length == 0
    }
}

/// The letters and digits of a line in lower case, one space between words: equal for lines that differ in quotes,
/// dashes or white space.
fn key(line: &str) -> String {
    let mut key = String::with_capacity(line.len());
    for word in line.split(|found: char| !found.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().flat_map(char::to_lowercase));
    }
    key
}

/// Whether `line` is the title, alone or with the outlet's name behind a stroke.
fn is_title(line: &str, title: &str) -> bool {
    if key(line) == title {
        return true;
    }
    let stroke = [" | ", " - ", " – ", " — ", " :: "]
        .into_iter()
        .filter_map(|stroke| line.rfind(stroke).map(|at| (at, stroke.len())))
        .max();
    stroke.is_some_and(|(at, length)| words(&line[at + length..], 7) <= 6 && key(&line[..at]) == title)
}
