//! Limits on how many rows a term may stand in.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A number of rows: absolute, or as a share of all.
///
/// Whole numbers and shares are different things, as in scikit-learn: `1` is one row, `1.0` is all of them. A share is
/// multiplied by the number of rows in `f64` and **not** rounded: of 100 rows, `0.29` is 28.999999999999996, so that
/// as `max_df` it drops a term of 29 rows.
///
/// ```
/// use retell::DocumentFrequency;
/// assert_eq!(DocumentFrequency::from(2), DocumentFrequency::Count(2));
/// assert_eq!(DocumentFrequency::from(0.5), DocumentFrequency::Share(0.5));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentFrequency {
    /// This many rows, at least 1.
    Count(usize),
    /// This share of all rows, 0 to 1.
    Share(f64),
}

impl From<usize> for DocumentFrequency {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}

impl From<f64> for DocumentFrequency {
    fn from(share: f64) -> Self {
        Self::Share(share)
    }
}

impl DocumentFrequency {
    /// Refuses a count of 0 and a share that is none.
    pub(super) fn check(self, name: &'static str) -> Result<()> {
        let (right, got) = match self {
            Self::Count(count) => (count >= 1, count.to_string()),
            Self::Share(share) => ((0.0..=1.0).contains(&share), format!("{share:?}")),
        };
        let expected = "a whole number from 1, or a share from 0.0 to 1.0".to_owned();
        if right { Ok(()) } else { Err(Error::Parameter { name, got, expected }) }
    }

    /// The limit in rows, of `n` rows.
    pub(super) fn of(self, n: usize) -> f64 {
        match self {
            Self::Count(count) => count as f64,
            Self::Share(share) => share * n as f64,
        }
    }
}

impl std::fmt::Display for DocumentFrequency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Count(count) => write!(f, "{count}"),
            Self::Share(share) => write!(f, "{share:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_not_rounded() {
        assert!(DocumentFrequency::Share(0.29).of(100) < 29.0);
        assert_eq!(DocumentFrequency::Count(29).of(100), 29.0);
    }

    #[test]
    fn what_is_no_share_is_refused() {
        for bad in [0.into(), f64::NAN.into(), (-0.1).into(), 1.5.into(), f64::INFINITY.into()] {
            let bad: DocumentFrequency = bad;
            assert!(matches!(bad.check("min_df"), Err(Error::Parameter { name: "min_df", .. })), "{bad}");
        }
        assert!(DocumentFrequency::Share(1.0).check("max_df").is_ok());
    }
}
