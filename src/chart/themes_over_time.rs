//! What articles are about as time goes on.

use super::canvas::{Area, Canvas};
use super::columns::{self, Columns};
use super::part::{Looks, Part, ThemeNames};
use super::periods::{self, Period};
use super::text::{count, percent, sentence};
use super::{Drawing, Style, shares};
use crate::corpus::Date;
use crate::error::Result;

/// The themes' shares of each period's text.
pub struct ThemesOverTimeFigure<'a> {
    /// The themes.
    pub themes: ThemeNames<'a>,
    /// One per article.
    pub dates: &'a [Option<Date>],
    /// For each article how many characters of its text each theme has, then *other*.
    pub lengths: &'a [Vec<usize>],
}

const MOST_PERIODS: usize = 24;

impl ThemesOverTimeFigure<'_> {
    /// Draws the figure `themes_over_time`: by days, weeks, months or years, whichever are the finest of which there
    /// are no more than 24.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "themes_over_time";
        if self.themes.names.is_empty() {
            return Ok(Drawing::nothing(name, "No themes were asked for or found."));
        }
        let Some(periods) = periods::periods(self.dates, MOST_PERIODS) else {
            return Ok(Drawing::nothing(name, "No article has a date that tells the periods apart."));
        };
        if periods.periods.len() < 2 {
            let reason = format!("All dated articles are of one {}.", periods.step.name());
            return Ok(Drawing::nothing(name, reason));
        }
        let shares: Vec<Vec<f64>> = periods.periods.iter().map(|period| self.shares(period)).collect();
        if shares.iter().flatten().all(|&share| share == 0.0) {
            return Ok(Drawing::nothing(name, "No dated article has text of its own."));
        }
        let step = periods.step.name();
        let n = self.dates.len() - periods.left_out;
        let title = format!("What {} are about by {step}", count(n, "article"));
        let mut canvas = Canvas::new(style, Style::WIDTH)?;
        let looks = Looks::new(self.themes, &canvas);
        let mut data = shares::columns(step, self.themes, "articles");
        for (period, shares) in periods.periods.iter().zip(&shares) {
            data.push(shares::cells(&period.label, shares, self.themes.names.len(), period.rows.len()));
        }

        let finding = finding(&looks, &periods.periods, &shares);
        let reading = format!(
            "Shares of each {step}'s text by its paragraphs' main theme, without boilerplate; above each column its number of articles."
        );
        let y = canvas.heading(&title, &[finding.clone(), reading]);
        let y = looks.key(&mut canvas, y, false);
        let themes = looks.0.len();
        let part = |at: usize| if at < themes { Part::Theme(at) } else { Part::Other };
        let fill = |canvas: &mut Canvas<'_>, area: Area, at: usize| {
            let letter: Vec<String> = looks.letter(part(at)).map(str::to_owned).into_iter().collect();
            looks.draw(canvas, area, part(at), 11.0, &letter);
        };
        let drawn = Columns {
            periods: &periods,
            heights: shares,
            most: Some(1.0),
            number: percent,
            above: periods.periods.iter().map(|period| period.rows.len().to_string()).collect(),
            fill: &fill,
        };
        let bottom = columns::draw(&mut canvas, y, &drawn);
        canvas.trim();
        let bottom = canvas.notes(bottom, &columns::notes(&periods, "articles"));
        let about = format!("Stacked columns of the themes of {} by {step}", count(n, "article"));
        canvas.finish(name, title, sentence(&about, &finding), data, bottom)
    }

    /// The themes' shares, then that of *other*; all 0 where there is no text.
    fn shares(&self, period: &Period) -> Vec<f64> {
        let mut lengths = vec![0usize; self.themes.names.len() + 1];
        for row in &period.rows {
            let own = self.lengths.get(*row).map_or(&[][..], Vec::as_slice);
            lengths.iter_mut().zip(own).for_each(|(sum, length)| *sum += length);
        }
        let total = lengths.iter().sum::<usize>().max(1) as f64;
        lengths.into_iter().map(|length| length as f64 / total).collect()
    }
}

/// The theme that leads in most periods, or the one that rose most from the first to the last.
fn finding(looks: &Looks, periods: &[Period], shares: &[Vec<f64>]) -> String {
    let (Some(first), Some(last)) = (shares.first(), shares.last()) else { return String::new() };
    let change = |theme: usize| last.get(theme).unwrap_or(&0.0) - first.get(theme).unwrap_or(&0.0);
    let most =
        (0..looks.0.len()).max_by(|&a, &b| change(a).abs().total_cmp(&change(b).abs()).then(b.cmp(&a)));
    let Some(theme) = most else { return String::new() };
    format!(
        "The largest change: {}, from {} ({}) to {} ({}).",
        looks.0[theme].in_words(),
        percent(first[theme]),
        periods[0].label,
        percent(last[theme]),
        periods[periods.len() - 1].label
    )
}
