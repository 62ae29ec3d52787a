//! Running the binary, reading what it wrote.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

/// The binary, in a folder of its own, without the caller's settings.
pub(crate) fn retell() -> Command {
    let mut command = Command::cargo_bin("retell").unwrap();
    command.env_remove("NO_COLOR").env("COLUMNS", "100");
    command
}

/// Data outside the project; `None`, said aloud, where it is missing.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if !place.exists() {
        eprintln!("skipped: {} is not there", place.display());
        return None;
    }
    Some(place)
}

/// Every file below `folder` with its bytes, by name with forward slashes.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, into: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, into);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                into.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(folder, folder, &mut files);
    files
}

/// The rows of a CSV file as maps from column to cell.
pub(crate) fn rows(csv: &[u8]) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(csv).deserialize().map(Result::unwrap).collect()
}

/// The lines of a JSONL file.
pub(crate) fn lines(jsonl: &[u8]) -> Vec<serde_json::Value> {
    std::str::from_utf8(jsonl).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// `text[start..end]` in code points.
pub(crate) fn select(text: &str, start: u64, end: u64) -> String {
    text.chars().skip(start as usize).take((end - start) as usize).collect()
}

/// Runs with `args` in `at`, which fails with `code` and says all of `said`; nothing is changed.
#[track_caller]
pub(crate) fn refused(at: &Path, args: &[&str], code: i32, said: &[&str]) {
    let before = files(at);
    let output = retell().current_dir(at).args(args).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    let line = errors.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{errors}");
    for words in said {
        assert!(line.contains(words), "{args:?} does not say {words:?}:\n{errors}");
    }
    assert!(output.stdout.is_empty(), "{args:?} printed something");
    assert!(files(at) == before, "{args:?} wrote something");
}

/// The sample's own labels, as `--gold` takes them.
pub(crate) fn gold() -> String {
    let truth: Value = serde_json::from_str(include_str!("../../data/sample_truth.json")).unwrap();
    let mut text = "article,paragraph,theme,tags\n".to_owned();
    for label in truth["paragraphs"].as_array().unwrap() {
        let tags: Vec<&str> =
            label["tags"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap()).collect();
        let (article, theme) = (label["article"].as_str().unwrap(), label["theme"].as_str().unwrap());
        writeln!(text, "{article},{},{theme},{}", label["paragraph"], tags.join(";")).unwrap();
    }
    text
}
