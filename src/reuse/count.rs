//! Numbers with how often they stand somewhere, and what two ordered lists have in common.

/// The distinct numbers in order, each with how often it is there.
pub(super) fn counted(numbers: &[u32]) -> Vec<(u32, u32)> {
    let mut numbers = numbers.to_vec();
    numbers.sort_unstable();
    numbers.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect()
}

/// The entries of two lists whose keys are the same, in order; keys rise in both.
pub(super) fn in_both<'l, T, K: Ord>(
    left: &'l [T],
    right: &'l [T],
    key: impl Fn(&T) -> K + 'l,
) -> impl Iterator<Item = (&'l T, &'l T)> {
    places_in_both(left, right, key).map(|(here, there)| (&left[here], &right[there]))
}

/// Where these entries stand in the two lists.
pub(super) fn places_in_both<'l, T, K: Ord>(
    left: &'l [T],
    right: &'l [T],
    key: impl Fn(&T) -> K + 'l,
) -> impl Iterator<Item = (usize, usize)> + 'l {
    let mut there = 0;
    left.iter().enumerate().filter_map(move |(here, entry)| {
        let key_here = key(entry);
        while right.get(there).is_some_and(|entry| key(entry) < key_here) {
            there += 1;
        }
        let found = there;
        let is_same = right.get(there).is_some_and(|entry| key(entry) == key_here);
        there += usize::from(is_same);
        is_same.then_some((here, found))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_in_order() {
        assert_eq!(counted(&[5, 1, 5]), [(1, 1), (5, 2)]);
        assert!(counted(&[]).is_empty());
    }

    #[test]
    fn what_two_lists_share_comes_with_what_each_says_of_it() {
        let common: Vec<_> =
            in_both(&[(1, 'a'), (3, 'b'), (4, 'c')], &[(0, 'x'), (3, 'y')], |entry| entry.0).collect();
        assert_eq!(common, [(&(3, 'b'), &(3, 'y'))]);
        assert_eq!(in_both(&[1, 2], &[], |number| *number).count(), 0);
    }
}
