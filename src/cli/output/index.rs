//! An index on its way to the disk: written beside what is there, moved in when it is whole.
//!
//! Nothing that is there is ever changed. New segments are moved in first, the manifest that lists them last and in one
//! step: before it the old index holds, after it the new one. Then what no manifest lists any more is removed.

use std::fs::{self, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::disk::to_disk;
use super::scratch::{Scratch, TEMPORARY};
use super::{parent, set_default_permissions};
use crate::error::{Error, IndexProblem, Result};
use crate::reuse::index::{MANIFEST, Manifest, SEGMENT_FILE, Writing};

/// The file by which one writer at a time is let in. It is empty and part of every index.
const LOCK: &str = "lock";

/// The folder of an index while it is being written.
#[derive(Debug)]
pub(crate) struct IndexFolder {
    place: PathBuf,
    /// Held open as long as this lives; nothing where there is no index yet.
    lock: Option<fs::File>,
    staging: tempfile::TempDir,
    /// Whether the index that is there is revised, so that what is listed of it stays.
    revise: bool,
    names: Vec<String>,
    scratch: Scratch,
}

impl IndexFolder {
    /// The files of every index besides its segments.
    pub(crate) const OWN: [&str; 2] = [MANIFEST, LOCK];

    /// Whether an index is at `place`.
    pub(crate) fn is_there(place: &Path) -> bool {
        place.join(MANIFEST).is_file()
    }

    /// What is in the folder `place`, if it is one.
    pub(crate) fn files(place: &Path) -> impl Iterator<Item = PathBuf> {
        let names = super::files_below(place).unwrap_or_default();
        names.into_iter().map(|name| place.join(name))
    }

    /// Prepares to write an index where none is, or where one is to be replaced.
    pub(crate) fn create(place: &Path, replace: bool, scratch: &Scratch) -> Result<Self> {
        let refused = |kind, problem: &str| {
            Err(Error::Write { path: place.to_owned(), source: io::Error::new(kind, problem) })
        };
        let there = Self::is_there(place);
        if there && !replace {
            return refused(
                io::ErrorKind::Other,
                "an index is there already; add to it with --append or --replace, or write a new one over it with --force",
            );
        }
        if place.exists() && !there {
            let empty = place.is_dir() && super::files_below(place)?.is_empty();
            if !empty {
                return refused(
                    io::ErrorKind::Other,
                    "something else is there; choose another place with -o",
                );
            }
        }
        let lock = if there { Some(locked(place)?) } else { None };
        Self::staged(place, parent(place), lock, false, scratch)
    }

    /// Prepares to revise the index at `place`, and removes what a revision left there that was cut off.
    pub(crate) fn revise(place: &Path, scratch: &Scratch) -> Result<Self> {
        let lock = locked(place)?;
        let failed = |source| Error::Write { path: place.to_owned(), source };
        for entry in fs::read_dir(place).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry.file_name().to_string_lossy().starts_with(TEMPORARY) && entry.path().is_dir() {
                fs::remove_dir_all(entry.path()).map_err(failed)?;
            }
        }
        Self::staged(place, place, Some(lock), true, scratch)
    }

    fn staged(
        place: &Path,
        within: &Path,
        lock: Option<fs::File>,
        revise: bool,
        scratch: &Scratch,
    ) -> Result<Self> {
        let failed = |source| Error::Write { path: place.to_owned(), source };
        let mut leave = scratch.leave();
        leave.make_folders(within).map_err(failed)?;
        let staging = tempfile::Builder::new().prefix(TEMPORARY).tempdir_in(within).map_err(failed)?;
        leave.add(staging.path());
        drop(leave);
        let (place, scratch) = (place.to_owned(), scratch.clone());
        Ok(Self { place, lock, staging, revise, names: Vec::new(), scratch })
    }

    /// Writes one file, down to the disk.
    pub(crate) fn write(&mut self, name: &str, writing: Writing<'_>) -> Result<()> {
        let failed = |source| Error::Write { path: self.place.join(name), source };
        let path = self.staging.path().join(name);
        let file = {
            // Once removing has begun nothing new is made.
            let _leave = self.scratch.leave();
            fs::File::create(&path).map_err(failed)?
        };
        let written = to_disk(&file, |file| {
            let mut out = BufWriter::new(file);
            writing(&mut out).and_then(|()| out.flush())
        });
        written.map_err(failed)?;
        self.names.push(name.to_owned());
        Ok(())
    }

    /// Moves all of it into place; `manifest` is what lists it.
    pub(crate) fn finish(mut self, manifest: &Manifest) -> Result<()> {
        let bytes = manifest.to_bytes()?;
        self.write(MANIFEST, &mut |out| out.write_all(&bytes))?;
        if !self.revise {
            self.write(LOCK, &mut |_| Ok(()))?;
        }
        let failed = |source| Error::Write { path: self.place.clone(), source };
        set_default_permissions(self.staging.path()).map_err(failed)?;
        sync(self.staging.path()).map_err(failed)?;
        let _leave = self.scratch.leave();
        if !self.revise {
            return self.swap().map_err(failed);
        }
        self.mix().map_err(failed)?;
        self.remove_unlisted(manifest)
    }

    /// Each file to its place: the manifest was written last and is moved last.
    fn mix(&self) -> io::Result<()> {
        let (manifest, segments) = match self.names.split_last() {
            Some(split) => split,
            None => return Ok(()),
        };
        let put = |name: &String| fs::rename(self.staging.path().join(name), self.place.join(name));
        segments.iter().try_for_each(put)?;
        sync(&self.place)?;
        put(manifest)?;
        sync(&self.place)
    }

    /// Removes segments that the manifest does not list: they hold articles that were dropped. Whoever has one open reads on
    /// in it.
    fn remove_unlisted(&self, manifest: &Manifest) -> Result<()> {
        let listed: Vec<String> = manifest.files().collect();
        let failed = |path: &Path, source| Error::Write { path: path.to_owned(), source };
        for entry in fs::read_dir(&self.place).map_err(|error| failed(&self.place, error))? {
            let entry = entry.map_err(|error| failed(&self.place, error))?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(SEGMENT_FILE) && listed.iter().all(|listed| *listed != name) {
                fs::remove_file(entry.path()).map_err(|error| failed(&entry.path(), error))?;
            }
        }
        sync(&self.place).map_err(|error| failed(&self.place, error))
    }

    /// The folder as a whole; one that was there is put aside, and back if the new one does not get in.
    fn swap(&self) -> io::Result<()> {
        let beside = parent(&self.place);
        if self.lock.is_none() {
            if self.place.exists() {
                fs::remove_dir(&self.place)?;
            }
            fs::rename(self.staging.path(), &self.place)?;
            return sync(beside);
        }
        let aside = tempfile::Builder::new().prefix(TEMPORARY).tempdir_in(beside)?;
        let old = aside.path().join("old");
        fs::rename(&self.place, &old)?;
        fs::rename(self.staging.path(), &self.place).inspect_err(|_| {
            let _ = fs::rename(&old, &self.place);
        })?;
        sync(beside)
    }
}

/// The lock of the index at `place`, as long as it is kept. The system gives it back when the process ends, however it
/// does, so no lock outlives its owner.
fn locked(place: &Path) -> Result<fs::File> {
    let failed = |source| Error::Write { path: place.to_owned(), source };
    let file = fs::OpenOptions::new().create(true).truncate(false).write(true).open(place.join(LOCK));
    let file = file.map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(Error::Index { path: place.to_owned(), problem: IndexProblem::Locked })
        }
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

/// Lets a folder's names reach the disk, where a system has a way to ask for that.
#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync(_folder: &Path) -> io::Result<()> {
    Ok(())
}
