//! Lists that a user brings: a word, or a term, on each line of a file.

use std::borrow::Cow;
use std::path::Path;

use rustc_hash::FxHashMap;

use crate::corpus::read;
use crate::error::{Error, Result};
use crate::table::name_of_line;

/// The words of a file, one a line; blank lines and white space around words are no part of it.
///
/// # Errors
/// [`Error::Read`] if there is no such file; [`Error::Malformed`] if it is not text or holds no word.
pub(crate) fn words(path: &Path) -> Result<Vec<String>> {
    let text = text(path)?;
    let words: Vec<String> =
        text.lines().map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    if words.is_empty() {
        return Err(malformed(path, None, "no word stands in it; write one on each line"));
    }
    Ok(words)
}

/// The terms of a file, one a line, each once, escaped as [`write_lines`](crate::table::write_lines) does; white space
/// is part of them, for it may be part of an n-gram.
///
/// # Errors
/// As [`words`]; also for an empty line, for a backslash that begins no escape and for a term that stands on two lines.
pub(crate) fn terms(path: &Path) -> Result<Vec<String>> {
    let text = text(path)?;
    let mut terms = Vec::new();
    let mut lines: FxHashMap<Cow<'_, str>, usize> = FxHashMap::default();
    for (at, line) in text.lines().enumerate() {
        if line.is_empty() {
            return Err(malformed(path, Some(at + 1), "no term stands here; write one on each line"));
        }
        let term = name_of_line(line).map_err(|problem| malformed(path, Some(at + 1), &problem))?;
        if let Some(first) = lines.insert(term.clone(), at + 1) {
            let problem = format!("{term:?} stands on line {first} already; each term is one column");
            return Err(malformed(path, Some(at + 1), &problem));
        }
        terms.push(term.into_owned());
    }
    if terms.is_empty() {
        return Err(malformed(path, None, "no term stands in it; write one on each line"));
    }
    Ok(terms)
}

fn text(path: &Path) -> Result<String> {
    let text = read::text(path)?;
    match text.lines().position(|line| line.contains('\0')) {
        Some(at) => Err(malformed(path, Some(at + 1), "a zero byte stands here, so this is no text")),
        None => Ok(text),
    }
}

fn malformed(path: &Path, line: Option<usize>, problem: &str) -> Error {
    Error::Malformed { path: path.to_owned(), line, column: None, problem: problem.to_owned() }
}
