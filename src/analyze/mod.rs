//! Text to tokens and terms.
//!
//! One loop finds the words of a text (`scan`): many bytes at a time where they are ASCII, character by character where
//! they are not (`tokenizer`), by dictionary where a script has no spaces (`complex_script`). Everything else is a table
//! look-up per *distinct* form: stop words and stemming run once for each form, not once for each occurrence.

mod analyzer;
mod ascii;
mod character_reader;
mod characters;
mod chunks;
mod complex_script;
mod detection;
mod elision;
mod english_stop_words;
mod fallback;
mod form;
mod form_table;
mod function_words;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod interner;
mod language;
mod lexicon;
mod python_words;
mod scan;
mod sentence;
mod stem;
mod steps;
mod stop_words;
mod strings;
mod surface;
mod telling_words;
mod term_reader;
mod tokenize;
mod tokenizer;
mod tokens;
mod votes;

pub use analyzer::{Analyzer, LanguageChoice, NgramUnit, Words};
pub use language::Language;
pub use stem::Stemmer;
pub use stop_words::StopWords;
pub use surface::SurfaceForms;
pub use tokens::{DocumentTokens, Token, Tokens};
pub(crate) use tokens::{span_of, tokens_in};

pub(crate) use character_reader::CharacterReader;
pub(crate) use chunks::chunks;
pub(crate) use complex_script::is_unspaced;
pub(crate) use detection::detect;
pub(crate) use fallback::{Fallback, Majority};
use form::Form;
pub(crate) use form::Key;
pub(crate) use form_table::{FormTable, Place};
pub(crate) use interner::Interner;
use lexicon::{Lexicon, STOP};
use scan::Scanner;
pub(crate) use sentence::sentences;
pub(crate) use strings::Strings;
pub(crate) use term_reader::TermReader;
