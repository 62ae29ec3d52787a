//! Copied and rewritten stretches of one target put together, so that no word counts in both tiers.

use std::ops::Range;

use super::align::{Column, identity};
use super::rewritten::{FEWEST_TOKENS, Stretch, hull, overlap};

/// A rewritten stretch of which this share was copied, counted by how alike the copies are (their identity cubed, so that a
/// copy of it all has an identity of .84 or more), is a copied one.
const COPIED: f64 = 0.6;
/// The same for a summary.
const COPIED_SUMMARY: f64 = 0.9;
/// What is copied lies in a stretch where this share of it does, on both sides.
const INSIDE: f64 = 0.5;
/// Most tokens between two stretches of one rewritten passage, on both sides.
const GAP: usize = 65;
/// The same between a rewritten stretch and a copy, and how many times longer than the stretch the copy may be.
const COPY_GAP: usize = 65;
const LONGER: usize = 3;
/// Most tokens of the target between what was condensed and what goes with it, wherever that stands in the source.
const CONDENSED_GAP: usize = 16;

/// A passage before it is described.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// An alignment, from an equal token to an equal token.
    Copied(Vec<Column>),
    /// Other words.
    Rewritten(Stretch),
}

impl Piece {
    /// Its tokens in the target.
    pub(super) fn target(&self) -> Range<usize> {
        match self {
            Self::Copied(columns) => of_target(columns),
            Self::Rewritten(stretch) => stretch.target.clone(),
        }
    }

    /// Its tokens in the source.
    pub(super) fn source(&self) -> Range<usize> {
        match self {
            Self::Copied(columns) => of_source(columns),
            Self::Rewritten(stretch) => stretch.source.clone(),
        }
    }

    fn joins(&self, other: &Self) -> bool {
        let Self::Rewritten(stretch) = self else { return false };
        let target = between(&stretch.target, &other.target());
        let source = between(&stretch.source, &other.source());
        match other {
            // A short retelling beside a long copy does not make it one.
            Self::Copied(_) if other.target().len() > LONGER * stretch.target.len() => false,
            Self::Copied(_) if !stretch.condensed => target.max(source) <= COPY_GAP,
            _ if stretch.condensed => target <= CONDENSED_GAP,
            _ => target.max(source) <= GAP,
        }
    }
}

/// Tokens of an alignment in the target. Both its ends are equal tokens, so they stand in both documents.
pub(super) fn of_target(columns: &[Column]) -> Range<usize> {
    columns[0].left as usize..columns[columns.len() - 1].left as usize + 1
}

pub(super) fn of_source(columns: &[Column]) -> Range<usize> {
    columns[0].right as usize..columns[columns.len() - 1].right as usize + 1
}

fn between(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.start.max(b.start).saturating_sub(a.end.min(b.end))
}

/// The passages of one target from one source, by place.
///
/// A stretch that is mostly copied gives way to its copies, whose borders are known to the word. Otherwise the copies in
/// it are part of it: what was retold with some sentences left as they were is one passage. Rewritten stretches that
/// stand close together on both sides are one, and take in shorter copies that stand as close. A quotation that both make
/// stays by itself, for it comes from a third, unless it is a small part of what is retold.
pub(super) fn together(
    mut copied: Vec<Vec<Column>>,
    rewritten: Vec<Stretch>,
    is_quote: impl Fn(&[Column]) -> bool,
) -> Vec<Piece> {
    copied.sort_by_key(|columns| columns[0].left);
    let mut copied: Vec<Option<Vec<Column>>> = copied.into_iter().map(Some).collect();
    // They do not overlap, so in order of their beginnings they are in order of their ends.
    let places: Vec<Range<usize>> = copied.iter().flatten().map(|columns| of_target(columns)).collect();
    let mut pieces = Vec::new();
    for mut stretch in rewritten {
        let inside = |columns: &Vec<Column>| {
            let (target, source) = (of_target(columns), of_source(columns));
            overlap(&target, &stretch.target) as f64 >= INSIDE * target.len() as f64
                && overlap(&source, &stretch.source) as f64 >= INSIDE * source.len() as f64
        };
        let first = places.partition_point(|place| place.end <= stretch.target.start);
        let last = places.partition_point(|place| place.start < stretch.target.end);
        let within: Vec<usize> =
            (first..last).filter(|&at| copied[at].as_ref().is_some_and(inside)).collect();
        if is_mostly_copied(&stretch, within.iter().filter_map(|&at| copied[at].as_ref())) {
            continue;
        }
        let tokens = stretch.target.len();
        for at in within {
            if let Some(columns) =
                copied[at].take_if(|columns| !is_quote(columns) || of_target(columns).len() * 2 < tokens)
            {
                stretch.target = hull(&stretch.target, &of_target(&columns));
                stretch.source = hull(&stretch.source, &of_source(&columns));
            }
        }
        pieces.push(Piece::Rewritten(stretch));
    }
    let (quotes, copied): (Vec<_>, Vec<_>) =
        copied.into_iter().flatten().partition(|columns| is_quote(columns));
    pieces.extend(copied.into_iter().map(Piece::Copied));
    let mut pieces = joined(pieces);
    pieces.extend(quotes.into_iter().map(Piece::Copied));
    let mut pieces = apart(pieces);
    pieces.sort_by_key(|piece| (piece.target().start, piece.source().start));
    pieces
}

/// Whether an alignment is a copy so close that a retelling of the same stretches would give way to it.
pub(super) fn is_close(columns: &[Column]) -> bool {
    identity(columns).powi(3) >= COPIED
}

/// The pieces so that no token of the target stands in two of them: copies as they are, of rewritten ones what is left
/// beside copies and beside weightier ones, as far as it is long enough to be a passage.
fn apart(pieces: Vec<Piece>) -> Vec<Piece> {
    let (mut done, mut retold) = (Vec::new(), Vec::new());
    for piece in pieces {
        match piece {
            Piece::Copied(_) => done.push(piece),
            Piece::Rewritten(stretch) => retold.push(stretch),
        }
    }
    retold.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.target.start.cmp(&b.target.start)));
    for stretch in retold {
        let mut taken: Vec<Range<usize>> = done.iter().map(Piece::target).collect();
        taken.retain(|taken| overlap(taken, &stretch.target) > 0);
        taken.sort_unstable_by_key(|taken| taken.start);
        if taken.is_empty() {
            done.push(Piece::Rewritten(stretch));
            continue;
        }
        let mut from = stretch.target.start;
        let ends = taken.into_iter().chain(std::iter::once(stretch.target.end..stretch.target.end));
        for taken in ends {
            let left = from..taken.start.min(stretch.target.end);
            from = from.max(taken.end);
            if left.len() >= FEWEST_TOKENS {
                let share = left.len() as f64 / stretch.target.len() as f64;
                done.push(Piece::Rewritten(Stretch {
                    target: left,
                    weight: share * stretch.weight,
                    ..stretch.clone()
                }));
            }
        }
    }
    done
}

fn is_mostly_copied<'c>(stretch: &Stretch, copies: impl Iterator<Item = &'c Vec<Column>> + Clone) -> bool {
    let share = |whole: &Range<usize>, side: fn(&[Column]) -> Range<usize>| {
        let parts = copies.clone().map(|columns| {
            // Cubed, so that half the words in place do not make a copy of what is around them.
            identity(columns).powi(3) * overlap(&side(columns), whole) as f64
        });
        parts.sum::<f64>() / whole.len() as f64
    };
    let of_target = share(&stretch.target, of_target);
    // A summary leaves out most of its source, and may well keep sentences.
    if stretch.condensed {
        of_target >= COPIED_SUMMARY
    } else {
        of_target.max(share(&stretch.source, of_source)) >= COPIED
    }
}

/// The pieces with those joined that belong together, by place.
fn joined(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.sort_by_key(|piece| (piece.target().start, piece.source().start));
    let mut done: Vec<Piece> = Vec::new();
    // Those that what comes next may still join.
    let mut open: Vec<Piece> = Vec::new();
    for mut piece in pieces {
        let start = piece.target().start;
        let is_past = |other: &mut Piece| other.target().end + GAP.max(CONDENSED_GAP) < start;
        done.extend(open.extract_if(.., is_past));
        // What a piece has grown by may reach further.
        while let Some(at) = open.iter().position(|other| piece.joins(other) || other.joins(&piece)) {
            piece = one(open.remove(at), piece);
        }
        open.push(piece);
    }
    done.append(&mut open);
    done.sort_by_key(|piece| (piece.target().start, piece.source().start));
    done
}

fn one(a: Piece, b: Piece) -> Piece {
    let weight = |piece: &Piece| if let Piece::Rewritten(stretch) = piece { stretch.weight } else { 0.0 };
    let condensed = |piece: &Piece| matches!(piece, Piece::Rewritten(stretch) if stretch.condensed);
    Piece::Rewritten(Stretch {
        target: hull(&a.target(), &b.target()),
        source: hull(&a.source(), &b.source()),
        condensed: condensed(&a) || condensed(&b),
        weight: weight(&a) + weight(&b),
    })
}

#[cfg(test)]
mod tests {
    use super::super::align::identical;
    use super::*;

    fn stretch(target: Range<usize>, weight: f64) -> Stretch {
        Stretch { target, source: 500..600, condensed: false, weight }
    }

    #[test]
    fn no_token_stands_in_two_pieces() {
        let quote: Vec<Column> =
            identical(40).into_iter().map(|column| Column { left: column.left + 20, ..column }).collect();
        let pieces = together(vec![quote], vec![stretch(0..70, 8.0), stretch(64..100, 6.0)], |_| true);
        let found: Vec<Range<usize>> = pieces.iter().map(Piece::target).collect();
        // The two stretches are one; ten tokens would be left of the first behind the quotation if they were not.
        assert_eq!(found, [0..20, 20..60, 60..100]);
    }

    #[test]
    fn what_is_left_of_a_stretch_must_be_long_enough() {
        let copy = Piece::Copied(identical(60));
        let found = apart(vec![copy.clone(), Piece::Rewritten(stretch(50..75, 8.0))]);
        assert_eq!(found, std::slice::from_ref(&copy));
        let found = apart(vec![copy, Piece::Rewritten(stretch(50..80, 9.0))]);
        assert_eq!(found[1], Piece::Rewritten(stretch(60..80, 6.0)));
    }
}
