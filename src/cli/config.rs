//! Settings, as typed, to the types of the library.

use super::lists;
use super::settings::{
    AnalyzerName, Frequency, NormName, Settings, StemmerName, StopWordChoice, UnitName, WeightName,
};
use crate::analysis::Config;
use crate::analyze::{Analyzer, Language, LanguageChoice, NgramUnit, Stemmer, StopWords};
use crate::error::{Error, Result};
use crate::themes::ThemeSet;
use crate::vectorize::{
    Bm25, CountVectorizer, CountVectorizerParams, DocumentFrequency, HashingVectorizer, Norm, TfIdf,
    TfIdfParams, Weighting,
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
            reuse: self.reuse(),
            themes,
            seed: self.seed,
        })
    }

    /// How text becomes terms.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a language that nobody knows; those of reading a list of stop words.
    pub(crate) fn analyzer(&self) -> Result<Analyzer> {
        let stop_words = self.stop_word_choice();
        let analyzer = match self.analyzer {
            AnalyzerName::News => Analyzer::news().language(self.language()?),
            // scikit-learn's words know no language; one is set only where stems or stop words ask for it.
            AnalyzerName::Sklearn
                if self.stemmer.is_some() || stop_words == Some(StopWordChoice::Language) =>
            {
                Analyzer::sklearn().language(self.language()?)
            }
            AnalyzerName::Sklearn => Analyzer::sklearn(),
        };
        let analyzer = match self.stemmer {
            None => analyzer,
            Some(StemmerName::RustStemmers) => analyzer.stemmer(Stemmer::RustStemmers),
            Some(StemmerName::Snowball) => analyzer.stemmer(Stemmer::Snowball),
            Some(StemmerName::None) => analyzer.stemmer(Stemmer::None),
        };
        let analyzer = match stop_words {
            None => analyzer,
            Some(StopWordChoice::None) => analyzer.stop_words(StopWords::None),
            Some(StopWordChoice::Language) => analyzer.stop_words(StopWords::Language),
            Some(StopWordChoice::English) => analyzer.stop_words(StopWords::sklearn_english()),
            Some(StopWordChoice::File(path)) => analyzer.stop_words(StopWords::List(lists::words(path)?)),
        };
        let unit = match self.ngram_unit {
            UnitName::Word => NgramUnit::Word,
            UnitName::Char => NgramUnit::Char,
            UnitName::CharWb => NgramUnit::CharWb,
        };
        Ok(analyzer.ngram_unit(unit).ngram_range(self.ngrams[0], self.ngrams[1]))
    }

    /// How terms are counted.
    ///
    /// # Errors
    /// As [`Settings::analyzer`]; those of reading a vocabulary.
    pub(crate) fn counts(&self) -> Result<CountVectorizerParams> {
        let params = CountVectorizer::params(self.analyzer()?)
            .min_df(self.min_df)
            .max_df(self.max_df)
            .binary(self.binary);
        let params = match self.max_features {
            Some(n) => params.max_features(n),
            None => params,
        };
        Ok(match &self.vocabulary {
            Some(path) => params.vocabulary(lists::terms(path)?),
            None => params,
        })
    }

    /// How terms are hashed.
    ///
    /// # Errors
    /// As [`Settings::analyzer`].
    pub(crate) fn hashing(&self) -> Result<HashingVectorizer> {
        Ok(HashingVectorizer::new(self.analyzer()?).binary(self.binary).norm(self.norm()))
    }

    /// How counts are weighed where the weight is tf-idf.
    pub(crate) fn tfidf(&self) -> TfIdfParams {
        TfIdf::params().sublinear_tf(self.sublinear_tf).smooth_idf(self.smooth_idf).norm(self.norm())
    }

    fn norm(&self) -> Norm {
        match self.norm {
            NormName::L2 => Norm::L2,
            NormName::L1 => Norm::L1,
            NormName::None => Norm::None,
        }
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
