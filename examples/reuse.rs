//! Who retells whom in a folder of text files: `cargo run --example reuse -- FOLDER`.

#![allow(clippy::print_stdout, reason = "a program for a terminal")]

use std::error::Error;

use retell::{Analyzer, Corpus, Document, Reuse};

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::args().nth(1) else { return Err("name a folder of .txt files".into()) };
    let mut paths: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut documents = Vec::new();
    for path in paths {
        let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        documents.push(Document::new(id, std::fs::read_to_string(&path)?));
    }
    let corpus = Corpus::new(documents)?;
    let tokens = Analyzer::news().tokenize(&corpus);
    let reuse = Reuse::params().detect(&corpus, &tokens)?;
    for score in &reuse.scores {
        let share = score.reuse().map_or("n/a".to_owned(), |share| format!("{share:.3}"));
        println!("{share} of {} stands in {}", corpus[score.target].id(), corpus[score.source].id());
        for passage in reuse.passages_between(score.target, score.source) {
            let (target, source) = (&corpus[passage.target], &corpus[passage.source]);
            println!("  {:?}, {} tokens, identity {:.2}", passage.kind, passage.tokens, passage.identity);
            println!(
                "    {:?}\n    {:?}",
                target.slice(passage.target_span),
                source.slice(passage.source_span)
            );
        }
    }
    Ok(())
}
