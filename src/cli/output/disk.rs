//! Files that go to the disk while they are written.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::thread::{self, Scope, ScopedJoinHandle};

/// A file being written. What is written so far is brought to the disk in the background: a system left alone would only
/// begin when all is written and the disk is waited for.
#[derive(Debug)]
pub(crate) struct ToDisk<'scope, 'env> {
    file: &'scope File,
    scope: &'scope Scope<'scope, 'env>,
    /// Bytes that were written since a thread was last told to bring them to the disk.
    waiting: usize,
    /// The thread that brings them there.
    syncing: Option<ScopedJoinHandle<'scope, io::Result<()>>>,
}

/// How many bytes are worth a thread: a disk takes ten milliseconds and more for them.
const STRETCH: usize = 8 << 20;

/// Lets `write` write a file, and waits until all of it is on the disk.
///
/// # Errors
/// Those of `write` and of the file.
pub(super) fn to_disk(
    file: &File,
    write: impl FnOnce(&mut ToDisk<'_, '_>) -> io::Result<()>,
) -> io::Result<()> {
    thread::scope(|scope| {
        let mut out = ToDisk { file, scope, waiting: 0, syncing: None };
        write(&mut out)?;
        out.synced()
    })?;
    file.sync_all()
}

impl ToDisk<'_, '_> {
    /// Begins to bring to the disk what waits, unless that is still going on for what was written before.
    fn sync(&mut self) -> io::Result<()> {
        if self.syncing.as_ref().is_some_and(|syncing| !syncing.is_finished()) {
            return Ok(());
        }
        self.synced()?;
        self.waiting = 0;
        let file = self.file;
        // Where there is no thread to be had, all goes to the disk in the end.
        self.syncing = thread::Builder::new().spawn_scoped(self.scope, || file.sync_data()).ok();
        Ok(())
    }

    /// Waits for the thread. The system tells once that writing failed: who is told must not keep it.
    fn synced(&mut self) -> io::Result<()> {
        match self.syncing.take().map(ScopedJoinHandle::join) {
            Some(Err(_)) => Err(io::Error::other("the thread that brings a file to the disk has ended")),
            Some(Ok(synced)) => synced,
            None => Ok(()),
        }
    }
}

impl Write for ToDisk<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.file.write(bytes)?;
        self.waiting += n;
        if self.waiting >= STRETCH {
            self.sync()?;
        }
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for ToDisk<'_, '_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn a_file_of_many_stretches_is_whole_and_can_be_written_over() {
        let mut file = tempfile::tempfile().unwrap();
        let mut begun = 0;
        to_disk(&file, |out| {
            for number in 0..40 {
                out.write_all(&vec![number; STRETCH / 8])?;
                begun += usize::from(out.waiting == 0);
            }
            out.rewind()?;
            out.write_all(b"head")?;
            out.seek(SeekFrom::End(0))?;
            out.write_all(b"tail")
        })
        .unwrap();
        assert!((1..=5).contains(&begun));
        let mut bytes = Vec::new();
        file.rewind().unwrap();
        file.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes.len(), 5 * STRETCH + 4);
        assert!(bytes.starts_with(b"head\0\0") && bytes.ends_with(b"\x27\x27tail"));
        assert!((1..40).all(|number| bytes[STRETCH / 8 * number + 7] == number as u8));
    }

    #[test]
    fn what_cannot_be_written_is_an_error() {
        let place = tempfile::NamedTempFile::new().unwrap();
        let file = File::open(place.path()).unwrap();
        assert!(to_disk(&file, |out| out.write_all(b"read only")).is_err());
        let failed = to_disk(&file, |_| Err(io::ErrorKind::StorageFull.into()));
        assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
