use proptest::prelude::*;
use proptest::string::string_regex;
use regex::{RegexSet, RegexSetBuilder};

use super::*;

/// All patterns in one set without any gate.
static ALL: LazyLock<RegexSet> = LazyLock::new(|| {
    RegexSetBuilder::new(
        PATTERNS.iter().map(|pattern| format!("^(?:{})$", pattern.regex.replace(r"\b", r"(?-u:\b)"))),
    )
    .case_insensitive(true)
    .dot_matches_new_line(true)
    .size_limit(64 << 20)
    .dfa_size_limit(16 << 20)
    .build()
    .unwrap()
});

/// What `mask_of` says when every pattern is asked about every line.
fn mask_by_all(line: &str) -> Option<Mask> {
    if line.len() > LONGEST {
        return None;
    }
    if !line.chars().any(char::is_alphanumeric) {
        return is_separator(line).then_some(Mask::Separator);
    }
    let n = words(line, MOST_WORDS + 1);
    let plain = plain(line);
    let found = ALL.matches(&plain).iter().find(|&at| n <= PATTERNS[at].most_words);
    let bar = || share::is_bar(&plain).then_some(Mask::ShareBar);
    let counted = || (has_comment_count(&plain) && n <= 60).then_some(Mask::Comments);
    if n > MOST_WORDS { None } else { found.map(|at| PATTERNS[at].mask).or_else(counted).or_else(bar) }
}

/// Lines that a pattern matches, in any letters that are the same to it.
fn matched() -> impl Strategy<Value = String> {
    let drawn = PATTERNS.iter().map(|pattern| {
        let bare = pattern.regex.replace(r"\b", "").replace('$', "");
        string_regex(&format!("(?i)(?:{bare})")).unwrap().boxed()
    });
    proptest::strategy::Union::new(drawn)
}

fn lines() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => matched(),
        1 => "[ .:*»#\u{a0}\u{2028}–0-9]{0,4}",
        1 => Just(" No Comments on A Title".to_owned()),
        1 => "(share|tweet|on|facebook|Ｘ|Kommentare| |\\|){1,4}",
        1 => "[A-Za-z’' ]{0,20}",
        1 => ".{0,12}",
    ];
    proptest::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6000))]

    #[test]
    fn gates_let_every_match_through(line in matched(), around in "[ *_»\u{200b}]{0,3}") {
        let line = format!("{around}{line}{around}");
        let asked = candidates(&line);
        for at in &ALL.matches(&plain(&line)) {
            prop_assert!(asked >> at & 1 == 1, "{:?} {}", line, PATTERNS[at].regex);
        }
    }

    #[test]
    fn gates_change_no_answer(line in lines()) {
        prop_assert_eq!(mask_of(&line), mask_by_all(&line), "{:?}", line);
    }
}

#[test]
fn every_pattern_compiles() {
    assert!(PATTERNS.len() <= 64, "gates are bits of a word");
    for pattern in PATTERNS {
        assert!(pattern.compiled().is_some() && pattern.most_words <= MOST_WORDS, "{}", pattern.regex);
    }
}
