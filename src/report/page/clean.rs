//! Text from outside, made safe to stand in a page; the template engine escapes markup.

/// `text` without characters that a page must not hold: control characters show as the signs that Unicode has for them.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(shown).collect()
}

fn shown(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        '\r' => '\n',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => c,
    }
}

/// The beginning of `text`, up to the last white space before `most` characters; whether something was left out.
pub(super) fn beginning(text: &str, most: usize) -> (&str, bool) {
    let Some((end, _)) = text.char_indices().nth(most) else { return (text, false) };
    let cut = text[..end].rfind(char::is_whitespace).filter(|cut| 2 * cut > end).unwrap_or(end);
    (text[..cut].trim_end(), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_show() {
        assert_eq!(clean("a\0b\u{1b}[31m\u{7f}\u{85}\r\n\tc"), "a␀b␛[31m␡\u{fffd}\n\n\tc");
    }

    #[test]
    fn beginnings_end_with_a_word() {
        assert_eq!(beginning("one two three", 9), ("one two", true));
        assert_eq!(beginning("one two three", 13), ("one two three", false));
        assert_eq!(beginning("ééééé", 3), ("ééé", true));
    }
}
