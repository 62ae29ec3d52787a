//! The dendrogram beside a heatmap whose rows already stand in its order.

use super::canvas::{Anchor, Area, Canvas};

/// Two neighbouring groups of rows become one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Merge {
    /// The groups: indices of rows, or `n` + the index of an earlier merge.
    pub(super) left: usize,
    pub(super) right: usize,
    /// Mean distance between the groups, 0 to 1.
    pub(super) height: f64,
}

/// The average-linkage tree of rows that stand in its leaf order, where only neighbours ever join.
///
/// `distance` is 0 to 1. Cost: rows² time and memory; for the few rows that can be drawn.
pub(super) fn average_linkage(n: usize, distance: impl Fn(usize, usize) -> f64) -> Vec<Merge> {
    struct Group {
        node: usize,
        rows: std::ops::Range<usize>,
    }
    let between = |a: &Group, b: &Group| {
        let sum: f64 = a
            .rows
            .clone()
            .flat_map(|i| b.rows.clone().map(move |j| (i, j)))
            .map(|(i, j)| distance(i, j))
            .sum();
        sum / (a.rows.len() * b.rows.len()) as f64
    };
    let mut groups: Vec<Group> = (0..n).map(|row| Group { node: row, rows: row..row + 1 }).collect();
    let mut merges = Vec::with_capacity(n.saturating_sub(1));
    while groups.len() > 1 {
        let nearest = groups
            .windows(2)
            .enumerate()
            .map(|(at, pair)| (at, between(&pair[0], &pair[1])))
            .min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        let Some((at, height)) = nearest else { break };
        let right = groups.remove(at + 1);
        let left = &mut groups[at];
        merges.push(Merge { left: left.node, right: right.node, height });
        left.node = n + merges.len() - 1;
        left.rows.end = right.rows.end;
    }
    merges
}

/// Draws the tree with its leaves on the left edge of `area`, one every `pitch`.
///
/// Joins stand at their cosines, between round ones: most news shares few words, and a scale from 0 to 1 would squeeze
/// all joins to one side.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Area, pitch: f64, merges: &[Merge]) {
    let n = merges.len() + 1;
    let (high, low) = range(merges);
    // A stub before the highest join, so that it is seen to be one.
    let stub = 8.0;
    let place = |height: f64| {
        let share = (high - (1.0 - height.clamp(0.0, 1.0))) / (high - low);
        area.x + stub + (area.width - stub) * share.clamp(0.0, 1.0)
    };
    let mut nodes: Vec<(f64, f64)> =
        (0..n).map(|row| (area.x, area.y + (row as f64 + 0.5) * pitch)).collect();
    for merge in merges {
        let (Some(&a), Some(&b)) = (nodes.get(merge.left), nodes.get(merge.right)) else { return };
        let x = place(merge.height);
        canvas.line(vec![a, (x, a.1), (x, b.1), b], 1.0, canvas.style.muted);
        nodes.push((x, f64::midpoint(a.1, b.1)));
    }
    let caption = canvas.caption(9.5);
    let y = area.bottom() + 5.0;
    canvas.line(vec![(area.x + stub, y), (area.right(), y)], 0.6, canvas.style.faint);
    for (cosine, anchor) in [(high, Anchor::Middle), (low, Anchor::End)] {
        let x = place(1.0 - cosine);
        canvas.line(vec![(x, y - 2.0), (x, y + 2.0)], 0.6, canvas.style.muted);
        canvas.text((x, y + 12.0), anchor, caption, super::axis::tick(cosine));
    }
    canvas.text((area.middle().0 + stub / 2.0, y + 12.0), Anchor::Middle, caption, "cosine");
}

/// The round cosines around all joins, the higher first.
fn range(merges: &[Merge]) -> (f64, f64) {
    let cosines = || merges.iter().map(|merge| 1.0 - merge.height.clamp(0.0, 1.0));
    let step = |value: f64| value * 20.0;
    let high = (step(cosines().fold(0.0, f64::max)) - 1e-9).ceil() / 20.0;
    let low = (step(cosines().fold(1.0, f64::min)) + 1e-9).floor() / 20.0;
    let high = high.clamp(0.05, 1.0);
    (high, low.min(high - 0.05).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_rows_join_first() {
        let places: [f64; 4] = [0.0, 0.1, 0.6, 0.8];
        let merges = average_linkage(4, |a, b| (places[a] - places[b]).abs());
        let shape: Vec<_> = merges.iter().map(|merge| (merge.left, merge.right)).collect();
        assert_eq!(shape, [(0, 1), (2, 3), (4, 5)]);
        assert!((merges[2].height - 0.65).abs() < 1e-12);
    }

    #[test]
    fn joins_spread_between_round_cosines() {
        let join = |cosine: f64| Merge { left: 0, right: 1, height: 1.0 - cosine };
        assert_eq!(range(&[join(0.32), join(0.11)]), (0.35, 0.1));
        assert_eq!(range(&[join(0.0), join(0.0)]), (0.05, 0.0));
        assert_eq!(range(&[join(1.0)]), (1.0, 0.95));
    }

    #[test]
    fn one_row_has_no_tree() {
        assert_eq!(average_linkage(1, |_, _| 0.0), []);
        assert_eq!(average_linkage(0, |_, _| 0.0), []);
    }
}
