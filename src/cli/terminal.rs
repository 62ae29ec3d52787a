//! Text from outside, made safe to print.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

/// Code points of one letter as it is read, with its marks; the longest of written languages and emoji have fewer. What
/// has more is a pile that runs over the lines above and below.
const MOST_IN_A_LETTER: usize = 16;

/// `text` without anything that could steer a terminal: control characters and direction overrides become `�`, line
/// breaks stay.
pub(crate) fn printable(text: &str) -> String {
    let safe = |c: char| match c {
        '\t' => ' ',
        '\n' => c,
        c if steers(c) => '\u{FFFD}',
        c => c,
    };
    let text: String = text.chars().map(safe).collect();
    if !text.graphemes(true).any(is_pile) {
        return text;
    }
    let kept = |letter| if is_pile(letter) { first(letter) } else { letter };
    text.graphemes(true).map(kept).collect()
}

/// As [`printable`], and on one line: an id or a title cannot begin a line that looks like another message.
pub(crate) fn on_one_line(text: &str) -> String {
    printable(text).replace('\n', " ")
}

/// `json` with everything that could steer a terminal written as an escape, which any reader of JSON turns back: outside
/// of strings nothing of the kind can stand, but for line breaks, which stay.
pub(crate) fn escaped_json(json: &str) -> Cow<'_, str> {
    let steering = |c: char| steers(c) && !matches!(c, '\n' | '\t' | '\r');
    if !json.contains(steering) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            // All of them stand in the plane that one escape can name.
            c if steering(c) => escaped.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

fn is_pile(letter: &str) -> bool {
    letter.len() > MOST_IN_A_LETTER && letter.chars().count() > MOST_IN_A_LETTER
}

fn first(letter: &str) -> &str {
    letter.char_indices().nth(MOST_IN_A_LETTER).map_or(letter, |(end, _)| &letter[..end])
}

/// Control characters; line and paragraph separators; marks and overrides of direction, old ones too; annotations.
pub(crate) fn steers(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\u{202E}c\r\nd"), "a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}\nd");
        assert_eq!(on_one_line("a\nwarning: b\u{9b}2J\u{2028}c"), "a warning: b\u{FFFD}2J\u{FFFD}c");
    }

    #[test]
    fn a_letter_has_no_more_marks_than_letters_have() {
        let pile = format!("a{}b", "\u{0301}".repeat(10_000));
        assert_eq!(printable(&pile), format!("a{}b", "\u{0301}".repeat(15)));
        let written = "e\u{0301} नमस्ते 👩🏽‍❤️‍💋‍👨🏻";
        assert_eq!(printable(written), written);
    }

    #[test]
    fn json_is_escaped_without_being_changed() {
        let value = serde_json::json!({"id": "a\u{7f}b\u{9b}c\u{202E}d\u{FFFB}\u{1b}é\n"});
        let text = serde_json::to_string_pretty(&value).unwrap();
        let escaped = escaped_json(&text);
        assert!(!escaped.chars().any(|c| c != '\n' && steers(c)), "{escaped}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&escaped).unwrap(), value);
        assert!(matches!(escaped_json("{\"é\":\n1}"), Cow::Borrowed(_)));
    }
}
