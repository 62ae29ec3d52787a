//! How alike articles are: a symmetric heatmap of cosines.

use super::canvas::Canvas;
use super::colour_bar::Key;
use super::heatmap::{self, Cell, Heatmap};
use super::scale::Scale;
use super::text::{count, sentence};
use super::{Data, Drawing, Style, label, tree};
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
    /// Draws the figure `similarity`; of more than 60 articles the 40 that have most in common with any other.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "similarity";
        let n = self.labels.len();
        match n {
            0 => return Ok(Drawing::nothing(name, "There is no article.")),
            1 => return Ok(Drawing::nothing(name, "One article: there is none to compare it with.")),
            _ => {}
        }
        let cosine = |a: usize, b: usize| {
            (self.cosine)(a, b).filter(|value| value.is_finite()).map(|value| value.clamp(0.0, 1.0))
        };
        let value = |a: usize, b: usize| cosine(a, b).unwrap_or(0.0);
        let (order, left_out) = heatmap::chosen(&super::rows::complete(self.order, n), &value, &number);
        let at = |row: usize, column: usize| cosine(order[row], order[column]);
        let title = format!(
            "How alike {} are in their words ({})",
            count(n, "article"),
            count(self.paragraphs, "paragraph")
        );
        let mut canvas = Canvas::new(style, Style::WIDTH)?;

        let mut pairs: Vec<(usize, usize, f64)> = Vec::new();
        let mut missing = false;
        for (a, b) in (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))) {
            match cosine(a, b) {
                Some(cosine) => pairs.push((a, b, cosine)),
                None => missing = true,
            }
        }
        pairs.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
        let mut data = Data::new(["article", "and", "cosine"]);
        for &(a, b, cosine) in &pairs {
            data.push([self.labels[a].as_str(), &self.labels[b], &format!("{cosine:.3}")]);
        }
        let short = label::shorten(self.labels, &canvas.fonts, 12.0, 260.0);
        let finding = match pairs.first() {
            Some(&(a, b, cosine)) if cosine > 0.0 => {
                // The number first: after a name written from right to left it would stand before it.
                format!("Most alike, at {}: {} and {}.", number(cosine), short[a], short[b])
            }
            _ => "No two articles share a term.".to_owned(),
        };
        let tree = if self.tree && order.len() >= 3 {
            tree::average_linkage(order.len(), |a, b| 1.0 - at(a, b).unwrap_or(0.0))
        } else {
            Vec::new()
        };
        let reading = match (tree.is_empty(), left_out.is_some()) {
            (true, _) => "Cosine of the term vectors.",
            (false, false) => {
                "Cosine of the term vectors; like stands beside like, and the tree joins the most alike first."
            }
            (false, true) => {
                "Cosine of the term vectors; like stands beside like, and the tree joins those drawn."
            }
        };
        let lines: Vec<String> = [finding.clone(), reading.to_owned()].into_iter().chain(left_out).collect();
        let y = canvas.heading(&title, &lines);
        let drawn = Heatmap {
            labels: order.iter().map(|&row| self.labels[row].as_str()).collect(),
            articles: &order,
            cell: &|row, column| {
                if row == column { Cell::Own } else { at(row, column).map_or(Cell::Missing, Cell::Share) }
            },
            scale: Scale::Linear,
            number,
            column_axis: "",
            aside: None,
            tree,
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
        let about = format!("Heatmap of the cosine similarity of {}", count(n, "article"));
        canvas.finish(name, title, sentence(&about, &finding), data, bottom)
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
