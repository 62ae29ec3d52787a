//! What stands in a cell.

use std::fmt::Debug;

use rayon::prelude::*;
use serde::Serialize;

use super::{Bm25Params, CountMatrix, TfIdfMatrix, TfIdfParams};
use crate::error::Result;

/// What stands in a cell of a matrix.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weighting {
    /// Term frequency times inverse document frequency.
    TfIdf(TfIdfParams),
    /// Okapi BM25.
    Bm25(Bm25Params),
    /// How often the term stands there.
    Count,
}

impl Weighting {
    /// Weighs `counts`.
    ///
    /// # Errors
    /// As the fitting of the chosen weighting.
    pub fn weigh(self, counts: &CountMatrix) -> Result<TfIdfMatrix> {
        match self {
            Self::TfIdf(params) => Ok(params.fit_transform(counts)?.1),
            Self::Bm25(params) => Ok(params.fit_transform(counts)?.1),
            Self::Count => Ok(counts.unweighted()),
        }
    }
}

/// A number that a weight is kept as: `f64` or `f32`. Weights are computed in `f64` and rounded once.
pub trait Weight: Copy + Debug + Default + Into<f64> + PartialEq + Send + Sync + sealed::Sealed {
    /// How many bits it has.
    const BITS: u32;

    /// The nearest such number.
    fn of(weight: f64) -> Self;
}

impl Weight for f64 {
    const BITS: u32 = 64;

    fn of(weight: f64) -> Self {
        weight
    }
}

impl Weight for f32 {
    const BITS: u32 = 32;

    fn of(weight: f64) -> Self {
        weight as f32
    }
}

mod sealed {
    pub trait Sealed: bytemuck::Pod {}
    impl Sealed for f64 {}
    impl Sealed for f32 {}
}

/// What makes weights of a row's counts.
pub(super) trait Weigh: Sync {
    /// Replaces `weights` by those of a row with these columns, which rise, and counts.
    fn row(&self, columns: &[u32], counts: &[u32], weights: &mut Vec<f64>);
}

/// What each column's document frequency comes to.
pub(super) fn by_column(df: &[usize], weight: impl Fn(usize) -> f64 + Sync) -> Vec<f64> {
    /// How many logarithms take as long as waking a thread.
    const TOGETHER: usize = 1 << 12;
    df.par_iter().with_min_len(TOGETHER).map(|&df| weight(df)).collect()
}
