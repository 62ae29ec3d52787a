//! What stands around the content of a model: by it a file is known for one, and known to be whole.

use std::io::{self, BufWriter, Write};

use super::FORMAT;
use crate::error::ModelProblem;

/// A kind of model.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind {
    /// The first bytes of every model of this kind, of every version. Like those of PNG, they are no text, and a transfer
    /// that takes them for text changes them.
    pub(crate) magic: [u8; 8],
    /// The version of the format that is written, and the only one that is read.
    pub(crate) format: u32,
}

/// Models of weights.
const WEIGHTS: Kind = Kind { magic: *b"\x89retell\n", format: FORMAT };
const HEADER: usize = size_of::<[u8; 8]>() + size_of::<u32>() + size_of::<u64>();
const CHECKSUM: usize = size_of::<u32>();

/// How files begin that may be taken for a model.
const FOREIGN: [(&[u8], &str); 11] = [
    (b"\x89retell\n", "a model of weights, which is for `retell vectorize --model`"),
    (b"\x89themes\n", "a model of themes, which is for `retell themes --model`"),
    (b"PK\x03\x04", "a ZIP archive, such as .npz"),
    (b"\x89PNG", "a PNG image"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd file; unpack it first"),
    (b"PAR1", "a Parquet file"),
    (b"%%MatrixMarket", "a Matrix Market file"),
    (b"\x93NUMPY", "a NumPy array"),
    (b"\x80", "a Python pickle"),
    (b"{", "JSON"),
];

/// Writes a model of weights with the content that `content` writes, each time it is called the same.
pub(super) fn write(
    out: &mut impl Write,
    content: impl Fn(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    write_as(WEIGHTS, out, content)
}

/// The content of a model of weights that is whole.
pub(super) fn open(bytes: &[u8]) -> Result<&[u8], ModelProblem> {
    open_as(WEIGHTS, bytes)
}

/// As [`write`], of any kind.
pub(crate) fn write_as(
    kind: Kind,
    out: &mut impl Write,
    content: impl Fn(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    // Counted first, for the length stands in front and nothing that may be large is kept.
    let mut counted = Summed::new(io::sink());
    content(&mut counted)?;
    let mut out = BufWriter::new(Summed::new(out));
    out.write_all(&kind.magic)?;
    out.write_all(&kind.format.to_le_bytes())?;
    out.write_all(&counted.written.to_le_bytes())?;
    content(&mut out)?;
    out.flush()?;
    let checksum = out.get_ref().sum.clone().finalize();
    out.write_all(&checksum.to_le_bytes())?;
    out.flush()
}

/// As [`open`], of any kind.
pub(crate) fn open_as(kind: Kind, bytes: &[u8]) -> Result<&[u8], ModelProblem> {
    if bytes.is_empty() {
        return Err(ModelProblem::Empty);
    }
    if !bytes.starts_with(&kind.magic[..bytes.len().min(kind.magic.len())]) {
        let found = FOREIGN.iter().find(|(start, _)| bytes.starts_with(start));
        return Err(ModelProblem::Foreign {
            found: found.map_or("a file of another kind", |(_, name)| name),
        });
    }
    let got = bytes.len() as u64;
    let short = ModelProblem::Length { expected: (HEADER + CHECKSUM) as u64, got };
    let (_, rest) = bytes.split_first_chunk::<8>().ok_or(short.clone())?;
    let (version, rest) = rest.split_first_chunk().ok_or(short.clone())?;
    // Nothing behind the version can be relied on in another one.
    let found = u32::from_le_bytes(*version);
    if found != kind.format {
        return Err(ModelProblem::Version { found, reads: kind.format });
    }
    let (length, rest) = rest.split_first_chunk().ok_or(short)?;
    let expected = u64::from_le_bytes(*length).saturating_add((HEADER + CHECKSUM) as u64);
    let wrong = ModelProblem::Length { expected, got };
    if expected != got {
        return Err(wrong);
    }
    let (content, checksum) = rest.split_last_chunk().ok_or(wrong)?;
    if crc32fast::hash(&bytes[..bytes.len() - CHECKSUM]) != u32::from_le_bytes(*checksum) {
        return Err(ModelProblem::Damaged);
    }
    Ok(content)
}

/// Counts and sums what is written to it.
struct Summed<W> {
    out: W,
    sum: crc32fast::Hasher,
    written: u64,
}

impl<W> Summed<W> {
    fn new(out: W) -> Self {
        Self { out, sum: crc32fast::Hasher::new(), written: 0 }
    }
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.out.write(bytes)?;
        self.sum.update(&bytes[..n]);
        self.written += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
