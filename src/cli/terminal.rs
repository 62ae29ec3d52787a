//! Text from outside, made safe to print, and how much room there is for it.

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

/// Columns where neither the caller nor a terminal says how many there are.
const WIDTH: usize = 100;

/// How many columns there are: as `COLUMNS` says, as the terminal has, or 100.
pub(crate) fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let seen = || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
    told.filter(|&columns| columns > 0).or_else(seen).unwrap_or(WIDTH)
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
