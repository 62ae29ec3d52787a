//! Whether a line may reserve rights.

/// Whether `line` may say in some language that all rights are reserved: it has a word that each such phrase has, or
/// letters that few other lines have.
pub(super) fn may_reserve_rights(line: &str) -> bool {
    let bytes = line.as_bytes();
    // "reserved", "riservati", "vorbehalten". Without a branch for each byte, many bytes take a few instructions.
    let pair = |r: u8, next: u8| (r | 0x20 == b'r') & ((next | 0x20 == b'v') | (next | 0x20 == b'b'));
    let next = bytes.get(1..).unwrap_or_default();
    let ((these, some), (those, others)) = (bytes[..next.len()].as_chunks::<16>(), next.as_chunks::<16>());
    let chunked = these.iter().zip(those).fold(0, |found, (these, those)| {
        these.iter().zip(those).fold(found, |found, (&r, &next)| found | u8::from(pair(r, next)))
    });
    let latin = (chunked != 0 || some.iter().zip(others).any(|(&r, &next)| pair(r, next)))
        && bytes.windows(4).any(|word| {
            let is = |phrase: &[u8]| word.eq_ignore_ascii_case(phrase);
            pair(word[2], word[3]) && (is(b"serv") || is(b"vorb") || is(b"oorb"))
        });
    if latin || bytes.is_ascii() {
        return latin;
    }
    // Of other letters those before U+0100 and the common punctuation of E2 are none of these.
    bytes.iter().fold(false, |any, &byte| any | (byte >= 0xC4 && byte != 0xE2))
        && line.contains(['ſ', 'ı', 'ż', 'Ż', 'щ', 'Щ', '权', '無', 'ظ'])
}

#[cfg(test)]
mod tests {
    use super::super::super::Mask;
    use super::super::mask_of;
    use super::*;

    #[test]
    fn rights_are_reserved_in_capitals_too() {
        for line in
            ["ALL RIGHTS RESERVED", "Alle Rechte VORBEHALTEN.", "Все права ЗАЩИЩЕНЫ", "Tüm hakları saklıdır"]
        {
            assert!(may_reserve_rights(line) && mask_of(line) == Some(Mask::Copyright), "{line}");
        }
        for line in ["r", "The harbour is over there; nobody served.", "“Nous n’avons rien vu”"] {
            assert!(mask_of(line).is_none());
        }
        assert!(!may_reserve_rights("The harbour of Novorossiysk"));
    }
}
