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
    let counts = settings.counts()?;
    let reading = session.read(&args.input.inputs, &args.input.reading)?;
    session.console.stage("counting terms");
    let matrix = counts.fit_transform(&reading.corpus)?.1;
    session.console.stage("writing");
    let bytes = match format {
        MatrixFormat::Parquet => table::parquet(long(&matrix, &reading.corpus, &settings)?)?,
        MatrixFormat::Csv => table::csv(long(&matrix, &reading.corpus, &settings)?)?,
        MatrixFormat::Npz => table::npz(&settings.weighting().weigh(&matrix)?, &reading.corpus)?,
        MatrixFormat::Mtx => table::matrix_market(&settings.weighting().weigh(&matrix)?),
    };
    // The lists come first: a matrix is never there without its vocabulary.
    if matches!(format, MatrixFormat::Npz | MatrixFormat::Mtx) {
        let beside = |kind: &str| args.output.with_extension(format!("{kind}.txt"));
        let articles = table::row_names(matrix.rows(), &reading.corpus);
        output::file(&beside("vocabulary"), &table::lines(matrix.vocabulary().terms()), &session.scratch)?;
        output::file(&beside("articles"), &table::lines(&articles), &session.scratch)?;
    }
    output::file(&args.output, &bytes, &session.scratch)?;
    session.console.end_stage();
    session.console.note(&format!(
        "{} articles × {} terms, {} cells in {}",
        matrix.rows().len(),
        matrix.vocabulary().len(),
        (0..matrix.rows().len()).map(|row| matrix.row(row).len()).sum::<usize>(),
        portable(&args.output)
    ));
    Ok(done(reading.skipped.len()))
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
