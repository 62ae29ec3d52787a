//! Room for passages that lie over one another.

use super::StripPassage;

/// Passages in heaps that do not touch each other, so that a heap's lanes make only its own passages thin.
pub(super) fn heaps(passages: &[StripPassage]) -> Vec<Vec<StripPassage>> {
    let mut order: Vec<StripPassage> =
        passages.iter().copied().filter(|passage| passage.end > passage.start).collect();
    order.sort_by_key(|passage| (passage.start, passage.end, passage.source, passage.taken));
    let mut heaps: Vec<Vec<StripPassage>> = Vec::new();
    let mut end = 0;
    for passage in order {
        match heaps.last_mut() {
            Some(heap) if passage.start < end => heap.push(passage),
            _ => heaps.push(vec![passage]),
        }
        end = end.max(passage.end);
    }
    heaps
}

/// Passages side by side in as few lanes as hold them, longest first; and how many found no place.
pub(super) fn lanes(passages: &[StripPassage], most: usize) -> (Vec<Vec<StripPassage>>, usize) {
    let mut order = passages.to_vec();
    order.sort_by_key(|passage| {
        (std::cmp::Reverse(passage.end - passage.start), passage.start, passage.source, passage.taken)
    });
    let mut lanes: Vec<Vec<StripPassage>> = Vec::new();
    let mut hidden = 0;
    for passage in order {
        let free = |lane: &Vec<StripPassage>| {
            lane.iter().all(|other| passage.end <= other.start || other.end <= passage.start)
        };
        if let Some(lane) = lanes.iter_mut().find(|lane| free(lane)) {
            lane.push(passage);
        } else if lanes.len() < most {
            lanes.push(vec![passage]);
        } else {
            hidden += 1;
        }
    }
    (lanes, hidden)
}

#[cfg(test)]
mod tests {
    use super::super::Taken;
    use super::*;

    #[test]
    fn overlapping_passages_get_lanes_and_the_longest_come_first() {
        let passage = |start, end| StripPassage { start, end, source: 0, taken: Taken::Copied };
        let (placed, hidden) = lanes(&[passage(0, 10), passage(5, 30), passage(10, 20), passage(8, 12)], 2);
        assert_eq!(placed, [vec![passage(5, 30)], vec![passage(0, 10), passage(10, 20)]]);
        assert_eq!(hidden, 1);
        let apart = heaps(&[passage(40, 50), passage(0, 10), passage(9, 12), passage(12, 20), passage(7, 7)]);
        assert_eq!(
            apart,
            [vec![passage(0, 10), passage(9, 12)], vec![passage(12, 20)], vec![passage(40, 50)]]
        );
        assert_eq!(lanes(&[], 2), (vec![], 0));
    }
}
