//! Files that are no articles: settings, themes, manifests, fonts. Opened here because files are opened nowhere else.

use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// The bytes of a file.
///
/// # Errors
/// [`Error::Read`] if it cannot be read, [`Error::OutOfMemory`] if it does not fit.
pub fn bytes(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|source| Error::read(path, source))
}

/// A file that is read here and there, not whole.
///
/// # Errors
/// [`Error::Read`] if it cannot be opened.
#[cfg(feature = "cli")]
pub(crate) fn open(path: &Path) -> Result<std::fs::File> {
    std::fs::File::open(path).map_err(|source| Error::read(path, source))
}

/// The text of a UTF-8 file, without a byte order mark.
///
/// # Errors
/// [`Error::Read`] if it cannot be read, [`Error::Malformed`] with the line if it is not UTF-8.
pub fn text(path: &Path) -> Result<String> {
    let text = String::from_utf8(bytes(path)?).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let problem = "not UTF-8; save it as UTF-8".to_owned();
        Error::Malformed { path: path.to_owned(), line: Some(line), column: None, problem }
    })?;
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

/// The SHA-256 of `bytes` in lower-case hexadecimal, by which inputs and outputs are known again.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing into a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_published_one() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256(b""), empty);
    }

    #[test]
    fn a_mark_is_dropped_and_what_is_not_utf8_is_told_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        std::fs::write(&path, "\u{FEFF}seed = 1").unwrap();
        assert_eq!(text(&path).unwrap(), "seed = 1");
        std::fs::write(&path, b"seed = 1\nname = \"\xff\"").unwrap();
        assert!(text(&path).unwrap_err().to_string().contains("a.toml:2: not UTF-8"));
    }
}
