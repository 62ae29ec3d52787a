//! The door out: the only place that writes files or results.
//!
//! A folder is written beside its place and moved in whole; a file is written beside its place and renamed. What is
//! not finished when the process is interrupted is removed by [`Scratch`].

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::manifest::{MANIFEST, Manifest, OutputFile};
use crate::error::{Error, Result};

/// How the names of files begin that are being written.
const TEMPORARY: &str = ".retell-";

/// What must not stay behind if the process is interrupted: files and folders that are being written, and folders
/// that were made to hold them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch(Arc<Mutex<Vec<PathBuf>>>);

impl Scratch {
    fn add(&self, path: &Path) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
    }

    /// Makes `folder` and remembers which of the folders above it were made too.
    fn make_folders(&self, folder: &Path) -> io::Result<()> {
        let new: Vec<&Path> = folder.ancestors().take_while(|path| !path.exists()).collect();
        new.iter().rev().for_each(|path| self.add(path));
        fs::create_dir_all(folder)
    }

    /// Removes what is left, last made first: temporary files and folders whole, other folders if they are empty.
    /// Errors have nobody left to tell.
    pub(crate) fn remove(&self) {
        for path in self.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..).rev() {
            let temporary =
                path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(TEMPORARY));
            let _ = match (path.is_dir(), temporary) {
                (true, true) => fs::remove_dir_all(&path),
                (true, false) => fs::remove_dir(&path),
                (false, true) => fs::remove_file(&path),
                (false, false) => Ok(()),
            };
        }
    }
}

/// Writes a result to standard output. A closed pipe is success: whoever read has read enough.
pub(crate) fn stdout(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::Write { path: PathBuf::from("standard output"), source: error })
        }
        _ => Ok(()),
    }
}

/// Writes a result that may be coloured to standard output; colour is dropped where it would not be understood.
pub(crate) fn stdout_styled(text: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::Write { path: PathBuf::from("standard output"), source: error })
        }
        _ => Ok(()),
    }
}

/// Writes a file in one step: it is there whole, or as it was before.
pub(crate) fn file(path: &Path, bytes: &[u8], scratch: &Scratch) -> Result<()> {
    let failed = |source| Error::Write { path: path.to_owned(), source };
    let folder = parent(path);
    scratch.make_folders(folder).map_err(failed)?;
    let mut temporary = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder).map_err(failed)?;
    scratch.add(temporary.path());
    temporary.write_all(bytes).and_then(|()| temporary.as_file().sync_all()).map_err(failed)?;
    set_default_permissions(temporary.path()).map_err(failed)?;
    temporary.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// What to do with a folder that is already there and not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Occupied {
    /// Refuse.
    Refuse,
    /// Replace what an earlier, unchanged run wrote there; refuse anything else.
    ReplaceOwn,
    /// Replace what an earlier run wrote there, and leave every other file alone.
    Force,
}

/// A run's folder while it is being written.
#[derive(Debug)]
pub(crate) struct Folder {
    place: PathBuf,
    staging: tempfile::TempDir,
    written: Vec<OutputFile>,
}

impl Folder {
    /// Prepares to write the folder `place`.
    pub(crate) fn create(place: &Path, occupied: Occupied, scratch: &Scratch) -> Result<Self> {
        check_place(place, occupied)?;
        let failed = |source| Error::Write { path: place.to_owned(), source };
        let beside = parent(place);
        scratch.make_folders(beside).map_err(failed)?;
        let staging = tempfile::Builder::new().prefix(TEMPORARY).tempdir_in(beside).map_err(failed)?;
        scratch.add(staging.path());
        Ok(Self { place: place.to_owned(), staging, written: Vec::new() })
    }

    /// Writes one file; `name` is relative, with forward slashes.
    pub(crate) fn write(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.put(name, bytes)?;
        self.written.push(OutputFile::of(name, bytes));
        Ok(())
    }

    /// Writes a file that differs from run to run and is therefore not in the manifest.
    pub(crate) fn write_unlisted(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.put(name, bytes)
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.staging.path().join(name);
        let failed = |source| Error::Write { path: self.place.join(name), source };
        fs::create_dir_all(parent(&path)).map_err(failed)?;
        fs::write(&path, bytes).map_err(failed)
    }

    /// What was written so far, by name.
    pub(crate) fn written(&self) -> Vec<OutputFile> {
        let mut files = self.written.clone();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    /// Moves the folder into its place. The manifest comes last, so that a broken move does not verify.
    pub(crate) fn finish(self) -> Result<()> {
        let failed = |source| Error::Write { path: self.place.clone(), source };
        set_default_permissions(self.staging.path()).map_err(failed)?;
        if !self.place.exists() || is_empty(&self.place)? {
            if self.place.exists() {
                fs::remove_dir(&self.place).map_err(failed)?;
            }
            return fs::rename(self.staging.path(), &self.place).map_err(failed);
        }
        if let Ok(old) = Manifest::read(&self.place.join(MANIFEST)) {
            fs::remove_file(self.place.join(MANIFEST)).map_err(failed)?;
            for stale in
                old.outputs.iter().filter(|file| self.written.iter().all(|new| new.path != file.path))
            {
                if let Some(path) = stale.under(&self.place).filter(|path| path.is_file()) {
                    fs::remove_file(path).map_err(failed)?;
                }
            }
        }
        let mut names = files_below(self.staging.path())?;
        names.sort_by_key(|name| (name == Path::new(MANIFEST), name.clone()));
        for name in names {
            let path = self.place.join(&name);
            let failed = |source| Error::Write { path: path.clone(), source };
            fs::create_dir_all(parent(&path)).map_err(failed)?;
            fs::rename(self.staging.path().join(&name), &path).map_err(failed)?;
        }
        Ok(())
    }
}

/// The lower-case hexadecimal SHA-256 of `bytes`.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
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

fn check_place(place: &Path, occupied: Occupied) -> Result<()> {
    let refuse = |problem: &str| {
        Err(Error::Write {
            path: place.to_owned(),
            source: io::Error::new(io::ErrorKind::AlreadyExists, problem),
        })
    };
    if !place.exists() {
        return Ok(());
    }
    if !place.is_dir() {
        return refuse("a file of that name is in the way");
    }
    if is_empty(place)? || occupied == Occupied::Force {
        return Ok(());
    }
    let own = || {
        Manifest::read(&place.join(MANIFEST))
            .is_ok_and(|manifest| manifest.check(place).is_ok_and(|found| found.is_clean()))
    };
    if occupied == Occupied::ReplaceOwn && own() {
        return Ok(());
    }
    refuse("the folder is not empty")
}

fn is_empty(folder: &Path) -> Result<bool> {
    let mut entries =
        fs::read_dir(folder).map_err(|source| Error::Read { path: folder.to_owned(), source })?;
    Ok(entries.next().is_none())
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
