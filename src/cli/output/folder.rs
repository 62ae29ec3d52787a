//! A run's folder: written beside its place, moved in when it is whole.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::scratch::{Scratch, TEMPORARY};
use super::{files_below, parent, set_default_permissions};
use crate::cli::manifest::{MANIFEST, Manifest, OutputFile};
use crate::error::{Error, Result};

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
    scratch: Scratch,
}

impl Folder {
    /// Whether the folder `place` may be written.
    pub(crate) fn check(place: &Path, occupied: Occupied) -> Result<()> {
        check_place(place, occupied)
    }

    /// Prepares to write the folder `place`.
    pub(crate) fn create(place: &Path, occupied: Occupied, scratch: &Scratch) -> Result<Self> {
        check_place(place, occupied)?;
        let failed = |source| Error::Write { path: place.to_owned(), source };
        let beside = parent(place);
        let mut leave = scratch.leave();
        leave.make_folders(beside).map_err(failed)?;
        let staging = temporary_folder(beside).map_err(failed)?;
        leave.add(staging.path());
        drop(leave);
        Ok(Self { place: place.to_owned(), staging, written: Vec::new(), scratch: scratch.clone() })
    }

    /// Writes one file; `name` is relative, with forward slashes.
    pub(crate) fn write(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.write_unlisted(name, bytes)?;
        self.written.push(OutputFile::of(name, bytes));
        Ok(())
    }

    /// Writes a file that the manifest does not list: the manifest itself, and what differs from run to run.
    pub(crate) fn write_unlisted(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.staging.path().join(name);
        let failed = |source| Error::Write { path: self.place.join(name), source };
        let _leave = self.scratch.leave();
        fs::create_dir_all(parent(&path)).map_err(failed)?;
        fs::write(&path, bytes).map_err(failed)
    }

    /// What was written so far, by name.
    pub(crate) fn written(&self) -> Vec<OutputFile> {
        let mut files = self.written.clone();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    /// Moves the folder into its place: in one step where nothing else stands there, file by file where it does.
    pub(crate) fn finish(self) -> Result<()> {
        let failed = |source| Error::Write { path: self.place.clone(), source };
        set_default_permissions(self.staging.path()).map_err(failed)?;
        let _leave = self.scratch.leave();
        if !self.place.exists() {
            return fs::rename(self.staging.path(), &self.place).map_err(failed);
        }
        if is_empty(&self.place)? {
            fs::remove_dir(&self.place).map_err(failed)?;
            return fs::rename(self.staging.path(), &self.place).map_err(failed);
        }
        if is_own(&self.place) { self.swap().map_err(failed) } else { self.mix() }
    }

    /// Replaces a folder that holds nothing but an earlier run: out with the old, in with the new, or back again.
    fn swap(&self) -> io::Result<()> {
        let aside = temporary_folder(parent(&self.place))?;
        let old = aside.path().join("old");
        fs::rename(&self.place, &old)?;
        fs::rename(self.staging.path(), &self.place).inspect_err(|_| {
            let _ = fs::rename(&old, &self.place);
        })
    }

    /// Puts each file where it belongs among files that are not the run's. The old manifest goes first and the new one
    /// comes last, so that a broken move does not verify.
    fn mix(&self) -> Result<()> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            |source| Error::Write { path, source }
        };
        if let Ok(old) = Manifest::read(&self.place.join(MANIFEST)) {
            fs::remove_file(self.place.join(MANIFEST)).map_err(failed(&self.place))?;
            let kept = |file: &&OutputFile| self.written.iter().all(|new| new.path != file.path);
            for stale in old.outputs.iter().filter(kept) {
                if let Some(path) = stale.under(&self.place).filter(|path| path.is_file()) {
                    fs::remove_file(&path).map_err(failed(&path))?;
                }
            }
        }
        let mut names = files_below(self.staging.path())?;
        names.sort_by_key(|name| (name == Path::new(MANIFEST), name.clone()));
        for name in names {
            let path = self.place.join(&name);
            fs::create_dir_all(parent(&path)).map_err(failed(&path))?;
            fs::rename(self.staging.path().join(&name), &path).map_err(failed(&path))?;
        }
        Ok(())
    }
}

fn temporary_folder(beside: &Path) -> io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix(TEMPORARY).tempdir_in(beside)
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
    if occupied == Occupied::ReplaceOwn && is_own(place) {
        return Ok(());
    }
    refuse("the folder is not empty")
}

/// Whether `place` holds an earlier run as it was left, and nothing else.
fn is_own(place: &Path) -> bool {
    let manifest = Manifest::read(&place.join(MANIFEST));
    manifest.is_ok_and(|manifest| manifest.check(place).is_ok_and(|found| found.is_clean()))
}

fn is_empty(folder: &Path) -> Result<bool> {
    let mut entries =
        fs::read_dir(folder).map_err(|source| Error::Read { path: folder.to_owned(), source })?;
    Ok(entries.next().is_none())
}
