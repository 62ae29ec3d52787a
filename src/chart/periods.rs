//! Dates in days, weeks, months or years, whichever shows them best.

use jiff::civil;

use crate::corpus::{Date, Precision};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Day,
    Week,
    Month,
    Year,
}

/// One period with what falls into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) label: String,
    /// Rows in their order, at least one.
    pub(super) rows: Vec<usize>,
    /// Whether periods without any row lie between the one before and this one.
    pub(super) after_gap: bool,
}

/// The periods that have a row, in the order of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Periods {
    pub(super) step: Step,
    pub(super) periods: Vec<Period>,
    /// Rows without a date, or with one that does not say which period.
    pub(super) left_out: usize,
}

/// The finest periods of which there are no more than `most` and whose dates at least half of those dated know;
/// `None` where nothing is dated or even the years are too many.
pub(super) fn periods(dates: &[Option<Date>], most: usize) -> Option<Periods> {
    let dated = dates.iter().flatten().count();
    let fits = |step: &Step| {
        let mut starts: Vec<civil::Date> =
            dates.iter().flatten().filter_map(|&date| step.start(date)).collect();
        let known = starts.len();
        starts.sort_unstable();
        starts.dedup();
        known > 0 && 2 * known >= dated && starts.len() <= most
    };
    let step = [Step::Day, Step::Week, Step::Month, Step::Year].into_iter().find(fits)?;
    let mut found: Vec<(civil::Date, usize)> = Vec::new();
    for (row, date) in dates.iter().enumerate() {
        found.extend(date.and_then(|date| step.start(date)).map(|start| (start, row)));
    }
    found.sort_unstable();
    let mut periods: Vec<Period> = Vec::new();
    let mut last: Option<civil::Date> = None;
    for (start, row) in &found {
        match periods.last_mut() {
            Some(period) if last == Some(*start) => period.rows.push(*row),
            _ => periods.push(Period {
                label: step.label(*start),
                rows: vec![*row],
                after_gap: last.is_some_and(|last| step.next(last) != Some(*start)),
            }),
        }
        last = Some(*start);
    }
    Some(Periods { step, periods, left_out: dates.len() - found.len() })
}

impl Step {
    /// The word for one of them.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The first day of the period; `None` where the date does not say which one.
    fn start(self, date: Date) -> Option<civil::Date> {
        let known = match self {
            Self::Day | Self::Week => date.precision() >= Precision::Day,
            Self::Month => date.precision() >= Precision::Month,
            Self::Year => true,
        };
        let day = date.first().date();
        if !known {
            return None;
        }
        match self {
            Self::Day => Some(day),
            Self::Week => {
                let back = i64::from(day.weekday().to_monday_zero_offset());
                day.checked_sub(jiff::Span::new().days(back)).ok()
            }
            Self::Month => Some(day.first_of_month()),
            Self::Year => Some(day.first_of_year()),
        }
    }

    fn next(self, start: civil::Date) -> Option<civil::Date> {
        let span = jiff::Span::new();
        let span = match self {
            Self::Day => span.days(1),
            Self::Week => span.days(7),
            Self::Month => span.months(1),
            Self::Year => span.years(1),
        };
        start.checked_add(span).ok()
    }

    fn label(self, start: civil::Date) -> String {
        match self {
            Self::Day | Self::Week => start.to_string(),
            Self::Month => format!("{:04}-{:02}", start.year(), start.month()),
            Self::Year => format!("{:04}", start.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(dates: &[&str], most: usize) -> Periods {
        let dates: Vec<Option<Date>> = dates.iter().map(|date| date.parse().ok()).collect();
        periods(&dates, most).unwrap()
    }

    #[test]
    fn days_where_these_are_few_and_known() {
        let found =
            of(&["2025-05-08T10:00:00Z", "2025-05-06", "2024-12", "", "2025-05-08", "2025-05-07"], 24);
        let shape: Vec<_> =
            found.periods.iter().map(|p| (p.label.as_str(), p.rows.clone(), p.after_gap)).collect();
        assert_eq!(
            shape,
            [
                ("2025-05-06", vec![1], false),
                ("2025-05-07", vec![5], false),
                ("2025-05-08", vec![0, 4], false)
            ]
        );
        assert_eq!((found.step, found.left_out), (Step::Day, 2));
    }

    #[test]
    fn longer_periods_where_days_are_many_or_unknown() {
        let days: Vec<String> = (1..=28).map(|day| format!("2025-02-{day:02}")).collect();
        let days: Vec<&str> = days.iter().map(String::as_str).collect();
        let weeks = of(&days, 24);
        assert_eq!((weeks.step, weeks.periods.len()), (Step::Week, 5));
        assert_eq!(weeks.periods[0].label, "2025-01-27");
        assert_eq!(of(&["2024", "2024-03", "2022"], 24).step, Step::Year);
        let months = of(&["2024-01", "2024-03", "2024-03-05"], 24);
        assert_eq!((months.step, months.periods.len(), months.periods[1].after_gap), (Step::Month, 2, true));
        assert_eq!(periods(&[None], 24), None);
        assert_eq!(periods(&[Some("2020".parse().unwrap()), Some("2021".parse().unwrap())], 1), None);
    }
}
