//! What the articles are about.

use std::cmp::Reverse;

use super::Finding;
use super::wording::{Names, capitalised, counted, grouped, listed, percent};
use crate::analysis::Analysis;
use crate::themes::{Label, Method, ThemeMix, ThemesParams};

pub(super) fn subjects(analysis: &Analysis, names: &Names) -> Finding {
    let themes = &analysis.themes;
    let labels: Vec<Label> = themes
        .paragraphs
        .iter()
        .map(|entry| entry.label)
        .filter(|label| *label != Label::Boilerplate)
        .collect();
    let mut sentences = Vec::new();
    if !labels.is_empty() && !themes.names.is_empty() {
        let mut counts: Vec<(usize, usize)> = (0..themes.names.len())
            .map(|theme| (theme, labels.iter().filter(|label| **label == Label::Theme(theme)).count()))
            .filter(|count| count.1 > 0)
            .collect();
        counts.sort_by_key(|&(theme, count)| (Reverse(count), theme));
        sentences.push(division(analysis, &counts, labels.len()));
        if analysis.corpus.len() > 1 {
            let mix = ThemeMix::of_themes(&analysis.corpus, themes);
            let mixes: Vec<Vec<f64>> = (0..analysis.corpus.len()).map(|row| mix.shares(row)).collect();
            sentences.extend(counts.iter().map(|&(theme, _)| where_most(analysis, names, &mixes, theme)));
        }
        if themes.method == Method::Lexicon && labels.len() < ThemesParams::LATENT_FROM {
            sentences.push("With so few paragraphs the themes rest on their seed words alone.".to_owned());
        }
    }
    let warning = |warning: &String| format!("{}.", capitalised(warning.trim_end_matches('.')));
    sentences.extend(themes.warnings.iter().map(warning));
    Finding {
        heading: "What the articles are about",
        sentences,
        figure: Some("themes_by_article"),
        table: Some("paragraphs.csv"),
    }
}

/// How many paragraphs each theme has, and how many none.
fn division(analysis: &Analysis, counts: &[(usize, usize)], n: usize) -> String {
    let part = |&(theme, count): &(usize, usize)| {
        format!("“{}” in {}", analysis.themes.names[theme], grouped(count))
    };
    let parts: Vec<String> = counts.iter().map(part).collect();
    if parts.is_empty() {
        return match n {
            1 => "The one paragraph is mainly about none of the themes.".to_owned(),
            n => format!(
                "None of the {} is mainly about one of the themes.",
                counted(n, "paragraph", "paragraphs")
            ),
        };
    }
    let other = match n - counts.iter().map(|count| count.1).sum::<usize>() {
        0 => "none is about something else".to_owned(),
        1 => "one is about something else".to_owned(),
        other => format!("{} are about something else", grouped(other)),
    };
    format!("Of {}, the main theme is {}; {other}.", counted(n, "paragraph", "paragraphs"), listed(&parts))
}

/// The article in which a theme weighs most, and the theme's words.
fn where_most(analysis: &Analysis, names: &Names, mixes: &[Vec<f64>], theme: usize) -> String {
    let themes = &analysis.themes;
    let share = |row: usize| mixes[row][theme];
    let most = (0..mixes.len()).max_by(|&x, &y| share(x).total_cmp(&share(y)).then(y.cmp(&x))).unwrap_or(0);
    let terms: Vec<&str> = themes
        .terms
        .iter()
        .filter(|entry| entry.theme == theme)
        .take(4)
        .map(|entry| entry.term.as_str())
        .collect();
    let words = match terms.as_slice() {
        [] => String::new(),
        [one] => format!(" The theme's typical word is {one}."),
        many => format!(" The theme's typical words are {}.", listed(many)),
    };
    format!(
        "“{}” weighs most in {}, where it makes {} of the text.{words}",
        themes.names[theme],
        names.of(most),
        percent(share(most))
    )
}
