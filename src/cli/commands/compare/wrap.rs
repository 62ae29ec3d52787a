//! Words to lines of a width.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::marks::Tone;
use super::words::{Atom, Gap, Word};

/// A line of text and how many columns it takes.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pieces: Vec<Piece>,
    pub(super) width: usize,
}

/// Text of one look.
#[derive(Clone, Debug)]
struct Piece {
    text: String,
    tone: Tone,
    set_off: bool,
}

impl Line {
    fn push(&mut self, text: &str, tone: Tone, set_off: bool) {
        self.width += text.width();
        match self.pieces.last_mut() {
            Some(last) if (last.tone, last.set_off) == (tone, set_off) => last.text.push_str(text),
            _ => self.pieces.push(Piece { text: text.to_owned(), tone, set_off }),
        }
    }

    /// A space before a word: of its look if the word before has the same.
    fn space(&mut self, word: &Word) {
        let same = self.pieces.last().is_some_and(|last| last.tone == word.tone);
        let set_off = word.set_off && self.pieces.last().is_some_and(|last| last.set_off);
        self.push(" ", if same { word.tone } else { Tone::Plain }, same && set_off);
    }

    /// With its colours.
    pub(super) fn styled(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| match (piece.tone, piece.set_off) {
                (Tone::Plain, false) => piece.text.clone(),
                (tone, set_off) => tone.style(set_off).style(&piece.text).to_string(),
            })
            .collect()
    }
}

/// The atoms as lines of at most `width` columns (2 or more), an empty one between paragraphs.
pub(super) fn wrap(atoms: &[Atom], width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    let mut unit: Vec<&Word> = Vec::new();
    for atom in atoms {
        match atom {
            Atom::Word(word) => {
                if matches!(word.gap, Gap::Space | Gap::Break) {
                    place(&mut unit, &mut line, &mut lines, width);
                }
                unit.push(word);
            }
            Atom::Line | Atom::Paragraph => {
                place(&mut unit, &mut line, &mut lines, width);
                if line.width > 0 {
                    lines.push(std::mem::take(&mut line));
                }
                // At the edges of a block, too, which are set off from each other so.
                if *atom == Atom::Paragraph {
                    lines.push(Line::default());
                }
            }
            Atom::Open(_) | Atom::Close(_) => {}
        }
    }
    place(&mut unit, &mut line, &mut lines, width);
    if line.width > 0 {
        lines.push(line);
    }
    lines
}

/// Puts words that belong together on the line, or on the next; what is longer than a line is cut.
fn place(unit: &mut Vec<&Word>, line: &mut Line, lines: &mut Vec<Line>, width: usize) {
    let unit = std::mem::take(unit);
    let Some(first) = unit.first() else { return };
    let inner = |word: &&&Word| usize::from(word.gap == Gap::Fixed);
    let wanted: usize = unit.iter().map(|word| word.text.width()).sum::<usize>()
        + unit.iter().skip(1).map(|word| inner(&word)).sum::<usize>();
    let space = usize::from(line.width > 0 && first.gap != Gap::Break);
    if line.width > 0 && line.width + space + wanted > width {
        lines.push(std::mem::take(line));
    }
    for (at, word) in unit.iter().enumerate() {
        let spaced = if at == 0 { first.gap != Gap::Break } else { word.gap == Gap::Fixed };
        if spaced && line.width > 0 && line.width < width {
            line.space(word);
        }
        if line.width + word.text.width() <= width {
            line.push(&word.text, word.tone, word.set_off);
            continue;
        }
        for part in word.text.graphemes(true).flat_map(|grapheme| narrow(grapheme, width)) {
            if line.width > 0 && line.width + part.width() > width {
                lines.push(std::mem::take(line));
            }
            line.push(part, word.tone, word.set_off);
        }
    }
}

/// A letter whole, or if it is wider than a line, the signs that it is made of.
fn narrow(grapheme: &str, width: usize) -> impl Iterator<Item = &str> {
    let whole = grapheme.width() <= width;
    let parts = grapheme.split_inclusive(move |_| !whole);
    parts.filter(|part| !part.is_empty())
}
