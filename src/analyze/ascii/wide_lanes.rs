//! The classes of blocks on x86 processors with lanes of 32 bytes, which have half as many instructions to do.

use std::arch::x86_64::{
    __m256i, _mm256_and_si256, _mm256_cmpeq_epi8, _mm256_min_epu8, _mm256_movemask_epi8, _mm256_or_si256,
    _mm256_set1_epi8, _mm256_sub_epi8,
};

use bytemuck::cast;

use super::{BLOCK, Classes, each_block};

/// How many bytes are compared at once.
const LANES: usize = 32;

/// What [`super::classify_all`] does, where the processor has AVX2.
#[target_feature(enable = "avx2")]
pub(super) fn classify_all<const JOINS: bool>(
    bytes: &[u8],
    lowered: &mut [u8],
    classes: &mut [Classes],
) -> bool {
    each_block(bytes, lowered, classes, |block, lowered| classify::<JOINS>(block, lowered))
}

#[inline]
#[target_feature(enable = "avx2")]
fn classify<const JOINS: bool>(block: &[u8; BLOCK], lowered: &mut [u8; BLOCK]) -> Classes {
    let mut classes = Classes::default();
    let (lanes, _) = block.as_chunks::<LANES>();
    let (lowered, _) = lowered.as_chunks_mut::<LANES>();
    for (at, (lane, lowered)) in lanes.iter().zip(lowered).enumerate() {
        let bytes: __m256i = cast(*lane);
        let case = _mm256_set1_epi8(0x20);
        let letters = within(_mm256_or_si256(bytes, case), b'a', b'z');
        *lowered = cast(_mm256_or_si256(bytes, _mm256_and_si256(letters, case)));
        let mask = |lane: __m256i| u64::from(_mm256_movemask_epi8(lane) as u32) << (at * LANES);
        let either = |a: u8, b: u8| _mm256_or_si256(is(bytes, a), is(bytes, b));
        let digits = within(bytes, b'0', b'9');
        classes.words |= mask(_mm256_or_si256(_mm256_or_si256(letters, digits), is(bytes, b'_')));
        classes.high |= mask(bytes);
        if JOINS {
            classes.letters |= mask(letters);
            classes.digits |= mask(digits);
            classes.mid_any |= mask(either(b'\'', b'.'));
            classes.mid_letter |= mask(is(bytes, b':'));
            classes.mid_digit |= mask(either(b',', b';'));
        }
    }
    classes
}

#[inline]
#[target_feature(enable = "avx2")]
fn is(bytes: __m256i, byte: u8) -> __m256i {
    _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte as i8))
}

#[inline]
#[target_feature(enable = "avx2")]
fn within(bytes: __m256i, first: u8, last: u8) -> __m256i {
    let above = _mm256_sub_epi8(bytes, _mm256_set1_epi8(first as i8));
    _mm256_cmpeq_epi8(_mm256_min_epu8(above, _mm256_set1_epi8((last - first) as i8)), above)
}
