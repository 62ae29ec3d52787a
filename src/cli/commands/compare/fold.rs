//! Leaving out what two articles do not share, where it is long.

use super::marks::Tone;
use super::words::{Atom, Gap, Word};
use crate::cli::shorten;

/// Words that stay on either side of a fold.
const KEPT: usize = 12;
/// Shorter stretches than this are not folded: the note would take as much room.
const SHORTEST: usize = 3 * KEPT;

/// Columns of a word; more of it is no word that anybody reads.
const LONGEST_WORD: usize = 80;

/// The same atoms, with words of thousands of letters cut in the middle, and with long stretches outside all passages as `… 312 words …`: their first words stay, and unless
/// nothing follows, their last.
pub(super) fn fold(atoms: Vec<Atom>) -> Vec<Atom> {
    let mut folded = Vec::with_capacity(atoms.len());
    let mut rest = atoms.into_iter().map(cut).peekable();
    while let Some(atom) = rest.next() {
        if !is_free(&atom) {
            folded.push(atom);
            continue;
        }
        let mut stretch = vec![atom];
        while let Some(atom) = rest.next_if(is_free) {
            stretch.push(atom);
        }
        push_folded(&mut folded, stretch, rest.peek().is_none());
    }
    folded
}

fn cut(atom: Atom) -> Atom {
    match atom {
        Atom::Word(word) if shorten::columns(&word.text) > LONGEST_WORD => {
            Atom::Word(Word { text: shorten::in_middle(&word.text, LONGEST_WORD), ..word })
        }
        other => other,
    }
}

fn is_free(atom: &Atom) -> bool {
    match atom {
        Atom::Word(word) => !word.covered,
        Atom::Line | Atom::Paragraph => true,
        Atom::Open(_) | Atom::Close(_) => false,
    }
}

fn push_folded(folded: &mut Vec<Atom>, mut stretch: Vec<Atom>, is_last: bool) {
    let counted: Vec<usize> = stretch
        .iter()
        .enumerate()
        .filter(|(_, atom)| matches!(atom, Atom::Word(word) if word.counts))
        .map(|(at, _)| at)
        .collect();
    if counted.len() <= SHORTEST {
        folded.append(&mut stretch);
        return;
    }
    let tail = if is_last { 0 } else { KEPT };
    let hidden = counted.len() - KEPT - tail;
    let resumed = counted.get(counted.len() - tail).copied();
    let resumed = resumed.map_or(Vec::new(), |at| stretch.split_off(at));
    stretch.truncate(counted[KEPT]);
    while matches!(stretch.last(), Some(Atom::Paragraph | Atom::Line)) {
        stretch.pop();
    }
    folded.append(&mut stretch);
    let note = Word {
        text: format!("… {hidden} words …"),
        gap: Gap::Space,
        tone: Tone::Faint,
        set_off: false,
        counts: false,
        covered: false,
    };
    folded.extend([Atom::Line, Atom::Word(note)]);
    if !resumed.is_empty() {
        folded.push(Atom::Line);
        folded.extend(resumed);
    }
}
