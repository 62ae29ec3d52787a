//! Where `run` looks for reuse, and what its summary says of it; what is left behind when looking ends badly.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{files, lines, retell, rows};

const FERRY: &str =
    "the ferry to the northern islands was cancelled after a gale damaged its only landing stage";

/// Four articles that share a sentence: two of one outlet a day apart, one of another a week later, one that says neither.
fn articles() -> TempDir {
    let at = tempfile::tempdir().unwrap();
    let told =
        |id: &str, more: &str| format!("{{\"id\":\"{id}\"{more},\"text\":\"{id} said that {FERRY}\"}}\n");
    let articles = [
        told("a", ",\"source\":\"Post\",\"date\":\"2025-05-01\""),
        told("b", ",\"source\":\"Post\",\"date\":\"2025-05-02\""),
        told("c", ",\"source\":\"Globe\",\"date\":\"2025-05-09\""),
        told("d", ""),
    ];
    fs::write(at.path().join("all.jsonl"), articles.concat()).unwrap();
    at
}

/// A run into `out` with these flags: what it said.
#[track_caller]
fn run(at: &Path, flags: &[&str]) -> String {
    let args = [&["run", "all.jsonl", "-o", "out", "--force", "--format", "svg"], flags].concat();
    let output = retell().current_dir(at).args(args).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{flags:?}\n{said}");
    said
}

fn pairs(at: &Path) -> String {
    let scores = rows(&fs::read(at.join("out/tables/reuse.csv")).unwrap());
    scores
        .iter()
        .filter(|row| row["passages"] != "0")
        .map(|row| format!("{}{} ", row["target"], row["source"]))
        .collect()
}

fn summary(at: &Path) -> String {
    fs::read_to_string(at.join("out/summary.md")).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_run_looks_only_where_it_is_told() {
    let at = articles();
    let at = at.path();
    run(at, &[]);
    let all = "ab ac ad ba bc bd ca cb cd da db dc ";
    assert_eq!(pairs(at), all);
    assert!(!summary(at).contains("were compared"), "{}", summary(at));
    let said = run(at, &["--within", "48h"]);
    assert!(said.contains("1 of 4 articles have no date"), "{said}");
    assert_eq!(pairs(at), "ab ad ba bd cd da db dc ");
    assert!(
        summary(at).contains("Only articles published at most 48 hours apart were compared."),
        "{}",
        summary(at)
    );
    run(at, &["--sources", "same"]);
    assert_eq!(pairs(at), "ab ba ");
    assert!(summary(at).contains("Only articles of the same source were compared."));
    run(at, &["--sources", "other"]);
    assert_eq!(pairs(at), "ac ad bc bd ca cb cd da db dc ");
    let said = run(at, &["--low-memory"]);
    assert!(said.contains("every run of at least 9 equal words"), "{said}");
    assert_eq!(pairs(at), all);
    assert!(summary(at).contains("Copies without a run of 9 equal words may have been missed."));
    run(at, &["--copied-only"]);
    assert!(summary(at).contains("Only copies were looked for"));
    let said = run(at, &["--max-fdr", "0.01"]);
    assert!(said.contains("--max-fdr has dropped nothing"), "{said}");
    let manifest = fs::read_to_string(at.join("out/manifest.json")).unwrap();
    assert!(
        manifest.contains("\"max-fdr\": 0.01") && manifest.contains("--max-fdr has dropped nothing"),
        "{manifest}"
    );
}

#[test]
fn where_a_run_looks_stands_in_its_config_and_its_manifest() {
    let at = articles();
    let at = at.path();
    let print = [
        "run",
        "--print-config",
        "--within",
        "2d",
        "--sources",
        "other",
        "--memory",
        "1024K",
        "--max-fdr",
        "0.5",
    ];
    let printed =
        retell().current_dir(at).args(print).args(["--copied-only", "--low-memory"]).output().unwrap().stdout;
    let config = String::from_utf8(printed.clone()).unwrap();
    for line in [
        "within = \"48h\"",
        "sources = \"other\"",
        "memory = \"1M\"",
        "max-fdr = 0.5",
        "copied-only = true",
        "low-memory = true",
    ] {
        assert!(config.lines().any(|printed| printed == line), "{line}\n{config}");
    }
    fs::write(at.join("c.toml"), printed).unwrap();
    run(at, &["--config", "c.toml"]);
    assert_eq!(pairs(at), "ad bd cd da db dc ");
    // `reuse` takes the same file.
    let found =
        retell().current_dir(at).args(["reuse", "all.jsonl", "--config", "c.toml", "-q"]).output().unwrap();
    assert_eq!(lines(&found.stdout).len(), 6);
    // How much memory it took is no part of what was done; doing it again gives the same.
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(at.join("out/manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["settings"]["within"], "48h");
    assert_eq!(manifest["settings"]["memory"], serde_json::Value::Null);
    let again =
        retell().current_dir(at).args(["rerun", "out", "-o", "again", "--memory", "4K"]).output().unwrap();
    assert_eq!(again.status.code(), Some(0), "{}", String::from_utf8_lossy(&again.stderr));
    let (mut out, mut again) = (files(&at.join("out")), files(&at.join("again")));
    for files in [&mut out, &mut again] {
        files.remove("timings.json");
    }
    assert!(out == again);
    let wrong = retell().current_dir(at).args(["run", "all.jsonl", "--max-fdr", "2"]).output().unwrap();
    let said = String::from_utf8(wrong.stderr).unwrap();
    assert_eq!(wrong.status.code(), Some(2), "{said}");
    assert!(said.contains("max_fdr") && said.contains("0 to 1"), "{said}");
}

#[test]
fn copies_of_one_text_are_told_as_a_group() {
    let at = tempfile::tempdir().unwrap();
    let at = at.path();
    let line = |id: &str, text: &str| format!("{{\"id\":\"{id}\",\"text\":\"{text}\"}}\n");
    let other = "Bakers of the old town will close their shops on Thursday to ask for cheaper flour, their guild said.";
    let copies: String =
        (0..40).map(|n| line(&format!("copy-{n:02}"), &format!("Sources said {FERRY}."))).collect();
    let part = line("part", &format!("It is known that {FERRY}. {other}"));
    fs::write(at.join("all.jsonl"), copies + &part + &line("alone", other)).unwrap();
    run(at, &[]);
    let summary = summary(at);
    let group = "copy-00, copy-01, copy-02 and 37 others are one text, or nearly so: each of these 40 articles has all of \
                 its words in common with another of them.";
    assert!(summary.contains(group), "{summary}");
    assert!(
        summary.contains("39 more pairs of articles with the same two texts share as much or less."),
        "{summary}"
    );
    assert!(!summary.contains("780") && !summary.contains("819"), "{summary}");
    // The table has every pair.
    assert_eq!(pairs(at).split(' ').filter(|pair| pair.starts_with("copy-00copy-")).count(), 39);
}

/// Words by the thousand, whose shingles do not fit into a few kilobytes.
fn long_articles(articles: usize, words: usize) -> String {
    let line = |from: usize| {
        let words: String = (from..from + words).map(|n| format!("w{} ", n * n % 1_000_003)).collect();
        format!("{{\"id\":\"{from}\",\"text\":\"{words}\"}}\n")
    };
    (0..articles).map(|at| line(at * words / 2)).collect()
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_is_told_and_nothing_stays() {
    let at = tempfile::tempdir().unwrap();
    let at = at.path();
    fs::write(at.join("all.jsonl"), long_articles(4, 4_000)).unwrap();
    fs::create_dir(at.join("tmp")).unwrap();
    // A limit on the length of files stands for a full disk: the same writes fail.
    let command = "trap '' XFSZ; ulimit -f 8; exec \"$RETELL\" reuse all.jsonl --memory 4K -o found.jsonl";
    let output = std::process::Command::new("sh")
        .current_dir(at)
        .env("RETELL", assert_cmd::cargo::cargo_bin("retell"))
        .env("TMPDIR", at.join("tmp"))
        .args(["-c", command])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap().replace(['\n', '│'], " ");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("cannot keep temporary files in") && said.contains("name another folder in TMPDIR"),
        "{said}"
    );
    assert_eq!(files(at).into_keys().collect::<Vec<_>>(), ["all.jsonl"]);
}

#[cfg(unix)]
#[test]
fn an_interruption_while_spilling_or_asking_leaves_nothing() {
    let at = tempfile::tempdir().unwrap();
    let at = at.path();
    fs::write(at.join("all.jsonl"), long_articles(60, 6_000)).unwrap();
    fs::create_dir(at.join("tmp")).unwrap();
    let done = retell().current_dir(at).args(["index", "all.jsonl", "-o", "idx", "-q"]).output().unwrap();
    assert_eq!(done.status.code(), Some(0));
    let before = files(at);
    for args in [
        &["reuse", "all.jsonl", "--memory", "64K", "-o", "found.jsonl"][..],
        &["query", "idx", "all.jsonl", "--format", "scores", "-o", "found.csv"],
    ] {
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("retell"))
            .current_dir(at)
            .env("TMPDIR", at.join("tmp"))
            .args(args)
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        // Each says what it begins; after reading, the work.
        let stage = if args[0] == "reuse" { "aligning passages" } else { "asking the index" };
        let mut said = std::io::BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains(stage) {
            line.clear();
            assert!(std::io::BufRead::read_line(&mut said, &mut line).unwrap() > 0, "it ended too early");
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
        std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130), "{args:?}");
        assert!(files(at) == before, "{args:?}");
        assert_eq!(fs::read_dir(at.join("tmp")).unwrap().count(), 0, "{args:?}");
    }
}
