//! Further seed words, proposed from the corpus, with what each would change.

use rayon::prelude::*;

use super::assign::label_of;
use super::layers::{Judgement, Layers};
use super::{Label, ThemeSet, ThemesParams};
use crate::analyze::{Analyzer, SurfaceForms, Tokens};
use crate::corpus::Corpus;
use crate::error::Result;

/// A word that stands beside a theme's seeds more often than chance would have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Index into the themes of the set.
    pub theme: usize,
    /// The word, as most often written.
    pub seed: String,
    /// Paragraphs that hold it.
    pub paragraphs: usize,
    /// Those of them that hold a seed of the theme.
    pub beside: usize,
    /// Log-likelihood ratio of standing beside a seed or not, above 0 (Dunning 1993). By chance it exceeds 6.6 for one
    /// word of a hundred, and 10.8 for one of a thousand.
    pub log_likelihood: f64,
    /// Normalised pointwise mutual information: 0 by chance, 1 where the word stands nowhere else (Bouma 2009).
    pub npmi: f64,
    /// Paragraphs that would come to the theme if the word were a seed: pairs of document and paragraph.
    pub gained: Vec<(usize, usize)>,
    /// Paragraphs that would leave it.
    pub lost: Vec<(usize, usize)>,
    /// Paragraphs that would change between other themes, or *other*.
    pub moved: usize,
}

/// Association below this is chance too often.
const LEAST: f64 = 6.63;

/// A word of fewer paragraphs is no seed worth having.
const FEWEST: usize = 3;

impl ThemesParams {
    /// Proposes at most `most` further seeds for each theme, the best associated first; ties by word.
    ///
    /// A word is proposed for the theme it is associated with most, if it stands in three paragraphs or more, is no seed
    /// of any theme, holds a letter, and stands beside the theme's seeds more often than chance would have it (a
    /// log-likelihood ratio of 6.63 or more). A theme none of whose seeds occurs gets none. Each proposal is tried: the
    /// themes are assigned once more with it, which costs as much as assigning them, but for the latent space.
    ///
    /// ```
    /// use retell::{Analyzer, Corpus, themes::{Theme, ThemeSet, Themes}};
    /// let texts = ["oil barrels rose", "oil barrels fell", "barrels of oil", "rain", "snow", "wind", "sun", "fog"];
    /// let corpus = Corpus::from_texts(texts.map(|text| (text, text)))?;
    /// let theme = Theme { name: "energy".into(), seeds: vec!["oil".into()], ..Theme::default() };
    /// let analyzer = Analyzer::english();
    /// let params = Themes::params(ThemeSet::new(vec![theme])?);
    /// let found = params.suggest(&corpus, &analyzer, &analyzer.tokenize(&corpus), 5)?;
    /// assert_eq!((found[0].seed.as_str(), found[0].paragraphs, found[0].beside), ("barrels", 3, 3));
    /// # Ok::<(), retell::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn suggest(
        &self,
        corpus: &Corpus,
        analyzer: &Analyzer,
        tokens: &Tokens,
        most: usize,
    ) -> Result<Vec<Suggestion>> {
        self.check()?;
        let layers = Layers::of(corpus, analyzer, tokens, self.dimensions, self.seed)?;
        let now = layers.judge(&self.set);
        let labels = labels_of(&now);
        let forms = SurfaceForms::new(corpus, tokens);
        let found = candidates(&layers, &now, &self.set, &forms, most);
        let trial = |candidate: Candidate| {
            let mut themes = self.set.themes().to_vec();
            themes[candidate.theme].seeds.push(candidate.seed.clone());
            let then = ThemeSet::new(themes).map(|set| labels_of(&layers.judge(&set)))?;
            Ok(changed(candidate, &layers, &labels, &then))
        };
        found.into_par_iter().map(trial).collect()
    }
}

/// A word that may be a seed, and its evidence.
struct Candidate {
    theme: usize,
    seed: String,
    paragraphs: usize,
    beside: usize,
    log_likelihood: f64,
    npmi: f64,
}

fn labels_of(judgement: &Judgement) -> Vec<Label> {
    judgement.verdicts.iter().map(|row| label_of(row)).collect()
}

fn changed(candidate: Candidate, layers: &Layers<'_>, now: &[Label], then: &[Label]) -> Suggestion {
    let Candidate { theme, seed, paragraphs, beside, log_likelihood, npmi } = candidate;
    let (mut gained, mut lost, mut moved) = (Vec::new(), Vec::new(), 0);
    let here = Label::Theme(theme);
    for (row, (now, then)) in layers.rows.rows.iter().zip(now.iter().zip(then)) {
        let place = (row.document, row.paragraph.unwrap_or(0));
        match (*now == here, *then == here) {
            (false, true) => gained.push(place),
            (true, false) => lost.push(place),
            _ if now != then => moved += 1,
            _ => {}
        }
    }
    Suggestion { theme, seed, paragraphs, beside, log_likelihood, npmi, gained, lost, moved }
}

/// The best associated words of each theme, in the order of the themes.
fn candidates(
    layers: &Layers<'_>,
    now: &Judgement,
    set: &ThemeSet,
    forms: &SurfaceForms,
    most: usize,
) -> Vec<Candidate> {
    let Some(counted) = &layers.rows.counted else { return Vec::new() };
    let n_themes = set.themes().len();
    let terms = counted.counts.vocabulary().terms();
    let mut paragraphs = vec![0usize; terms.len()];
    let mut beside = vec![vec![0usize; terms.len()]; n_themes];
    let mut seeded = vec![0usize; n_themes];
    for (row, hits) in now.hits.iter().enumerate() {
        let themes: Vec<usize> =
            (0..n_themes).filter(|&theme| hits.present.iter().any(|seed| seed.theme == theme)).collect();
        themes.iter().for_each(|&theme| seeded[theme] += 1);
        for (column, _) in counted.counts.row(row) {
            paragraphs[column] += 1;
            themes.iter().for_each(|&theme| beside[theme][column] += 1);
        }
    }
    let is_seed = layers.seed_terms(&now.hits);
    let n = layers.rows.rows.len();
    let mut found: Vec<Vec<Candidate>> = (0..n_themes).map(|_| Vec::new()).collect();
    for (column, term) in terms.enumerate() {
        let often = paragraphs[column];
        if often < FEWEST || is_seed.contains(term) || !term.chars().any(char::is_alphabetic) {
            continue;
        }
        let association = |theme: &usize| log_likelihood(n, often, seeded[*theme], beside[*theme][column]);
        // Of themes that are equally associated the first; `max_by` would take the last.
        let best = (0..n_themes).rev().max_by(|a, b| association(a).total_cmp(&association(b)));
        let Some(theme) = best.filter(|theme| association(theme) >= LEAST) else { continue };
        let together = beside[theme][column];
        found[theme].push(Candidate {
            theme,
            seed: forms.of(term).to_owned(),
            paragraphs: often,
            beside: together,
            log_likelihood: association(&theme),
            npmi: npmi(n, often, seeded[theme], together),
        });
    }
    for candidates in &mut found {
        candidates
            .sort_by(|a, b| b.log_likelihood.total_cmp(&a.log_likelihood).then_with(|| a.seed.cmp(&b.seed)));
        candidates.truncate(most);
    }
    found.into_iter().flatten().collect()
}

/// 2 Σ o · ln(o / e) over the four cells of standing and not, beside a seed and not; 0 where it stands there less often
/// than by chance.
fn log_likelihood(n: usize, often: usize, seeded: usize, both: usize) -> f64 {
    let [n, often, seeded, both] = [n, often, seeded, both].map(|count| count as f64);
    if both * n <= often * seeded {
        return 0.0;
    }
    let cell = |observed: f64, expected: f64| {
        if observed > 0.0 { observed * (observed / expected).ln() } else { 0.0 }
    };
    let sum = cell(both, often * seeded / n)
        + cell(often - both, often * (n - seeded) / n)
        + cell(seeded - both, (n - often) * seeded / n)
        + cell(n - often - seeded + both, (n - often) * (n - seeded) / n);
    (2.0 * sum).max(0.0)
}

/// ln(p(both) / (p(often) · p(seeded))) / −ln p(both); 1 where they always stand together.
fn npmi(n: usize, often: usize, seeded: usize, both: usize) -> f64 {
    let [n, often, seeded, both] = [n, often, seeded, both].map(|count| count as f64);
    if both >= n {
        return 1.0;
    }
    if both == 0.0 { -1.0 } else { (both * n / (often * seeded)).ln() / -(both / n).ln() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::themes::{Theme, Themes};

    fn suggest(themes: &[(&str, &[&str])], text: &str) -> Vec<Suggestion> {
        let theme = |&(name, seeds): &(&str, &[&str])| Theme {
            name: name.to_owned(),
            seeds: seeds.iter().map(|seed| (*seed).to_owned()).collect(),
            ..Theme::default()
        };
        let set = ThemeSet::new(themes.iter().map(theme).collect()).unwrap();
        let corpus = Corpus::from_texts([("x", text)]).unwrap();
        let analyzer = Analyzer::english();
        Themes::params(set).suggest(&corpus, &analyzer, &analyzer.tokenize(&corpus), 3).unwrap()
    }

    /// Barrels stand beside oil, hymns beside the choir; tonight beside neither more than the other.
    fn text() -> String {
        let mut text = String::new();
        for n in 0..6 {
            text.push_str(&format!(
                "oil barrels tonight a{n}\n\nchoir hymns tonight b{n}\n\nrain c{n}\n\nsnow d{n}\n\n"
            ));
        }
        text.push_str("barrels alone\n");
        text
    }

    #[test]
    fn words_go_to_the_theme_they_stand_beside() {
        let found = suggest(&[("energy", &["oil"]), ("music", &["choir"])], &text());
        let words: Vec<(usize, &str)> = found.iter().map(|one| (one.theme, one.seed.as_str())).collect();
        assert!(words.contains(&(0, "barrels")) && words.contains(&(1, "hymns")), "{words:?}");
        let barrels = found.iter().find(|one| one.seed == "barrels").unwrap();
        assert_eq!((barrels.paragraphs, barrels.beside), (7, 6));
        assert!(barrels.log_likelihood > LEAST && barrels.npmi > 0.5);
        assert_eq!((barrels.gained.as_slice(), barrels.lost.len()), ([(0, 24)].as_slice(), 0));
    }

    #[test]
    fn seeds_of_any_theme_are_not_proposed() {
        let found = suggest(&[("energy", &["oil"]), ("music", &["barrels"])], &text());
        assert!(found.iter().all(|one| one.seed != "barrels" && one.seed != "oil"), "{found:?}");
    }

    #[test]
    fn a_theme_that_stands_nowhere_gets_none_and_so_does_an_empty_corpus() {
        assert_eq!(suggest(&[("space", &["rocket"])], &text()), []);
        assert_eq!(suggest(&[("space", &["rocket"])], ""), []);
        assert_eq!(suggest(&[("space", &["rocket"])], "the\nof"), []);
    }

    #[test]
    fn association_is_that_of_the_formulas() {
        // Always together: 2 n H(p) with p = 1/2, and 1.
        assert!((log_likelihood(10, 5, 5, 5) - 20.0 * 2.0_f64.ln()).abs() < 1e-12);
        assert_eq!((npmi(10, 5, 5, 5), log_likelihood(10, 4, 5, 2), npmi(8, 4, 4, 2)), (1.0, 0.0, 0.0));
        assert_eq!((npmi(4, 4, 4, 4), npmi(4, 1, 1, 0), log_likelihood(10, 5, 5, 1)), (1.0, -1.0, 0.0));
    }
}
