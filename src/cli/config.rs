//! Settings, as typed, to the types of the library.

use super::settings::{AnalyzerName, Frequency, NormName, Settings, StemmerName, WeightName};
use crate::analysis::Config;
use crate::analyze::{Analyzer, Language, LanguageChoice, Stemmer};
use crate::error::{Error, Result};
use crate::reuse::Reuse;
use crate::themes::ThemeSet;
use crate::vectorize::{
    Bm25, CountVectorizer, CountVectorizerParams, DocumentFrequency, Norm, TfIdf, TfIdfParams, Weighting,
};

impl Settings {
    /// The configuration of a whole run.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a language that nobody knows.
    pub(crate) fn config(&self, themes: ThemeSet) -> Result<Config> {
        let analyzer = self.analyzer()?;
        Ok(Config {
            counts: self.counts()?,
            analyzer,
            weighting: self.weighting(),
            tfidf: self.tfidf(),
            reuse: Reuse::params(),
            themes,
            seed: self.seed,
        })
    }

    /// How text becomes terms.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a language that nobody knows.
    pub(crate) fn analyzer(&self) -> Result<Analyzer> {
        let analyzer = match self.analyzer {
            AnalyzerName::News => Analyzer::news().language(self.language()?),
            // scikit-learn's words know no language; one is set only where a stemmer asks for it.
            AnalyzerName::Sklearn if self.stemmer.is_some() => Analyzer::sklearn().language(self.language()?),
            AnalyzerName::Sklearn => Analyzer::sklearn(),
        };
        let analyzer = match self.stemmer {
            None => analyzer,
            Some(StemmerName::RustStemmers) => analyzer.stemmer(Stemmer::RustStemmers),
            Some(StemmerName::Snowball) => analyzer.stemmer(Stemmer::Snowball),
            Some(StemmerName::None) => analyzer.stemmer(Stemmer::None),
        };
        Ok(analyzer.ngram_range(self.ngrams[0], self.ngrams[1]))
    }

    /// How terms are counted.
    ///
    /// # Errors
    /// As [`Settings::analyzer`].
    pub(crate) fn counts(&self) -> Result<CountVectorizerParams> {
        let params = CountVectorizer::params(self.analyzer()?)
            .min_df(self.min_df)
            .max_df(self.max_df)
            .binary(self.binary);
        Ok(match self.max_features {
            Some(n) => params.max_features(n),
            None => params,
        })
    }

    /// How counts are weighed where the weight is tf-idf.
    pub(crate) fn tfidf(&self) -> TfIdfParams {
        TfIdf::params().sublinear_tf(self.sublinear_tf).smooth_idf(self.smooth_idf).norm(match self.norm {
            NormName::L2 => Norm::L2,
            NormName::L1 => Norm::L1,
            NormName::None => Norm::None,
        })
    }

    /// What stands in a cell.
    pub(crate) fn weighting(&self) -> Weighting {
        match self.weight {
            WeightName::Tfidf => Weighting::TfIdf(self.tfidf()),
            WeightName::Count => Weighting::Count,
            WeightName::Bm25 => Weighting::Bm25(Bm25::params()),
        }
    }

    fn language(&self) -> Result<LanguageChoice> {
        match self.language.as_str() {
            "auto" => Ok(LanguageChoice::Detect),
            "none" => Ok(LanguageChoice::Unknown),
            name => Language::from_name(name).map(LanguageChoice::Fixed).ok_or_else(|| Error::Parameter {
                name: "language",
                got: format!("{name:?}"),
                expected: format!(
                    "auto, none or one of {}",
                    Language::all().map(Language::code).collect::<Vec<_>>().join(" ")
                ),
            }),
        }
    }
}

impl From<Frequency> for DocumentFrequency {
    fn from(frequency: Frequency) -> Self {
        match frequency {
            Frequency::Count(rows) => Self::Count(rows),
            Frequency::Share(share) => Self::Share(share),
        }
    }
}
