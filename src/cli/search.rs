//! Where `reuse` looks, and with how much memory.

use std::time::Duration;

use clap::{Args, ValueEnum};

use super::console::Console;
use crate::corpus::Corpus;
use crate::reuse::{Outlets, ReuseParams};

/// Neighbouring shingles of which `--low-memory` keeps one: with the default shingles of five words every run of nine equal
/// words is found, which is also the least that is a passage.
const WINDOW: usize = 5;

/// Which pairs are compared, and in how much memory.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct SearchArgs {
    /// Only articles published at most this far apart: 48h, 7d, 2w; articles without a date are compared with all
    #[arg(long, value_name = "TIME", value_parser = time, help_heading = "Search")]
    pub(crate) within: Option<Duration>,
    /// Only articles of the same source (outlet), or of other ones
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = Sources::Any, help_heading = "Search")]
    pub(crate) sources: Sources,
    /// Use temporary files (in TMPDIR) rather than more than this to find candidates: bytes, or with K, M or G
    #[arg(long, value_name = "SIZE", value_parser = bytes, help_heading = "Search")]
    pub(crate) memory: Option<usize>,
    /// Look for copies only, not for what is said in other words
    #[arg(long, help_heading = "Search")]
    pub(crate) copied_only: bool,
    /// Keep a third of the shingles; says how long a run of equal words must be to be found for certain
    #[arg(long, help_heading = "Search")]
    pub(crate) low_memory: bool,
}

/// Articles of which outlets are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sources {
    Same,
    Other,
    #[default]
    Any,
}

impl SearchArgs {
    /// `params` with what is asked for here; says what a reader of the result must know of it.
    pub(crate) fn apply(&self, params: ReuseParams, corpus: &Corpus, console: &Console) -> ReuseParams {
        let mut params = params.outlets(match self.sources {
            Sources::Same => Outlets::Same,
            Sources::Other => Outlets::Other,
            Sources::Any => Outlets::Any,
        });
        params = params.rewritten(!self.copied_only);
        if let Some(within) = self.within {
            params = params.within(within);
            let undated = corpus.documents().iter().filter(|document| document.date().is_none()).count();
            if undated > 0 {
                let n = corpus.len();
                console.note(&format!(
                    "{undated} of {n} articles have no date; --within leaves none of their pairs out"
                ));
            }
        }
        if let Some(memory) = self.memory {
            params = params.memory(memory);
        }
        if self.low_memory {
            params = params.winnowing(WINDOW);
            console.note(&format!(
                "--low-memory finds every run of at least {} equal words",
                params.guarantee()
            ));
        }
        params
    }
}

/// A whole number and a unit: h, d or w; also m for minutes.
fn time(text: &str) -> Result<Duration, String> {
    let units = [('m', 60), ('h', 3_600), ('d', 86_400), ('w', 7 * 86_400)];
    let seconds = units
        .iter()
        .find_map(|&(unit, seconds)| text.strip_suffix(unit)?.parse::<u64>().ok()?.checked_mul(seconds));
    seconds.map(Duration::from_secs).ok_or_else(|| "expected a time like 48h, 7d or 2w".to_owned())
}

/// A whole number of bytes, or of 1024, 1024² or 1024³ with a unit: K, M or G.
fn bytes(text: &str) -> Result<usize, String> {
    let units = [('K', 10), ('M', 20), ('G', 30)];
    let upper = text.to_ascii_uppercase();
    let with_unit = units
        .iter()
        .find_map(|&(unit, shift)| upper.strip_suffix(unit)?.parse::<usize>().ok()?.checked_mul(1 << shift));
    let bytes = with_unit.or_else(|| upper.parse().ok()).filter(|&bytes| bytes > 0);
    bytes.ok_or_else(|| "expected a size like 512M or 4G".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_have_units() {
        assert_eq!(time("48h"), Ok(Duration::from_secs(172_800)));
        assert_eq!(time("2w"), time("14d"));
        for wrong in ["", "48", "h", "-1h", "1.5d", "99999999999999999999d", "999999999999999999d"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
        assert_eq!(bytes("512M"), Ok(512 << 20));
        assert_eq!((bytes("4g"), bytes("100")), (Ok(4 << 30), Ok(100)));
        for wrong in ["", "0", "M", "1T", "-1", "1.5G", "99999999999999999999"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }
}
