//! When articles came out, and which of them retell earlier ones.

use super::canvas::{Area, Canvas};
use super::columns::{self, Columns};
use super::periods;
use super::rows::Rows;
use super::text::{count, moment, sentence};
use super::time_scale::TimeScale;
use super::{Data, Drawing, Retold, Style, label};
use crate::corpus::{Date, Precision};
use crate::error::Result;

/// Articles in the order of their dates.
pub struct TimelineFigure<'a> {
    /// One per article.
    pub labels: &'a [String],
    /// One per article.
    pub dates: &'a [Option<Date>],
    /// Who retells whom.
    pub told: &'a [Retold],
}

/// Of more articles not each has a row.
const MOST_ROWS: usize = 40;
const MOST_PERIODS: usize = 31;

impl TimelineFigure<'_> {
    /// Draws the figure `timeline`: up to 40 dated articles one by one, more of them counted by period.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "timeline";
        let mut dated: Vec<(usize, Date)> = (0..self.labels.len())
            .filter_map(|row| Some((row, self.dates.get(row).copied().flatten()?)))
            .collect();
        dated.sort_by_key(|&(row, date)| (date.first(), date.last(), row));
        if dated.len() < 2 {
            let reason =
                if dated.is_empty() { "No article has a date." } else { "Only one article has a date." };
            return Ok(Drawing::nothing(name, reason));
        }
        let (first, last) = (dated[0].1, dated[dated.len() - 1].1);
        if first == last {
            return Ok(Drawing::nothing(name, format!("All dated articles are of {}.", moment(first))));
        }
        let mut data = Data::new(["article", "date", "retells"]);
        for &(row, date) in &dated {
            let told: Vec<&str> = self.told(row).map(|told| self.labels[told.source].as_str()).collect();
            data.push([self.labels[row].as_str(), &date.to_string(), &told.join(", ")]);
        }
        let title = format!("When {} came out", count(dated.len(), "article"));
        let mut canvas = Canvas::new(style, Style::WIDTH)?;
        let short = label::shorten(self.labels, &canvas.fonts, 12.0, 240.0);
        let finding = format!(
            "From {} ({}) to {} ({}).",
            moment(first),
            short[dated[0].0],
            moment(last),
            short[dated[dated.len() - 1].0]
        );
        let bottom = if dated.len() <= MOST_ROWS {
            self.rows(&mut canvas, &title, &finding, &dated)
        } else {
            self.columns(&mut canvas, &title, &finding)
        };
        let mut notes = Vec::new();
        if dated.len() < self.labels.len() {
            notes.push(format!(
                "{} without a date left out.",
                count(self.labels.len() - dated.len(), "article")
            ));
        }
        let bottom = canvas.notes(bottom, &notes);
        let about = format!("Timeline of {}", count(dated.len(), "article"));
        canvas.finish(name, title, sentence(&about, &finding), data, bottom)
    }

    /// What an article retells of earlier ones.
    fn told(&self, row: usize) -> impl Iterator<Item = &Retold> {
        let n = self.labels.len();
        self.told.iter().filter(move |told| told.target == row && told.dated && told.source < n)
    }

    fn rows(&self, canvas: &mut Canvas<'_>, title: &str, finding: &str, dated: &[(usize, Date)]) -> f64 {
        let links = dated.iter().any(|&(row, _)| self.told(row).next().is_some());
        let reading = if links {
            "A dot where the date tells the time, a bar where it leaves it open. Arrows: from an earlier text to the one that retells it."
        } else {
            "A dot where the date tells the time, a bar where it leaves it open."
        };
        let y = canvas.heading(title, &[finding.to_owned(), reading.to_owned()]);
        let labels: Vec<&str> = dated.iter().map(|&(row, _)| self.labels[row].as_str()).collect();
        let words: Vec<String> = dated.iter().map(|(_, date)| moment(*date)).collect();
        let rows = Rows::new(canvas, y, &labels, &words, 0.0);
        let inner = Area::new(rows.area.x + 10.0, y, rows.area.width - 34.0, rows.area.height);
        // A day is as wide as it is long, the last one too.
        let ends =
            dated.iter().filter(|(_, date)| date.precision() >= Precision::Day).map(|(_, date)| date.last());
        let instants = dated.iter().map(|(_, date)| date.first()).chain(ends);
        let scale = TimeScale::new(instants, inner.x, inner.width);
        scale.grid(canvas, inner);
        let marks: Vec<Area> = dated
            .iter()
            .enumerate()
            .map(|(place, (_, date))| mark(&scale, *date, rows.bar_of(place)))
            .collect();
        let accent = canvas.style.accent();
        for (place, &(row, _)) in dated.iter().enumerate() {
            for told in self.told(row) {
                if let Some(from) = dated.iter().position(|&(other, _)| other == told.source) {
                    arrow(canvas, marks[from], marks[place], 1.2 + 4.0 * told.share.clamp(0.0, 1.0), accent);
                }
            }
        }
        for (place, (_, date)) in dated.iter().enumerate() {
            let area = marks[place];
            if date.precision() == Precision::Second {
                canvas.circle(area.middle(), 5.0, canvas.style.ink, 1.0);
            } else {
                canvas.rectangle(area, canvas.style.ink);
            }
        }
        scale.axis(canvas, rows.area.bottom() + 4.0)
    }

    fn columns(&self, canvas: &mut Canvas<'_>, title: &str, finding: &str) -> f64 {
        let Some(periods) = periods::periods(self.dates, MOST_PERIODS) else {
            let y = canvas.heading(title, &[finding.to_owned()]);
            return canvas.notes(y, &["The dates are spread over too many years to draw them.".to_owned()]);
        };
        let retells = |row: &&usize| self.told(**row).next().is_some();
        let heights: Vec<Vec<f64>> = periods
            .periods
            .iter()
            .map(|period| {
                let retelling = period.rows.iter().filter(retells).count();
                vec![retelling as f64, (period.rows.len() - retelling) as f64]
            })
            .collect();
        let step = periods.step.name();
        let reading = format!("Articles of each {step}; dark at the foot: those that retell an earlier one.");
        let y = canvas.heading(title, &[finding.to_owned(), reading]);
        let fill = |canvas: &mut Canvas<'_>, area: Area, part: usize| {
            let accent = canvas.style.accent();
            let fill = if part == 0 { accent } else { accent.mix(canvas.style.background, 0.6) };
            canvas.rectangle(area, fill);
        };
        let drawn = Columns {
            periods: &periods,
            heights,
            most: None,
            number: columns::whole,
            above: periods.periods.iter().map(|period| period.rows.len().to_string()).collect(),
            fill: &fill,
        };
        let bottom = columns::draw(canvas, y, &drawn);
        canvas.trim();
        canvas.notes(bottom, &columns::notes(&periods, "articles"))
    }
}

/// Where an article stands in its row: a spot for an instant, a bar for a date that is less precise.
fn mark(scale: &TimeScale, date: Date, row: Area) -> Area {
    /// Of a month or a year.
    const LONGEST: f64 = 60.0;
    let (x, middle) = (scale.at(date.first()), row.middle().1);
    if date.precision() == Precision::Second {
        return Area::new(x - 5.0, middle - 5.0, 10.0, 10.0);
    }
    let end = scale.at(date.last());
    let longest = if date.precision() == Precision::Day { f64::INFINITY } else { LONGEST };
    Area::new(x, middle - 4.0, (end - x).clamp(9.0, longest), 8.0)
}

/// From the foot of one mark to the head of another that stands below it, or the other way round.
fn arrow(canvas: &mut Canvas<'_>, from: Area, to: Area, width: f64, colour: super::Colour) {
    const STEPS: usize = 20;
    let down = if to.y > from.y { 1.0 } else { -1.0 };
    let ((fx, fy), (tx, ty)) = (from.middle(), to.middle());
    let head = 6.0 + width;
    let (start, tip) = (fy + down * from.height / 2.0, ty - down * (to.height / 2.0 + 1.5));
    let end = tip - down * head;
    let bend = (end - start) * 0.5;
    let point = |t: f64| {
        let (u, v) = (1.0 - t, t);
        let x = u * u * u * fx + 3.0 * u * u * v * fx + 3.0 * u * v * v * tx + v * v * v * tx;
        let y = u * u * u * start
            + 3.0 * u * u * v * (start + bend)
            + 3.0 * u * v * v * (end - bend)
            + v * v * v * end;
        (x, y)
    };
    canvas.line((0..=STEPS).map(|step| point(step as f64 / STEPS as f64)).collect(), width, colour);
    let half = 3.0 + width * 0.6;
    canvas.polygon(vec![(tx, tip), (tx - half, end - down), (tx + half, end - down)], colour, 1.0);
}
