//! Which terms become columns.

use super::DocumentFrequency;
use super::tally::Tally;
use crate::analyze::Interner;

/// What is known of every term that was counted.
pub(super) struct Candidates {
    grams: Interner,
    /// By candidate: rows that hold it.
    df: Vec<usize>,
    /// By candidate: occurrences, or rows where counts are binary.
    tf: Vec<u64>,
}

impl Candidates {
    /// The terms of all tallies.
    pub(super) fn of(tallies: &[Tally], binary: bool) -> Self {
        let mut found = Self { grams: Interner::default(), df: Vec::new(), tf: Vec::new() };
        for tally in tallies {
            let numbers: Vec<usize> =
                tally.grams.iter().map(|gram| found.grams.intern(gram) as usize).collect();
            found.df.resize(found.grams.len(), 0);
            found.tf.resize(found.grams.len(), 0);
            for &(gram, count) in &tally.cells {
                let number = numbers[gram as usize];
                found.df[number] += 1;
                found.tf[number] += if binary { 1 } else { u64::from(count) };
            }
        }
        found
    }

    /// How many distinct terms there are.
    pub(super) fn len(&self) -> usize {
        self.grams.len()
    }

    /// The terms of at least `min_df` and at most `max_df` of `n_rows` rows, and of these the `max_features` with most
    /// occurrences, ties by term; sorted by term.
    ///
    /// scikit-learn breaks ties by the unstable order of numpy's `argsort`, which nobody can promise.
    pub(super) fn select(
        &self,
        n_rows: usize,
        (min_df, max_df): (DocumentFrequency, DocumentFrequency),
        max_features: Option<usize>,
    ) -> Vec<String> {
        let (low, high) = (min_df.of(n_rows), max_df.of(n_rows));
        let within = |number: &u32| {
            let df = self.df[*number as usize] as f64;
            df >= low && df <= high
        };
        let mut kept: Vec<u32> = (0..self.len() as u32).filter(within).collect();
        kept.sort_unstable_by_key(|&number| self.grams.resolve(number));
        if let Some(most) = max_features.filter(|&most| most < kept.len()) {
            kept.sort_by_key(|&number| std::cmp::Reverse(self.tf[number as usize]));
            kept.truncate(most);
            kept.sort_unstable_by_key(|&number| self.grams.resolve(number));
        }
        kept.into_iter().map(|number| self.grams.resolve(number).to_owned()).collect()
    }
}
