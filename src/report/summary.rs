//! The findings as Markdown.

use super::findings::Finding;
use super::findings::wording::counted;
use crate::analysis::Analysis;

/// The findings as a Markdown page, each with its figure and its table, named relative to the run's folder.
///
/// Titles and ids are escaped: they cannot start markup. `skipped` says how many inputs could not be read, `ending` that of
/// the figures' files: `png` or `svg`.
pub fn summary(analysis: &Analysis, findings: &[Finding], skipped: usize, ending: &str) -> String {
    let mut page = format!("# Who retells whom: {}\n", counted(analysis.corpus.len(), "article", "articles"));
    if skipped > 0 {
        let inputs = counted(skipped, "input was", "inputs were");
        page.push_str(&format!("\n{inputs} skipped; `manifest.json` says which and why.\n"));
    }
    for finding in findings {
        page.push_str(&format!("\n## {}\n\n", finding.heading));
        let sentences: Vec<String> = finding.sentences.iter().map(|sentence| escaped(sentence)).collect();
        page.push_str(&sentences.join("\n"));
        page.push('\n');
        if let Some(figure) = finding.figure {
            page.push_str(&format!("\n![{}](figures/{figure}.{ending})\n", finding.heading));
        }
        if let Some(table) = finding.table {
            page.push_str(&format!("\nThe numbers: [{table}](tables/{table})\n"));
        }
    }
    page
}

/// `text` with every character escaped that Markdown or HTML in it could read as markup, and no other: ids stay as they
/// are, so that they can be searched for.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut before = None;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let inside_word = before.is_some_and(char::is_alphanumeric)
            && letters.peek().copied().is_some_and(char::is_alphanumeric);
        match c {
            '_' if inside_word => safe.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' => safe.extend(['\\', c]),
            '#' | '+' | '-' | '=' | '|' if before.is_none() => safe.extend(['\\', c]),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
        before = Some(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn titles_cannot_start_markup() {
        assert_eq!(escaped("<script> [x](y) *b* _c_\n# d"), "&lt;script&gt; \\[x\\](y) \\*b\\* \\_c\\_ # d");
        assert_eq!(escaped("# no heading"), "\\# no heading");
        assert_eq!(escaped("- no list"), "\\- no list");
    }

    #[test]
    fn ids_can_be_searched_for() {
        assert_eq!(escaped("000_2933 news-3 a.b #1"), "000_2933 news-3 a.b #1");
    }
}
