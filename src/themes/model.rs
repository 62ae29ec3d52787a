#![doc = include_str!("../../docs/themes-format.md")]

use std::path::Path;

use ndarray::{Array2, ArrayView2};
use serde::{Deserialize, Serialize};

use super::layers::Layers;
use super::lexicon::Rarity;
use super::nearness::Centroids;
use super::{Method, Theme, ThemeSet, Themes, ThemesParams, assign, latent};
use crate::analyze::{Analyzer, Tokens};
use crate::corpus::Corpus;
use crate::error::{Error, ModelProblem, Result, room};
use crate::vectorize::model::envelope::{self, Kind};
use crate::vectorize::{CountVectorizer, TfIdf, TfIdfMatrix, Unit, Vectorizer, Weighting};

/// What a model of themes begins with.
const KIND: Kind = Kind { magic: *b"\x89themes\n", format: ThemeModel::FORMAT };

/// Themes, and what was learnt of one batch about how their words are used.
///
/// ```
/// use std::path::Path;
/// use retell::{Analyzer, Corpus, themes::{ThemeModel, ThemeSet, Themes}};
/// let learnt = Corpus::from_texts([("a", "Oil and gas rose.\n\nThe choir sang.\n\nOil fell.")])?;
/// let analyzer = Analyzer::english();
/// let params = Themes::params(ThemeSet::builtin());
/// let (model, _) = params.learn(&learnt, &analyzer, &analyzer.tokenize(&learnt))?;
///
/// let model = ThemeModel::from_bytes(&model.to_bytes()?, Path::new("news.themes"))?;
/// let themes = model.assign(&Corpus::from_texts([("b", "Gas was burnt.\n\nIt rained.")])?)?;
/// assert_eq!(themes.label_name(themes.paragraphs[0].label), "energy");
/// assert_eq!(themes.label_name(themes.paragraphs[1].label), "other");
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeModel {
    set: ThemeSet,
    rarity: Rarity,
    vectorizer: Vectorizer,
    space: Option<Space>,
}

/// The latent space of the batch, and where the themes lie in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Space {
    dimensions: usize,
    axes: Vec<f64>,
    centroids: Centroids,
}

/// A model as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    themes: Vec<Theme>,
    rarity: Rarity,
    vectorizer: Vec<u8>,
    space: Option<Space>,
}

impl ThemesParams {
    /// As [`fit`](Self::fit), but keeps what was learnt, to assign other articles by.
    ///
    /// # Errors
    /// As [`fit`](Self::fit); also [`Error::NothingToAnalyse`] for a corpus without a term, of which nothing can be learnt.
    pub fn learn(
        self,
        corpus: &Corpus,
        analyzer: &Analyzer,
        tokens: &Tokens,
    ) -> Result<(ThemeModel, Themes)> {
        self.check()?;
        let layers = Layers::of(corpus, analyzer, tokens, self.dimensions, self.seed)?;
        let judgement = layers.judge(&self.set);
        let Some(counted) = &layers.rows.counted else {
            let reason = "no paragraph has a term, so that there is nothing to learn".to_owned();
            return Err(Error::NothingToAnalyse { reason });
        };
        let counts = CountVectorizer::params(analyzer.clone()).unit(Unit::Paragraph).fit(corpus)?;
        let weighting = Weighting::TfIdf(TfIdf::params().sublinear_tf(true));
        let vectorizer = Vectorizer::of_counts(counts, &counted.counts, weighting)?;
        let space = match &judgement.centroids {
            None => None,
            Some(centroids) => {
                let axes = latent::axes(&counted.weights, counted.latent.ncols(), self.seed)?;
                Some(Space {
                    dimensions: axes.ncols(),
                    axes: axes.iter().copied().collect(),
                    centroids: centroids.clone(),
                })
            }
        };
        let model = ThemeModel { set: self.set.clone(), rarity: judgement.rarity.clone(), vectorizer, space };
        let themes = assign::themes(&self.set, &layers, &judgement, corpus, tokens)?;
        Ok((model, themes))
    }
}

impl ThemeModel {
    /// The version of the format that this build writes, and the only one that it reads.
    pub const FORMAT: u32 = 1;

    /// The themes that it knows.
    pub fn themes(&self) -> &ThemeSet {
        &self.set
    }

    /// How the articles it was learnt from were read, and others must be.
    pub fn analyzer(&self) -> &Analyzer {
        self.vectorizer.count_vectorizer().analyzer()
    }

    /// Assigns the paragraphs of `corpus` by what was learnt; nothing is learnt of it.
    ///
    /// Rarity of seeds, weights of terms, the latent space and the themes' places in it are those of the batch that was
    /// learnt from, so that a paragraph has the same scores whatever stands beside it, and a single one can be judged.
    /// Terms and seed coverage of the result are those of `corpus`.
    ///
    /// # Errors
    /// [`Error::Library`] where counting fails.
    pub fn assign(&self, corpus: &Corpus) -> Result<Themes> {
        let analyzer = self.analyzer();
        let tokens = analyzer.tokenize(corpus);
        let places = self.space.as_ref().map(|space| space.places(&self.vectorizer.transform(corpus)));
        let layers = Layers::placed(corpus, analyzer, &tokens, places)?;
        let centroids = self.space.as_ref().map(|space| &space.centroids);
        let judgement = layers.judge_by(&self.set, &self.rarity, centroids);
        assign::themes(&self.set, &layers, &judgement, corpus, &tokens)
    }

    /// How themes are found by it.
    pub fn method(&self) -> Method {
        self.space.as_ref().map_or(Method::Lexicon, |space| Method::Lsa { dimensions: space.dimensions })
    }

    /// The model as bytes: see [`model`](crate::themes::model) for the format. The same model gives the same bytes.
    ///
    /// # Errors
    /// [`Error::Library`] where it cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let failed = |reason: String| Error::Library { task: "saving a model of themes", reason };
        let content = Content {
            themes: self.set.themes().to_vec(),
            rarity: self.rarity.clone(),
            vectorizer: self.vectorizer.to_bytes()?,
            space: self.space.clone(),
        };
        let content = rmp_serde::to_vec_named(&content).map_err(|error| failed(error.to_string()))?;
        let mut bytes = Vec::new();
        envelope::write_as(KIND, &mut bytes, |out| out.write_all(&content))
            .map_err(|error| failed(error.to_string()))?;
        Ok(bytes)
    }

    /// Reads a model that [`to_bytes`](Self::to_bytes) gave; `path` is what errors call it.
    ///
    /// Bytes of which one is changed, missing or too many are refused, and so is what no learning gives.
    ///
    /// # Errors
    /// [`Error::Model`] with what is wrong; [`Error::OutOfMemory`]; [`Error::NotBuilt`] as [`Vectorizer::from_bytes`].
    pub fn from_bytes(bytes: &[u8], path: &Path) -> Result<Self> {
        room(bytes.len().saturating_mul(8)).map_err(|refused| refused.wanted_for("the model"))?;
        let refused = |problem| Error::Model { path: path.to_owned(), problem };
        let content = |reason: String| refused(ModelProblem::Content { reason });
        let mut rest = envelope::open_as(KIND, bytes).map_err(refused)?;
        let found = Content::deserialize(&mut rmp_serde::Deserializer::new(&mut rest))
            .map_err(|error| content(error.to_string()))?;
        if !rest.is_empty() {
            return Err(content(format!("{} bytes stand behind its end", rest.len())));
        }
        let set = ThemeSet::new(found.themes).map_err(|error| content(error.to_string()))?;
        let vectorizer = Vectorizer::from_bytes(&found.vectorizer, path)?;
        let model = Self { set, rarity: found.rarity, vectorizer, space: found.space };
        match model.defect() {
            None => Ok(model),
            Some(defect) => Err(content(defect)),
        }
    }

    /// What no learning gives.
    fn defect(&self) -> Option<String> {
        let n_themes = self.set.themes().len();
        let counts = |lists: &[Vec<usize>], of: fn(&Theme) -> usize| {
            lists.len() == n_themes
                && self.set.themes().iter().zip(lists).all(|(theme, list)| {
                    list.len() == of(theme) && list.iter().all(|&count| count <= self.rarity.paragraphs)
                })
        };
        if !counts(&self.rarity.seeds, |theme| theme.seeds.len())
            || !counts(&self.rarity.against, |theme| theme.exclude.len())
        {
            return Some("its counts are not those of its seeds".to_owned());
        }
        if self.vectorizer.unit() != Unit::Paragraph {
            return Some("its terms are not those of paragraphs".to_owned());
        }
        let space = self.space.as_ref()?;
        let Space { dimensions, axes, centroids } = space;
        if Some(axes.len()) != self.vectorizer.vocabulary().len().checked_mul(*dimensions) || *dimensions == 0
        {
            return Some(format!("its space has {} numbers for {dimensions} dimensions", axes.len()));
        }
        let wide = |list: &Vec<f64>| list.len() == *dimensions;
        if !wide(&centroids.mean) || centroids.sums.len() != n_themes || !centroids.sums.iter().all(wide) {
            return Some("its themes lie in another space than its terms".to_owned());
        }
        let numbers = axes.iter().chain(&centroids.mean).chain(centroids.sums.iter().flatten());
        // What passes is so small that no sum of it overflows.
        numbers
            .copied()
            .find(|number| !(-1e9..=1e9).contains(number))
            .map(|number| format!("a number of its space is {number:?}"))
    }
}

impl Space {
    /// Where rows lie, each scaled to length 1; one without a known term lies at 0.
    fn places(&self, weights: &TfIdfMatrix) -> Array2<f64> {
        let mut places = Array2::zeros((weights.rows().len(), self.dimensions));
        let Ok(axes) = ArrayView2::from_shape((weights.vocabulary().len(), self.dimensions), &self.axes)
        else {
            // Lengths were checked; nothing lies anywhere in a space that is none.
            return places;
        };
        for (row, mut place) in places.rows_mut().into_iter().enumerate() {
            for (column, weight) in weights.row(row) {
                place.scaled_add(weight, &axes.row(column));
            }
            latent::scale_to_unit(&mut place);
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::themes::Label;

    fn batch(n: usize) -> Corpus {
        let texts =
            ["oil barrels shipped", "choir concert tonight", "flour butter oven", "barrels refinery shipped"];
        Corpus::from_texts((0..n).map(|at| (at.to_string(), format!("{} item{}", texts[at % 4], at % 9))))
            .unwrap()
    }

    fn learnt(n: usize) -> ThemeModel {
        let theme = |name: &str, seed: &str| Theme {
            name: name.to_owned(),
            seeds: vec![seed.to_owned()],
            ..Theme::default()
        };
        let set =
            ThemeSet::new(vec![theme("energy", "oil"), theme("music", "choir"), theme("space", "rocket")]);
        let (corpus, analyzer) = (batch(n), Analyzer::english());
        let tokens = analyzer.tokenize(&corpus);
        Themes::params(set.unwrap()).learn(&corpus, &analyzer, &tokens).unwrap().0
    }

    fn read(bytes: &[u8]) -> Result<ThemeModel> {
        ThemeModel::from_bytes(bytes, Path::new("a.themes"))
    }

    fn said(bytes: &[u8]) -> String {
        read(bytes).unwrap_err().to_string()
    }

    #[test]
    fn what_is_read_is_what_was_saved() {
        for n in [4, 60] {
            let model = learnt(n);
            let bytes = model.to_bytes().unwrap();
            let again = read(&bytes).unwrap();
            assert_eq!((&again, again.to_bytes().unwrap()), (&model, bytes));
            assert_eq!(again.assign(&batch(9)).unwrap(), model.assign(&batch(9)).unwrap());
        }
        assert_eq!(learnt(4).method(), Method::Lexicon);
        assert!(matches!(learnt(60).method(), Method::Lsa { .. }));
    }

    #[test]
    fn other_articles_are_judged_by_the_batch_that_was_learnt_from() {
        let corpus =
            Corpus::from_texts([("x", "A refinery shipped barrels.\n\nButter melted.\n\nA rocket.")])
                .unwrap();
        let themes = learnt(60).assign(&corpus).unwrap();
        let (refinery, butter) = (&themes.paragraphs[0], &themes.paragraphs[1]);
        assert_eq!(refinery.nearest, Some(0), "no seed, but the company it keeps");
        assert!(refinery.scores[0] > 2.0 * butter.scores[0], "{refinery:?} {butter:?}");
        assert_eq!(themes.paragraphs[1].label, Label::Other);
        let rocket = &themes.paragraphs[2];
        assert_eq!(rocket.nearest, Some(2), "a seed that the batch had not");
        assert!(rocket.scores[2] > butter.scores[2], "{rocket:?} {butter:?}");
        let alone = Corpus::from_texts([("x", "A refinery shipped barrels.")]).unwrap();
        assert_eq!(learnt(60).assign(&alone).unwrap().paragraphs[0].scores, themes.paragraphs[0].scores);
        let empty = learnt(60).assign(&Corpus::from_texts([("x", "")]).unwrap()).unwrap();
        assert!(empty.paragraphs.is_empty());
    }

    #[test]
    fn every_changed_byte_and_every_part_is_refused() {
        let mut bytes = learnt(4).to_bytes().unwrap();
        for at in 0..bytes.len() {
            bytes[at] ^= 0x41;
            assert!(matches!(read(&bytes), Err(Error::Model { .. })), "byte {at}");
            bytes[at] ^= 0x41;
            assert!(matches!(read(&bytes[..at]), Err(Error::Model { .. })), "{at} bytes");
        }
        assert!(read(&bytes).is_ok());
    }

    #[test]
    fn foreign_files_and_other_versions_are_told_by_name() {
        assert!(said(b"").contains("is empty"));
        assert!(said(b"PK\x03\x04").contains("a ZIP archive"));
        let weights = learnt(4).vectorizer.to_bytes().unwrap();
        assert!(said(&weights).contains("a model of weights"), "{}", said(&weights));
        let bytes = learnt(4).to_bytes().unwrap();
        let taken = Vectorizer::from_bytes(&bytes, Path::new("a.themes")).unwrap_err().to_string();
        assert!(taken.contains("a model of themes"), "{taken}");
        let mut later = bytes;
        later[8] = 2;
        assert!(said(&later).contains("format 2, and this build reads format 1"), "{}", said(&later));
    }

    #[test]
    fn what_no_learning_gives_is_refused() {
        let spoilt = |change: &dyn Fn(&mut ThemeModel)| {
            let mut model = learnt(60);
            change(&mut model);
            said(&model.to_bytes().unwrap())
        };
        assert!(spoilt(&|model| model.rarity.seeds[0][0] = 61).contains("counts are not those of its seeds"));
        assert!(spoilt(&|model| drop(model.rarity.against.pop())).contains("counts are not those"));
        let axes = |model: &mut ThemeModel, to: f64| model.space.as_mut().unwrap().axes[0] = to;
        for wrong in [f64::NAN, f64::INFINITY, 1e300] {
            assert!(spoilt(&|model| axes(model, wrong)).contains("a number of its space is"));
        }
        assert!(spoilt(&|model| model.space.as_mut().unwrap().axes.truncate(1)).contains("its space has"));
        let sums = |model: &mut ThemeModel| drop(model.space.as_mut().unwrap().centroids.sums.pop());
        assert!(spoilt(&sums).contains("lie in another space"));
    }

    #[test]
    fn nothing_can_be_learnt_of_nothing() {
        let corpus = Corpus::from_texts([("x", "the\n\nof")]).unwrap();
        let analyzer = Analyzer::english();
        let found =
            Themes::params(ThemeSet::builtin()).learn(&corpus, &analyzer, &analyzer.tokenize(&corpus));
        assert!(matches!(found, Err(Error::NothingToAnalyse { .. })));
    }
}
