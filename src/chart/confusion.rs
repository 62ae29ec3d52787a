//! Which themes are taken for which, against labels that someone else gave.

use super::canvas::{Anchor, Area, Canvas, MARGIN, Type};
use super::scale::Scale;
use super::text::{brief, count, percent, sentence, thousands};
use super::{Data, Drawing, Style, label};
use crate::error::Result;

/// Paragraphs by the class that they were given and the class that was found.
pub struct ConfusionFigure<'a> {
    /// Classes given, one a row.
    pub gold: &'a [String],
    /// Classes found, one a column.
    pub found: &'a [String],
    /// For each row how many paragraphs are in each column.
    pub counts: &'a [Vec<usize>],
}

/// More classes are not drawn.
const MOST: usize = 30;

impl ConfusionFigure<'_> {
    /// Draws the figure `confusion`; of more than 30 classes the 30 of the most paragraphs on each side.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "confusion";
        let of = |row: usize, column: usize| {
            self.counts.get(row).and_then(|counts| counts.get(column)).copied().unwrap_or(0)
        };
        let (n_rows, n_columns) = (self.gold.len(), self.found.len());
        let row_sum = |row: usize| (0..n_columns).map(|column| of(row, column)).sum::<usize>();
        let column_sum = |column: usize| (0..n_rows).map(|row| of(row, column)).sum::<usize>();
        let total: usize = (0..n_rows).map(row_sum).sum();
        if total == 0 {
            return Ok(Drawing::nothing(name, "No paragraph has a label to compare with."));
        }
        let rows = largest(n_rows, &row_sum);
        let columns = largest(n_columns, &column_sum);
        let agreed: usize = (0..n_rows)
            .filter_map(|row| {
                let column = self.found.iter().position(|found| found == &self.gold[row])?;
                Some(of(row, column))
            })
            .sum();
        let title = format!("What was found of {} with labels", count(total, "paragraph"));
        let mut canvas = Canvas::new(style, 900.0)?;
        let mut data = Data::new(["given", "found", "paragraphs"]);
        let mut worst: Option<(usize, usize, usize)> = None;
        for (row, column) in (0..n_rows).flat_map(|row| (0..n_columns).map(move |column| (row, column))) {
            let paragraphs = of(row, column);
            if paragraphs > 0 {
                data.push([self.gold[row].as_str(), &self.found[column], &thousands(paragraphs)]);
            }
            let differs = self.gold[row] != self.found[column];
            if differs && paragraphs > worst.map_or(0, |(_, _, most)| most) {
                worst = Some((row, column, paragraphs));
            }
        }
        let worst = worst.map_or(String::new(), |(row, column, paragraphs)| {
            format!(
                "; most often {} is taken for {} ({})",
                brief(&self.gold[row], 40),
                brief(&self.found[column], 40),
                thousands(paragraphs)
            )
        });
        let shared = self.gold.iter().any(|gold| self.found.contains(gold));
        let finding = if shared {
            format!("The same class for {} of them{worst}.", percent(agreed as f64 / total as f64))
        } else {
            "Classes that were discovered have names of their own.".to_owned()
        };
        let reading = "Rows: the class that was given; columns: the class that was found. Numbers are paragraphs, colour is the share of the row.";
        let y = canvas.heading(&title, &[finding.clone(), reading.to_owned()]);

        let set = canvas.label(11.0);
        let names = |places: &[usize], all: &[String], width: f64, canvas: &Canvas<'_>| {
            let names: Vec<&str> = places.iter().map(|&at| all[at].as_str()).collect();
            label::shorten(&names, &canvas.fonts, 11.0, width)
        };
        let row_names = names(&rows, self.gold, (canvas.width * 0.24).min(200.0), &canvas);
        let widest = row_names.iter().map(|name| canvas.text_width(name, set)).fold(0.0, f64::max);
        let left = (MARGIN + widest + 8.0).ceil();
        let width = ((canvas.width - MARGIN - left) / columns.len() as f64).floor().clamp(18.0, 104.0);
        let height = width.clamp(18.0, 40.0);
        let across = width >= 76.0;
        let column_names = names(&columns, self.found, if across { width - 8.0 } else { 130.0 }, &canvas);
        let head = if across {
            20.0
        } else {
            column_names.iter().map(|name| canvas.text_width(name, set)).fold(0.0, f64::max) + 8.0
        };
        let top = (y + head).ceil();
        for (at, name) in column_names.iter().enumerate() {
            let x = left + (at as f64 + 0.5) * width;
            if across {
                canvas.text((x, top - 7.0), Anchor::Middle, set, name.as_str());
            } else {
                canvas.text_upright((x, top - 5.0), set, name.as_str());
            }
        }
        for (at, (&row, name)) in rows.iter().zip(&row_names).enumerate() {
            let y = top + at as f64 * height;
            canvas.text_beside((left - 6.0, y + height / 2.0), Anchor::End, set, name.as_str());
            let sum = row_sum(row).max(1) as f64;
            for (column_at, &column) in columns.iter().enumerate() {
                let x = left + column_at as f64 * width;
                let area = Area::new(x, y, width - 1.0, height - 1.0);
                let same = self.gold[row] == self.found[column];
                draw_cell(&mut canvas, area, of(row, column), of(row, column) as f64 / sum, same);
            }
        }
        let bottom = top + height * rows.len() as f64;
        let mut notes = vec!["Framed: the same class on both sides.".to_owned()];
        if rows.len() < n_rows || columns.len() < n_columns {
            notes.push(format!("Drawn are the {MOST} classes with the most paragraphs on each side."));
        }
        canvas.trim();
        let bottom = canvas.notes(bottom + 4.0, &notes[usize::from(!shared)..]);
        let about = format!("Table of the classes given and found for {}", count(total, "paragraph"));
        canvas.finish(name, title, sentence(&about, &finding), data, bottom)
    }
}

/// The classes with the most paragraphs, in their order.
fn largest(n: usize, size: &dyn Fn(usize) -> usize) -> Vec<usize> {
    let mut places: Vec<usize> = (0..n).collect();
    places.sort_by_key(|&at| (std::cmp::Reverse(size(at)), at));
    places.truncate(MOST);
    places.sort_unstable();
    places
}

fn draw_cell(canvas: &mut Canvas<'_>, area: Area, paragraphs: usize, share: f64, same: bool) {
    let mut ink = canvas.style.hatch;
    if paragraphs > 0 {
        let fill = Scale::Linear.colour(share, canvas.style.ramp);
        canvas.rectangle(area, fill);
        ink = canvas.style.ink_on(fill);
    }
    if same {
        canvas.frame(area, 1.6, canvas.style.ink);
    }
    let words = thousands(paragraphs);
    let set = Type { size: 11.0, bold: same, colour: ink };
    let set = if canvas.text_width(&words, set) + 4.0 > area.width {
        Type { size: 8.5, bold: false, ..set }
    } else {
        set
    };
    canvas.text_beside(area.middle(), Anchor::Middle, set, words);
}
