//! How near each row can be at most.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Rows whose highest bound is kept, so that most of them are passed over at once.
const BLOCK: usize = 64;
/// Bounds that are set in one step.
const LANES: usize = 8;

/// A sum and a bound for each row.
#[derive(Debug)]
pub(super) struct Bounds {
    sums: Vec<f32>,
    bounds: Vec<f32>,
    /// The highest bound of each block of rows.
    highest: Vec<f32>,
}

impl Bounds {
    pub(super) fn new(n: usize) -> Self {
        Self { sums: vec![0.0; n], bounds: vec![0.0; n], highest: vec![0.0; n.div_ceil(BLOCK)] }
    }

    /// Sets all sums to zero.
    pub(super) fn clear(&mut self) {
        self.sums.fill(0.0);
    }

    /// Adds what a term of weight `unit` makes of rows with these weights.
    pub(super) fn add(&mut self, rows: &[u32], units: &[f32], unit: f32) {
        for (&row, &other) in rows.iter().zip(units) {
            if let Some(sum) = self.sums.get_mut(row as usize) {
                *sum += unit * other;
            }
        }
    }

    /// Bounds each row by its sum and by what is left of both lengths; `own` can be nothing.
    pub(super) fn set(&mut self, left: &[f32], length_left: f32, own: Option<usize>) {
        let blocks = self.bounds.chunks_mut(BLOCK).zip(self.sums.chunks(BLOCK)).zip(left.chunks(BLOCK));
        for (highest, ((bounds, sums), left)) in self.highest.iter_mut().zip(blocks) {
            let mut lanes = [0f32; LANES];
            let rows = bounds.chunks_mut(LANES).zip(sums.chunks(LANES)).zip(left.chunks(LANES));
            for ((bounds, sums), left) in rows {
                for (((bound, sum), left), lane) in bounds.iter_mut().zip(sums).zip(left).zip(&mut lanes) {
                    *bound = sum + length_left * left;
                    *lane = if *bound > *lane { *bound } else { *lane };
                }
            }
            *highest = lanes.into_iter().fold(0.0, f32::max);
        }
        if let Some(own) = own {
            // The block may seem higher than it is, which costs a look at its rows.
            self.bounds[own] = 0.0;
        }
    }

    /// The `n` rows with the highest bounds over zero; fewer if there are no more.
    pub(super) fn highest(&self, n: usize) -> Vec<u32> {
        // Bounds are not negative, and so are ordered as their bits are.
        let mut found: BinaryHeap<Reverse<(u32, Reverse<u32>)>> = BinaryHeap::new();
        for (block, highest) in self.highest.iter().enumerate() {
            let lowest = |found: &BinaryHeap<Reverse<(u32, Reverse<u32>)>>| match found.peek() {
                Some(Reverse((bits, _))) if found.len() == n => *bits,
                _ => 0,
            };
            if highest.to_bits() <= lowest(&found) {
                continue;
            }
            let first = block * BLOCK;
            for (row, bound) in (first..).zip(&self.bounds[first..(first + BLOCK).min(self.bounds.len())]) {
                if bound.to_bits() > lowest(&found) {
                    if found.len() == n {
                        found.pop();
                    }
                    found.push(Reverse((bound.to_bits(), Reverse(row as u32))));
                }
            }
        }
        found.into_iter().map(|Reverse((_, Reverse(row)))| row).collect()
    }

    /// Rows whose bound is at least `floor` and over zero, with it; `None` if they are more than `most`.
    pub(super) fn from(&self, floor: f64, most: Option<usize>) -> Option<Vec<(f32, u32)>> {
        // A little lower rather than higher, if it is no number of single precision.
        let floor = (floor as f32).next_down().max(f32::MIN_POSITIVE);
        let mut found = Vec::new();
        for (block, _) in self.highest.iter().enumerate().filter(|(_, highest)| **highest >= floor) {
            let first = block * BLOCK;
            let rows = (first..).zip(&self.bounds[first..(first + BLOCK).min(self.bounds.len())]);
            found.extend(rows.filter(|(_, bound)| **bound >= floor).map(|(row, bound)| (*bound, row as u32)));
            if most.is_some_and(|most| found.len() > most) {
                return None;
            }
        }
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_sums_and_what_is_left() {
        let mut bounds = Bounds::new(100);
        bounds.add(&[3, 70, 99], &[0.5, 0.25, 0.5], 0.5);
        bounds.set(&[0.5; 100], 0.0, None);
        let mut highest = bounds.highest(2);
        highest.sort_unstable();
        assert_eq!(highest, [3, 99]);
        assert_eq!(bounds.from(0.2, None), Some(vec![(0.25, 3), (0.25, 99)]));
        assert_eq!(
            bounds.from(0.0, None).map(|found| found.len()),
            Some(3),
            "what is zero can be no neighbour"
        );
        bounds.set(&[0.5; 100], 0.5, Some(99));
        assert_eq!(bounds.from(0.26, Some(2)), Some(vec![(0.5, 3), (0.375, 70)]));
        assert_eq!(bounds.from(0.25, Some(2)), None, "every row has as much left");
    }
}
