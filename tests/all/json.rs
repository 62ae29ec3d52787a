//! Every command's `--format json` is what `docs/schema/retell.json` says.

use std::fs;
use std::path::Path;

use boon::{Compiler, Schemas};
use serde_json::{Value, json};

use crate::support::retell;

const SCHEMA: &str = include_str!("../../docs/schema/retell.json");
const SAMPLE: &str = include_str!("../../data/sample.jsonl");
const GOLD: &str =
    "article,paragraph,theme,tags\nmeridian-pipeline,1,energy,energy\nmeridian-pipeline,2,energy,\n";
const PLACE: &str = "https://retell.invalid/retell.json";

/// The schema with no member allowed that it does not describe: what is printed shall be described, too.
fn closed() -> Value {
    fn close(value: &mut Value) {
        match value {
            Value::Object(members) => {
                members.values_mut().for_each(close);
                if members.contains_key("properties") && members.contains_key("required") {
                    members.insert("additionalProperties".to_owned(), json!(false));
                }
            }
            Value::Array(items) => items.iter_mut().for_each(close),
            _ => {}
        }
    }
    let mut schema: Value = serde_json::from_str(SCHEMA).unwrap();
    close(&mut schema["$defs"]);
    schema
}

/// What speaks against a document, by the definition of its command, or by the whole schema.
fn problem(schema: &Value, part: &str, document: &Value) -> Option<String> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource(PLACE, schema.clone()).unwrap();
    let compiled = compiler.compile(&format!("{PLACE}{part}"), &mut schemas).unwrap();
    schemas.validate(document, compiled).err().map(|error| format!("{error:#}"))
}

#[track_caller]
fn holds(schema: &Value, command: &str, document: &Value) {
    assert_eq!(document["command"], command);
    let part = format!("#/$defs/{command}");
    let found = problem(schema, &part, document);
    assert_eq!(found, None, "docs/schema/retell.json does not describe what {command} prints");
    assert_eq!(problem(schema, "", document), None);
}

/// What a command prints, which must be one document and nothing else.
#[track_caller]
fn printed(at: &Path, args: &[&str]) -> Value {
    let output = retell().current_dir(at).args(args).args(["--format", "json"]).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}\n{errors}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}"))
}

fn folder() -> tempfile::TempDir {
    let at = tempfile::tempdir().unwrap();
    let lines: Vec<&str> = SAMPLE.lines().collect();
    fs::write(at.path().join("news.jsonl"), SAMPLE).unwrap();
    fs::write(at.path().join("gold.csv"), GOLD).unwrap();
    fs::write(at.path().join("a.jsonl"), lines[0]).unwrap();
    fs::write(at.path().join("b.jsonl"), lines[1]).unwrap();
    fs::write(
        at.path().join("empty.jsonl"),
        "{\"id\":\"x\",\"text\":\"One.\"}\n{\"id\":\"y\",\"text\":\"Two.\"}\n",
    )
    .unwrap();
    fs::write(
        at.path().join("twice.jsonl"),
        [lines[0].replacen("\"id\": \"", "\"id\": \"again-", 1).as_str(), lines[0]].join("\n"),
    )
    .unwrap();
    at
}

#[test]
fn every_command_prints_what_the_schema_says() {
    let (at, schema) = (folder(), closed());
    let at = at.path();
    let mut documents = Vec::new();
    let mut holding = |args: &[&str]| {
        let document = printed(at, args);
        holds(&schema, args[0], &document);
        documents.push(document.clone());
        document
    };
    let run = holding(&["run", "news.jsonl", "-o", "out"]);
    assert!(at.join(run["report"].as_str().unwrap()).is_file());
    assert!(at.join(run["summary"].as_str().unwrap()).is_file());
    assert_eq!(run["brief"].as_array().map(Vec::len), Some(5));
    let rerun = holding(&["rerun", "out"]);
    assert_eq!(rerun["same"], true, "{rerun}");
    assert_eq!(holding(&["verify", "out"])["intact"], true);
    assert!(holding(&["vectorize", "news.jsonl", "-o", "m.npz"])["cells"].as_u64() > Some(1_000));
    assert!(holding(&["vectorize", "news.jsonl", "-o", "h.npz", "--hashing=64"])["vocabulary"].is_null());
    assert_eq!(holding(&["vectorize", "news.jsonl", "-o", "m.csv", "--save-model", "m"])["model"], "m");
    let similar = holding(&["similar", "news.jsonl"]);
    assert_eq!(similar["pairs"].as_array().map(Vec::len), Some(60), "five of each of twelve");
    let twice = holding(&["similar", "twice.jsonl"]);
    assert_eq!(twice["near_identical"].as_array().map(Vec::len), Some(2), "{twice}");
    holding(&["similar", "empty.jsonl"]);
    let reuse = holding(&["reuse", "news.jsonl"]);
    for rows in ["passages", "scores", "directions", "witnesses"] {
        assert!(!reuse[rows].as_array().unwrap().is_empty(), "no {rows}");
    }
    holding(&["reuse", "empty.jsonl"]);
    assert_eq!(holding(&["index", "news.jsonl", "-o", "idx"])["added"], 12);
    assert_eq!(holding(&["index", "news.jsonl", "-o", "idx", "--append"])["added"], 0);
    assert_eq!(holding(&["verify", "idx"])["articles"], 12);
    assert!(!holding(&["query", "idx", "a.jsonl"])["passages"].as_array().unwrap().is_empty());
    holding(&["compare", "a.jsonl", "b.jsonl"]);
    assert!(!holding(&["themes", "news.jsonl"])["paragraphs"].as_array().unwrap().is_empty());
    assert!(
        !holding(&["themes", "news.jsonl", "--gold", "gold.csv"])["evaluation"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert!(!holding(&["themes", "news.jsonl", "--suggest"])["suggestions"].as_array().unwrap().is_empty());
    assert!(
        !holding(&["themes", "news.jsonl", "--discover", "3"])["clusters"].as_array().unwrap().is_empty()
    );
    for (table, rows) in [("themes", "themes"), ("over-time", "periods"), ("numbers", "numbers")] {
        assert!(holding(&["themes", "news.jsonl", "--discover", "auto", "--table", table])[rows].is_array());
    }
    holding(&["bench", "--size", "0.02", "--repeat", "1", "--quick"]);

    // What is found wanting would be found: every member is needed, and none may be another's.
    for document in documents {
        let command = document["command"].as_str().unwrap();
        let part = format!("#/$defs/{command}");
        for member in document.as_object().unwrap().keys() {
            let mut spoilt = document.clone();
            spoilt[member] = json!({"no": "such thing"});
            assert!(
                member == "settings" || problem(&schema, &part, &spoilt).is_some(),
                "{command}: any {member} will do"
            );
        }
        let mut more = document.clone();
        more["more"] = json!(1);
        assert!(problem(&schema, &part, &more).is_some());
        let open: Value = serde_json::from_str(SCHEMA).unwrap();
        assert_eq!(problem(&open, "", &more), None, "members may be added");
    }
}

#[test]
fn a_run_that_has_changed_is_told() {
    let at = folder();
    printed(at.path(), &["run", "a.jsonl", "-o", "out"]);
    fs::write(at.path().join("out/summary.md"), "changed").unwrap();
    fs::write(at.path().join("out/foreign\u{1b}[2J.txt"), "").unwrap();
    let output =
        retell().current_dir(at.path()).args(["verify", "out", "--format", "json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let verified: Value = serde_json::from_slice(&output.stdout).unwrap();
    holds(&closed(), "verify", &verified);
    assert_eq!((&verified["intact"], &verified["changed"]), (&json!(false), &json!(["summary.md"])));
    assert_eq!(verified["foreign"], json!(["foreign\u{1b}[2J.txt"]));
}

/// Every command that prints a result offers JSON.
#[test]
fn no_command_is_left_out() {
    let help = String::from_utf8(retell().arg("--help").output().unwrap().stdout).unwrap();
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = commands.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    for name in names.filter(|name| !["", "completions", "man", "help"].contains(name)) {
        let help = String::from_utf8(retell().args([name, "--help"]).output().unwrap().stdout).unwrap();
        assert!(help.contains("json"), "{name} has no --format json");
        assert!(schema["$defs"][name].is_object(), "docs/schema/retell.json says nothing of {name}");
    }
}
