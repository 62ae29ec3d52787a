//! Rows of stacked bars: what something is about, by shares of its text.

use super::Data;
use super::canvas::{Anchor, Area, Canvas};
use super::part::{Looks, Part, ThemeNames};
use super::rows::Rows;
use super::text::percent;

/// One bar.
pub(super) struct Shares<'a> {
    pub(super) label: &'a str,
    /// Of each theme, then of *other*: each 0 to 1.
    pub(super) shares: &'a [f64],
    /// What stands at its right.
    pub(super) words: String,
}

/// Draws the bars from `y` down; gives the height below them.
pub(super) fn draw(canvas: &mut Canvas<'_>, y: f64, looks: &Looks, bars: &[Shares<'_>]) -> f64 {
    let labels: Vec<&str> = bars.iter().map(|bar| bar.label).collect();
    let right: Vec<String> = bars.iter().map(|bar| bar.words.clone()).collect();
    let rows = Rows::new(canvas, y, &labels, &right, 0.0);
    for (row, shares) in bars.iter().enumerate() {
        let bar = rows.bar_of(row);
        let mut x = bar.x;
        for (at, &share) in shares.shares.iter().enumerate().filter(|(_, share)| **share > 0.0) {
            let width = (bar.width * share.min(1.0)).min(bar.right() - x);
            let part = if at < looks.0.len() { Part::Theme(at) } else { Part::Other };
            let area = Area::new(x, bar.y, (width - 1.0).max(0.5), bar.height);
            looks.draw(canvas, area, part, (rows.size + 0.5).min(12.0), &words(looks, part, share));
            x += width;
        }
        if x <= bar.x {
            let set = canvas.caption(rows.size);
            canvas.text_beside((bar.x, bar.middle().1), Anchor::Start, set, "no text of its own");
        }
    }
    rows.area.bottom()
}

/// What may stand in a segment, most telling first.
fn words(looks: &Looks, part: Part, share: f64) -> Vec<String> {
    let percent = percent(share);
    match part {
        Part::Theme(theme) => {
            let look = &looks.0[theme];
            vec![
                format!("{} {percent}", look.name),
                format!("{} {percent}", look.letter),
                look.letter.clone(),
            ]
        }
        Part::Other => vec![format!("other {percent}"), percent],
        Part::Boilerplate => Vec::new(),
    }
}

/// The table behind such bars: what they are of, the themes, *other*, and how many `units` there are.
pub(super) fn columns(of: &str, themes: ThemeNames<'_>, units: &str) -> Data {
    let names = themes.names.iter().map(String::as_str);
    Data::new([of].into_iter().chain(names).chain(["other", units]))
}

/// One row of that table.
pub(super) fn cells(label: &str, shares: &[f64], themes: usize, units: usize) -> Vec<String> {
    let share = |at: usize| percent(shares.get(at).copied().unwrap_or(0.0));
    let mut cells = vec![label.to_owned()];
    cells.extend((0..=themes).map(share));
    cells.push(super::text::thousands(units));
    cells
}
