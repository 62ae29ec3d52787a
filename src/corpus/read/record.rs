//! Rows of tables, whatever the table's format.

use std::path::PathBuf;
use std::sync::Arc;

use super::super::{Date, Document, Metadata};
use super::Skipped;
use super::list::Origin;
use super::load::Loaded;
use crate::error::{Error, Result};

/// The names of the columns that hold what is read: `id`, `text`, `title`, `source` and `date` unless told otherwise.
/// Names are looked for as they stand, then without regard to case. All but the text may be missing, except where
/// a name was given for them.
///
/// ```
/// use retell::corpus::read::Columns;
/// let columns = Columns::default().with("text=body")?;
/// assert!(Columns::default().with("words=body").is_err());
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    names: [Option<String>; 5],
}

/// The roles of columns, in the order of [`Fields`].
pub(super) const ROLES: [&str; 5] = ["id", "text", "title", "source", "date"];
/// The place of the text among them.
pub(super) const TEXT: usize = 1;

impl Default for Columns {
    fn default() -> Self {
        Self { names: [const { None }; 5] }
    }
}

impl Columns {
    /// With one column called otherwise: `text=body` reads the text from the column `body`.
    ///
    /// # Errors
    /// [`Error::Parameter`] if `mapping` is not of this form or names none of the five.
    pub fn with(mut self, mapping: &str) -> Result<Self> {
        let found = mapping.split_once('=').and_then(|(role, name)| {
            let at = ROLES.iter().position(|&known| known == role.trim())?;
            (!name.trim().is_empty()).then(|| (at, name.trim().to_owned()))
        });
        let Some((at, name)) = found else {
            let expected =
                "one of id, text, title, source, date, an equals sign and a column's name".to_owned();
            return Err(Error::Parameter { name: "column", got: format!("{mapping:?}"), expected });
        };
        self.names[at] = Some(name);
        Ok(self)
    }

    pub(super) fn validate(&self) -> Result<()> {
        match self.names.iter().flatten().find(|name| name.trim().is_empty()) {
            Some(name) => {
                Err(Error::Parameter { name: "column", got: format!("{name:?}"), expected: "a name".into() })
            }
            None => Ok(()),
        }
    }

    /// The name of the column for each role.
    pub(super) fn name(&self, role: usize) -> &str {
        self.names[role].as_deref().unwrap_or(ROLES[role])
    }

    /// Where each role stands among `header`.
    ///
    /// # Errors
    /// [`Error::MissingColumn`] if the text, or a column that was named, is not there.
    pub(super) fn find(&self, path: &str, header: &[&str]) -> Result<[Option<usize>; 5]> {
        let mut found = [None; 5];
        for (role, place) in found.iter_mut().enumerate() {
            let name = self.name(role);
            *place = header.iter().position(|column| column.trim() == name).or_else(|| {
                header.iter().position(|column| column.trim().to_lowercase() == name.to_lowercase())
            });
            if place.is_none() && (role == TEXT || self.names[role].is_some()) {
                return Err(Error::MissingColumn {
                    path: PathBuf::from(path),
                    role: ROLES[role],
                    column: name.to_owned(),
                    found: header.iter().map(|&column| column.to_owned()).collect(),
                });
            }
        }
        Ok(found)
    }
}

/// The fields of one row, in the order of [`ROLES`].
pub(super) type Fields = [Option<String>; 5];

/// A document with what its id is made from.
#[derive(Debug)]
pub(super) struct Row {
    /// The id that was given.
    pub(super) id: Option<String>,
    /// Its number in its table, from 1; `None` where a file is one document.
    pub(super) number: Option<usize>,
    /// Its line in its file, where known.
    pub(super) line: Option<usize>,
    pub(super) origin: Arc<Origin>,
    pub(super) document: Document,
}

impl Row {
    /// `file:line`, `file, row n` or the file.
    pub(super) fn place(&self) -> String {
        place(&self.origin, self.line, self.number)
    }
}

/// The same, of a row that is gone.
pub(super) fn place(origin: &Origin, line: Option<usize>, number: Option<usize>) -> String {
    match (line, number) {
        (Some(line), _) => format!("{}:{line}", origin.shown),
        (None, Some(number)) => format!("{}, row {number}", origin.shown),
        (None, None) => origin.shown.clone(),
    }
}

/// One row before it is judged.
pub(super) struct Record {
    pub(super) number: usize,
    pub(super) line: Option<usize>,
    pub(super) fields: Result<Fields>,
}

/// A row, or why there is none, and its date where that could not be read.
pub(super) struct Judged {
    row: Result<Row>,
    bad_date: Option<(String, String)>,
}

/// Makes a document of a record.
pub(super) fn judge(origin: &Arc<Origin>, record: Record) -> Judged {
    let Record { number, line, fields } = record;
    let [id, text, title, source, date] = match fields {
        Ok(fields) => fields,
        Err(error) => return Judged { row: Err(error), bad_date: None },
    };
    let text = text.unwrap_or_default();
    if text.trim().is_empty() {
        let path = PathBuf::from(place(origin, line, Some(number)));
        return Judged {
            row: Err(Error::NoText { path, reason: "its text is empty or white space" }),
            bad_date: None,
        };
    }
    let known = |field: Option<String>| field.filter(|field| !field.trim().is_empty());
    let date = known(date);
    let parsed = date.as_deref().and_then(|date| date.parse::<Date>().ok());
    let article = || {
        let id = id.as_deref().filter(|id| !id.trim().is_empty());
        id.map_or(String::new(), |id| format!(" (article {id:?})"))
    };
    let bad_date = date
        .filter(|_| parsed.is_none())
        .map(|date| (format!("{}{}", place(origin, line, Some(number)), article()), date));
    let trimmed = |field: Option<String>| known(field).map(|field| field.trim().to_owned());
    let metadata = Metadata { title: trimmed(title), source: trimmed(source), date: parsed };
    let document = Document::with_metadata(String::new(), text, metadata);
    Judged {
        row: Ok(Row { id: known(id), number: Some(number), line, origin: origin.clone(), document }),
        bad_date,
    }
}

/// Dates that could not be read, of one file.
#[derive(Default)]
pub(super) struct BadDates {
    n: usize,
    /// The place of the first one, and what stands there.
    first: Option<(String, String)>,
}

impl BadDates {
    /// The row alone; its date is remembered where that could not be read.
    pub(super) fn keep(&mut self, judged: Judged) -> Result<Row> {
        self.n += usize::from(judged.bad_date.is_some());
        self.first = self.first.take().or(judged.bad_date);
        judged.row
    }

    /// Adds those that come after these.
    pub(super) fn add(&mut self, later: Self) {
        self.n += later.n;
        self.first = self.first.take().or(later.first);
    }

    /// One warning for all of them.
    pub(super) fn warning(self) -> Option<String> {
        let (n, (place, date)) = (self.n, self.first?);
        let (dates, documents) =
            if n == 1 { ("date is", "its document is") } else { ("dates are", "their documents are") };
        Some(format!(
            "{place}: {date:?} is no date such as 2025-05-08; in this file {n} {dates} not readable, and {documents} kept without a date"
        ))
    }
}

/// Puts judged rows together in their order; bad dates become one warning.
pub(super) fn collect(origin: &Arc<Origin>, judged: impl IntoIterator<Item = Judged>, loaded: &mut Loaded) {
    let mut bad_dates = BadDates::default();
    for judged in judged {
        match bad_dates.keep(judged) {
            Ok(row) => loaded.rows.push(row),
            Err(error) => loaded.skipped.push(Skipped { path: origin.shown.clone(), error }),
        }
    }
    loaded.warnings.extend(bad_dates.warning());
}
