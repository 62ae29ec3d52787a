//! What the articles are about.

use super::Finding;
use super::wording::{capitalised, counted, listed, name, percent};
use crate::analysis::Analysis;
use crate::themes::{Label, Method};

pub(super) fn subjects(analysis: &Analysis) -> Finding {
    let themes = &analysis.themes;
    let labelled: Vec<_> =
        themes.paragraphs.iter().filter(|entry| entry.label != Label::Boilerplate).collect();
    let mut counts: Vec<(usize, usize)> = (0..themes.names.len())
        .map(|theme| (theme, labelled.iter().filter(|entry| entry.label == Label::Theme(theme)).count()))
        .filter(|count| count.1 > 0)
        .collect();
    counts.sort_by_key(|&(theme, count)| (std::cmp::Reverse(count), theme));
    let mut sentences = Vec::new();
    if !labelled.is_empty() && !themes.names.is_empty() {
        let other = labelled.iter().filter(|entry| entry.label == Label::Other).count();
        let parts: Vec<String> =
            counts.iter().map(|&(theme, count)| format!("{} in {count}", themes.names[theme])).collect();
        sentences.push(if parts.is_empty() {
            format!(
                "None of {} is mainly about one of the themes.",
                counted(labelled.len(), "paragraph", "paragraphs")
            )
        } else {
            format!(
                "Of {}, the main theme is {}; {}.",
                counted(labelled.len(), "paragraph", "paragraphs"),
                listed(&parts),
                match other {
                    0 => "none is about something else".to_owned(),
                    1 => "one is about something else".to_owned(),
                    n => format!("{n} are about something else"),
                }
            )
        });
        for &(theme, _) in counts.iter().take(themes.names.len()) {
            let share = |row: usize| themes.mix(&analysis.corpus, row)[theme];
            let most =
                (0..analysis.corpus.len()).max_by(|&x, &y| share(x).total_cmp(&share(y)).then(y.cmp(&x)));
            if let Some(row) = most.filter(|_| analysis.corpus.len() > 1) {
                let terms: Vec<String> = themes
                    .terms
                    .iter()
                    .filter(|entry| entry.theme == theme)
                    .take(4)
                    .map(|entry| entry.term.clone())
                    .collect();
                sentences.push(format!(
                    "{} weighs most in {} ({} of its text); its typical words here are {}.",
                    capitalised(&themes.names[theme]),
                    name(&analysis.corpus[row]),
                    percent(share(row)),
                    listed(&terms)
                ));
            }
        }
        if themes.method == Method::Lexicon {
            sentences.push("With so few paragraphs the themes rest on their seed words alone.".to_owned());
        }
    }
    sentences.extend(
        themes.warnings.iter().map(|warning| format!("{}.", capitalised(warning.trim_end_matches('.')))),
    );
    Finding {
        heading: "What the articles are about",
        sentences,
        figure: Some("themes_by_article"),
        table: Some("paragraphs.csv"),
    }
}
