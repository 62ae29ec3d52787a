//! Themes from seed words, by the command line: labels to hold them against, further seeds, saved models.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{gold, lines, retell, rows};

const SAMPLE: &str = include_str!("../../data/sample.jsonl");

fn folder() -> tempfile::TempDir {
    let at = tempfile::tempdir().unwrap();
    fs::write(at.path().join("news.jsonl"), SAMPLE).unwrap();
    fs::write(at.path().join("gold.csv"), gold()).unwrap();
    at
}

/// What a command prints, and says, if it ends with `code`.
#[track_caller]
fn ends(at: &Path, args: &[&str], code: i32) -> (Vec<u8>, String) {
    let output = retell().current_dir(at).arg("themes").args(args).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    // Reports are wrapped and framed; what they say is looked for in one line.
    let words = said.split(|c: char| c.is_whitespace() || c == '│').filter(|word| !word.is_empty());
    let said = words.collect::<Vec<_>>().join(" ");
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{said}");
    (output.stdout, said)
}

/// The numbers that stand once, by name.
fn measures(bytes: &[u8]) -> BTreeMap<String, f64> {
    let whole = rows(bytes).into_iter().filter(|row| row["class"].is_empty());
    whole.map(|row| (row["measure"].clone(), row["value"].parse().unwrap())).collect()
}

#[test]
fn a_table_is_one_to_read() {
    let at = folder();
    let args = ["themes", "news.jsonl", "--format", "table"];
    let output = retell().current_dir(at.path()).env("COLUMNS", "300").args(args).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let mut lines = printed.lines();
    let headings: Vec<&str> = lines.next().unwrap().split_whitespace().collect();
    assert_eq!(headings[..4], ["article", "paragraph", "kind", "theme"]);
    assert!(lines.next().unwrap().chars().all(|c| c == '─'));
    assert_eq!(lines.count(), rows(&ends(at.path(), &["news.jsonl"], 0).0).len());
}

#[test]
fn the_sample_is_themed_as_its_labels_say() {
    let at = folder();
    let (printed, _) = ends(at.path(), &["news.jsonl", "--gold", "gold.csv", "--format", "csv"], 0);
    let found = measures(&printed);
    assert!(found["macro_f1"] >= 0.8, "{found:?}");
    assert!(found["tags_f1"] >= 0.85, "{found:?}");
    assert!(found["brier"] <= 0.1, "{found:?}");
    assert_eq!(found["nmi"], found["v_measure"]);
    let all = rows(&printed);
    let counted: f64 = all
        .iter()
        .filter(|row| row["measure"] == "confusion")
        .map(|row| row["value"].parse::<f64>().unwrap())
        .sum();
    assert_eq!(counted, 120.0, "every paragraph of the sample has a label");
    let (text, _) = ends(at.path(), &["news.jsonl", "--gold", "gold.csv"], 0);
    let text = String::from_utf8(text).unwrap();
    for word in
        ["macro-F1", "ARI", "NMI", "V-measure", "tags, micro-F1", "boilerplate", "120 paragraphs", "Brier"]
    {
        assert!(text.contains(word), "{word} in {text}");
    }
}

#[test]
fn labels_of_what_is_not_there_are_told_and_the_rest_counts() {
    let at = folder();
    let more =
        "article,paragraph,theme\nmeridian-pipeline,1,energy\nmeridian-pipeline,99,energy\nnobody,0,energy\n";
    fs::write(at.path().join("more.csv"), more).unwrap();
    let args = ["news.jsonl", "--gold", "more.csv", "--format", "csv"];
    let (printed, said) = ends(at.path(), &args, 3);
    assert!(said.contains("more.csv:3: the article \"meridian-pipeline\" has no paragraph 99"), "{said}");
    assert!(said.contains("more.csv:4: no article is called \"nobody\""), "{said}");
    assert!(measures(&printed).contains_key("macro_f1"));
    ends(at.path(), &[&args[..], &["--strict"]].concat(), 1);
    fs::write(at.path().join("none.csv"), "article,paragraph,theme\nnobody,0,energy\n").unwrap();
    let (_, said) = ends(at.path(), &["news.jsonl", "--gold", "none.csv"], 1);
    assert!(said.contains("no article is called"), "{said}");
    ends(at.path(), &["news.jsonl", "--gold", "gold.csv", "--discover", "3"], 2);
}

#[test]
fn seeds_are_proposed_with_what_they_would_change() {
    let at = folder();
    let (printed, _) = ends(at.path(), &["news.jsonl", "--suggest=3", "--format", "jsonl"], 0);
    let found = lines(&printed);
    assert!(!found.is_empty());
    for one in &found {
        assert!(one["beside"].as_u64() <= one["paragraphs"].as_u64());
        assert!(one["log_likelihood"].as_f64().unwrap() >= 6.63);
        let places = one["gained_at"].as_str().unwrap();
        let named = places.split(';').filter(|place| !place.is_empty()).count() as u64;
        assert_eq!(Some(named), one["gained"].as_u64());
    }
    // What a proposal says of itself comes true when it is taken.
    let gas = "[[theme]]\nname = \"energy\"\nseeds = [\"gas\"]\n";
    fs::write(at.path().join("t.toml"), gas).unwrap();
    let suggest = ["news.jsonl", "--themes", "t.toml", "--suggest=1", "--format", "jsonl"];
    let best = lines(&ends(at.path(), &suggest, 0).0).remove(0);
    let energy = |at: &Path| {
        let printed = ends(at, &["news.jsonl", "--themes", "t.toml"], 0).0;
        rows(&printed).iter().filter(|row| row["theme"] == "energy").count() as u64
    };
    let before = energy(at.path());
    let seed = best["seed"].as_str().unwrap();
    fs::write(at.path().join("t.toml"), gas.replace("\"gas\"]", &format!("\"gas\", {seed:?}]"))).unwrap();
    let told = before + best["gained"].as_u64().unwrap() - best["lost"].as_u64().unwrap();
    assert_eq!(energy(at.path()), told, "{best}");
}

#[test]
fn a_saved_model_assigns_other_articles() {
    let at = folder();
    let at = at.path();
    ends(at, &["news.jsonl", "--save-model", "news.themes"], 0);
    let (_, said) = ends(at, &["news.jsonl", "--save-model", "news.themes"], 1);
    assert!(said.contains("news.themes"), "nothing is written over: {said}");
    fs::write(at.join("one.txt"), "Gazprom raised the price of gas for the refinery.\n").unwrap();
    let found = rows(&ends(at, &["one.txt", "--model", "news.themes"], 0).0);
    assert_eq!(found[0]["theme"], "energy", "{found:?}");
    let scored =
        ends(at, &["news.jsonl", "--model", "news.themes", "--gold", "gold.csv", "--format", "csv"], 0);
    assert!(measures(&scored.0)["macro_f1"] > 0.7);
    ends(at, &["one.txt", "--model", "news.themes", "--themes", "t.toml"], 2);
    let mut bytes = fs::read(at.join("news.themes")).unwrap();
    bytes[30] ^= 1;
    fs::write(at.join("broken.themes"), bytes).unwrap();
    let (_, said) = ends(at, &["one.txt", "--model", "broken.themes"], 1);
    assert!(said.contains("broken.themes is a damaged model"), "{said}");
    let (_, said) = ends(at, &["one.txt", "--model", "news.jsonl"], 1);
    assert!(said.contains("no saved model"), "{said}");
}

#[test]
fn seeds_in_two_themes_and_themes_without_a_word_are_told() {
    let at = folder();
    let file = "[[theme]]\nname = \"a\"\nseeds = [\"gas\", \"oil\"]\n[[theme]]\nname = \"b\"\nseeds = [\"oil\"]\n\
                [[theme]]\nname = \"c\"\nseeds = [\"zzyzx\"]\n";
    fs::write(at.path().join("t.toml"), file).unwrap();
    let (printed, said) = ends(at.path(), &["news.jsonl", "--themes", "t.toml"], 0);
    assert!(
        said.contains("the seed \"oil\" stands in the themes \"a\" and \"b\" and counts for both"),
        "{said}"
    );
    assert!(said.contains("no seed of the theme \"c\" stands in the text"), "{said}");
    assert_eq!(rows(&printed).len(), 120);
}

#[test]
fn texts_with_nothing_to_say_have_no_theme() {
    let at = folder();
    fs::write(at.path().join("stop.txt"), "The and of it.\n\nTo be or not to be.\n").unwrap();
    let found = rows(&ends(at.path(), &["stop.txt"], 0).0);
    assert!(found.iter().all(|row| row["theme"] == "other" && row["nearest"].is_empty()), "{found:?}");
    let (printed, said) = ends(at.path(), &["stop.txt", "--suggest"], 0);
    assert!(said.contains("no word stands beside the seeds of the theme \"energy\""), "{said}");
    assert!(!String::from_utf8(printed).unwrap().contains("energy"));
    let (_, said) = ends(at.path(), &["stop.txt", "--save-model", "m"], 4);
    assert!(said.contains("nothing to learn"), "{said}");
}
