//! Which runs stand in more than one document.

use std::sync::atomic::{AtomicU64, Ordering};

use super::order::Order;

/// A bit for the last bits of a hash, set where several documents have such a one: "no" is certain.
pub(in super::super) struct Shared {
    words: Vec<AtomicU64>,
    /// Bits that the places of documents take from a hash.
    shift: u32,
}

impl Shared {
    /// With a bit for each of so many hashes at least, if it may take so many bytes.
    pub(super) fn new(order: &Order, hashes: usize, bytes: Option<usize>) -> Self {
        let words = (hashes / 64).next_power_of_two();
        let most = bytes.map_or(words, |bytes| ((bytes / 8 + 1).next_power_of_two() / 2).max(1));
        Self { words: (0..words.min(most)).map(|_| AtomicU64::new(0)).collect(), shift: order.place_bits() }
    }

    /// Several documents have it: a hash without the bits that [`Order::posting`] cuts off.
    pub(super) fn add(&self, cut: u64) {
        let (word, bit) = self.place(cut);
        self.words[word].fetch_or(bit, Ordering::Relaxed);
    }

    /// Whether several documents may have a run of this hash.
    pub(in super::super) fn may_have(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash >> self.shift);
        self.words[word].load(Ordering::Relaxed) & bit != 0
    }

    fn place(&self, cut: u64) -> (usize, u64) {
        ((cut >> 6) as usize & (self.words.len() - 1), 1 << (cut & 63))
    }
}
