//! What each stage of vectorising takes, on text whose words keep to Zipf's law.
//!
//! Every bench does its stage and all before it, from documents in memory; what a stage adds is the difference. One
//! thread, for what threads gain is the business of `retell bench`.

mod zipf;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use retell::{
    Analyzer, Corpus, CountVectorizer, HashingVectorizer, LanguageChoice, NgramUnit, Stemmer, TfIdf,
    Vectorizer, Weighting,
};

/// Enough for tens of thousands of distinct words.
const BYTES: usize = 4_000_000;

fn stages(criterion: &mut Criterion) {
    let corpus = zipf::corpus(BYTES);
    for (name, analyzer) in [("news", Analyzer::english()), ("sklearn", Analyzer::sklearn())] {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(bytes(&corpus))).sample_size(20);
        let plain =
            analyzer.clone().language(LanguageChoice::Unknown).stemmer(Stemmer::None).stop_words(false);
        group.bench_function("scan", |bench| bench.iter(|| analyzer.count_words(black_box(&corpus))));
        group.bench_function("intern", |bench| bench.iter(|| plain.count_terms(black_box(&corpus))));
        group.bench_function("stem", |bench| bench.iter(|| analyzer.count_terms(black_box(&corpus))));
        let count = |corpus: &Corpus| CountVectorizer::params(analyzer.clone()).fit_transform(corpus);
        group.bench_function("count", |bench| bench.iter(|| count(black_box(&corpus))));
        group.bench_function("weigh", |bench| {
            let params = Vectorizer::params(
                CountVectorizer::params(analyzer.clone()),
                Weighting::TfIdf(TfIdf::params()),
            );
            bench.iter(|| params.clone().fit_transform(black_box(&corpus)));
        });
        group.finish();
    }
}

/// What is not on the way from text to tf-idf of single words.
fn others(criterion: &mut Criterion) {
    let corpus = zipf::corpus(BYTES / 4);
    let mut group = criterion.benchmark_group("others");
    group.throughput(Throughput::Bytes(bytes(&corpus))).sample_size(20);
    group.bench_function("tokens with places", |bench| {
        bench.iter(|| Analyzer::english().tokenize(black_box(&corpus)));
    });
    group.bench_function("bigrams", |bench| {
        let params = CountVectorizer::params(Analyzer::english().ngram_range(1, 2));
        bench.iter(|| params.clone().fit_transform(black_box(&corpus)));
    });
    group.bench_function("characters in words", |bench| {
        let analyzer = Analyzer::sklearn().ngram_unit(NgramUnit::CharWb).ngram_range(3, 5);
        let params = CountVectorizer::params(analyzer);
        bench.iter(|| params.clone().fit_transform(black_box(&corpus)));
    });
    group.bench_function("hashing", |bench| {
        let vectorizer = HashingVectorizer::new(Analyzer::sklearn());
        bench.iter(|| vectorizer.transform(black_box(&corpus)));
    });
    if let Ok((vectorizer, _)) = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus) {
        group.bench_function("transform", |bench| bench.iter(|| vectorizer.transform(black_box(&corpus))));
    }
    group.finish();
}

fn bytes(corpus: &Corpus) -> u64 {
    corpus.documents().iter().map(|document| document.text().len() as u64).sum()
}

fn one_thread() -> Criterion {
    // Rayon reads it when its first task comes. Criterion itself needs no threads.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).build_global();
    Criterion::default()
}

criterion_group! { name = benches; config = one_thread(); targets = stages, others }
criterion_main!(benches);
