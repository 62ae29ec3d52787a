//! What was found in five lines, for whoever waits at a terminal.

use std::cmp::Reverse;

use super::quotations::grouped as quotations_of;
use super::retelling::{NOTABLE_SHARE, most_first, prose_share};
use super::wording::{Names, capitalised, counted, grouped, percent};
use crate::analysis::Analysis;
use crate::themes::Label;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words that stand as they are.
    Words(String),
    /// How an article is called; may be shortened where there is too little room.
    Name(String),
}

/// One line of what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefLine {
    /// What it is about, in a word.
    pub heading: &'static str,
    /// Its parts, in order; blanks between them are part of the words.
    pub pieces: Vec<Piece>,
}

impl BriefLine {
    fn new(heading: &'static str, pieces: impl IntoIterator<Item = Piece>) -> Self {
        Self { heading, pieces: pieces.into_iter().collect() }
    }

    /// The line as one text, nothing shortened; without its heading.
    pub fn text(&self) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Words(text) | Piece::Name(text) => text.clone(),
        };
        self.pieces.iter().map(text).collect()
    }
}

/// What was found in five lines: what was read, the pair most alike, the most that one article has of another, what
/// several carry, and what they are about. Of one article only the first and the last.
///
/// ```
/// use retell::{Analysis, Config, Corpus, report};
/// let corpus = Corpus::from_texts([("a", "The ministry raised the gas price on Monday.")])?;
/// let analysis = Analysis::of(corpus, &Config::default(), |_| {})?;
/// assert_eq!(report::in_brief(&analysis)[0].text(), "1 article, 1 paragraph, 8 words; English");
/// # Ok::<(), retell::Error>(())
/// ```
pub fn in_brief(analysis: &Analysis) -> Vec<BriefLine> {
    let names = Names::new(&analysis.corpus);
    let mut lines = vec![read(analysis)];
    if analysis.corpus.len() > 1 {
        lines.extend([alike(analysis, &names), retold(analysis, &names), carried(analysis)]);
    }
    lines.push(subjects(analysis));
    lines
}

fn words(text: impl Into<String>) -> Piece {
    Piece::Words(text.into())
}

fn name(names: &Names, row: usize) -> Piece {
    Piece::Name(names.of(row).to_owned())
}

fn read(analysis: &Analysis) -> BriefLine {
    let documents = analysis.tokens.documents();
    let paragraphs = analysis.corpus.documents().iter().map(|document| document.unmasked().count()).sum();
    let mut languages: Vec<_> = documents.iter().filter_map(|document| document.language()).collect();
    languages.sort_unstable();
    languages.dedup();
    let language = match languages.as_slice() {
        [] => String::new(),
        [one] => format!("; {}", capitalised(one.name())),
        many => format!("; {}", counted(many.len(), "language", "languages")),
    };
    let text = format!(
        "{}, {}, {}{language}",
        counted(analysis.corpus.len(), "article", "articles"),
        counted(paragraphs, "paragraph", "paragraphs"),
        counted(documents.iter().map(|document| document.tokens().len()).sum(), "word", "words"),
    );
    BriefLine::new("Read", [words(text)])
}

fn alike(analysis: &Analysis, names: &Names) -> BriefLine {
    let pairs = analysis.similarity.pairs().iter();
    let Some(top) = pairs.max_by(|x, y| x.cosine.total_cmp(&y.cosine).then((y.a, y.b).cmp(&(x.a, x.b))))
    else {
        return BriefLine::new("Alike", [words("no two articles share a single term")]);
    };
    let cosine = format!(", cosine {:.2}", top.cosine);
    BriefLine::new("Alike", [name(names, top.a), words(" and "), name(names, top.b), words(cosine)])
}

fn retold(analysis: &Analysis, names: &Names) -> BriefLine {
    let scores = most_first(analysis);
    let notable = scores.iter().filter(|score| prose_share(score) >= NOTABLE_SHARE).count();
    let Some(top) = scores.first().filter(|_| notable > 0) else {
        return BriefLine::new("Retold", [words("quotations apart, no article copies or retells another")]);
    };
    let others = match notable - 1 {
        0 => String::new(),
        n => format!("; {} share prose", counted(n, "more pair", "more pairs")),
    };
    let share = format!("{} of ", percent(prose_share(top)));
    let pieces =
        [words(share), name(names, top.target), words(" stands in "), name(names, top.source), words(others)];
    BriefLine::new("Retold", pieces)
}

fn carried(analysis: &Analysis) -> BriefLine {
    let quotations = quotations_of(analysis).len();
    let texts = analysis.witnesses.len();
    let most = analysis.witnesses.iter().map(|cluster| cluster.articles).max().unwrap_or(0);
    let quotations = match quotations {
        0 => "no quotation".to_owned(),
        n => counted(n, "quotation", "quotations"),
    };
    let text = match texts {
        0 => format!("{quotations} and no other text in several articles"),
        n => format!(
            "{quotations} in several articles; {} in two or more, one in {}",
            counted(n, "text", "texts"),
            grouped(most)
        ),
    };
    BriefLine::new("Shared", [words(text)])
}

fn subjects(analysis: &Analysis) -> BriefLine {
    /// How many themes are named.
    const NAMED: usize = 5;
    let themes = &analysis.themes;
    let labels = || themes.paragraphs.iter().map(|entry| entry.label);
    let counted_as = |theme: usize| labels().filter(|label| *label == Label::Theme(theme)).count();
    let mut counts: Vec<(usize, usize)> =
        (0..themes.names.len()).map(|theme| (theme, counted_as(theme))).filter(|count| count.1 > 0).collect();
    counts.sort_by_key(|&(theme, count)| (Reverse(count), theme));
    let n = labels().filter(|label| *label != Label::Boilerplate).count();
    let named: Vec<String> = counts
        .iter()
        .take(NAMED)
        .map(|&(theme, count)| format!("{} {}", themes.names[theme], grouped(count)))
        .collect();
    let told: usize = counts.iter().take(NAMED).map(|count| count.1).sum();
    let text = match named.as_slice() {
        [] => format!("none of {} is mainly about a theme", counted(n, "paragraph", "paragraphs")),
        some => format!(
            "{}, other {} of {}",
            some.join(", "),
            grouped(n - told),
            counted(n, "paragraph", "paragraphs")
        ),
    };
    BriefLine::new("About", [words(text)])
}
