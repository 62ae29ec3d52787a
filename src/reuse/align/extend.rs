//! Going on from the end of a chain while it pays.

use super::fill::{best, gap};
use super::{Ahead, DIFFERENT, EQUAL, Step};

/// Places on either side of the diagonal that are looked at.
const BAND: usize = 8;
const WIDTH: usize = 2 * BAND + 1;
/// The extension ends where no path is within this much of the best: 5 words replaced in a row, or 16 inserted.
const DROP: i64 = 21;
const NONE: i64 = i64::MIN / 4;

/// One row of the band: a score for each place and way to stand there.
type Row = [[i64; 3]; WIDTH];

/// The best alignment that starts at the start of both; it ends with an equal token or is empty.
///
/// Time and memory are linear in the tokens it goes through, 17 places for each.
pub(super) fn extend(left: Ahead<'_>, right: Ahead<'_>) -> Vec<Step> {
    if never_pays(left, right) {
        return Vec::new();
    }
    paths(left, right)
}

fn paths(left: Ahead<'_>, right: Ahead<'_>) -> Vec<Step> {
    let mut row: Row = [[NONE; 3]; WIDTH];
    row[BAND][0] = 0;
    for place in BAND + 1..WIDTH.min(BAND + 1 + right.len()) {
        row[place][2] = gap(row[place - 1], 2).1;
    }
    // The ways come from, row by row; the first row is only ever left to the left.
    let mut from: Vec<[[u8; 3]; WIDTH]> =
        vec![std::array::from_fn(|place| [0, 0, if place > BAND + 1 { 2 } else { 0 }])];
    let (mut peak, mut peak_at) = (0, None);
    for l in 1..=left.len() {
        let mut next: Row = [[NONE; 3]; WIDTH];
        let mut came = [[0u8; 3]; WIDTH];
        let mut highest = NONE;
        for place in 0..WIDTH {
            // The place stands for `l + place - BAND` tokens of the right side.
            let Some(r) = (l + place).checked_sub(BAND).filter(|&r| r <= right.len()) else { continue };
            if r > 0 {
                let (way, score) = best(row[place]);
                let equal = left.get(l - 1) == right.get(r - 1);
                (came[place][0], next[place][0]) = (way, score + if equal { EQUAL } else { -DIFFERENT });
                if equal && next[place][0] > peak {
                    (peak, peak_at) = (next[place][0], Some((l, place)));
                }
            }
            if place + 1 < WIDTH {
                (came[place][1], next[place][1]) = gap(row[place + 1], 1);
            }
            if place > 0 && r > 0 {
                (came[place][2], next[place][2]) = gap(next[place - 1], 2);
            }
            highest = highest.max(best(next[place]).1);
        }
        row = next;
        from.push(came);
        if highest <= peak - DROP {
            break;
        }
    }
    let Some((mut l, mut place)) = peak_at else { return Vec::new() };
    let mut steps = Vec::new();
    let mut way = 0u8;
    while (l, place) != (0, BAND) {
        let came = from[l][place][way as usize];
        match way {
            0 => {
                let r = l + place - BAND;
                steps.push(if left.get(l - 1) == right.get(r - 1) { Step::Equal } else { Step::Different });
                l -= 1;
            }
            1 => {
                steps.push(Step::LeftOnly);
                l -= 1;
                place += 1;
            }
            _ => {
                steps.push(Step::RightOnly);
                place -= 1;
            }
        }
        way = came;
    }
    steps.reverse();
    steps
}

/// Rows that [`never_pays`] looks at before it gives up.
const ROWS: usize = 64;
/// Places of a row, filled up to what registers hold.
const LANES: usize = 24;
/// A score that nothing comes back from.
const LOW: i16 = i16::MIN / 2;

/// Whether no path gets above 0 before all fall behind: so it is at most ends, and then there is nothing to extend with.
/// What it says is certain; where it does not know it says no.
///
/// The scores of [`extend`] without the ways, a row at a time in small numbers. Beyond the end of the right side it goes on
/// as if words followed that are equal to none: that keeps it looking longer, never shorter.
pub(super) fn never_pays(left: Ahead<'_>, right: Ahead<'_>) -> bool {
    let mut words = [u32::MAX; ROWS + LANES];
    for (word, at) in words[BAND..].iter_mut().zip(0..right.len()) {
        *word = right.get(at);
    }
    // The best score at each place, and the best of those that end with a word of the left side only.
    let mut best = [LOW; LANES];
    let mut down = [LOW; LANES];
    let (open, lengthen) = (super::OPEN as i16, super::LENGTHEN as i16);
    best[BAND] = 0;
    for (score, further) in best[BAND + 1..WIDTH].iter_mut().zip(0..) {
        *score = -open - further * lengthen;
    }
    for l in 0..left.len() {
        if l == ROWS {
            return false;
        }
        let word = left.get(l);
        let here = &words[l..l + LANES];
        let mut next = [LOW; LANES];
        for place in 0..LANES {
            let gain = if here[place] == word { EQUAL as i16 } else { -DIFFERENT as i16 };
            next[place] = best[place].saturating_add(gain);
        }
        let peak = next[..WIDTH].iter().copied().max().unwrap_or(LOW);
        if peak > 0 {
            return false;
        }
        for place in 0..LANES - 1 {
            down[place] = best[place + 1].saturating_sub(open).max(down[place + 1].saturating_sub(lengthen));
        }
        down[WIDTH - 1..].fill(LOW);
        for place in 0..WIDTH {
            next[place] = next[place].max(down[place]);
        }
        // Right-only gaps: what any place before gives, less what it costs to come from there, by doubling the distance.
        let mut gap = [LOW; LANES];
        for place in 1..LANES {
            gap[place] = next[place - 1].saturating_sub(open);
        }
        for distance in [1, 2, 4, 8] {
            let before = gap;
            for place in distance..LANES {
                gap[place] =
                    gap[place].max(before[place - distance].saturating_sub(lengthen * distance as i16));
            }
        }
        for place in 0..WIDTH {
            best[place] = next[place].max(gap[place]);
        }
        best[WIDTH..].fill(LOW);
        if best.iter().copied().max().unwrap_or(LOW) <= -(DROP as i16) {
            return true;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use Step::{Different, Equal, LeftOnly, RightOnly};

    fn extend(left: &[u32], right: &[u32]) -> Vec<Step> {
        super::extend(Ahead::forwards(left, 0), Ahead::forwards(right, 0))
    }

    #[test]
    fn goes_over_a_replaced_word_where_it_pays() {
        assert_eq!(extend(&[1, 5, 6, 0], &[2, 5, 6, 9]), [Different, Equal, Equal]);
        assert_eq!(extend(&[1, 5, 0, 0], &[2, 5, 9, 9]), []);
    }

    #[test]
    fn goes_over_an_inserted_and_a_missing_word() {
        assert_eq!(extend(&[7, 1, 2, 3], &[1, 2, 3]), [LeftOnly, Equal, Equal, Equal]);
        assert_eq!(extend(&[1, 2, 3], &[7, 1, 2, 3]), [RightOnly, Equal, Equal, Equal]);
    }

    proptest! {
        #[test]
        fn what_never_pays_is_empty(left in prop::collection::vec(0..12_u32, 0..90), right in prop::collection::vec(0..12_u32, 0..90)) {
            let (left, right) = (Ahead::forwards(&left, 0), Ahead::forwards(&right, 0));
            let full = paths(left, right);
            prop_assert!(full.is_empty() || !never_pays(left, right));
            // Before all rows are through it knows.
            prop_assert!(!full.is_empty() || never_pays(left, right) || left.len() > ROWS || right.len() < left.len() + BAND);
        }
    }

    #[test]
    fn ends_at_the_end_of_either() {
        assert_eq!(extend(&[], &[1]), []);
        assert_eq!(extend(&[1], &[]), []);
        assert_eq!(extend(&[1, 2], &[1, 2]), [Equal; 2]);
    }
}
