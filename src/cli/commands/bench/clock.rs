//! Time by the wall and by the processor, and how far repetitions lie apart.

use std::hint::black_box;
use std::time::Instant;

use serde::Serialize;

/// What one repetition took, in seconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lap {
    pub(super) wall: f64,
    /// Of all threads together; `None` where the system does not tell.
    pub(super) cpu: Option<f64>,
}

/// Does the work and times it. What it gives is dropped after the clock has stopped.
pub(super) fn lap<T>(work: impl FnOnce() -> T) -> (T, Lap) {
    let (cpu, wall) = (cpu_seconds(), Instant::now());
    let result = black_box(work());
    let wall = wall.elapsed().as_secs_f64();
    let cpu = cpu.zip(cpu_seconds()).map(|(from, to)| to - from);
    (result, Lap { wall, cpu })
}

/// Processor time of this process so far.
#[cfg(unix)]
fn cpu_seconds() -> Option<f64> {
    use nix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).ok()?;
    Some(std::time::Duration::from(time).as_secs_f64())
}

#[cfg(not(unix))]
fn cpu_seconds() -> Option<f64> {
    None
}

/// Repetitions of one measurement, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Spread {
    pub(super) median: f64,
    pub(super) min: f64,
    pub(super) max: f64,
}

impl Spread {
    /// `None` of nothing.
    fn of(seconds: impl Iterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = seconds.collect();
        sorted.sort_by(f64::total_cmp);
        let (min, max) = (*sorted.first()?, *sorted.last()?);
        let half = sorted.len() / 2;
        let median = if sorted.len().is_multiple_of(2) {
            f64::midpoint(sorted[half - 1], sorted[half])
        } else {
            sorted[half]
        };
        // A clock that did not move would make every ratio infinite.
        let above_zero = |seconds: f64| seconds.max(1e-9);
        Some(Self { median: above_zero(median), min: above_zero(min), max: above_zero(max) })
    }

    /// How far the repetitions lie apart.
    pub(super) fn range(self) -> f64 {
        self.max - self.min
    }

    /// Whether some repetition of the one took as long as some repetition of the other.
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.min <= other.max && other.min <= self.max
    }

    fn plus(self, other: Self) -> Self {
        Self { median: self.median + other.median, min: self.min + other.min, max: self.max + other.max }
    }

    /// The same in nanoseconds for each of `bytes`.
    pub(super) fn per_byte(self, bytes: usize) -> Self {
        let factor = 1e9 / bytes.max(1) as f64;
        Self { median: self.median * factor, min: self.min * factor, max: self.max * factor }
    }
}

/// Wall and processor time of all repetitions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Times {
    pub(super) seconds: Spread,
    pub(super) cpu_seconds: Option<Spread>,
}

impl Times {
    /// Of at least one lap; of none, as if nothing took any time.
    pub(super) fn of(laps: &[Lap]) -> Self {
        let none = Spread { median: 1e-9, min: 1e-9, max: 1e-9 };
        let cpu: Option<Vec<f64>> = laps.iter().map(|lap| lap.cpu).collect();
        Self {
            seconds: Spread::of(laps.iter().map(|lap| lap.wall)).unwrap_or(none),
            cpu_seconds: cpu.and_then(|cpu| Spread::of(cpu.into_iter())),
        }
    }

    /// What costs are compared by: processor time, which other programs on the machine disturb least, or where the
    /// system does not tell it, wall time.
    pub(super) fn cost(&self) -> Spread {
        self.cpu_seconds.unwrap_or(self.seconds)
    }

    /// Processor time as a share of wall time: 1 where one thread never waited.
    pub(super) fn busy(&self) -> Option<f64> {
        self.cpu_seconds.map(|cpu| cpu.median / self.seconds.median)
    }

    /// One thing after the other.
    pub(super) fn then(self, next: Self) -> Self {
        Self {
            seconds: self.seconds.plus(next.seconds),
            cpu_seconds: self.cpu_seconds.zip(next.cpu_seconds).map(|(this, next)| this.plus(next)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one_or_between_the_two() {
        let times =
            |walls: &[f64]| Times::of(&walls.iter().map(|&wall| Lap { wall, cpu: None }).collect::<Vec<_>>());
        assert_eq!(times(&[3.0, 1.0, 2.0]).seconds, Spread { median: 2.0, min: 1.0, max: 3.0 });
        assert_eq!(times(&[4.0, 1.0, 2.0, 3.0]).seconds.median, 2.5);
        assert_eq!(times(&[4.0]).cpu_seconds, None);
        assert!(times(&[0.0]).seconds.median > 0.0 && times(&[]).seconds.median > 0.0);
        assert_eq!(times(&[2.0]).seconds.per_byte(1_000_000_000).median, 2.0);
    }

    #[test]
    fn costs_are_of_the_processor_where_it_is_known() {
        let times = |laps: &[(f64, Option<f64>)]| {
            Times::of(&laps.iter().map(|&(wall, cpu)| Lap { wall, cpu }).collect::<Vec<_>>())
        };
        let known = times(&[(4.0, Some(1.0)), (8.0, Some(3.0))]);
        assert_eq!((known.cost().median, known.cost().range(), known.busy()), (2.0, 2.0, Some(1.0 / 3.0)));
        let unknown = times(&[(4.0, None), (8.0, Some(3.0))]);
        assert_eq!((unknown.cost().median, unknown.busy()), (6.0, None));
        let spread = |min, max| Spread { median: min, min, max };
        assert!(spread(1.0, 2.0).overlaps(spread(2.0, 3.0)) && spread(2.0, 3.0).overlaps(spread(1.0, 9.0)));
        assert!(!spread(1.0, 2.0).overlaps(spread(2.1, 3.0)) && !spread(2.1, 3.0).overlaps(spread(1.0, 2.0)));
    }

    #[test]
    fn work_takes_time() {
        let (sum, lap) = lap(|| (0..200_000u64).map(black_box).sum::<u64>());
        assert_eq!(sum, 19_999_900_000);
        assert!(lap.wall > 0.0 && lap.cpu.is_none_or(|cpu| cpu > 0.0));
    }
}
