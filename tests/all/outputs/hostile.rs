//! What strangers wrote, in every table that is printed.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{stdout, unguarded};
use crate::support::{files, lines, rows};

/// Ids, titles, sources and paragraphs that spreadsheets would run, that look guarded, or that break careless CSV.
fn articles() -> TempDir {
    let ids = ["=1+1", "'=1+1", "-2", "@SUM(A1)", "+3", "＝4", "a,b", "say \"so\"", "'tis"];
    let sentence = "the harbour council approved the new flood wall on Tuesday after nine hours of debate";
    let jsonl: String = ids
        .iter()
        .map(|id| {
            let text =
                format!("{id} was said, and {sentence}; \"so, then\".\n\n-{id}\n\n@ {sentence}, = {id}.");
            format!("{}\n", json!({"id": id, "title": id, "source": id, "text": text}))
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.jsonl"), jsonl).unwrap();
    let themes = "[[theme]]\nname = \"=HYPERLINK(A1)\"\nseeds = [\"harbour\", \"-wall\"]\n\
                  [[theme]]\nname = \"title\"\nseeds = [\"debate\"]\n\
                  [[theme]]\nname = \"theme_title\"\nseeds = [\"hours\"]\n";
    fs::write(folder.path().join("themes.toml"), themes).unwrap();
    folder
}

/// Every cell of a CSV, headings among them.
fn cells(csv: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[track_caller]
fn assert_harmless(name: &str, csv: &[u8]) {
    let cells = cells(csv);
    assert!(cells.len() > 1, "{name} is empty");
    for cell in cells.iter().flatten() {
        assert!(
            !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']),
            "{name}: {cell:?}"
        );
    }
}

#[test]
fn no_csv_of_any_command_holds_a_formula() {
    let at = articles();
    for args in [
        &["similar", "in.jsonl", "--format", "csv"][..],
        &["reuse", "in.jsonl", "--format", "scores"],
        &["reuse", "in.jsonl", "--format", "directions"],
        &["reuse", "in.jsonl", "--format", "witnesses"],
        &["themes", "in.jsonl"],
        &["themes", "in.jsonl", "--themes", "themes.toml"],
        &["themes", "in.jsonl", "--discover", "2"],
    ] {
        assert_harmless(&args.join(" "), &stdout(at.path(), args));
    }
    stdout(at.path(), &["vectorize", "in.jsonl", "-o", "m.csv"]);
    stdout(at.path(), &["run", "in.jsonl", "--themes", "themes.toml", "-o", "out"]);
    let written = files(at.path());
    let tables: Vec<_> = written.iter().filter(|(name, _)| name.ends_with(".csv")).collect();
    assert_eq!(tables.len(), 9, "{:?}", written.keys());
    for (name, csv) in tables {
        assert_harmless(name, csv);
    }
    let headings = &cells(&written["out/tables/articles.csv"])[0];
    assert_eq!(headings[9..13], ["'=HYPERLINK(A1)", "theme_title", "theme_theme_title", "other"]);
}

#[test]
fn guarded_csv_says_what_jsonl_says() {
    let at = articles();
    let args = ["themes", "in.jsonl", "--themes", "themes.toml", "--format"];
    let (csv, jsonl) = (
        stdout(at.path(), &[&args[..], &["csv"]].concat()),
        stdout(at.path(), &[&args[..], &["jsonl"]].concat()),
    );
    let (csv, jsonl) = (rows(&csv), lines(&jsonl));
    assert_eq!(csv.len(), jsonl.len());
    let mut guarded = 0;
    for (row, line) in csv.iter().zip(&jsonl) {
        for (column, cell) in row {
            match &line[column] {
                Value::Null => assert_eq!(cell, ""),
                Value::String(text) => {
                    assert_eq!(unguarded(cell), text, "{column}");
                    guarded += usize::from(cell != text);
                }
                number => assert_eq!(cell.parse::<f64>().ok(), number.as_f64(), "{column}"),
            }
        }
    }
    assert!(guarded > 20, "{guarded}");
}

#[test]
fn ids_stay_distinct_behind_the_guard() {
    let at = articles();
    let scores = rows(&stdout(at.path(), &["reuse", "in.jsonl", "--format", "scores"]));
    let pairs: std::collections::BTreeSet<_> =
        scores.iter().map(|row| (row["target"].clone(), row["source"].clone())).collect();
    assert_eq!((scores.len(), pairs.len()), (72, 72));
}
