//! `retell vectorize`: the document-term matrix as a file.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::hashing;
use crate::cli::args::{Dtype, MatrixFormat, VectorizeArgs};
use crate::cli::diagnostic::Exit;
use crate::cli::json::Answer;
use crate::cli::output::{self, Written};
use crate::cli::session::{Session, done, portable};
use crate::cli::settings::{Settings, WeightName};
use crate::corpus::{Corpus, read};
use crate::error::{Error, Result};
use crate::table;
use crate::vectorize::{
    CountMatrix, CountVectorizerParams, Sparse, Unit, Vectorizer, WeighedRows, Weight, Weighting,
};

/// Where the columns and their weights come from.
enum Source {
    /// They are learnt from the input.
    Input(Settings, CountVectorizerParams),
    /// They were learnt before.
    Model(Vectorizer),
}

/// `retell vectorize`.
pub(crate) fn run(session: &mut Session, args: &VectorizeArgs) -> Result<Exit> {
    let format = format(args)?;
    let settings = session.settings(&args.config, &[&args.words, &args.terms, &args.weights, &args.norm])?;
    check_places(args, session.force)?;
    check_input(args, &settings)?;
    match (args.hashing, args.dtype) {
        (Some(n), Dtype::Float64) => return hashing::run::<f64>(session, args, &settings, format, n),
        (Some(n), Dtype::Float32) => return hashing::run::<f32>(session, args, &settings, format, n),
        (None, _) => {}
    }
    let source = match &args.model {
        Some(path) => Source::Model(Vectorizer::from_bytes(&read::bytes(path)?, path)?),
        None => {
            let params = settings.counts()?;
            Source::Input(settings, params)
        }
    };
    match (format, args.dtype) {
        (MatrixFormat::Npz | MatrixFormat::Mtx, Dtype::Float64) => {
            sparse::<f64>(session, args, source, format)
        }
        (MatrixFormat::Npz | MatrixFormat::Mtx, Dtype::Float32) => {
            sparse::<f32>(session, args, source, format)
        }
        (MatrixFormat::Parquet | MatrixFormat::Csv | MatrixFormat::Json, Dtype::Float64) => {
            table(session, args, source, format)
        }
        (MatrixFormat::Parquet | MatrixFormat::Csv | MatrixFormat::Json, Dtype::Float32) => {
            Err(Error::Parameter {
                name: "dtype",
                got: "float32 for a table".to_owned(),
                expected: "float64, or a file that ends in .npz or .mtx".to_owned(),
            })
        }
    }
}

/// Writes the matrix as it is: articles are counted as they are read, and not kept.
fn sparse<W: Weight>(
    session: &mut Session,
    args: &VectorizeArgs,
    source: Source,
    format: MatrixFormat,
) -> Result<Exit> {
    session.console.stage("counting terms");
    let (inputs, reading) = (&args.input.inputs, &args.input.reading);
    let ((vectorizer, matrix), read): ((_, WeighedRows<W>), _) = match source {
        Source::Input(settings, params) => {
            let params = Vectorizer::params(params, settings.weighting());
            session.stream(inputs, reading, |jobs| params.fit_rows(jobs))?
        }
        Source::Model(vectorizer) => {
            check_rows(&vectorizer)?;
            session.stream(inputs, reading, |jobs| {
                let matrix = vectorizer.transform_rows(jobs)?;
                Ok((vectorizer, matrix))
            })?
        }
    };
    session.console.stage("writing");
    let scratch = &session.scratch;
    let [vocabulary, articles] = lists(&args.output);
    // The lists come first: a matrix is never there without its vocabulary.
    let files = vec![
        output::beside(&vocabulary, scratch, |out| table::write_lines(matrix.vocabulary().terms(), out))?,
        output::beside(&articles, scratch, |out| table::write_lines(&read.ids, out))?,
        output::beside(&args.output, scratch, |out| match format {
            MatrixFormat::Mtx => table::matrix_market(&matrix, out),
            _ => table::npz(&matrix, &read.ids, out),
        })?,
    ];
    put(session, args, files, Some(&vectorizer))?;
    finish(session, args, matrix.shape(), matrix.nnz(), read.skipped.len(), &[vocabulary, articles])
}

/// Writes one line a cell, with the article's id and the term.
fn table(session: &mut Session, args: &VectorizeArgs, source: Source, format: MatrixFormat) -> Result<Exit> {
    let reading = session.read_as_they_come(&args.input.inputs, &args.input.reading)?;
    let corpus = &reading.corpus;
    session.console.stage("counting terms");
    let (table, shape, nnz, vectorizer) = match source {
        Source::Input(settings, params) => {
            let (counter, counts) = params.fit_transform(corpus)?;
            let vectorizer = match &args.save_model {
                Some(_) => Some(Vectorizer::of_counts(counter, &counts, settings.weighting())?),
                None => None,
            };
            (long(&counts, corpus, &settings)?, counts.shape(), counts.nnz(), vectorizer)
        }
        Source::Model(vectorizer) if vectorizer.weighting() == Weighting::Count => {
            let counts = vectorizer.count_vectorizer().transform(corpus);
            (table::counts(&counts, corpus)?, counts.shape(), counts.nnz(), None)
        }
        Source::Model(vectorizer) => {
            let weights = vectorizer.transform(corpus);
            (table::weights(&weights, corpus)?, weights.shape(), weights.nnz(), None)
        }
    };
    session.console.stage("writing");
    let bytes = match format {
        MatrixFormat::Csv => table::csv(table)?,
        _ => table::parquet(table)?,
    };
    let file = output::beside(&args.output, &session.scratch, |out| out.write_all(&bytes))?;
    put(session, args, vec![file], vectorizer.as_ref())?;
    finish(session, args, shape, nnz, reading.skipped.len(), &[])
}

/// Puts files in their places, and last the model, if it is to be saved: all of them are written before one is there.
fn put(
    session: &Session,
    args: &VectorizeArgs,
    mut files: Vec<Written>,
    vectorizer: Option<&Vectorizer>,
) -> Result<()> {
    if let (Some(path), Some(vectorizer)) = (&args.save_model, vectorizer) {
        files.push(output::beside(path, &session.scratch, |out| vectorizer.write(out))?);
    }
    files.into_iter().try_for_each(|file| file.put(&session.scratch))
}

/// Says what was written.
fn finish(
    session: &mut Session,
    args: &VectorizeArgs,
    (rows, columns): (usize, usize),
    nnz: usize,
    n_skipped: usize,
    lists: &[PathBuf],
) -> Result<Exit> {
    session.console.end_stage();
    if nnz == 0 {
        session.console.warn(
            "no term of the vocabulary stands in any article; terms are compared as the analyzer makes them: in lower \
             case, and with the news analyzer stemmed",
        );
    }
    let mut place = portable(&args.output);
    if let [vocabulary, articles] = lists {
        place = format!("{place}, their names in {} and {}", portable(vocabulary), portable(articles));
    }
    let model = args.save_model.as_ref().map(|path| format!(", model in {}", portable(path)));
    session.console.note(&format!(
        "{rows} articles × {columns} terms, {nnz} cells in {place}{}",
        model.unwrap_or_default()
    ));
    let names: Vec<String> = lists.iter().map(|list| portable(list)).collect();
    let [vocabulary, articles] = [names.first(), names.get(1)];
    say(
        args,
        (rows, columns),
        nnz,
        n_skipped,
        [vocabulary.map(String::as_str), articles.map(String::as_str)],
    )?;
    Ok(done(n_skipped))
}

/// Prints what was written, for programs; `lists` are the files that name columns and rows.
pub(super) fn say(
    args: &VectorizeArgs,
    (rows, columns): (usize, usize),
    cells: usize,
    skipped: usize,
    [vocabulary, articles]: [Option<&str>; 2],
) -> Result<()> {
    if !args.format.contains(&MatrixFormat::Json) {
        return Ok(());
    }
    Answer::new("vectorize")
        .with("matrix", &portable(&args.output))?
        .with("rows", &rows)?
        .with("columns", &columns)?
        .with("cells", &cells)?
        .with("vocabulary", &vocabulary)?
        .with("articles", &articles)?
        .with("model", &args.save_model.as_deref().map(portable))?
        .with("skipped", &skipped)?
        .print()
}

/// The long table of the weight that was asked for.
fn long(matrix: &CountMatrix, corpus: &Corpus, settings: &Settings) -> Result<table::DataFrame> {
    match settings.weight {
        WeightName::Tfidf => table::tfidf(matrix, corpus, settings.tfidf()),
        WeightName::Count => table::counts(matrix, corpus),
        WeightName::Bm25 => table::weights(&settings.weighting().weigh(matrix)?, corpus),
    }
}

/// The files of names beside a sparse matrix.
pub(super) fn lists(matrix: &Path) -> [PathBuf; 2] {
    ["vocabulary", "articles"].map(|kind| matrix.with_extension(format!("{kind}.txt")))
}

/// Refuses what could not be written in the end, or would write over the model, before any work is done.
fn check_places(args: &VectorizeArgs, force: bool) -> Result<()> {
    output::check_file(&args.output, true)?;
    if let Some(path) = &args.save_model {
        output::check_file(path, force)?;
    }
    let [vocabulary, articles] = lists(&args.output);
    let written = [&args.output, &vocabulary, &articles];
    for (name, model) in [("save_model", &args.save_model), ("model", &args.model)] {
        if let Some(path) = model
            && written.iter().any(|place| output::same_place(place, path))
        {
            let got = format!("{:?}, where the matrix goes", path.display().to_string());
            return Err(Error::Parameter { name, got, expected: "a file of its own".to_owned() });
        }
    }
    Ok(())
}

/// Refuses to write over what is read, and what can only be a slip of typing.
fn check_input(args: &VectorizeArgs, settings: &Settings) -> Result<()> {
    let refused = |name, got: String, expected: &str| {
        Err(Error::Parameter { name, got, expected: expected.to_owned() })
    };
    if args.output.as_os_str() == "-" {
        return refused("output", "\"-\"".to_owned(), "a file; a matrix is not printed");
    }
    let slip = |input: &&String| input.parse::<u32>().is_ok() && !Path::new(input).exists();
    if let (Some(_), Some(input)) = (args.hashing, args.input.inputs.iter().find(slip)) {
        return refused("hashing", format!("followed by {input:?}"), &format!("--hashing={input}"));
    }
    let [vocabulary, articles] = lists(&args.output);
    let written =
        [Some(args.output.as_path()), Some(&vocabulary), Some(&articles), args.save_model.as_deref()];
    let others: Vec<&Path> = settings.files().chain(args.config.config.as_deref()).collect();
    for place in written.into_iter().flatten().filter(|place| place.exists()) {
        let is_article = || args.input.inputs.iter().any(|input| read::would_read(input, place));
        if is_article() || others.iter().any(|other| output::same_place(other, place)) {
            let got = format!("{:?}, which would write over {}", portable(&args.output), portable(place));
            return refused("output", got, "a place where nothing lies that is read");
        }
    }
    Ok(())
}

/// Refuses a model of paragraphs where rows are named after articles.
fn check_rows(vectorizer: &Vectorizer) -> Result<()> {
    match vectorizer.unit() {
        Unit::Document => Ok(()),
        Unit::Paragraph => Err(Error::Parameter {
            name: "model",
            got: "one of paragraphs".to_owned(),
            expected: "one of articles, or an output that ends in .parquet or .csv".to_owned(),
        }),
    }
}

/// The form of the matrix: the one that was asked for, or that of the file's ending.
fn format(args: &VectorizeArgs) -> Result<MatrixFormat> {
    let path = args.output.as_path();
    let mut asked = args.format.iter().filter(|&&format| format != MatrixFormat::Json);
    match (asked.next(), asked.next()) {
        (Some(&one), None) => return Ok(one),
        (Some(_), Some(_)) => {
            return Err(Error::Parameter {
                name: "format",
                got: "more than one form of the matrix".to_owned(),
                expected: "one, and json beside it to print what was written".to_owned(),
            });
        }
        (None, _) => {}
    }
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
