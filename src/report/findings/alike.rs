//! How alike the articles are, and through which words.

use super::Finding;
use super::wording::{Names, counted, listed};
use crate::analysis::Analysis;
use crate::analyze::SurfaceForms;
use crate::similarity::{self, Contribution};

pub(super) fn alike(analysis: &Analysis, names: &Names) -> Finding {
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
            names.of(top.a),
            names.of(top.b),
            top.cosine,
        ));
    }
    if n > Analysis::ALL_PAIRS {
        let each = Analysis::NEAREST;
        sentences.push(format!("Of so many articles only the {each} nearest of each are kept."));
    } else if pairs.len() > 1 {
        let cosines: Vec<f64> = pairs.iter().map(|pair| pair.cosine).collect();
        let possible = n * (n - 1) / 2;
        let median = median(&cosines, possible);
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

/// The median of `n` values: those listed, from high to low, and zeros for the rest.
fn median(listed: &[f64], n: usize) -> f64 {
    let value = |at: usize| listed.get(at).copied().unwrap_or(0.0);
    if n == 0 { 0.0 } else { (value((n - 1) / 2) + value(n / 2)) / 2.0 }
}

/// Terms as they are most often written in the corpus.
fn shown_terms(analysis: &Analysis, parts: &[Contribution]) -> Vec<String> {
    let forms = SurfaceForms::new(&analysis.corpus, &analysis.tokens);
    let vocabulary = analysis.articles.vocabulary();
    parts.iter().map(|part| forms.of(vocabulary.term(part.column)).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_counts_pairs_that_share_nothing() {
        assert_eq!(median(&[], 0), 0.0);
        assert_eq!(median(&[0.5], 1), 0.5);
        assert_eq!(median(&[0.5, 0.25], 2), 0.375);
        assert_eq!(median(&[0.5, 0.25], 3), 0.25);
        assert_eq!(median(&[0.5, 0.25], 4), 0.125);
        assert_eq!(median(&[0.5, 0.25], 5), 0.0);
    }
}
