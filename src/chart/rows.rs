//! One article a row: labels at the left, a bar, a few words at the right.

use super::canvas::{Anchor, Area, Canvas, MARGIN};
use super::label;
use super::text::{count, thousands};

/// More rows than this are not drawn: nobody reads them, and the tables have them all.
pub(super) const MOST_ROWS: usize = 60;

/// Above this ratio of the longest to the median article, a common scale would leave most strips too short to read.
const MOST_UNEVEN: f64 = 6.0;

/// `order` without what is out of range or stands twice, and then what it leaves out: always a permutation.
pub(super) fn complete(order: &[usize], n: usize) -> Vec<usize> {
    let mut seen = vec![false; n];
    let listed = order.iter().copied().chain(0..n);
    listed.filter(|&row| row < n && !std::mem::replace(&mut seen[row], true)).collect()
}

/// The rows that are drawn of `n`: all, or those of the largest `weight`, in their order.
pub(super) fn heaviest(n: usize, weight: impl Fn(usize) -> f64) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..n).collect();
    if n > MOST_ROWS {
        rows.sort_by(|&a, &b| weight(b).total_cmp(&weight(a)).then(a.cmp(&b)));
        rows.truncate(MOST_ROWS);
        rows.sort_unstable();
    }
    rows
}

/// What to tell a reader where rows are left out; `which` says what those drawn have most of.
pub(super) fn left_out(shown: usize, n: usize, which: &str) -> Option<String> {
    (shown < n)
        .then(|| format!("Drawn are the {shown} of {} {which}; the tables hold all.", count(n, "article")))
}

/// Where rows and their parts stand.
pub(super) struct Rows {
    /// Left edge, top, width of the bars, and height of all rows.
    pub(super) area: Area,
    pub(super) pitch: f64,
    pub(super) bar: f64,
    /// Size of labels.
    pub(super) size: f64,
}

impl Rows {
    /// Lays out a row for each of `labels` from `y` down and writes the labels and the words at the right.
    ///
    /// `chip` pixels are kept free before each label.
    pub(super) fn new(canvas: &mut Canvas<'_>, y: f64, labels: &[&str], right: &[String], chip: f64) -> Self {
        let n = labels.len();
        let (pitch, bar, size) = match n {
            0..=6 => (42.0, 30.0, 11.5),
            7..=12 => (34.0, 24.0, 11.0),
            13..=25 => (26.0, 18.0, 10.5),
            // High enough for numbers in two lanes.
            _ => (21.0, 17.0, 10.0),
        };
        let set = canvas.label(size);
        let caption = canvas.caption(size);
        let labels = label::shorten(labels, &canvas.fonts, size, (canvas.width * 0.22).min(190.0));
        let width =
            |texts: &[String], set| texts.iter().map(|text| canvas.text_width(text, set)).fold(0.0, f64::max);
        let left = MARGIN + chip + width(&labels, set) + 8.0;
        let end = canvas.width - MARGIN - width(right, caption) - 8.0;
        let rows = Self { area: Area::new(left, y, end - left, pitch * n as f64), pitch, bar, size };
        for (row, label) in labels.into_iter().enumerate() {
            let middle = rows.bar_of(row).middle().1;
            canvas.text_beside((left - 8.0, middle), Anchor::End, set, label);
            if let Some(words) = right.get(row) {
                canvas.text_beside((end + 8.0, middle), Anchor::Start, caption, words.as_str());
            }
        }
        rows
    }

    /// The bar of a row at full width.
    pub(super) fn bar_of(&self, row: usize) -> Area {
        let y = self.area.y + row as f64 * self.pitch + (self.pitch - self.bar) / 2.0;
        Area::new(self.area.x, y, self.area.width, self.bar)
    }
}

/// How long each article's strip is, in pixels for a unit of its length.
pub(super) struct StripScale {
    lengths: Vec<f64>,
    longest: f64,
    common: bool,
}

impl StripScale {
    /// A common scale, so that strips compare; or each strip at full width, where one article would dwarf the rest.
    pub(super) fn new(lengths: impl Iterator<Item = usize>) -> Self {
        let lengths: Vec<f64> = lengths.map(|length| length as f64).collect();
        let mut sorted: Vec<f64> = lengths.iter().copied().filter(|&length| length > 0.0).collect();
        sorted.sort_by(f64::total_cmp);
        let longest = sorted.last().copied().unwrap_or(0.0);
        let median = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
        Self { lengths, longest, common: longest <= MOST_UNEVEN * median }
    }

    /// Pixels for one unit in `row`, when the longest strip has `width` pixels.
    pub(super) fn unit(&self, row: usize, width: f64) -> f64 {
        let full = if self.common { self.longest } else { self.lengths[row] };
        if full > 0.0 { width / full } else { 0.0 }
    }

    /// Draws the axis under the rows where the scale is common; gives the height below it.
    pub(super) fn axis(&self, canvas: &mut Canvas<'_>, rows: &Rows) -> f64 {
        let y = rows.area.bottom() + 4.0;
        if !self.common {
            return y;
        }
        let caption = canvas.caption(10.0);
        let step = round_step(self.longest / 5.0);
        canvas.line(vec![(rows.area.x, y), (rows.area.right(), y)], 0.6, canvas.style.faint);
        let mut value = 0.0;
        let mut free = f64::NEG_INFINITY;
        while value <= self.longest {
            let x = rows.area.x + rows.area.width * value / self.longest;
            canvas.line(vec![(x, y), (x, y + 4.0)], 0.6, canvas.style.muted);
            let text = thousands(value as usize);
            let text = if value == 0.0 { format!("{text} characters") } else { text };
            let width = canvas.text_width(&text, caption);
            let left = if value == 0.0 { x } else { (x - width / 2.0).min(canvas.width - MARGIN - width) };
            if left >= free {
                canvas.text((left, y + 16.0), Anchor::Start, caption, text);
                free = left + width + 8.0;
            }
            value += step;
        }
        y + 20.0
    }

    /// What to tell a reader about the scale.
    pub(super) fn remark(&self) -> Option<String> {
        (!self.common).then(|| {
            "The articles' lengths differ too much for one scale: each strip is one article from first to last character."
                .to_owned()
        })
    }
}

/// 1, 2 or 5 times a power of ten, and at least `least`.
fn round_step(least: f64) -> f64 {
    let mut step = 1.0;
    while step < least {
        step = [2.0, 5.0, 10.0]
            .into_iter()
            .map(|factor| step * factor)
            .find(|&next| next >= least)
            .unwrap_or(step * 10.0);
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_made_complete() {
        assert_eq!(complete(&[2, 0, 2, 9], 4), [2, 0, 1, 3]);
        assert_eq!(complete(&[], 2), [0, 1]);
    }

    #[test]
    fn of_many_rows_the_heaviest_are_drawn_in_their_order() {
        let rows = heaviest(100, |row| (row % 10) as f64);
        assert_eq!(rows.len(), MOST_ROWS);
        assert!(rows.is_sorted() && rows.iter().all(|row| row % 10 >= 4));
        assert_eq!(heaviest(3, |_| 0.0), [0, 1, 2]);
        let remark = "Drawn are the 60 of 100 articles with the most text; the tables hold all.";
        assert_eq!(left_out(60, 100, "with the most text").unwrap(), remark);
        assert_eq!(left_out(3, 3, ""), None);
    }

    #[test]
    fn steps_are_round() {
        assert_eq!(
            [0.2, 1.5, 3.0, 70.0, 840.0, 1001.0].map(round_step),
            [1.0, 2.0, 5.0, 100.0, 1000.0, 2000.0]
        );
    }

    #[test]
    fn one_long_article_ends_the_common_scale() {
        let even = StripScale::new([100, 200, 300].into_iter());
        assert_eq!((even.unit(0, 600.0), even.unit(2, 600.0)), (2.0, 2.0));
        let uneven = StripScale::new([100, 100, 900].into_iter());
        assert_eq!((uneven.unit(0, 600.0), uneven.unit(2, 900.0)), (6.0, 1.0));
        assert!(uneven.remark().is_some());
        assert_eq!(StripScale::new([0].into_iter()).unit(0, 600.0), 0.0);
    }
}
