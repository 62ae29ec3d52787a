//! Numbers, names and lists as they stand in a sentence.

use rustc_hash::FxHashMap;

use crate::corpus::{Corpus, Document};

/// How articles are called in sentences: by title and source, or by id; by both where the first is not unique.
#[derive(Clone, Debug)]
pub(in crate::report) struct Names(Vec<String>);

impl Names {
    pub(in crate::report) fn new(corpus: &Corpus) -> Self {
        let mut names: Vec<String> = corpus.documents().iter().map(name).collect();
        let mut uses: FxHashMap<&str, usize> = FxHashMap::default();
        for name in &names {
            *uses.entry(name).or_default() += 1;
        }
        let shared: Vec<bool> = names.iter().map(|name| uses[name.as_str()] > 1).collect();
        for ((name, document), shared) in names.iter_mut().zip(corpus.documents()).zip(shared) {
            if shared {
                *name = format!("{name} [{}]", document.id());
            }
        }
        Self(names)
    }

    /// The name of a row's article.
    pub(in crate::report) fn of(&self, row: usize) -> &str {
        &self.0[row]
    }
}

fn name(document: &Document) -> String {
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
pub(super) fn grouped(n: usize) -> String {
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
    } else if percent > 99.9 && percent < 100.0 {
        "over 99.9%".to_owned()
    } else if (percent < 10.0 && percent.fract() != 0.0) || (percent > 99.0 && percent < 100.0) {
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
        assert_eq!(percent(0.996), "99.6%");
        assert_eq!(percent(0.9996), "over 99.9%");
        assert_eq!(percent(1.0), "100%");
    }

    #[test]
    fn articles_of_one_name_are_told_apart() {
        let metadata = || crate::Metadata { title: Some("Jobs".to_owned()), ..crate::Metadata::default() };
        let article = |id: &str| Document::with_metadata(id, "", metadata());
        let corpus = Corpus::new(vec![article("a"), article("b"), Document::new("c", "")]).unwrap();
        let names = Names::new(&corpus);
        assert_eq!([names.of(0), names.of(1), names.of(2)], ["“Jobs” [a]", "“Jobs” [b]", "c"]);
    }

    #[test]
    fn lists_read_well() {
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(listed(&[""; 0]), "");
    }
}
