//! A file of lines, a block at a time.

use std::fs;
use std::io::{self, BufReader, Read};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::super::decode::{self, Before, Decoded};
use super::super::format::Packing;
use super::super::list::File;
use super::super::{jsonl, unpack};
use crate::error::{Error, Result, reserve, room};

/// How many bytes of the text before are looked at to guess the encoding of what follows.
const CONTEXT: usize = 64;

/// How many bytes of a packed file are taken from the disk at once.
const PACKED: usize = 1 << 16;

/// Cuts what stands in a file into blocks of whole lines.
pub(super) struct Blocks {
    file: File,
    reader: Box<dyn Read + Send>,
    /// Bytes taken from the disk, where they are packed there.
    taken: Arc<AtomicU64>,
    /// How many bytes a block has at least, and how many a packed file may hold.
    block: usize,
    limit: u64,
    /// The beginning of a line whose end has not been read.
    carry: Vec<u8>,
    unpacked: u64,
    before: Before,
    encoding: Encoding,
}

/// What is known of a file's encoding.
enum Encoding {
    /// Nothing has been read.
    Unknown,
    /// All has been ASCII so far; this is how it ended.
    Ascii(Vec<u8>),
    /// Something was UTF-8 and not ASCII.
    Utf8,
    /// Something was neither: from there on the file was decoded as a whole.
    Whole { text: Arc<String>, rest: Range<usize> },
}

/// Some whole lines.
pub(super) struct Block {
    pub(super) text: Text,
    /// The number of the first line.
    pub(super) line: usize,
    /// What is to be said of the encoding.
    pub(super) warning: Option<String>,
    /// Whether the file ends here.
    pub(super) is_last: bool,
}

/// The text of a block, perhaps still to be decoded.
pub(super) enum Text {
    Bytes(Vec<u8>, Before),
    Part(Arc<String>, Range<usize>),
}

impl Blocks {
    pub(super) fn open(file: &File, is_stdin: bool, block: usize, limit: u64) -> Result<Self> {
        let failed = |source| Error::Read { path: file.path.clone(), source };
        let taken = Arc::new(AtomicU64::new(0));
        let source: Box<dyn Read + Send> = match is_stdin {
            true => Box::new(io::stdin()),
            false => Box::new(fs::File::open(&file.path).map_err(failed)?),
        };
        let reader: Box<dyn Read + Send> = match file.packing {
            // Blocks are read as they are: a buffer between would be one more copy, and a reader of our own would have the
            // room for each block filled with zeros first.
            Packing::None => source,
            packing => {
                let mut counted = Counted { source, taken: taken.clone() };
                // A file without bytes holds none, packed or not.
                let mut first = Vec::with_capacity(PACKED);
                (&mut counted).take(PACKED as u64).read_to_end(&mut first).map_err(failed)?;
                if first.is_empty() {
                    Box::new(io::empty())
                } else {
                    let whole = BufReader::with_capacity(PACKED, io::Cursor::new(first).chain(counted));
                    unpack::unpacked(packing, whole)
                        .map_err(|source| unpack::malformed(&file.path, packing, &source))?
                }
            }
        };
        Ok(Self {
            file: file.clone(),
            reader,
            taken,
            block: block.max(1),
            limit: if file.packing == Packing::None { u64::MAX } else { limit },
            carry: Vec::new(),
            unpacked: 0,
            before: Before::default(),
            encoding: Encoding::Unknown,
        })
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// Bytes taken from the disk so far.
    pub(super) fn taken(&self) -> u64 {
        match self.file.packing {
            Packing::None => self.unpacked,
            _ => self.taken.load(Ordering::Relaxed),
        }
    }

    /// Lines given out so far.
    pub(super) fn lines(&self) -> usize {
        self.before.lines
    }

    /// Bytes unpacked so far.
    pub(super) fn unpacked(&self) -> u64 {
        self.unpacked
    }

    /// The next block. None must be asked for behind the last one or behind an error.
    ///
    /// # Errors
    /// [`Error::Read`]; for a packed file [`Error::Malformed`] and [`Error::TooLarge`] as for one that is read whole;
    /// [`Error::NoText`] where the beginning is not UTF-8 and the file proves to be no text.
    pub(super) fn next(&mut self) -> Result<Block> {
        if let Encoding::Whole { text, rest } = &mut self.encoding {
            let left = &text.as_bytes()[rest.clone()];
            let from = self.block.min(left.len());
            let end =
                left[from..].iter().position(|&byte| byte == b'\n').map_or(left.len(), |end| from + end + 1);
            let part = rest.start..rest.start + end;
            rest.start = part.end;
            let (is_last, text) = (rest.start == rest.end, text.clone());
            return Ok(self.part(text, part, None, is_last));
        }
        let (mut bytes, is_last) = self.lines_of_file()?;
        if matches!(self.encoding, Encoding::Unknown) {
            let Some(mark) = decode::plain_beginning(&bytes) else {
                self.read_rest(&mut bytes)?;
                let decoded = decode::decode(bytes, None)
                    .map_err(|reason| Error::NoText { path: self.file.path.clone(), reason })?;
                return self.whole(decoded, 0);
            };
            bytes.drain(..mark);
            self.encoding = Encoding::Ascii(Vec::new());
        }
        if let Encoding::Ascii(context) = &mut self.encoding {
            if decode::is_undecided(&bytes) {
                context.extend_from_slice(&bytes[bytes.len().saturating_sub(CONTEXT)..]);
                context.drain(..context.len().saturating_sub(CONTEXT));
            } else if !bytes.is_ascii() && std::str::from_utf8(&bytes).is_ok() {
                self.encoding = Encoding::Utf8;
            } else {
                let mut rest = std::mem::take(context);
                let known = rest.len();
                rest.append(&mut bytes);
                self.read_rest(&mut rest)?;
                let before = Before { bytes: self.before.bytes - known, ..self.before };
                let known_lines = jsonl::count_lines(&rest[..known]);
                let before = Before { lines: before.lines - known_lines, ..before };
                return self.whole(decode::settle(rest, None, before), known);
            }
        }
        let before = self.before;
        self.before.bytes += bytes.len();
        self.before.lines += jsonl::count_lines(&bytes);
        Ok(Block { text: Text::Bytes(bytes, before), line: before.lines + 1, warning: None, is_last })
    }

    /// At least a block of bytes up to a line's end, or what is left, and whether that is all.
    fn lines_of_file(&mut self) -> Result<(Vec<u8>, bool)> {
        let mut bytes = Vec::with_capacity(self.carry.len() + self.block + CONTEXT);
        bytes.append(&mut self.carry);
        loop {
            let known = bytes.len();
            if self.read(&mut bytes, self.block)? {
                return Ok((bytes, true));
            }
            // A line that is longer than a block makes a longer block.
            if let Some(end) = bytes[known..].iter().rposition(|&byte| byte == b'\n') {
                self.carry.extend_from_slice(&bytes[known + end + 1..]);
                bytes.truncate(known + end + 1);
                return Ok((bytes, false));
            }
        }
    }

    /// Reads everything that is left behind `bytes`.
    fn read_rest(&mut self, bytes: &mut Vec<u8>) -> Result<()> {
        bytes.append(&mut self.carry);
        while !self.read(bytes, self.block)? {}
        // Decoding makes a copy that is up to three times as long.
        room(bytes.len().saturating_mul(3)).map_err(|_| Error::no_memory_to_read(&self.file.path))
    }

    /// Reads as much as `most` bytes, and tells whether the file ended before.
    fn read(&mut self, bytes: &mut Vec<u8>, most: usize) -> Result<bool> {
        // What follows grows by itself where there is less room, and cannot always be refused.
        reserve(bytes, most + CONTEXT).map_err(|_| Error::no_memory_to_read(&self.file.path))?;
        // One byte more than allowed tells a full file from one that is too large.
        let most = (most as u64).min((self.limit - self.unpacked).saturating_add(1));
        let n =
            (&mut self.reader).take(most).read_to_end(bytes).map_err(|source| match self.file.packing {
                Packing::None => Error::read(&self.file.path, source),
                packing => unpack::malformed(&self.file.path, packing, &source),
            })? as u64;
        self.unpacked += n;
        if self.unpacked > self.limit {
            return Err(Error::TooLarge { path: self.file.path.clone(), limit: self.limit });
        }
        Ok(n < most)
    }

    /// The first block of what was decoded as a whole, of which `known` bytes have been given out before.
    fn whole(&mut self, decoded: Decoded, known: usize) -> Result<Block> {
        let text = Arc::new(decoded.text);
        let rest = known.min(text.len())..text.len();
        self.encoding = Encoding::Whole { text, rest };
        let block = self.next()?;
        Ok(Block { warning: decoded.warning, ..block })
    }

    fn part(
        &mut self,
        text: Arc<String>,
        part: Range<usize>,
        warning: Option<String>,
        is_last: bool,
    ) -> Block {
        let line = self.before.lines + 1;
        self.before.lines += jsonl::count_lines(&text.as_bytes()[part.clone()]);
        Block { text: Text::Part(text, part), line, warning, is_last }
    }
}

impl Text {
    /// The text, and what is to be said of its encoding.
    pub(super) fn with<R>(self, read: impl FnOnce(&str) -> R) -> (R, Option<String>) {
        match self {
            // Most blocks are sound, which many bytes at once tell.
            Self::Bytes(bytes, before) => match simdutf8::basic::from_utf8(&bytes) {
                Ok(text) => (read(text), None),
                Err(_) => {
                    let decoded = decode::utf_8(bytes, before);
                    (read(&decoded.text), decoded.warning)
                }
            },
            Self::Part(text, part) => (read(text.get(part).unwrap_or_default()), None),
        }
    }
}

/// Counts what is read.
struct Counted<R> {
    source: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(buffer)?;
        self.taken.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
