//! The gallery in the repository, held against what a run over the sample says now: files, tables, and the words and
//! numbers of the figures; not their pixels.
//!
//! `cargo run --release -- run` makes it anew.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use crate::support::{files, retell};

/// What a run over the sample wrote.
static RUN: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    retell().args(["run", "-q", "-o"]).arg(&out).assert().success();
    files(&out)
});

/// What the repository shows.
static GALLERY: LazyLock<BTreeMap<String, Vec<u8>>> =
    LazyLock::new(|| files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("notebooks_out/sample")));

const MEND: &str = "make the gallery anew: cargo run --release -- run";

/// All that a figure says, in its order: title, description, and every word and number in it.
fn told(svg: &[u8]) -> Vec<String> {
    let svg = std::str::from_utf8(svg).unwrap();
    let between = |from: &str, to: &str| {
        let parts = svg.split(from).skip(1);
        parts.map(|part| part.split(to).next().unwrap().trim().to_owned()).collect::<Vec<_>>()
    };
    let alt = between("aria-label=\"", "\"").into_iter().take(1);
    let texts = between("<text ", "</text>")
        .into_iter()
        .map(|text| text.split_once('>').unwrap().1.trim().to_owned());
    alt.chain(between("<title>", "</title>")).chain(texts).collect()
}

#[test]
fn the_gallery_has_the_files_of_a_run() {
    // Times differ with every run and are not kept.
    let kept = |name: &&String| *name != "timings.json";
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().filter(kept).cloned().collect::<Vec<_>>();
    assert_eq!(names(&GALLERY), names(&RUN), "{MEND}");
    assert!(RUN.keys().filter(|name| name.starts_with("figures/")).count() >= 26, "{:?}", RUN.keys());
}

#[test]
fn the_gallery_says_what_a_run_says() {
    let text = |name: &&String| [".md", ".csv", ".jsonl"].iter().any(|ending| name.ends_with(ending));
    let names: Vec<&String> = RUN.keys().filter(text).collect();
    assert!(names.len() >= 10, "the summary, eight tables and the passages: {names:?}");
    for name in names {
        assert!(GALLERY.get(name) == Some(&RUN[name]), "notebooks_out/sample/{name} is stale; {MEND}");
    }
}

#[test]
fn the_figures_of_the_gallery_say_what_those_of_a_run_say() {
    for (name, svg) in RUN.iter().filter(|(name, _)| name.ends_with(".svg")) {
        let now = told(svg);
        assert!(now.len() > 8, "{name}: {now:?}");
        let shown = GALLERY.get(name).map(|svg| told(svg)).unwrap_or_default();
        assert_eq!(shown, now, "notebooks_out/sample/{name} is stale; {MEND}");
    }
}

#[test]
fn what_a_figure_says_is_read_from_it() {
    let svg = b"<svg aria-label=\"A map.\">\n<title>Map</title>\n<rect/><text x=\"1\" y=\"2\">\nenergy 3\n</text></svg>";
    assert_eq!(told(svg), ["A map.", "Map", "energy 3"]);
}
