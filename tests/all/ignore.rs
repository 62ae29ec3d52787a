//! Texts that a user wants left out.

use std::fs;

use serde_json::Value;

use crate::support::{files, lines, retell};

const FERRY: &str =
    "The ferry to the northern islands was cancelled after a gale damaged its only landing stage.";

/// Two articles that share nothing but a sentence.
fn articles() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let article = |id: &str, text: &str| format!("{}\n", serde_json::json!({ "id": id, "text": text }));
    let news = article("a", &format!("Rye bread sells well in the old town. {FERRY}"))
        + &article("b", &format!("{FERRY} Owls have nested above the courtroom since last winter."));
    fs::write(folder.path().join("news.jsonl"), news).unwrap();
    fs::write(folder.path().join("ours.txt"), "Nobody said this\n\n“the FERRY to the\nnorthern islands was cancelled after a gale damaged its only landing stage”\n").unwrap();
    folder
}

#[test]
fn an_ignored_text_is_no_reuse_and_is_listed_with_its_file() {
    let folder = articles();
    let run = |args: &[&str]| {
        retell().current_dir(folder.path()).args(args).assert().success().get_output().stdout.clone()
    };
    assert_eq!(lines(&run(&["reuse", "news.jsonl"])).len(), 2);
    assert_eq!(lines(&run(&["reuse", "news.jsonl", "--ignore", "ours.txt"])).len(), 0);
    run(&["run", "-q", "news.jsonl", "--ignore", "ours.txt", "-o", "out"]);
    let written = files(&folder.path().join("out"));
    let manifest: Value = serde_json::from_slice(&written["manifest.json"]).unwrap();
    let masked = manifest["masked"].as_array().unwrap();
    assert_eq!(masked.len(), 2);
    assert!(
        masked.iter().all(|mask| mask["reason"] == "ignore file ours.txt" && mask["text"] == FERRY),
        "{masked:?}"
    );
    assert!(manifest["inputs"].as_array().unwrap().iter().any(|input| input["path"] == "ours.txt"));
    run(&["rerun", "out", "-o", "again"]);
}

#[test]
fn terms_of_an_ignored_text_are_not_counted_however_articles_are_read() {
    let folder = articles();
    for name in ["m.npz", "m.mtx"] {
        let args = ["vectorize", "-q", "news.jsonl", "--ignore", "ours.txt", "-o", name];
        retell().current_dir(folder.path()).args(args).assert().success();
        let terms = fs::read_to_string(folder.path().join("m.vocabulary.txt")).unwrap();
        assert!(terms.contains("owl") && !terms.contains("ferri"), "{name}: {terms}");
        retell()
            .current_dir(folder.path())
            .args(["vectorize", "-q", "--force", "news.jsonl", "-o", name])
            .assert()
            .success();
        assert!(fs::read_to_string(folder.path().join("m.vocabulary.txt")).unwrap().contains("ferri"));
        fs::remove_file(folder.path().join(name)).unwrap();
        fs::remove_file(folder.path().join("m.vocabulary.txt")).unwrap();
        fs::remove_file(folder.path().join("m.articles.txt")).unwrap();
    }
}

#[test]
fn a_file_without_words_is_refused_with_its_mend() {
    let folder = articles();
    fs::write(folder.path().join("none.txt"), "\n * * *\n").unwrap();
    for (file, said) in
        [("none.txt", "no word stands in it; write texts to leave out"), ("gone.txt", "cannot read gone.txt")]
    {
        let run = retell()
            .current_dir(folder.path())
            .args(["reuse", "news.jsonl", "--ignore", file])
            .assert()
            .failure();
        let told = String::from_utf8(run.get_output().stderr.clone()).unwrap();
        assert!(told.contains(said) && told.contains(file), "{told}");
    }
}

#[test]
fn too_few_articles_for_a_rate_are_said_to_be() {
    let folder = articles();
    let run = retell()
        .current_dir(folder.path())
        .args(["reuse", "news.jsonl", "--max-fdr", "0.05"])
        .assert()
        .success();
    assert_eq!(lines(&run.get_output().stdout).len(), 2);
    assert!(String::from_utf8_lossy(&run.get_output().stderr).contains("--max-fdr has dropped nothing"));
}
