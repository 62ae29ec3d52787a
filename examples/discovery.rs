//! How well themes are found without seed words: BBC News (2,225 articles, five topics), held against its labels, which
//! the search never sees. `cargo run --release --example discovery -- FILE`; FILE has lines of JSON with `id` and `text`, where an
//! id begins with its topic and a slash, such as `../shared/eval/bbc/docs.jsonl.zst`. Without one nothing is measured.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use retell::corpus::read::{self, Input, Options};
use retell::themes::{Discovery, Grouping, adjusted_rand_index, information};
use retell::{Analyzer, Corpus, Tokens, Unit};

const SEEDS: u64 = 10;

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1).map(PathBuf::from) else {
        println!("no FILE was named; nothing measured");
        return ExitCode::SUCCESS;
    };
    let read = read::read(&[Input::from_arg(file)], &Options::default(), &mut |_, _| {});
    match read.and_then(|read| measure(&read.corpus)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(corpus: &Corpus) -> retell::Result<()> {
    let analyzer = Analyzer::news();
    let tokens = analyzer.tokenize(corpus);
    let topics: Vec<&str> =
        corpus.documents().iter().map(|document| document.id().split('/').next().unwrap_or("")).collect();
    let mut names = topics.clone();
    names.sort_unstable();
    names.dedup();
    let truth: Vec<usize> = topics.iter().map(|topic| names.binary_search(topic).unwrap_or(0)).collect();
    println!("{} articles, {} topics", corpus.len(), names.len());
    println!(
        "\n| grouping | ARI median | least | most | NMI median | least | most | seed-to-seed ARI mean | least | s a run |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (name, grouping) in [("k-means", Grouping::KMeans), ("mixture", Grouping::Mixture)] {
        let clock = Instant::now();
        let runs: Vec<Vec<usize>> = (0..SEEDS)
            .map(|seed| {
                let params = Discovery::params(names.len()).grouping(grouping);
                labels(&params.unit(Unit::Document).seed(seed).fit(corpus, &analyzer, &tokens)?)
            })
            .collect::<retell::Result<_>>()?;
        let seconds = clock.elapsed().as_secs_f64() / SEEDS as f64;
        let of = |measure: &dyn Fn(&[usize]) -> f64| sorted(runs.iter().map(|run| measure(run)));
        let ari = of(&|run| adjusted_rand_index(&truth, run));
        let nmi = of(&|run| information(&truth, run).nmi);
        let pairs = (0..runs.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
        let between = sorted(pairs.map(|(a, b)| adjusted_rand_index(&runs[a], &runs[b])));
        let mean = between.iter().sum::<f64>() / between.len() as f64;
        println!(
            "| {name} | {:.4} | {:.4} | {:.4} | {:.4} | {:.4} | {:.4} | {mean:.4} | {:.4} | {seconds:.2} |",
            median(&ari),
            ari[0],
            ari[ari.len() - 1],
            median(&nmi),
            nmi[0],
            nmi[nmi.len() - 1],
            between[0],
        );
    }
    automatic(corpus, &analyzer, &tokens, &truth)
}

fn automatic(corpus: &Corpus, analyzer: &Analyzer, tokens: &Tokens, truth: &[usize]) -> retell::Result<()> {
    println!(
        "\n| seed | themes found by auto | ARI | stability | replication | tried (stability / replication) | s |"
    );
    println!("|--:|--:|--:|--:|--:|---|--:|");
    for seed in 0..3 {
        let clock = Instant::now();
        let found = Discovery::auto().unit(Unit::Document).seed(seed).fit(corpus, analyzer, tokens)?;
        let tried: Vec<String> = found
            .tried
            .iter()
            .map(|tried| format!("{}: {:.2} / {:.2}", tried.n_clusters, tried.stability, tried.replication))
            .collect();
        println!(
            "| {seed} | {} | {:.4} | {:.3} | {:.3} | {} | {:.1} |",
            found.clusters.len(),
            adjusted_rand_index(truth, &labels(&found)?),
            found.stability,
            found.replication,
            tried.join(", "),
            clock.elapsed().as_secs_f64(),
        );
        if seed == 0 {
            for cluster in &found.clusters {
                eprintln!(
                    "{}: {} of {}, {:.2} / {:.2}",
                    cluster.name, cluster.distinct, cluster.size, cluster.stability, cluster.replication
                );
            }
            let out = found.outliers.iter().filter(|out| **out).count();
            eprintln!("{out} outliers; {:?}", found.warnings);
        }
    }
    Ok(())
}

/// An article without a term is in a group of its own.
fn labels(found: &Discovery) -> retell::Result<Vec<usize>> {
    Ok(found.labels.iter().map(|label| label.unwrap_or(found.clusters.len())).collect())
}

fn sorted(numbers: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers
}

/// Of a sorted list.
fn median(numbers: &[f64]) -> f64 {
    f64::midpoint(numbers[(numbers.len() - 1) / 2], numbers[numbers.len() / 2])
}
