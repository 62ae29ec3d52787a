//! `retell query`: what new articles have from those of an index.

use super::index::open;
use crate::cli::args::{QueryArgs, QueryFormat};
use crate::cli::diagnostic::Exit;
use crate::cli::json::Answer;
use crate::cli::session::{Session, done};
use crate::cli::{output, pan};
use crate::error::Result;
use crate::reuse::Reuse;
use crate::reuse::index::Fingerprint;
use crate::table;

/// `retell query`.
pub(crate) fn run(session: &mut Session, args: &QueryArgs) -> Result<Exit> {
    let analyzer = session.settings(&args.config, &[&args.words])?.analyzer()?;
    let mut index = open(&args.index)?;
    let params = Reuse::params();
    // Said before articles are read, which may take long.
    index.manifest().check_settings(&Fingerprint::new(&analyzer, &params), &args.index)?;
    let reading = session.read(&args.input.inputs, &args.input.reading)?;
    session.console.stage("asking the index");
    let found = index.query(&reading.corpus, &analyzer, &params)?;
    session.console.end_stage();
    for (id, name) in &found.renamed {
        session.console.note(&format!("{id} is there twice; the second is called {name}"));
    }
    session.console.detail(&format!(
        "{} of {} articles looked at, {} bytes read",
        found.corpus.len() - found.n_new,
        index.manifest().articles(),
        index.bytes_read()
    ));
    let (corpus, reuse) = (&found.corpus, &found.reuse);
    match args.format {
        QueryFormat::Json => {
            let pairs: Vec<_> = reuse.scores.iter().map(|score| (score.target, score.source)).collect();
            Answer::new("query")
                .with("articles", &found.n_new)?
                .with("indexed", &index.manifest().articles())?
                .with("skipped", &reading.skipped.len())?
                .with_rows("passages", table::passages(corpus, reuse)?)?
                .with_rows("scores", table::reuse(corpus, reuse, Some(&pairs))?)?
                .print()?;
        }
        QueryFormat::Passages => output::stdout(&table::jsonl(table::passages(corpus, reuse)?)?)?,
        QueryFormat::Scores => {
            // All pairs would be as many as the articles of the index, of which most were never looked at.
            let pairs: Vec<_> = reuse.scores.iter().map(|score| (score.target, score.source)).collect();
            output::stdout(&table::csv(table::reuse(corpus, reuse, Some(&pairs))?)?)?
        }
        QueryFormat::Pan => output::stdout(pan::document(corpus, reuse).as_bytes())?,
    }
    Ok(done(reading.skipped.len()))
}
