//! What a line begins with: the cheap look that spares most lines the patterns.
//!
//! A pattern that matches whole lines can only match a line that begins as one of its alternatives does. Looking up
//! the first few letters in a sorted list costs some twenty nanoseconds; asking all patterns costs a microsecond or
//! more, and compiling them milliseconds. Whoever writes a pattern writes its openings beside it; tests draw lines
//! from the pattern itself and check that the openings let all of them through.

/// So many bytes of a line are compared.
const BYTES: usize = 20;

/// The beginning of a line as openings are compared with it: lower case, digits alike, quotation marks alike, one
/// space for any white space.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    bytes: [u8; BYTES],
    length: usize,
}

impl Head {
    /// The head of `line`.
    pub(super) fn of(line: &str) -> Self {
        let mut head = Self { bytes: [0; BYTES], length: 0 };
        let mut spaced = false;
        for found in line.chars() {
            let folded = fold(found);
            if !(folded == ' ' && spaced) && head.push(folded) {
                break;
            }
            spaced = folded == ' ';
        }
        head
    }

    /// Adds a character, or what of it there is room for, and says whether the head is full.
    fn push(&mut self, found: char) -> bool {
        let mut buffer = [0; 4];
        let room = &mut self.bytes[self.length..];
        let encoded = found.encode_utf8(&mut buffer).as_bytes();
        let fitting = encoded.len().min(room.len());
        room[..fitting].copy_from_slice(&encoded[..fitting]);
        self.length += fitting;
        self.length == BYTES
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

/// What patterns see no difference in: case, which digit, which apostrophe, which white space.
fn fold(found: char) -> char {
    match found {
        '0'..='9' => '0',
        '`' => '\'',
        _ if found.is_ascii_whitespace() || found == '\u{b}' => ' ',
        _ if found.is_ascii() => found.to_ascii_lowercase(),
        '’' | '‘' | '´' => '\'',
        _ if found.is_whitespace() => ' ',
        _ if found.is_numeric() => '0',
        _ => {
            // By way of the capital: the long s is another lower case of S, as old shapes of Cyrillic letters are.
            let capital = alone(found.to_uppercase()).unwrap_or(found);
            alone(capital.to_lowercase()).unwrap_or(capital)
        }
    }
}

/// The only character, if there is one and no more.
fn alone(mut found: impl Iterator<Item = char>) -> Option<char> {
    found.next().filter(|_| found.next().is_none())
}

/// Openings, each with the number of the pattern to which it belongs, below 64. `0` stands for any digit.
#[derive(Debug)]
pub(super) struct Openings {
    /// In order of their bytes.
    entries: Vec<(Head, u32)>,
    /// Where in `entries` those begin that start with a byte, and where the last ends.
    starts: Box<[u16; 257]>,
}

impl Openings {
    /// A table of `openings`.
    pub(super) fn new<'o>(openings: impl IntoIterator<Item = (&'o str, u32)>) -> Self {
        let mut entries: Vec<(Head, u32)> =
            openings.into_iter().map(|(opening, pattern)| (Head::of(opening), pattern)).collect();
        entries.sort_unstable_by(|(a, m), (b, n)| a.as_bytes().cmp(b.as_bytes()).then(m.cmp(n)));
        let mut starts = Box::new([0; 257]);
        for (byte, start) in (0_u16..).zip(starts.iter_mut()) {
            let before = |head: &Head| head.as_bytes().first().is_none_or(|&first| u16::from(first) < byte);
            *start = u16::try_from(entries.partition_point(|(head, _)| before(head))).unwrap_or(u16::MAX);
        }
        Self { entries, starts }
    }

    /// The patterns, as bits, that have an opening with which `head` begins.
    pub(super) fn of(&self, head: &Head) -> u64 {
        let head = head.as_bytes();
        let Some(&first) = head.first() else { return 0 };
        let range =
            usize::from(self.starts[usize::from(first)])..usize::from(self.starts[usize::from(first) + 1]);
        let mut rest = &self.entries[range];
        let mut patterns = 0;
        for at in 1..=head.len() {
            // All of `rest` agree with the head in the first `at` bytes; those that end here come first.
            let ending = rest.iter().take_while(|(opening, _)| opening.length == at).count();
            patterns |= rest[..ending].iter().fold(0, |patterns, &(_, pattern)| patterns | 1 << pattern);
            rest = &rest[ending..];
            let Some(&next) = head.get(at) else { break };
            let from = rest.partition_point(|(opening, _)| opening.bytes[at] < next);
            let to = from + rest[from..].partition_point(|(opening, _)| opening.bytes[at] == next);
            rest = &rest[from..to];
            if rest.is_empty() {
                break;
            }
        }
        patterns
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    #[test]
    fn a_head_forgets_case_digits_quotes_and_white_space() {
        let head = Head::of("Don’t \u{a0}\tMISS 12\u{664}");
        assert_eq!(head.as_bytes(), b"don't miss 000");
        assert_eq!(Head::of("Ещё ещё ещё ещё").as_bytes().len(), BYTES);
        assert_eq!(Head::of("").as_bytes(), b"");
    }

    #[test]
    fn openings_are_found_by_their_beginning() {
        let openings =
            Openings::new([("re", 1), ("read", 2), ("see", 3), ("read", 4), ("Ещё", 5), ("0 min", 6)]);
        for (line, expected) in [
            ("Read more", vec![1, 2, 4]),
            ("reach", vec![1]),
            ("rather", vec![]),
            ("r", vec![]),
            ("ſee", vec![3]),
            ("ЕЩЁ", vec![5]),
            ("5 minutes", vec![6]),
            ("", vec![]),
            ("zz", vec![]),
        ] {
            let found: Vec<u32> =
                (0..64).filter(|bit| openings.of(&Head::of(line)) >> bit & 1 == 1).collect();
            assert_eq!(found, expected, "{line}");
        }
    }

    /// Regular expressions take a letter for another where Unicode's simple case folding does; so must the heads.
    #[test]
    fn heads_are_as_blind_to_case_as_patterns() {
        let letters: Vec<(char, Regex)> = ('a'..='z')
            .chain('à'..='ž')
            .chain('а'..='ё')
            .filter(|letter| letter.is_lowercase())
            .map(|letter| (letter, Regex::new(&format!("(?i)^{letter}$")).unwrap()))
            .collect();
        let any = Regex::new("(?i)^[a-zà-žа-ё]$").unwrap();
        let mut n = 0;
        for found in (0..0x3000).filter_map(char::from_u32) {
            let text = found.to_string();
            for (letter, pattern) in letters.iter().filter(|_| any.is_match(&text)) {
                if pattern.is_match(&text) {
                    assert_eq!(fold(found), fold(*letter), "{found}");
                    n += 1;
                }
            }
        }
        assert!(n > 2 * letters.len());
    }

    proptest! {
        #[test]
        fn the_table_is_a_list_of_prefixes(
            openings in proptest::collection::vec("[a-cé]{1,4}", 0..20), line in "[a-cé]{0,6}"
        ) {
            let table = Openings::new(openings.iter().map(String::as_str).zip(0..));
            let expected = openings.iter().zip(0..).filter(|(opening, _)| line.starts_with(opening.as_str()));
            prop_assert_eq!(table.of(&Head::of(&line)), expected.fold(0, |bits, (_, at)| bits | 1_u64 << at));
        }
    }
}
