//! The numbers behind a figure.

use super::text::{brief, clean};

/// What a figure shows, as a small table: for those who cannot see it, and for those who want its numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Cells, in the order of the columns; on one line each, long ones shortened in the middle.
    pub rows: Vec<Vec<String>>,
    /// How many rows there are in all: more than `rows` where these would be no small table.
    pub total: usize,
}

impl Data {
    /// The most rows that are kept; the run's own tables hold all.
    pub const MOST_ROWS: usize = 200;

    /// An empty table with these columns.
    pub(super) fn new<S: AsRef<str>>(columns: impl IntoIterator<Item = S>) -> Self {
        let columns = columns.into_iter().map(|name| cell(name.as_ref())).collect();
        Self { columns, rows: Vec::new(), total: 0 }
    }

    /// Adds a row, or counts it where the table is full.
    pub(super) fn push<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.total += 1;
        if self.rows.len() < Self::MOST_ROWS {
            self.rows.push(cells.into_iter().map(|text| cell(text.as_ref())).collect());
        }
    }
}

/// A cell can be read in a line, whatever a stranger called an article.
fn cell(text: &str) -> String {
    clean(&brief(text, 120))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_stays_small_and_counts_what_it_leaves_out() {
        let mut data = Data::new(["article", "share"]);
        for row in 0..Data::MOST_ROWS + 3 {
            data.push([format!("a{row}"), "1%".to_owned()]);
        }
        assert_eq!((data.rows.len(), data.total), (Data::MOST_ROWS, Data::MOST_ROWS + 3));
        assert_eq!(data.rows[2], ["a2", "1%"]);
    }

    #[test]
    fn cells_stand_on_one_line() {
        let mut data = Data::new(["a\nb"]);
        data.push(["\u{202E}x\u{1B}[1m".to_owned() + &"w".repeat(10_000)]);
        assert_eq!(data.columns, ["a↵b"]);
        assert!(data.rows[0][0].starts_with("�x�[1m") && data.rows[0][0].chars().count() <= 121);
    }
}
