//! What can be told of one line without knowing its neighbours: how long it is, how it begins and ends.

/// Whether `found` belongs to a script that is written without spaces between words.
pub(super) fn is_unspaced(found: char) -> bool {
    // Most text lies below all of them.
    found >= '\u{0E00}'
        && matches!(found,
        '\u{0E00}'..='\u{0EFF}'      // Thai, Lao
        | '\u{1000}'..='\u{109F}'    // Burmese
        | '\u{1780}'..='\u{17FF}'    // Khmer
        | '\u{3040}'..='\u{30FF}'    // Japanese syllables
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' // Han
        | '\u{20000}'..='\u{3FFFF}')
}

/// How many words `line` has, counting no further than `limit`: pieces between white space that hold a letter or
/// digit, and one for every two characters of a script without spaces.
pub(super) fn words(line: &str, limit: usize) -> usize {
    let mut words = 0;
    let mut unspaced = 0;
    let mut inside = false;
    let mut rest = line;
    // Most letters are of ASCII, and those of them that are left in a word change nothing.
    while let Some(&byte) = rest.as_bytes().first() {
        if byte.is_ascii() {
            let run = rest.as_bytes();
            let mut at = 0;
            while let Some(&byte) = run.get(at)
                && byte.is_ascii()
            {
                at += 1;
                if byte.is_ascii_alphanumeric() {
                    if !inside {
                        inside = true;
                        words += 1;
                        if words + unspaced / 2 >= limit {
                            return limit;
                        }
                    }
                } else if byte.is_ascii_whitespace() || byte == 0xB {
                    inside = false;
                }
            }
            rest = &rest[at..];
            continue;
        }
        let Some(found) = rest.chars().next() else { break };
        rest = &rest[found.len_utf8()..];
        if found.is_whitespace() {
            inside = false;
            continue;
        }
        if is_unspaced(found) {
            unspaced += 1;
        } else if !inside && found.is_alphanumeric() {
            inside = true;
            words += 1;
        } else {
            continue;
        }
        if words + unspaced / 2 >= limit {
            return limit;
        }
    }
    words + unspaced.div_ceil(2)
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// With a full stop or what serves as one, quotation marks and brackets behind it aside.
    Stop,
    /// With a question or exclamation mark, as headlines may.
    Cry,
    /// With a colon: it introduces what follows.
    Colon,
    /// With a comma, a semicolon, a dash or a hyphen: it goes on.
    Open,
    /// Without any mark, as headings do.
    Bare,
}

/// How `line` ends. A last word that is an abbreviation such as `U.S.` is no end of a sentence.
pub(super) fn ending(line: &str) -> Ending {
    let bare = line.trim_end_matches(|found: char| {
        found.is_whitespace()
            || matches!(
                found,
                '"' | '\''
                    | '”'
                    | '’'
                    | '“'
                    | '‘'
                    | '»'
                    | '«'
                    | '›'
                    | ')'
                    | ']'
                    | '）'
                    | '」'
                    | '』'
                    | '】'
                    | '*'
                    | '_'
            )
    });
    match bare.chars().next_back() {
        Some('.') if is_abbreviation(bare) => Ending::Bare,
        Some('.' | '…' | '。' | '．' | '｡' | '।' | '۔' | '։') => Ending::Stop,
        Some('!' | '?' | '！' | '？' | '؟') => Ending::Cry,
        Some(':' | '：') => Ending::Colon,
        Some(',' | ';' | '，' | '、' | '；' | '،' | '؛' | '-' | '–' | '—') => Ending::Open,
        _ => Ending::Bare,
    }
}

/// Whether the last word of `line` is letters with a full stop after each: `U.S.`, `e.g.`
fn is_abbreviation(line: &str) -> bool {
    let word = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let mut found = word.trim_start_matches(|found: char| !found.is_alphanumeric()).chars();
    let mut pairs = 0;
    while let Some(letter) = found.next() {
        if !letter.is_alphabetic() || found.next() != Some('.') {
            return false;
        }
        pairs += 1;
    }
    pairs >= 2
}

/// Whether `line` begins as a new sentence or heading may: not in the middle of one (lower-case letter, comma) and
/// not as an item of a list or a line of dialogue.
pub(super) fn begins_afresh(line: &str) -> bool {
    match line.chars().next() {
        Some(first) if first.is_lowercase() => {
            // Names such as iPhone or eBay begin a heading all the same.
            line.chars().nth(1).is_some_and(char::is_uppercase)
        }
        Some(first) => !is_bullet(line) && !matches!(first, ',' | '.' | ';' | ')' | '/' | '|' | '>'),
        None => false,
    }
}

/// Whether `line` is an item of a list: a bullet, or a dash followed by white space.
pub(super) fn is_bullet(line: &str) -> bool {
    let mut found = line.chars();
    match found.next() {
        Some('•' | '◦' | '▪' | '‣' | '●' | '■' | '·' | '→' | '▶' | '►') => true,
        Some('-' | '*' | '+' | '–' | '—') => found.next().is_some_and(char::is_whitespace),
        _ => false,
    }
}

/// Whether `line` reads like running prose: sentences, or so many words that it can be nothing else.
pub(super) fn is_prose(line: &str) -> bool {
    // Most prose shows itself in its first eight words and its last sign; no more is read of it.
    (matches!(ending(line), Ending::Stop | Ending::Cry | Ending::Colon) && words(line, 8) >= 8)
        || words(line, 25) >= 25
        || (words(line, 14) >= 14 && line.contains(". "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_counted_in_spaced_and_unspaced_scripts() {
        assert_eq!(words("Two ministers met — briefly", 99), 4);
        assert_eq!(words("东京的天气", 99), 3);
        assert_eq!(words("one two three", 2), 2);
        assert_eq!(words(" – ", 9), 0);
    }

    /// Counting by characters, without a shorter way for ASCII.
    fn words_by_characters(line: &str, limit: usize) -> usize {
        let (mut words, mut unspaced, mut inside) = (0, 0, false);
        for found in line.chars() {
            if found.is_whitespace() {
                inside = false;
            } else if is_unspaced(found) {
                unspaced += 1;
            } else if found.is_alphanumeric() {
                words += usize::from(!inside);
                inside = true;
            }
            if words + unspaced / 2 >= limit {
                return limit;
            }
        }
        words + unspaced.div_ceil(2)
    }

    /// What `is_prose` says, with every word counted first.
    fn is_prose_by_all_words(line: &str) -> bool {
        let n = words_by_characters(line, 40);
        n >= 25
            || (n >= 8 && matches!(ending(line), Ending::Stop | Ending::Cry | Ending::Colon))
            || (n >= 14 && line.contains(". "))
    }

    proptest! {
        #[test]
        fn short_ways_count_the_same(line in "([a-zé]{1,3}[ .]{0,2}|东京?|[ \u{b}\u{1c}\u{85}\u{a0}。’-]|\\PC){0,30}[.?:a]?", limit in 1_usize..40) {
            prop_assert_eq!(words(&line, limit), words_by_characters(&line, limit));
            prop_assert_eq!(is_prose(&line), is_prose_by_all_words(&line));
        }
    }

    #[test]
    fn endings_look_behind_quotes_and_know_abbreviations() {
        for (line, expected) in [
            ("It rained.", Ending::Stop),
            ("“It rained.”", Ending::Stop),
            ("He left (at noon.)", Ending::Stop),
            ("雨が降った。", Ending::Stop),
            ("Will it rain?", Ending::Cry),
            ("Trade with the U.S.", Ending::Bare),
            ("What we know:", Ending::Colon),
            ("A long day’s journey", Ending::Bare),
            ("first,", Ending::Open),
            ("", Ending::Bare),
        ] {
            assert_eq!(ending(line), expected, "{line}");
        }
    }

    #[test]
    fn a_heading_does_not_begin_in_the_middle() {
        assert!(begins_afresh("Harbour reopens"));
        assert!(begins_afresh("iPhone sales fall"));
        assert!(begins_afresh("“We are done”"));
        assert!(!begins_afresh("and then it closed"));
        assert!(!begins_afresh("- an item"));
        assert!(!begins_afresh("• an item"));
    }
}
