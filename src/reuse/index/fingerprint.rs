//! The settings that an index was made with: articles that are added or held against it must be read by the same.

use serde::{Deserialize, Serialize};

use crate::analyze::{Analyzer, LanguageChoice, Stemmer, StopWords, Words};
use crate::error::IndexProblem;
use crate::reuse::ReuseParams;

/// What decides which words are equal, and which articles share a run of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fingerprint {
    words: Words,
    language: LanguageChoice,
    stemmer: Stemmer,
    stop_words: StopWords,
    /// Words of a run by which candidates are found.
    min_run: usize,
    /// Whether words of scripts without spaces are found by dictionaries.
    dictionaries: bool,
}

impl Fingerprint {
    /// That of an analyzer and of settings of reuse. N-grams are no part of it, for reuse knows none.
    pub fn new(analyzer: &Analyzer, params: &ReuseParams) -> Self {
        Self {
            words: analyzer.word_rule(),
            language: analyzer.language_choice(),
            stemmer: analyzer.stemming(),
            stop_words: analyzer.stop_word_choice().clone(),
            min_run: params.min_run,
            dictionaries: cfg!(feature = "segmenter"),
        }
    }

    pub(super) fn min_run(&self) -> usize {
        self.min_run
    }

    pub(super) fn language(&self) -> LanguageChoice {
        self.language
    }

    /// Whether what was made with these settings can be used with those that are `asked`.
    pub(super) fn check(&self, asked: &Self) -> Result<(), IndexProblem> {
        let here = self.told();
        let there = asked.told();
        let differing = here.into_iter().zip(there).find(|((_, made_with), (_, asked))| made_with != asked);
        match differing {
            None => Ok(()),
            Some(((setting, made_with), (_, asked))) => {
                Err(IndexProblem::Settings { setting, made_with, asked })
            }
        }
    }

    /// Each setting by its name on the command line, in words.
    fn told(&self) -> [(&'static str, String); 6] {
        let words = match self.words {
            Words::News => "news",
            Words::Sklearn => "sklearn",
        };
        let language = match self.language {
            LanguageChoice::Detect => "auto",
            LanguageChoice::Fixed(language) => language.code(),
            LanguageChoice::Unknown => "none",
        };
        let stemmer = match self.stemmer {
            Stemmer::RustStemmers => "rust-stemmers",
            Stemmer::Snowball => "snowball",
            Stemmer::None => "none",
        };
        let stop_words = match &self.stop_words {
            StopWords::None => "none".to_owned(),
            StopWords::Language => "language".to_owned(),
            StopWords::List(list) => {
                format!(
                    "a list of {} words ({:08x})",
                    list.len(),
                    crc32fast::hash(list.join("\n").as_bytes())
                )
            }
        };
        let dictionaries = if self.dictionaries { "on" } else { "off" };
        [
            ("--analyzer", words.to_owned()),
            ("--language", language.to_owned()),
            ("--stemmer", stemmer.to_owned()),
            ("--stop-words", stop_words),
            ("min_run", self.min_run.to_string()),
            ("the feature segmenter", dictionaries.to_owned()),
        ]
    }
}
