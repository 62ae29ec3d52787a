//! What two documents share, as a reader sees it who has both before them.

use super::{Passage, Reuse, Tier};
use crate::corpus::Span;

/// A passage as both of two documents have it.
#[derive(Clone, Debug)]
pub struct Shared<'r> {
    /// Bytes of the first document's text, and of the second's.
    pub spans: [Span; 2],
    /// What is known of it.
    pub passage: &'r Passage,
    /// Whether the second document is the passage's target.
    turned: bool,
}

impl Shared<'_> {
    /// What of one side (0 or 1) is set off inside the passage, by its place in `text`, which is that side's: where most is
    /// equal, the words that only this side has; where most is not, the words that both have.
    pub fn set_off(&self, side: usize, text: &str) -> Vec<Span> {
        let target = (side == 0) != self.turned;
        let runs = self.passage.runs.iter().map(|run| if target { run.target_span } else { run.source_span });
        let mut runs: Vec<Span> = runs.collect();
        runs.sort();
        if self.passage.tier == Tier::Rewritten {
            return runs;
        }
        let whole = self.spans.get(side).copied().unwrap_or_default();
        if runs.is_empty() {
            return Vec::new();
        }
        let mut at = whole.start;
        let mut between = Vec::new();
        for next in runs.iter().map(|run| (run.start, run.end)).chain([(whole.end, usize::MAX)]) {
            between.extend(words_only(Span::new(at, next.0), text));
            at = at.max(next.1);
        }
        between
    }
}

/// The stretch from the first letter or digit to the last; nothing where there is none.
fn words_only(span: Span, text: &str) -> Option<Span> {
    let inside = span.of(text);
    let start = inside.find(char::is_alphanumeric)?;
    let (last, letter) = inside.char_indices().rfind(|(_, c)| c.is_alphanumeric())?;
    Some(Span::new(span.start + start, span.start + last + letter.len_utf8()))
}

impl Reuse {
    /// All that two documents share, each passage once, by its place in the first: the passages that explain the first,
    /// and of those that explain the second what is [not among them](Self::one_way).
    ///
    /// ```
    /// use retell::{Analyzer, Corpus, Reuse};
    /// let text = "the ferry to the northern islands was cancelled after a gale damaged its only landing stage";
    /// let corpus = Corpus::from_texts([("a", format!("On Monday {text}.")), ("b", format!("So {text}, I hear."))])?;
    /// let tokens = Analyzer::english().tokenize(&corpus);
    /// let reuse = Reuse::params().detect(&corpus, &tokens)?;
    /// let shared = reuse.shared(0, 1);
    /// assert_eq!(shared.len(), 1);
    /// assert_eq!(corpus[1].slice(shared[0].spans[1]), text);
    /// # Ok::<(), retell::Error>(())
    /// ```
    pub fn shared(&self, first: usize, second: usize) -> Vec<Shared<'_>> {
        let there = self.passages_between(first, second).iter().map(|passage| Shared {
            spans: [passage.target_span, passage.source_span],
            passage,
            turned: false,
        });
        let back = self.one_way(second, first).map(|passage| Shared {
            spans: [passage.source_span, passage.target_span],
            passage,
            turned: true,
        });
        let mut shared: Vec<Shared<'_>> = there.chain(back).collect();
        shared.sort_by_key(|shared| shared.spans);
        shared
    }
}
