//! Any bytes, decoded as a file's are: the fast path finds the words of the plain path, and spans lie on characters.

#![no_main]

use libfuzzer_sys::fuzz_target;
use retell::analyze::fuzzing::{plain, scanned};
use retell::corpus::read::fuzzing::decoded;
use retell::{Analyzer, Corpus, Words};

/// More than a window of the scanner, so that its edges fall anywhere.
const LONG: usize = 9_000;

fuzz_target!(|data: &[u8]| {
    let Some((&choice, bytes)) = data.split_first() else { return };
    let Some(text) = decoded(bytes.to_vec()) else { return };
    let times = if choice & 0x80 == 0 { 1 } else { (LONG / text.len()).max(1) };
    // Words fall anywhere in a block of 64 bytes.
    let text = format!("{}{}", " ".repeat(usize::from(choice & 0x3f)), text.repeat(times));
    for rule in [Words::News, Words::Sklearn] {
        let found = scanned(&text, rule);
        assert_eq!(found, plain(&text, rule), "{rule:?} {text:?}");
        let mut last = 0;
        for (start, end, form) in found {
            assert!(last <= start && start < end && !form.is_empty(), "{rule:?} {text:?}");
            assert!(text.get(start..end).is_some(), "{rule:?} {text:?}");
            last = end;
        }
    }
    let Ok(corpus) = Corpus::from_texts([("a", text.as_str())]) else { return };
    for analyzer in [Analyzer::news(), Analyzer::sklearn()] {
        let tokens = analyzer.tokenize(&corpus);
        let mut last = 0;
        for token in tokens.documents()[0].tokens() {
            let span = token.span();
            assert!(last <= span.start && span.start < span.end, "{text:?}");
            assert!(text.get(span.start..span.end).is_some(), "{text:?}");
            last = span.end;
        }
    }
});
