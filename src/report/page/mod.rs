//! An analysis as one HTML page that needs nothing else.
//!
//! [`Plan`] says what there is room for; each file beside it makes one part of the page as plain values, and the files in
//! `templates`, `style` and `script` say how these look. Without its script the page can be read whole: what opens, opens
//! by links, and what is left out of view by a filter is left out by its style.

mod article;
mod clean;
mod figure;
mod look;
mod marking;
mod matrix;
mod pair;
mod paragraph;
mod plan;
mod rows;
mod sentence;
mod template;
mod theme;
mod view;

#[cfg(test)]
mod tests;

use serde::Serialize;

use self::article::Article;
use self::figure::Shown;
use self::matrix::Matrix;
use self::pair::Pair;
use self::plan::{Extent, Plan};
use self::rows::{CarriedText, PairRow, PassageRow, Rows};
use self::sentence::Sentence;
use self::view::View;
use super::findings::Finding;
use super::findings::wording::{Names, counted};
use crate::analysis::Analysis;
use crate::error::Result;

pub use figure::{Picture, Spot};

/// Up to so many articles, their texts are open when the page opens.
const OPEN_ARTICLES: usize = 12;

/// What the templates read.
#[derive(Serialize)]
struct Page {
    heading: String,
    standfirst: String,
    version: &'static str,
    n: usize,
    theme_rules: String,
    sections: Vec<Section>,
    matrix: Option<Matrix>,
    pairs: Rows<PairRow>,
    passages: Rows<PassageRow>,
    carried: Rows<CarriedText>,
    themes: Vec<theme::Theme>,
    figures: Vec<Shown>,
    articles: Vec<Article>,
    articles_open: bool,
    articles_left_out: usize,
    side_by_side: Vec<Pair>,
    pairs_left_out: usize,
    excerpts: usize,
    lengths: [usize; 4],
}

/// A finding, and where on the page and beside it to look.
#[derive(Serialize)]
struct Section {
    heading: &'static str,
    sentences: Vec<Sentence>,
    figure: Option<&'static str>,
    rows: Option<&'static str>,
    table: Option<&'static str>,
}

/// The page. Self-contained: it asks for nothing, its one script is named by its hash in the page's security policy, and
/// every text from outside is escaped.
///
/// `findings` stand in their order, each sentence with links to the articles that it names, to its figure and its rows;
/// `pictures` stand as they are given. Any two articles that share a passage can be opened side by side at the anchor
/// `#pair-3-7`, where articles are numbered as they were read, from 1; `#article-3` and `#article-3-p0` are an
/// article and its first paragraph. Of a few articles everything is shown; of many, up to about 15 MB, what shares most,
/// and the page says what it leaves to the tables beside it.
///
/// The bytes depend on nothing but the arguments. Time and size: in proportion to the texts and what is shown of pairs.
///
/// ```
/// use retell::{Analysis, Config, Corpus, report};
/// let corpus = Corpus::from_texts([
///     ("a", "The ministry raised the gas price for every household in the country on Monday morning."),
///     ("b", "Prices: the ministry raised the gas price for every household in the country, it said."),
/// ])?;
/// let analysis = Analysis::of(corpus, &Config::default(), |_| {})?;
/// let page = report::html(&analysis, &report::findings(&analysis), &[])?;
/// assert!(page.contains("<section class=\"pair\" id=\"pair-1-2\""));
/// # Ok::<(), retell::Error>(())
/// ```
///
/// # Errors
/// [`crate::Error::Library`] if the template engine refuses.
pub fn html(analysis: &Analysis, findings: &[Finding], pictures: &[Picture]) -> Result<String> {
    let names = Names::new(&analysis.corpus);
    let plan = Plan::new(analysis);
    let view = View::new(analysis, &names, &plan);
    let n = analysis.corpus.len();
    let matrix = (!plan.sharing.is_empty()).then(|| Matrix::new(&view));
    let in_matrix = |(a, b): (usize, usize)| matrix.as_ref().is_some_and(|matrix| matrix.has(a, b));
    let side_by_side: Vec<Pair> =
        plan.pairs().map(|(pair, extent)| Pair::new(&view, pair, extent, in_matrix(pair))).collect();
    let shown = (0..n).filter(|&row| plan.has_article(row));
    template::render(&Page {
        heading: "Who retells whom".to_owned(),
        standfirst: standfirst(analysis),
        version: env!("CARGO_PKG_VERSION"),
        n,
        theme_rules: look::rules(&analysis.themes),
        sections: sections(findings, &view, pictures),
        pairs: rows::pairs(&view),
        passages: rows::passages(&view),
        carried: rows::carried(&view),
        themes: theme::themes(&view),
        figures: pictures.iter().map(|picture| Shown::new(picture, &plan)).collect(),
        articles: shown.clone().map(|row| Article::new(&view, row)).collect(),
        articles_open: n <= OPEN_ARTICLES,
        articles_left_out: n - shown.count(),
        pairs_left_out: plan.sharing.len() - side_by_side.len(),
        excerpts: plan.pairs().filter(|(_, extent)| *extent == Extent::Excerpt).count(),
        side_by_side,
        matrix,
        lengths: marking::LENGTHS,
    })
}

fn sections(findings: &[Finding], view: &View<'_>, pictures: &[Picture]) -> Vec<Section> {
    let n = view.analysis.corpus.len();
    let has_figure = |name: &str| pictures.iter().any(|picture| picture.name == name);
    findings
        .iter()
        .map(|finding| Section {
            heading: finding.heading,
            sentences: finding
                .sentences
                .iter()
                .map(|sentence| Sentence::new(sentence, view.names, n, view.plan))
                .collect(),
            figure: finding.figure.filter(|name| has_figure(name)),
            rows: finding.table.and_then(|table| rows_of(table, view, has_figure("similarity"))),
            table: finding.table,
        })
        .collect()
}

/// Where on the page the rows of a table stand, if they do.
fn rows_of(table: &str, view: &View<'_>, has_similarity: bool) -> Option<&'static str> {
    let (part, is_there) = match table {
        "articles.csv" => ("articles", true),
        "reuse.csv" => ("pairs", !view.plan.sharing.is_empty()),
        "passages.jsonl" => ("passages", !view.plan.sharing.is_empty()),
        "witnesses.csv" => ("carried", !view.analysis.witnesses.is_empty()),
        "paragraphs.csv" | "theme_terms.csv" | "seeds.csv" => {
            ("themes", !view.analysis.themes.names.is_empty())
        }
        "similarity.csv" => ("figure-similarity", has_similarity),
        _ => return None,
    };
    is_there.then_some(part)
}

/// What was read, in a line.
fn standfirst(analysis: &Analysis) -> String {
    let corpus = &analysis.corpus;
    let words: usize = analysis.reuse.articles.iter().map(|article| article.eligible_tokens).sum();
    let paragraphs: usize = corpus.documents().iter().map(|document| document.unmasked().count()).sum();
    format!(
        "{} · {} · {}",
        counted(corpus.len(), "article", "articles"),
        counted(paragraphs, "paragraph", "paragraphs"),
        counted(words, "word", "words")
    )
}
