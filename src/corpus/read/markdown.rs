//! Markdown: the source is the text, its marks say what its paragraphs are.
//!
//! Signs such as `*` or `#` hold no words and do no harm where they stay inside a paragraph. Lines that are nothing but
//! markup (comments, link definitions, fences) are masked, and a picture's words are a caption.

use super::super::boilerplate::Mask;
use super::super::line::{Line, lines};
use super::super::{Date, Metadata, Paragraph, ParagraphKind, Span};
use super::load::Article;

/// The article in `text`.
pub(super) fn article(text: String) -> Article {
    let lines = lines(&text);
    let mut metadata = Metadata::default();
    let mut bad_date = None;
    let mut blocks = Blocks { text: &text, paragraphs: Vec::new(), open: None };
    let mut rest = &lines[..];
    if let Some(end) = front_matter(&text, &lines) {
        for line in lines[..end].iter().filter_map(span) {
            field(line.of(&text), &mut metadata, &mut bad_date);
            blocks.line(line, ParagraphKind::Boilerplate(Mask::FrontMatter));
        }
        rest = &lines[end..];
    }
    let mut fence: Option<char> = None;
    let mut comment = false;
    for line in rest {
        let Some(span) = span(line) else {
            blocks.close();
            continue;
        };
        let words = span.of(&text);
        if fence.is_none() && (comment || words.starts_with("<!--")) {
            comment = !words.contains("-->");
            blocks.line(span, ParagraphKind::Boilerplate(Mask::Markup));
        } else if let Some(sign) = fence_sign(words).filter(|sign| fence.is_none_or(|open| open == *sign)) {
            fence = if fence.is_some() { None } else { Some(sign) };
            blocks.line(span, ParagraphKind::Boilerplate(Mask::Markup));
        } else if fence.is_some() {
            blocks.add(span, ParagraphKind::Body);
        } else if let Some(heading) = heading(words) {
            let start = span.start + (heading.as_ptr() as usize - words.as_ptr() as usize);
            blocks.line(Span::new(start, start + heading.len()), ParagraphKind::Heading);
        } else if (is_underline(words) && blocks.underlined()) || is_rule(words) {
            blocks.line(span, ParagraphKind::Boilerplate(Mask::Separator));
        } else if is_definition(words) {
            blocks.line(span, ParagraphKind::Boilerplate(Mask::Markup));
        } else if is_picture(words) {
            blocks.line(span, ParagraphKind::Caption);
        } else {
            if is_item(words) {
                blocks.close();
            }
            blocks.add(span, ParagraphKind::Body);
        }
    }
    blocks.close();
    let mut paragraphs = blocks.paragraphs;
    for paragraph in paragraphs.iter_mut().filter(|paragraph| paragraph.kind == ParagraphKind::Body) {
        let words = paragraph.span.of(&text).trim_matches(['*', '_']);
        if super::super::caption::is_caption(words) {
            paragraph.kind = ParagraphKind::Caption;
        }
    }
    if metadata.title.is_none()
        && let Some(first) = paragraphs.iter().find(|paragraph| paragraph.kind == ParagraphKind::Heading)
        && first.span.start > 0
        && text[..first.span.start].trim_end().ends_with('#')
        && !text[..first.span.start].trim_end().ends_with("##")
    {
        metadata.title = Some(first.span.of(&text).to_owned());
    }
    Article { metadata, paragraphs: Some(paragraphs), bad_date, text }
}

fn span(line: &Line) -> Option<Span> {
    match *line {
        Line::Text(span) => Some(span),
        Line::Gap => None,
    }
}

/// Paragraphs as they grow line by line.
struct Blocks<'t> {
    text: &'t str,
    paragraphs: Vec<Paragraph>,
    open: Option<Paragraph>,
}

impl Blocks<'_> {
    /// Adds a line to the open paragraph, or begins one.
    fn add(&mut self, span: Span, kind: ParagraphKind) {
        match &mut self.open {
            Some(open) => open.span.end = span.end,
            None => self.open = Some(Paragraph { span, kind }),
        }
    }

    /// A line that is a paragraph of its own.
    fn line(&mut self, span: Span, kind: ParagraphKind) {
        self.close();
        if !span.of(self.text).is_empty() {
            self.paragraphs.push(Paragraph { span, kind });
        }
    }

    fn close(&mut self) {
        self.paragraphs.extend(self.open.take());
    }

    /// Makes a heading of the open paragraph, if there is one.
    fn underlined(&mut self) -> bool {
        let is_open = self.open.is_some();
        if let Some(open) = &mut self.open {
            open.kind = ParagraphKind::Heading;
        }
        is_open
    }
}

/// How many lines a block of fields at the head takes, its fences included.
fn front_matter(text: &str, lines: &[Line]) -> Option<usize> {
    let first = lines.iter().position(|line| span(line).is_some())?;
    let fence = span(&lines[first])?.of(text);
    if fence != "---" && fence != "+++" {
        return None;
    }
    let closes = |line: &Line| {
        span(line).is_some_and(|line| line.of(text) == fence || (fence == "---" && line.of(text) == "..."))
    };
    let end = first + 1 + lines[first + 1..].iter().position(closes)?;
    // A rule between two paragraphs is no front matter: at least one line must be a field.
    let is_field = |line: &Line| span(line).is_some_and(|line| name_and_value(line.of(text)).is_some());
    lines[first + 1..end].iter().any(is_field).then_some(end + 1)
}

fn name_and_value(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':').or_else(|| line.split_once('='))?;
    let name = name.trim();
    let is_name =
        !name.is_empty() && name.chars().all(|found| found.is_alphanumeric() || matches!(found, '_' | '-'));
    is_name.then(|| (name, value.trim().trim_matches(['"', '\''])))
}

fn field(line: &str, metadata: &mut Metadata, bad_date: &mut Option<String>) {
    let Some((name, value)) = name_and_value(line).filter(|(_, value)| !value.is_empty()) else { return };
    match name.to_lowercase().as_str() {
        "title" => metadata.title = Some(value.to_owned()),
        "source" | "outlet" | "publisher" | "site" => metadata.source = Some(value.to_owned()),
        "date" | "published" => match value.parse::<Date>() {
            Ok(date) => metadata.date = Some(date),
            Err(_) => *bad_date = Some(value.to_owned()),
        },
        _ => {}
    }
}

/// The words of `# A heading #`.
fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    if !(1..=6).contains(&level) || !words.starts_with(char::is_whitespace) {
        return None;
    }
    let words = words.trim();
    let closed = words.trim_end_matches('#');
    let closed = if closed.len() < words.len() && closed.ends_with(char::is_whitespace) {
        closed.trim()
    } else {
        words
    };
    (!closed.is_empty()).then_some(closed)
}

fn fence_sign(line: &str) -> Option<char> {
    if line.starts_with("```") {
        Some('`')
    } else if line.starts_with("~~~") {
        Some('~')
    } else {
        None
    }
}

fn is_underline(line: &str) -> bool {
    line.len() >= 2 && (line.chars().all(|found| found == '=') || line.chars().all(|found| found == '-'))
}

/// `---`, `***`, `_ _ _`: a line across the page.
fn is_rule(line: &str) -> bool {
    let signs: Vec<char> = line.chars().filter(|found| !found.is_whitespace()).collect();
    signs.len() >= 3 && matches!(signs[0], '-' | '*' | '_') && signs.iter().all(|&sign| sign == signs[0])
}

/// `[name]: https://…`
fn is_definition(line: &str) -> bool {
    line.starts_with('[')
        && line
            .split_once("]:")
            .is_some_and(|(name, target)| !name.contains(']') && !target.trim().is_empty())
}

/// A line of nothing but a picture, linked or not.
fn is_picture(line: &str) -> bool {
    (line.starts_with("![") || line.starts_with("[![")) && line.ends_with(')')
}

fn is_item(line: &str) -> bool {
    let digits = line.trim_start_matches(|found: char| found.is_ascii_digit());
    super::super::prose::is_bullet(line)
        || line.starts_with("> ")
        || (digits.len() < line.len() && (digits.starts_with(". ") || digits.starts_with(") ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(&'static str, String)> {
        let article = article(text.to_owned());
        let paragraphs = article.paragraphs.unwrap();
        paragraphs
            .iter()
            .map(|paragraph| (paragraph.kind.name(), paragraph.span.of(&article.text).to_owned()))
            .collect()
    }

    fn pairs<'a>(found: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
        found.iter().map(|(kind, text)| (*kind, text.as_str())).collect()
    }

    #[test]
    fn headings_stand_behind_signs_or_over_lines() {
        let found = kinds(
            "# Storm #\n\nThe harbour\nwas closed.\n\nNext week\n---------\n\nIt opens.\n\n## After that\nMore.",
        );
        assert_eq!(
            pairs(&found),
            [
                ("heading", "Storm"),
                ("body", "The harbour\nwas closed."),
                ("heading", "Next week"),
                ("boilerplate", "---------"),
                ("body", "It opens."),
                ("heading", "After that"),
                ("body", "More."),
            ]
        );
    }

    #[test]
    fn front_matter_is_read_and_masked() {
        let text = "---\ntitle: \"Storm\"\nsource: The Paper\ndate: 2025-05-08\ntags: [a]\n---\n\nThe harbour was closed.";
        let article = article(text.to_owned());
        assert_eq!(article.metadata.title.as_deref(), Some("Storm"));
        assert_eq!(article.metadata.source.as_deref(), Some("The Paper"));
        assert_eq!(article.metadata.date.map(|date| date.to_string()).as_deref(), Some("2025-05-08"));
        let body: Vec<&str> = article
            .paragraphs
            .iter()
            .flatten()
            .filter(|p| !p.kind.is_masked())
            .map(|p| p.span.of(text))
            .collect();
        assert_eq!(body, ["The harbour was closed."]);
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        let found = kinds("---\nThe harbour was closed.\n\n---\n\nIt opens.");
        assert_eq!(found.iter().filter(|(kind, _)| *kind == "body").count(), 2);
    }

    #[test]
    fn pictures_comments_and_definitions_are_told_apart() {
        let found = kinds(
            "![The harbour](a.png)\n\n<!-- note\nfor us -->\n\n[a]: https://example.org\n\n- one\n- two",
        );
        let kinds: Vec<&str> = found.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, ["caption", "boilerplate", "boilerplate", "boilerplate", "body", "body"]);
    }

    #[test]
    fn the_first_heading_of_the_first_level_is_the_title() {
        assert_eq!(article("# Storm\n\nText.".to_owned()).metadata.title.as_deref(), Some("Storm"));
        assert_eq!(article("## Storm\n\nText.".to_owned()).metadata.title, None);
    }
}
