//! Everything that can go wrong in the library, as one enum whose variants carry data.
//!
//! Messages are lower case, without a full stop, and imply the mend. The binary adds the place and a hint.

mod index;
mod memory;

use std::path::PathBuf;

pub use index::IndexProblem;
pub(crate) use memory::{NoMemory, reserve, reserve_text, room, with_room};

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
    #[error(
        "{} has no column {column:?}; it has {}; name the one that holds the {role} with --column {role}=NAME",
        path.display(), found.join(", ")
    )]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// What the column is for: `text`, `id`, `title`, `source` or `date`.
        role: &'static str,
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
    /// A document is longer than positions in it can count.
    #[error("document {id:?} has {bytes} bytes, over the limit of 4 GiB a document; split it")]
    TooLong {
        /// The document's id.
        id: String,
        /// Its length.
        bytes: usize,
    },
    /// Two documents that were read carry the same id; the first one stays.
    #[error("{second} and {first} are both called {id:?}; give the second another id")]
    DuplicateInput {
        /// The id that stands twice.
        id: String,
        /// Where the first one stands: a file, with a line or row where it holds several documents.
        first: String,
        /// Where the second one stands.
        second: String,
    },
    /// A compressed file holds more than is allowed, as a file made to fill the memory would.
    #[error("{} unpacks to more than {limit} bytes; unpack it first if that is meant", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// How many bytes are allowed.
        limit: u64,
    },
    /// A format can only be read by a build that has the feature for it.
    #[error("{} cannot be read by this build; build with the feature {feature:?}", path.display())]
    NotBuilt {
        /// The file.
        path: PathBuf,
        /// The feature that reads it.
        feature: &'static str,
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
    #[error(
        "no term is left of {n_tokens} tokens in {n_documents} documents; lower min_df, raise max_df or keep stop words"
    )]
    EmptyVocabulary {
        /// Rows that were read.
        n_documents: usize,
        /// Tokens that were seen before filtering.
        n_tokens: usize,
    },
    /// A matrix has other columns than the ones that were learnt.
    #[error(
        "the matrix has {got} columns, not the {expected} that were learnt from; count it with the same vectorizer"
    )]
    ColumnsDiffer {
        /// Columns that were learnt.
        expected: usize,
        /// Columns that were given; where the number is the same, the terms differ.
        got: usize,
    },
    /// The system gave no more memory. Nothing was written.
    #[error(
        "no memory for {what}{}; split what is too long and take less at a time, with shorter n-grams or fewer threads",
        Refused(*bytes)
    )]
    OutOfMemory {
        /// What it was wanted for.
        what: String,
        /// How many bytes were asked for in vain, at once, where known.
        bytes: Option<usize>,
    },
    /// A dense copy of a matrix would not fit into memory.
    #[error("a dense matrix of {rows} x {columns} cells is too large; read the sparse rows")]
    TooManyCells {
        /// Rows asked for.
        rows: usize,
        /// Columns asked for.
        columns: usize,
    },
    /// What does not fit into the memory that is allowed could not be put on disk, or not be read again.
    #[error(
        "cannot keep temporary files in {}; free some room there, name another folder in TMPDIR, or allow more memory",
        folder.display()
    )]
    Spill {
        /// The folder for temporary files.
        folder: PathBuf,
        /// Why the system refused.
        source: std::io::Error,
    },
    /// A theme is not usable.
    #[error("theme {theme:?} {problem}")]
    Theme {
        /// The theme's name.
        theme: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A file is no saved model, or none that can be used.
    #[error("{} {problem}", path.display())]
    Model {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: ModelProblem,
    },
    /// A file or folder is no index, or none that can be used so.
    #[error("{} {problem}", path.display())]
    Index {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong with it.
        problem: IndexProblem,
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

#[cfg(feature = "read")]
impl Error {
    /// That a file could not be read, or that there is no memory for what stands in it.
    pub(crate) fn read(path: &std::path::Path, source: std::io::Error) -> Self {
        match source.kind() {
            std::io::ErrorKind::OutOfMemory => Self::no_memory_to_read(path),
            _ => Self::Read { path: path.to_owned(), source },
        }
    }

    /// That there is no memory for what stands in a file, of which it is not known how much that is.
    pub(crate) fn no_memory_to_read(path: &std::path::Path) -> Self {
        Self::OutOfMemory { what: format!("the text of {}", path.display()), bytes: None }
    }

    /// Whether it says nothing of what was asked for, only of the machine: to skip what it concerns would give one
    /// result here and another there.
    pub(crate) fn is_of_memory(&self) -> bool {
        matches!(self, Self::OutOfMemory { .. })
    }
}

/// What is wrong with the bytes of a saved model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelProblem {
    /// There are none.
    #[error("is empty, no saved model; save the model again")]
    Empty,
    /// They begin otherwise than a model does.
    #[error("is no saved model: it begins like {found}")]
    Foreign {
        /// What they look like.
        found: &'static str,
    },
    /// They are in another version of the format.
    #[error(
        "is a model in format {found}, and this build reads format {reads}; fit and save it again with this build, \
         or use the one that saved it"
    )]
    Version {
        /// The version they are in.
        found: u32,
        /// The version that can be read.
        reads: u32,
    },
    /// They are more or fewer than a model of this beginning has.
    #[error(
        "is a model of {expected} bytes by its beginning, but has {got}: it was cut short or damaged; copy it again, \
         or fit and save it again"
    )]
    Length {
        /// How many there should be.
        expected: u64,
        /// How many there are.
        got: u64,
    },
    /// They are not those that were saved.
    #[error("is a damaged model: its checksum does not hold; copy it again, or fit and save it again")]
    Damaged,
    /// They were saved whole, but say what no fitted model says.
    #[error("is a model that cannot be used: {reason}; fit and save it again")]
    Content {
        /// What it says.
        reason: String,
    },
}

/// `: n bytes were refused`, where that is known.
struct Refused(Option<usize>);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.map_or(Ok(()), |bytes| write!(f, ": {bytes} bytes were refused"))
    }
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
