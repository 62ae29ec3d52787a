//! A square matrix of shares as coloured cells, with labels on both sides.

use super::canvas::{Anchor, Area, Canvas, MARGIN, Type};
use super::colour_bar::{self, Key};
use super::label;
use super::scale::Scale;
use super::tree::{self, Merge};

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
/// Above this many rows labels are thinned.
pub(super) const MOST_WITH_LABELS: usize = 60;
/// Above this many rows neighbours share a cell.
const MOST_CELLS: usize = 120;

/// The widest a heatmap is drawn; a small one is trimmed to what it needs.
pub(super) const WIDTH: f64 = 1000.0;
const TREE: f64 = 72.0;
const ASIDE: f64 = 12.0;

/// Draws the heatmap from `y` down; gives the height below it and what a reader has to be told about it.
pub(super) fn draw(canvas: &mut Canvas<'_>, y: f64, map: &Heatmap<'_>) -> (f64, Vec<String>) {
    let n = map.labels.len();
    let block = n.div_ceil(MOST_CELLS).max(1);
    let cells = n.div_ceil(block);
    let size = if n > 40 { 9.5 } else { 11.0 };
    let set = canvas.label(size);

    // Columns of the picture: row labels, matrix, the column set apart, the tree.
    let row_labels = label::shorten(&map.labels, &canvas.fonts, size, 190.0);
    let widest =
        |labels: &[String]| labels.iter().map(|text| canvas.text_width(text, set)).fold(0.0, f64::max);
    let label_width = widest(&row_labels);
    // Whole pixels, so that no paper shows between the cells.
    let left = (MARGIN + label_width + 8.0).ceil();
    let mut room = canvas.width - MARGIN - left;
    if !map.tree.is_empty() {
        room -= TREE + 8.0;
    }
    let parts = cells as f64 + if map.aside.is_some() { 1.0 } else { 0.0 };
    if map.aside.is_some() {
        room -= ASIDE;
    }
    let cell_width = (room / parts).floor().clamp(5.0, 112.0);
    let cell_height = if n <= 12 { cell_width.min(46.0) } else { cell_width };

    // Column labels lie where they fit in three lines, and stand where they do not.
    let across = cell_width >= 84.0;
    let (head, column_labels) = if across {
        let lines = columns_across(canvas, &map.labels, set, cell_width - 8.0);
        (lines.iter().map(Vec::len).max().unwrap_or(0) as f64 * (size + 2.5) + 6.0, lines)
    } else {
        let upright = label::shorten(&map.labels, &canvas.fonts, size, 150.0);
        (widest(&upright) + 8.0, upright.into_iter().map(|label| vec![label]).collect())
    };
    let axis = if map.column_axis.is_empty() { -8.0 } else { 12.0 };
    let top = (y + axis + head.max(if map.aside.is_some() { 2.0 * (size + 2.5) + 6.0 } else { 0.0 })).ceil();
    let matrix = Area::new(left, top, cell_width * cells as f64, cell_height * cells as f64);
    canvas.text(
        (matrix.x, y + 4.0),
        Anchor::Start,
        Type { bold: true, ..canvas.caption(11.5) },
        map.column_axis,
    );

    let pitch = cell_height / block as f64;
    let step = if n <= MOST_WITH_LABELS { 1 } else { ((size + 1.5) / pitch).ceil().max(1.0) as usize };
    for at in (0..n).step_by(step) {
        let middle = (at as f64 + 0.5) * pitch;
        canvas.text_beside((left - 6.0, top + middle), Anchor::End, set, row_labels[at].as_str());
        let x = left + (at as f64 + 0.5) * cell_width / block as f64;
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

    draw_cells(canvas, map, matrix, block, cells);
    let mut right = matrix.right();
    if let Some((words, shares)) = &map.aside {
        let column = Area::new(right + ASIDE, top, cell_width, matrix.height);
        for (row, share) in shares.iter().enumerate().filter(|_| block == 1) {
            let area = Area::new(column.x, top + row as f64 * cell_height, cell_width, cell_height);
            draw_cell(canvas, map, area, share.map_or(Cell::Missing, Cell::Share), n <= MOST_WITH_NUMBERS);
        }
        if block == 1 {
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
    }
    if !map.tree.is_empty() && block == 1 {
        let area = Area::new(right + 8.0, top, TREE, matrix.height);
        tree::draw(canvas, area, cell_height, &map.tree);
    }

    canvas.trim();
    let bottom = colour_bar::draw(canvas, left, matrix.bottom() + 12.0, &map.key);
    (bottom, remarks(n, step, block))
}

fn remarks(n: usize, step: usize, block: usize) -> Vec<String> {
    let mut remarks = Vec::new();
    if n > MOST_WITH_NUMBERS {
        remarks
            .push(format!("Above {MOST_WITH_NUMBERS} articles the cells carry no numbers; the tables do."));
    }
    if step > 1 {
        remarks.push(format!("Every {} row and column is labelled.", ordinal(step)));
    }
    if block > 1 {
        remarks.push(format!("Each cell stands for {block} × {block} pairs and shows the highest of them."));
    }
    if remarks.is_empty() { remarks } else { vec![remarks.join(" ")] }
}

fn ordinal(n: usize) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
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

fn draw_cells(canvas: &mut Canvas<'_>, map: &Heatmap<'_>, matrix: Area, block: usize, cells: usize) {
    let n = map.labels.len();
    let (width, height) = (matrix.width / cells as f64, matrix.height / cells as f64);
    for row in 0..cells {
        let y = matrix.y + row as f64 * height;
        let row = highest(map, row, block, cells);
        let mut column = 0;
        while column < cells {
            let cell = row[column];
            // Without numbers, neighbours of one colour are one rectangle: zeroes are most of a large matrix.
            let mut run = 1;
            while n > MOST_WITH_NUMBERS
                && column + run < cells
                && colour(canvas, map, row[column + run]) == colour(canvas, map, cell)
            {
                run += 1;
            }
            let area = Area::new(matrix.x + column as f64 * width, y, width * run as f64, height);
            draw_cell(canvas, map, area, cell, n <= MOST_WITH_NUMBERS);
            column += run;
        }
    }
    canvas.frame(matrix, 0.6, canvas.style.faint);
}

/// One row of cells: each the matrix's, or the highest of a block of them. Every pair is looked at once.
fn highest(map: &Heatmap<'_>, row: usize, block: usize, cells: usize) -> Vec<Cell> {
    let n = map.labels.len();
    let mut best = vec![Cell::Own; cells];
    for i in row * block..((row + 1) * block).min(n) {
        for (column, best) in best.iter_mut().enumerate() {
            for j in column * block..((column + 1) * block).min(n) {
                *best = match (*best, (map.cell)(i, j)) {
                    (Cell::Share(a), Cell::Share(b)) => Cell::Share(a.max(b)),
                    (Cell::Share(a), _) => Cell::Share(a),
                    (Cell::Missing, Cell::Own) => Cell::Missing,
                    (_, next) => next,
                };
            }
        }
    }
    best
}

/// The fill of a cell; `None` for paper and for hatching.
fn colour(canvas: &Canvas<'_>, map: &Heatmap<'_>, cell: Cell) -> (Option<super::Colour>, bool) {
    match cell {
        Cell::Own => (Some(canvas.style.neutral), false),
        Cell::Missing => (None, true),
        Cell::Share(share) if share > 0.0 => (Some(map.scale.colour(share)), false),
        Cell::Share(_) => (None, false),
    }
}

fn draw_cell(canvas: &mut Canvas<'_>, map: &Heatmap<'_>, area: Area, cell: Cell, numbers: bool) {
    // A line of paper between cells that carry numbers; none where cells are small and the eye reads the field.
    let gap = if numbers { 1.0 } else { 0.0 };
    let inside = Area::new(area.x, area.y, area.width - gap, area.height - gap);
    let fill = colour(canvas, map, cell).0;
    if let Some(fill) = fill {
        canvas.rectangle(inside, fill);
    }
    let size = (area.width / 3.2).clamp(8.5, 13.0);
    match cell {
        Cell::Own => {}
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
        Cell::Share(share) if numbers => {
            let colour = fill.map_or(canvas.style.hatch, |fill| canvas.style.ink_on(fill));
            let set = Type { size, bold: false, colour };
            canvas.text_beside(inside.middle(), Anchor::Middle, set, (map.number)(share));
        }
        Cell::Share(_) => {}
    }
}
