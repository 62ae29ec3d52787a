//! What was measured, as it is written to `bench.json`.

use serde::Serialize;

use super::clock::{Spread, Times};
use super::memory::Peak;
use crate::cli::settings::Settings;

/// Everything that one call measured.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// As in every document that a command prints.
    pub(super) command: &'static str,
    pub(super) program: &'static str,
    pub(super) version: &'static str,
    /// Whether the program was built to be fast; figures of another build say nothing.
    pub(super) optimised: bool,
    pub(super) machine: Machine,
    pub(super) settings: Settings,
    pub(super) repetitions: usize,
    pub(super) text: Text,
    pub(super) floor: Floor,
    /// On one thread.
    pub(super) stages: Vec<StageRow>,
    /// On one thread, from the disk to weights in one go, as `vectorize` does it but for the writing.
    pub(super) whole: Rates,
    /// On one thread, documents in memory to weights.
    pub(super) growth: Growth,
    /// Documents in memory to weights.
    pub(super) threads: Vec<ThreadRow>,
    /// What to know when reading the figures.
    pub(super) notes: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Machine {
    pub(super) system: &'static str,
    pub(super) architecture: &'static str,
    pub(super) cores: usize,
}

/// What was vectorised.
#[derive(Debug, Serialize)]
pub(super) struct Text {
    /// Whether it was made up here.
    pub(super) generated: bool,
    /// As typed.
    pub(super) inputs: Vec<String>,
    /// Bytes of the documents' text, UTF-8: what all rates are of.
    pub(super) bytes: usize,
    /// Bytes of the files, packed as they are.
    pub(super) file_bytes: u64,
    pub(super) documents: usize,
    /// Words, stop words among them.
    pub(super) tokens: usize,
    pub(super) terms: usize,
    /// Cells that are not zero.
    pub(super) cells: usize,
    /// What the matrix of weights and its vocabulary take up.
    pub(super) result_bytes: usize,
}

/// What this machine cannot be asked to beat, on one thread.
#[derive(Debug, Serialize)]
pub(super) struct Floor {
    pub(super) memory_read: FloorRow,
    pub(super) memchr: FloorRow,
}

#[derive(Debug, Serialize)]
pub(super) struct FloorRow {
    pub(super) bytes: usize,
    #[serde(flatten)]
    pub(super) times: Times,
    pub(super) ns_per_byte: Spread,
    pub(super) mb_per_second: f64,
}

impl FloorRow {
    pub(super) fn new(bytes: usize, times: Times) -> Self {
        let ns_per_byte = times.seconds.per_byte(bytes);
        Self { bytes, times, ns_per_byte, mb_per_second: 1e3 / ns_per_byte.median }
    }
}

/// How fast something goes through the text.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Rates {
    #[serde(flatten)]
    pub(super) times: Times,
    pub(super) ns_per_byte: Spread,
    /// MB = 10⁶ bytes.
    pub(super) mb_per_second: f64,
    pub(super) documents_per_second: f64,
    pub(super) tokens_per_second: f64,
    /// Time as a multiple of reading as many bytes of memory.
    pub(super) to_memory_read: f64,
    /// Time as a multiple of looking for a byte in the text.
    pub(super) to_memchr: f64,
}

impl Rates {
    pub(super) fn new(times: Times, bytes: usize, documents: usize, tokens: usize, floor: &Floor) -> Self {
        let ns_per_byte = times.seconds.per_byte(bytes);
        let per_second = |n: usize| n as f64 / times.seconds.median;
        Self {
            times,
            ns_per_byte,
            mb_per_second: 1e3 / ns_per_byte.median,
            documents_per_second: per_second(documents),
            tokens_per_second: per_second(tokens),
            to_memory_read: ns_per_byte.median / floor.memory_read.ns_per_byte.median,
            to_memchr: ns_per_byte.median / floor.memchr.ns_per_byte.median,
        }
    }
}

/// One stage.
#[derive(Debug, Serialize)]
pub(super) struct StageRow {
    pub(super) name: &'static str,
    /// What it does.
    pub(super) about: &'static str,
    /// What it adds to the stages before it.
    pub(super) own: Own,
    /// It and all before it.
    pub(super) cumulative: Rates,
    pub(super) peak_memory: Option<Peak>,
}

/// What a stage adds: the difference of two medians, of processor time where the system tells it, else of wall time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Own {
    pub(super) seconds: f64,
    pub(super) ns_per_byte: f64,
    pub(super) to_memory_read: f64,
    pub(super) to_memchr: f64,
    /// Whether the difference is no larger than the repetitions of what it is the difference of lie apart (max − min of
    /// whichever spreads more), so that it may be chance. One below zero is told as 0.
    pub(super) below_spread: bool,
}

impl Own {
    /// What `this` adds to `before`.
    pub(super) fn new(this: &Times, before: Option<&Times>, bytes: usize, floor: &Floor) -> Self {
        let cost = this.cost();
        let before = before.map(Times::cost);
        let difference = cost.median - before.map_or(0.0, |before| before.median);
        let range = before.map_or(0.0, |before| cost.range().max(before.range()));
        let seconds = difference.max(0.0);
        let ns_per_byte = seconds * 1e9 / bytes.max(1) as f64;
        Self {
            seconds,
            ns_per_byte,
            to_memory_read: ns_per_byte / floor.memory_read.ns_per_byte.median,
            to_memchr: ns_per_byte / floor.memchr.ns_per_byte.median,
            below_spread: difference < 0.0 || difference < range,
        }
    }
}

/// How time grows with the text.
#[derive(Debug, Serialize)]
pub(super) struct Growth {
    /// *e* in time ~ bytes^*e*, of processor time where it is known: 1 where twice the text takes twice the time. `None` of fewer than two sizes, and where
    /// the largest is under [`LEAST_TO_GROW`].
    pub(super) exponent: Option<f64>,
    pub(super) sizes: Vec<SizeRow>,
}

/// On fewer bytes what is done once, whatever the size, hides how time grows.
pub(super) const LEAST_TO_GROW: usize = 1_000_000;

impl Growth {
    /// `sizes` rising.
    pub(super) fn new(sizes: Vec<SizeRow>) -> Self {
        let points: Vec<(f64, f64)> =
            sizes.iter().map(|row| (row.bytes as f64, row.rates.times.cost().median)).collect();
        let enough = sizes.iter().any(|row| row.bytes >= LEAST_TO_GROW);
        Self { exponent: exponent(&points).filter(|_| enough), sizes }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct SizeRow {
    pub(super) share: f64,
    pub(super) bytes: usize,
    pub(super) documents: usize,
    #[serde(flatten)]
    pub(super) rates: Rates,
}

#[derive(Debug, Serialize)]
pub(super) struct ThreadRow {
    pub(super) threads: usize,
    /// Against one thread.
    pub(super) speed_up: f64,
    /// Speed-up for each thread: 1 where none waits.
    pub(super) efficiency: f64,
    /// Why the speed-up may be chance.
    pub(super) doubt: Option<Doubt>,
    #[serde(flatten)]
    pub(super) rates: Rates,
}

/// Why a speed-up says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Doubt {
    /// Some repetition took as long as one with one thread.
    RangesOverlap,
    /// Threads cannot gain more than their number, but for a little by their caches.
    MoreThanThreads,
}

impl ThreadRow {
    /// Beside the times with one thread.
    pub(super) fn new(threads: usize, rates: Rates, one: &Times) -> Self {
        /// How much more than their number threads may gain.
        const SLACK: f64 = 1.05;
        let speed_up = one.seconds.median / rates.times.seconds.median;
        let doubt = if threads <= 1 {
            None
        } else if speed_up > SLACK * threads as f64 {
            Some(Doubt::MoreThanThreads)
        } else {
            rates.times.seconds.overlaps(one.seconds).then_some(Doubt::RangesOverlap)
        };
        Self { threads, speed_up, efficiency: speed_up / threads as f64, doubt, rates }
    }
}

/// The slope of ln time over ln bytes by least squares.
pub(super) fn exponent(points: &[(f64, f64)]) -> Option<f64> {
    let logs: Vec<(f64, f64)> = points.iter().map(|&(bytes, time)| (bytes.ln(), time.ln())).collect();
    let n = logs.len() as f64;
    let mean_x = logs.iter().map(|point| point.0).sum::<f64>() / n;
    let mean_y = logs.iter().map(|point| point.1).sum::<f64>() / n;
    let spread = logs.iter().map(|point| (point.0 - mean_x).powi(2)).sum::<f64>();
    let slope = logs.iter().map(|point| (point.0 - mean_x) * (point.1 - mean_y)).sum::<f64>() / spread;
    slope.is_finite().then_some(slope)
}

#[cfg(test)]
mod tests {
    use super::super::clock::Lap;
    use super::*;

    fn times(wall: f64) -> Times {
        Times::of(&[Lap { wall, cpu: Some(2.0 * wall) }])
    }

    fn floor() -> Floor {
        let row = |wall| FloorRow::new(1_000_000, times(wall));
        Floor { memory_read: row(0.0001), memchr: row(0.0002) }
    }

    #[test]
    fn rates_are_of_the_text() {
        let rates = Rates::new(times(0.5), 1_000_000, 20, 150_000, &floor());
        assert_eq!(
            (rates.mb_per_second, rates.documents_per_second, rates.tokens_per_second),
            (2.0, 40.0, 300_000.0)
        );
        assert!((rates.ns_per_byte.median - 500.0).abs() < 1e-9);
        assert!((rates.to_memory_read - 5000.0).abs() < 1e-6 && (rates.to_memchr - 2500.0).abs() < 1e-6);
    }

    #[test]
    fn a_stage_costs_what_it_adds_and_never_less_than_nothing() {
        let own = Own::new(&times(0.5), Some(&times(0.25)), 1_000_000, &floor());
        // Processor time, which is twice the wall time here.
        assert_eq!((own.seconds, own.below_spread), (0.5, false));
        assert!((own.to_memory_read - 5000.0).abs() < 1e-6);
        let own = Own::new(&times(0.2), Some(&times(0.25)), 1_000_000, &floor());
        assert_eq!((own.seconds, own.below_spread), (0.0, true));
        assert_eq!(Own::new(&times(0.2), None, 1, &floor()).seconds, 0.4);
    }

    #[test]
    fn a_cost_within_the_spread_is_marked() {
        let laps = |walls: [f64; 3]| Times::of(&walls.map(|wall| Lap { wall, cpu: None }));
        let own = |this, before| Own::new(&laps(this), Some(&laps(before)), 1, &floor());
        let (tight, wide) = ([1.0, 1.1, 1.2], [1.0, 1.1, 1.9]);
        assert!(!own([1.4, 1.5, 1.6], tight).below_spread);
        assert!(own([1.4, 1.5, 1.6], wide).below_spread);
        assert!(own([1.4, 1.5, 2.0], tight).below_spread);
        assert!((own([1.4, 1.5, 2.0], tight).seconds - 0.4).abs() < 1e-12);
    }

    #[test]
    fn a_speed_up_is_doubted_where_it_may_be_chance() {
        let laps = |walls: [f64; 3]| Times::of(&walls.map(|wall| Lap { wall, cpu: None }));
        let one = laps([1.0, 1.1, 1.2]);
        let row = |threads, walls| {
            ThreadRow::new(threads, Rates::new(laps(walls), 1_000_000, 1, 1, &floor()), &one).doubt
        };
        assert_eq!(row(1, [1.0, 1.1, 1.2]), None);
        assert_eq!(row(2, [0.6, 0.7, 0.8]), None);
        assert_eq!(row(2, [0.6, 0.7, 1.0]), Some(Doubt::RangesOverlap));
        assert_eq!(row(2, [0.4, 0.5, 0.6]), Some(Doubt::MoreThanThreads));
        assert_eq!(row(2, [0.52, 0.53, 0.6]), None);
    }

    #[test]
    fn a_small_text_has_no_exponent() {
        let sizes = |unit: usize| {
            (1..=3).map(move |at| {
                let bytes = at * unit;
                let rates = Rates::new(times(bytes as f64), bytes, 1, 1, &floor());
                SizeRow { share: at as f64 / 3.0, bytes, documents: 1, rates }
            })
        };
        assert_eq!(Growth::new(sizes(333_333).collect()).exponent, None);
        assert!((Growth::new(sizes(333_334).collect()).exponent.unwrap() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_exponent_of_a_power_law_is_its_power() {
        let points: Vec<(f64, f64)> = (1..6).map(|x| (f64::from(x), 3.0 * f64::from(x).powf(1.25))).collect();
        assert!((exponent(&points).unwrap() - 1.25).abs() < 1e-12);
        assert_eq!(exponent(&points[..1]), None);
        assert_eq!(exponent(&[]), None);
    }
}
