//! Articles and pronouns that French and Italian tie to the next word with an apostrophe.

use super::Language;

const FRENCH: [&str; 13] =
    ["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];
const ITALIAN: [&str; 16] = [
    "c", "d", "l", "m", "s", "t", "v", "un", "all", "dall", "dell", "nell", "sull", "coll", "quest", "quell",
];

/// The word without what is tied to its front: *otan* for *l'otan*. Other languages' words are left alone.
///
/// Without this, *l'otan* and *otan* would be two terms, and *qu'il* would not be the stop word it is.
pub(super) fn strip(language: Option<Language>, form: &str) -> &str {
    let articles: &[&str] = match language {
        Some(Language::French) => &FRENCH,
        Some(Language::Italian) => &ITALIAN,
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
            (Language::English, "d'you", "d'you"),
        ] {
            assert_eq!(strip(Some(language), form), rest);
        }
        assert_eq!(strip(None, "l'otan"), "l'otan");
    }
}
