//! Everything that can go wrong in the library, as one enum whose variants carry data.
//!
//! Messages are lower case, without a full stop, and imply the mend. The binary adds the place and a hint.

use std::path::PathBuf;

/// The result of a fallible `retell` function.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, with the data a caller needs to mend it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be opened or read.
    #[error("cannot read {}", path.display())]
    Read {
        /// What was asked for.
        path: PathBuf,
        /// Why the system refused.
        source: std::io::Error,
    },
    /// A file or folder could not be created or written.
    #[error("cannot write {}", path.display())]
    Write {
        /// Where the output should have gone.
        path: PathBuf,
        /// Why the system refused.
        source: std::io::Error,
    },
    /// A file was read, but what stands in it is not what its ending promises.
    #[error("{}: {problem}", Place { path, line: *line, column: *column })]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Line, counted from 1, where known.
        line: Option<usize>,
        /// Column, counted from 1, where known.
        column: Option<usize>,
        /// What is wrong there.
        problem: String,
    },
    /// A table has no column of the name that is needed.
    #[error("{} has no column {column:?}; it has {}", path.display(), found.join(", "))]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The column that was looked for.
        column: String,
        /// The columns that are there.
        found: Vec<String>,
    },
    /// A file holds no text: nothing, white space only, or binary data.
    #[error("{} holds no text: {reason}", path.display())]
    NoText {
        /// The file (or the place in it).
        path: PathBuf,
        /// What stands there instead.
        reason: &'static str,
    },
    /// A file's ending names no format that can be read.
    #[error("{} is of no known kind; expected .txt .md .html .jsonl .csv .tsv or .parquet, each also .gz or .zst", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
    },
    /// Two documents carry the same id.
    #[error("two documents are called {id:?}; ids must differ")]
    DuplicateId {
        /// The id that stands twice.
        id: String,
    },
    /// No document is left to analyse.
    #[error("nothing to analyse: {reason}")]
    NothingToAnalyse {
        /// What became of the input.
        reason: String,
    },
    /// A parameter is outside its range.
    #[error("{name} is {got}, expected {expected}")]
    Parameter {
        /// The parameter's name, as in the API and (with dashes) on the command line.
        name: &'static str,
        /// What was given.
        got: String,
        /// What would do.
        expected: String,
    },
    /// No term is left after tokenising and filtering.
    #[error("no term is left of {n_tokens} tokens in {n_documents} documents; lower min_df, raise max_df or keep stop words")]
    EmptyVocabulary {
        /// Rows that were read.
        n_documents: usize,
        /// Tokens that were seen before filtering.
        n_tokens: usize,
    },
    /// A theme is not usable.
    #[error("theme {theme:?} {problem}")]
    Theme {
        /// The theme's name.
        theme: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A library that computes or encodes refused.
    #[error("{task} failed: {reason}")]
    Library {
        /// What was being done.
        task: &'static str,
        /// What the library said.
        reason: String,
    },
}

/// `file:line:column`, as far as it is known.
struct Place<'a> {
    path: &'a std::path::Path,
    line: Option<usize>,
    column: Option<usize>,
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        Ok(())
    }
}
