//! What the numbers say, in sentences that can be printed.
//!
//! Each sentence is made of counts and measures that stand in the tables; nothing is said that a reader could not
//! check there.

use crate::analysis::Analysis;
use crate::analyze::SurfaceForms;
use crate::corpus::{Document, ParagraphKind};
use crate::reuse::{Passage, PassageKind, Score};
use crate::similarity::{self, Contribution};
use crate::themes::{Label, Method};

/// Some sentences on one subject, with the figure and the table that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A short heading.
    pub heading: &'static str,
    /// Plain sentences, without markup.
    pub sentences: Vec<String>,
    /// Name of the figure, without folder and ending.
    pub figure: Option<&'static str>,
    /// Name of the table, without folder.
    pub table: Option<&'static str>,
}

/// Under this share of a text an overlap is not worth a sentence about copying.
const NOTABLE_SHARE: f64 = 0.005;
/// How many pairs or passages are told in full before the rest is counted.
const TOLD: usize = 5;

/// The findings of an analysis in the order of reading.
pub fn findings(analysis: &Analysis) -> Vec<Finding> {
    vec![
        overview(analysis),
        alike(analysis),
        retelling(analysis),
        quotations(analysis),
        subjects(analysis),
        masked(analysis),
    ]
    .into_iter()
    .filter(|finding| !finding.sentences.is_empty())
    .collect()
}

fn overview(analysis: &Analysis) -> Finding {
    let corpus = &analysis.corpus;
    let words: usize = analysis.tokens.documents().iter().map(|document| document.tokens().len()).sum();
    let paragraphs: usize = corpus.documents().iter().map(|document| document.unmasked().count()).sum();
    let mut sentences = vec![format!(
        "{} with {} and {} of their own text.",
        capitalised(&counted(corpus.len(), "article", "articles")),
        counted(paragraphs, "paragraph", "paragraphs"),
        counted(words, "word", "words"),
    )];
    let mut languages: Vec<_> =
        analysis.tokens.documents().iter().filter_map(|document| document.language()).collect();
    languages.sort_unstable();
    languages.dedup();
    if !languages.is_empty() {
        let names: Vec<String> = languages.iter().map(|language| capitalised(language.name())).collect();
        sentences.push(format!("Language: {}.", listed(&names)));
    }
    Finding { heading: "What was read", sentences, figure: None, table: Some("articles.csv") }
}

fn alike(analysis: &Analysis) -> Finding {
    let mut pairs: Vec<_> = analysis.similarity.pairs().iter().collect();
    pairs.sort_by(|x, y| y.cosine.total_cmp(&x.cosine).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut sentences = Vec::new();
    let n = analysis.corpus.len();
    if let Some(top) = pairs.first() {
        let terms = shown_terms(analysis, &similarity::explain(&analysis.articles, top.a, top.b, 5));
        let together = listed(&terms);
        sentences.push(format!(
            "The two articles nearest in subject and wording are {} and {}: their cosine similarity is {:.2} on a scale \
             from 0 to 1, most of all through {together}.",
            name(&analysis.corpus[top.a]),
            name(&analysis.corpus[top.b]),
            top.cosine,
        ));
    }
    if pairs.len() > 1 {
        let possible = n * (n - 1) / 2;
        let median = if pairs.len() * 2 > possible { pairs[possible / 2].cosine } else { 0.0 };
        sentences.push(format!("Over all {} the median is {median:.2}.", counted(possible, "pair", "pairs")));
    } else if n > 1 && pairs.is_empty() {
        sentences.push("No two articles share a single term.".to_owned());
    }
    Finding {
        heading: "How alike the articles are",
        sentences,
        figure: (n > 1).then_some("similarity"),
        table: Some("similarity.csv"),
    }
}

fn retelling(analysis: &Analysis) -> Finding {
    let n = analysis.corpus.len();
    let mut sentences = Vec::new();
    if n > 1 {
        let prose = |score: &Score| score.reused_tokens.saturating_sub(score.quoted_tokens);
        let share = |score: &Score| prose(score) as f64 / score.eligible_tokens.max(1) as f64;
        let mut scores: Vec<&Score> = told_direction(analysis, prose);
        scores.sort_by(|x, y| {
            share(y).total_cmp(&share(x)).then((x.target, x.source).cmp(&(y.target, y.source)))
        });
        let notable: Vec<&Score> =
            scores.iter().copied().filter(|score| share(score) >= NOTABLE_SHARE).collect();
        for score in notable.iter().take(TOLD) {
            let passages = analysis.reuse.passages_between(score.target, score.source);
            let own: Vec<&Passage> = passages.iter().filter(|p| p.kind != PassageKind::SharedQuote).collect();
            let longest = own.iter().map(|passage| passage.tokens).max().unwrap_or(0);
            let (target, source) = (&analysis.corpus[score.target], &analysis.corpus[score.source]);
            sentences.push(format!(
                "{} of the words of {} stand in {} too, in {}, the longest of {}; {}.",
                percent(share(score)),
                name(target),
                name(source),
                counted(own.len(), "passage", "passages"),
                counted(longest, "word", "words"),
                direction(target, source),
            ));
        }
        if notable.len() > TOLD {
            sentences.push(format!(
                "{} more are in the table.",
                capitalised(&counted(notable.len() - TOLD, "pair", "pairs"))
            ));
        }
        let highest = scores.first().map_or(0.0, |score| share(score));
        if notable.is_empty() {
            sentences.push(if highest == 0.0 {
                "Quotations apart, no article copies another: not one passage of prose is shared.".to_owned()
            } else {
                format!(
                    "Quotations apart, no article copies another: the highest share of copied words is {}.",
                    percent(highest)
                )
            });
        } else {
            let clean = (0..n)
                .filter(|&row| scores.iter().all(|score| score.target != row && score.source != row))
                .count();
            if clean > 0 {
                sentences.push(format!(
                    "{} no copied prose with any other.",
                    capitalised(&if clean == 1 {
                        "one article shares".to_owned()
                    } else {
                        format!("{} share", counted(clean, "article", "articles"))
                    })
                ));
            }
        }
    }
    Finding { heading: "Who retells whom", sentences, figure: Some("reuse"), table: Some("reuse.csv") }
}

/// Of each pair that shares prose one direction: the later text as target, or else the one with the greater share.
fn told_direction(analysis: &Analysis, prose: impl Fn(&Score) -> usize) -> Vec<&Score> {
    let reuse = &analysis.reuse;
    reuse
        .scores
        .iter()
        .filter(|score| prose(score) > 0)
        .filter(|score| {
            let back = reuse.score(score.source, score.target);
            let (target, source) = (&analysis.corpus[score.target], &analysis.corpus[score.source]);
            match order(target, source) {
                Some(std::cmp::Ordering::Greater) => true,
                Some(std::cmp::Ordering::Less) => false,
                _ => {
                    let key = |score: &Score| prose(score) as f64 / score.eligible_tokens.max(1) as f64;
                    let (here, there) = (key(score), key(&back));
                    here > there || (here == there && score.target > score.source)
                }
            }
        })
        .collect()
}

fn order(a: &Document, b: &Document) -> Option<std::cmp::Ordering> {
    a.date()?.compare(b.date()?)
}

fn direction(target: &Document, source: &Document) -> String {
    match order(target, source) {
        Some(std::cmp::Ordering::Greater) => format!("{} is the later of the two", name(target)),
        Some(std::cmp::Ordering::Less) => format!("{} is the earlier of the two", name(target)),
        _ => "which of them is the source, the dates do not say".to_owned(),
    }
}

fn quotations(analysis: &Analysis) -> Finding {
    let mut groups: Vec<(String, Vec<usize>, usize)> = Vec::new();
    let quotes = analysis.reuse.passages.iter().filter(|passage| passage.kind == PassageKind::SharedQuote);
    for passage in quotes.filter(|passage| passage.target < passage.source) {
        let text = analysis.corpus[passage.target].slice(passage.target_span);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match groups.iter_mut().find(|group| group.0 == text) {
            Some(group) => group.1.extend([passage.target, passage.source]),
            None => groups.push((text, vec![passage.target, passage.source], passage.tokens)),
        }
    }
    groups.sort_by(|x, y| y.2.cmp(&x.2).then_with(|| x.0.cmp(&y.0)));
    let mut sentences = Vec::new();
    for (text, articles, tokens) in groups.iter().take(TOLD) {
        let mut articles = articles.clone();
        articles.sort_unstable();
        articles.dedup();
        let names: Vec<String> = articles.iter().map(|&row| name(&analysis.corpus[row])).collect();
        sentences.push(format!(
            "{} carry the same quotation of {}: “{}” That points to a common source, not to copying.",
            listed(&names),
            counted(*tokens, "word", "words"),
            text.trim_matches(['“', '”', '"', '„', '«', '»']),
        ));
    }
    if groups.len() > TOLD {
        sentences.push(format!(
            "{} more are in the table.",
            capitalised(&counted(groups.len() - TOLD, "shared quotation", "shared quotations"))
        ));
    }
    Finding {
        heading: "Shared quotations",
        sentences,
        figure: Some("reuse_strips"),
        table: Some("passages.jsonl"),
    }
}

fn subjects(analysis: &Analysis) -> Finding {
    let themes = &analysis.themes;
    let labelled: Vec<_> =
        themes.paragraphs.iter().filter(|entry| entry.label != Label::Boilerplate).collect();
    let mut counts: Vec<(usize, usize)> = (0..themes.names.len())
        .map(|theme| (theme, labelled.iter().filter(|entry| entry.label == Label::Theme(theme)).count()))
        .filter(|count| count.1 > 0)
        .collect();
    counts.sort_by_key(|&(theme, count)| (std::cmp::Reverse(count), theme));
    let mut sentences = Vec::new();
    if !labelled.is_empty() && !themes.names.is_empty() {
        let other = labelled.iter().filter(|entry| entry.label == Label::Other).count();
        let parts: Vec<String> =
            counts.iter().map(|&(theme, count)| format!("{} in {count}", themes.names[theme])).collect();
        sentences.push(if parts.is_empty() {
            format!(
                "None of {} is mainly about one of the themes.",
                counted(labelled.len(), "paragraph", "paragraphs")
            )
        } else {
            format!(
                "Of {}, the main theme is {}; {other} are about something else.",
                counted(labelled.len(), "paragraph", "paragraphs"),
                listed(&parts)
            )
        });
        for &(theme, _) in counts.iter().take(themes.names.len()) {
            let share = |row: usize| themes.mix(&analysis.corpus, row)[theme];
            let most =
                (0..analysis.corpus.len()).max_by(|&x, &y| share(x).total_cmp(&share(y)).then(y.cmp(&x)));
            if let Some(row) = most.filter(|_| analysis.corpus.len() > 1) {
                let terms: Vec<String> = themes
                    .terms
                    .iter()
                    .filter(|entry| entry.theme == theme)
                    .take(4)
                    .map(|entry| entry.term.clone())
                    .collect();
                sentences.push(format!(
                    "{} weighs most in {} ({} of its text); its typical words here are {}.",
                    capitalised(&themes.names[theme]),
                    name(&analysis.corpus[row]),
                    percent(share(row)),
                    listed(&terms)
                ));
            }
        }
        if themes.method == Method::Lexicon {
            sentences.push("With so few paragraphs the themes rest on their seed words alone.".to_owned());
        }
    }
    sentences.extend(
        themes.warnings.iter().map(|warning| format!("{}.", capitalised(warning.trim_end_matches('.')))),
    );
    Finding {
        heading: "What the articles are about",
        sentences,
        figure: Some("themes_by_article"),
        table: Some("paragraphs.csv"),
    }
}

fn masked(analysis: &Analysis) -> Finding {
    let is_masked = |kind: ParagraphKind| kind.is_masked();
    let sentences = analysis
        .corpus
        .documents()
        .iter()
        .filter(|document| document.count_paragraphs(is_masked) > 0)
        .map(|document| {
            let mut reasons: Vec<&str> = document
                .paragraphs()
                .iter()
                .filter_map(|paragraph| match paragraph.kind {
                    ParagraphKind::Boilerplate(mask) => Some(mask.name()),
                    _ => None,
                })
                .collect();
            reasons.sort_unstable();
            reasons.dedup();
            let n = document.count_paragraphs(is_masked);
            format!(
                "In {}, {} {} left out of every count: {}.",
                name(document),
                counted(n, "paragraph", "paragraphs"),
                if n == 1 { "is" } else { "are" },
                listed(&reasons)
            )
        })
        .collect();
    Finding { heading: "What was left out", sentences, figure: None, table: Some("paragraphs.csv") }
}

/// How a document is called in a sentence: its title with its source, or its id.
pub(super) fn name(document: &Document) -> String {
    match (document.title(), document.source()) {
        (Some(title), Some(source)) => format!("“{title}” ({source})"),
        (Some(title), None) => format!("“{title}”"),
        _ => document.id().to_owned(),
    }
}

/// Terms as they are most often written in the corpus.
fn shown_terms(analysis: &Analysis, parts: &[Contribution]) -> Vec<String> {
    let forms = SurfaceForms::new(&analysis.corpus, &analysis.tokens);
    let terms = analysis.articles.vocabulary().terms();
    parts.iter().map(|part| forms.of(&terms[part.column]).to_owned()).collect()
}

/// `1 word`, `3,912 words`; small numbers stay digits, as tables have them.
pub(super) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// Digits in groups of three.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share as a percentage with as many digits as it deserves.
pub(super) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 0.1 {
        "under 0.1%".to_owned()
    } else if percent < 10.0 && percent.fract() != 0.0 {
        format!("{percent:.1}%")
    } else {
        format!("{percent:.0}%")
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(parts: &[impl AsRef<str>]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., last] => {
            format!("{} and {}", rest.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "), last.as_ref())
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(percent(0.0), "0%");
        assert_eq!(percent(0.0004), "under 0.1%");
        assert_eq!(percent(0.034), "3.4%");
        assert_eq!(percent(0.034_999_999), "3.5%");
        assert_eq!(percent(1.0), "100%");
    }

    #[test]
    fn lists_read_well() {
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(listed(&[""; 0]), "");
    }
}
