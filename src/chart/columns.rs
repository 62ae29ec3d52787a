//! Stacked columns, one for each period.

use super::axis::{tick, ticks};
use super::canvas::{Anchor, Area, Canvas, MARGIN};
use super::periods::{Periods, Step};

/// The columns of some periods.
pub(super) struct Columns<'a> {
    pub(super) periods: &'a Periods,
    /// The parts of each period's column from the bottom up, by their place.
    pub(super) heights: Vec<Vec<f64>>,
    /// The number that all of the height stands for; unless told, the tallest column.
    pub(super) most: Option<f64>,
    /// How a number of the axis is written.
    pub(super) number: fn(f64) -> String,
    /// What stands above each column.
    pub(super) above: Vec<String>,
    /// Draws a part.
    pub(super) fill: &'a dyn Fn(&mut Canvas<'_>, Area, usize),
}

const HEIGHT: f64 = 240.0;
const WIDEST: f64 = 104.0;

/// Draws the columns from `y` down; gives the height below.
pub(super) fn draw(canvas: &mut Canvas<'_>, y: f64, columns: &Columns<'_>) -> f64 {
    let periods = &columns.periods.periods;
    let caption = canvas.caption(10.5);
    let tallest = columns.heights.iter().map(|parts| parts.iter().sum::<f64>()).fold(0.0, f64::max);
    let (marks, most) = ticks(columns.most.unwrap_or(tallest));
    // Whole numbers only where things are counted.
    let marks: Vec<f64> =
        marks.into_iter().filter(|mark| columns.most.is_some() || mark.fract() == 0.0).collect();
    let axis =
        marks.iter().map(|&mark| canvas.text_width(&(columns.number)(mark), caption)).fold(0.0, f64::max);
    let left = MARGIN + axis + 8.0;
    let pitch = ((canvas.width - MARGIN - left) / periods.len() as f64).min(WIDEST * 1.4);
    let bar = (pitch * 0.76).min(WIDEST);
    let area = Area::new(left, y + 18.0, pitch * periods.len() as f64, HEIGHT);
    for mark in marks {
        let at = area.bottom() - area.height * mark / most;
        canvas.line(vec![(area.x, at), (area.right(), at)], 0.6, canvas.style.faint);
        canvas.text_beside((area.x - 8.0, at), Anchor::End, caption, (columns.number)(mark));
    }
    for (at, parts) in columns.heights.iter().enumerate() {
        let x = area.x + at as f64 * pitch + (pitch - bar) / 2.0;
        let mut base = area.bottom();
        for (part, &value) in parts.iter().enumerate().filter(|(_, value)| **value > 0.0) {
            let height = area.height * (value / most).clamp(0.0, 1.0);
            // Paper between parts, but never so much that a small part vanishes.
            let shown = (height - 1.0).max(height * 0.6);
            (columns.fill)(canvas, Area::new(x, base - height, bar, shown), part);
            base -= height;
        }
        if let Some(words) = columns.above.get(at).filter(|words| canvas.text_width(words, caption) <= pitch)
        {
            canvas.text((x + bar / 2.0, base - 5.0), Anchor::Middle, caption, words.as_str());
        }
    }
    canvas.line(vec![(area.x, area.bottom()), (area.right(), area.bottom())], 1.0, canvas.style.muted);
    labels(canvas, area, pitch, columns.periods)
}

/// Dates below the columns, lying where they fit, else standing; and a mark where periods without anything are left out.
fn labels(canvas: &mut Canvas<'_>, area: Area, pitch: f64, periods: &Periods) -> f64 {
    let caption = canvas.caption(10.5);
    let widest =
        periods.periods.iter().map(|period| canvas.text_width(&period.label, caption)).fold(0.0, f64::max);
    let across = widest + 8.0 <= pitch;
    for (at, period) in periods.periods.iter().enumerate() {
        let x = area.x + (at as f64 + 0.5) * pitch;
        if period.after_gap {
            let edge = area.x + at as f64 * pitch;
            for shift in [-2.0, 2.0] {
                let line = vec![
                    (edge + shift - 2.0, area.bottom() + 5.0),
                    (edge + shift + 2.0, area.bottom() - 5.0),
                ];
                canvas.line(line, 1.0, canvas.style.muted);
            }
        }
        if across {
            canvas.text((x, area.bottom() + 17.0), Anchor::Middle, caption, period.label.as_str());
        } else {
            let width = canvas.text_width(&period.label, caption);
            canvas.text_upright((x, area.bottom() + 7.0 + width), caption, period.label.as_str());
        }
    }
    area.bottom() + if across { 20.0 } else { widest + 10.0 }
}

/// What a reader has to be told of the periods.
pub(super) fn notes(periods: &Periods, of: &str) -> Vec<String> {
    let mut notes = Vec::new();
    if periods.step == Step::Week {
        notes.push("A week is called after its Monday.".to_owned());
    }
    if periods.periods.iter().any(|period| period.after_gap) {
        notes.push(format!(
            "A double stroke on the axis: {}s without {of} are left out.",
            periods.step.name()
        ));
    }
    if periods.left_out > 0 {
        notes.push(format!(
            "Left out: {} whose date does not say which {}.",
            super::text::count(periods.left_out, "article"),
            periods.step.name()
        ));
    }
    if notes.is_empty() { notes } else { vec![notes.join(" ")] }
}

/// A count on the axis.
pub(super) fn whole(value: f64) -> String {
    tick(value)
}
