//! Names in a text file, one to a line, whatever stands in them: written, and read back as they were.
//!
//! A term may hold a line break, for an n-gram of characters goes across it. What could end or spoil a line is written
//! as in the strings of JSON: `\n`, `\r`, `\t`, `\\`, and `\u0085` for any other.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};

/// How many bytes are written at once.
const BLOCK: usize = 1 << 16;

/// Terms, or ids, one to a line: line n names column, or row, n.
///
/// A backslash is written `\\`, a line feed `\n`, a carriage return `\r`, a tab `\t`. Other control characters, the
/// separators U+2028 and U+2029 and a byte order mark that begins a name are written `\u` and four digits to the base
/// sixteen. All else stands as it is; [`name_of_line`] turns a line back.
pub fn lines(names: impl IntoIterator<Item: AsRef<str>>) -> Vec<u8> {
    let mut text = String::new();
    for name in names {
        text.push_str(&line(name.as_ref()));
        text.push('\n');
    }
    text.into_bytes()
}

/// Writes what [`lines`] gives, without holding it.
///
/// # Errors
/// Those of `out`.
pub fn write_lines(names: impl IntoIterator<Item: AsRef<str>>, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BLOCK, out);
    for name in names {
        out.write_all(line(name.as_ref()).as_bytes())?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// The name that stands on a line of [`lines`], given without its end. Any character may be written `\u` and four
/// digits, not only those that are.
///
/// # Errors
/// What is wrong, if a backslash begins none of the escapes of [`lines`], or one that is cut off.
///
/// ```
/// assert_eq!(retell::table::name_of_line(r"e\nn").as_deref(), Ok("e\nn"));
/// assert!(retell::table::name_of_line(r"e\").is_err());
/// ```
pub fn name_of_line(line: &str) -> Result<Cow<'_, str>, String> {
    let Some(mut at) = line.find('\\') else { return Ok(Cow::Borrowed(line)) };
    let mut name = String::with_capacity(line.len());
    let mut rest = line;
    loop {
        name.push_str(&rest[..at]);
        let escape = &rest[at..];
        let (c, length) = match escape.as_bytes().get(1) {
            Some(b'\\') => ('\\', 2),
            Some(b'n') => ('\n', 2),
            Some(b'r') => ('\r', 2),
            Some(b't') => ('\t', 2),
            Some(b'u') => (code_point(escape)?, 6),
            Some(_) => {
                let escape: String = escape.chars().take(2).collect();
                return Err(format!("{escape:?} is no escape; write a backslash as two"));
            }
            None => return Err("the line ends in half an escape; write a backslash as two".to_owned()),
        };
        name.push(c);
        rest = &escape[length..];
        match rest.find('\\') {
            Some(next) => at = next,
            None => break,
        }
    }
    name.push_str(rest);
    Ok(Cow::Owned(name))
}

/// The character that `\u` and four digits stand for.
fn code_point(escape: &str) -> Result<char, String> {
    let digits = escape.get(2..6).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let found = || escape.chars().take(6).collect::<String>();
    let number =
        number.ok_or_else(|| format!("{:?} is no escape; it takes four digits, as \\u0085", found()))?;
    char::from_u32(number).ok_or_else(|| format!("{:?} is no character", found()))
}

/// A name as it stands on its line.
fn line(name: &str) -> Cow<'_, str> {
    // Nearly every name is plain, which is cheap to see.
    if name.bytes().all(|byte| (b' '..0x7f).contains(&byte) && byte != b'\\') {
        return Cow::Borrowed(name);
    }
    let first = |at: usize, c: char| breaks(c) || (at == 0 && c == '\u{feff}');
    if !name.char_indices().any(|(at, c)| first(at, c)) {
        return Cow::Borrowed(name);
    }
    let mut line = String::with_capacity(name.len() + 8);
    for (at, c) in name.char_indices() {
        match c {
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            '\t' => line.push_str("\\t"),
            c if first(at, c) => {
                // Writing to a string does not fail.
                let _ = write!(line, "\\u{:04x}", u32::from(c));
            }
            c => line.push(c),
        }
    }
    Cow::Owned(line)
}

/// Whether some reader of lines or of text would not give this character back.
fn breaks(c: char) -> bool {
    c == '\\' || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(names: &[&str]) -> String {
        String::from_utf8(lines(names)).unwrap()
    }

    #[test]
    fn a_name_is_one_line_whatever_it_holds() {
        assert_eq!(text(&["a\nb", "c\r\nd", "", "é"]), "a\\nb\nc\\r\\nd\n\né\n");
        assert_eq!(text(&["\\", "\\n", "\t", "\0", "\u{7f}"]), "\\\\\n\\\\n\n\\t\n\\u0000\n\\u007f\n");
        assert_eq!(text(&["a\u{85}", "\u{2028}\u{2029}"]), "a\\u0085\n\\u2028\\u2029\n");
    }

    #[test]
    fn words_stand_as_they_are() {
        let words = "it's straße 3.14 नमस्ते \"a\" 中文 e\u{301} a\u{feff}b u002e";
        assert_eq!(text(&[words]), format!("{words}\n"));
    }

    #[test]
    fn a_byte_order_mark_does_not_begin_a_file() {
        assert_eq!(text(&["\u{feff}a\u{feff}"]), "\\ufeffa\u{feff}\n");
    }

    #[test]
    fn what_is_no_escape_is_told() {
        for (line, said) in [
            ("a\\", "half an escape"),
            ("\\x41", "\"\\\\x\" is no escape"),
            ("\\é", "\"\\\\é\" is no escape"),
            ("\\u12", "four digits"),
            ("\\u+123", "four digits"),
            ("\\u12é4", "four digits"),
            ("\\ud800", "no character"),
        ] {
            let error = name_of_line(line).unwrap_err();
            assert!(error.contains(said), "{line}: {error}");
        }
    }

    #[test]
    fn any_character_may_be_escaped() {
        assert_eq!(name_of_line("\\u0041\\u00E9é\\\\u0041").unwrap(), "Aéé\\u0041");
    }

    proptest! {
        #[test]
        fn every_name_reads_back(
            names in proptest::collection::vec(
                prop_oneof![any::<String>(), "[\\\\nru0-9a\n\r\t\u{0}-\u{1f}\u{7f}-\u{a0}\u{2027}-\u{202a}\u{feff}]{0,9}"],
                0..9,
            )
        ) {
            let text = text(&names.iter().map(String::as_str).collect::<Vec<_>>());
            let read: Vec<_> = text.split_terminator('\n').map(|line| name_of_line(line).unwrap()).collect();
            prop_assert_eq!(&read, &names);
            prop_assert_eq!(text.lines().count(), names.len());
            let spoilt = |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
            prop_assert_eq!(text.find(spoilt), None);
            prop_assert_ne!(text.chars().next(), Some('\u{feff}'));
            let mut written = Vec::new();
            write_lines(&names, &mut written).unwrap();
            prop_assert_eq!(written, text.into_bytes());
        }
    }
}
