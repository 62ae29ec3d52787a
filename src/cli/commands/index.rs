//! `retell index`: articles kept so that others can be held against them.

use std::io::{Read, Seek};
use std::path::Path;

use crate::cli::args::IndexArgs;
use crate::cli::diagnostic::Exit;
use crate::cli::json::Answer;
use crate::cli::output::IndexFolder;
use crate::cli::session::{Session, done, portable};
use crate::corpus::{Corpus, read};
use crate::error::{Error, IndexProblem, Result};
use crate::reuse::Reuse;
use crate::reuse::index::{Fingerprint, Index, MANIFEST, Manifest};

/// `retell index`.
pub(crate) fn run(session: &mut Session, args: &IndexArgs) -> Result<Exit> {
    let place = args.output.as_path();
    let analyzer = session.settings(&args.config, &[&args.words])?.analyzer()?;
    let fingerprint = Fingerprint::new(&analyzer, &Reuse::params());
    let append = args.append && (IndexFolder::is_there(place) || is_something(place));
    // Whatever speaks against the place is said before articles are read, which may take long; and what is read from
    // the index stays so until it is written.
    let (mut folder, mut manifest, known) = if append {
        manifest(place)?.check_settings(&fingerprint, place)?;
        let folder = IndexFolder::append(place, &session.scratch)?;
        let known = open(place)?;
        (folder, known.manifest().clone(), Some(known))
    } else {
        let folder = IndexFolder::create(place, session.force, &session.scratch)?;
        (folder, Manifest::new(fingerprint), None)
    };
    let reading = session.read(&args.input.inputs, &args.input.reading)?;
    let corpus = match known {
        Some(mut index) => Corpus::new(index.unknown(reading.corpus.documents())?)?,
        None => reading.corpus,
    };
    if corpus.is_empty() {
        session.console.note("Every article is there already; nothing was added.");
        say(args, 0, manifest.articles() as usize, reading.skipped.len())?;
        return Ok(done(reading.skipped.len()));
    }
    session.console.stage("writing the index");
    manifest.add(corpus.documents(), &analyzer, |name, writing| folder.write(name, writing))?;
    folder.finish(&manifest.to_bytes()?)?;
    session.console.end_stage();
    session.console.note(&format!(
        "{} articles added, {} in {}",
        corpus.len(),
        manifest.articles(),
        portable(place)
    ));
    say(args, corpus.len(), manifest.articles() as usize, reading.skipped.len())?;
    Ok(done(reading.skipped.len()))
}

/// Prints what was done, for programs.
fn say(args: &IndexArgs, added: usize, articles: usize, skipped: usize) -> Result<()> {
    if !args.said.is_json() {
        return Ok(());
    }
    Answer::new("index")
        .with("folder", &portable(&args.output))?
        .with("added", &added)?
        .with("articles", &articles)?
        .with("skipped", &skipped)?
        .print()
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
    Index::open(place, manifest(place)?, |name| read::open(&place.join(name)))
}
