//! Whether discovered themes come back when the seed changes.

use super::axis::sound;
use super::canvas::{Anchor, Area, Canvas, MARGIN, Type};
use super::part::{Looks, Part, ThemeNames};
use super::text::{count, sentence};
use super::{Data, Drawing, Style};
use crate::error::Result;

/// How well each discovered theme is found again.
pub struct StabilityFigure<'a> {
    /// The themes.
    pub themes: ThemeNames<'a>,
    /// For each theme how well other seeds find it again: 0 not at all, 1 to the last paragraph.
    pub stability: &'a [f64],
    /// For each theme its number of paragraphs.
    pub paragraphs: &'a [usize],
    /// The agreement of whole clusterings (adjusted Rand index), -1 to 1.
    pub overall: f64,
    /// How many other seeds were tried.
    pub seeds: usize,
    /// From where on a theme is called stable.
    pub stable_from: f64,
}

const PITCH: f64 = 30.0;
const BAR: f64 = 18.0;

impl StabilityFigure<'_> {
    /// Draws the figure `stability`.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "stability";
        let n = self.themes.names.len().min(self.stability.len());
        if n == 0 {
            return Ok(Drawing::nothing(name, "No themes were discovered."));
        }
        let stable = self.stability.iter().take(n).filter(|&&share| share >= self.stable_from).count();
        let title = format!("Stability of {}: {stable} found again by other seeds", count(n, "theme"));
        let mut canvas = Canvas::new(style, 760.0)?;
        let looks = Looks::new(self.themes, &canvas);
        let mut data = Data::new(["theme", "stability", "paragraphs"]);
        let paragraphs = |theme: usize| self.paragraphs.get(theme).copied().unwrap_or(0);
        for (theme, name) in self.themes.names.iter().enumerate().take(n) {
            data.push([name.as_str(), &number(self.stability[theme]), &paragraphs(theme).to_string()]);
        }
        let finding = format!(
            "All themes together agree with those of {} by {} (adjusted Rand index: 1, the same; 0, chance).",
            count(self.seeds, "other seed"),
            number(self.overall)
        );
        let reading = format!(
            "How much of each theme other seeds find again; from {} it is called stable.",
            number(self.stable_from)
        );
        let y = canvas.heading(&title, &[finding.clone(), reading]) + 10.0;

        let set = canvas.label(11.5);
        let caption = canvas.caption(10.5);
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let names = widest(&mut looks.0.iter().map(|look| canvas.text_width(&look.name, set)));
        let right: Vec<String> = (0..n).map(|theme| count(paragraphs(theme), "paragraph")).collect();
        let room = widest(&mut right.iter().map(|words| canvas.text_width(words, caption)));
        let left = MARGIN + 26.0 + names + 8.0;
        let area = Area::new(left, y, canvas.width - MARGIN - room - 50.0 - left, PITCH * n as f64);
        for (theme, look) in looks.0.iter().enumerate().take(n) {
            let middle = y + (theme as f64 + 0.5) * PITCH;
            let swatch = Area::new(MARGIN, middle - 8.0, 19.0, 16.0);
            looks.draw(&mut canvas, swatch, Part::Theme(theme), 11.0, std::slice::from_ref(&look.letter));
            canvas.text_beside((left - 8.0, middle), Anchor::End, set, look.name.as_str());
            let share = sound(self.stability[theme]).min(1.0);
            canvas.themed(Area::new(left, middle - BAR / 2.0, area.width * share, BAR), look.colour, theme);
            let number = Type { bold: share >= self.stable_from, ..set };
            canvas.text_beside(
                (left + area.width * share + 6.0, middle),
                Anchor::Start,
                number,
                format!("{share:.2}"),
            );
            canvas.text_beside((canvas.width - MARGIN, middle), Anchor::End, caption, right[theme].as_str());
        }
        let mark = left + area.width * sound(self.stable_from).min(1.0);
        canvas.line(vec![(mark, y - 4.0), (mark, area.bottom() + 4.0)], 1.0, canvas.style.ink);
        canvas.line(vec![(left, area.bottom()), (area.right(), area.bottom())], 0.8, canvas.style.muted);
        canvas.text(
            (mark, area.bottom() + 17.0),
            Anchor::Middle,
            caption,
            format!("stable from {}", number(self.stable_from)),
        );
        if mark > left + 60.0 {
            canvas.text((left, area.bottom() + 17.0), Anchor::Start, caption, "0");
        }
        let about = format!("Bars of how well other seeds find each of {} again", count(n, "theme"));
        canvas.finish(name, title, sentence(&about, &finding), data, area.bottom() + 20.0)
    }
}

/// Two digits, or that there is no number.
fn number(value: f64) -> String {
    if value.is_finite() { format!("{value:.2}") } else { "n/a".to_owned() }
}
