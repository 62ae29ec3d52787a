//! What retell is asked for in a mode.

use retell::analyze::LanguageChoice;
use retell::vectorize::CountVectorizerParams;
use retell::{Analyzer, CountVectorizer, Language, Stemmer, StopWords};

use crate::{Arguments, Result};

/// How terms are counted: `defaults` as scikit-learn's `TfidfVectorizer()` does, `stems` with stop words and stems.
pub fn counting(arguments: &Arguments) -> Result<CountVectorizerParams> {
    let analyzer = match arguments.mode.as_str() {
        "defaults" => Analyzer::sklearn(),
        "stems" => Analyzer::sklearn()
            .language(LanguageChoice::Fixed(Language::English))
            .stemmer(Stemmer::Snowball)
            .stop_words(StopWords::from_iter(&arguments.stop_words)),
        mode => return Err(format!("{mode}: expected defaults or stems").into()),
    };
    Ok(CountVectorizer::params(analyzer))
}
