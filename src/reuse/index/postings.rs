//! Sorted pairs of key and number, in chunks that can be read one by one.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::sealed::refused;
use crate::error::{IndexProblem, Result};

/// Pairs of a chunk; the last of a section may have fewer. A chunk is read for each key that is asked for, so it is no
/// more than a system reads at once anyway.
const CHUNK: usize = 256;
/// Bytes of a pair: the key and the number, little-endian.
const PAIR: usize = 12;

/// All pairs of one kind of feature, sorted; by the directory of the chunks any key is found in one or two reads.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Section {
    /// The kind of feature.
    feature: String,
    /// Where it begins in the file.
    at: u64,
    pairs: u64,
    /// The first key of each chunk, and its checksum.
    chunks: Vec<(u64, u32)>,
}

/// Writes sorted pairs, which begin at byte `at`.
pub(super) fn write(
    feature: &'static str,
    pairs: &[(u64, u32)],
    at: u64,
    out: &mut impl Write,
) -> io::Result<Section> {
    let mut chunks = Vec::with_capacity(pairs.len().div_ceil(CHUNK));
    let mut bytes = Vec::with_capacity(CHUNK * PAIR);
    for chunk in pairs.chunks(CHUNK) {
        bytes.clear();
        for (key, number) in chunk {
            bytes.extend(key.to_le_bytes());
            bytes.extend(number.to_le_bytes());
        }
        chunks.push((chunk[0].0, crc32fast::hash(&bytes)));
        out.write_all(&bytes)?;
    }
    Ok(Section { feature: feature.to_owned(), at, pairs: pairs.len() as u64, chunks })
}

impl Section {
    pub(super) fn feature(&self) -> &str {
        &self.feature
    }

    pub(super) fn len(&self) -> u64 {
        self.pairs.saturating_mul(PAIR as u64)
    }

    /// Whether what it says of itself holds together, and it ends before byte `end`.
    pub(super) fn check(&self, end: u64) -> Result<(), IndexProblem> {
        let holds = self.pairs.div_ceil(CHUNK as u64) == self.chunks.len() as u64
            && self.chunks.is_sorted_by_key(|chunk| chunk.0)
            && self.at.checked_add(self.len()).is_some_and(|until| until <= end);
        if holds { Ok(()) } else { Err(refused(format!("its directory of {} does not hold", self.feature))) }
    }

    /// Calls `found` with every pair of each of `keys`, which are sorted; `read` gives bytes of the file.
    pub(super) fn find(
        &self,
        keys: impl Iterator<Item = u64>,
        read: &mut dyn FnMut(u64, u64) -> Result<Vec<u8>>,
        damaged: &dyn Fn() -> crate::error::Error,
        mut found: impl FnMut(u64, u32),
    ) -> Result<()> {
        let mut open: Option<(usize, Vec<(u64, u32)>)> = None;
        for key in keys {
            // A key may begin at the end of the chunk before the first that begins with it.
            let from = self.chunks.partition_point(|chunk| chunk.0 < key).saturating_sub(1);
            for (at, _) in self.chunks.iter().enumerate().skip(from).take_while(|(_, chunk)| chunk.0 <= key) {
                if open.as_ref().is_none_or(|open| open.0 != at) {
                    open = Some((at, self.chunk(at, read, damaged)?));
                }
                let Some((_, pairs)) = &open else { continue };
                let first = pairs.partition_point(|pair| pair.0 < key);
                pairs[first..].iter().take_while(|pair| pair.0 == key).for_each(|pair| found(key, pair.1));
            }
        }
        Ok(())
    }

    /// Reads every chunk.
    pub(super) fn read_all(
        &self,
        read: &mut dyn FnMut(u64, u64) -> Result<Vec<u8>>,
        damaged: &dyn Fn() -> crate::error::Error,
    ) -> Result<()> {
        (0..self.chunks.len()).try_for_each(|at| self.chunk(at, read, damaged).map(|_| ()))
    }

    fn chunk(
        &self,
        at: usize,
        read: &mut dyn FnMut(u64, u64) -> Result<Vec<u8>>,
        damaged: &dyn Fn() -> crate::error::Error,
    ) -> Result<Vec<(u64, u32)>> {
        let skipped = (at * CHUNK) as u64;
        let pairs = (self.pairs - skipped).min(CHUNK as u64);
        let bytes = read(self.at + skipped * PAIR as u64, pairs * PAIR as u64)?;
        if crc32fast::hash(&bytes) != self.chunks[at].1 {
            return Err(damaged());
        }
        let (pairs, _) = bytes.as_chunks::<PAIR>();
        let pair = |bytes: &[u8; PAIR]| {
            let [a, b, c, d, e, f, g, h, i, j, k, l] = *bytes;
            (u64::from_le_bytes([a, b, c, d, e, f, g, h]), u32::from_le_bytes([i, j, k, l]))
        };
        Ok(pairs.iter().map(pair).collect())
    }
}
