//! How well themes are found without seed words: BBC News (2,225 articles, five topics), held against its labels, which
//! the search never sees. `cargo run --release --example discovery -- FILE`; FILE has lines of JSON with `id` and `text`, where an
//! id begins with its topic and a slash, such as `../shared/eval/bbc/docs.jsonl.zst`. `all` in its place measures made-up text
//! with planted themes and with none; where nothing is told, the smallest sets of it.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use retell::corpus::read::{self, Input, Options};
use retell::themes::{Discovery, Grouping, adjusted_rand_index, information};
use retell::{Analyzer, Corpus, Tokens, Unit};

const SEEDS: u64 = 10;

fn main() -> ExitCode {
    let file = match std::env::args().nth(1) {
        None => return told(made_up(60)),
        Some(all) if all == "all" => return told(made_up(usize::MAX)),
        Some(file) => PathBuf::from(file),
    };
    let read = read::read(&[Input::from_arg(file)], &Options::default(), &mut |_, _| {});
    told(read.and_then(|read| measure(&read.corpus)))
}

fn told(result: retell::Result<()>) -> ExitCode {
    match result {
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

/// Paragraphs of random words, of one vocabulary or of those of planted themes and one that they share.
struct MadeUp {
    rows: usize,
    words: usize,
    themes: usize,
    vocabulary: usize,
    /// Whether words are as frequent as Zipf has it, or all alike.
    zipf: bool,
    /// Of a hundred words so many are of the row's theme.
    of_theme: u32,
}

impl MadeUp {
    fn text(&self) -> String {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(5);
        let mut text = String::new();
        for row in 0..self.rows {
            for _ in 0..self.words {
                let word = if self.zipf {
                    (self.vocabulary as f64).powf(random.gen_range(0.0..1.0)) as usize
                } else {
                    random.gen_range(0..self.vocabulary)
                };
                text += &if random.gen_ratio(self.of_theme, 100) {
                    format!("theme{}word{word} ", row % self.themes)
                } else {
                    format!("shared{word} ")
                };
            }
            text += "\n\n";
        }
        text
    }
}

/// Measures the sets of at most so many rows.
fn made_up(most: usize) -> retell::Result<()> {
    println!(
        "| rows | words a row | vocabulary | planted | of theme | sought | found | whole | steadiest group | stable |"
    );
    println!("|--:|--:|---|--:|--:|---|--:|---|---|--:|");
    let analyzer = Analyzer::english();
    for (rows, words, themes, vocabulary, zipf, of_theme) in [
        (60, 12, 0, 30, false, 0),
        (200, 12, 0, 30, false, 0),
        (200, 12, 0, 300, false, 0),
        (200, 40, 0, 300, true, 0),
        (60, 12, 3, 30, false, 60),
        (200, 12, 4, 30, false, 50),
        (200, 40, 4, 300, true, 30),
    ]
    .into_iter()
    .filter(|set| set.0 <= most)
    {
        let set = MadeUp { rows, words, themes, vocabulary, zipf, of_theme };
        let corpus = Corpus::from_texts([("x", set.text())])?;
        let tokens = analyzer.tokenize(&corpus);
        let number = if themes == 0 { 4 } else { themes };
        for (sought, params) in
            [(number.to_string(), Discovery::params(number)), ("auto".to_owned(), Discovery::auto())]
        {
            let found = params.fit(&corpus, &analyzer, &tokens)?;
            let steadiest = found.clusters.iter().max_by(|a, b| a.stability.total_cmp(&b.stability));
            let group = steadiest.map_or_else(String::new, |group| {
                format!("{:.2} / {:.2} ({} rows)", group.stability, group.replication, group.distinct)
            });
            println!(
                "| {rows} | {words} | {vocabulary}{} | {themes} | {of_theme} % | {sought} | {} | {:.2} / {:.2} | {group} | {} |",
                if zipf { ", Zipf" } else { "" },
                found.clusters.len(),
                found.stability,
                found.replication,
                found.clusters.iter().filter(|cluster| cluster.is_stable()).count(),
            );
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
