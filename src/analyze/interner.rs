//! Distinct strings, numbered in order of first appearance.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

/// A set of strings in one buffer, with an open-addressing table over it: a look-up allocates nothing, and numbers
/// depend on the order of insertion alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interner {
    text: String,
    /// String `i` ends at `ends[i]` and begins where the one before it ends.
    ends: Vec<usize>,
    /// Numbers plus one, 0 where free; as long as a power of two, at most half full.
    slots: Vec<u32>,
}

impl Interner {
    /// How many distinct strings there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of `word`, a new one if it is new.
    pub(crate) fn intern(&mut self, word: &str) -> u32 {
        if self.slots.len() < 2 * (self.ends.len() + 1) {
            self.grow();
        }
        match self.find(word) {
            Ok(number) => number,
            Err(slot) => {
                self.text.push_str(word);
                self.ends.push(self.text.len());
                self.slots[slot] = self.ends.len() as u32;
                self.ends.len() as u32 - 1
            }
        }
    }

    /// The string of a number.
    pub(crate) fn resolve(&self, number: u32) -> &str {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start..self.ends[number]]
    }

    /// The strings in the order of their numbers.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.ends.len()).map(|number| self.resolve(number as u32))
    }

    /// The number of `word`, or the free slot where its search ended.
    fn find(&self, word: &str) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = FxBuildHasher.hash_one(word) as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return Err(slot),
                next if self.resolve(next - 1) == word => return Ok(next - 1),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        self.slots = vec![0; (2 * self.slots.len()).max(64)];
        for number in 0..self.ends.len() as u32 {
            if let Err(slot) = self.find(self.resolve(number)) {
                self.slots[slot] = number + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_first_appearance() {
        let mut interner = Interner::default();
        let numbers: Vec<u32> = ["b", "a", "", "b", ""].map(|word| interner.intern(word)).to_vec();
        assert_eq!(numbers, [0, 1, 2, 0, 2]);
        assert_eq!(interner.iter().collect::<Vec<_>>(), ["b", "a", ""]);
    }

    #[test]
    fn a_thousand_strings_are_told_apart() {
        let mut interner = Interner::default();
        let words: Vec<String> = (0..1000).map(|i| format!("w{i}")).collect();
        for round in 0..2 {
            for (i, word) in words.iter().enumerate() {
                assert_eq!(interner.intern(word), i as u32, "round {round}");
            }
        }
        assert_eq!(interner.len(), 1000);
        assert_eq!(interner.resolve(999), "w999");
    }
}
