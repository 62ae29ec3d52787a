//! `retell index`: articles kept so that others can be held against them.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Read, Seek};
use std::path::Path;

use crate::analyze::Analyzer;
use crate::cli::args::IndexArgs;
use crate::cli::diagnostic::Exit;
use crate::cli::json::Answer;
use crate::cli::lists;
use crate::cli::output::IndexFolder;
use crate::cli::session::{Session, done, portable};
use crate::corpus::read;
use crate::error::{Error, IndexProblem, Result};
use crate::reuse::Reuse;
use crate::reuse::index::{Fingerprint, Index, MANIFEST, Manifest, Revision, Standing};

/// `retell index`.
pub(crate) fn run(session: &mut Session, args: &IndexArgs) -> Result<Exit> {
    let place = args.output.as_path();
    let analyzer = session.settings(&args.config, &[&args.words])?.analyzer()?;
    let fingerprint = Fingerprint::new(&analyzer, &Reuse::params());
    let adds = (args.append || args.replace) && (IndexFolder::is_there(place) || is_something(place));
    if adds || args.compact || !args.drop.is_empty() || args.drop_list.is_some() {
        return revise(session, args, &analyzer, &fingerprint);
    }
    // Whatever speaks against the place is said before articles are read, which may take long.
    let mut folder = IndexFolder::create(place, session.force, &session.scratch)?;
    let mut manifest = Manifest::new(fingerprint);
    let reading = session.read(&args.input.inputs, &args.input.reading)?;
    session.console.stage("writing the index");
    manifest.add(reading.corpus.documents(), &analyzer, |name, writing| folder.write(name, writing))?;
    folder.finish(&manifest)?;
    session.console.end_stage();
    let counts = [(reading.corpus.len(), "added"), (0, "replaced"), (0, "dropped")];
    tell(session, place, manifest.articles(), &counts);
    say(args, &counts, manifest.articles(), reading.skipped.len())?;
    Ok(done(reading.skipped.len()))
}

/// Adds to the index that is there, and takes from it.
fn revise(
    session: &mut Session,
    args: &IndexArgs,
    analyzer: &Analyzer,
    fingerprint: &Fingerprint,
) -> Result<Exit> {
    let place = args.output.as_path();
    manifest(place)?.check_settings(fingerprint, place)?;
    let mut folder = IndexFolder::revise(place, &session.scratch)?;
    // Under the lock of the folder nobody else changes what is read now.
    let mut index = open(place)?;
    let mut dropped: BTreeSet<String> = args.drop.iter().cloned().collect();
    if let Some(path) = &args.drop_list {
        dropped.extend(lists::words(path)?);
    }
    let (mut standing, mut skipped) = (Standing::default(), 0);
    if !args.input.inputs.is_empty() {
        let reading = session.read(&args.input.inputs, &args.input.reading)?;
        skipped = reading.skipped.len();
        let documents = reading.corpus.documents();
        if let Some(both) = documents.iter().find(|document| dropped.contains(document.id())) {
            return Err(Error::Parameter {
                name: "drop",
                got: format!("{:?}, which is to be added too", both.id()),
                expected:
                    "ids of articles that no INPUT has; --replace puts new ones in the place of old ones"
                        .to_owned(),
            });
        }
        standing = match args.replace {
            true => index.standing(documents)?,
            false => Standing { unknown: index.unknown(documents)?, ..Standing::default() },
        };
    }
    let Standing { unknown, differing, .. } = standing;
    let counts = [(unknown.len(), "added"), (differing.len(), "replaced"), (dropped.len(), "dropped")];
    if counts.iter().all(|(n, _)| *n == 0) && !args.compact {
        session.console.note("Every article is there already; nothing was added.");
        say(args, &counts, index.manifest().articles(), skipped)?;
        return Ok(done(skipped));
    }
    session.console.stage("writing the index");
    let revision = Revision::default().drop(dropped).put(differing).put(unknown).join(args.compact);
    let manifest = index.revised(&revision, analyzer, |name, writing| folder.write(name, writing))?;
    folder.finish(&manifest)?;
    session.console.end_stage();
    tell(session, place, manifest.articles(), &counts);
    say(args, &counts, manifest.articles(), skipped)?;
    Ok(done(skipped))
}

/// What was done, and how many articles there are now.
fn tell(session: &Session, place: &Path, articles: usize, counts: &[(usize, &str)]) {
    let mut told = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| (n, *what));
    let said = match told.next() {
        Some((n, what)) => {
            let first = format!("{n} articles {what}, ");
            first + &told.map(|(n, what)| format!("{n} {what}, ")).collect::<String>()
        }
        None => String::new(),
    };
    session.console.note(&format!("{said}{articles} in {}", portable(place)));
}

/// Prints what was done, for programs.
fn say(args: &IndexArgs, counts: &[(usize, &str)], articles: usize, skipped: usize) -> Result<()> {
    if !args.said.is_json() {
        return Ok(());
    }
    let begun = Answer::new("index").with("folder", &portable(&args.output))?;
    let counted = counts.iter().try_fold(begun, |answer, (n, what)| answer.with(what, n))?;
    counted.with("articles", &articles)?.with("skipped", &skipped)?.print()
}

/// Whether `place` is more than an empty folder, to which nothing can be added but an index.
fn is_something(place: &Path) -> bool {
    place.is_file() || crate::cli::output::files_below(place).is_ok_and(|files| !files.is_empty())
}

/// The manifest of the index at `place`.
fn manifest(place: &Path) -> Result<Manifest> {
    let path = place.join(MANIFEST);
    if place.exists() && !IndexFolder::is_there(place) {
        return Err(Error::Index { path: place.to_owned(), problem: IndexProblem::Foreign });
    }
    if !place.exists() {
        let source = std::io::ErrorKind::NotFound.into();
        return Err(Error::Read { path: place.to_owned(), source });
    }
    Manifest::from_bytes(&read::bytes(&path)?, &path)
}

/// The index at `place`, its files opened.
pub(crate) fn open(place: &Path) -> Result<Index<impl Read + Seek + use<>>> {
    let mut listed = manifest(place)?;
    loop {
        let opened = Index::open(place, listed.clone(), |name| read::open(&place.join(name)));
        // Who revises the index removes what the new manifest does not list, which may be between our two steps.
        let gone = matches!(&opened, Err(Error::Read { source, .. }) if source.kind() == ErrorKind::NotFound);
        let now = if gone { manifest(place)? } else { return opened };
        if now == listed {
            return opened;
        }
        listed = now;
    }
}
