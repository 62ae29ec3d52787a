//! Setting what two articles share on the same height.

use super::words::{Atom, Gap, Word};
use crate::reuse::Shared;

/// How far back a passage looks for the one before it: enough for any order but a shuffle of thousands.
const LOOK_BACK: usize = 1000;

/// The passages that stand in one order in both articles without overlap, as many words of them as can be.
pub(super) fn in_order(shared: &[Shared<'_>]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(shared.len());
    for (at, one) in shared.iter().enumerate() {
        let follows =
            |before: &usize| (0..2).all(|side| shared[*before].spans[side].end <= one.spans[side].start);
        let before = (at.saturating_sub(LOOK_BACK)..at).filter(follows).max_by_key(|&before| best[before].0);
        let tokens = before.map_or(0, |before| best[before].0) + one.passage.tokens.max(1);
        best.push((tokens, before));
    }
    let mut order = Vec::new();
    // Of equals the first, so that a chain is not broken for nothing.
    let mut at = (0..best.len()).rev().max_by_key(|&at| best[at].0);
    while let Some(number) = at {
        order.push(number);
        at = best[number].1;
    }
    order.reverse();
    order
}

/// An article in blocks: what stands before the first of `anchors`, that passage, what stands before the next, and so
/// on; always two blocks for each anchor and one more.
pub(super) fn blocks<'a>(atoms: &'a [Atom], anchors: &[usize]) -> Vec<&'a [Atom]> {
    let mut blocks = Vec::with_capacity(2 * anchors.len() + 1);
    let mut from = 0;
    for &anchor in anchors {
        let place = |wanted: &Atom| atoms[from..].iter().position(|atom| atom == wanted).map(|at| from + at);
        let (Some(open), Some(close)) = (place(&Atom::Open(anchor)), place(&Atom::Close(anchor))) else {
            blocks.extend([&[][..], &[]]);
            continue;
        };
        let start = first_of_word(atoms, open).max(from);
        let end = end_of_word(atoms, close + 1);
        blocks.extend([&atoms[from..start], &atoms[start..end]]);
        from = end;
    }
    blocks.push(&atoms[from..]);
    blocks
}

/// Back over what is written together with the mark: `(⟦1 …` begins with the bracket.
fn first_of_word(atoms: &[Atom], mut at: usize) -> usize {
    let mut start = at;
    let glued = |at: usize| match &atoms[at] {
        Atom::Word(word) => word.gap == Gap::None,
        _ => false,
    };
    // The mark itself is the next atom.
    if !atoms.get(at + 1).is_some_and(|_| glued(at + 1)) {
        return start;
    }
    while at > 0 && matches!(&atoms[at - 1], Atom::Word(word) if !word.covered) {
        at -= 1;
        start = at;
        if !glued(at) {
            break;
        }
    }
    start
}

/// On over what is written together with the mark, other marks among it: `… 1⟧ 2⟧.` ends with the full stop.
fn end_of_word(atoms: &[Atom], mut at: usize) -> usize {
    while let Some(Atom::Word(Word { gap: Gap::None | Gap::Fixed, .. }) | Atom::Close(_)) = atoms.get(at) {
        at += 1;
    }
    at
}
