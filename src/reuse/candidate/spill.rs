//! The door to disk for numbers that do not fit into memory, the only place in the library that keeps files of its own.
//!
//! A file without a name, in the system's folder for temporary files: the system removes it when it is closed, also
//! where the process is interrupted or killed, so nothing can stay behind and nobody else can open it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use crate::error::{Error, Result};

/// Numbers on disk.
pub(super) struct Spill {
    file: Box<dyn Medium>,
    len: u64,
}

/// What can be written, and read again from anywhere.
pub(super) trait Medium: Read + Write + Seek + Send + Sync {}

impl<T: Read + Write + Seek + Send + Sync> Medium for T {}

/// Bytes that are handed to the system at once.
const BLOCK: usize = 1 << 16;
const WIDTH: usize = size_of::<u64>();

impl Spill {
    pub(super) fn new() -> Result<Self> {
        let file: File = tempfile::tempfile().map_err(failed)?;
        Ok(Self::on(Box::new(file)))
    }

    /// On something that stands for a file.
    pub(super) fn on(file: Box<dyn Medium>) -> Self {
        Self { file, len: 0 }
    }

    /// Puts numbers at the end. What stands there can be read after that.
    pub(super) fn append(&mut self, numbers: &[u64]) -> Result<()> {
        let mut bytes = Vec::with_capacity(BLOCK);
        self.file.seek(SeekFrom::Start(self.len * WIDTH as u64)).map_err(failed)?;
        for numbers in numbers.chunks(BLOCK / WIDTH) {
            bytes.clear();
            bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
            self.file.write_all(&bytes).map_err(failed)?;
        }
        self.file.flush().map_err(failed)?;
        self.len += numbers.len() as u64;
        Ok(())
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Reads `n` numbers from the `from`-th on in place of those in `into`.
    pub(super) fn read(&mut self, from: u64, n: usize, into: &mut Vec<u64>) -> Result<()> {
        let mut bytes = vec![0; n * WIDTH];
        self.file.seek(SeekFrom::Start(from * WIDTH as u64)).map_err(failed)?;
        self.file.read_exact(&mut bytes).map_err(failed)?;
        into.clear();
        let (numbers, _) = bytes.as_chunks::<WIDTH>();
        into.extend(numbers.iter().map(|&bytes| u64::from_le_bytes(bytes)));
        Ok(())
    }
}

fn failed(source: io::Error) -> Error {
    Error::Spill { folder: std::env::temp_dir(), source }
}
