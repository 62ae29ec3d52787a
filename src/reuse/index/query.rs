//! What new articles have from those of an index.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{Read, Seek};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Fingerprint;
use super::feature::{self, Feature, Kept, Text};
use super::language::Spoken;
use super::nominate::{Asking, Pair};
use super::open::Index;
use super::segment::UNSURE;
use crate::analyze::{Analyzer, DocumentTokens, Fallback, Language, Tokens};
use crate::corpus::{Corpus, Document};
use crate::error::Result;
use crate::reuse::sequence::Sequences;
use crate::reuse::{Reuse, ReuseParams};

/// What [`Index::query`] found.
#[derive(Debug)]
#[non_exhaustive]
pub struct Found {
    /// The new articles, and behind them those of the index that were looked at, in the order of the index.
    pub corpus: Corpus,
    /// Its tokens.
    pub tokens: Tokens,
    /// How many are new.
    pub n_new: usize,
    /// Passages of new articles from those of the index; rows are those of `corpus`.
    pub reuse: Reuse,
    /// Articles of the index that have another id in `corpus`, for theirs is that of a new article: old and new id.
    pub renamed: Vec<(String, String)>,
}

impl<R: Read + Seek> Index<R> {
    /// Finds what each of `new` has from articles of the index: the passages that [`ReuseParams::detect`] finds in a corpus of
    /// the new articles and all those of the index behind them, where the new ones are its targets and the old ones its
    /// sources. Only [`p_value`](crate::reuse::Passage::p_value) and [`fdr`](crate::reuse::Passage::fdr) are `None`: how much
    /// articles have in common by chance is not known of those that are not read. So `max_fdr` drops nothing here.
    /// [`within`](ReuseParams::within) and [`outlets`](ReuseParams::outlets) leave out pairs, but first and nearest of very many
    /// articles with one run are those of all; [`winnowing`](ReuseParams::winnowing) has no say.
    ///
    /// Reads what the keys of the new articles lead to: memory is that of the articles which share a run of words or some
    /// neighbours with a new one, however many there are in all.
    ///
    /// # Errors
    /// [`Error::Index`](crate::Error::Index) if the settings are others than those of the index, or what is read is not
    /// what was written; [`Error::Read`](crate::Error::Read); those of [`ReuseParams::detect`].
    pub fn query(&mut self, new: &Corpus, analyzer: &Analyzer, params: &ReuseParams) -> Result<Found> {
        self.manifest.check_settings(&Fingerprint::new(analyzer, params), &self.path)?;
        let choice = self.manifest.settings.language();
        let spoken = Spoken::of(new.documents(), choice);
        let fallback = self.majority.clone().merged(spoken.majority(new.documents())).fallback();
        let there = self.languages(fallback);
        let here = spoken.languages(fallback);
        let names = self.renamed(new)?;
        let pairs = self.candidates(new, &names, analyzer, params, fallback, [&here, &there])?;

        let mut numbers: Vec<u32> = pairs.iter().map(|pair| pair.1).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut renamed = Vec::new();
        let mut documents = new.documents().to_vec();
        for &number in &numbers {
            let document = self.article(number)?;
            documents.push(match names.get(&number) {
                Some(name) => {
                    renamed.push((document.id().to_owned(), name.clone()));
                    document.renamed(name.clone())
                }
                None => document,
            });
        }
        let corpus = Corpus::new(documents)?;
        let spoken = Spoken::of(corpus.documents(), choice);
        let languages = spoken.languages(fallback);
        let tokens = analyzer.tokenize_as(corpus.documents(), &languages);
        let row = |number: u32| new.len() + numbers.partition_point(|&other| other < number);
        let mut params = params.clone().pairs(pairs.iter().map(|&(new, old)| (new as usize, row(old))));
        params.max_fdr = None;
        params.validate(&corpus, &tokens)?;
        let elsewhere = self.elsewhere(analyzer, fallback, &tokens, there.iter().chain(&languages))?;
        let sequences = Sequences::among(&corpus, &tokens, &elsewhere);
        let mut reuse = params.detect_in(&corpus, &tokens, &sequences)?;
        // What these few have in common by chance, chosen as they are for what they share, would tell nothing of all.
        reuse.background = None;
        for passage in &mut reuse.passages {
            (passage.p_value, passage.fdr) = (None, None);
        }
        Ok(Found { corpus, tokens, n_new: new.len(), reuse, renamed })
    }

    /// The languages in which the articles of the index are read.
    fn languages(&self, fallback: Fallback) -> Vec<Option<Language>> {
        let mut languages: Vec<Option<Language>> = self
            .segments
            .iter()
            // Those that do not tell theirs may be read in another one now than when their keys were made.
            .flat_map(|segment| {
                let then = segment.directory.languages_read(segment.directory.fallback);
                then.into_iter().chain(segment.directory.languages_read(fallback))
            })
            .collect();
        languages.sort_unstable();
        languages.dedup();
        languages
    }

    /// The pairs that are worth aligning, in order; `here` are the languages of the new articles.
    fn candidates(
        &mut self,
        new: &Corpus,
        renamed: &FxHashMap<u32, String>,
        analyzer: &Analyzer,
        params: &ReuseParams,
        fallback: Fallback,
        [here, there]: [&[Option<Language>]; 2],
    ) -> Result<Vec<Pair>> {
        let tokens = analyzer.tokenize_as(new.documents(), here);
        let mut languages: Vec<Option<Language>> = there.iter().chain(here).copied().collect();
        languages.sort_unstable();
        languages.dedup();
        let words: Words = if languages.len() < 2 {
            Words::Kept(Kept::new(&tokens))
        } else {
            Words::Equal(self.equal_words(analyzer, fallback, &tokens, &languages)?)
        };
        let documents = new.documents().par_iter().zip(tokens.documents());
        let texts = documents.map(|(document, tokens)| Text::new(document, tokens, words.of(tokens)));
        let texts: Vec<Text<'_>> = texts.collect();
        self.nominate(&Asking { new, texts: &texts, renamed, params })
    }

    /// For each form, the numbers under which words are kept that may be equal to it.
    ///
    /// A word is compared by the first of the stems that it has in the languages of all articles, but kept by that of its
    /// own. So it is kept by what it is compared by, or by another of the stems of a word that has this one.
    fn equal_words(
        &mut self,
        analyzer: &Analyzer,
        fallback: Fallback,
        tokens: &Tokens,
        languages: &[Option<Language>],
    ) -> Result<Vec<Vec<u32>>> {
        let elsewhere = self.elsewhere(analyzer, fallback, tokens, languages.iter())?;
        let mut first: Vec<Option<&str>> = vec![None; tokens.forms().len()];
        let here = tokens.documents().iter().flat_map(|document| document.tokens());
        let here =
            here.filter_map(|token| Some((token.form(), tokens.terms()[token.term()? as usize].as_str())));
        for (form, term) in here.chain(elsewhere.iter().map(|(form, term)| (*form, term.as_str()))) {
            let first = &mut first[form as usize];
            *first = Some(first.map_or(term, |other| other.min(term)));
        }
        let compared = first.iter().zip(tokens.forms()).map(|(first, form)| first.unwrap_or(form));
        let mut numbers: Vec<Vec<u32>> = compared.clone().map(|word| vec![feature::number(word)]).collect();
        let keys = compared.zip(0_u32..).flat_map(|(word, form)| {
            languages.iter().map(move |&language| (feature::stem_key(language, word), form))
        });
        let mut keys: Vec<(u64, u32)> = keys.collect();
        keys.sort_unstable();
        for segment in &mut self.segments {
            let distinct = keys.chunk_by(|a, b| a.0 == b.0).map(|of_key| of_key[0].0);
            segment.find(Feature::Stem, distinct, |key, kept| {
                let from = keys.partition_point(|other| other.0 < key);
                let forms = keys[from..].iter().take_while(|other| other.0 == key);
                forms.for_each(|&(_, form)| numbers[form as usize].push(kept));
            })?;
        }
        for numbers in &mut numbers {
            numbers.sort_unstable();
            numbers.dedup();
        }
        Ok(numbers)
    }

    /// What words of `tokens` count as in articles that are not at hand: it decides which words are equal where articles
    /// are in several languages.
    fn elsewhere<'l>(
        &mut self,
        analyzer: &Analyzer,
        fallback: Fallback,
        tokens: &Tokens,
        languages: impl Iterator<Item = &'l Option<Language>>,
    ) -> Result<Vec<(u32, String)>> {
        let languages: FxHashSet<&Option<Language>> = languages.collect();
        if languages.len() < 2 {
            return Ok(Vec::new());
        }
        let mut keys: Vec<(u64, u32)> =
            tokens.forms().iter().zip(0..).map(|(form, at)| (feature::key(form), at)).collect();
        keys.sort_unstable();
        let mut read: Vec<(Option<Language>, u32)> = Vec::new();
        for segment in &mut self.segments {
            let there = segment.directory.languages.clone();
            segment.find(Feature::Word, keys.iter().map(|key| key.0), |key, number| {
                let language = match number {
                    UNSURE => fallback.or_sure(None),
                    number => there.get(number as usize).copied().flatten(),
                };
                let from = keys.partition_point(|other| other.0 < key);
                read.extend(
                    keys[from..].iter().take_while(|other| other.0 == key).map(|&(_, at)| (language, at)),
                );
            })?;
        }
        read.sort_unstable();
        read.dedup();
        let mut terms = Vec::new();
        for of_language in read.chunk_by(|a, b| a.0 == b.0) {
            let forms = of_language.iter().map(|&(_, at)| tokens.forms()[at as usize].as_str());
            let counted = analyzer.terms_of_forms(forms, of_language[0].0);
            terms.extend(of_language.iter().zip(counted).filter_map(|(&(_, at), term)| Some((at, term?))));
        }
        Ok(terms)
    }

    /// The articles of the index whose id is taken, with the one they get: `id~2`, `id~3` …, each the first that neither
    /// a new article nor an earlier one of the index has.
    fn renamed(&mut self, new: &Corpus) -> Result<FxHashMap<u32, String>> {
        let mut taken: FxHashSet<String> = FxHashSet::default();
        let mut clashes = BinaryHeap::new();
        for id in new.documents().iter().map(Document::id) {
            taken.insert(id.to_owned());
            clashes.extend(self.position(id)?.map(|number| Reverse((number, id.to_owned()))));
        }
        let mut renamed = FxHashMap::default();
        while let Some(Reverse((number, id))) = clashes.pop() {
            for n in 2_u64.. {
                let name = format!("{id}~{n}");
                if taken.contains(&name) {
                    continue;
                }
                match self.position(&name)? {
                    Some(earlier) if earlier < number => continue,
                    later => clashes.extend(later.map(|later| Reverse((later, name.clone())))),
                }
                taken.insert(name.clone());
                renamed.insert(number, name);
                break;
            }
        }
        Ok(renamed)
    }
}

/// The words of the new articles as numbers.
enum Words {
    /// Those under which they would be kept: all articles are in one language.
    Kept(Kept),
    /// For each form, all that an equal word may be kept under.
    Equal(Vec<Vec<u32>>),
}

impl Words {
    fn of(&self, document: &DocumentTokens) -> Vec<&[u32]> {
        match self {
            Self::Kept(kept) => kept.words(document),
            Self::Equal(numbers) => {
                document.tokens().iter().map(|token| numbers[token.form() as usize].as_slice()).collect()
            }
        }
    }
}
