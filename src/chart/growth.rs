//! How the time for a byte changes as the text grows.

use super::axis::{arrowhead, figure, megabytes, sound, tick, ticks};
use super::canvas::{Anchor, Area, Canvas, MARGIN};
use super::text::sentence;
use super::{Data, Drawing, Style};
use crate::error::Result;

/// What vectorising a text of one size took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SizeTime {
    /// Bytes of text.
    pub bytes: usize,
    /// Nanoseconds for each byte, the median of the repetitions.
    pub ns_per_byte: f64,
    /// The fastest repetition.
    pub least: f64,
    /// The slowest repetition.
    pub most: f64,
}

/// Time against size.
pub struct GrowthFigure<'a> {
    /// *e* in time ~ bytes^*e*, where known.
    pub exponent: Option<f64>,
    /// In any order.
    pub sizes: &'a [SizeTime],
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 260.0;

impl GrowthFigure<'_> {
    /// Draws the figure `growth`.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let mut sizes: Vec<SizeTime> = self.sizes.iter().copied().filter(|size| size.bytes > 0).collect();
        sizes.sort_by_key(|size| size.bytes);
        let title = "How time grows with the text, one thread".to_owned();
        let mut canvas = Canvas::new(style, WIDTH)?;
        let (Some(first), Some(last)) = (sizes.first(), sizes.last()) else {
            return Ok(Drawing::nothing("growth", "No size was measured."));
        };
        let finding = match self.exponent.filter(|exponent| exponent.is_finite()) {
            Some(exponent) => format!("Time grows as the text's size to the power of {exponent:.2}."),
            None if sizes.len() < 2 => "One size says nothing about growth.".to_owned(),
            None => "The text is too small to say how time grows.".to_owned(),
        };
        let reading = "Nanoseconds for each byte of text, of processor time where it is known, from documents in memory to \
                       weights: median, least and most. Level, power 1: twice the text takes twice the time. Sizes: logarithmic.";
        let y = canvas.heading(&title, &[finding.clone(), reading.to_owned()]);

        let caption = canvas.caption(10.5);
        let set = canvas.label(11.0);
        // Room above the medians for a label and the usual whisker; one slow repetition must not squash the rest.
        let (slowest, median) = sizes.iter().fold((0.0, 0.0), |(slowest, median): (f64, f64), size| {
            (slowest.max(sound(size.most)), median.max(sound(size.ns_per_byte)))
        });
        let (marks, most) = ticks(slowest.clamp(1.2 * median, 1.6 * median));
        let axis = marks.iter().map(|&mark| canvas.text_width(&tick(mark), caption)).fold(0.0, f64::max);
        let left = MARGIN + axis + 8.0;
        let area = Area::new(left, y + 14.0, canvas.width - MARGIN - left, HEIGHT);
        let height = |value: f64| area.bottom() - area.height * (sound(value) / most).min(1.0);
        for &mark in &marks {
            canvas.line(vec![(area.x, height(mark)), (area.right(), height(mark))], 0.6, style.faint);
            canvas.text_beside((area.x - 8.0, height(mark)), Anchor::End, caption, tick(mark));
        }
        // Doublings are equal steps; half a step of room at either end.
        let room = 46.0;
        let (low, high) = ((first.bytes as f64).log2(), (last.bytes as f64).log2());
        let across = |bytes: usize| {
            let share = if high > low { ((bytes as f64).log2() - low) / (high - low) } else { 0.5 };
            area.x + room + (area.width - 2.0 * room) * share
        };
        let colour = style.accent();
        let line = sizes.iter().map(|size| (across(size.bytes), height(size.ns_per_byte))).collect();
        canvas.line(line, 2.0, colour);
        // From the largest down: where labels would collide, the larger text's stays.
        let (mut free, mut free_below) = (f64::INFINITY, f64::INFINITY);
        let mut next: Option<f64> = None;
        for size in sizes.iter().rev() {
            let (x, y) = (across(size.bytes), height(size.ns_per_byte));
            let foot = height(sound(size.least).min(sound(size.ns_per_byte)));
            canvas.line(vec![(x, height(sound(size.most)).min(y)), (x, foot)], 1.2, colour);
            if sound(size.most) > most {
                arrowhead(&mut canvas, (x, area.y), colour);
            }
            canvas.circle((x, y), 4.0, colour, 1.0);
            // Beside the dot, off the line to the next one and off the whisker.
            let value = figure(sound(size.ns_per_byte));
            let width = canvas.text_width(&value, set);
            let rises = next.is_some_and(|next| next < y) && y + 22.0 < area.bottom();
            let base = if rises { y + 17.0 } else { y - 8.0 };
            if x + 7.0 + width <= free.min(canvas.width - 4.0) {
                // The lines of the scale stop short of it.
                let behind = Area::new(x + 5.0, base - 10.0, width + 4.0, 12.0);
                canvas.rectangle(behind, style.background);
                canvas.text((x + 7.0, base), Anchor::Start, set, value);
                free = x - 8.0;
            }
            next = Some(y);
            let bytes = megabytes(size.bytes);
            let half = canvas.text_width(&bytes, caption) / 2.0 + 4.0;
            canvas.line(vec![(x, area.bottom()), (x, area.bottom() + 4.0)], 0.8, style.muted);
            if x + half <= free_below {
                canvas.text((x, area.bottom() + 17.0), Anchor::Middle, caption, bytes);
                free_below = x - half;
            }
        }
        canvas.line(vec![(area.x, area.bottom()), (area.right(), area.bottom())], 0.8, style.muted);
        let listed: Vec<String> = sizes
            .iter()
            .map(|size| format!("{} at {}", figure(sound(size.ns_per_byte)), megabytes(size.bytes)))
            .collect();
        let mut data = Data::new(["bytes of text", "nanoseconds a byte", "least", "most"]);
        for size in &sizes {
            let rates = [size.ns_per_byte, size.least, size.most].map(|rate| figure(sound(rate)));
            data.push([super::text::thousands(size.bytes)].into_iter().chain(rates));
        }
        let about = format!("Nanoseconds a byte by size of text: {}", listed.join(", "));
        canvas.finish("growth", title, sentence(&about, &finding), data, area.bottom() + 20.0)
    }
}
