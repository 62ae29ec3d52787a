//! Where one document says in few words what the other says in many places.

use std::ops::Range;

use super::bar::Bar;
use super::event;
use super::region::{Region, best_stretch, overlap};
use super::similar::Similar;
use super::texts::{Bag, Texts};
use super::weight::{self, Words};

/// Least cosine of a unit of the summary and its best place in the long text.
pub(super) const COSINE: f64 = 0.2;
/// A unit is held against every place that is at least this alike, with the units beside it.
pub(super) const PLACE_COSINE: f64 = 0.14;
const BESIDE: usize = 1;
/// What a unit's share of weight found at one place must exceed.
const FOUND: f64 = 0.35;
/// Most units in a row of which no place is known.
const GAP: usize = 1;
/// Fewest units, and fewest different places.
const FEWEST: usize = 2;
/// How many times longer the long text must be.
const RATIO: usize = 2;
/// Where a region explains this share of a summary, it is none.
const EXPLAINED: f64 = 0.8;

/// The stretches on the left that sum up stretches on the right; `regions` that they replace are taken out.
///
/// Each unit on the left is held against the places on the right that are most like it. A row of units that are
/// found, at several places spread over a stretch at least twice as long, is a summary of that stretch.
pub(super) fn condensed(
    texts: &Texts<'_>,
    similar: &[Similar],
    regions: &mut Vec<Region>,
    bar: &Bar,
    bag: &mut Bag,
) -> Vec<Region> {
    let (left, right) = (&texts.left, &texts.right);
    let mut best: Vec<Option<Similar>> = vec![None; left.units.len()];
    for pair in similar.iter().filter(|pair| pair.cosine >= COSINE) {
        if best[pair.left].is_none_or(|best| pair.cosine > best.cosine) {
            best[pair.left] = Some(*pair);
        }
    }
    let known: Vec<usize> = (0..best.len()).filter(|&unit| best[unit].is_some()).collect();
    let rows = known.chunk_by(|a, b| b - a <= GAP + 1).filter(|row| row.len() >= FEWEST);
    let around = |unit: usize| unit.saturating_sub(BESIDE)..(unit + BESIDE + 1).min(right.units.len());
    let mut summaries = Vec::new();
    for row in rows {
        let units = row[0]..row[row.len() - 1] + 1;
        let gains: Vec<f64> = units
            .clone()
            .map(|unit| {
                let expected = FOUND * left.unit_weight(unit);
                let from = similar.partition_point(|pair| pair.left < unit);
                let places = similar[from..].iter().take_while(|pair| pair.left == unit);
                let found = places.filter(|pair| pair.cosine >= PLACE_COSINE && best[unit].is_some());
                let found =
                    found.map(|pair| bag.with(right, &around(pair.right), |bag| bag.weight(left, unit)));
                found.fold(0.0, f64::max) - expected
            })
            .collect();
        let (evidence, units) = best_stretch(&gains, units.start, &units);
        if evidence < bar.condensed_evidence {
            continue;
        }
        let places: Vec<(usize, Range<usize>)> =
            units.clone().filter_map(|unit| best[unit].map(|pair| (unit, around(pair.right)))).collect();
        let mut distinct: Vec<usize> =
            units.clone().filter_map(|unit| best[unit].map(|pair| pair.right)).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let (Some(from), Some(to)) = (distinct.first(), distinct.last()) else { continue };
        let summary = Region { left: units, right: *from..*to + 1 };
        let (in_left, in_right) = (left.tokens_of(&summary.left), right.tokens_of(&summary.right));
        if distinct.len() < FEWEST
            || in_right.len() < RATIO * in_left.len()
            || is_explained(&summary, regions)
            || weight::at_places(texts, &places, in_left.len(), bag) < bar.condensed_weight
        {
            continue;
        }
        let words = Words::of(texts, in_left, in_right);
        if bar.one_event && !event::keeps_names(left, right, &words.left, &words.right) {
            continue;
        }
        regions.retain(|region| overlap(&region.left, &summary.left) * 2 < region.left.len());
        let right = summed_up(&summary.right, distinct.len(), right.units.len());
        summaries.push(Region { right, ..summary });
    }
    summaries
}

/// The stretch that was summed up, of which this many places between the first and the last were found.
///
/// Who sums up takes from all over a text. Of n places drawn evenly from a stretch the first and the last are on average
/// (n − 1) / (n + 1) of it apart, so that a part of 1 / (n − 1) of what lies between them is missing at either end.
fn summed_up(found: &Range<usize>, places: usize, units: usize) -> Range<usize> {
    let missing = (found.len() - 1) / (places - 1).max(1);
    found.start.saturating_sub(missing)..(found.end + missing).min(units)
}

fn is_explained(summary: &Region, regions: &[Region]) -> bool {
    let shared = regions.iter().map(|region| overlap(&region.left, &summary.left)).max().unwrap_or(0);
    shared as f64 >= EXPLAINED * summary.left.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_summed_up_reaches_beyond_the_places_found() {
        assert_eq!(summed_up(&(10..21), 3, 100), 5..26);
        assert_eq!(summed_up(&(10..21), 2, 25), 0..25);
        assert_eq!(summed_up(&(10..21), 11, 25), 9..22);
    }
}
