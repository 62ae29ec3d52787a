//! Bytes to text, whatever the encoding.
//!
//! In this order: a byte order mark; UTF-16 without one, known by its zero bytes; binary data, refused; UTF-8; what
//! the file itself declares (HTML); UTF-8 with broken places; a legacy encoding by its statistics.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// How many bytes are looked at to tell one encoding from another.
const SAMPLE: usize = 1 << 20;

/// Why there is no text in a file without bytes.
pub(super) const EMPTY: &str = "the file is empty";
/// Why there is no text in a file of blanks.
pub(super) const BLANK: &str = "nothing but white space stands in it";

/// Text, and what should be said about how it came about.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) warning: Option<String>,
}

impl Decoded {
    fn clean(text: String) -> Self {
        Self { text, warning: None }
    }
}

/// How many of `bytes` are such. Counts in bytes at first, so that many are compared at once.
pub(super) fn count(bytes: &[u8], is_such: impl Fn(u8) -> bool) -> usize {
    bytes
        .chunks(usize::from(u8::MAX))
        .map(|chunk| usize::from(chunk.iter().map(|&byte| u8::from(is_such(byte))).sum::<u8>()))
        .sum()
}

/// The text in `bytes`, without a byte order mark and otherwise exactly as it stands there; or why there is none.
pub(super) fn decode(bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Result<Decoded, &'static str> {
    if bytes.is_empty() {
        return Err(EMPTY);
    }
    let decoded = decode_any(bytes, declared)?;
    if decoded.text.trim().is_empty() {
        return Err(BLANK);
    }
    Ok(decoded)
}

fn decode_any(mut bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Result<Decoded, &'static str> {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return utf_32(&bytes).map(Decoded::clean);
    }
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        if encoding == UTF_16LE || encoding == UTF_16BE {
            return utf_16(&bytes[length..], encoding);
        }
        bytes.drain(..length);
    } else if let Some(encoding) = unmarked_utf_16(&bytes) {
        return utf_16(&bytes, encoding);
    }
    if let Some(reason) = binary(&bytes) {
        return Err(reason);
    }
    Ok(settle(bytes, declared, Before::default()))
}

/// What stands in a file before the bytes at hand, its mark left out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    pub(super) bytes: usize,
    pub(super) lines: usize,
}

/// The length of the mark with which `bytes` begin if a file that begins so is UTF-8 or ASCII as far as that shows.
pub(super) fn plain_beginning(bytes: &[u8]) -> Option<usize> {
    let mark = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding == encoding_rs::UTF_8).then_some(length)?,
        None => 0,
    };
    binary(&bytes[mark..]).is_none().then_some(mark)
}

/// Whether `bytes` are the same text in every encoding that [`settle`] may find behind them.
pub(super) fn is_undecided(bytes: &[u8]) -> bool {
    bytes.is_ascii() && !is_iso_2022(bytes)
}

/// The text in the `bytes` of a file that is UTF-8; what is broken is replaced.
pub(super) fn utf_8(bytes: Vec<u8>, before: Before) -> Decoded {
    match String::from_utf8(bytes) {
        Ok(text) => Decoded::clean(text),
        Err(broken) => lossy(broken.as_bytes(), broken.utf8_error().valid_up_to(), before),
    }
}

/// The text in `bytes`, which are not binary, where only ASCII stands before them.
pub(super) fn settle(bytes: Vec<u8>, declared: Option<&'static Encoding>, before: Before) -> Decoded {
    match String::from_utf8(bytes) {
        Ok(text) if is_iso_2022(text.as_bytes()) => {
            let encoding = guess(text.as_bytes());
            legacy(text.as_bytes(), encoding)
        }
        Ok(text) => Decoded::clean(text),
        Err(broken) => {
            let valid = broken.utf8_error().valid_up_to();
            let bytes = broken.into_bytes();
            if let Some(encoding) = declared.filter(|encoding| *encoding != encoding_rs::UTF_8) {
                return Decoded::clean(encoding.decode_without_bom_handling(&bytes).0.into_owned());
            }
            if is_mostly_utf_8(&bytes) { lossy(&bytes, valid, before) } else { legacy(&bytes, guess(&bytes)) }
        }
    }
}

fn lossy(bytes: &[u8], valid: usize, before: Before) -> Decoded {
    let line = before.lines + count(&bytes[..valid], |byte| byte == b'\n') + 1;
    let at = before.bytes + valid;
    let warning = format!(
        "broken UTF-8 at byte {at} (line {line}); what is broken was replaced by U+FFFD, save the file as UTF-8 again"
    );
    Decoded { text: String::from_utf8_lossy(bytes).into_owned(), warning: Some(warning) }
}

fn legacy(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let warning = format!("not UTF-8; read as {}, save the file as UTF-8 if that is wrong", encoding.name());
    Decoded { text: text.into_owned(), warning: Some(warning) }
}

/// The legacy encoding that fits best, judged from where the first byte beyond ASCII stands.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let first = bytes.iter().position(|&byte| byte >= 0x80 || byte == 0x1b).unwrap_or(0);
    let start = first.saturating_sub(64);
    let end = bytes.len().min(start + SAMPLE);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[start..end], end == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// ISO-2022-JP is plain ASCII with escapes: `ESC $ B` switches to Japanese.
fn is_iso_2022(bytes: &[u8]) -> bool {
    bytes.contains(&0x1b)
        && bytes.is_ascii()
        && bytes.windows(3).any(|three| matches!(three, b"\x1b$B" | b"\x1b$@"))
}

/// Whether bytes that are not UTF-8 were meant to be: more characters of several bytes are sound than broken, or the
/// only fault is a character cut off at the very end or bytes that stand in no text.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken, mut odd) = (0_usize, 0_usize, 0_usize);
    let mut cut = false;
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|&byte| byte >= 0xc0).count();
        let invalid = chunk.invalid();
        if !invalid.is_empty() {
            broken += 1;
            odd += usize::from(invalid.iter().all(|byte| matches!(byte, 0xfe | 0xff)));
            cut = invalid.len() > 1 || invalid.iter().all(|&byte| byte >= 0xc2);
        }
    }
    let cut_at_end =
        broken == 1 && cut && std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none());
    sound > broken || cut_at_end || odd == broken
}

fn utf_16(bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded, &'static str> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if text.contains('\0') {
        return Err("it holds zero characters, so it is binary data and no text");
    }
    let warning = broken.then(|| {
        format!(
            "broken {}; what is broken was replaced by U+FFFD, save the file as UTF-8 again",
            encoding.name()
        )
    });
    Ok(Decoded { text: text.into_owned(), warning })
}

/// UTF-16 without a mark: text with any Latin letters, digits, blanks or line ends has zero bytes, all on one side.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() % 2 == 1 {
        return None;
    }
    let sample = &bytes[..bytes.len().min(1 << 16) & !1];
    let mut zeros = [0_usize; 2];
    for pair in sample.chunks_exact(2) {
        zeros[0] += usize::from(pair[0] == 0);
        zeros[1] += usize::from(pair[1] == 0);
    }
    let (encoding, zeros) = match zeros {
        [0, high] if high > 0 => (UTF_16LE, high),
        [high, 0] if high > 0 => (UTF_16BE, high),
        _ => return None,
    };
    // Pairs of ASCII letters would pass for Chinese: where zeros are rare, what stands between them must not be text.
    if zeros * 8 < sample.len() * 3 && is_text_but_for_zeros(sample) {
        return None;
    }
    // A zero byte alone proves nothing; what comes out must be text.
    let (text, broken) = encoding.decode_without_bom_handling(sample);
    let is_text = |found: char| {
        found.is_alphanumeric()
            || found.is_whitespace()
            || found.is_ascii_punctuation()
            || matches!(found, '\u{a1}'..='\u{bf}' | '\u{300}'..='\u{36f}' | '\u{2010}'..='\u{205e}' | '\u{20a0}'..='\u{20cf}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff65}' | '\u{1f300}'..='\u{1faff}')
    };
    let (mut good, mut bad) = (0_usize, 0_usize);
    for found in text.chars() {
        if is_text(found) { good += 1 } else { bad += 1 }
    }
    // The sample may end inside a surrogate pair.
    (good > 0 && bad * 20 <= good && (!broken || bytes.len() > sample.len())).then_some(encoding)
}

/// Whether `bytes` without their zeros are clean UTF-8: text into which a zero has strayed, and not UTF-16.
fn is_text_but_for_zeros(bytes: &[u8]) -> bool {
    let rest: Vec<u8> = bytes.iter().copied().filter(|&byte| byte != 0).collect();
    let sound = match std::str::from_utf8(&rest) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    sound && rest.iter().filter(|&&byte| is_control(byte)).count() * 50 <= rest.len()
}

/// Whether `byte` is a control character that no text holds.
fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t'..=b'\r' | 0x1b)
}

fn utf_32(bytes: &[u8]) -> Result<String, &'static str> {
    let little = bytes[0] == 0xff;
    let units = bytes[4..].chunks(4).map(|unit| {
        let unit: [u8; 4] = unit.try_into().ok()?;
        char::from_u32(if little { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) })
    });
    let text: Option<String> = units.collect();
    text.filter(|text| !text.contains('\0')).ok_or("it holds zero bytes, so it is binary data and no text")
}

/// Why `bytes` are no text, if they are none.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"%PDF-", "it is a PDF; save it as text first"),
        (b"PK\x03\x04", "it is a zip archive or an office document; unpack it or save it as text first"),
        (b"\x1f\x8b", "it is packed with gzip; let its name end in .gz"),
        (b"\x28\xb5\x2f\xfd", "it is packed with zstd; let its name end in .zst"),
        (b"PAR1", "it is a Parquet file; let its name end in .parquet"),
        (b"\x89PNG", "it is a picture"),
        (b"\xff\xd8\xff", "it is a picture"),
        (b"GIF8", "it is a picture"),
        (b"\xd0\xcf\x11\xe0", "it is an office document; save it as text first"),
        (b"{\\rtf", "it is a rich text document; save it as plain text first"),
    ];
    if let Some((_, reason)) = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(reason);
    }
    if bytes.contains(&0) {
        return Some("it holds zero bytes, so it is binary data and no text");
    }
    let control = count(bytes, is_control);
    (control * 20 > bytes.len())
        .then_some("it is full of control characters, so it is binary data and no text")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes.to_vec(), None).unwrap().text
    }

    #[test]
    fn marks_are_taken_off_and_nothing_else() {
        assert_eq!(text(b"\xef\xbb\xbf a \r\n"), " a \r\n");
        assert_eq!(text(b"\xff\xfea\0\xe9\0"), "aé");
        assert_eq!(text(b"\xfe\xff\0a\0\xe9"), "aé");
        assert_eq!(text(b"\xff\xfe\0\0a\0\0\0"), "a");
        assert_eq!(text(b"\0\0\xfe\xff\0\0\0a"), "a");
        assert!(decode(b"\xef\xbb\xbfa".to_vec(), None).unwrap().warning.is_none());
    }

    #[test]
    fn utf_16_is_known_without_a_mark() {
        for sentence in ["The harbour was closed – at noon.", "Порт закрыт, сказал мэр.", "港口 关闭。"]
        {
            let little: Vec<u8> = sentence.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = sentence.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(text(&little), sentence);
            assert_eq!(text(&big), sentence);
        }
    }

    #[test]
    fn legacy_encodings_are_guessed_and_told() {
        let sentence = "Сильный шторм закрыл старый порт города, и паромы ушли в соседнюю гавань.";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(sentence);
        let decoded = decode(bytes.into_owned(), None).unwrap();
        assert_eq!(decoded.text, sentence);
        assert!(decoded.warning.unwrap().contains("windows-1251"));
        let (bytes, ..) =
            encoding_rs::WINDOWS_1252.encode("Der Hafen bleibt geschlossen, sagte der Bürgermeister.");
        assert_eq!(text(&bytes), "Der Hafen bleibt geschlossen, sagte der Bürgermeister.");
        let (bytes, ..) =
            encoding_rs::SHIFT_JIS.encode("嵐のため港は月曜日に閉鎖された。けが人はいなかった。");
        assert_eq!(text(&bytes), "嵐のため港は月曜日に閉鎖された。けが人はいなかった。");
        let (bytes, ..) = encoding_rs::ISO_2022_JP.encode("嵐のため港は月曜日に閉鎖された。");
        assert_eq!(text(&bytes), "嵐のため港は月曜日に閉鎖された。");
    }

    #[test]
    fn broken_utf_8_is_read_as_far_as_it_goes() {
        let mut bytes = "Сильный шторм\nзакрыл порт".as_bytes().to_vec();
        bytes[30] = 0xff;
        let decoded = decode(bytes, None).unwrap();
        assert!(decoded.text.contains('\u{fffd}') && decoded.text.starts_with("Сильный"));
        assert!(decoded.warning.unwrap().contains("line 2"));
        assert_eq!(text(b"a harbour \xe2\x80"), "a harbour \u{fffd}");
        assert_eq!(text(b"a harbour \xff and more"), "a harbour \u{fffd} and more");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [
            &b""[..],
            b" \r\n\t",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"a\0b",
            b"The harbour\0 was closed on Monday",
            b"%PDF-1.7 text",
            b"\x01\x02\x03\x04ab",
            b"\0\0\0\0",
        ] {
            assert!(decode(bytes.to_vec(), None).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn a_declared_encoding_wins_over_guessing() {
        let (bytes, ..) = encoding_rs::ISO_8859_2.encode("Zażółć gęślą jaźń");
        let decoded = decode(bytes.into_owned(), Some(encoding_rs::ISO_8859_2)).unwrap();
        assert_eq!(decoded, Decoded::clean("Zażółć gęślą jaźń".to_owned()));
    }
}
