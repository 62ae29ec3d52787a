//! How much faster more threads are, beside how much faster they could be.

use super::axis::{arrowhead, megabytes, tick, ticks};
use super::canvas::{Anchor, Area, Canvas, MARGIN};
use super::text::{count, sentence};
use super::{Data, Drawing, Style};
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

/// Up to this many threads the axes are plain, from nothing.
const MOST_LINEAR: usize = 4;

/// More than their number threads cannot gain, but for a little by their caches.
const SLACK: f64 = 1.05;

impl SpeedUpFigure<'_> {
    /// Draws the figure `threads`.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let mut rows: Vec<ThreadSpeed> = self.threads.to_vec();
        // What no machine could show is no measurement.
        rows.retain(|row| row.threads > 0 && (1e-3..1e6).contains(&row.speed_up));
        rows.sort_by_key(|row| row.threads);
        let title = format!("What threads gain: {} of text", megabytes(self.bytes));
        let mut canvas = Canvas::new(style, WIDTH)?;
        let (Some(last), 2..) = (rows.last(), rows.len()) else {
            return Ok(Drawing::nothing(
                "threads",
                "Fewer than two numbers of threads were measured: there is nothing to compare.",
            ));
        };
        let finding = finding(&rows);
        let logarithmic = last.threads > MOST_LINEAR;
        let axes = if logarithmic { " Logarithmic axes." } else { "" };
        let reading = format!("From documents in memory to weights: median, fastest and slowest run.{axes}");
        let y = canvas.heading(&title, &[finding.clone(), reading]);

        let caption = canvas.caption(10.5);
        let set = canvas.label(11.0);
        // Medians and the ideal are in the picture whole; a whisker that leaves it ends in an arrow.
        let ideal = last.threads as f64 / rows[0].threads as f64;
        let high = rows.iter().map(|row| row.speed_up).fold(ideal.max(1.0), f64::max) * 1.08;
        let lowest = rows.iter().map(|row| row.speed_up).fold(1.0, f64::min) / 1.5;
        let low = if logarithmic { lowest } else { 0.0 };
        let marks = if logarithmic { doublings(low, high) } else { ticks(high).0 };
        let number = |mark: f64| format!("{}×", tick(mark));
        let axis = marks.iter().map(|&mark| canvas.text_width(&number(mark), caption)).fold(0.0, f64::max);
        let left = MARGIN + axis + 8.0;
        let area = Area::new(left, y + 16.0, canvas.width - MARGIN - left, HEIGHT);
        let scale = |value: f64| if logarithmic { value.max(1e-9).log2() } else { value };
        let (bottom, span) = (scale(low), scale(high) - scale(low));
        let height =
            |value: f64| area.bottom() - area.height * ((scale(value) - bottom) / span).clamp(0.0, 1.0);
        for &mark in &marks {
            let y = height(mark);
            canvas.line(vec![(area.x, y), (area.right(), y)], 0.6, style.faint);
            canvas.text_beside((area.x - 8.0, y), Anchor::End, caption, number(mark));
        }
        let (fewest, most) = (scale(rows[0].threads as f64), scale(last.threads as f64));
        let room = 46.0;
        let across = |threads: usize| {
            let share = if most > fewest { (scale(threads as f64) - fewest) / (most - fewest) } else { 0.5 };
            area.x + room + (area.width - 2.0 * room) * share
        };
        // Doubling both scales, or neither, the ideal is a straight line.
        let ends = [(across(rows[0].threads), height(1.0)), (across(last.threads), height(ideal))];
        canvas.line(ends.to_vec(), 1.2, style.muted);

        let colour = style.accent();
        let line = rows.iter().map(|row| (across(row.threads), height(row.speed_up))).collect();
        canvas.line(line, 2.0, colour);
        // From the most threads down: where labels would collide, that of more threads stays.
        let (mut free, mut free_below) = (f64::INFINITY, f64::INFINITY);
        let mut next: Option<f64> = None;
        for row in rows.iter().rev() {
            let (x, y) = (across(row.threads), height(row.speed_up));
            let sound = |value: f64| if value.is_finite() && value > 0.0 { value } else { row.speed_up };
            let (top, foot) = (height(sound(row.most)).min(y), height(sound(row.least)).max(y));
            canvas.line(vec![(x, foot), (x, top)], 1.2, colour);
            if sound(row.most) > high {
                arrowhead(&mut canvas, (x, area.y), colour);
            }
            canvas.circle((x, y), 4.0, colour, 1.0);
            // Beside the dot, off the whisker, and under the line to the next dot unless that falls.
            let value = format!("{:.2}×", row.speed_up);
            let width = canvas.text_width(&value, set);
            let above = next.is_some_and(|next| next >= y) || y + 22.0 > area.bottom();
            let base = if above { y - 8.0 } else { y + 17.0 };
            if row.threads == rows[0].threads && above {
                // Right of the first dot the ideal rises.
                canvas.text((x - 7.0, y - 8.0), Anchor::End, set, value);
            } else if x + 7.0 + width <= free.min(canvas.width - 4.0) {
                // The lines of the scale stop short of it.
                let behind = Area::new(x + 5.0, base - 10.0, width + 4.0, 12.0);
                canvas.rectangle(behind, style.background);
                canvas.text((x + 7.0, base), Anchor::Start, set, value);
                free = x - 8.0;
            }
            next = Some(y);
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
        // Above the end of its line, where no value of an honest machine stands.
        let clear = rows.iter().all(|row| row.speed_up <= row.threads as f64 / rows[0].threads as f64);
        if clear {
            canvas.text((ends[1].0 - 9.0, ends[1].1 - 2.0), Anchor::End, caption, "ideal");
        }
        canvas.line(vec![(area.x, area.bottom()), (area.right(), area.bottom())], 0.8, style.muted);
        let listed: Vec<String> =
            rows.iter().map(|row| format!("{:.2} with {}", row.speed_up, row.threads)).collect();
        let mut data = Data::new(["threads", "times as fast as one", "least", "most"]);
        for row in &rows {
            let times = [row.speed_up, row.least, row.most].map(|times| format!("{times:.2}"));
            data.push([row.threads.to_string()].into_iter().chain(times));
        }
        let about = format!("Speed-up by threads: {}", listed.join(", "));
        canvas.finish("threads", title, sentence(&about, &finding), data, area.bottom() + 20.0)
    }
}

/// The powers of two from `low` to `high`, ten at most.
fn doublings(low: f64, high: f64) -> Vec<f64> {
    let (from, to) = ((low.log2() - 1e-9).ceil() as i32, (high.log2() + 1e-9).floor() as i32);
    let steps: Vec<i32> = (from..=to).collect();
    let every = steps.len().div_ceil(10).max(1);
    steps.into_iter().step_by(every).map(|step| 2f64.powi(step)).collect()
}

/// What the most threads gain over the fewest, or why that is not known.
fn finding(rows: &[ThreadSpeed]) -> String {
    let [first, .., last] = rows else { return String::new() };
    let threads = count(last.threads, "thread");
    if last.speed_up > SLACK * last.threads as f64 {
        return format!("{threads} cannot gain what they seem to: the machine was busy.");
    }
    if last.least <= first.most && first.least <= last.most {
        return format!("What {threads} gain cannot be told: repetitions lie too far apart.");
    }
    format!("{threads} are {:.2} times as fast as one.", last.speed_up)
}
