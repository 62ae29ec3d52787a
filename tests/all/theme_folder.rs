//! `retell themes -o`: tables and figures of all that was found.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{files, gold, refused, retell, rows};

const SAMPLE: &str = include_str!("../../data/sample.jsonl");

/// The sample, and labels for its paragraphs.
fn place() -> tempfile::TempDir {
    let at = tempfile::tempdir().unwrap();
    fs::write(at.path().join("news.jsonl"), SAMPLE).unwrap();
    fs::write(at.path().join("gold.csv"), gold()).unwrap();
    at
}

/// What `retell themes news.jsonl` prints.
#[track_caller]
fn themes(at: &Path, args: &[&str]) -> Vec<u8> {
    let output = retell().current_dir(at).args(["themes", "news.jsonl"]).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}\n{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// What it writes.
#[track_caller]
fn folder(at: &Path, args: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let printed = themes(at, &[args, &["-o", "out", "--force"]].concat());
    assert!(printed.is_empty(), "{args:?}: a folder is written in place of printing");
    files(&at.join("out"))
}

/// What is written of all themes, however they were found.
const ALWAYS: [&str; 10] = [
    "figures/paragraph_map.svg",
    "figures/theme_strips.svg",
    "figures/theme_terms.svg",
    "figures/themes_by_article.svg",
    "figures/themes_by_source.svg",
    "figures/themes_over_time.svg",
    "manifest.json",
    "tables/themes_by_article.csv",
    "tables/themes_by_source.csv",
    "tables/themes_over_time.csv",
];

/// `files` are those that are always written, and `more`.
#[track_caller]
fn assert_written(files: &BTreeMap<String, Vec<u8>>, more: &[&str]) {
    let mut expected = [&ALWAYS, more].concat();
    expected.sort_unstable();
    assert_eq!(files.keys().map(String::as_str).collect::<Vec<_>>(), expected);
}

/// Each article's shares add up to one.
#[track_caller]
fn assert_whole(table: &[u8], of: &str) {
    let mut sums = BTreeMap::<String, f64>::new();
    for row in rows(table) {
        *sums.entry(row[of].clone()).or_default() += row["share"].parse::<f64>().unwrap();
    }
    assert!(sums.len() > 5 && sums.values().all(|sum| (sum - 1.0).abs() < 1e-9), "{sums:?}");
}

#[test]
fn guided_themes_and_their_evaluation_are_written() {
    let at = place();
    let written = folder(at.path(), &["--gold", "gold.csv", "--figure-format", "svg"]);
    let more = [
        "figures/confusion.svg",
        "figures/seed_coverage.svg",
        "tables/evaluation.csv",
        "tables/paragraphs.csv",
        "tables/seeds.csv",
        "tables/theme_terms.csv",
    ];
    assert_written(&written, &more);
    assert!(written["tables/paragraphs.csv"] == themes(at.path(), &[]));
    let printed = themes(at.path(), &["--gold", "gold.csv", "--format", "csv"]);
    assert!(written["tables/evaluation.csv"] == printed);
    assert_whole(&written["tables/themes_by_article.csv"], "article");
    assert_whole(&written["tables/themes_by_source.csv"], "source");

    // The figure counts what the table counts.
    let counts = rows(&printed).into_iter().filter(|row| row["measure"] == "confusion");
    let counts: Vec<String> = counts
        .map(|row| row["value"].trim_end_matches(".0").to_owned())
        .filter(|count| count != "0")
        .collect();
    let drawn = String::from_utf8(written["figures/confusion.svg"].clone()).unwrap();
    assert!(counts.len() > 5);
    for count in counts {
        assert!(drawn.contains(&format!(">{count}<")) || drawn.contains(&format!("\n{count}\n")), "{count}");
    }
}

#[test]
fn discovered_themes_and_their_stability_are_written() {
    let at = place();
    let written = folder(at.path(), &["--discover", "3", "--figure-format", "svg"]);
    assert_written(&written, &["figures/stability.svg", "tables/clusters.csv", "tables/themes.csv"]);
    assert!(written["tables/clusters.csv"] == themes(at.path(), &["--discover", "3"]));
    let table = themes(at.path(), &["--discover", "3", "--table", "themes"]);
    assert!(written["tables/themes.csv"] == table);
    assert_whole(&written["tables/themes_by_article.csv"], "article");
    let drawn = String::from_utf8(written["figures/stability.svg"].clone()).unwrap();
    for row in rows(&table).into_iter().filter(|row| row["kind"] == "theme") {
        for measure in ["stability", "replication"] {
            let number = format!("{:.2}", row[measure].parse::<f64>().unwrap());
            assert!(drawn.contains(&number), "{measure} {number}");
        }
    }

    // What an earlier call wrote goes, and what somebody else put there stays.
    fs::write(at.path().join("out/notes.txt"), "mine").unwrap();
    // Whole articles have one theme each: no strips, no map; and the numbers that were tried have a table.
    let written = folder(at.path(), &["--discover", "auto", "--unit", "article", "--figure-format", "svg"]);
    assert!(written.contains_key("tables/numbers_of_themes.csv"));
    assert!(
        !written.contains_key("figures/theme_strips.svg")
            && !written.contains_key("figures/paragraph_map.svg")
    );
    let whole =
        rows(&written["tables/themes_by_article.csv"]).into_iter().filter(|row| row["share"] == "1.0");
    assert!(whole.count() > 5);
}

#[test]
fn a_folder_is_the_same_on_any_threads_and_as_its_flags_say() {
    let at = place();
    let plain = folder(at.path(), &["--threads", "1"]);
    assert!(plain == folder(at.path(), &["--threads", "3"]));
    for flag in
        [&["--theme", "dark"][..], &["--dpi", "96"], &["--figure-width", "12cm"], &["--figure-format", "png"]]
    {
        assert!(folder(at.path(), flag) != plain, "{flag:?}");
        refused(at.path(), &[&["themes", "news.jsonl"], flag].concat(), 2, &["output", flag[0]]);
    }
    let printed = themes(at.path(), &["-o", "out", "--force", "--format", "csv"]);
    assert!(printed == plain["tables/paragraphs.csv"]);
    refused(at.path(), &["themes", "news.jsonl", "-o", "out"], 1, &["not empty"]);
    retell().current_dir(at.path()).args(["verify", "out"]).assert().success();
    refused(at.path(), &["rerun", "out"], 2, &["retell themes", "retell run"]);
    refused(at.path(), &["themes", "news.jsonl", "-o", "new", "--suggest"], 2, &["--suggest"]);
    refused(at.path(), &["themes", "news.jsonl", "-o", "new", "--font", "gold.csv"], 2, &["OpenType"]);
    assert!(!at.path().join("new").exists());
}
