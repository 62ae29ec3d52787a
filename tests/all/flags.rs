//! Every setting that a command offers does something for it, and those that it does not use are no flags of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{files, retell};

const SAMPLE: &str = include_str!("../../data/sample.jsonl");

const A: &str = "The harbour councils approved the new flood walls on Tuesday after nine hours of debates.\n";
const B: &str = "The harbour council approves the new flood wall on Tuesday after nine hour of debate.\n";
const STOP_WORDS: &str = "harbour\ncouncil\ncouncils\napproved\napproves\nflood\nwall\nwalls\nnine\nhour\nhours\n\
                          debate\ndebates\ntuesday\n";
const THEMES: &str = "[[theme]]\nname = \"sea\"\nseeds = [\"harbour\", \"oil\"]\n";

/// Every setting with a value that is not its default.
const SETTINGS: [(&str, &str); 18] = [
    ("--analyzer", "sklearn"),
    ("--binary", ""),
    ("--config", "c.toml"),
    ("--language", "none"),
    ("--max-df", "2"),
    ("--max-features", "9"),
    ("--min-df", "2"),
    ("--ngram-unit", "char"),
    ("--ngrams", "1,2"),
    ("--no-smooth-idf", ""),
    ("--norm", "l1"),
    ("--seed", "7"),
    ("--stemmer", "none"),
    ("--stop-words", "stop.txt"),
    ("--sublinear-tf", ""),
    ("--themes", "t.toml"),
    ("--vocabulary", "v.txt"),
    ("--weight", "count"),
];

const WORDS: [&str; 5] = ["--analyzer", "--config", "--language", "--stemmer", "--stop-words"];
const TERMS: [&str; 7] =
    ["--binary", "--max-df", "--max-features", "--min-df", "--ngram-unit", "--ngrams", "--vocabulary"];
const WEIGHTS: [&str; 3] = ["--no-smooth-idf", "--sublinear-tf", "--weight"];

/// What a command prints that must end well.
#[track_caller]
fn stdout(at: &Path, args: &[&str]) -> Vec<u8> {
    let output = retell().current_dir(at).args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}\n{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The flags that stand under a heading of a command's help, in order of their names.
fn offered(command: &str, heading: &str) -> Vec<String> {
    let help = stdout(Path::new("."), &[command, "--help"]);
    let help = String::from_utf8(help).unwrap();
    let section = help.split("\n\n").find_map(|section| section.trim_start().strip_prefix(heading));
    let lines = section.unwrap_or("").lines().map(str::trim_start);
    let mut flags: Vec<String> = lines
        .filter_map(|line| line.find("--").filter(|&at| at < 5).map(|at| &line[at..]))
        .map(|line| line.split([' ', '[', ',']).next().unwrap().to_owned())
        .collect();
    flags.sort();
    flags
}

/// All that a command gives, but for what tells when and how it was run.
fn result(at: &Path, line: &[&str], flag: &[&str]) -> (Vec<u8>, BTreeMap<String, Vec<u8>>) {
    let out = at.join("out");
    let _ = fs::remove_dir_all(&out);
    let printed = stdout(at, &[line, &["--quiet"], flag].concat());
    let mut written = if out.exists() { files(&out) } else { BTreeMap::new() };
    written.remove("manifest.json");
    written.remove("timings.json");
    (printed, written)
}

#[test]
fn every_setting_of_a_command_changes_what_it_gives() {
    let at = tempfile::tempdir().unwrap();
    let at = at.path();
    for (name, text) in [
        ("sample.jsonl", SAMPLE),
        ("a.txt", A),
        ("b.txt", B),
        ("stop.txt", STOP_WORDS),
        ("t.toml", THEMES),
        ("v.txt", "gas\noil\nthe\n"),
        // Of every command's use; and one file does for all of them.
        ("c.toml", "stemmer = \"none\"\nthemes = \"t.toml\"\nseed = 3\nnorm = \"l1\"\nmin-df = 2\n"),
    ] {
        fs::write(at.join(name), text).unwrap();
    }
    let reuse = ["reuse", "a.txt", "b.txt", "--format", "scores"];
    let run = ["run", "sample.jsonl", "a.txt", "-o", "out", "--format", "svg"];
    let groups = |groups: &[&[&'static str]]| {
        let mut flags = groups.concat();
        flags.sort_unstable();
        flags
    };
    for (line, expected) in [
        (
            &["vectorize", "sample.jsonl", "a.txt", "-o", "out/m.npz"][..],
            groups(&[&WORDS, &TERMS, &WEIGHTS, &["--norm"]]),
        ),
        (&["similar", "sample.jsonl", "a.txt", "--format", "jsonl"], groups(&[&WORDS, &TERMS, &WEIGHTS])),
        (&reuse, groups(&[&WORDS])),
        (&["compare", "a.txt", "b.txt"], groups(&[&WORDS])),
        (&["themes", "sample.jsonl", "a.txt"], groups(&[&WORDS, &["--themes", "--seed"]])),
        (&run, SETTINGS.iter().map(|setting| setting.0).collect()),
    ] {
        assert_eq!(offered(line[0], "Settings:"), expected, "{}", line[0]);
        let plain = result(at, line, &[]);
        for (flag, value) in SETTINGS.iter().filter(|setting| expected.contains(&setting.0)) {
            let given: Vec<&str> = [*flag, *value].into_iter().filter(|word| !word.is_empty()).collect();
            // Chance has a part in themes only of many paragraphs, or where they are discovered.
            let (line, plain) = match (line[0], *flag) {
                ("run", "--seed") => continue,
                ("themes", "--seed") => {
                    let discovering = [line, &["--discover", "4"]].concat();
                    let plain = result(at, &discovering, &[]);
                    (discovering, plain)
                }
                _ => (line.to_vec(), plain.clone()),
            };
            assert!(result(at, &line, &given) != plain, "{given:?} does nothing for {line:?}");
        }
    }
}

#[test]
fn a_bench_has_the_settings_of_a_matrix_and_a_seed_for_its_text() {
    let mut expected = offered("vectorize", "Settings:");
    expected.push("--seed".to_owned());
    expected.sort();
    assert_eq!(offered("bench", "Settings:"), expected);
}

/// What has no threads takes no number of them, and what writes nothing replaces nothing.
#[test]
fn threads_and_force_are_offered_where_they_are_used() {
    let has = |flag: &str| {
        let commands =
            ["run", "vectorize", "similar", "reuse", "compare", "themes", "bench", "verify", "rerun", "man"];
        let has =
            commands.iter().filter(|command| offered(command, "Options:").iter().any(|one| one == flag));
        has.copied().collect::<Vec<_>>()
    };
    assert_eq!(has("--force"), ["run", "vectorize", "reuse", "themes", "bench", "rerun"]);
    let threaded = ["run", "vectorize", "similar", "reuse", "compare", "themes", "bench", "rerun"];
    assert_eq!(has("--threads"), threaded);
    retell().args(["man", "--threads", "2"]).assert().code(2);
    for flags in [&["--residual"][..], &["--table", "themes"], &["--discover", "few"]] {
        retell().args(["themes", "x.txt"]).args(flags).assert().code(2);
    }
}
