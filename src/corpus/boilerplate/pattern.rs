//! Lines that say themselves that they are no prose.

mod list;
mod rights;

use std::sync::{LazyLock, OnceLock};

use regex::{Regex, RegexBuilder};

use self::list::{AMBIGUOUS, Gate, MOST_WORDS, PATTERNS, Pattern};
use super::super::opening::{Head, Openings};
use super::super::prose::words;
use super::{Mask, share};

/// Longer paragraphs are not looked at: no notice is as long as that.
const LONGEST: usize = 1200;

/// The openings of all patterns, by their place in the list.
static OPENINGS: LazyLock<Openings> = LazyLock::new(|| {
    Openings::new((0..).zip(PATTERNS).flat_map(|(at, pattern)| {
        let openings = match pattern.gate {
            Gate::Opens(openings) => Some(openings.split('|')),
            Gate::Holds(_) => None,
        };
        openings.into_iter().flatten().map(move |opening| (opening, at))
    }))
});

/// Each pattern compiled, once a line has passed its gate: few corpora need more than a handful.
static COMPILED: [OnceLock<Option<Regex>>; PATTERNS.len()] = [const { OnceLock::new() }; PATTERNS.len()];

impl Pattern {
    fn compiled(&self) -> Option<Regex> {
        // Word boundaries of ASCII: those of Unicode would cost the fast automaton.
        RegexBuilder::new(&format!("^(?:{})$", self.regex.replace(r"\b", r"(?-u:\b)")))
            .case_insensitive(true)
            .dot_matches_new_line(true)
            .build()
            .ok()
    }
}

/// The patterns, as bits, whose gates `line` passes.
fn candidates(line: &str) -> u64 {
    let opened = OPENINGS.of(&Head::of(trimmed(line)));
    (0..).zip(PATTERNS).fold(opened, |candidates, (at, pattern): (u32, _)| match pattern.gate {
        Gate::Holds(holds) if holds(line) => candidates | 1 << at,
        _ => candidates,
    })
}

/// Why `line` is no prose, if that can be told from its words alone.
pub(in super::super) fn mask_of(line: &str) -> Option<Mask> {
    if line.len() > LONGEST {
        return None;
    }
    if !line.chars().any(char::is_alphanumeric) {
        return is_separator(line).then_some(Mask::Separator);
    }
    let (mut candidates, may_count) = (candidates(line), line.contains("Comment"));
    if candidates == 0 && !may_count && !share::may_be_bar(line) {
        return None;
    }
    let n = words(line, MOST_WORDS + 1);
    if n > MOST_WORDS {
        return None;
    }
    let plain = plain(line);
    while candidates != 0 {
        let at = candidates.trailing_zeros() as usize;
        candidates &= candidates - 1;
        let pattern = &PATTERNS[at];
        let matches = || {
            let regex = COMPILED[at].get_or_init(|| pattern.compiled());
            regex.as_ref().is_some_and(|regex| regex.is_match(&plain))
        };
        if n <= pattern.most_words && matches() {
            return Some(pattern.mask);
        }
    }
    if has_comment_count(&plain) && n <= 60 {
        return Some(Mask::Comments);
    }
    if share::is_bar(&plain) {
        return Some(Mask::ShareBar);
    }
    None
}

/// Why a line that is no heading is no prose: the words of menus that may be headings as well.
pub(super) fn mask_of_menu(line: &str) -> Option<Mask> {
    (line.len() <= 40 && AMBIGUOUS.contains(&plain(line).to_lowercase().as_str())).then_some(Mask::Navigation)
}

/// Quotes unified, white space collapsed, ornaments at both ends removed.
fn plain(line: &str) -> String {
    let line = trimmed(line);
    let mut plain = String::with_capacity(line.len());
    for piece in line.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(
            piece.chars().map(|found| if matches!(found, '’' | '‘' | '`' | '´') { '\'' } else { found }),
        );
    }
    plain
}

/// `line` without ornaments at both ends.
fn trimmed(line: &str) -> &str {
    line.trim_matches(|found: char| {
        found.is_whitespace()
            || matches!(
                found,
                '*' | '_'
                    | '#'
                    | '|'
                    | '•'
                    | '·'
                    | '▸'
                    | '►'
                    | '▶'
                    | '→'
                    | '←'
                    | '»'
                    | '«'
                    | '›'
                    | '‹'
                    | '>'
                    | '<'
                    | '['
                    | ']'
            )
            || matches!(found, '-' | '–' | '—' | '=' | '~' | '+' | '↑' | '↓' | '\u{200b}' | '\u{feff}')
    })
}

/// "World, News No Comments on A Title", "by admin 3 Comments on A Title": how blog software heads a post.
fn has_comment_count(line: &str) -> bool {
    let Some(at) = line.find(" Comments on ").or_else(|| line.find(" Comment on ")) else { return false };
    let count = line[..at].rsplit(' ').next().unwrap_or_default();
    let counts = matches!(count, "No" | "One")
        || (!count.is_empty() && count.chars().all(|found| found.is_ascii_digit()));
    counts && !line.ends_with('.')
}

/// Whether `line` is a line of signs between two parts, such as `* * *` or `———`.
fn is_separator(line: &str) -> bool {
    line.chars().all(|found| {
        found.is_whitespace() || found.is_ascii_punctuation() || matches!(found, '–' | '—' | '―' | '•' | '·' | '…' | '\u{200b}' | '\u{feff}' | '─'..='╿' | '■'..='◿' | '★' | '☆' | '⁂')
    })
}

#[cfg(test)]
mod tests;
