//! Articles that are alike, and those that are nearly the same.

use polars::prelude::{Column, DataFrame, DataType, IntoColumn, NamedFrom, Series};

use super::frames::{frame, number, text, whole};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::similarity::{NearIdentical, Pair};

/// One neighbour of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// The row of the article.
    pub article: usize,
    /// The row of its neighbour.
    pub other: usize,
    /// How alike the two are.
    pub pair: Pair,
    /// The terms that make them alike, and the share of each in the cosine.
    pub terms: Vec<(String, f64)>,
}

/// One row per neighbour of an article, in the order given: `article_a, article_b, cosine, jaccard, shared_terms, terms,
/// shares`, the last two lists: the terms that make them alike, and the share of each in the cosine, 0 to 1.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn neighbours(corpus: &Corpus, rows: &[Neighbour]) -> Result<DataFrame> {
    let terms = rows
        .iter()
        .map(|row| Series::new("".into(), row.terms.iter().map(|term| term.0.as_str()).collect::<Vec<_>>()));
    let shares = rows
        .iter()
        .map(|row| Series::new("".into(), row.terms.iter().map(|term| term.1).collect::<Vec<_>>()));
    let mut columns = measures(corpus, rows);
    columns.push(lists("terms", terms.collect(), DataType::String));
    columns.push(lists("shares", shares.collect(), DataType::Float64));
    frame(columns)
}

/// As [`neighbours`], with `terms` and `shares` joined with `;`, shares to three places: for CSV, which has no lists.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn neighbours_flat(corpus: &Corpus, rows: &[Neighbour]) -> Result<DataFrame> {
    let joined = |part: fn(&(String, f64)) -> String| {
        rows.iter().map(move |row| row.terms.iter().map(part).collect::<Vec<_>>().join(";"))
    };
    let mut columns = measures(corpus, rows);
    columns.push(text("terms", joined(|term| term.0.clone())));
    columns.push(text("shares", joined(|term| format!("{:.3}", term.1))));
    frame(columns)
}

/// One row per article that is near-identical to others: `group, articles, medoid, article, cosine`.
///
/// Groups count from 1, the largest first; `articles` is how many a group has, `medoid` the id of the one that stands for
/// it, and `cosine` that of the article with it: 1 in the medoid's own row.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn near_identical(corpus: &Corpus, groups: &[NearIdentical]) -> Result<DataFrame> {
    let rows = || {
        (1..)
            .zip(groups)
            .flat_map(|(number, group)| group.members.iter().map(move |member| (number, group, member)))
    };
    frame(vec![
        whole("group", rows().map(|row| row.0)),
        whole("articles", rows().map(|row| row.1.members.len())),
        text("medoid", rows().map(|row| corpus[row.1.medoid].id())),
        text("article", rows().map(|row| corpus[row.2.0].id())),
        number("cosine", rows().map(|row| row.2.1)),
    ])
}

fn measures(corpus: &Corpus, rows: &[Neighbour]) -> Vec<Column> {
    vec![
        text("article_a", rows.iter().map(|row| corpus[row.article].id())),
        text("article_b", rows.iter().map(|row| corpus[row.other].id())),
        number("cosine", rows.iter().map(|row| row.pair.cosine)),
        number("jaccard", rows.iter().map(|row| row.pair.jaccard)),
        whole("shared_terms", rows.iter().map(|row| row.pair.shared_terms)),
    ]
}

/// A column of lists, also where there is no row to tell by what they are of.
fn lists(name: &str, cells: Vec<Series>, of: DataType) -> Column {
    if cells.is_empty() {
        return Series::new_empty(name.into(), &DataType::List(Box::new(of))).into_column();
    }
    Series::new(name.into(), cells).into_column()
}
