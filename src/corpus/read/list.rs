//! From inputs to files: folders are walked, patterns matched.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::format::{self, Format, Packing};
use super::{Input, Skipped};
use crate::error::Error;

/// One thing to read, in its place among the others.
#[derive(Debug)]
pub(super) enum Entry {
    /// A file of a known kind.
    File(File),
    /// The standard input.
    Stdin(File),
    /// Something that cannot be read, told when its turn comes. In a cell, since errors cannot be cloned.
    Failed(std::sync::Mutex<Option<Skipped>>),
}

/// What is known of a file before it is opened.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) origin: Arc<Origin>,
    pub(super) format: Format,
    pub(super) packing: Packing,
}

/// Where documents come from, for their ids and for messages.
#[derive(Debug)]
pub(super) struct Origin {
    /// The path as it was given.
    pub(super) shown: String,
    /// The file's name without endings.
    pub(super) stem: String,
    /// The one path that the file has, however it was given; tells a file given twice from two files.
    pub(super) canonical: PathBuf,
}

impl Entry {
    /// JSONL that is already in memory, under a name.
    pub(super) fn in_memory(name: &str) -> Self {
        let stem = format::of(Path::new(name)).map_or_else(|| name.to_owned(), |(_, _, stem)| stem);
        Self::Stdin(File {
            path: PathBuf::from(name),
            origin: Arc::new(Origin { shown: name.to_owned(), stem, canonical: PathBuf::from(name) }),
            format: Format::Jsonl,
            packing: Packing::None,
        })
    }

    /// What is known of the file, if it is one.
    pub(super) fn known(&self) -> Option<&File> {
        match self {
            Self::File(file) | Self::Stdin(file) => Some(file),
            Self::Failed(_) => None,
        }
    }

    fn failed(path: &Path, error: Error) -> Self {
        Self::Failed(std::sync::Mutex::new(Some(Skipped { path: shown(path), error })))
    }

    fn file(path: PathBuf) -> Self {
        match format::of(&path) {
            Some((format, packing, stem)) => {
                let canonical = path.canonicalize().unwrap_or_else(|_| path.clone());
                let origin = Arc::new(Origin { shown: shown(&path), stem, canonical });
                Self::File(File { path, origin, format, packing })
            }
            None => Self::failed(&path, Error::UnknownFormat { path: path.clone() }),
        }
    }
}

/// Everything that `inputs` ask for, in order.
pub(super) fn list(inputs: &[Input], warnings: &mut Vec<String>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for input in inputs {
        match input {
            Input::Stdin => {
                let mut entry = Entry::in_memory("-");
                if let Entry::Stdin(file) = &mut entry {
                    file.origin = Arc::new(Origin {
                        shown: "-".to_owned(),
                        stem: "stdin".to_owned(),
                        canonical: PathBuf::from("-"),
                    });
                }
                entries.push(entry);
            }
            Input::Path(path) => add(path, &mut entries, warnings),
        }
    }
    entries
}

fn add(path: &Path, entries: &mut Vec<Entry>, warnings: &mut Vec<String>) {
    match path.metadata() {
        Ok(metadata) if metadata.is_dir() => walk(path, entries, warnings),
        Ok(_) => entries.push(Entry::file(path.to_owned())),
        Err(_) if is_pattern(path) => matches(path, entries, warnings),
        Err(source) => entries.push(Entry::failed(path, Error::Read { path: path.to_owned(), source })),
    }
}

/// Whether a path that names nothing is meant as a pattern.
fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.contains(['*', '?', '[']))
}

fn matches(pattern: &Path, entries: &mut Vec<Entry>, warnings: &mut Vec<String>) {
    let text = pattern.to_string_lossy();
    let found = match glob::glob(&text) {
        Ok(found) => found,
        Err(problem) => {
            let got = format!("{text:?} ({} at character {})", problem.msg, problem.pos + 1);
            let error = Error::Parameter {
                name: "input",
                got,
                expected: "a path or a pattern such as news/*.txt".into(),
            };
            return entries.push(Entry::failed(pattern, error));
        }
    };
    let before = entries.len();
    for path in found {
        match path {
            Ok(path) if path.is_dir() => walk(&path, entries, warnings),
            Ok(path) => add(&path, entries, warnings),
            Err(problem) => {
                let path = problem.path().to_owned();
                entries
                    .push(Entry::failed(&path, Error::Read { path: path.clone(), source: problem.into() }));
            }
        }
    }
    if entries.len() == before {
        let source = io::Error::new(io::ErrorKind::NotFound, "the pattern matches no file");
        entries.push(Entry::failed(pattern, Error::Read { path: pattern.to_owned(), source }));
    }
}

/// All files of a known kind below `folder`, in the order of their names, through links but never in a circle.
fn walk(folder: &Path, entries: &mut Vec<Entry>, warnings: &mut Vec<String>) {
    let before = entries.len();
    let mut ignored: Vec<String> = Vec::new();
    let mut walk = walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    while let Some(found) = walk.next() {
        match found {
            Ok(found) => {
                let hidden = found.depth() > 0 && found.file_name().to_string_lossy().starts_with('.');
                if hidden {
                    ignored.push(found.file_name().to_string_lossy().into_owned());
                    if found.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                } else if found.file_type().is_dir() {
                    // A run's folder repeats the articles it was made from. Nothing is said of it, or the first run
                    // in a folder would differ from the second.
                    if found.depth() > 0 && is_run(found.path()) {
                        walk.skip_current_dir();
                    }
                } else if found.file_type().is_file() && format::of(found.path()).is_some() {
                    entries.push(Entry::file(found.into_path()));
                } else {
                    ignored.push(found.file_name().to_string_lossy().into_owned());
                }
            }
            Err(problem) => {
                let path = problem.path().unwrap_or(folder).to_owned();
                let source = match problem.loop_ancestor() {
                    Some(ancestor) => io::Error::other(format!(
                        "the link leads back to {}, in which it stands; remove the link",
                        ancestor.display()
                    )),
                    None => problem
                        .into_io_error()
                        .unwrap_or_else(|| io::Error::other("the folder cannot be walked")),
                };
                entries.push(Entry::failed(&path, Error::Read { path: path.clone(), source }));
            }
        }
    }
    if !ignored.is_empty() {
        let n = ignored.len();
        let (files, were) = if n == 1 { ("file", "was") } else { ("files", "were") };
        let more = if n > 3 { ", …" } else { "" };
        let names: Vec<String> =
            ignored.iter().take(3).map(|name| super::identity::clean(name).into_owned()).collect();
        warnings.push(format!(
            "{}: {n} {files} hidden or of no known kind {were} passed over ({}{more})",
            shown(folder),
            names.join(", ")
        ));
    }
    if entries.len() == before {
        let reason = "no file of a known kind lies in this folder";
        entries.push(Entry::failed(folder, Error::NoText { path: folder.to_owned(), reason }));
    }
}

/// Whether a folder is the result of a run.
fn is_run(folder: &Path) -> bool {
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).unwrap_or_default();
    manifest.contains("\"program\": \"retell\"")
}

/// The path as it was given, with forward slashes.
pub(super) fn shown(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() }
}
