//! How themes are found in large sets: made-up paragraphs with planted themes, guided and without seed words.
//! `cargo run --release --example theme_scale [-- PARAGRAPHS|all …]` prints a table; each row runs in a process of its own,
//! for its own peak of memory (Linux only; elsewhere that column is 0). `--matrix FOLDER PARAGRAPHS` writes the weights of
//! such a set, their groups and the time that grouping took, for `benches/peers/themes.py`.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use retell::themes::{Discovery, Label, Theme, adjusted_rand_index, cluster_rows};
use retell::{Analyzer, Corpus, CountVectorizer, TfIdf, ThemeSet, Themes, Unit};

#[path = "shared/process.rs"]
mod process;

use process::{Seconds, status};

/// Paragraphs of the sets that `all` stands for; the first is measured where none is named.
const ALL: [usize; 4] = [500, 2_000, 20_000, 200_000];
/// Words that a set may hold: those of all themes, and those of each theme.
const COMMON: usize = 60_000;
const OF_THEME: usize = 400;
const N_THEMES: usize = 20;
/// Paragraphs an article.
const ARTICLE: usize = 10;
const DIMENSIONS: usize = 100;

fn main() -> ExitCode {
    let mut named: Vec<String> = std::env::args().skip(1).collect();
    if named.first().is_some_and(|first| first == "--one") {
        return told(measure(&named[1], named[2].parse().unwrap_or(ALL[0])));
    }
    if named.first().is_some_and(|first| first == "--matrix") && named.len() == 3 {
        return told(write_matrix(Path::new(&named[1]), named[2].parse().unwrap_or(ALL[0])));
    }
    match named.first().map(String::as_str) {
        None => named = vec![ALL[0].to_string()],
        Some("all") => named = ALL.iter().map(usize::to_string).collect(),
        _ => {}
    }
    println!(
        "| Set | paragraphs | terms | cells | s | s of all cores | peak MB | agreement with what was planted |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    for size in named {
        for task in ["guided", "discovery"] {
            let Ok(this) = std::env::current_exe() else { return ExitCode::FAILURE };
            match Command::new(this).args(["--one", task, &size]).output() {
                Ok(output) => {
                    print!("{}", String::from_utf8_lossy(&output.stdout));
                    eprint!("{}", String::from_utf8_lossy(&output.stderr));
                }
                Err(error) => println!("| {task} {size} | {error} |"),
            }
        }
    }
    ExitCode::SUCCESS
}

fn told(result: retell::Result<String>) -> ExitCode {
    match result {
        Ok(line) => {
            print!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("| {error} |");
            ExitCode::FAILURE
        }
    }
}

/// One task on one set, as a row of the table. Time and memory are of all that follows the text: its words, its counts, its
/// themes.
fn measure(task: &str, n_paragraphs: usize) -> retell::Result<String> {
    let set = Set::new(n_paragraphs);
    let corpus = Corpus::from_texts(set.texts)?;
    let analyzer = Analyzer::english();
    let (cpu, clock) = (Seconds::used(), Instant::now());
    let tokens = analyzer.tokenize(&corpus);
    let (agreement, note) = if task == "guided" {
        let seeded: Vec<Theme> = (0..N_THEMES)
            .map(|theme| Theme {
                name: format!("theme {theme}"),
                seeds: (0..8).map(|at| of_theme(theme, at)).collect(),
                ..Theme::default()
            })
            .collect();
        let themes = Themes::params(ThemeSet::new(seeded)?).fit(&corpus, &analyzer, &tokens)?;
        let pairs = themes.paragraphs.iter().zip(&set.planted);
        let right = pairs.filter(|(entry, planted)| entry.label == Label::Theme(**planted)).count();
        (right as f64 / set.planted.len() as f64, "of paragraphs have their theme")
    } else {
        let begun = Instant::now();
        let found = Discovery::params(N_THEMES).dimensions(DIMENSIONS).fit_telling(
            &corpus,
            &analyzer,
            &tokens,
            |step| eprintln!("{:7.2} s {}", begun.elapsed().as_secs_f64(), step.name()),
        )?;
        eprintln!(
            "{:7.2} s done; stability {:.3}, {:?}",
            begun.elapsed().as_secs_f64(),
            found.stability,
            found.warnings
        );
        let labels: Vec<usize> = found.labels.iter().map(|label| label.unwrap_or(N_THEMES)).collect();
        (adjusted_rand_index(&labels, &set.planted), "adjusted Rand index")
    };
    let (seconds, cpu) = (clock.elapsed().as_secs_f64(), Seconds::used().since(cpu).sum());
    let peak = status("VmHWM:") as f64 / 1e6;
    let counts = CountVectorizer::params(analyzer).unit(Unit::Paragraph).fit_transform(&corpus)?.1;
    Ok(format!(
        "| {task} | {n_paragraphs} | {} | {} | {seconds:.1} | {cpu:.1} | {peak:.0} | {agreement:.3} {note} |\n",
        counts.vocabulary().len(),
        counts.nnz(),
    ))
}

/// Writes the weights of a set, what they were grouped to, and the seconds that took.
fn write_matrix(folder: &Path, n_paragraphs: usize) -> retell::Result<String> {
    let failed = |source| retell::Error::Write { path: folder.to_owned(), source };
    let set = Set::new(n_paragraphs);
    let corpus = Corpus::from_texts(set.texts)?;
    let counts = CountVectorizer::params(Analyzer::english()).unit(Unit::Paragraph).fit_transform(&corpus)?.1;
    let weights = TfIdf::params().sublinear_tf(true).fit_transform(&counts)?.1;
    drop((corpus, counts));
    let (cpu, clock) = (Seconds::used(), Instant::now());
    let found = cluster_rows(&weights, N_THEMES, DIMENSIONS, 0)?;
    let (seconds, cpu) = (clock.elapsed().as_secs_f64(), Seconds::used().since(cpu).sum());
    let write = |name: &str, bytes: Vec<u8>| std::fs::write(folder.join(name), bytes).map_err(failed);
    std::fs::create_dir_all(folder).map_err(failed)?;
    let whole =
        |numbers: &[usize]| numbers.iter().flat_map(|number| (*number as u64).to_le_bytes()).collect();
    let real = |numbers: &[f64]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    write("indptr", whole(weights.indptr()))?;
    write("indices", weights.indices().iter().flat_map(|index| index.to_le_bytes()).collect())?;
    write("data", real(weights.data()))?;
    write("labels", whole(&found.labels))?;
    write("points", found.points.iter().flat_map(|cell| cell.to_le_bytes()).collect())?;
    let (rows, columns) = weights.shape();
    let json = serde_json::json!({
        "rows": rows, "columns": columns, "nnz": weights.nnz(), "dimensions": found.points.ncols(),
        "k": N_THEMES, "starts": Discovery::STARTS, "cpu": cpu, "wall": seconds, "inertia": found.inertia,
    });
    Ok(format!("{json}\n"))
}

/// Articles with the theme that each paragraph was made of.
struct Set {
    texts: Vec<(String, String)>,
    planted: Vec<usize>,
}

impl Set {
    /// Paragraphs of 30 to 60 words, a third of them of the paragraph's theme, each kind as frequent as Zipf has it. Two
    /// of three paragraphs have their article's theme, the others any.
    fn new(n_paragraphs: usize) -> Self {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(20_261_126);
        let (common, own) = (Zipf::new(COMMON), Zipf::new(OF_THEME));
        let (mut texts, mut planted) = (Vec::new(), Vec::with_capacity(n_paragraphs));
        let mut text = String::new();
        for paragraph in 0..n_paragraphs {
            let article = paragraph / ARTICLE;
            let theme = if random.gen_bool(2.0 / 3.0) {
                article * 7 % N_THEMES
            } else {
                random.gen_range(0..N_THEMES)
            };
            planted.push(theme);
            for _ in 0..random.gen_range(30..=60) {
                if random.gen_bool(1.0 / 3.0) {
                    text.push_str(&of_theme(theme, own.draw(&mut random)));
                } else {
                    text.push_str(&word(common.draw(&mut random) + N_THEMES * OF_THEME));
                }
                text.push(' ');
            }
            text.push_str("\n\n");
            if (paragraph + 1) % ARTICLE == 0 || paragraph + 1 == n_paragraphs {
                texts.push((format!("a{article:06}"), std::mem::take(&mut text)));
            }
        }
        Self { texts, planted }
    }
}

fn of_theme(theme: usize, at: usize) -> String {
    word(theme * OF_THEME + at)
}

/// A word of its own for each number, which no stop list holds and no stemmer shortens.
fn word(mut number: usize) -> String {
    let mut word = String::from("q");
    loop {
        word.push(char::from(b"bcdfghjklmnpqrtvwxz"[number % 19]));
        word.push(char::from(b"aou"[number / 19 % 3]));
        number /= 57;
        if number == 0 {
            word.push('k');
            return word;
        }
    }
}

/// Numbers of which the n-th is drawn 1/n as often as the first.
struct Zipf(Vec<f64>);

impl Zipf {
    fn new(n: usize) -> Self {
        let mut sum = 0.0;
        Self(
            (1..=n)
                .map(|rank| {
                    sum += 1.0 / rank as f64;
                    sum
                })
                .collect(),
        )
    }

    fn draw(&self, random: &mut impl Rng) -> usize {
        let most = self.0[self.0.len() - 1];
        let share = random.gen_range(0.0..most);
        self.0.partition_point(|sum| *sum <= share)
    }
}
