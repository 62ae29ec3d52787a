//! Texts for which there is too little memory: an error, and nothing lost.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;

use crate::support::files;

/// Runs the binary on one thread with no more than so many kilobytes of address space.
fn limited(at: &Path, kilobytes: usize, args: &[&str]) -> Output {
    Command::new("sh")
        .current_dir(at)
        .args(["-c", "ulimit -c 0; ulimit -v \"$1\" || exit 99; shift; exec \"$@\"", "sh"])
        .arg(kilobytes.to_string())
        .arg(cargo_bin("retell"))
        .args(args)
        .args(["--threads", "1"])
        .env_remove("RUST_BACKTRACE")
        .output()
        .unwrap()
}

/// The least address space, of those tried, in which a short text is vectorised; nothing, said aloud, where there is none
/// or the system does not limit it.
fn least(at: &Path) -> Option<usize> {
    fs::write(at.join("short.jsonl"), "{\"id\":\"a\",\"text\":\"gas and oil\"}\n").unwrap();
    let runs = |&kilobytes: &usize| {
        limited(at, kilobytes, &["vectorize", "short.jsonl", "-o", "short.npz"]).status.success()
    };
    if runs(&16_000) {
        eprintln!("skipped: `ulimit -v` has no effect here");
        return None;
    }
    let found = (1..=40).map(|step| step * 25_000).find(runs);
    if found.is_none() {
        eprintln!("skipped: the binary does not start in a limited address space");
    }
    found
}

/// A document of so many distinct words.
fn words(n: usize) -> String {
    let words: Vec<String> = (0..n).map(|word| format!("w{word:x}")).collect();
    format!("{{\"id\":\"long one\",\"text\":\"{}\"}}\n", words.join(" "))
}

#[test]
fn a_text_too_large_for_memory_is_an_error_and_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let Some(least) = least(at) else { return };
    fs::write(at.join("long.jsonl"), words(300_000)).unwrap();
    let old = ["m.npz", "m.articles.txt", "m.vocabulary.txt"];
    old.iter().for_each(|name| fs::write(at.join(name), "from before").unwrap());
    let before = files(at);
    let ngrams = ["--ngrams", "1,2"];
    for (flags, more) in [(&[][..], [0, 16_000]), (&["--hashing"], [0, 16_000]), (&ngrams, [0, 32_000])] {
        // Little more than what is taken at the start: the counts, the terms and the matrix want more than that.
        for more in more {
            let args = [&["vectorize", "long.jsonl", "-o", "m.npz"][..], flags].concat();
            let output = limited(at, least + more, &args);
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(
                output.status.code(),
                Some(1),
                "{flags:?} in {least} + {more} KB: {:?}\n{said}",
                output.status
            );
            assert!(said.contains("no memory for the"), "{flags:?}\n{said}");
            assert!(files(at) == before, "{flags:?}: {:?}", files(at).keys());
        }
    }
}

#[test]
fn a_line_too_large_for_memory_is_an_error_and_not_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let Some(least) = least(at) else { return };
    let long = "one word and another\\n".repeat(4_000_000 / 20);
    let lines =
        format!("{{\"id\":\"a\",\"text\":\"gas\"}}\n{{\"id\":\"b\",\"text\":\"{}\"}}\n", long.repeat(6));
    fs::write(at.join("lines.jsonl"), lines).unwrap();
    let output = limited(at, least + 32_000, &["vectorize", "lines.jsonl", "-o", "m.npz"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{:?}\n{said}", output.status);
    assert!(said.contains("no memory for the text of lines.jsonl"), "{said}");
    let left: Vec<String> =
        files(at).into_keys().filter(|name| name.contains("m.npz") || name.contains(".retell-")).collect();
    assert!(left.is_empty(), "{left:?}");
}
