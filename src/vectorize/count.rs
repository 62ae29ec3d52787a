//! Learning columns and counting terms.

use std::sync::Arc;

use serde::Serialize;

use super::select::Candidates;
use super::tally::{Tally, tally};
use super::{CountMatrix, DocumentFrequency, Vocabulary, csr::Csr};
use crate::analyze::{Analyzer, Fallback, Languages};
use crate::corpus::Corpus;
use crate::error::{Error, Result};

/// What a row of a matrix is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
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
    analyzer: Analyzer,
    unit: Unit,
    min_df: DocumentFrequency,
    max_df: DocumentFrequency,
    max_features: Option<usize>,
    binary: bool,
    vocabulary: Option<Vec<String>>,
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
/// assert_eq!(counts.vocabulary().terms(), ["deliveri", "gas", "gas deliveri", "minist"]);
///
/// let other = Corpus::from_texts([("d", "No gas, no gas deliveries, no heating.")])?;
/// assert_eq!(vectorizer.transform(&other).row(0).collect::<Vec<_>>(), [(0, 1), (1, 2), (2, 1)]);
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct CountVectorizer {
    params: CountVectorizerParams,
    ngram_range: (usize, usize),
    /// Documents that do not tell their language are taken to be in that of the corpus learnt from.
    fallback: Fallback,
    vocabulary: Arc<Vocabulary>,
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

    /// Counts the known terms of `corpus`; others are ignored. An empty corpus gives no rows.
    ///
    /// Cost: one pass over the text; memory: the cells, and the distinct terms of `corpus` while it runs.
    pub fn transform(&self, corpus: &Corpus) -> CountMatrix {
        let languages = Languages::of(corpus, self.params.analyzer.language_choice(), Some(self.fallback));
        self.matrix(&tally(&self.params.analyzer, self.ngram_range, self.params.unit, corpus, &languages))
    }

    /// The cells of all tallies whose terms are columns.
    fn matrix(&self, tallies: &[Tally]) -> CountMatrix {
        let mut csr = Csr::empty(self.vocabulary.len());
        let (mut rows, mut tokens) = (Vec::new(), Vec::new());
        let mut row: Vec<(u32, u32)> = Vec::new();
        for tally in tallies {
            let columns: Vec<Option<u32>> = tally
                .grams
                .iter()
                .map(|gram| self.vocabulary.column(gram).map(|column| column as u32))
                .collect();
            let mut start = 0;
            for &end in &tally.ends {
                row.clear();
                row.extend(tally.cells[start..end].iter().filter_map(|&(gram, count)| {
                    columns[gram as usize].map(|column| (column, if self.params.binary { 1 } else { count }))
                }));
                row.sort_unstable();
                csr.indices.extend(row.iter().map(|cell| cell.0));
                csr.data.extend(row.iter().map(|cell| cell.1));
                csr.indptr.push(csr.indices.len());
                start = end;
            }
            rows.extend_from_slice(&tally.rows);
            tokens.extend_from_slice(&tally.tokens);
        }
        CountMatrix { csr, rows, tokens, vocabulary: Arc::clone(&self.vocabulary) }
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
    /// [`Error::EmptyVocabulary`] if no term is left.
    pub fn fit(self, corpus: &Corpus) -> Result<CountVectorizer> {
        Ok(self.learn(corpus)?.0)
    }

    /// [`fit`](Self::fit) and [`CountVectorizer::transform`] of the same corpus, in one pass over its text.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn fit_transform(self, corpus: &Corpus) -> Result<(CountVectorizer, CountMatrix)> {
        let (vectorizer, tallies) = self.learn(corpus)?;
        let counts = vectorizer.matrix(&tallies);
        Ok((vectorizer, counts))
    }

    fn learn(self, corpus: &Corpus) -> Result<(CountVectorizer, Vec<Tally>)> {
        let ngram_range = self.analyzer.checked_ngram_range()?;
        self.min_df.check("min_df")?;
        self.max_df.check("max_df")?;
        if self.max_features == Some(0) {
            let expected = "a whole number from 1".to_owned();
            return Err(Error::Parameter { name: "max_features", got: "0".to_owned(), expected });
        }
        let given = self.vocabulary.clone().map(Vocabulary::given).transpose()?;
        let languages = Languages::of(corpus, self.analyzer.language_choice(), None);
        let tallies = tally(&self.analyzer, ngram_range, self.unit, corpus, &languages);
        let vocabulary = match given {
            Some(vocabulary) => vocabulary,
            None => Vocabulary::sorted(self.select(&tallies)?),
        };
        let fallback = languages.fallback;
        let vectorizer =
            CountVectorizer { params: self, ngram_range, fallback, vocabulary: Arc::new(vocabulary) };
        Ok((vectorizer, tallies))
    }

    /// The terms that are left after filtering, sorted.
    fn select(&self, tallies: &[Tally]) -> Result<Vec<String>> {
        let n_rows: usize = tallies.iter().map(|tally| tally.rows.len()).sum();
        let n_tokens: usize = tallies.iter().flat_map(|tally| &tally.tokens).sum();
        let empty = Error::EmptyVocabulary { n_documents: n_rows, n_tokens };
        if n_rows == 0 {
            return Err(empty);
        }
        if self.max_df.of(n_rows) < self.min_df.of(n_rows) {
            return Err(Error::Parameter {
                name: "max_df",
                got: format!("{} of {n_rows} rows", self.max_df),
                expected: format!("no fewer rows than min_df, which is {}", self.min_df),
            });
        }
        let terms = Candidates::of(tallies, self.binary).select(
            n_rows,
            (self.min_df, self.max_df),
            self.max_features,
        );
        if terms.is_empty() { Err(empty) } else { Ok(terms) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Stemmer;
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
        assert_eq!(parameter(params().min_df(3).fit(&texts)), "max_df");
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
        assert_eq!(vectorizer.vocabulary().terms(), ["apple", "fig"]);
    }

    #[test]
    fn news_rows_leave_out_masked_paragraphs_and_n_grams_stay_inside() {
        let analyzer = Analyzer::english().ngram_range(2, 2);
        let counts = CountVectorizer::params(analyzer).fit_transform(&masked()).unwrap().1;
        assert_eq!(counts.vocabulary().terms(), ["end oslo", "met oslo", "minist met", "talk end"]);
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
        assert_eq!(counts.vocabulary().terms(), bigrams);
    }

    #[test]
    fn paragraph_rows_are_the_unmasked_ones() {
        for analyzer in [Analyzer::english().stemmer(Stemmer::None).stop_words(false), Analyzer::sklearn()] {
            let params = CountVectorizer::params(analyzer).unit(Unit::Paragraph);
            let counts = params.fit_transform(&masked()).unwrap().1;
            let paragraphs: Vec<_> = counts.rows().iter().map(|row| (row.document, row.paragraph)).collect();
            assert_eq!(paragraphs, [(0, Some(0)), (0, Some(2))]);
            assert_eq!(counts.vocabulary().terms(), ["ended", "in", "met", "ministers", "oslo", "talks"]);
            let dense = ndarray::arr2(&[[0, 1, 1, 1, 1, 0], [1, 1, 0, 0, 1, 1]]);
            assert_eq!(counts.to_dense().unwrap(), dense);
        }
    }

    #[test]
    fn stop_words_go_before_n_grams_are_made() {
        let analyzer = Analyzer::english().ngram_range(2, 2);
        let vectorizer = CountVectorizer::params(analyzer).fit(&corpus(&["talks of the ministers"])).unwrap();
        assert_eq!(vectorizer.vocabulary().terms(), ["talk minist"]);
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
