//! How long counting and weighing take, on text made up here.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use retell::{Analyzer, Corpus, CountVectorizer, TfIdf};

/// About a megabyte: words drawn so that few are common and many are rare, as in running text.
fn corpus() -> Corpus {
    const SYLLABLES: [&str; 16] = [
        "ba", "den", "mi", "ro", "stal", "ke", "ing", "tor", "ul", "ves", "pra", "no", "shi", "gel", "qua",
        "ter",
    ];
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state >> 11
    };
    let texts = (0..400).map(|document| {
        let mut text = String::new();
        for word in 0..420 {
            // The product of two draws is small more often than large: a long tail of rare words.
            let rank = (next() % 160) * (next() % 160) / 4;
            for digit in [rank % 16, rank / 16 % 16, rank / 256 % 16] {
                text.push_str(SYLLABLES[digit as usize]);
            }
            text.push_str(if word % 60 == 59 { ".\n\n" } else { " " });
        }
        (document.to_string(), text)
    });
    Corpus::from_texts(texts).unwrap_or_default()
}

fn vectorize(criterion: &mut Criterion) {
    let corpus = corpus();
    let bytes: usize = corpus.documents().iter().map(|document| document.text().len()).sum();
    let mut group = criterion.benchmark_group("vectorize");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
    for (name, analyzer) in [
        ("count/news", Analyzer::english()),
        ("count/sklearn", Analyzer::sklearn()),
        ("count/news bigrams", Analyzer::english().ngram_range(1, 2)),
    ] {
        group.bench_function(name, |bench| {
            bench.iter_batched(
                || CountVectorizer::params(analyzer.clone()),
                |params| params.fit_transform(black_box(&corpus)),
                BatchSize::SmallInput,
            );
        });
    }
    group.bench_function("tokenize/news", |bench| {
        bench.iter(|| Analyzer::english().tokenize(black_box(&corpus)))
    });
    if let Ok((_, counts)) = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus) {
        group.bench_function("tf-idf", |bench| {
            bench.iter(|| TfIdf::params().fit_transform(black_box(&counts)))
        });
    }
    group.finish();
}

criterion_group!(benches, vectorize);
criterion_main!(benches);
