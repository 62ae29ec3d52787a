//! What the terms of a worker are called.

use crate::analyze::Interner;
use crate::error::{NoMemory, with_room};

/// Distinct strings in one buffer, each with its number, and their numbers in the order of the strings.
#[derive(Debug, Default)]
pub(super) struct Names {
    text: String,
    /// String `i` ends at `ends[i]` and begins where the one before it ends.
    ends: Vec<usize>,
    /// Numbers by name in code point order.
    sorted: Vec<u32>,
}

/// The first 16 bytes of a name, in an order that is the names'; names that differ later are alike.
pub(super) type Head = u128;

impl Names {
    /// The strings of an interner.
    pub(super) fn of(interner: Interner) -> Result<Self, NoMemory> {
        let (text, ends) = interner.into_parts();
        Self::new(text, ends)
    }

    /// Distinct strings one after the other, each ending at one of `ends`.
    pub(super) fn new(text: String, ends: Vec<usize>) -> Result<Self, NoMemory> {
        let mut names = Self { sorted: with_room(ends.len())?, text, ends };
        let mut keyed: Vec<(Head, u32)> = with_room(names.len())?;
        keyed.extend((0..names.len() as u32).map(|number| (names.head(number), number)));
        // By numbers alone, which a processor compares without guessing; few names are alike so far.
        keyed.sort_unstable_by_key(|&(head, _)| head);
        for alike in keyed.chunk_by_mut(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1) {
            alike.sort_unstable_by_key(|&(_, number)| names.get(number));
        }
        names.sorted.extend(keyed.into_iter().map(|(_, number)| number));
        Ok(names)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The string of a number.
    pub(super) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start..self.ends[number]]
    }

    /// The beginning of the string of a number, as a number.
    pub(super) fn head(&self, number: u32) -> Head {
        let name = self.get(number).as_bytes();
        let mut head = [0; 16];
        let length = name.len().min(16);
        head[..length].copy_from_slice(&name[..length]);
        Head::from_be_bytes(head)
    }

    /// The numbers by name in code point order.
    pub(super) fn sorted(&self) -> &[u32] {
        &self.sorted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_by_code_points() {
        let mut interner = Interner::default();
        let long = "internationalisation";
        let words = ["é", "b", "internationalisations", long, "a", "ab", "a\u{0}", "中"];
        words.iter().for_each(|word| {
            interner.intern(word).unwrap();
        });
        let names = Names::of(interner).unwrap();
        let sorted: Vec<&str> = names.sorted().iter().map(|&number| names.get(number)).collect();
        let mut expected = words.to_vec();
        expected.sort_unstable();
        assert_eq!(sorted, expected);
    }
}
