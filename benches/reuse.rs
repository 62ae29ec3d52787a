//! How fast copied passages are found.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use retell::{Analyzer, Corpus, Reuse};

/// `documents` articles of `words` words each; every second one holds 60 words of the one before.
fn articles(documents: usize, words: usize) -> Corpus {
    let mut state = 1_u64;
    let mut word = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Squared, so that some words are common and most are rare.
        let share = (state >> 40) as f64 / (1_u64 << 24) as f64;
        format!("word{}", (share * share * 20_000.0) as usize)
    };
    let mut texts: Vec<Vec<String>> = Vec::new();
    for at in 0..documents {
        let mut text: Vec<String> = (0..words).map(|_| word()).collect();
        if at % 2 == 1 {
            text[100..160].clone_from_slice(&texts[at - 1][200..260]);
        }
        texts.push(text);
    }
    let named = texts.iter().enumerate().map(|(at, text)| (format!("{at:04}"), text.join(" ")));
    Corpus::from_texts(named).unwrap_or_default()
}

fn detect(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("reuse");
    group.sample_size(10);
    let copied = |n: usize| {
        let text = articles(1, 600)[0].text().to_owned();
        Corpus::from_texts((0..n).map(|at| (format!("{at:04}"), text.clone()))).unwrap_or_default()
    };
    let sets = [
        ("5 articles", articles(5, 600)),
        ("200 articles", articles(200, 600)),
        ("2,000 articles", articles(2_000, 600)),
        ("1,000 copies of one", copied(1_000)),
    ];
    for (name, corpus) in sets {
        let tokens = Analyzer::english().tokenize(&corpus);
        group.throughput(Throughput::Bytes(
            corpus.documents().iter().map(|document| document.text().len() as u64).sum(),
        ));
        group.bench_function(name, |bencher| {
            bencher.iter(|| Reuse::params().detect(&corpus, &tokens));
        });
    }
    group.finish();
}

criterion_group!(benches, detect);
criterion_main!(benches);
