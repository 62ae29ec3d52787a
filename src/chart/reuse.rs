//! Who retells whom: a directed heatmap, rows reuse columns.

use super::canvas::Canvas;
use super::colour_bar::Key;
use super::heatmap::{self, Cell, Heatmap};
use super::scale::Scale;
use super::text::{clean, count, percent};
use super::{Figure, Style, label};
use crate::error::Result;

/// The reuse of all ordered pairs of articles.
pub struct ReuseFigure<'a> {
    /// One per article.
    pub labels: &'a [String],
    /// Paragraphs in all articles, for the title.
    pub paragraphs: usize,
    /// The share of the first article's words that stand in the second, 0 to 1, by index into `labels`;
    /// `None` where the first is too short to tell.
    pub reuse: &'a dyn Fn(usize, usize) -> Option<f64>,
    /// For each article the share of its words found in any other; `None` where it is too short to tell.
    pub union: &'a [Option<f64>],
    /// The order from top to bottom and from left to right; a row that it leaves out follows at the end.
    pub order: &'a [usize],
}

impl ReuseFigure<'_> {
    /// Draws the figure `reuse`.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Figure> {
        let n = self.labels.len();
        let order = super::rows::complete(self.order, n);
        let share =
            |value: Option<f64>| value.filter(|value| value.is_finite()).map(|value| value.clamp(0.0, 1.0));
        let at = |row: usize, column: usize| share((self.reuse)(order[row], order[column]));
        let title =
            format!("Who retells whom: {} ({})", count(n, "article"), count(self.paragraphs, "paragraph"));
        let mut canvas = Canvas::new(style, heatmap::WIDTH)?;
        let empty = match n {
            0 => Some("There is no article."),
            1 => Some("One article: there is none that it could retell."),
            _ => None,
        };
        if let Some(text) = empty {
            canvas.width = 640.0;
            let y = canvas.heading(&title, &[]);
            let bottom = canvas.sentence(y, text);
            return canvas.finish("reuse", title, text.to_owned(), bottom);
        }

        let mut best: Option<(usize, usize, f64)> = None;
        let mut missing = false;
        for (row, column) in (0..n).flat_map(|a| (0..n).map(move |b| (a, b))).filter(|(a, b)| a != b) {
            let reuse = at(row, column);
            missing |= reuse.is_none();
            if let Some(reuse) = reuse
                && best.is_none_or(|(_, _, most)| reuse > most)
            {
                best = Some((row, column, reuse));
            }
        }
        let short = label::shorten(self.labels, &canvas.fonts, 12.0, 260.0);
        let finding = match best {
            Some((row, column, reuse)) if reuse > 0.0 => {
                // Both directions at once: a share alone does not say who took from whom.
                format!(
                    "Most in common: {} and {}, {} and {} of their words.",
                    short[order[row]],
                    short[order[column]],
                    percent(reuse),
                    at(column, row).map_or("n/a".to_owned(), percent)
                )
            }
            Some(_) => "No passage of one article stands in another.".to_owned(),
            None => "All articles are too short to tell.".to_owned(),
        };
        let reading = "Each cell: how much of the row's words stand in the column's article too, shared quotations among them.";
        let y = canvas.heading(&title, &[finding.clone(), reading.to_owned()]);
        let drawn = Heatmap {
            labels: order.iter().map(|&row| self.labels[row].as_str()).collect(),
            cell: &|row, column| {
                if row == column { Cell::Own } else { at(row, column).map_or(Cell::Missing, Cell::Share) }
            },
            scale: Scale::SquareRoot,
            number: |reuse| if reuse <= 0.0 { "0".to_owned() } else { percent(reuse) },
            column_axis: "row reuses column →",
            aside: Some((
                "in any\nother",
                order.iter().map(|&row| share(self.union.get(row).copied().flatten())).collect(),
            )),
            tree: Vec::new(),
            key: Key {
                caption: "share of the row's words; colour by its square root, so that small shares show",
                scale: Scale::SquareRoot,
                number: |tick| percent(tick),
                neutral: Some("an article and itself"),
                missing: missing.then_some("too short to tell"),
            },
        };
        let (bottom, remarks) = heatmap::draw(&mut canvas, y, &drawn);
        let bottom = canvas.notes(bottom, &remarks);
        let alt = clean(&format!(
            "Heatmap of directed text reuse among {}; rows reuse columns. {finding}",
            count(n, "article")
        ));
        canvas.finish("reuse", title, alt, bottom)
    }
}
