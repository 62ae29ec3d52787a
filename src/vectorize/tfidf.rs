//! Weighing counts: tf·idf as scikit-learn defines it.

use std::sync::Arc;

use serde::Serialize;

use super::{CountMatrix, Row, Vocabulary, csr::Csr};
use crate::error::Result;

/// How rows are scaled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Norm {
    /// Unit Euclidean length.
    #[default]
    L2,
    /// Absolute values sum to one.
    L1,
    /// As they are.
    None,
}

/// Settings of [`TfIdf`], scikit-learn's names and defaults.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TfIdfParams {
    sublinear_tf: bool,
    smooth_idf: bool,
    norm: Norm,
}

/// Inverse document frequencies learnt from one matrix, ready to weigh others with the same columns.
#[derive(Clone, Debug, PartialEq)]
pub struct TfIdf {
    params: TfIdfParams,
    idf: Arc<Vec<f64>>,
}

/// A weighted document-term matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct TfIdfMatrix {
    pub(crate) csr: Csr<f64>,
    pub(crate) rows: Vec<Row>,
    pub(crate) vocabulary: Arc<Vocabulary>,
    pub(crate) idf: Arc<Vec<f64>>,
}

impl TfIdfMatrix {
    /// The columns.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// What each row stands for.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The stored cells of a row as `(column, weight)`, columns rising.
    pub fn row(&self, row: usize) -> impl ExactSizeIterator<Item = (usize, f64)> + Clone {
        self.csr.row(row)
    }

    /// The inverse document frequency of each column.
    pub fn idf(&self) -> &[f64] {
        &self.idf
    }
}

impl TfIdf {
    /// scikit-learn's defaults: smoothed idf, raw tf, rows of unit L2 length.
    pub fn params() -> TfIdfParams {
        TfIdfParams { sublinear_tf: false, smooth_idf: true, norm: Norm::L2 }
    }

    /// Weighs `counts` with what was learnt.
    pub fn transform(&self, counts: &CountMatrix) -> TfIdfMatrix {
        let mut csr = Csr {
            indptr: counts.csr.indptr.clone(),
            indices: counts.csr.indices.clone(),
            data: Vec::with_capacity(counts.csr.data.len()),
            n_columns: counts.csr.n_columns,
        };
        for row in 0..counts.csr.n_rows() {
            let weights: Vec<f64> = counts
                .row(row)
                .map(|(column, count)| {
                    let tf = f64::from(count);
                    (if self.params.sublinear_tf { 1.0 + tf.ln() } else { tf }) * self.idf[column]
                })
                .collect();
            let length = match self.params.norm {
                Norm::L2 => weights.iter().map(|w| w * w).sum::<f64>().sqrt(),
                Norm::L1 => weights.iter().map(|w| w.abs()).sum(),
                Norm::None => 1.0,
            };
            csr.data.extend(weights.iter().map(|w| w / length));
        }
        TfIdfMatrix {
            csr,
            rows: counts.rows.clone(),
            vocabulary: Arc::clone(&counts.vocabulary),
            idf: Arc::clone(&self.idf),
        }
    }
}

impl TfIdfParams {
    /// Use 1 + ln tf in place of tf.
    pub fn sublinear_tf(mut self, on: bool) -> Self {
        self.sublinear_tf = on;
        self
    }

    /// idf = ln((1+n)/(1+df)) + 1 when on, ln(n/df) + 1 when off.
    pub fn smooth_idf(mut self, on: bool) -> Self {
        self.smooth_idf = on;
        self
    }

    /// How rows are scaled.
    pub fn norm(mut self, norm: Norm) -> Self {
        self.norm = norm;
        self
    }

    /// Learns idf from `counts`.
    ///
    /// # Errors
    /// None today.
    pub fn fit(self, counts: &CountMatrix) -> Result<TfIdf> {
        let n = counts.csr.n_rows() as f64;
        let plus = if self.smooth_idf { 1.0 } else { 0.0 };
        let idf = counts
            .document_frequencies()
            .into_iter()
            .map(|df| ((plus + n) / (plus + df as f64)).ln() + 1.0)
            .collect();
        Ok(TfIdf { params: self, idf: Arc::new(idf) })
    }

    /// [`fit`](Self::fit) and [`TfIdf::transform`] of the same counts.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn fit_transform(self, counts: &CountMatrix) -> Result<(TfIdf, TfIdfMatrix)> {
        let tfidf = self.fit(counts)?;
        let weights = tfidf.transform(counts);
        Ok((tfidf, weights))
    }
}
