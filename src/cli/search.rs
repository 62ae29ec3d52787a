//! Where `run` and `reuse` look for reuse, what they look for, and with how much memory.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use super::settings::{Flags, Settings};
use crate::corpus::Corpus;
use crate::reuse::{Outlets, Reuse, ReuseParams};

/// Neighbouring shingles of which `--low-memory` keeps one: with the default shingles of five words every run of nine equal
/// words is found, which is also the least that is a passage.
const WINDOW: usize = 5;

/// Which pairs are compared, for what, and in how much memory.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct SearchArgs {
    /// Only articles published at most this far apart: 48h, 7d, 2w; articles without a date are compared with all
    #[arg(long, value_name = "TIME", help_heading = "Search")]
    pub(crate) within: Option<Apart>,
    /// Only articles of the same source (outlet), or of other ones; any unless told
    #[arg(long, value_enum, value_name = "WHICH", help_heading = "Search")]
    pub(crate) sources: Option<Sources>,
    /// Drop copied passages with a higher false-discovery rate, from 0 to 1; needs a large batch
    #[arg(long, value_name = "SHARE", help_heading = "Search")]
    pub(crate) max_fdr: Option<f64>,
    /// Use temporary files (in TMPDIR) rather than more than this to find candidates: bytes, or with K, M or G
    #[arg(long, value_name = "SIZE", help_heading = "Search")]
    pub(crate) memory: Option<Size>,
    /// Keep a third of the shingles; says how long a run of equal words must be to be found for certain
    #[arg(long, help_heading = "Search")]
    pub(crate) low_memory: bool,
    #[command(flatten)]
    pub(crate) tiers: TierArgs,
}

/// What is looked for.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct TierArgs {
    /// Look for copies only, not for what is said in other words
    #[arg(long, help_heading = "Search")]
    pub(crate) copied_only: bool,
}

impl Flags for SearchArgs {
    fn put_over(&self, settings: &mut Settings) {
        settings.within = self.within.or(settings.within);
        settings.sources = self.sources.unwrap_or(settings.sources);
        settings.max_fdr = self.max_fdr.or(settings.max_fdr);
        settings.memory = self.memory.or(settings.memory);
        settings.low_memory |= self.low_memory;
        self.tiers.put_over(settings);
    }
}

impl Flags for TierArgs {
    fn put_over(&self, settings: &mut Settings) {
        settings.copied_only |= self.copied_only;
    }
}

/// Articles of which outlets are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Sources {
    Same,
    Other,
    #[default]
    Any,
}

impl Settings {
    /// What counts as reuse, and where it is looked for.
    pub(crate) fn reuse(&self) -> ReuseParams {
        let mut params = Reuse::params().rewritten(!self.copied_only).outlets(match self.sources {
            Sources::Same => Outlets::Same,
            Sources::Other => Outlets::Other,
            Sources::Any => Outlets::Any,
        });
        if let Some(Apart(within)) = self.within {
            params = params.within(within);
        }
        if let Some(share) = self.max_fdr {
            params = params.max_fdr(share);
        }
        if let Some(Size(memory)) = self.memory {
            params = params.memory(memory);
        }
        if self.low_memory {
            params = params.winnowing(WINDOW);
        }
        params
    }

    /// What a reader of the result must know of where it was looked for, before it is.
    pub(crate) fn search_notes(&self, corpus: &Corpus) -> Vec<String> {
        let mut notes = Vec::new();
        let undated = corpus.documents().iter().filter(|document| document.date().is_none()).count();
        if self.within.is_some() && undated > 0 {
            let n = corpus.len();
            notes.push(format!(
                "{undated} of {n} articles have no date; --within leaves none of their pairs out"
            ));
        }
        if self.low_memory {
            let words = self.reuse().guarantee();
            notes.push(format!("--low-memory finds every run of at least {words} equal words"));
        }
        notes
    }

    /// What a reader of the result must be warned of.
    pub(crate) fn search_warning(&self, reuse: &Reuse) -> Option<String> {
        let untold = self.max_fdr.is_some() && reuse.background.is_none() && !reuse.passages.is_empty();
        untold.then(|| {
            "--max-fdr has dropped nothing: so few articles do not tell what they have in common by chance; it takes 50 \
             of one language, of 50 words or more"
                .to_owned()
        })
    }
}

/// How far apart articles may be; as text a whole number and a unit: m, h, d or w.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Apart(Duration);

impl FromStr for Apart {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let units = [('m', 60), ('h', 3_600), ('d', 86_400), ('w', 7 * 86_400)];
        let seconds = units
            .iter()
            .find_map(|&(unit, seconds)| text.strip_suffix(unit)?.parse::<u64>().ok()?.checked_mul(seconds));
        let time = seconds.map(|seconds| Self(Duration::from_secs(seconds)));
        time.ok_or_else(|| "expected a time like 48h, 7d or 2w".to_owned())
    }
}

impl fmt::Display for Apart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_secs() {
            seconds if seconds % 3_600 == 0 => write!(f, "{}h", seconds / 3_600),
            seconds => write!(f, "{}m", seconds / 60),
        }
    }
}

/// A number of bytes; as text a whole number, or one of 1024, 1024² or 1024³ with a unit: K, M or G.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Size(usize);

const UNITS: [(char, u32); 3] = [('G', 30), ('M', 20), ('K', 10)];

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let upper = text.to_ascii_uppercase();
        let with_unit = UNITS.iter().find_map(|&(unit, shift)| {
            upper.strip_suffix(unit)?.parse::<usize>().ok()?.checked_mul(1 << shift)
        });
        let bytes = with_unit.or_else(|| upper.parse().ok()).filter(|&bytes| bytes > 0);
        bytes.map(Self).ok_or_else(|| "expected a size like 512M or 4G".to_owned())
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match UNITS.iter().find(|(_, shift)| self.0.is_multiple_of(1 << shift)) {
            Some((unit, shift)) => write!(f, "{}{unit}", self.0 >> shift),
            None => write!(f, "{}", self.0),
        }
    }
}

macro_rules! as_text {
    ($($type:ty),*) => {$(
        impl TryFrom<String> for $type {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                text.parse()
            }
        }

        impl From<$type> for String {
            fn from(value: $type) -> Self {
                value.to_string()
            }
        }
    )*};
}

as_text!(Apart, Size);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_have_units() {
        let time = |text: &str| text.parse::<Apart>();
        assert_eq!(time("48h"), Ok(Apart(Duration::from_secs(172_800))));
        assert_eq!(time("2w"), time("14d"));
        for wrong in ["", "48", "h", "-1h", "1.5d", "99999999999999999999d", "999999999999999999d"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
        let bytes = |text: &str| text.parse::<Size>();
        assert_eq!(bytes("512M"), Ok(Size(512 << 20)));
        assert_eq!((bytes("4g"), bytes("100")), (Ok(Size(4 << 30)), Ok(Size(100))));
        for wrong in ["", "0", "M", "1T", "-1", "1.5G", "99999999999999999999"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_printed_reads_back() {
        for text in ["0h", "90m", "48h", "336h"] {
            assert_eq!(text.parse::<Apart>().map(|time| time.to_string()), Ok(text.to_owned()));
        }
        for text in ["1", "1000", "3K", "1025K", "512M", "4G"] {
            assert_eq!(text.parse::<Size>().map(|size| size.to_string()), Ok(text.to_owned()));
        }
    }
}
