//! What the terms of a worker are called.

use crate::analyze::Interner;

/// Distinct strings in one buffer, each with its number.
#[derive(Debug, Default)]
pub(super) struct Names {
    text: String,
    /// String `i` ends at `ends[i]` and begins where the one before it ends.
    ends: Vec<usize>,
}

impl Names {
    /// Distinct strings one after the other, each ending at one of `ends`.
    pub(super) fn new(text: String, ends: Vec<usize>) -> Self {
        Self { text, ends }
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

    /// The strings in the order of their numbers.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len() as u32).map(|number| self.get(number))
    }
}

impl From<Interner> for Names {
    fn from(interner: Interner) -> Self {
        let (text, ends) = interner.into_parts();
        Self { text, ends }
    }
}
