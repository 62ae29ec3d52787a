//! Figures as files: which there are, how large, and in which look.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::{SAMPLE, stdout};
use crate::support::{files, refused, retell};

/// Runs over `input` with `flags`, and gives what was written.
fn run(at: &Path, input: &str, flags: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let out = at.join("out");
    let _ = fs::remove_dir_all(&out);
    stdout(at, &[&["run", input, "-q", "-o", "out"], flags].concat());
    files(&out)
}

/// A folder with the sample corpus in `sample.jsonl`.
fn sample() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("sample.jsonl"), SAMPLE).unwrap();
    folder
}

fn pngs(files: &BTreeMap<String, Vec<u8>>) -> Vec<(&String, u32, u32)> {
    let size = |png: &[u8], at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    files
        .iter()
        .filter(|(name, _)| name.ends_with(".png"))
        .map(|(name, png)| (name, size(png, 16), size(png, 20)))
        .collect()
}

fn manifest(files: &BTreeMap<String, Vec<u8>>) -> Value {
    serde_json::from_slice(&files["manifest.json"]).unwrap()
}

#[test]
fn figures_have_the_width_in_print_that_is_asked_for() {
    let at = sample();
    let flags = ["--theme", "print", "--dpi", "100", "--figure-width", "177.8mm", "--format", "png"];
    let written = run(at.path(), "sample.jsonl", &flags);
    let pngs = pngs(&written);
    assert!(pngs.len() >= 13, "{pngs:?}");
    for (name, width, height) in pngs {
        assert_eq!(width, 700, "{name}: seven inches of a hundred pixels");
        assert!((100..2_000).contains(&height), "{name}: {height}");
    }
    assert!(written.keys().all(|name| !name.ends_with(".svg")));
    let settings = &manifest(&written)["settings"];
    assert_eq!(
        [&settings["theme"], &settings["dpi"], &settings["figure-width"], &settings["format"]],
        [&json!("print"), &json!(100), &json!("177.8mm"), &json!(["png"])]
    );
    // The same from a settings file, byte for byte, and again from the manifest.
    let config = "theme = \"print\"\ndpi = 100\nfigure-width = \"177.8mm\"\nformat = [\"png\"]\n";
    fs::write(at.path().join("c.toml"), config).unwrap();
    let figures = |files: &BTreeMap<String, Vec<u8>>| {
        files
            .iter()
            .filter(|(name, _)| name.starts_with("figures/"))
            .map(|(n, b)| (n.clone(), b.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(figures(&run(at.path(), "sample.jsonl", &["--config", "c.toml"])), figures(&written));
    retell().current_dir(at.path()).args(["rerun", "out", "-q"]).assert().success();
}

#[test]
fn an_svg_of_a_width_says_so() {
    let at = sample();
    let written =
        run(at.path(), "sample.jsonl", &["--figure-width", "7", "--format", "svg", "--theme", "dark"]);
    let svgs: Vec<_> = written.iter().filter(|(name, _)| name.ends_with(".svg")).collect();
    assert!(svgs.len() >= 13);
    for (name, svg) in svgs {
        let svg = std::str::from_utf8(svg).unwrap();
        assert!(svg.starts_with("<svg width=\"7in\" height=\""), "{name}: {}", &svg[..60]);
        assert!(svg.contains("fill=\"#16181C\""), "{name} is on dark paper");
    }
    assert!(pngs(&written).is_empty());
}

#[test]
fn sizes_that_cannot_be_are_refused_before_anything_is_done() {
    let at = sample();
    for (flags, said) in [
        (["--dpi", "0"], "from 36 to 1200"),
        (["--dpi", "many"], "from 36 to 1200"),
        (["--figure-width", "7px"], "as 7in, 180mm or 18cm"),
        (["--figure-width", "1mm"], "from 2 to 40 inches"),
        (["--theme", "sepia"], "light, dark, print"),
        (["--format", "pdf"], "png, svg"),
    ] {
        refused(at.path(), &[&["run", "sample.jsonl", "-o", "out"], &flags[..]].concat(), 2, &[said]);
    }
}

#[test]
fn a_figure_that_would_be_empty_is_left_out_and_the_manifest_says_why() {
    let at = tempfile::tempdir().unwrap();
    fs::write(at.path().join("one.txt"), "The ministry raised the price of gas and oil on Monday morning.")
        .unwrap();
    let written = run(at.path(), "one.txt", &[]);
    let left_out: BTreeMap<String, String> = manifest(&written)["figures_left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (entry["figure"].as_str().unwrap().to_owned(), entry["reason"].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(left_out["similarity"], "One article: there is none to compare it with.");
    assert_eq!(left_out["timeline"], "No article has a date.");
    let name =
        |file: &String| file.strip_prefix("figures/").map(|name| name.split('.').next().unwrap().to_owned());
    let drawn: Vec<String> = written.keys().filter_map(name).collect();
    assert!(
        drawn.contains(&"themes_by_article".to_owned())
            && drawn.iter().all(|name| !left_out.contains_key(name))
    );
    assert_eq!(drawn.len() / 2 + left_out.len(), 13);
    // Nobody is sent to a picture that is not there.
    let summary = std::str::from_utf8(&written["summary.md"]).unwrap();
    for link in summary.split("](").skip(1).map(|part| part.split(')').next().unwrap()) {
        assert!(written.contains_key(link), "{link}");
    }
}

#[test]
fn what_strangers_wrote_stays_text_in_a_figure() {
    let at = tempfile::tempdir().unwrap();
    let shared =
        "the harbour council approved the new flood wall on Tuesday after nine hours of heated debate";
    let ids = [
        "<script>alert(1)</script>".to_owned(),
        "\"><img src=x onerror=alert(1)>".to_owned(),
        "turned\u{202E}around".to_owned(),
        "W".repeat(10_000),
        "\u{1B}[31mred".to_owned(),
        "nul\0inside".to_owned(),
        "=cmd()".to_owned(),
    ];
    let lines: Vec<String> = ids
        .iter()
        .enumerate()
        .map(|(row, id)| {
            let text = format!("{id} wrote of oil that {shared}.\n\nAnd {} more.", "x".repeat(10_000));
            let date = format!("2025-05-0{}", row / 2 + 1);
            json!({"id": id, "title": id, "source": &ids[row / 2], "date": date, "text": text}).to_string()
        })
        .collect();
    fs::write(at.path().join("in.jsonl"), lines.join("\n")).unwrap();
    let written = run(at.path(), "in.jsonl", &[]);
    let svgs: Vec<_> = written.iter().filter(|(name, _)| name.ends_with(".svg")).collect();
    assert!(svgs.len() >= 12, "{:?}", written.keys());
    for (name, svg) in svgs {
        let svg = std::str::from_utf8(svg).unwrap();
        for harm in ["<script", "<img", "\u{202E}", "\u{1B}", "\0"] {
            assert!(!svg.contains(harm), "{name} holds {harm:?}");
        }
        let width: f64 = svg.split('"').nth(1).unwrap().parse().unwrap();
        assert!(width <= 1000.0, "{name} is {width} wide");
        assert!(svg.len() < 200_000, "{name} has {} bytes", svg.len());
    }
}
