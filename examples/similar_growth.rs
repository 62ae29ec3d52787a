//! What it costs to find the nearest articles of every article: time of all cores, memory, and how both grow.
//!
//! `cargo run --release --no-default-features --features read --example similar_growth -- 10000 100000` makes up so many
//! articles, as `retell bench` does; a file of JSON lines is measured in place of a number. `--top K` (10 unless told) asks
//! for other than 10 neighbours, `--rows N` for those of the first N articles only, `--all` also looks at every pair, `--json`
//! prints one measurement with the cosines found, for `benches/peers/similar.py`, and `--write FILE` writes what was made up.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

use retell::similarity::{self, NearIdentical, NearestRows, Pair};
use retell::{Analyzer, CountVectorizer, Error, Result, TfIdf, TfIdfMatrix};

#[path = "shared/process.rs"]
mod process;

use process::{Seconds, reset_peak, status};

#[path = "../benches/zipf/mod.rs"]
mod zipf;

/// Bytes of a made-up article, on average.
const BYTES: usize = 3_270;

fn main() -> Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut value = |flag: &str| {
        let at = arguments.iter().position(|argument| argument == flag)?;
        (at + 1 < arguments.len()).then(|| arguments.drain(at..at + 2).nth(1)).flatten()
    };
    let top = value("--top").and_then(|top| top.parse().ok()).unwrap_or(10);
    let write = value("--write");
    let rows = value("--rows").and_then(|rows| rows.parse().ok());
    let mut flag = |flag: &str| {
        let before = arguments.len();
        arguments.retain(|argument| argument != flag);
        arguments.len() < before
    };
    let (all, json) = (flag("--all"), flag("--json"));
    if arguments.is_empty() {
        arguments.push("300".to_owned());
    }
    if let Some(path) = write {
        return written(&path, arguments[0].parse().unwrap_or(300));
    }
    if !json {
        println!(
            "| articles | terms | M cells | ready s | nearest s | s of all cores | peak MB | near-identical s | every pair s |"
        );
        println!("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    }
    for argument in &arguments {
        let corpus = match argument.parse::<usize>() {
            Ok(n) => zipf::corpus(n * BYTES),
            Err(_) => retell::corpus::read::from_jsonl(argument, &read(argument)?)?.corpus,
        };
        let counts = CountVectorizer::params(Analyzer::news()).fit_transform(&corpus)?.1;
        drop(corpus);
        let weights = TfIdf::params().fit_transform(&counts)?.1;
        drop(counts);
        let n = weights.rows().len();
        let found = searched(&weights, rows.unwrap_or(n), top);
        if json {
            let pairs = found.nearest.iter();
            let cosines: Vec<Vec<f64>> =
                pairs.map(|row| row.iter().map(|pair| pair.cosine).collect()).collect();
            println!("{}", serde_json::json!({ "cpu": found.cpu, "peak": found.peak, "cosines": cosines }));
        } else {
            told(&weights, &found, all)?;
        }
    }
    Ok(())
}

/// The nearest of some rows, and what it took to find them.
struct Found {
    nearest: Vec<Vec<Pair>>,
    ready: f64,
    seconds: f64,
    cpu: f64,
    peak: usize,
}

fn searched(weights: &TfIdfMatrix, rows: usize, top: usize) -> Found {
    reset_peak();
    let before = status("VmRSS:");
    let (clock, cpu) = (Instant::now(), Seconds::used());
    let near = NearestRows::among(weights, 0..weights.rows().len());
    let ready = clock.elapsed().as_secs_f64();
    let nearest = near.of(0..rows, top, 0.0);
    let (seconds, cpu) = (clock.elapsed().as_secs_f64() - ready, Seconds::used().since(cpu).sum());
    Found { nearest, ready, seconds, cpu, peak: status("VmHWM:").saturating_sub(before) }
}

fn told(weights: &TfIdfMatrix, found: &Found, all: bool) -> Result<()> {
    let clock = Instant::now();
    black_box(NearIdentical::groups(weights, NearIdentical::COSINE)?);
    let groups = clock.elapsed().as_secs_f64();
    let every = if all {
        let cpu = Seconds::used();
        black_box(similarity::compare(weights, 0.2));
        format!("{:.2}", Seconds::used().since(cpu).sum())
    } else {
        "–".to_owned()
    };
    let ((n, terms), cells, peak) = (weights.shape(), weights.nnz() as f64 / 1e6, found.peak as f64 / 1e6);
    let Found { ready, seconds, cpu, .. } = found;
    println!(
        "| {n} | {terms} | {cells:.2} | {ready:.2} | {seconds:.2} | {cpu:.2} | {peak:.0} | {groups:.2} | {every} |"
    );
    Ok(())
}

fn written(path: &str, n: usize) -> Result<()> {
    let failed = |source| Error::Write { path: path.into(), source };
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).map_err(failed)?);
    for (at, text) in zipf::documents(n * BYTES).into_iter().enumerate() {
        writeln!(file, "{}", serde_json::json!({ "id": at.to_string(), "text": text })).map_err(failed)?;
    }
    file.flush().map_err(failed)
}

fn read(path: &str) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|source| Error::Read { path: path.into(), source })
}
