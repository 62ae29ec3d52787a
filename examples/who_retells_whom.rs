//! Which passages of one article stand in another, and how much of it they are.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use retell::{Analyzer, Corpus, Result, Reuse};

fn main() -> Result<()> {
    let corpus = Corpus::from_texts([
        (
            "wire",
            "The council approved the flood wall on Tuesday after nine hours of debate and ordered work to begin.",
        ),
        (
            "post",
            "At last: the council approved the flood wall on Tuesday, after nine hours of debate. Shops will close.",
        ),
        ("star", "Astronomers measured how far away a faint galaxy is."),
    ])?;
    let tokens = Analyzer::english().tokenize(&corpus);
    let found = Reuse::params().detect(&corpus, &tokens)?;
    for passage in &found.passages {
        let (target, source) = (&corpus[passage.target], &corpus[passage.source]);
        println!("{} ← {}: {:?}", target.id(), source.id(), target.slice(passage.target_span));
    }
    for score in &found.scores {
        println!("{:.2} of {} stands in {}", score.reuse().unwrap_or(0.0), score.target, score.source);
    }
    Ok(())
}
