//! Text to tokens and terms.
//!
//! One loop finds the words of a text (`tokenizer`); everything else is a table look-up per *distinct* form:
//! normalisation, stop words and stemming run once for each form, not once for each occurrence.

mod analyzer;
mod language;
mod stem;
mod stop_words;
mod tokenizer;
mod tokens;

pub use analyzer::{Analyzer, LanguageChoice, Words};
pub use language::Language;
pub use stem::Stemmer;
pub use tokens::{DocumentTokens, Token, Tokens};
