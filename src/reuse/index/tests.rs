use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use proptest::prelude::*;

use super::feature::{Feature, Kept, Text, key};
use super::*;
use crate::corpus::{Mask, Metadata, Paragraph, ParagraphKind, Span};
use crate::error::IndexProblem;
use crate::reuse::{Passage, Reuse, ReuseParams};
use crate::{Analyzer, Corpus, Document, Error};

const FERRY: &str =
    "the ferry to the northern islands was cancelled after a gale damaged its only landing stage";
const OWLS: &str =
    "owls that nest in the old lime kiln have raised four chicks on a diet of harbour rats this year";

/// Files of an index, by name.
type Files = BTreeMap<String, Vec<u8>>;

fn documents(texts: &[(&str, &str)]) -> Vec<Document> {
    texts.iter().map(|(id, text)| Document::new(*id, *text)).collect()
}

/// An index of `parts`, added one after the other.
fn built(parts: &[&[Document]], analyzer: &Analyzer, params: &ReuseParams) -> (Manifest, Files) {
    let mut manifest = Manifest::new(Fingerprint::new(analyzer, params));
    let mut files = Files::new();
    for part in parts {
        let write = |name: &str, writing: Writing<'_>| {
            let mut bytes = Vec::new();
            writing(&mut bytes).unwrap();
            assert!(files.insert(name.to_owned(), bytes).is_none(), "{name} was written twice");
            Ok(())
        };
        manifest.add(part, analyzer, write).unwrap();
    }
    (manifest, files)
}

fn opened(manifest: &Manifest, files: &Files) -> Result<Index<Cursor<Vec<u8>>>, Error> {
    Index::open(Path::new("idx"), manifest.clone(), |name| Ok(Cursor::new(files[name].clone())))
}

/// Passages with ids in place of rows.
fn named(corpus: &Corpus, reuse: &Reuse) -> Vec<(String, String, Passage)> {
    let named = |passage: &Passage| {
        let (target, source) = (corpus[passage.target].id(), corpus[passage.source].id());
        (target.to_owned(), source.to_owned(), Passage { target: 0, source: 0, ..passage.clone() })
    };
    reuse.passages.iter().map(named).collect()
}

/// What `new` has from `old` when all are at hand; an old article whose id is taken gets another.
fn against(
    new: &[Document],
    old: &[Document],
    analyzer: &Analyzer,
    params: &ReuseParams,
) -> Vec<(String, String, Passage)> {
    let mut documents = new.to_vec();
    for document in old {
        let is_free = |id: &str| documents.iter().all(|other| other.id() != id);
        let ids =
            (1..).map(|n| if n == 1 { document.id().to_owned() } else { format!("{}~{n}", document.id()) });
        let id = ids.into_iter().find(|id| is_free(id)).unwrap();
        documents.push(document.clone().renamed(id));
    }
    let corpus = Corpus::new(documents).unwrap();
    let n = new.len();
    let params = params.clone().targets(0..n).sources(n..corpus.len());
    let reuse = params.detect(&corpus, &analyzer.tokenize(&corpus)).unwrap();
    let mut named = named(&corpus, &reuse);
    // How much they have in common by chance is not known of articles that are not read.
    named.iter_mut().for_each(|(_, _, passage)| (passage.p_value, passage.fdr) = (None, None));
    named
}

fn asked(
    new: &[Document],
    (manifest, files): &(Manifest, Files),
    analyzer: &Analyzer,
    params: &ReuseParams,
) -> Vec<(String, String, Passage)> {
    let mut index = opened(manifest, files).unwrap();
    let found = index.query(&Corpus::new(new.to_vec()).unwrap(), analyzer, params).unwrap();
    assert_eq!(found.n_new, new.len());
    named(&found.corpus, &found.reuse)
}

#[test]
fn a_passage_is_found_and_only_its_article_is_opened() {
    let old: Vec<Document> = (0..2_000)
        .map(|at| {
            let filler: String =
                (0..60).map(|word| format!("w{} ", (at * 7919 + word * word * 31) % 100_003)).collect();
            let text = if at == 777 { format!("{filler}. {FERRY}.") } else { filler };
            Document::new(format!("{at}"), text)
        })
        .collect();
    let (analyzer, params) = (Analyzer::english(), Reuse::params());
    let (manifest, files) = built(&[&old], &analyzer, &params);
    let mut index = opened(&manifest, &files).unwrap();
    let directories = index.bytes_read();
    let new = Corpus::from_texts([("new", format!("They said {FERRY}."))]).unwrap();
    let found = index.query(&new, &analyzer, &params).unwrap();
    assert_eq!(found.corpus.len(), 2);
    assert_eq!(found.corpus[1], old[777]);
    let passages = named(&found.corpus, &found.reuse);
    assert_eq!(passages, against(new.documents(), &old, &analyzer, &params));
    assert_eq!(passages.len(), 1);
    // One block of 64 KiB, packed, and some chunks of 3 KiB each.
    let read = index.bytes_read() - directories;
    let all: usize = files.values().map(Vec::len).sum();
    assert!(read < 64 * 1024 + 40 * 3 * 1024 && read < all as u64 / 3, "{read} of {all}");
}

#[test]
fn texts_shorter_than_a_run_are_found_where_they_are_the_same_throughout() {
    let (analyzer, params) = (Analyzer::english(), Reuse::params());
    let old = documents(&[("a", "Harbour closed"), ("b", "Harbour"), ("c", "")]);
    let new = documents(&[("x", "harbour closed!"), ("y", ""), ("z", "closed harbour")]);
    let found = asked(&new, &built(&[&old], &analyzer, &params), &analyzer, &params);
    assert_eq!(found, against(&new, &old, &analyzer, &params));
    assert_eq!(found.len(), 1);
}

#[test]
fn words_that_are_equal_through_another_language_are_found() {
    // What is one word and what two depends on the languages of all: to German, *organe* is a form of *organ*.
    let (analyzer, params) = (Analyzer::news(), lenient());
    let old = documents(&[("a", "organ hand hand organ organ organ")]);
    let new = documents(&[
        ("x", "name hands they organs organe of"),
        ("y", "také organs hand hand organs jsem není který"),
    ]);
    let found = asked(&new, &built(&[&old], &analyzer, &params), &analyzer, &params);
    assert_eq!(found, against(&new, &old, &analyzer, &params));
    assert_eq!(found.len(), 1);
}

#[test]
fn articles_that_are_read_otherwise_beside_the_new_ones_are_found() {
    // Alone it is in no language that can be told; beside English articles it is English, and its words have stems.
    let english = "The ministers agreed late in the evening on a common timetable for the deliveries of gas.";
    let (analyzer, params) = (Analyzer::news(), lenient());
    let old = documents(&[("a", "42 gates 43 pumps 44 lamps 45 ropes")]);
    let new = documents(&[("x", english), ("y", "42 gate 43 pump 44 lamp 45 rope")]);
    let found = asked(&new, &built(&[&old], &analyzer, &params), &analyzer, &params);
    assert_eq!(found, against(&new, &old, &analyzer, &params));
    assert_eq!(found.len(), 1);
}

#[test]
fn articles_come_back_as_they_were_read() {
    let lines = [FERRY, OWLS, "Leave a comment"];
    let text = lines.join("\n");
    let masked = ParagraphKind::Boilerplate(Mask::FrontMatter);
    let kinds = [ParagraphKind::Heading, masked, ParagraphKind::Body];
    let mut at = 0;
    let paragraphs = lines.iter().zip(kinds).map(|(line, kind)| {
        let span = Span::new(at, at + line.len());
        at = span.end + 1;
        Paragraph { span, kind }
    });
    let paragraphs = paragraphs.collect();
    for date in ["2025", "2025-05", "2025-05-08", "2025-05-08T14:30:00", "2025-05-08T14:30:00+02:00"] {
        let metadata = Metadata {
            title: Some("A “title”".to_owned()),
            source: Some("Gazette".to_owned()),
            date: Some(date.parse().unwrap()),
        };
        let told = Document::restored("a".to_owned(), text.clone(), metadata, Vec::clone(&paragraphs));
        let plain =
            Document::new("b", "Leave a comment\nThe first paragraph of the story runs on for a while.");
        let old = [told, plain];
        let (manifest, files) = built(&[&old], &Analyzer::news(), &Reuse::params());
        let mut index = opened(&manifest, &files).unwrap();
        for (number, document) in (0..).zip(&old) {
            assert_eq!(index.article(number).unwrap(), *document);
            assert_eq!(index.position(document.id()).unwrap(), Some(number));
        }
        assert_eq!(index.position("c").unwrap(), None);
        assert_eq!(Manifest::from_bytes(&manifest.to_bytes().unwrap(), Path::new("m")).unwrap(), manifest);
    }
}

#[test]
fn an_article_that_is_there_is_passed_over_or_refused() {
    let analyzer = Analyzer::english();
    let old = documents(&[("a", FERRY), ("b", OWLS)]);
    let (manifest, files) = built(&[&old], &analyzer, &Reuse::params());
    let mut index = opened(&manifest, &files).unwrap();
    let new = documents(&[("c", FERRY), ("b", OWLS)]);
    assert_eq!(index.unknown(&new).unwrap(), new[..1]);
    let standing = index.standing(&documents(&[("c", FERRY), ("b", OWLS), ("a", OWLS)])).unwrap();
    assert_eq!((standing.unknown, standing.differing), (new[..1].to_vec(), documents(&[("a", OWLS)])));
    let changed = documents(&[("c", FERRY), ("b", FERRY)]);
    let Err(Error::Index { problem, .. }) = index.unknown(&changed) else { panic!() };
    assert_eq!(problem, IndexProblem::IdsTaken { n: 1, ids: vec!["\"b\"".to_owned()] });
}

#[test]
fn an_index_without_articles_has_nothing() {
    let (analyzer, params) = (Analyzer::english(), Reuse::params());
    for parts in [&[][..], &[&[][..]]] {
        let index = built(parts, &analyzer, &params);
        assert_eq!(asked(&documents(&[("a", FERRY)]), &index, &analyzer, &params), []);
        assert_eq!(asked(&[], &index, &analyzer, &params), []);
    }
    let index = built(&[&documents(&[("a", FERRY)])], &analyzer, &params);
    assert_eq!(asked(&[], &index, &analyzer, &params), []);
}

#[test]
fn settings_that_differ_are_named() {
    let analyzer = Analyzer::english();
    let (manifest, files) = built(&[&documents(&[("a", FERRY)])], &analyzer, &Reuse::params());
    let new = Corpus::from_texts([("x", FERRY)]).unwrap();
    let refused = |analyzer: &Analyzer, params: ReuseParams| {
        let error = opened(&manifest, &files).unwrap().query(&new, analyzer, &params).unwrap_err();
        let Error::Index { problem: IndexProblem::Settings { setting, made_with, asked }, .. } = error else {
            panic!("{error}")
        };
        (setting, made_with, asked)
    };
    let told = |setting, made_with: &str, asked: &str| (setting, made_with.to_owned(), asked.to_owned());
    assert_eq!(refused(&Analyzer::news(), Reuse::params()), told("--language", "en", "auto"));
    let other = analyzer.clone().stemmer(crate::Stemmer::None);
    assert_eq!(refused(&other, Reuse::params()), told("--stemmer", "rust-stemmers", "none"));
    let other = analyzer.clone().words(crate::Words::Sklearn);
    assert_eq!(refused(&other, Reuse::params()), told("--analyzer", "news", "sklearn"));
    let (setting, _, asked) =
        refused(&analyzer.clone().stop_words(crate::StopWords::sklearn_english()), Reuse::params());
    assert!(setting == "--stop-words" && asked.starts_with("a list of 318 words"), "{asked}");
    assert_eq!(refused(&analyzer, Reuse::params().min_run(6)), told("min_run", "5", "6"));
    // N-grams are nothing to reuse.
    assert!(
        opened(&manifest, &files)
            .unwrap()
            .query(&new, &analyzer.clone().ngram_range(1, 2), &Reuse::params())
            .is_ok()
    );
}

#[test]
fn any_byte_that_changes_is_told_or_changes_nothing() {
    let (analyzer, params) = (Analyzer::english(), Reuse::params());
    let old = documents(&[("a", FERRY), ("b", OWLS), ("c", "Nothing of it stands here, nothing at all.")]);
    let (manifest, files) = built(&[&old[..2], &old[2..]], &analyzer, &params);
    let new = documents(&[("x", FERRY)]);
    let right = asked(&new, &(manifest.clone(), files.clone()), &analyzer, &params);
    assert_eq!(right.len(), 1);
    let bytes = manifest.to_bytes().unwrap();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 0x20;
        assert!(
            matches!(Manifest::from_bytes(&changed, Path::new("m")), Err(Error::Index { .. })),
            "byte {at}"
        );
        assert!(
            matches!(Manifest::from_bytes(&bytes[..at], Path::new("m")), Err(Error::Index { .. })),
            "{at} bytes"
        );
    }
    let corpus = Corpus::new(new).unwrap();
    for (name, bytes) in &files {
        for at in 0..bytes.len() {
            let mut changed = files.clone();
            changed.get_mut(name).unwrap()[at] ^= 0x20;
            let checked = opened(&manifest, &changed).and_then(|mut index| index.check());
            assert!(matches!(checked, Err(Error::Index { .. })), "{name}: byte {at} was not missed");
            let found =
                opened(&manifest, &changed).and_then(|mut index| index.query(&corpus, &analyzer, &params));
            match found {
                Ok(found) => assert_eq!(named(&found.corpus, &found.reuse), right, "{name}: byte {at}"),
                Err(error) => assert!(matches!(error, Error::Index { .. }), "{name}: byte {at}: {error}"),
            }
            let mut short = files.clone();
            short.get_mut(name).unwrap().truncate(at);
            assert!(matches!(opened(&manifest, &short), Err(Error::Index { .. })), "{name}: {at} bytes");
        }
    }
    // One segment in the place of another.
    let mut swapped = files.clone();
    swapped.insert(Manifest::file(1), files[&Manifest::file(2)].clone());
    assert!(matches!(opened(&manifest, &swapped), Err(Error::Index { .. })));
}

#[test]
fn keys_are_those_of_this_version() {
    // Whoever changes one of these numbers changes the format: its version has to rise with them.
    assert_eq!(key("ferry"), 7_229_976_978_183_820_997);
    let corpus = Corpus::from_texts([("a", FERRY)]).unwrap();
    let tokens = Analyzer::english().tokenize(&corpus);
    let kept = Kept::new(&tokens);
    let text = Text::new(&corpus[0], &tokens.documents()[0], kept.words(&tokens.documents()[0]));
    let keys = Feature::Run.keys(&text, 5);
    assert!(keys.iter().all(|(feature, key)| feature == key));
    let bytes: Vec<u8> = keys.iter().flat_map(|(_, key)| key.to_le_bytes()).collect();
    assert_eq!((keys.len(), crc32fast::hash(&bytes)), (12, 2_974_102_185));
}

#[test]
fn the_same_articles_make_the_same_bytes() {
    let old: Vec<Document> =
        (0..40).map(|at| Document::new(format!("{at}"), format!("{at} {FERRY} {at} {OWLS}"))).collect();
    let made = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| built(&[&old[..30], &old[30..]], &Analyzer::news(), &Reuse::params()))
    };
    assert_eq!(made(1), made(3));
}

/// The index after a revision: its files without those of segments that it does not list, as they are kept.
fn revised(
    (manifest, files): &(Manifest, Files),
    revision: &Revision,
    analyzer: &Analyzer,
) -> Result<(Manifest, Files), Error> {
    let mut now = files.clone();
    let write = |name: &str, writing: Writing<'_>| {
        let mut bytes = Vec::new();
        writing(&mut bytes).unwrap();
        assert!(now.insert(name.to_owned(), bytes).is_none(), "the name {name} is used again");
        Ok(())
    };
    let manifest = opened(manifest, files)?.revised(revision, analyzer, write)?;
    let manifest = Manifest::from_bytes(&manifest.to_bytes()?, Path::new("m"))?;
    let listed: Vec<String> = manifest.files().collect();
    now.retain(|name, _| listed.contains(name));
    Ok((manifest, now))
}

/// All articles of an index, in order.
fn articles((manifest, files): &(Manifest, Files)) -> Vec<Document> {
    let mut index = opened(manifest, files).unwrap();
    (0..manifest.articles() as u32).map(|number| index.article(number).unwrap()).collect()
}

#[test]
fn what_is_dropped_is_in_no_file_and_other_segments_stay() {
    let analyzer = Analyzer::english();
    let old = documents(&[("a", FERRY), ("b", OWLS), ("c", FERRY), ("d", OWLS)]);
    let index = built(&[&old[..2], &old[2..]], &analyzer, &Reuse::params());
    let after = revised(&index, &Revision::default().drop(["b"]), &analyzer).unwrap();
    assert_eq!(articles(&after), documents(&[("a", FERRY), ("c", FERRY), ("d", OWLS)]));
    let names: Vec<&String> = after.1.keys().collect();
    assert_eq!(names, ["segment-000002", "segment-000003"]);
    assert_eq!(after.1["segment-000002"], index.1["segment-000002"]);
    let replaced = Revision::default().put(documents(&[("c", OWLS), ("e", FERRY)]));
    let after = revised(&after, &replaced, &analyzer).unwrap();
    let now = [("a", FERRY), ("d", OWLS), ("c", OWLS), ("e", FERRY)];
    assert_eq!(articles(&after), documents(&now));
    let nothing = revised(&after, &Revision::default().drop(["a", "c", "d", "e"]), &analyzer).unwrap();
    assert_eq!((articles(&nothing), nothing.1.len()), (Vec::new(), 0));
}

#[test]
fn an_article_to_be_dropped_must_be_there() {
    let analyzer = Analyzer::english();
    let index = built(&[&documents(&[("a", FERRY)])], &analyzer, &Reuse::params());
    let revision = Revision::default().drop(["a", "x\u{1b}", "y"]);
    let Err(Error::Index { problem, .. }) = revised(&index, &revision, &analyzer) else { panic!() };
    assert_eq!(problem.to_string(), "has no article called \"x\\u{1b}\", \"y\"; nothing was changed");
}

#[test]
fn small_segments_are_joined_where_it_is_asked_for() {
    let analyzer = Analyzer::news();
    let old = documents(&[("a", FERRY), ("b", OWLS), ("c", "42 gates 43 pumps")]);
    let parts: Vec<&[Document]> = old.chunks(1).collect();
    let many = built(&parts, &analyzer, &Reuse::params());
    let one = built(&[&old], &analyzer, &Reuse::params());
    let joined = revised(&many, &Revision::default().join(true), &analyzer).unwrap();
    assert_eq!(joined.1.values().collect::<Vec<_>>(), one.1.values().collect::<Vec<_>>());
    // A single one is as it should be.
    assert_eq!(revised(&one, &Revision::default().join(true), &analyzer).unwrap(), one);
}

/// Numbers that look random, from a seed.
fn dice(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |n| {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((u128::from(mixed ^ (mixed >> 31)) * n as u128) >> 64) as usize
    }
}

/// More articles than are compared without a bound, and some that copy and retell them. Phrases stand in many of them, one
/// sentence in more than a hundred; dates are few, so that ids decide.
fn many(seed: u64) -> (Vec<Document>, Vec<Document>) {
    let mut roll = dice(seed);
    let word = |n: usize| format!("{}{}", ["bar", "cor", "dem", "fal", "gor", "hul"][n % 6], n / 6);
    let phrase = |n: usize| format!("{} {} {}", word(n), word(n * 7 % 24), word(n * 11 % 24 + 24));
    let sentence =
        |n: usize| (0..11).map(|at| word(60 + (n * 31 + at * 17) % 90)).collect::<Vec<_>>().join(" ");
    let mut text = |own: usize| -> Vec<String> {
        let mut parts: Vec<String> = (0..6).map(|_| phrase(roll(14))).collect();
        if roll(5) < 3 {
            parts.push(sentence(0));
        }
        if roll(4) == 0 {
            parts.push(sentence(1 + roll(9)));
        }
        parts.extend((0..3).map(|at| {
            (0..12).map(|word_at| word(200 + own * 40 + at * 12 + word_at)).collect::<Vec<_>>().join(" ")
        }));
        parts
    };
    let dates = [None, Some("2025-05"), Some("2025-05-08"), Some("2025-05-09T10:00:00"), Some("2025-05-12")];
    let texts: Vec<Vec<String>> = (0..330).map(&mut text).collect();
    let mut retold: Vec<Vec<String>> = (330..336).map(&mut text).collect();
    for parts in &mut retold {
        // A text of the old ones with its words in other places.
        let of = &texts[roll(texts.len())];
        for part in &of[of.len() - 3..] {
            let mut words: Vec<&str> = part.split(' ').collect();
            let (a, b) = (roll(words.len()), roll(words.len()));
            words.swap(a, b);
            words.rotate_left(roll(4));
            parts.push(words.join(" "));
        }
    }
    let mut article = |id: String, parts: &Vec<String>| {
        let date = dates[roll(dates.len())].map(|date| date.parse().unwrap());
        Document::with_metadata(id, parts.join(". ") + ".", Metadata { date, ..Metadata::default() })
    };
    let old =
        texts.iter().enumerate().map(|(at, parts)| article(format!("{}", at * 7919 % 331), parts)).collect();
    let new = retold.iter().enumerate().map(|(at, parts)| article(format!("{}", at * 41), parts)).collect();
    (old, new)
}

/// A few texts of few words, so that they share much.
fn babble(n: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Document>> {
    let words = vec!["the", "of", "red", "sea", "Vale", "“", "”", "’", ".", "\n", "ran", "runs", "seas"];
    let text = prop::collection::vec(prop::sample::select(words), 0..80);
    prop::collection::vec(text.prop_map(|words| words.join(" ")), n).prop_map(numbered)
}

/// Texts in English, German and neither, short ones among them, that share words which the two languages stem otherwise.
fn tongues(n: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Document>> {
    let shared = vec![
        "name", "names", "namen", "hand", "hands", "organ", "organs", "organe", "die", "dies", "minister",
    ];
    let english = vec!["the", "of", "and", "which", "with", "was", "that", "they", "had", "been", "harbour"];
    let german = vec!["der", "und", "nicht", "mit", "sich", "auf", "eine", "dem", "werden", "wurde", "hafen"];
    let czech = vec!["který", "jsem", "není", "také", "podle", "však", "řekl", "vlády", "přes", "město"];
    let pick = |words: &Vec<&'static str>| prop::sample::select(words.clone());
    let word = |own: Vec<&'static str>| prop_oneof![pick(&shared), pick(&own)];
    let text = prop_oneof![
        prop::collection::vec(word(english), 1..60),
        prop::collection::vec(word(german), 1..60),
        prop::collection::vec(word(czech), 1..60),
        prop::collection::vec(pick(&shared), 1..12),
    ];
    prop::collection::vec(text.prop_map(|words| words.join(" ")), n).prop_map(numbered)
}

/// Documents whose ids are taken again by others, and by those that would get out of the way.
fn numbered(texts: Vec<String>) -> Vec<Document> {
    let ids = ["a", "a~2", "b", "a~2~2", "c~2", "c", "d", "e"];
    texts.iter().zip(ids).map(|(text, id)| Document::new(id, text.as_str())).collect()
}

/// Lets almost everything pass, so that the law is tried on many passages.
fn lenient() -> ReuseParams {
    Reuse::params().min_tokens(4).min_weight(0.0).min_run(3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn asking_finds_what_comparing_with_all_finds(old in babble(0..8), new in babble(0..5), cut in 0..8_usize) {
        let cut = cut.min(old.len());
        for analyzer in [Analyzer::english(), Analyzer::news()] {
            let index = built(&[&old[..cut], &old[cut..]], &analyzer, &lenient());
            prop_assert_eq!(asked(&new, &index, &analyzer, &lenient()), against(&new, &old, &analyzer, &lenient()));
        }
    }

    #[test]
    fn it_does_so_in_several_languages(old in tongues(1..8), new in tongues(1..5), cut in 0..8_usize) {
        let cut = cut.min(old.len());
        let analyzer = Analyzer::news();
        let index = built(&[&old[..cut], &old[cut..]], &analyzer, &lenient());
        prop_assert_eq!(asked(&new, &index, &analyzer, &lenient()), against(&new, &old, &analyzer, &lenient()));
    }

    #[test]
    fn however_it_came_about_an_index_answers_as_one_of_its_articles(
        first in tongues(0..8),
        steps in prop::collection::vec((tongues(0..4), prop::collection::vec(0..8_usize, 0..4), any::<bool>()), 1..5),
        new in tongues(1..4),
    ) {
        let (analyzer, params) = (Analyzer::news(), lenient());
        let mut index = built(&[&first], &analyzer, &params);
        let mut there = first;
        for (put, dropped, join) in steps {
            let ids = ["a", "a~2", "b", "a~2~2", "c~2", "c", "d", "e"];
            let dropped: Vec<&str> = dropped.iter().map(|&at| ids[at]).filter(|id| there.iter().any(|old| old.id() == *id)).collect();
            there.retain(|old| !dropped.contains(&old.id()) && put.iter().all(|put| put.id() != old.id()));
            there.extend(put.iter().cloned());
            index = revised(&index, &Revision::default().drop(dropped).put(put).join(join), &analyzer).unwrap();
            opened(&index.0, &index.1).unwrap().check().unwrap();
            prop_assert_eq!(&articles(&index), &there);
            let fresh = built(&[&there], &analyzer, &params);
            prop_assert_eq!(
                asked(&new, &index, &analyzer, &params),
                asked(&new, &fresh, &analyzer, &params)
            );
            prop_assert_eq!(index.0.majority().unwrap().fallback(), fresh.0.majority().unwrap().fallback());
        }
        // Joined with nothing else done, it is that index to the byte.
        let joined = revised(&index, &Revision::default().join(true), &analyzer).unwrap();
        let fresh = built(&[&there], &analyzer, &params);
        if joined.1.len() == 1 && index.1.len() > 1 {
            prop_assert_eq!(joined.1.values().collect::<Vec<_>>(), fresh.1.values().collect::<Vec<_>>());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn asking_a_large_index_finds_what_comparing_finds(seed in any::<u64>(), bounded in any::<bool>()) {
        let (old, new) = many(seed);
        let analyzer = Analyzer::english();
        let params = if bounded { Reuse::params().max_links(3) } else { Reuse::params() };
        let found = asked(&new, &built(&[&old[..100], &old[100..]], &analyzer, &params), &analyzer, &params);
        prop_assert_eq!(&found, &against(&new, &old, &analyzer, &params));
        prop_assert!(found.iter().any(|(_, _, passage)| passage.tier == crate::reuse::Tier::Copied));
    }
}
