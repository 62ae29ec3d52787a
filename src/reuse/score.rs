//! Directed scores, counted from passages.

use super::{Passage, Tier};
use crate::corpus::Span;

/// How much of `target` stands in `source`. Counts are of the target's eligible tokens; overlaps count once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Index of the document whose text is explained.
    pub target: usize,
    /// Index of the document it is found in.
    pub source: usize,
    /// Tokens of the target that could be reused: those outside masked paragraphs.
    pub eligible_tokens: usize,
    /// Tokens in a passage of any tier.
    pub reused_tokens: usize,
    /// Tokens in a copied passage, and in runs of at least [`min_tokens`](super::ReuseParams::min_tokens) equal words inside a
    /// rewritten one.
    pub copied_tokens: usize,
    /// Reused tokens that are not copied: no token counts twice.
    pub rewritten_tokens: usize,
    /// Of the reused tokens, those in passages that are shared quotes: what to subtract for prose alone.
    pub quoted_tokens: usize,
    /// Passages.
    pub passages: usize,
    /// Tokens of the longest passage.
    pub longest_passage: usize,
}

impl Score {
    /// reused ÷ eligible, 0 to 1; `None` where the target is too short to tell.
    pub fn reuse(&self) -> Option<f64> {
        self.share(self.reused_tokens)
    }

    /// copied ÷ eligible; `None` where the target is too short to tell.
    pub fn copied(&self) -> Option<f64> {
        self.share(self.copied_tokens)
    }

    /// rewritten ÷ eligible; `None` where the target is too short to tell.
    pub fn rewritten(&self) -> Option<f64> {
        self.share(self.rewritten_tokens)
    }

    /// quoted ÷ eligible; `None` where the target is too short to tell.
    pub fn quoted(&self) -> Option<f64> {
        self.share(self.quoted_tokens)
    }

    fn share(&self, tokens: usize) -> Option<f64> {
        share(tokens, self.eligible_tokens)
    }
}

/// Tokens of one article credited to one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Index of the document that is credited.
    pub source: usize,
    /// Tokens credited to it.
    pub tokens: usize,
}

/// One article against all others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleReuse {
    /// Tokens outside masked paragraphs.
    pub eligible_tokens: usize,
    /// Tokens found in at least one other article.
    pub reused_tokens: usize,
    /// Of those, the tokens found in an article that is not certainly later: they may have been taken from there.
    pub prior_tokens: usize,
    /// Of those, the tokens that no certainly earlier article holds: the dates do not say who had them first.
    pub undecided_tokens: usize,
    /// Each reused token credited to one best source: the earliest where dates decide. Most tokens first.
    pub attribution: Vec<Credit>,
}

impl ArticleReuse {
    /// Share found in any other article, 0 to 1; `None` where the article is too short to tell.
    pub fn union_reuse(&self) -> Option<f64> {
        share(self.reused_tokens, self.eligible_tokens)
    }

    /// 1 − union; `None` where the article is too short to tell.
    pub fn novelty(&self) -> Option<f64> {
        self.union_reuse().map(|union| 1.0 - union)
    }

    /// Share found in an article that is not certainly later, 0 to 1: at most what the article can have taken. The
    /// earliest article of a text that others copied has 0 of it, where `union_reuse` counts it all. Without a date every
    /// article may be earlier, and this is `union_reuse`. `None` where the article is too short to tell.
    pub fn prior_reuse(&self) -> Option<f64> {
        share(self.prior_tokens, self.eligible_tokens)
    }

    /// 1 − prior: the share that nobody can have had before; `None` where the article is too short to tell.
    pub fn prior_novelty(&self) -> Option<f64> {
        self.prior_reuse().map(|prior| 1.0 - prior)
    }

    /// The part of [`prior_reuse`](Self::prior_reuse) for which no article is certainly earlier, because a date is missing
    /// or the dates overlap; `None` where the article is too short to tell.
    pub fn undecided_reuse(&self) -> Option<f64> {
        share(self.undecided_tokens, self.eligible_tokens)
    }
}

/// How much two articles of a batch have in common by chance, fitted to pairs of the batch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Background {
    /// Of copied passages; `None` where there is none, or where too few pairs have anything in common.
    pub copied: Option<ChanceLaw>,
    /// Of rewritten ones; `None` likewise.
    pub rewritten: Option<ChanceLaw>,
    /// Documents that the pairs were drawn from.
    pub documents: usize,
}

/// P(weight ≥ w) = 1 − exp(−K·m·n·e^(−λ·w)) for the weightiest passage of two unrelated articles of m and n tokens (Karlin
/// and Altschul 1990).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChanceLaw {
    /// λ: how fast weights get rare.
    pub lambda: f64,
    /// ln K.
    pub log_k: f64,
    /// Pairs that the tail was fitted to.
    pub pairs: usize,
}

impl Background {
    /// The law of a tier.
    pub fn law(&self, tier: Tier) -> Option<&ChanceLaw> {
        match tier {
            Tier::Copied => self.copied.as_ref(),
            Tier::Rewritten => self.rewritten.as_ref(),
        }
    }
}

impl ChanceLaw {
    /// How likely it is that two unrelated articles have a passage of this weight or more, where `space` is ln(m·n).
    pub(super) fn p_value(&self, weight: f64, space: f64) -> f64 {
        -(-(self.log_k + space - self.lambda * weight).exp()).exp_m1()
    }
}

/// Who retells whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reuse {
    /// Every passage, in both directions, ordered by target, source and place in the target.
    pub passages: Vec<Passage>,
    /// One score for each ordered pair with at least one passage, ordered by target and source.
    pub scores: Vec<Score>,
    /// One entry per document.
    pub articles: Vec<ArticleReuse>,
    /// What passages are held against; `None` where the batch is too small to tell, or has no passage.
    pub background: Option<Background>,
}

impl Reuse {
    /// The score of an ordered pair; zero counts where the two share no passage.
    pub fn score(&self, target: usize, source: usize) -> Score {
        match self.scores.binary_search_by_key(&(target, source), |score| (score.target, score.source)) {
            Ok(at) => self.scores[at],
            Err(_) => Score {
                target,
                source,
                eligible_tokens: self.articles[target].eligible_tokens,
                ..Score::default()
            },
        }
    }

    /// Every passage once: of each two documents those that explain the one that comes first, and of those that explain the
    /// other what is [not among them](Self::one_way).
    pub fn once(&self) -> impl Iterator<Item = &Passage> {
        let pairs = self.passages.chunk_by(|a, b| (a.target, a.source) == (b.target, b.source));
        pairs.flat_map(|passages| {
            let Passage { target, source, .. } = passages[0];
            let (all, rest) = if target < source {
                (passages, None)
            } else {
                (&[][..], Some(self.one_way(target, source)))
            };
            all.iter().chain(rest.into_iter().flatten())
        })
    }

    /// The passages of an ordered pair that those of the other direction do not cover by half on both sides, in order of
    /// their place in the target: a summary stands in what it sums up and not the other way round, and blocks in another
    /// order may be cut otherwise from the other side.
    pub fn one_way(&self, target: usize, source: usize) -> impl Iterator<Item = &Passage> {
        let back = self.passages_between(source, target);
        let longest = back.iter().map(|passage| passage.target_span.len()).max().unwrap_or(0);
        let common = |a: Span, b: Span| a.end.min(b.end).saturating_sub(a.start.max(b.start));
        let is_known = move |passage: &&Passage| {
            let from = back.partition_point(|p| p.target_span.start + longest <= passage.source_span.start);
            let to = back.partition_point(|p| p.target_span.start < passage.source_span.end);
            let meeting = back.get(from..to).unwrap_or_default().iter().map(|p| {
                (common(p.source_span, passage.target_span), common(p.target_span, passage.source_span))
            });
            let meeting = meeting.filter(|&(in_target, in_source)| in_target.min(in_source) > 0);
            let covered = meeting.fold((0, 0), |sum, bytes| (sum.0 + bytes.0, sum.1 + bytes.1));
            2 * covered.0 >= passage.target_span.len() && 2 * covered.1 >= passage.source_span.len()
        };
        self.passages_between(target, source).iter().filter(move |passage| !is_known(passage))
    }

    /// The passages of an ordered pair, in order of their place in the target.
    pub fn passages_between(&self, target: usize, source: usize) -> &[Passage] {
        let key = |passage: &Passage| (passage.target, passage.source);
        let from = self.passages.partition_point(|passage| key(passage) < (target, source));
        let to = self.passages.partition_point(|passage| key(passage) <= (target, source));
        &self.passages[from..to]
    }
}

/// Fewest eligible tokens for which a share says something.
pub(super) const MIN_ELIGIBLE_TOKENS: usize = 8;

fn share(tokens: usize, eligible: usize) -> Option<f64> {
    (eligible >= MIN_ELIGIBLE_TOKENS).then(|| tokens as f64 / eligible as f64)
}
