//! Regions of two documents that say the same, unit for unit in any order.

use std::collections::BTreeMap;
use std::ops::Range;

use super::bar::Bar;
use super::similar::{Similar, cosine};
use super::texts::{Bag, Text, Texts};

/// Most units between two seeds of one region, in either document.
const GAP: usize = 2;
/// What a unit's share of shared weight must exceed for the unit to belong to a region.
const SHARED: f64 = 0.3;
/// How many units a region may grow on each side each time its border is drawn, and how often that is done.
const REACH: usize = 1;
const ROUNDS: usize = 2;

/// A stretch of units on either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) left: Range<usize>,
    pub(super) right: Range<usize>,
}

impl Region {
    pub(super) fn flipped(self) -> Self {
        Self { left: self.right, right: self.left }
    }

    fn of(seeds: &[Similar]) -> Self {
        let mut region =
            Self { left: seeds[0].left..seeds[0].left + 1, right: seeds[0].right..seeds[0].right + 1 };
        for seed in seeds {
            region.left = hull(&region.left, &(seed.left..seed.left + 1));
            region.right = hull(&region.right, &(seed.right..seed.right + 1));
        }
        region
    }
}

/// The smallest range that holds both.
pub(in super::super) fn hull(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.min(b.start)..a.end.max(b.end)
}

/// How many both hold.
pub(in super::super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// The regions, best first, none mostly inside better ones on either side.
///
/// Seeds (units that are alike) that stand close to each other in both documents make a region, which is taken apart at
/// ever smaller gaps until its two sides are alike as wholes. Then its borders are drawn by what each unit shares with
/// the whole other side, in turn: that finds units whose sentences were parted, joined or shuffled.
pub(super) fn regions(texts: &Texts<'_>, similar: &[Similar], bar: &Bar, bag: &mut Bag) -> Vec<Region> {
    let seeds: Vec<Similar> =
        similar.iter().filter(|pair| pair.cosine > bar.cosine && pair.dice > bar.dice).copied().collect();
    let mut rough = Vec::new();
    gather(texts, seeds, GAP, bar, &mut rough);
    let mut drawn: Vec<(f64, Region)> = rough.into_iter().map(|region| draw(texts, region, bag)).collect();
    drawn.retain(|(evidence, _)| *evidence >= bar.evidence);
    drawn.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut kept: Vec<Region> = Vec::new();
    let mut covered = Covered::new(texts);
    for (_, region) in drawn {
        let (left, right) = covered.count(&region);
        let meets = |other: &&mut Region| {
            overlap(&other.left, &region.left) > 0 && overlap(&other.right, &region.right) > 0
        };
        // Regions are many in long texts; few of them meet.
        if left > 0
            && right > 0
            && let Some(other) = kept.iter_mut().find(meets)
        {
            other.left = hull(&other.left, &region.left);
            other.right = hull(&other.right, &region.right);
            covered.add(other);
        } else if left * 2 <= region.left.len() && right * 2 <= region.right.len() {
            covered.add(&region);
            kept.push(region);
        }
    }
    kept
}

/// Which units stand in a region.
struct Covered {
    left: Vec<bool>,
    right: Vec<bool>,
}

impl Covered {
    fn new(texts: &Texts<'_>) -> Self {
        Self { left: vec![false; texts.left.units.len()], right: vec![false; texts.right.units.len()] }
    }

    /// How many units of the region do, on either side.
    fn count(&self, region: &Region) -> (usize, usize) {
        let count = |covered: &[bool]| covered.iter().filter(|&&covered| covered).count();
        (count(&self.left[region.left.clone()]), count(&self.right[region.right.clone()]))
    }

    fn add(&mut self, region: &Region) {
        self.left[region.left.clone()].fill(true);
        self.right[region.right.clone()].fill(true);
    }
}

fn gather(texts: &Texts<'_>, seeds: Vec<Similar>, gap: usize, bar: &Bar, found: &mut Vec<Region>) {
    for group in groups(&seeds, gap) {
        let region = Region::of(&group);
        if cosine(texts, &region.left, &region.right) >= bar.alike {
            found.push(region);
        } else if gap > 0 {
            gather(texts, group, gap - 1, bar, found);
        }
    }
}

/// Seeds, which are in order, in groups: those of a group lead to each other in steps of at most `gap` units between.
fn groups(seeds: &[Similar], gap: usize) -> Vec<Vec<Similar>> {
    let mut parents: Vec<usize> = (0..seeds.len()).collect();
    for (at, seed) in seeds.iter().enumerate() {
        let near = seeds[at + 1..].iter().take_while(|other| other.left - seed.left <= gap + 1);
        for (after, _) in near.enumerate().filter(|(_, other)| other.right.abs_diff(seed.right) <= gap + 1) {
            let (a, b) = (root(&mut parents, at), root(&mut parents, at + 1 + after));
            parents[a.max(b)] = a.min(b);
        }
    }
    let mut groups: BTreeMap<usize, Vec<Similar>> = BTreeMap::new();
    for (at, &seed) in seeds.iter().enumerate() {
        groups.entry(root(&mut parents, at)).or_default().push(seed);
    }
    groups.into_values().collect()
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

/// The region with its borders where what is shared begins and ends, and by how much it exceeds the expected.
fn draw(texts: &Texts<'_>, mut region: Region, bag: &mut Bag) -> (f64, Region) {
    let mut evidence = 0.0;
    for _ in 0..ROUNDS {
        let (of_left, left) = side(&texts.left, &region.left, &texts.right, &region.right, bag);
        let (of_right, right) = side(&texts.right, &region.right, &texts.left, &left, bag);
        evidence = of_left + of_right;
        let drawn = Region { left, right };
        if drawn == region {
            break;
        }
        region = drawn;
    }
    (evidence, region)
}

fn side(
    text: &Text<'_>,
    units: &Range<usize>,
    other: &Text<'_>,
    of_other: &Range<usize>,
    bag: &mut Bag,
) -> (f64, Range<usize>) {
    let reach = units.start.saturating_sub(REACH)..(units.end + REACH).min(text.units.len());
    let gains: Vec<f64> = bag.with(other, of_other, |bag| {
        reach.clone().map(|unit| bag.weight(text, unit) - SHARED * text.unit_weight(unit)).collect()
    });
    best_stretch(&gains, reach.start, units)
}

/// The stretch with the highest sum of `gains`, the first of which is that of unit `first`, among those that touch
/// `units`; of equal ones that which ends first. One sweep over the ends, with the lowest sum before a start so far.
pub(super) fn best_stretch(gains: &[f64], first: usize, units: &Range<usize>) -> (f64, Range<usize>) {
    let mut best = (f64::MIN, units.clone());
    let (mut before, mut lowest) = (0.0, (f64::MAX, first));
    for (unit, gain) in (first..).zip(gains) {
        if unit < units.end && before < lowest.0 {
            lowest = (before, unit);
        }
        before += gain;
        if unit >= units.start && before - lowest.0 > best.0 {
            best = (before - lowest.0, lowest.1..unit + 1);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seeds(places: &[(usize, usize)]) -> Vec<Similar> {
        places.iter().map(|&(left, right)| Similar { left, right, cosine: 1.0, dice: 1.0 }).collect()
    }

    #[test]
    fn seeds_close_on_both_sides_make_a_group() {
        let found = groups(&seeds(&[(0, 5), (1, 4), (2, 20), (3, 21), (9, 4)]), 1);
        let regions: Vec<Region> = found.iter().map(|group| Region::of(group)).collect();
        let region = |left, right| Region { left, right };
        assert_eq!(regions, [region(0..2, 4..6), region(2..4, 20..22), region(9..10, 4..5)]);
    }

    #[test]
    fn the_best_stretch_touches_the_units_and_leaves_out_what_costs() {
        assert_eq!(best_stretch(&[2.0, -1.0, 3.0, -4.0, 9.0], 10, &(12..13)), (9.0, 10..15));
        assert_eq!(best_stretch(&[2.0, -1.0, 3.0, -9.0, 8.0], 10, &(11..13)), (4.0, 10..13));
        assert_eq!(best_stretch(&[-2.0], 3, &(3..4)), (-2.0, 3..4));
    }
}
