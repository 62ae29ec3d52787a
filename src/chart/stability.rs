//! Whether discovered themes come back when the seed changes, or half of the texts.

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
    /// What was grouped, in the singular: `paragraph` or `article`.
    pub unit: &'a str,
    /// For each theme how many of these it has.
    pub sizes: &'a [usize],
    /// With other seeds.
    pub seeds: Agreement<'a>,
    /// With halves of what was grouped.
    pub halves: Agreement<'a>,
}

/// How well themes agree with those that were found again: 0 as by chance, 1 to the last paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Agreement<'a> {
    /// For each theme.
    pub by_theme: &'a [f64],
    /// Of all themes together (adjusted Rand index), -1 to 1.
    pub overall: f64,
    /// How often they were found again.
    pub runs: usize,
    /// From where on a theme comes again.
    pub enough: f64,
}

impl Agreement<'_> {
    fn of(&self, theme: usize) -> f64 {
        self.by_theme.get(theme).copied().unwrap_or(f64::NAN)
    }

    fn is_enough(&self, theme: usize) -> bool {
        self.of(theme) >= self.enough
    }
}

const PITCH: f64 = 30.0;
const BAR: f64 = 18.0;
/// Between the bars of seeds and those of halves, with room for a number.
const GAP: f64 = 46.0;

impl StabilityFigure<'_> {
    /// Draws the figure `stability`. A theme is called stable that comes again with other seeds and in halves.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "stability";
        let n = self.themes.names.len();
        if n == 0 {
            return Ok(Drawing::nothing(name, "No themes were discovered."));
        }
        let is_stable = |theme: usize| self.seeds.is_enough(theme) && self.halves.is_enough(theme);
        let title = match (0..n).filter(|&theme| is_stable(theme)).count() {
            0 => format!("Stability of {}: none is found again", count(n, "theme")),
            stable => format!("Stability of {}: {stable} found again", count(n, "theme")),
        };
        let mut canvas = Canvas::new(style, 760.0)?;
        let looks = Looks::new(self.themes, &canvas);
        let size = |theme: usize| self.sizes.get(theme).copied().unwrap_or(0);
        let mut data = Data::new(["theme", "other seeds", "halves", "stable", &format!("{}s", self.unit)]);
        for (theme, name) in self.themes.names.iter().enumerate() {
            let stable = if is_stable(theme) { "yes" } else { "no" };
            data.push([
                name.as_str(),
                &number(self.seeds.of(theme)),
                &number(self.halves.of(theme)),
                stable,
                &size(theme).to_string(),
            ]);
        }
        let finding = format!(
            "All themes together agree with those of {} by {} and with those of {} of the {}s by {} (adjusted Rand index: 1, the same; 0, chance).",
            count(self.seeds.runs, "other seed"),
            number(self.seeds.overall),
            halves(self.halves.runs),
            self.unit,
            number(self.halves.overall)
        );
        let reading = format!(
            "How much of each theme is found again; stable is one with {} from other seeds and {} from halves.",
            number(self.seeds.enough),
            number(self.halves.enough)
        );
        let y = canvas.heading(&title, &[finding.clone(), reading]) + 26.0;

        let set = canvas.label(11.5);
        let caption = canvas.caption(10.5);
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let bold = Type { bold: true, ..set };
        let names = widest(&mut looks.0.iter().map(|look| canvas.text_width(&look.name, bold)));
        let right: Vec<String> = (0..n).map(|theme| count(size(theme), self.unit)).collect();
        let room = widest(&mut right.iter().map(|words| canvas.text_width(words, caption)));
        let left = MARGIN + 26.0 + names + 8.0;
        let width = (canvas.width - MARGIN - room - left - 2.0 * GAP) / 2.0;
        let height = PITCH * n as f64;
        for (theme, look) in looks.0.iter().enumerate() {
            let middle = y + (theme as f64 + 0.5) * PITCH;
            let swatch = Area::new(MARGIN, middle - 8.0, 19.0, 16.0);
            looks.draw(&mut canvas, swatch, Part::Theme(theme), 11.0, std::slice::from_ref(&look.letter));
            let name = Type { bold: is_stable(theme), ..set };
            canvas.text_beside((left - 8.0, middle), Anchor::End, name, look.name.as_str());
            canvas.text_beside((canvas.width - MARGIN, middle), Anchor::End, caption, right[theme].as_str());
        }
        for (panel, (agreement, heading)) in
            [(&self.seeds, "other seeds"), (&self.halves, "halves")].into_iter().enumerate()
        {
            let area = Area::new(left + panel as f64 * (width + GAP), y, width, height);
            canvas.text((area.x, y - 10.0), Anchor::Start, caption, heading);
            for (theme, look) in looks.0.iter().enumerate() {
                let middle = y + (theme as f64 + 0.5) * PITCH;
                let share = sound(agreement.of(theme)).min(1.0);
                let bar = Area::new(area.x, middle - BAR / 2.0, area.width * share, BAR);
                canvas.themed(bar, look.colour, theme);
                let set = Type { bold: agreement.is_enough(theme), ..set };
                // Beside the panel, where no bar and no mark reaches.
                let words = number(agreement.of(theme));
                canvas.text_beside((area.right() + 8.0, middle), Anchor::Start, set, words);
            }
            let mark = area.x + area.width * sound(agreement.enough).min(1.0);
            canvas.line(vec![(mark, y - 4.0), (mark, area.bottom() + 4.0)], 1.0, canvas.style.ink);
            canvas.line(
                vec![(area.x, area.bottom()), (area.right(), area.bottom())],
                0.8,
                canvas.style.muted,
            );
            let foot = area.bottom() + 17.0;
            canvas.text((mark, foot), Anchor::Middle, caption, number(agreement.enough));
            if mark > area.x + 30.0 {
                canvas.text((area.x, foot), Anchor::Start, caption, "0");
            }
            if mark < area.right() - 24.0 {
                canvas.text((area.right(), foot), Anchor::End, caption, "1");
            }
        }
        let about =
            format!("Bars of how well other seeds and halves find each of {} again", count(n, "theme"));
        canvas.finish(name, title, sentence(&about, &finding), data, y + height + 20.0)
    }
}

fn halves(n: usize) -> String {
    if n == 1 { "one half".to_owned() } else { format!("{n} halves") }
}

/// Two digits, or that there is no number.
fn number(value: f64) -> String {
    if value.is_finite() { format!("{value:.2}") } else { "n/a".to_owned() }
}
