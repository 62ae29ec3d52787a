//! Ids, titles, texts and file names that strangers chose do not steer the terminal, whatever is said of them.

use std::fs;
use std::path::Path;

use serde_json::json;
use unicode_width::UnicodeWidthStr;

use crate::support::retell;

/// The columns that all of it is printed on.
const COLUMNS: usize = 80;

const TEXT: &str = "The harbour council approved the new flood wall on Tuesday after nine hours of debate, and the mayor \
                    said that work would begin in spring at the old quay.";

fn names() -> Vec<String> {
    vec![
        "\u{1b}[31mred\u{1b}]0;title\u{7}".to_owned(),
        "\u{9b}2J\u{90}q\u{9c}".to_owned(),
        "left\u{202E}thgir\u{2066}".to_owned(),
        "one\nwarning: two\r\u{8}three".to_owned(),
        "x".repeat(10_000),
        format!("pile{}", "\u{0301}".repeat(5_000)),
        "港口新闻报告关于新防洪墙的决定和春天开始的工程以及市长的讲话内容全文".to_owned(),
        "\u{2028}line\u{2029}\u{FFFB}".to_owned(),
    ]
}

fn hostile() -> tempfile::TempDir {
    let lines: String = names()
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let text = format!("{TEXT} \u{1b}[5mIt was {at} \u{202E}o'clock\u{9b}31m then.\n\n{TEXT}");
            format!("{}\n", json!({"id": name, "title": name, "source": name, "text": text}))
        })
        .collect();
    let twice = format!("{lines}{}", lines.lines().next().unwrap());
    let pairs = format!("{}\n", json!({"target": "\u{1b}[2Jno", "source": names()[0]}));
    let at = tempfile::tempdir().unwrap();
    for (name, text) in [("in.jsonl", lines), ("twice.jsonl", twice), ("pairs.jsonl", pairs)] {
        fs::write(at.path().join(name), text).unwrap();
    }
    at
}

/// What a command prints and says on a terminal of 80 columns.
fn said(at: &Path, args: &[&str]) -> (String, String) {
    let output = retell().env("COLUMNS", COLUMNS.to_string()).current_dir(at).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

#[track_caller]
fn harmless(args: &[&str], text: &str) {
    let steers = |c: &char| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let found = text.chars().find(steers);
    assert_eq!(
        found,
        None,
        "{args:?} lets {:?} through:\n{text}",
        found.map(|c| c.escape_unicode().to_string())
    );
    assert!(
        !text.lines().any(|line| line.starts_with("warning: two")),
        "{args:?} has a line of a stranger's:\n{text}"
    );
}

#[test]
fn nothing_that_is_said_steers_the_terminal() {
    let at = hostile();
    let at = at.path();
    let evil = names()[0].clone();
    for args in [
        &["run", "in.jsonl", "-o", "out", "-v"][..],
        &["verify", "out"],
        &["rerun", "out"],
        &["similar", "in.jsonl"],
        &["similar", "in.jsonl", "--near-identical"],
        &["similar", "in.jsonl", "--format", "json"],
        &["reuse", "in.jsonl", "--format", "table"],
        &["reuse", "in.jsonl", "--format", "json"],
        &["reuse", "in.jsonl", "--pairs", "pairs.jsonl"],
        &["index", "in.jsonl", "-o", "idx"],
        &["query", "idx", "in.jsonl", "--format", "json"],
        &["compare", &evil, &names()[1], "--in", "in.jsonl"],
        &["compare", &evil, "\u{1b}[2Jno", "--in", "in.jsonl"],
        &["themes", "in.jsonl", "--format", "json"],
        &["bench", "in.jsonl", "--repeat", "1", "--quick"],
        // Errors.
        &["similar", "twice.jsonl", "--strict"],
        &["similar", "no\u{1b}[2J\nwarning: two.jsonl"],
        &["similar", "in.jsonl", "--column", "text=\u{1b}[2J"],
        &["similar", "in.jsonl", "--\u{1b}[2J"],
        &["similar", "in.jsonl", "--top", "\u{9b}2J"],
        &["verify", "\u{1b}[2J"],
        &["themes", "in.jsonl", "--themes", "\u{202E}lmot"],
    ] {
        let (printed, said) = said(at, args);
        assert!(!printed.is_empty() || !said.is_empty(), "{args:?} says nothing");
        harmless(args, &printed);
        harmless(args, &said);
    }
}

#[test]
fn tables_fit_the_terminal_and_a_file_has_them_whole() {
    let at = hostile();
    fs::write(at.path().join("foreign.txt"), "").unwrap();
    for args in [
        &["similar", "in.jsonl"][..],
        &["similar", "in.jsonl", "--near-identical"],
        &["reuse", "in.jsonl", "--format", "table"],
        &["bench", "in.jsonl", "--repeat", "1", "--quick"],
    ] {
        for columns in [200, 100, 80, 60, 40] {
            let output = retell()
                .env("COLUMNS", columns.to_string())
                .current_dir(at.path())
                .args(args)
                .output()
                .unwrap();
            let table = String::from_utf8(output.stdout).unwrap();
            // The sentences of a benchmark are no table.
            for line in table.lines().filter(|line| args[0] != "bench" || line.starts_with([' ', '─'])) {
                assert!(line.width() <= columns, "{args:?}: {} columns of {columns}: {line}", line.width());
            }
        }
    }
    // No terminal, and nobody who says how wide: names stay whole.
    let mut command = retell();
    command.env_remove("COLUMNS").current_dir(at.path()).args(["similar", "in.jsonl"]);
    let table = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(
        table.contains("港口新闻报告关于新防洪墙的决定和春天开始的工程以及市长的讲话内容全文"),
        "{table}"
    );
}
