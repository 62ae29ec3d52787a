//! Terms in code point order, by what tells most of them apart.

use std::cmp::Ordering;

use crate::analyze::Strings;
use crate::error::{NoMemory, with_room};

/// A term of a worker with its beginning, which is all of most terms: the terms themselves are seldom looked up.
#[derive(Clone, Copy)]
pub(super) struct Key {
    head: Head,
    /// The term's bytes, or more than fit a head.
    length: u32,
    pub(super) worker: u32,
    pub(super) number: u32,
}

/// The first 16 bytes of a term, in an order that is the terms'; zeros where it is shorter.
type Head = u128;

impl Key {
    /// Those of all terms of a worker, in code point order.
    pub(super) fn sorted(worker: u32, names: &Strings) -> Result<Vec<Self>, NoMemory> {
        let mut keys: Vec<Self> = with_room(names.len())?;
        keys.extend((0..).zip(names.iter()).map(|(number, name)| Self {
            head: head(name.as_bytes()),
            length: u32::try_from(name.len()).unwrap_or(u32::MAX),
            worker,
            number,
        }));
        // By heads alone, which a processor compares without guessing; few terms are alike so far.
        keys.sort_unstable_by_key(|key| key.head);
        for alike in keys.chunk_by_mut(|a, b| a.head == b.head).filter(|alike| alike.len() > 1) {
            alike.sort_unstable_by_key(|key| names.get(key.number));
        }
        Ok(keys)
    }

    /// Whether the head is all of the term.
    fn is_whole(&self) -> bool {
        self.length as usize <= size_of::<Head>()
    }

    /// The order of the terms, which are found in `names` by worker.
    pub(super) fn cmp(&self, other: &Self, names: &[&Strings]) -> Ordering {
        let name = |key: &Self| names[key.worker as usize].get(key.number);
        self.head.cmp(&other.head).then_with(|| {
            if self.is_whole() && other.is_whole() {
                // They differ in NULs at the end, or not at all.
                self.length.cmp(&other.length)
            } else {
                name(self).cmp(name(other))
            }
        })
    }

    /// The terms of `keys`, which are found in `names` by worker if need be.
    pub(super) fn spelt(keys: &[&Self], names: &[&Strings]) -> Result<Strings, NoMemory> {
        let mut terms = Strings::with_room(keys.len(), keys.iter().map(|key| key.length as usize).sum())?;
        for key in keys {
            let head = key.head.to_be_bytes();
            match std::str::from_utf8(&head[..(key.length as usize).min(head.len())]) {
                Ok(term) if key.is_whole() => terms.push([term]),
                _ => terms.push([names[key.worker as usize].get(key.number)]),
            };
        }
        Ok(terms)
    }
}

fn head(name: &[u8]) -> Head {
    let mut head = [0; size_of::<Head>()];
    let length = name.len().min(head.len());
    head[..length].copy_from_slice(&name[..length]);
    Head::from_be_bytes(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_sorted_by_code_points_and_spelt_as_they_were() {
        let mut names = Strings::default();
        let long = "internationalisation";
        let words = [
            "é",
            "b",
            "internationalisations",
            long,
            "a",
            "ab",
            "a\u{0}",
            "中",
            "sixteen bytes is",
            "sixteen bytes isn't",
        ];
        for word in words {
            names.make_room(word.len()).unwrap();
            names.push([word]);
        }
        let keys = Key::sorted(0, &names).unwrap();
        let spelt = Key::spelt(&keys.iter().collect::<Vec<_>>(), &[&names]).unwrap();
        let mut expected = words.to_vec();
        expected.sort_unstable();
        assert!(spelt.iter().eq(expected));
        assert!(keys.is_sorted_by(|a, b| a.cmp(b, &[&names]).is_lt()));
    }
}
