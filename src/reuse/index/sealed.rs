//! What stands around the content of a file: by it the file is known, and known to be whole.

use super::FORMAT;
use crate::error::IndexProblem;

/// How the manifest begins; like PNG's, the bytes are no text, and a transfer that takes them for text changes them.
pub(super) const OF_MANIFEST: [u8; 8] = *b"\x89retidx\n";
/// How a segment begins.
pub(super) const OF_SEGMENT: [u8; 8] = *b"\x89retseg\n";
/// Bytes of what every file begins with: which it is, and the version of the format.
pub(super) const BEGINNING: usize = 12;

const CHECKSUM: usize = size_of::<u32>();
const HEADER: usize = BEGINNING + size_of::<u64>();

/// What every file begins with.
pub(super) fn beginning(magic: [u8; 8]) -> [u8; BEGINNING] {
    let mut bytes = [0; BEGINNING];
    bytes[..8].copy_from_slice(&magic);
    bytes[8..].copy_from_slice(&FORMAT.to_le_bytes());
    bytes
}

/// Whether `bytes` begin as they should.
pub(super) fn check_beginning(magic: [u8; 8], bytes: &[u8]) -> Result<(), IndexProblem> {
    let known = bytes.len().min(magic.len());
    if bytes.is_empty() || bytes[..known] != magic[..known] {
        return Err(IndexProblem::Foreign);
    }
    let version = bytes.get(8..BEGINNING).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
    match version {
        None => Err(IndexProblem::Length { expected: (HEADER + CHECKSUM) as u64, got: bytes.len() as u64 }),
        Some(FORMAT) => Ok(()),
        Some(found) => Err(IndexProblem::Version { found, reads: FORMAT }),
    }
}

/// A file of `content`: its beginning, the length, the content, and the checksum of all of it.
pub(super) fn seal(magic: [u8; 8], content: &[u8]) -> Vec<u8> {
    let mut bytes = beginning(magic).to_vec();
    bytes.extend((content.len() as u64).to_le_bytes());
    bytes.extend(content);
    let checksum = crc32fast::hash(&bytes);
    bytes.extend(checksum.to_le_bytes());
    bytes
}

/// The content of a file that is whole.
pub(super) fn unseal(magic: [u8; 8], bytes: &[u8]) -> Result<&[u8], IndexProblem> {
    check_beginning(magic, bytes)?;
    let got = bytes.len() as u64;
    let short = IndexProblem::Length { expected: (HEADER + CHECKSUM) as u64, got };
    let (length, rest) = bytes[BEGINNING..].split_first_chunk().ok_or(short)?;
    let expected = u64::from_le_bytes(*length).saturating_add((HEADER + CHECKSUM) as u64);
    let wrong = IndexProblem::Length { expected, got };
    if expected != got {
        return Err(wrong);
    }
    let (content, checksum) = rest.split_last_chunk().ok_or(wrong)?;
    if crc32fast::hash(&bytes[..bytes.len() - CHECKSUM]) != u32::from_le_bytes(*checksum) {
        return Err(IndexProblem::Damaged { part: "content" });
    }
    Ok(content)
}

/// What a library said of content that is no content.
pub(super) fn refused(error: impl std::fmt::Display) -> IndexProblem {
    IndexProblem::Content { reason: error.to_string() }
}
