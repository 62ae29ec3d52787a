//! `retell vectorize --hashing`: a matrix without a vocabulary.

use super::vectorize::{lists, say};
use crate::cli::args::{MatrixFormat, VectorizeArgs};
use crate::cli::diagnostic::Exit;
use crate::cli::output;
use crate::cli::session::{Session, done, portable};
use crate::cli::settings::{Frequency, Settings, WeightName};
use crate::error::{Error, Result};
use crate::table;
use crate::vectorize::{HashedMatrix, Weight};

/// Counts terms in `n_features` columns by their hashes, and writes the matrix with the list of its rows. A list of
/// columns that an earlier matrix left there is removed.
pub(crate) fn run<W: Weight>(
    session: &mut Session,
    args: &VectorizeArgs,
    settings: &Settings,
    format: MatrixFormat,
    n_features: u32,
) -> Result<Exit> {
    check(settings, format)?;
    let vectorizer =
        settings.hashing()?.n_features(n_features as usize).alternate_sign(!args.no_alternate_sign);
    session.console.stage("hashing terms");
    let (matrix, read): (HashedMatrix<W>, _) =
        session.stream(&args.input.inputs, &args.input.reading, |jobs| vectorizer.transform_batches(jobs))?;
    session.console.stage("writing");
    let scratch = &session.scratch;
    let [vocabulary, articles] = lists(&args.output);
    let files = [
        output::beside(&articles, scratch, |out| table::write_lines(&read.ids, out))?,
        output::beside(&args.output, scratch, |out| match format {
            MatrixFormat::Mtx => table::matrix_market(&matrix, out),
            _ => table::npz(&matrix, &read.ids, out),
        })?,
    ];
    // An earlier matrix's terms are replaced as its other files are: here, by none. They go first, for a matrix without
    // names is better than one with wrong names.
    let removed = output::remove(&vocabulary, scratch)?;
    files.into_iter().try_for_each(|file| file.put(scratch))?;
    session.console.end_stage();
    if removed {
        let gone = portable(&vocabulary);
        session.console.note(&format!("{gone} is removed, for hashed columns have no terms"));
    }
    let ((rows, columns), nnz) = (matrix.shape(), matrix.nnz());
    let place = portable(&args.output);
    session.console.note(&format!("{rows} articles × {columns} columns, {nnz} cells in {place}"));
    say(args, (rows, columns), nnz, read.skipped.len(), [None, Some(&portable(&articles))])?;
    Ok(done(read.skipped.len()))
}

/// Refuses what only a vocabulary can do. Flags are refused as they are typed; settings may come from a file, too.
fn check(settings: &Settings, format: MatrixFormat) -> Result<()> {
    let plain = Settings::default();
    let meaningless = [
        ("min-df", settings.min_df != Frequency::Count(1) && settings.min_df != Frequency::Share(0.0)),
        ("max-df", settings.max_df != plain.max_df),
        ("max-features", settings.max_features.is_some()),
        ("vocabulary", settings.vocabulary.is_some()),
        ("sublinear-tf", settings.sublinear_tf != plain.sublinear_tf),
        ("smooth-idf", settings.smooth_idf != plain.smooth_idf),
        ("weight", settings.weight == WeightName::Bm25),
    ];
    if let Some((name, _)) = meaningless.into_iter().find(|setting| setting.1) {
        return Err(Error::Parameter {
            name: "hashing",
            got: format!("together with {name}"),
            expected: "no setting that needs to know the terms; leave one of the two out".to_owned(),
        });
    }
    match format {
        MatrixFormat::Npz | MatrixFormat::Mtx => Ok(()),
        MatrixFormat::Csv | MatrixFormat::Parquet | MatrixFormat::Json => Err(Error::Parameter {
            name: "hashing",
            got: "together with a table of terms".to_owned(),
            expected: "a file that ends in .npz or .mtx, for hashed columns have no terms".to_owned(),
        }),
    }
}
