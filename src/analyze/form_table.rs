//! Numbers of forms: the table that every word of a text is looked up in.

use std::collections::BTreeMap;

use super::form::{Form, Key};
use crate::error::{NoMemory, reserve, reserve_text, with_room};
use crate::pages::Pages;

/// A map from forms to numbers that neither allocates nor compares strings for a form it has met.
///
/// An open-addressing table over 16-byte keys, at most five eighths full. A search gives up after a fixed number of
/// steps and goes on in an ordered map, so that no choice of words makes it slow. A general hash map would hash and
/// compare the bytes of each word; here both are a handful of instructions on two registers. The few words that are too
/// long to be their own keys are found by a hash.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormTable {
    /// As many as a power of two, or none.
    slots: Pages<Slot>,
    filled: usize,
    /// What found no place within [`STEPS`].
    crowded: BTreeMap<Key, u32>,
    /// Forms that are no keys, with their numbers; the table leads from a form's hash to its place here.
    long: Vec<(Box<str>, u32)>,
    /// Forms that are no keys and whose hash is that of one in `long`.
    alike: BTreeMap<Box<str>, u32>,
}

/// A key, [`Key::NONE`] where it is free, and a number. So memory that is zero throughout is free slots.
type Slot = [u64; 3];

#[inline(always)]
fn key_of(&[low, high, _]: &Slot) -> Key {
    Key { low, high }
}

#[inline(always)]
fn number_of(&[.., number]: &Slot) -> u32 {
    number as u32
}

/// The longest search. With keys that were not chosen to collide, none is as long in a table of a million.
const STEPS: usize = 64;

/// How many slots the first table has.
const FIRST: usize = 1 << 10;

impl FormTable {
    /// The table as it is, for many look-ups.
    #[inline]
    pub(crate) fn view(&self) -> View<'_> {
        View { slots: &self.slots }
    }

    /// The number of `form`.
    pub(super) fn get(&self, form: Form<'_>) -> Option<u32> {
        match form.key() {
            Key::LONG => {
                let (known, number) = &self.long[self.search(Key::hashed(form.as_str()))? as usize];
                if **known == *form.as_str() { Some(*number) } else { self.alike.get(form.as_str()).copied() }
            }
            key => self.search(key),
        }
    }

    /// The number of a form that is its own key.
    fn search(&self, key: Key) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        match self.place(key) {
            Place::Taken(number) => Some(number),
            Place::Free(_) => None,
            Place::Crowded => self.crowded.get(&key).copied(),
        }
    }

    /// Adds a form that is not there yet. Where there is no memory for it, it is not there afterwards either.
    pub(super) fn insert(&mut self, form: Form<'_>, number: u32) -> Result<(), NoMemory> {
        match form.key() {
            Key::LONG => {
                let mut own = String::new();
                reserve_text(&mut own, form.as_str().len())?;
                own.push_str(form.as_str());
                let key = Key::hashed(form.as_str());
                if self.search(key).is_some() {
                    self.alike.insert(own.into(), number);
                } else {
                    reserve(&mut self.long, 1)?;
                    self.insert_key(key, self.long.len() as u32)?;
                    self.long.push((own.into(), number));
                }
                Ok(())
            }
            key => self.insert_key(key, number),
        }
    }

    /// Adds a form that is its own key and is not there yet.
    fn insert_key(&mut self, key: Key, number: u32) -> Result<(), NoMemory> {
        let place = self.seek(key)?;
        self.put(place, key, number);
        Ok(())
    }

    /// The number of a form that is its own key, or where it is to be [`put`](Self::put), for which there is room.
    pub(crate) fn seek(&mut self, key: Key) -> Result<Place, NoMemory> {
        if self.slots.len() * 5 <= (self.filled + 1) * 8 {
            self.grow()?;
        }
        Ok(match self.place(key) {
            Place::Crowded => self.crowded.get(&key).map_or(Place::Crowded, |&number| Place::Taken(number)),
            place => place,
        })
    }

    /// Puts a form where [`seek`](Self::seek) found that it belongs, nothing having been put since.
    pub(crate) fn put(&mut self, place: Place, key: Key, number: u32) {
        match place {
            Place::Free(at) => {
                self.slots[at] = [key.low, key.high, u64::from(number)];
                self.filled += 1;
            }
            Place::Crowded => {
                self.crowded.insert(key, number);
            }
            Place::Taken(_) => {}
        }
    }

    fn place(&self, key: Key) -> Place {
        let slots = &*self.slots;
        let mask = slots.len() - 1;
        let start = key.hash() as usize;
        for step in 0..STEPS {
            let at = start.wrapping_add(step) & mask;
            let slot = &slots[at];
            if key_of(slot) == key {
                return Place::Taken(number_of(slot));
            }
            if key_of(slot) == Key::NONE {
                return Place::Free(at);
            }
        }
        Place::Crowded
    }

    #[cold]
    fn grow(&mut self) -> Result<(), NoMemory> {
        let n = match self.slots.len() {
            0 => FIRST,
            // Small tables soon grow again.
            n if n < FIRST << 6 => 4 * n,
            n => 2 * n,
        };
        let (larger, mut displaced) = (Pages::zeros(n)?, with_room(self.filled)?);
        let old = std::mem::replace(&mut self.slots, larger);
        let crowded = std::mem::take(&mut self.crowded);
        // Forms that are where they belong came early, so they are common. They are where they belong in the larger table
        // too, if they go first, and each has its place to itself, for no two of them belonged to one.
        let mask = old.len().wrapping_sub(1);
        let slots = &mut *self.slots;
        for (at, slot) in old.iter().enumerate().filter(|(_, slot)| key_of(slot) != Key::NONE) {
            let home = key_of(slot).hash() as usize;
            if home & mask == at {
                slots[home & (n - 1)] = *slot;
            } else {
                displaced.push(*slot);
            }
        }
        self.filled -= displaced.len();
        for slot in displaced {
            let key = key_of(&slot);
            self.put(self.place(key), key, number_of(&slot));
        }
        for (key, number) in crowded {
            self.put(self.place(key), key, number);
        }
        Ok(())
    }
}

/// A table as it is: look-ups do not ask each time where its slots lie.
#[derive(Clone, Copy)]
pub(crate) struct View<'t> {
    slots: &'t [Slot],
}

impl View<'_> {
    /// The number of a form that is its own key, if it is where it belongs or beside: what nearly every word comes to.
    #[inline(always)]
    pub(crate) fn first(self, key: Key) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let home = key.hash() as usize & mask;
        let slot = self.slots.get(home)?;
        if key_of(slot).is(key) {
            return Some(number_of(slot));
        }
        let slot = &self.slots[(home + 1) & mask];
        key_of(slot).is(key).then(|| number_of(slot))
    }
}

/// Where a form stands or belongs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// It is there already, with this number.
    Taken(u32),
    /// In this slot, which is free.
    Free(usize),
    /// In the ordered map.
    Crowded,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_found_again_however_many() {
        let words: Vec<String> = (0..20_000).map(|i| format!("w{i}{}", "x".repeat(i % 20))).collect();
        let mut table = FormTable::default();
        assert_eq!(table.get(Form::new("w1")), None);
        for (number, word) in words.iter().enumerate() {
            assert_eq!(table.get(Form::new(word)), None, "{word}");
            table.insert(Form::new(word), number as u32).unwrap();
        }
        for (number, word) in words.iter().enumerate() {
            assert_eq!(table.get(Form::new(word)), Some(number as u32), "{word}");
        }
        assert!(!table.long.is_empty() && table.filled + table.crowded.len() == 20_000);
    }

    #[test]
    fn long_words_with_one_hash_are_told_apart() {
        let (one, two) = ("a".repeat(20), "b".repeat(20));
        let mut table = FormTable::default();
        table.insert(Form::new(&one), 1).unwrap();
        // As if the hash of the second were that of the first.
        table.insert_key(Key::hashed(&two), 0).unwrap();
        assert_eq!(table.get(Form::new(&two)), None);
        table.insert(Form::new(&two), 2).unwrap();
        assert_eq!((table.get(Form::new(&one)), table.get(Form::new(&two))), (Some(1), Some(2)));
    }

    /// Keys whose hashes are all alike: a product with zero is zero.
    #[test]
    fn words_made_to_collide_are_told_apart() {
        let key = |n: u64| Key { low: 0x9E37_79B9_7F4A_7C15, high: n };
        let mut table = FormTable::default();
        for n in 1..5_000 {
            assert_eq!(key(n).hash(), key(1).hash());
            table.insert_key(key(n), n as u32).unwrap();
        }
        assert!(table.crowded.len() > 4_000);
        for n in 1..5_000 {
            assert_eq!(table.search(key(n)), Some(n as u32));
        }
        assert_eq!(table.search(key(5_000)), None);
    }
}
