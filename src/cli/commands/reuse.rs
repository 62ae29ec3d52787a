//! `retell reuse`: passages and directed scores.

use std::io::Write;
use std::path::Path;

use crate::cli::args::{ReuseArgs, ReuseFormat};
use crate::cli::diagnostic::Exit;
use crate::cli::grid::{Column, Grid};
use crate::cli::json::Answer;
use crate::cli::output::{self, Folder, Occupied};
use crate::cli::session::{Session, done, portable};
use crate::cli::settings::Settings;
use crate::cli::{pairs, pan};
use crate::corpus::{Corpus, read};
use crate::error::{Error, Result};
use crate::reuse::Reuse;
use crate::table::{self, DataFrame};

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Jsonl,
    Csv,
    Parquet,
}

/// `retell reuse`.
pub(crate) fn run(session: &mut Session, args: &ReuseArgs) -> Result<Exit> {
    let encoding = encoding(args)?;
    let settings = session.settings(&args.config, &[&args.words])?;
    check_place(args, &settings, session.force)?;
    let analyzer = settings.analyzer()?;
    let (corpus, split, skipped) =
        session.read_against(&args.input.inputs, &args.against, &args.input.reading)?;
    let listed = args.pairs.as_deref().map(|path| listed(session, path, &corpus)).transpose()?;
    let params = match &listed {
        Some(pairs) => Reuse::params().pairs(pairs.iter().copied()),
        None if split < corpus.len() => Reuse::params().targets(0..split).sources(split..corpus.len()),
        None => Reuse::params(),
    };
    let params = args.search.apply(params, &corpus, &session.console);
    let params = match args.max_fdr {
        Some(share) => params.max_fdr(share),
        None => params,
    };
    session.console.stage("aligning passages");
    let tokens = analyzer.tokenize(&corpus);
    let reuse = params.detect(&corpus, &tokens)?;
    session.console.end_stage();
    if args.max_fdr.is_some() && reuse.background.is_none() && !reuse.passages.is_empty() {
        session.console.warn(
            "--max-fdr has dropped nothing: so few articles do not tell what they have in common by chance; it takes \
             50 of one language, of 50 words or more",
        );
    }
    match args.format {
        ReuseFormat::Passages => put(session, args, encoding, table::passages(&corpus, &reuse)?)?,
        ReuseFormat::Scores => {
            let pairs = listed.or_else(|| across(&corpus, split, &reuse));
            put(session, args, encoding, table::reuse(&corpus, &reuse, pairs.as_deref())?)?
        }
        ReuseFormat::Directions => {
            let found = reuse.precedences(&corpus, &tokens);
            put(session, args, encoding, table::directions(&corpus, &found)?)?;
        }
        ReuseFormat::Witnesses => {
            let found = reuse.witnesses(&corpus, &tokens);
            put(session, args, encoding, table::witnesses(&corpus, &found)?)?;
        }
        ReuseFormat::Json => {
            let pairs = listed.or_else(|| across(&corpus, split, &reuse));
            Answer::new("reuse")
                .with("articles", &corpus.len())?
                .with("skipped", &skipped)?
                .with_rows("passages", table::passages(&corpus, &reuse)?)?
                .with_rows("scores", table::reuse(&corpus, &reuse, pairs.as_deref())?)?
                .with_rows("directions", table::directions(&corpus, &reuse.precedences(&corpus, &tokens))?)?
                .with_rows("witnesses", table::witnesses(&corpus, &reuse.witnesses(&corpus, &tokens))?)?
                .print()?;
        }
        ReuseFormat::Pan => put_pan(session, args, &corpus, &reuse)?,
        ReuseFormat::Table => output::stdout(grid(&corpus, &reuse).as_bytes())?,
    }
    Ok(done(skipped))
}

/// How a table is printed, or written to the file that was asked for, by its ending.
fn encoding(args: &ReuseArgs) -> Result<Encoding> {
    use ReuseFormat::{Directions, Json, Pan, Passages, Scores, Table, Witnesses};
    let refused = |path: &Path, expected: &str| {
        let got = format!("{:?}", portable(path));
        Err(Error::Parameter { name: "output", got, expected: expected.to_owned() })
    };
    let ending = |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let ending = args.output.as_deref().map(|path| (path, ending(path).unwrap_or_default()));
    let ending = ending.as_ref().map(|(path, ending)| (*path, ending.as_str()));
    match (args.format, ending) {
        (Passages, None | Some((_, "jsonl"))) => Ok(Encoding::Jsonl),
        (Scores | Directions | Witnesses, None | Some((_, "csv"))) => Ok(Encoding::Csv),
        (Scores | Directions | Witnesses, Some((_, "jsonl"))) => Ok(Encoding::Jsonl),
        (Passages | Scores | Directions | Witnesses, Some((_, "parquet"))) => Ok(Encoding::Parquet),
        // XML, the document and the table to read have one form each.
        (Pan, _) | (Json | Table, None) => Ok(Encoding::Jsonl),
        (Json, Some((path, _))) => {
            refused(path, "none, since one document is printed; or --format scores, passages or pan")
        }
        (Passages, Some((path, _))) => refused(
            path,
            "a file that ends in .jsonl or .parquet (passages hold lists, which CSV cannot), or --format scores or pan",
        ),
        (Scores | Directions | Witnesses, Some((path, _))) => {
            refused(path, "a file that ends in .csv, .jsonl or .parquet, or --format pan")
        }
        (Table, Some((path, _))) => {
            refused(path, "none, since the table is to be read; or --format scores, passages or pan")
        }
    }
}

/// Refuses, before any work is done, a file where a folder is, and one that is read.
fn check_place(args: &ReuseArgs, settings: &Settings, force: bool) -> Result<()> {
    let Some(path) = &args.output else { return Ok(()) };
    if args.format == ReuseFormat::Pan {
        return Folder::check(path, if force { Occupied::Force } else { Occupied::Refuse });
    }
    output::check_file(path, true)?;
    let mut inputs = args.input.inputs.iter().chain(&args.against);
    let mut beside = settings.files().chain(args.pairs.as_deref()).chain(args.config.config.as_deref());
    let beside = beside.any(|other| output::same_place(other, path));
    if path.exists() && (beside || inputs.any(|input| read::would_read(input, path))) {
        return Err(Error::Parameter {
            name: "output",
            got: format!("{:?}, which would write over what is read", portable(path)),
            expected: "a place where nothing lies that is read".to_owned(),
        });
    }
    Ok(())
}

/// The pairs that a file lists, as `(target, source)`.
fn listed(session: &Session, path: &Path, corpus: &Corpus) -> Result<Vec<(usize, usize)>> {
    let pairs = pairs::pairs(path, corpus)?;
    pairs.warnings.iter().for_each(|warning| session.console.warn(warning));
    Ok(pairs.rows)
}

/// The pairs whose scores are listed where articles are held against others, as `(target, source)`: all while they are few,
/// else those that share something. `None` where all articles are held against each other.
fn across(corpus: &Corpus, split: usize, reuse: &Reuse) -> Option<Vec<(usize, usize)>> {
    const LIST_ALL: usize = 1_000_000;
    let n = corpus.len();
    if split == n {
        return None;
    }
    if split * (n - split) > LIST_ALL {
        return Some(reuse.scores.iter().map(|score| (score.target, score.source)).collect());
    }
    Some((0..split).flat_map(|target| (split..n).map(move |source| (target, source))).collect())
}

/// Prints a table, or writes the file that was asked for.
fn put(session: &Session, args: &ReuseArgs, encoding: Encoding, frame: DataFrame) -> Result<()> {
    let rows = frame.height();
    let bytes = match encoding {
        Encoding::Jsonl => table::jsonl(frame)?,
        Encoding::Csv => table::csv(frame)?,
        Encoding::Parquet => table::parquet(frame)?,
    };
    let Some(path) = &args.output else { return output::stdout(&bytes) };
    output::beside(path, &session.scratch, |out| out.write_all(&bytes))?.put(&session.scratch)?;
    let what = match args.format {
        ReuseFormat::Scores => "scores",
        ReuseFormat::Directions => "directions",
        ReuseFormat::Witnesses => "witnesses",
        _ => "passages",
    };
    session.console.note(&format!("{rows} {what} in {}", portable(path)));
    Ok(())
}

fn put_pan(session: &Session, args: &ReuseArgs, corpus: &Corpus, reuse: &Reuse) -> Result<()> {
    let Some(place) = &args.output else {
        return output::stdout(pan::document(corpus, reuse).as_bytes());
    };
    let occupied = if session.force { Occupied::Force } else { Occupied::Refuse };
    let mut folder = Folder::create(place, occupied, &session.scratch)?;
    for (name, xml) in pan::files(corpus, reuse) {
        folder.write_unlisted(&name, xml.as_bytes())?;
    }
    folder.finish()
}

/// The pairs that share a passage, those first of which most is reused.
fn grid(corpus: &Corpus, reuse: &Reuse) -> String {
    let mut scores = reuse.scores.clone();
    scores.sort_by(|a, b| {
        let share = |score: &crate::reuse::Score| score.reuse().unwrap_or(0.0);
        share(b).total_cmp(&share(a)).then((a.target, a.source).cmp(&(b.target, b.source)))
    });
    if scores.is_empty() {
        return "No two articles share a passage.\n".to_owned();
    }
    let numbers = ["reuse", "copied", "rewritten", "quoted", "words", "passages"].map(Column::number);
    let mut grid = Grid::new([Column::name("of"), Column::name("stands in")].into_iter().chain(numbers));
    let percent =
        |share: Option<f64>| share.map_or("n/a".to_owned(), |share| format!("{:.1}%", share * 100.0));
    for score in scores {
        grid.row([
            corpus[score.target].id().to_owned(),
            corpus[score.source].id().to_owned(),
            percent(score.reuse()),
            percent(score.copied()),
            percent(score.rewritten()),
            percent(score.quoted()),
            format!("{} of {}", score.reused_tokens, score.eligible_tokens),
            score.passages.to_string(),
        ]);
    }
    grid.text()
}
