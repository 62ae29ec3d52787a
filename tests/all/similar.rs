//! `retell similar` on the binary: explanations, near-identical articles, and input that leaves nothing to compare.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{lines, retell, rows};

const SAMPLE: &str = include_str!("../../data/sample.jsonl");

#[track_caller]
fn stdout(at: &Path, args: &[&str], code: i32) -> Vec<u8> {
    let output = retell().current_dir(at).args(args).output().unwrap();
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn folder(articles: &[(&str, &str)]) -> tempfile::TempDir {
    let at = tempfile::tempdir().unwrap();
    let lines: String =
        articles.iter().map(|(id, text)| format!("{}\n", json!({"id": id, "text": text}))).collect();
    fs::write(at.path().join("in.jsonl"), lines).unwrap();
    at
}

const WALL: &str = "The harbour council approved the new flood wall on Tuesday after nine hours of debate. Work at the old \
                    quay begins in spring, the mayor said, and three contractors have been asked for bids.";

#[test]
fn every_pair_is_explained_by_terms_with_their_shares() {
    let at = folder(&[]);
    fs::write(at.path().join("in.jsonl"), SAMPLE).unwrap();
    let pairs = lines(&stdout(at.path(), &["similar", "in.jsonl", "--format", "jsonl"], 0));
    assert_eq!(pairs.len(), 60);
    for pair in &pairs {
        let shares: Vec<f64> = pair["shares"].as_array().unwrap().iter().filter_map(Value::as_f64).collect();
        assert_eq!(shares.len(), pair["terms"].as_array().unwrap().len());
        assert!(shares.is_sorted_by(|a, b| a >= b) && shares.iter().all(|share| (0.0..=1.0).contains(share)));
        assert!(shares.iter().sum::<f64>() <= 1.0 + 1e-9, "{pair}");
    }
    let csv = rows(&stdout(at.path(), &["similar", "in.jsonl", "--format", "csv"], 0));
    assert_eq!(csv[0]["terms"].split(';').count(), csv[0]["shares"].split(';').count());
    let table = String::from_utf8(stdout(at.path(), &["similar", "in.jsonl"], 0)).unwrap();
    assert_eq!(table.lines().count(), 62, "a heading, a line and a line for each pair:\n{table}");
    // Two articles of one word in common: that word is all that makes them alike.
    let at = folder(&[("a", "Harbour tariffs."), ("b", "Harbour galaxies."), ("c", "Weather.")]);
    let pairs = lines(&stdout(at.path(), &["similar", "in.jsonl", "--format", "jsonl"], 0));
    let told = (&pairs[0]["terms"], pairs[0]["shares"][0].as_f64().map(|share| (share * 1e9).round() / 1e9));
    assert_eq!(told, (&json!(["Harbour"]), Some(1.0)));
}

#[test]
fn what_is_nearly_the_same_is_listed_in_groups() {
    let edited = WALL.replace("three contractors", "four builders");
    let at = folder(&[
        ("first", WALL),
        ("copy", WALL),
        ("galaxy", "A faint galaxy is older than astronomers had expected, and it spins the wrong way."),
        ("edited", &edited),
    ]);
    let args = ["similar", "in.jsonl", "--near", "0.8", "--near-identical", "--format"];
    let of = |format: &'static str| stdout(at.path(), &[&args[..], &[format]].concat(), 0);
    let csv = rows(&of("csv"));
    let told: Vec<(&str, &str, &str)> = csv
        .iter()
        .map(|row| (row["group"].as_str(), row["medoid"].as_str(), row["article"].as_str()))
        .collect();
    assert_eq!(told, [("1", "first", "first"), ("1", "first", "copy"), ("1", "first", "edited")]);
    assert_eq!((csv[0]["cosine"].as_str(), csv[1]["cosine"].as_str()), ("1.0", "1.0"));
    let jsonl = lines(&of("jsonl"));
    let document: Value = serde_json::from_slice(&of("json")).unwrap();
    assert_eq!(document["near_identical"].as_array(), Some(&jsonl));
    assert!(document["pairs"].as_array().is_some_and(|pairs| !pairs.is_empty()));
    let table = String::from_utf8(of("table")).unwrap();
    assert!(table.contains("edited") && !table.contains("galaxy"), "{table}");
    let strict = ["similar", "in.jsonl", "--near-identical", "--near", "1"];
    let table = String::from_utf8(stdout(at.path(), &strict, 0)).unwrap();
    assert!(table.contains("copy") && !table.contains("edited"), "{table}");
    let output = retell().current_dir(at.path()).args(["similar", "in.jsonl"]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("--near-identical lists them"));
    stdout(at.path(), &["similar", "in.jsonl", "--near", "0"], 2);
}

#[test]
fn the_answer_is_the_same_on_any_number_of_threads() {
    let at = folder(&[]);
    fs::write(at.path().join("in.jsonl"), SAMPLE).unwrap();
    for format in ["table", "csv", "jsonl", "json"] {
        let on = |n: &'static str| {
            stdout(
                at.path(),
                &["similar", "in.jsonl", "--near", "0.1", "--format", format, "--threads", n],
                0,
            )
        };
        assert_eq!(on("1"), on("3"), "{format}");
    }
}

#[test]
fn input_that_leaves_nothing_to_compare_gives_empty_answers() {
    let one = folder(&[("a", WALL)]);
    let document: Value =
        serde_json::from_slice(&stdout(one.path(), &["similar", "in.jsonl", "--format", "json"], 0)).unwrap();
    assert_eq!((&document["pairs"], &document["near_identical"]), (&json!([]), &json!([])));
    let table = String::from_utf8(stdout(one.path(), &["similar", "in.jsonl"], 0)).unwrap();
    assert_eq!(table, "No two articles are as alike as was asked for.\n");
    stdout(folder(&[("a", "the"), ("b", "and")]).path(), &["similar", "in.jsonl"], 4);

    // Of articles that are all the same, each has the first others.
    let ids: Vec<String> = (0..40).map(|at| format!("{at:02}")).collect();
    let same: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), WALL)).collect();
    let at = folder(&same);
    let pairs = rows(&stdout(at.path(), &["similar", "in.jsonl", "--top", "2", "--format", "csv"], 0));
    let of = |id: &str| -> Vec<(String, String)> {
        let own = pairs.iter().filter(|row| row["article_a"] == id);
        own.map(|row| (row["article_b"].clone(), row["cosine"].clone())).collect()
    };
    let alike = |id: &str| (id.to_owned(), "1.0".to_owned());
    assert_eq!(of("00"), [alike("01"), alike("02")]);
    assert_eq!(of("39"), [alike("00"), alike("01")]);
    assert_eq!(
        rows(&stdout(at.path(), &["similar", "in.jsonl", "--near-identical", "--format", "csv"], 0)).len(),
        40
    );
    assert_eq!(stdout(at.path(), &["similar", "in.jsonl", "--top", "0", "--format", "jsonl"], 0), b"");

    // An id that is there twice names one article; the other is skipped, and said to be.
    let twice = folder(&[("a", WALL), ("a", "A faint galaxy."), ("b", WALL)]);
    let pairs = rows(&stdout(twice.path(), &["similar", "in.jsonl", "--format", "csv"], 3));
    assert_eq!(pairs.iter().map(|row| row["article_b"].as_str()).collect::<Vec<_>>(), ["b", "a"]);
}

#[test]
fn a_run_ends_with_five_lines_and_two_places() {
    let at = folder(&[]);
    fs::write(at.path().join("in.jsonl"), SAMPLE).unwrap();
    let output = retell().current_dir(at.path()).args(["run", "in.jsonl", "-o", "out"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let last: Vec<&str> = said.lines().rev().take(7).collect::<Vec<_>>().into_iter().rev().collect();
    let begins =
        ["Read ", "Alike ", "Retold ", "Shared ", "About ", "Open out/report.html", "  or out/summary.md"];
    for (line, begin) in last.iter().zip(begins) {
        assert!(line.starts_with(begin), "{said}");
    }
    assert!(last[0].contains("12 articles") && last[1].contains("cosine 0."), "{said}");
    assert!(at.path().join("out/report.html").is_file() && at.path().join("out/summary.md").is_file());
    assert!(output.stdout.is_empty());
}
