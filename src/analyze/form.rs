//! A word as it is compared, in a shape that is quick to compare.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

/// The normalised spelling of a word, with its key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form<'a> {
    /// Where the word stands, with what is around it.
    buffer: &'a [u8],
    start: usize,
    end: usize,
    key: Key,
}

impl<'a> Form<'a> {
    /// The form of a normalised word.
    pub(crate) fn new(word: &'a str) -> Self {
        Self { buffer: word.as_bytes(), start: 0, end: word.len(), key: Key::of(word.as_bytes()) }
    }

    /// The word at `start..end` of `buffer`, which has no zero byte; at least [`Key::BYTES`] of `buffer` follow `start`.
    #[inline(always)]
    pub(super) fn within(buffer: &'a [u8], start: usize, end: usize) -> Self {
        let key = match buffer[start..].first_chunk() {
            Some(chunk) if end - start <= Key::BYTES => Key::cut(chunk, end - start),
            _ => Key::LONG,
        };
        Self { buffer, start, end, key }
    }

    /// What stands for the form in a table.
    #[inline(always)]
    pub(crate) fn key(self) -> Key {
        self.key
    }

    /// The word.
    pub(crate) fn as_str(self) -> &'a str {
        // Forms are made of text, cut between characters.
        std::str::from_utf8(&self.buffer[self.start..self.end]).unwrap_or_default()
    }
}

/// A word of at most 16 bytes, padded with zeros; two words have the same key only if they are the same.
///
/// The padding tells the length, so a string with a zero byte is no key. No word has one, for it is no word character; an
/// n-gram of characters may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(super) low: u64,
    pub(super) high: u64,
}

impl Key {
    /// The longest word that is its own key. Of the words of English novels 0.2% are longer.
    pub(super) const BYTES: usize = 16;
    /// No word at all.
    pub(super) const NONE: Self = Self { low: 0, high: 0 };
    /// Stands for every other word. No key of a word has these bytes, for they are in no UTF-8 text.
    pub(super) const LONG: Self = Self { low: 0, high: u64::MAX };

    /// A key that no word has, from the hash of a word that is no key.
    pub(super) fn hashed(word: &str) -> Self {
        Self { low: FxBuildHasher.hash_one(word), high: u64::MAX - 2 }
    }

    /// A key for two numbers, for tables that hold nothing else.
    #[inline(always)]
    pub(crate) fn pair(first: u32, second: u32) -> Self {
        // One more, so that two zeros are not no key at all.
        Self { low: u64::from(first) + 1, high: u64::from(second) }
    }

    /// A key that no word has, carrying `number`.
    pub(super) fn numbered(number: u32) -> Self {
        Self { low: u64::from(number), high: u64::MAX - 1 }
    }

    /// The number of a key made by [`numbered`](Self::numbered).
    pub(super) fn number(self) -> Option<u32> {
        (self.high == u64::MAX - 1).then_some(self.low as u32)
    }

    fn of(word: &[u8]) -> Self {
        if word.is_empty() || word.len() > Self::BYTES || word.contains(&0) {
            return Self::LONG;
        }
        let mut chunk = [0; Self::BYTES];
        chunk[..word.len()].copy_from_slice(word);
        Self::cut(&chunk, Self::BYTES)
    }

    /// The first `length` bytes of `chunk`, 1 to 16.
    #[inline(always)]
    fn cut(chunk: &[u8; Self::BYTES], length: usize) -> Self {
        let whole = u128::from_le_bytes(*chunk);
        let (low, high) = (whole as u64, (whole >> 64) as u64);
        let [keep_low, keep_high] = KEPT[length & 31];
        Self { low: low & keep_low, high: high & keep_high }
    }

    /// The word itself.
    pub(super) fn bytes(self) -> ([u8; Self::BYTES], usize) {
        let whole = u128::from(self.high) << 64 | u128::from(self.low);
        (whole.to_le_bytes(), Self::BYTES - whole.leading_zeros() as usize / 8)
    }

    /// Whether both are the same, without a branch between the halves.
    #[inline(always)]
    pub(super) fn is(self, other: Self) -> bool {
        (self.low ^ other.low) | (self.high ^ other.high) == 0
    }

    /// A well-mixed number: the two halves of a 128-bit product, folded.
    #[inline(always)]
    pub(super) fn hash(self) -> u64 {
        let product =
            u128::from(self.low ^ 0x9E37_79B9_7F4A_7C15) * u128::from(self.high ^ 0xD6E8_FEB8_6659_FD93);
        product as u64 ^ (product >> 64) as u64
    }
}

/// By length: the bits of the two halves that belong to the word.
static KEPT: [[u64; 2]; 32] = {
    let mut kept = [[u64::MAX; 2]; 32];
    let mut length = 0;
    while length < Key::BYTES {
        kept[length] =
            if length < 8 { [(1 << (8 * length)) - 1, 0] } else { [u64::MAX, (1 << (8 * (length - 8))) - 1] };
        length += 1;
    }
    kept
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_word() {
        for word in ["a", "ab", "abcdefgh", "abcdefghi", "abcdefghijklmnop", "é", "日本語"] {
            let key = Form::new(word).key();
            let (bytes, length) = key.bytes();
            assert_eq!(&bytes[..length], word.as_bytes());
            assert!(key.number().is_none() && key != Key::NONE);
        }
        for none in ["abcdefghijklmnopq", "a\0", "\0a", ""] {
            assert_eq!(Form::new(none).key(), Key::LONG, "{none:?}");
        }
    }

    #[test]
    fn what_follows_a_word_is_not_in_its_key() {
        let buffer = b"abcdefghijklmnopqrstuvwxyz0123456789";
        for end in 1..20 {
            let word = std::str::from_utf8(&buffer[..end]).unwrap();
            assert_eq!(Form::within(buffer, 0, end).key(), Form::new(word).key(), "{word}");
            assert_eq!(Form::within(buffer, 0, end).as_str(), word);
        }
    }
}
