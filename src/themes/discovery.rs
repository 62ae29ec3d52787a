//! Clusters without seeds.

use super::paragraphs::Rows;
use super::terms;
use super::{ThemesParams, adjusted_rand_index, kmeans};
use crate::analyze::{Analyzer, SurfaceForms, Tokens};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::vectorize::{Row, Unit};

/// Settings of [`Discovery`].
#[derive(Clone, Debug)]
pub struct DiscoveryParams {
    n_clusters: usize,
    seed: u64,
    unit: Unit,
    dimensions: Option<usize>,
}

/// A group of rows that are worded alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Its three most typical terms, joined by commas.
    pub name: String,
    /// Typical terms with their c-TF-IDF weights, strongest first.
    pub terms: Vec<(String, f64)>,
    /// How many rows it has, at least 1.
    pub size: usize,
}

/// Groups of paragraphs (or articles) found without seed words.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovery {
    /// Largest first, of equals by name. Fewer than asked for where fewer rows differ.
    pub clusters: Vec<Cluster>,
    /// What was clustered: every unmasked paragraph, or every article.
    pub rows: Vec<Row>,
    /// For each row an index into `clusters`; `None` where the row has no term.
    pub labels: Vec<Option<usize>>,
    /// Mean adjusted Rand index of ten further seeds' clusterings against this one: 1 where the seed does not matter,
    /// about 0 where it decides everything.
    pub stability: f64,
    /// Dimensions of the latent space.
    pub dimensions: usize,
    /// What a reader should know.
    pub warnings: Vec<String>,
}

impl Discovery {
    /// k-means++ starts, the best of which by inertia counts.
    pub const STARTS: usize = 5;
    /// Seeds that the stability is taken over.
    pub const SEEDS: u64 = 10;
    /// Below this stability a warning says that the clusters hang on the seed.
    pub const STABLE: f64 = 0.8;

    /// Settings that look for `n_clusters` groups of paragraphs.
    ///
    /// ```
    /// use retell::{Analyzer, Corpus, themes::Discovery};
    /// let text = "Oil and gas prices rose.\nGas and oil prices fell.\nThe choir sang hymns.\nHymns the choir sang.";
    /// let corpus = Corpus::from_texts([("a", text)])?;
    /// let analyzer = Analyzer::english();
    /// let found = Discovery::params(2).fit(&corpus, &analyzer, &analyzer.tokenize(&corpus))?;
    /// assert_eq!(found.labels[0], found.labels[1]);
    /// assert_ne!(found.labels[0], found.labels[2]);
    /// assert_eq!(found.stability, 1.0);
    /// # Ok::<(), retell::Error>(())
    /// ```
    pub fn params(n_clusters: usize) -> DiscoveryParams {
        DiscoveryParams { n_clusters, seed: 0, unit: Unit::Paragraph, dimensions: None }
    }
}

impl DiscoveryParams {
    /// Seed of every random choice.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// What is clustered: paragraphs, unless told.
    pub fn unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// Dimensions of the latent space; 3√n for n rows and at most 100 unless told.
    pub fn dimensions(mut self, dimensions: usize) -> Self {
        self.dimensions = Some(dimensions);
        self
    }

    /// Clusters the rows of `corpus`; `tokens` must be what `analyzer` made of it.
    ///
    /// Sublinear tf-idf, latent semantic analysis, unit rows, k-means from the best of five k-means++ starts. Cost:
    /// eleven times the best of five, for the stability.
    ///
    /// # Errors
    /// [`Error::Parameter`] where `n_clusters` is 0 or above the number of rows that have terms, or `dimensions` is 0;
    /// [`Error::Library`] where the numerics fail.
    pub fn fit(self, corpus: &Corpus, analyzer: &Analyzer, tokens: &Tokens) -> Result<Discovery> {
        if self.dimensions == Some(0) {
            let (got, expected) = ("0".to_owned(), "at least 1".to_owned());
            return Err(Error::Parameter { name: "dimensions", got, expected });
        }
        let rows = Rows::new(corpus, tokens, analyzer, self.unit, self.dimensions, self.seed)?;
        let present = rows.present();
        let kept: Vec<usize> = (0..rows.rows.len()).filter(|&row| present[row]).collect();
        kmeans::check_k(self.n_clusters, kept.len())?;
        let Some(counted) = &rows.counted else {
            return Err(Error::NothingToAnalyse { reason: "no row has a term".to_owned() });
        };
        let points = counted.latent.select(ndarray::Axis(0), &kept);
        let run = |seed: u64| kmeans::best_of(&points, self.n_clusters, Discovery::STARTS, seed);
        let found = run(self.seed)?;
        let mut agreement = 0.0;
        for step in 1..=Discovery::SEEDS {
            agreement += adjusted_rand_index(&found.labels, &run(self.seed.wrapping_add(step))?.labels);
        }
        let stability = agreement / Discovery::SEEDS as f64;
        let mut groups = vec![None; rows.rows.len()];
        for (&row, &label) in kept.iter().zip(&found.labels) {
            groups[row] = Some(label);
        }
        let forms = SurfaceForms::new(corpus, tokens);
        let typical = terms::typical(&counted.counts, &groups, self.n_clusters, ThemesParams::TERMS, &forms);
        let mut clusters: Vec<(usize, Cluster)> = typical
            .into_iter()
            .enumerate()
            .map(|(label, terms)| {
                let name = terms.iter().take(3).map(|term| term.0.as_str()).collect::<Vec<_>>().join(", ");
                let size = found.labels.iter().filter(|&&found| found == label).count();
                (label, Cluster { name, terms, size })
            })
            .filter(|(_, cluster)| cluster.size > 0)
            .collect();
        // Numbered by what they are, not by how k-means found them.
        clusters.sort_by(|(_, a), (_, b)| b.size.cmp(&a.size).then_with(|| a.name.cmp(&b.name)));
        let rank = |label: usize| clusters.iter().position(|(old, _)| *old == label);
        let labels = groups.into_iter().map(|group| group.and_then(rank)).collect();
        let mut warnings = Vec::new();
        if clusters.len() < self.n_clusters {
            let (got, asked) = (clusters.len(), self.n_clusters);
            warnings.push(format!("too few rows differ: {got} of {asked} clusters have one"));
        }
        if stability < Discovery::STABLE {
            warnings.push(format!(
                "the clusters hang on the seed (agreement {stability:.2} over ten); read them as hints"
            ));
        }
        let clusters = clusters.into_iter().map(|(_, cluster)| cluster).collect();
        let dimensions = counted.latent.ncols();
        Ok(Discovery { clusters, rows: rows.rows, labels, stability, dimensions, warnings })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn discover(text: &str, k: usize) -> Result<Discovery> {
        let corpus = Corpus::from_texts([("x", text)]).unwrap();
        let analyzer = Analyzer::english();
        Discovery::params(k).fit(&corpus, &analyzer, &analyzer.tokenize(&corpus))
    }

    #[test]
    fn k_must_fit_the_rows() {
        for (text, k) in [("oil\ngas", 0), ("oil\ngas", 3), ("", 1), ("the\nof", 1)] {
            assert!(
                matches!(discover(text, k), Err(Error::Parameter { name: "n_clusters", .. })),
                "{text:?} {k}"
            );
        }
        assert_eq!(
            discover("oil\ngas", 3).unwrap_err().to_string(),
            "n_clusters is 3, expected a number from 1 to the 2 rows that have terms"
        );
    }

    #[test]
    fn largest_first_and_named_by_terms() {
        let text = "oil gas oil\noil gas\ngas oil gas\nchoir hymn\nhymn choir";
        let found = discover(text, 2).unwrap();
        assert_eq!(found.labels, [Some(0), Some(0), Some(0), Some(1), Some(1)]);
        assert_eq!(found.clusters[0].size, 3);
        assert_eq!(found.clusters[1].name, "choir, hymn");
        assert_eq!((found.stability, found.warnings.len()), (1.0, 0));
    }

    #[test]
    fn a_row_without_terms_has_no_cluster() {
        let found = discover("oil gas\nthe\nchoir hymn", 1).unwrap();
        assert_eq!(found.labels, [Some(0), None, Some(0)]);
    }

    #[test]
    fn identical_rows_are_one_cluster_and_it_says_so() {
        let found = discover("oil gas\noil gas\noil gas", 2).unwrap();
        assert_eq!((found.clusters.len(), found.labels), (1, vec![Some(0); 3]));
        assert_eq!(found.warnings, ["too few rows differ: 1 of 2 clusters have one"]);
    }

    #[test]
    fn one_paragraph_and_no_dimension() {
        assert_eq!(discover("oil", 1).unwrap().labels, [Some(0)]);
        let corpus = Corpus::from_texts([("x", "oil")]).unwrap();
        let analyzer = Analyzer::english();
        let none = Discovery::params(1).dimensions(0).fit(&corpus, &analyzer, &analyzer.tokenize(&corpus));
        assert!(matches!(none, Err(Error::Parameter { name: "dimensions", .. })));
    }
}
