//! Numbers that others computed: scikit-learn's matrices, Python's tokens, Snowball's stems.
//!
//! `data/golden/make.py` writes the files and says with which versions.

use retell::vectorize::CountVectorizerParams;
use retell::{
    Analyzer, Bm25, Corpus, CountMatrix, CountVectorizer, DocumentFrequency, HashedMatrix, HashingVectorizer,
    NgramUnit, Norm, StopWords, TfIdf, TfIdfMatrix,
};
use serde_json::Value;

const TOLERANCE: f64 = 1e-12;

fn golden(name: &str) -> Value {
    let path = format!("{}/data/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|item| item.as_f64().unwrap()).collect()
}

fn corpus(texts: &Value) -> Corpus {
    Corpus::from_texts(strings(texts).into_iter().enumerate().map(|(row, text)| (row.to_string(), text)))
        .unwrap()
}

fn frequency(value: &Value) -> DocumentFrequency {
    match value.as_u64() {
        Some(count) => DocumentFrequency::Count(count as usize),
        None => DocumentFrequency::Share(value.as_f64().unwrap()),
    }
}

/// The analyzer that scikit-learn's `options` describe.
fn analyzer(options: &Value) -> Analyzer {
    let mut analyzer = Analyzer::sklearn();
    for (name, value) in options.as_object().unwrap() {
        match name.as_str() {
            "ngram_range" => {
                analyzer = analyzer
                    .ngram_range(value[0].as_u64().unwrap() as usize, value[1].as_u64().unwrap() as usize);
            }
            "stop_words" if value == "english" => {
                analyzer = analyzer.stop_words(StopWords::sklearn_english());
            }
            "stop_words" => analyzer = analyzer.stop_words(StopWords::List(strings(value))),
            "analyzer" => {
                analyzer = analyzer.ngram_unit(match value.as_str() {
                    Some("char") => NgramUnit::Char,
                    Some("char_wb") => NgramUnit::CharWb,
                    _ => NgramUnit::Word,
                });
            }
            _ => {}
        }
    }
    analyzer
}

fn norm(value: &Value) -> Norm {
    match value.as_str() {
        Some("l2") => Norm::L2,
        Some("l1") => Norm::L1,
        None => Norm::None,
        Some(other) => panic!("unknown norm {other}"),
    }
}

/// The vectorizer that scikit-learn's `options` describe. A new option that is not read here fails.
fn count_params(options: &Value) -> CountVectorizerParams {
    let mut params = CountVectorizer::params(analyzer(options));
    for (name, value) in options.as_object().unwrap() {
        params = match name.as_str() {
            "min_df" => params.min_df(frequency(value)),
            "max_df" => params.max_df(frequency(value)),
            "max_features" => params.max_features(value.as_u64().unwrap() as usize),
            "binary" => params.binary(value.as_bool().unwrap()),
            "vocabulary" => params.vocabulary(strings(value)),
            "ngram_range" | "stop_words" | "analyzer" => params,
            other => panic!("unknown option {other}"),
        };
    }
    params
}

fn tfidf_params(options: &Value) -> retell::vectorize::TfIdfParams {
    let flag = |name: &str| options[name].as_bool().unwrap();
    TfIdf::params()
        .smooth_idf(flag("smooth_idf"))
        .sublinear_tf(flag("sublinear_tf"))
        .use_idf(flag("use_idf"))
        .norm(norm(&options["norm"]))
}

/// Same cells in the same places, values within the tolerance.
fn assert_cells(what: &str, expected: &Value, indptr: &[usize], indices: &[u32], data: &[f64]) {
    let places =
        |name: &str| numbers(&expected[name]).into_iter().map(|number| number as usize).collect::<Vec<_>>();
    assert_eq!(indptr, places("indptr"), "{what}: rows");
    assert_eq!(indices.iter().map(|&i| i as usize).collect::<Vec<_>>(), places("indices"), "{what}: columns");
    for (at, (got, expected)) in data.iter().zip(numbers(&expected["data"])).enumerate() {
        assert!((got - expected).abs() <= TOLERANCE, "{what}: cell {at} is {got}, expected {expected}");
    }
    assert_eq!(data.len(), expected["data"].as_array().unwrap().len(), "{what}: cells");
}

fn assert_counts(what: &str, expected: &Value, counts: &CountMatrix) {
    let data: Vec<f64> = counts.data().iter().map(|&count| f64::from(count)).collect();
    assert_cells(what, expected, counts.indptr(), counts.indices(), &data);
}

fn assert_weights(what: &str, expected: &Value, weights: &TfIdfMatrix) {
    assert_cells(what, expected, weights.indptr(), weights.indices(), weights.data());
}

#[test]
fn counts_are_scikit_learns() {
    let golden = golden("sklearn.json");
    let (texts, others) = (corpus(&golden["texts"]), corpus(&golden["others"]));
    let cases = golden["counts"].as_array().unwrap();
    assert!(cases.len() > 30);
    for case in cases {
        let what = case["options"].to_string();
        let (vectorizer, counts) = count_params(&case["options"]).fit_transform(&texts).unwrap();
        assert!(counts.vocabulary().terms().eq(strings(&case["vocabulary"])), "{what}");
        assert_counts(&what, &case["counts"], &counts);
        assert_counts(&format!("{what}, transformed"), &case["transformed"], &vectorizer.transform(&others));
        let fitted = count_params(&case["options"]).fit(&texts).unwrap();
        assert_eq!(fitted.transform(&texts), counts, "{what}: fit and transform, against both in one");
    }
}

#[test]
fn weights_are_scikit_learns() {
    let golden = golden("sklearn.json");
    let (texts, others) = (corpus(&golden["texts"]), corpus(&golden["others"]));
    let cases = golden["tfidf"].as_array().unwrap();
    assert!(cases.len() > 50);
    for case in cases {
        let options = &golden["counts"][case["counts"].as_u64().unwrap() as usize]["options"];
        let what = format!("{options} {}", case["options"]);
        let (vectorizer, counts) = count_params(options).fit_transform(&texts).unwrap();
        let (tfidf, weights) = tfidf_params(&case["options"]).fit_transform(&counts).unwrap();
        for (got, expected) in weights.idf().iter().zip(numbers(&case["idf"])) {
            assert!((got - expected).abs() <= TOLERANCE, "{what}: idf");
        }
        assert_weights(&what, &case["weights"], &weights);
        let transformed = tfidf.transform(&vectorizer.transform(&others)).unwrap();
        assert_weights(&format!("{what}, transformed"), &case["transformed"], &transformed);
    }
}

#[test]
fn bm25_is_the_formula() {
    let golden = golden("bm25.json");
    let min_df = frequency(&golden["min_df"]);
    let params = CountVectorizer::params(Analyzer::sklearn()).min_df(min_df);
    let (vectorizer, counts) = params.fit_transform(&corpus(&golden["texts"])).unwrap();
    let others = vectorizer.transform(&corpus(&golden["others"]));
    for case in golden["cases"].as_array().unwrap() {
        let option = |name: &str| case["options"][name].as_f64().unwrap();
        let bm25 = Bm25::params().k1(option("k1")).b(option("b")).fit(&counts).unwrap();
        for (counts, expected) in [(&counts, &case["weights"]), (&others, &case["transformed"])] {
            let weights = bm25.transform(counts).unwrap().to_dense().unwrap();
            let expected: Vec<f64> = expected.as_array().unwrap().iter().flat_map(numbers).collect();
            assert_eq!(weights.len(), expected.len());
            for (got, expected) in weights.iter().zip(expected) {
                assert!(
                    (got - expected).abs() <= TOLERANCE,
                    "{}: {got}, expected {expected}",
                    case["options"]
                );
            }
        }
    }
}

/// Words whose hash is the least 32-bit number are among the texts.
#[test]
fn hashed_terms_are_scikit_learns() {
    let golden = golden("hashing.json");
    let texts = corpus(&golden["texts"]);
    let cases = golden["cases"].as_array().unwrap();
    assert!(cases.len() > 10);
    for case in cases {
        let mut vectorizer = HashingVectorizer::new(analyzer(&case["options"]));
        for (name, value) in case["options"].as_object().unwrap() {
            vectorizer = match name.as_str() {
                "n_features" => vectorizer.n_features(value.as_u64().unwrap() as usize),
                "alternate_sign" => vectorizer.alternate_sign(value.as_bool().unwrap()),
                "binary" => vectorizer.binary(value.as_bool().unwrap()),
                "norm" => vectorizer.norm(norm(value)),
                "ngram_range" | "stop_words" | "analyzer" => vectorizer,
                other => panic!("unknown option {other}"),
            };
        }
        let hashed = vectorizer.transform(&texts).unwrap();
        let what = case["options"].to_string();
        assert_cells(&what, &case["matrix"], hashed.indptr(), hashed.indices(), hashed.data());
    }

    let n_features = golden["n_features"].as_u64().unwrap() as usize;
    let vectorizer = HashingVectorizer::new(Analyzer::sklearn()).n_features(n_features);
    let single: HashedMatrix<f32> =
        vectorizer.transform_batches(std::iter::once(|| texts.documents())).unwrap();
    let expected = numbers(&golden["single"]["data"]);
    assert_eq!(single.data().len(), expected.len());
    for (&got, expected) in single.data().iter().zip(expected) {
        assert!((f64::from(got) - expected).abs() < 1e-7, "{got} {expected}");
    }
}

#[test]
fn tokens_are_pythons() {
    let golden = golden("tokens.json");
    let analyzer = Analyzer::sklearn();
    for case in golden["cases"].as_array().unwrap() {
        let text = case["text"].as_str().unwrap();
        assert_eq!(analyzer.terms(text, None), strings(&case["tokens"]), "{text:?}");
    }
}

/// Every code point twice, in blocks: the table of word characters and the lower case of each.
#[test]
fn every_code_point_is_pythons() {
    let golden = golden("tokens.json");
    let size = golden["block"].as_u64().unwrap() as u32;
    for (block, expected) in strings(&golden["checksums"]).into_iter().enumerate() {
        let start = block as u32 * size;
        let pairs: Vec<String> =
            (start..start + size).filter_map(char::from_u32).map(|c| format!("{c}{c}")).collect();
        let tokens = Analyzer::sklearn().terms(&pairs.join(" "), None).join(" ");
        assert_eq!(format!("{:016x}", fnv1a(&tokens)), expected, "block of U+{start:04X}");
    }
}

/// Every code point twice, in blocks: its lower case, and whether it is white space.
#[test]
fn every_character_is_pythons() {
    let golden = golden("tokens.json");
    let size = golden["block"].as_u64().unwrap() as u32;
    let unassigned: Vec<Vec<f64>> = golden["unassigned"].as_array().unwrap().iter().map(numbers).collect();
    let is_assigned = |c: &char| {
        let point = f64::from(*c as u32);
        let after = unassigned.partition_point(|range| range[0] <= point);
        after == 0 || unassigned[after - 1][1] < point
    };
    let params = CountVectorizer::params(Analyzer::sklearn().ngram_unit(NgramUnit::Char));
    for (block, expected) in strings(&golden["characters"]).into_iter().enumerate() {
        let start = block as u32 * size;
        let characters = (start..start + size).filter_map(char::from_u32).filter(is_assigned);
        let text: String = characters.map(|c| format!("{c}{c}x")).collect();
        let listed = match params.clone().fit_transform(&Corpus::from_texts([("", text)]).unwrap()) {
            Ok((_, counts)) => {
                let gram = |(column, count)| format!("{}{count}", counts.vocabulary().term(column));
                counts.row(0).map(gram).collect::<Vec<_>>().join(" ")
            }
            Err(_) => String::new(),
        };
        assert_eq!(format!("{:016x}", fnv1a(&listed)), expected, "block of U+{start:04X}");
    }
}

fn fnv1a(text: &str) -> u64 {
    text.bytes()
        .fold(0xCBF2_9CE4_8422_2325, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Against Snowball's own vocabularies, where they are at hand; `data/golden/stemmers.md` explains the figures.
#[cfg(feature = "read")]
#[test]
fn stems_are_snowballs_as_far_as_recorded() {
    use retell::{Language, Stemmer};

    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/eval/snowball");
    // Words that rust-stemmers and frostem stem otherwise; Arabic and Tamil have no vocabulary there. Where Snowball
    // leaves nothing of a word, the word itself is right.
    let recorded = [
        (Language::Danish, 0, 0),
        (Language::Dutch, 20_897, 0),
        (Language::English, 57, 0),
        (Language::Finnish, 3, 103),
        (Language::French, 919, 0),
        (Language::German, 1_247, 0),
        (Language::Greek, 0, 0),
        (Language::Hungarian, 0, 0),
        (Language::Italian, 1, 0),
        (Language::Norwegian, 136, 0),
        (Language::Portuguese, 0, 0),
        (Language::Romanian, 0, 0),
        (Language::Russian, 0, 0),
        (Language::Spanish, 9, 0),
        (Language::Swedish, 553, 0),
        (Language::Turkish, 9_204, 0),
    ];
    for (language, older, current) in recorded {
        let Ok(file) = std::fs::File::open(format!("{folder}/{language}.tsv.zst")) else {
            println!("skipped {language}: no vocabulary in {folder}");
            continue;
        };
        let table = String::from_utf8(zstd::decode_all(file).unwrap()).unwrap();
        let rows: Vec<(&str, &str)> = table.lines().filter_map(|line| line.split_once('\t')).collect();
        assert!(rows.len() > 20_000, "{language}");
        let differ = |stemmer: Stemmer| {
            let right = |(word, stem): &(&str, &str)| {
                stemmer.stem(language, word) == if stem.is_empty() { *word } else { *stem }
            };
            rows.iter().filter(|row| !right(row)).count()
        };
        let (rust_stemmers, snowball) = (differ(Stemmer::RustStemmers), differ(Stemmer::Snowball));
        let share = |n: usize| 100.0 * n as f64 / rows.len() as f64;
        println!(
            "{language:<11} {:>6} words  rust-stemmers {rust_stemmers:>6} ({:.3}%)  snowball {snowball:>4} ({:.3}%)",
            rows.len(),
            share(rust_stemmers),
            share(snowball)
        );
        assert!(rust_stemmers <= older, "{language}: {rust_stemmers} differ, {older} are recorded");
        assert!(snowball <= current, "{language}: {snowball} differ, {current} are recorded");
    }
}
