//! Measuring, cleaning and wrapping text.

use ab_glyph::{Font as _, FontRef};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::Style;
use crate::error::{Error, Result};

/// The families named in the SVG. DejaVu Sans is what the layout is measured with; Verdana is as wide, the others are
/// narrower, so that labels stay inside their places in any browser.
pub(super) const FAMILIES: &str = "DejaVu Sans, Bitstream Vera Sans, Verdana, Geneva, sans-serif";

/// Widths are of glyphs one by one. Shaping may differ from that by a hair, so a hair is added.
const SHAPING_ALLOWANCE: f64 = 1.01;

/// The fonts that widths are measured with: the same ones that draw the PNG.
pub(super) struct Fonts<'s> {
    regular: FontRef<'static>,
    bold: FontRef<'static>,
    extra: Option<FontRef<'s>>,
}

impl<'s> Fonts<'s> {
    pub(super) fn new(style: &'s Style) -> Result<Self> {
        let embedded = |data: &'static [u8]| {
            FontRef::try_from_slice(data).map_err(|error| Error::Library {
                task: "reading the embedded font",
                reason: error.to_string(),
            })
        };
        let extra = match &style.font {
            None => None,
            Some(data) => Some(FontRef::try_from_slice(data).map_err(|error| Error::Parameter {
                name: "font",
                got: format!("{} bytes ({error})", data.len()),
                expected: "a TrueType or OpenType font".to_owned(),
            })?),
        };
        Ok(Self { regular: embedded(dejavu::sans::regular())?, bold: embedded(dejavu::sans::bold())?, extra })
    }

    /// Whether some font here has the character.
    pub(super) fn has(&self, c: char) -> bool {
        let has = |font: &FontRef<'_>| font.glyph_id(c).0 != 0;
        has(&self.regular) || self.extra.as_ref().is_some_and(has)
    }

    /// Width of one line in pixels.
    pub(super) fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        text.chars().map(|c| self.advance(c, bold)).sum::<f64>() * size * SHAPING_ALLOWANCE
    }

    /// Advance of a character in ems.
    fn advance(&self, c: char, bold: bool) -> f64 {
        fn of(font: &FontRef<'_>, c: char) -> Option<f64> {
            let glyph = font.glyph_id(c);
            let em = f64::from(font.units_per_em()?);
            (glyph.0 != 0).then(|| f64::from(font.h_advance_unscaled(glyph)) / em)
        }
        of(if bold { &self.bold } else { &self.regular }, c)
            .or_else(|| of(&self.regular, c))
            .or_else(|| self.extra.as_ref().and_then(|font| of(font, c)))
            // No font here has it. A browser may: then it is a Chinese character of one em, or a wider emoji.
            .unwrap_or(if c >= '\u{1F000}' { 1.4 } else { 1.0 })
    }

    /// Cuts `text` into lines no wider than `width`: at spaces where possible, inside words where not.
    pub(super) fn wrap(&self, text: &str, size: f64, bold: bool, width: f64) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&joined, size, bold) <= width {
                line = joined;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for piece in word.graphemes(true) {
                if !line.is_empty() && self.width(&format!("{line}{piece}"), size, bold) > width {
                    lines.push(std::mem::take(&mut line));
                }
                line.push_str(piece);
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

/// Text as it can stand in XML on one line: line ends and tabs shown as ↵ and ⇥, other control characters and those
/// that would reorder or hide their neighbours as �, no white space that a renderer would collapse, and no tower of
/// accents that would reach into the next line.
pub(super) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut accents = 0;
    let text: String = text
        .nfd()
        .filter(|&c| {
            accents = if is_accent(c) { accents + 1 } else { 0 };
            accents <= MOST_ACCENTS
        })
        .nfc()
        .collect();
    for (at, c) in text.char_indices() {
        clean.push(match c {
            ' ' if at == 0 || at + 1 == text.len() || clean.ends_with([' ', '\u{A0}']) => '\u{A0}',
            '\n' | '\r' => '↵',
            '\t' => '⇥',
            '\0'..='\u{1F}'
            | '\u{7F}'..='\u{9F}'
            | '\u{AD}'
            | '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFF}' => '\u{FFFD}',
            c if u32::from(c) & 0xFFFE == 0xFFFE => '\u{FFFD}',
            c => c,
        });
    }
    clean
}

/// The text, or its beginning and end with an ellipsis between where it has more than `most` letters.
pub(super) fn brief(text: &str, most: usize) -> String {
    // A letter has at least a byte, so that short texts need no counting.
    if text.len() <= most {
        return text.to_owned();
    }
    let letters: Vec<&str> = text.graphemes(true).collect();
    if letters.len() <= most {
        return text.to_owned();
    }
    let half = most / 2;
    format!("{}…{}", letters[..most - half].concat(), letters[letters.len() - half..].concat())
}

/// A sentence of `first` and what is said after a semicolon, if anything.
pub(super) fn sentence(first: &str, rest: &str) -> String {
    let rest = rest.trim_end_matches('.');
    if rest.is_empty() { format!("{first}.") } else { format!("{first}; {}.", lower_first(rest)) }
}

/// The text with a small letter first, unless its first word is a name.
fn lower_first(text: &str) -> String {
    let known = [
        "Most ",
        "No ",
        "All ",
        "One ",
        "Two ",
        "Each ",
        "Of ",
        "The ",
        "Time ",
        "What ",
        "Suggested ",
        "From ",
        "Drawn ",
        "Fewer ",
    ];
    if !known.iter().any(|word| text.starts_with(word)) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Accents over one letter; Vietnamese needs two.
const MOST_ACCENTS: usize = 2;

/// The marks that stack on any letter. Vowel signs of other scripts are none of these.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// A date as figures write it: `2025-05`, `2025-05-08`, `2025-05-08 14:30`.
pub(super) fn moment(date: crate::corpus::Date) -> String {
    let text = date.to_string();
    match text.split_once('T') {
        Some((day, time)) => format!("{day} {}", time.get(..5).unwrap_or(time)),
        None => text,
    }
}

/// `5 articles`, `1 article`, `1,234 paragraphs`.
pub(super) fn count(n: usize, noun: &str) -> String {
    format!("{} {noun}{}", thousands(n), if n == 1 { "" } else { "s" })
}

/// `1,234,567`.
pub(super) fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A share as people say it: `0%`, `<1%`, `3%`, `>99%`, `100%`.
pub(super) fn percent(share: f64) -> String {
    if share <= 0.0 {
        "0%".to_owned()
    } else if share < 0.005 {
        "<1%".to_owned()
    } else if share >= 1.0 {
        "100%".to_owned()
    } else if share > 0.995 {
        ">99%".to_owned()
    } else {
        format!("{:.0}%", share * 100.0)
    }
}

/// Of more names the rest is counted.
const MOST_LISTED: usize = 6;

/// Names in a row; of more than a few the first and how many more there are.
pub(super) fn listed(names: &[impl AsRef<str>]) -> String {
    let named: Vec<String> = names.iter().take(MOST_LISTED).map(|name| brief(name.as_ref(), 24)).collect();
    let more = match names.len() - named.len() {
        0 => String::new(),
        more => format!(" and {} more", thousands(more)),
    };
    format!("{}{more}", named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_never_wider_than_asked() {
        let style = Style::default();
        let fonts = Fonts::new(&style).unwrap();
        let text = "an ordinary sentence and averyveryverylongwordwithoutanyspaceinit 報道記事の識別子";
        let lines = fonts.wrap(text, 12.0, false, 90.0);
        assert!(lines.len() > 4);
        for line in &lines {
            assert!(fonts.width(line, 12.0, false) <= 90.0, "{line}");
        }
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
    }

    #[test]
    fn widths_are_of_the_embedded_font() {
        let style = Style::default();
        let fonts = Fonts::new(&style).unwrap();
        // DejaVu Sans draws every digit 1303/2048 em wide.
        assert!(
            (fonts.width("0123456789", 100.0, false) - 1303.0 / 2048.0 * 1000.0 * SHAPING_ALLOWANCE).abs()
                < 1e-6
        );
        assert!(fonts.width("abc", 10.0, true) > fonts.width("abc", 10.0, false));
        assert_eq!(fonts.width("字", 10.0, false), 10.0 * SHAPING_ALLOWANCE);
    }

    #[test]
    fn a_file_that_is_no_font_is_refused() {
        let style = Style { font: Some(b"not a font".to_vec()), ..Style::default() };
        assert!(matches!(Fonts::new(&style), Err(Error::Parameter { name: "font", .. })));
    }

    #[test]
    fn control_characters_become_visible() {
        assert_eq!(clean("a\0b\u{1B}[0m\tc\n"), "a�b�[0m⇥c↵");
        assert_eq!(clean("\u{202E}abc\u{FFFF}\u{85}"), "�abc��");
        assert_eq!(clean(" a  b "), "\u{A0}a \u{A0}b\u{A0}");
        assert_eq!(clean("<b>&amp;"), "<b>&amp;");
        assert_eq!(clean("e\u{301}\u{301}\u{301}\u{302}a"), "é\u{301}a");
        assert_eq!(clean("tiếng Việt 한국어"), "tiếng Việt 한국어");
    }

    #[test]
    fn long_texts_lose_their_middle() {
        assert_eq!([brief("abcdef", 6), brief("abcdefg", 5), brief("éééé", 4)], ["abcdef", "abc…fg", "éééé"]);
        assert_eq!(sentence("A map", ""), "A map.");
        assert_eq!(sentence("A map", "Most alike: a and b."), "A map; most alike: a and b.");
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(count(1, "article"), "1 article");
        assert_eq!(count(1_234_567, "article"), "1,234,567 articles");
        let shares = [0.0, 0.0001, 0.006, 0.5, 0.994, 0.9999, 1.0].map(percent);
        assert_eq!(shares, ["0%", "<1%", "1%", "50%", "99%", ">99%", "100%"]);
    }

    #[test]
    fn letters_that_no_font_has_are_known() {
        let style = Style::default();
        let undrawable = |label: &str| super::super::undrawable([label], &style).unwrap();
        assert_eq!(undrawable("news-3 é Ж ق"), None);
        assert_eq!(undrawable("news 部"), Some('部'));
    }
}
