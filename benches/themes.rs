//! Themes and discovery on made-up articles: 100 paragraphs (exact decomposition) and 2,000 (randomised).

use criterion::{Criterion, criterion_group, criterion_main};
use retell::themes::{Discovery, ThemeSet, Themes};
use retell::{Analyzer, Corpus};

/// Articles of ten paragraphs each, whose words come from four fields of fifty words and a common stock.
fn corpus(n_articles: usize) -> Corpus {
    let mut state = 7u64;
    let mut below = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let seeds = ["oil", "army", "kyiv", "tariff"];
    let mut article = |_| {
        let mut text = String::new();
        for _ in 0..10 {
            let field = below(5);
            for _ in 0..60 {
                match below(12) {
                    0 if field < 4 => text.push_str(seeds[field]),
                    1..=5 => text.push_str(&format!("field{field}word{}", below(50))),
                    _ => text.push_str(&format!("common{}", below(3_000))),
                }
                text.push(' ');
            }
            text.push('\n');
        }
        text
    };
    let texts: Vec<(String, String)> = (0..n_articles).map(|n| (n.to_string(), article(n))).collect();
    Corpus::from_texts(texts).unwrap_or_default()
}

fn themes(criterion: &mut Criterion) {
    let analyzer = Analyzer::english();
    let mut group = criterion.benchmark_group("themes");
    group.sample_size(10);
    for n_articles in [10, 200] {
        let corpus = corpus(n_articles);
        let tokens = analyzer.tokenize(&corpus);
        group.bench_function(format!("assign/{} paragraphs", n_articles * 10), |bench| {
            bench.iter(|| Themes::params(ThemeSet::builtin()).fit(&corpus, &analyzer, &tokens));
        });
        group.bench_function(format!("discover/{} paragraphs", n_articles * 10), |bench| {
            bench.iter(|| Discovery::params(5).fit(&corpus, &analyzer, &tokens));
        });
    }
    group.finish();
}

criterion_group!(benches, themes);
criterion_main!(benches);
