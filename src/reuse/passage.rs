//! A stretch of one document that stands in another.

use std::fmt;

use serde::Serialize;

use crate::corpus::{Span, WireCredit};

/// How a passage was taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Tier {
    /// The same words in the same order, small edits allowed.
    Copied,
    /// The same content in other words.
    Rewritten,
}

impl Tier {
    /// The word used in tables: `copied` or `rewritten`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Copied => "copied",
            Self::Rewritten => "rewritten",
        }
    }
}

/// What the evidence says a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PassageKind {
    /// Words inside quotation marks on both sides, in prose that differs: a common source.
    SharedQuote,
    /// Prose that one article has from another, or both from a third.
    SourceToSource,
    /// Agency or press-release copy: credited as such, or carried by three outlets or more.
    Wire,
    /// Short and made of common words.
    Incidental,
    /// Text of the outlet, not of the article, inside a paragraph that is not masked.
    Boilerplate,
}

impl PassageKind {
    /// The word used in tables: `shared-quote`, `source-to-source`, `wire`, `incidental` or `boilerplate`.
    pub fn name(self) -> &'static str {
        match self {
            Self::SharedQuote => "shared-quote",
            Self::SourceToSource => "source-to-source",
            Self::Wire => "wire",
            Self::Incidental => "incidental",
            Self::Boilerplate => "boilerplate",
        }
    }
}

/// What the kind of a passage was decided from; its `Display` is a phrase for a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// Shared quote: shares of its tokens inside quotation marks, 0 to 1.
    Quoted {
        /// In the target.
        target: f64,
        /// In the source.
        source: f64,
    },
    /// Wire: so many outlets carry it.
    Outlets {
        /// [`Passage::outlets`].
        outlets: usize,
    },
    /// Wire: the target, or else the source, credits its text to somebody who sends it round.
    Credited {
        /// To whom.
        credit: WireCredit,
    },
    /// Boilerplate: so many articles of the target's outlet have it and no other outlet has.
    OneOutlet {
        /// The target among them.
        articles: usize,
    },
    /// Incidental: so few tokens of so little weight.
    Light {
        /// [`Passage::tokens`].
        tokens: usize,
        /// [`Passage::weight`].
        weight: f64,
    },
    /// Source to source: prose, and nothing that speaks for another kind.
    #[default]
    Prose,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quoted { target, source } => {
                // Rounded down: 100% is all of it.
                let [here, there] = [target, source].map(|share| (100.0 * share).floor());
                write!(f, "inside quotation marks on both sides: {here}% here, {there}% in the source")
            }
            Self::Outlets { outlets } => write!(f, "{outlets} outlets carry it"),
            Self::Credited { credit } => credit.fmt(f),
            Self::OneOutlet { articles } => {
                write!(f, "{articles} articles of this outlet have it, no other outlet")
            }
            Self::Light { tokens, weight } => write!(f, "{tokens} words of weight {weight:.1}"),
            Self::Prose => f.write_str("prose in both"),
        }
    }
}

/// Words that stand in both documents, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// Bytes of the target's text.
    pub target_span: Span,
    /// Bytes of the source's text.
    pub source_span: Span,
    /// How many words.
    pub tokens: usize,
}

/// An aligned pair of stretches: target and source, each a byte span in its document. Passages of one target from one source
/// never overlap in the target, whatever their tiers.
///
/// The source of what sums up a longer text is estimated: it reaches beyond the first and the last place that were found by as
/// much as places drawn evenly from a stretch leave out at its ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Index of the document whose text is explained.
    pub target: usize,
    /// Bytes of the target's text.
    pub target_span: Span,
    /// Index of the document it is found in.
    pub source: usize,
    /// Bytes of the source's text.
    pub source_span: Span,
    /// How it was taken over.
    pub tier: Tier,
    /// What it is.
    pub kind: PassageKind,
    /// Why it is that.
    pub reason: Reason,
    /// Of a copied passage: aligned equal tokens ÷ aligned columns (matches, substitutions, insertions and deletions). Of a
    /// rewritten one: the share of the target's tokens that the source has too, in any order. 0 to 1.
    pub identity: f64,
    /// Eligible tokens of the target inside the passage.
    pub tokens: usize,
    /// Share of those tokens that stand inside quotation marks: 0 to 1.
    pub quoted: f64,
    /// Stretches of equal words by their place in the target, where none overlaps another: all equal tokens of a copied
    /// passage, in the same order in the source; of a rewritten one the longest of at least three words, in any order.
    pub runs: Vec<Run>,
    /// Of a copied passage: summed weight of what is equal, times the identity; see
    /// [`ReuseParams::min_weight`](super::ReuseParams::min_weight). Of a rewritten one: that of the distinct words both have,
    /// times the share of the shorter side that they make.
    pub weight: f64,
    /// Outlets that carry this text of the target, its own and the source's among them: distinct sources of the articles
    /// that hold 80% of its tokens or more; an article without a source counts as an outlet of its own.
    pub outlets: usize,
    /// How likely a passage of this tier and of so much weight is in two articles that have nothing to do with each other: 0
    /// to 1; `None` where the batch is too small to tell. Articles on one event may share more than that without retelling
    /// each other.
    pub p_value: Option<f64>,
    /// Share of false passages expected among all of its tier that are at least as significant (Benjamini and Hochberg 1995):
    /// 0 to 1; `None` where the batch is too small to tell.
    pub fdr: Option<f64>,
}
