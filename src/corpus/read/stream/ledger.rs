//! What must be told in the order of the inputs: ids, skips and warnings.

use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::Skipped;
use super::super::decode;
use super::super::identity::{self, Cleaned, Nameless};
use super::super::jsonl::{self, Lines};
use super::super::list::{File, Origin};
use super::super::load::Loaded;
use super::super::record::{self, Columns, Row};
use super::Streamed;
use super::ids::Ids;
use crate::corpus::Document;
use crate::corpus::collection::check_length;
use crate::error::{Error, Result};

/// What is kept of documents whose text is gone.
#[derive(Default)]
pub(super) struct Ledger {
    skipped: Vec<Skipped>,
    warnings: Vec<String>,
    /// The file of lines that is being read, and what is to be said of its encoding.
    lines: Lines,
    told: Option<String>,
    /// Given ids by row; empty where none was given.
    ids: Ids,
    /// Line and number of each row, from 1; 0 where there is none.
    places: Vec<(usize, usize)>,
    /// Where the rows begin that come from one file.
    origins: Vec<(usize, Arc<Origin>)>,
    nameless: Vec<Nameless>,
    /// Of files that are read twice: the rows that got no id, by number.
    repeated: FxHashMap<PathBuf, FxHashMap<Option<usize>, usize>>,
    cleaned: Cleaned,
    /// The row that has the id, and the path and place of the one that cannot have it.
    duplicates: Vec<(usize, String, String)>,
    /// What makes everything fail.
    failure: Option<Error>,
}

impl Ledger {
    /// `warnings` come first; `repeated` are the files that are read more than once.
    pub(super) fn new(warnings: Vec<String>, repeated: impl Iterator<Item = PathBuf>) -> Self {
        let repeated = repeated.map(|path| (path, FxHashMap::default())).collect();
        Self { warnings, repeated, ..Self::default() }
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failure.is_some()
    }

    /// Takes in what a file gave, or a part of it.
    pub(super) fn add(&mut self, loaded: Loaded) -> Vec<Document> {
        self.skipped.extend(loaded.skipped);
        self.warnings.extend(loaded.warnings);
        self.rows(loaded.rows.into_iter())
    }

    /// Takes in a block of a file of lines.
    pub(super) fn add_lines(&mut self, block: jsonl::Block, warning: Option<String>) -> Vec<Document> {
        self.told = self.told.take().or(warning);
        let rows = self.lines.add(block);
        self.rows(rows)
    }

    /// The file of lines is at its end, having held so many bytes.
    pub(super) fn end_lines(&mut self, file: &File, bytes: u64, columns: &Columns) {
        let lines = std::mem::take(&mut self.lines);
        let told = self.told.take().map(|warning| format!("{}: {warning}", file.origin.shown));
        let mut loaded = Loaded::default();
        let ended = if lines.is_empty() {
            let reason = if bytes == 0 { decode::EMPTY } else { decode::BLANK };
            Err(Error::NoText { path: file.path.clone(), reason })
        } else {
            loaded.warnings.extend(told);
            lines.end(&file.origin, columns, &mut loaded)
        };
        self.add(loaded);
        if let Err(error) = ended {
            self.skipped.push(Skipped { path: file.origin.shown.clone(), error });
        }
    }

    /// The file of lines cannot be read on behind so many lines.
    pub(super) fn break_off_lines(&mut self, file: &File, error: Error, n_lines: usize, columns: &Columns) {
        let shown = &file.origin.shown;
        if self.lines.is_empty() {
            (self.lines, self.told) = (Lines::default(), None);
        } else {
            self.end_lines(file, 1, columns);
            self.warnings.push(format!("{shown}: only its first {n_lines} lines could be read"));
        }
        self.skipped.push(Skipped { path: shown.clone(), error });
    }

    /// The documents of `rows` but for those whose id is taken. Those to which none was given have none yet.
    fn rows(&mut self, rows: impl Iterator<Item = Row>) -> Vec<Document> {
        let mut documents = Vec::with_capacity(rows.size_hint().0);
        for row in rows {
            let id = row.id.as_deref().map(identity::clean);
            let name = id.as_deref().unwrap_or_default();
            if let Err(error) =
                check_length(if id.is_some() { name } else { &row.origin.stem }, row.document.text().len())
            {
                self.failure.get_or_insert(error);
                break;
            }
            let at = self.places.len();
            let earlier = match &id {
                Some(id) => {
                    if row.id.as_deref() != Some(id) {
                        self.cleaned.add(id, || row.place());
                    }
                    self.ids.find(id)
                }
                None => match self.repeated.get_mut(&row.origin.canonical) {
                    Some(rows) => {
                        Some(*rows.entry(row.number).or_insert(at)).filter(|&earlier| earlier != at)
                    }
                    None => None,
                },
            };
            if let Some(earlier) = earlier {
                self.duplicates.push((earlier, row.origin.shown.clone(), row.place()));
                continue;
            }
            self.ids.push(name);
            self.places.push((row.line.unwrap_or(0), row.number.unwrap_or(0)));
            if self.origins.last().is_none_or(|(_, origin)| !Arc::ptr_eq(origin, &row.origin)) {
                self.origins.push((at, row.origin.clone()));
            }
            if id.is_none() {
                self.nameless.push(Nameless::of(&row));
            }
            documents.push(match id {
                Some(id) => row.document.renamed(id),
                None => row.document,
            });
        }
        documents
    }

    fn place(&self, row: usize) -> String {
        let file = self.origins.partition_point(|&(first, _)| first <= row);
        let Some((_, origin)) = file.checked_sub(1).and_then(|file| self.origins.get(file)) else {
            return String::new();
        };
        let known = |number: usize| (number > 0).then_some(number);
        let (line, number) = self.places.get(row).copied().unwrap_or_default();
        record::place(origin, known(line), known(number))
    }

    /// Names the rows that have no id, and closes.
    pub(super) fn close(mut self) -> Result<Streamed> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        if let Some(at) = self.skipped.iter().position(|skipped| skipped.error.is_of_memory()) {
            return Err(self.skipped.swap_remove(at).error);
        }
        self.warnings.extend(self.cleaned.warning());
        let derived = identity::derive(&self.nameless, |id| self.ids.find(id).is_some());
        let mut derived = derived.into_iter();
        let mut taken: FxHashSet<String> = FxHashSet::default();
        let mut ids = Vec::with_capacity(self.places.len());
        for row in 0..self.places.len() {
            let given = self.ids.get(row);
            if !given.is_empty() {
                ids.push(given.to_owned());
                continue;
            }
            let id = derived.next().unwrap_or_default();
            let is_free = |id: &String| self.ids.find(id).is_none() && !taken.contains(id);
            let numbered = (2..).map(|n| format!("{id}~{n}"));
            let free = std::iter::once(id.clone()).chain(numbered).find(is_free).unwrap_or_default();
            if free != id {
                let place = self.place(row);
                self.warnings
                    .push(format!("{place}: another document is called {id:?}; this one is called {free:?}"));
            }
            taken.insert(free.clone());
            ids.push(free);
        }
        for (first, path, second) in &self.duplicates {
            let id = ids.get(*first).cloned().unwrap_or_default();
            let error = Error::DuplicateInput { id, first: self.place(*first), second: second.clone() };
            self.skipped.push(Skipped { path: path.clone(), error });
        }
        Ok(Streamed { ids, skipped: self.skipped, warnings: self.warnings })
    }
}
