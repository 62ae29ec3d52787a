//! The built-in corpus, held against what was planted in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;

use crate::support::{files, lines, retell, rows, select};

const SAMPLE: &str = include_str!("../../data/sample.jsonl");
const TRUTH: &str = include_str!("../../data/sample_truth.json");

/// What a run over the sample wrote.
static RUN: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    retell().args(["run", "-q", "-o"]).arg(&out).assert().success();
    files(&out)
});

fn truth() -> Value {
    serde_json::from_str(TRUTH).unwrap()
}

fn texts() -> BTreeMap<String, String> {
    let text = |value: &Value, key: &str| value[key].as_str().unwrap().to_owned();
    lines(SAMPLE.as_bytes()).iter().map(|article| (text(article, "id"), text(article, "text"))).collect()
}

/// A stretch of an article: id, start, end.
type Stretch = (String, u64, u64);

fn stretch(value: &Value, side: &str) -> Stretch {
    (
        value[side].as_str().unwrap().to_owned(),
        value[format!("{side}_start")].as_u64().unwrap(),
        value[format!("{side}_end")].as_u64().unwrap(),
    )
}

/// Starts of the words of a stretch, in code points.
fn words(texts: &BTreeMap<String, String>, (id, start, end): &Stretch) -> BTreeSet<(String, u64)> {
    let mut inside = false;
    let mut starts = BTreeSet::new();
    for (at, c) in texts[id].chars().enumerate() {
        let letter = c.is_alphanumeric() || (inside && matches!(c, '’' | '\'' | '.' | ','));
        if letter && !inside && (*start..*end).contains(&(at as u64)) {
            starts.insert((id.clone(), at as u64));
        }
        inside = letter;
    }
    starts
}

fn found(kind: impl Fn(&Value) -> bool) -> Vec<Value> {
    lines(&RUN["tables/passages.jsonl"]).into_iter().filter(kind).collect()
}

#[test]
fn every_planted_copy_is_found_nearly_whole_in_both_directions() {
    let texts = texts();
    for planted in truth()["passages"].as_array().unwrap().iter().filter(|p| p["tier"] == "copied") {
        for (here, there) in [("target", "source"), ("source", "target")] {
            let want = words(&texts, &stretch(planted, here));
            let partner = stretch(planted, there);
            let covered: BTreeSet<_> = found(|p| p["source"] == partner.0.as_str())
                .iter()
                .flat_map(|passage| words(&texts, &stretch(passage, "target")))
                .collect();
            let share = want.intersection(&covered).count() as f64 / want.len() as f64;
            assert!(share >= 0.95, "{share:.3} of {planted}");
        }
    }
}

#[test]
fn what_was_rewritten_is_found_in_both_directions_and_nothing_else_is_called_so() {
    let texts = texts();
    let planted: Vec<Value> = truth()["passages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["tier"] == "rewritten")
        .cloned()
        .collect();
    let found = found(|p| p["tier"] == "rewritten");
    assert_eq!((planted.len(), found.len()), (1, 2), "{found:?}");
    for (target, source) in [("target", "source"), ("source", "target")] {
        let (here, there) = (stretch(&planted[0], target), stretch(&planted[0], source));
        let passage = found.iter().find(|p| p["target"] == here.0.as_str()).unwrap();
        for (wanted, got) in [(here, stretch(passage, "target")), (there, stretch(passage, "source"))] {
            assert_eq!(words(&texts, &wanted), words(&texts, &got));
        }
    }
}

#[test]
fn no_copied_passage_lies_outside_the_truth() {
    let texts = texts();
    let mut allowed = BTreeSet::new();
    for planted in truth()["passages"].as_array().unwrap() {
        allowed.extend(words(&texts, &stretch(planted, "target")));
        allowed.extend(words(&texts, &stretch(planted, "source")));
    }
    for passage in found(|p| p["tier"] == "copied") {
        let outside: Vec<_> =
            words(&texts, &stretch(&passage, "target")).difference(&allowed).cloned().collect();
        assert!(outside.is_empty(), "{passage}\nhas words outside the truth at {outside:?}");
    }
}

#[test]
fn the_shared_quotation_is_one_and_exact() {
    let truth = truth();
    let planted = truth["passages"].as_array().unwrap().iter().find(|p| p["kind"] == "shared-quote").unwrap();
    let quotes = found(|p| p["kind"] == "shared-quote");
    assert_eq!(quotes.len(), 2, "one quotation, in both directions");
    let sides: BTreeSet<Stretch> = quotes.iter().map(|passage| stretch(passage, "target")).collect();
    assert_eq!(sides, BTreeSet::from([stretch(planted, "target"), stretch(planted, "source")]));
}

#[test]
fn copies_are_told_from_quotations() {
    for passage in found(|p| p["kind"] != "shared-quote") {
        assert!(passage["quoted"].as_f64().unwrap() < 0.8, "{passage}");
    }
}

#[test]
fn offsets_select_the_text() {
    let texts = texts();
    let passages = lines(&RUN["tables/passages.jsonl"]);
    assert!(!passages.is_empty());
    for passage in passages {
        let (id, start, end) = stretch(&passage, "target");
        assert_eq!(select(&texts[&id], start, end), passage["text"].as_str().unwrap());
    }
}

#[test]
fn site_chrome_is_masked_and_nothing_else() {
    let key =
        |value: &Value| (value["article"].as_str().unwrap().to_owned(), value["paragraph"].as_u64().unwrap());
    let truth = truth();
    let planted: BTreeSet<_> = truth["boilerplate"].as_array().unwrap().iter().map(key).collect();
    let manifest: Value = serde_json::from_slice(&RUN["manifest.json"]).unwrap();
    let masked: BTreeSet<_> = manifest["masked"].as_array().unwrap().iter().map(key).collect();
    assert_eq!(masked, planted);
}

/// Mean over the classes of 2·tp ÷ (2·tp + fp + fn); classes that stand in neither are left out.
fn macro_f1(pairs: &[(String, String)]) -> f64 {
    let classes: BTreeSet<&String> = pairs.iter().flat_map(|(gold, found)| [gold, found]).collect();
    let f1 = |class: &String| {
        let both = pairs.iter().filter(|(gold, found)| gold == class && found == class).count();
        let either =
            pairs.iter().map(|(gold, found)| usize::from(gold == class) + usize::from(found == class));
        2.0 * both as f64 / either.sum::<usize>() as f64
    };
    classes.iter().map(|class| f1(class)).sum::<f64>() / classes.len() as f64
}

#[test]
fn themes_agree_with_the_labels() {
    let found = rows(&RUN["tables/paragraphs.csv"]);
    let truth = truth();
    let gold = truth["paragraphs"].as_array().unwrap();
    assert_eq!(found.len(), gold.len());
    let pairs: Vec<(String, String)> = gold
        .iter()
        .zip(&found)
        .map(|(gold, found)| {
            assert_eq!(gold["article"].as_str().unwrap(), found["article"]);
            assert_eq!(gold["paragraph"].as_u64().unwrap().to_string(), found["paragraph"]);
            (gold["theme"].as_str().unwrap().to_owned(), found["theme"].clone())
        })
        .collect();
    let f1 = macro_f1(&pairs);
    assert!(f1 >= 0.6, "macro-F1 is {f1:.3}");
}

#[test]
fn macro_f1_knows_its_ends() {
    let pair = |gold: &str, found: &str| (gold.to_owned(), found.to_owned());
    assert_eq!(macro_f1(&[pair("a", "a"), pair("b", "b")]), 1.0);
    assert_eq!(macro_f1(&[pair("a", "b"), pair("b", "a")]), 0.0);
    assert_eq!(macro_f1(&[pair("a", "a"), pair("a", "b")]), (2.0 / 3.0 + 0.0) / 2.0);
}

#[test]
fn two_stories_share_no_passage() {
    let lagoon = |id: &str| id.contains("lagoon") || id.contains("barrier") || id.contains("venice");
    let ids: Vec<String> = texts().into_keys().collect();
    let (other, summit): (Vec<&String>, Vec<&String>) = ids.iter().partition(|id| lagoon(id));
    assert!(!other.is_empty() && !summit.is_empty());
    for row in rows(&RUN["tables/reuse.csv"]) {
        if lagoon(&row["target"]) != lagoon(&row["source"]) {
            assert_eq!(row["passages"], "0", "{row:?}");
        }
    }
}
