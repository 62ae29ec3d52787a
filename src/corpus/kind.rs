//! Telling headings and captions from running prose in plain text.

use super::boilerplate;
use super::caption::is_caption;
use super::paragraph::{ParagraphKind, Piece};
use super::prose::{Ending, begins_afresh, ending, is_prose, words};

/// The longest first line that can be a title, and the longest heading further down, in words.
const TITLE_WORDS: usize = 32;
const HEADING_WORDS: usize = 18;
/// Below these many bytes a line can be a title or a heading.
const TITLE_BYTES: usize = 400;
/// How many lines without prose may stand between a title and the article: bylines, dates, share bars, a standfirst.
const TITLE_REACH: usize = 8;

/// The kind of every piece: body, heading or caption. Boilerplate is told apart later.
pub(super) fn kinds(text: &str, pieces: &[Piece]) -> Vec<ParagraphKind> {
    let line = |at: usize| pieces[at].span.of(text);
    let mut kinds = vec![ParagraphKind::Body; pieces.len()];
    // Chrome neither has a heading nor stands between one and its prose. What may be a heading itself ("Privacy")
    // is not chrome yet.
    for (kind, piece) in kinds.iter_mut().zip(pieces) {
        if let Some(mask) = boilerplate::mask_of(piece.span.of(text)) {
            *kind = ParagraphKind::Boilerplate(mask);
        }
    }
    for at in 0..pieces.len() {
        if !kinds[at].is_masked() && is_caption(line(at)) {
            kinds[at] = ParagraphKind::Caption;
            // A line without a full stop directly above a caption, in the same block, is the picture's alternative
            // text.
            if at > 0
                && !kinds[at - 1].is_masked()
                && pieces[at - 1].block == pieces[at].block
                && is_alternative(line(at - 1), line(at))
            {
                kinds[at - 1] = ParagraphKind::Caption;
            }
        }
    }
    // Backwards, because a heading is known by what it leads to.
    let mut leads = Lead::Nothing;
    for at in (0..pieces.len()).rev() {
        if kinds[at] != ParagraphKind::Body {
            continue;
        }
        if is_prose(line(at)) && !is_long_title(line(at), at) {
            leads = Lead::Prose;
        } else if at > 0 && leads != Lead::Nothing && is_heading(line(at)) {
            kinds[at] = ParagraphKind::Heading;
            // A heading and its subheading, but not a list of lines that happens to stand above prose.
            leads = if leads == Lead::Prose { Lead::Heading } else { Lead::Nothing };
        } else if at > 0 {
            // A line of dialogue or an item of a list is as good as prose below a heading.
            leads = if words(line(at), 6) >= 6 { Lead::Prose } else { Lead::Nothing };
        }
    }
    if let Some(title) = title(text, pieces, &kinds) {
        kinds[title] = ParagraphKind::Heading;
    }
    kinds
}

/// What stands below a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    Prose,
    Heading,
    Nothing,
}

/// The row of the title: the first line, where it looks like one and prose follows soon.
fn title(text: &str, pieces: &[Piece], kinds: &[ParagraphKind]) -> Option<usize> {
    let first = kinds.iter().position(|&kind| !kind.is_masked() && kind != ParagraphKind::Caption)?;
    let line = pieces[first].span.of(text);
    if !is_title(line) {
        return None;
    }
    let after = pieces.iter().zip(kinds).skip(first + 1).take(TITLE_REACH);
    let mut after = after.filter(|(_, kind)| !kind.is_masked()).map(|(piece, _)| piece.span.of(text));
    after.any(|line| is_prose(line) && !is_title(line)).then_some(first)
}

/// Whether the first line reads like a headline, however long.
fn is_title(line: &str) -> bool {
    line.len() <= TITLE_BYTES
        && begins_afresh(line)
        && words(line, TITLE_WORDS + 1) <= TITLE_WORDS
        && (ending(line) == Ending::Bare || (ending(line) == Ending::Cry && words(line, 20) < 20))
        && !line.contains(". ")
}

fn is_long_title(line: &str, at: usize) -> bool {
    at == 0 && is_title(line)
}

/// Whether a line between paragraphs reads like a heading: short, beginning afresh, without a full stop.
pub(super) fn is_heading(line: &str) -> bool {
    if line.len() > TITLE_BYTES || !begins_afresh(line) || line.starts_with(['#', '@', '(', '[']) {
        return false;
    }
    let n = words(line, HEADING_WORDS + 1);
    let quoted = line.starts_with(['“', '"', '„', '«', '‘', '「']);
    match ending(line) {
        Ending::Bare => (1..=HEADING_WORDS).contains(&n) && !is_whole_quotation(line),
        Ending::Cry => (1..=12).contains(&n) && !quoted && !line.contains(". "),
        Ending::Colon => (1..=4).contains(&n),
        Ending::Stop | Ending::Open => false,
    }
}

/// Whether the line is one quotation from end to end, as in dialogue.
fn is_whole_quotation(line: &str) -> bool {
    let inner = line.trim_end_matches(['”', '"', '»', '’', '」']);
    inner.len() < line.len() && line.starts_with(['“', '"', '„', '«', '「']) && words(line, 9) > 8
}

/// Whether `above` is what a reader without pictures gets to hear of the picture that `caption` describes.
fn is_alternative(above: &str, caption: &str) -> bool {
    let n = words(above, 31);
    if !(1..=30).contains(&n) || ending(above) == Ending::Stop {
        return false;
    }
    // It may be any short line; but a heading can stand there as well, so that a line in common wording is wanted
    // unless nothing but the caption's own block is near.
    let shared = above.split_whitespace().filter(|word| caption.contains(word)).count();
    shared * 2 >= above.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::super::paragraph::split;
    use super::*;

    const PROSE: &str =
        "The harbour was closed on Monday after a storm had torn two cranes from their rails.";

    /// One letter for each paragraph: h, c or b.
    fn shape(text: &str) -> String {
        split(text).iter().map(|paragraph| &paragraph.kind.name()[..1]).collect()
    }

    #[test]
    fn a_first_short_line_is_the_title() {
        assert_eq!(shape(&format!("Storm closes harbour\n{PROSE}")), "hb");
        assert_eq!(shape(&format!("Storm closes harbour\n\nBy A. Name\n\n{PROSE}")), "hhb");
        assert_eq!(shape(&format!("Is the harbour safe?\n{PROSE}")), "hb");
        assert_eq!(shape(&format!("{PROSE}\n{PROSE}")), "bb");
        assert_eq!(shape("Storm closes harbour"), "b");
        assert_eq!(shape(""), "");
    }

    #[test]
    fn short_lines_between_prose_are_headings() {
        for heading in [
            "Conclusion",
            "Repairs until the spring",
            "Economic Ties: A Lifeline",
            "Standing Up Against “Closure”",
            "What happens next?",
            "Trade with the U.S.",
            "Background:",
        ] {
            assert_eq!(shape(&format!("{PROSE}\n{heading}\n{PROSE}")), "bhb", "{heading}");
        }
    }

    #[test]
    fn what_only_looks_short_is_no_heading() {
        for line in [
            "It rained.",
            "“I never saw such a wave in my whole life as a sailor”",
            "- two cranes",
            "and the mole,",
            "“Why?” she asked.",
        ] {
            assert_eq!(shape(&format!("{PROSE}\n{line}\n{PROSE}")), "bbb", "{line}");
        }
        // The last line leads to nothing.
        assert_eq!(shape(&format!("{PROSE}\nHarbour guide")), "bb");
    }

    #[test]
    fn captions_are_known_by_their_credit() {
        for caption in [
            "The two ministers shake hands in the town hall, on May 8, 2025. (Image Credit: Agency/A. Name)",
            "Photo: A. Name",
            "File photo of the harbour",
            "The harbour at night. (Photo by A. Name/Getty Images)",
            "The harbour at night | AFP",
            "The harbour at night. REUTERS/Ann Name",
            "Foto: dpa",
            "Der Hafen bei Nacht. Foto: A. Name",
            "Фото: ТАСС",
            "图片来源：新华社",
        ] {
            assert!(is_caption(caption), "{caption}");
            assert_eq!(shape(&format!("{PROSE}\n\n{caption}\n\n{PROSE}")), "bcb", "{caption}");
        }
    }

    #[test]
    fn prose_about_pictures_is_no_caption() {
        for prose in [
            "The photo by the young sailor won a prize, and the image went around the world in a day.",
            "He told Reuters that the image of the port had suffered.",
            "The agency (Reuters) was founded in 1851 and has been in London since.",
            "Images of the wave were shown on all channels.",
        ] {
            assert!(!is_caption(prose), "{prose}");
        }
    }

    #[test]
    fn a_line_above_a_caption_is_a_caption_too() {
        let caption = "Two cranes in the harbour lie in the basin on Monday. (Image Credit: A. Name)";
        assert_eq!(shape(&format!("{PROSE}\n\nTwo cranes in the harbour\n{caption}\n\n{PROSE}")), "bccb");
    }
}
