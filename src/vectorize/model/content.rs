//! What a model holds, field by field as it is written.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::RangeInclusive;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::analyze::{Analyzer, Fallback, Strings, Words, is_unspaced};
use crate::error::ModelProblem;
use crate::vectorize::vectorizer::Learnt;
use crate::vectorize::{
    Bm25, Bm25Params, CountVectorizer, CountVectorizerParams, DocumentFrequency, TfIdf, TfIdfParams, Unit,
    Vectorizer, Vocabulary,
};

/// The greatest number that a logarithm of 64-bit counts comes to, with room for the 1 that is added. What passes is so
/// small that no weight made of it overflows.
const GREATEST_IDF: f64 = 50.0;

/// What one 64-bit count divided by another may be, unless it is 0.
const MEAN_LENGTHS: RangeInclusive<f64> = 1.0 / u64::MAX as f64..=u64::MAX as f64;

/// A fitted vectorizer. A change of any field, of a name below it, or of the terms that an analyzer makes of a text is
/// a new [`FORMAT`](super::FORMAT).
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Content<'a> {
    pub(super) analyzer: Cow<'a, Analyzer>,
    unit: Unit,
    pub(super) min_df: DocumentFrequency,
    pub(super) max_df: DocumentFrequency,
    pub(super) max_features: Option<usize>,
    binary: bool,
    /// The language of documents that do not tell theirs.
    fallback: Fallback,
    /// Whether words of scripts without spaces were found by dictionaries; nothing where no term is such a word.
    pub(super) dictionaries: Option<bool>,
    pub(super) columns: Columns,
    pub(super) terms: Cow<'a, Strings>,
    pub(super) weights: Weights<'a>,
}

/// Where the columns come from.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Columns {
    Learnt,
    Given,
}

/// What was learnt about weights.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Weights<'a> {
    Count,
    TfIdf { params: TfIdfParams, idf: Cow<'a, [f64]> },
    Bm25 { params: Bm25Params, mean_length: f64, idf: Cow<'a, [f64]> },
}

impl<'a> Content<'a> {
    pub(super) fn of(vectorizer: &'a Vectorizer) -> Self {
        let CountVectorizer { params, ngram_range: _, fallback, vocabulary } = &vectorizer.counts;
        let CountVectorizerParams { analyzer, unit, min_df, max_df, max_features, binary, vocabulary: _ } =
            params;
        Self {
            analyzer: Cow::Borrowed(analyzer),
            unit: *unit,
            min_df: *min_df,
            max_df: *max_df,
            max_features: *max_features,
            binary: *binary,
            fallback: *fallback,
            dictionaries: dictionaries(analyzer, vocabulary.strings()),
            columns: if vocabulary.is_given() { Columns::Given } else { Columns::Learnt },
            terms: Cow::Borrowed(vocabulary.strings()),
            weights: match &vectorizer.learnt {
                Learnt::Count(_) => Weights::Count,
                Learnt::TfIdf(tfidf) => {
                    Weights::TfIdf { params: tfidf.params, idf: Cow::Borrowed(tfidf.idf()) }
                }
                Learnt::Bm25(bm25) => Weights::Bm25 {
                    params: bm25.params,
                    mean_length: bm25.mean_length,
                    idf: Cow::Borrowed(bm25.idf()),
                },
            },
        }
    }

    /// Writes it as MessagePack, fields by name.
    pub(super) fn write(&self, mut out: &mut dyn Write) -> io::Result<()> {
        rmp_serde::encode::write_named(&mut out, self).map_err(|error| match error {
            rmp_serde::encode::Error::InvalidValueWrite(error) => error.into(),
            error => io::Error::other(error),
        })
    }

    /// What [`write`](Self::write) wrote, and nothing behind it.
    pub(super) fn read(mut bytes: &[u8]) -> Result<Self, ModelProblem> {
        let refused = |reason: String| ModelProblem::Content { reason };
        // Lengths that stand in the bytes reserve nothing that is not there: serde reserves a megabyte at most.
        let content = Self::deserialize(&mut rmp_serde::Deserializer::new(&mut bytes))
            .map_err(|error| refused(error.to_string()))?;
        if !bytes.is_empty() {
            return Err(refused(format!("{} bytes stand behind its end", bytes.len())));
        }
        Ok(content)
    }

    /// Whether words were found by dictionaries that this build lacks.
    pub(super) fn needs_dictionaries(&self) -> bool {
        self.dictionaries == Some(true) && !cfg!(feature = "segmenter")
    }

    /// The vectorizer, if it is one that a fitting may give.
    pub(super) fn vectorizer(self) -> Result<Vectorizer, ModelProblem> {
        let refused = |reason: String| ModelProblem::Content { reason };
        let refuse = |error: crate::Error| ModelProblem::Content { reason: error.to_string() };
        if self.dictionaries != dictionaries(&self.analyzer, &self.terms) {
            let reason =
                "its words of scripts without spaces were cut otherwise than this build cuts them".to_owned();
            return Err(refused(reason));
        }
        let params = CountVectorizerParams {
            analyzer: self.analyzer.into_owned(),
            unit: self.unit,
            min_df: self.min_df,
            max_df: self.max_df,
            max_features: self.max_features,
            binary: self.binary,
            vocabulary: None,
        };
        let ngram_range = params.check().map_err(refuse)?;
        let terms = self.terms.into_owned();
        let vocabulary = Arc::new(match self.columns {
            Columns::Given => Vocabulary::given(terms).map_err(refuse)?,
            Columns::Learnt => {
                check_risen(&terms).map_err(refused)?;
                Vocabulary::sorted(terms)
            }
        });
        let learnt = match self.weights {
            Weights::Count => Learnt::count(vocabulary.len()),
            Weights::TfIdf { params, idf } => Learnt::TfIdf(TfIdf {
                params,
                idf: Arc::new(checked(idf, vocabulary.len()).map_err(refused)?),
                vocabulary: Arc::clone(&vocabulary),
            }),
            Weights::Bm25 { params, mean_length, idf } => {
                params.check().map_err(refuse)?;
                if !(mean_length == 0.0 || MEAN_LENGTHS.contains(&mean_length)) {
                    return Err(refused(format!("mean_length is {mean_length:?}")));
                }
                let idf = Arc::new(checked(idf, vocabulary.len()).map_err(refused)?);
                Learnt::Bm25(Bm25 { params, mean_length, idf, vocabulary: Arc::clone(&vocabulary) })
            }
        };
        let counts = CountVectorizer { params, ngram_range, fallback: self.fallback, vocabulary };
        Ok(Vectorizer { counts, learnt })
    }
}

/// Whether this build finds words like the unspaced ones among `terms` by dictionaries; nothing where there are none.
fn dictionaries(analyzer: &Analyzer, terms: &Strings) -> Option<bool> {
    let unspaced = || terms.iter().any(|term| !term.is_ascii() && term.contains(is_unspaced));
    (analyzer.word_rule() == Words::News && unspaced()).then_some(cfg!(feature = "segmenter"))
}

/// Whether terms are as those of a learnt vocabulary: some, each greater than the one before. If not, what is wrong.
fn check_risen(terms: &Strings) -> Result<(), String> {
    if terms.len() == 0 || terms.len() > u32::MAX as usize {
        return Err(format!("it has {} terms", terms.len()));
    }
    match terms.iter().zip(terms.iter().skip(1)).find(|(before, term)| before >= term) {
        Some((before, term)) if before == term => Err(format!("term {term:?} stands twice")),
        Some((before, term)) => Err(format!("term {term:?} stands behind {before:?}, out of order")),
        None => Ok(()),
    }
}

/// Inverse document frequencies, if they are one for each of `n` columns, and weights that can be.
fn checked(idf: Cow<'_, [f64]>, n: usize) -> Result<Vec<f64>, String> {
    if idf.len() != n {
        return Err(format!("it has {} idf for {n} terms", idf.len()));
    }
    match idf.iter().position(|idf| !(0.0..=GREATEST_IDF).contains(idf)) {
        Some(column) => Err(format!("idf of column {column} is {:?}", idf[column])),
        None => Ok(idf.into_owned()),
    }
}
