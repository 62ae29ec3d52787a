//! How much is said of each theme, month by month.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use crate::corpus::{Corpus, Date, Precision};

/// Themes by period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverTime {
    /// How long a period is: a day, a month or a year.
    pub precision: Precision,
    /// Periods in which there is an article, as `2025-05-08`, `2025-05` or `2025`, earliest first.
    pub periods: Vec<String>,
    /// For each period the rows of each theme.
    pub rows: Vec<Vec<usize>>,
    /// Rows of articles without a date, or with one less exact than a period.
    pub undated: usize,
}

/// Spans of no more days are told by days, of no more months by months.
const DAYS: i32 = 31;
const MONTHS: i32 = 48;

impl OverTime {
    /// Counts rows, each given by its document and its theme (below `n_themes`); rows without a theme count nowhere.
    ///
    /// The period is a day where the dates span a month, a month up to four years, and otherwise a year, and never
    /// finer than most dates are. Without dates there is no period.
    ///
    /// ```
    /// use retell::{Corpus, Document, Metadata, themes::OverTime};
    /// let dated = |id: &str, day: &str| {
    ///     let date = Some(day.parse()?);
    ///     Ok(Document::with_metadata(id, "Text.", Metadata { date, ..Metadata::default() }))
    /// };
    /// let corpus = Corpus::new(vec![dated("a", "2025-05-08")?, dated("b", "2025-07-01")?])?;
    /// let found = OverTime::of(&corpus, [(0, Some(1)), (1, Some(0)), (1, None)], 2);
    /// assert_eq!(found.periods, ["2025-05", "2025-07"]);
    /// assert_eq!(found.rows, [[0, 1], [1, 0]]);
    /// # Ok::<(), retell::Error>(())
    /// ```
    pub fn of(
        corpus: &Corpus,
        rows: impl IntoIterator<Item = (usize, Option<usize>)>,
        n_themes: usize,
    ) -> Self {
        let dates: Vec<Date> = corpus.documents().iter().filter_map(|document| document.date()).collect();
        let precision = precision_of(&dates);
        let mut counted = BTreeMap::<String, Vec<usize>>::new();
        let mut undated = 0;
        for (document, theme) in rows {
            let Some(theme) = theme.filter(|&theme| theme < n_themes) else { continue };
            let date = corpus.documents().get(document).and_then(|document| document.date());
            match date.filter(|date| date.precision() >= precision) {
                Some(date) => {
                    let period = period(date.first(), precision);
                    counted.entry(period).or_insert_with(|| vec![0; n_themes])[theme] += 1;
                }
                None => undated += 1,
            }
        }
        let (periods, rows) = counted.into_iter().unzip();
        Self { precision, periods, rows, undated }
    }
}

fn precision_of(dates: &[Date]) -> Precision {
    let first = dates.iter().map(|date| date.first()).min();
    let last = dates.iter().map(|date| date.first()).max();
    let (Some(first), Some(last)) = (first, last) else { return Precision::Month };
    let months = |time: DateTime| i32::from(time.year()) * 12 + i32::from(time.month());
    let days = last.date().since(first.date()).map_or(i32::MAX, |span| span.get_days());
    let by_span = if days <= DAYS {
        Precision::Day
    } else if months(last) - months(first) <= MONTHS {
        Precision::Month
    } else {
        Precision::Year
    };
    let as_fine = |precision: Precision| {
        dates.iter().filter(|date| date.precision() >= precision).count() * 2 > dates.len()
    };
    match by_span {
        Precision::Day if as_fine(Precision::Day) => Precision::Day,
        Precision::Day | Precision::Month if as_fine(Precision::Month) => Precision::Month,
        _ => Precision::Year,
    }
}

fn period(time: DateTime, precision: Precision) -> String {
    match precision {
        Precision::Year => format!("{:04}", time.year()),
        Precision::Month => format!("{:04}-{:02}", time.year(), time.month()),
        Precision::Day | Precision::Second => time.date().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Document, Metadata};

    fn over(dates: &[Option<&str>]) -> OverTime {
        let documents = dates.iter().enumerate().map(|(at, date)| {
            let date = date.map(|date| date.parse().unwrap());
            Document::with_metadata(at.to_string(), "x", Metadata { date, ..Metadata::default() })
        });
        let corpus = Corpus::new(documents.collect()).unwrap();
        OverTime::of(&corpus, (0..dates.len()).map(|at| (at, Some(0))), 1)
    }

    #[test]
    fn the_period_fits_the_span_and_the_dates() {
        assert_eq!(over(&[Some("2025-05-30"), Some("2025-06-02")]).periods, ["2025-05-30", "2025-06-02"]);
        assert_eq!(over(&[Some("2025-05-30"), Some("2026-06-02")]).periods, ["2025-05", "2026-06"]);
        assert_eq!(over(&[Some("1999-05-30"), Some("2026-06-02")]).periods, ["1999", "2026"]);
        let coarse = over(&[Some("2025"), Some("2025-06"), Some("2025-05-03T10:00:00")]);
        assert_eq!((coarse.periods, coarse.undated), (vec!["2025-05".to_owned(), "2025-06".to_owned()], 1));
        assert_eq!(over(&[Some("2025"), Some("2025")]).rows, [[2]]);
    }

    #[test]
    fn without_dates_there_is_no_period() {
        let none = over(&[None, None]);
        assert_eq!((none.periods.len(), none.undated), (0, 2));
        assert_eq!(over(&[]).undated, 0);
    }
}
