//! `retell query`: what new articles have from those of an index.

use std::path::PathBuf;

use super::index::open;
use crate::cli::args::QueryArgs;
use crate::cli::diagnostic::Exit;
use crate::cli::found::Found;
use crate::cli::json::Answer;
use crate::cli::output::IndexFolder;
use crate::cli::session::{Session, done};
use crate::error::Result;
use crate::reuse::index::Fingerprint;

/// `retell query`.
pub(crate) fn run(session: &mut Session, args: &QueryArgs) -> Result<Exit> {
    let settings = session.settings(&args.config, &[&args.words, &args.search])?;
    let own: Vec<PathBuf> = IndexFolder::files(&args.index).collect();
    let files = settings.files().chain(args.config.config.as_deref()).chain(own.iter().map(PathBuf::as_path));
    args.found.check(session, args.input.inputs.iter(), files)?;
    let analyzer = settings.analyzer()?;
    let mut index = open(&args.index)?;
    let params = settings.reuse();
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
    // All pairs would be as many as the articles of the index, of which most were never looked at.
    let listed = found.reuse.scores.iter().map(|score| (score.target, score.source)).collect();
    let answer = Answer::new("query")
        .with("articles", &found.n_new)?
        .with("indexed", &index.manifest().articles())?
        .with("skipped", &reading.skipped.len())?;
    let (corpus, tokens, reuse) = (&found.corpus, &found.tokens, &found.reuse);
    let found = Found { corpus, tokens, reuse, listed: Some(listed), answer };
    args.found.tell(session, &found)?;
    Ok(done(reading.skipped.len()))
}
