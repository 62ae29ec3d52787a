//! What `reuse` and `query` found, printed or written: one mechanism for both.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::grid::{Column, Grid};
use super::json::Answer;
use super::output::{self, Folder};
use super::pan;
use super::session::{Session, portable};
use crate::analyze::Tokens;
use crate::corpus::{Corpus, read};
use crate::error::{Error, Result};
use crate::reuse::{Reuse, Score};
use crate::table::{self as tables, DataFrame};

/// What is told of reuse, and where.
#[derive(Args, Clone, Debug)]
pub(crate) struct FoundArgs {
    /// What is told: passages (JSONL); scores, directions or witnesses (CSV); all of these (json); pan (PAN XML); or the
    /// pairs that share something as a table to read
    #[arg(long, value_enum, default_value_t = FoundFormat::Passages)]
    pub(crate) format: FoundFormat,
    /// Write a file in place of printing: passages as .jsonl or .parquet, the other tables as .csv, .jsonl or .parquet;
    /// with --format pan a folder, one XML file per pair
    #[arg(short, long, value_name = "FILE|DIR")]
    pub(crate) output: Option<PathBuf>,
}

/// What can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FoundFormat {
    Passages,
    Scores,
    Directions,
    Witnesses,
    Json,
    Pan,
    Table,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Jsonl,
    Csv,
    Parquet,
}

/// What was found.
pub(crate) struct Found<'f> {
    pub(crate) corpus: &'f Corpus,
    pub(crate) tokens: &'f Tokens,
    pub(crate) reuse: &'f Reuse,
    /// The pairs whose scores are listed, as `(target, source)`; all pairs where there is no list.
    pub(crate) listed: Option<Vec<(usize, usize)>>,
    /// How the document begins that holds all of it.
    pub(crate) answer: Answer,
}

impl FoundArgs {
    /// Refuses, before any work is done, an ending that says nothing, a file where a folder is, and a place that is read:
    /// by one of `inputs`, or as one of `files`.
    pub(crate) fn check<'a>(
        &self,
        session: &Session,
        mut inputs: impl Iterator<Item = &'a String>,
        mut files: impl Iterator<Item = &'a Path>,
    ) -> Result<()> {
        self.encoding()?;
        let Some(path) = &self.output else { return Ok(()) };
        if self.format == FoundFormat::Pan {
            return Folder::check(path, session.occupied());
        }
        output::check_file(path, true)?;
        let beside = files.any(|other| output::same_place(other, path));
        if path.exists() && (beside || inputs.any(|input| read::would_read(input, path))) {
            return Err(Error::Parameter {
                name: "output",
                got: format!("{:?}, which would write over what is read", portable(path)),
                expected: "a place where nothing lies that is read".to_owned(),
            });
        }
        Ok(())
    }

    /// Prints what was found, or writes it.
    pub(crate) fn tell(&self, session: &Session, found: &Found<'_>) -> Result<()> {
        let &Found { corpus, tokens, reuse, .. } = found;
        match self.format {
            FoundFormat::Passages => self.put(session, tables::passages(corpus, reuse)?, "passages"),
            FoundFormat::Scores => {
                self.put(session, tables::reuse(corpus, reuse, found.listed.as_deref())?, "scores")
            }
            FoundFormat::Directions => {
                let directions = tables::directions(corpus, &reuse.precedences(corpus, tokens))?;
                self.put(session, directions, "directions")
            }
            FoundFormat::Witnesses => {
                let witnesses = tables::witnesses(corpus, &reuse.witnesses(corpus, tokens))?;
                self.put(session, witnesses, "witnesses")
            }
            FoundFormat::Json => found
                .answer
                .clone()
                .with_rows("passages", tables::passages(corpus, reuse)?)?
                .with_rows("scores", tables::reuse(corpus, reuse, found.listed.as_deref())?)?
                .with_rows("directions", tables::directions(corpus, &reuse.precedences(corpus, tokens))?)?
                .with_rows("witnesses", tables::witnesses(corpus, &reuse.witnesses(corpus, tokens))?)?
                .print(),
            FoundFormat::Pan => self.put_pan(session, corpus, reuse),
            FoundFormat::Table => output::stdout(grid(corpus, reuse).as_bytes()),
        }
    }

    /// How a table is printed, or written to the file that was asked for, by its ending.
    fn encoding(&self) -> Result<Encoding> {
        use FoundFormat::{Directions, Json, Pan, Passages, Scores, Table, Witnesses};
        let refused = |path: &Path, expected: &str| {
            let got = format!("{:?}", portable(path));
            Err(Error::Parameter { name: "output", got, expected: expected.to_owned() })
        };
        let ending = |path: &Path| path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let ending = self.output.as_deref().map(|path| (path, ending(path).unwrap_or_default()));
        let ending = ending.as_ref().map(|(path, ending)| (*path, ending.as_str()));
        match (self.format, ending) {
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

    /// Prints a table, or writes the file that was asked for.
    fn put(&self, session: &Session, frame: DataFrame, what: &str) -> Result<()> {
        let rows = frame.height();
        let bytes = match self.encoding()? {
            Encoding::Jsonl => tables::jsonl(frame)?,
            Encoding::Csv => tables::csv(frame)?,
            Encoding::Parquet => tables::parquet(frame)?,
        };
        let Some(path) = &self.output else { return output::stdout(&bytes) };
        output::beside(path, &session.scratch, |out| out.write_all(&bytes))?.put(&session.scratch)?;
        session.console.note(&format!("{rows} {what} in {}", portable(path)));
        Ok(())
    }

    fn put_pan(&self, session: &Session, corpus: &Corpus, reuse: &Reuse) -> Result<()> {
        let Some(place) = &self.output else {
            return output::stdout(pan::document(corpus, reuse).as_bytes());
        };
        let mut folder = Folder::create(place, session.occupied(), &session.scratch)?;
        for (name, xml) in pan::files(corpus, reuse) {
            folder.write_unlisted(&name, xml.as_bytes())?;
        }
        folder.finish()
    }
}

/// The pairs that share a passage, those first of which most is reused.
fn grid(corpus: &Corpus, reuse: &Reuse) -> String {
    let mut scores = reuse.scores.clone();
    scores.sort_by(|a, b| {
        let share = |score: &Score| score.reuse().unwrap_or(0.0);
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
