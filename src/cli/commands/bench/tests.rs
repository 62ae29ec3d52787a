//! The made-up text, tested here because the benches include the file that makes it.

use std::collections::BTreeMap;

use super::text::documents;

/// A thousand words with four spellings of one of them.
fn sample() -> String {
    let syllables = ["ba", "den", "mi", "ro", "stal", "ke", "ing", "tor", "ul", "ves"];
    let words = (0..1000).map(|i| [i / 100, i / 10 % 10, i % 10].map(|at: usize| syllables[at]).concat());
    let text: String = words.map(|word| word + " ").collect();
    text + "the The the, “the” Vienna"
}

#[test]
fn same_seed_same_bytes() {
    let sample = sample();
    let make = |seed, bytes| documents([sample.as_str()], seed, bytes);
    let (short, long) = (make(7, 20_000), make(7, 60_000));
    assert_eq!(short, make(7, 20_000));
    assert_eq!(short[..], long[..short.len()]);
    assert_ne!(short, make(8, 20_000));
    let bytes: usize = short.iter().map(String::len).sum();
    assert!((20_000..26_000).contains(&bytes), "{bytes}");
}

#[test]
fn frequency_falls_with_rank_as_zipf_has_it() {
    let sample = sample();
    let documents = documents([sample.as_str()], 0, 2_000_000);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut words = 0;
    for word in documents.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())) {
        if !word.is_empty() {
            *counts.entry(word.to_lowercase()).or_default() += 1;
            words += 1;
        }
    }
    let mut counts: Vec<usize> = counts.into_values().collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    // Least squares of log frequency on log rank, for the ranks that are seen often enough to have one.
    let points: Vec<(f64, f64)> =
        (0..1000).map(|at| (((at + 1) as f64).ln(), (counts[at] as f64).ln())).collect();
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let slope = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum::<f64>()
        / points.iter().map(|point| (point.0 - x).powi(2)).sum::<f64>();
    assert!((-1.05..-0.95).contains(&slope), "{slope}");
    // Behind the bend it falls faster: 12,000 times the frequency of that rank would be that of rank 1 without one.
    assert!(12_000 * counts[12_000] < counts[0] * 3 / 4, "{} {}", counts[12_000], counts[0]);
    // New words keep coming, as many as two megabytes of prose have.
    let once = counts.iter().filter(|&&times| times == 1).count();
    assert!((14_000..26_000).contains(&counts.len()) && once > counts.len() / 4, "{} {once}", counts.len());
    let per_document = words / documents.len();
    assert!((480..=520).contains(&per_document), "{per_document}");
}

#[test]
fn it_looks_like_prose() {
    let sample = sample();
    let text = &documents([sample.as_str()], 0, 1)[0];
    assert!(text.starts_with(|c: char| c.is_uppercase() || c == '“'), "{text}");
    assert!(text.ends_with(['.', '?', '”']), "{text}");
    // A capital stands at the beginning of a sentence only.
    let times = |word: &str| text.matches(word).count();
    assert!(times(" the ") > times(" The ") && times("\n\n") >= 3, "{text}");
    assert!(documents([""], 0, 100).is_empty());
}
