//! The words that are typical of each theme: small bar charts side by side.

use super::canvas::{Anchor, Area, Canvas, MARGIN, Type};
use super::part::{Looks, Part, ThemeNames};
use super::rows::WIDTH;
use super::text::{clean, count};
use super::{Colour, Figure, Style, label};
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
const PITCH: f64 = 18.0;
const TERM_SIZE: f64 = 11.0;
const GUTTER: f64 = 32.0;
const MOST_PANELS: usize = 40;

impl ThemeTermsFigure<'_> {
    /// Draws the figure `theme_terms`.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Figure> {
        let name = "theme_terms";
        let n = self.themes.names.len();
        let title = format!("The words of {} in {}", count(n, "theme"), count(self.articles, "article"));
        let columns = match n {
            0..=4 => n.max(1),
            5 | 6 | 9 => 3,
            _ => 4,
        };
        let width = if n == 1 {
            560.0
        } else if n == 2 {
            720.0
        } else {
            WIDTH
        };
        let mut canvas = Canvas::new(style, width)?;
        if n == 0 {
            let text = "No themes were asked for or found.";
            let y = canvas.heading(&title, &[]);
            let bottom = canvas.sentence(y, text);
            return canvas.finish(name, title, text.to_owned(), bottom);
        }

        let reading = "The ten terms most typical of each theme's paragraphs. The longer the bar, the more typical; one scale for all.";
        let y = canvas.heading(&title, &[reading.to_owned()]);
        let looks = Looks::new(self.themes, &canvas);
        let shown = n.min(MOST_PANELS);
        let none = Vec::new();
        let terms = |theme: usize| self.terms.get(theme).unwrap_or(&none);
        let weights = (0..shown).flat_map(|theme| terms(theme).iter().map(|term| term.weight));
        let largest = weights.filter(|weight| weight.is_finite()).fold(0.0, f64::max);
        let panel = (canvas.width - 2.0 * MARGIN - GUTTER * (columns - 1) as f64) / columns as f64;
        // Bars of all panels start at one distance from their panel's edge, or one scale would not be one.
        let names: Vec<Vec<String>> = (0..shown)
            .map(|theme| {
                let names: Vec<&str> =
                    terms(theme).iter().take(MOST_TERMS).map(|term| term.term.as_str()).collect();
                label::shorten(&names, &canvas.fonts, TERM_SIZE, panel * 0.48)
            })
            .collect();
        let widest =
            names.iter().flatten().map(|name| canvas.fonts.width(name, TERM_SIZE, false)).fold(0.0, f64::max);
        let mut top = y;
        for row in (0..shown).step_by(columns) {
            let in_row = row..(row + columns).min(shown);
            let most = in_row.clone().map(|theme| terms(theme).len().clamp(1, MOST_TERMS)).max().unwrap_or(1);
            let height = 34.0 + PITCH * most as f64;
            for theme in in_row {
                let area = Area::new(MARGIN + (theme - row) as f64 * (panel + GUTTER), top, panel, height);
                self.head(&mut canvas, area, theme, &looks);
                let bars = terms(theme)
                    .iter()
                    .zip(&names[theme])
                    .map(|(term, name)| (name.as_str(), term.weight / largest));
                let below = Area::new(area.x, area.y + 32.0, area.width, area.height - 32.0);
                draw_bars(&mut canvas, below, widest, looks.0[theme].colour, &bars.collect::<Vec<_>>());
            }
            top += height + 20.0;
        }
        let remark = (shown < n).then(|| format!("Drawn are the first {shown} of {}.", count(n, "theme")));
        let bottom = canvas.notes(top - 20.0, &remark.into_iter().collect::<Vec<_>>());
        let listed: Vec<String> = (0..shown)
            .map(|theme| {
                let words: Vec<&str> = terms(theme).iter().take(3).map(|term| term.term.as_str()).collect();
                format!(
                    "{}: {}",
                    looks.0[theme].name,
                    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
                )
            })
            .collect();
        let alt = clean(&format!("The most typical terms of each theme. {}.", listed.join("; ")));
        canvas.finish(name, title, alt, bottom)
    }

    /// The name of a theme above its bars.
    fn head(&self, canvas: &mut Canvas<'_>, area: Area, theme: usize, looks: &Looks) {
        let look = &looks.0[theme];
        let set = Type { bold: true, ..canvas.label(12.5) };
        let caption = canvas.caption(10.5);
        let letter = [look.letter.clone()];
        looks.draw(canvas, Area::new(area.x, area.y, 19.0, 16.0), Part::Theme(theme), 11.0, &letter);
        let paragraphs = count(self.paragraphs.get(theme).copied().unwrap_or(0), "paragraph");
        let room = area.width - 24.0 - canvas.text_width(&paragraphs, caption) - 10.0;
        let mut lines = canvas.fonts.wrap(&look.name, set.size, true, room);
        if lines.len() > 1 {
            lines = canvas.fonts.wrap(&look.name, set.size, true, room - set.size);
            lines[0].push('…');
        }
        let name = lines.into_iter().next().unwrap_or_default();
        canvas.text_beside((area.x + 24.0, area.y + 8.0), Anchor::Start, set, name);
        canvas.text_beside((area.right(), area.y + 8.0), Anchor::End, caption, paragraphs);
    }
}

/// Bars from a common edge, each with its name at the left; lengths are shares of the room.
fn draw_bars(canvas: &mut Canvas<'_>, area: Area, widest: f64, fill: Colour, bars: &[(&str, f64)]) {
    if bars.is_empty() {
        let caption = canvas.caption(10.5);
        canvas.text((area.x, area.y + 12.0), Anchor::Start, caption, "No paragraph, so no terms.");
        return;
    }
    let set = canvas.label(TERM_SIZE);
    let left = area.x + widest + 6.0;
    for (row, &(name, share)) in bars.iter().enumerate() {
        let middle = area.y + (row as f64 + 0.5) * PITCH;
        canvas.text_beside((left - 6.0, middle), Anchor::End, set, name);
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        canvas.rectangle(Area::new(left, middle - 6.0, (area.right() - left) * share, 12.0), fill);
    }
    let bottom = area.y + PITCH * bars.len() as f64;
    canvas.line(vec![(left, area.y), (left, bottom)], 0.8, canvas.style.muted);
}
