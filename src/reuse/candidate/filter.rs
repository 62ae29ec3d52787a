//! Which pairs are asked for, decided before they are made.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::params::{Outlets, ReuseParams};
use crate::corpus::{Corpus, Date};

/// Which pairs of rows are asked for.
pub(super) struct Filter {
    targets: Option<Vec<bool>>,
    sources: Option<Vec<bool>>,
    pairs: Option<FxHashSet<(usize, usize)>>,
    pub(super) time: Option<Time>,
    pub(super) outlet: Option<Outlet>,
}

impl Filter {
    pub(super) fn new(corpus: &Corpus, params: &ReuseParams) -> Self {
        let set = |rows: &Option<Vec<usize>>| {
            rows.as_ref().map(|rows| {
                let mut set = vec![false; corpus.len()];
                rows.iter().for_each(|&row| set[row] = true);
                set
            })
        };
        Self {
            targets: set(&params.targets),
            sources: set(&params.sources),
            pairs: params.pairs.as_ref().map(|pairs| pairs.iter().copied().collect()),
            time: params.within.map(|within| Time::new(corpus, within)),
            outlet: Outlet::new(corpus, params.outlets),
        }
    }

    /// Whether every pair is allowed.
    pub(super) fn is_none(&self) -> bool {
        !self.has_sides() && self.pairs.is_none() && self.time.is_none() && self.outlet.is_none()
    }

    /// Whether some documents are only to be explained, or only to explain.
    pub(super) fn has_sides(&self) -> bool {
        self.targets.is_some() || self.sources.is_some()
    }

    pub(super) fn is_target(&self, row: u32) -> bool {
        self.targets.as_ref().is_none_or(|set| set[row as usize])
    }

    pub(super) fn is_source(&self, row: u32) -> bool {
        self.sources.as_ref().is_none_or(|set| set[row as usize])
    }

    /// Whether it is asked for how much of `target` stands in `source`.
    pub(super) fn is_wanted(&self, target: u32, source: u32) -> bool {
        self.is_target(target)
            && self.is_source(source)
            && self.time.as_ref().is_none_or(|time| time.is_near(target, source))
            && self.outlet.as_ref().is_none_or(|outlet| outlet.is_wanted(target, source))
            && self.pairs.as_ref().is_none_or(|set| set.contains(&(target as usize, source as usize)))
    }
}

/// Documents may not certainly be further apart than this.
pub(super) struct Time {
    seconds: i64,
    /// First and last second that each row may be of.
    dates: Vec<Option<(i64, i64)>>,
    /// How little is known of the least precise date: its last second less its first.
    vaguest: i64,
}

impl Time {
    fn new(corpus: &Corpus, seconds: u64) -> Self {
        let of_date = |date: Date| (seconds_of(date.first()), seconds_of(date.last()));
        let dates: Vec<_> = corpus.documents().iter().map(|document| document.date().map(of_date)).collect();
        let vaguest = dates.iter().flatten().map(|(first, last)| last - first).max().unwrap_or(0);
        Self { seconds: i64::try_from(seconds).unwrap_or(i64::MAX), dates, vaguest }
    }

    /// Whether two rows may be near enough; a row without a date may be near to any.
    pub(super) fn is_near(&self, a: u32, b: u32) -> bool {
        let (Some(a), Some(b)) = (self.dates[a as usize], self.dates[b as usize]) else { return true };
        (a.0 - b.1).max(b.0 - a.1) <= self.seconds
    }

    /// Whether no row that begins as early as `earlier` or earlier can be near to `later`.
    pub(super) fn all_before_are_too_far(&self, earlier: u32, later: u32) -> bool {
        let (Some(earlier), Some(later)) = (self.dates[earlier as usize], self.dates[later as usize]) else {
            return false;
        };
        (later.0 - earlier.0).saturating_sub(self.vaguest) > self.seconds
    }
}

fn seconds_of(time: jiff::civil::DateTime) -> i64 {
    jiff::civil::DateTime::ZERO.duration_until(time).as_secs()
}

/// Documents must be of the same outlet, or of different ones.
pub(super) struct Outlet {
    pub(super) same: bool,
    /// A number for the outlet of each row; an article without a source is an outlet of its own.
    of_row: Vec<u32>,
}

impl Outlet {
    fn new(corpus: &Corpus, outlets: Outlets) -> Option<Self> {
        let same = match outlets {
            Outlets::Any => return None,
            Outlets::Same => true,
            Outlets::Other => false,
        };
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let n = corpus.len() as u32;
        let of_row = corpus.documents().iter().zip(0..).map(|(document, row)| match document.source() {
            Some(source) => {
                let next = n + numbers.len() as u32;
                *numbers.entry(source).or_insert(next)
            }
            None => row,
        });
        Some(Self { same, of_row: of_row.collect() })
    }

    pub(super) fn number(&self, row: u32) -> u32 {
        self.of_row[row as usize]
    }

    fn is_wanted(&self, a: u32, b: u32) -> bool {
        (self.number(a) == self.number(b)) == self.same
    }
}
