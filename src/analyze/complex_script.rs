//! Words of scripts that are written without spaces between words.
//!
//! UAX #29 leaves Han, Hiragana, Thai, Lao, Khmer and Myanmar to a dictionary. ICU4X has one for each; without the
//! feature `segmenter` those scripts are cut at every character, as UAX #29 alone cuts them.

use unicode_segmentation::UnicodeSegmentation;

/// Calls `each` with the start and the text of every word, in order, and with whether it is spelled already as it is
/// counted.
///
/// Words are those of UAX #29, but in every stretch of unspaced script: there they come from that script's dictionary.
/// A stretch is cut by its own characters alone, so text may be handed over whole or in regions that end at anything
/// else.
#[cfg(feature = "segmenter")]
pub(super) fn word_indices<'t>(text: &'t str, mut each: impl FnMut(usize, &'t str, bool)) {
    let mut done = 0;
    while let Some(stretch) = stretch::next(text, done) {
        // To UAX #29 a stretch is a row of single characters, so cutting at its ends changes no word beside it.
        spaced(text, done, stretch.start, &mut each);
        stretch::words(&text[stretch.clone()], |start, word, spelled| {
            each(stretch.start + start, word, spelled)
        });
        done = stretch.end;
    }
    spaced(text, done, text.len(), &mut each);
}

/// Calls `each` with the start and the text of every UAX #29 word, in order; `false` stands for any spelling.
#[cfg(not(feature = "segmenter"))]
pub(super) fn word_indices<'t>(text: &'t str, mut each: impl FnMut(usize, &'t str, bool)) {
    spaced(text, 0, text.len(), &mut each);
}

fn spaced<'t>(text: &'t str, start: usize, end: usize, each: &mut impl FnMut(usize, &'t str, bool)) {
    text[start..end].unicode_word_indices().for_each(|(at, word)| each(start + at, word, false));
}

/// Letters and marks of the scripts that have a dictionary. Their digits are numbers to UAX #29 already, and
/// Katakana, which stands apart from its neighbours, is joined by it.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c,
        // Thai, Lao, Myanmar, Khmer, Myanmar again.
        '\u{E01}'..='\u{E3A}' | '\u{E40}'..='\u{E4E}'
        | '\u{E81}'..='\u{EBD}' | '\u{EC0}'..='\u{ECE}' | '\u{EDC}'..='\u{EDF}'
        | '\u{1000}'..='\u{103F}' | '\u{1050}'..='\u{108F}' | '\u{109A}'..='\u{109D}'
        | '\u{1780}'..='\u{17D3}' | '\u{17D7}' | '\u{17DC}' | '\u{17DD}'
        | '\u{A9E0}'..='\u{A9EF}' | '\u{A9FA}'..='\u{A9FE}' | '\u{AA60}'..='\u{AA76}' | '\u{AA7A}'..='\u{AA7F}'
        // Hiragana.
        | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' | '\u{1B001}'..='\u{1B11F}'
        // Han: marks of repetition, zero, numerals, then ideographs.
        | '\u{3005}' | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303B}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAD9}'
        | '\u{20000}'..='\u{3347F}')
}

/// What the dictionaries are asked.
#[cfg(feature = "segmenter")]
mod stretch {
    use std::ops::Range;
    use std::sync::LazyLock;

    use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
    use unicode_normalization::char::is_combining_mark;
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

    use super::super::tokenizer::is_invisible;
    use super::is_unspaced;

    /// The dictionaries, not ICU4X's neural model for the scripts of South-East Asia: that one knows more names, but is
    /// a hundred times slower, and where it cuts a passage hangs on all that stands around the passage.
    static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
        LazyLock::new(|| WordSegmenter::new_dictionary(Default::default()));

    /// The first longest run of unspaced script at or after byte `from`, with the marks that belong to it.
    pub(super) fn next(text: &str, from: usize) -> Option<Range<usize>> {
        let mut at = from;
        loop {
            // Every character of these scripts has three or four bytes, and only a first byte is that large.
            at += text.as_bytes()[at..].iter().position(|&byte| byte >= 0xE0)?;
            let c = text[at..].chars().next()?;
            if is_unspaced(c) {
                let rest = &text[at..];
                let end = rest.find(|c| !is_unspaced(c) && !continues(c)).unwrap_or(rest.len());
                return Some(at..at + end);
            }
            at += c.len_utf8();
        }
    }

    /// The words of one stretch.
    pub(super) fn words<'t>(stretch: &'t str, mut each: impl FnMut(usize, &'t str, bool)) {
        // Nearly every stretch is: these scripts have no case, so no more is asked than normal form C.
        let spelled = stretch.chars().all(is_settled)
            || stretch.chars().all(is_unspaced) && is_nfc_quick(stretch.chars()) == IsNormalized::Yes;
        let mut start = 0;
        let mut cut = |end: usize| {
            // A mark that the dictionary does not know stays with its letter.
            if end > start && !stretch[end..].starts_with(continues) {
                if stretch[start..end].contains(char::is_alphanumeric) {
                    each(start, &stretch[start..end], spelled);
                }
                start = end;
            }
        };
        if spelled {
            SEGMENTER.segment_str(stretch).skip(1).for_each(cut);
        } else {
            let (spelling, ends) = spelling(stretch);
            let mut ends = ends.into_iter().peekable();
            for place in SEGMENTER.segment_str(&spelling).skip(1) {
                while ends.next_if(|&(spelled, _)| spelled < place).is_some() {}
                // Before a mark there is no cut, as in a stretch that is spelled already.
                if let Some(&(spelled, end)) = ends.peek()
                    && spelled == place
                {
                    cut(end);
                }
            }
        }
    }

    /// A stretch as the dictionaries spell: in normal form C, without what no reader sees; and for every letter with
    /// its marks where it ends there and where in `stretch`.
    fn spelling(stretch: &str) -> (String, Vec<(usize, usize)>) {
        let (mut spelling, mut ends) = (String::new(), Vec::new());
        let mut start = 0;
        while start < stretch.len() {
            let cluster = &stretch[start..];
            let next = cluster.char_indices().skip(1).find(|&(_, c)| !continues(c));
            let end = start + next.map_or(cluster.len(), |(at, _)| at);
            let seen = stretch[start..end].chars().filter(|&c| !is_invisible(c) && !is_joiner(c));
            spelling.extend(seen.nfc());
            ends.push((spelling.len(), end));
            start = end;
        }
        (spelling, ends)
    }

    /// Letters of Hiragana and Han that are in normal form C whatever stands beside them, without a look-up.
    fn is_settled(c: char) -> bool {
        matches!(c, '\u{3041}'..='\u{3096}' | '\u{3005}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
    }

    /// What never begins a UAX #29 word but belongs to the character before it.
    fn continues(c: char) -> bool {
        !c.is_ascii() && (is_combining_mark(c) || is_invisible(c) || is_joiner(c))
    }

    fn is_joiner(c: char) -> bool {
        matches!(c, '\u{200C}' | '\u{200D}')
    }
}

#[cfg(all(test, feature = "segmenter"))]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::super::{Words, tokenizer};
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        word_indices(text, |start, word, _| {
            assert_eq!(&text[start..start + word.len()], word);
            words.push(word);
        });
        words
    }

    fn forms(text: &str) -> Vec<String> {
        let mut forms = Vec::new();
        tokenizer::words(text, Words::News, |_, form| forms.push(form.to_owned()));
        forms
    }

    #[test]
    fn every_script_has_its_dictionary() {
        assert_eq!(words("市政府宣布扩建港口。"), ["市政府", "宣布", "扩建", "港口"]);
        assert_eq!(words("臺北市政府將擴建捷運"), ["臺北市", "政府", "將", "擴建", "捷運"]);
        assert_eq!(
            words("政府は新しい計画を発表した"),
            ["政府", "は", "新しい", "計画", "を", "発表", "した"]
        );
        assert_eq!(words("รัฐบาลประกาศว่าจะขยายท่าเรือ"), ["รัฐบาล", "ประกาศ", "ว่า", "จะ", "ขยาย", "ท่าเรือ"]);
        assert_eq!(words("ລັດຖະບານປະກາດໃນປີໜ້າ"), ["ລັດຖະບານ", "ປະກາດ", "ໃນ", "ປີ", "ໜ້າ"]);
        assert_eq!(words("រដ្ឋាភិបាលបានប្រកាស"), ["រដ្ឋាភិបាល", "បាន", "ប្រកាស"]);
        assert_eq!(words("အစိုးရသည်ကြေညာခဲ့သည်"), ["အစိုးရ", "သည်", "ကြေညာ", "ခဲ့", "သည်"]);
    }

    #[test]
    fn other_scripts_and_numbers_stand_apart() {
        assert_eq!(
            words("2024年12月、GDP は3.5%増、東京タワーで"),
            ["2024", "年", "12", "月", "GDP", "は", "3.5", "増", "東京", "タワー", "で"]
        );
        assert_eq!(words("ปี๒๕๖๗ราคา๓.๕บาท"), ["ปี", "๒๕๖๗", "ราคา", "๓.๕", "บาท"]);
        assert_eq!(words("정부는 항구를 中國에"), ["정부는", "항구를", "中國", "에"]);
        assert_eq!(words("人们和ประกาศ"), ["人们", "和", "ประกาศ"]);
    }

    #[test]
    fn a_zero_width_space_ends_a_word() {
        assert_eq!(words("ท่าเรือ"), ["ท่าเรือ"]);
        assert_eq!(words("ท่า\u{200B}เรือ"), ["ท่า", "เรือ"]);
    }

    #[test]
    fn spelling_and_what_no_reader_sees_change_no_word() {
        let composed = "がくせいがプレゼントをくれました";
        let decomposed: String = composed.nfd().collect();
        assert_ne!(composed, decomposed);
        assert_eq!(words(&decomposed).len(), words(composed).len());
        assert_eq!(forms(&decomposed), forms(composed));
        assert_eq!(words("市\u{2060}政府\u{FE00}宣\u{AD}布"), ["市\u{2060}政府\u{FE00}", "宣\u{AD}布"]);
        assert_eq!(forms("市\u{2060}政府\u{FE00}宣\u{AD}布"), ["市政府", "宣布"]);
        assert_eq!(forms("葛\u{E0100}城"), forms("葛城"));
        // A mark that the dictionary takes to the word behind it.
        assert_eq!(forms("き\u{3099}\u{E34}\u{E33}"), forms("ぎ\u{E34}\u{E33}"));
    }

    #[test]
    fn marks_without_letters_are_no_reason_to_stop() {
        for text in
            ["\u{E48}", "\u{E31}ก", "か\u{3099}\u{3099}", "\u{200D}ก\u{200D}", "a\u{E31}b", "\u{3099}"]
        {
            words(text);
        }
    }

    /// Characters that meet in such text: of every script, spaced and unspaced, with marks, joiners and signs.
    const MIXED: &str = "[ก-ฺเ-๙ກ-ໝက-႟ក-៩ぁ-ゖ゛゜ァ-ヾ々〇一-三\u{F900}-\u{FA0D}市政府宣布人们が\u{3099}\u{E48}\u{200B}-\u{200D}\u{2060}\u{AD}\u{FE00}\u{E0100}가-각a-cé_'. ،ب-ت0-9１🙂]{0,24}";

    proptest! {
        #[test]
        fn text_of_other_scripts_is_cut_as_before(text in "[\\PC\n&&[^\\p{Thai}\\p{Lao}\\p{Khmer}\\p{Myanmar}\\p{Han}\\p{Hiragana}]]{0,60}") {
            let mut found = Vec::new();
            word_indices(&text, |start, word, _| found.push((start, word)));
            prop_assert_eq!(found, text.unicode_word_indices().collect::<Vec<_>>());
        }

        #[test]
        fn what_is_spelled_already_stays_as_it_is(text in MIXED) {
            word_indices(&text, |_, word, spelled| {
                let mut form = String::new();
                tokenizer::normalise(word, &mut form);
                assert!(!spelled || form == word, "{text:?}");
            });
        }

        #[test]
        fn words_rise_and_hold_something(text in MIXED) {
            let mut end = 0;
            word_indices(&text, |start, word, _| {
                assert!(start >= end && text[start..].starts_with(word), "{text:?}");
                assert!(word.contains(char::is_alphanumeric), "{text:?}");
                end = start + word.len();
            });
        }

        #[test]
        fn a_stretch_is_cut_by_itself(before in "[a-cб-г. ]{0,3}[a. ]", stretch in "[ก-ฺเ-๎ぁ-ゖ一-三市政府宣布人们]{1,20}", after in "[ .,a][a-c]{0,3}") {
            let whole = format!("{before}{stretch}{after}");
            let mut expected = words(&before);
            expected.extend(words(&stretch));
            expected.extend(words(&after));
            prop_assert_eq!(words(&whole), expected);
        }

        #[test]
        fn decomposed_text_has_the_same_words(text in "[ก-ฺเ-๎က-ာဦぁ-ゖ一-三が-ご]{0,20}") {
            let composed: String = text.nfc().collect();
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(forms(&composed), forms(&decomposed));
        }
    }
}
