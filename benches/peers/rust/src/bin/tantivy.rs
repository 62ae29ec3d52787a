//! tantivy: `stems` is its English analyzer with the stop words given. It yields tokens; nothing is counted but how many.

use std::hint::black_box;

use peers::{Arguments, Report, Result, read};
use tantivy::tokenizer::{
    Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
};

fn main() -> Result<()> {
    let arguments = Arguments::parse()?;
    if arguments.mode != "stems" {
        return Err(format!("{}: expected stems", arguments.mode).into());
    }
    let mut report = Report::default();
    let records = report.aside("read", || read(&arguments.input))?;
    let tokens = report.twice(|report| {
        let mut analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(RemoveLongFilter::limit(40))
            .filter(LowerCaser)
            .filter(StopWordFilter::remove(arguments.stop_words.clone()))
            .filter(Stemmer::new(Language::English))
            .build();
        Ok(report.stage("tokens", || {
            let mut tokens = 0;
            for record in &records {
                let mut stream = analyzer.token_stream(&record.text);
                while stream.advance() {
                    black_box(&stream.token().text);
                    tokens += 1;
                }
            }
            tokens
        }))
    })?;
    report.made("tokens", tokens);
    report.made("rows", records.len());
    report.print()
}
