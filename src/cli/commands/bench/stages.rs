//! The pipeline cut into stages, each of which can be run with all before it.

use std::hint::black_box;
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use crate::analyze::{Analyzer, LanguageChoice, Stemmer, StopWords, Words};
use crate::cli::settings::Settings;
use crate::corpus::Corpus;
use crate::corpus::read::{self, Input};
use crate::error::Result;
use crate::vectorize::{CountMatrix, CountVectorizerParams, TfIdfMatrix, Vectorizer, Weighting};

/// A stage on the way from bytes on the disk to weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Stage {
    /// The files' bytes.
    Read,
    /// Bytes to documents: unpacked, decoded, parsed, and cut into paragraphs where words are looked for in those.
    Decode,
    /// The words of every document found and brought into one spelling.
    Scan,
    /// A number for every distinct word.
    Intern,
    /// Language, stop words and stems, once for every distinct word.
    Stem,
    /// The matrix of counts.
    Count,
    /// idf and norm.
    Weigh,
}

impl Stage {
    /// All of them in their order.
    pub(super) const ALL: [Self; 7] =
        [Self::Read, Self::Decode, Self::Scan, Self::Intern, Self::Stem, Self::Count, Self::Weigh];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Decode => "decode",
            Self::Scan => "scan",
            Self::Intern => "intern",
            Self::Stem => "stem",
            Self::Count => "count",
            Self::Weigh => "weigh",
        }
    }

    /// Whether it works on files; the others work on documents in memory.
    pub(super) fn reads_disk(self) -> bool {
        matches!(self, Self::Read | Self::Decode)
    }
}

/// What is measured: which files, read and counted how.
pub(super) struct Pipeline {
    /// What the files are asked for by.
    pub(super) inputs: Vec<Input>,
    pub(super) options: read::Options,
    /// Every file that gives documents.
    pub(super) files: Vec<PathBuf>,
    pub(super) analyzer: Analyzer,
    pub(super) counts: CountVectorizerParams,
    pub(super) weighting: Weighting,
}

impl Pipeline {
    pub(super) fn new(settings: &Settings, inputs: Vec<Input>, options: read::Options) -> Result<Self> {
        Ok(Self {
            inputs,
            options,
            files: Vec::new(),
            analyzer: settings.analyzer()?,
            counts: settings.counts()?,
            weighting: settings.weighting(),
        })
    }

    /// Does everything up to `stage`: the first two from the disk, the others on `corpus`, which is in memory.
    pub(super) fn run(&self, stage: Stage, corpus: &Corpus) -> Result<()> {
        match stage {
            Stage::Read => {
                for file in &self.files {
                    black_box(read::bytes(file)?);
                }
            }
            Stage::Decode => {
                black_box(self.decode()?);
            }
            Stage::Scan => {
                black_box(self.analyzer.count_words(corpus));
            }
            Stage::Intern => {
                black_box(self.without_language().count_terms(corpus));
            }
            Stage::Stem => {
                black_box(self.analyzer.count_terms(corpus));
            }
            Stage::Count => {
                black_box(self.count(corpus)?);
            }
            Stage::Weigh => {
                black_box(self.weigh(corpus)?);
            }
        }
        Ok(())
    }

    /// The documents, cut into paragraphs where the stages behind need them: a document is cut when its paragraphs are
    /// first asked for and never again, so that repetitions on documents in memory would leave the cutting out.
    pub(super) fn decode(&self) -> Result<Corpus> {
        let corpus = read::read(&self.inputs, &self.options, &mut |_, _| ())?.corpus;
        if self.cuts_paragraphs() {
            for document in corpus.documents() {
                black_box(document.paragraphs());
            }
        }
        Ok(corpus)
    }

    /// What a stage does, in a few words.
    pub(super) fn about(&self, stage: Stage) -> &'static str {
        match stage {
            Stage::Read => "bytes from the disk",
            Stage::Decode if self.cuts_paragraphs() => "bytes to documents and their paragraphs",
            Stage::Decode => "bytes to documents",
            Stage::Scan => "words found, one spelling",
            Stage::Intern => "numbers for distinct words",
            Stage::Stem => "stop words, stems, languages",
            Stage::Count => "the matrix of counts",
            Stage::Weigh => "idf and norm",
        }
    }

    /// scikit-learn's words are of the whole text; news words, and detecting a language, are of its paragraphs.
    fn cuts_paragraphs(&self) -> bool {
        self.analyzer.word_rule() != Words::Sklearn
            || self.analyzer.language_choice() == LanguageChoice::Detect
    }

    /// The same words, all of them, as they stand.
    fn without_language(&self) -> Analyzer {
        self.analyzer
            .clone()
            .language(LanguageChoice::Unknown)
            .stemmer(Stemmer::None)
            .stop_words(StopWords::None)
    }

    pub(super) fn count(&self, corpus: &Corpus) -> Result<CountMatrix> {
        Ok(self.counts.clone().fit_transform(corpus)?.1)
    }

    pub(super) fn weigh(&self, corpus: &Corpus) -> Result<TfIdfMatrix> {
        Ok(Vectorizer::params(self.counts.clone(), self.weighting).fit_transform(corpus)?.1)
    }

    /// Everything in one go, from the disk to weights, as a command does it.
    pub(super) fn whole(&self) -> Result<TfIdfMatrix> {
        let mut stream = read::stream(&self.inputs, &self.options)?;
        let params = Vectorizer::params(self.counts.clone(), self.weighting);
        let weights = params.fit_transform_batches(&mut stream)?.1;
        stream.finish()?;
        Ok(weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_cut_where_words_or_languages_are_looked_for_in_them() {
        let cuts = |analyzer: Analyzer| {
            let mut pipeline =
                Pipeline::new(&Settings::default(), Vec::new(), read::Options::default()).unwrap();
            pipeline.analyzer = analyzer;
            pipeline.cuts_paragraphs()
        };
        assert!(cuts(Analyzer::news()) && cuts(Analyzer::english()));
        assert!(!cuts(Analyzer::sklearn()));
        assert!(cuts(Analyzer::sklearn().language(LanguageChoice::Detect)));
    }
}
