//! How alike articles are: a symmetric heatmap of cosines.

use super::canvas::Canvas;
use super::colour_bar::Key;
use super::heatmap::{self, Cell, Heatmap};
use super::scale::Scale;
use super::text::{clean, count};
use super::{Figure, Style, label, tree};
use crate::error::Result;

/// The cosines of all pairs of articles.
pub struct SimilarityFigure<'a> {
    /// One per article.
    pub labels: &'a [String],
    /// Paragraphs in all articles, for the title.
    pub paragraphs: usize,
    /// The cosine of two articles, 0 to 1, by index into `labels`; `None` where nothing can be said.
    pub cosine: &'a dyn Fn(usize, usize) -> Option<f64>,
    /// The order from top to bottom and from left to right; a row that it leaves out follows at the end.
    pub order: &'a [usize],
    /// Whether `order` is the leaves of an average-linkage tree, which is then drawn at the side.
    pub tree: bool,
}

impl SimilarityFigure<'_> {
    /// Draws the figure `similarity`.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Figure> {
        let n = self.labels.len();
        let order = super::rows::complete(self.order, n);
        let at = |row: usize, column: usize| {
            (self.cosine)(order[row], order[column])
                .filter(|value| value.is_finite())
                .map(|value| value.clamp(0.0, 1.0))
        };
        let title = format!(
            "How alike {} {} in their words ({})",
            count(n, "article"),
            if n == 1 { "is" } else { "are" },
            count(self.paragraphs, "paragraph")
        );
        let mut canvas = Canvas::new(style, heatmap::WIDTH)?;
        if n < 2 {
            let text = if n == 0 {
                "There is no article."
            } else {
                "One article: there is none to compare it with."
            };
            canvas.width = 640.0;
            let y = canvas.heading(&title, &[]);
            let bottom = canvas.sentence(y, text);
            return canvas.finish("similarity", title, text.to_owned(), bottom);
        }

        let mut best: Option<(usize, usize, f64)> = None;
        let mut missing = false;
        for (a, b) in (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))) {
            let cosine = at(a, b);
            missing |= cosine.is_none();
            if let Some(cosine) = cosine
                && best.is_none_or(|(_, _, most)| cosine > most)
            {
                best = Some((a, b, cosine));
            }
        }
        let short = label::shorten(self.labels, &canvas.fonts, 12.0, 260.0);
        let finding = match best {
            Some((a, b, cosine)) if cosine > 0.0 => {
                format!("Most alike: {} and {}, {}.", short[order[a]], short[order[b]], number(cosine))
            }
            _ => "No two articles share a term.".to_owned(),
        };
        let reading = match (n, self.tree) {
            (3.., true) => "Cosine of the term vectors; like stands beside like.",
            _ => "Cosine of the term vectors.",
        };
        let y = canvas.heading(&title, &[finding.clone(), reading.to_owned()]);
        let drawn = Heatmap {
            labels: order.iter().map(|&row| self.labels[row].as_str()).collect(),
            cell: &|row, column| {
                if row == column { Cell::Own } else { at(row, column).map_or(Cell::Missing, Cell::Share) }
            },
            scale: Scale::Linear,
            number,
            column_axis: "",
            aside: None,
            tree: if self.tree && (3..=heatmap::MOST_WITH_LABELS).contains(&n) {
                tree::average_linkage(n, |a, b| 1.0 - at(a, b).unwrap_or(0.0))
            } else {
                Vec::new()
            },
            key: Key {
                caption: "cosine: 0, no term shared; 1, the same words in the same shares",
                scale: Scale::Linear,
                number: |tick| {
                    if tick <= 0.0 || tick >= 1.0 { format!("{tick:.0}") } else { format!("{tick:.1}") }
                },
                neutral: Some("an article and itself"),
                missing: missing.then_some("no terms to compare"),
            },
        };
        let (bottom, remarks) = heatmap::draw(&mut canvas, y, &drawn);
        let bottom = canvas.notes(bottom, &remarks);
        let alt = clean(&format!("Heatmap of the cosine similarity of {}. {finding}", count(n, "article")));
        canvas.finish("similarity", title, alt, bottom)
    }
}

/// `0`, `<.01`, `0.42`, `1.00`.
fn number(cosine: f64) -> String {
    if cosine <= 0.0 {
        "0".to_owned()
    } else if cosine < 0.005 {
        "<.01".to_owned()
    } else {
        format!("{cosine:.2}")
    }
}
