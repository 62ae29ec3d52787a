//! Web pages: the main text, with headings and captions from the tags.

use std::borrow::Cow;

use dom_query::{Document as Page, NodeRef};
use dom_smoothie::{Config, Readability};
use encoding_rs::Encoding;

use super::super::{Date, Metadata, Paragraph, ParagraphKind, Span};
use super::load::Article;

/// Pages nested deeper are not searched for their main text, since the search recurses; all of their text is taken.
const DEEPEST: usize = 400;
/// Nor are larger ones, since the search takes time out of proportion.
const MOST_NODES: usize = 400_000;
/// Tags nested deeper are taken out before the page is parsed.
const MOST_NESTED: usize = 1500;
/// Main text shorter than this many bytes is doubted if the whole page holds several times as much.
const SHORT: usize = 200;

/// The encoding that a page declares in its first kilobytes.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")? + 8;
    let rest = &head[at..];
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_' | b':'))
        .unwrap_or(rest.len());
    Encoding::for_label(&rest[..end])
}

/// The article on a page. Its text is made here: a block of the page is a paragraph, with a blank line between two.
pub(super) fn article(html: &str) -> Article {
    let html = flatten(html);
    let page = Page::from(&*html);
    let (nodes, depth) = size(&page.root());
    let fields = page_fields(&page);
    // The search for the main text changes the page.
    let main = if depth <= DEEPEST && nodes <= MOST_NODES { main_text(Page::from(&*html)) } else { None };
    let (main, found) = main.unzip();
    let mut rendered = main.unwrap_or_default();
    if rendered.text.len() < SHORT {
        let all = render(&page.root());
        if all.text.len() > 4 * rendered.text.len() {
            rendered = all;
        }
    }
    let (title, source, date) = found.unwrap_or_default();
    let date = date.or(fields.2);
    let parsed = date.as_deref().and_then(|date| date.parse::<Date>().ok());
    let metadata = Metadata { title: title.or(fields.0), source: source.or(fields.1), date: parsed };
    let bad_date = date.filter(|_| parsed.is_none());
    Article { text: rendered.text, metadata, paragraphs: Some(rendered.paragraphs), bad_date }
}

/// Tags that never nest in each other, because they hold nothing or the next one ends them, and those whose content is
/// no text.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "html",
    "body", "img", "input", "li", "link", "meta", "option", "p", "script", "source", "style", "title", "wbr",
];

/// `html` as it is, unless its tags are nested beyond [`MOST_NESTED`]: parsing takes time in the square of the depth.
/// Then every tag that nests is made a paragraph's.
fn flatten(html: &str) -> Cow<'_, str> {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for (_, closing, name) in tags(html) {
        if !is_flat(name) {
            depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
            deepest = deepest.max(depth);
        }
    }
    if deepest <= MOST_NESTED {
        return Cow::Borrowed(html);
    }
    let mut flat = String::with_capacity(html.len());
    let mut at = 0;
    for (start, _, name) in tags(html).filter(|(_, _, name)| !is_flat(name)) {
        // A tag inside the attribute of another has gone with it.
        if start >= at {
            flat.push_str(&html[at..start]);
            flat.push_str("<p>");
            let name_end = name.as_ptr() as usize - html.as_ptr() as usize + name.len();
            at = html[name_end..].find('>').map_or(html.len(), |end| name_end + end + 1);
        }
    }
    flat.push_str(&html[at..]);
    Cow::Owned(flat)
}

fn is_flat(name: &str) -> bool {
    FLAT.iter().any(|flat| flat.eq_ignore_ascii_case(name))
}

/// Where tags begin in `html`, whether they close, and their names.
fn tags(html: &str) -> impl Iterator<Item = (usize, bool, &str)> {
    html.match_indices('<').filter_map(|(at, _)| {
        let rest = &html[at + 1..];
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        (length > 0).then(|| (at, rest.len() > name.len(), &name[..length]))
    })
}

/// Title, source and date as text.
type PageFields = (Option<String>, Option<String>, Option<String>);

/// What the page's head says, for pages whose main text is not found.
fn page_fields(page: &Page) -> PageFields {
    let known = |text: &str| Some(squeeze(text)).filter(|text| !text.is_empty());
    let content = |selector: &str| {
        page.try_select(selector).and_then(|found| found.attr("content")).and_then(|text| known(&text))
    };
    let title = content("meta[property='og:title']")
        .or_else(|| page.try_select("title").and_then(|found| known(&found.text())))
        .or_else(|| page.try_select("h1").and_then(|found| known(&found.first().text())));
    let source = content("meta[property='og:site_name']").or_else(|| content("meta[name='publisher']"));
    let date = content("meta[property='article:published_time']")
        .or_else(|| content("meta[name='date']"))
        .or_else(|| content("meta[itemprop='datePublished']"))
        .or_else(|| {
            page.try_select("time[datetime]")
                .and_then(|found| found.attr("datetime"))
                .and_then(|date| known(&date))
        });
    (title, source, date)
}

/// The main text, and what stands in the page's metadata. `None` where none can be told from the rest.
fn main_text(page: Page) -> Option<(Rendered, PageFields)> {
    let mut readability = Readability::with_document(page, None, Some(Config::default())).ok()?;
    let article = readability.parse().ok()?;
    let known = |text: Option<String>| text.map(|text| squeeze(&text)).filter(|text| !text.is_empty());
    let content = Page::fragment(article.content);
    let rendered = render(&content.root());
    Some((rendered, (known(Some(article.title)), known(article.site_name), known(article.published_time))))
}

/// How many nodes there are below `root`, and how deep they are nested. Stops counting where both are too many.
fn size(root: &NodeRef) -> (usize, usize) {
    let (mut nodes, mut deepest) = (0, 0);
    let mut open = vec![(*root, 0)];
    while let Some((node, depth)) = open.pop() {
        nodes += 1;
        deepest = deepest.max(depth);
        open.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    (nodes, deepest)
}

/// Text with its paragraphs.
#[derive(Default)]
struct Rendered {
    text: String,
    paragraphs: Vec<Paragraph>,
    /// The words of the open paragraph.
    open: String,
}

impl Rendered {
    fn close(&mut self, kind: ParagraphKind) {
        let words = squeeze(&self.open);
        self.open.clear();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(&words);
        self.paragraphs.push(Paragraph { span: Span::new(start, self.text.len()), kind });
    }
}

/// One step of the walk over a page.
enum Step<'a> {
    Enter(NodeRef<'a>),
    /// The end of a block: what is open is a paragraph of this kind.
    Leave(ParagraphKind),
}

/// The text below `root`, every block a paragraph. Walks with a stack of its own, since pages may be nested without
/// end.
fn render(root: &NodeRef) -> Rendered {
    let mut rendered = Rendered::default();
    let mut steps = vec![(Step::Enter(*root), ParagraphKind::Body)];
    while let Some((step, kind)) = steps.pop() {
        let node = match step {
            Step::Leave(kind) => {
                rendered.close(kind);
                continue;
            }
            Step::Enter(node) => node,
        };
        if node.is_text() {
            rendered.open.push_str(&node.text());
            continue;
        }
        let name = node.node_name();
        let name = name.as_deref().unwrap_or_default();
        let inner = match name {
            "script" | "style" | "noscript" | "template" | "svg" | "head" | "iframe" | "object"
            | "select" | "button" | "textarea" | "math" | "canvas" | "audio" | "video" => continue,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => ParagraphKind::Heading,
            "figcaption" => ParagraphKind::Caption,
            _ => kind,
        };
        if name == "br" {
            // Two breaks in a row end a paragraph; one is a blank.
            if rendered.open.ends_with('\u{1}') {
                rendered.open.pop();
                rendered.close(kind);
            } else {
                rendered.open.push('\u{1}');
            }
            continue;
        }
        if is_block(name) {
            rendered.close(kind);
            steps.push((Step::Leave(inner), kind));
        } else if matches!(name, "td" | "th") {
            rendered.open.push(' ');
        }
        let from = steps.len();
        steps.extend(node.children_it(false).map(|child| (Step::Enter(child), inner)));
        steps[from..].reverse();
    }
    rendered.close(ParagraphKind::Body);
    rendered
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// `text` with one blank for every run of white space and breaks, none at the ends.
fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in
        text.split(|found: char| found.is_whitespace() || found == '\u{1}').filter(|word| !word.is_empty())
    {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}
