//! An article as words with marks between them, made safe to print, before it is known how wide a line is.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::marks::{self, Tone};
use crate::cli::terminal::printable;
use crate::corpus::{Document, ParagraphKind, Span};
use crate::reuse::Shared;

/// What stands between a word and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// A space, or the end of a line.
    Space,
    /// A space where no line may end.
    Fixed,
    /// Nothing, but a line may end: between letters of scripts without spaces.
    Break,
    /// Nothing.
    None,
}

/// A word, or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) gap: Gap,
    pub(super) tone: Tone,
    /// Whether it is set off inside a passage.
    pub(super) set_off: bool,
    /// Whether it counts as a word of the article.
    pub(super) counts: bool,
    /// Whether it belongs to a passage.
    pub(super) covered: bool,
}

/// A piece of an article as it will be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Atom {
    /// A word or a mark.
    Word(Word),
    /// The next word begins a line.
    Line,
    /// The next word begins a paragraph.
    Paragraph,
    /// Here passage `number` opens.
    Open(usize),
    /// Here passage `number` has closed.
    Close(usize),
}

/// Plain text as atoms of one tone, which count for nothing.
pub(super) fn note(text: &str, tone: Tone) -> Vec<Atom> {
    let mut walk = Walk { tone, ..Walk::default() };
    walk.text(text);
    walk.atoms
}

/// An article as atoms. Masked paragraphs are named, and with `full` shown.
pub(super) fn atoms(document: &Document, side: usize, shared: &[Shared<'_>], full: bool) -> Vec<Atom> {
    let events = events(document.text(), side, shared);
    let mut events = events.iter().peekable();
    let mut walk = Walk { counts: true, ..Walk::default() };
    let mut masked: Vec<(&'static str, Span)> = Vec::new();
    for paragraph in document.paragraphs() {
        if let ParagraphKind::Boilerplate(mask) = paragraph.kind {
            masked.push((mask.name(), paragraph.span));
            continue;
        }
        walk.left_out(document, &std::mem::take(&mut masked), full);
        walk.paragraph();
        let mut at = paragraph.span.start;
        let end = paragraph.span.end;
        // What closes at the end of a paragraph closes in it; what opens there opens in the next.
        while let Some(event) =
            events.next_if(|event| event.at < end || (event.at == end && event.what.closes()))
        {
            let until = event.at.max(at);
            walk.text(document.slice(Span::new(at, until)));
            walk.apply(event.what, shared);
            at = until;
        }
        walk.text(document.slice(Span::new(at, end)));
    }
    walk.left_out(document, &masked, full);
    events.for_each(|event| walk.apply(event.what, shared));
    walk.atoms
}

/// What happens at a byte of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    at: usize,
    what: What,
}

/// In the order in which things happen at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Rest,
    Close(usize),
    Open(usize),
    SetOff(char),
}

impl What {
    fn closes(self) -> bool {
        matches!(self, Self::Rest | Self::Close(_))
    }
}

fn events(text: &str, side: usize, shared: &[Shared<'_>]) -> Vec<Event> {
    let mut events = Vec::new();
    let mut set_off: Vec<(Span, char)> = Vec::new();
    for (number, one) in shared.iter().enumerate() {
        let span = one.spans[side];
        if !span.is_empty() {
            events.push(Event { at: span.start, what: What::Open(number) });
            events.push(Event { at: span.end, what: What::Close(number) });
        }
        set_off.extend(
            one.set_off(side, text).into_iter().map(|span| (span, marks::edit_sign(one.passage.tier))),
        );
    }
    set_off.sort();
    let mut free = 0;
    for (span, sign) in set_off {
        // Where passages overlap, what is set off in the first stands.
        if span.start >= free && !span.is_empty() {
            events.push(Event { at: span.start, what: What::SetOff(sign) });
            events.push(Event { at: span.end, what: What::Rest });
            free = span.end;
        }
    }
    events.sort();
    events
}

/// Where the walk through a text is.
#[derive(Debug, Default)]
struct Walk {
    atoms: Vec<Atom>,
    /// The passages that are open, the innermost last.
    open: Vec<usize>,
    tone: Tone,
    counts: bool,
    /// White space was passed since the last word.
    space: bool,
    /// The next word stands by the mark before.
    beside_mark: bool,
    /// Words are being set off by this sign, and whether one has been.
    sign: Option<(char, bool)>,
}

impl Walk {
    fn paragraph(&mut self) {
        if !self.atoms.is_empty() {
            self.atoms.push(Atom::Paragraph);
        }
        self.space = true;
    }

    /// Names what is masked, paragraphs in a row as one.
    fn left_out(&mut self, document: &Document, masked: &[(&'static str, Span)], full: bool) {
        if masked.is_empty() {
            return;
        }
        self.paragraph();
        let mut names: Vec<&str> = masked.iter().map(|(name, _)| *name).collect();
        names.dedup();
        let words: usize =
            masked.iter().map(|(_, span)| document.slice(*span).split_whitespace().count()).sum();
        let unit = if words == 1 { "word" } else { "words" };
        let mut text = format!("(left out: {}; {words} {unit}", names.join(", "));
        for (_, span) in masked.iter().filter(|_| full) {
            text.push_str(&format!(" – {}", document.slice(*span)));
        }
        text.push(')');
        let (tone, counts) =
            (std::mem::replace(&mut self.tone, Tone::Faint), std::mem::take(&mut self.counts));
        self.text(&text);
        (self.tone, self.counts) = (tone, counts);
    }

    fn apply(&mut self, what: What, shared: &[Shared<'_>]) {
        match what {
            What::Open(number) => {
                self.open.push(number);
                self.tone = Tone::of(shared[number].passage);
                self.atoms.push(Atom::Open(number));
                let gap = if self.space { Gap::Space } else { self.gap_inside() };
                self.mark(shared[number].passage.opening(number + 1), gap);
                (self.space, self.beside_mark) = (true, true);
            }
            What::Close(number) => {
                self.mark(shared[number].passage.closing(number + 1), Gap::Fixed);
                self.atoms.push(Atom::Close(number));
                self.open.retain(|open| *open != number);
                self.tone = self.open.last().map_or(Tone::Plain, |&open| Tone::of(shared[open].passage));
                (self.space, self.beside_mark) = (false, false);
            }
            What::SetOff(sign) => self.sign = Some((sign, false)),
            What::Rest => {
                let last = self.atoms.iter_mut().rev().find_map(|atom| match atom {
                    Atom::Word(word) if word.counts => Some(word),
                    _ => None,
                });
                if let (Some((sign, true)), Some(word)) = (self.sign.take(), last) {
                    word.text.push(sign);
                }
            }
        }
    }

    /// The gap before a mark that no white space is before: a line may end after a letter of a script without spaces.
    fn gap_inside(&self) -> Gap {
        let last = self.atoms.iter().rev().find_map(|atom| match atom {
            Atom::Word(word) => word.text.graphemes(true).next_back(),
            _ => None,
        });
        if last.is_some_and(|letter| letter.width() > 1) { Gap::Break } else { Gap::None }
    }

    fn mark(&mut self, text: String, gap: Gap) {
        self.atoms.push(Atom::Word(Word {
            text,
            gap,
            tone: self.tone,
            set_off: false,
            counts: false,
            covered: true,
        }));
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let blank = rest.len() - rest.trim_start().len();
            self.space |= blank > 0;
            rest = &rest[blank..];
            if rest.is_empty() {
                return;
            }
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            self.chunk(&rest[..end]);
            rest = &rest[end..];
        }
    }

    /// Text without white space: one word, or where its script has none, one a letter.
    fn chunk(&mut self, chunk: &str) {
        let mut word = String::new();
        let mut gap = self.gap();
        let mut after_wide = false;
        for grapheme in chunk.graphemes(true) {
            let shown = one_place(grapheme);
            let wide = shown.width() > 1;
            // Punctuation keeps to the letter before.
            if !word.is_empty() && (wide || after_wide) && shown.chars().any(char::is_alphanumeric) {
                self.word(std::mem::take(&mut word), gap);
                gap = Gap::Break;
            }
            word.push_str(&shown);
            after_wide = wide;
        }
        if !word.is_empty() {
            self.word(word, gap);
        }
    }

    fn gap(&mut self) -> Gap {
        let gap = match (self.beside_mark, self.space) {
            (true, _) => Gap::Fixed,
            (false, true) => Gap::Space,
            (false, false) => Gap::None,
        };
        (self.space, self.beside_mark) = (false, false);
        gap
    }

    fn word(&mut self, mut text: String, gap: Gap) {
        if let Some((sign, begun)) = self.sign.as_mut().filter(|(_, begun)| !begun) {
            text.insert(0, *sign);
            *begun = true;
        }
        let counts = self.counts && text.contains(char::is_alphanumeric);
        self.atoms.push(Atom::Word(Word {
            text,
            gap,
            tone: self.tone,
            set_off: self.sign.is_some(),
            counts,
            covered: !self.open.is_empty(),
        }));
    }
}

/// A letter with its marks, without what could steer a terminal, and not piled up over the lines around.
fn one_place(grapheme: &str) -> String {
    /// Families of emoji are the longest that is meant.
    const LONGEST: usize = 11;
    // Marks of direction that texts of Hebrew and Arabic are full of say nothing here, and would show as signs of their own.
    let marks = ['\u{061C}', '\u{200E}', '\u{200F}'];
    let safe = printable(&grapheme.replace(marks, ""));
    if safe.chars().count() > LONGEST { safe.chars().take(1).collect() } else { safe }
}
