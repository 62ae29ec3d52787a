//! Stretches of the same words, taken together.

use rustc_hash::FxHashMap;

use super::super::sequence::symbols_of_forms;
use super::stretch::{Found, Stretch};
use crate::analyze::Tokens;

/// Distinct texts, in the order of their first stretch, and what links them.
pub(super) struct Texts {
    words: Vec<Vec<u32>>,
    carriers: Vec<Vec<u32>>,
    links: Vec<Vec<(u32, usize)>>,
}

impl Texts {
    /// The texts of all stretches; words are compared as in passages, without regard to inflection.
    pub(super) fn of(found: &Found, tokens: &Tokens) -> Self {
        let symbols = symbols_of_forms(tokens, &[]);
        let words = |stretch: &Stretch| -> Vec<u32> {
            let all = &tokens.documents()[stretch.document].tokens()[stretch.tokens.clone()];
            all.iter().map(|token| symbols[token.form() as usize]).collect()
        };
        let mut numbers: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
        let mut carriers: Vec<Vec<u32>> = Vec::new();
        let mut text_of = Vec::with_capacity(found.stretches.len());
        for (at, stretch) in found.stretches.iter().enumerate() {
            let next = carriers.len() as u32;
            let number = *numbers.entry(words(stretch)).or_insert(next);
            if number == next {
                carriers.push(Vec::new());
            }
            carriers[number as usize].push(at as u32);
            text_of.push(number);
        }
        let words = carriers.iter().map(|carriers| words(&found.stretches[carriers[0] as usize])).collect();
        let mut links: Vec<Vec<(u32, usize)>> = vec![Vec::new(); carriers.len()];
        for link in &found.links {
            let (a, b) = (text_of[link.a as usize], text_of[link.b as usize]);
            if a != b {
                links[a as usize].push((b, link.equal));
                links[b as usize].push((a, link.equal));
            }
        }
        for links in &mut links {
            // Of several links to one text the strongest.
            links.sort_unstable_by_key(|&(text, equal)| (text, std::cmp::Reverse(equal)));
            links.dedup_by_key(|&mut (text, _)| text);
        }
        Self { words, carriers, links }
    }

    /// How many distinct texts there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The words of a text.
    pub(super) fn words(&self, text: usize) -> &[u32] {
        &self.words[text]
    }

    /// The stretches that are this text.
    pub(super) fn carriers(&self, text: usize) -> &[u32] {
        &self.carriers[text]
    }

    /// The texts that share passages with it, each with how many equal tokens.
    pub(super) fn links(&self, text: usize) -> &[(u32, usize)] {
        &self.links[text]
    }

    /// Tokens of the longer of two texts.
    pub(super) fn longer(&self, a: usize, b: usize) -> usize {
        self.words[a].len().max(self.words[b].len())
    }
}
