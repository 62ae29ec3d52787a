//! Who retells whom, as figures are told it.

use super::text::percent;

/// Two articles that share prose, as the summary tells them: the later text is the one that retells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Retold {
    /// The article that retells: the later one; where the dates do not say, the one with the greater share.
    pub target: usize,
    /// The article that it retells.
    pub source: usize,
    /// The share of the target's words, quotations apart, that it has in common with the source: 0 to 1.
    pub share: f64,
    /// Whether the dates say that the target is the later one.
    pub dated: bool,
}

impl Retold {
    /// As a sentence, with the articles' names.
    pub(super) fn sentence(&self, names: &[String]) -> String {
        let later = if self.dated { ", the later text," } else { "" };
        format!(
            "{}{later} has {} of its words in common with {}.",
            names[self.target],
            percent(self.share),
            names[self.source]
        )
    }
}
