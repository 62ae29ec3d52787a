//! What speaks for one of two articles as the first.

use std::fmt;

/// Which of two articles had their common text first. It can have been taken only from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The source was first: the target can have taken from it.
    Source,
    /// The target was first: what is called the source can have taken from it.
    Target,
    /// Nothing says so.
    Undecided,
}

impl Direction {
    /// The same seen from the other article.
    pub fn reversed(self) -> Self {
        match self {
            Self::Source => Self::Target,
            Self::Target => Self::Source,
            Self::Undecided => Self::Undecided,
        }
    }

    /// The word used in tables: `source`, `target` or `undecided`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Target => "target",
            Self::Undecided => "undecided",
        }
    }
}

/// Something that speaks for one of two articles as the first, or that a reader should weigh.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Clue {
    /// Both articles have a date. `Undecided` where these overlap.
    Dates(Direction),
    /// All passages are shared quotations or agency copy: both articles may have them from a third. It speaks for neither.
    CommonSource,
    /// The text of one article names the outlet of the other, which is the first.
    Credit {
        /// The article whose outlet is named.
        first: Direction,
        /// The outlet.
        outlet: String,
    },
    /// The common text stands inside quotation marks in one article only: the other is the first.
    QuotedInOne(Direction),
    /// The common text is shorter in one article: the other is the first.
    Shortened {
        /// The article with more words.
        first: Direction,
        /// Words of the passages in the target.
        target_tokens: usize,
        /// Words of the passages in the source.
        source_tokens: usize,
    },
    /// Nearly all of one article stands in the other, which has much besides: the larger is the first.
    Superset {
        /// The article that holds the other.
        first: Direction,
        /// Share of the target that stands in the source.
        target_share: f64,
        /// Share of the source that stands in the target.
        source_share: f64,
    },
    /// The common text makes more of one article than of the other. It speaks for neither: what is cut short is covered by
    /// its source, and what is pasted into a longer text is not.
    Coverage {
        /// Share of the target that stands in the source.
        target_share: f64,
        /// Share of the source that stands in the target.
        source_share: f64,
    },
}

impl Clue {
    /// The article that it speaks for as the first.
    pub fn first(&self) -> Direction {
        match self {
            Self::Dates(first)
            | Self::QuotedInOne(first)
            | Self::Credit { first, .. }
            | Self::Shortened { first, .. }
            | Self::Superset { first, .. } => *first,
            Self::CommonSource | Self::Coverage { .. } => Direction::Undecided,
        }
    }

    /// How sure it makes one by itself, 0.5 to 1; see [`Precedence::confidence`](super::Precedence::confidence).
    pub(super) fn confidence(&self) -> f64 {
        match self {
            Self::Dates(_) | Self::CommonSource | Self::Coverage { .. } => 0.5,
            Self::Credit { .. } => 0.8,
            Self::QuotedInOne(_) => 0.7,
            Self::Shortened { .. } => 0.6,
            Self::Superset { .. } => 0.55,
        }
    }
}

impl fmt::Display for Clue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (of_target, of_source) = ("the target", "the source");
        let both = |first: &Direction| {
            if *first == Direction::Target { (of_target, of_source) } else { (of_source, of_target) }
        };
        match self {
            Self::Dates(Direction::Undecided) => write!(f, "the dates overlap"),
            Self::Dates(first) => write!(f, "{} has the earlier date", both(first).0),
            Self::CommonSource => {
                write!(f, "all of it is quotation or agency copy, which both may have from a third")
            }
            Self::Credit { first, outlet } => {
                let (first, later) = both(first);
                write!(f, "{later} names {outlet}, the outlet of {first}")
            }
            Self::QuotedInOne(first) => write!(f, "only {} has it in quotation marks", both(first).1),
            Self::Shortened { first, target_tokens, source_tokens } => {
                let (target, source) = (target_tokens, source_tokens);
                let (less, more) = (target.min(source), target.max(source));
                write!(f, "{} has it in {less} words in place of {more}", both(first).1)
            }
            Self::Superset { first, target_share, source_share } => {
                let (first, later) = both(first);
                let share = 100.0 * target_share.max(*source_share);
                write!(f, "{share:.0}% of {later} stands in {first}, which has more")
            }
            Self::Coverage { target_share, source_share } => {
                let (target, source) = (100.0 * target_share, 100.0 * source_share);
                write!(f, "it is {target:.0}% of {of_target} and {source:.0}% of {of_source}")
            }
        }
    }
}
