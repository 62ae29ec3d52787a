//! Many short strings.

use std::fmt::{self, Debug, Formatter};

use serde::de::{Deserialize, Deserializer, Error as _, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::error::{NoMemory, reserve, reserve_text, with_room};

/// Strings in one buffer, each with its number.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Strings {
    text: String,
    /// String `i` ends at `ends[i]` and begins where the one before it ends.
    ends: Vec<usize>,
}

impl Strings {
    /// These, in their order.
    pub(crate) fn of(strings: impl IntoIterator<Item: AsRef<str>>) -> Result<Self, NoMemory> {
        let mut all = Self::default();
        for string in strings {
            let string = string.as_ref();
            all.make_room(string.len())?;
            all.push([string]);
        }
        Ok(all)
    }

    /// None yet, with room for `n` of so many bytes together, and no more.
    pub(crate) fn with_room(n: usize, bytes: usize) -> Result<Self, NoMemory> {
        let mut text = String::new();
        text.try_reserve_exact(bytes).map_err(|_| NoMemory { bytes })?;
        Ok(Self { text, ends: with_room(n)? })
    }

    /// Those of all `parts`, one after the other.
    pub(crate) fn joined(parts: &[Self]) -> Result<Self, NoMemory> {
        let bytes = parts.iter().map(|part| part.text.len()).sum();
        let mut all = Self::with_room(parts.iter().map(Self::len).sum(), bytes)?;
        for part in parts {
            let before = all.text.len();
            all.text.push_str(&part.text);
            all.ends.extend(part.ends.iter().map(|end| before + end));
        }
        Ok(all)
    }

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
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
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

impl Debug for Strings {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// As a list of strings.
impl Serialize for Strings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Strings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneByOne;

        impl<'de> Visitor<'de> for OneByOne {
            type Value = Strings;

            fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str("a list of strings")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Strings, A::Error> {
                let mut strings = Strings::default();
                while let Some(string) = list.next_element::<String>()? {
                    let refused = |refused: NoMemory| {
                        A::Error::custom(format_args!("there is no memory for {} bytes", refused.bytes))
                    };
                    strings.make_room(string.len()).map_err(refused)?;
                    strings.push([string.as_str()]);
                }
                Ok(strings)
            }
        }

        deserializer.deserialize_seq(OneByOne)
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

    #[test]
    fn parts_are_joined_in_their_order() {
        let part = |strings: &[&str]| Strings::of(strings).unwrap();
        let all = Strings::joined(&[part(&["a", "ü"]), part(&[]), part(&["", "b"]), part(&["c"])]).unwrap();
        assert_eq!(all, part(&["a", "ü", "", "b", "c"]));
        assert_eq!(Strings::joined(&[]).unwrap().len(), 0);
    }

    #[test]
    fn written_and_read_they_are_a_list() {
        let strings = Strings::of(["a", "", "ü"]).unwrap();
        let json = serde_json::to_string(&strings).unwrap();
        assert_eq!(json, r#"["a","","ü"]"#);
        assert_eq!(serde_json::from_str::<Strings>(&json).unwrap(), strings);
        let refused = serde_json::from_str::<Strings>("7").unwrap_err().to_string();
        assert!(refused.contains("a list of strings"), "{refused}");
    }
}
