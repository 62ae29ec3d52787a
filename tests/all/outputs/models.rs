//! `retell vectorize --save-model` and `--model`: what is learnt once weighs other articles as well.

use std::fs;

use tempfile::TempDir;

use super::{SAMPLE, assert_near, numbers, parquet, stdout, texts};
use crate::support::{files, refused, rows};

/// German articles, and one that is too short to tell its language.
const GERMAN: &str = r#"{"id":"a","text":"Die Minister einigten sich am späten Abend auf einen gemeinsamen Fahrplan für die Lieferungen, und die Zeitungen berichteten darüber am nächsten Morgen."}
{"id":"b","text":"Die Händler am Hafen warten seit Wochen auf die Schiffe, die wegen der Stürme nicht auslaufen konnten."}
{"id":"c","text":"Zeitungen, Minister"}
"#;

fn articles() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.jsonl"), SAMPLE).unwrap();
    fs::write(folder.path().join("german.jsonl"), GERMAN).unwrap();
    fs::write(folder.path().join("short.jsonl"), r#"{"id":"s","text":"Zeitungen"}"#).unwrap();
    folder
}

/// A folder with `news.model`, learnt from the sample, and the matrix beside it.
fn saved() -> TempDir {
    let at = articles();
    stdout(at.path(), &["vectorize", "in.jsonl", "-q", "-o", "fit.npz", "--save-model", "news.model"]);
    at
}

#[test]
fn a_saved_model_makes_the_matrix_that_it_was_learnt_with() {
    let at = articles();
    for flags in [
        &[][..],
        &["--weight", "bm25"],
        &["--weight", "count"],
        &["--analyzer", "sklearn", "--binary", "--sublinear-tf", "--norm", "l1"],
        &["--ngrams", "1,2", "--min-df", "2", "--max-df", "0.8", "--max-features", "100"],
        &["--language", "en", "--stemmer", "snowball", "--no-smooth-idf"],
    ] {
        for (input, ending) in [("in.jsonl", "npz"), ("german.jsonl", "npz"), ("in.jsonl", "mtx")] {
            let (fit, again) = (format!("fit/m.{ending}"), format!("again/m.{ending}"));
            let fitting = ["vectorize", input, "-q", "--force", "-o", &fit, "--save-model", "fit/m.model"];
            stdout(at.path(), &[&fitting[..], flags].concat());
            let model = fs::read(at.path().join("fit/m.model")).unwrap();
            stdout(at.path(), &["vectorize", input, "-q", "-o", &again, "--model", "fit/m.model"]);
            let files = files(at.path());
            for name in [&format!("m.{ending}"), "m.vocabulary.txt", "m.articles.txt"] {
                let (fit, again) = (&files[&format!("fit/{name}")], &files[&format!("again/{name}")]);
                assert!(fit == again, "{flags:?} {input}: {name} differs");
            }
            stdout(at.path(), &[&fitting[..], flags, &["--threads", "3"]].concat());
            assert!(model == fs::read(at.path().join("fit/m.model")).unwrap(), "{flags:?} {input}");
        }
    }
}

#[test]
fn long_tables_hold_the_same_weights() {
    let at = articles();
    for (weight, fitted, again) in
        [("tfidf", "tfidf", "weight"), ("bm25", "weight", "weight"), ("count", "count", "count")]
    {
        let fitting =
            ["vectorize", "in.jsonl", "-q", "--force", "--weight", weight, "--save-model", "m.model"];
        stdout(at.path(), &[&fitting[..], &["-o", "fit.npz"]].concat());
        let model = fs::read(at.path().join("m.model")).unwrap();
        stdout(at.path(), &[&fitting[..], &["-o", "fit.parquet"]].concat());
        assert!(
            model == fs::read(at.path().join("m.model")).unwrap(),
            "{weight}: the model hangs on the table"
        );
        for ending in ["parquet", "csv"] {
            let output = format!("again.{ending}");
            stdout(at.path(), &["vectorize", "in.jsonl", "-q", "-o", &output, "--model", "m.model"]);
        }
        let files = files(at.path());
        let (fit, table) = (parquet(&files["fit.parquet"]), parquet(&files["again.parquet"]));
        for column in ["article", "term"] {
            assert_eq!(texts(&fit, column), texts(&table, column), "{weight}");
        }
        let (fit, table) = (numbers(&fit, fitted), numbers(&table, again));
        fit.iter().zip(&table).for_each(|(fit, again)| assert_near(weight, *again, *fit));
        let csv: Vec<f64> = rows(&files["again.csv"]).iter().map(|row| row[again].parse().unwrap()).collect();
        assert_eq!(csv, table, "{weight}");
    }
}

#[test]
fn other_articles_are_weighed_by_what_was_learnt() {
    let at = articles();
    stdout(at.path(), &["vectorize", "german.jsonl", "-q", "-o", "de.npz", "--save-model", "de.model"]);
    let args = ["vectorize", "short.jsonl", "-q", "-o", "short.csv", "--model", "de.model"];
    stdout(at.path(), &args);
    // Stemmed as German, which one word does not tell; and its row has unit length.
    let rows = rows(&fs::read(at.path().join("short.csv")).unwrap());
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0]["term"].as_str(), rows[0]["weight"].as_str()), ("zeitung", "1.0"));
}

#[test]
fn settings_beside_a_model_are_refused_by_name() {
    let at = saved();
    fs::write(at.path().join("c.toml"), "binary = true\n").unwrap();
    for flag in [
        "--config=c.toml",
        "--language=en",
        "--analyzer=sklearn",
        "--stemmer=none",
        "--ngrams=1,2",
        "--min-df=2",
        "--max-df=0.5",
        "--max-features=9",
        "--sublinear-tf",
        "--no-smooth-idf",
        "--norm=l1",
        "--binary",
        "--weight=bm25",
        "--save-model=other.model",
    ] {
        let name = flag.split('=').next().unwrap();
        let args = ["vectorize", "in.jsonl", "-o", "m.npz", "--model", "news.model", flag];
        refused(at.path(), &args, 2, &["--model", name]);
    }
    let args =
        ["vectorize", "in.jsonl", "-q", "-o", "m", "--model", "news.model", "--format=npz", "--threads=2"];
    stdout(at.path(), &args);
    assert!(fs::read(at.path().join("m")).unwrap() == fs::read(at.path().join("fit.npz")).unwrap());
}

#[test]
fn what_is_no_model_is_told_by_name() {
    let at = saved();
    let model = fs::read(at.path().join("news.model")).unwrap();
    let changed = |at: usize, byte: u8| {
        let mut bytes = model.clone();
        bytes[at] ^= byte;
        bytes
    };
    let middle = model.len() / 2;
    let cases: [(&str, Vec<u8>, &str); 9] = [
        ("empty", Vec::new(), "is empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n rest".to_vec(), "a PNG image"),
        ("matrix.npz", fs::read(at.path().join("fit.npz")).unwrap(), "a ZIP archive"),
        ("text", b"{\"terms\": []}".to_vec(), "JSON"),
        ("short", model[..middle].to_vec(), &format!("but has {middle}")),
        ("header", model[..10].to_vec(), "but has 10"),
        ("flipped", changed(middle, 1), "checksum"),
        ("length", changed(13, 0x80), "cut short or damaged"),
        ("newer", changed(8, 0x40), "in format 65, and this build reads format 1"),
    ]
    .map(|(name, bytes, said): (_, _, &str)| (name, bytes, said.to_owned().leak() as &str));
    for (name, bytes, said) in cases {
        fs::write(at.path().join(name), bytes).unwrap();
        let args = ["vectorize", "in.jsonl", "-o", "m.npz", "--model", name];
        refused(at.path(), &args, 1, &[name, said]);
    }
    let args = ["vectorize", "in.jsonl", "-o", "m.npz", "--model", "missing.model"];
    refused(at.path(), &args, 1, &["cannot read missing.model", "check the spelling"]);
    // Vocabulary with a term twice, under a checksum that holds.
    let mut twice = model.clone();
    let terms: Vec<String> = fs::read_to_string(at.path().join("fit.vocabulary.txt"))
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    let (one, other) = terms.iter().zip(&terms[1..]).find(|(a, b)| a.len() == b.len()).unwrap();
    let pair = |a: &str, b: &str| {
        let text = |text: &str| [&[0xa0 | text.len() as u8], text.as_bytes()].concat();
        [text(a), text(b)].concat()
    };
    let place = twice.windows(pair(one, other).len()).position(|bytes| bytes == pair(one, other)).unwrap();
    twice.splice(place..place + pair(one, one).len(), pair(one, one));
    let end = twice.len() - 4;
    let mut sum = flate2::Crc::new();
    sum.update(&twice[..end]);
    twice.splice(end.., sum.sum().to_le_bytes());
    fs::write(at.path().join("twice"), &twice).unwrap();
    let args = ["vectorize", "in.jsonl", "-o", "m.npz", "--model", "twice"];
    refused(at.path(), &args, 1, &["twice is a model that cannot be used", &format!("{one:?} stands twice")]);
}

#[test]
fn a_model_is_not_written_over_by_accident() {
    let at = saved();
    let save = |output, model| ["vectorize", "german.jsonl", "-q", "-o", output, "--save-model", model];
    refused(at.path(), &save("m.npz", "news.model"), 1, &["cannot write news.model", "--force"]);
    fs::create_dir(at.path().join("folder")).unwrap();
    refused(at.path(), &[&save("m.npz", "folder")[..], &["--force"]].concat(), 1, &["cannot write folder"]);
    refused(at.path(), &save("m.npz", "m.npz"), 2, &["save_model", "a file of its own"]);
    refused(at.path(), &save("m.npz", "./m.vocabulary.txt"), 2, &["save_model", "a file of its own"]);
    let over = ["vectorize", "in.jsonl", "-o", "./news.model", "--format", "npz", "--model", "news.model"];
    refused(at.path(), &over, 2, &["model", "a file of its own"]);
    // Where the model cannot be written there is no matrix either.
    fs::write(at.path().join("file"), "in the way").unwrap();
    refused(at.path(), &save("m.npz", "file/m.model"), 1, &["cannot write file/m.model"]);

    let before = fs::read(at.path().join("news.model")).unwrap();
    stdout(at.path(), &[&save("m.npz", "news.model")[..], &["--force"]].concat());
    assert!(before != fs::read(at.path().join("news.model")).unwrap());
}
