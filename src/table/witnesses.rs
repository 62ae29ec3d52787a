//! Who carries the same text, and who had it first.

use polars::prelude::DataFrame;

use super::frames::{frame, number, optional_text, text, whole};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::reuse::{Precedence, Witness, WitnessCluster};

/// One row per stretch that carries the text of a cluster: `cluster, articles, outlets, stability, article, source, date,
/// start, end, tokens, overlap, medoid, earliest, text`.
///
/// Clusters count from 1, the one with most articles first, and their rows go by date. `articles`, `outlets` and
/// `stability` are the cluster's. Offsets count code points of the original text, end exclusive, and select `text`.
/// `overlap` is that with the medoid, the row where `medoid` is `yes`. `earliest` is `yes`, `no` or `undecided`.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn witnesses(corpus: &Corpus, clusters: &[WitnessCluster]) -> Result<DataFrame> {
    let rows: Vec<(usize, &WitnessCluster, usize, &Witness)> = clusters
        .iter()
        .enumerate()
        .flat_map(|(number, cluster)| {
            cluster.members.iter().enumerate().map(move |(at, witness)| (number + 1, cluster, at, witness))
        })
        .collect();
    let document = |witness: &Witness| &corpus[witness.article];
    let points: Vec<_> = corpus.documents().iter().map(|document| document.code_points()).collect();
    let spans: Vec<_> = rows.iter().map(|(.., witness)| points[witness.article].span(witness.span)).collect();
    frame(vec![
        whole("cluster", rows.iter().map(|row| row.0)),
        whole("articles", rows.iter().map(|row| row.1.articles)),
        whole("outlets", rows.iter().map(|row| row.1.outlets)),
        number("stability", rows.iter().map(|row| row.1.stability)),
        text("article", rows.iter().map(|row| document(row.3).id())),
        optional_text("source", rows.iter().map(|row| document(row.3).source())),
        optional_text("date", rows.iter().map(|row| document(row.3).date().map(|date| date.to_string()))),
        whole("start", spans.iter().map(|span| span.start)),
        whole("end", spans.iter().map(|span| span.end)),
        whole("tokens", rows.iter().map(|row| row.3.tokens)),
        number("overlap", rows.iter().map(|row| row.3.overlap)),
        text("medoid", rows.iter().map(|row| if row.1.medoid == row.2 { "yes" } else { "no" })),
        text("earliest", rows.iter().map(|row| row.3.earliest.name())),
        text("text", rows.iter().map(|row| document(row.3).slice(row.3.span))),
    ])
}

/// One row per pair of articles that share a passage: `target, source, direction, leaning, confidence, evidence`.
///
/// Each pair stands here once, with the article that seems to have been first as the source. `direction` is what the dates
/// say, `source` or `undecided`; `leaning` is what everything says, with a `confidence` of .5 to 1, 1 only where the
/// dates decide. `evidence` are sentences joined with `; `.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn directions(corpus: &Corpus, found: &[Precedence]) -> Result<DataFrame> {
    let evidence =
        |found: &Precedence| found.clues.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    frame(vec![
        text("target", found.iter().map(|found| corpus[found.target].id())),
        text("source", found.iter().map(|found| corpus[found.source].id())),
        text("direction", found.iter().map(|found| found.direction.name())),
        text("leaning", found.iter().map(|found| found.leaning.name())),
        number("confidence", found.iter().map(|found| found.confidence)),
        text("evidence", found.iter().map(evidence)),
    ])
}
