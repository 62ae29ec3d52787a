//! Texts to weights in one go.

use std::borrow::Borrow;
use std::marker::PhantomData;
use std::sync::Arc;

use super::assemble::Weights;
use super::batches::batches;
use super::tallied::{Tallied, or_abort};
use super::tfidf::check_columns;
use super::weighting::Weigh;
use super::workers::in_pool;
use super::{
    Bm25, CountMatrix, CountVectorizer, CountVectorizerParams, TfIdf, TfIdfMatrix, Unit, Vocabulary,
    WeighedRows, Weight, Weighting,
};
use crate::corpus::{Corpus, Document};
use crate::error::Result;

/// Settings of a [`Vectorizer`].
#[derive(Clone, Debug, PartialEq)]
pub struct VectorizerParams {
    counts: CountVectorizerParams,
    weighting: Weighting,
}

/// A vocabulary and its weights learnt from a corpus, ready to weigh others: scikit-learn's `TfidfVectorizer`.
///
/// It gives the weights that a [`CountVectorizer`] and a [`TfIdf`] (or [`Bm25`]) give one after the other, without the
/// matrix of counts in between: that takes a third less memory and time.
///
/// ```
/// use retell::{Analyzer, Corpus, CountVectorizer, TfIdf, Vectorizer, Weighting};
/// let corpus = Corpus::from_texts([("a", "gas gas oil"), ("b", "oil")])?;
/// let params = Vectorizer::params(CountVectorizer::params(Analyzer::sklearn()), Weighting::TfIdf(TfIdf::params()));
/// let (vectorizer, weights) = params.fit_transform(&corpus)?;
/// assert_eq!(weights.idf(), [1.5_f64.ln() + 1.0, 1.0]);
///
/// let other = Corpus::from_texts([("c", "oil and water")])?;
/// assert_eq!(vectorizer.transform(&other).row(0).collect::<Vec<_>>(), [(1, 1.0)]);
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Vectorizer {
    pub(super) counts: CountVectorizer,
    pub(super) learnt: Learnt,
}

/// What was learnt about weights.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Learnt {
    TfIdf(TfIdf),
    Bm25(Bm25),
    /// Nothing; 1 for each column.
    Count(Arc<Vec<f64>>),
}

impl Vectorizer {
    /// Counts as `counts` says, weighed by `weighting`.
    pub fn params(counts: CountVectorizerParams, weighting: Weighting) -> VectorizerParams {
        VectorizerParams { counts, weighting }
    }

    /// What `weighting` learns of the counts that `counts` gave: a vectorizer that was fitted in two steps.
    ///
    /// # Errors
    /// [`Error::ColumnsDiffer`](crate::Error::ColumnsDiffer) if `matrix` has other columns than `counts`; those of the
    /// fitting of `weighting`.
    pub fn of_counts(counts: CountVectorizer, matrix: &CountMatrix, weighting: Weighting) -> Result<Self> {
        check_columns(&counts.vocabulary, matrix)?;
        let learnt = match weighting {
            Weighting::TfIdf(params) => Learnt::TfIdf(params.fit(matrix)?),
            Weighting::Bm25(params) => Learnt::Bm25(params.fit(matrix)?),
            Weighting::Count => Learnt::count(counts.vocabulary.len()),
        };
        Ok(Self { counts, learnt })
    }

    /// What counts, without weighing.
    pub fn count_vectorizer(&self) -> &CountVectorizer {
        &self.counts
    }

    /// The columns.
    pub fn vocabulary(&self) -> &Vocabulary {
        self.counts.vocabulary()
    }

    /// The inverse document frequency of each column; 1 where it is not used.
    pub fn idf(&self) -> &[f64] {
        self.learnt.idf()
    }

    /// What a row is.
    pub fn unit(&self) -> Unit {
        self.counts.params.unit
    }

    /// What stands in a cell.
    pub fn weighting(&self) -> Weighting {
        match &self.learnt {
            Learnt::TfIdf(tfidf) => Weighting::TfIdf(tfidf.params),
            Learnt::Bm25(bm25) => Weighting::Bm25(bm25.params),
            Learnt::Count(_) => Weighting::Count,
        }
    }

    /// Weighs `corpus` by what was learnt; unknown terms are ignored. An empty corpus gives no rows. Where the system
    /// refuses memory, the process is aborted, as by any list of the standard library that cannot grow;
    /// [`transform_batches`](Self::transform_batches) gives an error.
    pub fn transform(&self, corpus: &Corpus) -> TfIdfMatrix {
        self.transform_batches(batches(corpus)).unwrap_or_else(|error| or_abort(&error))
    }

    /// [`transform`](Self::transform) of documents that come in batches: see
    /// [`CountVectorizerParams::fit_transform_batches`]. Weights are kept as `W`.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`](crate::Error::OutOfMemory).
    pub fn transform_batches<W, B, D>(
        &self,
        batches: impl Iterator<Item = B> + Send,
    ) -> Result<TfIdfMatrix<W>>
    where
        W: Weight,
        B: FnOnce() -> D + Send,
        D: IntoIterator<Item: Borrow<Document> + Send>,
    {
        in_pool(|| self.matrix(self.counts.tally(batches)?))
    }

    /// [`transform_batches`](Self::transform_batches) of what is read row by row and not kept.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`](crate::Error::OutOfMemory).
    pub fn transform_rows<W, B, D>(&self, batches: impl Iterator<Item = B> + Send) -> Result<WeighedRows<W>>
    where
        W: Weight,
        B: FnOnce() -> D + Send,
        D: IntoIterator<Item: Borrow<Document> + Send>,
    {
        in_pool(|| self.rows(self.counts.tally(batches)?))
    }

    fn rows<W: Weight>(&self, tallied: Tallied) -> Result<WeighedRows<W>> {
        let (rows, sorted) = tallied.into_sorted()?;
        let (vocabulary, learnt) = (self.counts.shared_vocabulary(), self.learnt.clone());
        Ok(WeighedRows { sorted, rows, vocabulary, learnt, value: PhantomData })
    }

    fn matrix<W: Weight>(&self, tallied: Tallied) -> Result<TfIdfMatrix<W>> {
        let (rows, csr) = tallied.into_matrix(&Weights(&self.learnt))?;
        let idf = Arc::clone(self.learnt.idf());
        Ok(TfIdfMatrix { csr, rows, vocabulary: self.counts.shared_vocabulary(), idf })
    }
}

impl Learnt {
    /// Nothing learnt of so many columns.
    pub(super) fn count(n_columns: usize) -> Self {
        Self::Count(Arc::new(vec![1.0; n_columns]))
    }

    fn idf(&self) -> &Arc<Vec<f64>> {
        match self {
            Self::TfIdf(tfidf) => &tfidf.idf,
            Self::Bm25(bm25) => &bm25.idf,
            Self::Count(ones) => ones,
        }
    }
}

impl Weigh for Learnt {
    fn row(&self, columns: &[u32], counts: &[u32], weights: &mut Vec<f64>) {
        match self {
            Self::TfIdf(tfidf) => tfidf.row(columns, counts, weights),
            Self::Bm25(bm25) => bm25.row(columns, counts, weights),
            Self::Count(_) => {
                weights.clear();
                weights.extend(counts.iter().map(|&count| f64::from(count)));
            }
        }
    }
}

impl VectorizerParams {
    /// Learns the vocabulary and the weights of `corpus`.
    ///
    /// # Errors
    /// As [`CountVectorizerParams::fit`] and the fitting of the weighting.
    pub fn fit(self, corpus: &Corpus) -> Result<Vectorizer> {
        Ok(self.fit_transform(corpus)?.0)
    }

    /// [`fit`](Self::fit) and [`Vectorizer::transform`] of the same corpus, in one pass over its text.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn fit_transform(self, corpus: &Corpus) -> Result<(Vectorizer, TfIdfMatrix)> {
        self.fit_transform_batches(batches(corpus))
    }

    /// [`fit_transform`](Self::fit_transform) of documents that come in batches: see
    /// [`CountVectorizerParams::fit_transform_batches`]. Weights are kept as `W`.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn fit_transform_batches<W, B, D>(
        self,
        batches: impl Iterator<Item = B> + Send,
    ) -> Result<(Vectorizer, TfIdfMatrix<W>)>
    where
        W: Weight,
        B: FnOnce() -> D + Send,
        D: IntoIterator<Item: Borrow<Document> + Send>,
    {
        self.fit_and(batches, Vectorizer::matrix)
    }

    /// [`fit_transform_batches`](Self::fit_transform_batches) of what is read row by row and not kept.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn fit_rows<W, B, D>(
        self,
        batches: impl Iterator<Item = B> + Send,
    ) -> Result<(Vectorizer, WeighedRows<W>)>
    where
        W: Weight,
        B: FnOnce() -> D + Send,
        D: IntoIterator<Item: Borrow<Document> + Send>,
    {
        self.fit_and(batches, Vectorizer::rows)
    }

    /// Learns, and what `make` makes of the documents learnt from.
    fn fit_and<T, B, D>(
        self,
        batches: impl Iterator<Item = B> + Send,
        make: impl FnOnce(&Vectorizer, Tallied) -> Result<T> + Send,
    ) -> Result<(Vectorizer, T)>
    where
        T: Send,
        B: FnOnce() -> D + Send,
        D: IntoIterator<Item: Borrow<Document> + Send>,
    {
        in_pool(|| {
            let (vectorizer, tallied) = self.learn(batches)?;
            let made = make(&vectorizer, tallied)?;
            Ok((vectorizer, made))
        })
    }

    fn learn<B, D>(self, batches: impl Iterator<Item = B> + Send) -> Result<(Vectorizer, Tallied)>
    where
        B: FnOnce() -> D + Send,
        D: IntoIterator<Item: Borrow<Document> + Send>,
    {
        if let Weighting::Bm25(params) = self.weighting {
            params.check()?;
        }
        let (counts, tallied) = self.counts.tally(batches)?;
        let (n, vocabulary) = (tallied.n_rows(), counts.shared_vocabulary());
        let learnt = match self.weighting {
            Weighting::TfIdf(params) => {
                Learnt::TfIdf(params.learn(n, &tallied.document_frequencies()?, vocabulary))
            }
            Weighting::Bm25(params) => {
                Learnt::Bm25(params.learn(n, tallied.total(), &tallied.document_frequencies()?, vocabulary))
            }
            Weighting::Count => Learnt::count(vocabulary.len()),
        };
        Ok((Vectorizer { counts, learnt }, tallied))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Analyzer, Norm};

    /// Enough text for several batches.
    fn corpus() -> Corpus {
        let texts = (0..300_u32).map(|i| {
            let words = (0..400_u32).map(|j| format!("w{}", (i * 31 + j * j * 17) % (50 + i)));
            (i.to_string(), words.collect::<Vec<_>>().join(" "))
        });
        Corpus::from_texts(texts).unwrap()
    }

    #[test]
    fn one_go_is_one_after_the_other() {
        let corpus = corpus();
        let weightings = [
            Weighting::TfIdf(TfIdf::params()),
            Weighting::TfIdf(TfIdf::params().sublinear_tf(true).smooth_idf(false).norm(Norm::L1)),
            Weighting::Bm25(Bm25::params()),
            Weighting::Count,
        ];
        for (weighting, binary) in weightings.into_iter().flat_map(|w| [(w, false), (w, true)]) {
            for analyzer in [Analyzer::sklearn(), Analyzer::english().ngram_range(1, 2)] {
                let params = CountVectorizer::params(analyzer).min_df(3).max_df(0.8).binary(binary);
                let (counter, counts) = params.clone().fit_transform(&corpus).unwrap();
                let (vectorizer, weights) =
                    Vectorizer::params(params, weighting).fit_transform(&corpus).unwrap();
                assert!(counts.vocabulary().len() > 100 && counts.vocabulary() == counter.vocabulary());
                assert_eq!(weights, weighting.weigh(&counts).unwrap(), "{weighting:?} {binary}");
                assert_eq!(vectorizer.transform(&corpus), weights, "{weighting:?} {binary}");
                assert_eq!(Vectorizer::of_counts(counter, &counts, weighting).unwrap(), vectorizer);
            }
        }
    }

    #[test]
    fn single_precision_is_rounded_once() {
        let corpus = corpus();
        let params = || {
            Vectorizer::params(
                CountVectorizer::params(Analyzer::sklearn()),
                Weighting::TfIdf(TfIdf::params()),
            )
        };
        let double = params().fit_transform(&corpus).unwrap().1;
        let single: TfIdfMatrix<f32> = params().fit_transform_batches(batches(&corpus)).unwrap().1;
        assert_eq!(single.indices(), double.indices());
        assert!(single.data().iter().zip(double.data()).all(|(&single, &double)| single == double as f32));
    }
}
