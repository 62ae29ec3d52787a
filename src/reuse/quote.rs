//! What stands inside quotation marks.
//!
//! All typographic kinds are known, with apostrophes told apart, nested as deep as they come. A quotation that goes on
//! over several paragraphs is taken together where each of them opens it anew. One that is never closed ends with its
//! paragraph, and after 500 characters at the latest; one in single marks must be closed, or the mark was an apostrophe.

use crate::corpus::{Document, Span};

/// Most bytes that an unclosed quotation runs on.
const MAX_UNCLOSED: usize = 500;

/// The quotations of the unmasked paragraphs of a document, outermost only, in order, without their marks.
pub(super) fn quotations(document: &Document) -> Vec<Span> {
    let mut open: Vec<Open> = Vec::new();
    let mut found = Vec::new();
    let mut paragraphs = document.unmasked().map(|(_, paragraph)| paragraph.span).peekable();
    while let Some(paragraph) = paragraphs.next() {
        let text = document.slice(paragraph);
        scan(text, paragraph.start, &mut open, &mut found);
        let next = paragraphs.peek().and_then(|next| document.slice(*next).chars().next());
        // Only a mark that the next paragraph repeats stays open.
        let reopened = open.first().is_some_and(|mark| next.is_some_and(|next| mark.is_reopened_by(next)));
        if let Some(mark) = open.first() {
            let from = mark.inside.max(paragraph.start);
            let until = if reopened {
                paragraph.end
            } else {
                bounded(text, from - paragraph.start) + paragraph.start
            };
            found.push(Span::new(from, until));
        }
        open.truncate(usize::from(reopened));
    }
    merged(found)
}

/// A mark that has been opened.
#[derive(Clone, Copy, Debug)]
struct Open {
    mark: char,
    /// First byte after the mark.
    inside: usize,
}

impl Open {
    fn is_closed_by(self, mark: char) -> bool {
        matches!(
            (self.mark, mark),
            ('“', '”' | '"')
                | ('„' | '‟', '“' | '”' | '"')
                | ('”', '”')
                | ('«', '»')
                | ('»', '«' | '»')
                | ('‹', '›')
                | ('›', '‹' | '›')
                | ('‘' | '‛', '’')
                | ('‚', '‘' | '’')
                | ('’', '’')
                | ('"', '"' | '”')
                | ('\'', '\'')
                | ('「', '」')
                | ('『', '』')
                | ('＂', '＂')
                | ('〝', '〞' | '〟')
        )
    }

    /// Single marks may be apostrophes: they count only when they are closed.
    fn is_single(self) -> bool {
        matches!(self.mark, '‘' | '‛' | '‚' | '’' | '\'' | '‹' | '›')
    }

    fn is_reopened_by(self, next: char) -> bool {
        !self.is_single() && (next == self.mark || (self.mark == '«' && next == '»'))
    }
}

/// Reads one paragraph. `open` holds what is open at its start, and at its end what is then; closed quotations go to
/// `found`.
fn scan(text: &str, offset: usize, open: &mut Vec<Open>, found: &mut Vec<Span>) {
    let carried = open.len();
    for (at, mark) in marks(text) {
        let (before, rest) = (text[..at].chars().next_back(), &text[at + mark.len_utf8()..]);
        let after = rest.chars().next();
        let inside = offset + at + mark.len_utf8();
        let reopens = at == 0 && carried > 0 && open[0].is_reopened_by(mark);
        if reopens {
            open[0].inside = inside;
        } else if !is_apostrophe(mark, before, after, open, rest) {
            let closes = open.iter().rposition(|open| open.is_closed_by(mark));
            match closes {
                Some(depth)
                    if !(is_ambiguous(mark) && opens_here(before, after) && !closes_here(before, after)) =>
                {
                    let opened = open[depth];
                    open.truncate(depth);
                    if depth == 0 {
                        found.push(Span::new(opened.inside.max(offset), offset + at));
                    }
                }
                _ if can_open(mark, before, after) => open.push(Open { mark, inside }),
                _ => {}
            }
        }
    }
    // A single mark that found no partner was none; what stood before it in the stack is still open.
    open.retain(|open| !open.is_single());
}

/// The quotation marks of a text, each with its place. Texts are long and marks few, so it goes by the bytes that they begin
/// with.
fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    let may_begin = |byte: u8| matches!(byte, b'"' | b'\'' | 0xC2 | 0xE2 | 0xE3 | 0xEF);
    let places = text.bytes().enumerate().filter(move |&(_, byte)| may_begin(byte));
    places.filter_map(|(at, _)| Some((at, text[at..].chars().next()?))).filter(|&(_, mark)| is_mark(mark))
}

fn is_mark(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '＂'
            | '〝'
            | '〞'
            | '〟'
    )
}

/// Marks that some use to open and to close.
fn is_ambiguous(mark: char) -> bool {
    matches!(mark, '"' | '\'' | '＂' | '“' | '‘' | '»' | '›')
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(char::is_alphanumeric)
}

/// Nothing, white space or an opening sign before; no white space after.
fn opens_here(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|before| before.is_whitespace() || "([{-–—/".contains(before) || is_mark(before))
        && after.is_some_and(|after| !after.is_whitespace())
}

/// Text before, and no letter after.
fn closes_here(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|before| !before.is_whitespace()) && !is_word(after)
}

fn can_open(mark: char, before: Option<char>, after: Option<char>) -> bool {
    match mark {
        '“' | '„' | '‟' | '«' | '‹' | '「' | '『' | '〝' => true,
        '‘' | '‚' | '‛' => !is_word(before),
        // Elsewhere closing marks, but some languages use them on both sides.
        '”' | '’' | '»' | '›' | '"' | '\'' | '＂' => opens_here(before, after),
        _ => false,
    }
}

/// Whether a single mark is an apostrophe: inside a word, before a clipped one (*’90s*), or after a possessive plural
/// while a better place to close follows.
fn is_apostrophe(mark: char, before: Option<char>, after: Option<char>, open: &[Open], rest: &str) -> bool {
    if !matches!(mark, '\'' | '’' | '‘') {
        return false;
    }
    if is_word(before) && is_word(after) {
        return true;
    }
    let closes = open.iter().any(|open| open.is_closed_by(mark));
    if mark == '’' && !closes {
        return true;
    }
    if after.is_some_and(|after| after.is_numeric()) && !is_word(before) && mark != '‘' {
        return true;
    }
    closes && before == Some('s') && after == Some(' ') && closes_later(mark, rest)
}

/// Whether a further mark of the kind closes before another opens.
fn closes_later(mark: char, rest: &str) -> bool {
    let mut before = None;
    let mut characters = rest.chars().take(MAX_UNCLOSED).peekable();
    while let Some(character) = characters.next() {
        let after = characters.peek().copied();
        if character == '‘' || (character == '\'' && opens_here(before, after)) {
            return false;
        }
        if character == mark && closes_here(before, after) && before != Some('s') {
            return true;
        }
        before = Some(character);
    }
    false
}

/// Where an unclosed quotation that begins at `from` ends.
fn bounded(text: &str, from: usize) -> usize {
    let mut until = text.len().min(from + MAX_UNCLOSED);
    while !text.is_char_boundary(until) {
        until -= 1;
    }
    until
}

/// Spans in order, overlapping ones made one, empty ones left out.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<String> {
        let document = Document::new("a", text);
        quotations(&document).into_iter().map(|span| document.slice(span).to_owned()).collect()
    }

    #[test]
    fn every_kind_of_mark() {
        for text in [
            "He said “the sea is calm” twice.",
            "He said \"the sea is calm\" twice.",
            "He said 'the sea is calm' twice.",
            "He said ‘the sea is calm’ twice.",
            "He said „the sea is calm“ twice.",
            "He said „the sea is calm” twice.",
            "He said ‚the sea is calm‘ twice.",
            "He said ”the sea is calm” twice.",
            "He said «the sea is calm» twice.",
            "He said »the sea is calm« twice.",
            "He said »the sea is calm» twice.",
            "He said ‹the sea is calm› twice.",
            "He said 「the sea is calm」 twice.",
            "He said 『the sea is calm』 twice.",
            "(“the sea is calm”)",
        ] {
            assert_eq!(quoted(text), ["the sea is calm"], "{text}");
        }
    }

    #[test]
    fn every_mark_is_found_by_its_first_byte() {
        let known: String = (char::MIN..=char::MAX).filter(|&character| is_mark(character)).collect();
        assert_eq!(marks(&known).map(|(_, mark)| mark).collect::<String>(), known);
        assert!(known.chars().count() > 20);
    }

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        for text in [
            "It’s the captain’s boat, don’t you see, and the sailors’ too.",
            "It's the captain's boat, don't you see, and the sailors' too.",
            "Back in the ’90s and the '80s they didn’t.",
            "Rock ’n’ roll.",
        ] {
            assert_eq!(quoted(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn apostrophes_inside_single_marks_do_not_close_them() {
        assert_eq!(quoted("‘The captain’s boat isn’t here,’ he said."), ["The captain’s boat isn’t here,"]);
        assert_eq!(quoted("‘The sailors’ boat is here,’ he said."), ["The sailors’ boat is here,"]);
        assert_eq!(quoted("'The captain's boat isn't here,' he said."), ["The captain's boat isn't here,"]);
    }

    #[test]
    fn nested_quotations_are_one() {
        assert_eq!(
            quoted("“She told me ‘go home’ and I went,” he said."),
            ["She told me ‘go home’ and I went,"]
        );
        assert_eq!(quoted("„Er rief ‚halt‘ und lief“, sagte sie."), ["Er rief ‚halt‘ und lief"]);
        assert_eq!(
            quoted("“She told me “go home” and I went,” he said."),
            ["She told me “go home” and I went,"]
        );
    }

    #[test]
    fn two_quotations_in_a_sentence_are_two() {
        assert_eq!(quoted("“One,” he said, “and two.”"), ["One,", "and two."]);
        assert_eq!(quoted("\"One,\" he said, \"and two.\""), ["One,", "and two."]);
    }

    #[test]
    fn paragraphs_that_reopen_the_quotation_belong_to_it() {
        let text = "“The first part.\n“The second part.\n“The last,” she said. And more.\nNot quoted.";
        assert_eq!(quoted(text), ["The first part.", "The second part.", "The last,"].map(str::to_owned));
    }

    #[test]
    fn an_unclosed_quotation_ends_with_its_paragraph() {
        assert_eq!(quoted("He said “it is late.\nThe next day came."), ["it is late."]);
        let long = format!("He said “{}", "word ".repeat(1_000));
        assert_eq!(quoted(&long)[0].len(), MAX_UNCLOSED);
    }

    #[test]
    fn stray_marks_quote_nothing() {
        assert_eq!(quoted("A closing ” alone, a 5\" pipe and an empty “” pair."), [""; 0]);
        assert_eq!(quoted(""), [""; 0]);
    }
}
