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

#[cfg(test)]
mod tests {
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

    #[test]
    fn ends_at_the_end_of_either() {
        assert_eq!(extend(&[], &[1]), []);
        assert_eq!(extend(&[1], &[]), []);
        assert_eq!(extend(&[1, 2], &[1, 2]), [Equal; 2]);
    }
}
