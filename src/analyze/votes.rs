//! Telling the language of a text by its commonest words, its endings and its letters, at a fraction of what a detector
//! of all languages takes.
//!
//! Each word of the text votes. A word of grammar votes for all languages that have it, with a point for each of its
//! letters up to three; any other word for those that have its ending and its letters, with one point or two. Words with
//! a capital may be names and count one point at most. The language that leads by enough is the answer. A word that is
//! common to several languages moves none of them ahead, so a lead is what only one language explains.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use whatlang::Lang;

use super::telling_words::TRAITS;

/// The least lead: a word such as *with*, or two lesser signs.
const LEAD: u32 = 3;
/// In running text every second word is one of grammar. A lead of fewer points per hundred words is that of a language
/// that is quoted, or of one that resembles the text's own.
const LEAD_OF_HUNDRED: u32 = 20;
/// Texts of so many bytes have a beginning and an end that are long enough to be looked at by themselves.
const LONG: usize = 400;
/// How much of the beginning and of the end of a long text is read.
const WINDOW: usize = 384;
/// The languages of which the detector of all languages is hardly ever sure in a few words: of English because it has
/// no letters of its own, of Danish and Norwegian because of each other.
const HARD: [Lang; 3] = [Lang::Eng, Lang::Dan, Lang::Nob];
/// How few bytes: below, the detector is sure of 1 in 100 English headlines, and of 4 in 100 other pieces of these
/// languages that are not sure by votes. Not asking it is nearly always the same answer.
const FEW: usize = 100;
/// How far behind the leader a hard language may be that the text might be in.
const BEHIND: u32 = 1;
/// The length from which an ending tells something.
const ENDED: u32 = 5;

/// What a look at a text finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is in this language.
    Sure(Lang),
    /// It is too short to tell, for the detector of all languages as well.
    Unsure,
    /// Somebody else has to look.
    Open,
}

/// The language of `text` by the votes of its words.
///
/// Of a long text the beginning and the end are read and must agree, lest half of it is in another language. Takes some
/// six nanoseconds per byte read.
pub(super) fn verdict(text: &str) -> Verdict {
    if text.len() < LONG {
        return Votes::of(text).verdict(text.len());
    }
    let end = text.ceil_char_boundary(text.len().saturating_sub(WINDOW).max(text.len() / 2));
    let front = &text[..text.floor_char_boundary(WINDOW.min(end))];
    let front = Votes::of(front).verdict(text.len());
    if matches!(front, Verdict::Sure(_)) && Votes::of(&text[end..]).verdict(text.len()) == front {
        front
    } else {
        Verdict::Open
    }
}

/// A set of languages: a bit for each of [`TRAITS`].
type Languages = u64;

const ALL: Languages = Languages::MAX;

static SIGNS: LazyLock<Signs> = LazyLock::new(Signs::new);

/// The traits by what shows them.
struct Signs {
    words: FxHashMap<u64, Languages>,
    endings: FxHashMap<u64, Languages>,
    /// By [`place`].
    letters: Vec<Languages>,
}

impl Signs {
    fn new() -> Self {
        let mut signs =
            Self { words: FxHashMap::default(), endings: FxHashMap::default(), letters: vec![0; PLACES] };
        for (at, traits) in TRAITS.iter().enumerate() {
            let language = 1 << at;
            for word in traits.words.split_ascii_whitespace() {
                *signs.words.entry(word.chars().fold(0, with_letter)).or_default() |= language;
            }
            for ending in traits.endings.split_ascii_whitespace() {
                *signs.endings.entry(ending.chars().fold(0, last_letters)).or_default() |= language;
            }
            for place in traits.letters.chars().filter_map(place) {
                signs.letters[place] |= language;
            }
        }
        signs
    }
}

/// How many letters have a place.
const PLACES: usize = 0x800;

/// The place of a letter of the alphabets of Europe and the Near East.
fn place(letter: char) -> Option<usize> {
    match letter as usize {
        code @ 0..0x700 => Some(code),
        // Vietnamese.
        code @ 0x1E00..0x1F00 => Some(code - 0x1E00 + 0x700),
        _ => None,
    }
}

/// The key of a word with one more letter. Different words have different keys, or so nearly always that nothing hangs
/// on it.
const fn with_letter(key: u64, letter: char) -> u64 {
    key.rotate_left(7) ^ (letter as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The last three letters of a word with one more letter.
const fn last_letters(last: u64, letter: char) -> u64 {
    (last << 21 | letter as u64) & ((1 << 63) - 1)
}

/// The word that is being read.
struct Word {
    key: u64,
    last: u64,
    length: u32,
    has_capital: bool,
    /// The languages whose alphabet has all its letters.
    letters: Languages,
}

const EMPTY: Word = Word { key: 0, last: 0, length: 0, has_capital: false, letters: ALL };

/// The points of each language after a text has been read.
struct Votes {
    points: [u32; TRAITS.len()],
    words: u32,
    /// Whether letters were met that none of the languages has.
    foreign: bool,
}

impl Votes {
    fn of(text: &str) -> Self {
        let signs = &*SIGNS;
        let mut votes = Self { points: [0; TRAITS.len()], words: 0, foreign: false };
        let mut word = EMPTY;
        for found in text.chars() {
            if found.is_ascii() {
                let lower = found.to_ascii_lowercase();
                if lower.is_ascii_lowercase() {
                    word.add(lower, lower != found);
                } else if word.length != 0 {
                    votes.end(&mut word, signs);
                }
            } else if found.is_alphabetic() {
                let lower = found.to_lowercase().next().unwrap_or(found);
                word.add(lower, lower != found);
                if !lower.is_ascii() {
                    let languages = place(lower).map_or(0, |place| signs.letters[place]);
                    votes.foreign |= languages == 0;
                    word.letters &= languages;
                }
            } else if !is_mark(found) && word.length != 0 {
                votes.end(&mut word, signs);
            }
        }
        if word.length != 0 {
            votes.end(&mut word, signs);
        }
        votes
    }

    #[inline]
    fn end(&mut self, word: &mut Word, signs: &Signs) {
        self.words += 1;
        let (mut languages, points) = word.vote(signs);
        while languages != 0 {
            self.points[languages.trailing_zeros() as usize] += points;
            languages &= languages - 1;
        }
        *word = EMPTY;
    }

    /// What the points of a text of so many bytes say, or of a part of it.
    fn verdict(&self, bytes: usize) -> Verdict {
        let (mut first, mut best) = (0, 0);
        for (at, &points) in self.points.iter().enumerate() {
            if points > best {
                (first, best) = (at, points);
            }
        }
        let leader = TRAITS[first].lang;
        let others = TRAITS.iter().zip(&self.points).enumerate();
        let others =
            others.filter(|(at, (traits, _))| *at != first && (leader.is_none() || traits.lang != leader));
        let second = others.map(|(_, (_, &points))| points).max().unwrap_or(0);
        let lead = best - second;
        match leader {
            _ if self.foreign => Verdict::Open,
            Some(lang) if lead >= LEAD && lead * 100 >= self.words * LEAD_OF_HUNDRED => Verdict::Sure(lang),
            _ if bytes < FEW && self.may_be_hard(best) => Verdict::Unsure,
            _ => Verdict::Open,
        }
    }

    /// Whether the text might be in one of the hard languages, where the leader has `best` points.
    fn may_be_hard(&self, best: u32) -> bool {
        let mut languages = TRAITS.iter().zip(&self.points);
        languages.any(|(traits, points)| {
            points + BEHIND >= best && traits.lang.is_some_and(|lang| HARD.contains(&lang))
        })
    }
}

impl Word {
    #[inline]
    fn add(&mut self, letter: char, is_capital: bool) {
        self.key = with_letter(self.key, letter);
        self.last = last_letters(self.last, letter);
        self.length += 1;
        self.has_capital |= is_capital;
    }

    /// The languages that the word votes for, and with how many points.
    #[inline]
    fn vote(&self, signs: &Signs) -> (Languages, u32) {
        if let Some(&languages) = signs.words.get(&self.key) {
            return (languages, if self.has_capital { 1 } else { self.length.min(3) });
        }
        let by_letters = self.letters != ALL;
        if self.has_capital {
            return (if by_letters { self.letters } else { 0 }, 1);
        }
        let ended = if self.length < ENDED { None } else { signs.endings.get(&self.last) };
        match ended {
            Some(ended) if !by_letters => (*ended, 1),
            Some(ended) if ended & self.letters != 0 => (ended & self.letters, 2),
            _ if by_letters => (self.letters, 2),
            _ => (0, 0),
        }
    }
}

/// Whether a sign that is no letter belongs to the word it stands in: accents written by themselves, vowels of Arabic,
/// soft hyphens and joiners.
fn is_mark(found: char) -> bool {
    matches!(found, '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "The ministers said after the meeting that they had agreed with the company on a timetable for \
        the deliveries of gas, which would begin in the spring. ";
    const GERMAN: &str = "Die Minister einigten sich am späten Abend auf einen gemeinsamen Fahrplan für die Lieferungen, \
        die im Frühjahr beginnen sollen. ";

    /// Headlines as a newspaper might have them.
    const HEADLINES: [(Lang, [&str; 3]); 16] = [
        (
            Lang::Ara,
            [
                "الحكومة تعلن عن خطة جديدة بعد اجتماع مع الشركات",
                "ارتفاع أسعار الخبز في العاصمة منذ بداية العام",
                "وزير المالية يقول إن الميزانية لن تتغير",
            ],
        ),
        (
            Lang::Dan,
            [
                "Regeringen vil ikke sænke afgiften på strøm efter nytår",
                "Broen bliver lukket hele natten, siger kommunen",
                "Hvad betyder aftalen for dig og dine børn?",
            ],
        ),
        (
            Lang::Nld,
            [
                "Kabinet wil niet dat de bruggen voor de zomer dicht gaan",
                "Prijs van brood stijgt volgens bakkers ook volgend jaar",
                "Waarom het water in de haven steeds warmer wordt",
            ],
        ),
        (
            Lang::Eng,
            [
                "Harbour to close for a week after storm tore two cranes from their rails",
                "Ministers who met the unions say they will not raise the tax",
                "What the new timetable means for those with children",
            ],
        ),
        (
            Lang::Fin,
            [
                "Hallitus ei aio korottaa veroja, sanoo ministeri",
                "Silta on suljettu koko viikon myrskyn jälkeen",
                "Miksi leivän hinta nousi myös tänä vuonna?",
            ],
        ),
        (
            Lang::Fra,
            [
                "Le gouvernement ne veut pas augmenter les impôts avant l’été",
                "Deux ponts fermés pour une semaine après la tempête",
                "Pourquoi le prix du pain est encore en hausse dans les villes",
            ],
        ),
        (
            Lang::Deu,
            [
                "Regierung will die Steuern nicht erhöhen",
                "Brücke nach dem Sturm für eine Woche gesperrt",
                "Warum Brot auch im neuen Jahr teurer wird",
            ],
        ),
        (
            Lang::Hun,
            [
                "A kormány nem emeli az adókat a nyár előtt",
                "Egy hétre lezárták a hidat a vihar után",
                "Miért drágul meg újra a kenyér?",
            ],
        ),
        (
            Lang::Ita,
            [
                "Il governo non alzerà le tasse prima dell’estate",
                "Chiuso per una settimana il ponte della città dopo la tempesta",
                "Perché il prezzo del pane è ancora più alto",
            ],
        ),
        (
            Lang::Nob,
            [
                "Regjeringen vil ikke øke avgiften på strøm etter nyttår",
                "Broen blir stengt hele uken, sier kommunen",
                "Hva betyr avtalen for deg og dine barn?",
            ],
        ),
        (
            Lang::Por,
            [
                "Governo não vai aumentar os impostos antes do verão",
                "Ponte fica fechada por uma semana depois da tempestade",
                "Por que o preço do pão subiu também em maio",
            ],
        ),
        (
            Lang::Ron,
            [
                "Guvernul nu va mări impozitele până la vară",
                "Podul este închis o săptămână după furtună",
                "De ce s-a scumpit pâinea și în acest an",
            ],
        ),
        (
            Lang::Rus,
            [
                "Правительство не будет повышать налоги до лета",
                "Мост закрыли на неделю после шторма",
                "Почему хлеб снова подорожал этой весной",
            ],
        ),
        (
            Lang::Spa,
            [
                "El Gobierno no subirá los impuestos antes del verano",
                "Cierran el puente por una semana tras la tormenta",
                "Por qué el precio del pan es más alto este año",
            ],
        ),
        (
            Lang::Swe,
            [
                "Regeringen vill inte höja skatten före sommaren",
                "Bron är stängd hela veckan efter stormen",
                "Vad betyder avtalet för dig och dina barn?",
            ],
        ),
        (
            Lang::Tur,
            [
                "Hükümet yazdan önce vergileri artırmayacak, dedi bakan",
                "Köprü fırtınadan sonra bir hafta için kapalı",
                "Ekmek fiyatı neden bu yıl da çok arttı",
            ],
        ),
    ];

    fn points(text: &str, lang: Lang) -> u32 {
        let at = TRAITS.iter().position(|traits| traits.lang == Some(lang)).unwrap();
        Votes::of(text).points[at]
    }

    #[test]
    fn headlines_tell_their_language() {
        let mut open = Vec::new();
        for (lang, headlines) in HEADLINES {
            for headline in headlines {
                match verdict(headline) {
                    Verdict::Sure(found) => assert_eq!(found, lang, "{headline}"),
                    _ => open.push(headline),
                }
            }
        }
        let expected = [
            "Prijs van brood stijgt volgens bakkers ook volgend jaar",
            "Hallitus ei aio korottaa veroja, sanoo ministeri",
            "Правительство не будет повышать налоги до лета",
            "Почему хлеб снова подорожал этой весной",
        ];
        assert_eq!(open, expected, "what is left open is all that is not found");
    }

    #[test]
    fn words_that_languages_share_tell_nothing() {
        for text in
            ["", "42", "Oslo 2025", "Los Angeles Lakers", "in", "a in no", "The Voice", "West Ham, Leeds"]
        {
            assert_eq!(verdict(text), Verdict::Unsure, "{text}");
        }
    }

    #[test]
    fn what_the_detector_may_know_is_left_open() {
        for text in [
            "Η κυβέρνηση δεν θα αυξήσει τους φόρους",
            "政府は夏まで税を上げない",
            "they said with which 政府",
            "Nasz rząd zapowiada",
            &"Los Angeles Lakers ".repeat(6),
        ] {
            assert_eq!(verdict(text), Verdict::Open, "{text}");
        }
    }

    #[test]
    fn a_word_of_grammar_counts_up_to_three_letters_and_a_capital_takes_them() {
        assert_eq!(points("a", Lang::Eng), 1);
        assert_eq!(points("of", Lang::Eng), 2);
        assert_eq!(points("which with", Lang::Eng), 6);
        assert_eq!(points("The THE", Lang::Eng), 2);
        assert_eq!(points("theo xthe", Lang::Eng), 0);
        assert_eq!(points("the—the’s", Lang::Eng), 7);
    }

    #[test]
    fn other_words_count_by_ending_and_letters() {
        assert_eq!(points("walking", Lang::Eng), 1);
        assert_eq!(points("king Walking", Lang::Eng), 0);
        assert_eq!((points("straße", Lang::Deu), points("straße", Lang::Swe)), (2, 0));
        assert_eq!((points("Łódź", Lang::Pol), points("Łódź", Lang::Deu)), (1, 0));
        // Both alphabets have ä, one language the ending.
        assert_eq!((points("metsässä", Lang::Fin), points("metsässä", Lang::Swe)), (2, 0));
        assert_eq!(points("naïve", Lang::Eng), 0);
    }

    #[test]
    fn marks_do_not_cut_a_word() {
        assert_eq!(points("wi\u{AD}th", Lang::Eng), 3);
        assert_eq!(points("می\u{200C}شود", Lang::Pes), points("میشود", Lang::Pes));
        assert_eq!(Votes::of("e\u{301}te\u{301}").words, 1);
    }

    #[test]
    fn a_quotation_in_a_text_does_not_name_it() {
        let names = "Lomé Dakar Bamako Nairobi Harare Lusaka Kampala Maputo ";
        assert_eq!(verdict("said with"), Verdict::Sure(Lang::Eng));
        assert_ne!(verdict(&format!("{}said with", names.repeat(4))), Verdict::Sure(Lang::Eng));
    }

    #[test]
    fn both_ends_of_a_long_text_must_agree() {
        let (english, german) = (ENGLISH.repeat(4), GERMAN.repeat(4));
        assert_eq!(verdict(&english), Verdict::Sure(Lang::Eng));
        assert_eq!(verdict(&english.to_uppercase()), Verdict::Sure(Lang::Eng));
        assert_eq!(verdict(&german), Verdict::Sure(Lang::Deu));
        assert_eq!(verdict(&format!("{english}{german}")), Verdict::Open);
        assert_eq!(verdict(&format!("{german}{english}")), Verdict::Open);
    }

    #[test]
    fn norwegian_is_one_language_in_two_forms() {
        assert_eq!(verdict("Ho veit ikkje kvar dei skal møtast"), Verdict::Sure(Lang::Nob));
    }
}
