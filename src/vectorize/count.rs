//! Counting terms.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{Vocabulary, csr::Csr};
use crate::analyze::Analyzer;
use crate::corpus::Corpus;
use crate::error::{Error, Result};

/// What a row of a matrix is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// One row per document.
    #[default]
    Document,
    /// One row per paragraph, masked ones left out.
    Paragraph,
}

/// What a row of a matrix stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Index of the document in its corpus.
    pub document: usize,
    /// Index of the paragraph in its document, where rows are paragraphs.
    pub paragraph: Option<usize>,
}

/// How often each term stands in each row.
#[derive(Clone, Debug, PartialEq)]
pub struct CountMatrix {
    pub(crate) csr: Csr<u32>,
    pub(crate) rows: Vec<Row>,
    pub(crate) vocabulary: Arc<Vocabulary>,
}

impl CountMatrix {
    /// The columns.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// What each row stands for.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The non-zero cells of a row as `(column, count)`, columns rising.
    pub fn row(&self, row: usize) -> impl ExactSizeIterator<Item = (usize, u32)> + Clone {
        self.csr.row(row)
    }

    /// In how many rows each term stands: *df*, one per column.
    pub fn document_frequencies(&self) -> Vec<usize> {
        let mut df = vec![0; self.csr.n_columns];
        for &column in &self.csr.indices {
            df[column as usize] += 1;
        }
        df
    }
}

/// Settings of a [`CountVectorizer`], scikit-learn's names.
#[derive(Clone, Debug)]
pub struct CountVectorizerParams {
    analyzer: Analyzer,
    unit: Unit,
}

/// A vocabulary learnt from a corpus, ready to count others.
#[derive(Clone, Debug)]
pub struct CountVectorizer {
    params: CountVectorizerParams,
    vocabulary: Arc<Vocabulary>,
}

impl CountVectorizer {
    /// Default settings: every term of every document.
    pub fn params(analyzer: Analyzer) -> CountVectorizerParams {
        CountVectorizerParams { analyzer, unit: Unit::Document }
    }

    /// Counts the known terms of `corpus`.
    pub fn transform(&self, corpus: &Corpus) -> CountMatrix {
        let tokens = self.params.analyzer.tokenize(corpus);
        let mut csr = Csr { indptr: vec![0], indices: vec![], data: vec![], n_columns: self.vocabulary.len() };
        let mut rows = vec![];
        for (document, content) in tokens.documents().iter().enumerate() {
            let ranges: Vec<(Option<usize>, std::ops::Range<usize>)> = match self.params.unit {
                Unit::Document => vec![(None, 0..content.tokens().len())],
                Unit::Paragraph => {
                    corpus[document].unmasked().map(|(i, _)| (Some(i), content.paragraphs()[i].clone())).collect()
                }
            };
            for (paragraph, range) in ranges {
                let mut counts = FxHashMap::default();
                for term in content.tokens()[range].iter().filter_map(|token| token.term()) {
                    if let Some(column) = self.vocabulary.column(&tokens.terms()[term as usize]) {
                        *counts.entry(column as u32).or_insert(0) += 1;
                    }
                }
                let mut cells: Vec<(u32, u32)> = counts.into_iter().collect();
                cells.sort_unstable();
                csr.indices.extend(cells.iter().map(|cell| cell.0));
                csr.data.extend(cells.iter().map(|cell| cell.1));
                csr.indptr.push(csr.indices.len());
                rows.push(Row { document, paragraph });
            }
        }
        CountMatrix { csr, rows, vocabulary: Arc::clone(&self.vocabulary) }
    }
}

impl CountVectorizerParams {
    /// What a row is.
    pub fn unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// Learns the vocabulary of `corpus`.
    ///
    /// # Errors
    /// [`Error::EmptyVocabulary`] if no term is left.
    pub fn fit(self, corpus: &Corpus) -> Result<CountVectorizer> {
        let tokens = self.analyzer.tokenize(corpus);
        let vocabulary = Vocabulary::new(tokens.terms().to_vec());
        if vocabulary.is_empty() {
            return Err(Error::EmptyVocabulary { n_documents: corpus.len(), n_tokens: tokens.forms().len() });
        }
        Ok(CountVectorizer { params: self, vocabulary: Arc::new(vocabulary) })
    }

    /// [`fit`](Self::fit) and [`CountVectorizer::transform`] of the same corpus.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn fit_transform(self, corpus: &Corpus) -> Result<(CountVectorizer, CountMatrix)> {
        let vectorizer = self.fit(corpus)?;
        let counts = vectorizer.transform(corpus);
        Ok((vectorizer, counts))
    }
}
