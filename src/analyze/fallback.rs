//! The language of a document that does not tell its own: that of the documents around it.

use std::collections::{BTreeMap, BinaryHeap};

use serde::{Deserialize, Serialize};
use whatlang::Lang;

use super::Language;
use super::detection::{BYTES_READ, opening, prefix, reliable, supported};
use crate::corpus::Document;

/// How much of a batch is read where no document of it is sure.
const POOLED_BYTES_READ: usize = 16 * BYTES_READ;

/// The language of a batch: what a document is taken to be written in when it does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fallback(Option<Language>);

impl Fallback {
    /// Takes unsure documents to be written in `language`.
    pub(crate) const fn new(language: Option<Language>) -> Self {
        Self(language)
    }

    /// The language of a document of which `detect` found `lang`. Surely Czech, for which there is no stemmer, is none,
    /// not the fallback.
    pub(crate) fn or_sure(self, lang: Option<Lang>) -> Option<Language> {
        lang.map_or(self.0, supported)
    }
}

/// The documents of a batch counted for its fallback, one by one and in any order.
///
/// The fallback is the language with most unmasked bytes among the documents that are sure, ties by name; where none is
/// sure, that of the texts taken together; else none. A language without a stemmer counts too: an unsure document among
/// mostly Czech ones is not stemmed as anything else. Takes at most some 100 KB, however many documents are added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Majority {
    /// Unmasked bytes by the language's name.
    weights: BTreeMap<&'static str, (usize, Lang)>,
    /// Openings of documents that are not sure, unless one is: the least by order, since texts have no other order of
    /// their own, and no more than are going to be read.
    pool: BinaryHeap<String>,
    /// How long they are together.
    pooled: usize,
}

impl Majority {
    /// Counts a document of which `detect` found `lang`.
    pub(crate) fn add(&mut self, document: &Document, lang: Option<Lang>) {
        match lang {
            Some(lang) => {
                let bytes = document.unmasked().map(|(_, paragraph)| paragraph.span.len()).sum();
                self.weigh(lang, bytes);
            }
            None if self.weights.is_empty() => self.keep(opening(document)),
            None => {}
        }
    }

    /// What was counted, to be kept: languages by their ISO 639-3 codes with their bytes, and the pool.
    #[cfg(feature = "read")]
    pub(crate) fn kept(&self) -> (Vec<(&'static str, u64)>, Vec<String>) {
        let weights = self.weights.values().map(|&(bytes, lang)| (lang.code(), bytes as u64)).collect();
        (weights, self.pool.clone().into_sorted_vec())
    }

    /// What [`kept`](Self::kept) gave; nothing if it is not that.
    #[cfg(feature = "read")]
    pub(crate) fn from_kept(weights: &[(String, u64)], pool: Vec<String>) -> Option<Self> {
        let mut majority = Self::default();
        pool.into_iter().for_each(|opening| majority.keep(opening));
        for (code, bytes) in weights {
            majority.weigh(Lang::from_code(code)?, usize::try_from(*bytes).ok()?);
        }
        Some(majority)
    }

    /// The documents of both.
    pub(crate) fn merged(mut self, other: Self) -> Self {
        self.merge(other);
        self
    }

    /// Counts the documents of `other` too.
    pub(crate) fn merge(&mut self, other: Self) {
        // The map is ordered by name.
        for (bytes, lang) in other.weights.into_values() {
            self.weigh(lang, bytes);
        }
        if self.weights.is_empty() {
            other.pool.into_iter().for_each(|opening| self.keep(opening));
        }
    }

    /// The fallback of all that was counted.
    pub(crate) fn fallback(self) -> Fallback {
        // The map is ordered by name and only a greater weight replaces: ties go to the first name.
        let mut heaviest: Option<(usize, Lang)> = None;
        for entry in self.weights.into_values() {
            if heaviest.is_none_or(|best| entry.0 > best.0) {
                heaviest = Some(entry);
            }
        }
        Fallback(match heaviest {
            Some((_, lang)) => supported(lang),
            None => {
                let text = self.pool.into_sorted_vec().concat();
                reliable(prefix(&text, POOLED_BYTES_READ)).and_then(supported)
            }
        })
    }

    fn weigh(&mut self, lang: Lang, bytes: usize) {
        self.weights.entry(lang.eng_name()).or_insert((0, lang)).0 += bytes;
        self.pool = BinaryHeap::new();
        self.pooled = 0;
    }

    /// Puts `opening` into the pool and drops from its end what would not be read.
    fn keep(&mut self, opening: String) {
        if opening.is_empty() {
            return;
        }
        self.pooled += opening.len();
        self.pool.push(opening);
        while let Some(last) = self.pool.peek()
            && self.pooled - last.len() >= POOLED_BYTES_READ
        {
            self.pooled -= last.len();
            self.pool.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(texts: &[String]) -> Vec<Document> {
        texts.iter().map(|text| Document::new("", text.as_str())).collect()
    }

    fn counted(documents: &[Document], lang: impl Fn(usize) -> Option<Lang>) -> Majority {
        let mut majority = Majority::default();
        documents.iter().enumerate().for_each(|(i, document)| majority.add(document, lang(i)));
        majority
    }

    #[test]
    fn most_bytes_decide_and_names_break_ties() {
        let of = |texts: &[&str], langs: &[Option<Lang>]| {
            let documents = documents(&texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>());
            counted(&documents, |i| langs[i]).fallback().0
        };
        let (english, german, czech) = (Some(Lang::Eng), Some(Lang::Deu), Some(Lang::Ces));
        assert_eq!(of(&["aaaa", "b", "c"], &[german, english, english]), Some(Language::German));
        assert_eq!(of(&["aa", "bb"], &[german, english]), Some(Language::English));
        assert_eq!(of(&["aaaa", "b", "c"], &[czech, english, None]), None);
        assert_eq!(of(&[], &[]), None);
        assert_eq!(Fallback::new(Some(Language::English)).or_sure(czech), None);
        assert_eq!(Fallback::new(Some(Language::English)).or_sure(None), Some(Language::English));
    }

    #[test]
    fn the_pool_is_the_front_of_all_openings_in_order() {
        let texts: Vec<String> =
            (0..900).map(|i| format!("Zeile {} am Abend", i * 7919 % 900).repeat(1 + i % 17)).collect();
        let documents = documents(&texts);
        let mut openings: Vec<String> = documents.iter().map(opening).collect();
        openings.sort_unstable();
        let expected = openings.concat();
        assert!(expected.len() > 2 * POOLED_BYTES_READ, "the test needs more than is kept");

        let front = |majority: Majority| majority.pool.into_sorted_vec().concat();
        let kept = front(counted(&documents, |_| None));
        assert_eq!(prefix(&kept, POOLED_BYTES_READ), prefix(&expected, POOLED_BYTES_READ));
        assert!(kept.len() < POOLED_BYTES_READ + 2 * BYTES_READ);

        let mut merged = counted(&documents[500..], |_| None);
        merged.merge(counted(&documents[..500], |_| None));
        assert_eq!(front(merged), kept);
    }

    #[test]
    fn parts_in_any_order_make_the_same_fallback() {
        let texts: Vec<String> = (0..40).map(|i| "Die Minister ".repeat(i % 5)).collect();
        let documents = documents(&texts);
        let langs = [None, Some(Lang::Eng), None, Some(Lang::Deu), Some(Lang::Ces), None, None];
        let whole = counted(&documents, |i| langs[i % 7]).fallback();
        for cut in [0, 1, 17, 40] {
            let (front, back) = documents.split_at(cut);
            let mut merged = counted(back, |i| langs[(i + cut) % 7]);
            merged.merge(counted(front, |i| langs[i % 7]));
            assert!(merged.pool.is_empty());
            assert_eq!(merged.fallback(), whole, "{cut}");
        }
    }
}
