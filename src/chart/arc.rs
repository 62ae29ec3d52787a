//! Lines from one name of a column to another, bulging to the right.

use super::canvas::Canvas;
use super::{Colour, Retold};

/// A line from a source to its target.
pub(super) struct Arc {
    pub(super) told: Retold,
    /// Where it leaves the source and reaches the target.
    from: f64,
    to: f64,
    /// How far it reaches to the right.
    reach: f64,
    width: f64,
}

/// How far a line reaches that has none inside it: far enough for its number.
const LEAST_REACH: f64 = 40.0;
/// How much further a line reaches than those inside it, at most: room for a number between them, and still a curve.
const STEP: f64 = 80.0;

/// Lines for `told`, whose articles stand at the heights `at`, `pitch` apart; none reaches further than `most`.
///
/// The ends of several lines at one name are spread so that inner lines stay inside outer ones, and a line reaches a step
/// further than those inside it: what is spanned alone would crowd the short ones at the names and leave the rest empty.
pub(super) fn place(told: &[Retold], at: &[f64], pitch: f64, most: f64) -> Vec<Arc> {
    let spread = |row: usize, other: usize| {
        // From top to bottom: to names above, the nearest first; then to names below, the farthest first.
        let mut others: Vec<usize> = told
            .iter()
            .filter(|told| row == told.target || row == told.source)
            .map(|told| told.target + told.source - row)
            .collect();
        others.sort_by(|&a, &b| {
            let key = |other: usize| (at[other] > at[row], -at[other]);
            let ((below_a, up_a), (below_b, up_b)) = (key(a), key(b));
            below_a.cmp(&below_b).then(up_a.total_cmp(&up_b)).then(a.cmp(&b))
        });
        let place = others.iter().position(|&found| found == other).unwrap_or(0) as f64;
        let middle = (others.len().saturating_sub(1)) as f64 / 2.0;
        let step = (pitch * 0.62 / others.len().max(1) as f64).min(9.0);
        at[row] + (place - middle) * step
    };
    // Lines at one name do not lie on each other.
    let ends = |row: usize| told.iter().filter(|told| told.target == row || told.source == row).count();
    let crowded = told.iter().map(|told| ends(told.target).max(ends(told.source))).max().unwrap_or(1);
    let widest = (pitch * 0.55 / crowded as f64).clamp(1.4, 7.0);
    let depths = depths(told, at);
    let deepest = depths.iter().copied().max().unwrap_or(0);
    let step = ((most - LEAST_REACH) / deepest.max(1) as f64).clamp(0.0, STEP);
    told.iter()
        .zip(depths)
        .map(|(&told, depth)| Arc {
            told,
            from: spread(told.source, told.target),
            to: spread(told.target, told.source),
            reach: LEAST_REACH + step * depth as f64,
            width: 1.0 + (widest - 1.0) * told.share.clamp(0.0, 1.0),
        })
        .collect()
}

/// How many lines lie one inside the other within each; of those that span the same, each inside the one before it.
fn depths(told: &[Retold], at: &[f64]) -> Vec<usize> {
    let span = |told: &Retold| {
        let (a, b) = (at[told.target], at[told.source]);
        (a.min(b), a.max(b))
    };
    let mut order: Vec<usize> = (0..told.len()).collect();
    let height = |line: usize| span(&told[line]).1 - span(&told[line]).0;
    order.sort_by(|&a, &b| height(a).total_cmp(&height(b)).then(b.cmp(&a)));
    let mut depths = vec![0; told.len()];
    for (place, &line) in order.iter().enumerate() {
        let (top, bottom) = span(&told[line]);
        let inside = order[..place].iter().filter(|&&other| {
            let (other_top, other_bottom) = span(&told[other]);
            top <= other_top && other_bottom <= bottom
        });
        depths[line] = inside.map(|&other| depths[other] + 1).max().unwrap_or(0);
    }
    depths
}

impl Arc {
    /// The point of the line at `t`, from 0 at the source to 1 at the target; its ends stand at `x`.
    pub(super) fn at(&self, x: f64, t: f64) -> (f64, f64) {
        let angle = std::f64::consts::PI * t;
        let y = f64::midpoint(self.from, self.to) + (self.from - self.to) / 2.0 * angle.cos();
        (x + self.reach * angle.sin(), y)
    }

    /// Draws the line, with a head at the target where the dates say which one that is.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, x: f64, colour: Colour) {
        const STEPS: usize = 56;
        let (length, half) = (7.0 + 0.9 * self.width, 3.4 + 0.75 * self.width);
        let end = if self.told.dated { x + length - 1.0 } else { x };
        let mut points: Vec<(f64, f64)> =
            (0..=STEPS).map(|step| self.at(x, step as f64 / STEPS as f64)).collect();
        if self.told.dated {
            points.retain(|&(px, py)| px > end || (py - self.to).abs() > half);
            points.push((end, self.to));
        }
        canvas.line(points, self.width, colour);
        if self.told.dated {
            let head = vec![(x, self.to), (x + length, self.to - half), (x + length, self.to + half)];
            canvas.polygon(head, colour, 1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_lines_stay_inside_outer_ones() {
        let told = |target, source| Retold { target, source, share: 0.3, dated: true };
        let at = [10.0, 50.0, 90.0, 130.0];
        let arcs = place(&[told(1, 0), told(3, 0), told(2, 0)], &at, 40.0, 400.0);
        // All leave article 0: the farthest target from the top, the nearest from the bottom.
        assert!(arcs[1].from < arcs[2].from && arcs[2].from < arcs[0].from);
        let reach = [0, 2, 1].map(|line: usize| arcs[line].reach);
        assert_eq!(reach, [LEAST_REACH, LEAST_REACH + STEP, LEAST_REACH + 2.0 * STEP]);
        let (x, y) = arcs[0].at(100.0, 0.0);
        assert!((x - 100.0).abs() < 1e-9 && (y - arcs[0].from).abs() < 1e-9);
        assert!((arcs[0].at(100.0, 1.0).1 - arcs[0].to).abs() < 1e-9);
    }

    #[test]
    fn lines_that_lie_in_each_other_share_the_room_there_is() {
        let told = |target, source| Retold { target, source, share: 0.3, dated: true };
        let at: Vec<f64> = (0..9).map(|row| 25.0 * row as f64).collect();
        let lines: Vec<Retold> =
            (1..9).map(|target| told(target, 0)).chain([told(8, 7), told(0, 8)]).collect();
        // The last two: one is beside all others, one spans the same as the longest and is inside it.
        assert_eq!(depths(&lines, &at), [0, 1, 2, 3, 4, 5, 6, 8, 0, 7]);
        let arcs = place(&lines, &at, 25.0, 150.0);
        assert!((arcs[7].reach - 150.0).abs() < 1e-9, "{}", arcs[7].reach);
        assert!(place(&[], &at, 25.0, 150.0).is_empty());
    }
}
