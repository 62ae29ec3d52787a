//! What each article is about: one stacked bar each.

use super::canvas::Canvas;
use super::part::{Looks, ThemeNames};
use super::rows::{heaviest, left_out};
use super::shares::{self, Shares};
use super::text::{count, sentence};
use super::{Drawing, Style};
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
    /// Draws the figure `themes_by_article`; of more than 60 articles the 60 with the most
    /// paragraphs about a theme.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "themes_by_article";
        let n = self.labels.len();
        if n == 0 {
            return Ok(Drawing::nothing(name, "There is no article."));
        }
        if self.themes.names.is_empty() {
            return Ok(Drawing::nothing(name, "No themes were asked for or found."));
        }
        let paragraphs: usize = self.paragraphs.iter().sum();
        let are = if n == 1 { "is" } else { "are" };
        let title = format!("What {} {are} about ({})", count(n, "article"), count(paragraphs, "paragraph"));
        let mut canvas = Canvas::new(style, Style::WIDTH)?;
        let looks = Looks::new(self.themes, &canvas);
        let of = |row: usize| self.paragraphs.get(row).copied().unwrap_or(0);
        let shares = |row: usize| self.shares.get(row).map_or(&[][..], Vec::as_slice);
        let mut data = shares::columns("article", self.themes, "paragraphs");
        for (row, label) in self.labels.iter().enumerate() {
            data.push(shares::cells(label, shares(row), self.themes.names.len(), of(row)));
        }

        let finding = self.finding(&looks);
        let reading = "Shares of each article's text by its paragraphs' main theme, without boilerplate.";
        let y = canvas.heading(&title, &[finding.clone(), reading.to_owned()]);
        let y = looks.key(&mut canvas, y, false);
        // An article about none of the themes would be a grey bar.
        let themed = |row: usize| shares(row).iter().take(self.themes.names.len()).sum::<f64>();
        let drawn = heaviest(n, |row| of(row) as f64 * themed(row));
        let bars: Vec<Shares<'_>> = drawn
            .iter()
            .map(|&row| Shares {
                label: &self.labels[row],
                shares: shares(row),
                words: count(of(row), "paragraph"),
            })
            .collect();
        let bottom = shares::draw(&mut canvas, y, &looks, &bars);
        let remark = left_out(drawn.len(), n, "with the most paragraphs about a theme");
        let bottom = canvas.notes(bottom, &remark.into_iter().collect::<Vec<_>>());
        let about = format!("Stacked bars of the themes of {}", count(n, "article"));
        canvas.finish(name, title, sentence(&about, &finding), data, bottom)
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
        let mut parts =
            vec![format!("{} leads in {}", looks.0[first].in_words(), count(leads[first], "article"))];
        parts.extend(
            order
                .iter()
                .skip(1)
                .take(3)
                .map(|&theme| format!("{} in {}", looks.0[theme].in_words(), leads[theme])),
        );
        if leads[looks.0.len()] > 0 {
            parts.push(format!("other in {}", leads[looks.0.len()]));
        }
        format!("{}.", parts.join(", "))
    }
}
