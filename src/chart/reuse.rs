//! Who retells whom: a directed heatmap, rows reuse columns.

use super::canvas::Canvas;
use super::colour_bar::Key;
use super::heatmap::{self, Cell, Heatmap};
use super::scale::Scale;
use super::text::{count, percent, sentence};
use super::{Data, Drawing, Retold, Style, label};
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
    /// Who retells whom, the largest share first; for the headline, which tells the same as the summary.
    pub told: &'a [Retold],
}

impl ReuseFigure<'_> {
    /// Draws the figure `reuse`; of more than 60 articles the 40 that have most in common with any other.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "reuse";
        let n = self.labels.len();
        match n {
            0 => return Ok(Drawing::nothing(name, "There is no article.")),
            1 => return Ok(Drawing::nothing(name, "One article: there is none that it could retell.")),
            _ => {}
        }
        let finite =
            |value: Option<f64>| value.filter(|value| value.is_finite()).map(|value| value.clamp(0.0, 1.0));
        let reuse = |target: usize, source: usize| finite((self.reuse)(target, source));
        let value = |a: usize, b: usize| reuse(a, b).unwrap_or(0.0);
        let (order, left_out) = heatmap::chosen(&super::rows::complete(self.order, n), &value, &percent);
        let at = |row: usize, column: usize| reuse(order[row], order[column]);
        let title =
            format!("Who retells whom: {} ({})", count(n, "article"), count(self.paragraphs, "paragraph"));
        let mut canvas = Canvas::new(style, Style::WIDTH)?;

        let mut shared: Vec<(usize, usize, f64)> = Vec::new();
        let (mut missing, mut known_any) = (false, false);
        for (a, b) in (0..n).flat_map(|a| (0..n).map(move |b| (a, b))).filter(|(a, b)| a != b) {
            match reuse(a, b) {
                Some(share) if share > 0.0 => shared.push((a, b, share)),
                Some(_) => known_any = true,
                None => missing = true,
            }
        }
        shared.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
        let mut data = Data::new(["article", "has in common with", "share of its words"]);
        for &(target, source, share) in &shared {
            data.push([self.labels[target].as_str(), &self.labels[source], &percent(share)]);
        }
        if shared.is_empty() {
            let none = "No passage of one article stands in another.";
            let reason = if known_any { none } else { "All articles are too short to tell." };
            return Ok(Drawing::nothing(name, reason));
        }
        let short = label::shorten(self.labels, &canvas.fonts, 12.0, 240.0);
        let finding = match self.told.iter().find(|told| told.target.max(told.source) < n) {
            Some(told) => told.sentence(&short),
            None => "What articles have in common is quotations: none retells another.".to_owned(),
        };
        let reading = "Each cell: how much of the row's words stand in the column's article too, shared quotations among them.";
        let lines: Vec<String> = [finding.clone(), reading.to_owned()].into_iter().chain(left_out).collect();
        let y = canvas.heading(&title, &lines);
        let drawn = Heatmap {
            labels: order.iter().map(|&row| self.labels[row].as_str()).collect(),
            articles: &order,
            cell: &|row, column| {
                if row == column { Cell::Own } else { at(row, column).map_or(Cell::Missing, Cell::Share) }
            },
            scale: Scale::SquareRoot,
            number: |reuse| if reuse <= 0.0 { "0".to_owned() } else { percent(reuse) },
            column_axis: "row reuses column →",
            aside: Some((
                "in any\nother",
                order.iter().map(|&row| finite(self.union.get(row).copied().flatten())).collect(),
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
        let about = format!(
            "Heatmap of how much of each of {} stands in every other, where rows reuse columns",
            count(n, "article")
        );
        canvas.finish(name, title, sentence(&about, &finding), data, bottom)
    }
}
