//! Texts that share most of their words, grouped around medoids.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::overlap::{Reference, Threshold};
use super::text::Texts;

/// Texts around a medoid.
pub(super) struct Group {
    /// Each text with its overlap with the medoid, which comes first.
    pub(super) members: Vec<(u32, f64)>,
}

/// Every text in one group, also such as are alone in theirs.
pub(super) struct Groups {
    pub(super) groups: Vec<Group>,
    /// The group of each text.
    pub(super) of_text: Vec<u32>,
}

/// Overlaps are summed in whole numbers, so that no sum depends on its order.
const ONE: usize = 1 << 20;

/// Groups the texts of which the medoid shares at least `least` of the longer with each.
///
/// The medoid is the text with the greatest sum of overlaps with texts not yet grouped, each counted as often as it is
/// carried; of equal sums the longer and then the first. A text is looked at when it is linked to one that has joined,
/// so the comparisons are as many as the links at most.
pub(super) fn groups(texts: &Texts, least: Threshold) -> Groups {
    let links = |text: usize| {
        texts.links(text).iter().filter_map(move |&(other, equal)| {
            let longer = texts.longer(text, other as usize);
            least.holds(equal, longer).then(|| (other as usize, equal.min(longer) * ONE / longer))
        })
    };
    let carried = |text: usize| texts.carriers(text).len();
    let mut weights: Vec<usize> = (0..texts.len())
        .map(|text| {
            let others: usize = links(text).map(|(other, overlap)| overlap * carried(other)).sum();
            others + ONE * (carried(text) - 1)
        })
        .collect();
    let entry = |text: usize, weight: usize| (weight, texts.words(text).len(), Reverse(text));
    let mut heap: BinaryHeap<_> = (0..texts.len()).map(|text| entry(text, weights[text])).collect();

    let mut group_of: Vec<Option<u32>> = vec![None; texts.len()];
    let mut looked_at_for = vec![u32::MAX; texts.len()];
    let mut groups: Vec<Group> = Vec::new();
    while let Some((weight, _, Reverse(medoid))) = heap.pop() {
        if group_of[medoid].is_some() {
            continue;
        }
        if weight != weights[medoid] {
            // Some of what it was linked to has gone to other groups since.
            heap.push(entry(medoid, weights[medoid]));
            continue;
        }
        let number = groups.len() as u32;
        let reference = Reference::new(texts.words(medoid));
        let mut members = vec![(medoid as u32, 1.0)];
        group_of[medoid] = Some(number);
        looked_at_for[medoid] = number;
        let mut next = 0;
        while let Some(&(member, _)) = members.get(next) {
            next += 1;
            for (other, _) in links(member as usize) {
                if group_of[other].is_some() || looked_at_for[other] == number {
                    continue;
                }
                looked_at_for[other] = number;
                let (common, longer) = (reference.common(texts.words(other)), texts.longer(medoid, other));
                if least.holds(common, longer) {
                    group_of[other] = Some(number);
                    members.push((other as u32, common as f64 / longer as f64));
                }
            }
        }
        for &(member, _) in &members {
            for (other, overlap) in links(member as usize).filter(|&(other, _)| group_of[other].is_none()) {
                weights[other] -= overlap * carried(member as usize);
            }
        }
        groups.push(Group { members });
    }
    let of_text = group_of.into_iter().map(Option::unwrap_or_default).collect();
    Groups { groups, of_text }
}
