//! Learning columns and counting terms.

use std::borrow::Borrow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::assemble::Counts;
use super::batches::batches;
use super::select::{Columns, Filter, columns, select};
use super::tallied::{Tallied, for_matrix, for_terms, or_abort};
use super::tally::{Plan, Tally};
use super::workers::in_pool;
use super::{CountMatrix, DocumentFrequency, Vocabulary};
use crate::analyze::{Analyzer, Fallback, Strings};
use crate::corpus::{Corpus, Document};
use crate::error::{Error, Result, with_room};

/// What a row of a matrix is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// One row per document. With [`Words::News`](crate::Words::News) masked paragraphs are left out and n-grams do
    /// not cross paragraphs; with [`Words::Sklearn`](crate::Words::Sklearn) the row is the whole text as it came.
    #[default]
    Document,
    /// One row per paragraph, masked ones left out.
    Paragraph,
}

/// Settings of a [`CountVectorizer`], scikit-learn's names, defaults and meanings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CountVectorizerParams {
    pub(super) analyzer: Analyzer,
    pub(super) unit: Unit,
    pub(super) min_df: DocumentFrequency,
    pub(super) max_df: DocumentFrequency,
    pub(super) max_features: Option<usize>,
    pub(super) binary: bool,
    /// Taken out when a vectorizer is fitted: its columns hold the terms then.
    pub(super) vocabulary: Option<Vec<String>>,
}

/// A vocabulary learnt from a corpus, ready to count others.
///
/// With [`Analyzer::sklearn`] the counts are those of scikit-learn's `CountVectorizer`, cell for cell.
///
/// ```
/// use retell::{Analyzer, Corpus, CountVectorizer};
/// let corpus = Corpus::from_texts([
///     ("a", "Ministers agreed on gas deliveries."),
///     ("b", "Gas deliveries resume, ministers say."),
///     ("c", "Shares fell."),
/// ])?;
/// let (vectorizer, counts) = CountVectorizer::params(Analyzer::english().ngram_range(1, 2))
///     .min_df(2)
///     .max_df(0.9)
///     .fit_transform(&corpus)?;
/// assert!(counts.vocabulary().terms().eq(["deliveri", "gas", "gas deliveri", "minist"]));
///
/// let other = Corpus::from_texts([("d", "No gas, no gas deliveries, no heating.")])?;
/// assert_eq!(vectorizer.transform(&other).row(0).collect::<Vec<_>>(), [(0, 1), (1, 2), (2, 1)]);
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CountVectorizer {
    pub(super) params: CountVectorizerParams,
    pub(super) ngram_range: (usize, usize),
    /// Documents that do not tell their language are taken to be in that of the corpus learnt from.
    pub(super) fallback: Fallback,
    pub(super) vocabulary: Arc<Vocabulary>,
}

impl CountVectorizer {
    /// Default settings: every term of every document.
    pub fn params(analyzer: Analyzer) -> CountVectorizerParams {
        CountVectorizerParams {
            analyzer,
            unit: Unit::Document,
            min_df: DocumentFrequency::Count(1),
            max_df: DocumentFrequency::Share(1.0),
            max_features: None,
            binary: false,
            vocabulary: None,
        }
    }

    /// The columns.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// How text becomes its terms.
    pub fn analyzer(&self) -> &Analyzer {
        &self.params.analyzer
    }

    /// Counts the known terms of `corpus`; others are ignored. An empty corpus gives no rows.
    ///
    /// Cost: one pass over the text; memory: the cells, and the distinct terms of `corpus` while it runs. Where the system
    /// refuses it, the process is aborted, as by any list of the standard library that cannot grow;
    /// [`transform_batches`](Self::transform_batches) gives an error.
    pub fn transform(&self, corpus: &Corpus) -> CountMatrix {
        self.transform_batches(batches(corpus)).unwrap_or_else(|error| or_abort(&error))
    }

    /// [`transform`](Self::transform) of documents that come in batches: see
    /// [`fit_transform_batches`](CountVectorizerParams::fit_transform_batches).
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub fn transform_batches<B, D>(&self, batches: impl Iterator<Item = B> + Send) -> Result<CountMatrix>
    where
        B: FnOnce() -> D + Send,
        D: IntoIterator<Item: Borrow<Document> + Send>,
    {
        in_pool(|| self.matrix(self.tally(batches)?))
    }

    /// Counts documents without making the matrix yet.
    pub(super) fn tally<B, D>(&self, batches: impl Iterator<Item = B> + Send) -> Result<Tallied>
    where
        B: FnOnce() -> D + Send,
        D: IntoIterator<Item: Borrow<Document> + Send>,
    {
        let tally = Tally::of(self.params.plan(self.ngram_range, Some(self.fallback)), batches)?;
        let columns = columns(&tally.terms, &self.vocabulary).map_err(for_terms)?;
        Ok(Tallied { tally, columns, n_columns: self.vocabulary.len(), binary: self.params.binary })
    }

    fn matrix(&self, tallied: Tallied) -> Result<CountMatrix> {
        let mut tokens = with_room(tallied.n_rows()).map_err(for_matrix)?;
        tokens.extend(tallied.tally.tokens());
        let (rows, csr) = tallied.into_matrix(&Counts)?;
        Ok(CountMatrix { csr, rows, tokens, vocabulary: Arc::clone(&self.vocabulary) })
    }

    /// The columns, to be shared.
    pub(super) fn shared_vocabulary(&self) -> Arc<Vocabulary> {
        Arc::clone(&self.vocabulary)
    }
}

impl CountVectorizerParams {
    /// What a row is.
    pub fn unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// Drops terms of fewer rows; 1 unless set. A whole number counts rows, a float is a share of them.
    pub fn min_df(mut self, min_df: impl Into<DocumentFrequency>) -> Self {
        self.min_df = min_df.into();
        self
    }

    /// Drops terms of more rows; 1.0 unless set. A whole number counts rows, a float is a share of them.
    pub fn max_df(mut self, max_df: impl Into<DocumentFrequency>) -> Self {
        self.max_df = max_df.into();
        self
    }

    /// Keeps only the `n` terms with most occurrences among those of the right frequency, ties by term.
    pub fn max_features(mut self, n: usize) -> Self {
        self.max_features = Some(n);
        self
    }

    /// Counts 1 for every term that stands in a row, however often.
    pub fn binary(mut self, on: bool) -> Self {
        self.binary = on;
        self
    }

    /// These terms are the columns, in this order, and none is learnt: `min_df`, `max_df` and `max_features` have no
    /// say. Terms are compared as they stand, so they must be lower-case, stemmed and joined as the analyzer's are.
    pub fn vocabulary(mut self, terms: Vec<String>) -> Self {
        self.vocabulary = Some(terms);
        self
    }

    /// Learns the vocabulary of `corpus`.
    ///
    /// # Errors
    /// [`Error::Parameter`] if a setting is out of its range or `max_df` comes to fewer rows than `min_df`;
    /// [`Error::EmptyVocabulary`] if no term is left; [`Error::OutOfMemory`].
    pub fn fit(self, corpus: &Corpus) -> Result<CountVectorizer> {
        Ok(self.fit_transform(corpus)?.0)
    }

    /// [`fit`](Self::fit) and [`CountVectorizer::transform`] of the same corpus, in one pass over its text.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn fit_transform(self, corpus: &Corpus) -> Result<(CountVectorizer, CountMatrix)> {
        self.fit_transform_batches(batches(corpus))
    }

    /// [`fit_transform`](Self::fit_transform) of documents that come in batches and need not be there all at once.
    ///
    /// A batch is made on the thread that counts it, when it is called; batches are taken in order, one thread each, and
    /// their documents are dropped when they are counted. The iterator itself must not wait for work of rayon's: it is asked for
    /// the next batch on one of its threads, while others wait. Row *i* is the *i*-th document of all batches. Memory: the
    /// cells and distinct terms, and one batch a thread; documents that do not tell their language are kept until all
    /// others have.
    ///
    /// ```
    /// use retell::{Analyzer, CountVectorizer, Document};
    /// let batches = (0..3).map(|batch| move || {
    ///     (0..2).map(move |i| Document::new(format!("{batch}-{i}"), "gas and oil")).collect::<Vec<_>>()
    /// });
    /// let (_, counts) = CountVectorizer::params(Analyzer::english()).fit_transform_batches(batches)?;
    /// assert_eq!(counts.shape(), (6, 2));
    /// # Ok::<(), retell::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn fit_transform_batches<B, D>(
        self,
        batches: impl Iterator<Item = B> + Send,
    ) -> Result<(CountVectorizer, CountMatrix)>
    where
        B: FnOnce() -> D + Send,
        D: IntoIterator<Item: Borrow<Document> + Send>,
    {
        in_pool(|| {
            let (vectorizer, tallied) = self.tally(batches)?;
            let counts = vectorizer.matrix(tallied)?;
            Ok((vectorizer, counts))
        })
    }

    /// Learns from documents that come in batches, and counts them without making the matrix yet.
    pub(super) fn tally<B, D>(
        mut self,
        batches: impl Iterator<Item = B> + Send,
    ) -> Result<(CountVectorizer, Tallied)>
    where
        B: FnOnce() -> D + Send,
        D: IntoIterator<Item: Borrow<Document> + Send>,
    {
        let ngram_range = self.check()?;
        let given = match self.vocabulary.take() {
            Some(terms) => Some(Vocabulary::given(Strings::of(terms).map_err(for_terms)?)?),
            None => None,
        };
        let tally = Tally::of(self.plan(ngram_range, None), batches)?;
        let fallback = tally.fallback;
        let (vocabulary, columns) = match given {
            Some(vocabulary) => {
                let columns = columns(&tally.terms, &vocabulary).map_err(for_terms)?;
                (vocabulary, columns)
            }
            None => self.learn(&tally)?,
        };
        let tallied = Tallied { tally, columns, n_columns: vocabulary.len(), binary: self.binary };
        let vectorizer =
            CountVectorizer { params: self, ngram_range, fallback, vocabulary: Arc::new(vocabulary) };
        Ok((vectorizer, tallied))
    }

    fn plan(&self, ngram_range: (usize, usize), fallback: Option<Fallback>) -> Plan<'_> {
        Plan { analyzer: &self.analyzer, ngram_range, unit: self.unit, fallback }
    }

    /// The n-gram range, where all settings are in their ranges.
    pub(super) fn check(&self) -> Result<(usize, usize)> {
        self.min_df.check("min_df")?;
        self.max_df.check("max_df")?;
        if self.max_features == Some(0) {
            let expected = "a whole number from 1".to_owned();
            return Err(Error::Parameter { name: "max_features", got: "0".to_owned(), expected });
        }
        self.analyzer.checked_ngram_range()
    }

    /// The terms that are left after filtering.
    fn learn(&self, tally: &Tally) -> Result<(Vocabulary, Columns)> {
        let n_rows = tally.counted.n_rows();
        let empty = || Error::EmptyVocabulary { n_documents: n_rows, n_tokens: tally.tokens().sum() };
        if n_rows == 0 {
            return Err(empty());
        }
        if self.min_df.of(n_rows) > n_rows as f64 {
            let expected = format!("no more than there are rows, {n_rows}");
            return Err(Error::Parameter { name: "min_df", got: self.min_df.to_string(), expected });
        }
        if self.max_df.of(n_rows) < self.min_df.of(n_rows) {
            return Err(Error::Parameter {
                name: "max_df",
                got: format!("{} of {n_rows} rows", self.max_df),
                expected: format!("no fewer rows than min_df, which is {}", self.min_df),
            });
        }
        let (vocabulary, columns) = select(
            tally,
            Filter {
                min_df: self.min_df,
                max_df: self.max_df,
                max_features: self.max_features,
                binary: self.binary,
            },
        )
        .map_err(for_terms)?;
        if vocabulary.is_empty() { Err(empty()) } else { Ok((vocabulary, columns)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::{Language, LanguageChoice, Stemmer};
    use crate::corpus::{Document, Mask, Metadata, Paragraph, ParagraphKind, Span};

    fn corpus(texts: &[&str]) -> Corpus {
        Corpus::from_texts(texts.iter().enumerate().map(|(i, text)| (i.to_string(), *text))).unwrap()
    }

    fn params() -> CountVectorizerParams {
        CountVectorizer::params(Analyzer::sklearn())
    }

    fn parameter(result: Result<CountVectorizer>) -> &'static str {
        match result {
            Err(Error::Parameter { name, .. }) => name,
            other => panic!("expected a parameter error, got {other:?}"),
        }
    }

    /// One paragraph that counts, one that is masked, and one that counts.
    fn masked() -> Corpus {
        let text = "Ministers met in Oslo.\nShare this article\nTalks ended in Oslo.";
        let paragraph = |start, end, kind| Paragraph { span: Span::new(start, end), kind };
        let paragraphs = vec![
            paragraph(0, 22, ParagraphKind::Body),
            paragraph(23, 41, ParagraphKind::Boilerplate(Mask::ShareBar)),
            paragraph(42, 62, ParagraphKind::Body),
        ];
        Corpus::new(vec![Document::with_paragraphs("a", text, Metadata::default(), paragraphs)]).unwrap()
    }

    #[test]
    fn settings_out_of_range_are_named() {
        let texts = corpus(&["one two", "two three"]);
        for (range, refused) in [((0, 0), true), ((2, 1), true), ((0, 2), true), ((1, 9), false)] {
            let params = CountVectorizer::params(Analyzer::sklearn().ngram_range(range.0, range.1));
            if refused {
                assert_eq!(parameter(params.fit(&texts)), "ngram_range");
            } else {
                assert!(params.fit(&texts).is_ok());
            }
        }
        assert_eq!(parameter(params().min_df(0).fit(&texts)), "min_df");
        assert_eq!(parameter(params().max_df(f64::NAN).fit(&texts)), "max_df");
        assert_eq!(parameter(params().min_df(3).fit(&texts)), "min_df");
        assert_eq!(parameter(params().min_df(2).max_df(1).fit(&texts)), "max_df");
        assert_eq!(parameter(params().max_features(0).fit(&texts)), "max_features");
        assert_eq!(parameter(params().vocabulary(vec![]).fit(&texts)), "vocabulary");
    }

    #[test]
    fn nothing_left_is_told_with_numbers() {
        let result = params().min_df(2).fit(&corpus(&["one two", "three four five"]));
        assert!(matches!(result, Err(Error::EmptyVocabulary { n_documents: 2, n_tokens: 5 })));
        assert!(matches!(
            params().fit(&Corpus::default()),
            Err(Error::EmptyVocabulary { n_documents: 0, .. })
        ));
    }

    #[test]
    fn a_share_is_compared_unrounded() {
        let mut texts = vec!["common rare"; 29];
        texts.extend(vec!["rare"; 71]);
        let kept = |max_df: f64| params().max_df(max_df).fit(&corpus(&texts)).map(|v| v.vocabulary().len());
        assert!(matches!(kept(0.29), Err(Error::EmptyVocabulary { .. })));
        assert_eq!(kept(0.3).unwrap(), 1);
    }

    #[test]
    fn ties_of_max_features_go_to_the_first_term() {
        let vectorizer = params().max_features(2).fit(&corpus(&["pear fig apple fig"])).unwrap();
        assert!(vectorizer.vocabulary().terms().eq(["apple", "fig"]));
    }

    #[test]
    fn news_rows_leave_out_masked_paragraphs_and_n_grams_stay_inside() {
        let analyzer = Analyzer::english().ngram_range(2, 2);
        let counts = CountVectorizer::params(analyzer).fit_transform(&masked()).unwrap().1;
        assert!(counts.vocabulary().terms().eq(["end oslo", "met oslo", "minist met", "talk end"]));
        assert_eq!(counts.row_tokens(), [8]);
    }

    #[test]
    fn sklearn_rows_are_the_whole_text() {
        let analyzer = Analyzer::sklearn().ngram_range(2, 2);
        let counts = CountVectorizer::params(analyzer).fit_transform(&masked()).unwrap().1;
        let bigrams = [
            "article talks",
            "ended in",
            "in oslo",
            "met in",
            "ministers met",
            "oslo share",
            "share this",
            "talks ended",
            "this article",
        ];
        assert!(counts.vocabulary().terms().eq(bigrams));
    }

    #[test]
    fn paragraph_rows_are_the_unmasked_ones() {
        for analyzer in [Analyzer::english().stemmer(Stemmer::None).stop_words(false), Analyzer::sklearn()] {
            let params = CountVectorizer::params(analyzer).unit(Unit::Paragraph);
            let counts = params.fit_transform(&masked()).unwrap().1;
            let paragraphs: Vec<_> = counts.rows().iter().map(|row| (row.document, row.paragraph)).collect();
            assert_eq!(paragraphs, [(0, Some(0)), (0, Some(2))]);
            assert!(counts.vocabulary().terms().eq(["ended", "in", "met", "ministers", "oslo", "talks"]));
            let dense = ndarray::arr2(&[[0, 1, 1, 1, 1, 0], [1, 1, 0, 0, 1, 1]]);
            assert_eq!(counts.to_dense().unwrap(), dense);
        }
    }

    #[test]
    fn stop_words_go_before_n_grams_are_made() {
        let analyzer = Analyzer::english().ngram_range(2, 2);
        let vectorizer = CountVectorizer::params(analyzer).fit(&corpus(&["talks of the ministers"])).unwrap();
        assert!(vectorizer.vocabulary().terms().eq(["talk minist"]));
    }

    #[test]
    fn documents_that_are_counted_late_stand_where_they_came() {
        let sure =
            "Die Minister einigten sich am späten Abend auf einen gemeinsamen Fahrplan für Lieferungen.";
        let documents: Vec<Document> = (0..200)
            .map(|i| match i % 3 {
                0 => Document::new(i.to_string(), format!("{sure} Nummer w{i}")),
                _ => Document::new(i.to_string(), format!("Lieferungen w{i}\nw{}", i / 2)),
            })
            .collect();
        let counts = |analyzer: Analyzer, unit, together| {
            let batches = documents.chunks(together).map(|some| move || some.to_vec());
            let params = CountVectorizer::params(analyzer.ngram_range(2, 2)).unit(unit);
            params.fit_transform_batches(batches).unwrap().1
        };
        for unit in [Unit::Document, Unit::Paragraph] {
            let german = Analyzer::news().language(LanguageChoice::Fixed(Language::German));
            let expected = counts(german, unit, 200);
            assert!(expected.shape().0 >= 200 && expected.vocabulary().column("liefer w1").is_some());
            for together in [1, 7, 50, 200] {
                assert_eq!(counts(Analyzer::news(), unit, together), expected, "{unit:?} {together}");
            }
        }
    }

    #[test]
    fn unsure_documents_are_read_in_the_language_learnt() {
        let german =
            "Die Minister einigten sich am späten Abend auf einen gemeinsamen Fahrplan für Lieferungen.";
        let vectorizer = CountVectorizer::params(Analyzer::news()).fit(&corpus(&[german])).unwrap();
        let counts = vectorizer.transform(&corpus(&["Lieferung"]));
        let column = vectorizer.vocabulary().column("liefer").unwrap();
        assert_eq!(counts.row(0).collect::<Vec<_>>(), [(column, 1)]);
    }
}
