//! Both layers over one batch of paragraphs, ready to be asked for any set of themes.

use ndarray::Array2;
use rustc_hash::FxHashSet;

use super::calibration::{self, Verdict};
use super::lexicon::{self, Rarity};
use super::nearness::Centroids;
use super::paragraphs::Rows;
use super::seeds::{Hits, SeedIndex};
use super::{ThemeSet, ThemesParams};
use crate::analyze::{Analyzer, Tokens};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::vectorize::Unit;

/// The paragraphs of a batch: counted, and placed in the latent space where they can be.
pub(super) struct Layers<'a> {
    analyzer: &'a Analyzer,
    tokens: &'a Tokens,
    pub(super) rows: Rows,
    /// Whether nearness has a say.
    has_latent: bool,
    /// What went wrong without stopping anything.
    pub(super) warnings: Vec<String>,
}

/// What both layers say of a batch for one set of themes.
pub(super) struct Judgement {
    pub(super) hits: Vec<Hits>,
    pub(super) rarity: Rarity,
    /// Nothing where the seed words decide alone.
    pub(super) centroids: Option<Centroids>,
    /// By row, then by theme.
    pub(super) verdicts: Vec<Vec<Verdict>>,
}

impl<'a> Layers<'a> {
    pub(super) fn of(
        corpus: &Corpus,
        analyzer: &'a Analyzer,
        tokens: &'a Tokens,
        dimensions: Option<usize>,
        seed: u64,
    ) -> Result<Self> {
        let mut rows = Rows::count(corpus, tokens, analyzer, Unit::Paragraph)?;
        let mut warnings = Vec::new();
        if let Some(counted) = &mut rows.counted
            && let Some(places) = usable(counted.placed(dimensions, seed), &mut warnings)
        {
            counted.latent = places;
        }
        let enough = rows.present().iter().filter(|here| **here).count() >= ThemesParams::LATENT_FROM;
        let has_latent = enough && rows.counted.as_ref().is_some_and(|counted| counted.latent.ncols() > 0);
        Ok(Self { analyzer, tokens, rows, has_latent, warnings })
    }

    /// A batch whose places come from elsewhere: of a space that was learnt before. Where there are none, seed words
    /// decide alone.
    pub(super) fn placed(
        corpus: &Corpus,
        analyzer: &'a Analyzer,
        tokens: &'a Tokens,
        places: Option<Array2<f64>>,
    ) -> Result<Self> {
        let mut rows = Rows::count(corpus, tokens, analyzer, Unit::Paragraph)?;
        let mut has_latent = false;
        if let (Some(counted), Some(places)) = (&mut rows.counted, places)
            && places.nrows() == rows.rows.len()
        {
            counted.latent = places;
            has_latent = true;
        }
        Ok(Self { analyzer, tokens, rows, has_latent, warnings: Vec::new() })
    }

    /// Asks both layers for the themes of `set`, by what was learnt of another batch.
    pub(super) fn judge_by(
        &self,
        set: &ThemeSet,
        rarity: &Rarity,
        centroids: Option<&Centroids>,
    ) -> Judgement {
        let hits = find_seeds(set, &self.rows, self.analyzer, self.tokens);
        let strengths = lexicon::strengths(&hits, &self.rows.lengths, rarity);
        let latent = self.rows.counted.as_ref().map(|counted| counted.latent.view());
        let centroids = centroids.filter(|_| self.has_latent);
        let nearness = centroids.zip(latent).map(|(centroids, latent)| centroids.to_others(latent));
        let verdicts = verdicts(&strengths, nearness.as_deref(), rarity);
        Judgement { hits, rarity: rarity.clone(), centroids: centroids.cloned(), verdicts }
    }

    /// The terms of all seeds that stand anywhere; of phrases each word.
    pub(super) fn seed_terms(&self, hits: &[Hits]) -> FxHashSet<&'a str> {
        let mut terms = FxHashSet::default();
        for (row, hits) in self.rows.rows.iter().zip(hits) {
            let words = self.tokens.documents()[row.document].tokens();
            for hit in &hits.seeds {
                let found = words[hit.first..hit.end].iter().filter_map(|token| token.term());
                terms.extend(found.map(|term| self.tokens.terms()[term as usize].as_str()));
            }
        }
        terms
    }

    /// Asks both layers for the themes of `set`.
    pub(super) fn judge(&self, set: &ThemeSet) -> Judgement {
        let hits = find_seeds(set, &self.rows, self.analyzer, self.tokens);
        let rarity = Rarity::of(set, &hits);
        let strengths = lexicon::strengths(&hits, &self.rows.lengths, &rarity);
        let any = strengths.iter().flatten().any(|strength| *strength > 0.0);
        let latent = self.rows.counted.as_ref().map(|counted| counted.latent.view());
        let latent = latent.filter(|_| self.has_latent && any);
        let centroids = latent.map(|latent| Centroids::of(latent, &strengths, set.themes().len()));
        let nearness = centroids
            .as_ref()
            .zip(latent)
            .map(|(centroids, latent)| centroids.among_themselves(latent, &strengths));
        let verdicts = verdicts(&strengths, nearness.as_deref(), &rarity);
        Judgement { hits, rarity, centroids, verdicts }
    }
}

/// Places that can be reckoned with; of others it is said why not.
fn usable(places: Result<Array2<f64>>, warnings: &mut Vec<String>) -> Option<Array2<f64>> {
    let reason = match places {
        Ok(places) => match places.iter().find(|cell| !cell.is_finite()) {
            None => return Some(places),
            Some(cell) => format!("a coordinate is {cell}"),
        },
        Err(error) => error.to_string(),
    };
    warnings.push(format!("the latent layer failed, so that seed words alone decide: {reason}"));
    None
}

/// What each row's evidence comes to, by theme.
pub(super) fn verdicts(
    strengths: &[Vec<f64>],
    nearness: Option<&[Vec<f64>]>,
    rarity: &Rarity,
) -> Vec<Vec<Verdict>> {
    let live: Vec<usize> = (0..rarity.seeds.len()).map(|theme| rarity.live(theme)).collect();
    let of_row = |(row, strengths): (usize, &Vec<f64>)| {
        let of_theme = |(theme, &strength): (usize, &f64)| {
            let nearness = nearness.map(|nearness| nearness[row][theme]);
            calibration::verdict(calibration::Evidence { strength, live: live[theme], nearness })
        };
        strengths.iter().enumerate().map(of_theme).collect()
    };
    strengths.iter().enumerate().map(of_row).collect()
}

/// What stands of the themes' seeds in each row.
pub(super) fn find_seeds(set: &ThemeSet, rows: &Rows, analyzer: &Analyzer, tokens: &Tokens) -> Vec<Hits> {
    let index = SeedIndex::new(set, analyzer, tokens);
    rows.rows
        .iter()
        .map(|row| {
            let words = &tokens.documents()[row.document];
            let range = row.paragraph.and_then(|paragraph| words.paragraphs().get(paragraph).cloned());
            index.hits(words.language(), words.tokens(), range.unwrap_or(0..0))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use ndarray::array;

    #[test]
    fn places_that_are_no_numbers_are_left_out_and_it_is_said_why() {
        let mut warnings = Vec::new();
        assert_eq!(usable(Ok(array![[1.0, 0.0]]), &mut warnings), Some(array![[1.0, 0.0]]));
        assert!(warnings.is_empty());
        let failed = Error::Library { task: "the decomposition", reason: "it did not end".to_owned() };
        for bad in [Ok(array![[1.0, f64::NAN]]), Ok(array![[f64::INFINITY]]), Err(failed)] {
            assert_eq!(usable(bad, &mut warnings), None);
        }
        let because = "the latent layer failed, so that seed words alone decide: ";
        assert_eq!(
            warnings,
            ["a coordinate is NaN", "a coordinate is inf", "the decomposition failed: it did not end"]
                .map(|reason| format!("{because}{reason}"))
        );
    }
}
