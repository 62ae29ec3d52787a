//! Texts that several articles carry.

use super::Finding;
use super::wording::{Names, counted, grouped, listed, percent};
use crate::analysis::Analysis;
use crate::reuse::WitnessCluster;

/// How many articles of a cluster are told by name.
const NAMED: usize = 3;
/// How many words of a text are told.
const WORDS: usize = 12;

pub(super) fn witnesses(analysis: &Analysis, names: &Names) -> Finding {
    let mut sentences = Vec::new();
    if let Some(largest) = analysis.witnesses.first() {
        let carried = carried(analysis, names, largest);
        match analysis.witnesses.len() {
            1 => sentences
                .push(format!("One text stands in several articles, word for word or nearly so: {carried}.")),
            texts => {
                sentences.push(format!(
                    "{} texts stand in two articles or more, word for word or nearly so.",
                    grouped(texts)
                ));
                sentences.push(format!("Most carried is one of {carried}."));
            }
        }
        sentences.push(match largest.earliest() {
            Some(row) => format!("By the dates, {} had it first.", names.of(row)),
            None => "The dates do not say who had it first.".to_owned(),
        });
        if largest.stability < 1.0 {
            sentences.push(format!(
                "Which articles these are depends on what is called the same text: with a stricter or a looser \
                 measure {} of them stay the same.",
                percent(largest.stability)
            ));
        }
    }
    Finding {
        heading: "Texts that several articles carry",
        sentences,
        figure: None,
        table: Some("witnesses.csv"),
    }
}

/// The text and who carries it.
fn carried(analysis: &Analysis, names: &Names, cluster: &WitnessCluster) -> String {
    let medoid = cluster.medoid();
    let text = analysis.corpus[medoid.article].slice(medoid.span);
    let words: Vec<&str> = text.split_whitespace().take(WORDS + 1).collect();
    let opening = words[..words.len().min(WORDS)].join(" ");
    let dots = if words.len() > WORDS { " …" } else { "" };
    let mut articles: Vec<usize> = cluster.members.iter().map(|member| member.article).collect();
    articles.dedup();
    let mut carriers: Vec<String> =
        articles.iter().take(NAMED).map(|&row| names.of(row).to_owned()).collect();
    if cluster.articles > NAMED {
        carriers.push(counted(cluster.articles - NAMED, "other", "others"));
    }
    // Where no source is given an article counts as an outlet of its own, which says nothing.
    let outlets = match articles.iter().all(|&row| analysis.corpus[row].source().is_some()) {
        true => format!(" of {}", counted(cluster.outlets, "outlet", "outlets")),
        false => String::new(),
    };
    format!(
        "{} that {} “{opening}{dots}”, carried by {}{outlets}: {}",
        counted(medoid.tokens, "word", "words"),
        if medoid.tokens == 1 { "begins" } else { "begin" },
        counted(cluster.articles, "article", "articles"),
        listed(&carriers),
    )
}
