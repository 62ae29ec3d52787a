//! How the time for a byte changes as the text grows.

use super::axis::{figure, megabytes, sound, tick, ticks};
use super::canvas::{Anchor, Area, Canvas, MARGIN};
use super::text::clean;
use super::{Figure, Style};
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
    pub fn draw(&self, style: &Style) -> Result<Figure> {
        let mut sizes: Vec<SizeTime> = self.sizes.iter().copied().filter(|size| size.bytes > 0).collect();
        sizes.sort_by_key(|size| size.bytes);
        let title = "How time grows with the text, one thread".to_owned();
        let mut canvas = Canvas::new(style, WIDTH)?;
        let (Some(first), Some(last)) = (sizes.first(), sizes.last()) else {
            let text = "No size was measured.";
            let y = canvas.heading(&title, &[]);
            let bottom = canvas.sentence(y, text);
            return canvas.finish("growth", title, text.to_owned(), bottom);
        };
        let finding = match self.exponent.filter(|exponent| exponent.is_finite()) {
            Some(exponent) => format!("Time grows as the text's size to the power of {exponent:.3}."),
            None => "One size says nothing about growth.".to_owned(),
        };
        let reading = "Nanoseconds for each byte of text, from documents in memory to weights: median, fastest and slowest \
                       repetition. A level line means that twice the text takes twice the time.";
        let y = canvas.heading(&title, &[finding.clone(), reading.to_owned()]);

        let caption = canvas.caption(10.5);
        let set = canvas.label(11.0);
        let most = sizes.iter().map(|size| sound(size.most).max(sound(size.ns_per_byte))).fold(0.0, f64::max);
        let (marks, most) = ticks(most);
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
        let colour = style.colour(4);
        let line = sizes.iter().map(|size| (across(size.bytes), height(size.ns_per_byte))).collect();
        canvas.line(line, 2.0, colour);
        // From the largest down: where labels would collide, the larger text's stays.
        let (mut free, mut free_below) = (f64::INFINITY, f64::INFINITY);
        for size in sizes.iter().rev() {
            let x = across(size.bytes);
            let top = height(sound(size.most).max(sound(size.ns_per_byte)));
            let foot = height(sound(size.least).min(sound(size.ns_per_byte)));
            canvas.line(vec![(x, top), (x, foot)], 1.2, colour);
            canvas.circle((x, height(size.ns_per_byte)), 4.0, colour, 1.0);
            let value = figure(sound(size.ns_per_byte));
            let half = canvas.text_width(&value, set) / 2.0 + 3.0;
            if x + half <= free {
                // The lines of the scale stop short of it.
                canvas.rectangle(Area::new(x - half, top - 20.0, 2.0 * half, 14.0), style.background);
                canvas.text((x, top - 9.0), Anchor::Middle, set, value);
                free = x - half;
            }
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
        let alt = clean(&format!("Nanoseconds a byte by size of text: {}. {finding}", listed.join(", ")));
        canvas.finish("growth", title, alt, area.bottom() + 20.0)
    }
}
