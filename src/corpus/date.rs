//! Dates of publication with their precision. Two dates that overlap are undecided.

use std::cmp::Ordering;

use jiff::civil::DateTime;
use serde::{Serialize, Serializer};

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `2025`
    Year,
    /// `2025-05`
    Month,
    /// `2025-05-08`
    Day,
    /// `2025-05-08T14:30:00`
    Second,
}

/// A date as precise as it was given. A time with an offset is kept in UTC.
///
/// ```
/// use retell::{Date, Precision};
/// use std::cmp::Ordering;
/// let day: Date = "2025-05-08".parse()?;
/// let noon: Date = "2025-05-08T12:00:00+02:00".parse()?;
/// assert_eq!(noon.to_string(), "2025-05-08T10:00:00Z");
/// assert_eq!(day.compare(noon), None); // the day holds the hour: undecided
/// assert_eq!(day.compare("2025-05-09".parse()?), Some(Ordering::Less));
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    start: DateTime,
    precision: Precision,
    /// Whether an offset was given, so that the time is known to be UTC.
    utc: bool,
}

impl Date {
    /// How much of the date is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Which date is earlier, or `None` where the two overlap and nobody can tell.
    /// Two equal instants to the second are [`Ordering::Equal`].
    pub fn compare(self, other: Self) -> Option<Ordering> {
        if self.precision == Precision::Second
            && other.precision == Precision::Second
            && self.start == other.start
        {
            return Some(Ordering::Equal);
        }
        if self.last() < other.start {
            Some(Ordering::Less)
        } else if other.last() < self.start {
            Some(Ordering::Greater)
        } else {
            None
        }
    }

    /// The first second that the date may mean.
    pub(crate) fn first(self) -> DateTime {
        self.start
    }

    /// The last second that the date may mean.
    pub(crate) fn last(self) -> DateTime {
        let date = self.start.date();
        let last_day = match self.precision {
            Precision::Second => return self.start,
            Precision::Day => date,
            Precision::Month => date.last_of_month(),
            Precision::Year => date.last_of_year(),
        };
        last_day.at(23, 59, 59, 0)
    }
}

impl std::str::FromStr for Date {
    type Err = crate::error::Error;

    /// Reads ISO 8601: `2025`, `2025-05`, `2025-05-08`, or a date and time with or without an offset. Also the dates of
    /// mail and feeds (`Thu, 08 May 2025 14:30:00 GMT`) and English dates with the month in letters (`May 8, 2025`,
    /// `8 May 2025`). Forms in which day and month cannot be told apart are refused.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        parse(text).ok_or_else(|| crate::error::Error::Parameter {
            name: "date",
            got: format!("{text:?}"),
            expected: "ISO 8601: 2025, 2025-05, 2025-05-08 or 2025-05-08T14:30:00Z".to_owned(),
        })
    }
}

fn parse(text: &str) -> Option<Date> {
    iso(text).or_else(|| in_words(text))
}

/// Dates with the month in letters.
fn in_words(text: &str) -> Option<Date> {
    if let Ok(instant) = jiff::fmt::rfc2822::parse(text) {
        let start = instant.with_time_zone(jiff::tz::TimeZone::UTC).datetime();
        return Some(Date { start, precision: Precision::Second, utc: true });
    }
    let forms = ["%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%d %B %Y", "%d %b %Y", "%A, %B %d, %Y", "%Y/%m/%d"];
    let day = forms.iter().find_map(|form| jiff::civil::Date::strptime(form, text).ok())?;
    // A year of two digits tells neither the century nor that it is the year.
    if day.year() < 1000 {
        return None;
    }
    Some(Date { start: day.at(0, 0, 0, 0), precision: Precision::Day, utc: false })
}

fn iso(text: &str) -> Option<Date> {
    let mut utc = false;
    let day = |text: &str| text.parse::<jiff::civil::Date>().ok();
    let (start, precision) = match text.len() {
        4 => (day(&format!("{text}-01-01"))?.at(0, 0, 0, 0), Precision::Year),
        7 => (day(&format!("{text}-01"))?.at(0, 0, 0, 0), Precision::Month),
        10 => (day(text)?.at(0, 0, 0, 0), Precision::Day),
        _ => {
            let start = match text.parse::<jiff::Timestamp>() {
                Ok(instant) => {
                    utc = true;
                    instant.to_zoned(jiff::tz::TimeZone::UTC).datetime()
                }
                Err(_) => text.parse::<DateTime>().ok()?,
            };
            (start.with().subsec_nanosecond(0).build().ok()?, Precision::Second)
        }
    };
    Some(Date { start, precision, utc })
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let date = self.start.date();
        match self.precision {
            Precision::Year => write!(f, "{:04}", date.year()),
            Precision::Month => write!(f, "{:04}-{:02}", date.year(), date.month()),
            Precision::Day => write!(f, "{date}"),
            Precision::Second => write!(f, "{}{}", self.start, if self.utc { "Z" } else { "" }),
        }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_follows_the_form() {
        for (text, precision) in [
            ("2025", Precision::Year),
            ("2025-05", Precision::Month),
            ("2025-05-08", Precision::Day),
            ("2025-05-08T10:00:00Z", Precision::Second),
            ("2025-05-08 10:00:00", Precision::Second),
            ("Thu, 08 May 2025 14:30:00 GMT", Precision::Second),
            ("May 8, 2025", Precision::Day),
            ("8 May 2025", Precision::Day),
        ] {
            assert_eq!(text.parse::<Date>().unwrap().precision(), precision, "{text}");
        }
        for text in ["", "soon", "2025-13", "2025-02-30", "08.05.2025", "05/08/25", "05/08/2025"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
