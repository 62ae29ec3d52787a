//! Time from left to right, with long stretches without anything cut short.

use jiff::civil::DateTime;

use super::canvas::{Anchor, Area, Canvas, MARGIN};

/// From instants to pixels.
pub(super) struct TimeScale {
    /// Instants at which something stands, in order, each with its place; at least one.
    stops: Vec<(DateTime, f64)>,
    /// Places in the middle of stretches that are cut short.
    cuts: Vec<f64>,
}

/// A stretch without anything may have this share of the width, and not more.
const LONGEST: f64 = 0.4;
/// What is left of a stretch that is cut.
const CUT: f64 = 0.12;

impl TimeScale {
    /// A scale for `instants`, which need be in no order, from `x` over `width`.
    pub(super) fn new(instants: impl Iterator<Item = DateTime>, x: f64, width: f64) -> Self {
        let mut instants: Vec<DateTime> = instants.collect();
        instants.sort_unstable();
        instants.dedup();
        let lengths: Vec<f64> =
            instants.windows(2).map(|pair| pair[0].duration_until(pair[1]).as_secs_f64()).collect();
        let (lengths, cut) = shortened(lengths);
        let total: f64 = lengths.iter().sum::<f64>().max(1.0);
        let mut place = x;
        let mut stops = Vec::with_capacity(instants.len());
        let mut cuts = Vec::new();
        for (at, instant) in instants.into_iter().enumerate() {
            if at > 0 {
                let step = width * lengths[at - 1] / total;
                if cut[at - 1] {
                    cuts.push(place + step / 2.0);
                }
                place += step;
            }
            stops.push((instant, place));
        }
        Self { stops, cuts }
    }

    /// The place of an instant: between those of the stops around it, at the pace of the stretch before where it is
    /// after the last.
    pub(super) fn at(&self, instant: DateTime) -> f64 {
        let after = self.stops.partition_point(|stop| stop.0 <= instant);
        let (Some(before), Some(next)) =
            (after.checked_sub(1).map(|at| self.stops[at]), self.stops.get(after))
        else {
            let edge = if after == 0 { self.stops.first() } else { self.stops.last() };
            return edge.map_or(0.0, |stop| stop.1);
        };
        let whole = before.0.duration_until(next.0).as_secs_f64().max(1.0);
        let part = before.0.duration_until(instant).as_secs_f64();
        before.1 + (next.1 - before.1) * part / whole
    }

    /// The times that are written, as many as stand apart: where days begin; of a single day its hours and minutes.
    fn ticks(&self, canvas: &Canvas<'_>) -> Vec<(f64, String)> {
        let caption = canvas.caption(10.0);
        let (Some(first), Some(last)) = (self.stops.first(), self.stops.last()) else { return Vec::new() };
        let one_day = first.0.date() == last.0.date();
        let mut marks: Vec<(f64, String)> = Vec::new();
        for &(instant, x) in &self.stops {
            let midnight = instant.date().at(0, 0, 0, 0);
            if one_day {
                marks.push((x, format!("{:02}:{:02}", instant.hour(), instant.minute())));
            } else if midnight >= first.0 {
                marks.push((self.at(midnight), instant.date().to_string()));
            }
        }
        let mut free = f64::NEG_INFINITY;
        marks.dedup();
        marks.retain(|(x, text)| {
            let half = canvas.text_width(text, caption) / 2.0;
            let apart = x - half >= free;
            if apart {
                free = x + half + 10.0;
            }
            apart
        });
        marks
    }

    /// Faint verticals at the dates that are written.
    pub(super) fn grid(&self, canvas: &mut Canvas<'_>, area: Area) {
        for (x, _) in self.ticks(canvas) {
            canvas.line(vec![(x, area.y), (x, area.bottom() + 4.0)], 0.6, canvas.style.faint);
        }
    }

    /// The axis at `y`; gives the height below it.
    pub(super) fn axis(&self, canvas: &mut Canvas<'_>, y: f64) -> f64 {
        let caption = canvas.caption(10.0);
        let ends =
            (self.stops.first().map_or(0.0, |stop| stop.1), self.stops.last().map_or(0.0, |stop| stop.1));
        canvas.line(vec![(ends.0, y), (ends.1, y)], 0.8, canvas.style.muted);
        for (x, text) in self.ticks(canvas) {
            canvas.line(vec![(x, y), (x, y + 4.0)], 0.8, canvas.style.muted);
            let half = canvas.text_width(&text, caption) / 2.0;
            let x = x.clamp(MARGIN + half, canvas.width - MARGIN - half);
            canvas.text((x, y + 16.0), Anchor::Middle, caption, text);
        }
        for &x in &self.cuts {
            canvas.rectangle(Area::new(x - 3.0, y - 2.0, 6.0, 4.0), canvas.style.background);
            for shift in [-3.0, 3.0] {
                let line = vec![(x + shift - 2.0, y + 5.0), (x + shift + 2.0, y - 5.0)];
                canvas.line(line, 1.0, canvas.style.muted);
            }
        }
        if self.cuts.is_empty() {
            y + 20.0
        } else {
            canvas.notes(y + 20.0, &["Double stroke: a stretch without articles is cut short.".to_owned()])
        }
    }
}

/// Stretches of which none has more than its share, and which of them were cut.
fn shortened(mut lengths: Vec<f64>) -> (Vec<f64>, Vec<bool>) {
    let mut cut = vec![false; lengths.len()];
    // One stretch is all there is; two cannot both be short.
    while lengths.len() > 2 {
        let total: f64 = lengths.iter().sum();
        let Some(at) =
            (0..lengths.len()).filter(|&at| !cut[at]).max_by(|&a, &b| lengths[a].total_cmp(&lengths[b]))
        else {
            break;
        };
        let rest = total - lengths[at];
        if lengths[at] <= LONGEST * total || rest <= 0.0 {
            break;
        }
        lengths[at] = rest * CUT / (1.0 - CUT);
        cut[at] = true;
    }
    (lengths, cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> DateTime {
        text.parse::<crate::corpus::Date>().unwrap().first()
    }

    #[test]
    fn time_runs_evenly_where_nothing_is_cut() {
        let days = ["2025-05-06", "2025-05-07", "2025-05-09", "2025-05-10"].map(instant);
        let scale = TimeScale::new(days.into_iter(), 100.0, 400.0);
        let places: Vec<f64> = days.iter().map(|&day| scale.at(day)).collect();
        assert!(scale.cuts.is_empty() || places.windows(2).all(|pair| pair[0] < pair[1]));
        assert!((scale.at(instant("2025-05-06T12:00:00Z")) - (places[0] + places[1]) / 2.0).abs() < 1e-9);
        assert_eq!((scale.at(instant("2020")), scale.at(instant("2030"))), (100.0, 500.0));
    }

    #[test]
    fn a_long_stretch_without_articles_is_cut() {
        let days = ["2024-12", "2025-05-06", "2025-05-07", "2025-05-08", "2025-05-09"].map(instant);
        let scale = TimeScale::new(days.into_iter(), 0.0, 100.0);
        assert_eq!(scale.cuts.len(), 1);
        assert!((scale.at(days[1]) - 100.0 * CUT).abs() < 1e-9, "{}", scale.at(days[1]));
        assert_eq!(shortened(vec![5.0]), (vec![5.0], vec![false]));
    }
}
