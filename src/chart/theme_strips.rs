//! Where in each article its themes stand: paragraph by paragraph.

use super::canvas::{Area, Canvas};
use super::part::{Looks, Part, ThemeNames};
use super::rows::{Rows, StripScale, heaviest, left_out};
use super::text::count;
use super::{Data, Drawing, Style};
use crate::error::Result;

/// One paragraph of a strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Characters.
    pub length: usize,
    /// What it is about.
    pub part: Part,
}

/// The articles as strips of paragraphs.
pub struct ThemeStripsFigure<'a> {
    /// One per article.
    pub labels: &'a [String],
    /// The themes.
    pub themes: ThemeNames<'a>,
    /// For each article its paragraphs in order.
    pub articles: &'a [Vec<Segment>],
}

/// An article of more paragraphs is drawn by steps of a pixel: single paragraphs could not be told apart.
const MOST_SEGMENTS: usize = 1_000;

impl ThemeStripsFigure<'_> {
    /// Draws the figure `theme_strips`; of more than 60 articles the 60 with the most text about a theme.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "theme_strips";
        let n = self.labels.len();
        let nothing = match n {
            0 => Some("There is no article."),
            _ if self.articles.iter().all(Vec::is_empty) => Some("No article has a paragraph."),
            _ if self.themes.names.is_empty() => Some("No themes were asked for or found."),
            _ => None,
        };
        if let Some(reason) = nothing {
            return Ok(Drawing::nothing(name, reason));
        }
        let empty = Vec::new();
        let article = |row: usize| self.articles.get(row).unwrap_or(&empty);
        let own =
            |row: usize| article(row).iter().filter(|segment| segment.part != Part::Boilerplate).count();
        let length = |row: usize| article(row).iter().map(|segment| segment.length).sum::<usize>();
        let paragraphs: usize = (0..n).map(own).sum();
        let title =
            format!("Where the themes stand in {} ({})", count(n, "article"), count(paragraphs, "paragraph"));
        let mut canvas = Canvas::new(style, Style::WIDTH)?;
        let looks = Looks::new(self.themes, &canvas);
        let mut data = Data::new(["article", "themes of its paragraphs, in order", "paragraphs"]);
        for (row, label) in self.labels.iter().enumerate() {
            data.push([
                label.as_str(),
                &looks.sequence(article(row).iter().map(|segment| segment.part)),
                &own(row).to_string(),
            ]);
        }

        let reading = "One strip an article, from its first character to its last; one segment a paragraph, coloured by its main theme.";
        let y = canvas.heading(&title, &[reading.to_owned()]);
        let boilerplate = self.articles.iter().flatten().any(|segment| segment.part == Part::Boilerplate);
        let y = looks.key(&mut canvas, y, boilerplate);
        // An article about none of the themes would be a grey strip.
        let themed = |row: usize| {
            let segments = article(row).iter().filter(|segment| matches!(segment.part, Part::Theme(_)));
            segments.map(|segment| segment.length).sum::<usize>()
        };
        let drawn = heaviest(n, |row| themed(row) as f64);
        let labels: Vec<&str> = drawn.iter().map(|&row| self.labels[row].as_str()).collect();
        let right: Vec<String> = drawn.iter().map(|&row| count(own(row), "paragraph")).collect();
        let rows = Rows::new(&mut canvas, y, &labels, &right, 0.0);
        let scale = StripScale::new(drawn.iter().map(|&row| length(row)));
        for (place, &row) in drawn.iter().enumerate() {
            let bar = rows.bar_of(place);
            let unit = scale.unit(place, bar.width);
            let mut start = 0;
            let (segments, width) = (article(row), bar.width.floor() as usize);
            let coarse = if segments.len() > MOST_SEGMENTS { coarse(segments, width) } else { Vec::new() };
            for segment in if coarse.is_empty() { segments } else { &coarse } {
                let (from, to) =
                    (bar.x + start as f64 * unit, bar.x + (start + segment.length) as f64 * unit);
                // Paper between paragraphs, but never so much that a short paragraph vanishes.
                let width = ((to - from) - 1.0).max((to - from) * 0.6);
                let letter: Vec<String> = looks.letter(segment.part).map(str::to_owned).into_iter().collect();
                let area = Area::new(from, bar.y, width, bar.height);
                looks.draw(&mut canvas, area, segment.part, rows.size, &letter);
                start += segment.length;
            }
        }
        let bottom = scale.axis(&mut canvas, &rows);
        let mut notes: Vec<String> = scale
            .remark()
            .into_iter()
            .chain(left_out(drawn.len(), n, "with the most text about a theme"))
            .collect();
        if drawn.iter().any(|&row| article(row).len() > MOST_SEGMENTS) {
            notes.push(
                "In articles of more than 1,000 paragraphs each segment shows what most of its stretch is about."
                    .to_owned(),
            );
        }
        let bottom = canvas.notes(bottom, &notes);
        let alt = format!(
            "Strips of {} in {}, each coloured by its main theme: {}.",
            count(paragraphs, "paragraph"),
            count(n, "article"),
            looks.names(),
        );
        canvas.finish(name, title, alt, data, bottom)
    }
}

/// The segments by steps of a `steps`th of their length, each of the part that most of it is; neighbours of one part
/// are one segment. Of equal parts the first in the stretch stands for it.
fn coarse(segments: &[Segment], steps: usize) -> Vec<Segment> {
    let total: usize = segments.iter().map(|segment| segment.length).sum();
    let border = |step: usize| (total as u128 * step as u128 / steps.max(1) as u128) as usize;
    let mut coarse: Vec<Segment> = Vec::new();
    let mut rest = segments.iter().copied();
    let mut open = rest.next();
    let mut start = 0;
    for step in 1..=steps.max(1) {
        let mut shares: Vec<Segment> = Vec::new();
        while start < border(step)
            && let Some(segment) = open
        {
            let length = segment.length.min(border(step) - start);
            match shares.iter_mut().find(|share| share.part == segment.part) {
                Some(share) => share.length += length,
                None => shares.push(Segment { length, part: segment.part }),
            }
            start += length;
            open = if length < segment.length {
                Some(Segment { length: segment.length - length, ..segment })
            } else {
                rest.next()
            };
        }
        let length = shares.iter().map(|share| share.length).sum();
        let most =
            shares.into_iter().reduce(|best, next| if next.length > best.length { next } else { best });
        match (most, coarse.last_mut()) {
            (Some(most), Some(last)) if last.part == most.part => last.length += length,
            (Some(most), _) => coarse.push(Segment { length, part: most.part }),
            (None, _) => {}
        }
    }
    coarse
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(length: usize, theme: usize) -> Segment {
        Segment { length, part: Part::Theme(theme) }
    }

    #[test]
    fn a_step_is_what_most_of_it_is() {
        let fine = [segment(1, 0), segment(3, 1), segment(4, 1), segment(2, 2), segment(2, 0)];
        assert_eq!(coarse(&fine, 3), [segment(8, 1), segment(4, 2)]);
        assert_eq!(coarse(&fine, 1), [segment(12, 1)]);
    }

    #[test]
    fn no_length_is_lost() {
        let fine: Vec<Segment> = (0..5_000).map(|at| segment(at % 7, at / 3 % 4)).collect();
        let length = |segments: &[Segment]| segments.iter().map(|segment| segment.length).sum::<usize>();
        for steps in [0, 1, 7, 700] {
            let coarse = coarse(&fine, steps);
            assert!(coarse.len() <= steps.max(1), "{steps}");
            assert_eq!(length(&coarse), length(&fine), "{steps}");
        }
    }

    #[test]
    fn nothing_stays_nothing() {
        assert_eq!(coarse(&[], 10), []);
        assert_eq!(coarse(&[segment(0, 1)], 10), []);
    }
}
