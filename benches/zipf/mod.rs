//! Text to measure on: what `retell bench` makes where it is given none.

#[path = "../../src/cli/commands/bench/text.rs"]
mod text;

/// Documents of about 500 words, together about `bytes` long.
pub(crate) fn documents(bytes: usize) -> Vec<String> {
    let lines = include_str!("../../data/sample.jsonl").lines();
    let articles: Vec<serde_json::Value> = lines.filter_map(|line| serde_json::from_str(line).ok()).collect();
    text::documents(articles.iter().filter_map(|article| article["text"].as_str()), 0, bytes)
}

/// The same as a corpus.
pub(crate) fn corpus(bytes: usize) -> retell::Corpus {
    let texts = documents(bytes).into_iter().enumerate();
    retell::Corpus::from_texts(texts.map(|(at, text)| (at.to_string(), text))).unwrap_or_default()
}
