//! Numbers, names and lists as they stand in a sentence.

use crate::corpus::Document;

/// How a document is called in a sentence: its title with its source, or its id.
pub(in crate::report) fn name(document: &Document) -> String {
    match (document.title(), document.source()) {
        (Some(title), Some(source)) => format!("“{title}” ({source})"),
        (Some(title), None) => format!("“{title}”"),
        _ => document.id().to_owned(),
    }
}

/// `1 word`, `3,912 words`; small numbers stay digits, as tables have them.
pub(in crate::report) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// Digits in groups of three.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share as a percentage with as many digits as it deserves.
pub(in crate::report) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 0.1 {
        "under 0.1%".to_owned()
    } else if percent < 10.0 && percent.fract() != 0.0 {
        format!("{percent:.1}%")
    } else {
        format!("{percent:.0}%")
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(parts: &[impl AsRef<str>]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [rest @ .., last] => {
            format!("{} and {}", rest.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "), last.as_ref())
        }
    }
}

pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(percent(0.0), "0%");
        assert_eq!(percent(0.0004), "under 0.1%");
        assert_eq!(percent(0.034), "3.4%");
        assert_eq!(percent(0.034_999_999), "3.5%");
        assert_eq!(percent(1.0), "100%");
    }

    #[test]
    fn lists_read_well() {
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(listed(&[""; 0]), "");
    }
}
