//! Small bar charts side by side, one for each theme.

use super::canvas::{Anchor, Area, Canvas, MARGIN, Type};
use super::part::{Looks, Part};
use super::text::{count, listed};
use super::{Colour, label};

/// One theme's bars.
pub(super) struct Panel {
    pub(super) theme: usize,
    /// What stands at the right above the bars.
    pub(super) words: String,
    pub(super) bars: Vec<Bar>,
    /// Small print below the bars.
    pub(super) note: String,
}

/// One bar.
pub(super) struct Bar {
    pub(super) name: String,
    /// Its length, 0 to 1.
    pub(super) share: f64,
    /// What is written at its end; may be empty.
    pub(super) number: String,
}

const PITCH: f64 = 18.0;
const SIZE: f64 = 11.0;
const GUTTER: f64 = 32.0;
const HEAD: f64 = 32.0;
const HEAD_SIZE: f64 = 12.5;
/// Beside a theme's name: its swatch, and the gap to the words at the right.
const BEFORE_NAME: f64 = 24.0;
const AFTER_NAME: f64 = 10.0;
const LEAST_WIDTH: f64 = 180.0;

/// More panels than this are not drawn.
pub(super) const MOST_PANELS: usize = 40;

/// How wide a picture of `n` panels is.
pub(super) fn width(n: usize) -> f64 {
    match n {
        0 | 1 => 560.0,
        2 => 720.0,
        _ => super::Style::WIDTH,
    }
}

/// What is said of themes that have no panel: those of which there is nothing to show, behind the reason, and those beyond
/// the most of `found`.
pub(super) fn left_out(looks: &Looks, found: usize, (reason, bare): (&str, &[usize])) -> Vec<String> {
    let names: Vec<&str> = bare.iter().map(|&theme| looks.0[theme].name.as_str()).collect();
    let bare = (!names.is_empty()).then(|| format!("{reason} {}.", listed(&names)));
    let beyond = (found > MOST_PANELS)
        .then(|| format!("Drawn are the first {MOST_PANELS} of {}.", count(found, "theme")));
    bare.into_iter().chain(beyond).collect()
}

/// Draws the panels from `y` down; gives the height below them.
pub(super) fn draw(canvas: &mut Canvas<'_>, y: f64, looks: &Looks, panels: &[Panel]) -> f64 {
    let n = panels.len();
    let columns = match n {
        0..=4 => n.max(1),
        5 | 6 | 9 => 3,
        _ => 4,
    };
    // No panel is too narrow for its words, or for its name while that leaves two beside each other.
    let fitting = |width: f64| ((canvas.width - 2.0 * MARGIN + GUTTER) / (width + GUTTER)) as usize;
    let widest = panels.iter().map(|panel| head_width(canvas, panel, looks)).fold(0.0, f64::max).ceil();
    let columns = columns.min(fitting(LEAST_WIDTH)).min(fitting(widest).max(2)).max(1);
    // As many in each row as there can be alike.
    let columns = n.div_ceil(n.div_ceil(columns).max(1)).max(1);
    let width = (canvas.width - 2.0 * MARGIN - GUTTER * (columns - 1) as f64) / columns as f64;
    // Bars of all panels start at one distance from their panel's edge, or one scale would not be one.
    let names: Vec<Vec<String>> = panels
        .iter()
        .map(|panel| {
            let names: Vec<&str> = panel.bars.iter().map(|bar| bar.name.as_str()).collect();
            label::shorten(&names, &canvas.fonts, SIZE, width * 0.48)
        })
        .collect();
    let set = canvas.label(SIZE);
    let widest = |canvas: &Canvas<'_>, texts: &mut dyn Iterator<Item = &String>| {
        texts.map(|text| canvas.text_width(text, set)).fold(0.0, f64::max)
    };
    let left = widest(canvas, &mut names.iter().flatten());
    let right = widest(canvas, &mut panels.iter().flat_map(|panel| &panel.bars).map(|bar| &bar.number));
    let mut top = y;
    for (row, in_row) in panels.chunks(columns).enumerate() {
        let mut bottom = top;
        for (column, panel) in in_row.iter().enumerate() {
            let x = MARGIN + column as f64 * (width + GUTTER);
            let area = Area::new(x, top, width, 0.0);
            head(canvas, area, panel, looks);
            let below = Area::new(x, top + HEAD, width, PITCH * panel.bars.len() as f64);
            let fill = looks.0.get(panel.theme).map_or(canvas.style.other, |look| look.colour);
            draw_bars(canvas, below, (left, right), (fill, panel), &names[row * columns + column]);
            let mut end = below.bottom();
            let caption = canvas.caption(10.5);
            for line in canvas.fonts.wrap(&panel.note, caption.size, false, width) {
                end += 14.0;
                canvas.text((x, end), Anchor::Start, caption, line);
            }
            bottom = bottom.max(end);
        }
        top = bottom + 26.0;
    }
    top - 26.0
}

/// How wide a panel is in which the whole name of its theme stands beside the words.
fn head_width(canvas: &Canvas<'_>, panel: &Panel, looks: &Looks) -> f64 {
    let name = looks.0.get(panel.theme).map_or("", |look| look.name.as_str());
    let set = Type { bold: true, ..canvas.label(HEAD_SIZE) };
    BEFORE_NAME
        + canvas.text_width(name, set)
        + AFTER_NAME
        + canvas.text_width(&panel.words, canvas.caption(10.5))
}

/// The name of a theme above its bars.
fn head(canvas: &mut Canvas<'_>, area: Area, panel: &Panel, looks: &Looks) {
    let Some(look) = looks.0.get(panel.theme) else { return };
    let set = Type { bold: true, ..canvas.label(HEAD_SIZE) };
    let caption = canvas.caption(10.5);
    let swatch = Area::new(area.x, area.y, 19.0, 16.0);
    looks.draw(canvas, swatch, Part::Theme(panel.theme), 11.0, std::slice::from_ref(&look.letter));
    let room = area.width - BEFORE_NAME - canvas.text_width(&panel.words, caption) - AFTER_NAME;
    let mut lines = canvas.fonts.wrap(&look.name, set.size, true, room);
    if lines.len() > 1 {
        lines = canvas.fonts.wrap(&look.name, set.size, true, room - set.size);
        lines[0].push('…');
    }
    let name = lines.into_iter().next().unwrap_or_default();
    canvas.text_beside((area.x + BEFORE_NAME, area.y + 8.0), Anchor::Start, set, name);
    canvas.text_beside((area.right(), area.y + 8.0), Anchor::End, caption, panel.words.as_str());
}

/// Bars from a common edge, each with its name at the left and its number at its end.
fn draw_bars(
    canvas: &mut Canvas<'_>,
    area: Area,
    (left, right): (f64, f64),
    (fill, panel): (Colour, &Panel),
    names: &[String],
) {
    if panel.bars.is_empty() {
        return;
    }
    let caption = canvas.caption(10.5);
    let set = canvas.label(SIZE);
    let edge = area.x + left + 6.0;
    let room = area.right() - edge - if right > 0.0 { right + 6.0 } else { 0.0 };
    for (row, (bar, name)) in panel.bars.iter().zip(names).enumerate() {
        let middle = area.y + (row as f64 + 0.5) * PITCH;
        canvas.text_beside((edge - 6.0, middle), Anchor::End, set, name.as_str());
        let share = if bar.share.is_finite() { bar.share.clamp(0.0, 1.0) } else { 0.0 };
        canvas.themed(Area::new(edge, middle - 6.0, room * share, 12.0), fill, panel.theme);
        let end = (edge + room * share + 5.0, middle);
        canvas.text_beside(end, Anchor::Start, Type { size: 10.0, ..caption }, bar.number.as_str());
    }
    canvas.line(vec![(edge, area.y), (edge, area.bottom())], 0.8, canvas.style.muted);
}
