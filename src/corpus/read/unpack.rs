//! Gzip and zstd around a file.

use std::io::{self, BufRead, Read};
use std::path::Path;

use super::format::Packing;
use crate::error::{Error, Result};

/// The bytes inside `bytes`, at most `limit` of them. Files of several members are read to their end.
///
/// # Errors
/// [`Error::TooLarge`] beyond the limit, [`Error::Malformed`] where the packing is broken or cut short.
pub(super) fn unpack(path: &Path, packing: Packing, bytes: Vec<u8>, limit: u64) -> Result<Vec<u8>> {
    if packing == Packing::None || bytes.is_empty() {
        return Ok(bytes);
    }
    let malformed = |source| malformed(path, packing, &source);
    drain(path, unpacked(packing, &bytes[..]).map_err(malformed)?, limit, malformed)
}

/// What is packed in `reader`, from its beginning to the end of its last member.
pub(super) fn unpacked<'r>(
    packing: Packing,
    reader: impl BufRead + Send + 'r,
) -> io::Result<Box<dyn Read + Send + 'r>> {
    Ok(match packing {
        Packing::None => Box::new(reader),
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(reader)),
        Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(reader)?),
    })
}

/// What to say where the packing is broken or cut short, or what it holds does not fit into memory.
pub(super) fn malformed(path: &Path, packing: Packing, source: &io::Error) -> Error {
    if source.kind() == io::ErrorKind::OutOfMemory {
        return Error::no_memory_to_read(path);
    }
    let name = if packing == Packing::Gzip { "gzip" } else { "zstd" };
    let problem = if source.kind() == io::ErrorKind::UnexpectedEof {
        format!("the {name} data ends too early; copy or download the file again")
    } else {
        format!("this is no sound {name} data ({source}); copy or download the file again")
    };
    Error::Malformed { path: path.to_owned(), line: None, column: None, problem }
}

fn drain(
    path: &Path,
    decoder: impl Read,
    limit: u64,
    malformed: impl Fn(io::Error) -> Error,
) -> Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    // One byte more than allowed tells a full file from one that is too large.
    decoder.take(limit.saturating_add(1)).read_to_end(&mut unpacked).map_err(malformed)?;
    if unpacked.len() as u64 > limit {
        return Err(Error::TooLarge { path: path.to_owned(), limit });
    }
    Ok(unpacked)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn open(packing: Packing, bytes: &[u8], limit: u64) -> Result<Vec<u8>> {
        unpack(Path::new("a"), packing, bytes.to_vec(), limit)
    }

    #[test]
    fn members_are_read_to_the_end() {
        let two = [gzip(b"one "), gzip(b"two")].concat();
        assert_eq!(open(Packing::Gzip, &two, 7).unwrap(), b"one two");
        let frames =
            [zstd::encode_all(&b"one "[..], 1).unwrap(), zstd::encode_all(&b"two"[..], 1).unwrap()].concat();
        assert_eq!(open(Packing::Zstd, &frames, 7).unwrap(), b"one two");
    }

    #[test]
    fn what_is_cut_short_or_broken_is_malformed() {
        let text: Vec<u8> = (0..10_000_u32).flat_map(u32::to_le_bytes).collect();
        for (packing, packed) in
            [(Packing::Gzip, gzip(&text)), (Packing::Zstd, zstd::encode_all(&text[..], 1).unwrap())]
        {
            for broken in [
                &packed[..packed.len() / 2],
                &packed[..packed.len() - 2],
                &b"no such thing"[..],
                &packed[..5],
            ] {
                let error = open(packing, broken, 1 << 20).unwrap_err();
                assert!(matches!(error, Error::Malformed { .. }), "{packing:?} {error}");
            }
        }
    }

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        let zeros = vec![0; 1 << 20];
        for (packing, packed) in
            [(Packing::Gzip, gzip(&zeros)), (Packing::Zstd, zstd::encode_all(&zeros[..], 1).unwrap())]
        {
            assert!(matches!(open(packing, &packed, (1 << 20) - 1), Err(Error::TooLarge { .. })));
            assert_eq!(open(packing, &packed, 1 << 20).unwrap().len(), 1 << 20);
        }
    }
}
