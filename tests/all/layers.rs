//! The table of who may import whom, held against `src/`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Importer and the rooms it may import.
const ARROWS: [(&str, &[&str]); 13] = [
    ("error", &[]),
    ("pages", &["error"]),
    ("corpus", &["error"]),
    ("analyze", &["error", "pages", "corpus"]),
    ("vectorize", &["error", "pages", "corpus", "analyze"]),
    ("similarity", &["error", "vectorize"]),
    ("reuse", &["error", "corpus", "analyze"]),
    ("themes", &["error", "corpus", "analyze", "vectorize"]),
    ("analysis", &["error", "corpus", "analyze", "vectorize", "similarity", "reuse", "themes"]),
    ("table", RESULTS),
    ("chart", RESULTS),
    ("report", RESULTS),
    (
        "cli",
        &[
            "error",
            "corpus",
            "analyze",
            "vectorize",
            "similarity",
            "reuse",
            "themes",
            "analysis",
            "table",
            "chart",
            "report",
        ],
    ),
];

/// What draws and prints reads every result, and nothing that draws or prints.
const RESULTS: &[&str] =
    &["error", "corpus", "analyze", "vectorize", "similarity", "reuse", "themes", "analysis"];

/// A crate and the only places that may name it.
const IMPORTERS: [(&str, &[&str]); 9] = [
    ("polars", &["src/table/", "src/corpus/read/parquet.rs"]),
    ("polars_io", &["src/table/", "src/corpus/read/parquet.rs"]),
    ("linfa", &["src/themes/"]),
    ("linfa_clustering", &["src/themes/"]),
    ("plotters", &["src/chart/"]),
    ("resvg", &["src/chart/"]),
    ("minijinja", &["src/report/"]),
    ("clap", &["src/cli/"]),
    ("tempfile", &["src/cli/output/", "src/reuse/candidate/spill.rs"]),
];

/// Words that open files, print, read clocks or end the process, and the only places that may say them.
const DOORS: [(&str, &[&str]); 9] = [
    ("fs::", &["src/corpus/read/", "src/cli/output/", "src/reuse/candidate/spill.rs"]),
    ("File::", &["src/corpus/read/", "src/cli/output/"]),
    ("io::stdin", &["src/corpus/read/"]),
    ("io::stdout", &["src/cli/output/"]),
    ("println!", &["src/cli/console.rs"]),
    ("Instant", &["src/cli/"]),
    ("SystemTime", &["src/cli/"]),
    ("process::exit", &["src/cli/"]),
    ("thread_rng", &[]),
];

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, into);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                into.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join("src"), &mut paths);
    paths.sort();
    // Tests read and write what they like.
    paths.retain(|path| {
        !path.ends_with("tests.rs") && !path.components().any(|part| part.as_os_str() == "tests")
    });
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
    paths.iter().map(|path| (name(path), code_of(&std::fs::read_to_string(path).unwrap()))).collect()
}

/// The code of a file: without comments, and without what stands below its tests.
fn code_of(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]\nmod ").next().unwrap();
    let lines = before_tests.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// The room of a file below `src/`; none for `lib.rs` and `main.rs`.
fn room(path: &str) -> Option<&str> {
    let room = path.strip_prefix("src/")?.split('/').next()?.trim_end_matches(".rs");
    (room != "lib" && room != "main").then_some(room)
}

/// The rooms that `code` names through `crate::`, alone or in braces.
fn imports(code: &str) -> BTreeSet<&str> {
    let rooms: BTreeSet<&str> = ARROWS.iter().map(|arrow| arrow.0).collect();
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let names = match rest.strip_prefix('{') {
            Some(group) => group.split(';').next().unwrap(),
            None => &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())],
        };
        found.extend(
            names.split(|c: char| !c.is_alphanumeric() && c != '_').filter_map(|name| rooms.get(name)),
        );
    }
    found
}

#[test]
fn imports_are_seen_alone_and_in_braces() {
    let seen = |code| imports(code).into_iter().collect::<Vec<_>>();
    assert_eq!(seen("use crate::themes::Label;"), ["themes"]);
    assert_eq!(seen("use crate::{reuse::Score, error::Error};"), ["error", "reuse"]);
    assert_eq!(seen("let x = crate::table::csv(f);"), ["table"]);
}

#[test]
fn rooms_import_only_along_the_arrows() {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        let Some(room) = room(&path) else { continue };
        let Some(allowed) = allowed.get(room) else {
            wrong.push(format!("{path}: room {room} is not in the table"));
            continue;
        };
        for import in imports(&code) {
            if import != room && !allowed.contains(&import) {
                wrong.push(format!("{path}: {room} may not import {import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn crates_and_doors_are_where_they_belong() {
    let names = |word: &str, code: &str| {
        code.match_indices(word).any(|(at, _)| {
            let before = code[..at].chars().next_back();
            let after = code[at + word.len()..].chars().next();
            let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            !joined(before) && (word.ends_with([':', '!']) || !joined(after))
        })
    };
    let mut wrong = Vec::new();
    for (path, code) in sources() {
        for (word, places) in IMPORTERS {
            let word = format!("{word}::");
            if names(&word, &code) && !places.iter().any(|place| path.starts_with(place)) {
                wrong.push(format!("{path} names {word}, which belongs in {places:?}"));
            }
        }
        for (word, places) in DOORS {
            if names(word, &code) && !places.iter().any(|place| path.starts_with(place)) {
                wrong.push(format!("{path} says {word}, which belongs in {places:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn main_is_short() {
    let main = include_str!("../../src/main.rs");
    assert!(main.lines().count() < 40);
}
