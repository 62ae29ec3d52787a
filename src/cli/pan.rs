//! Passages as XML in the form of the PAN text alignment task, which its scorers read.

use std::fmt::Write as _;

use rustc_hash::FxHashSet;

use crate::corpus::{CodePoints, Corpus};
use crate::reuse::{Passage, Reuse, Tier};

/// All passages in one document: a `document` for each target, in it a `feature` for each passage.
/// Offsets and lengths count code points.
pub(crate) fn document(corpus: &Corpus, reuse: &Reuse) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<reuse>\n");
    for passages in reuse.passages.chunk_by(|a, b| a.target == b.target) {
        push_document(&mut xml, corpus, passages);
    }
    xml.push_str("</reuse>\n");
    xml
}

/// One file per ordered pair, as `(name, XML)`: `TARGET-SOURCE.xml`, each id made safe for a file name; no name twice.
pub(crate) fn files(corpus: &Corpus, reuse: &Reuse) -> Vec<(String, String)> {
    let pairs = reuse.passages.chunk_by(|a, b| (a.target, a.source) == (b.target, b.source));
    let mut taken = FxHashSet::default();
    pairs
        .map(|passages| {
            let (target, source) = (passages[0].target, passages[0].source);
            let mut name = format!("{}-{}", file_name(corpus, target), file_name(corpus, source));
            // `a` from `b-c` and `a-b` from `c` would share a name; the rows never do.
            while !taken.insert(name.clone()) {
                name = format!("{name}_{target}_{source}");
            }
            let name = format!("{name}.xml");
            let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            push_document(&mut xml, corpus, passages);
            (name, xml)
        })
        .collect()
}

fn push_document(xml: &mut String, corpus: &Corpus, passages: &[Passage]) {
    let target = &corpus[passages[0].target];
    let points = target.code_points();
    let mut source_points: Option<(usize, CodePoints<'_>)> = None;
    let _ = writeln!(xml, "<document reference=\"{}\">", escaped(target.id()));
    for passage in passages {
        let source = &corpus[passage.source];
        let here = points.span(passage.target_span);
        // Passages come sorted by source: its text is counted once.
        if source_points.as_ref().is_none_or(|counted| counted.0 != passage.source) {
            source_points = Some((passage.source, source.code_points()));
        }
        let there =
            source_points.as_ref().map(|counted| counted.1.span(passage.source_span)).unwrap_or_default();
        let _ = writeln!(
            xml,
            "<feature name=\"detected-plagiarism\" this_offset=\"{}\" this_length=\"{}\" source_reference=\"{}\" \
             source_offset=\"{}\" source_length=\"{}\" obfuscation=\"{}\" tier=\"{}\" kind=\"{}\" \
             identity=\"{:.4}\" />",
            here.start,
            here.len(),
            escaped(source.id()),
            there.start,
            there.len(),
            obfuscation(passage),
            passage.tier.name(),
            passage.kind.name(),
            passage.identity,
        );
    }
    xml.push_str("</document>\n");
}

/// How far the words differ, by the task's names. Its scorers read names and places only, and pass over the rest.
fn obfuscation(passage: &Passage) -> &'static str {
    match passage.tier {
        Tier::Rewritten => "high",
        _ if passage.identity < 1.0 => "low",
        _ => "none",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// An id as part of a file name: plain characters only, not too long; the row keeps what was cut distinct.
fn file_name(corpus: &Corpus, row: usize) -> String {
    const LONGEST: usize = 60;
    const SHORT: usize = 24;
    let id = corpus[row].id();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    if id.len() <= LONGEST && id.chars().all(plain) && !id.starts_with('.') {
        return id.to_owned();
    }
    let safe: String = id.chars().map(|c| if plain(c) { c } else { '_' }).take(SHORT).collect();
    format!("{}_{row}", safe.trim_start_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_cannot_leave_the_folder() {
        let corpus =
            Corpus::from_texts([("../../etc/passwd", ""), ("doc-1", ""), ("a/b", ""), ("a_b", "")]).unwrap();
        let names: Vec<String> = (0..4).map(|row| file_name(&corpus, row)).collect();
        assert_eq!(names, ["_.._etc_passwd_0", "doc-1", "a_b_2", "a_b"]);
    }

    #[test]
    fn no_name_is_given_twice() {
        let text = "The harbour council approved the new flood wall on Tuesday after nine hours of debate.";
        let corpus = Corpus::from_texts(["a", "b-c", "a-b", "c"].map(|id| (id, text))).unwrap();
        let tokens = crate::Analyzer::english().tokenize(&corpus);
        let reuse = Reuse::params().detect(&corpus, &tokens).unwrap();
        let names: Vec<String> = files(&corpus, &reuse).into_iter().map(|file| file.0).collect();
        let distinct: FxHashSet<&String> = names.iter().collect();
        assert_eq!((names.len(), distinct.len()), (12, 12), "{names:?}");
    }
}
