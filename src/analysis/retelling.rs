//! Who retells whom, each pair told once.

use std::cmp::Ordering;

use super::Analysis;
use crate::reuse::Score;

/// Two articles that share prose, told in the direction that the dates give.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Retelling {
    /// The later text; where the dates do not say, the one with the greater share.
    pub target: usize,
    /// The text that it has in common with.
    pub source: usize,
    /// Words of the target that stand in the source too, shared quotations apart: at least 1.
    pub tokens: usize,
    /// Those words as a share of the target's, 0 to 1.
    pub share: f64,
    /// How the target's date stands to the source's; `None` where one is missing or the two overlap.
    pub order: Option<Ordering>,
}

impl Retelling {
    /// Under this share of a text an overlap is not worth a sentence or a line.
    pub const NOTABLE_SHARE: f64 = 0.005;

    fn of(analysis: &Analysis, score: &Score) -> Self {
        Self {
            target: score.target,
            source: score.source,
            tokens: prose(score),
            share: prose(score) as f64 / score.eligible_tokens.max(1) as f64,
            order: order(analysis, score),
        }
    }

    /// Whether the dates say that the target is the later text.
    pub fn is_dated(&self) -> bool {
        self.order == Some(Ordering::Greater)
    }
}

impl Analysis {
    /// Every pair of articles that share prose, once, the largest share first, ties by row.
    ///
    /// Quotations apart: articles that merely quote the same words do not retell each other. Empty where no two do. Cost:
    /// a pass over the scores and a sort.
    pub fn retellings(&self) -> Vec<Retelling> {
        let scores = self.reuse.scores.iter().filter(|score| prose(score) > 0);
        let told = scores.filter(|score| is_told(self, score));
        let mut told: Vec<Retelling> = told.map(|score| Retelling::of(self, score)).collect();
        told.sort_by(|x, y| {
            y.share.total_cmp(&x.share).then((x.target, x.source).cmp(&(y.target, y.source)))
        });
        told
    }
}

/// Of the two directions of a pair the one that is told: the later text as target, or else the greater share.
fn is_told(analysis: &Analysis, score: &Score) -> bool {
    let back = analysis.reuse.score(score.source, score.target);
    match order(analysis, score) {
        // A summary stands in what it sums up, and not the other way round.
        _ if prose(&back) == 0 => true,
        Some(Ordering::Greater) => true,
        Some(Ordering::Less) => false,
        _ => {
            let share = |score: &Score| prose(score) as f64 / score.eligible_tokens.max(1) as f64;
            match share(score).total_cmp(&share(&back)) {
                Ordering::Equal => score.target > score.source,
                more => more == Ordering::Greater,
            }
        }
    }
}

/// Reused tokens outside shared quotations.
fn prose(score: &Score) -> usize {
    score.reused_tokens.saturating_sub(score.quoted_tokens)
}

/// How the target's date stands to the source's.
fn order(analysis: &Analysis, score: &Score) -> Option<Ordering> {
    let date = |row: usize| analysis.corpus[row].date();
    date(score.target)?.compare(date(score.source)?)
}

#[cfg(test)]
mod tests {
    use crate::{Analysis, Config, Corpus, Document, Metadata};

    const TEXT: &str =
        "ten ships left the old harbour on monday morning after a long strike of the dockers there";

    fn told(dates: [Option<&str>; 2]) -> Vec<(usize, usize, bool)> {
        let article = |id: &str, rest: &str, date: Option<&str>| {
            let metadata = Metadata { date: date.map(|date| date.parse().unwrap()), ..Metadata::default() };
            Document::with_metadata(id, format!("{TEXT}. {rest}"), metadata)
        };
        let corpus = Corpus::new(vec![
            article("a", "Bread was baked.", dates[0]),
            article("b", "The mayor spoke of relief and of the many letters that he had had.", dates[1]),
        ]);
        let analysis = Analysis::of(corpus.unwrap(), &Config::default(), |_| {}).unwrap();
        analysis.retellings().iter().map(|told| (told.target, told.source, told.is_dated())).collect()
    }

    #[test]
    fn the_later_text_retells_and_without_dates_the_one_with_the_greater_share() {
        assert_eq!(told([Some("2025-05-01"), Some("2025-05-02")]), [(1, 0, true)]);
        assert_eq!(told([Some("2025-05-02"), Some("2025-05-01")]), [(0, 1, true)]);
        assert_eq!(told([None, Some("2025-05-01")]), [(0, 1, false)]);
        assert_eq!(told([Some("2025-05"), Some("2025-05-02")]), [(0, 1, false)]);
    }
}
