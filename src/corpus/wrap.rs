//! Telling hard-wrapped text from text whose lines are paragraphs.
//!
//! A wrapped line is full: the first word of the next line would not have fitted into the width any more. And it
//! stops anywhere, mostly in the middle of a sentence, so that the next line often goes on in lower case. Lines that
//! are paragraphs show neither.

use super::Span;
use super::prose::{Ending, ending, is_bullet, is_unspaced};

/// The widest wrapping that is believed in, in characters; whoever wraps, wraps near 72.
const WIDEST: usize = 160;
/// The narrowest: below, lines are lists or verse.
const NARROWEST: usize = 20;

/// The width in characters at which the lines of `blocks` are wrapped, or `None` where lines are paragraphs.
pub(super) fn width(text: &str, blocks: &[Vec<Span>]) -> Option<usize> {
    let mut lengths: Vec<usize> = Vec::new();
    for block in blocks {
        lengths.extend(block[..block.len() - 1].iter().map(|line| line.of(text).chars().count()));
    }
    if lengths.is_empty() {
        return None;
    }
    lengths.sort_unstable();
    // The ninth decile, so that one long address does not hide the width of all other lines.
    let width = lengths[(lengths.len() - 1) * 9 / 10];
    if !(NARROWEST..=WIDEST).contains(&width) {
        return None;
    }
    let (mut full, mut mid, mut lower) = (0, 0, 0);
    for pair in blocks.iter().flat_map(|block| block.windows(2)) {
        let (line, next) = (pair[0].of(text), pair[1].of(text));
        full += usize::from(is_full(line, next, width));
        mid += usize::from(!ends_sentence(line));
        lower += usize::from(!ends_sentence(line) && next.starts_with(char::is_lowercase));
    }
    let n = lengths.len();
    let goes_on = lower * 10 >= n * 3;
    let all_full = n >= 3 && full * 10 >= n * 6 && mid * 2 >= n;
    // Items of a list or links are bare and of like length: unless some line goes on in lower case, or the script
    // knows no case, they were not wrapped.
    let has_case = text.chars().take(4096).any(char::is_lowercase);
    (goes_on || (all_full && (lower * 10 >= n || !has_case))).then_some(width)
}

/// Whether the first word of `next` would not have fitted behind `line` any more. Two characters of grace, since
/// programs count trailing blanks and wide letters differently.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    line.chars().count() + 1 + first_word(next) + 2 > width
}

fn first_word(line: &str) -> usize {
    if line.starts_with(is_unspaced) {
        1
    } else {
        line.chars().take_while(|found| !found.is_whitespace()).count()
    }
}

fn ends_sentence(line: &str) -> bool {
    matches!(ending(line), Ending::Stop | Ending::Cry | Ending::Colon)
}

/// Puts the wrapped lines of `block` together: a new paragraph begins only where a line was broken on purpose.
pub(super) fn unwrap(text: &str, block: &[Span], width: usize, paragraphs: &mut Vec<Span>) {
    let Some(&first) = block.first() else { return };
    let mut paragraph = first;
    for pair in block.windows(2) {
        let (line, next) = (pair[0].of(text), pair[1].of(text));
        if breaks_on_purpose(line, next, width) {
            paragraphs.push(paragraph);
            paragraph = pair[1];
        } else {
            paragraph.end = pair[1].end;
        }
    }
    paragraphs.push(paragraph);
}

/// Whether the end of `line` is no wrapping: an item of a list follows, or there was ample room and the sentence is
/// over, or a line far too long to have been wrapped stands on either side.
fn breaks_on_purpose(line: &str, next: &str, width: usize) -> bool {
    if is_bullet(next) {
        return true;
    }
    let length = line.chars().count();
    if length > width + width / 2 || next.chars().count() > width * 2 {
        return !next.starts_with(char::is_lowercase);
    }
    let room = (length + 1 + first_word(next)) * 10 <= width * 8;
    room && ends_sentence(line) && !next.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::line::blocks;
    use super::*;

    fn paragraphs(text: &str) -> Vec<&str> {
        let blocks = blocks(text);
        let mut spans = Vec::new();
        match width(text, &blocks) {
            Some(width) => blocks.iter().for_each(|block| unwrap(text, block, width, &mut spans)),
            None => spans = blocks.concat(),
        }
        spans.into_iter().map(|span| span.of(text)).collect()
    }

    const WRAPPED: &str = "The harbour of the old town was closed on Monday after a\n\
        storm had torn two cranes from their rails. Nobody was hurt, and\n\
        ships were sent to the next port along the coast.\n\n\
        The company that runs it expects repairs to take until the\n\
        spring. It will not say what they cost.";

    #[test]
    fn wrapped_blocks_are_paragraphs() {
        let found = paragraphs(WRAPPED);
        assert_eq!(found.len(), 2);
        assert!(found[1].starts_with("The company") && found[1].ends_with("cost."));
    }

    #[test]
    fn wrapping_survives_windows_line_ends() {
        assert_eq!(paragraphs(&WRAPPED.replace('\n', "\r\n")).len(), 2);
    }

    #[test]
    fn indented_paragraphs_without_blank_lines_are_told_by_their_short_last_lines() {
        let found = "   The harbour of the old town was closed on Monday after a\n\
            storm had torn two cranes from their rails and thrown one\n\
            of them into the basin. Nobody was hurt.\n   \
            The company that runs it expects repairs to take until the\n\
            spring. It will not say what they cost.";
        assert_eq!(paragraphs(found).len(), 2);
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let long = "The harbour was closed on Monday after a storm. ".repeat(5);
        let text = format!("{}\n{}\n{}", long.trim(), &long[..96].trim(), long.trim());
        assert_eq!(paragraphs(&text).len(), 3);
    }

    #[test]
    fn two_unwrapped_lines_of_a_caption_stay_two() {
        let text = "A crane in the harbour\nA crane in the harbour of the old town, on Monday. (Image Credit: A. Name)";
        assert_eq!(paragraphs(text).len(), 2);
    }

    #[test]
    fn short_sentences_and_lists_are_not_wrapped() {
        assert_eq!(
            paragraphs("It rained for a whole week.\nThe river rose.\nThen came the sun again.").len(),
            3
        );
        assert_eq!(
            paragraphs("Harbour closed after storm\nMayor asks for help\nFerry runs again\nFour saved").len(),
            4
        );
    }

    #[test]
    fn lists_inside_wrapped_text_keep_their_items() {
        let text =
            format!("{WRAPPED}\n\n- two cranes\n- one mole, which the storm has broken in\n  three places");
        let found = paragraphs(&text);
        assert_eq!(found[2..].len(), 2, "{found:?}");
    }

    #[test]
    fn chinese_lines_of_equal_length_are_wrapped() {
        let text = "周一，一场风暴将两台起重机从轨道上吹落，旧城港口随即关闭，无人受\n\
            伤。船只被转往沿海的下一个港口，运营公司预计维修工作将持续到春天\n\
            为止，但没有透露具体费用，市长表示将尽快恢复渡轮服务并提供援助给\n\
            渔民。";
        assert_eq!(paragraphs(text).len(), 1);
    }
}
