//! Lines that are no prose because of where they stand.

use super::super::prose::{Ending, ending, is_prose, words};
use super::super::{Metadata, Paragraph, ParagraphKind};
use super::{Mask, byline::is_byline};

/// How many lines the head of an article may have above its prose.
const HEAD: usize = 12;
/// Of the bytes of prose, how many must stand above the end of the article, in tenths, and how many paragraphs of
/// prose at most below it.
const ABOVE_END: usize = 6;
const PROSE_BELOW_END: usize = 5;
/// How many links a list of related articles may have.
const MOST_LINKS: usize = 12;

/// Marks bylines and section names above the prose, links below "Related articles", and what follows the end of the
/// article.
pub(super) fn mark(text: &str, metadata: &Metadata, paragraphs: &mut [Paragraph]) {
    mark_head(text, paragraphs);
    mark_links(text, paragraphs);
    mark_tail(text, metadata, paragraphs);
}

const SECTIONS: &[&str] = &[
    "news",
    "world",
    "world news",
    "international",
    "national",
    "local",
    "politics",
    "business",
    "economy",
    "finance",
    "markets",
    "opinion",
    "analysis",
    "editorial",
    "commentary",
    "sport",
    "sports",
    "culture",
    "arts",
    "entertainment",
    "lifestyle",
    "life",
    "travel",
    "health",
    "science",
    "technology",
    "tech",
    "environment",
    "climate",
    "education",
    "weather",
    "video",
    "videos",
    "podcasts",
    "photos",
    "home",
    "africa",
    "asia",
    "asia-pacific",
    "asia pacific",
    "europe",
    "americas",
    "america",
    "middle east",
    "latin america",
    "north america",
    "south asia",
    "central asia",
    "oceania",
    "uk",
    "us",
    "u.s.",
    "usa",
    "china",
    "russia",
    "india",
    "ukraine",
    "defense",
    "defence",
    "security",
    "energy",
    "military",
    "geopolitics",
    "diplomacy",
    "breaking news",
    "breaking",
    "top news",
    "latest",
    "featured",
    "blog",
    "uncategorized",
    "general",
    "exclusive",
    "explainer",
    "feature",
    "features",
    "politik",
    "wirtschaft",
    "kultur",
    "ausland",
    "inland",
    "monde",
    "politique",
    "économie",
    "internacional",
    "política",
    "economía",
    "mundo",
    "mondo",
    "politica",
    "economia",
    "мир",
    "политика",
    "экономика",
    "общество",
    "новости",
];

/// Whether a line is nothing but names of sections; how many.
fn sections(line: &str) -> Option<usize> {
    if line.len() > 200 {
        return None;
    }
    let names =
        line.split([',', '|', '/', '>', '»', '›', '·', '•']).map(str::trim).filter(|name| !name.is_empty());
    let mut n = 0;
    for name in names {
        if !SECTIONS.contains(&name.to_lowercase().as_str()) {
            return None;
        }
        n += 1;
    }
    (n > 0).then_some(n)
}

fn mark_head(text: &str, paragraphs: &mut [Paragraph]) {
    let line = |paragraph: &Paragraph| paragraph.span.of(text);
    let prose =
        |paragraph: &Paragraph| paragraph.kind == ParagraphKind::Body && is_prose(paragraph.span.of(text));
    let Some(first) = paragraphs.iter().position(prose) else { return };
    let last = paragraphs.iter().rposition(prose).unwrap_or(first);
    for at in (0..paragraphs.len()).filter(|&at| at < first.min(HEAD) || at > last) {
        let paragraph = &paragraphs[at];
        if paragraph.kind.is_masked() || paragraph.kind == ParagraphKind::Caption {
            continue;
        }
        let line = line(paragraph);
        let short = line.len() < 300;
        let mask = if short && is_byline(line) {
            Some(Mask::Byline)
        } else {
            // One name is a kicker above the title; alone above prose it is the only heading there is.
            let kicker = at == 0 && paragraphs.len() > 1 && !prose(&paragraphs[1]);
            sections(line).filter(|&n| n > 1 || kicker || at > last).map(|_| Mask::Navigation)
        };
        if let Some(mask) = mask {
            paragraphs[at].kind = ParagraphKind::Boilerplate(mask);
        }
    }
    // A title below a kicker or a share bar is a heading like any other.
    let head = paragraphs[..first.min(HEAD)].iter();
    if head.clone().all(|paragraph| paragraph.kind != ParagraphKind::Heading)
        && let Some(at) = head.clone().position(|paragraph| paragraph.kind == ParagraphKind::Body)
        && ending(line(&paragraphs[at])) == Ending::Bare
        && words(line(&paragraphs[at]), 4) >= 4
    {
        paragraphs[at].kind = ParagraphKind::Heading;
    }
}

/// Links in a list below "Related articles": lines without a full stop, up to the next prose. The last of them, if
/// prose follows it, may be that prose's heading and stays.
fn mark_links(text: &str, paragraphs: &mut [Paragraph]) {
    let is_list = |paragraph: &Paragraph| {
        let line = paragraph.span.of(text);
        paragraph.kind == ParagraphKind::Boilerplate(Mask::RelatedLinks)
            && words(line, 7) <= 6
            && sections(line).is_none()
    };
    let heads: Vec<usize> = (0..paragraphs.len()).filter(|&at| is_list(&paragraphs[at])).collect();
    for head in heads {
        let links = paragraphs[head + 1..]
            .iter()
            .take(MOST_LINKS)
            .take_while(|paragraph| {
                let line = paragraph.span.of(text);
                !paragraph.kind.is_masked()
                    && !is_prose(line)
                    && ending(line) != Ending::Stop
                    && paragraph.kind != ParagraphKind::Caption
            })
            .count();
        let next = paragraphs.get(head + 1 + links);
        let keeps_last = next.is_some_and(|next| !next.kind.is_masked()) && links > 0;
        for paragraph in &mut paragraphs[head + 1..head + 1 + links - usize::from(keeps_last)] {
            paragraph.kind = ParagraphKind::Boilerplate(Mask::RelatedLinks);
        }
    }
}

/// What stands below the end of the article: comments of readers, and what the outlet says of itself.
fn mark_tail(text: &str, metadata: &Metadata, paragraphs: &mut [Paragraph]) {
    let weight = |paragraph: &Paragraph| match paragraph.kind {
        ParagraphKind::Body if is_prose(paragraph.span.of(text)) => paragraph.span.len(),
        _ => 0,
    };
    let may_end = |paragraph: &Paragraph| {
        matches!(
            paragraph.kind,
            ParagraphKind::Boilerplate(Mask::Copyright | Mask::Comments | Mask::AboutOutlet)
        )
    };
    if !paragraphs.iter().any(may_end) {
        return;
    }
    let total: usize = paragraphs.iter().map(weight).sum();
    let mut above = 0;
    let mut end = None;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if may_end(paragraph) && total > 0 && above * 10 >= total * ABOVE_END {
            let below = paragraphs[at + 1..].iter().filter(|paragraph| weight(paragraph) > 0).count();
            if below <= PROSE_BELOW_END || paragraph.kind == ParagraphKind::Boilerplate(Mask::Comments) {
                end = Some(at);
                break;
            }
        }
        above += weight(paragraph);
    }
    let Some(end) = end else { return };
    let mut names: Vec<String> = metadata.source.iter().map(|source| source.to_lowercase()).collect();
    let mut under = None;
    for paragraph in &mut paragraphs[end..] {
        let line = paragraph.span.of(text);
        match paragraph.kind {
            ParagraphKind::Boilerplate(mask) => {
                if mask == Mask::Copyright {
                    names.extend(outlet_names(line));
                }
                if matches!(mask, Mask::Copyright | Mask::Comments | Mask::AboutOutlet) {
                    under = Some(mask);
                }
            }
            _ => {
                let mask = match under {
                    Some(Mask::Comments) => Some(Mask::Comments),
                    _ if !is_prose(line) => Some(Mask::Navigation),
                    _ if speaks_of_outlet(line, &names) => Some(Mask::AboutOutlet),
                    _ => None,
                };
                if let Some(mask) = mask {
                    paragraph.kind = ParagraphKind::Boilerplate(mask);
                }
            }
        }
    }
}

/// The names in a copyright line: its capitalised words of three letters or more that are not its legal phrases.
fn outlet_names(line: &str) -> Vec<String> {
    const LEGAL: &[&str] = &[
        "copyright",
        "all",
        "rights",
        "reserved",
        "the",
        "and",
        "ltd",
        "limited",
        "inc",
        "llc",
        "media",
        "news",
        "group",
    ];
    line.split(|found: char| !found.is_alphanumeric())
        .filter(|word| word.chars().count() >= 3 && word.starts_with(char::is_uppercase))
        .map(str::to_lowercase)
        .filter(|word| !LEGAL.contains(&word.as_str()))
        .collect()
}

/// Whether a paragraph below the end is the outlet's: it names the outlet near its beginning, or says "we".
fn speaks_of_outlet(line: &str, names: &[String]) -> bool {
    let lower = line.to_lowercase();
    let mut start =
        lower.split(|found: char| !found.is_alphanumeric()).filter(|word| !word.is_empty()).take(6);
    let mut all = lower.split(|found: char| !found.is_alphanumeric());
    start.any(|word| names.iter().any(|name| name == word || name.starts_with(&format!("{word} "))))
        || all.any(|word| {
            matches!(
                word,
                "we" | "our" | "wir" | "unsere" | "nous" | "notre" | "nosotros" | "nuestra" | "мы" | "наш"
            )
        })
}
