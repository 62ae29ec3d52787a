//! Results as one JSON document, for programs. `docs/schema/retell.json` says what stands in it.

use serde::Serialize;

use super::output;
use super::terminal::escaped_json;
use crate::error::{Error, Result};
use crate::table::{self, DataFrame};

/// What a command found, member by member in the order in which they are added.
#[derive(Clone, Debug)]
pub(crate) struct Answer(String);

impl Answer {
    /// Every document says what it is the answer of.
    pub(crate) fn new(command: &str) -> Self {
        Self(format!("{{\n\"command\": {command:?},\n\"version\": {:?}", env!("CARGO_PKG_VERSION")))
    }

    /// Adds a value.
    ///
    /// # Errors
    /// [`Error::Library`] for a value that JSON cannot hold.
    pub(crate) fn with(mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<Self> {
        let value = serde_json::to_string(value)
            .map_err(|error| Error::Library { task: "writing JSON", reason: error.to_string() })?;
        self.0.push_str(&format!(",\n{name:?}: {value}"));
        Ok(self)
    }

    /// Adds a table as a list of its rows, each the object that it is in JSONL.
    ///
    /// # Errors
    /// [`Error::Library`] if polars refuses.
    pub(crate) fn with_rows(mut self, name: &str, frame: DataFrame) -> Result<Self> {
        let lines = table::jsonl(frame)?;
        let rows: Vec<_> = String::from_utf8_lossy(&lines).lines().map(str::to_owned).collect();
        let between = if rows.is_empty() { "" } else { "\n" };
        self.0.push_str(&format!(",\n{name:?}: [{between}{}{between}]", rows.join(",\n")));
        Ok(self)
    }

    /// Prints it.
    ///
    /// # Errors
    /// Those of standard output.
    pub(crate) fn print(mut self) -> Result<()> {
        self.0.push_str("\n}\n");
        output::stdout(escaped_json(&self.0).as_bytes())
    }
}
