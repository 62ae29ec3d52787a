//! What each article is about: one stacked bar each.

use super::canvas::{Area, Canvas};
use super::part::{Looks, Part, ThemeNames};
use super::rows::{Rows, WIDTH};
use super::text::{clean, count, percent};
use super::{Figure, Style};
use crate::error::Result;

/// The themes' shares of each article.
pub struct ThemesByArticleFigure<'a> {
    /// One per article.
    pub labels: &'a [String],
    /// The themes; none where there are none.
    pub themes: ThemeNames<'a>,
    /// For each article the share of its text that each theme has, then that of *other*: each 0 to 1, summing to 1;
    /// all 0 where the article has no text of its own.
    pub shares: &'a [Vec<f64>],
    /// For each article the number of its paragraphs that are not boilerplate.
    pub paragraphs: &'a [usize],
}

impl ThemesByArticleFigure<'_> {
    /// Draws the figure `themes_by_article`.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Figure> {
        let name = "themes_by_article";
        let n = self.labels.len();
        let paragraphs: usize = self.paragraphs.iter().sum();
        let are = if n == 1 { "is" } else { "are" };
        let title = format!("What {} {are} about ({})", count(n, "article"), count(paragraphs, "paragraph"));
        let mut canvas = Canvas::new(style, WIDTH)?;
        if n == 0 || self.themes.names.is_empty() {
            let text = if n == 0 { "There is no article." } else { "No themes were asked for or found." };
            let y = canvas.heading(&title, &[]);
            let bottom = canvas.sentence(y, text);
            return canvas.finish(name, title, text.to_owned(), bottom);
        }

        let looks = Looks::new(self.themes, &canvas);
        let finding = self.finding(&looks);
        let reading = "Shares of each article's text by its paragraphs' main theme, without boilerplate.";
        let y = canvas.heading(&title, &[finding.clone(), reading.to_owned()]);
        let y = looks.key(&mut canvas, y, false);
        let right: Vec<String> =
            (0..n).map(|row| count(self.paragraphs.get(row).copied().unwrap_or(0), "paragraph")).collect();
        let rows = Rows::new(&mut canvas, y, self.labels, &right, 0.0);
        for row in 0..rows.shown {
            let bar = rows.bar_of(row);
            let mut x = bar.x;
            let shares = self.shares.get(row).map_or(&[][..], Vec::as_slice);
            for (at, &share) in shares.iter().enumerate().filter(|(_, share)| **share > 0.0) {
                let width = (bar.width * share.min(1.0)).min(bar.right() - x);
                let part = if at < looks.0.len() { Part::Theme(at) } else { Part::Other };
                let words = words(&looks, part, share);
                let size = (rows.size + 0.5).min(12.0);
                looks.draw(
                    &mut canvas,
                    Area::new(x, bar.y, (width - 1.0).max(0.5), bar.height),
                    part,
                    size,
                    &words,
                );
                x += width;
            }
            if x <= bar.x {
                let set = canvas.caption(rows.size);
                let at = (bar.x, bar.middle().1);
                canvas.text_beside(at, super::canvas::Anchor::Start, set, "no text of its own");
            }
        }
        let notes: Vec<String> = rows.remark(n).into_iter().collect();
        let bottom = canvas.notes(rows.area.bottom(), &notes);
        let alt = clean(&format!("Stacked bars of the themes of {}. {finding}", count(n, "article")));
        canvas.finish(name, title, alt, bottom)
    }

    /// The theme that most articles have most of.
    fn finding(&self, looks: &Looks) -> String {
        let mut leads = vec![0usize; looks.0.len() + 1];
        for shares in self.shares {
            let mut best: Option<(usize, f64)> = None;
            for (at, &share) in shares.iter().enumerate().take(leads.len()) {
                if share > best.map_or(0.0, |(_, most)| most) {
                    best = Some((at, share));
                }
            }
            if let Some((at, _)) = best {
                leads[at] += 1;
            }
        }
        let mut order: Vec<usize> = (0..looks.0.len()).filter(|&theme| leads[theme] > 0).collect();
        order.sort_by(|&a, &b| leads[b].cmp(&leads[a]).then(a.cmp(&b)));
        let Some(&first) = order.first() else {
            return "No theme leads in any article.".to_owned();
        };
        let mut parts = vec![format!("{} leads in {}", looks.0[first].name, count(leads[first], "article"))];
        parts.extend(
            order.iter().skip(1).take(3).map(|&theme| format!("{} in {}", looks.0[theme].name, leads[theme])),
        );
        if leads[looks.0.len()] > 0 {
            parts.push(format!("other in {}", leads[looks.0.len()]));
        }
        format!("{}.", parts.join(", "))
    }
}

/// What may stand in a segment, most telling first.
fn words(looks: &Looks, part: Part, share: f64) -> Vec<String> {
    let percent = percent(share);
    match part {
        Part::Theme(theme) => {
            let look = &looks.0[theme];
            vec![
                format!("{} {percent}", look.name),
                format!("{} {percent}", look.letter),
                look.letter.clone(),
            ]
        }
        Part::Other => vec![format!("other {percent}"), percent],
        Part::Boilerplate => Vec::new(),
    }
}
