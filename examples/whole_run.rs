//! Everything that is known about a corpus, as one call.

#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use retell::{Analysis, Config, Corpus, Result, report, table};

fn main() -> Result<()> {
    let corpus = Corpus::from_texts([
        (
            "a",
            "The ministry raised the gas price for every household.\n\nThe army moved two brigades to the border.",
        ),
        (
            "b",
            "Tariffs on steel imports doubled.\n\nThe ministry raised the gas price for every household, it said.",
        ),
    ])?;
    let analysis = Analysis::of(corpus, &Config::default(), |stage| println!("{}", stage.name()))?;
    for finding in report::findings(&analysis) {
        println!("{}: {}", finding.heading, finding.sentences.join(" "));
    }
    println!("{}", table::paragraphs(&analysis.corpus, &analysis.themes)?);
    Ok(())
}
