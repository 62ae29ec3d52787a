//! Text alignment on PAN 2013: `cargo run --release --example pan -- [FOLDER] [OUT] [all]`.
//!
//! Reads `docs.jsonl.zst` and `pair_list.jsonl.zst` of FOLDER (`../shared/eval/pan13` unless told) and writes the
//! passages found in the listed pairs as `OUT/detections-<half>.jsonl`, beside `OUT/gold-<half>.jsonl`, which
//! `plagdet.py` scores. The halves are split by source document: even ones to tune on, odd ones to report. With `all`
//! every document is also held against every other, for the time that takes.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use retell::{Analyzer, Corpus, Reuse};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder =
        arguments.next().unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/eval/pan13").to_owned());
    let out = arguments.next().unwrap_or("target".to_owned());
    if !Path::new(&folder).exists() {
        println!("skipped: {folder} is not here");
        return Ok(());
    }
    std::fs::create_dir_all(&out)?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let documents = lines(&folder, "docs.jsonl.zst")?;
    let bytes: usize = documents.iter().map(|document| text(&document["text"]).len()).sum();
    let corpus = Corpus::from_texts(
        documents.iter().map(|document| (text(&document["id"]), text(&document["text"]))),
    )?;
    let rows: HashMap<&str, usize> =
        corpus.documents().iter().enumerate().map(|(row, document)| (document.id(), row)).collect();
    let listed = lines(&folder, "pair_list.jsonl.zst")?;
    let row = |value: &Value| rows[value.as_str().unwrap_or_default()];
    let pairs: Vec<(usize, usize)> =
        listed.iter().map(|pair| (row(&pair["susp"]), row(&pair["src"]))).collect();

    let start = Instant::now();
    let tokens = Analyzer::english().tokenize(&corpus);
    let tokenized = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let reuse = Reuse::params().pairs(pairs.iter().copied()).detect(&corpus, &tokens)?;
    let listed_seconds = start.elapsed().as_secs_f64();
    println!("{} documents, {:.1} MB: tokenised in {tokenized:.2} s", corpus.len(), bytes as f64 / 1e6);
    let in_pairs: usize = pairs.iter().map(|&(a, b)| corpus[a].text().len() + corpus[b].text().len()).sum();
    let speed = in_pairs as f64 / 1e6 / listed_seconds;
    println!(
        "{} pairs, {:.1} MB on both sides: {listed_seconds:.2} s, {speed:.1} MB/s",
        pairs.len(),
        in_pairs as f64 / 1e6
    );
    if arguments.next().as_deref() == Some("all") {
        let start = Instant::now();
        let all = Reuse::params().detect(&corpus, &tokens)?;
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "all against all: {} passages, {seconds:.2} s, {:.1} MB/s",
            all.passages.len(),
            bytes as f64 / 1e6 / seconds
        );
    }

    for half in [0, 1] {
        let in_half = |source: &str| {
            source.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0) % 2 == half
        };
        let name = if half == 0 { "tune" } else { "report" };
        let mut gold = BufWriter::new(File::create(format!("{out}/gold-{name}.jsonl"))?);
        for case in lines(&folder, "pairs.jsonl.zst")?.iter().filter(|case| in_half(&text(&case["src"]))) {
            writeln!(gold, "{case}")?;
        }
        for subset in ["01", "02", "03", "04", "05", ""] {
            let of_subset =
                |pair: &&Value| text(&pair["subset"]).starts_with(subset) && in_half(&text(&pair["src"]));
            let label = if subset.is_empty() { "all" } else { subset };
            let mut file = BufWriter::new(File::create(format!("{out}/detections-{name}-{label}.jsonl"))?);
            for pair in listed.iter().filter(of_subset) {
                for passage in reuse.passages_between(row(&pair["susp"]), row(&pair["src"])) {
                    let target = corpus[passage.target].code_points().span(passage.target_span);
                    let source = corpus[passage.source].code_points().span(passage.source_span);
                    let line = json!({
                        "susp": pair["susp"], "susp_offset": target.start, "susp_length": target.len(),
                        "src": pair["src"], "src_offset": source.start, "src_length": source.len(),
                    });
                    writeln!(file, "{line}")?;
                }
            }
        }
    }
    Ok(())
}

fn lines(folder: &str, name: &str) -> Result<Vec<Value>, Box<dyn Error>> {
    let reader = BufReader::new(zstd::Decoder::new(File::open(format!("{folder}/{name}"))?)?);
    reader.lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}
