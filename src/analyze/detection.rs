//! Finding the language of each document of a batch.

use rayon::prelude::*;
use whatlang::Lang;

use super::votes::{Verdict, verdict};
use super::{Language, LanguageChoice, Majority};
use crate::corpus::{Corpus, Document};

/// How much of a document is read to find its language. On 2,225 English news articles 2 KiB were sure of as many, and as
/// right, as the whole text (2,224, none wrong); 256 bytes of six fewer.
pub(super) const BYTES_READ: usize = 2048;

/// The language of each document of `corpus`, as it is to be read.
///
/// See [`Majority`] for that of a document that is not sure. Nothing here depends on the order of the documents.
pub(super) fn languages(corpus: &Corpus, choice: LanguageChoice) -> Vec<Option<Language>> {
    match choice {
        LanguageChoice::Fixed(language) => vec![Some(language); corpus.len()],
        LanguageChoice::Unknown => vec![None; corpus.len()],
        LanguageChoice::Detect => {
            let found: Vec<Option<Lang>> = corpus.documents().par_iter().map(detect).collect();
            let add = |mut majority: Majority, (document, &lang)| {
                majority.add(document, lang);
                majority
            };
            let counted = corpus.documents().par_iter().zip(&found).fold(Majority::default, add);
            let fallback = counted.reduce(Majority::default, Majority::merged).fallback();
            found.into_iter().map(|lang| fallback.or_sure(lang)).collect()
        }
    }
}

/// The language of `document` where the opening of its own prose is sure of it: it depends on nothing else, neither on
/// other documents nor on their order.
pub(crate) fn detect(document: &Document) -> Option<Lang> {
    reliable(&opening(document))
}

/// The language of `text` where it is sure.
pub(super) fn reliable(text: &str) -> Option<Lang> {
    match verdict(text) {
        Verdict::Sure(lang) => Some(lang),
        Verdict::Unsure => None,
        Verdict::Open => judged(text),
    }
}

/// The language of `text` where the detector of all languages is sure, a hundred times as slow.
fn judged(text: &str) -> Option<Lang> {
    whatlang::detect(text).filter(whatlang::Info::is_reliable).map(|info| info.lang())
}

/// At most `bytes` from the front of `text`.
pub(super) fn prefix(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The beginning of a document's own prose.
pub(super) fn opening(document: &Document) -> String {
    let mut opening = String::new();
    for (_, paragraph) in document.unmasked() {
        if opening.len() >= BYTES_READ {
            break;
        }
        opening.push_str(prefix(document.slice(paragraph.span), BYTES_READ - opening.len()));
        opening.push('\n');
    }
    opening
}

/// The language with stop words that whatlang calls `lang`.
pub(super) fn supported(lang: Lang) -> Option<Language> {
    Some(match lang {
        Lang::Ara => Language::Arabic,
        Lang::Cmn => Language::Chinese,
        Lang::Dan => Language::Danish,
        Lang::Nld => Language::Dutch,
        Lang::Eng => Language::English,
        Lang::Fin => Language::Finnish,
        Lang::Fra => Language::French,
        Lang::Deu => Language::German,
        Lang::Ell => Language::Greek,
        Lang::Hun => Language::Hungarian,
        Lang::Ita => Language::Italian,
        Lang::Jpn => Language::Japanese,
        Lang::Nob => Language::Norwegian,
        Lang::Por => Language::Portuguese,
        Lang::Ron => Language::Romanian,
        Lang::Rus => Language::Russian,
        Lang::Spa => Language::Spanish,
        Lang::Swe => Language::Swedish,
        Lang::Tam => Language::Tamil,
        Lang::Tha => Language::Thai,
        Lang::Tur => Language::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str =
        "The ministers agreed late in the evening on a common timetable for the deliveries of gas.";
    const GERMAN: &str =
        "Die Minister einigten sich am späten Abend auf einen gemeinsamen Fahrplan für Lieferungen.";
    const CZECH: &str =
        "Ministři se pozdě večer dohodli na společném harmonogramu dodávek plynu, řekl mluvčí vlády.";

    fn found(texts: &[&str]) -> Vec<Option<Language>> {
        let corpus =
            Corpus::from_texts(texts.iter().enumerate().map(|(i, text)| (i.to_string(), *text))).unwrap();
        languages(&corpus, LanguageChoice::Detect)
    }

    #[test]
    fn a_script_of_one_language_tells_it_in_a_few_words() {
        for (text, lang) in [
            ("Η κυβέρνηση δεν θα αυξήσει τους φόρους", Lang::Ell),
            ("政府は夏まで税を上げない", Lang::Jpn),
            ("政府今年不会提高税率", Lang::Cmn),
            ("அரசு வரியை உயர்த்தாது", Lang::Tam),
            ("รัฐบาลจะไม่ขึ้นภาษี", Lang::Tha),
        ] {
            assert_eq!(reliable(text), Some(lang), "{text}");
        }
    }

    #[test]
    fn an_unsure_document_follows_the_batch() {
        let (english, german) = (Some(Language::English), Some(Language::German));
        assert_eq!(found(&[ENGLISH, GERMAN, "Oslo 2025"]), [english, german, german]);
        assert_eq!(found(&["Oslo 2025", GERMAN, ENGLISH, ENGLISH]), [english, german, english, english]);
    }

    #[test]
    fn a_language_without_a_stemmer_is_not_taken_for_another() {
        assert_eq!(found(&[ENGLISH, CZECH]), [Some(Language::English), None]);
        assert_eq!(found(&[CZECH, CZECH, ENGLISH, "Oslo 2025"])[3], None);
    }

    #[test]
    fn scraps_are_read_together() {
        let words: Vec<&str> = GERMAN.split(' ').collect();
        let scraps: Vec<String> = words.chunks(2).map(|words| words.join(" ")).collect();
        let scraps: Vec<&str> = scraps.iter().map(String::as_str).collect();
        let mut reversed = scraps.clone();
        reversed.reverse();
        let (forth, mut back) = (found(&scraps), found(&reversed));
        back.reverse();
        assert_eq!(forth, back);
        assert_eq!(found(&["42", "…", ""]), [None; 3]);
    }

    #[test]
    fn a_prefix_ends_between_characters() {
        assert_eq!(prefix("aé", 2), "a");
        assert_eq!(prefix("aé", 9), "aé");
    }
}
