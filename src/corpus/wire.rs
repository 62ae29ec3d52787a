//! Who wrote an article that its outlet did not write: the agency or the sender of a press release that it credits.
//!
//! A name in running prose ("he told Reuters") is no credit. Only these are: the outlet is the agency; a dateline with
//! the name in brackets or slashes; a line of its own above the prose or below it; brackets that end the article; a
//! copyright line.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::prose::is_prose;
use super::{Document, Mask, Paragraph, ParagraphKind};

/// Whom an article credits with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WireCredit {
    /// A news agency, by its usual name.
    Agency(&'static str),
    /// A service that sends press releases, by its usual name.
    PressRelease(&'static str),
}

impl fmt::Display for WireCredit {
    /// `credited to Reuters`, `press release, PR Newswire`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Agency(name) => write!(f, "credited to {name}"),
            Self::PressRelease(name) => write!(f, "press release, {name}"),
        }
    }
}

impl WireCredit {
    /// The credit of a document, if it has one. Looks at its first and last paragraphs only.
    pub(super) fn of(document: &Document) -> Option<Self> {
        if let Some(credit) = document.source().and_then(|source| named(source.trim())) {
            return Some(credit);
        }
        let paragraphs = document.paragraphs();
        let line = |paragraph: &Paragraph| document.slice(paragraph.span);
        let told = |paragraph: &&Paragraph| !paragraph.kind.is_masked() && is_prose(line(paragraph));
        let first = paragraphs.iter().position(|paragraph| told(&paragraph))?;
        let last = paragraphs.iter().rposition(|paragraph| told(&paragraph))?;
        let (head, tail) = (&paragraphs[..first], &paragraphs[last + 1..]);
        let datelined = || paragraphs[first..=last].iter().take(DATELINES).find_map(|p| dateline(line(p)));
        let above = || head.iter().rev().take(LINES).find_map(|p| byline(line(p)));
        let below = || tail.iter().take(LINES).find_map(|p| byline(line(p)).or_else(|| signature(line(p))));
        let ends = || if last > first { ending(line(&paragraphs[last])) } else { None };
        let copyright = |paragraph: &Paragraph| match paragraph.kind {
            ParagraphKind::Boilerplate(Mask::Copyright) => rights(line(paragraph)),
            _ => None,
        };
        let release = || {
            head.iter()
                .find(|p| RELEASE.is_match(line(p)))
                .map(|_| Self::PressRelease("for immediate release"))
        };
        datelined()
            .or_else(above)
            .or_else(below)
            .or_else(ends)
            .or_else(|| tail.iter().find_map(copyright))
            .or_else(release)
    }
}

/// How many paragraphs of prose may stand above the one with the dateline, itself counted.
const DATELINES: usize = 2;
/// How many lines above the prose, and below it, may be a credit.
const LINES: usize = 8;
/// No credit on a line of its own is longer.
const LONGEST_LINE: usize = 120;

/// Usual name, and how it is written where not so; all in lower case, compared without regard to it.
const AGENCIES: &[(&str, &[&str])] = &[
    ("Reuters", &["reuters", "thomson reuters"]),
    ("AP", &["ap", "associated press", "the associated press", "ap news"]),
    ("AFP", &["afp", "agence france-presse", "agence france presse"]),
    ("dpa", &["dpa", "deutsche presse-agentur"]),
    ("APA", &["apa"]),
    ("Keystone-SDA", &["keystone-sda", "sda"]),
    ("EFE", &["efe"]),
    ("Europa Press", &["europa press"]),
    ("ANSA", &["ansa"]),
    ("Lusa", &["lusa"]),
    ("ANP", &["anp"]),
    ("Belga", &["belga"]),
    ("Ritzau", &["ritzau"]),
    ("NTB", &["ntb"]),
    ("PAP", &["pap"]),
    ("ČTK", &["čtk", "ctk"]),
    ("TASS", &["tass", "тасс"]),
    ("RIA Novosti", &["ria novosti", "риа новости"]),
    ("Interfax", &["interfax", "интерфакс"]),
    ("Ukrinform", &["ukrinform", "укринформ"]),
    ("Xinhua", &["xinhua", "新华社"]),
    ("Kyodo", &["kyodo", "kyodo news", "共同"]),
    ("Jiji Press", &["jiji", "jiji press"]),
    ("Yonhap", &["yonhap", "연합뉴스"]),
    ("PTI", &["pti", "press trust of india"]),
    ("ANI", &["ani"]),
    ("IANS", &["ians"]),
    ("UPI", &["upi", "united press international"]),
    ("The Canadian Press", &["the canadian press", "canadian press"]),
    ("PA", &["pa media", "press association"]),
    ("AAP", &["aap"]),
    ("Bernama", &["bernama"]),
    ("Antara", &["antara"]),
    ("Anadolu", &["anadolu", "anadolu agency", "anadolu ajansı"]),
];
const RELEASES: &[(&str, &[&str])] = &[
    ("PR Newswire", &["prnewswire", "pr newswire"]),
    ("Business Wire", &["businesswire", "business wire"]),
    ("GlobeNewswire", &["globenewswire", "globe newswire"]),
    ("ACCESSWIRE", &["accesswire"]),
    ("EIN Presswire", &["einpresswire", "ein presswire"]),
    ("ots", &["ots"]),
];

static NAMES: LazyLock<FxHashMap<&str, WireCredit>> = LazyLock::new(|| {
    let of = |list: &'static [(&'static str, &'static [&'static str])],
              credit: fn(&'static str) -> WireCredit| {
        list.iter().flat_map(move |(name, spellings)| {
            spellings.iter().map(move |spelling| (*spelling, credit(name)))
        })
    };
    of(AGENCIES, WireCredit::Agency).chain(of(RELEASES, WireCredit::PressRelease)).collect()
});

/// Whose name this is.
fn named(name: &str) -> Option<WireCredit> {
    NAMES.get(name.to_lowercase().as_str()).copied()
}

/// A pattern with `NAMES` for a name, which it captures, and `MORE` for others that stand beside it. One that does
/// not compile matches nothing; a test compiles all.
struct Pattern(Option<Regex>);

impl Pattern {
    fn new(pattern: &str) -> Self {
        let spellings = AGENCIES.iter().chain(RELEASES).flat_map(|(_, spellings)| spellings.iter());
        // The longest first: of two names of which one begins the other, the whole one is meant.
        let mut spellings: Vec<String> = spellings.map(|spelling| regex::escape(spelling)).collect();
        spellings.sort_by_key(|spelling| std::cmp::Reverse(spelling.len()));
        let pattern = pattern
            .replace("NAMES", &format!("({})", spellings.join("|")))
            .replace("MORE", r"(?:\s*(?:/|,|&|\+|\band\b|\bund\b|\bet\b|\by\b)\s*[\p{L}-]{2,20}){0,3}");
        Self(Regex::new(&format!("(?i){pattern}")).ok())
    }

    fn credit(&self, text: &str) -> Option<WireCredit> {
        named(self.0.as_ref()?.captures(text)?.iter().skip(1).flatten().next()?.as_str())
    }

    fn is_match(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|pattern| pattern.is_match(text))
    }
}

/// `LONDON, May 8 (Reuters) -`, `(AP) —`, `NEW YORK /PRNewswire/ --`, `MOSCOW, May 8. /TASS/.`, `AFP —`
static DATELINE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"^(?:[^()/]{0,60}\(\s*NAMESMORE\s*\)\s*\.?\s*[-–—:]|[^()/]{0,60}/\s*NAMES\s*/\s*[-–—.]|NAMES\s+[–—-]{1,2}\s)",
    )
});
/// `By Reuters`, `Source: AFP`, `By A. Name, Associated Press`
static BYLINE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"^[(\[]?(?:by|from|source|sources|von|quelle|par|por|fuente|fonte|di|источник|来源)\b\s*[:：]?\s*(?:[^.:]{0,60}[,|/–—]\s*)?NAMESMORE[)\]]?\.?$",
    )
});
/// `dpa/AFP`, `(Reuters)`, `— AP`
static SIGNATURE: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^[–—-]*\s*[(\[]?NAMESMORE[)\]]?\.?$"));
/// `… in the evening. (dpa/AFP)`
static ENDING: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"[.!?”»\x22]\s*[(\[]NAMESMORE[)\]]\.?$"));
/// `© 2025 AFP`, `Copyright 2025 The Associated Press. All rights reserved.`
static RIGHTS: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"^(?:copyright|©|\(c\))[\s©\d,-]{1,20}(?:by\s+)?NAMES(?:\.|,|$)"));
static RELEASE: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(r"^for immediate release\b"));

fn dateline(text: &str) -> Option<WireCredit> {
    // A dateline is a place and perhaps a day: it begins with a capital or with the bracket.
    let first = text.chars().next()?;
    let starts = first.is_uppercase() || matches!(first, '(' | '/' | '-') || text.starts_with("dpa");
    if starts { DATELINE.credit(text) } else { None }
}

fn byline(text: &str) -> Option<WireCredit> {
    if text.len() <= LONGEST_LINE { BYLINE.credit(text.trim()) } else { None }
}

fn signature(text: &str) -> Option<WireCredit> {
    if text.len() <= LONGEST_LINE { SIGNATURE.credit(text.trim()) } else { None }
}

fn ending(text: &str) -> Option<WireCredit> {
    ENDING.credit(text.trim_end())
}

fn rights(text: &str) -> Option<WireCredit> {
    RIGHTS.credit(text)
}

#[cfg(test)]
mod tests {
    use super::super::Metadata;
    use super::*;

    const PROSE: &str =
        "The harbour was closed on Monday after a storm had torn two cranes from their rails.";

    fn credit(text: &str) -> Option<WireCredit> {
        Document::new("a", text).wire_credit()
    }

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&DATELINE, &BYLINE, &SIGNATURE, &ENDING, &RIGHTS, &RELEASE] {
            assert!(pattern.0.is_some());
        }
    }

    #[test]
    fn datelines_credit_agencies() {
        for (dateline, name) in [
            ("LONDON (Reuters) - ", "Reuters"),
            ("NEW YORK, Sept. 8 (Reuters) - ", "Reuters"),
            ("(AP) — ", "AP"),
            ("WASHINGTON, D.C. (AP) — ", "AP"),
            ("Berlin (dpa/bb) – ", "dpa"),
            ("Madrid, 8 may (EFE).- ", "EFE"),
            ("BEIJING, May 8 (Xinhua) -- ", "Xinhua"),
            ("MOSCOW, May 8. /TASS/. ", "TASS"),
            ("AFP — ", "AFP"),
        ] {
            let text = format!("Storm closes harbour\n\n{dateline}{PROSE}\n\n{PROSE}");
            assert_eq!(credit(&text), Some(WireCredit::Agency(name)), "{dateline}");
        }
    }

    #[test]
    fn press_releases_are_marked() {
        for (mark, name) in [
            ("NEW YORK, May 8, 2025 /PRNewswire/ -- ", "PR Newswire"),
            ("OSLO, Norway--(BUSINESS WIRE)--", "Business Wire"),
            ("OSLO, May 8, 2025 (GLOBE NEWSWIRE) -- ", "GlobeNewswire"),
        ] {
            assert_eq!(credit(&format!("{mark}{PROSE}")), Some(WireCredit::PressRelease(name)), "{mark}");
        }
        let text = format!("FOR IMMEDIATE RELEASE\n\nStorm closes harbour\n\n{PROSE}");
        assert_eq!(credit(&text), Some(WireCredit::PressRelease("for immediate release")));
    }

    #[test]
    fn lines_of_their_own_credit_agencies() {
        for line in [
            "By Reuters",
            "Source: Reuters",
            "By Ann Name, Reuters",
            "Von Reuters",
            "(Reuters)",
            "Reuters/dpa",
        ] {
            let text = format!("Storm closes harbour\n\n{PROSE}\n\n{PROSE}\n\n{line}");
            assert_eq!(credit(&text), Some(WireCredit::Agency("Reuters")), "{line}");
        }
        let text = format!("Storm closes harbour\n\nBy Ann Name, Associated Press\n\n{PROSE}");
        assert_eq!(credit(&text), Some(WireCredit::Agency("AP")));
        let text = format!("{PROSE}\n\n{PROSE} (dpa/AFP)");
        assert_eq!(credit(&text), Some(WireCredit::Agency("dpa")));
        let text = format!("{PROSE}\n\n{PROSE}\n\n© 2025 AFP");
        assert_eq!(credit(&text), Some(WireCredit::Agency("AFP")));
    }

    #[test]
    fn an_outlet_that_is_an_agency_is_credited() {
        let of = |source: &str| {
            let metadata = Metadata { source: Some(source.to_owned()), ..Metadata::default() };
            Document::with_metadata("a", PROSE, metadata).wire_credit()
        };
        assert_eq!(of("Associated Press"), Some(WireCredit::Agency("AP")));
        assert_eq!(of("Harbour Gazette"), None);
    }

    #[test]
    fn what_names_an_agency_otherwise_is_no_credit() {
        for text in [
            format!("{PROSE} He told Reuters that the mole (AP photo) was safe."),
            format!("Reuters reported that {PROSE}"),
            format!("{PROSE}\n\nThe agency (Reuters) has been in London since.\n\n{PROSE}"),
            format!("Storm closes harbour\n\nReuters\n\n{PROSE}\n\n{PROSE}"),
            format!("{PROSE}\n\nTwo cranes lie in the basin. REUTERS/Ann Name\n\n{PROSE}"),
            format!("{PROSE}\n\n{PROSE}\n\nRead Reuters for more"),
            String::new(),
            "(Reuters)".to_owned(),
        ] {
            assert_eq!(credit(&text), None, "{text}");
        }
    }
}
