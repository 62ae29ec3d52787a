//! `retell compare`: two articles side by side, what they share marked in both.

mod align;
mod fold;
mod marks;
mod page;
mod words;
mod wrap;

use crate::cli::args::{CompareArgs, CompareFormat};
use crate::cli::diagnostic::Exit;
use crate::cli::json::Answer;
use crate::cli::nearest;
use crate::cli::output;
use crate::cli::session::{Session, done};
use crate::corpus::{Corpus, Document};
use crate::error::{Error, Result};
use crate::reuse::Reuse;
use crate::table;

/// `retell compare`.
pub(crate) fn run(session: &mut Session, args: &CompareArgs) -> Result<Exit> {
    let analyzer = session.settings(&args.config, &[&args.words])?.analyzer()?;
    let (corpus, skipped) = match args.within.as_slice() {
        [] => two_files(session, args)?,
        inputs => two_of(session, args, inputs)?,
    };
    let tokens = analyzer.tokenize(&corpus);
    let reuse = Reuse::params().detect(&corpus, &tokens)?;
    match args.format {
        CompareFormat::Text => {
            let width = args.width.unwrap_or_else(output::width);
            output::stdout_styled(&page::page(&corpus, &reuse, width, args.full))?;
        }
        CompareFormat::Json => Answer::new("compare")
            .with("a", corpus[0].id())?
            .with("b", corpus[1].id())?
            .with("skipped", &skipped)?
            .with_rows("scores", table::reuse(&corpus, &reuse, Some(&[(0, 1), (1, 0)]))?)?
            .with_rows("passages", table::passages(&corpus, &reuse)?)?
            .print()?,
        CompareFormat::Jsonl => output::stdout(&table::jsonl(table::passages(&corpus, &reuse)?)?)?,
    }
    Ok(done(skipped))
}

/// The two articles of two files; also how many inputs were skipped.
fn two_files(session: &mut Session, args: &CompareArgs) -> Result<(Corpus, usize)> {
    let (left, right) = (std::slice::from_ref(&args.a), std::slice::from_ref(&args.b));
    let (corpus, split, skipped) = session.read_against(left, right, &args.reading)?;
    if split != 1 || corpus.len() != 2 {
        return Err(Error::Parameter {
            name: "compare",
            got: format!("{split} and {} articles", corpus.len() - split),
            expected: "two files with one article each, or two ids with --in INPUT".to_owned(),
        });
    }
    Ok((corpus, skipped))
}

/// The two articles of `inputs` that are called so; also how many inputs were skipped.
fn two_of(session: &mut Session, args: &CompareArgs, inputs: &[String]) -> Result<(Corpus, usize)> {
    let read = session.read(inputs, &args.reading)?;
    let article = |name: &'static str, id: &str| -> Result<Document> {
        let documents = read.corpus.documents();
        let found = documents.iter().find(|document| document.id() == id).cloned();
        found.ok_or_else(|| Error::Parameter {
            name,
            got: format!("{id:?}"),
            expected: format!(
                "the id of one of the {} articles{}",
                documents.len(),
                nearest::hint(id, documents.iter().map(Document::id))
            ),
        })
    };
    let (a, b) = (article("a", &args.a)?, article("b", &args.b)?);
    if a.id() == b.id() {
        let got = format!("{:?}, which is the first one too", args.b);
        return Err(Error::Parameter { name: "b", got, expected: "another article".to_owned() });
    }
    Ok((Corpus::new(vec![a, b])?, read.skipped.len()))
}

#[cfg(test)]
mod tests;
