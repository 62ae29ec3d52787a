//! One stage of vectorising on a small text, once, for counting its instructions: see `instructions.sh`.
//!
//! `instructions STAGE BYTES` prints how many bytes of text went through. Without arguments it does nothing, so that
//! `cargo bench` may run it with the others.

mod zipf;

use std::hint::black_box;

use retell::{Analyzer, CountVectorizer, LanguageChoice, Stemmer, TfIdf, Vectorizer, Weighting};

fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [stage, bytes] = arguments.as_slice() else { return std::process::ExitCode::SUCCESS };
    let Ok(bytes) = bytes.parse() else { return std::process::ExitCode::FAILURE };
    // One thread, or its number would change the count.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(1).build_global();
    let corpus = zipf::corpus(bytes);
    let bytes: usize = corpus.documents().iter().map(|document| document.text().len()).sum();
    // Paragraphs are cut when they are first asked for: here, so that no stage pays for them.
    corpus.documents().iter().for_each(|document| {
        black_box(document.paragraphs());
    });

    let stemmed = Analyzer::english();
    let plain = stemmed.clone().language(LanguageChoice::Unknown).stemmer(Stemmer::None).stop_words(false);
    let count = |analyzer: &Analyzer| CountVectorizer::params(analyzer.clone()).fit_transform(&corpus);
    let weigh = |analyzer: &Analyzer| {
        let counts = CountVectorizer::params(analyzer.clone());
        let weights = Vectorizer::params(counts, Weighting::TfIdf(TfIdf::params())).fit_transform(&corpus);
        weights.map(|weights| drop(black_box(weights)))
    };
    let done = match stage.as_str() {
        // What it takes to make the text, which is taken off the others.
        "none" => Ok(()),
        "scan" => {
            black_box(stemmed.count_words(&corpus));
            Ok(())
        }
        "terms" => {
            black_box(stemmed.count_terms(&corpus));
            Ok(())
        }
        "count" => count(&plain).map(|counts| drop(black_box(counts))),
        "stem" => count(&stemmed).map(|counts| drop(black_box(counts))),
        "tfidf" => weigh(&stemmed),
        "sklearn" => weigh(&Analyzer::sklearn()),
        _ => return std::process::ExitCode::FAILURE,
    };
    if done.is_err() {
        return std::process::ExitCode::FAILURE;
    }
    #[allow(clippy::print_stdout, reason = "this is what the script reads")]
    {
        println!("{bytes}");
    }
    std::process::ExitCode::SUCCESS
}
