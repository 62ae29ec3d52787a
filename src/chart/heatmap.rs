//! A square matrix of shares as coloured cells, with labels on both sides.

use super::canvas::{Anchor, Area, Canvas, MARGIN, Type};
use super::colour_bar::{self, Key};
use super::label;
use super::scale::Scale;
use super::tree::{self, Merge};
use super::{Spot, Style};

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cell {
    /// A thing beside itself.
    Own,
    /// Nothing can be said.
    Missing,
    /// A share, 0 to 1.
    Share(f64),
}

/// The matrix, rows and columns in the order in which they are drawn.
pub(super) struct Heatmap<'a> {
    pub(super) labels: Vec<&'a str>,
    /// The article of each row and column.
    pub(super) articles: &'a [usize],
    /// By place in the drawing.
    pub(super) cell: &'a dyn Fn(usize, usize) -> Cell,
    pub(super) scale: Scale,
    /// How a share is written into its cell.
    pub(super) number: fn(f64) -> String,
    /// Printed above the column labels; may be empty.
    pub(super) column_axis: &'a str,
    /// One more column, set apart, with the words above it.
    pub(super) aside: Option<(&'a str, Vec<Option<f64>>)>,
    /// How the rows were joined; drawn at the right.
    pub(super) tree: Vec<Merge>,
    pub(super) key: Key<'a>,
}

/// Above this many rows cells carry no numbers.
const MOST_WITH_NUMBERS: usize = 20;
/// Above this many articles only those are drawn that have most in common with any other.
pub(super) const MOST_ARTICLES: usize = 60;
/// How many these are: as many as can be read with their names.
const TOP_ARTICLES: usize = 40;

const TREE: f64 = 96.0;
const ASIDE: f64 = 12.0;
/// No cell with a number is narrower.
const LEAST_FOR_NUMBERS: f64 = 30.0;

/// The articles that are drawn, in `order`, and what a reader has to be told where these are not all.
///
/// `value` is what two articles have in common, 0 to 1, and told by `words` (`cosine`). Cost: articles².
pub(super) fn chosen(
    order: &[usize],
    value: &dyn Fn(usize, usize) -> f64,
    words: &dyn Fn(f64) -> String,
) -> (Vec<usize>, Option<String>) {
    let n = order.len();
    if n <= MOST_ARTICLES {
        return (order.to_vec(), None);
    }
    let mut best = vec![0.0f64; n];
    for a in 0..n {
        for b in (0..n).filter(|&b| b != a) {
            let value = value(a, b);
            best[a] = best[a].max(value);
            best[b] = best[b].max(value);
        }
    }
    let mut ranked: Vec<usize> = (0..n).collect();
    ranked.sort_by(|&a, &b| best[b].total_cmp(&best[a]).then(a.cmp(&b)));
    let mut kept = vec![false; n];
    ranked.iter().take(TOP_ARTICLES).for_each(|&article| kept[article] = true);
    let rest = ranked.get(TOP_ARTICLES).map_or(0.0, |&article| best[article]);
    let remark = format!(
        "Drawn are the {TOP_ARTICLES} of {} articles that have most in common with any other; of the rest none has more than {}.",
        super::text::thousands(n),
        words(rest)
    );
    (order.iter().copied().filter(|&article| kept[article]).collect(), Some(remark))
}

/// Draws the heatmap from `y` down; gives the height below it and what a reader has to be told about it.
pub(super) fn draw(canvas: &mut Canvas<'_>, y: f64, map: &Heatmap<'_>) -> (f64, Vec<String>) {
    let n = map.labels.len();
    let size = if n > 40 { 9.5 } else { 11.0 };
    let set = canvas.label(size);

    // Columns of the picture: row labels, matrix, the column set apart, the tree.
    let longest = (canvas.width * 0.22).min(190.0);
    let row_labels = label::shorten(&map.labels, &canvas.fonts, size, longest);
    let widest =
        |labels: &[String]| labels.iter().map(|text| canvas.text_width(text, set)).fold(0.0, f64::max);
    let label_width = widest(&row_labels);
    // Whole pixels, so that no paper shows between the cells.
    let left = (MARGIN + label_width + 8.0).ceil();
    let mut room = canvas.width - MARGIN - left;
    if !map.tree.is_empty() {
        room -= TREE + 8.0;
    }
    let parts = n as f64 + if map.aside.is_some() { 1.0 } else { 0.0 };
    if map.aside.is_some() {
        room -= ASIDE;
    }
    let cell_width = (room / parts).floor().clamp(5.0, 112.0);
    let cell_height = if n <= 12 { cell_width.min(46.0) } else { cell_width };
    let numbers = n <= MOST_WITH_NUMBERS && cell_width >= LEAST_FOR_NUMBERS;

    // Column labels lie where they fit in three lines, and stand where they do not.
    let across = cell_width >= 84.0;
    let (head, column_labels) = if across {
        let lines = columns_across(canvas, &map.labels, set, cell_width - 8.0);
        (lines.iter().map(Vec::len).max().unwrap_or(0) as f64 * (size + 2.5) + 6.0, lines)
    } else {
        let upright = label::shorten(&map.labels, &canvas.fonts, size, 150.0);
        (widest(&upright) + 8.0, upright.into_iter().map(|label| vec![label]).collect())
    };
    let aside_lines = if across { 2.0 * (size + 2.5) + 6.0 } else { 60.0 };
    let axis = if map.column_axis.is_empty() { -8.0 } else { 12.0 };
    let top = (y + axis + head.max(if map.aside.is_some() { aside_lines } else { 0.0 })).ceil();
    let matrix = Area::new(left, top, cell_width * n as f64, cell_height * n as f64);
    canvas.text(
        (matrix.x, y + 4.0),
        Anchor::Start,
        Type { bold: true, ..canvas.caption(11.5) },
        map.column_axis,
    );
    // Labels stand by every row and column, or by as many as there is room for.
    let every = |pitch: f64| ((size + 1.5) / pitch).ceil().max(1.0) as usize;
    for at in (0..n).step_by(every(cell_height)) {
        let middle = top + (at as f64 + 0.5) * cell_height;
        canvas.text_beside((left - 6.0, middle), Anchor::End, set, row_labels[at].as_str());
    }
    for at in (0..n).step_by(if across { 1 } else { every(cell_width) }) {
        let x = left + (at as f64 + 0.5) * cell_width;
        if across {
            let lines = &column_labels[at];
            for (row, line) in lines.iter().enumerate() {
                let up = (lines.len() - 1 - row) as f64 * (size + 2.5);
                canvas.text((x, top - 7.0 - up), Anchor::Middle, set, line.as_str());
            }
        } else {
            canvas.text_upright((x, top - 5.0), set, column_labels[at][0].as_str());
        }
    }

    draw_cells(canvas, map, matrix, numbers);

    let mut right = matrix.right();
    if let Some((words, shares)) = &map.aside {
        let column = Area::new(right + ASIDE, top, cell_width, matrix.height);
        for (row, share) in shares.iter().enumerate() {
            let area = Area::new(column.x, top + row as f64 * cell_height, cell_width, cell_height);
            draw_cell(canvas, map, area, share.map_or(Cell::Missing, Cell::Share), numbers);
        }
        canvas.frame(column, 0.6, canvas.style.faint);
        right = column.right();
        if across {
            for (row, line) in words.split('\n').rev().enumerate() {
                let at = (column.middle().0, top - 7.0 - row as f64 * (size + 2.5));
                canvas.text(at, Anchor::Middle, set, line);
            }
        } else {
            canvas.text_upright((column.middle().0, top - 5.0), set, words.replace('\n', " "));
        }
    }
    if !map.tree.is_empty() {
        let area = Area::new(right + 8.0, top, TREE, matrix.height);
        tree::draw(canvas, area, cell_height, &map.tree);
    }

    canvas.trim();
    let bottom = colour_bar::draw(canvas, left.min(canvas.width * 0.25), matrix.bottom() + 14.0, &map.key);
    (bottom, remarks(n, numbers, every(cell_height)))
}

fn remarks(n: usize, numbers: bool, every: usize) -> Vec<String> {
    let mut remarks = Vec::new();
    if !numbers && n > 1 {
        remarks.push("The cells are too small for numbers; the tables have them.".to_owned());
    }
    if every > 1 {
        remarks.push(format!("There is room for one in {every} of the names."));
    }
    if remarks.is_empty() { remarks } else { vec![remarks.join(" ")] }
}

/// Column labels in up to three lines of `width` each, lowest line last.
fn columns_across(canvas: &Canvas<'_>, labels: &[&str], set: Type, width: f64) -> Vec<Vec<String>> {
    // Breaking wastes less than a character a line, so two and a half lines of text fit into three.
    label::shorten(labels, &canvas.fonts, set.size, width * 2.5)
        .iter()
        .map(|label| canvas.fonts.wrap(label, set.size, set.bold, width))
        .map(|lines| if lines.is_empty() { vec![String::new()] } else { lines })
        .collect()
}

fn draw_cells(canvas: &mut Canvas<'_>, map: &Heatmap<'_>, matrix: Area, numbers: bool) {
    let n = map.labels.len();
    let (width, height) = (matrix.width / n as f64, matrix.height / n as f64);
    for row in 0..n {
        let y = matrix.y + row as f64 * height;
        for column in 0..n {
            let x = matrix.x + column as f64 * width;
            if row != column
                && let (Some(&row), Some(&column)) = (map.articles.get(row), map.articles.get(column))
            {
                canvas.spots.push(Spot { row, column, x, y, width, height });
            }
        }
        let mut column = 0;
        while column < n {
            let cell = (map.cell)(row, column);
            // Without numbers, neighbours of one colour are one rectangle: zeroes are most of a large matrix.
            let mut run = 1;
            while !numbers
                && column + run < n
                && colour(canvas.style, map, (map.cell)(row, column + run)) == colour(canvas.style, map, cell)
            {
                run += 1;
            }
            let area = Area::new(matrix.x + column as f64 * width, y, width * run as f64, height);
            draw_cell(canvas, map, area, cell, numbers);
            column += run;
        }
    }
    canvas.frame(matrix, 0.6, canvas.style.faint);
}

/// The fill of a cell; `None` for paper and for hatching.
fn colour(style: &Style, map: &Heatmap<'_>, cell: Cell) -> (Option<super::Colour>, bool) {
    match cell {
        Cell::Own => (Some(style.neutral), false),
        Cell::Missing => (None, true),
        Cell::Share(share) if share > 0.0 => (Some(map.scale.colour(share, style.ramp)), false),
        Cell::Share(_) => (None, false),
    }
}

fn draw_cell(canvas: &mut Canvas<'_>, map: &Heatmap<'_>, area: Area, cell: Cell, numbers: bool) {
    // A line of paper between cells that carry numbers; none where cells are small and the eye reads the field.
    let gap = if numbers { 1.0 } else { 0.0 };
    let inside = Area::new(area.x, area.y, area.width - gap, area.height - gap);
    let fill = colour(canvas.style, map, cell).0;
    let size = (area.width / 3.2).clamp(8.5, 13.0);
    match cell {
        Cell::Own => canvas.neutral(inside),
        Cell::Missing => {
            canvas.hatch(inside, 5.0, 0.8, canvas.style.faint);
            if numbers {
                let set = canvas.caption(size.min(11.0));
                let width = canvas.text_width("n/a", set) + 4.0;
                let (x, y) = inside.middle();
                canvas.rectangle(Area::new(x - width / 2.0, y - 7.0, width, 14.0), canvas.style.background);
                canvas.text_beside((x, y), Anchor::Middle, set, "n/a");
            }
        }
        Cell::Share(share) => {
            if let Some(fill) = fill {
                canvas.rectangle(inside, fill);
            }
            if numbers {
                let colour = fill.map_or(canvas.style.hatch, |fill| canvas.style.ink_on(fill));
                let set = Type { size, bold: false, colour };
                canvas.text_beside(inside.middle(), Anchor::Middle, set, (map.number)(share));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_articles_those_with_most_in_common_are_drawn() {
        let order: Vec<usize> = (0..100).rev().collect();
        // Article 90 and up share; so do 3 and 4.
        let value = |a: usize, b: usize| match (a.min(b), a.max(b)) {
            (3, 4) => 0.9,
            (90.., _) => 0.5,
            (x, _) => 0.1 / (1.0 + x as f64),
        };
        let (drawn, remark) = chosen(&order, &value, &|value| format!("{value:.3}"));
        assert_eq!(drawn.len(), TOP_ARTICLES);
        assert!(drawn.is_sorted_by(|a, b| a > b) && [3, 4, 90, 99].iter().all(|at| drawn.contains(at)));
        assert!(remark.unwrap().contains("40 of 100 articles"));
        assert_eq!(chosen(&order[..60], &value, &|_| String::new()), (order[..60].to_vec(), None));
    }
}
