//! Room for passages that lie over one another.

use super::StripPassage;

/// How much of an article its passages cover.
pub(super) fn covered(passages: &[StripPassage]) -> usize {
    let mut spans: Vec<(usize, usize)> =
        passages.iter().map(|passage| (passage.start, passage.end)).collect();
    spans.sort_unstable();
    let mut end = 0;
    let mut covered = 0;
    for span in spans {
        covered += span.1.saturating_sub(span.0.max(end));
        end = end.max(span.1);
    }
    covered
}

/// Passages of one source and kind with no more than `gap` between them as one: sentences that were taken over in a row
/// are one stretch to the eye.
pub(super) fn joined(passages: &[StripPassage], gap: usize) -> Vec<StripPassage> {
    let mut order: Vec<StripPassage> =
        passages.iter().copied().filter(|passage| passage.end > passage.start).collect();
    order.sort_by_key(|passage| (passage.source, passage.taken, passage.start, passage.end));
    let mut joined: Vec<StripPassage> = Vec::new();
    for passage in order {
        match joined.last_mut() {
            Some(last)
                if (last.source, last.taken) == (passage.source, passage.taken)
                    && passage.start <= last.end + gap =>
            {
                last.end = last.end.max(passage.end);
            }
            _ => joined.push(passage),
        }
    }
    joined
}

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
    fn what_was_taken_in_a_row_is_one_stretch() {
        let passage = |start, end, source| StripPassage { start, end, source, taken: Taken::Copied };
        let taken = [passage(0, 10, 1), passage(12, 20, 1), passage(11, 15, 2), passage(30, 40, 1)];
        assert_eq!(joined(&taken, 2), [passage(0, 20, 1), passage(30, 40, 1), passage(11, 15, 2)]);
        assert_eq!(joined(&taken, 1).len(), 4);
        assert_eq!(covered(&taken), 10 + 9 + 10);
        assert_eq!(covered(&[passage(9, 3, 0)]), 0);
    }

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
