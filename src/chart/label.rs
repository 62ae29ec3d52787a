//! Labels that fit their place and stay different from each other.

use unicode_segmentation::UnicodeSegmentation;

use super::text::{Fonts, clean};

/// The labels, cleaned, and those wider than `width` shortened in the middle, so that labels that differ still differ.
///
/// Ids of one collection often differ only at the end, or only somewhere in the middle. Where the plain cut would make
/// two labels equal, the cut moves to show the place where they part; where nothing helps, the label's number is put
/// before it. Cost: a few passes over the labels; labels that are equal from the start get numbers.
pub(super) fn shorten<S: AsRef<str>>(labels: &[S], fonts: &Fonts<'_>, size: f64, width: f64) -> Vec<String> {
    let full: Vec<String> = labels.iter().map(|label| clean(label.as_ref())).collect();
    let pieces: Vec<Vec<&str>> = full.iter().map(|label| label.graphemes(true).collect()).collect();
    let fits = |text: &str| fonts.width(text, size, false) <= width;
    let mut short: Vec<String> = pieces.iter().map(|label| cut(label, 0.5, &fits)).collect();

    for tail in [0.7, 0.3, 0.95, 0.05] {
        for at in clashes(&short).into_iter().flatten() {
            short[at] = cut(&pieces[at], tail, &fits);
        }
    }
    for group in clashes(&short) {
        let parting = parting(&group.iter().map(|&at| pieces[at].as_slice()).collect::<Vec<_>>());
        for at in group {
            short[at] = window(&pieces[at], parting, &fits);
        }
    }
    let digits = labels.len().to_string().len();
    for at in clashes(&short).into_iter().flatten() {
        let numbered = |rest: &str| fits(&format!("{:0digits$}·{rest}", at + 1));
        short[at] = format!("{:0digits$}·{}", at + 1, cut(&pieces[at], 0.5, &numbered));
    }
    // A numbered label may equal what another label happens to be in full; then all are numbered.
    if !clashes(&short).is_empty() {
        short = (1..=labels.len()).map(|number| format!("{number:0digits$}")).collect();
    }
    short
}

/// Groups of two or more equal labels, in order of their first member.
fn clashes(labels: &[String]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by(|&a, &b| labels[a].cmp(&labels[b]).then(a.cmp(&b)));
    let mut groups: Vec<Vec<usize>> = order
        .chunk_by(|&a, &b| labels[a] == labels[b])
        .filter(|group| group.len() > 1)
        .map(<[_]>::to_vec)
        .collect();
    groups.sort_unstable();
    groups
}

/// The label in full, or as much of its head and tail as fits around an ellipsis; `tail` is the tail's share.
fn cut(label: &[&str], tail: f64, fits: &impl Fn(&str) -> bool) -> String {
    let full = label.concat();
    if fits(&full) {
        return full;
    }
    let shape = |kept: usize| {
        let end = ((kept as f64 * tail).round() as usize).min(kept);
        format!("{}…{}", label[..kept - end].concat(), label[label.len() - end..].concat())
    };
    longest(label.len().saturating_sub(1), &shape, fits)
}

/// A little of the head, then what stands from just before `parting` on.
fn window(label: &[&str], parting: usize, fits: &impl Fn(&str) -> bool) -> String {
    let full = label.concat();
    if fits(&full) {
        return full;
    }
    let shape = |kept: usize| {
        let head = (kept / 4).min(parting);
        let from = parting.saturating_sub(kept / 4).max(head);
        let to = (from + (kept - head)).min(label.len());
        let gap = if from > head { "…" } else { "" };
        let end = if to < label.len() { "…" } else { "" };
        format!("{}{gap}{}{end}", label[..head].concat(), label[from..to].concat())
    };
    longest(label.len().saturating_sub(1), &shape, fits)
}

/// The largest shape that fits; the smallest, where none does.
fn longest(most: usize, shape: &impl Fn(usize) -> String, fits: &impl Fn(&str) -> bool) -> String {
    let (mut low, mut high) = (0, most + 1);
    while high - low > 1 {
        let middle = usize::midpoint(low, high);
        if fits(&shape(middle)) { low = middle } else { high = middle }
    }
    shape(low)
}

/// The first place at which not all labels agree.
fn parting(labels: &[&[&str]]) -> usize {
    let Some((first, rest)) = labels.split_first() else { return 0 };
    (0..first.len())
        .find(|&at| rest.iter().any(|label| label.get(at) != first.get(at)))
        .unwrap_or(first.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Style;
    use super::*;

    fn shortened(labels: &[&str], width: f64) -> Vec<String> {
        let style = Style::default();
        shorten(labels, &Fonts::new(&style).unwrap(), 11.0, width)
    }

    #[test]
    fn short_labels_stay_as_they_are() {
        assert_eq!(shortened(&["a", "reuters-1"], 100.0), ["a", "reuters-1"]);
    }

    #[test]
    fn long_labels_lose_their_middle() {
        assert_eq!(shortened(&["the-daily-example-2025-05-08-front-page"], 110.0), ["the-dail…ront-page"]);
    }

    #[test]
    fn labels_that_differ_in_one_place_stay_different() {
        let stem = "x".repeat(39);
        for (a, b) in [
            (format!("{stem}{stem}1"), format!("{stem}{stem}2")),
            (format!("{stem}1{stem}"), format!("{stem}2{stem}")),
            (format!("1{stem}{stem}"), format!("2{stem}{stem}")),
            (stem.clone(), format!("{stem}{stem}")),
        ] {
            let short = shortened(&[&a, &b], 90.0);
            assert_ne!(short[0], short[1], "{a} {b}");
        }
        let short = shortened(&[&format!("{stem}1{stem}"), &format!("{stem}2{stem}")], 90.0);
        assert!(short[0].contains('1') && short[1].contains('2'), "{short:?}");
    }

    #[test]
    fn labels_that_only_look_equal_are_numbered() {
        assert_eq!(shortened(&["a\u{200E}", "b", "a\u{200F}"], 90.0), ["1·a�", "b", "3·a�"]);
    }

    proptest! {
        #[test]
        fn labels_fit_and_differ(labels in prop::collection::vec("[ab\\-]{0,60}", 1..12)) {
            let style = Style::default();
            let fonts = Fonts::new(&style).unwrap();
            let short = shorten(&labels, &fonts, 11.0, 80.0);
            for (at, label) in short.iter().enumerate() {
                prop_assert!(fonts.width(label, 11.0, false) <= 80.0, "{label}");
                prop_assert!(!short[..at].contains(label), "{label}");
            }
        }
    }
}
