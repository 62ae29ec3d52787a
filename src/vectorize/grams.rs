//! N-grams of terms, by number.

use crate::analyze::{FormTable, Interner, Key, Place, Strings};
use crate::error::{NoMemory, reserve, with_room};

/// The distinct n-grams of a stretch of text. An n-gram is the (n − 1)-gram before its last term, and that term: two
/// numbers, so that none is spelt out before its name is wanted.
#[derive(Debug)]
pub(super) struct Grams {
    shortest: usize,
    longest: usize,
    /// By number: the n-gram without its last term ([`NOTHING`] for a single one), and that term.
    parts: Vec<(u32, u32)>,
    numbers: FormTable,
    /// The n-grams that end with the term before, shortest first; none at the beginning of a stretch.
    ending: Vec<u32>,
    /// By number: whether it is long enough to be counted.
    counted: Vec<bool>,
}

/// The number that stands for *no n-gram*.
pub(super) const NOTHING: u32 = u32::MAX;

impl Grams {
    /// For n-grams of `shortest` to `longest` terms.
    pub(super) fn new((shortest, longest): (usize, usize)) -> Self {
        Self {
            shortest,
            longest,
            parts: Vec::new(),
            numbers: FormTable::default(),
            ending: Vec::new(),
            counted: Vec::new(),
        }
    }

    /// Begins a stretch: no n-gram reaches back across it.
    pub(super) fn begin(&mut self) {
        self.ending.clear();
    }

    /// Puts the n-grams that `terms` complete into `grams`, as numbers.
    pub(super) fn read(&mut self, terms: &[u32], grams: &mut Vec<u32>) -> Result<(), NoMemory> {
        grams.clear();
        for &term in terms {
            // Longest first: each takes the place of the one that it goes on from.
            if self.ending.len() < self.longest {
                self.ending.push(NOTHING);
            }
            for length in (1..=self.ending.len()).rev() {
                let before = if length == 1 { NOTHING } else { self.ending[length - 2] };
                let gram = self.number(before, term, length)?;
                self.ending[length - 1] = gram;
                if length >= self.shortest {
                    grams.push(gram);
                }
            }
        }
        Ok(())
    }

    /// How many there are, those too short to be counted among them.
    pub(super) fn len(&self) -> usize {
        self.parts.len()
    }

    /// What each is called: its terms, joined by a space. Those too short to be counted are left out, and the others are
    /// renumbered as the second value tells, by number; [`NOTHING`] for those left out.
    pub(super) fn names(&self, terms: &Interner) -> Result<(Strings, Vec<u32>), NoMemory> {
        let mut names = Strings::default();
        let mut numbers = with_room(self.len())?;
        numbers.resize(self.len(), NOTHING);
        let mut spelt = Vec::new();
        for (gram, number) in numbers.iter_mut().enumerate().filter(|entry| self.counted[entry.0]) {
            let mut at = gram as u32;
            spelt.clear();
            while at != NOTHING {
                let (before, term) = self.parts[at as usize];
                spelt.push(term);
                at = before;
            }
            names.make_room(spelt.iter().map(|&term| terms.resolve(term).len() + 1).sum())?;
            let parts = spelt.iter().rev().enumerate();
            let parts =
                parts.flat_map(|(place, &term)| [if place > 0 { " " } else { "" }, terms.resolve(term)]);
            *number = names.push(parts);
        }
        Ok((names, numbers))
    }

    fn number(&mut self, before: u32, term: u32, length: usize) -> Result<u32, NoMemory> {
        let key = Key::pair(before, term);
        if let Some(number) = self.numbers.view().first(key) {
            return Ok(number);
        }
        let place = self.numbers.seek(key)?;
        if let Place::Taken(number) = place {
            return Ok(number);
        }
        let number = self.parts.len() as u32;
        reserve(&mut self.parts, 1)?;
        reserve(&mut self.counted, 1)?;
        self.numbers.put(place, key, number);
        self.parts.push((before, term));
        self.counted.push(length >= self.shortest);
        Ok(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grams(range: (usize, usize), pieces: &[&[u32]]) -> Vec<String> {
        let mut terms = Interner::default();
        ["a", "b", "c"].iter().for_each(|term| {
            terms.intern(term).unwrap();
        });
        let mut grams = Grams::new(range);
        let (mut found, mut all) = (Vec::new(), Vec::new());
        grams.begin();
        for piece in pieces {
            grams.read(piece, &mut found).unwrap();
            all.extend_from_slice(&found);
        }
        let (names, numbers) = grams.names(&terms).unwrap();
        all.into_iter().map(|gram| names.get(numbers[gram as usize]).to_owned()).collect()
    }

    #[test]
    fn every_run_of_terms_is_one_wherever_the_stretch_is_cut() {
        let whole = grams((1, 3), &[&[0, 1, 0, 1]]);
        assert_eq!(whole, ["a", "a b", "b", "a b a", "b a", "a", "b a b", "a b", "b"]);
        for cut in 0..=4 {
            let (one, two) = [0, 1, 0, 1].split_at(cut);
            assert_eq!(grams((1, 3), &[one, two]), whole);
        }
        assert_eq!(grams((2, 2), &[&[0, 1, 2]]), ["a b", "b c"]);
        assert_eq!(grams((3, 4), &[&[0, 1]]), [""; 0]);
    }
}
