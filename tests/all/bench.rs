//! The benchmark as its users meet it. What it measures is not judged here, only that it is measured and said.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{files, retell, rows};

const STAGES: [&str; 7] = ["read", "decode", "scan", "intern", "stem", "count", "weigh"];

/// Runs with `args` in `at`; gives the exit code, standard output and standard error.
fn bench(at: &Path, args: &[&str], input: &str) -> (i32, String, String) {
    let output = retell().current_dir(at).arg("bench").args(args).write_stdin(input).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[track_caller]
fn positive(value: &Value, of: &str) {
    assert!(value.as_f64().is_some_and(|value| value > 0.0 && value.is_finite()), "{of}: {value}");
}

/// Every measurement of a row is there and is one.
#[track_caller]
fn measured(row: &Value, of: &str) {
    for name in [
        "ns_per_byte",
        "mb_per_second",
        "documents_per_second",
        "tokens_per_second",
        "to_memory_read",
        "to_memchr",
    ] {
        let value = if name == "ns_per_byte" { &row[name]["median"] } else { &row[name] };
        positive(value, &format!("{of} {name}"));
    }
    let seconds = &row["seconds"];
    let [min, median, max] = ["min", "median", "max"].map(|name| seconds[name].as_f64().unwrap());
    assert!(0.0 < min && min <= median && median <= max, "{of}: {seconds}");
    if cfg!(unix) {
        positive(&row["cpu_seconds"]["max"], of);
    }
}

#[test]
fn everything_is_measured_and_written() {
    let at = tempfile::tempdir().unwrap();
    let args = ["--size", "0.2", "--repeat", "2", "--format", "json", "-o", "out", "--seed", "3"];
    let (code, said, _) = bench(at.path(), &args, "");
    assert_eq!(code, 0);
    let report = json(&said);
    assert_eq!(report["repetitions"], 2);
    let text = &report["text"];
    assert_eq!((&text["generated"], &report["settings"]["seed"]), (&Value::Bool(true), &Value::from(3)));
    assert!((200_000..206_000).contains(&text["bytes"].as_u64().unwrap()), "{text}");
    for name in ["documents", "tokens", "terms", "cells", "result_bytes", "file_bytes"] {
        positive(&text[name], name);
    }
    for name in ["memory_read", "memchr"] {
        let floor = &report["floor"][name];
        positive(&floor["ns_per_byte"]["median"], name);
        positive(&floor["mb_per_second"], name);
    }

    let stages = report["stages"].as_array().unwrap();
    assert_eq!(stages.iter().map(|stage| stage["name"].as_str().unwrap()).collect::<Vec<_>>(), STAGES);
    let mut total = 0.0;
    for stage in stages {
        measured(&stage["cumulative"], stage["name"].as_str().unwrap());
        let own = stage["own"]["ns_per_byte"].as_f64().unwrap();
        assert!(own >= 0.0, "{stage}");
        let cumulative = &stage["cumulative"];
        let known = cumulative["cpu_seconds"]["median"].as_f64();
        let seconds = known.or_else(|| cumulative["seconds"]["median"].as_f64()).unwrap();
        let cumulative = seconds * 1e9 / text["bytes"].as_f64().unwrap();
        assert!(stage["about"].as_str().is_some_and(|about| about.len() > 5), "{stage}");
        // What a stage adds is what the sum grows by, unless that is less than nothing.
        if own > 0.0 {
            assert!((cumulative - total - own).abs() <= 1e-6 * cumulative, "{stage}");
        }
        total = cumulative;
        if cfg!(target_os = "linux") {
            positive(&stage["peak_memory"]["bytes"], "peak");
        }
    }

    measured(&report["whole"], "whole");
    let sizes = report["growth"]["sizes"].as_array().unwrap();
    assert_eq!(sizes.len(), 5);
    sizes.iter().for_each(|size| measured(size, "growth"));
    assert_eq!(sizes[4]["bytes"], text["bytes"]);
    assert!(sizes.is_sorted_by_key(|size| size["bytes"].as_u64()));
    // 0.2 MB are too few to say how time grows.
    assert!(report["growth"]["exponent"].is_null());
    let notes = report["notes"].to_string();
    for words in [
        "read: bytes from the disk; decode: bytes to documents and their paragraphs; scan: ",
        "intern: numbers for distinct words",
        "how time grows is not told",
    ] {
        assert!(notes.contains(words), "{words}: {notes}");
    }

    let threads = report["threads"].as_array().unwrap();
    assert_eq!((&threads[0]["threads"], &threads[0]["speed_up"]), (&Value::from(1), &Value::from(1.0)));
    for row in threads {
        measured(row, "threads");
        positive(&row["efficiency"], "efficiency");
    }
    assert!(threads[0]["doubt"].is_null());

    let files = files(&at.path().join("out"));
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let mut expected = vec![
        "bench.csv",
        "bench.json",
        "bench.txt",
        "growth.png",
        "growth.svg",
        "stages.png",
        "stages.svg",
        "threads.png",
        "threads.svg",
    ];
    if threads.len() == 1 {
        expected.truncate(expected.len() - 2);
    }
    assert_eq!(names, expected);
    assert_eq!(files["bench.json"], said.as_bytes());
    for (name, bytes) in &files {
        match name.rsplit('.').next() {
            Some("png") => assert_eq!(bytes[1..4], *b"PNG", "{name}"),
            Some("svg") => assert!(bytes.starts_with(b"<svg"), "{name}"),
            _ => {}
        }
    }
    let rows = rows(&files["bench.csv"]);
    let part = |name: &str| rows.iter().filter(|row| row["part"] == name).count();
    assert_eq!(["floor", "stage", "whole", "growth"].map(part), [2, 7, 1, 5]);
    assert_eq!(part("threads"), threads.len());
    assert!(rows.iter().all(|row| row["seconds"].parse::<f64>().is_ok_and(|seconds| seconds > 0.0)));

    // Nothing of the made-up text stays behind, and a folder that is there is not written over.
    let (code, _, errors) = bench(at.path(), &["--quick", "--size", "0.01", "-o", "out"], "");
    assert_eq!(code, 1, "{errors}");
    assert!(errors.contains("--force"), "{errors}");
}

#[test]
fn the_users_own_files_are_measured() {
    let at = tempfile::tempdir().unwrap();
    let text =
        "The harbour council approved the new flood wall on Tuesday after nine hours of debate. ".repeat(20);
    fs::create_dir(at.path().join("news")).unwrap();
    fs::write(at.path().join("news/a b.txt"), &text).unwrap();
    fs::write(at.path().join("news/b.txt"), "Rain is expected.").unwrap();
    fs::write(at.path().join("news/-c.txt"), "Shares fell.").unwrap();
    let quick = ["--quick", "--repeat", "1", "--format", "json", "--analyzer", "sklearn"];
    let (code, said, _) = bench(at.path(), &[&quick[..], &["news"]].concat(), "");
    let report = json(&said);
    assert_eq!((code, &report["text"]["documents"]), (0, &Value::from(3)));
    assert_eq!(report["text"]["bytes"], text.len() + 29);
    assert_eq!(
        (&report["text"]["generated"], &report["settings"]["analyzer"]),
        (&Value::Bool(false), &"sklearn".into())
    );
    // `on` and `is` are words to scikit-learn; none is dropped.
    assert_eq!(report["text"]["tokens"], 20 * 15 + 5);

    let lines = "{\"id\":\"a\",\"text\":\"Rain fell on the harbour.\"}\n";
    let (code, said, _) = bench(at.path(), &[&quick[..], &["-"]].concat(), lines);
    assert_eq!((code, &json(&said)["text"]["documents"]), (0, &Value::from(1)));

    // Scikit-learn's words are not looked for in paragraphs, and one of anything is no picture.
    let notes = json(&said)["notes"].to_string();
    assert!(notes.contains("bytes to documents; scan"), "{notes}");
    for words in ["one size only", "one repetition has no spread"] {
        assert!(notes.contains(words), "{words}: {notes}");
    }
    let (code, said, _) =
        bench(at.path(), &[&quick[..], &["-o", "one", "--threads", "1", "-"]].concat(), lines);
    assert_eq!(code, 0, "{said}");
    assert!(json(&said)["notes"].to_string().contains("one number of threads only"), "{said}");
    let written = files(&at.path().join("one"));
    let names: Vec<&str> = written.keys().map(String::as_str).collect();
    assert_eq!(names, ["bench.csv", "bench.json", "bench.txt", "stages.png", "stages.svg"]);
    let more = (1 + std::thread::available_parallelism().unwrap().get()).to_string();
    let (_, said, _) = bench(at.path(), &[&quick[..], &["--threads", &more, "-"]].concat(), lines);
    assert!(json(&said)["notes"].to_string().contains("more threads than the"), "{said}");

    let (code, said, errors) = bench(at.path(), &["--quick", "--repeat", "1", "-q", "news"], "");
    assert_eq!((code, errors.as_str()), (0, ""));
    assert!(said.contains("bytes in 3 documents") || said.contains("kB in 3 documents"), "{said}");
    for word in STAGES.iter().chain(&["memory read", "memchr", "speed-up", "3 documents"]) {
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn what_cannot_be_measured_is_told() {
    let at = tempfile::tempdir().unwrap();
    fs::write(at.path().join("stops.txt"), "and the of to").unwrap();
    fs::write(at.path().join("empty.txt"), "").unwrap();
    fs::write(at.path().join("bad.jsonl"), "{\"text\":\"Rain fell.\"}\nnot json\n").unwrap();
    for (args, code, words) in [
        (&["missing"][..], 1, "missing"),
        (&["empty.txt"], 4, "nothing to analyse"),
        (&["stops.txt", "--language", "en"], 4, "no term is left"),
        (&["stops.txt", "--size", "1"], 2, "--size"),
        (&["--size", "0"], 2, "megabytes"),
        (&["--size", "nan"], 2, "megabytes"),
        (&["--repeat", "0"], 2, "whole number from 1"),
        (&["stops.txt", "-o", "empty.txt"], 1, "in the way"),
        (&["bad.jsonl", "--strict"], 1, "--strict"),
        (&["bad.jsonl", "--quick", "--repeat", "1"], 3, "no JSON object"),
    ] {
        let (got, _, errors) = bench(at.path(), args, "");
        assert_eq!(got, code, "{args:?}: {errors}");
        let errors: String = errors.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(!errors.contains("built-in sample"), "{args:?}: {errors}");
        assert!(errors.contains(words) && !errors.contains("panicked"), "{args:?}: {errors}");
    }
}
