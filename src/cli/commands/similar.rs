//! `retell similar`: nearest articles, and what makes them alike.

use serde_json::json;

use crate::analyze::SurfaceForms;
use crate::cli::args::{SimilarArgs, TableFormat};
use crate::cli::diagnostic::Exit;
use crate::cli::output;
use crate::cli::session::{Session, done};
use crate::cli::terminal::printable;
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::similarity::{self, Pair};
use crate::table;
use crate::vectorize::TfIdfMatrix;

/// How many terms explain a pair.
const TERMS: usize = 5;

/// One neighbour of one article.
struct Neighbour {
    article: usize,
    pair: Pair,
    other: usize,
}

/// `retell similar`.
pub(crate) fn run(session: &mut Session, args: &SimilarArgs) -> Result<Exit> {
    if !(0.0..=1.0).contains(&args.threshold) {
        return Err(Error::Parameter {
            name: "threshold",
            got: args.threshold.to_string(),
            expected: "a cosine from 0 to 1".to_owned(),
        });
    }
    let settings = session.settings(&args.config, &[&args.words, &args.terms, &args.weights])?;
    let (corpus, split, skipped) =
        session.read_against(&args.input.inputs, &args.against, &args.input.reading)?;
    session.console.stage("comparing articles");
    let weights = settings.weighting().weigh(&settings.counts()?.fit_transform(&corpus)?.1)?;
    let forms = SurfaceForms::new(&corpus, &settings.analyzer()?.tokenize(&corpus));
    let neighbours = neighbours(&weights, split, args);
    session.console.end_stage();
    print(&corpus, &weights, &forms, &neighbours, args.format)?;
    Ok(done(skipped))
}

/// The nearest rows of every row before `split`: those from `split` on, or, where nothing stands there, all others.
fn neighbours(weights: &TfIdfMatrix, split: usize, args: &SimilarArgs) -> Vec<Neighbour> {
    let n = weights.rows().len();
    let among = if split < n { split..n } else { 0..n };
    let nearest = similarity::top_pairs_among(weights, args.top, 0..split, among).into_iter().enumerate();
    let neighbour = |article: usize, pair: Pair| Neighbour {
        article,
        pair,
        other: if pair.a == article { pair.b } else { pair.a },
    };
    nearest
        .flat_map(|(article, pairs)| pairs.into_iter().map(move |pair| neighbour(article, pair)))
        .filter(|neighbour| neighbour.pair.cosine >= args.threshold)
        .collect()
}

fn print(
    corpus: &Corpus,
    weights: &TfIdfMatrix,
    forms: &SurfaceForms,
    neighbours: &[Neighbour],
    format: TableFormat,
) -> Result<()> {
    let terms = |neighbour: &Neighbour| -> Vec<&str> {
        similarity::explain(weights, neighbour.article, neighbour.other, TERMS)
            .into_iter()
            .map(|part| forms.of(&weights.vocabulary().terms()[part.column]))
            .collect()
    };
    match format {
        TableFormat::Csv => {
            let rows = neighbours
                .iter()
                .map(|neighbour| (neighbour.article, neighbour.other, neighbour.pair, terms(neighbour)));
            output::stdout(&table::csv(table::neighbours(corpus, rows.collect())?)?)
        }
        TableFormat::Jsonl => {
            let lines: String = neighbours
                .iter()
                .map(|neighbour| {
                    let line = json!({
                        "article_a": corpus[neighbour.article].id(),
                        "article_b": corpus[neighbour.other].id(),
                        "cosine": neighbour.pair.cosine,
                        "jaccard": neighbour.pair.jaccard,
                        "shared_terms": neighbour.pair.shared_terms,
                        "terms": terms(neighbour),
                    });
                    format!("{line}\n")
                })
                .collect();
            output::stdout(lines.as_bytes())
        }
        TableFormat::Table => {
            let mut grid = comfy_table::Table::new();
            grid.load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY)
                .set_content_arrangement(comfy_table::ContentArrangement::Dynamic)
                .set_header(["article", "is like", "cosine", "jaccard", "through"]);
            for neighbour in neighbours {
                grid.add_row([
                    printable(corpus[neighbour.article].id()),
                    printable(corpus[neighbour.other].id()),
                    format!("{:.3}", neighbour.pair.cosine),
                    format!("{:.3}", neighbour.pair.jaccard),
                    printable(&terms(neighbour).join(" ")),
                ]);
            }
            output::stdout(format!("{grid}\n").as_bytes())
        }
    }
}
