//! How alike the articles are, and through which words.

use super::Finding;
use super::wording::{counted, listed, name};
use crate::analysis::Analysis;
use crate::analyze::SurfaceForms;
use crate::similarity::{self, Contribution};

pub(super) fn alike(analysis: &Analysis) -> Finding {
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

/// Terms as they are most often written in the corpus.
fn shown_terms(analysis: &Analysis, parts: &[Contribution]) -> Vec<String> {
    let forms = SurfaceForms::new(&analysis.corpus, &analysis.tokens);
    let terms = analysis.articles.vocabulary().terms();
    parts.iter().map(|part| forms.of(&terms[part.column]).to_owned()).collect()
}
