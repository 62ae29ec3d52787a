//! Passages as XML in the form of the PAN text alignment task, which its scorers read.

use std::fmt::Write as _;

use crate::corpus::Corpus;
use crate::reuse::{Passage, Reuse};

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

/// One file per ordered pair, as `(name, XML)`: `TARGET-SOURCE.xml`, each id made safe for a file name.
pub(crate) fn files(corpus: &Corpus, reuse: &Reuse) -> Vec<(String, String)> {
    let pairs = reuse.passages.chunk_by(|a, b| (a.target, a.source) == (b.target, b.source));
    pairs
        .map(|passages| {
            let (target, source) = (passages[0].target, passages[0].source);
            let name = format!("{}-{}.xml", file_name(corpus, target), file_name(corpus, source));
            let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            push_document(&mut xml, corpus, passages);
            (name, xml)
        })
        .collect()
}

fn push_document(xml: &mut String, corpus: &Corpus, passages: &[Passage]) {
    let target = &corpus[passages[0].target];
    let points = target.code_points();
    let _ = writeln!(xml, "<document reference=\"{}\">", escaped(target.id()));
    for passage in passages {
        let source = &corpus[passage.source];
        let here = points.span(passage.target_span);
        let there = source.code_points().span(passage.source_span);
        let _ = writeln!(
            xml,
            "<feature name=\"detected-plagiarism\" this_offset=\"{}\" this_length=\"{}\" source_reference=\"{}\" \
             source_offset=\"{}\" source_length=\"{}\" />",
            here.start,
            here.len(),
            escaped(source.id()),
            there.start,
            there.len(),
        );
    }
    xml.push_str("</document>\n");
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
}
