//! The door out: the only place that writes files or results.
//!
//! A folder is written beside its place and moved in whole; a file is written beside its place and renamed. What is
//! not finished when the process is interrupted is removed by [`Scratch`].

mod disk;
mod folder;
mod index;
mod scratch;

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::terminal::printable;
use crate::error::{Error, Result};

pub(crate) use disk::ToDisk;
pub(crate) use folder::{Folder, Occupied};
pub(crate) use index::IndexFolder;
pub(crate) use scratch::Scratch;

/// Writes a result to standard output. A closed pipe is success: whoever read has read enough.
///
/// Into a pipe or a file go the bytes as they are. A terminal shows them, but is not steered by what stands in them.
pub(crate) fn stdout(bytes: &[u8]) -> Result<()> {
    let out = io::stdout().lock();
    match std::str::from_utf8(bytes) {
        Ok(text) if out.is_terminal() => finish(out, printable(text).as_bytes()),
        _ => finish(out, bytes),
    }
}

/// Writes a result that may be coloured to standard output; colour is dropped where it would not be understood.
pub(crate) fn stdout_styled(text: &str) -> Result<()> {
    finish(anstream::stdout().lock(), text.as_bytes())
}

/// Columns where neither the caller nor a terminal says how many there are.
const WIDTH: usize = 100;

/// How many columns there are to print on: as `COLUMNS` says, or as the terminal has; `None` where there is no terminal,
/// as in a pipe or a file.
pub(crate) fn room() -> Option<usize> {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let seen = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    told.filter(|&columns| columns > 0).or_else(seen)
}

/// As [`room`], of the terminal that everything but results is said on.
pub(crate) fn room_of_errors() -> Option<usize> {
    terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0))
}

/// As [`room`]; 100 where nothing says how many.
pub(crate) fn width() -> usize {
    room().unwrap_or(WIDTH)
}

fn finish(mut out: impl Write, bytes: &[u8]) -> Result<()> {
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::Write { path: PathBuf::from("standard output"), source: error })
        }
        _ => Ok(()),
    }
}

/// A file that is written, but beside its place still. It is gone if it is never put there.
#[derive(Debug)]
pub(crate) struct Written {
    temporary: tempfile::NamedTempFile,
    path: PathBuf,
}

impl Written {
    /// Puts it in its place in one step: what was there is replaced.
    pub(crate) fn put(self, scratch: &Scratch) -> Result<()> {
        let _leave = scratch.leave();
        let Self { temporary, path } = self;
        match temporary.persist(&path) {
            Ok(_) => Ok(()),
            Err(error) => Err(Error::Write { path, source: error.error }),
        }
    }
}

/// Writes a file beside its place; `write` gives its bytes one after another.
pub(crate) fn beside(
    path: &Path,
    scratch: &Scratch,
    write: impl FnOnce(&mut ToDisk<'_, '_>) -> io::Result<()>,
) -> Result<Written> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    let folder = parent(path);
    let mut leave = scratch.leave();
    leave.make_folders(folder).map_err(failed)?;
    let temporary =
        tempfile::Builder::new().prefix(scratch::TEMPORARY).tempfile_in(folder).map_err(failed)?;
    leave.add(temporary.path());
    drop(leave);
    disk::to_disk(temporary.as_file(), write).map_err(failed)?;
    set_default_permissions(temporary.path()).map_err(failed)?;
    Ok(Written { temporary, path: path.to_owned() })
}

/// Refuses the place of a file where a folder is, or where anything is if nothing there may be replaced.
pub(crate) fn check_file(path: &Path, replace: bool) -> Result<()> {
    let kind = match fs::symlink_metadata(path) {
        Ok(_) if path.is_dir() => io::ErrorKind::IsADirectory,
        Ok(_) if !replace => io::ErrorKind::AlreadyExists,
        _ => return Ok(()),
    };
    Err(Error::Write { path: path.to_owned(), source: kind.into() })
}

/// Removes a file that would belie what is written beside it; tells whether there was one. A folder is no such file.
pub(crate) fn remove(path: &Path, scratch: &Scratch) -> Result<bool> {
    let _leave = scratch.leave();
    if !fs::symlink_metadata(path).is_ok_and(|found| !found.is_dir()) {
        return Ok(false);
    }
    fs::remove_file(path).map_err(|source| Error::Write { path: path.to_owned(), source })?;
    Ok(true)
}

/// Whether two paths name the same file, which need not be there.
pub(crate) fn same_place(a: &Path, b: &Path) -> bool {
    let place = |path: &Path| {
        let folder = || Some(fs::canonicalize(parent(path)).ok()?.join(path.file_name()?));
        fs::canonicalize(path).ok().or_else(folder).unwrap_or(path.to_owned())
    };
    place(a) == place(b)
}

/// A file in the system's folder for such files, removed when this is dropped or the process is interrupted.
#[derive(Debug)]
pub(crate) struct TemporaryFile(tempfile::TempPath);

impl TemporaryFile {
    /// Writes `bytes` to a new file whose name ends in `ending`.
    pub(crate) fn new(ending: &str, bytes: &[u8], scratch: &Scratch) -> Result<Self> {
        let place = std::env::temp_dir();
        let failed = |source| Error::Write { path: place.clone(), source };
        let mut leave = scratch.leave();
        let mut file = tempfile::Builder::new()
            .prefix(scratch::TEMPORARY)
            .suffix(ending)
            .tempfile_in(&place)
            .map_err(failed)?;
        leave.add(file.path());
        drop(leave);
        file.write_all(bytes).and_then(|()| file.flush()).map_err(failed)?;
        Ok(Self(file.into_temp_path()))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

/// All files below `folder`, relative to it, in name order.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter(|entry| !entry.as_ref().is_ok_and(|entry| entry.file_type().is_dir()))
        .map(|entry| {
            let entry =
                entry.map_err(|error| Error::Read { path: folder.to_owned(), source: error.into() })?;
            Ok(entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_owned())
        })
        .collect()
}

/// The folder that holds `path`; the current one for a bare name.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Temporary files are made for their owner alone; results get what other new files would get.
#[cfg(unix)]
fn set_default_permissions(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = if path.is_dir() { 0o755 } else { 0o644 };
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_default_permissions(_path: &Path) -> io::Result<()> {
    Ok(())
}
