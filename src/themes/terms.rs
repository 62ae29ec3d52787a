//! Terms that are typical of a group of rows, as people wrote them.

use rustc_hash::FxHashMap;

use crate::analyze::SurfaceForms;
use crate::vectorize::CountMatrix;

/// A typical term and its weight.
pub(super) type Weighted = (String, f64);

/// For each of `n_groups` groups its `top` most typical terms, strongest first, ties by term.
///
/// `groups[row]` is the group of a row of `counts`, or `None`. The weight of term *t* in group *c* is the class-based
/// tf·idf (tf(t,c) / |c|) · ln(1 + A / f(t)), where tf and f count *t* in the group and in all groups, |c| is the number
/// of words in the group and A its mean over the groups (Grootendorst 2022). That weight alone ranks what is frequent
/// everywhere high, so that terms less than twice as frequent in the group as outside it are left out, and so are bare numbers.
pub(super) fn typical(
    counts: &CountMatrix,
    groups: &[Option<usize>],
    n_groups: usize,
    top: usize,
    forms: &SurfaceForms,
) -> Vec<Vec<Weighted>> {
    let n_terms = counts.vocabulary().len();
    let mut in_group = vec![FxHashMap::<usize, u64>::default(); n_groups];
    let mut overall = vec![0u64; n_terms];
    let mut words = vec![0u64; n_groups];
    for (row, group) in groups.iter().enumerate() {
        let Some(group) = *group else { continue };
        for (column, count) in counts.row(row) {
            *in_group[group].entry(column).or_insert(0) += u64::from(count);
            overall[column] += u64::from(count);
            words[group] += u64::from(count);
        }
    }
    let total: u64 = words.iter().sum();
    let filled = words.iter().filter(|&&count| count > 0).count().max(1);
    let mean = total as f64 / filled as f64;
    in_group
        .into_iter()
        .zip(words)
        .map(|(counted, size)| {
            let mut weighted: Vec<(usize, f64)> = counted
                .into_iter()
                .filter(|&(column, _)| counts.vocabulary().term(column).chars().any(char::is_alphabetic))
                .filter(|&(column, count)| count * (total - size) >= 2 * (overall[column] - count) * size)
                .map(|(column, count)| {
                    let share = count as f64 / size as f64;
                    (column, share * (mean / overall[column] as f64).ln_1p())
                })
                .collect();
            weighted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            weighted.truncate(top);
            let written = |(column, weight): (usize, f64)| {
                (forms.of(counts.vocabulary().term(column)).to_owned(), weight)
            };
            weighted.into_iter().map(written).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Analyzer;
    use crate::corpus::Corpus;
    use crate::vectorize::{CountVectorizer, Unit};

    fn terms_of(text: &str, groups: &[Option<usize>], n_groups: usize) -> Vec<Vec<Weighted>> {
        let corpus = Corpus::from_texts([("x", text)]).unwrap();
        let analyzer = Analyzer::english();
        let forms = SurfaceForms::new(&corpus, &analyzer.tokenize(&corpus));
        let counts =
            CountVectorizer::params(analyzer).unit(Unit::Paragraph).fit_transform(&corpus).unwrap().1;
        typical(&counts, groups, n_groups, 10, &forms)
    }

    #[test]
    fn weights_are_the_formula_and_shared_terms_are_left_out() {
        let found = terms_of("Oil, oil and news\nTariffs make news", &[Some(0), Some(1)], 2);
        // Three words a group on average; "oil" is 2 of 3 and stands twice in all.
        let names: Vec<&str> = found[0].iter().map(|term| term.0.as_str()).collect();
        assert_eq!(names, ["Oil"]);
        assert!((found[0][0].1 - 2.0 / 3.0 * (1.0 + 3.0 / 2.0_f64).ln()).abs() < 1e-12);
        assert_eq!(found[1].iter().map(|term| term.0.as_str()).collect::<Vec<_>>(), ["make", "Tariffs"]);
    }

    #[test]
    fn one_group_and_no_group_have_no_outside() {
        assert_eq!(terms_of("gas gas\ncoal", &[Some(0), Some(0)], 1)[0][0].0, "gas");
        assert_eq!(terms_of("gas\ncoal", &[None, None], 2), [vec![], vec![]]);
    }
}
