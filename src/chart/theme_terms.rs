//! The words that are typical of each theme: small bar charts side by side.

use super::canvas::Canvas;
use super::panels::{self, Bar, MOST_PANELS, Panel};
use super::part::{Looks, ThemeNames};
use super::text::{brief, count};
use super::{Data, Drawing, Style};
use crate::error::Result;

/// A term of a theme.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedTerm {
    /// The term as printed.
    pub term: String,
    /// Its weight, above 0; all themes share one unit.
    pub weight: f64,
}

/// The themes' typical terms.
pub struct ThemeTermsFigure<'a> {
    /// Articles, for the title.
    pub articles: usize,
    /// The themes.
    pub themes: ThemeNames<'a>,
    /// For each theme its terms, strongest first; the first ten are drawn.
    pub terms: &'a [Vec<WeightedTerm>],
    /// For each theme the number of its paragraphs.
    pub paragraphs: &'a [usize],
}

const MOST_TERMS: usize = 10;

impl ThemeTermsFigure<'_> {
    /// Draws the figure `theme_terms`; of more than 40 themes the first 40.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "theme_terms";
        let n = self.themes.names.len();
        if n == 0 {
            return Ok(Drawing::nothing(name, "No themes were asked for or found."));
        }
        let none = Vec::new();
        let terms = |theme: usize| self.terms.get(theme).unwrap_or(&none);
        let (found, bare): (Vec<usize>, Vec<usize>) = (0..n).partition(|&theme| !terms(theme).is_empty());
        let drawn = &found[..found.len().min(MOST_PANELS)];
        if drawn.is_empty() {
            return Ok(Drawing::nothing(name, "No theme has a paragraph, so none has terms."));
        }
        let themes = count(found.len(), "theme");
        let title = format!("The words of {themes} in {}", count(self.articles, "article"));
        let mut canvas = Canvas::new(style, panels::width(drawn.len()))?;
        let mut data = Data::new(["theme", "term", "weight"]);
        for (theme, name) in self.themes.names.iter().enumerate() {
            for term in terms(theme).iter().take(MOST_TERMS) {
                data.push([name.as_str(), &term.term, &format!("{:.4}", term.weight)]);
            }
        }

        let reading = "The ten terms most typical of each theme's paragraphs. The longer the bar, the more typical; one scale for all.";
        let y = canvas.heading(&title, &[reading.to_owned()]);
        let looks = Looks::new(self.themes, &canvas);
        let weights = drawn.iter().flat_map(|&theme| terms(theme).iter().map(|term| term.weight));
        let largest = weights.filter(|weight| weight.is_finite()).fold(0.0, f64::max);
        let panels: Vec<Panel> = drawn
            .iter()
            .map(|&theme| Panel {
                theme,
                words: count(self.paragraphs.get(theme).copied().unwrap_or(0), "paragraph"),
                bars: terms(theme)
                    .iter()
                    .take(MOST_TERMS)
                    .map(|term| Bar {
                        name: term.term.clone(),
                        share: term.weight / largest,
                        number: String::new(),
                    })
                    .collect(),
                note: String::new(),
            })
            .collect();
        let bottom = panels::draw(&mut canvas, y, &looks, &panels);
        let notes = panels::left_out(&looks, found.len(), ("No term is typical of", &bare));
        let bottom = canvas.notes(bottom, &notes);
        let said: Vec<String> = drawn
            .iter()
            .take(6)
            .map(|&theme| {
                let words: Vec<String> =
                    terms(theme).iter().take(3).map(|term| brief(&term.term, 40)).collect();
                format!("{} with {}", looks.0[theme].in_words(), words.join(", "))
            })
            .collect();
        let alt = format!("Bars of the most typical terms of {themes}: {}.", said.join("; "));
        canvas.finish(name, title, alt, data, bottom)
    }
}
