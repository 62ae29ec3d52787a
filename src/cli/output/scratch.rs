//! What must not stay behind.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How the names of files begin that are being written.
pub(super) const TEMPORARY: &str = ".retell-";

/// What must not stay behind if the process is interrupted or fails: files and folders that are being written, and
/// folders that were made to hold them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scratch(Arc<Mutex<Vec<PathBuf>>>);

/// Leave to write: while it is held nothing is removed, and nothing is written once removing has begun.
pub(super) struct Leave<'a>(MutexGuard<'a, Vec<PathBuf>>);

impl Scratch {
    /// Waits for leave to write.
    pub(super) fn leave(&self) -> Leave<'_> {
        Leave(self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Removes what is left. Whoever waits for leave to write gets it when `then` has ended, which may be never.
    pub(crate) fn remove_and(&self, then: impl FnOnce()) {
        let mut leave = self.leave();
        leave.remove();
        then();
    }
}

impl Leave<'_> {
    pub(super) fn add(&mut self, path: &Path) {
        self.0.push(path.to_owned());
    }

    /// Makes `folder` and remembers which of the folders above it were made too.
    pub(super) fn make_folders(&mut self, folder: &Path) -> io::Result<()> {
        let new: Vec<&Path> = folder.ancestors().take_while(|path| !path.exists()).collect();
        new.iter().rev().for_each(|path| self.add(path));
        fs::create_dir_all(folder)
    }

    /// Last made first: temporary files and folders whole, other folders if they are empty. Errors have nobody left to
    /// tell.
    fn remove(&mut self) {
        for path in self.0.drain(..).rev() {
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
