//! The pairs of articles that a user brings: JSONL lines `{"target": id, "source": id}`.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::nearest;
use crate::corpus::{Corpus, Document, read};
use crate::error::{Error, Result};

/// What a line of the file looks like.
const FORM: &str = "{\"target\": id, \"source\": id}";

/// Pairs of rows as `(target, source)`, each once, in the order of the file.
#[derive(Debug)]
pub(crate) struct Pairs {
    pub(crate) rows: Vec<(usize, usize)>,
    /// What was passed over, and why.
    pub(crate) warnings: Vec<String>,
}

/// A line of the file.
#[derive(Deserialize)]
struct Line {
    target: String,
    source: String,
}

/// The pairs that the file at `path` lists.
///
/// # Errors
/// [`Error::Read`] if there is no such file; [`Error::Malformed`], with the line, for a line that is no pair or names an
/// article that is not there, and if the file holds no pair.
pub(crate) fn pairs(path: &Path, corpus: &Corpus) -> Result<Pairs> {
    parse(&read::text(path)?, path, corpus)
}

fn parse(text: &str, path: &Path, corpus: &Corpus) -> Result<Pairs> {
    let malformed = |line: Option<usize>, column: Option<usize>, problem: String| Error::Malformed {
        path: path.to_owned(),
        line,
        column,
        problem,
    };
    let ids = || corpus.documents().iter().map(Document::id);
    let rows: FxHashMap<&str, usize> = ids().enumerate().map(|(row, id)| (id, row)).collect();
    let mut seen = FxHashSet::default();
    let mut pairs = Pairs { rows: Vec::new(), warnings: Vec::new() };
    let (mut again, mut selves) = (Vec::new(), Vec::new());
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = at + 1;
        let pair: Line = serde_json::from_str(line).map_err(|error| {
            malformed(Some(number), Some(error.column()), format!("not a pair {FORM}: {error}"))
        })?;
        let row = |role: &str, id: &str| {
            rows.get(id).copied().ok_or_else(|| {
                let alike = nearest::hint(id, ids());
                malformed(Some(number), None, format!("no article is called {id:?}, the {role} here{alike}"))
            })
        };
        let pair = (row("target", &pair.target)?, row("source", &pair.source)?);
        match (pair.0 == pair.1, seen.insert(pair)) {
            (true, _) => selves.push(number),
            (false, false) => again.push(number),
            (false, true) => pairs.rows.push(pair),
        }
    }
    if pairs.rows.is_empty() {
        let problem = match selves.first() {
            Some(_) => "every pair is of an article with itself; name two articles on each line".to_owned(),
            None => format!("no pair stands in it; write one on each line: {FORM}"),
        };
        return Err(malformed(None, None, problem));
    }
    for (lines, problem) in [
        (again, "stands there already and is counted once"),
        (selves, "is of an article with itself and is left out"),
    ] {
        pairs.warnings.extend(passed_over(path, &lines, problem));
    }
    Ok(pairs)
}

/// One warning for all lines with one problem.
fn passed_over(path: &Path, lines: &[usize], problem: &str) -> Option<String> {
    let (first, more) = (lines.first()?, lines.len() - 1);
    let more = match more {
        0 => String::new(),
        1 => "; 1 more line is like it".to_owned(),
        n => format!("; {n} more lines are like it"),
    };
    Some(format!("{}:{first}: this pair {problem}{more}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Pairs> {
        let corpus = Corpus::from_texts(["port-1", "port-2", "quay"].map(|id| (id, ""))).unwrap();
        parse(text, Path::new("p.jsonl"), &corpus)
    }

    fn refused(text: &str) -> String {
        parsed(text).unwrap_err().to_string()
    }

    const PAIR: &str = "{\"target\":\"quay\",\"source\":\"port-1\"}\n";

    #[test]
    fn pairs_stand_in_the_order_of_the_file() {
        let back = "{\"source\":\"quay\",\"target\":\"port-1\",\"note\":7}";
        let pairs = parsed(&format!("\n{PAIR}  \n{back}")).unwrap();
        assert_eq!((pairs.rows, pairs.warnings.len()), (vec![(2, 0), (0, 2)], 0));
    }

    #[test]
    fn an_unknown_id_is_told_with_its_line_and_what_is_like_it() {
        assert_eq!(
            refused(&format!("{PAIR}{{\"target\":\"quay\",\"source\":\"Port1\"}}\n")),
            "p.jsonl:2: no article is called \"Port1\", the source here; like it are \"port-1\", \"port-2\""
        );
        assert_eq!(
            refused("{\"target\":\"zebra\",\"source\":\"quay\"}"),
            "p.jsonl:1: no article is called \"zebra\", the target here"
        );
    }

    #[test]
    fn what_is_said_twice_or_of_itself_is_passed_over_with_a_warning() {
        let own = "{\"target\":\"quay\",\"source\":\"quay\"}\n";
        let pairs = parsed(&format!("{PAIR}{own}{PAIR}{PAIR}{PAIR}{own}")).unwrap();
        assert_eq!(pairs.rows, [(2, 0)]);
        assert_eq!(
            pairs.warnings,
            [
                "p.jsonl:3: this pair stands there already and is counted once; 2 more lines are like it",
                "p.jsonl:2: this pair is of an article with itself and is left out; 1 more line is like it",
            ]
        );
        assert!(refused(own).contains("every pair is of an article with itself"));
    }

    #[test]
    fn a_file_without_pairs_says_what_belongs_there() {
        let form = "write one on each line: {\"target\": id, \"source\": id}";
        for text in ["", "\n \n"] {
            assert_eq!(refused(text), format!("p.jsonl: no pair stands in it; {form}"));
        }
        let broken = refused(&format!("{PAIR}{{\"target\":\"quay\"}}"));
        assert!(broken.starts_with("p.jsonl:2:") && broken.contains("missing field `source`"), "{broken}");
    }
}
