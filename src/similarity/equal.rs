//! Rows with the same cells, found once: copies cost no more than one.

use std::ops::Range;

use crate::vectorize::TfIdfMatrix;

/// Some rows of a matrix, those with equal cells together.
#[derive(Clone, Debug)]
pub(super) struct EqualRows {
    /// Group by group, in order of the groups' first rows; rows rise within a group.
    rows: Vec<usize>,
    /// Where groups begin; one more entry than groups.
    starts: Vec<usize>,
    /// The first row of the range.
    first: usize,
    /// The group of each row of the range.
    group_of: Vec<u32>,
}

impl EqualRows {
    /// The rows of `range`, which lies within the matrix.
    pub(super) fn of(weights: &TfIdfMatrix, range: Range<usize>) -> Self {
        let cells = |row: usize| {
            let cells = weights.indptr()[row]..weights.indptr()[row + 1];
            (&weights.indices()[cells.clone()], &weights.data()[cells])
        };
        let order = |&a: &usize, &b: &usize| {
            let ((columns_a, data_a), (columns_b, data_b)) = (cells(a), cells(b));
            let by_weight = || {
                let both = data_a.iter().zip(data_b).map(|(a, b)| a.total_cmp(b));
                both.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
            };
            columns_a.cmp(columns_b).then_with(by_weight)
        };
        let mut sorted: Vec<usize> = range.clone().collect();
        sorted.sort_by(order);
        let mut groups: Vec<&[usize]> = sorted.chunk_by(|a, b| order(a, b).is_eq()).collect();
        groups.sort_unstable_by_key(|group| group[0]);
        let mut equal = Self {
            rows: Vec::with_capacity(range.len()),
            starts: vec![0],
            first: range.start,
            group_of: vec![0; range.len()],
        };
        for (at, group) in groups.into_iter().enumerate() {
            equal.rows.extend_from_slice(group);
            equal.starts.push(equal.rows.len());
            group.iter().for_each(|row| equal.group_of[row - range.start] = at as u32);
        }
        equal
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The rows of a group, rising.
    pub(super) fn rows(&self, group: usize) -> &[usize] {
        &self.rows[self.starts[group]..self.starts[group + 1]]
    }

    /// The group of a row, if the row is one of these.
    pub(super) fn group_of(&self, row: usize) -> Option<usize> {
        self.group_of.get(row.checked_sub(self.first)?).map(|&group| group as usize)
    }
}
