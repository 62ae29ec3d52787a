//! How passages are marked in a text by signs, so that colour is not needed: `⟦1 … 1⟧` copied, `{2 … 2}` rewritten, with
//! what they are beside the number. Terminal and report show the same.

use super::{Passage, PassageKind, Tier};

impl Tier {
    /// What opens and what closes passages of the tier.
    pub fn brackets(self) -> [char; 2] {
        match self {
            Self::Copied => ['⟦', '⟧'],
            Self::Rewritten => ['{', '}'],
        }
    }
}

impl PassageKind {
    /// What stands beside the number; nothing for prose that one article has from the other.
    pub fn sign(self) -> &'static str {
        match self {
            Self::SharedQuote => "”",
            Self::Wire => "*",
            Self::Incidental => "?",
            Self::Boilerplate => "×",
            Self::SourceToSource => "",
        }
    }
}

impl Passage {
    /// The number of a passage with the sign of its kind: `3”`.
    pub fn mark(&self, number: usize) -> String {
        format!("{number}{}", self.kind.sign())
    }

    /// What stands before the passage of this number: `⟦3”`.
    pub fn opening(&self, number: usize) -> String {
        format!("{}{}", self.tier.brackets()[0], self.mark(number))
    }

    /// What stands behind it: `3”⟧`.
    pub fn closing(&self, number: usize) -> String {
        format!("{}{}", self.mark(number), self.tier.brackets()[1])
    }
}
