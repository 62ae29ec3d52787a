//! Stemming, behind one door for two implementations.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Language;

mod english;

/// Which stemmer reduces a word to its stem.
///
/// ```
/// use retell::{Language, Stemmer};
/// assert_eq!(Stemmer::RustStemmers.stem(Language::English, "adding"), "ad");
/// assert_eq!(Stemmer::Snowball.stem(Language::English, "adding"), "add");
/// assert_eq!(Stemmer::None.stem(Language::English, "adding"), "adding");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stemmer {
    /// The crate `rust-stemmers`: an older Snowball, the default. `data/golden/stemmers.md` tells where it differs.
    #[default]
    RustStemmers,
    /// Current Snowball: the crate `frostem`, and for English words of ASCII letters a faster one of the same rules.
    Snowball,
    /// Words are kept as they are.
    None,
}

/// Longer words are kept as they are: no word of a language is that long, and the stemmers copy a word at each step.
const LONGEST: usize = 256;

impl Stemmer {
    /// The stem of a lower-case word in normal form C; the word itself where nothing would be left of it, or where it
    /// has more than 256 bytes, and in Chinese, Japanese and Thai.
    pub fn stem(self, language: Language, word: &str) -> Cow<'_, str> {
        if word.len() > LONGEST {
            return Cow::Borrowed(word);
        }
        let stem = match self {
            Self::None => return Cow::Borrowed(word),
            Self::RustStemmers if language == Language::Greek && starts_with_isa(word) => {
                current(language, word)
            }
            Self::RustStemmers if language == Language::Romanian => romanian(word),
            // The older algorithm asks its callers to write е for ё; the current one does so itself.
            Self::RustStemmers if language == Language::Russian && word.contains('ё') => {
                Cow::Owned(older(language, &word.replace('ё', "е")).into_owned())
            }
            Self::RustStemmers => older(language, word),
            Self::Snowball => current(language, word),
        };
        // Both have words of which nothing is left: Turkish "siniz", Greek "αγα".
        if stem.is_empty() { Cow::Borrowed(word) } else { stem }
    }
}

fn current(language: Language, word: &str) -> Cow<'_, str> {
    if language == Language::English
        && let Some(stem) = english::stem(word)
    {
        return stem;
    }
    match frostem_algorithm(language) {
        Some(algorithm) => frostem::Stemmer::new(algorithm).stem(word),
        None => Cow::Borrowed(word),
    }
}

fn older(language: Language, word: &str) -> Cow<'_, str> {
    match rust_stemmers_algorithm(language) {
        Some(algorithm) => rust_stemmers::Stemmer::create(algorithm).stem(word),
        None => Cow::Borrowed(word),
    }
}

/// Whether a Greek word begins with ισα, however accented.
///
/// `rust-stemmers` panics on "ισαισα" and leaves nothing of "ίσα": one step of its Greek algorithm writes into a
/// slice that the step before has deleted, and does so only where the rest of the word is exactly "ισα". No earlier
/// step changes how a word begins, so every such word begins with it. Snowball 3.0 mended that step and left the
/// others alone, so these words, and no others, are stemmed by the current algorithm.
fn starts_with_isa(word: &str) -> bool {
    let mut chars = word.chars();
    matches!(chars.next(), Some('ι' | 'ί' | 'ϊ' | 'ΐ' | 'Ι' | 'Ί' | 'Ϊ'))
        && matches!(chars.next(), Some('σ' | 'ς' | 'Σ'))
        && matches!(chars.next(), Some('α' | 'ά' | 'Α' | 'Ά'))
}

/// Romanian is written with ș and ț (comma below); the older algorithm knows only ş and ţ (cedilla), which is what
/// old character sets had. It is given what it knows, and the answer is set right.
fn romanian(word: &str) -> Cow<'_, str> {
    let swap = |text: &str, from: [char; 2], to: [char; 2]| -> String {
        text.chars()
            .map(|c| {
                if c == from[0] {
                    to[0]
                } else if c == from[1] {
                    to[1]
                } else {
                    c
                }
            })
            .collect()
    };
    if !word.contains(['ș', 'ț', 'ş', 'ţ']) {
        return older(Language::Romanian, word);
    }
    let stem = older(Language::Romanian, &swap(word, COMMA, CEDILLA)).into_owned();
    Cow::Owned(swap(&stem, CEDILLA, COMMA))
}

pub(super) const COMMA: [char; 2] = ['ș', 'ț'];
pub(super) const CEDILLA: [char; 2] = ['ş', 'ţ'];

fn rust_stemmers_algorithm(language: Language) -> Option<rust_stemmers::Algorithm> {
    use rust_stemmers::Algorithm as A;
    Some(match language {
        Language::Arabic => A::Arabic,
        Language::Danish => A::Danish,
        Language::Dutch => A::Dutch,
        Language::English => A::English,
        Language::Finnish => A::Finnish,
        Language::French => A::French,
        Language::German => A::German,
        Language::Greek => A::Greek,
        Language::Hungarian => A::Hungarian,
        Language::Italian => A::Italian,
        Language::Norwegian => A::Norwegian,
        Language::Portuguese => A::Portuguese,
        Language::Romanian => A::Romanian,
        Language::Russian => A::Russian,
        Language::Spanish => A::Spanish,
        Language::Swedish => A::Swedish,
        Language::Tamil => A::Tamil,
        Language::Turkish => A::Turkish,
        Language::Chinese | Language::Japanese | Language::Thai => return None,
    })
}

fn frostem_algorithm(language: Language) -> Option<frostem::Algorithm> {
    use frostem::Algorithm as A;
    Some(match language {
        Language::Arabic => A::Arabic,
        Language::Danish => A::Danish,
        Language::Dutch => A::Dutch,
        Language::English => A::English,
        Language::Finnish => A::Finnish,
        Language::French => A::French,
        Language::German => A::German,
        Language::Greek => A::Greek,
        Language::Hungarian => A::Hungarian,
        Language::Italian => A::Italian,
        Language::Norwegian => A::Norwegian,
        Language::Portuguese => A::Portuguese,
        Language::Romanian => A::Romanian,
        Language::Russian => A::Russian,
        Language::Spanish => A::Spanish,
        Language::Swedish => A::Swedish,
        Language::Tamil => A::Tamil,
        Language::Turkish => A::Turkish,
        Language::Chinese | Language::Japanese | Language::Thai => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_with_endings_has_both_stemmers() {
        let words = [
            (Language::Arabic, "الكتاب"),
            (Language::Danish, "bøgerne"),
            (Language::Dutch, "boeken"),
            (Language::English, "books"),
            (Language::Finnish, "kirjoissa"),
            (Language::French, "livres"),
            (Language::German, "büchern"),
            (Language::Greek, "βιβλια"),
            (Language::Hungarian, "könyvek"),
            (Language::Italian, "libri"),
            (Language::Norwegian, "bøkene"),
            (Language::Portuguese, "livros"),
            (Language::Romanian, "cărților"),
            (Language::Russian, "книгами"),
            (Language::Spanish, "libros"),
            (Language::Swedish, "böckerna"),
            (Language::Tamil, "புத்தகங்கள்"),
            (Language::Turkish, "kitaplar"),
        ];
        let without = [Language::Chinese, Language::Japanese, Language::Thai];
        assert!(
            words.iter().map(|row| row.0).eq(Language::all().filter(|language| !without.contains(language)))
        );
        for language in without {
            assert_eq!(Stemmer::RustStemmers.stem(language, "books"), "books");
            assert_eq!(Stemmer::Snowball.stem(language, "books"), "books");
        }
        for (language, word) in words {
            for stemmer in [Stemmer::RustStemmers, Stemmer::Snowball] {
                let stem = stemmer.stem(language, word);
                assert!(stem.len() < word.len() && !stem.is_empty(), "{language} {stemmer:?} {word} {stem}");
            }
        }
    }

    #[test]
    fn greek_words_that_break_the_older_algorithm_are_stemmed() {
        for (word, stem) in [("ισαισα", "ισα"), ("ίσα", "ισ"), ("ισα", "ισ"), ("ισασ", "ισ")]
        {
            assert_eq!(Stemmer::RustStemmers.stem(Language::Greek, word), stem, "{word}");
        }
    }

    #[test]
    fn a_word_of_which_nothing_is_left_is_kept() {
        for stemmer in [Stemmer::RustStemmers, Stemmer::Snowball] {
            assert_eq!(stemmer.stem(Language::Turkish, "siniz"), "siniz");
            assert_eq!(stemmer.stem(Language::Greek, "αγα"), "αγα");
        }
    }

    #[test]
    fn both_ways_to_write_romanian_have_one_stem() {
        for stemmer in [Stemmer::RustStemmers, Stemmer::Snowball] {
            assert_eq!(stemmer.stem(Language::Romanian, "aberații"), "aber");
            assert_eq!(stemmer.stem(Language::Romanian, "aberaţii"), "aber");
        }
    }

    #[test]
    fn both_ways_to_write_russian_have_one_stem() {
        for stemmer in [Stemmer::RustStemmers, Stemmer::Snowball] {
            assert_eq!(
                stemmer.stem(Language::Russian, "телёнок"),
                stemmer.stem(Language::Russian, "теленок")
            );
        }
    }

    #[test]
    fn very_long_words_are_kept() {
        let word = "being".repeat(100);
        assert_eq!(Stemmer::RustStemmers.stem(Language::English, &word), word);
    }
}
