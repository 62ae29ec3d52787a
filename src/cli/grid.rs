//! Tables to read, fitted to the terminal: the one place that lays them out.
//!
//! A row is one line. Where a table is wider than the terminal, first its headings are set on several lines, then names
//! are cut in the middle and words at the end; numbers are never cut. Where even that does not fit, each row stands as
//! lines of its own, a heading and a value on each.

use std::borrow::Cow;

use comfy_table::{CellAlignment, LineStyle, Table, TableStyle};

use super::output;
use super::shorten::{self, columns};
use super::terminal::on_one_line;
use crate::error::Result;
use crate::table::{self, DataFrame};

/// A line under the headings and no other.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));
/// Blanks beside a cell, left and right together.
const PADDING: usize = 2;
/// Cut shorter than this, neither names nor words say anything.
const NARROWEST: usize = 10;
/// No cell is wider, even where nothing is fitted.
const WIDEST: usize = 1_000;

/// A heading and what stands below it.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    heading: Cow<'static, str>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Name,
    Words,
    Number,
}

impl Column {
    /// Ids and titles: cut in the middle, different ones so that they stay different.
    pub(crate) const fn name(heading: &'static str) -> Self {
        Self { heading: Cow::Borrowed(heading), kind: Kind::Name }
    }

    /// Words of which the first say most: cut at the end.
    pub(crate) const fn words(heading: &'static str) -> Self {
        Self { heading: Cow::Borrowed(heading), kind: Kind::Words }
    }

    /// Numbers, and other short things that nothing may be cut from: set to the right.
    pub(crate) const fn number(heading: &'static str) -> Self {
        Self { heading: Cow::Borrowed(heading), kind: Kind::Number }
    }
}

/// Rows under headings.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    pub(crate) fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self { columns: columns.into_iter().collect(), rows: Vec::new() }
    }

    /// The rows of a frame; columns of text are cut as words are.
    pub(crate) fn of_frame(frame: &DataFrame) -> Result<Self> {
        let (mut columns, mut rows) = (Vec::new(), vec![Vec::new(); frame.height()]);
        for (heading, is_number, cells) in table::cells(frame)? {
            let kind = if is_number { Kind::Number } else { Kind::Words };
            columns.push(Column { heading: Cow::Owned(heading.replace('_', " ")), kind });
            rows.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell));
        }
        let mut grid = Self::new(columns);
        rows.into_iter().for_each(|row| grid.row(row));
        Ok(grid)
    }

    /// Adds a row, a cell for each column; whatever stands in them is made safe to print.
    pub(crate) fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        let mut row: Vec<String> =
            cells.into_iter().map(|cell| shorten::in_middle(&on_one_line(cell.as_ref()), WIDEST)).collect();
        row.resize(self.columns.len(), String::new());
        self.rows.push(row);
    }

    /// The table as it is printed: fitted to the terminal where there is one, else as wide as it is.
    pub(crate) fn text(&self) -> String {
        self.fitted(output::room())
    }

    /// The table on at most so many columns; as wide as it is for `None`.
    pub(crate) fn fitted(&self, room: Option<usize>) -> String {
        let room = room.unwrap_or(usize::MAX);
        let plain: Vec<String> = self.columns.iter().map(|column| column.heading.to_string()).collect();
        let widths = self.widths(&plain);
        if total(&widths) <= room {
            return self.drawn(&plain, &widths);
        }
        let parted: Vec<String> = (0..self.columns.len()).map(|at| self.parted(at)).collect();
        match self.narrowed(&self.widths(&parted), room) {
            Some(widths) => self.drawn(&parted, &widths),
            None => self.listed(room),
        }
    }

    /// A heading on lines of a word each, where it is wider than all that stands below it.
    fn parted(&self, at: usize) -> String {
        let heading = &*self.columns[at].heading;
        if columns(heading) <= self.cells_width(at) { heading.to_owned() } else { heading.replace(' ', "\n") }
    }

    fn cells_width(&self, at: usize) -> usize {
        self.rows.iter().map(|row| columns(&row[at])).max().unwrap_or(0)
    }

    /// How wide each column is when nothing is cut.
    fn widths(&self, headings: &[String]) -> Vec<usize> {
        let of_heading = |at: usize| headings[at].lines().map(columns).max().unwrap_or(0);
        (0..self.columns.len()).map(|at| of_heading(at).max(self.cells_width(at))).collect()
    }

    /// Names and words share what numbers leave, the widest giving first; `None` where it is too little.
    fn narrowed(&self, natural: &[usize], room: usize) -> Option<Vec<usize>> {
        let (elastic, fixed): (Vec<usize>, Vec<usize>) =
            (0..natural.len()).partition(|&at| self.columns[at].kind != Kind::Number);
        let taken = PADDING * natural.len() + fixed.iter().map(|&at| natural[at]).sum::<usize>();
        let room = room.checked_sub(taken)?;
        let sum = |level: usize| elastic.iter().map(|&at| natural[at].min(level)).sum::<usize>();
        // The largest level that all of them can be cut to.
        let level = (NARROWEST..=room).rev().find(|&level| sum(level) <= room)?;
        let mut spare = room - sum(level);
        let mut widths = natural.to_vec();
        for at in elastic {
            let extra = usize::from(natural[at] > level && spare > 0);
            spare -= extra;
            widths[at] = natural[at].min(level + extra);
        }
        Some(widths)
    }

    fn drawn(&self, headings: &[String], widths: &[usize]) -> String {
        let heading = |(heading, &width): (&String, &usize)| {
            heading.lines().map(|line| shorten::at_end(line, width)).collect::<Vec<_>>().join("\n")
        };
        let mut table = Table::new();
        table.load_style(STYLE).set_header(headings.iter().zip(widths).map(heading));
        let cut: Vec<Vec<String>> = (0..self.columns.len()).map(|at| self.cut(at, widths[at])).collect();
        for row in 0..self.rows.len() {
            table.add_row(cut.iter().map(|column| column[row].as_str()));
        }
        for (column, Column { kind, .. }) in table.column_iter_mut().zip(&self.columns) {
            if *kind == Kind::Number {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    /// The cells of a column, cut to a width.
    fn cut(&self, at: usize, width: usize) -> Vec<String> {
        let cells = self.rows.iter().map(|row| row[at].as_str());
        match self.columns[at].kind {
            Kind::Name => shorten::names(cells, width),
            Kind::Words => cells.map(|cell| shorten::at_end(cell, width)).collect(),
            Kind::Number => cells.map(str::to_owned).collect(),
        }
    }

    /// Each row as lines of its own, one for each cell that is not empty.
    fn listed(&self, room: usize) -> String {
        let label = self.columns.iter().map(|column| columns(&column.heading)).max().unwrap_or(0);
        // Where even the headings take too much, values stand alone.
        let label = if room < label + 2 + NARROWEST { 0 } else { label + 2 };
        let cut: Vec<Vec<String>> =
            (0..self.columns.len()).map(|at| self.cut(at, room.saturating_sub(label).max(1))).collect();
        let mut text = String::new();
        for row in 0..self.rows.len() {
            if row > 0 {
                text.push('\n');
            }
            for (column, cells) in self.columns.iter().zip(&cut) {
                let cell = shorten::at_end(&cells[row], room.saturating_sub(label).max(1));
                if !cell.is_empty() {
                    let heading = if label > 0 { &*column.heading } else { "" };
                    let blanks = " ".repeat(label.saturating_sub(columns(heading)));
                    text.push_str(&format!("{heading}{blanks}{cell}\n"));
                }
            }
        }
        text
    }
}

fn total(widths: &[usize]) -> usize {
    widths.iter().map(|width| width + PADDING).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn grid(rows: &[[&str; 4]]) -> Grid {
        let columns = [
            Column::name("article"),
            Column::number("own words"),
            Column::words("through"),
            Column::number("n"),
        ];
        let mut grid = Grid::new(columns);
        rows.iter().for_each(|row| grid.row(row));
        grid
    }

    #[test]
    fn a_table_is_as_wide_as_it_must_be() {
        let grid = grid(&[["port-1", "7", "harbour", "12"], ["港口新闻", "1234", "", "3"]]);
        let wide = " article   own words  through   n\n\
                    ──────────────────────────────────\n \
                    port-1            7  harbour  12\n \
                    港口新闻       1234            3\n";
        assert_eq!(grid.fitted(None), wide);
        assert_eq!(grid.fitted(Some(34)), wide);
    }

    #[test]
    fn headings_give_first_then_names_and_words_then_the_table() {
        let grid = grid(&[["harbour-gazette-2024-03-18", "7", "harbour council flood wall", "12"]]);
        let narrow = " article          own  through        n\n                \
                      words\n\
                      ────────────────────────────────────────\n \
                      harbou…-03-18      7  harbour cou…  12\n";
        assert_eq!(grid.fitted(Some(40)), narrow);
        assert_eq!(
            grid.fitted(Some(24)),
            "article    harbou…-03-18\nown words  7\nthrough    harbour coun…\nn          12\n"
        );
        assert_eq!(grid.fitted(Some(8)), "harb…-18\n7\nharbour…\n12\n");
    }

    #[test]
    fn hostile_cells_stay_on_their_line() {
        let grid = grid(&[["a\nb\u{1b}[2J\u{202E}c", "1", "\r\u{9b}31m", ""]]);
        let text = grid.fitted(None);
        assert_eq!(text.lines().count(), 3, "{text}");
        assert!(!text.chars().any(|c| c != '\n' && super::super::terminal::steers(c)), "{text:?}");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_terminal(
            names in prop::collection::vec("[a-z港\u{301}👍 \u{1b}\n]{0,60}", 0..5),
            words in "[a-z ]{0,80}",
            number in 0u32..1_000_000_000,
            room in 12usize..140,
        ) {
            let number = number.to_string();
            let rows: Vec<[&str; 4]> = names.iter().map(|name| [name.as_str(), &number, &words, "1"]).collect();
            for line in grid(&rows).fitted(Some(room)).lines() {
                prop_assert!(columns(line) <= room, "{} columns of {room}: {line:?}", columns(line));
            }
        }
    }
}
