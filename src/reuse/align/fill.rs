//! The best alignment of the short stretches between two matches.

use super::{DIFFERENT, EQUAL, LENGTHEN, OPEN, Step};

const NONE: i64 = i64::MIN / 4;

/// The three ways to stand at one place: after a pair of tokens, in a left-only gap, in a right-only gap.
const STEPS: [Step; 3] = [Step::Different, Step::LeftOnly, Step::RightOnly];

/// Aligns all of `left` with all of `right`. Time and memory: the product of their lengths.
pub(super) fn fill(left: &[u32], right: &[u32]) -> Vec<Step> {
    let (n, m) = (left.len(), right.len());
    if n == 0 || m == 0 {
        let gap = if m == 0 { Step::LeftOnly } else { Step::RightOnly };
        return vec![gap; n + m];
    }
    let width = m + 1;
    // For each place and way to stand there: the score, and the way it was come from.
    let mut scores = vec![[NONE; 3]; (n + 1) * width];
    let mut from = vec![[0u8; 3]; (n + 1) * width];
    scores[0][0] = 0;
    for l in 0..=n {
        for r in 0..=m {
            let here = l * width + r;
            if l > 0 && r > 0 {
                let (way, score) = best(scores[here - width - 1]);
                let gain = if left[l - 1] == right[r - 1] { EQUAL } else { -DIFFERENT };
                (from[here][0], scores[here][0]) = (way, score + gain);
            }
            if l > 0 {
                (from[here][1], scores[here][1]) = gap(scores[here - width], 1);
            }
            if r > 0 {
                (from[here][2], scores[here][2]) = gap(scores[here - 1], 2);
            }
        }
    }
    let mut steps = Vec::with_capacity(n + m);
    let (mut l, mut r) = (n, m);
    let mut way = best(scores[n * width + m]).0;
    while l > 0 || r > 0 {
        let came = from[l * width + r][way as usize];
        let step = match STEPS[way as usize] {
            Step::Different if left[l - 1] == right[r - 1] => Step::Equal,
            step => step,
        };
        steps.push(step);
        l -= usize::from(step != Step::RightOnly);
        r -= usize::from(step != Step::LeftOnly);
        way = came;
    }
    steps.reverse();
    steps
}

/// The best way to stand, the first of equals.
pub(super) fn best(scores: [i64; 3]) -> (u8, i64) {
    let mut way = 0;
    for other in 1..3 {
        if scores[other] > scores[way] {
            way = other;
        }
    }
    (way as u8, scores[way])
}

/// Opening a gap or lengthening one, whichever is better.
pub(super) fn gap(scores: [i64; 3], kind: usize) -> (u8, i64) {
    let costs = std::array::from_fn(|way| scores[way] - if way == kind { LENGTHEN } else { OPEN });
    best(costs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_word_is_one_column() {
        assert_eq!(fill(&[1], &[2]), [Step::Different]);
    }

    #[test]
    fn an_inserted_clause_is_one_gap() {
        use Step::{Equal, LeftOnly};
        assert_eq!(fill(&[1, 7, 8, 9, 2], &[1, 2]), [Equal, LeftOnly, LeftOnly, LeftOnly, Equal]);
        assert_eq!(fill(&[], &[4, 4]), [Step::RightOnly; 2]);
        assert_eq!(fill(&[], &[]), []);
    }
}
