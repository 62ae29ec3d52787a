//! Text cut to a number of columns, so that it can still be told from other text.

use rustc_hash::FxHashMap;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands for what is left out.
const GAP: &str = "…";

/// The columns that `text` takes on a terminal: two for letters of Chinese, Japanese and Korean.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// `text` on at most `most` columns, cut at the end.
pub(crate) fn at_end(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    match most.checked_sub(columns(GAP)) {
        Some(room) => format!("{}{GAP}", head(text, room).trim_end()),
        None => String::new(),
    }
}

/// `text` on at most `most` columns, cut in the middle: names differ at both ends.
pub(crate) fn in_middle(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let Some(room) = most.checked_sub(columns(GAP)) else { return String::new() };
    let head = head(text, room.div_ceil(2));
    // What a wide letter leaves free at the front is had at the back.
    let tail = tail(&text[head.len()..], room - columns(head));
    format!("{}{GAP}{}", head.trim_end(), tail.trim_start())
}

/// Names on at most `most` columns each, in their order. Different names that would look the same when cut in the middle
/// are shown from where they begin to differ, if they differ there at all.
pub(crate) fn names<'a>(names: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<String> {
    let names: Vec<&str> = names.into_iter().collect();
    let mut short: Vec<String> = names.iter().map(|name| in_middle(name, most)).collect();
    let mut looks: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, look) in short.iter().enumerate() {
        looks.entry(look).or_default().push(at);
    }
    let mut alike: Vec<Vec<usize>> = looks.into_values().collect();
    alike.retain(|group| group.iter().any(|&at| names[at] != names[group[0]]));
    for group in alike {
        let same = group.iter().map(|&at| equal_letters(names[at], names[group[0]])).min().unwrap_or(0);
        for at in group {
            short[at] = from(names[at], same, most);
        }
    }
    short
}

/// `name` from a place in it on.
fn from(name: &str, place: usize, most: usize) -> String {
    match most.checked_sub(columns(GAP)) {
        Some(room) if place > 0 => format!("{GAP}{}", at_end(&name[place..], room)),
        _ => at_end(name, most),
    }
}

/// The bytes of the letters that two names begin with alike.
fn equal_letters(a: &str, b: &str) -> usize {
    let both = a.graphemes(true).zip(b.graphemes(true));
    both.take_while(|(a, b)| a == b).map(|(a, _)| a.len()).sum()
}

fn head(text: &str, room: usize) -> &str {
    let mut taken = 0;
    let mut end = 0;
    for (at, letter) in text.grapheme_indices(true) {
        taken += columns(letter);
        if taken > room {
            break;
        }
        end = at + letter.len();
    }
    &text[..end]
}

fn tail(text: &str, room: usize) -> &str {
    let mut taken = 0;
    let mut start = text.len();
    for (at, letter) in text.grapheme_indices(true).rev() {
        taken += columns(letter);
        if taken > room {
            break;
        }
        start = at;
    }
    &text[start..]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_fits_stays() {
        assert_eq!((at_end("abc", 3), in_middle("abc", 3)), ("abc".to_owned(), "abc".to_owned()));
    }

    #[test]
    fn names_keep_both_ends() {
        assert_eq!(in_middle("harbour-gazette-2024-03-18", 13), "harbou…-03-18");
        assert_eq!(at_end("harbour council", 8), "harbour…");
        assert_eq!([0, 1, 2, 3].map(|most| in_middle("harbour", most)), ["", "…", "h…", "h…r"]);
    }

    #[test]
    fn wide_letters_are_never_halved() {
        assert_eq!(at_end("港口新闻报", 6), "港口…");
        assert_eq!(in_middle("港口新闻报", 6), "港…报");
        assert_eq!(in_middle("港口新闻报", 8), "港口…报");
        assert_eq!(at_end("👩‍❤️‍💋‍👨👩‍❤️‍💋‍👨", 3), "👩‍❤️‍💋‍👨…");
    }

    #[test]
    fn names_that_differ_in_the_middle_are_told_apart() {
        let long = |middle: &str| format!("{}{middle}{}", "a".repeat(40), "z".repeat(40));
        let (one, two) = (long("one"), long("two"));
        let short = names([one.as_str(), two.as_str(), "b", one.as_str()], 12);
        assert_eq!(short, ["…onezzzzzzz…", "…twozzzzzzz…", "b", "…onezzzzzzz…"]);
    }

    proptest! {
        #[test]
        fn nothing_takes_more_than_it_may(text in "[ a-z港é\u{301}👍🏽\u{200d}]{0,40}", most in 0usize..30) {
            prop_assert!(columns(&at_end(&text, most)) <= most);
            prop_assert!(columns(&in_middle(&text, most)) <= most);
            let others = [text.as_str(), "aaaaaaaaaaaaaaaaaaaaaaaaab", "aaaaaaaaaaaaacaaaaaaaaaaab"];
            prop_assert!(names(others, most).iter().all(|name| columns(name) <= most));
        }
    }
}
