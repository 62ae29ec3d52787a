//! What the bytes of a text are, 64 at a time.

use wide::u8x16;

#[cfg(target_arch = "x86_64")]
mod wide_lanes;

/// How many bytes are looked at in one go: as many as a mask has bits.
pub(super) const BLOCK: usize = 64;

/// What the bytes of a block are, one bit each, the first byte lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes {
    /// `A-Z a-z 0-9 _`
    pub(super) words: u64,
    /// Not ASCII.
    pub(super) high: u64,
    /// `A-Z a-z`
    pub(super) letters: u64,
    /// `0-9`
    pub(super) digits: u64,
    /// `'` and `.`, which join letters to letters and digits to digits (UAX #29, MidNumLet).
    pub(super) mid_any: u64,
    /// `:`, which joins letters (MidLetter).
    pub(super) mid_letter: u64,
    /// `,` and `;`, which join digits (MidNum).
    pub(super) mid_digit: u64,
}

/// Classifies the blocks of `bytes` and writes them in lower case to `lowered`; what joins words is looked for where
/// `JOINS`. Tells whether any byte is not ASCII. There is as much room as all blocks take, the last one filled up.
#[inline]
pub(super) fn classify_all<const JOINS: bool>(
    bytes: &[u8],
    lowered: &mut [u8],
    classes: &mut [Classes],
) -> bool {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the function asks nothing of its caller but the feature, which is there.
        #[allow(unsafe_code)]
        return unsafe { wide_lanes::classify_all::<JOINS>(bytes, lowered, classes) };
    }
    each_block(bytes, lowered, classes, classify::<JOINS>)
}

#[inline(always)]
fn each_block(
    bytes: &[u8],
    lowered: &mut [u8],
    classes: &mut [Classes],
    classify: impl Fn(&[u8; BLOCK], &mut [u8; BLOCK]) -> Classes,
) -> bool {
    let mut high = 0;
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let (lowered, _) = lowered.as_chunks_mut::<BLOCK>();
    for ((block, lowered), classes) in blocks.iter().zip(lowered.iter_mut()).zip(classes.iter_mut()) {
        *classes = classify(block, lowered);
        high |= classes.high;
    }
    if !rest.is_empty() {
        let mut block = [0; BLOCK];
        block[..rest.len()].copy_from_slice(rest);
        let classes = &mut classes[blocks.len()];
        *classes = classify(&block, &mut lowered[blocks.len()]);
        high |= classes.high;
    }
    high != 0
}

#[inline(always)]
fn classify<const JOINS: bool>(block: &[u8; BLOCK], lowered: &mut [u8; BLOCK]) -> Classes {
    let mut classes = Classes::default();
    for at in 0..BLOCK / LANES {
        let range = at * LANES..(at + 1) * LANES;
        let mut lane = [0; LANES];
        lane.copy_from_slice(&block[range.clone()]);
        let bytes = u8x16::new(lane);
        let letters = within(bytes | u8x16::splat(0x20), b'a', b'z');
        // Bit 0x20 tells lower from upper case.
        lowered[range].copy_from_slice(&(bytes | (letters & u8x16::splat(0x20))).to_array());
        let mask = |lane: u8x16| u64::from(lane.to_bitmask()) << (at * LANES);
        let (digits, underscores) = (within(bytes, b'0', b'9'), is(bytes, b'_'));
        classes.words |= mask(letters | digits | underscores);
        classes.high |= mask(bytes);
        if JOINS {
            classes.letters |= mask(letters);
            classes.digits |= mask(digits);
            classes.mid_any |= mask(is(bytes, b'\'') | is(bytes, b'.'));
            classes.mid_letter |= mask(is(bytes, b':'));
            classes.mid_digit |= mask(is(bytes, b',') | is(bytes, b';'));
        }
    }
    classes
}

/// Whether `byte` is ASCII and cuts the text: no word of either rule reaches across it, and no character on one side of it
/// decides where a word on the other side begins or ends or how it is lower-cased.
///
/// All of ASCII but word characters, what joins words (`'` `.` `:` `,` `;` and the `"` of Hebrew), and what Unicode's rule
/// for the final sigma looks past (`^` and the backtick besides).
pub(super) fn is_cut(byte: u8) -> bool {
    byte.is_ascii()
        && !byte.is_ascii_alphanumeric()
        && !matches!(byte, b'_' | b'\'' | b'.' | b':' | b',' | b';' | b'"' | b'^' | b'`')
}

/// Whether three bytes are a mark beyond ASCII that cuts the text as [`is_cut`] says: dashes, double quotation marks,
/// daggers, bullets, the ellipsis. The single quotation marks join words, as the apostrophe does.
pub(super) fn is_high_cut(bytes: &[u8; 3]) -> bool {
    matches!(bytes, [0xE2, 0x80, 0x90..=0x97 | 0x9A..=0xA3 | 0xA5..=0xA6])
}

/// Whether three bytes are U+2000 to U+203F: spaces, invisible marks and punctuation, of which none is in a word of
/// scikit-learn's.
pub(super) fn is_general_punctuation(bytes: &[u8; 3]) -> bool {
    matches!(bytes, [0xE2, 0x80, _])
}

/// How many bytes come before the last cut, if there is one.
pub(super) fn last_cut(bytes: &[u8]) -> Option<usize> {
    (0..bytes.len()).rev().find(|&at| cuts(&bytes[at..]))
}

/// How many bytes come before the next cut that is not the first byte.
pub(super) fn next_cut(bytes: &[u8]) -> usize {
    (1..bytes.len()).find(|&at| cuts(&bytes[at..])).unwrap_or(bytes.len())
}

fn cuts(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|&byte| is_cut(byte)) || bytes.first_chunk().is_some_and(is_high_cut)
}

/// Bytes that are compared at once: what every 64-bit processor has.
const LANES: usize = 16;

#[inline(always)]
fn is(bytes: u8x16, byte: u8) -> u8x16 {
    bytes.simd_eq(u8x16::splat(byte))
}

#[inline(always)]
fn within(bytes: u8x16, first: u8, last: u8) -> u8x16 {
    let above = bytes - u8x16::splat(first);
    above.min(u8x16::splat(last - first)).simd_eq(above)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_byte_is_what_it_is() {
        for first in [0_u8, 64, 128, 192] {
            let block: [u8; BLOCK] = std::array::from_fn(|at| first + at as u8);
            let mut lowered = [0; BLOCK];
            let classes = classify::<true>(&block, &mut lowered);
            let plain = classify::<false>(&block, &mut lowered);
            assert_eq!((plain.words, plain.high), (classes.words, classes.high));
            for (at, byte) in block.into_iter().enumerate() {
                let bit = |mask: u64| mask >> at & 1 == 1;
                assert_eq!(lowered[at], byte.to_ascii_lowercase());
                assert_eq!(bit(classes.letters), byte.is_ascii_alphabetic(), "{byte}");
                assert_eq!(bit(classes.digits), byte.is_ascii_digit(), "{byte}");
                assert_eq!(bit(classes.words), byte == b'_' || byte.is_ascii_alphanumeric(), "{byte}");
                assert_eq!(bit(classes.high), !byte.is_ascii(), "{byte}");
                assert_eq!(bit(classes.mid_any), b"'.".contains(&byte), "{byte}");
                assert_eq!(bit(classes.mid_letter), byte == b':', "{byte}");
                assert_eq!(bit(classes.mid_digit), b",;".contains(&byte), "{byte}");
            }
        }
    }

    proptest! {
        /// On a processor without wide lanes, this holds the plain way against itself.
        #[test]
        fn wide_lanes_see_what_narrow_ones_see(bytes in prop::collection::vec(any::<u8>(), 0..5 * BLOCK)) {
            fn all<const JOINS: bool>(bytes: &[u8], plain: bool) -> (bool, Vec<u8>, Vec<Classes>) {
                let n_blocks = bytes.len().div_ceil(BLOCK);
                let mut lowered = vec![0; n_blocks * BLOCK];
                let mut classes = vec![Classes::default(); n_blocks];
                let high = match plain {
                    true => each_block(bytes, &mut lowered, &mut classes, classify::<JOINS>),
                    false => classify_all::<JOINS>(bytes, &mut lowered, &mut classes),
                };
                (high, lowered, classes)
            }
            prop_assert_eq!(all::<true>(&bytes, false), all::<true>(&bytes, true));
            prop_assert_eq!(all::<false>(&bytes, false), all::<false>(&bytes, true));
            prop_assert_eq!(all::<false>(&bytes, false).0, !bytes.is_ascii());
        }
    }
}
