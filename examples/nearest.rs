//! Nearest articles by tf-idf, and the terms that make them alike.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use retell::{Analyzer, Corpus, CountVectorizer, Result, TfIdf, similarity};

fn main() -> Result<()> {
    let corpus = Corpus::from_texts([
        ("tariffs", "New tariffs on imports hit exporters, and trade slowed."),
        ("harbour", "Exporters wait in the harbour while trade talks go on."),
        ("galaxy", "A faint galaxy is older than expected."),
    ])?;
    let counts = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus)?.1;
    let weights = TfIdf::params().sublinear_tf(true).fit_transform(&counts)?.1;
    for pair in similarity::top_pairs(&weights, 1).concat() {
        let terms = similarity::explain(&weights, pair.a, pair.b, 3);
        let terms: Vec<&str> = terms.iter().map(|part| weights.vocabulary().term(part.column)).collect();
        println!("{} ~ {}: {:.3} through {terms:?}", corpus[pair.a].id(), corpus[pair.b].id(), pair.cosine);
    }
    Ok(())
}
