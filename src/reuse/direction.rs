//! Which of two articles had their common text first, and what says so.

mod clue;

use std::borrow::Cow;
use std::cmp::Ordering;

use rayon::prelude::*;

pub use self::clue::{Clue, Direction};
use super::attribution::{Cover, united};
use super::quote;
use super::{Passage, PassageKind, Reuse};
use crate::analyze::{Tokens, tokens_in};
use crate::corpus::{Corpus, Document};

/// What is known of who had the common text of two articles first.
#[derive(Clone, Debug, PartialEq)]
pub struct Precedence {
    /// Index of the one document.
    pub target: usize,
    /// Index of the other.
    pub source: usize,
    /// What the dates say, and nothing else: `Undecided` where one is missing, where they overlap, or where they are the
    /// same second.
    pub direction: Direction,
    /// What all clues together say: the `direction` where that is decided.
    pub leaning: Direction,
    /// How likely the leaning is right: 1 where the dates decide, .5 where nothing speaks for either, and between them .9
    /// at most.
    ///
    /// Each clue has odds of its own, those of independent clues multiply, and what speaks for the other article divides.
    /// The odds are chosen with restraint, not learnt, because no collection of news with known sources was at hand to
    /// learn them from: .8 for a credit, .7 for quotation marks in one article only, .6 for the longer wording, .55 for
    /// holding all of the other. Of 724 pairs of the PAN-2013 text-alignment corpus whose passages differ in length by a
    /// tenth the longer side was the source in 89%, but the cuts there were mostly made by programs. The two
    /// measures of how much of each article is common text fail where a copy was pasted into a longer text: there
    /// the source was the one covered more in 95% of 2,576 pairs, so that coverage counts for nothing, and a superset
    /// for little.
    pub confidence: f64,
    /// What speaks for one or the other, dates first.
    pub clues: Vec<Clue>,
}

/// Most that clues other than dates can make one sure.
const MAX_CONFIDENCE: f64 = 0.9;
/// Share of an article, from which on it is held by another.
const HELD: f64 = 0.8;
/// Share of an article, up to which it has much besides.
const MORE_BESIDES: f64 = 0.5;
/// How many times the smaller share the larger one must be to be told.
const UNEVEN: f64 = 1.5;
/// Share of the longer wording, up to which the other is shortened.
const SHORTENED: f64 = 0.9;
/// Shares of quoted words from which on, and up to which, a passage stands in quotation marks and does not.
const QUOTED: f64 = 0.8;
const UNQUOTED: f64 = 0.2;

impl Reuse {
    /// Who had the common text of two articles first; `None` where they share no passage.
    ///
    /// Only dates decide. Where they do not, `leaning` and `confidence` say what the texts make likely, with the clues;
    /// where the articles change places, so do the directions. `self` must have been detected in this corpus with
    /// these tokens. Time: that of reading both texts.
    ///
    /// ```
    /// use retell::{Analyzer, Corpus, Document, Metadata, Reuse, reuse::Direction};
    /// let text = "the ferry to the northern islands was cancelled after a gale damaged its only landing stage";
    /// let of = |source: &str| Metadata { source: Some(source.into()), ..Metadata::default() };
    /// let corpus = Corpus::new(vec![
    ///     Document::with_metadata("a", format!("On Monday {text}."), of("Harbour Bulletin")),
    ///     Document::with_metadata("b", format!("As Harbour Bulletin reported, {text}."), of("Daily Owl")),
    /// ])?;
    /// let tokens = Analyzer::english().tokenize(&corpus);
    /// let reuse = Reuse::params().detect(&corpus, &tokens)?;
    /// let found = reuse.precedence(&corpus, &tokens, 1, 0).unwrap();
    /// assert_eq!((found.direction, found.leaning), (Direction::Undecided, Direction::Source));
    /// assert_eq!(found.clues[0].to_string(), "the target names Harbour Bulletin, the outlet of the source");
    /// assert!(found.confidence < 1.0);
    /// # Ok::<(), retell::Error>(())
    /// ```
    pub fn precedence(
        &self,
        corpus: &Corpus,
        tokens: &Tokens,
        target: usize,
        source: usize,
    ) -> Option<Precedence> {
        let passages = [self.passages_between(target, source), self.passages_between(source, target)];
        if target.max(source) >= corpus.len().min(tokens.documents().len())
            || passages.iter().all(|passages| passages.is_empty())
        {
            return None;
        }
        let side = |row: usize, other: usize| {
            let quoted = quoted_tokens(&corpus[row], tokens, row);
            let names_other = outlet(corpus, row, other).is_some_and(|outlet| names(&corpus[row], outlet));
            Side::new(corpus, tokens, row, passages, quoted.into(), names_other)
        };
        Some(weigh([target, source], [&side(target, source), &side(source, target)], passages))
    }

    /// The precedence in every pair of articles that share a passage, each pair once: whoever seems to have been first is the
    /// source, and where nothing speaks for either, the article whose id sorts first. By id of target and source.
    pub fn precedences(&self, corpus: &Corpus, tokens: &Tokens) -> Vec<Precedence> {
        let mut pairs: Vec<[usize; 2]> = self
            .passages
            .chunk_by(|a, b| (a.target, a.source) == (b.target, b.source))
            .map(|passages| [passages[0].target, passages[0].source])
            .filter(|pair| pair[0].max(pair[1]) < corpus.len().min(tokens.documents().len()))
            .map(|[a, b]| if corpus[a].id() < corpus[b].id() { [b, a] } else { [a, b] })
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        // Each article is read once, however many pairs it is in, and once for each outlet that it may name.
        let mut in_use = vec![false; corpus.len()];
        pairs.iter().flatten().for_each(|&row| in_use[row] = true);
        let quoted: Vec<Vec<Cover>> = in_use
            .into_par_iter()
            .enumerate()
            .map(|(row, in_use)| if in_use { quoted_tokens(&corpus[row], tokens, row) } else { Vec::new() })
            .collect();
        let mut outlets: Vec<(usize, &str)> = pairs
            .iter()
            .flat_map(|&[a, b]| [(a, b), (b, a)])
            .filter_map(|(row, other)| Some((row, outlet(corpus, row, other)?)))
            .collect();
        outlets.par_sort_unstable();
        outlets.dedup();
        let named: Vec<(usize, &str)> =
            outlets.into_par_iter().filter(|&(row, outlet)| names(&corpus[row], outlet)).collect();
        let mut found: Vec<Precedence> = pairs
            .into_par_iter()
            .map(|[a, b]| {
                let passages = [self.passages_between(a, b), self.passages_between(b, a)];
                let side = |row: usize, other: usize| {
                    let outlet = outlet(corpus, row, other);
                    let names_other =
                        outlet.is_some_and(|outlet| named.binary_search(&(row, outlet)).is_ok());
                    Side::new(corpus, tokens, row, passages, quoted[row].as_slice().into(), names_other)
                };
                let (side_a, side_b) = (side(a, b), side(b, a));
                let found = weigh([a, b], [&side_a, &side_b], passages);
                match found.leaning {
                    Direction::Target => weigh([b, a], [&side_b, &side_a], passages),
                    _ => found,
                }
            })
            .collect();
        found.sort_by_key(|found| (corpus[found.target].id(), corpus[found.source].id()));
        found
    }
}

/// The outlet of `other`, by which `row` may give it credit.
fn outlet(corpus: &Corpus, row: usize, other: usize) -> Option<&str> {
    corpus[other].source().filter(|&outlet| corpus[row].source() != Some(outlet))
}

/// What is common, seen in one of the two articles.
struct Side<'c> {
    document: &'c Document,
    /// Whether it names the outlet of the other.
    names_other: bool,
    /// Its tokens that are in a passage, without overlap.
    common: Vec<Cover>,
    /// Its tokens.
    eligible: usize,
    quoted: Cow<'c, [Cover]>,
}

impl<'c> Side<'c> {
    fn new(
        corpus: &'c Corpus,
        tokens: &Tokens,
        row: usize,
        passages: [&[Passage]; 2],
        quoted: Cow<'c, [Cover]>,
        names_other: bool,
    ) -> Self {
        let spans = passages
            .into_iter()
            .flatten()
            .map(|passage| if passage.target == row { passage.target_span } else { passage.source_span });
        let common = united(spans.map(|span| tokens_in(tokens.documents()[row].tokens(), span)).collect());
        let eligible = tokens.documents()[row].tokens().len();
        Self { document: &corpus[row], names_other, common, eligible, quoted }
    }

    fn tokens(&self) -> usize {
        self.common.iter().map(Cover::len).sum()
    }

    fn share(&self) -> f64 {
        self.tokens() as f64 / self.eligible.max(1) as f64
    }

    fn quoted_share(&self) -> f64 {
        let mut inside = 0;
        let mut from = 0;
        for cover in &self.common {
            from += self.quoted[from..].partition_point(|quoted| quoted.end <= cover.start);
            let near = self.quoted[from..].iter().take_while(|quoted| quoted.start < cover.end);
            inside +=
                near.map(|quoted| quoted.end.min(cover.end) - quoted.start.max(cover.start)).sum::<usize>();
        }
        inside as f64 / self.tokens().max(1) as f64
    }
}

/// Weighs what is known of two articles that share `passages`, in either direction.
fn weigh(rows: [usize; 2], [target, source]: [&Side<'_>; 2], passages: [&[Passage]; 2]) -> Precedence {
    let by_dates = by_dates(target, source);
    let mut clues: Vec<Clue> = by_dates.map(Clue::Dates).into_iter().collect();
    let from_elsewhere = [PassageKind::SharedQuote, PassageKind::Wire];
    if passages.into_iter().flatten().all(|passage| from_elsewhere.contains(&passage.kind)) {
        clues.push(Clue::CommonSource);
    }
    clues.extend(of_texts(target, source));
    let direction = by_dates.unwrap_or(Direction::Undecided);
    let (leaning, confidence) = match direction {
        Direction::Undecided => lean(&clues),
        decided => (decided, 1.0),
    };
    Precedence { target: rows[0], source: rows[1], direction, leaning, confidence, clues }
}

/// What dates say; `None` where one is missing.
fn by_dates(target: &Side<'_>, source: &Side<'_>) -> Option<Direction> {
    let (target, source) = (target.document.date()?, source.document.date()?);
    Some(match source.compare(target) {
        Some(Ordering::Less) => Direction::Source,
        Some(Ordering::Greater) => Direction::Target,
        _ => Direction::Undecided,
    })
}

fn of_texts(target: &Side<'_>, source: &Side<'_>) -> Vec<Clue> {
    let larger = |of_target: f64, of_source: f64| {
        if of_target > of_source { Direction::Target } else { Direction::Source }
    };
    let mut clues = Vec::new();
    for (later, first, direction) in
        [(target, source, Direction::Source), (source, target, Direction::Target)]
    {
        if let Some(outlet) = first.document.source().filter(|_| later.names_other) {
            clues.push(Clue::Credit { first: direction, outlet: outlet.to_owned() });
        }
    }
    let (quoted_target, quoted_source) = (target.quoted_share(), source.quoted_share());
    if quoted_target.max(quoted_source) >= QUOTED && quoted_target.min(quoted_source) <= UNQUOTED {
        clues.push(Clue::QuotedInOne(larger(quoted_source, quoted_target)));
    }
    let (target_tokens, source_tokens) = (target.tokens(), source.tokens());
    let (less, more) = (target_tokens.min(source_tokens) as f64, target_tokens.max(source_tokens) as f64);
    if less <= SHORTENED * more {
        let first = larger(target_tokens as f64, source_tokens as f64);
        clues.push(Clue::Shortened { first, target_tokens, source_tokens });
    }
    let (target_share, source_share) = (target.share(), source.share());
    let (less, more) = (target_share.min(source_share), target_share.max(source_share));
    if more >= HELD && less <= MORE_BESIDES {
        clues.push(Clue::Superset { first: larger(source_share, target_share), target_share, source_share });
    } else if more >= UNEVEN * less {
        clues.push(Clue::Coverage { target_share, source_share });
    }
    clues
}

/// The article for which the clues speak, and how sure they make one.
fn lean(clues: &[Clue]) -> (Direction, f64) {
    let log_odds: f64 = clues
        .iter()
        .map(|clue| {
            let confidence = clue.confidence();
            let log_odds = (confidence / (1.0 - confidence)).ln();
            match clue.first() {
                Direction::Source => log_odds,
                Direction::Target => -log_odds,
                Direction::Undecided => 0.0,
            }
        })
        .sum();
    let confidence = (1.0 / (1.0 + (-log_odds.abs()).exp())).min(MAX_CONFIDENCE);
    // Clues that cancel each other leave a rounding error, not a leaning.
    if log_odds.abs() < 1e-9 {
        (Direction::Undecided, 0.5)
    } else if log_odds > 0.0 {
        (Direction::Source, confidence)
    } else {
        (Direction::Target, confidence)
    }
}

/// Whether the unmasked text has the name as it is spelled, between no letters or digits. A name of one word that has
/// no second capital (`Time`, but not `AFP`) is too common a word to tell anything.
fn names(document: &Document, outlet: &str) -> bool {
    let outlet = outlet.trim();
    let capitals = outlet.chars().filter(|letter| letter.is_uppercase()).count();
    if outlet.is_empty() || (!outlet.contains(char::is_whitespace) && capitals < 2) {
        return false;
    }
    document.unmasked().any(|(_, paragraph)| {
        let text = document.slice(paragraph.span);
        text.match_indices(outlet).any(|(at, found)| {
            let before = text[..at].chars().next_back();
            let after = text[at + found.len()..].chars().next();
            ![before, after].into_iter().flatten().any(char::is_alphanumeric)
        })
    })
}

/// The tokens that stand inside quotation marks.
fn quoted_tokens(document: &Document, tokens: &Tokens, row: usize) -> Vec<Cover> {
    let covers =
        quote::quotations(document).into_iter().map(|span| tokens_in(tokens.documents()[row].tokens(), span));
    covers.filter(|cover| !cover.is_empty()).collect()
}

#[cfg(test)]
mod tests;
