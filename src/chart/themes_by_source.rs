//! What each source writes about.

use super::canvas::Canvas;
use super::part::{Looks, ThemeNames};
use super::rows::MOST_ROWS;
use super::shares::{self, Shares};
use super::text::{count, percent, sentence, thousands};
use super::{Drawing, Style, label};
use crate::error::Result;

/// The themes' shares of each source's text.
pub struct ThemesBySourceFigure<'a> {
    /// The themes.
    pub themes: ThemeNames<'a>,
    /// The source of each article, where it is known.
    pub sources: &'a [Option<String>],
    /// For each article how many characters of its text each theme has, then *other*.
    pub lengths: &'a [Vec<usize>],
}

struct Source<'a> {
    name: &'a str,
    articles: usize,
    shares: Vec<f64>,
}

impl ThemesBySourceFigure<'_> {
    /// Draws the figure `themes_by_source`; of more than 60 sources the 60 of the most articles.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "themes_by_source";
        if self.themes.names.is_empty() {
            return Ok(Drawing::nothing(name, "No themes were asked for or found."));
        }
        let sources = self.sources();
        let n = sources.len();
        let articles: usize = sources.iter().map(|source| source.articles).sum();
        if n < 2 {
            let reason =
                if n == 0 { "No article names its source." } else { "All articles are of one source." };
            return Ok(Drawing::nothing(name, reason));
        }
        if articles == n {
            return Ok(Drawing::nothing(
                name,
                "Each source has one article, so that this figure would be themes_by_article again.",
            ));
        }
        let title = format!("What {} write about ({})", count(n, "source"), count(articles, "article"));
        let mut canvas = Canvas::new(style, Style::WIDTH)?;
        let looks = Looks::new(self.themes, &canvas);
        let mut data = shares::columns("source", self.themes, "articles");
        for source in &sources {
            data.push(shares::cells(source.name, &source.shares, self.themes.names.len(), source.articles));
        }
        let names: Vec<&str> = sources.iter().map(|source| source.name).collect();
        let short = label::shorten(&names, &canvas.fonts, 12.0, 240.0);
        let finding = finding(&looks, &sources, &short);
        let reading = "Shares of each source's text by its paragraphs' main theme, without boilerplate; the sources of the most articles first.";
        let y = canvas.heading(&title, &[finding.clone(), reading.to_owned()]);
        let y = looks.key(&mut canvas, y, false);
        let bars: Vec<Shares<'_>> = sources
            .iter()
            .take(MOST_ROWS)
            .map(|source| Shares {
                label: source.name,
                shares: &source.shares,
                words: count(source.articles, "article"),
            })
            .collect();
        let bottom = shares::draw(&mut canvas, y, &looks, &bars);
        let mut notes = Vec::new();
        if n > MOST_ROWS {
            notes.push(format!(
                "Drawn are the {MOST_ROWS} of {} sources with the most articles.",
                thousands(n)
            ));
        }
        if articles < self.sources.len() {
            notes.push(format!(
                "{} without a source left out.",
                count(self.sources.len() - articles, "article")
            ));
        }
        let bottom = canvas.notes(bottom, &notes);
        let about = format!("Stacked bars of the themes of {}", count(n, "source"));
        canvas.finish(name, title, sentence(&about, &finding), data, bottom)
    }

    /// The sources, those of the most articles first, of equals by name.
    fn sources(&self) -> Vec<Source<'_>> {
        let themes = self.themes.names.len();
        let mut rows: Vec<(&str, usize)> = self
            .sources
            .iter()
            .enumerate()
            .filter_map(|(row, source)| Some((source.as_deref()?, row)))
            .collect();
        rows.sort_unstable();
        let mut sources: Vec<Source<'_>> = rows
            .chunk_by(|a, b| a.0 == b.0)
            .map(|rows| {
                let mut lengths = vec![0usize; themes + 1];
                for (_, row) in rows {
                    let own = self.lengths.get(*row).map_or(&[][..], Vec::as_slice);
                    lengths.iter_mut().zip(own).for_each(|(sum, length)| *sum += length);
                }
                let total = lengths.iter().sum::<usize>().max(1) as f64;
                Source {
                    name: rows[0].0,
                    articles: rows.len(),
                    shares: lengths.into_iter().map(|length| length as f64 / total).collect(),
                }
            })
            .collect();
        sources.sort_by(|a, b| b.articles.cmp(&a.articles).then(a.name.cmp(b.name)));
        sources
    }
}

/// The source that is most about one theme.
fn finding(looks: &Looks, sources: &[Source<'_>], names: &[String]) -> String {
    let mut best: Option<(usize, usize, f64)> = None;
    for (at, source) in sources.iter().enumerate().filter(|(_, source)| source.articles > 1) {
        for (theme, &share) in source.shares.iter().enumerate().take(looks.0.len()) {
            if share > best.map_or(0.0, |(_, _, most)| most) {
                best = Some((at, theme, share));
            }
        }
    }
    best.map_or(String::new(), |(at, theme, share)| {
        format!(
            "Of sources with several articles, {} gives one theme the most room: {}, {}.",
            names[at],
            looks.0[theme].in_words(),
            percent(share)
        )
    })
}
