//! Text that a user wants left out, wherever it stands.

use rustc_hash::FxHashMap;

use super::super::line::blocks;
use super::super::{Paragraph, ParagraphKind, Span};
use super::Mask;
use super::words::{folded, words};

/// Texts to be masked wherever they stand in an article, compared by their words.
///
/// ```
/// use retell::Document;
/// use retell::corpus::IgnoreList;
/// let mut list = IgnoreList::default();
/// assert_eq!(list.add("Write to us at the counter\nin Mill Lane.\n\nSubscribe now!"), 2);
/// let article = Document::new("a", "The ferry sails. “Write to us at the counter in mill lane!” The owls sleep.");
/// let kinds: Vec<_> = article.ignoring(&list).paragraphs().iter().map(|p| p.kind.is_masked()).collect();
/// assert_eq!(kinds, [false, true, false]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct IgnoreList {
    files: usize,
    words: FxHashMap<String, u32>,
    texts: Vec<Text>,
    /// Texts by their first words, [`OPENING`] or as many as they have.
    by_opening: FxHashMap<Vec<u32>, Vec<usize>>,
}

/// So many first words of a text are looked up at once.
const OPENING: usize = 4;

#[derive(Clone, Debug)]
struct Text {
    words: Vec<u32>,
    file: usize,
}

impl IgnoreList {
    /// Adds a file's content: each block between blank lines is a text. Returns how many hold a word; the others say
    /// nothing. The first file added is number 0 in [`Mask::Ignored`].
    pub fn add(&mut self, content: &str) -> usize {
        let file = self.files;
        self.files += 1;
        let mut added = 0;
        for lines in blocks(content) {
            let Some((first, last)) = lines.first().zip(lines.last()) else { continue };
            let text = Span::new(first.start, last.end).of(content);
            let mut numbered = Vec::new();
            for (start, end) in words(text) {
                let next = self.words.len() as u32;
                numbered.push(*self.words.entry(folded(&text[start..end])).or_insert(next));
            }
            if numbered.is_empty() {
                continue;
            }
            added += 1;
            let opening = numbered[..numbered.len().min(OPENING)].to_vec();
            self.by_opening.entry(opening).or_default().push(self.texts.len());
            self.texts.push(Text { words: numbered, file });
        }
        added
    }

    /// Whether there is no text in it.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The paragraphs of `text` with the listed texts masked; a paragraph that holds more than one of them is cut. What
    /// is masked already stays as it is.
    pub(in super::super) fn mark(&self, text: &str, paragraphs: &[Paragraph]) -> Vec<Paragraph> {
        let mut found: Vec<(u32, Span)> = Vec::new();
        for paragraph in paragraphs {
            let inside = paragraph.span.of(text);
            found.extend(words(inside).map(|(start, end)| {
                let number = self.words.get(&folded(&inside[start..end])).copied().unwrap_or(u32::MAX);
                (number, Span::new(paragraph.span.start + start, paragraph.span.start + end))
            }));
        }
        let numbers: Vec<u32> = found.iter().map(|&(number, _)| number).collect();
        let mut stretches = Vec::new();
        let mut at = 0;
        while at < numbers.len() {
            let Some(hit) = self.at(&numbers[at..]) else {
                at += 1;
                continue;
            };
            let end = at + hit.words.len();
            stretches.push((Span::new(found[at].1.start, found[end - 1].1.end), hit.file));
            at = end;
        }
        if stretches.is_empty() {
            return paragraphs.to_vec();
        }
        paragraphs.iter().flat_map(|paragraph| cut(text, *paragraph, &stretches)).collect()
    }

    /// The longest text with which `numbers` begin; of equal ones the first that was added.
    fn at(&self, numbers: &[u32]) -> Option<&Text> {
        if numbers.first() == Some(&u32::MAX) {
            return None;
        }
        let openings = (1..=OPENING.min(numbers.len())).filter_map(|n| self.by_opening.get(&numbers[..n]));
        let texts =
            openings.flatten().map(|&at| &self.texts[at]).filter(|text| numbers.starts_with(&text.words));
        texts.rev().max_by_key(|text| text.words.len())
    }
}

/// A paragraph with `stretches` masked: as one if nothing but signs is left of it, else in pieces.
fn cut(text: &str, paragraph: Paragraph, stretches: &[(Span, usize)]) -> Vec<Paragraph> {
    let Span { start, end } = paragraph.span;
    let from = stretches.partition_point(|(stretch, _)| stretch.end <= start);
    let inside = stretches[from..].iter().take_while(|(stretch, _)| stretch.start < end);
    let mut pieces: Vec<Paragraph> = Vec::new();
    let mut at = start;
    if paragraph.kind.is_masked() {
        return vec![paragraph];
    }
    for &(stretch, file) in inside {
        let stretch =
            with_signs(text, Span::new(stretch.start.max(at), stretch.end.min(end)), paragraph.span);
        let stretch = Span::new(stretch.start.max(at), stretch.end);
        push(text, &mut pieces, Span::new(at, stretch.start), paragraph.kind);
        push(text, &mut pieces, stretch, ParagraphKind::Boilerplate(Mask::Ignored { file }));
        at = stretch.end;
    }
    push(text, &mut pieces, Span::new(at, end), paragraph.kind);
    pieces
}

/// A stretch with what opens it and with all signs behind it up to white space: its quotation marks, its full stop.
fn with_signs(text: &str, stretch: Span, within: Span) -> Span {
    let is_sign = |found: char| !found.is_whitespace() && !found.is_alphanumeric();
    let opens = |found: char| {
        matches!(
            found,
            '“' | '„'
                | '«'
                | '»'
                | '‹'
                | '›'
                | '‘'
                | '"'
                | '\''
                | '('
                | '['
                | '「'
                | '『'
                | '（'
                | '【'
                | '*'
                | '_'
                | '¡'
                | '¿'
        )
    };
    let before = &text[within.start..stretch.start];
    let behind = &text[stretch.end..within.end];
    let start = stretch.start - (before.len() - before.trim_end_matches(opens).len());
    Span::new(start, within.end - behind.trim_start_matches(is_sign).len())
}

/// Adds a piece without the white space around it. Signs without a word go to the piece before them, if there is one.
fn push(text: &str, pieces: &mut Vec<Paragraph>, span: Span, kind: ParagraphKind) {
    let piece = span.of(text);
    let trimmed = piece.trim();
    if trimmed.is_empty() {
        return;
    }
    let start = span.start + (piece.len() - piece.trim_start().len());
    let span = Span::new(start, start + trimmed.len());
    match pieces.last_mut() {
        Some(last) if !trimmed.chars().any(char::is_alphanumeric) => last.span.end = span.end,
        _ => pieces.push(Paragraph { span, kind }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::Document;
    use super::*;

    fn list(files: &[&str]) -> IgnoreList {
        let mut list = IgnoreList::default();
        files.iter().for_each(|file| assert!(list.add(file) > 0));
        list
    }

    /// The paragraphs of a text, masked ones with the number of their file in front.
    fn shown(list: &IgnoreList, text: &str) -> Vec<String> {
        let document = Document::new("a", text).ignoring(list);
        let show = |paragraph: &Paragraph| match paragraph.kind {
            ParagraphKind::Boilerplate(Mask::Ignored { file }) => {
                format!("{file}: {}", document.slice(paragraph.span))
            }
            _ => document.slice(paragraph.span).to_owned(),
        };
        document.paragraphs().iter().map(show).collect()
    }

    const OWLS: &str = "Two barn owls have nested above the courtroom since a tile slipped from its roof.";

    #[test]
    fn a_text_is_masked_wherever_it_stands() {
        let list = list(&["Tell us what moves you."]);
        let own = "Tell us what moves you.";
        assert_eq!(shown(&list, &format!("{OWLS}\n\n{own}\n\n{OWLS}")), [OWLS, &format!("0: {own}"), OWLS]);
        assert_eq!(shown(&list, &format!("{OWLS} {own} {OWLS}")), [OWLS, &format!("0: {own}"), OWLS]);
        assert_eq!(shown(&list, &format!("{own} {OWLS}")), [&format!("0: {own}"), OWLS]);
        assert_eq!(shown(&list, OWLS), [OWLS]);
    }

    #[test]
    fn spacing_quotes_and_case_do_not_matter_and_other_words_do() {
        let list = list(&["“Tell us”\nwhat moves you"]);
        for own in ["TELL US WHAT MOVES YOU!", "«Tell  us» what\u{a0}moves you", "Tell us, what moves you?"]
        {
            assert_eq!(shown(&list, &format!("{OWLS} {own} {OWLS}")), [OWLS, &format!("0: {own}"), OWLS]);
        }
        let other = format!("{OWLS} Tell us what moved you. {OWLS}");
        assert_eq!(shown(&list, &other), [other]);
    }

    #[test]
    fn a_text_over_several_paragraphs_masks_each() {
        let list = list(&["Tell us what moves you.\nWe read every letter that comes."]);
        let lines = ["Tell us what moves you.", "We read every letter that comes."];
        assert_eq!(
            shown(&list, &format!("{OWLS}\n\n{}\n\n{}\n\n{OWLS}", lines[0], lines[1])),
            [OWLS, &format!("0: {}", lines[0]), &format!("0: {}", lines[1]), OWLS]
        );
    }

    #[test]
    fn the_longest_text_is_masked_and_its_file_named() {
        let list = list(&["tell us\n\nsomething else", "tell us what moves you", "tell us"]);
        assert_eq!(
            shown(&list, &format!("{OWLS} Tell us! Tell us what moves you.")),
            [OWLS, "0: Tell us!", "1: Tell us what moves you."]
        );
    }

    #[test]
    fn scripts_without_spaces_are_compared_character_by_character() {
        let list = list(&["请订阅我们的报纸"]);
        assert_eq!(
            shown(&list, "渡轮停航。请订阅我们的报纸。码头关闭。"),
            ["渡轮停航。", "0: 请订阅我们的报纸。", "码头关闭。"]
        );
    }

    #[test]
    fn what_is_masked_already_keeps_its_reason_and_a_list_without_words_has_no_text() {
        let text = format!("{OWLS}\n\nShare this article\n\n{OWLS}");
        let document = Document::new("a", text.as_str()).ignoring(&list(&["share this article"]));
        assert_eq!(document.paragraphs()[1].kind, ParagraphKind::Boilerplate(Mask::ShareBar));
        let mut none = IgnoreList::default();
        assert_eq!(none.add(" \n\n***\n\n—"), 0);
        assert!(none.is_empty());
    }

    proptest! {
        #[test]
        fn paragraphs_stay_in_order_and_lose_nothing(
            text in prop::collection::vec(prop::sample::select(vec!["a", "B", " ", "“", ". ", "\n", "\n\n", "c d", "é", "—"]), 0..40),
            ignored in prop::collection::vec(prop::sample::select(vec!["a", "b", "a b", "c", "d a", "é c"]), 1..4),
        ) {
            let text = text.concat();
            let plain = Document::new("a", text.as_str());
            let document = plain.clone().ignoring(&list(&[&ignored.join("\n\n")]));
            let signs = |document: &Document| -> String {
                document.paragraphs().iter().map(|p| document.slice(p.span)).collect::<String>().split_whitespace().collect()
            };
            prop_assert_eq!(signs(&document), signs(&plain));
            for two in document.paragraphs().windows(2) {
                prop_assert!(two[0].span.end <= two[1].span.start);
            }
        }
    }
}
