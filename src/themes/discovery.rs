//! Themes without seed words.

mod choose;
mod grouping;
mod known;
mod mixture;
mod outliers;
mod repeats;
mod tree;
mod trust;

pub use choose::Tried;
pub use grouping::Grouping;
pub use known::{KnownTheme, KnownThemes};
pub use tree::Join;

use ndarray::{Array2, Axis};

use super::terms::{self, Weighted};
use super::{Label, Themes, ThemesParams, kmeans, latent, map};
use crate::analyze::{Analyzer, NgramUnit, SurfaceForms, Tokens};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::vectorize::{CountMatrix, CountVectorizer, Row, TfIdf, Unit};

/// Settings of [`Discovery`].
#[derive(Clone, Debug)]
pub struct DiscoveryParams {
    /// `None` where the number is to be found.
    n_clusters: Option<usize>,
    grouping: Grouping,
    seed: u64,
    unit: Unit,
    dimensions: Option<usize>,
    known: KnownThemes,
    /// Paragraphs, by document and number, that alone are looked at; sorted.
    among: Option<Vec<(usize, usize)>>,
}

/// A theme: rows that are worded alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The name that a themes file knows it by, or its three most typical terms, joined by commas.
    pub name: String,
    /// Typical terms with their c-TF-IDF weights, strongest first.
    pub terms: Vec<(String, f64)>,
    /// How many rows it has, at least 1.
    pub size: usize,
    /// How many of them are no repeats of another row, at least 1.
    pub distinct: usize,
    /// How surely it comes again with another seed: the mean, over ten, of the adjusted Rand index of "in it or not" with
    /// that of the other run's theme that is most like it. 1 for every time, 0 for by chance.
    pub stability: f64,
    /// The same over ten halves of the rows, each drawn anew: whether it hangs on which articles happen to be there.
    pub replication: f64,
}

impl Cluster {
    /// Whether it may be called a theme: it comes again with most seeds and in most halves
    /// ([`Discovery::STABLE`], [`Discovery::REPLICATED`]).
    pub fn is_stable(&self) -> bool {
        self.stability >= Discovery::STABLE && self.replication >= Discovery::REPLICATED
    }
}

/// Themes found without seed words, and how far to trust them.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovery {
    /// Largest first, of equals by name. Fewer than asked for where fewer rows differ, or where a file says that some are one.
    pub clusters: Vec<Cluster>,
    /// What was clustered: every unmasked paragraph, or every article, or what the guided themes left over.
    pub rows: Vec<Row>,
    /// For each row an index into `clusters`; `None` where the row has no term.
    pub labels: Vec<Option<usize>>,
    /// For each row an index into `rows`: the first row that says the same, or the row itself. Repeats follow it.
    pub repeats: Vec<usize>,
    /// For each row whether it stands apart from all others. Of more than 5,000 rows none is looked for.
    pub outliers: Vec<bool>,
    /// For each row its place on a plane where near means alike; (0, 0) without a term.
    pub map: Vec<(f64, f64)>,
    /// Mean adjusted Rand index of ten further seeds' clusterings against this one: 1 where the seed does not matter,
    /// about 0 where it decides everything.
    pub stability: f64,
    /// The same over ten halves of the rows, from each of which all rows are assigned.
    pub replication: f64,
    /// Which themes are near each other: joins from the nearest to the last; one fewer than clusters.
    pub tree: Vec<Join>,
    /// The numbers of themes that were tried, where it was to be found.
    pub tried: Vec<Tried>,
    /// The themes as they were found, before a file's equal names made some of them one: what a themes file keeps.
    pub known: KnownThemes,
    /// Dimensions of the latent space.
    pub dimensions: usize,
    /// What a reader should know.
    pub warnings: Vec<String>,
}

/// A part of the work, named as it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// Counting terms.
    Counting,
    /// Looking for rows that say the same.
    Collapsing,
    /// Finding the latent space.
    Placing,
    /// Trying a number of themes.
    Trying(usize),
    /// Grouping rows.
    Grouping,
    /// Grouping them again with other seeds and halves.
    Repeating,
    /// Looking for outliers, names and neighbours.
    Describing,
}

impl Step {
    /// What is being done, for a progress line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Counting => "counting terms",
            Self::Collapsing => "looking for repeated text",
            Self::Placing => "finding the latent space",
            Self::Trying(_) => "looking for the number of themes",
            Self::Grouping => "grouping",
            Self::Repeating => "grouping again, for stability",
            Self::Describing => "naming themes",
        }
    }
}

impl Discovery {
    /// k-means++ starts, the best of which by inertia counts. With five, one seed in ten ended in a worse optimum on BBC News.
    pub const STARTS: usize = 10;
    /// Seeds, and halves of the rows, that stability and replication are taken over.
    pub const SEEDS: u64 = 10;
    /// Below this stability themes hang on the seed.
    pub const STABLE: f64 = 0.8;
    /// Below this replication themes hang on which articles happen to be there.
    /// Hennig (2007, *Cluster-wise assessment of cluster stability*) calls groups stable from .75 on, by the Jaccard index.
    pub const REPLICATED: f64 = 0.75;

    /// Settings that look for `n_clusters` themes in paragraphs.
    ///
    /// ```
    /// use retell::{Analyzer, Corpus, themes::Discovery};
    /// let text = "Oil and gas prices rose.\nGas and oil prices fell.\nThe choir sang hymns.\nHymns the choir sang loudly.";
    /// let corpus = Corpus::from_texts([("a", text)])?;
    /// let analyzer = Analyzer::english();
    /// let found = Discovery::params(2).fit(&corpus, &analyzer, &analyzer.tokenize(&corpus))?;
    /// assert_eq!(found.labels[0], found.labels[1]);
    /// assert_ne!(found.labels[0], found.labels[2]);
    /// assert_eq!(found.stability, 1.0);
    /// # Ok::<(), retell::Error>(())
    /// ```
    pub fn params(n_clusters: usize) -> DiscoveryParams {
        DiscoveryParams { n_clusters: Some(n_clusters), ..Self::auto() }
    }

    /// Settings that also find how many themes there are: as many as come again best over seeds and over halves of the
    /// rows, from 2 to 20.
    pub fn auto() -> DiscoveryParams {
        DiscoveryParams {
            n_clusters: None,
            grouping: Grouping::KMeans,
            seed: 0,
            unit: Unit::Paragraph,
            dimensions: None,
            known: KnownThemes::default(),
            among: None,
        }
    }

    /// Whether any of it may be called a theme.
    pub fn is_stable(&self) -> bool {
        self.clusters.iter().any(Cluster::is_stable)
    }

    /// Each row's document and theme, as [`OverTime::of`](super::OverTime::of) takes them.
    pub fn by_document(&self) -> impl Iterator<Item = (usize, Option<usize>)> + '_ {
        self.rows.iter().map(|row| row.document).zip(self.labels.iter().copied())
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

    /// How rows are grouped: by k-means, unless told.
    pub fn grouping(mut self, grouping: Grouping) -> Self {
        self.grouping = grouping;
        self
    }

    /// Dimensions of the latent space; 3√n for n rows and at most 100 unless told. More than the rank are cut to it.
    pub fn dimensions(mut self, dimensions: usize) -> Self {
        self.dimensions = Some(dimensions);
        self
    }

    /// Names that themes are known by, and which of them are one.
    pub fn known(mut self, known: KnownThemes) -> Self {
        self.known = known;
        self
    }

    /// Looks only at the paragraphs that guided themes of the same corpus leave over as *other*.
    pub fn left_over_by(mut self, themes: &Themes) -> Self {
        let other = themes.paragraphs.iter().filter(|entry| entry.label == Label::Other);
        self.among = Some(other.map(|entry| (entry.document, entry.paragraph)).collect());
        self.unit = Unit::Paragraph;
        self
    }

    /// As [`fit_telling`](Self::fit_telling), silently.
    ///
    /// # Errors
    /// The same.
    pub fn fit(self, corpus: &Corpus, analyzer: &Analyzer, tokens: &Tokens) -> Result<Discovery> {
        self.fit_telling(corpus, analyzer, tokens, |_| {})
    }

    /// Finds the themes of `corpus`; `tokens` must be what `analyzer` made of it, and `begin` hears of each step.
    ///
    /// Rows that say the same (Jaccard index of their terms of .8 or more) count once. Sublinear tf-idf, latent semantic
    /// analysis, unit rows, k-means from the best of ten k-means++ starts; then ten times again with other seeds and
    /// from halves of the rows. Of more than 10,000 rows (or 200 a theme) starts are tried on a sample. Rows stay
    /// sparse until they are placed; memory is that of the counts, four times over, and of rows × dimensions, twice.
    ///
    /// Where no theme comes again, the result holds what was found all the same, and a warning says that it is none.
    ///
    /// # Errors
    /// [`Error::Parameter`] where the number of themes is 0 or above the number of rows that have terms, or `dimensions`
    /// is 0; [`Error::NothingToAnalyse`] where the number is to be found and no row has a term; [`Error::Library`] where the
    /// numerics fail. A mixture that does not settle is no error: k-means stands in, with a warning.
    pub fn fit_telling(
        self,
        corpus: &Corpus,
        analyzer: &Analyzer,
        tokens: &Tokens,
        mut begin: impl FnMut(Step),
    ) -> Result<Discovery> {
        if self.dimensions == Some(0) {
            let (got, expected) = ("0".to_owned(), "at least 1".to_owned());
            return Err(Error::Parameter { name: "dimensions", got, expected });
        }
        begin(Step::Counting);
        let counts = self.count(corpus, analyzer)?;
        let present = counts
            .as_ref()
            .map_or(0, |counts| (0..counts.rows().len()).filter(|&row| counts.row(row).len() > 0).count());
        match self.n_clusters {
            Some(k) => kmeans::check_k(k, present)?,
            None if present == 0 => {
                return Err(Error::NothingToAnalyse { reason: "no row has a term".to_owned() });
            }
            None => {}
        }
        let Some(counts) = counts else {
            return Err(Error::NothingToAnalyse { reason: "no row has a term".to_owned() });
        };
        begin(Step::Collapsing);
        let all: Vec<usize> = (0..counts.rows().len()).collect();
        let repeats = repeats::first_of_alike(&counts, &all);
        let distinct: Vec<usize> =
            all.into_iter().filter(|&row| repeats[row] == row && counts.row(row).len() > 0).collect();
        begin(Step::Placing);
        let dimensions = self.dimensions.unwrap_or_else(|| default_dimensions(distinct.len()));
        let weights = TfIdf::params().sublinear_tf(true).fit_transform(&counts.select_rows(&distinct)?)?.1;
        let points = latent::unit_rows(&weights, dimensions, self.seed)?;
        drop(weights);
        let mut warnings = Vec::new();
        let (asked, tried) = match self.n_clusters {
            Some(k) => (k, Vec::new()),
            None => {
                choose::number_of_themes(&points, Grouping::KMeans, self.seed, |k| begin(Step::Trying(k)))?
            }
        };
        let k = asked.min(distinct.len());
        begin(Step::Grouping);
        let mut grouping = self.grouping;
        let groups = match grouping.of(&points, k, self.seed) {
            Err(Error::Library { task, reason }) if grouping == Grouping::Mixture => {
                warnings.push(format!("{task} does not settle ({reason}); k-means stands in"));
                grouping = Grouping::KMeans;
                grouping.of(&points, k, self.seed)?
            }
            groups => groups?,
        };
        begin(Step::Repeating);
        let trust = trust::test(&points, &groups, k, grouping, Discovery::SEEDS, self.seed)?;
        begin(Step::Describing);
        let forms = SurfaceForms::new(corpus, tokens);
        let place = |row: usize| distinct.binary_search(&repeats[row]).ok();
        let rows: Vec<Row> = counts.rows().to_vec();
        let of_row: Vec<Option<usize>> = (0..rows.len()).map(place).collect();
        let described = Described::new(&counts, &of_row, &groups, &trust, k, &forms, &self.known);
        let tree = tree::of(&centroids(&points, &described.groups, described.clusters.len()));
        let outliers = outliers::of(&points)?;
        let places = map::plane(points.view(), &vec![true; points.nrows()])?;
        if outliers.is_none() {
            warnings.push(format!(
                "outliers are looked for in up to {} rows, and these are more",
                outliers::MOST
            ));
        }
        let found = Discovery {
            labels: of_row.iter().map(|at| at.map(|at| described.groups[at])).collect(),
            outliers: of_row
                .iter()
                .map(|at| at.is_some_and(|at| outliers.as_ref().is_some_and(|outliers| outliers[at])))
                .collect(),
            map: of_row.iter().map(|at| at.map_or((0.0, 0.0), |at| places[at])).collect(),
            clusters: described.clusters,
            known: described.known,
            rows,
            repeats,
            stability: trust.stability,
            replication: trust.replication,
            tree,
            tried,
            dimensions: points.ncols(),
            warnings,
        };
        Ok(found.warned(asked, described.filled))
    }

    /// Counts the rows that are looked at; `None` where none has a term.
    fn count(&self, corpus: &Corpus, analyzer: &Analyzer) -> Result<Option<CountMatrix>> {
        let analyzer = analyzer.clone().ngram_unit(NgramUnit::Word).ngram_range(1, 1);
        let counts = match CountVectorizer::params(analyzer).unit(self.unit).fit_transform(corpus) {
            Ok((_, counts)) => counts,
            Err(Error::EmptyVocabulary { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let Some(among) = &self.among else { return Ok(Some(counts)) };
        let wanted = |row: &Row| {
            row.paragraph.is_some_and(|paragraph| among.binary_search(&(row.document, paragraph)).is_ok())
        };
        let rows: Vec<usize> = (0..counts.rows().len()).filter(|&at| wanted(&counts.rows()[at])).collect();
        Ok(Some(counts.select_rows(&rows)?))
    }
}

impl Discovery {
    /// With what a reader should know; `filled` of the `asked` clusters have rows.
    fn warned(mut self, asked: usize, filled: usize) -> Self {
        if filled < asked {
            self.warnings.push(format!("too few rows differ: {filled} of {asked} clusters have one"));
        }
        let unstable: Vec<&str> = self
            .clusters
            .iter()
            .filter(|cluster| !cluster.is_stable())
            .map(|cluster| cluster.name.as_str())
            .collect();
        let numbers = format!(
            "agreement {:.2} over ten seeds, {:.2} over ten halves",
            self.stability, self.replication
        );
        if self.clusters.len() > 1 && unstable.len() == self.clusters.len() {
            self.warnings
                .push(format!("no stable themes here ({numbers}); read what was found as hints at most"));
        } else if !unstable.is_empty() {
            let names = unstable.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
            self.warnings.push(format!("not stable, so hints rather than themes: {names}"));
        }
        self
    }
}

/// Clusters with their names, in their order.
struct Described {
    clusters: Vec<Cluster>,
    /// For each distinct row an index into `clusters`.
    groups: Vec<usize>,
    known: KnownThemes,
    /// How many clusters had rows before those of one name were joined.
    filled: usize,
}

impl Described {
    /// `of_row` gives for each row of `counts` its place in `groups`, which number up to `k`.
    fn new(
        counts: &CountMatrix,
        of_row: &[Option<usize>],
        groups: &[usize],
        trust: &trust::Trust,
        k: usize,
        forms: &SurfaceForms,
        known: &KnownThemes,
    ) -> Self {
        let raw = |groups: &[usize]| -> Vec<Option<usize>> {
            of_row.iter().map(|at| at.map(|at| groups[at])).collect()
        };
        let found = terms::typical(counts, &raw(groups), k, ThemesParams::TERMS, forms);
        let words: Vec<Vec<&str>> =
            found.iter().map(|terms| terms.iter().map(|term| term.0.as_str()).collect()).collect();
        let mut names: Vec<String> = Vec::with_capacity(k);
        for (known, terms) in known.names_of(&words).into_iter().zip(&found) {
            names.push(known.map_or_else(|| own_name(terms, &names), str::to_owned));
        }
        let mut sizes = vec![0usize; k];
        groups.iter().for_each(|&group| sizes[group] += 1);
        let filled: Vec<usize> = (0..k).filter(|&group| sizes[group] > 0).collect();
        let kept = filled.iter().map(|&group| KnownTheme {
            name: names[group].clone(),
            terms: found[group].iter().map(|term| term.0.clone()).collect(),
        });
        let known = KnownThemes { themes: kept.filter(|theme| !theme.terms.is_empty()).collect() };
        // Clusters that a file gives one name are one, the first of them.
        let one: Vec<usize> = (0..k)
            .map(|group| filled.iter().copied().find(|&first| names[first] == names[group]).unwrap_or(group))
            .collect();
        let joined: Vec<usize> = groups.iter().map(|&group| one[group]).collect();
        let again = terms::typical(counts, &raw(&joined), k, ThemesParams::TERMS, forms);
        let mut all = vec![0usize; k];
        raw(&joined).into_iter().flatten().for_each(|group| all[group] += 1);
        let mut clusters: Vec<(usize, Cluster)> = again
            .into_iter()
            .enumerate()
            .filter(|(group, _)| all[*group] > 0)
            .map(|(group, terms)| {
                let parts: Vec<usize> = filled.iter().copied().filter(|&part| one[part] == group).collect();
                let distinct: usize = parts.iter().map(|&part| sizes[part]).sum();
                let mean = |of: &dyn Fn(usize) -> f64| {
                    parts.iter().map(|&part| of(part) * sizes[part] as f64).sum::<f64>() / distinct as f64
                };
                let (stability, replication) =
                    (mean(&|part| trust.of_each[part].0), mean(&|part| trust.of_each[part].1));
                let name = names[group].clone();
                (group, Cluster { name, terms, size: all[group], distinct, stability, replication })
            })
            .collect();
        // Numbered by what they are, not by how they were found.
        clusters.sort_by(|(_, a), (_, b)| b.size.cmp(&a.size).then_with(|| a.name.cmp(&b.name)));
        let mut rank = vec![0; k];
        clusters.iter().enumerate().for_each(|(at, (group, _))| rank[*group] = at);
        Self {
            groups: joined.into_iter().map(|group| rank[group]).collect(),
            clusters: clusters.into_iter().map(|(_, cluster)| cluster).collect(),
            known,
            filled: filled.len(),
        }
    }
}

/// The three most typical terms, or what tells that there is none, made to differ from the names that are `taken`.
fn own_name(terms: &[Weighted], taken: &[String]) -> String {
    let name = terms.iter().take(3).map(|term| term.0.as_str()).collect::<Vec<_>>().join(", ");
    let name = if name.is_empty() { "nothing typical".to_owned() } else { name };
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or(name)
}

/// The mean of each group's rows.
fn centroids(points: &Array2<f64>, groups: &[usize], n_groups: usize) -> Array2<f64> {
    let mut means = Array2::zeros((n_groups, points.ncols()));
    let mut sizes = vec![0usize; n_groups];
    for (row, &group) in points.axis_iter(Axis(0)).zip(groups) {
        means.row_mut(group).scaled_add(1.0, &row);
        sizes[group] += 1;
    }
    for (mut mean, size) in means.rows_mut().into_iter().zip(sizes) {
        mean /= size.max(1) as f64;
    }
    means
}

/// 3√n, from 2 to 100.
fn default_dimensions(n_rows: usize) -> usize {
    ((3.0 * (n_rows as f64).sqrt()).round() as usize).clamp(2, 100)
}

#[cfg(test)]
mod tests;
