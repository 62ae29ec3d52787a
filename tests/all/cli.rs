//! The binary as its users meet it.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{files, lines, retell, rows};

/// Two articles that share a sentence, and a third that shares nothing.
const ARTICLES: &str = r#"{"id":"a","title":"First","source":"Wire","date":"2025-05-08","text":"The harbour council approved the new flood wall on Tuesday after nine hours of debate, and ordered work to begin before winter. Residents of the lower town had asked for it since the great storm."}
{"id":"b","title":"Second","source":"Post","date":"2025-05-09","text":"At last a decision. The harbour council approved the new flood wall on Tuesday after nine hours of debate, and ordered work to begin before winter. Shops along the quay will close for a month."}
{"id":"c","title":"Third","source":"Post","date":"2025-05-10","text":"Astronomers measured the distance of a faint galaxy with a telescope in the desert, and found that it is older than expected."}
"#;

fn folder(named: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in named {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn articles() -> TempDir {
    folder(&[("news.jsonl", ARTICLES.as_bytes())])
}

/// Runs with `args` in `at`; checks the exit code and that standard error says every one of `said`.
#[track_caller]
fn check(at: &Path, args: &[&str], code: i32, said: &[&str]) -> Vec<u8> {
    let output = retell().current_dir(at).args(args).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{errors}");
    for words in said {
        assert!(unwrapped(&errors).contains(words), "{args:?} does not say {words:?}:\n{errors}");
    }
    assert!(!errors.contains("panicked"), "{errors}");
    output.stdout
}

/// Reports are wrapped and framed; what they say is looked for in one line.
fn unwrapped(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c == '│')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// No temporary file is left in `at`.
#[track_caller]
fn nothing_half_written(at: &Path) {
    let left: Vec<String> = files(at).into_keys().filter(|name| name.contains(".retell-")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn help_names_every_command_and_exit_code() {
    let output = retell().arg("--help").output().unwrap();
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
    for command in ["run", "vectorize", "similar", "reuse", "compare", "themes", "bench", "verify", "rerun"] {
        retell().args([command, "--help"]).assert().success();
    }
}

#[test]
fn a_run_can_be_verified_and_made_again() {
    let at = articles();
    check(at.path(), &["run", "news.jsonl", "-o", "out"], 0, &["3 articles", "out/report.html"]);
    check(at.path(), &["verify", "out"], 0, &[]);
    check(at.path(), &["rerun", "out/manifest.json"], 0, &["the same as in that run, byte for byte"]);
    assert_eq!(
        files(&at.path().join("out")).remove("summary.md"),
        files(&at.path().join("out-rerun")).remove("summary.md")
    );

    fs::write(at.path().join("out/summary.md"), "changed").unwrap();
    fs::remove_file(at.path().join("out/tables/seeds.csv")).unwrap();
    let said = check(at.path(), &["verify", "out"], 1, &[]);
    assert_eq!(String::from_utf8(said).unwrap(), "changed summary.md\nmissing tables/seeds.csv\n");
    nothing_half_written(at.path());
}

#[test]
fn a_folder_that_is_not_empty_is_refused_and_foreign_files_survive_force() {
    let at = folder(&[("news.jsonl", ARTICLES.as_bytes()), ("out/mine.txt", b"mine")]);
    check(at.path(), &["run", "news.jsonl", "-o", "out"], 1, &["not empty", "--force"]);
    assert_eq!(files(&at.path().join("out")).len(), 1);
    check(at.path(), &["run", "news.jsonl", "-o", "out", "--force"], 0, &[]);
    check(at.path(), &["run", "news.jsonl", "-o", "out", "--force"], 0, &[]);
    assert_eq!(fs::read(at.path().join("out/mine.txt")).unwrap(), b"mine");
    check(at.path(), &["verify", "out"], 0, &["not of this run: mine.txt"]);
    check(at.path(), &["run", "news.jsonl", "-o", "news.jsonl"], 1, &["in the way"]);
    nothing_half_written(at.path());
}

#[test]
fn without_a_place_a_run_replaces_its_own_earlier_result_only() {
    let at = articles();
    check(at.path(), &["run", "news.jsonl"], 0, &["notebooks_out/news/report.html"]);
    check(at.path(), &["run", "news.jsonl"], 0, &[]);
    fs::write(at.path().join("notebooks_out/news/summary.md"), "my notes").unwrap();
    check(at.path(), &["run", "news.jsonl"], 1, &["not empty"]);
    assert_eq!(fs::read(at.path().join("notebooks_out/news/summary.md")).unwrap(), b"my notes");
}

#[test]
fn settings_come_from_flags_over_the_file_over_defaults() {
    let at = folder(&[("c.toml", b"seed = 7\nmin-df = 2\n"), ("wrong.toml", b"seed = 7\nmindf = 2\n")]);
    let printed =
        check(at.path(), &["run", "--config", "c.toml", "--min-df", "0.5", "--print-config"], 0, &[]);
    let printed = String::from_utf8(printed).unwrap();
    assert!(printed.contains("seed = 7\n") && printed.contains("min-df = 0.5\n"), "{printed}");
    fs::write(at.path().join("again.toml"), &printed).unwrap();
    assert_eq!(
        check(at.path(), &["run", "--config", "again.toml", "--print-config"], 0, &[]),
        printed.as_bytes()
    );
    check(at.path(), &["run", "--config", "wrong.toml"], 1, &["wrong.toml:2:1", "mindf"]);
    check(at.path(), &["run", "--config", "missing.toml"], 1, &["cannot read missing.toml"]);
}

#[test]
fn reuse_prints_passages_scores_and_pan() {
    let at = articles();
    let passages = lines(&check(at.path(), &["reuse", "news.jsonl"], 0, &[]));
    assert_eq!(passages.len(), 2);
    for (passage, target) in passages.iter().zip(["a", "b"]) {
        assert_eq!(passage["target"], *target);
        let text = passage["text"].as_str().unwrap();
        assert!(
            text.starts_with("The harbour council") && text.trim_end_matches('.').ends_with("before winter")
        );
    }
    let scores = rows(&check(at.path(), &["reuse", "news.jsonl", "--format", "scores"], 0, &[]));
    assert_eq!(scores.len(), 6);
    assert!(
        scores
            .iter()
            .filter(|row| row["target"] == "c" || row["source"] == "c")
            .all(|row| row["reuse"] == "0.0")
    );
    let pan =
        String::from_utf8(check(at.path(), &["reuse", "news.jsonl", "--format", "pan"], 0, &[])).unwrap();
    assert!(pan.contains("<document reference=\"a\">") && pan.contains("source_reference=\"b\""), "{pan}");
    check(at.path(), &["reuse", "news.jsonl", "--format", "pan", "-o", "pan"], 0, &[]);
    assert_eq!(files(&at.path().join("pan")).into_keys().collect::<Vec<_>>(), ["a-b.xml", "b-a.xml"]);
}

#[test]
fn reuse_looks_only_where_it_is_told() {
    let at = folder(&[
        ("a.jsonl", ARTICLES.lines().next().unwrap().as_bytes()),
        ("rest.jsonl", ARTICLES.split_once('\n').unwrap().1.as_bytes()),
        ("all.jsonl", ARTICLES.as_bytes()),
        ("pairs.jsonl", b"{\"target\":\"b\",\"source\":\"a\"}\n"),
        ("unknown.jsonl", b"{\"target\":\"b\",\"source\":\"a\"}\n{\"target\":\"zz\",\"source\":\"a\"}\n"),
        ("broken.jsonl", b"{\"target\":\n"),
    ]);
    let targets = |args: &[&str]| -> Vec<String> {
        lines(&check(at.path(), args, 0, &[]))
            .iter()
            .map(|line| line["target"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(targets(&["reuse", "a.jsonl", "--against", "rest.jsonl"]), ["a"]);
    assert_eq!(targets(&["reuse", "all.jsonl", "--pairs", "pairs.jsonl"]), ["b"]);
    let scores = |args: &[&str]| rows(&check(at.path(), args, 0, &[])).len();
    assert_eq!(scores(&["reuse", "a.jsonl", "--against", "rest.jsonl", "--format", "scores"]), 2);
    assert_eq!(scores(&["reuse", "all.jsonl", "--pairs", "pairs.jsonl", "--format", "scores"]), 1);
    check(at.path(), &["reuse", "all.jsonl", "--pairs", "unknown.jsonl"], 1, &["unknown.jsonl:2", "\"zz\""]);
    check(at.path(), &["reuse", "all.jsonl", "--pairs", "broken.jsonl"], 1, &["broken.jsonl:1"]);
}

#[test]
fn a_list_of_pairs_is_checked_line_by_line() {
    let article = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"The harbour was shut on Monday.\"}}\n");
    let pair = |target: &str, source: &str| format!("{{\"target\":\"{target}\",\"source\":\"{source}\"}}\n");
    let all: String = ["port-1", "port-2", "quay"].map(article).concat();
    let twice = [pair("quay", "port-1"), pair("quay", "port-1"), pair("quay", "quay")].concat();
    let at = folder(&[
        ("all.jsonl", all.as_bytes()),
        ("slip.jsonl", pair("quay", "prot-1").as_bytes()),
        ("empty.jsonl", b"\n"),
        ("twice.jsonl", twice.as_bytes()),
    ]);
    let pairs = |file: &'static str| ["reuse", "all.jsonl", "--format", "scores", "--pairs", file];
    check(at.path(), &pairs("slip.jsonl"), 1, &["slip.jsonl:1", "\"prot-1\"", "like it are \"port-1\""]);
    check(at.path(), &pairs("empty.jsonl"), 1, &["empty.jsonl", "no pair stands in it", "\"target\": id"]);
    check(at.path(), &pairs("absent.jsonl"), 1, &["cannot read absent.jsonl"]);
    let told = [
        "twice.jsonl:2: this pair stands there already",
        "twice.jsonl:3: this pair is of an article with itself",
    ];
    assert_eq!(rows(&check(at.path(), &pairs("twice.jsonl"), 0, &told)).len(), 1);
}

/// An article that is held against itself is two articles, told in one line however many there are.
#[test]
fn reuse_against_the_same_file_finds_each_article_whole() {
    let at = articles();
    let against = ["reuse", "news.jsonl", "--against", "news.jsonl", "--format", "scores"];
    let told = ["a is there twice; the second is called a~2; 2 more are called so"];
    let scores = rows(&check(at.path(), &against, 0, &told));
    assert_eq!(scores.len(), 9);
    for row in scores.iter().filter(|row| row["source"] == format!("{}~2", row["target"])) {
        assert_eq!(row["reuse"], "1.0", "{row:?}");
    }
}

#[test]
fn a_date_that_cannot_be_read_is_named_with_its_place_and_the_mend() {
    let articles = ARTICLES.replacen("2025-05-08", "08.05.2025", 1);
    let at = folder(&[("news.jsonl", articles.as_bytes())]);
    let told = [
        "warning:",
        "news.jsonl:1 (article \"a\")",
        "\"08.05.2025\" is no date such as 2025-05-08",
        "kept without a date",
    ];
    check(at.path(), &["reuse", "news.jsonl"], 0, &told);
}

#[test]
fn reuse_writes_files_by_their_ending() {
    let at = articles();
    let reuse = |args: &[&str]| check(at.path(), &[&["reuse", "news.jsonl"], args].concat(), 0, &[]);
    assert_eq!(reuse(&["-o", "p.jsonl"]), b"");
    assert_eq!(fs::read(at.path().join("p.jsonl")).unwrap(), reuse(&[]));
    reuse(&["--format", "scores", "-o", "s.csv"]);
    assert_eq!(fs::read(at.path().join("s.csv")).unwrap(), reuse(&["--format", "scores"]));
    reuse(&["--format", "scores", "-o", "s.jsonl"]);
    assert_eq!(lines(&fs::read(at.path().join("s.jsonl")).unwrap()).len(), 6);
    for (format, file) in [("passages", "p.parquet"), ("scores", "S.PARQUET")] {
        reuse(&["--format", format, "-o", file]);
        let bytes = fs::read(at.path().join(file)).unwrap();
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"), "{file}");
    }
    let refused = |args: &[&str], parts: &[&str]| {
        check(at.path(), &[&["reuse", "news.jsonl"], args].concat(), 2, parts)
    };
    refused(&["-o", "out"], &["output is \"out\"", ".jsonl or .parquet", "pan"]);
    refused(&["-o", "p.csv"], &["passages hold lists, which CSV cannot"]);
    refused(&["--format", "scores", "-o", "s.txt"], &[".csv, .jsonl or .parquet"]);
    refused(&["--format", "table", "-o", "t.csv"], &["--format scores"]);
    refused(&["-o", "news.jsonl"], &["which would write over what is read"]);
    fs::create_dir(at.path().join("d.jsonl")).unwrap();
    check(at.path(), &["reuse", "news.jsonl", "-o", "d.jsonl"], 1, &["cannot write d.jsonl"]);
    nothing_half_written(at.path());
}

#[test]
fn reuse_as_a_table_lists_the_pairs_that_share_something() {
    let at = articles();
    let table =
        String::from_utf8(check(at.path(), &["reuse", "news.jsonl", "--format", "table"], 0, &[])).unwrap();
    let shown: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .filter(|words| matches!(words.first(), Some(&("a" | "b" | "c"))))
        .collect();
    assert_eq!(shown.len(), 2, "{table}");
    assert!(shown.iter().all(|words| words[2].ends_with('%') && words[1] != "c"), "{table}");
    fs::write(at.path().join("c.jsonl"), ARTICLES.lines().last().unwrap()).unwrap();
    let none = check(at.path(), &["reuse", "c.jsonl", "--format", "table"], 0, &[]);
    assert_eq!(String::from_utf8(none).unwrap(), "No two articles share a passage.\n");
}

#[test]
fn reuse_filters_pairs_and_bounds_its_memory() {
    let text = "the ferry to the northern islands was cancelled after a gale damaged its only landing stage";
    let article = |id: &str, outlet: &str, date: &str| {
        format!(
            "{{\"id\":\"{id}\",\"source\":\"{outlet}\",\"date\":\"{date}\",\"text\":\"{id} said that {text}\"}}\n"
        )
    };
    let articles = article("a", "Post", "2025-05-01")
        + &article("b", "Post", "2025-05-02")
        + &article("c", "Globe", "2025-05-09")
        + &article("d", "", "").replace(",\"source\":\"\",\"date\":\"\"", "");
    let at = folder(&[("all.jsonl", articles.as_bytes())]);
    let targets = |flags: &[&str], said: &[&str]| -> String {
        let args = [&["reuse", "all.jsonl"], flags].concat();
        let lines = lines(&check(at.path(), &args, 0, said));
        lines.iter().map(|line| format!("{}{} ", line["target"], line["source"]).replace('"', "")).collect()
    };
    let all = targets(&[], &[]);
    assert_eq!(all, "ab ac ad ba bc bd ca cb cd da db dc ");
    let undated = "1 of 4 articles have no date";
    assert_eq!(targets(&["--within", "48h"], &[undated]), "ab ad ba bd cd da db dc ");
    assert_eq!(targets(&["--within", "2w"], &[undated]), all);
    assert_eq!(targets(&["--sources", "same"], &[]), "ab ba ");
    assert_eq!(targets(&["--sources", "other"], &[]), "ac ad bc bd ca cb cd da db dc ");
    assert_eq!(targets(&["--memory", "1K"], &[]), all);
    assert_eq!(targets(&["--low-memory"], &["every run of at least 9 equal words"]), all);
    check(at.path(), &["reuse", "all.jsonl", "--within", "soon"], 2, &["48h"]);
    check(at.path(), &["reuse", "all.jsonl", "--memory", "1T"], 2, &["512M"]);
}

/// Words by the thousand, whose shingles do not fit into a few kilobytes.
fn long_articles() -> String {
    let words =
        |from: usize| (from..from + 2_000).map(|n| format!("w{} ", n * n % 7_919)).collect::<String>();
    [0, 1_000].map(|from| format!("{{\"id\":\"{from}\",\"text\":\"{}\"}}\n", words(from))).concat()
}

#[cfg(unix)]
#[test]
fn what_does_not_fit_into_memory_goes_to_files_that_nobody_sees() {
    let at = folder(&[("all.jsonl", long_articles().as_bytes()), ("tmp/kept", b"")]);
    let run = |folder: &str| {
        let mut command = retell();
        command.current_dir(at.path()).env("TMPDIR", at.path().join(folder));
        command.args(["reuse", "all.jsonl", "--memory", "4K"]).output().unwrap()
    };
    let spilled = run("tmp");
    assert!(spilled.status.success(), "{}", String::from_utf8_lossy(&spilled.stderr));
    assert_eq!(spilled.stdout, check(at.path(), &["reuse", "all.jsonl"], 0, &[]));
    let left: Vec<_> =
        std::fs::read_dir(at.path().join("tmp")).unwrap().flatten().map(|file| file.file_name()).collect();
    assert_eq!(left, ["kept"]);
    let refused = run("missing");
    assert_eq!(refused.status.code(), Some(1));
    assert!(refused.stdout.is_empty());
    let said = String::from_utf8_lossy(&refused.stderr).replace(['\n', '│'], " ");
    assert!(said.contains("temporary files in") && said.contains("TMPDIR"), "{said}");
}

#[test]
fn similar_lists_neighbours_and_their_terms() {
    let at = articles();
    let nearest =
        lines(&check(at.path(), &["similar", "news.jsonl", "--top", "1", "--format", "jsonl"], 0, &[]));
    assert_eq!(nearest[0]["article_a"], "a");
    assert_eq!(nearest[0]["article_b"], "b");
    let terms = nearest[0]["terms"].as_array().unwrap();
    assert_eq!(terms.len(), 5);
    for term in terms {
        let in_text = |line: &str| line.contains(term.as_str().unwrap());
        assert!(ARTICLES.lines().take(2).all(in_text), "{term} is no word of both");
    }
    fs::write(at.path().join("a.jsonl"), ARTICLES.lines().next().unwrap()).unwrap();
    let against = ["similar", "a.jsonl", "--against", "news.jsonl", "--top", "2", "--format", "csv"];
    let found = rows(&check(at.path(), &against, 0, &["a is there twice; the second is called a~2"]));
    let others: Vec<&str> = found.iter().map(|row| row["article_b"].as_str()).collect();
    assert_eq!(others, ["a~2", "b"], "an article against itself is two articles");
    let csv =
        rows(&check(at.path(), &["similar", "news.jsonl", "--format", "csv", "--threshold", "0.2"], 0, &[]));
    assert_eq!(csv.len(), 2);
    let table = String::from_utf8(check(at.path(), &["similar", "news.jsonl"], 0, &[])).unwrap();
    assert!(table.contains("cosine"), "{table}");
    check(at.path(), &["similar", "news.jsonl", "--threshold", "2"], 2, &["threshold is 2", "from 0 to 1"]);
}

#[test]
fn compare_marks_both_sides_and_scores_both_ways() {
    let lines: Vec<&str> = ARTICLES.lines().collect();
    let at = folder(&[
        ("a.jsonl", lines[0].as_bytes()),
        ("b.jsonl", lines[1].as_bytes()),
        ("all.jsonl", ARTICLES.as_bytes()),
    ]);
    let page = String::from_utf8(check(at.path(), &["compare", "a.jsonl", "b.jsonl"], 0, &[])).unwrap();
    assert!(page.contains("of a stands in b") && page.contains("of b stands in a"), "{page}");
    assert_eq!(page.matches("⟦1").count(), 2, "{page}");
    check(
        at.path(),
        &["compare", "a.jsonl", "all.jsonl"],
        2,
        &["two files with one article each", "--in INPUT"],
    );
}

#[test]
fn compare_takes_two_articles_of_one_file_by_id() {
    let lines: Vec<&str> = ARTICLES.lines().collect();
    let at = folder(&[
        ("a.jsonl", lines[0].as_bytes()),
        ("b.jsonl", lines[1].as_bytes()),
        ("all.jsonl", ARTICLES.as_bytes()),
    ]);
    let of_files = check(at.path(), &["compare", "b.jsonl", "a.jsonl"], 0, &[]);
    assert_eq!(check(at.path(), &["compare", "b", "a", "--in", "all.jsonl"], 0, &[]), of_files);
    assert_eq!(
        check(at.path(), &["compare", "--in", "a.jsonl", "b.jsonl", "--", "b", "a"], 0, &[]),
        of_files
    );
    check(at.path(), &["compare", "b", "a1", "--in", "all.jsonl"], 2, &["b is \"a1\"", "like it are \"a\""]);
    check(
        at.path(),
        &["compare", "a", "a", "--in", "all.jsonl"],
        2,
        &["the first one too", "another article"],
    );
}

#[test]
fn compare_is_coloured_only_where_colour_is_wanted() {
    let at = articles();
    let compare = ["compare", "a", "b", "--in", "news.jsonl"];
    let page = |args: &[&str], no_color: bool| {
        let mut command = retell();
        if no_color {
            command.env("NO_COLOR", "1");
        }
        let output = command.current_dir(at.path()).args(compare).args(args).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let plain = page(&[], false);
    assert!(!plain.contains('\u{1b}') && plain.contains("⟦1 "), "{plain}");
    assert!(page(&["--color", "always"], false).contains("\u{1b}["));
    for (args, no_color) in [(&["--color", "never"][..], false), (&[], true)] {
        assert_eq!(page(args, no_color), plain);
    }
    let told = retell().env("COLUMNS", "30").current_dir(at.path()).args(compare).output().unwrap().stdout;
    let narrow = page(&["--width", "30"], false);
    assert_eq!(String::from_utf8(told).unwrap(), narrow, "COLUMNS says how wide a page is");
    assert!(narrow.lines().all(|line| line.chars().count() <= 30) && !narrow.contains('│'), "{narrow}");
}

#[test]
fn themes_prints_a_row_per_paragraph() {
    let at = articles();
    let found = rows(&check(at.path(), &["themes", "news.jsonl"], 0, &[]));
    assert_eq!(found.len(), 3);
    let found =
        lines(&check(at.path(), &["themes", "news.jsonl", "--discover", "2", "--format", "jsonl"], 0, &[]));
    assert_eq!(found.len(), 3);
    for k in ["0", "4"] {
        check(at.path(), &["themes", "news.jsonl", "--discover", k], 2, &["n_clusters", "from 1 to the 3"]);
    }
}

/// Sixteen dated articles of four paragraphs on two subjects, of different words each.
fn two_subjects() -> String {
    let words = [["oil", "gas", "pipeline", "barrel", "crude"], ["choir", "hymn", "organ", "psalm", "chant"]];
    let article = |at: usize| {
        let paragraph = |part: usize| {
            let of = words[at % 2];
            format!(
                "{} {} {} met note{at}x{part}",
                of[(at + part) % 5],
                of[(at / 2 + part + 1) % 5],
                of[(part * 2 + 2) % 5]
            )
        };
        let text = (0..4).map(paragraph).collect::<Vec<_>>().join("\\n\\n");
        format!("{{\"id\":\"a{at}\",\"date\":\"2025-0{}-01\",\"text\":\"{text}\"}}\n", 1 + at / 4)
    };
    (0..16).map(article).collect()
}

#[test]
fn themes_are_found_named_merged_and_told_over_time() {
    let at = folder(&[
        ("n.jsonl", two_subjects().as_bytes()),
        ("t.toml", b"# ours\n[[theme]]\nname = \"x\"\nseeds = [\"oil\"]\n"),
    ]);
    let discover = |flags: &[&str]| {
        let line = [&["themes", "n.jsonl", "--discover", "2", "-q"], flags].concat();
        rows(&check(at.path(), &line, 0, &[]))
    };
    let found = discover(&["--save-discovered", "t.toml"]);
    assert_eq!((found.len(), found[0]["cluster"] == found[4]["cluster"]), (64, false), "{:?}", found[0]);
    let file = std::fs::read_to_string(at.path().join("t.toml")).unwrap();
    assert!(file.starts_with("# ours\n[[theme]]") && file.matches("[[discovered]]").count() == 2, "{file}");
    let renamed = file.replacen(&format!("name = \"{}\"", found[0]["cluster"]), "name = \"fuel\"", 1);
    std::fs::write(at.path().join("t.toml"), &renamed).unwrap();
    let again = discover(&["--themes", "t.toml", "--seed", "5"]);
    assert_eq!((again[0]["cluster"].as_str(), &again[4]["cluster"]), ("fuel", &found[4]["cluster"]));
    let merged = renamed.replace(&format!("name = \"{}\"", found[4]["cluster"]), "name = \"fuel\"");
    std::fs::write(at.path().join("t.toml"), merged).unwrap();
    let themes = discover(&["--themes", "t.toml", "--table", "themes"]);
    assert_eq!((themes.len(), themes[0]["name"].as_str(), themes[0]["size"].as_str()), (1, "fuel", "64"));
    let periods = discover(&["--table", "over-time", "--unit", "article"]);
    assert_eq!(periods.len(), 8);
    assert!(periods.iter().all(|row| row["rows"] == "2" && row["share"] == "0.5"), "{periods:?}");
    // What the only theme takes is not searched.
    let left = discover(&["--residual", "--themes", "t.toml"]);
    assert!(!left.is_empty() && left.len() < 64, "{}", left.len());
    check(
        at.path(),
        &["themes", "n.jsonl", "--discover", "2", "--save-discovered", "n.jsonl"],
        1,
        &["n.jsonl"],
    );
}

#[test]
fn vectorize_never_writes_over_what_it_reads() {
    let table = b"id,text\na,gas and oil\nb,oil prices\n";
    let at = folder(&[("in/s.csv", table), ("n.jsonl", ARTICLES.as_bytes()), ("v.txt", b"Nowhere\n")]);
    let read = "expected a place where nothing lies that is read";
    check(at.path(), &["vectorize", "in/s.csv", "-o", "in/s.csv"], 2, &[read]);
    check(at.path(), &["vectorize", "in", "-o", "in/../in/s.csv"], 2, &[read]);
    for input in ["n.jsonl", "*.jsonl"] {
        check(at.path(), &["vectorize", input, "-o", "n.jsonl", "--format", "npz"], 2, &[read]);
    }
    fs::write(at.path().join("z.articles.txt"), "Gas and oil.").unwrap();
    check(at.path(), &["vectorize", "z.articles.txt", "-o", "z.npz"], 2, &[read, "z.articles.txt"]);
    check(
        at.path(),
        &["vectorize", "in", "--vocabulary", "v.txt", "-o", "v.txt", "--format", "npz"],
        2,
        &[read],
    );
    fs::remove_file(at.path().join("z.articles.txt")).unwrap();
    assert_eq!(files(at.path())["in/s.csv"], table);
    check(at.path(), &["vectorize", "in", "-o", "-", "--format", "csv"], 2, &["a matrix is not printed"]);
    check(at.path(), &["vectorize", "in", "--hashing", "512", "-o", "m.npz"], 2, &["expected --hashing=512"]);
    check(at.path(), &["vectorize", "in", "--min-df", "3", "-o", "m.npz"], 2, &["min_df is 3"]);
    assert_eq!(files(at.path()).len(), 3);
    check(at.path(), &["vectorize", "in", "--threads", "20000", "-o", "m.npz"], 2, &["to 1024"]);
    let none = &["vectorize", "in", "--vocabulary", "v.txt", "-o", "m.npz"];
    check(at.path(), none, 0, &["no term of the vocabulary stands in any article", "m.vocabulary.txt"]);
}

#[test]
fn vectorize_writes_each_form_with_its_vocabulary() {
    let at = articles();
    for name in ["m.parquet", "m.csv", "m.npz", "m.mtx"] {
        for weight in ["tfidf", "count", "bm25"] {
            check(
                at.path(),
                &["vectorize", "news.jsonl", "-o", name, "--weight", weight],
                0,
                &["3 articles"],
            );
        }
    }
    let vocabulary = fs::read_to_string(at.path().join("m.vocabulary.txt")).unwrap();
    let market = fs::read_to_string(at.path().join("m.mtx")).unwrap();
    let shape = market.lines().nth(1).unwrap();
    assert!(shape.starts_with(&format!("3 {} ", vocabulary.lines().count())), "{shape}");
    assert_eq!(fs::read_to_string(at.path().join("m.articles.txt")).unwrap(), "a\nb\nc\n");
    check(at.path(), &["vectorize", "news.jsonl", "-o", "m.xlsx"], 2, &[".parquet, .csv, .npz or .mtx"]);
    nothing_half_written(at.path());
}

#[test]
fn shells_and_manuals_are_made_from_the_arguments() {
    let at = articles();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = check(at.path(), &["completions", shell], 0, &[]);
        assert!(String::from_utf8(script).unwrap().contains("vectorize"), "{shell}");
    }
    let page = String::from_utf8(check(at.path(), &["man"], 0, &[])).unwrap();
    assert!(page.contains(".TH retell") && page.contains("against"), "{page}");
}

#[test]
fn wrong_usage_is_told_with_code_2() {
    let at = articles();
    check(at.path(), &["run", "news.jsonl", "--ngrams", "0,0"], 2, &["1 ≤ MIN ≤ MAX"]);
    check(at.path(), &["run", "news.jsonl", "--min-df", "1.5"], 2, &["a share from 0.0 to 1.0"]);
    check(at.path(), &["vectorize", "news.jsonl", "-o", "m.csv", "--min-df", "9"], 2, &["df"]);
    check(
        at.path(),
        &["run", "news.jsonl", "--language", "klingon"],
        2,
        &["\"klingon\"", "auto, none or one of"],
    );
    check(at.path(), &["run", "news.jsonl", "--column", "body"], 2, &["column"]);
    check(at.path(), &["fly"], 2, &[]);
    assert!(!at.path().join("notebooks_out").exists());
}

#[test]
fn a_batch_goes_on_without_the_bad_file() {
    let at = folder(&[
        ("in/good.txt", "The ministry raised the price of gas for every household on Monday.".as_bytes()),
        ("in/empty.txt", b""),
        ("in/white.txt", b" \n\t\n"),
        ("in/binary.txt", b"\x00\x01\x02\xff\xfe\x00\x00PK\x03\x04\x00\x00\x00\x00"),
        ("in/lines.jsonl", b"{\"id\":\"x\",\"text\":\"A tanker left the harbour at dawn with grain.\"}\n{\"id\":\"y\",\"text\":\n"),
        ("in/table.csv", b"id,body\n1,Words of an article\n"),
    ]);
    let said = ["empty.txt", "white.txt", "binary.txt", "lines.jsonl:2", "table.csv", "--column text="];
    check(at.path(), &["run", "in", "-o", "out"], 3, &said);
    let manifest: Value = serde_json::from_slice(&files(&at.path().join("out"))["manifest.json"]).unwrap();
    assert_eq!(manifest["skipped"].as_array().unwrap().len(), 5, "{:#}", manifest["skipped"]);
    let articles = rows(&files(&at.path().join("out"))["tables/articles.csv"]);
    assert_eq!(articles.iter().map(|row| row["article"].as_str()).collect::<Vec<_>>(), ["good", "x"]);
    check(at.path(), &["run", "in", "-o", "strict", "--strict"], 1, &["--strict"]);
    assert!(!at.path().join("strict").exists());
    // Articles that are not kept are skipped in the same words.
    check(at.path(), &["vectorize", "in", "-o", "m.npz"], 3, &said);
    assert_eq!(fs::read_to_string(at.path().join("m.articles.txt")).unwrap(), "good\nx\n");
    check(at.path(), &["vectorize", "in", "-o", "strict.npz", "--strict"], 1, &["--strict"]);
    assert!(!at.path().join("strict.npz").exists());
    nothing_half_written(at.path());
}

#[test]
fn a_run_is_not_read_again() {
    let at = folder(&[("in/a.txt", b"The harbour council met on Monday about the flood wall.")]);
    let inside = at.path().join("in");
    check(&inside, &["run", ".", "-o", "out"], 0, &["1 article,"]);
    let first = files(&inside.join("out"));
    check(&inside, &["run", ".", "-o", "out", "--force"], 0, &["1 article,"]);
    assert_eq!(files(&inside.join("out"))["manifest.json"], first["manifest.json"]);
}

#[test]
fn nothing_to_analyse_is_code_4_and_a_missing_path_is_a_failure() {
    let at = folder(&[("empty.txt", b""), ("stop.txt", b"the of and"), ("none/readme.xyz", b"x")]);
    check(at.path(), &["run", "empty.txt"], 4, &["empty.txt", "nothing to analyse"]);
    check(at.path(), &["run", "none"], 4, &["nothing to analyse"]);
    check(at.path(), &["run", "stop.txt", "--language", "en"], 4, &["no term is left"]);
    check(at.path(), &["run", "missing.txt"], 1, &["cannot read missing.txt"]);
    check(at.path(), &["vectorize", "empty.txt", "-o", "m.npz"], 4, &["empty.txt", "nothing to analyse"]);
    check(at.path(), &["vectorize", "stop.txt", "--language", "en", "-o", "m.npz"], 4, &["no term is left"]);
    check(at.path(), &["vectorize", "missing.txt", "-o", "m.mtx"], 1, &["cannot read missing.txt"]);
    assert!(!at.path().join("notebooks_out").exists() || files(&at.path().join("notebooks_out")).is_empty());
    nothing_half_written(at.path());
}

#[test]
fn any_encoding_and_script_is_read() {
    let russian = "Министерство повысило цену на газ для каждого дома в стране.";
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(russian.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let at = folder(&[
        ("in/arabic.txt", "رفعت الوزارة سعر الغاز على كل بيت في البلاد يوم الاثنين".as_bytes()),
        ("in/broken.txt", b"The council \xff\xfe met on Monday to talk about the harbour."),
        ("in/chinese.txt", "部长在周一提高了全国每户家庭的天然气价格。".as_bytes()),
        ("in/emoji.txt", "🦀🦀 crabs 👩‍👩‍👧 walked sideways 🏳️‍🌈 along the quay".as_bytes()),
        ("in/utf16.txt", &utf16),
    ]);
    check(at.path(), &["run", "in", "-o", "out"], 0, &[]);
    let text = files(&at.path().join("out")).remove("tables/paragraphs.csv").unwrap();
    assert!(String::from_utf8(text).unwrap().contains(russian));
}

#[test]
fn hostile_ids_stay_in_their_cells() {
    let long = "x".repeat(300);
    let ids = [
        "../../etc/passwd",
        "a/b",
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "\u{1b}[31mred",
        &long,
    ];
    let jsonl: String = ids
        .iter()
        .map(|id| format!("{}\n", serde_json::json!({"id": id, "title": id, "text": "The harbour council met on Monday about the flood wall."})))
        .collect();
    let at = folder(&[("in.jsonl", jsonl.as_bytes())]);
    let output =
        retell().current_dir(at.path()).args(["run", "in.jsonl", "-o", "out", "-v"]).output().unwrap();
    assert!(output.status.success());
    assert!(!String::from_utf8(output.stderr).unwrap().contains("\u{1b}[31mred"));
    let written = files(at.path());
    assert!(
        written.keys().all(|name| name == "in.jsonl" || name.starts_with("out/")),
        "{:?}",
        written.keys()
    );
    let page = String::from_utf8(written["out/report.html"].clone()).unwrap();
    assert!(!page.contains("<script>alert"));
    for (name, bytes) in written.iter().filter(|(name, _)| name.ends_with(".svg")) {
        assert!(!String::from_utf8_lossy(bytes).contains("<script>"), "{name}");
    }
    let articles = rows(&written["out/tables/articles.csv"]);
    assert!(articles.iter().any(|row| row["article"].starts_with("'=cmd")));
}

#[test]
fn one_article_and_two_identical_ones_are_corpora_too() {
    let text = "The ministry raised the price of gas for every household in the country on Monday morning.";
    let at = folder(&[
        ("one/a.txt", text.as_bytes()),
        ("two/a.txt", text.as_bytes()),
        ("two/b.txt", text.as_bytes()),
    ]);
    check(at.path(), &["run", "one", "-o", "out1"], 0, &["1 article"]);
    check(at.path(), &["run", "two", "-o", "out2"], 0, &[]);
    let two = files(&at.path().join("out2"));
    assert!(rows(&two["tables/reuse.csv"]).iter().all(|row| row["reuse"] == "1.0"));
    let cosine: f64 = rows(&two["tables/similarity.csv"])[0]["cosine"].parse().unwrap();
    assert!((cosine - 1.0).abs() < 1e-12);
}

#[test]
fn a_themes_file_is_checked() {
    let at = folder(&[
        ("news.jsonl", ARTICLES.as_bytes()),
        ("no-seeds.toml", b"[[theme]]\nname = \"sea\"\nseeds = []\n"),
        ("twice.toml", b"[[theme]]\nname = \"sea\"\nseeds = [\"harbour\"]\n[[theme]]\nname = \"sea\"\nseeds = [\"quay\"]\n"),
        ("colour.toml", b"[[theme]]\nname = \"sea\"\nseeds = [\"harbour\"]\ncolour = \"blue\"\n"),
        ("syntax.toml", b"[[theme]\nname = \"sea\"\n"),
        ("good.toml", b"[[theme]]\nname = \"sea\"\nseeds = [\"harbour\", \"quay\", \"kraken\"]\n"),
    ]);
    for (file, said) in [
        ("no-seeds.toml", "seed"),
        ("twice.toml", "sea"),
        ("colour.toml", "blue"),
        ("syntax.toml", "syntax.toml:1"),
    ] {
        check(at.path(), &["run", "news.jsonl", "--themes", file], 1, &[said]);
    }
    check(at.path(), &["run", "news.jsonl", "--themes", "good.toml", "-o", "out"], 0, &[]);
    let seeds = rows(&files(&at.path().join("out"))["tables/seeds.csv"]);
    assert_eq!(seeds.iter().map(|row| row["paragraphs"].as_str()).collect::<Vec<_>>(), ["2", "1", "0"]);
}

#[test]
fn a_closed_pipe_is_success() {
    let at = articles();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("retell"))
        .current_dir(at.path())
        .args(["reuse", "news.jsonl"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn jsonl_comes_in_on_standard_input() {
    let at = articles();
    let output = retell()
        .current_dir(at.path())
        .args(["reuse", "-", "--format", "scores"])
        .write_stdin(ARTICLES)
        .output()
        .unwrap();
    assert_eq!(rows(&output.stdout).len(), 6);
}

#[cfg(unix)]
#[test]
fn a_folder_that_holds_itself_is_walked_once() {
    let at = folder(&[("in/a.txt", b"The harbour council met on Monday about the flood wall.")]);
    std::os::unix::fs::symlink(at.path().join("in"), at.path().join("in/again")).unwrap();
    let output = retell().current_dir(at.path()).args(["themes", "in"]).output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 3)), "{output:?}");
    assert_eq!(rows(&output.stdout).len(), 1);
}

#[cfg(unix)]
#[test]
fn an_output_that_cannot_be_written_is_told_at_once() {
    let at = articles();
    check(at.path(), &["run", "news.jsonl", "-o", "/dev/null/out"], 1, &["cannot write"]);
    for name in ["/dev/null/m.csv", "/dev/null/m.npz"] {
        check(at.path(), &["vectorize", "news.jsonl", "-o", name], 1, &["cannot write"]);
    }
    let out = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = std::process::Command::new(assert_cmd::cargo::cargo_bin("retell"))
        .current_dir(at.path())
        .args(["reuse", "news.jsonl", "-q"])
        .stdout(out)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn an_interruption_leaves_nothing_behind() {
    let line = |n: usize| {
        format!("{{\"id\":\"{n}\",\"text\":\"{}\"}}\n", "harbour council wall storm winter quay ".repeat(200))
    };
    let at = folder(&[("big.jsonl", (0..400).map(line).collect::<String>().as_bytes())]);
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("retell"))
        .current_dir(at.path())
        .args(["run", "big.jsonl", "-o", "out", "-q"])
        .spawn()
        .unwrap();
    // Interrupted as soon as its working folder is there.
    while !files_or_folders(at.path()).iter().any(|name| name.starts_with(".retell-")) {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it could be interrupted");
        std::thread::yield_now();
    }
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(files_or_folders(at.path()), ["big.jsonl"]);
}

fn files_or_folders(at: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(at)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_list_of_stop_words_is_checked_and_kept_with_the_run() {
    let at = folder(&[
        ("news.jsonl", ARTICLES.as_bytes()),
        ("empty.txt", b""),
        ("blank.txt", b" \n\n"),
        ("latin.txt", b"the\ncaf\xe9\n"),
        ("binary.txt", b"the\nof\0\n"),
        ("good.txt", "\u{feff}the\r\n\r\n  of  \n".as_bytes()),
    ]);
    for (file, said) in [
        ("empty.txt", "empty.txt: no word stands in it"),
        ("blank.txt", "blank.txt: no word stands in it"),
        ("latin.txt", "latin.txt:2: not UTF-8"),
        ("binary.txt", "binary.txt:2: a zero byte"),
        ("missing.txt", "cannot read missing.txt"),
    ] {
        check(at.path(), &["vectorize", "news.jsonl", "-o", "m.npz", "--stop-words", file], 1, &[said]);
    }
    let terms = |list: &str| {
        let args =
            ["vectorize", "news.jsonl", "-o", "m.npz", "-q", "--analyzer", "sklearn", "--stop-words", list];
        check(at.path(), &args, 0, &[]);
        let listed = String::from_utf8(files(at.path())["m.vocabulary.txt"].clone()).unwrap();
        ["the", "of", "and"].map(|word| listed.lines().any(|term| term == word))
    };
    assert_eq!(terms("none"), [true, true, true]);
    assert_eq!(terms("good.txt"), [false, false, true]);
    assert_eq!(terms("english"), [false, false, false]);
    assert_eq!(terms("language"), [false, false, false]);

    check(at.path(), &["run", "news.jsonl", "--stop-words", "good.txt", "-o", "out"], 0, &[]);
    check(at.path(), &["rerun", "out", "-o", "again"], 0, &["byte for byte"]);
    std::fs::write(at.path().join("good.txt"), "the\nof\ncouncil\n").unwrap();
    check(
        at.path(),
        &["rerun", "out", "-o", "again", "--force"],
        1,
        &["inputs have changed since that run: good.txt"],
    );
}

#[test]
fn a_vocabulary_is_checked_line_by_line() {
    let at = folder(&[
        ("news.jsonl", ARTICLES.as_bytes()),
        ("empty.txt", b""),
        ("twice.txt", b"gas\noil\r\ngas\n"),
        ("hole.txt", b"gas\n\noil\n"),
        ("unknown.txt", b"gas\n\\d\n"),
        ("cut.txt", b"gas\\"),
        ("same.txt", b"gas\n\\u0067as\n"),
        ("good.txt", b"oil\r\ngas\nabsent"),
    ]);
    for (file, said) in [
        ("empty.txt", "empty.txt: no term stands in it"),
        ("twice.txt", "twice.txt:3: \"gas\" stands on line 1 already"),
        ("hole.txt", "hole.txt:2: no term stands here"),
        ("unknown.txt", "unknown.txt:2: \"\\\\d\" is no escape"),
        ("cut.txt", "cut.txt:1: the line ends in half an escape"),
        ("same.txt", "same.txt:2: \"gas\" stands on line 1 already"),
    ] {
        check(at.path(), &["vectorize", "news.jsonl", "-o", "m.npz", "--vocabulary", file], 1, &[said]);
    }
    check(at.path(), &["vectorize", "news.jsonl", "-o", "m.npz", "--vocabulary", "good.txt"], 0, &[]);
    assert_eq!(files(at.path())["m.vocabulary.txt"], b"oil\ngas\nabsent\n");
}

#[test]
fn a_vocabulary_that_was_written_reads_back() {
    let text = "Rose\nfell\\,\rrose\tagain\u{85}\u{2028}\u{feff}.";
    let article = serde_json::json!({"id": "a\\b", "text": text});
    let at = folder(&[("news.jsonl", article.to_string().as_bytes())]);
    let chars =
        ["vectorize", "news.jsonl", "-q", "--analyzer", "sklearn", "--ngram-unit", "char", "--ngrams", "1,2"];
    check(at.path(), &[&chars[..], &["-o", "first.npz"]].concat(), 0, &[]);
    let list = files(at.path())["first.vocabulary.txt"].clone();
    let listed = std::str::from_utf8(&list).unwrap();
    for term in ["\\n", "\\\\", "\\\\,", "e\\n"] {
        assert!(listed.lines().any(|line| line == term), "{term} in {listed:?}");
    }
    let again = ["--vocabulary", "first.vocabulary.txt", "-o", "second.npz"];
    check(at.path(), &[&chars[..], &again].concat(), 0, &[]);
    let files = files(at.path());
    assert_eq!(files["second.vocabulary.txt"], list);
    assert_eq!(files["second.npz"], files["first.npz"]);
    assert_eq!(files["second.articles.txt"], b"a\\\\b\n");
}

#[test]
fn hashing_leaves_no_terms_of_an_earlier_matrix() {
    let at = folder(&[
        ("news.jsonl", ARTICLES.as_bytes()),
        ("of.vocabulary.txt", b"the\n"),
        ("n.vocabulary.txt/kept.txt", b"x\n"),
    ]);
    let hash = |output: &str, flags: &[&str], code: i32, said: &[&str]| {
        check(
            at.path(),
            &[&["vectorize", "news.jsonl", "--hashing", "-o", output], flags].concat(),
            code,
            said,
        );
    };
    check(at.path(), &["vectorize", "news.jsonl", "-o", "m.npz"], 0, &["m.vocabulary.txt"]);
    let first = files(at.path());
    // What is read is never removed, and nothing is where nothing can be written.
    let read = ["--stop-words", "m.vocabulary.txt"];
    hash("m.npz", &read, 2, &["which would write over m.vocabulary.txt"]);
    hash("m.npz", &["--ngrams", "1,2", "--stop-words", "missing.txt"], 1, &["missing.txt"]);
    assert_eq!(files(at.path()), first);

    hash("m.npz", &[], 0, &["m.vocabulary.txt is removed, for hashed columns have no terms"]);
    hash("n.npz", &[], 0, &[]);
    let now = files(at.path());
    assert!(!now.contains_key("m.vocabulary.txt"));
    assert_ne!(now["m.npz"], first["m.npz"]);
    assert_eq!(now["of.vocabulary.txt"], first["of.vocabulary.txt"]);
    assert_eq!(now["n.vocabulary.txt/kept.txt"], b"x\n");
}

#[test]
fn hashing_goes_with_nothing_that_needs_terms() {
    let at = folder(&[
        ("news.jsonl", ARTICLES.as_bytes()),
        ("rare.toml", b"min-df = 2\n"),
        ("bm25.toml", b"weight = \"bm25\"\n"),
        ("plain.toml", b"norm = \"l1\"\nweight = \"tfidf\"\n"),
    ]);
    let refused = |flags: &[&str], said: &str| {
        let args = [&["vectorize", "news.jsonl", "--hashing"][..], flags].concat();
        check(at.path(), &args, 2, &[said]);
    };
    for flag in
        [&["--min-df", "2"][..], &["--max-features", "9"], &["--vocabulary", "x"], &["--weight", "count"]]
    {
        refused(&[&["-o", "m.npz"][..], flag].concat(), flag[0]);
    }
    refused(&["-o", "m.npz", "--config", "rare.toml"], "together with min-df");
    refused(&["-o", "m.npz", "--config", "bm25.toml"], "together with weight");
    refused(&["-o", "m.csv"], ".npz or .mtx");
    for n in ["0", "2147483648", "-1", "1.5", ""] {
        check(
            at.path(),
            &["vectorize", "news.jsonl", "-o", "m.npz", &format!("--hashing={n}")],
            2,
            &["--hashing"],
        );
    }
    check(
        at.path(),
        &["vectorize", "news.jsonl", "-o", "m.csv", "--dtype", "float32"],
        2,
        &["dtype is float32"],
    );
    check(at.path(), &["vectorize", "news.jsonl", "-o", "m.npz", "--no-alternate-sign"], 2, &["--hashing"]);
    check(
        at.path(),
        &["vectorize", "news.jsonl", "-o", "m.npz", "--hashing", "--config", "plain.toml"],
        0,
        &[],
    );
}
