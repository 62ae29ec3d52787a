//! Where in each article its themes stand: paragraph by paragraph.

use super::canvas::{Area, Canvas};
use super::part::{Looks, Part, ThemeNames};
use super::rows::{Rows, StripScale, WIDTH};
use super::text::{clean, count};
use super::{Figure, Style};
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
    /// Draws the figure `theme_strips`.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Figure> {
        let name = "theme_strips";
        let n = self.labels.len();
        let own = |article: &Vec<Segment>| {
            article.iter().filter(|segment| segment.part != Part::Boilerplate).count()
        };
        let paragraphs: usize = self.articles.iter().map(own).sum();
        let title =
            format!("Where the themes stand in {} ({})", count(n, "article"), count(paragraphs, "paragraph"));
        let mut canvas = Canvas::new(style, WIDTH)?;
        let empty = match (n, paragraphs) {
            (0, _) => Some("There is no article."),
            (_, 0) if self.articles.iter().all(Vec::is_empty) => Some("No article has a paragraph."),
            _ if self.themes.names.is_empty() => Some("No themes were asked for or found."),
            _ => None,
        };
        if let Some(text) = empty {
            let y = canvas.heading(&title, &[]);
            let bottom = canvas.sentence(y, text);
            return canvas.finish(name, title, text.to_owned(), bottom);
        }

        let looks = Looks::new(self.themes, &canvas);
        let reading = "One strip an article, from its first character to its last; one segment a paragraph, coloured by its main theme.";
        let y = canvas.heading(&title, &[reading.to_owned()]);
        let boilerplate = self.articles.iter().flatten().any(|segment| segment.part == Part::Boilerplate);
        let y = looks.key(&mut canvas, y, boilerplate);
        let empty = Vec::new();
        let article = |row: usize| self.articles.get(row).unwrap_or(&empty);
        let right: Vec<String> = (0..n).map(|row| count(own(article(row)), "paragraph")).collect();
        let rows = Rows::new(&mut canvas, y, self.labels, &right, 0.0);
        let scale = StripScale::new(
            (0..rows.shown).map(|row| article(row).iter().map(|segment| segment.length).sum()),
        );
        for row in 0..rows.shown {
            let bar = rows.bar_of(row);
            let unit = scale.unit(row, bar.width);
            let mut start = 0;
            let (segments, width) = (article(row), bar.width.floor() as usize);
            let coarse = if segments.len() > MOST_SEGMENTS { coarse(segments, width) } else { Vec::new() };
            for segment in if coarse.is_empty() { segments } else { &coarse } {
                let (from, to) =
                    (bar.x + start as f64 * unit, bar.x + (start + segment.length) as f64 * unit);
                // Paper between paragraphs, but never so much that a short paragraph vanishes.
                let width = ((to - from) - 1.0).max((to - from) * 0.6);
                let letter: Vec<String> = looks.letter(segment.part).map(str::to_owned).into_iter().collect();
                looks.draw(
                    &mut canvas,
                    Area::new(from, bar.y, width, bar.height),
                    segment.part,
                    rows.size,
                    &letter,
                );
                start += segment.length;
            }
        }
        let bottom = scale.axis(&mut canvas, &rows);
        let mut notes: Vec<String> = scale.remark().into_iter().chain(rows.remark(n)).collect();
        if (0..rows.shown).any(|row| article(row).len() > MOST_SEGMENTS) {
            notes.push(
                "In articles of more than 1,000 paragraphs each segment shows what most of its stretch is about."
                    .to_owned(),
            );
        }
        let bottom = canvas.notes(bottom, &notes);
        let alt = clean(&format!(
            "Strips of {} in {}, each coloured by its main theme: {}.",
            count(paragraphs, "paragraph"),
            count(n, "article"),
            looks.0.iter().map(|look| look.name.as_str()).collect::<Vec<_>>().join(", "),
        ));
        canvas.finish(name, title, alt, bottom)
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
