//! Five real articles on one event, where they are at hand: what an analyst would say of them.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::support::{files, lines, retell, rows, select, shared};

/// Runs over the articles into `out` and returns what was written.
fn run(seeds: &Path, out: &Path, more: &[&str]) -> std::collections::BTreeMap<String, Vec<u8>> {
    retell().args(["run", "-q"]).arg(seeds).arg("-o").arg(out).args(more).assert().success();
    files(out)
}

#[test]
fn two_runs_write_the_same_bytes_on_any_number_of_threads() {
    let Some(seeds) = shared("seeds") else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut runs: Vec<_> = [vec![], vec!["--threads", "1"], vec!["--threads", "2"]]
        .iter()
        .enumerate()
        .map(|(at, threads)| run(&seeds, &folder.path().join(at.to_string()), threads))
        .collect();
    for run in &mut runs {
        assert!(run.remove("timings.json").is_some());
        assert_eq!(
            run.len(),
            3 + 12 + 18,
            "manifest, summary, report; tables; nine figures twice: the articles have no dates and outlets, and none retells another"
        );
    }
    for name in runs[0].keys() {
        assert!(runs.iter().all(|run| run[name] == runs[0][name]), "{name} differs");
    }
}

#[test]
fn the_official_quotation_is_a_shared_quote_and_the_rest_is_their_own() {
    let Some(seeds) = shared("seeds") else { return };
    let folder = tempfile::tempdir().unwrap();
    let run = run(&seeds, &folder.path().join("out"), &[]);
    let passages = lines(&run["tables/passages.jsonl"]);
    let long: Vec<&Value> = passages
        .iter()
        .filter(|p| p["kind"] == "shared-quote" && p["tokens"].as_u64().unwrap() == 28)
        .collect();
    let sides: BTreeSet<&str> = long.iter().map(|p| &p["target"].as_str().unwrap()[..3]).collect();
    assert_eq!(long.len(), 2, "once in each direction");
    assert_eq!(sides, BTreeSet::from(["002", "003"]));
    let text = |p: &Value| p["text"].as_str().unwrap().to_lowercase();
    assert_eq!(text(long[0]), text(long[1]));
    for passage in &passages {
        let id = passage["target"].as_str().unwrap();
        let text = std::fs::read_to_string(seeds.join(format!("{id}.txt"))).unwrap();
        let (start, end) =
            (passage["target_start"].as_u64().unwrap(), passage["target_end"].as_u64().unwrap());
        assert_eq!(select(&text, start, end), passage["text"].as_str().unwrap());
    }
    for row in rows(&run["tables/reuse.csv"]) {
        let [copied, quoted]: [f64; 2] = ["copied", "quoted"].map(|column| row[column].parse().unwrap());
        assert!(copied < 0.03 && copied - quoted < 0.005, "{row:?}");
    }
}

#[test]
fn the_chrome_of_the_one_article_that_has_it_is_masked() {
    let Some(seeds) = shared("seeds") else { return };
    let folder = tempfile::tempdir().unwrap();
    let run = run(&seeds, &folder.path().join("out"), &[]);
    let manifest: Value = serde_json::from_slice(&run["manifest.json"]).unwrap();
    let masked = manifest["masked"].as_array().unwrap();
    let of =
        |prefix: &str| masked.iter().filter(|m| m["article"].as_str().unwrap().starts_with(prefix)).count();
    assert!(
        of("003") >= 9,
        "title again, comments, reading time, captions again, links, copyright, about, subscribe"
    );
    assert_eq!([of("000"), of("001"), of("004")], [0, 0, 0]);
    assert!(of("002") <= 1, "one line that leads to another article");
}

#[test]
fn alike_in_subject_and_wording_is_alike_in_numbers() {
    let Some(seeds) = shared("seeds") else { return };
    let folder = tempfile::tempdir().unwrap();
    let run = run(&seeds, &folder.path().join("out"), &[]);
    let cosines: Vec<f64> =
        rows(&run["tables/similarity.csv"]).iter().map(|row| row["cosine"].parse().unwrap()).collect();
    assert_eq!(cosines.len(), 10);
    assert!(cosines.iter().all(|cosine| *cosine > 0.25 && *cosine < 0.9), "{cosines:?}");
    let summary = String::from_utf8(run["summary.md"].clone()).unwrap();
    for said in [
        "points to a common source, not to copying",
        "no article copies or retells another",
        "cosine similarity",
    ] {
        assert!(summary.contains(said), "{said:?} is not said:\n{summary}");
    }
}

/// Readers who knew neither the program nor its seeds; `benches/labels/README.md` says what they were told.
#[test]
fn readers_agree_with_the_themes() {
    let Some(seeds) = shared("seeds") else { return };
    let folder = tempfile::tempdir().unwrap();
    let names = folder.path().join("names.toml");
    let theme = |name: &str| format!("[[theme]]\nname = \"{name}\"\nseeds = [\"{name}\"]\n");
    std::fs::write(&names, ["energy", "military", "ukraine", "trade"].map(theme).concat()).unwrap();
    let measured = |labels: &str, more: &[&std::ffi::OsStr]| {
        let labels = format!("{}/benches/labels/{labels}", env!("CARGO_MANIFEST_DIR"));
        let output = retell()
            .args(["themes", "-q", "--format", "json", "--gold", &labels])
            .args(more)
            .arg(&seeds)
            .output()
            .unwrap();
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        let measures = told["evaluation"].as_array().unwrap();
        ["macro_f1", "tags_f1"].map(|name| {
            measures.iter().find(|measure| measure["measure"] == name).unwrap()["value"].as_f64().unwrap()
        })
    };
    for labels in ["summit-a.csv", "summit-b.csv", "summit-c.csv"] {
        let [built_in, tags] = measured(labels, &[]);
        assert!(built_in >= 0.75 && tags > 0.90, "{labels}: {built_in} {tags}");
        let [of_names, _] = measured(labels, &["--themes".as_ref(), names.as_os_str()]);
        assert!(of_names >= 0.65, "{labels}: {of_names}");
    }
}
