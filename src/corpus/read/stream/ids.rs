//! Ids by row, and rows by id, in little memory.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;

/// Ids one behind the other in one string, found again by their hash: a map of strings would take three times as much.
#[derive(Debug, Default)]
pub(super) struct Ids {
    text: String,
    /// Where the id of each row ends in `text`.
    ends: Vec<usize>,
    row_of: FxHashMap<u64, usize>,
    /// Rows whose hash is that of another id.
    others: Vec<usize>,
}

impl Ids {
    /// The row of this id.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        let first = *self.row_of.get(&hash(id))?;
        std::iter::once(&first).chain(&self.others).copied().find(|&row| self.get(row) == id)
    }

    /// The id of a row; empty if it has none.
    pub(super) fn get(&self, row: usize) -> &str {
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end);
        self.ends.get(row).and_then(|&end| self.text.get(start..end)).unwrap_or_default()
    }

    /// Adds a row of an id that is not there yet, or of none if `id` is empty.
    pub(super) fn push(&mut self, id: &str) {
        let row = self.ends.len();
        self.text.push_str(id);
        self.ends.push(self.text.len());
        if !id.is_empty() && *self.row_of.entry(hash(id)).or_insert(row) != row {
            self.others.push(row);
        }
    }
}

/// Hard to make collide on purpose; the same in every run, though nothing depends on it.
fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_even_where_hashes_are_the_same() {
        let mut ids = Ids::default();
        for id in ["a", "", "bé", "c"] {
            ids.push(id);
        }
        // As if "c" had the hash of "a".
        ids.row_of.insert(hash("c"), 0);
        ids.others.push(3);
        assert_eq!(["a", "bé", "c", "d", ""].map(|id| ids.find(id)), [Some(0), Some(2), Some(3), None, None]);
        assert_eq!([0, 1, 2, 3, 4].map(|row| ids.get(row)), ["a", "", "bé", "c", ""]);
    }
}
