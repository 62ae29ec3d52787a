//! What a question costs, and what an index takes, as the index grows: `cargo run --release --example index_growth [MOST]`.
//!
//! Articles are made up, of words as frequent as those of news (Zipf's law); one in fifty holds a paragraph of an earlier one. So
//! how much there is to be found for a new article does not depend on how many articles there are.

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::time::Instant;

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use retell::reuse::index::{Fingerprint, Index, Manifest};
use retell::{Analyzer, Corpus, Document, Reuse};

/// Words of an article, and of what it may hold of another.
const WORDS: usize = 400;
const PLANTED: usize = 60;
/// Articles that are held against the index.
const NEW: usize = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let most: usize = std::env::args().nth(1).map_or(Ok(1_000), |most| most.parse())?;
    let (analyzer, params) = (Analyzer::english(), Reuse::params());
    let mut random = Xoshiro256PlusPlus::seed_from_u64(4);
    println!("articles  text MB  index MB  indexing s  read kB  held kB  asking ms  found");
    for n in [1_000, 3_000, 10_000, 30_000, 100_000, 300_000].into_iter().filter(|&n| n <= most) {
        let mut texts: Vec<Vec<u32>> = Vec::new();
        for at in 0..n {
            let mut text = article(&mut random);
            if at % 50 == 49 {
                let other = random.gen_range(0..at);
                text[100..100 + PLANTED].copy_from_slice(&texts[other][200..200 + PLANTED]);
            }
            texts.push(text);
        }
        let document = |id: String, text: &[u32]| {
            Document::new(id, text.iter().map(|word| format!("w{word} ")).collect::<String>())
        };
        let documents: Vec<Document> =
            texts.iter().enumerate().map(|(at, text)| document(format!("old-{at}"), text)).collect();
        let new: Vec<Document> = (0..NEW)
            .map(|at| {
                let mut text = article(&mut random);
                text[..PLANTED].copy_from_slice(&texts[random.gen_range(0..n)][200..200 + PLANTED]);
                document(format!("new-{at}"), &text)
            })
            .collect();
        let new = Corpus::new(new)?;

        let begun = Instant::now();
        let mut manifest = Manifest::new(Fingerprint::new(&analyzer, &params));
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        manifest.add(&documents, &analyzer, |name, writing| {
            let mut bytes = Vec::new();
            writing(&mut bytes).map_err(|source| retell::Error::Write { path: name.into(), source })?;
            files.insert(name.to_owned(), bytes);
            Ok(())
        })?;
        let indexing = begun.elapsed();

        let begun = Instant::now();
        let open = |name: &str| Ok(Cursor::new(files[name].as_slice()));
        let mut index = Index::open(Path::new("index"), manifest.clone(), open)?;
        let held = index.bytes_read();
        let found = index.query(&new, &analyzer, &params)?;
        let asking = begun.elapsed();
        let targets: std::collections::BTreeSet<usize> =
            found.reuse.passages.iter().map(|passage| passage.target).collect();
        let text: usize = documents.iter().map(|document| document.text().len()).sum();
        let kept: usize = files.values().map(Vec::len).sum();
        println!(
            "{n:8}  {:7.1}  {:8.1}  {:10.2}  {:7.0}  {:7.0}  {:9.1}  {:3}/{NEW}",
            text as f64 / 1e6,
            kept as f64 / 1e6,
            indexing.as_secs_f64(),
            (index.bytes_read() - held) as f64 / 1e3,
            held as f64 / 1e3,
            asking.as_secs_f64() * 1e3,
            targets.len(),
        );
    }
    Ok(())
}

fn article(random: &mut Xoshiro256PlusPlus) -> Vec<u32> {
    // The inverse of the sum of 1/rank is an exponential: ranks up to some 50,000.
    (0..WORDS).map(|_| (random.r#gen::<f64>() * 50_000_f64.ln()).exp() as u32).collect()
}
