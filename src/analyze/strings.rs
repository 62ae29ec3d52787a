//! Many short strings.

use crate::error::{NoMemory, reserve, reserve_text};

/// Strings in one buffer, each with its number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strings {
    text: String,
    /// String `i` ends at `ends[i]` and begins where the one before it ends.
    ends: Vec<usize>,
}

impl Strings {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The string of a number.
    pub(crate) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start..self.ends[number]]
    }

    /// The strings in the order of their numbers.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|number| self.get(number as u32))
    }

    /// Makes room for one more, of so many bytes.
    #[inline]
    pub(crate) fn make_room(&mut self, bytes: usize) -> Result<(), NoMemory> {
        reserve_text(&mut self.text, bytes)?;
        reserve(&mut self.ends, 1)
    }

    /// Adds one, given in parts, and tells its number. There was made [room](Self::make_room) for it.
    #[inline]
    pub(crate) fn push<'p>(&mut self, parts: impl IntoIterator<Item = &'p str>) -> u32 {
        self.text.extend(parts);
        self.ends.push(self.text.len());
        self.ends.len() as u32 - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_told_apart_by_number() {
        let mut strings = Strings::default();
        assert_eq!((strings.len(), strings.iter().next()), (0, None));
        strings.make_room(4).unwrap();
        let numbers = [strings.push(["a", " ", "ü"]), strings.push([]), strings.push(["b"])];
        assert_eq!(numbers, [0, 1, 2]);
        assert_eq!(numbers.map(|number| strings.get(number)), ["a ü", "", "b"]);
        assert_eq!(strings.iter().collect::<Vec<_>>(), ["a ü", "", "b"]);
    }
}
