//! Text from outside, made safe to print.

/// `text` without anything that could steer a terminal: control characters and direction overrides become `�`.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            '\n' => c,
            c if steers(c) => '\u{FFFD}',
            c => c,
        })
        .collect()
}

fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\u{202E}c\r\nd"), "a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}\nd");
    }
}
