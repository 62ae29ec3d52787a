//! `retell reuse`: passages and directed scores.

use std::path::Path;

use serde::Deserialize;

use crate::cli::args::{ReuseArgs, ReuseFormat};
use crate::cli::diagnostic::Exit;
use crate::cli::output::{self, Folder, Occupied};
use crate::cli::pan;
use crate::cli::session::{Session, done};
use crate::corpus::{Corpus, read};
use crate::error::{Error, Result};
use crate::reuse::Reuse;
use crate::table;

/// `retell reuse`.
pub(crate) fn run(session: &mut Session, args: &ReuseArgs) -> Result<Exit> {
    if args.output.is_some() && args.format != ReuseFormat::Pan {
        return Err(Error::Parameter {
            name: "output",
            got: "a folder".to_owned(),
            expected: "--format pan with it; passages and scores go to standard output".to_owned(),
        });
    }
    let analyzer = session.settings(&args.config, &[&args.words])?.analyzer()?;
    let (corpus, split, skipped) =
        session.read_against(&args.input.inputs, &args.against, &args.input.reading)?;
    let listed = args.pairs.as_deref().map(|path| listed(path, &corpus)).transpose()?;
    let params = match &listed {
        Some(pairs) => Reuse::params().pairs(pairs.iter().copied()),
        None if split < corpus.len() => Reuse::params().targets(0..split).sources(split..corpus.len()),
        None => Reuse::params(),
    };
    let params = args.search.apply(params, &corpus, &session.console);
    session.console.stage("aligning passages");
    let tokens = analyzer.tokenize(&corpus);
    let reuse = params.detect(&corpus, &tokens)?;
    session.console.end_stage();
    match args.format {
        ReuseFormat::Passages => output::stdout(&table::jsonl(table::passages(&corpus, &reuse)?)?)?,
        ReuseFormat::Scores => {
            let pairs = listed.or_else(|| across(&corpus, split, &reuse));
            output::stdout(&table::csv(table::reuse(&corpus, &reuse, pairs.as_deref())?)?)?
        }
        ReuseFormat::Pan => write_pan(session, args, &corpus, &reuse)?,
    }
    Ok(done(skipped))
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

/// A line of the pairs file.
#[derive(Deserialize)]
struct PairLine {
    target: String,
    source: String,
}

fn listed(path: &Path, corpus: &Corpus) -> Result<Vec<(usize, usize)>> {
    let text = read::text(path)?;
    let malformed = |line: usize, column: Option<usize>, problem: String| Error::Malformed {
        path: path.to_owned(),
        line: Some(line),
        column,
        problem,
    };
    let rows: rustc_hash::FxHashMap<&str, usize> =
        corpus.documents().iter().enumerate().map(|(row, document)| (document.id(), row)).collect();
    let mut pairs = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let pair: PairLine = serde_json::from_str(line).map_err(|error| {
            malformed(
                at + 1,
                Some(error.column()),
                format!("not a pair {{\"target\": id, \"source\": id}}: {error}"),
            )
        })?;
        let row = |id: &str| {
            rows.get(id)
                .copied()
                .ok_or_else(|| malformed(at + 1, None, format!("no article is called {id:?}")))
        };
        pairs.push((row(&pair.target)?, row(&pair.source)?));
    }
    Ok(pairs)
}

fn write_pan(session: &Session, args: &ReuseArgs, corpus: &Corpus, reuse: &Reuse) -> Result<()> {
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
