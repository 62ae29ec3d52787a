//! Telling the captions of pictures: they name the picture or credit it.
//!
//! Each pattern has its own gate, a cheap condition that every line which it matches fulfils. Most lines pass none, and
//! what no line needs is never compiled.

use std::sync::LazyLock;

use regex::Regex;

use super::opening::{Head, Openings};

/// Longer paragraphs are prose, whatever they end with.
const LONGEST: usize = 900;
/// How long a credit in brackets may be behind its first word, in characters.
const LONGEST_CREDIT: usize = 160;
/// How long a photographer's name may be behind the agency's, in characters.
const LONGEST_NAME: usize = 41;

// Parts of patterns that ignore white space, so that the spaces in names are escaped.
const PICTURE: &str = r"(?:images?|photos?|photographs?|photography|pictures?|pics?|file\ photo|file\ image|video|screengrab|screenshot|illustration|graphic|map|chart|foto|fotos|bild|bilder|grafik|imagen|imagem|fotografía|fotografia|fotografie|immagine|zdjęcie|fotoğraf|görsel|фото|фотография|кадр|صورة|תמונה|写真|画像|图片|图|照片|사진)";
const CREDIT: &str = r"(?:credits?|source|sources|courtesy|by|via|from|copyright|crédits?|crédito|credito|quelle|nachweis|fuente|fonte|bron|źródło|kaynak|источник|来源)";
const AGENCY: &str = r"(?:reuters|afp|ap|ap\ photo|epa|efe|ansa|dpa|tass|xinhua|getty(?:\ images)?|anadolu(?:\ agency)?|bloomberg|alamy|shutterstock|istock|unsplash|pixabay|wikimedia(?:\ commons)?|imago|keystone|picture\ alliance|zuma(?:\ press)?|sputnik|ria\ novosti|kyodo|yonhap|pti|ani|via\ reuters|via\ ap|via\ afp|handout|pool)";

// How those parts begin.
const PICTURES: &[&str] = &[
    "image",
    "photo",
    "pic",
    "file photo",
    "file image",
    "video",
    "screengrab",
    "screenshot",
    "illustration",
    "graphic",
    "map",
    "chart",
    "foto",
    "bild",
    "grafik",
    "imagem",
    "immagine",
    "zdjęcie",
    "görsel",
    "фото",
    "кадр",
    "صورة",
    "תמונה",
    "写真",
    "画像",
    "图",
    "照片",
    "사진",
];
const CREDITS: &[&str] = &[
    "credit",
    "source",
    "courtesy",
    "by",
    "via",
    "from",
    "copyright",
    "crédit",
    "quelle",
    "nachweis",
    "fuente",
    "fonte",
    "bron",
    "źródło",
    "kaynak",
    "источник",
    "来源",
];
const AGENCIES: &[&str] = &[
    "reuters",
    "afp",
    "ap",
    "epa",
    "efe",
    "ansa",
    "dpa",
    "tass",
    "xinhua",
    "getty",
    "anadolu",
    "bloomberg",
    "alamy",
    "shutterstock",
    "istock",
    "unsplash",
    "pixabay",
    "wikimedia",
    "imago",
    "keystone",
    "picture",
    "zuma",
    "sputnik",
    "ria",
    "kyodo",
    "yonhap",
    "pti",
    "ani",
    "via",
    "handout",
    "pool",
];
/// What else a line in front of its description begins with.
const ANNOUNCEMENTS: &[&str] = &[
    "crédit photo",
    "file photo",
    "file picture",
    "file image",
    "representat",
    "archive ",
    "資料写真",
    "archivfoto",
    "symbolbild",
];

// Numbers in the table of openings.
const ANNOUNCEMENT: u32 = 0;
const IN_BRACKETS: u32 = 1;
const NAMES_AGENCY: u32 = 2;
const NAMES_PICTURE: u32 = 3;

static OPENINGS: LazyLock<Openings> = LazyLock::new(|| {
    let of = |lists: [&'static [&'static str]; 4], number| {
        lists.into_iter().flatten().map(move |&opening| (opening, number))
    };
    Openings::new(
        of([PICTURES, ANNOUNCEMENTS, &[], &[]], ANNOUNCEMENT)
            .chain(of([PICTURES, CREDITS, AGENCIES, &["file", "archive"]], IN_BRACKETS))
            .chain(of([AGENCIES, &[], &[], &[]], NAMES_AGENCY))
            .chain(of([&["photo", "image", "picture", "foto", "фото"], &[], &[], &[]], NAMES_PICTURE)),
    )
});

/// Whether `text` begins as what has `number` in the table.
fn opens(text: &str, number: u32) -> bool {
    OPENINGS.of(&Head::of(text.trim_start())) >> number & 1 == 1
}

/// Whether a line is the caption of a picture: it names the picture or credits it.
pub(super) fn is_caption(line: &str) -> bool {
    line.len() <= LONGEST
        && (is_announced(line)
            || ends_in_bracketed_credit(line)
            || ends_in_agency(line)
            || ends_in_photographer(line)
            || ends_in_labelled_credit(line))
}

type Pattern = LazyLock<Option<Regex>>;

fn matches(pattern: &Pattern, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

static ANNOUNCED: Pattern = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?ix) ^ [\[(]? (?: {PICTURE} \s* (?:{CREDIT})? \s* (?:/\s*\w+)? \s* [:|：] | (?:photo|image|picture)\ (?:credit|courtesy|by)(?-u:\b) | crédit\ photo | file\ (?:photo|picture|image)(?-u:\b) | (?:representational|representative|archive)\ (?:image|photo|picture) | pictured\s*: | 图片来源 | 資料写真 | archivfoto | symbolbild | foto\ de\ archivo | photo\ d['’]archives )"
    ))
    .ok()
});

/// The picture is named in front of its description:  `Photo: …`, `Image credit: …`, `File photo of …`
fn is_announced(line: &str) -> bool {
    opens(line.strip_prefix(['[', '(']).unwrap_or(line), ANNOUNCEMENT) && matches(&ANNOUNCED, line)
}

/// How a credit begins, to which any words may be added.
static OPEN_CREDIT: LazyLock<String> = LazyLock::new(|| {
    format!(
        r"^ \s* (?: {PICTURE} \s* (?:{CREDIT}|[:：/|,]) | (?:{CREDIT}) \s* [:：] | {AGENCY} \s* (?:photos?|images?)? \s* [/|,:] )"
    )
});
static BRACKETED: Pattern = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?ix) {} | ^ \s* (?: {AGENCY} \s* (?:photos?|images?)? | (?:file|archive) (?:\s (?:photo|picture|image))? ) \s* $",
        *OPEN_CREDIT
    ))
    .ok()
});
/// As the above, for what is so long that its length matters. A repetition that counts is costly to compile.
static BRACKETED_LONG: Pattern =
    LazyLock::new(|| Regex::new(&format!(r"(?isx) {} .{{0,{LONGEST_CREDIT}}} $", *OPEN_CREDIT)).ok());

/// A credit in brackets at the end:  `… (Image Credit: X)`, `… (Photo by X)`, `… [Reuters]`, `… (AFP)`
fn ends_in_bracketed_credit(line: &str) -> bool {
    let end = line.strip_suffix('.').unwrap_or(line).trim_end();
    let Some(inside) = end.strip_suffix([')', ']', '）']) else { return false };
    // The last bracket before the closing one: there are none inside a credit.
    let Some(at) = inside.rfind(['(', '[', '（', ')', ']', '）']) else { return false };
    let Some(inside) = inside[at..].strip_prefix(['(', '[', '（']) else { return false };
    if !opens(inside, IN_BRACKETS) {
        return false;
    }
    let is_long = inside.chars().nth(LONGEST_CREDIT).is_some();
    matches(if is_long { &BRACKETED_LONG } else { &BRACKETED }, inside)
}

static AGENCY_ALONE: Pattern = LazyLock::new(|| Regex::new(&format!(r"(?ix) ^ \s* {AGENCY} \s* $")).ok());

/// An agency behind a stroke:  `… / Getty Images`, `… | AFP`, `… © Reuters`
fn ends_in_agency(line: &str) -> bool {
    if !line.trim_end().ends_with(char::is_alphabetic) {
        return false;
    }
    let Some(at) = line.rfind(['/', '|', '–', '—', '©']) else { return false };
    let agency = line[at..].trim_start_matches(['/', '|', '–', '—', '©']);
    opens(agency, NAMES_AGENCY) && matches(&AGENCY_ALONE, agency)
}

static PHOTOGRAPHER: Pattern = LazyLock::new(|| {
    Regex::new(r"(?ix) (?-u:\b) (?: REUTERS | AP\ Photo | AFP | EPA | Xinhua | Getty\ Images ) \s* / \s* [\p{L}@][\p{L}\ .'’-]+ $")
        .ok()
});

/// An agency and the photographer:  `… REUTERS/Name`
fn ends_in_photographer(line: &str) -> bool {
    let Some(at) = line.rfind('/') else { return false };
    let name = line[at + 1..].trim_start();
    name.chars().nth(LONGEST_NAME).is_none()
        && line[..at].trim_end().ends_with(['s', 'S', 'ſ', 'o', 'O', 'p', 'P', 'a', 'A'])
        && matches(&PHOTOGRAPHER, line)
}

static LABELLED: Pattern = LazyLock::new(|| {
    Regex::new(
        r"(?ix) \. \s+ (?: photo | photograph | image | picture | foto | fotografía | фото ) s? \s* (?:credit|by|courtesy)? \s* : \s* \S+ (?: \s+ \S+ ){0,6} $",
    )
    .ok()
});

/// A short credit as the last sentence:  `… Photo: Name`
fn ends_in_labelled_credit(line: &str) -> bool {
    line.contains(':')
        && line.match_indices('.').any(|(at, stop)| {
            let next = &line[at + stop.len()..];
            next.starts_with(char::is_whitespace) && opens(next, NAMES_PICTURE)
        })
        && matches(&LABELLED, line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::string::string_regex;

    use super::*;

    /// What captions look like, in one expression: the patterns with their gates must say the same.
    fn alternatives() -> [String; 7] {
        [
            format!(r"[\[(]? (?: {PICTURE} \s* (?:{CREDIT})? \s* (?:/\s*\w+)? \s* [:|：] | crédit\ photo | (?:representational|representative|archive)\ (?:image|photo|picture) | pictured\s*: | 图片来源 | 資料写真 | archivfoto | symbolbild | foto\ de\ archivo | photo\ d['’]archives )"),
            r"[\[(]? (?: (?:photo|image|picture)\ (?:credit|courtesy|by) | file\ (?:photo|picture|image))(?-u:\b)".to_owned(),
            format!(r"[\[(（] \s* (?: {PICTURE} \s* (?:{CREDIT}|[:：/|,]) | (?:{CREDIT}) \s* [:：] | {AGENCY} \s* (?:photos?|images?)? \s* [/|,:] ) [^()（）\[\]]{{0,160}} [\])）] \s* \.?"),
            format!(r"[\[(（] \s* (?: {AGENCY} \s* (?:photos?|images?)? | (?:file|archive) (?:\s (?:photo|picture|image))? ) \s* [\])）] \s* \.?"),
            format!(r"[/|–—©] \s* {AGENCY} \s*"),
            r"(?-u:\b) (?: REUTERS | AP\ Photo | AFP | EPA | Xinhua | Getty\ Images ) \s* / \s* [\p{L}@][\p{L}\ .'’-]{1,40}".to_owned(),
            r"\. \s+ (?: photo | photograph | image | picture | foto | fotografía | фото ) s? \s* (?:credit|by|courtesy)? \s* : \s* \S+ (?: \s+ \S+ ){0,6}".to_owned(),
        ]
    }

    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        let [a, b, c, d, e, f, g] = alternatives();
        Regex::new(&format!("(?ix) ^ (?:{a} | {b}) | (?:{c} | {d} | {e} | {f} | {g}) $")).unwrap()
    });

    /// Lines that a pattern matches or nearly matches, and what may stand around them.
    fn lines() -> impl Strategy<Value = String> {
        let drawn = alternatives().map(|pattern| {
            string_regex(&format!("(?ix){}", pattern.replace(r"(?-u:\b)", ""))).unwrap().boxed()
        });
        let piece = prop_oneof![
            3 => proptest::strategy::Union::new(drawn),
            1 => proptest::sample::select(PICTURES).prop_map(str::to_owned),
            1 => proptest::sample::select(CREDITS).prop_map(str::to_owned),
            1 => proptest::sample::select(AGENCIES).prop_map(str::to_owned),
            2 => "[ .:/|()\\[\\]–©\u{a0}]{1,3}",
            1 => Just("The harbour at night".to_owned()),
            1 => "[a-z ]{150,170}",
            1 => ".{0,12}",
        ];
        proptest::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn gates_let_every_match_through(line in lines()) {
            prop_assert_eq!(is_caption(&line), line.len() <= LONGEST && WHOLE.is_match(&line), "{:?}", line);
        }
    }

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&ANNOUNCED, &BRACKETED, &BRACKETED_LONG, &AGENCY_ALONE, &PHOTOGRAPHER, &LABELLED] {
            assert!(pattern.is_some());
        }
    }

    #[test]
    fn agencies_of_two_words_are_credits_too() {
        for credit in [
            "AP Photo",
            "Getty Images",
            "Anadolu Agency",
            "Wikimedia Commons",
            "Picture Alliance",
            "ZUMA Press",
            "RIA Novosti",
            "via AFP",
        ] {
            for line in
                [format!("The harbour at night | {credit}"), format!("The harbour at night ({credit})")]
            {
                assert!(is_caption(&line), "{line}");
            }
        }
        assert!(is_caption("The harbour at night (File image: A. Name)"));
        assert!(is_caption("File image: the harbour at night"));
        assert!(!is_caption("The harbour at night | RIA Somebody"));
    }

    #[test]
    fn long_credits_and_names_are_none() {
        let line = |n: usize| format!("A crane (Photo by{})", "x".repeat(n));
        assert!(is_caption(&line(LONGEST_CREDIT)) && !is_caption(&line(LONGEST_CREDIT + 1)));
        let line = |n: usize| format!("A crane. REUTERS/{}", "x".repeat(n));
        assert!(is_caption(&line(LONGEST_NAME)) && !is_caption(&line(LONGEST_NAME + 1)));
    }
}
