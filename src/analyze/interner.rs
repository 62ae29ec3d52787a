//! Distinct strings, numbered in order of first appearance.

use super::form::{Form, Key};
use super::form_table::{FormTable, Place};
use super::strings::Strings;
use crate::error::NoMemory;

/// A set of strings in one buffer, with a table over it: a look-up allocates nothing, and numbers depend on the order
/// of insertion alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interner {
    strings: Strings,
    table: FormTable,
    /// What was refused first, in [`key`](Self::key) or [`intern_keys`](Self::intern_keys).
    refused: Option<NoMemory>,
}

impl Interner {
    /// How many distinct strings there are.
    pub(crate) fn len(&self) -> usize {
        self.strings.len()
    }

    /// The number of `word`, a new one if it is new.
    pub(crate) fn intern(&mut self, word: &str) -> Result<u32, NoMemory> {
        match Form::new(word) {
            form if form.key() == Key::LONG => self.intern_form(form),
            form => self.intern_key(form.key(), word),
        }
    }

    /// The number of `form`, a new one if it is new.
    pub(crate) fn intern_form(&mut self, form: Form<'_>) -> Result<u32, NoMemory> {
        if form.key() != Key::LONG {
            return self.intern_key(form.key(), form.as_str());
        }
        if let Some(number) = self.table.get(form) {
            return Ok(number);
        }
        self.strings.make_room(form.as_str().len())?;
        self.table.insert(form, self.len() as u32)?;
        Ok(self.strings.push([form.as_str()]))
    }

    /// The number of a word that is its own key, a new one if it is new.
    fn intern_key(&mut self, key: Key, word: &str) -> Result<u32, NoMemory> {
        let place = self.table.seek(key)?;
        if let Place::Taken(number) = place {
            return Ok(number);
        }
        self.strings.make_room(word.len())?;
        self.table.put(place, key, self.len() as u32);
        Ok(self.strings.push([word]))
    }

    /// The number of a word that is known to be new; [`intern`](Self::intern) will not find it.
    pub(super) fn add(&mut self, word: &str) -> Result<u32, NoMemory> {
        self.strings.make_room(word.len())?;
        Ok(self.strings.push([word]))
    }

    /// What stands for a form until its turn comes in [`intern_keys`](Self::intern_keys).
    #[inline(always)]
    pub(super) fn key(&mut self, form: Form<'_>) -> Key {
        match form.key() {
            Key::LONG => self.long(form),
            key => key,
        }
    }

    #[cold]
    fn long(&mut self, form: Form<'_>) -> Key {
        let number = self.intern_form(form);
        Key::numbered(self.known(number))
    }

    /// A number that is refused, for want of memory, is remembered as such.
    fn known(&mut self, number: Result<u32, NoMemory>) -> u32 {
        number.unwrap_or_else(|refused| {
            self.refused.get_or_insert(refused);
            0
        })
    }

    /// What memory there was none for: the numbers that were given since are wrong.
    #[inline]
    pub(crate) fn refused(&self) -> Option<NoMemory> {
        self.refused
    }

    /// Puts the numbers of `keys` into `numbers`. Many at once, because look-ups that do not wait for what is done with
    /// the one before overlap in the processor.
    ///
    /// Whether they are right is told by [`refused`](Self::refused).
    #[inline]
    pub(super) fn intern_keys(&mut self, keys: &[Key], numbers: &mut [u32]) {
        let mut rest = keys.iter().zip(numbers);
        loop {
            let table = self.table.view();
            let unknown = rest.find_map(|(&key, into)| match table.first(key) {
                Some(number) => {
                    *into = number;
                    None
                }
                None => Some((key, into)),
            });
            match unknown {
                Some((key, into)) => *into = self.look_further(key),
                None => return,
            }
        }
    }

    #[cold]
    fn look_further(&mut self, key: Key) -> u32 {
        if let Some(number) = key.number() {
            return number;
        }
        let (bytes, length) = key.bytes();
        let number = self.intern_key(key, std::str::from_utf8(&bytes[..length]).unwrap_or_default());
        self.known(number)
    }

    /// The string of a number.
    pub(crate) fn resolve(&self, number: u32) -> &str {
        self.strings.get(number)
    }

    /// The strings alone, under their numbers.
    pub(crate) fn into_strings(self) -> Strings {
        self.strings
    }

    /// The strings in the order of their numbers.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.strings.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_first_appearance() {
        let mut interner = Interner::default();
        let numbers: Vec<u32> = ["b", "a", "ü", "b", "ü"].map(|word| interner.intern(word).unwrap()).to_vec();
        assert_eq!(numbers, [0, 1, 2, 0, 2]);
        assert_eq!(interner.iter().collect::<Vec<_>>(), ["b", "a", "ü"]);
    }

    #[test]
    fn a_thousand_strings_are_told_apart() {
        let mut interner = Interner::default();
        let words: Vec<String> = (0..1000).map(|i| format!("w{i}")).collect();
        for round in 0..2 {
            for (i, word) in words.iter().enumerate() {
                assert_eq!(interner.intern(word).unwrap(), i as u32, "round {round}");
            }
        }
        assert_eq!(interner.len(), 1000);
        assert_eq!(interner.resolve(999), "w999");
    }
}
