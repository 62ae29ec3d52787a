//! Articles of a few stories, some retelling earlier ones, from a fixed generator.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use retell::{Corpus, Document, Metadata, Result};

/// What articles are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// Three letters.
    Short,
    /// Eighty letters.
    Long,
    /// Three Chinese letters.
    ShortChinese,
    /// Eighty Chinese letters.
    LongChinese,
    /// What breaks careless programs.
    Hostile,
}

impl Names {
    /// For file names.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Short => "latin3",
            Self::Long => "latin80",
            Self::ShortChinese => "cjk3",
            Self::LongChinese => "cjk80",
            Self::Hostile => "hostile",
        }
    }

    pub(crate) fn is_chinese(self) -> bool {
        matches!(self, Self::ShortChinese | Self::LongChinese)
    }

    fn of(self, row: usize) -> String {
        let letters = |alphabet: &str| -> String {
            let alphabet: Vec<char> = alphabet.chars().collect();
            let n = alphabet.len();
            [row / n / n % n, row / n % n, row % n].map(|at| alphabet[at]).iter().collect()
        };
        match self {
            Self::Short => letters("abcdefghijklmnopqrstuvwxyz"),
            Self::Long => format!(
                "the-daily-example-of-the-far-away-province-2025-05-08-front-page-late-edition-{}",
                &letters("abcdefghijklmnopqrstuvwxyz")[1..]
            ),
            Self::ShortChinese => letters("報道記事通信社東京発朝夕刊"),
            Self::LongChinese => {
                let stem = "報道記事の識別子共同通信社配信東京発二〇二五年五月八日朝刊一面".repeat(3);
                stem.chars().take(77).collect::<String>() + &letters("報道記事通信社東京発朝夕刊")
            }
            Self::Hostile => match row % 7 {
                0 => format!("<script>alert({row})</script>"),
                1 => format!("\"><img src=x onerror=alert({row})>"),
                2 => format!("turned\u{202E}around {row}"),
                3 => "W".repeat(10_000) + &row.to_string(),
                4 => format!("\u{1B}[31mred\u{1B}[0m {row}"),
                5 => format!("=cmd()\0nul {row}"),
                _ => format!("]]> &amp; <!-- {row}"),
            },
        }
    }
}

/// Words of each theme, by its place in the built-in file; then words of none.
const SUBJECTS: [[&str; 8]; 5] = [
    ["oil", "gas", "pipeline", "refinery", "barrels", "electricity", "crude", "fuel"],
    ["army", "troops", "missiles", "drones", "brigade", "artillery", "soldiers", "weapons"],
    ["Kyiv", "Ukraine", "Donetsk", "Kharkiv", "Zelensky", "ceasefire", "Crimea", "Odesa"],
    ["tariffs", "exports", "imports", "customs", "trade", "goods", "duties", "quotas"],
    ["choir", "orchard", "museum", "violin", "garden", "poet", "festival", "bakery"],
];
const PLAIN: [&str; 24] = [
    "council",
    "minister",
    "morning",
    "village",
    "bridge",
    "letter",
    "visitor",
    "season",
    "journey",
    "window",
    "market",
    "teacher",
    "harbour",
    "station",
    "report",
    "question",
    "answer",
    "weather",
    "neighbour",
    "holiday",
    "winter",
    "summer",
    "doctor",
    "painter",
];
const SYLLABLES: [&str; 40] = [
    "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su", "ta", "ve",
    "wi", "xo", "zu", "bra", "cle", "dri", "flo", "gru", "plan", "stre", "tri", "vlo", "smu", "ark", "end",
    "ilt", "orm", "ush", "ayn", "eck", "isk", "olt", "umb",
];
const DOES: [&str; 10] = [
    "praised",
    "delayed",
    "described",
    "surprised",
    "followed",
    "welcomed",
    "repaired",
    "counted",
    "visited",
    "changed",
];
const SOURCES: [&str; 6] =
    ["Northern Wire", "Harbour Gazette", "Ridgeway Post", "Lagoon Herald", "Policy Ledger", "Meridian"];

/// The subject whose words a paragraph has: an index into the themes, one past the last for none of them.
pub(crate) fn subject(text: &str) -> usize {
    let has = |words: &[&str; 8]| words.iter().filter(|word| text.contains(**word)).count();
    let counts = SUBJECTS.map(|words| has(&words));
    (0..SUBJECTS.len()).max_by_key(|&at| (counts[at], at)).unwrap_or(SUBJECTS.len() - 1)
}

/// `n` articles of a story for every five; half of those after the first of a story retell an earlier one.
pub(crate) fn corpus(n: usize, names: Names) -> Result<Corpus> {
    let mut draws = Xoshiro256PlusPlus::seed_from_u64(n as u64);
    let stories = n.div_ceil(5).max(1);
    let mut texts: Vec<Vec<String>> = Vec::new();
    let mut documents = Vec::new();
    for row in 0..n {
        let story = row % stories;
        let mut paragraphs: Vec<String> = (0..draws.gen_range(5..12))
            .map(|_| {
                let subject = if draws.gen_bool(0.3) { 4 } else { (story + draws.gen_range(0..2)) % 4 };
                paragraph(&mut draws, subject)
            })
            .collect();
        let earlier: Vec<usize> = (0..row).filter(|other| other % stories == story).collect();
        if !earlier.is_empty() && draws.gen_bool(0.7) {
            for _ in 0..draws.gen_range(1..4) {
                let from = &texts[earlier[draws.gen_range(0..earlier.len())]];
                let taken = from[draws.gen_range(0..from.len())].clone();
                let at = draws.gen_range(0..paragraphs.len());
                paragraphs[at] = taken;
            }
        }
        let date = match draws.gen_range(0..10) {
            0 => None,
            1 => format!("2025-05-{:02}T{:02}:30:00Z", 1 + row * 20 / n.max(1), draws.gen_range(0..24))
                .parse()
                .ok(),
            _ => format!("2025-05-{:02}", 1 + row * 20 / n.max(1)).parse().ok(),
        };
        let source = draws.gen_bool(0.9).then(|| SOURCES[draws.gen_range(0..SOURCES.len())].to_owned());
        let metadata = Metadata { title: None, source, date };
        documents.push(Document::with_metadata(names.of(row), paragraphs.join("\n\n"), metadata));
        texts.push(paragraphs);
    }
    Corpus::new(documents)
}

fn paragraph(draws: &mut Xoshiro256PlusPlus, subject: usize) -> String {
    let sentences: Vec<String> = (0..draws.gen_range(2..5)).map(|_| sentence(draws, subject)).collect();
    sentences.join(" ")
}

/// A sentence of a few common words and many that hardly any other has, as news has names and facts.
fn sentence(draws: &mut Xoshiro256PlusPlus, subject: usize) -> String {
    let name = |draws: &mut Xoshiro256PlusPlus| {
        let word: String =
            (0..draws.gen_range(2..4)).map(|_| SYLLABLES[draws.gen_range(0..SYLLABLES.len())]).collect();
        word[..1].to_uppercase() + &word[1..]
    };
    let names: [String; 5] = std::array::from_fn(|_| name(draws));
    let of =
        |draws: &mut Xoshiro256PlusPlus, words: &[&str]| words[draws.gen_range(0..words.len())].to_owned();
    let (who, does, what) = (of(draws, &PLAIN), of(draws, &DOES), of(draws, &SUBJECTS[subject]));
    let [a, b, c, d, e] = names;
    match draws.gen_range(0..4) {
        0 => format!("{a} {does} the {what} of {b}, and the {who} from {c} asked {d} about {e}."),
        1 => format!("In {a} a {who} named {b} {does} {what} that {c} and {d} had left to {e}."),
        2 => format!("“{a}, {b} and {c}”, said {d} of the {what}; nobody in {e} {does} the {who}."),
        _ => {
            format!("Near {a} the {what} were {does} by {b} {c}, {who} at {d}, for the third time since {e}.")
        }
    }
}
