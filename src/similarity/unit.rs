//! Rows as directions: what the cosine of two rows is, said once.

use crate::vectorize::TfIdfMatrix;

/// The cosine of two rows of one direction is 1, though its sum may miss it by rounding.
const ROUNDING: f64 = 1e-12;

/// The length of a row.
pub(super) fn length(weights: &TfIdfMatrix, row: usize) -> f64 {
    weights.row(row).map(|(_, weight)| weight * weight).sum::<f64>().sqrt()
}

/// The cosine that a sum of products of unit weights, column by column, stands for.
pub(super) fn cosine(sum: f64) -> f64 {
    if sum > 1.0 - ROUNDING { 1.0 } else { sum.max(0.0) }
}

/// One row spread over all columns, so that others are multiplied with it cell by cell.
#[derive(Debug)]
pub(super) struct SpreadRow {
    units: Vec<f64>,
    columns: Vec<usize>,
}

impl SpreadRow {
    pub(super) fn new(n_columns: usize) -> Self {
        Self { units: vec![0.0; n_columns], columns: Vec::new() }
    }

    /// Takes the place of the row before it.
    pub(super) fn put(&mut self, weights: &TfIdfMatrix, row: usize, length: f64) {
        self.columns.drain(..).for_each(|column| self.units[column] = 0.0);
        for (column, weight) in weights.row(row).filter(|_| length > 0.0) {
            self.units[column] = weight / length;
            self.columns.push(column);
        }
    }

    /// The cosine with another row. The sum goes by columns, so that it is the same whichever of two rows is spread.
    pub(super) fn cosine(&self, weights: &TfIdfMatrix, other: usize, length: f64) -> f64 {
        let mut sum = 0.0;
        for (column, weight) in weights.row(other) {
            let unit = self.units[column];
            if unit != 0.0 {
                sum += unit * (weight / length);
            }
        }
        cosine(sum)
    }
}

/// How many columns stand in both of two rows.
pub(super) fn shared_columns(weights: &TfIdfMatrix, a: usize, b: usize) -> usize {
    let mut right = weights.row(b).map(|cell| cell.0).peekable();
    let shared = |column: &usize| {
        while right.next_if(|other| other < column).is_some() {}
        right.next_if_eq(column).is_some()
    };
    weights.row(a).map(|cell| cell.0).filter(shared).count()
}
