//! `retell reuse`: passages and directed scores.

use std::path::Path;

use crate::cli::args::ReuseArgs;
use crate::cli::diagnostic::Exit;
use crate::cli::found::Found;
use crate::cli::json::Answer;
use crate::cli::pairs;
use crate::cli::session::{Session, done};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::reuse::Reuse;

/// `retell reuse`.
pub(crate) fn run(session: &mut Session, args: &ReuseArgs) -> Result<Exit> {
    let settings = session.settings(&args.config, &[&args.words, &args.search])?;
    let inputs = args.input.inputs.iter().chain(&args.against);
    let files = settings.files().chain(args.pairs.as_deref()).chain(args.config.config.as_deref());
    args.found.check(session, inputs, files)?;
    let analyzer = settings.analyzer()?;
    let (corpus, split, skipped) =
        session.read_against(&args.input.inputs, &args.against, &args.input.reading)?;
    let listed = args.pairs.as_deref().map(|path| listed(session, path, &corpus)).transpose()?;
    let params = match &listed {
        Some(pairs) => settings.reuse().pairs(pairs.iter().copied()),
        None if split < corpus.len() => settings.reuse().targets(0..split).sources(split..corpus.len()),
        None => settings.reuse(),
    };
    settings.search_notes(&corpus).iter().for_each(|note| session.console.note(note));
    session.console.stage("aligning passages");
    let tokens = analyzer.tokenize(&corpus);
    let reuse = params.detect(&corpus, &tokens)?;
    session.console.end_stage();
    settings.search_warning(&reuse).iter().for_each(|warning| session.console.warn(warning));
    let listed = listed.or_else(|| across(&corpus, split, &reuse));
    let answer = Answer::new("reuse").with("articles", &corpus.len())?.with("skipped", &skipped)?;
    args.found.tell(session, &Found { corpus: &corpus, tokens: &tokens, reuse: &reuse, listed, answer })?;
    Ok(done(skipped))
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
