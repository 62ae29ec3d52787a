//! The languages of articles that are read a few at a time, as they would be if all were read at once.

use std::ops::Range;

use rayon::prelude::*;
use whatlang::Lang;

use crate::analyze::{Fallback, Language, LanguageChoice, Majority, detect};
use crate::corpus::Document;

/// What each article says of its language.
pub(super) enum Spoken {
    /// The same for all, whatever they say.
    Told(Option<Language>, usize),
    /// What was detected, where that is sure.
    Detected(Vec<Option<Lang>>),
}

impl Spoken {
    pub(super) fn of(documents: &[Document], choice: LanguageChoice) -> Self {
        match choice {
            LanguageChoice::Fixed(language) => Self::Told(Some(language), documents.len()),
            LanguageChoice::Unknown => Self::Told(None, documents.len()),
            LanguageChoice::Detect => Self::Detected(documents.par_iter().map(detect).collect()),
        }
    }

    /// What some of the articles say.
    pub(super) fn part(&self, range: Range<usize>) -> Self {
        match self {
            Self::Told(language, _) => Self::Told(*language, range.len()),
            Self::Detected(found) => Self::Detected(found[range].to_vec()),
        }
    }

    /// The articles counted for the fallback.
    pub(super) fn majority(&self, documents: &[Document]) -> Majority {
        let mut majority = Majority::default();
        if let Self::Detected(found) = self {
            documents.iter().zip(found).for_each(|(document, &lang)| majority.add(document, lang));
        }
        majority
    }

    /// The language each is read in.
    pub(super) fn languages(&self, fallback: Fallback) -> Vec<Option<Language>> {
        match self {
            Self::Told(language, n) => vec![*language; *n],
            Self::Detected(found) => found.iter().map(|&lang| fallback.or_sure(lang)).collect(),
        }
    }

    /// Whether each is read in that language whatever stands around it.
    pub(super) fn sure(&self) -> Vec<bool> {
        match self {
            Self::Told(_, n) => vec![true; *n],
            Self::Detected(found) => found.iter().map(Option::is_some).collect(),
        }
    }
}
