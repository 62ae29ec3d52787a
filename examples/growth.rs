//! How the search for copied passages grows: made-up articles with passages planted at a constant rate, and sets made
//! to be hard. `cargo run --release --example growth [-- all|ARTICLES|NAME|FOLDER … --copied --memory=BYTES]` prints a table; with
//! `--copied` nothing rewritten is looked for. Each size runs in a process of its own, for its own peak of memory (Linux
//! only; elsewhere that column is empty).

#![allow(clippy::print_stdout)]

use std::fmt::Write as _;
use std::process::{Command, ExitCode};
use std::time::Instant;

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use retell::{Analyzer, Corpus, Reuse, ReuseParams, Span};

#[path = "shared/process.rs"]
mod process;

use process::{Seconds, reset_peak, status};

/// The sets that `all` stands for; the first is measured where none is named.
const ALL: [&str; 10] = [
    "1000",
    "10000",
    "100000",
    "copies",
    "edited",
    "names",
    "paragraphs",
    "one-word",
    "large-copy",
    "phrases",
];
/// One in so many articles takes a passage from an earlier one.
const REUSE: usize = 3;
/// Share of words that are changed on the way.
const EDITS: f64 = 0.04;

fn main() -> ExitCode {
    let mut named: Vec<String> = std::env::args().skip(1).collect();
    if named.first().is_some_and(|first| first == "--one") {
        println!("{}", measure(&named[1], params(&named[2..])));
        return ExitCode::SUCCESS;
    }
    let flags: Vec<String> = named.extract_if(.., |name| name.starts_with("--")).collect();
    if named.is_empty() {
        named.push(ALL[0].to_owned());
    } else if named == ["all"] {
        named = ALL.map(str::to_owned).to_vec();
    }
    println!(
        "| Set | Articles | MB | M tokens | s | s of all cores | of the system | MB/s a core | peak B/token | passages | found |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for name in named {
        let Ok(this) = std::env::current_exe() else { return ExitCode::FAILURE };
        match Command::new(this).args(["--one", &name]).args(&flags).output() {
            Ok(output) if output.status.success() => print!("{}", String::from_utf8_lossy(&output.stdout)),
            Ok(output) => println!("| {name} | failed: {} |", String::from_utf8_lossy(&output.stderr).trim()),
            Err(error) => println!("| {name} | {error} |"),
        }
    }
    ExitCode::SUCCESS
}

/// One set, as a row of the table.
fn measure(name: &str, params: ReuseParams) -> String {
    let set = Set::named(name);
    let corpus = Corpus::from_texts(set.texts).unwrap_or_default();
    let bytes: usize = corpus.documents().iter().map(|document| document.text().len()).sum();
    let tokens = Analyzer::english().tokenize(&corpus);
    let n_tokens: usize = tokens.documents().iter().map(|document| document.tokens().len()).sum();
    reset_peak();
    let (before, cpu, clock) = (status("VmRSS:"), Seconds::used(), Instant::now());
    let reuse = match params.detect(&corpus, &tokens) {
        Ok(reuse) => reuse,
        Err(error) => return format!("| {name} | {error} |"),
    };
    let (seconds, cpu) = (clock.elapsed().as_secs_f64(), Seconds::used().since(cpu));
    let peak = status("VmHWM:").saturating_sub(before);
    let mut found = 0;
    for planted in &set.planted {
        let covered: usize = reuse
            .passages_between(planted.target, planted.source)
            .iter()
            .map(|passage| {
                let from = passage.target_span.start.max(planted.span.start);
                passage.target_span.end.min(planted.span.end).saturating_sub(from)
            })
            .sum();
        found += usize::from(covered * 10 >= planted.span.len() * 9);
    }
    let mut row = String::new();
    let megabytes = bytes as f64 / 1e6;
    let _ = write!(
        row,
        "| {name} | {} | {megabytes:.1} | {:.2} | {seconds:.2} | {:.2} | {:.2} | {:.1} | {:.1} | {} | ",
        corpus.len(),
        n_tokens as f64 / 1e6,
        cpu.sum(),
        cpu.system,
        megabytes / cpu.sum().max(1e-9),
        peak as f64 / n_tokens.max(1) as f64,
        reuse.passages.len(),
    );
    if set.planted.is_empty() {
        row.push_str("– |");
    } else {
        let _ = write!(row, "{:.2} % |", 100.0 * found as f64 / set.planted.len() as f64);
    }
    row
}

/// The default settings, with what flags change of them.
fn params(flags: &[String]) -> ReuseParams {
    let params = Reuse::params().rewritten(!flags.iter().any(|flag| flag == "--copied"));
    let memory = flags.iter().find_map(|flag| flag.strip_prefix("--memory=")?.parse().ok());
    memory.map_or(params.clone(), |bytes| params.memory(bytes))
}

/// Articles, and what was planted in them.
#[derive(Default)]
struct Set {
    texts: Vec<(String, String)>,
    planted: Vec<Planted>,
}

struct Planted {
    target: usize,
    source: usize,
    /// Bytes of the target.
    span: Span,
}

impl Set {
    fn named(name: &str) -> Self {
        if let Ok(articles) = name.parse() {
            return Self::news(articles, 0);
        }
        if let Ok(folder) = std::fs::read_dir(name) {
            let mut files: Vec<_> = folder.flatten().map(|entry| entry.path()).collect();
            files.sort();
            let text = |path: &std::path::PathBuf| std::fs::read_to_string(path).ok();
            let texts = files.iter().flat_map(|path| Some((path.display().to_string(), text(path)?)));
            return Self { texts: texts.collect(), planted: Vec::new() };
        }
        let mut words = Words::new(0);
        let texts: Vec<String> = match name {
            "phrases" => return Self::news(3_000, 60),
            "copies" => {
                let text = sentences(&words.some(500));
                (0..10_000).map(|_| text.clone()).collect()
            }
            "edited" => {
                let text = words.some(500);
                (0..10_000).map(|_| sentences(&words.edited(&text))).collect()
            }
            "names" => (0..2_000).map(|_| words.list_of_names(400)).collect(),
            "paragraphs" => {
                let text = sentences(&words.some(60));
                (0..50_000).map(|_| text.clone()).collect()
            }
            "repeated" => {
                let text = sentences(&words.some(60));
                (0..2).map(|at| format!("{at}\n{}", vec![text.as_str(); 50_000].join("\n"))).collect()
            }
            "one-word" => (0..100_000).map(|_| words.one()).collect(),
            "large-copy" => {
                let text = words.some(3_300_000);
                let copy = words.edited(&text);
                vec![sentences(&text), sentences(&copy), sentences(&text)]
            }
            _ => Vec::new(),
        };
        let texts = texts.into_iter().enumerate().map(|(at, text)| (format!("{at:07}"), text)).collect();
        Self { texts, planted: Vec::new() }
    }

    /// Articles of 400 to 800 words, every third of which has 40 to 120 words from an earlier one, a few of them changed;
    /// a set phrase after so many words where that is not 0.
    fn news(articles: usize, phrase_every: usize) -> Self {
        let mut words = Words::new(articles as u64);
        let phrases: Vec<Vec<String>> = (0..2_000)
            .map(|_| {
                let n = words.random.gen_range(4..8);
                words.some(n)
            })
            .collect();
        let mut set = Self::default();
        let mut lengths: Vec<Vec<String>> = Vec::new();
        for at in 0..articles {
            let n = words.random.gen_range(400..800);
            let mut text = words.some(n);
            for _ in 0..n.checked_div(phrase_every).unwrap_or(0) {
                let phrase = &phrases[words.zipf(phrases.len())];
                let to = words.random.gen_range(0..text.len());
                text.splice(to..to, phrase.iter().cloned());
            }
            let mut planted = None;
            if at % REUSE == REUSE - 1 {
                let source = words.random.gen_range(0..at);
                let n = words.random.gen_range(40..120);
                let from = words.random.gen_range(0..lengths[source].len() - n);
                let passage = lengths[source][from..from + n].to_vec();
                let passage = words.edited(&passage);
                let to = words.random.gen_range(0..text.len());
                let n = passage.len();
                text.splice(to..to, passage);
                planted = Some((source, to..to + n));
            }
            let written = sentences(&text);
            if let Some((source, at_words)) = planted {
                let start: usize = text[..at_words.start].iter().map(|word| word.len()).sum::<usize>();
                // Words are parted by one byte, and by two where a sentence ends.
                let until: usize = text[..at_words.end].iter().map(|word| word.len()).sum::<usize>();
                let span = Span::new(
                    start + at_words.start + at_words.start / SENTENCE,
                    until + at_words.end + at_words.end / SENTENCE - 1,
                );
                set.planted.push(Planted { target: at, source, span });
            }
            set.texts.push((format!("{at:07}"), written));
            lengths.push(text);
        }
        set
    }
}

/// Words of a sentence.
const SENTENCE: usize = 18;

/// Words as sentences, eight to a paragraph.
fn sentences(words: &[String]) -> String {
    let mut text = String::new();
    for (at, word) in words.iter().enumerate() {
        text.push_str(word);
        if at % SENTENCE == SENTENCE - 1 {
            text.push('.');
        }
        text.push(if at % (8 * SENTENCE) == 8 * SENTENCE - 1 { '\n' } else { ' ' });
    }
    text
}

/// Words drawn as they stand in text: the n-th most frequent in proportion to 1 / n.
struct Words {
    random: Xoshiro256PlusPlus,
    vocabulary: Vec<String>,
}

const STOP_WORDS: [&str; 24] = [
    "the", "of", "to", "and", "a", "in", "that", "is", "was", "for", "on", "with", "as", "by", "at", "from",
    "it", "be", "this", "which", "have", "not", "are", "his",
];

impl Words {
    fn new(seed: u64) -> Self {
        // The vocabulary is the same for every seed.
        let mut random = Xoshiro256PlusPlus::seed_from_u64(7);
        let mut vocabulary: Vec<String> = STOP_WORDS.map(str::to_owned).to_vec();
        while vocabulary.len() < 60_000 {
            let syllables = random.gen_range(2..5);
            let mut word = String::new();
            for _ in 0..syllables {
                word.push(char::from(b"bdfgklmnprstvz"[random.gen_range(0..14)]));
                word.push(char::from(b"aeiou"[random.gen_range(0..5)]));
            }
            vocabulary.push(word);
        }
        Self { random: Xoshiro256PlusPlus::seed_from_u64(seed), vocabulary }
    }

    /// A number below `n`, by Zipf's law.
    fn zipf(&mut self, n: usize) -> usize {
        let share: f64 = self.random.r#gen();
        (((n as f64 + 1.0).powf(share)) as usize - 1).min(n - 1)
    }

    fn one(&mut self) -> String {
        let at = self.zipf(self.vocabulary.len());
        self.vocabulary[at].clone()
    }

    fn some(&mut self, n: usize) -> Vec<String> {
        (0..n).map(|_| self.one()).collect()
    }

    fn edited(&mut self, words: &[String]) -> Vec<String> {
        let mut edited = Vec::with_capacity(words.len());
        for word in words {
            if !self.random.gen_bool(EDITS) {
                edited.push(word.clone());
                continue;
            }
            match self.random.gen_range(0..3) {
                0 => edited.push(self.one()),
                1 => edited.extend([word.clone(), self.one()]),
                _ => {}
            }
        }
        edited
    }

    /// Names out of a list that is the same for all, in any order.
    fn list_of_names(&mut self, n: usize) -> String {
        let name = |word: &str| format!("{}{}", word[..1].to_uppercase(), &word[1..]);
        (0..n)
            .map(|_| {
                let at = self.random.gen_range(100..400);
                format!("{} {}, ", name(&self.vocabulary[at]), name(&self.vocabulary[at + 1]))
            })
            .collect()
    }
}
