//! How much faster more threads are, beside how much faster they could be.

use super::axis::{megabytes, tick};
use super::canvas::{Anchor, Area, Canvas, MARGIN};
use super::text::{clean, count};
use super::{Figure, Style};
use crate::error::Result;

/// What a number of threads gained.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThreadSpeed {
    /// How many threads.
    pub threads: usize,
    /// How many times as fast as one: medians.
    pub speed_up: f64,
    /// Of the slowest repetition.
    pub least: f64,
    /// Of the fastest repetition.
    pub most: f64,
}

/// Speed-up against threads.
pub struct SpeedUpFigure<'a> {
    /// Bytes of text that were measured on, for the title.
    pub bytes: usize,
    /// In any order.
    pub threads: &'a [ThreadSpeed],
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 300.0;

impl SpeedUpFigure<'_> {
    /// Draws the figure `threads`.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Figure> {
        let mut rows: Vec<ThreadSpeed> = self.threads.to_vec();
        // What no machine could show is no measurement.
        rows.retain(|row| row.threads > 0 && (1e-3..1e6).contains(&row.speed_up));
        rows.sort_by_key(|row| row.threads);
        let title = format!("What threads gain: {} of text", megabytes(self.bytes));
        let mut canvas = Canvas::new(style, WIDTH)?;
        let (Some(last), 2..) = (rows.last(), rows.len()) else {
            let text = "Fewer than two numbers of threads were measured: there is nothing to compare.";
            let y = canvas.heading(&title, &[]);
            let bottom = canvas.sentence(y, text);
            return canvas.finish("threads", title, text.to_owned(), bottom);
        };
        let finding =
            format!("{} are {:.2} times as fast as one.", count(last.threads, "thread"), last.speed_up);
        let reading = "From documents in memory to weights: median, fastest and slowest run.";
        let y = canvas.heading(&title, &[finding.clone(), reading.to_owned()]);

        let caption = canvas.caption(10.5);
        let set = canvas.label(11.0);
        let bounds = |row: &ThreadSpeed| {
            let sound = |value: f64| if value.is_finite() && value > 0.0 { value } else { row.speed_up };
            (sound(row.least).min(row.speed_up), sound(row.most).max(row.speed_up))
        };
        let low = rows.iter().map(|row| bounds(row).0).fold(1.0, f64::min).max(1.0 / 1024.0);
        let high = rows.iter().map(|row| bounds(row).1).fold(last.threads as f64, f64::max);
        let (from, to) = ((low.log2() - 1e-9).ceil() as i32, (high.log2() + 1e-9).floor() as i32);
        let steps: Vec<i32> = (from..=to).collect();
        let number = |step: i32| format!("{}×", tick(2f64.powi(step)));
        let axis = steps.iter().map(|&step| canvas.text_width(&number(step), caption)).fold(0.0, f64::max);
        let left = MARGIN + axis + 8.0;
        let area = Area::new(left, y + 16.0, canvas.width - MARGIN - left, HEIGHT);
        let (bottom, span) = (low.log2(), (high / low).log2().max(0.5));
        // Labels stand under their points, so the lowest needs room.
        let height = |value: f64| {
            area.bottom() - 24.0 - (area.height - 24.0) * ((value.log2() - bottom) / span).clamp(0.0, 1.0)
        };
        let every = steps.len().div_ceil(10);
        for &step in steps.iter().step_by(every) {
            let y = height(2f64.powi(step));
            canvas.line(vec![(area.x, y), (area.right(), y)], 0.6, style.faint);
            canvas.text_beside((area.x - 8.0, y), Anchor::End, caption, number(step));
        }
        let (fewest, most) = ((rows[0].threads as f64).log2(), (last.threads as f64).log2());
        let room = 46.0;
        let across = |threads: f64| {
            let share = if most > fewest { (threads.log2() - fewest) / (most - fewest) } else { 0.5 };
            area.x + room + (area.width - 2.0 * room) * share
        };
        let (n, m) = (rows[0].threads as f64, last.threads as f64);
        canvas.line(vec![(across(n), height(1.0)), (across(m), height(m / n))], 1.2, style.muted);
        let second = rows[1].threads as f64;
        let between = (n * second).sqrt();
        canvas.text((across(between) - 6.0, height(between / n) - 6.0), Anchor::End, caption, "ideal");

        let colour = style.colour(4);
        let line = rows.iter().map(|row| (across(row.threads as f64), height(row.speed_up))).collect();
        canvas.line(line, 2.0, colour);
        // From the most threads down: where labels would collide, that of more threads stays.
        let (mut free, mut free_below) = (f64::INFINITY, f64::INFINITY);
        for row in rows.iter().rev() {
            let x = across(row.threads as f64);
            let (least, most) = bounds(row);
            canvas.line(vec![(x, height(least)), (x, height(most))], 1.2, colour);
            canvas.circle((x, height(row.speed_up)), 4.0, colour, 1.0);
            let value = format!("{:.2}×", row.speed_up);
            let half = canvas.text_width(&value, set) / 2.0 + 3.0;
            if x + half <= free {
                canvas.text((x, height(least) + 18.0), Anchor::Middle, set, value);
                free = x - half;
            }
            let threads = if row.threads == rows[0].threads {
                count(row.threads, "thread")
            } else {
                row.threads.to_string()
            };
            let half = canvas.text_width(&threads, caption) / 2.0 + 4.0;
            canvas.line(vec![(x, area.bottom()), (x, area.bottom() + 4.0)], 0.8, style.muted);
            if x + half <= free_below {
                canvas.text((x, area.bottom() + 17.0), Anchor::Middle, caption, threads);
                free_below = x - half;
            }
        }
        canvas.line(vec![(area.x, area.bottom()), (area.right(), area.bottom())], 0.8, style.muted);
        let listed: Vec<String> =
            rows.iter().map(|row| format!("{:.2} with {}", row.speed_up, row.threads)).collect();
        let alt = clean(&format!("Speed-up by threads: {}. {finding}", listed.join(", ")));
        canvas.finish("threads", title, alt, area.bottom() + 20.0)
    }
}
