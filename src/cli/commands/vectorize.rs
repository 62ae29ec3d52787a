//! `retell vectorize`: the document-term matrix as a file.

use std::path::Path;

use crate::cli::args::{MatrixFormat, VectorizeArgs};
use crate::cli::diagnostic::Exit;
use crate::cli::output;
use crate::cli::session::{Session, done, portable};
use crate::cli::settings::{Settings, WeightName};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::table;
use crate::vectorize::CountMatrix;

/// `retell vectorize`.
pub(crate) fn run(session: &mut Session, args: &VectorizeArgs) -> Result<Exit> {
    let format = args.format.map_or_else(|| format(&args.output), Ok)?;
    let settings = session.settings(&args.settings)?;
    match format {
        MatrixFormat::Npz | MatrixFormat::Mtx => sparse(session, args, &settings, format),
        MatrixFormat::Parquet | MatrixFormat::Csv => table(session, args, &settings, format),
    }
}

/// Writes the matrix as it is: articles are counted as they are read, and not kept.
fn sparse(
    session: &mut Session,
    args: &VectorizeArgs,
    settings: &Settings,
    format: MatrixFormat,
) -> Result<Exit> {
    let params = settings.counts()?;
    session.console.stage("counting terms");
    let (counts, read) = session
        .stream(&args.input.inputs, &args.input.reading, |jobs| Ok(params.fit_transform_batches(jobs)?.1))?;
    session.console.stage("writing");
    let matrix = settings.weighting().weigh(&counts)?;
    drop(counts);
    // The lists come first: a matrix is never there without its vocabulary.
    let beside = |kind: &str| args.output.with_extension(format!("{kind}.txt"));
    let scratch = &session.scratch;
    output::file(&beside("vocabulary"), &table::lines(matrix.vocabulary().terms()), scratch)?;
    output::file(&beside("articles"), &table::lines(&read.ids), scratch)?;
    output::file_with(&args.output, scratch, |out| match format {
        MatrixFormat::Mtx => table::matrix_market(&matrix, out),
        _ => table::npz(&matrix, &read.ids, out),
    })?;
    Ok(finish(session, args, matrix.shape(), matrix.nnz(), read.skipped.len()))
}

/// Writes one line a cell, with the article's id and the term.
fn table(
    session: &mut Session,
    args: &VectorizeArgs,
    settings: &Settings,
    format: MatrixFormat,
) -> Result<Exit> {
    let params = settings.counts()?;
    let reading = session.read(&args.input.inputs, &args.input.reading)?;
    session.console.stage("counting terms");
    let matrix = params.fit_transform(&reading.corpus)?.1;
    session.console.stage("writing");
    let long = long(&matrix, &reading.corpus, settings)?;
    let bytes = match format {
        MatrixFormat::Csv => table::csv(long)?,
        _ => table::parquet(long)?,
    };
    output::file(&args.output, &bytes, &session.scratch)?;
    Ok(finish(session, args, matrix.shape(), matrix.nnz(), reading.skipped.len()))
}

/// Says what was written.
fn finish(
    session: &mut Session,
    args: &VectorizeArgs,
    (rows, columns): (usize, usize),
    nnz: usize,
    n_skipped: usize,
) -> Exit {
    session.console.end_stage();
    let place = portable(&args.output);
    session.console.note(&format!("{rows} articles × {columns} terms, {nnz} cells in {place}"));
    done(n_skipped)
}

/// The long table of the weight that was asked for.
fn long(matrix: &CountMatrix, corpus: &Corpus, settings: &Settings) -> Result<table::DataFrame> {
    match settings.weight {
        WeightName::Tfidf => table::tfidf(matrix, corpus, settings.tfidf()),
        WeightName::Count => table::counts(matrix, corpus),
        WeightName::Bm25 => table::weights(&settings.weighting().weigh(matrix)?, corpus),
    }
}

fn format(path: &Path) -> Result<MatrixFormat> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_lowercase();
    match ending.as_str() {
        "parquet" => Ok(MatrixFormat::Parquet),
        "csv" => Ok(MatrixFormat::Csv),
        "npz" => Ok(MatrixFormat::Npz),
        "mtx" => Ok(MatrixFormat::Mtx),
        _ => Err(Error::Parameter {
            name: "output",
            got: format!("{:?}", path.display().to_string()),
            expected: "a file that ends in .parquet, .csv, .npz or .mtx, or --format".to_owned(),
        }),
    }
}
