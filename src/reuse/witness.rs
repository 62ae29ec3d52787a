//! Groups of articles that carry the same text.
//!
//! What is compared are stretches of articles, never articles: a long article may carry three texts, and a text may
//! stand in part of another. The steps: places of passages to stretches ([`stretch`]), stretches of the same words to
//! texts ([`text`]), texts that share most of their words to groups around a medoid ([`split`]).

mod overlap;
mod split;
mod stretch;
mod text;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;
use rayon::prelude::*;

use self::overlap::Threshold;
use self::split::{Group, Groups};
use self::stretch::Stretch;
use self::text::Texts;
use super::Reuse;
use super::attribution::precedes;
use crate::analyze::Tokens;
use crate::corpus::{Corpus, Date, Span};

/// Whether a witness is the earliest of its cluster, as far as the dates tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Earliest {
    /// Every other article of the cluster is certainly later.
    Yes,
    /// Another article of the cluster is certainly earlier.
    No,
    /// None is certainly earlier, but not all are certainly later: a date is missing, or dates overlap.
    Undecided,
}

impl Earliest {
    /// The word used in tables: `yes`, `no` or `undecided`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Undecided => "undecided",
        }
    }
}

/// A stretch of an article that carries the text of a cluster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Witness {
    /// Index of the document.
    pub article: usize,
    /// Bytes of its text: one side of a passage.
    pub span: Span,
    /// Eligible tokens inside.
    pub tokens: usize,
    /// Tokens that it has in common with the medoid, in the same order ÷ tokens of the longer of the two: .5 to 1, and
    /// 1 for the same words.
    pub overlap: f64,
    /// Whether it is the earliest.
    pub earliest: Earliest,
}

/// Stretches of two or more articles that carry the same text.
#[derive(Clone, Debug, PartialEq)]
pub struct WitnessCluster {
    /// Who carries it, by date (the first second that it may mean; without a date last), then id and place. An article that
    /// repeats the text is here more than once.
    pub members: Vec<Witness>,
    /// Index in `members` of the one that stands for all: it has most in common with the others.
    pub medoid: usize,
    /// Distinct articles.
    pub articles: usize,
    /// Distinct sources of these articles; an article without a source counts as an outlet of its own.
    pub outlets: usize,
    /// How little the members depend on the threshold, 0 to 1: with .4 and with .6 in place of .5, the Jaccard index of
    /// the members and those of the most similar cluster; the lower of the two.
    pub stability: f64,
}

impl WitnessCluster {
    /// The member that stands for all.
    pub fn medoid(&self) -> &Witness {
        &self.members[self.medoid]
    }

    /// The article that certainly had the text first; `None` where the dates do not say.
    pub fn earliest(&self) -> Option<usize> {
        self.members.iter().find(|member| member.earliest == Earliest::Yes).map(|member| member.article)
    }
}

impl Reuse {
    /// Groups of articles that carry the same text, the one with most articles first.
    ///
    /// In each article the places of its passages, as target and as source, are merged where they overlap by half of the
    /// longer. Two such stretches are linked where the equal tokens of their passages are at least half of the longer
    /// one. A link alone joins nobody, or a text that changes on its way would join everything: around the text with
    /// the greatest sum of overlaps, the medoid, those are gathered that are linked with it or with each other and
    /// have half of the longer text in common *with the medoid itself*, as a longest common subsequence. What fails is
    /// clustered again around a medoid of its own. A stretch that is left alone is in no cluster; its passages tell of
    /// it.
    ///
    /// Passages that are incidental or boilerplate carry no text worth following, and are left aside. `self` must have
    /// been detected in this corpus with these tokens. The result does not depend on the number of threads or the order
    /// of the documents. Time: O(p log p) for p passages, and a comparison of O(n² ÷ 64) for each text of n tokens and
    /// each medoid that it is linked to, of O(n log n) above 4,096 tokens (there counted in groups of three words).
    ///
    /// ```
    /// use retell::{Analyzer, Corpus, Reuse};
    /// let text = "the ferry to the northern islands was cancelled after a gale damaged its only landing stage";
    /// let corpus = Corpus::from_texts([
    ///     ("harbour", format!("On Monday {text}.")),
    ///     ("council", format!("They heard that {text}.")),
    ///     ("letters", format!("So {text}, as I hear.")),
    /// ])?;
    /// let tokens = Analyzer::english().tokenize(&corpus);
    /// let clusters = Reuse::params().detect(&corpus, &tokens)?.witnesses(&corpus, &tokens);
    /// assert_eq!((clusters.len(), clusters[0].articles), (1, 3));
    /// let medoid = clusters[0].medoid();
    /// assert_eq!(corpus[medoid.article].slice(medoid.span), text);
    /// # Ok::<(), retell::Error>(())
    /// ```
    pub fn witnesses(&self, corpus: &Corpus, tokens: &Tokens) -> Vec<WitnessCluster> {
        let found = stretch::find(&self.passages, corpus, tokens);
        let texts = Texts::of(&found, tokens);
        let [half, looser, stricter] = [Threshold::HALF, Threshold::LOOSER, Threshold::STRICTER]
            .map(|least| split::groups(&texts, least));
        let mut clusters: Vec<WitnessCluster> = half
            .groups
            .par_iter()
            .filter_map(|group| {
                let stability = agreement(&texts, group, &looser).min(agreement(&texts, group, &stricter));
                cluster(corpus, &found.stretches, &texts, group, stability)
            })
            .collect();
        clusters.sort_by_key(|cluster| {
            let medoid = cluster.medoid();
            let place = (corpus[medoid.article].id(), medoid.span);
            (Reverse(cluster.articles), Reverse(medoid.tokens), place)
        });
        clusters
    }
}

/// The Jaccard index of a group and the most similar one of another grouping of the same texts, in stretches.
fn agreement(texts: &Texts, group: &Group, others: &Groups) -> f64 {
    let size = |group: &Group| -> usize {
        group.members.iter().map(|&(text, _)| texts.carriers(text as usize).len()).sum()
    };
    let mut common: BTreeMap<u32, usize> = BTreeMap::new();
    for &(text, _) in &group.members {
        *common.entry(others.of_text[text as usize]).or_default() += texts.carriers(text as usize).len();
    }
    let own = size(group);
    let jaccard = |(&other, &common): (&u32, &usize)| {
        common as f64 / (own + size(&others.groups[other as usize]) - common) as f64
    };
    common.iter().map(jaccard).fold(0.0, f64::max)
}

/// The cluster of a group, or `None` where only one article is in it.
fn cluster(
    corpus: &Corpus,
    stretches: &[Stretch],
    texts: &Texts,
    group: &Group,
    stability: f64,
) -> Option<WitnessCluster> {
    let mut carriers: Vec<(&Stretch, f64, bool)> = Vec::new();
    for (place, &(text, overlap)) in group.members.iter().enumerate() {
        let of_text = texts.carriers(text as usize).iter().map(|&at| &stretches[at as usize]);
        carriers.extend(of_text.map(|stretch| (stretch, overlap, place == 0)));
    }
    let articles: BTreeSet<usize> = carriers.iter().map(|(stretch, ..)| stretch.document).collect();
    if articles.len() < 2 {
        return None;
    }
    carriers.sort_by_cached_key(|(stretch, ..)| {
        let date = corpus[stretch.document].date().map(Date::first);
        (date.is_none(), date, corpus[stretch.document].id(), stretch.tokens.start)
    });
    let medoid = carriers.iter().position(|&(.., is_medoid)| is_medoid)?;
    let standing = Standing::of(corpus, &articles);
    let members = carriers.iter().map(|&(stretch, overlap, _)| Witness {
        article: stretch.document,
        span: stretch.span,
        tokens: stretch.tokens.len(),
        overlap,
        earliest: standing.earliest(corpus, stretch.document),
    });
    let sources: BTreeSet<&str> = articles.iter().filter_map(|&row| corpus[row].source()).collect();
    let unsigned = articles.iter().filter(|&&row| corpus[row].source().is_none()).count();
    Some(WitnessCluster {
        members: members.collect(),
        medoid,
        articles: articles.len(),
        outlets: sources.len() + unsigned,
        stability,
    })
}

/// What the dates of a cluster's articles say about each.
struct Standing {
    /// The last second of the date that certainly ends first.
    first_end: Option<DateTime>,
    /// The article that every other is certainly later than.
    earliest: Option<usize>,
}

impl Standing {
    fn of(corpus: &Corpus, articles: &BTreeSet<usize>) -> Self {
        let date = |row: usize| corpus[row].date();
        let ends = || articles.iter().filter_map(|&row| Some((date(row)?.last(), row)));
        // Only the article whose date ends first can precede all others.
        let earliest = ends()
            .min()
            .map(|(_, row)| row)
            .filter(|&first| articles.iter().all(|&row| row == first || precedes(date(first), date(row))));
        Self { first_end: ends().map(|(end, _)| end).min(), earliest }
    }

    fn earliest(&self, corpus: &Corpus, row: usize) -> Earliest {
        let has_earlier =
            corpus[row].date().is_some_and(|date| self.first_end.is_some_and(|end| end < date.first()));
        match self.earliest {
            Some(first) if first == row => Earliest::Yes,
            _ if has_earlier => Earliest::No,
            _ => Earliest::Undecided,
        }
    }
}

#[cfg(test)]
mod tests;
