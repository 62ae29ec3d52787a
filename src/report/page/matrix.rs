//! Who retells whom as a table: rows are read, columns are read from, each cell opens both.

use serde::Serialize;

use super::article::Head;
use super::view::View;
use crate::report::findings::wording::percent;

/// More articles than this do not make a table that can be read; then those that share most.
const ROWS: usize = 60;
/// So many of them.
const STRONGEST: usize = 40;

/// The table.
#[derive(Debug, Serialize)]
pub(super) struct Matrix {
    /// How many articles are not in it.
    left_out: usize,
    /// `wide`, `snug` or `tight`: how much room a cell has.
    density: &'static str,
    rows: Vec<Row>,
    #[serde(skip)]
    articles: Vec<usize>,
}

#[derive(Debug, Serialize)]
struct Row {
    head: Head,
    cells: Vec<Cell>,
    /// The share found in any other article.
    any: String,
}

/// A cell; without a number where nothing is shared.
#[derive(Debug, Default, Serialize)]
struct Cell {
    anchor: Option<String>,
    class: String,
    number: Option<String>,
    label: Option<String>,
    link: Option<String>,
}

impl Matrix {
    /// The table; of many articles those that share most, in the order of the dendrogram.
    pub(super) fn new(view: &View<'_>) -> Self {
        let n = view.analysis.corpus.len();
        let articles: Vec<usize> = if n <= ROWS {
            view.analysis.order.clone()
        } else {
            let mut strongest: Vec<usize> = Vec::new();
            // Both of a pair or none: one alone would be an empty row.
            for &(a, b) in &view.plan.sharing {
                let new: Vec<usize> = [a, b].into_iter().filter(|row| !strongest.contains(row)).collect();
                if strongest.len() + new.len() <= STRONGEST {
                    strongest.extend(new);
                }
            }
            view.analysis.order.iter().copied().filter(|row| strongest.contains(row)).collect()
        };
        let row = |&target: &usize| Row {
            head: Head::new(view, target),
            cells: articles.iter().map(|&source| cell(view, target, source)).collect(),
            any: view.analysis.reuse.articles[target].union_reuse().map_or("?".to_owned(), percent),
        };
        Self {
            left_out: n - articles.len(),
            density: match articles.len() {
                0..=14 => "wide",
                15..=30 => "snug",
                _ => "tight",
            },
            rows: articles.iter().map(row).collect(),
            articles,
        }
    }

    /// Whether a cell leads to this pair.
    pub(super) fn has(&self, a: usize, b: usize) -> bool {
        self.articles.contains(&a) && self.articles.contains(&b)
    }
}

fn cell(view: &View<'_>, target: usize, source: usize) -> Cell {
    let plain = |class: &str| Cell { class: class.to_owned(), ..Cell::default() };
    if target == source {
        return plain("self");
    }
    let score = view.analysis.reuse.score(target, source);
    let back = view.analysis.reuse.score(source, target);
    if score.passages + back.passages == 0 {
        return plain("h0");
    }
    let share = score.reuse();
    Cell {
        anchor: Some(format!("cell-{}-{}", target + 1, source + 1)),
        class: share.map_or("unknown".to_owned(), |share| format!("h{}", step(share))),
        number: Some(share.map_or("?".to_owned(), |share| format!("{:.0}", 100.0 * share))),
        label: Some(match share {
            Some(share) => {
                format!("{} of article {} stands in article {}", percent(share), target + 1, source + 1)
            }
            None => format!("article {} is too short to tell", target + 1),
        }),
        link: view.plan.pair(target, source),
    }
}

/// The shade of a share: 0 for none, then in tenths to 10.
fn step(share: f64) -> usize {
    ((share * 10.0).ceil().max(0.0) as usize).min(10)
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn shades_are_tenths() {
        assert_eq!([0.0, 0.001, 0.1, 0.11, 0.95, 1.0].map(step), [0, 1, 1, 2, 10, 10]);
    }
}
