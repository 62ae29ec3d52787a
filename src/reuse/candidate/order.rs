//! Documents in the order of their dates, and pairs of them as numbers.

use super::super::sequence::Sequences;
use crate::corpus::Corpus;

/// What an aligned token takes while its document is held: see `Held` in `tile.rs`.
const BYTES_PER_TOKEN: usize = 32;

/// The place of every document among all, from the earliest date to the latest, undated ones last, ties by id; so that
/// "earlier" is a smaller number, whatever the order of the corpus.
///
/// A pair is one number that sorts by tile, and in a tile by place. Tiles are blocks of 2ⁿ places whose documents fit
/// into memory: who goes through pairs in order has to hold the documents of two blocks at most.
pub(super) struct Order {
    by_date: Vec<u32>,
    place: Vec<u32>,
    /// Where each row stands in the order of ids.
    rank: Vec<u32>,
    /// Bits of a place, of which there are n.
    bits: u32,
    /// The binary logarithm of the places of a block.
    block: u32,
}

/// More than there are documents.
const ALL: u32 = 31;

impl Order {
    pub(super) fn new(corpus: &Corpus, sequences: &Sequences<'_>, memory: Option<usize>) -> Self {
        let mut by_id: Vec<u32> = (0..corpus.len() as u32).collect();
        by_id.sort_unstable_by_key(|&row| corpus[row as usize].id());
        let rank = places(&by_id);
        let mut by_date = by_id;
        by_date.sort_by_cached_key(|&row| {
            corpus[row as usize].date().map_or((true, None), |date| (false, Some(date.first())))
        });
        let tokens: Vec<usize> = by_date.iter().map(|&row| sequences.tokens(row as usize).len()).collect();
        let fits = |block: u32| {
            let most = memory.map_or(usize::MAX, |bytes| bytes / 4 / BYTES_PER_TOKEN);
            tokens.chunks(1 << block).all(|tokens| tokens.iter().sum::<usize>() <= most)
        };
        Self {
            place: places(&by_date),
            rank,
            bits: usize::BITS - corpus.len().leading_zeros(),
            block: (0..=ALL).rev().find(|&block| fits(block)).unwrap_or(0),
            by_date,
        }
    }

    /// The rows, from the earliest date to the latest.
    pub(super) fn by_date(&self) -> &[u32] {
        &self.by_date
    }

    /// A hash and a place as one number, which sorts by hash and then by place. What the place needs is cut off the hash.
    pub(super) fn posting(&self, hash: u64, place: usize) -> u64 {
        self.hash_of(hash) << self.bits | place as u64
    }

    /// How many bits of a hash a posting leaves out.
    pub(super) fn place_bits(&self) -> u32 {
        self.bits
    }

    /// The hash in a posting, shifted down by the bits of the place.
    pub(super) fn hash_of(&self, posting: u64) -> u64 {
        posting >> self.bits
    }

    /// The place in a posting.
    pub(super) fn place_of(&self, posting: u64) -> u32 {
        (posting & ((1 << self.bits) - 1)) as u32
    }

    /// The row at a place.
    pub(super) fn row(&self, place: u32) -> u32 {
        self.by_date[place as usize]
    }

    /// Two different places as the number of their pair.
    pub(super) fn key(&self, a: u32, b: u32) -> u64 {
        let (a, b) = (u64::from(a.min(b)), u64::from(a.max(b)));
        let within = (1_u64 << self.block) - 1;
        let tiles = (a >> self.block) << (32 - self.block) | b >> self.block;
        (tiles << self.block | a & within) << self.block | b & within
    }

    pub(super) fn key_of_rows(&self, a: usize, b: usize) -> u64 {
        self.key(self.place[a], self.place[b])
    }

    /// The two rows of a pair, first the one whose id sorts first.
    pub(super) fn rows(&self, key: u64) -> (u32, u32) {
        let within = (1_u64 << self.block) - 1;
        let (first, second) = self.tiles(key);
        let a = u64::from(first) << self.block | key >> self.block & within;
        let b = u64::from(second) << self.block | key & within;
        let (a, b) = (self.row(a as u32), self.row(b as u32));
        if self.rank[a as usize] < self.rank[b as usize] { (a, b) } else { (b, a) }
    }

    /// The blocks that the documents of a pair stand in.
    pub(super) fn tiles(&self, key: u64) -> (u32, u32) {
        let tiles = key >> (2 * self.block);
        let bits = 32 - self.block;
        ((tiles >> bits) as u32, (tiles & ((1 << bits) - 1)) as u32)
    }

    /// Whether a row stands in one of two blocks.
    pub(super) fn is_in(&self, row: u32, tiles: (u32, u32)) -> bool {
        let block = self.place[row as usize] >> self.block;
        block == tiles.0 || block == tiles.1
    }
}

/// For each number its place in a list of all of them.
fn places(order: &[u32]) -> Vec<u32> {
    let mut places = vec![0; order.len()];
    order.iter().zip(0..).for_each(|(&row, place)| places[row as usize] = place);
    places
}
