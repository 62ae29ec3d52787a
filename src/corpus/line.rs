//! Lines of a text, whatever ends them.

use super::Span;

/// One line that holds more than white space, or the mark of a gap between blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line without its surrounding white space.
    Text(Span),
    /// A blank line, a form feed or a paragraph separator: whatever follows begins a new block.
    Gap,
}

/// The lines of `text` in order. Ends of lines: LF, CR, CR LF, VT, FF, NEL, U+2028 and U+2029.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut previous = '\n';
    let mut read = 0;
    while let Some(at) = suspect(text, read) {
        let Some(found) = text[at..].chars().next() else { break };
        read = at + found.len_utf8();
        if !is_break(found) {
            continue;
        }
        // CR LF ends one line, not two.
        let second_half = found == '\n' && previous == '\r' && at == start;
        if !second_half {
            push(&mut lines, text, start, at);
        }
        if matches!(found, '\u{c}' | '\u{2029}') {
            lines.push(Line::Gap);
        }
        start = read;
        previous = found;
    }
    push(&mut lines, text, start, text.len());
    lines
}

/// The blocks of `text`: runs of lines without a gap between them.
pub(super) fn blocks(text: &str) -> Vec<Vec<Span>> {
    let mut blocks = Vec::new();
    let mut block = Vec::new();
    for line in lines(text) {
        match line {
            Line::Text(span) => block.push(span),
            Line::Gap if !block.is_empty() => blocks.push(std::mem::take(&mut block)),
            Line::Gap => {}
        }
    }
    if !block.is_empty() {
        blocks.push(block);
    }
    blocks
}

fn push(lines: &mut Vec<Line>, text: &str, start: usize, end: usize) {
    let line = &text[start..end];
    let trimmed = line.trim();
    if trimmed.is_empty() {
        lines.push(Line::Gap);
    } else {
        let start = start + (line.len() - line.trim_start().len());
        lines.push(Line::Text(Span::new(start, start + trimmed.len())));
    }
}

/// Where, from `from` on, the next character begins that may end a line, to judge by its first byte.
fn suspect(text: &str, from: usize) -> Option<usize> {
    // LF, VT, FF and CR; the first bytes of NEL and of U+2028 and U+2029.
    let suspicious = |byte: u8| (byte.wrapping_sub(b'\n') < 4) | (byte == 0xC2) | (byte == 0xE2);
    let rest = &text.as_bytes()[from..];
    // Without a branch for each byte, a chunk takes a few instructions.
    let (chunks, _) = rest.as_chunks::<32>();
    let clear = chunks
        .iter()
        .take_while(|chunk| chunk.iter().fold(0, |found, &byte| found | u8::from(suspicious(byte))) == 0);
    let at = clear.count() * 32;
    rest[at..].iter().position(|&byte| suspicious(byte)).map(|found| from + at + found)
}

fn is_break(found: char) -> bool {
    matches!(found, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn only_ends_of_lines_end_lines(text in "(\\PC{0,40}|[\\n\\r\u{b}\u{c}\u{85}\u{2028}\u{2029}\u{2019}\u{a0}é ]|[a-z ]{30,70}){0,12}") {
            let mut expected = text.match_indices(is_break).map(|(at, _)| at);
            let mut read = 0;
            while let Some(at) = suspect(&text, read) {
                let found = text[at..].chars().next().unwrap();
                if is_break(found) {
                    prop_assert_eq!(Some(at), expected.next());
                }
                read = at + found.len_utf8();
            }
            prop_assert_eq!(expected.next(), None);
        }
    }

    fn shown(text: &str) -> Vec<Vec<&str>> {
        blocks(text).into_iter().map(|block| block.into_iter().map(|span| span.of(text)).collect()).collect()
    }

    #[test]
    fn every_end_of_line_ends_a_line() {
        for end in ["\n", "\r\n", "\r", "\u{b}", "\u{85}", "\u{2028}"] {
            assert_eq!(shown(&format!("one{end}two")), [["one", "two"]], "{end:?}");
        }
    }

    #[test]
    fn blank_lines_form_feeds_and_paragraph_separators_end_a_block() {
        for gap in ["\n\n", "\r\n\r\n", "\r\r", "\n \t\u{a0}\n", "\u{c}", "\u{2029}"] {
            assert_eq!(shown(&format!("one{gap}two")), [["one"], ["two"]], "{gap:?}");
        }
    }

    #[test]
    fn lines_lose_their_white_space_and_nothing_else() {
        assert_eq!(shown("  one \n\u{3000}zwei\u{a0}"), [["one", "zwei"]]);
        assert!(shown(" \n\t\r\n\u{2028}").is_empty());
    }
}
