//! How often each theme's seed words occur, and which never do.

use super::canvas::Canvas;
use super::panels::{self, Bar, MOST_PANELS, Panel};
use super::part::{Looks, ThemeNames};
use super::text::{count, listed, thousands};
use super::{Data, Drawing, Style};
use crate::error::Result;

/// A seed of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedUse {
    /// The seed as the user wrote it.
    pub seed: String,
    /// Paragraphs that hold it.
    pub paragraphs: usize,
    /// Articles that hold it.
    pub articles: usize,
}

/// Where the themes' seeds occur.
pub struct SeedCoverageFigure<'a> {
    /// Articles, for the title.
    pub articles: usize,
    /// The themes.
    pub themes: ThemeNames<'a>,
    /// For each theme its seeds, in any order; the twelve of the most paragraphs are drawn.
    pub seeds: &'a [Vec<SeedUse>],
}

const MOST_SEEDS: usize = 12;

impl SeedCoverageFigure<'_> {
    /// Draws the figure `seed_coverage`; of more than 40 themes the first 40.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "seed_coverage";
        let n = self.themes.names.len();
        let none = Vec::new();
        let seeds = |theme: usize| {
            let mut seeds: Vec<&SeedUse> = self.seeds.get(theme).unwrap_or(&none).iter().collect();
            seeds.sort_by(|a, b| b.paragraphs.cmp(&a.paragraphs).then_with(|| a.seed.cmp(&b.seed)));
            seeds
        };
        let all: usize = self.seeds.iter().take(n).map(Vec::len).sum();
        if n == 0 || all == 0 {
            return Ok(Drawing::nothing(name, "No theme has seed words."));
        }
        let found =
            |theme: usize| seeds(theme).into_iter().filter(|seed| seed.paragraphs > 0).collect::<Vec<_>>();
        let used: usize = (0..n).map(|theme| found(theme).len()).sum();
        let title = format!(
            "Which seed words occur: {} of {} in {}",
            thousands(used),
            thousands(all),
            count(self.articles, "article")
        );
        if used == 0 {
            return Ok(Drawing::nothing(name, "No seed word occurs in the articles."));
        }
        let (alive, dead): (Vec<usize>, Vec<usize>) = (0..n).partition(|&theme| !found(theme).is_empty());
        let drawn = &alive[..alive.len().min(MOST_PANELS)];
        let mut canvas = Canvas::new(style, panels::width(drawn.len()))?;
        let mut data = Data::new(["theme", "seed", "paragraphs", "articles"]);
        for (theme, name) in self.themes.names.iter().enumerate() {
            for seed in seeds(theme) {
                data.push([
                    name.as_str(),
                    &seed.seed,
                    &thousands(seed.paragraphs),
                    &thousands(seed.articles),
                ]);
            }
        }

        let reading = "Paragraphs that hold each seed word, the commonest first; one scale for all. A seed that never occurs tells nothing.";
        let y = canvas.heading(&title, &[reading.to_owned()]);
        let looks = Looks::new(self.themes, &canvas);
        let most = drawn
            .iter()
            .flat_map(|&theme| seeds(theme))
            .map(|seed| seed.paragraphs)
            .max()
            .unwrap_or(0)
            .max(1);
        let panels: Vec<Panel> = drawn
            .iter()
            .map(|&theme| Panel {
                theme,
                words: format!("{} of {}", thousands(found(theme).len()), count(seeds(theme).len(), "seed")),
                bars: found(theme)
                    .into_iter()
                    .take(MOST_SEEDS)
                    .map(|seed| Bar {
                        name: seed.seed.clone(),
                        share: seed.paragraphs as f64 / most as f64,
                        number: thousands(seed.paragraphs),
                    })
                    .collect(),
                note: note(&seeds(theme)),
            })
            .collect();
        let bottom = panels::draw(&mut canvas, y, &looks, &panels);
        let notes = panels::left_out(&looks, alive.len(), ("No seed word occurs of", &dead));
        let bottom = canvas.notes(bottom, &notes);
        let parts: Vec<String> = drawn
            .iter()
            .take(8)
            .map(|&theme| format!("{} {} of {}", looks.0[theme].name, found(theme).len(), seeds(theme).len()))
            .collect();
        let alt = format!(
            "Bars of how many paragraphs hold each seed word; seeds that occur: {}.",
            parts.join(", ")
        );
        canvas.finish(name, title, alt, data, bottom)
    }
}

/// What stands below the bars: how many more there are, and the seeds that never occur.
fn note(seeds: &[&SeedUse]) -> String {
    let more = seeds.iter().filter(|seed| seed.paragraphs > 0).count().saturating_sub(MOST_SEEDS);
    let never = seeds.iter().filter(|seed| seed.paragraphs == 0);
    let dead: Vec<&str> = never.map(|seed| seed.seed.as_str()).collect();
    let mut note = Vec::new();
    if more > 0 {
        note.push(format!("And {} more.", thousands(more)));
    }
    if !dead.is_empty() {
        note.push(format!("Never: {}.", listed(&dead)));
    }
    note.join(" ")
}
