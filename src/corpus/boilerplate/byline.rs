//! Bylines and dates on a line of their own.

use std::sync::LazyLock;

use regex::Regex;

use super::super::opening::{Head, Openings};

/// Whether a short line is the author's name or a date.
///
/// Lines that cannot be either are told first: compiling the patterns takes milliseconds, and most corpora have
/// titles that are neither.
pub(super) fn is_byline(line: &str) -> bool {
    let opened = OPENINGS.of(&Head::of(line));
    (opened >> BY & 1 == 1 && matches(&AUTHOR, line))
        || (opened >> DESK & 1 == 1 && matches(&OFFICE, line))
        || (may_be_date(line) && matches(&DATE, line))
}

fn matches(regex: &LazyLock<Option<Regex>>, line: &str) -> bool {
    regex.as_ref().is_some_and(|regex| regex.is_match(line))
}

// Numbers in the table of openings.
const BY: u32 = 0;
const DESK: u32 = 1;

static OPENINGS: LazyLock<Openings> = LazyLock::new(|| {
    let by = [
        "by",
        "story by",
        "written by",
        "words by",
        "text by",
        "reported by",
        "report by",
        "analysis by",
        "opinion by",
        "von",
        "par",
        "por",
        "di",
        "door",
        "av",
        "автор",
        "текст",
    ];
    let desk = [
        "staff ",
        "web",
        "news",
        "agencies",
        "our corr",
        "special corr",
        "the associated",
        "associated press",
        "reuters",
        "afp",
        "bloomberg",
        "by ",
    ];
    Openings::new(by.map(|opening| (opening, BY)).into_iter().chain(desk.map(|opening| (opening, DESK))))
});

static AUTHOR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = r"(?:\p{Lu}[\p{L}.'’-]*|de|da|van|von|der|den|di|al|el|bin|la|le)";
    Regex::new(&format!(
        r"^(?:(?:(?i:(?:story |written |words |text |reported |report |analysis |opinion )?by)|Von|Par|Por|Di|Door|Av|Автор:?|Текст:?)\s*:?\s+{name}(?:\s+{name}){{0,4}}(?:\s*(?:,|\||/|-|–|—|&|and|und|et|y|e|и|in)\s*{name}(?:\s+{name}){{0,4}}){{0,4}}(?:\s*[|,•·–—-]\s*.{{0,60}}\d.{{0,40}})?)$"
    ))
    .ok()
});

static OFFICE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?i:staff (?:reporter|writer|correspondent)|web ?desk|news ?desk|agencies|(?:our|special) correspondent|(?:the )?associated press|reuters|afp|bloomberg|by (?:our )?(?:staff|agencies|a staff).{0,30})$",
    )
    .ok()
});

/// Whether one of the first three words begins with a digit, as in every date: a day of the week and a month may stand
/// before it.
fn may_be_date(line: &str) -> bool {
    line.split_whitespace().take(3).any(|word| word.starts_with(char::is_numeric))
}

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let month = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)\.?";
    Regex::new(&format!(
        r"(?i)^(?:\p{{L}}{{3,10}}[,.]?\s+)?(?:{month}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:de\s+)?{month},?\s+(?:de\s+)?\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}年\d{{1,2}}月\d{{1,2}}日)(?:[\s,T|•·–—-]*(?:at|um|à|a las|в)?\s*\d{{1,2}}[:.h]\d{{2}}.{{0,24}})?$|^\d+\s+(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago$"
    ))
    .ok()
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::string::string_regex;

    use super::*;

    const PATTERNS: [&LazyLock<Option<Regex>>; 3] = [&AUTHOR, &OFFICE, &DATE];

    #[test]
    fn every_pattern_compiles() {
        assert!(PATTERNS.iter().all(|pattern| pattern.is_some()));
    }

    #[test]
    fn names_and_dates_are_told_from_titles() {
        for line in [
            "By A. Name",
            "STORY BY Ann Name and Bo Name",
            "Von A. Name",
            "Reuters",
            "By our staff in Oslo",
            "May 8, 2025",
            "Monday, 8 May 2025 at 10:30",
            "2025年5月8日",
            "3 hours ago",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for line in
            ["By the harbour of the old town", "May 8 will be a holiday", "Reuters in Oslo", "Storm", ""]
        {
            assert!(!is_byline(line), "{line}");
        }
    }

    fn lines() -> impl Strategy<Value = String> {
        let drawn = PATTERNS.map(|pattern| {
            let bare = pattern.as_ref().unwrap().as_str().replace(['^', '$'], "");
            string_regex(&bare).unwrap().boxed()
        });
        (proptest::strategy::Union::new(drawn), prop_oneof![3 => Just(String::new()), 1 => ".{0,4}"])
            .prop_map(|(line, more)| line + &more)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn gates_let_every_match_through(line in lines()) {
            prop_assert_eq!(is_byline(&line), PATTERNS.iter().any(|pattern| matches(pattern, &line)), "{:?}", line);
        }
    }
}
