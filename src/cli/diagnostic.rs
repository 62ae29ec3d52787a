//! Errors as people read them: what is wrong, where, why, and what to do.

use std::error::Error as _;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme};

use super::output;
use super::terminal::on_one_line;
use crate::error::Error;

/// Exit codes of the binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    Done = 0,
    Failed = 1,
    Usage = 2,
    SomeSkipped = 3,
    Nothing = 4,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// The exit code that an error stands for.
pub(crate) fn exit(error: &Error) -> Exit {
    match error {
        Error::Parameter { .. } => Exit::Usage,
        Error::NothingToAnalyse { .. } | Error::EmptyVocabulary { .. } => Exit::Nothing,
        _ => Exit::Failed,
    }
}

/// What a user can do about an error, where the message does not already say it.
pub(crate) fn hint(error: &Error) -> Option<String> {
    let text = match error {
        Error::Read { source, .. } => match source.kind() {
            std::io::ErrorKind::NotFound => "check the spelling and the folder you are in",
            std::io::ErrorKind::PermissionDenied => "check who may read it",
            _ => return None,
        },
        Error::Write { source, .. } => match source.kind() {
            std::io::ErrorKind::AlreadyExists => "choose another place, or pass --force",
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                "choose a place you may write to with -o"
            }
            std::io::ErrorKind::StorageFull => "free some space, or choose another disk with -o",
            _ => return None,
        },
        Error::DuplicateId { .. } => "rename one of them, or give each article its own id column",
        Error::EmptyVocabulary { .. } => {
            "texts of stop words only have no terms; see --language and --min-df"
        }
        Error::NothingToAnalyse { .. } => {
            "pass files or folders with articles; `retell help` lists the kinds of files"
        }
        _ => return None,
    };
    Some(text.to_owned())
}

/// The message with its cause, in one line.
pub(crate) fn sentence(error: &Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

/// Longer lines are not read with ease, and shorter ones hold no sentence.
const WIDEST: usize = 100;
const NARROWEST: usize = 30;

/// The error as a report with its hint, coloured; the caller's stream drops colour where it must.
pub(crate) fn report(error: &Error) -> String {
    let mut text = String::new();
    let shown =
        Shown { message: on_one_line(&sentence(error)), hint: hint(error).map(|hint| on_one_line(&hint)) };
    let width = output::room_of_errors().map_or(WIDEST, |room| room.clamp(NARROWEST, WIDEST));
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode()).with_width(width);
    if handler.render_report(&mut text, &shown).is_err() {
        return shown.message;
    }
    text.trim_end().to_owned()
}

/// What miette shows.
#[derive(Debug)]
struct Shown {
    message: String,
    hint: Option<String>,
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        self.hint.as_ref().map(|hint| Box::new(hint) as Box<dyn std::fmt::Display>)
    }
}
