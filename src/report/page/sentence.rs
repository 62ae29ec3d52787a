//! Sentences with the articles that they name as links.

use serde::Serialize;

use super::clean::clean;
use super::plan::Plan;
use crate::report::findings::wording::Names;

/// Shorter names are too likely to be words of the sentence itself.
const SHORTEST: usize = 3;

/// A sentence, and where to look.
#[derive(Debug, Serialize)]
pub(super) struct Sentence {
    parts: Vec<Part>,
    /// The two articles that it names, side by side.
    pair: Option<String>,
}

/// A piece of a sentence; with a link where it is the name of an article.
#[derive(Debug, PartialEq, Serialize)]
struct Part {
    text: String,
    link: Option<String>,
}

impl Sentence {
    pub(super) fn new(text: &str, names: &Names, n: usize, plan: &Plan) -> Self {
        let places = places(text, (0..n).map(|row| names.of(row)));
        let mut parts = Vec::new();
        let mut at = 0;
        for &(start, end, row) in &places {
            parts.push(Part { text: clean(&text[at..start]), link: None });
            parts.push(Part { text: clean(&text[start..end]), link: plan.article(row) });
            at = end;
        }
        parts.push(Part { text: clean(&text[at..]), link: None });
        let mut rows: Vec<usize> = places.iter().map(|place| place.2).collect();
        rows.sort_unstable();
        rows.dedup();
        let pair = if let [a, b] = rows[..] { plan.pair(a, b) } else { None };
        Self { parts, pair }
    }
}

/// Where the names stand in `text` as whole words: start, end and whose name it is; of names that overlap, the longest.
fn places<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Vec<(usize, usize, usize)> {
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (row, name) in names.enumerate().filter(|(_, name)| name.chars().count() >= SHORTEST) {
        found.extend(text.match_indices(name).map(|(at, _)| (at, at + name.len(), row)));
    }
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-');
    found.retain(|&(start, end, _)| {
        !joins(text[..start].chars().next_back()) && !joins(text[end..].chars().next())
    });
    found.sort_by_key(|&(start, end, row)| (usize::MAX - (end - start), start, row));
    let mut places: Vec<(usize, usize, usize)> = Vec::new();
    for (start, end, row) in found {
        if places.iter().all(|place| end <= place.0 || start >= place.1) {
            places.push((start, end, row));
        }
    }
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn names_are_found_as_whole_words_the_longest_first() {
        let names = ["wire", "wire-2", "ab", "the wire"];
        let text = "wire-2 has from wire what wires, the wire and ab have";
        assert_eq!(places(text, names.into_iter()), [(0, 6, 1), (16, 20, 0), (33, 41, 3)]);
    }
}
