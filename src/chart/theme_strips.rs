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
            for segment in article(row) {
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
        let notes: Vec<String> = scale.remark().into_iter().chain(rows.remark(n)).collect();
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
