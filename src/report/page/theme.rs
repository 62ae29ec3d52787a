//! A theme: its words, its seeds, the paragraphs that are about it and what in them decided.

use serde::Serialize;

use super::article::Head;
use super::clean::{beginning, clean};
use super::look;
use super::rows::Rows;
use super::view::View;
use crate::themes::{Label, ParagraphTheme};

/// How much of a paragraph is shown, in characters; all of it stands in its article.
const OPENING: usize = 280;
/// So many paragraphs of a theme are shown.
const SHOWN: usize = 60;
/// So many of its terms.
const TERMS: usize = 20;

/// A theme.
#[derive(Debug, Serialize)]
pub(super) struct Theme {
    anchor: String,
    name: String,
    class: String,
    terms: Vec<Term>,
    seeds: Vec<Seed>,
    dead: Vec<String>,
    paragraphs: Rows<Paragraph>,
}

#[derive(Debug, Serialize)]
struct Term {
    term: String,
    weight: String,
    /// Percent of the strongest.
    bar: String,
}

#[derive(Debug, Serialize)]
struct Seed {
    seed: String,
    paragraphs: usize,
    articles: usize,
}

/// A paragraph of the theme.
#[derive(Debug, Serialize)]
struct Paragraph {
    head: Head,
    number: usize,
    link: Option<String>,
    score: String,
    evidence: Vec<String>,
    text: Vec<Word>,
    is_cut: bool,
}

#[derive(Debug, PartialEq, Serialize)]
struct Word {
    text: String,
    decides: bool,
}

/// All themes in the order of the themes file.
pub(super) fn themes(view: &View<'_>) -> Vec<Theme> {
    (0..view.analysis.themes.names.len()).map(|theme| Theme::new(view, theme)).collect()
}

impl Theme {
    fn new(view: &View<'_>, theme: usize) -> Self {
        let themes = &view.analysis.themes;
        let score = |entry: &ParagraphTheme| entry.scores.get(theme).copied().unwrap_or(0.0);
        let mut entries: Vec<&ParagraphTheme> =
            themes.paragraphs.iter().filter(|entry| entry.label == Label::Theme(theme)).collect();
        // Stable: of equals the first in the corpus.
        entries.sort_by(|x, y| score(y).total_cmp(&score(x)));
        let terms: Vec<_> = themes.terms.iter().filter(|entry| entry.theme == theme).take(TERMS).collect();
        let strongest = terms.iter().map(|entry| entry.weight).fold(f64::MIN_POSITIVE, f64::max);
        let seeds = || themes.seeds.iter().filter(|seed| seed.theme == theme);
        Self {
            anchor: format!("theme-{}", theme + 1),
            name: clean(&themes.names[theme]),
            class: look::class(Label::Theme(theme)),
            terms: terms
                .iter()
                .map(|entry| Term {
                    term: clean(&entry.term),
                    weight: format!("{:.4}", entry.weight),
                    bar: format!("{:.1}", 100.0 * entry.weight / strongest),
                })
                .collect(),
            seeds: seeds()
                .filter(|seed| seed.paragraphs > 0)
                .map(|seed| Seed {
                    seed: clean(&seed.seed),
                    paragraphs: seed.paragraphs,
                    articles: seed.articles,
                })
                .collect(),
            dead: seeds().filter(|seed| seed.paragraphs == 0).map(|seed| clean(&seed.seed)).collect(),
            paragraphs: Rows::first(&entries, SHOWN, |entry| {
                let document = &view.analysis.corpus[entry.document];
                let whole = document.slice(document.paragraphs()[entry.paragraph].span);
                let (text, is_cut) = beginning(whole, OPENING);
                Paragraph {
                    head: Head::new(view, entry.document),
                    number: entry.paragraph,
                    link: view.plan.paragraph(entry.document, entry.paragraph),
                    score: format!("{:.2}", score(entry)),
                    evidence: entry.evidence.iter().map(|word| clean(word)).collect(),
                    text: words(text, &entry.evidence),
                    is_cut,
                }
            }),
        }
    }
}

/// `text` with the words that decided set apart, wherever they stand as whole words.
fn words(text: &str, evidence: &[String]) -> Vec<Word> {
    let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut places: Vec<(usize, usize)> = evidence
        .iter()
        .filter(|word| !word.is_empty())
        .flat_map(|word| text.match_indices(word.as_str()).map(|(at, found)| (at, at + found.len())))
        .filter(|&(start, end)| {
            !joins(text[..start].chars().next_back()) && !joins(text[end..].chars().next())
        })
        .collect();
    places.sort_unstable();
    let mut words = Vec::new();
    let mut at = 0;
    for (start, end) in places {
        if start < at {
            continue;
        }
        words.push(Word { text: clean(&text[at..start]), decides: false });
        words.push(Word { text: clean(&text[start..end]), decides: true });
        at = end;
    }
    words.push(Word { text: clean(&text[at..]), decides: false });
    words.retain(|word| !word.text.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_set_apart_as_whole_words() {
        let evidence = ["gas".to_owned(), "gas price".to_owned()];
        let found: Vec<String> = words("gas, gasping: the gas price", &evidence)
            .into_iter()
            .map(|word| if word.decides { format!("[{}]", word.text) } else { word.text })
            .collect();
        assert_eq!(found.concat(), "[gas], gasping: the [gas] price");
    }
}
