//! Articles that are the same but for a few words, in groups.

use rayon::prelude::*;

use super::nearest::NearestRows;
use crate::error::{Error, Result};
use crate::vectorize::TfIdfMatrix;

/// Rows that are near-identical to one of them.
#[derive(Clone, Debug, PartialEq)]
pub struct NearIdentical {
    /// The row that stands for all: of the rows that were left when the group was made, the one that is alike to the
    /// most, counted by cosine.
    pub medoid: usize,
    /// The rows, the medoid among them, and the cosine of each with the medoid; rows rise.
    pub members: Vec<(usize, f64)>,
}

impl NearIdentical {
    /// From this cosine on, articles are called near-identical unless told otherwise.
    pub const COSINE: f64 = 0.9;

    /// The groups of a matrix's rows, the largest first, ties by medoid; no row is in two, and none is alone.
    ///
    /// Each member's cosine with the medoid is at least `threshold`, so that no chain of small changes joins what is
    /// different. For each row the cosines with all rows that reach the threshold are summed up; the row with the largest
    /// sum (ties by row) takes all that are left and reach the threshold with it, then the next one that is left, and so
    /// on. So two rows that reach the threshold with each other may be in two groups, if they are nearer to those. Rows
    /// without terms are in no group. Rows with equal cells are always together.
    ///
    /// Cost: one search for each row and one more for each group; memory: that of [`NearestRows`] and what is returned.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a threshold that is not over 0 and at most 1.
    ///
    /// ```
    /// use retell::{Analyzer, Corpus, CountVectorizer, TfIdf, similarity::NearIdentical};
    /// let corpus = Corpus::from_texts([("a", "oil gas"), ("b", "coal"), ("c", "gas oil"), ("d", "")])?;
    /// let counts = CountVectorizer::params(Analyzer::english()).fit_transform(&corpus)?.1;
    /// let weights = TfIdf::params().fit_transform(&counts)?.1;
    /// let groups = NearIdentical::groups(&weights, NearIdentical::COSINE)?;
    /// assert_eq!((groups.len(), groups[0].medoid), (1, 0));
    /// assert_eq!(groups[0].members, [(0, 1.0), (2, 1.0)]);
    /// # Ok::<(), retell::Error>(())
    /// ```
    pub fn groups(weights: &TfIdfMatrix, threshold: f64) -> Result<Vec<Self>> {
        if !(threshold > 0.0 && threshold <= 1.0) {
            let expected = "a cosine over 0 and at most 1".to_owned();
            return Err(Error::Parameter { name: "near", got: threshold.to_string(), expected });
        }
        let near = NearestRows::among(weights, 0..weights.rows().len());
        let equal = near.equal();
        // (sum of cosines, group) of those that are not alone.
        let mut seeds: Vec<(f64, usize)> = (0..equal.len())
            .into_par_iter()
            .with_min_len(64)
            .map_init(
                || near.scratch(),
                |scratch, group| {
                    let mut hits = near.hits(scratch, equal.rows(group)[0], usize::MAX, threshold);
                    // A sum depends on its order by rounding.
                    hits.sort_unstable_by_key(|hit| hit.group);
                    let sum: f64 =
                        hits.iter().map(|hit| hit.cosine * equal.rows(hit.group).len() as f64).sum();
                    (sum, group)
                },
            )
            .filter(|seed| seed.0 > 0.0)
            .collect();
        seeds.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        let mut taken = vec![false; equal.len()];
        let mut groups = Vec::new();
        let mut scratch = near.scratch();
        for (_, medoid) in seeds {
            if taken[medoid] {
                continue;
            }
            taken[medoid] = true;
            let row = equal.rows(medoid)[0];
            let mut members: Vec<(usize, f64)> = equal.rows(medoid).iter().map(|&row| (row, 1.0)).collect();
            for hit in near.hits(&mut scratch, row, usize::MAX, threshold) {
                if !std::mem::replace(&mut taken[hit.group], true) {
                    members.extend(equal.rows(hit.group).iter().map(|&row| (row, hit.cosine)));
                }
            }
            if members.len() > 1 {
                members.sort_unstable_by_key(|member| member.0);
                groups.push(Self { medoid: row, members });
            }
        }
        groups.sort_by_key(|group| (std::cmp::Reverse(group.members.len()), group.medoid));
        Ok(groups)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{threads, weights};
    use super::*;

    fn rows(group: &NearIdentical) -> Vec<usize> {
        group.members.iter().map(|member| member.0).collect()
    }

    #[test]
    fn a_chain_of_small_changes_joins_nothing_that_is_different() {
        // Each shares nine tenths with the next, the first nothing with the last.
        let words: Vec<String> = (0..60).map(|word| format!("w{word}")).collect();
        let texts: Vec<String> = (0..21).map(|at| words[2 * at..2 * at + 20].join(" ")).collect();
        let weights = weights(&texts);
        let groups = NearIdentical::groups(&weights, 0.8).unwrap();
        assert!(groups.len() > 3, "{groups:?}");
        for group in &groups {
            assert!(group.members.iter().all(|member| member.1 >= 0.8), "{group:?}");
        }
    }

    #[test]
    fn copies_are_together_whatever_their_number_and_place() {
        let texts =
            ["aa bb cc", "dd ee", "aa bb cc", "", "cc bb aa", "dd ee ff gg hh", ""].map(str::to_owned);
        let weights = weights(&texts);
        for threads_used in [1, 3] {
            let groups = threads(threads_used, || NearIdentical::groups(&weights, 1.0).unwrap());
            assert_eq!(groups.len(), 1);
            assert_eq!((groups[0].medoid, rows(&groups[0])), (0, vec![0, 2, 4]));
        }
        assert!(
            NearIdentical::groups(&weights, 0.0).is_err()
                && NearIdentical::groups(&weights, f64::NAN).is_err()
        );
        assert!(NearIdentical::groups(&weights, 1.1).is_err());
    }

    #[test]
    fn the_medoid_is_the_one_most_like_all() {
        let base = "oil gas coal wind sun rain snow hail fog mist";
        let texts = [format!("{base} one"), format!("{base} two"), base.to_owned(), format!("{base} three")];
        let groups = NearIdentical::groups(&weights(&texts), 0.6).unwrap();
        assert_eq!((groups[0].medoid, rows(&groups[0])), (2, vec![0, 1, 2, 3]));
    }
}
