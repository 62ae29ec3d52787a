//! The whole run as one call: a corpus and a configuration in, everything that is known about it out.

mod retelling;

pub use retelling::Retelling;

use crate::analyze::{Analyzer, Tokens};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::reuse::{Precedence, Reuse, ReuseParams, WitnessCluster};
use crate::similarity::{self, Similarity};
use crate::themes::{ThemeSet, Themes};
use crate::vectorize::{
    CountMatrix, CountVectorizer, CountVectorizerParams, TfIdf, TfIdfMatrix, TfIdfParams, Unit, Vectorizer,
    Weighting,
};

/// Every setting of a run.
#[derive(Clone, Debug)]
pub struct Config {
    /// How text becomes counts; the unit is set by the run.
    pub counts: CountVectorizerParams,
    /// The analyzer that finds tokens for reuse and themes.
    pub analyzer: Analyzer,
    /// How articles are weighed before they are compared.
    pub weighting: Weighting,
    /// How paragraphs are weighed in the term table.
    pub tfidf: TfIdfParams,
    /// What counts as reuse.
    pub reuse: ReuseParams,
    /// The themes looked for.
    pub themes: ThemeSet,
    /// Seed of every random start.
    pub seed: u64,
}

impl Default for Config {
    /// News text, scikit-learn's weights, the built-in themes, seed 0.
    fn default() -> Self {
        let analyzer = Analyzer::news();
        Self {
            counts: CountVectorizer::params(analyzer.clone()),
            analyzer,
            weighting: Weighting::TfIdf(TfIdf::params()),
            tfidf: TfIdf::params(),
            reuse: Reuse::params(),
            themes: ThemeSet::builtin(),
            seed: 0,
        }
    }
}

/// A part of a run, named as it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// Finding tokens and counting terms.
    Counting,
    /// Comparing articles.
    Comparing,
    /// Aligning passages.
    Aligning,
    /// Assigning themes.
    Theming,
}

impl Stage {
    /// What is being done, for a progress line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Counting => "counting terms",
            Self::Comparing => "comparing articles",
            Self::Aligning => "aligning passages",
            Self::Theming => "assigning themes",
        }
    }
}

/// Everything that is known about a corpus.
///
/// ```
/// use retell::{Analysis, Config, Corpus};
/// let corpus = Corpus::from_texts([
///     ("a", "The ministry raised the gas price for every household in the country on Monday morning."),
///     ("b", "Prices: the ministry raised the gas price for every household in the country, it said."),
/// ])?;
/// let analysis = Analysis::of(corpus, &Config::default(), |_| {})?;
/// assert!(analysis.reuse.score(1, 0).reuse() > Some(0.5));
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Analysis {
    /// What was analysed.
    pub corpus: Corpus,
    /// Its tokens with their places.
    pub tokens: Tokens,
    /// Terms of each unmasked paragraph.
    pub paragraphs: CountMatrix,
    /// How they are weighed in the term table.
    pub tfidf: TfIdfParams,
    /// Weights of each article, one row per document.
    pub articles: TfIdfMatrix,
    /// How alike articles are: all pairs that share a term, or of more than [`Analysis::ALL_PAIRS`] articles the
    /// [`Analysis::NEAREST`] of each.
    pub similarity: Similarity,
    /// Articles in dendrogram order: like beside like.
    pub order: Vec<usize>,
    /// Who retells whom.
    pub reuse: Reuse,
    /// What counted as reuse, and where it was looked for.
    pub searched: ReuseParams,
    /// Which articles carry the same text.
    pub witnesses: Vec<WitnessCluster>,
    /// Who had the common text of each pair first.
    pub precedences: Vec<Precedence>,
    /// What paragraphs are about.
    pub themes: Themes,
}

impl Analysis {
    /// Up to this many articles all pairs that share a term are kept; of more, each article's nearest, since a table of
    /// all pairs would outgrow the texts.
    pub const ALL_PAIRS: usize = 2_500;
    /// How many neighbours of each article are kept where not all pairs are.
    pub const NEAREST: usize = 100;

    /// Analyses `corpus`; `begin` hears of each stage as it begins.
    ///
    /// # Errors
    /// [`Error::NothingToAnalyse`] for an empty corpus, [`Error::EmptyVocabulary`] if no term is left, and
    /// [`Error::Parameter`] for settings out of range.
    pub fn of(corpus: Corpus, config: &Config, mut begin: impl FnMut(Stage)) -> Result<Self> {
        if corpus.is_empty() {
            return Err(Error::NothingToAnalyse { reason: "the corpus has no articles".to_owned() });
        }
        begin(Stage::Counting);
        let tokens = config.analyzer.tokenize(&corpus);
        let counts = config.counts.clone().unit(Unit::Document);
        let articles = Vectorizer::params(counts, config.weighting).fit_transform(&corpus)?.1;
        // The filters hold for articles; the term table shows the same terms by paragraph.
        let terms = articles.vocabulary().terms().map(str::to_owned).collect();
        let paragraphs =
            config.counts.clone().unit(Unit::Paragraph).vocabulary(terms).fit_transform(&corpus)?.1;
        begin(Stage::Comparing);
        let similarity = if corpus.len() <= Self::ALL_PAIRS {
            similarity::compare(&articles, 0.0)
        } else {
            similarity::compare_nearest(&articles, Self::NEAREST)
        };
        let order = similarity::average_linkage_order(&similarity);
        begin(Stage::Aligning);
        let reuse = config.reuse.detect(&corpus, &tokens)?;
        let witnesses = reuse.witnesses(&corpus, &tokens);
        let precedences = reuse.precedences(&corpus, &tokens);
        begin(Stage::Theming);
        let themes = Themes::params(config.themes.clone()).seed(config.seed).fit(
            &corpus,
            &config.analyzer,
            &tokens,
        )?;
        Ok(Self {
            corpus,
            tokens,
            paragraphs,
            tfidf: config.tfidf,
            articles,
            similarity,
            order,
            reuse,
            searched: config.reuse.clone(),
            witnesses,
            precedences,
            themes,
        })
    }
}
