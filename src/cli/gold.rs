//! Labels that a user brings: `article, paragraph, theme, tags`, as CSV or JSONL.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::nearest;
use crate::corpus::{Corpus, Document, read};
use crate::error::{Error, Result};
use crate::themes::GoldLabel;

/// What the file must look like.
const FORM: &str =
    "expected the columns article, paragraph (counted from 0), theme and, where wanted, tags (joined with ;)";

/// The labels of a file, and the lines that cannot be used.
#[derive(Debug)]
pub(crate) struct Gold {
    pub(crate) labels: Vec<GoldLabel>,
    /// One for each line that names an article or a paragraph that is not there, or one that has a label already.
    pub(crate) refused: Vec<Error>,
}

/// A row of the file.
#[derive(Deserialize)]
struct Line {
    article: String,
    paragraph: usize,
    theme: String,
    #[serde(default)]
    tags: Option<Tags>,
}

/// Tags as a list, or joined with `;`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Tags {
    List(Vec<String>),
    Joined(String),
}

impl Tags {
    fn list(self) -> Vec<String> {
        let tags = match self {
            Self::List(tags) => tags,
            Self::Joined(tags) => tags.split(';').map(str::to_owned).collect(),
        };
        tags.into_iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect()
    }
}

/// The labels that the file at `path` gives to paragraphs of `corpus`; JSONL where its name ends so, else CSV.
///
/// # Errors
/// [`Error::Read`] if there is no such file; [`Error::Malformed`], with the line, for a line that is no label, and if the
/// file has none that can be used.
pub(crate) fn gold(path: &Path, corpus: &Corpus) -> Result<Gold> {
    let text = read::text(path)?;
    let jsonl = path
        .extension()
        .is_some_and(|ending| ["jsonl", "ndjson"].iter().any(|end| ending.eq_ignore_ascii_case(end)));
    let lines = if jsonl { json_lines(&text, path)? } else { csv_lines(&text, path)? };
    checked(lines, path, corpus)
}

fn malformed(path: &Path, line: Option<usize>, problem: String) -> Error {
    Error::Malformed { path: path.to_owned(), line, column: None, problem }
}

fn json_lines(text: &str, path: &Path) -> Result<Vec<(usize, Line)>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let refused = |error| malformed(path, Some(at + 1), format!("not a label: {error}; {FORM}"));
            Ok((at + 1, serde_json::from_str(line).map_err(refused)?))
        })
        .collect()
}

fn csv_lines(text: &str, path: &Path) -> Result<Vec<(usize, Line)>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let refused = |error: &csv::Error| {
        let line = error.position().and_then(|position| usize::try_from(position.line()).ok());
        malformed(path, line, format!("not a label: {error}; {FORM}"))
    };
    let header = reader.headers().map_err(|error| refused(&error))?.clone();
    let place = |name: &str| header.iter().position(|column| column.eq_ignore_ascii_case(name));
    let needed = |name: &str| {
        place(name).ok_or_else(|| malformed(path, Some(1), format!("there is no column {name:?}; {FORM}")))
    };
    let (article, paragraph, theme) = (needed("article")?, needed("paragraph")?, needed("theme")?);
    let tags = place("tags");
    reader
        .records()
        .map(|record| {
            let record = record.map_err(|error| refused(&error))?;
            let line = record.position().map_or(0, |position| position.line() as usize);
            let field = |at: usize| record.get(at).unwrap_or("").to_owned();
            let number = field(paragraph).parse().map_err(|_| {
                let got = field(paragraph);
                malformed(path, Some(line), format!("{got:?} is no number of a paragraph; {FORM}"))
            })?;
            let tags = tags.map(|at| Tags::Joined(field(at)));
            Ok((line, Line { article: field(article), paragraph: number, theme: field(theme), tags }))
        })
        .collect()
}

/// Labels of paragraphs that are there, each once.
fn checked(lines: Vec<(usize, Line)>, path: &Path, corpus: &Corpus) -> Result<Gold> {
    let ids = || corpus.documents().iter().map(Document::id);
    let rows: FxHashMap<&str, usize> = ids().enumerate().map(|(row, id)| (id, row)).collect();
    let mut seen = FxHashSet::default();
    let mut gold = Gold { labels: Vec::new(), refused: Vec::new() };
    let any = !lines.is_empty();
    for (line, Line { article, paragraph, theme, tags }) in lines {
        let problem = match rows.get(article.as_str()) {
            None => {
                let alike = nearest::hint(&article, ids());
                Some(format!("no article is called {article:?}{alike}"))
            }
            Some(&document) => {
                let n = corpus[document].paragraphs().len();
                if paragraph >= n {
                    let there = if n == 0 { "none".to_owned() } else { format!("0 to {}", n - 1) };
                    Some(format!("the article {article:?} has no paragraph {paragraph}; it has {there}"))
                } else if seen.insert((document, paragraph)) {
                    let tags = tags.map(Tags::list);
                    gold.labels.push(GoldLabel { document, paragraph, theme, tags });
                    None
                } else {
                    Some(format!(
                        "paragraph {paragraph} of {article:?} has a label already; the first counts"
                    ))
                }
            }
        };
        gold.refused.extend(problem.map(|problem| malformed(path, Some(line), problem)));
    }
    match (gold.labels.is_empty(), any) {
        (false, _) => Ok(gold),
        (true, true) => Err(gold.refused.swap_remove(0)),
        (true, false) => Err(malformed(path, None, format!("no label stands in it; {FORM}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus() -> Corpus {
        Corpus::from_texts([("port", "One.\nTwo."), ("quay", "Three."), ("void", "")]).unwrap()
    }

    fn csv(text: &str) -> Result<Gold> {
        let path = Path::new("g.csv");
        csv_lines(text, path).and_then(|lines| checked(lines, path, &corpus()))
    }

    fn jsonl(text: &str) -> Result<Gold> {
        let path = Path::new("g.jsonl");
        json_lines(text, path).and_then(|lines| checked(lines, path, &corpus()))
    }

    fn label(document: usize, paragraph: usize, theme: &str, tags: Option<&[&str]>) -> GoldLabel {
        let tags = tags.map(|tags| tags.iter().map(|tag| (*tag).to_owned()).collect());
        GoldLabel { document, paragraph, theme: theme.to_owned(), tags }
    }

    #[test]
    fn both_forms_are_read() {
        let expected = [label(0, 1, "energy", Some(&["energy", "trade"])), label(1, 0, "other", Some(&[]))];
        let found =
            csv("paragraph,article,theme,tags\n1,port,energy,energy; trade\n0,quay,other,\n").unwrap();
        assert_eq!((found.labels.as_slice(), found.refused.len()), (expected.as_slice(), 0));
        let found = jsonl(
            "{\"article\":\"port\",\"paragraph\":1,\"theme\":\"energy\",\"tags\":[\"energy\",\"trade\"]}\n\n\
             {\"article\":\"quay\",\"paragraph\":0,\"theme\":\"other\",\"tags\":\"\",\"note\":1}\n",
        );
        assert_eq!(found.unwrap().labels, expected);
        let untagged = csv("article,paragraph,theme\nport,0,energy\n").unwrap();
        assert_eq!(untagged.labels, [label(0, 0, "energy", None)]);
    }

    #[test]
    fn what_is_not_there_is_told_with_its_line_and_the_rest_counts() {
        let found = csv(
            "article,paragraph,theme\nport,2,energy\nports,0,energy\nvoid,0,other\nport,0,trade\nport,0,energy\n",
        )
        .unwrap();
        assert_eq!(found.labels, [label(0, 0, "trade", None)]);
        let said: Vec<String> = found.refused.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "g.csv:2: the article \"port\" has no paragraph 2; it has 0 to 1",
                "g.csv:3: no article is called \"ports\"; like it are \"port\"",
                "g.csv:4: the article \"void\" has no paragraph 0; it has none",
                "g.csv:6: paragraph 0 of \"port\" has a label already; the first counts",
            ]
        );
    }

    #[test]
    fn a_file_without_a_label_is_refused() {
        let said = |found: Result<Gold>| found.unwrap_err().to_string();
        assert!(
            said(csv("article,paragraph,theme\n")).starts_with("g.csv: no label stands in it; expected the")
        );
        assert!(said(jsonl("\n")).starts_with("g.jsonl: no label stands in it"));
        assert!(
            said(csv("article,n,theme\nport,0,x\n")).contains("g.csv:1: there is no column \"paragraph\"")
        );
        assert!(said(csv("article,paragraph,theme\nport,one,x\n")).contains("g.csv:2: \"one\" is no number"));
        assert!(said(jsonl("{\"article\":\"port\"}")).contains("g.jsonl:1: not a label: missing field"));
        assert!(said(csv("article,paragraph,theme\nport,9,x\n")).contains("has no paragraph 9"));
        assert!(said(csv("article,paragraph,theme\nport,0\n")).starts_with("g.csv:2: not a label"));
    }
}
