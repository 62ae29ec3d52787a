//! Where the seeds of the themes stand in the text.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ThemeSet;
use crate::analyze::{Analyzer, Language, Token, Tokens};

/// One seed, or one exclusion, of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PatternId {
    pub(super) theme: usize,
    /// Index among the theme's seeds, or among its exclusions.
    pub(super) index: usize,
}

/// A stretch of tokens that a pattern matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) pattern: PatternId,
    /// Tokens of the document: first, and one past the last.
    pub(super) first: usize,
    pub(super) end: usize,
}

/// What was found in one paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hits {
    /// Seeds that count: of a theme's seeds that overlap, the leftmost and then the longest.
    pub(super) seeds: Vec<Hit>,
    /// Every seed that stands there outside exclusions, overlapping or not; sorted, each once.
    pub(super) present: Vec<PatternId>,
    /// Exclusions that stand apart from every seed of their theme.
    pub(super) against: Vec<Hit>,
}

/// The seeds of a theme set, stemmed in each language that the documents are written in.
///
/// Words and phrases are compared term by term; where a seed holds a stop word, that word is compared as written.
/// A seed that ends in `*` is compared with the beginning of the word as written.
///
/// The single words of a theme with fewer than [`FEW`] seeds stand for their whole family: "ukraine" also for
/// "Ukrainian", which has another stem. Who gives one word names a subject; who gives many has chosen among words.
pub(super) struct SeedIndex {
    languages: FxHashMap<Option<Language>, Patterns>,
}

/// With fewer seeds than this the words of a theme stand for their families.
pub(super) const FEW: usize = 4;

/// Letters of a stem, less what it ends in, that its family shares at least. With fewer, strangers come in: "port"
/// would bring "portrait".
const FAMILY: usize = 6;

/// One word of a pattern.
enum Element {
    /// A term, or the stop word of that spelling; `None` where the corpus has none.
    Word { term: Option<u32>, stop: Option<u32> },
    /// Any of these forms.
    Forms(FxHashSet<u32>),
    /// Any of these terms.
    Terms(FxHashSet<u32>),
}

struct Pattern {
    id: PatternId,
    excludes: bool,
    elements: Vec<Element>,
}

/// The patterns of one language, found by the first word.
#[derive(Default)]
struct Patterns {
    all: Vec<Pattern>,
    by_term: FxHashMap<u32, Vec<usize>>,
    by_form: FxHashMap<u32, Vec<usize>>,
}

impl SeedIndex {
    /// Reads the seeds of `set` in every language of `tokens`, with the analyzer that made the tokens.
    pub(super) fn new(set: &ThemeSet, analyzer: &Analyzer, tokens: &Tokens) -> Self {
        let numbers = |words: &[String]| -> FxHashMap<String, u32> {
            words.iter().enumerate().map(|(number, word)| (word.clone(), number as u32)).collect()
        };
        let (terms, forms) = (numbers(tokens.terms()), numbers(tokens.forms()));
        let mut languages = FxHashMap::default();
        for document in tokens.documents() {
            languages.entry(document.language()).or_insert_with(|| {
                let mut patterns = Patterns::default();
                for (theme, entry) in set.themes().iter().enumerate() {
                    for (excludes, words) in [(false, &entry.seeds), (true, &entry.exclude)] {
                        for (index, word) in words.iter().enumerate() {
                            let id = PatternId { theme, index };
                            let mut elements =
                                elements(word, analyzer, document.language(), tokens, &terms, &forms);
                            if !excludes && entry.seeds.len() < FEW && !word.contains('*') {
                                let stems = analyzer.terms(word, document.language());
                                elements = family(&stems, tokens).unwrap_or(elements);
                            }
                            patterns.add(Pattern { id, excludes, elements });
                        }
                    }
                }
                patterns
            });
        }
        Self { languages }
    }

    /// The hits among `tokens[range]` of a document written in `language`; token numbers count from the document's start.
    pub(super) fn hits(
        &self,
        language: Option<Language>,
        tokens: &[Token],
        range: std::ops::Range<usize>,
    ) -> Hits {
        let Some(patterns) = self.languages.get(&language) else { return Hits::default() };
        let mut seeds = Vec::new();
        let mut excluded = Vec::new();
        for first in range.clone() {
            for pattern in patterns.starting_with(tokens[first]) {
                let end = first + pattern.elements.len();
                if end <= range.end && pattern.matches(&tokens[first..end]) {
                    let hit = Hit { pattern: pattern.id, first, end };
                    if pattern.excludes { excluded.push(hit) } else { seeds.push(hit) }
                }
            }
        }
        let against =
            excluded.iter().filter(|out| !seeds.iter().any(|hit| hit.meets(out))).cloned().collect();
        seeds.retain(|hit| !excluded.iter().any(|out| hit.meets(out)));
        let mut present: Vec<PatternId> = seeds.iter().map(|hit| hit.pattern).collect();
        present.sort_unstable();
        present.dedup();
        Hits { seeds: without_overlaps(seeds), present, against: without_overlaps(against) }
    }
}

impl Hit {
    /// Whether two hits of one theme share a token.
    fn meets(&self, other: &Self) -> bool {
        self.pattern.theme == other.pattern.theme && self.first < other.end && other.first < self.end
    }
}

impl Patterns {
    fn add(&mut self, pattern: Pattern) {
        let at = self.all.len();
        match pattern.elements.first() {
            None => return,
            Some(Element::Word { term, stop }) => {
                if let Some(term) = term {
                    self.by_term.entry(*term).or_default().push(at);
                }
                if let Some(stop) = stop {
                    self.by_form.entry(*stop).or_default().push(at);
                }
            }
            Some(Element::Forms(forms)) => enter(&mut self.by_form, forms, at),
            Some(Element::Terms(terms)) => enter(&mut self.by_term, terms, at),
        }
        self.all.push(pattern);
    }

    /// Patterns whose first word might be `token`.
    fn starting_with(&self, token: Token) -> impl Iterator<Item = &Pattern> {
        let by_term = token.term().and_then(|term| self.by_term.get(&term));
        let by_form = self.by_form.get(&token.form());
        by_term.into_iter().chain(by_form).flatten().map(|&at| &self.all[at])
    }
}

impl Pattern {
    fn matches(&self, tokens: &[Token]) -> bool {
        self.elements.iter().zip(tokens).all(|(element, token)| match element {
            Element::Word { term, stop } => match token.term() {
                Some(found) => *term == Some(found),
                None => *stop == Some(token.form()),
            },
            Element::Forms(forms) => forms.contains(&token.form()),
            Element::Terms(terms) => token.term().is_some_and(|term| terms.contains(&term)),
        })
    }
}

/// Notes under each of `keys` that a pattern may begin there.
fn enter(map: &mut FxHashMap<u32, Vec<usize>>, keys: &FxHashSet<u32>, at: usize) {
    let mut keys: Vec<u32> = keys.iter().copied().collect();
    keys.sort_unstable();
    for key in keys {
        map.entry(key).or_default().push(at);
    }
}

/// All terms of the family of a seed of one word; `None` where its stem is too short to tell.
fn family(stems: &[String], tokens: &Tokens) -> Option<Vec<Element>> {
    let [stem] = stems else { return None };
    let root = stem.trim_end_matches(['e', 'i', 'y']);
    if root.chars().count() < FAMILY {
        return None;
    }
    let kin = (0u32..).zip(tokens.terms()).filter(|(_, term)| term.starts_with(root)).map(|(term, _)| term);
    Some(vec![Element::Terms(kin.collect())])
}

/// The words of a seed as they can be compared with tokens.
fn elements(
    seed: &str,
    analyzer: &Analyzer,
    language: Option<Language>,
    tokens: &Tokens,
    terms: &FxHashMap<String, u32>,
    forms: &FxHashMap<String, u32>,
) -> Vec<Element> {
    let word =
        |word: &String| Element::Word { term: terms.get(word).copied(), stop: forms.get(word).copied() };
    let Some(prefix) = seed.trim().strip_suffix('*') else {
        return analyzer.terms(seed, language).iter().map(word).collect();
    };
    // The last word is not stemmed: it stays the beginning that the user wrote.
    let Some(beginning) = analyzer.forms(prefix).pop() else { return Vec::new() };
    let mut elements: Vec<Element> = analyzer.terms(prefix, language).iter().map(word).collect();
    elements.pop();
    elements.push(Element::Forms(
        (0u32..)
            .zip(tokens.forms())
            .filter(|(_, form)| form.starts_with(&beginning))
            .map(|(n, _)| n)
            .collect(),
    ));
    elements
}

/// Of hits of one theme that overlap, the leftmost and then the longest.
fn without_overlaps(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.pattern.theme, hit.first, std::cmp::Reverse(hit.end), hit.pattern.index));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        if !kept.last().is_some_and(|last| last.meets(&hit)) {
            kept.push(hit);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::Theme;
    use super::*;
    use crate::corpus::Corpus;

    /// The seeds of one theme that count in a text, as written there, and the number of exclusions that stand apart.
    fn found(seeds: &[&str], exclude: &[&str], text: &str) -> (Vec<String>, usize) {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let theme = Theme { name: "a".into(), seeds: words(seeds), exclude: words(exclude), colour: None };
        let set = ThemeSet::new(vec![theme]).unwrap();
        let corpus = Corpus::from_texts([("x", text)]).unwrap();
        let analyzer = Analyzer::english();
        let tokens = analyzer.tokenize(&corpus);
        let document = &tokens.documents()[0];
        let index = SeedIndex::new(&set, &analyzer, &tokens);
        let hits = index.hits(document.language(), document.tokens(), 0..document.tokens().len());
        let written = hits.seeds.iter().map(|hit| {
            let (first, last) = (document.tokens()[hit.first], document.tokens()[hit.end - 1]);
            text[first.span().start..last.span().end].to_owned()
        });
        (written.collect(), hits.against.len())
    }

    #[test]
    fn words_are_stemmed_like_the_text() {
        assert_eq!(found(&["tariff"], &[], "Tariffs rose.").0, ["Tariffs"]);
        assert_eq!(found(&["Tariffs"], &[], "A tariff rose.").0, ["tariff"]);
        assert_eq!(found(&["oil"], &[], "Boil the toil.").0, [""; 0]);
    }

    #[test]
    fn few_seeds_stand_for_their_families() {
        let text = "Ukraine and Ukrainians; the port had portraits";
        assert_eq!(found(&["ukraine"], &[], text).0, ["Ukraine", "Ukrainians"]);
        assert_eq!(found(&["port"], &[], text).0, ["port"], "too short to tell kin from strangers");
        assert_eq!(
            found(&["ukraine", "a", "b", "c"], &[], text).0,
            ["Ukraine"],
            "many are meant as they stand"
        );
    }

    #[test]
    fn phrases_match_in_order_stop_words_among_them() {
        assert_eq!(
            found(&["balance of payments"], &[], "The balance of payment fell.").0,
            ["balance of payment"]
        );
        assert_eq!(found(&["balance of payments"], &[], "The balance in payments fell.").0, [""; 0]);
        assert_eq!(found(&["cease-fire"], &[], "A cease-fire held.").0, ["cease-fire"]);
    }

    #[test]
    fn a_phrase_does_not_reach_past_the_end() {
        assert_eq!(found(&["natural gas"], &[], "It is natural").0, [""; 0]);
    }

    #[test]
    fn a_star_looks_at_the_word_as_written() {
        assert_eq!(found(&["militar*"], &[], "Militarised military mills").0, ["Militarised", "military"]);
        assert_eq!(found(&["air def*"], &[], "The air defences of the air force").0, ["air defences"]);
        assert_eq!(found(&["good"], &[], "Goods are good").0, ["Goods", "good"]);
        assert_eq!(found(&["goods*"], &[], "Goods are good").0, ["Goods"]);
    }

    #[test]
    fn the_longest_of_overlapping_seeds_counts() {
        assert_eq!(found(&["gas", "natural gas"], &[], "natural gas, gas").0, ["natural gas", "gas"]);
        assert_eq!(found(&["export", "exports"], &[], "exports").0, ["exports"]);
    }

    #[test]
    fn exclusions_void_what_they_meet_and_count_against_elsewhere() {
        assert_eq!(found(&["trade"], &["trade union"], "A trade union met."), (vec![], 0));
        assert_eq!(found(&["trade"], &["trade union"], "Trade fell."), (vec!["Trade".to_owned()], 0));
        assert_eq!(found(&["trade"], &["football"], "Trade in football."), (vec!["Trade".to_owned()], 1));
        assert_eq!(found(&["import"], &["importan*"], "Important imports."), (vec!["imports".to_owned()], 0));
    }

    #[test]
    fn each_document_is_read_in_its_own_language() {
        let theme = Theme { name: "a".into(), seeds: vec!["exports".into()], ..Theme::default() };
        let set = ThemeSet::new(vec![theme]).unwrap();
        let corpus = Corpus::from_texts([("x", "export")]).unwrap();
        let analyzer = Analyzer::sklearn();
        let tokens = analyzer.tokenize(&corpus);
        let index = SeedIndex::new(&set, &analyzer, &tokens);
        // Without a language nothing is stemmed: "export" is not "exports".
        assert_eq!(index.hits(None, tokens.documents()[0].tokens(), 0..1), Hits::default());
    }
}
