//! `retell similar`: nearest articles and what makes them alike; articles that are the same but for a few words.

use crate::analyze::SurfaceForms;
use crate::cli::args::{SimilarArgs, TableFormat};
use crate::cli::diagnostic::Exit;
use crate::cli::grid::{Column, Grid};
use crate::cli::json::Answer;
use crate::cli::output;
use crate::cli::session::{Session, done};
use crate::cli::settings::Settings;
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::similarity::{self, NearIdentical, NearestRows, Pair};
use crate::table::{self, Neighbour};
use crate::vectorize::TfIdfMatrix;

/// How many terms explain a pair.
const TERMS: usize = 5;
/// Articles whose nearest are looked for in one go; between, it is told how far the work has come.
const BATCH: usize = 2_048;

/// `retell similar`.
pub(crate) fn run(session: &mut Session, args: &SimilarArgs) -> Result<Exit> {
    check("threshold", args.threshold, (0.0..=1.0).contains(&args.threshold), "a cosine from 0 to 1")?;
    check("near", args.near, args.near > 0.0 && args.near <= 1.0, "a cosine over 0 and at most 1")?;
    let settings = session.settings(&args.config, &[&args.words, &args.terms, &args.weights])?;
    let (corpus, split, skipped) =
        session.read_against(&args.input.inputs, &args.against, &args.input.reading)?;
    session.console.stage("counting terms");
    let weights = settings.weighting().weigh(&settings.counts()?.fit_transform(&corpus)?.1)?;
    match args.format {
        TableFormat::Json => {
            let pairs = pairs(session, &weights, split, args);
            let groups = groups(session, &weights, args)?;
            Answer::new("similar")
                .with("articles", &corpus.len())?
                .with("skipped", &skipped)?
                .with("threshold", &args.threshold)?
                .with("near", &args.near)?
                .with_rows(
                    "pairs",
                    table::neighbours(&corpus, &explained(&corpus, &settings, &weights, &pairs)?)?,
                )?
                .with_rows("near_identical", table::near_identical(&corpus, &groups)?)?
                .print()?;
        }
        format if args.near_identical => {
            let groups = groups(session, &weights, args)?;
            print_groups(&corpus, &groups, args.near, format)?;
        }
        format => {
            let pairs = pairs(session, &weights, split, args);
            let neighbours = explained(&corpus, &settings, &weights, &pairs)?;
            print_pairs(&corpus, &neighbours, format)?;
            if format == TableFormat::Table {
                let groups = groups(session, &weights, args)?;
                hint(session, &groups, args.near);
            }
        }
    }
    Ok(done(skipped))
}

fn check(name: &'static str, got: f64, good: bool, expected: &str) -> Result<()> {
    match good {
        true => Ok(()),
        false => Err(Error::Parameter { name, got: got.to_string(), expected: expected.to_owned() }),
    }
}

/// Each article before `split` with its nearest: those from `split` on, or, where nothing stands there, all others.
fn pairs(
    session: &mut Session,
    weights: &TfIdfMatrix,
    split: usize,
    args: &SimilarArgs,
) -> Vec<(usize, Pair)> {
    session.console.stage("comparing articles");
    let n = weights.rows().len();
    let near = NearestRows::among(weights, if split < n { split..n } else { 0..n });
    let mut pairs = Vec::new();
    for first in (0..split).step_by(BATCH) {
        let batch = near.of(first..(first + BATCH).min(split), args.top, args.threshold);
        let of_row = |(row, pairs): (usize, Vec<Pair>)| pairs.into_iter().map(move |pair| (row, pair));
        pairs.extend((first..).zip(batch).flat_map(of_row));
        session.console.advance((first + BATCH).min(split) as u64, split as u64);
    }
    session.console.end_stage();
    pairs
}

fn groups(session: &mut Session, weights: &TfIdfMatrix, args: &SimilarArgs) -> Result<Vec<NearIdentical>> {
    session.console.stage("gathering what is near-identical");
    let groups = NearIdentical::groups(weights, args.near)?;
    session.console.end_stage();
    Ok(groups)
}

/// The pairs with the terms that make them alike, as people write these, and the share of each in the cosine.
fn explained(
    corpus: &Corpus,
    settings: &Settings,
    weights: &TfIdfMatrix,
    pairs: &[(usize, Pair)],
) -> Result<Vec<Neighbour>> {
    let vocabulary = weights.vocabulary();
    let mut neighbours: Vec<Neighbour> = pairs
        .iter()
        .map(|&(article, pair)| {
            let other = if pair.a == article { pair.b } else { pair.a };
            let parts = similarity::explain(weights, article, other, TERMS);
            let terms =
                parts.iter().map(|part| (vocabulary.term(part.column).to_owned(), part.weight / pair.cosine));
            Neighbour { article, other, pair, terms: terms.collect() }
        })
        .collect();
    let wanted = neighbours.iter().flat_map(|neighbour| neighbour.terms.iter().map(|term| term.0.as_str()));
    let forms = SurfaceForms::of_terms(corpus, &settings.analyzer()?, wanted)?;
    for (term, _) in neighbours.iter_mut().flat_map(|neighbour| &mut neighbour.terms) {
        *term = forms.of(term).to_owned();
    }
    Ok(neighbours)
}

fn print_pairs(corpus: &Corpus, neighbours: &[Neighbour], format: TableFormat) -> Result<()> {
    match format {
        TableFormat::Csv => output::stdout(&table::csv(table::neighbours_flat(corpus, neighbours)?)?),
        TableFormat::Table if neighbours.is_empty() => {
            output::stdout(b"No two articles are as alike as was asked for.\n")
        }
        TableFormat::Table => {
            let mut grid = Grid::new([
                Column::name("article"),
                Column::name("is like"),
                Column::number("cosine"),
                Column::number("jaccard"),
                Column::words("through"),
            ]);
            for neighbour in neighbours {
                let terms =
                    neighbour.terms.iter().map(|(term, share)| format!("{term} {:.0}%", share * 100.0));
                grid.row([
                    corpus[neighbour.article].id().to_owned(),
                    corpus[neighbour.other].id().to_owned(),
                    format!("{:.3}", neighbour.pair.cosine),
                    format!("{:.3}", neighbour.pair.jaccard),
                    terms.collect::<Vec<_>>().join(" · "),
                ]);
            }
            output::stdout(grid.text().as_bytes())
        }
        TableFormat::Jsonl | TableFormat::Json => {
            output::stdout(&table::jsonl(table::neighbours(corpus, neighbours)?)?)
        }
    }
}

fn print_groups(corpus: &Corpus, groups: &[NearIdentical], near: f64, format: TableFormat) -> Result<()> {
    match format {
        TableFormat::Csv => output::stdout(&table::csv(table::near_identical(corpus, groups)?)?),
        TableFormat::Table if groups.is_empty() => output::stdout(
            format!("No two articles are near-identical (cosine {near} or more).\n").as_bytes(),
        ),
        TableFormat::Table => {
            let mut grid = Grid::new([
                Column::number("group"),
                Column::number("articles"),
                Column::name("medoid"),
                Column::name("article"),
                Column::number("cosine"),
            ]);
            for (number, group) in (1..).zip(groups) {
                for &(row, cosine) in group.members.iter().filter(|member| member.0 != group.medoid) {
                    grid.row([
                        number.to_string(),
                        group.members.len().to_string(),
                        corpus[group.medoid].id().to_owned(),
                        corpus[row].id().to_owned(),
                        format!("{cosine:.3}"),
                    ]);
                }
            }
            output::stdout(grid.text().as_bytes())
        }
        TableFormat::Jsonl | TableFormat::Json => {
            output::stdout(&table::jsonl(table::near_identical(corpus, groups)?)?)
        }
    }
}

/// Says that there are near-identical articles, where they are not what is printed.
fn hint(session: &Session, groups: &[NearIdentical], near: f64) {
    let articles: usize = groups.iter().map(|group| group.members.len()).sum();
    let groups = match groups.len() {
        0 => return,
        1 => "one group".to_owned(),
        n => format!("{n} groups"),
    };
    session.console.note(&format!(
        "{articles} articles are near-identical to others (cosine {near} or more), in {groups}; --near-identical lists them"
    ));
}
