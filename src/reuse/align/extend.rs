//! Going on from the end of a chain while it pays.

use super::fill::{best, gap};
use super::{Ahead, DIFFERENT, EQUAL, LENGTHEN, OPEN, Step};

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
const ROWS: usize = 48;
/// Places of a row, filled up to what registers hold.
const LANES: usize = 20;
/// Rows that [`paths`] goes through where no word is equal: after so many the best is eight words left out and two
/// replaced, or ones that cost more.
const ROWS_OF_NONE: usize = 10;
/// Most equal words that [`never_pays`] keeps in mind.
const MOST_MET: usize = 24;

/// Two equal words: how many words stand before them on either side, and the most that a path is worth which ends with them.
#[derive(Clone, Copy, Default)]
struct Met {
    left: usize,
    right: usize,
    most: i64,
}

impl Met {
    /// How many rows beyond its own are gone through because of it, at most.
    fn rows_beyond(self) -> i64 {
        let room = DIFFERENT + DROP + self.most - 1;
        (DROP + self.most - OPEN + LENGTHEN).max(room / DIFFERENT)
    }
}

/// Whether no path gets above 0 before all fall behind: so it is at most ends, and then there is nothing to extend with.
/// What it says is certain; where it does not know it says no.
///
/// Paths gain by equal words alone, and few words near the end of a match are equal by chance. So it goes from equal words
/// to equal words, as if what lies between always cost as little as it can. Beyond the end of the right side it goes on as
/// if words followed that are equal to none: that keeps it looking longer, never shorter.
pub(super) fn never_pays(left: Ahead<'_>, right: Ahead<'_>) -> bool {
    let mut words = [u32::MAX; ROWS + LANES];
    right.copy_to(&mut words[BAND..]);
    let mut met = [Met::default(); MOST_MET];
    let mut n_met = 0;
    let mut rows = ROWS_OF_NONE;
    let mut l = 0;
    while l < rows.min(left.len()) {
        if l == ROWS {
            return false;
        }
        let mut equal = equal_places(&words[l..l + LANES], left.get(l));
        while equal != 0 {
            let place = equal.trailing_zeros() as usize;
            equal &= equal - 1;
            let r = l + place - BAND;
            let before = met[..n_met].iter().filter(|met| met.left < l && met.right < r);
            let from_before = before.map(|met| met.most - least_cost(l - met.left - 1, r - met.right - 1));
            let most = EQUAL + from_before.fold(-least_cost(l, r), i64::max);
            if most > 0 || n_met == MOST_MET {
                return false;
            }
            let here = Met { left: l, right: r, most };
            met[n_met] = here;
            n_met += 1;
            rows = rows.max((l as i64 + 1 + here.rows_beyond()) as usize);
        }
        l += 1;
    }
    true
}

/// At which of the first places of a row a word stands, as bits.
fn equal_places(row: &[u32], word: u32) -> u32 {
    let places = row.iter().zip(0..).fold(0, |places, (&other, at)| places | u32::from(other == word) << at);
    places & ((1 << WIDTH) - 1)
}

/// The least that it costs to go past so many words on either side of which none are equal: as many as can be are replaced
/// and the rest left out, or all are left out.
fn least_cost(left: usize, right: usize) -> i64 {
    let left_out = |words: usize| if words == 0 { 0 } else { OPEN + LENGTHEN * (words as i64 - 1) };
    let replaced = DIFFERENT * left.min(right) as i64;
    (replaced + left_out(left.abs_diff(right))).min(left_out(left) + left_out(right))
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

    /// Words that the other text does not have, with stretches that it may have too.
    fn text(own: u32) -> impl Strategy<Value = Vec<u32>> {
        prop::collection::vec((0..12_u32, 0..6_u32, 0..5_u32), 0..12).prop_map(move |parts| {
            let part = |(alone, from, shared)| (own..own + alone).chain(from..from + shared);
            parts.into_iter().flat_map(part).collect()
        })
    }

    fn never_pays_only_where_nothing_does(left: &[u32], right: &[u32]) -> bool {
        let (left, right) = (Ahead::forwards(left, 0), Ahead::forwards(right, 0));
        paths(left, right).is_empty() || !never_pays(left, right)
    }

    proptest! {
        #[test]
        fn what_never_pays_is_empty(
            few in (prop::collection::vec(0..12_u32, 0..90), prop::collection::vec(0..12_u32, 0..90)),
            rare in (text(100), text(200)),
        ) {
            prop_assert!(never_pays_only_where_nothing_does(&few.0, &few.1));
            prop_assert!(never_pays_only_where_nothing_does(&rare.0, &rare.1));
        }

        #[test]
        fn a_gap_and_what_is_equal_behind_it_pay(gaps in (0..=12_usize, 0..=12_usize), equal in 0..12_usize) {
            let text = |own: u32, gap: usize| -> Vec<u32> {
                (own..own + gap as u32).chain(0..equal as u32).collect()
            };
            let (left, right) = (text(100, gaps.0), text(200, gaps.1));
            let (left, right) = (Ahead::forwards(&left, 0), Ahead::forwards(&right, 0));
            prop_assert_eq!(never_pays(left, right), paths(left, right).is_empty());
        }
    }

    #[test]
    fn ends_at_the_end_of_either() {
        assert_eq!(extend(&[], &[1]), []);
        assert_eq!(extend(&[1], &[]), []);
        assert_eq!(extend(&[1, 2], &[1, 2]), [Equal; 2]);
    }
}
