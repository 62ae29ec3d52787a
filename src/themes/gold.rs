//! How well themes agree with what somebody else says of the same paragraphs.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use rayon::prelude::*;

use super::{Label, Themes, adjusted_rand_index, information};
use crate::error::{Error, Result};

/// What somebody says one paragraph is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldLabel {
    /// Index of the document.
    pub document: usize,
    /// Index of the paragraph in its document.
    pub paragraph: usize,
    /// The name of a theme, `other` or `boilerplate`; capitals do not matter.
    pub theme: String,
    /// Every theme that is present, where that was told.
    pub tags: Option<Vec<String>>,
}

/// A measure with the range that holds 95 of 100 of its values when the paragraphs are drawn anew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// As measured.
    pub value: f64,
    /// 2.5% of the draws give less.
    pub low: f64,
    /// 2.5% of the draws give more.
    pub high: f64,
}

/// How well one class was found.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassScore {
    /// The theme's name, `other` or `boilerplate`.
    pub class: String,
    /// Paragraphs that are said to be of it.
    pub gold: usize,
    /// Paragraphs that were found to be of it.
    pub found: usize,
    /// Share of those found that are right, 0 to 1; 0 where none was found.
    pub precision: f64,
    /// Share of those said that were found, 0 to 1; 0 where none is said.
    pub recall: f64,
    /// 2 · right / (said + found), 0 to 1.
    pub f1: Measured,
}

/// Scores of one range, held against how often they were right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reliability {
    /// Where the range begins; it is 0.1 wide.
    pub from: f64,
    /// Paragraphs times themes with such a score.
    pub count: usize,
    /// Their mean score.
    pub score: f64,
    /// In what share of them the theme is present.
    pub present: f64,
}

/// Themes held against labels of somebody else.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// Paragraphs that have a label; those without one do not count.
    pub paragraphs: usize,
    /// Mean of the classes' F1, 0 to 1; of the classes that are said or found of any paragraph.
    pub macro_f1: Measured,
    /// Share of paragraphs that are right, 0 to 1.
    pub accuracy: Measured,
    /// Adjusted Rand index, at most 1, about 0 by chance.
    pub ari: Measured,
    /// Normalised mutual information, 0 to 1.
    pub nmi: Measured,
    /// V-measure, 0 to 1.
    pub v_measure: Measured,
    /// 2 · right tags / (tags said + tags found), 0 to 1; of the paragraphs whose tags were told.
    pub tags_f1: Option<Measured>,
    /// In the order of the themes file, then *other* and *boilerplate*, then what only the labels have.
    pub classes: Vec<ClassScore>,
    /// `confusion[said][found]` counts paragraphs; rows and columns are `classes`.
    pub confusion: Vec<Vec<usize>>,
    /// Mean squared difference of score and presence (Brier 1950): 0 is best, 1 worst. Of unmasked paragraphs whose tags
    /// were told, for every theme.
    pub brier: Option<f64>,
    /// The same pairs by score; ranges without one are left out.
    pub reliability: Vec<Reliability>,
    /// What a reader should know.
    pub warnings: Vec<String>,
}

/// How often the paragraphs are drawn anew.
const DRAWS: u64 = 1_000;

impl Themes {
    /// Holds these themes against `gold`. Draws for the intervals come from `seed`; paragraphs are drawn one by one, so
    /// that intervals are somewhat narrow where those of one article resemble each other.
    ///
    /// Cost O(1,000 · labels).
    ///
    /// # Errors
    /// [`Error::NothingToAnalyse`] without a label; [`Error::Parameter`] for a paragraph that is not there or has two
    /// labels.
    ///
    /// ```
    /// use retell::{Analyzer, Corpus, themes::{GoldLabel, ThemeSet, Themes}};
    /// let corpus = Corpus::from_texts([("a", "Oil and gas flow through the pipeline.\nThe bride wore white.")])?;
    /// let analyzer = Analyzer::english();
    /// let themes = Themes::params(ThemeSet::builtin()).fit(&corpus, &analyzer, &analyzer.tokenize(&corpus))?;
    /// let said = |paragraph, theme: &str| GoldLabel { document: 0, paragraph, theme: theme.into(), tags: None };
    /// let found = themes.evaluate(&[said(0, "energy"), said(1, "other")], 0)?;
    /// assert_eq!(found.macro_f1.value, 1.0);
    /// # Ok::<(), retell::Error>(())
    /// ```
    pub fn evaluate(&self, gold: &[GoldLabel], seed: u64) -> Result<Evaluation> {
        if gold.is_empty() {
            return Err(Error::NothingToAnalyse { reason: "no paragraph has a label".to_owned() });
        }
        let (compared, classes, warnings) = self.compared(gold)?;
        let all: Vec<usize> = (0..compared.len()).collect();
        let value = Measures::of(&compared, &all, classes.len());
        let draws: Vec<Measures> = (0..DRAWS)
            .into_par_iter()
            .map(|draw| {
                let mut random = Xoshiro256Plus::seed_from_u64(
                    seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(draw),
                );
                let drawn: Vec<usize> = all.iter().map(|_| random.gen_range(0..all.len())).collect();
                Measures::of(&compared, &drawn, classes.len())
            })
            .collect();
        let measured = |of: &dyn Fn(&Measures) -> Option<f64>| {
            let mut values: Vec<f64> = draws.iter().filter_map(of).collect();
            values.sort_by(f64::total_cmp);
            let at =
                |share: f64| values.get((share * (values.len().max(1) - 1) as f64).round() as usize).copied();
            let value = of(&value)?;
            Some(Measured { value, low: at(0.025).unwrap_or(value), high: at(0.975).unwrap_or(value) })
        };
        let sure = |of: &dyn Fn(&Measures) -> f64| {
            measured(&|measures| Some(of(measures))).unwrap_or(Measured { value: 0.0, low: 0.0, high: 0.0 })
        };
        let mut confusion = vec![vec![0; classes.len()]; classes.len()];
        for one in &compared {
            confusion[one.said][one.found] += 1;
        }
        let class_score = |(class, name): (usize, &String)| {
            let said: usize = confusion[class].iter().sum();
            let found: usize = confusion.iter().map(|row| row[class]).sum();
            let right = confusion[class][class];
            let share = |of: usize| if of == 0 { 0.0 } else { right as f64 / of as f64 };
            ClassScore {
                class: name.clone(),
                gold: said,
                found,
                precision: share(found),
                recall: share(said),
                f1: measured(&|measures| measures.f1[class]).unwrap_or(Measured {
                    value: 0.0,
                    low: 0.0,
                    high: 0.0,
                }),
            }
        };
        let (brier, reliability) = self.reliability(&compared);
        Ok(Evaluation {
            paragraphs: compared.len(),
            macro_f1: sure(&|measures| measures.macro_f1()),
            accuracy: sure(&|measures| measures.accuracy),
            ari: sure(&|measures| measures.ari),
            nmi: sure(&|measures| measures.v_measure),
            v_measure: sure(&|measures| measures.v_measure),
            tags_f1: measured(&|measures| measures.tags_f1),
            classes: classes.iter().enumerate().map(class_score).collect(),
            confusion,
            brier,
            reliability,
            warnings,
        })
    }

    /// What is said and what was found, paragraph by paragraph; the names of the classes; what should be known.
    fn compared(&self, gold: &[GoldLabel]) -> Result<(Vec<Compared>, Vec<String>, Vec<String>)> {
        let mut classes = self.names.clone();
        classes.extend(["other", "boilerplate"].map(str::to_owned));
        let known = classes.len();
        let mut warnings = Vec::new();
        let mut seen = vec![false; self.paragraphs.len()];
        let mut compared = Vec::new();
        for label in gold {
            let key = (label.document, label.paragraph);
            let refused = |problem: &str| {
                let got = format!("paragraph {} of document {}", label.paragraph, label.document);
                Err(Error::Parameter { name: "gold", got, expected: problem.to_owned() })
            };
            let Ok(at) =
                self.paragraphs.binary_search_by_key(&key, |entry| (entry.document, entry.paragraph))
            else {
                return refused("a paragraph that is there");
            };
            if std::mem::replace(&mut seen[at], true) {
                return refused("one label for each paragraph");
            }
            let same = |class: &String| class.to_lowercase() == label.theme.trim().to_lowercase();
            let said = classes.iter().position(same).unwrap_or_else(|| {
                classes.push(label.theme.trim().to_owned());
                classes.len() - 1
            });
            let found = match self.paragraphs[at].label {
                Label::Theme(theme) => theme,
                Label::Other => self.names.len(),
                Label::Boilerplate => self.names.len() + 1,
            };
            let tags = label.tags.as_ref().map(|tags| {
                let here =
                    |name: &String| tags.iter().any(|tag| tag.trim().to_lowercase() == name.to_lowercase());
                self.names.iter().map(here).collect()
            });
            compared.push(Compared { at, said, found, tags, tagged: self.tagged(at) });
        }
        for class in &classes[known..] {
            warnings.push(format!("the labels have the theme {class:?}, which the themes file has not"));
        }
        Ok((compared, classes, warnings))
    }

    fn tagged(&self, at: usize) -> Vec<bool> {
        (0..self.names.len()).map(|theme| self.paragraphs[at].tags.contains(&theme)).collect()
    }

    fn reliability(&self, compared: &[Compared]) -> (Option<f64>, Vec<Reliability>) {
        let told = compared.iter().filter(|one| self.paragraphs[one.at].label != Label::Boilerplate);
        let pairs: Vec<(f64, bool)> = told
            .filter_map(|one| Some(self.paragraphs[one.at].scores.iter().copied().zip(one.tags.clone()?)))
            .flatten()
            .collect();
        if pairs.is_empty() {
            return (None, Vec::new());
        }
        let off = |&(score, here): &(f64, bool)| (score - f64::from(u8::from(here))).powi(2);
        let brier = pairs.iter().map(off).sum::<f64>() / pairs.len() as f64;
        let bin = |score: f64| ((score * 10.0) as usize).min(9);
        let of_bin = |at: usize| {
            let inside: Vec<&(f64, bool)> = pairs.iter().filter(|pair| bin(pair.0) == at).collect();
            let count = inside.len();
            (count > 0).then(|| Reliability {
                from: at as f64 / 10.0,
                count,
                score: inside.iter().map(|pair| pair.0).sum::<f64>() / count as f64,
                present: inside.iter().filter(|pair| pair.1).count() as f64 / count as f64,
            })
        };
        (Some(brier), (0..10).filter_map(of_bin).collect())
    }
}

/// One paragraph, as said and as found.
struct Compared {
    /// Index into [`Themes::paragraphs`].
    at: usize,
    said: usize,
    found: usize,
    tags: Option<Vec<bool>>,
    tagged: Vec<bool>,
}

/// All measures of one draw of the paragraphs.
struct Measures {
    accuracy: f64,
    ari: f64,
    v_measure: f64,
    tags_f1: Option<f64>,
    /// By class; nothing where it is neither said nor found.
    f1: Vec<Option<f64>>,
}

impl Measures {
    fn of(compared: &[Compared], drawn: &[usize], n_classes: usize) -> Self {
        let (said, found): (Vec<usize>, Vec<usize>) =
            drawn.iter().map(|&at| (compared[at].said, compared[at].found)).unzip();
        let (mut both, mut either) = (vec![0usize; n_classes], vec![0usize; n_classes]);
        for (&said, &found) in said.iter().zip(&found) {
            either[said] += 1;
            either[found] += 1;
            if said == found {
                both[said] += 1;
            }
        }
        let f1 = |(&both, &either): (&usize, &usize)| (either > 0).then(|| 2.0 * both as f64 / either as f64);
        let (mut right, mut tags, mut told) = (0usize, 0usize, false);
        for one in drawn.iter().map(|&at| &compared[at]) {
            let Some(said) = &one.tags else { continue };
            told = true;
            right += said.iter().zip(&one.tagged).filter(|(said, found)| **said && **found).count();
            tags += said.iter().chain(&one.tagged).filter(|here| **here).count();
        }
        // Where nothing is to be tagged and nothing was, all is right.
        let tags_f1 = if tags == 0 { 1.0 } else { 2.0 * right as f64 / tags as f64 };
        Self {
            accuracy: both.iter().sum::<usize>() as f64 / drawn.len() as f64,
            ari: adjusted_rand_index(&said, &found),
            v_measure: information(&said, &found).v_measure,
            tags_f1: told.then_some(tags_f1),
            f1: both.iter().zip(&either).map(f1).collect(),
        }
    }

    fn macro_f1(&self) -> f64 {
        let known: Vec<f64> = self.f1.iter().flatten().copied().collect();
        known.iter().sum::<f64>() / known.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Analyzer;
    use crate::corpus::Corpus;
    use crate::themes::{Theme, ThemeSet};

    fn themes(text: &str) -> Themes {
        let theme = |name: &str, seed: &str| Theme {
            name: name.into(),
            seeds: vec![seed.into()],
            ..Theme::default()
        };
        let set = ThemeSet::new(vec![theme("energy", "oil"), theme("music", "choir")]).unwrap();
        let corpus = Corpus::from_texts([("x", text)]).unwrap();
        let analyzer = Analyzer::english();
        Themes::params(set).fit(&corpus, &analyzer, &analyzer.tokenize(&corpus)).unwrap()
    }

    fn said(paragraph: usize, theme: &str, tags: Option<&[&str]>) -> GoldLabel {
        let tags = tags.map(|tags| tags.iter().map(|tag| (*tag).to_owned()).collect());
        GoldLabel { document: 0, paragraph, theme: theme.to_owned(), tags }
    }

    const TEXT: &str = "oil oil\nchoir choir\nrain rain\noil oil";

    #[test]
    fn all_right_is_one_throughout() {
        let gold = [said(0, "Energy", None), said(1, "music ", None), said(2, "other", None)];
        let found = themes(TEXT).evaluate(&gold, 1).unwrap();
        let one = Measured { value: 1.0, low: 1.0, high: 1.0 };
        assert_eq!([found.macro_f1, found.accuracy, found.ari, found.nmi, found.v_measure], [one; 5]);
        assert_eq!((found.paragraphs, found.tags_f1, found.brier), (3, None, None));
        assert!(found.warnings.is_empty());
    }

    #[test]
    fn measures_are_those_of_the_confusion() {
        let gold = [
            said(0, "energy", Some(&["energy", "music"])),
            said(1, "music", Some(&["music"])),
            said(2, "energy", Some(&[])),
            said(3, "sport", Some(&[])),
        ];
        let found = themes(TEXT).evaluate(&gold, 1).unwrap();
        let names: Vec<&str> = found.classes.iter().map(|class| class.class.as_str()).collect();
        assert_eq!(names, ["energy", "music", "other", "boilerplate", "sport"]);
        assert_eq!(found.confusion[0], [1, 0, 1, 0, 0], "energy was found once and once called other");
        assert_eq!(found.confusion[4], [1, 0, 0, 0, 0]);
        let energy = &found.classes[0];
        assert_eq!((energy.gold, energy.found, energy.precision, energy.recall), (2, 2, 0.5, 0.5));
        assert_eq!(energy.f1.value, 0.5);
        // Energy .5, music 1, other 0, sport 0; boilerplate stands nowhere.
        assert_eq!((found.macro_f1.value, found.accuracy.value), (1.5 / 4.0, 0.5));
        // Said: 3 tags; found: 3; the same: 2.
        assert_eq!(found.tags_f1.unwrap().value, 4.0 / 6.0);
        assert!(found.macro_f1.low < found.macro_f1.value && found.macro_f1.value < found.macro_f1.high);
        assert_eq!(found.warnings, ["the labels have the theme \"sport\", which the themes file has not"]);
        let counted: usize = found.reliability.iter().map(|bin| bin.count).sum();
        assert_eq!(counted, 4 * 2);
        assert!(found.brier.is_some_and(|brier| (0.0..=1.0).contains(&brier)));
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        let gold =
            [said(0, "energy", None), said(1, "other", None), said(2, "other", None), said(3, "music", None)];
        let themes = themes(TEXT);
        assert_eq!(themes.evaluate(&gold, 3).unwrap(), themes.evaluate(&gold, 3).unwrap());
    }

    #[test]
    fn labels_without_a_paragraph_and_twice_are_refused() {
        let themes = themes(TEXT);
        assert!(matches!(themes.evaluate(&[], 0), Err(Error::NothingToAnalyse { .. })));
        let error = themes.evaluate(&[said(9, "energy", None)], 0).unwrap_err().to_string();
        assert_eq!(error, "gold is paragraph 9 of document 0, expected a paragraph that is there");
        let twice = [said(1, "energy", None), said(1, "music", None)];
        assert!(
            themes.evaluate(&twice, 0).unwrap_err().to_string().ends_with("one label for each paragraph")
        );
    }
}
