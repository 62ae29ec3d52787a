//! What an apostrophe ties to a word: articles before French and Italian words, case endings behind Turkish names.

use super::Language;

const FRENCH: [&str; 13] =
    ["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];
const ITALIAN: [&str; 16] = [
    "c", "d", "l", "m", "s", "t", "v", "un", "all", "dall", "dell", "nell", "sull", "coll", "quest", "quell",
];

/// The word without what is tied to it: *otan* for *l'otan*, *ankara* for *ankara'nın*. Other languages' words are left
/// alone.
///
/// Without this, *l'otan* and *otan* would be two terms, and *qu'il* would not be the stop word it is. Current Snowball
/// does the same inside its stemmers, the older one does not.
pub(super) fn strip(language: Option<Language>, form: &str) -> &str {
    let articles: &[&str] = match language {
        Some(Language::French) => &FRENCH,
        Some(Language::Italian) => &ITALIAN,
        Some(Language::Turkish) => {
            return form
                .split_once('\'')
                .map(|(name, _)| name)
                .filter(|name| !name.is_empty())
                .unwrap_or(form);
        }
        _ => return form,
    };
    match form.split_once('\'') {
        Some((article, rest)) if !rest.is_empty() && articles.contains(&article) => rest,
        _ => form,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_is_what_is_left() {
        for (language, form, rest) in [
            (Language::French, "l'otan", "otan"),
            (Language::French, "qu'il", "il"),
            (Language::French, "aujourd'hui", "aujourd'hui"),
            (Language::Italian, "dell'accordo", "accordo"),
            (Language::Turkish, "ankara'nın", "ankara"),
            (Language::Turkish, "'n", "'n"),
            (Language::English, "d'you", "d'you"),
        ] {
            assert_eq!(strip(Some(language), form), rest);
        }
        assert_eq!(strip(None, "l'otan"), "l'otan");
    }
}
