//! Which pairs are found.

use std::collections::BTreeSet;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::time::Duration;

use proptest::prelude::*;

use super::spill::Spill;
use super::*;
use crate::analyze::Analyzer;
use crate::corpus::{Document, Metadata};
use crate::error::Error;
use crate::reuse::{Outlets, Reuse};

/// A document of some words, with an outlet and a date where they are not empty.
fn document(id: &str, source: &str, date: &str, text: &str) -> Document {
    let source = (!source.is_empty()).then(|| source.to_owned());
    let date = (!date.is_empty()).then(|| date.parse().unwrap());
    Document::with_metadata(id, text, Metadata { source, date, ..Metadata::default() })
}

/// The pairs that are found, as ids.
fn pairs(documents: Vec<Document>, params: &ReuseParams) -> BTreeSet<(String, String)> {
    let corpus = Corpus::new(documents).unwrap();
    let tokens = Analyzer::english().tokenize(&corpus);
    let sequences = Sequences::new(&corpus, &tokens);
    let runs = Feature::runs(&sequences, params);
    let candidates = Candidates::find(&corpus, &sequences, &[runs], params).unwrap();
    let mut found = BTreeSet::new();
    let id = |row: u32| corpus[row as usize].id().to_owned();
    candidates
        .for_each_batch(|batch, is_near| {
            for pair in batch {
                assert!(is_near(pair.left) && is_near(pair.right));
                assert!(found.insert((id(pair.left), id(pair.right))), "a pair is there once");
            }
            Ok(())
        })
        .unwrap();
    found
}

/// Pairs as the letters of both ids.
fn letters(found: &BTreeSet<(String, String)>) -> Vec<String> {
    found.iter().map(|(a, b)| format!("{a}{b}")).collect()
}

const SAME: &str = "five words that all share";

#[test]
fn documents_that_share_a_run_are_a_pair_whose_first_id_is_left() {
    let of = |id: &str, text: &str| document(id, "", "", text);
    let found = pairs(
        vec![
            of("b", SAME),
            of("a", "five words that all have"),
            of("c", "no"),
            of("A", &format!("x {SAME} y")),
        ],
        &Reuse::params(),
    );
    assert_eq!(letters(&found), ["Ab"]);
}

#[test]
fn pairs_that_are_certainly_further_apart_are_left_out() {
    let dates = [
        ("a", "2025-05-01"),
        ("b", "2025-05-03"),
        ("c", "2025-05"),
        ("d", "2025-06-02"),
        ("e", ""),
        ("f", "2025-05-03T10:00:00Z"),
    ];
    let documents = || dates.iter().map(|(id, date)| document(id, "", date, SAME)).collect();
    let within = |hours: u64| {
        letters(&pairs(documents(), &Reuse::params().within(Duration::from_secs(hours * 3_600))))
    };
    // The last second of the 1st and the first of the 3rd are a day and a second apart; so are the last of May and the 2nd.
    assert_eq!(within(24), ["ac", "ae", "bc", "be", "bf", "ce", "cf", "de", "ef"]);
    assert_eq!(within(25), ["ab", "ac", "ae", "bc", "be", "bf", "cd", "ce", "cf", "de", "ef"]);
    assert_eq!(within(24 * 365).len(), 15);
}

#[test]
fn outlets_may_have_to_be_the_same_or_others() {
    let documents = || {
        let outlets = [("a", "Post"), ("b", "Post"), ("c", "Globe"), ("d", ""), ("e", "")];
        outlets.iter().map(|(id, outlet)| document(id, outlet, "", SAME)).collect()
    };
    let of = |outlets| letters(&pairs(documents(), &Reuse::params().outlets(outlets)));
    assert_eq!(of(Outlets::Same), ["ab"]);
    assert_eq!(of(Outlets::Other), ["ac", "ad", "ae", "bc", "bd", "be", "cd", "ce", "de"]);
    assert_eq!(of(Outlets::Any).len(), 10);
}

#[test]
fn the_first_and_the_nearest_are_those_that_the_filters_allow() {
    // One outlet, but for the first, the third and the last.
    let documents: Vec<Document> = ('a'..='h')
        .map(|id| {
            let outlet = if "ach".contains(id) { id.to_string() } else { "Post".to_owned() };
            document(&id.to_string(), &outlet, "", SAME)
        })
        .collect();
    let params = Reuse::params().max_links(2).outlets(Outlets::Other);
    let found = letters(&pairs(documents.clone(), &params));
    let of = |id: char| found.iter().filter(|pair| pair.ends_with(id)).cloned().collect::<Vec<_>>();
    assert_eq!((of('b'), of('c')), (vec!["ab".to_owned()], vec!["ac".to_owned(), "bc".to_owned()]));
    assert_eq!(of('g'), ["ag", "cg"], "the articles of its own outlet between do not count");
    assert_eq!(of('h'), ["ah", "fh", "gh"], "the two nearest and the first");
    let any = letters(&pairs(documents, &Reuse::params().max_links(2)));
    assert_eq!(any.iter().filter(|pair| pair.ends_with('g')).count(), 3);
}

/// Copies of a text of 120 words in which the words at some places are their own.
fn edited(copies: usize) -> impl Iterator<Item = Document> {
    (0..copies).map(|at| {
        let changed = [7 * at % 120, (31 * at + 50) % 120];
        let word = |place: usize| match changed.contains(&place) {
            // Of few words, so that some of the edits are those of other copies.
            true => format!("edit{} ", at % 40),
            false => format!("word{place} "),
        };
        document(&format!("copy{at:05}"), "", "", &(0..120).map(word).collect::<String>())
    })
}

#[test]
fn edited_copies_are_linked_to_the_first_and_to_those_before_and_others_to_them_as_ever() {
    let n = 1_500;
    let quote: String = (30..60).map(|place| format!("word{place} ")).collect();
    let others =
        [document("quoting", "", "", &format!("{quote} others say so too")), document("alone", "", "", SAME)];
    let found = pairs(edited(n).chain(others).collect(), &Reuse::params());
    let mut by_later = std::collections::BTreeMap::<&str, Vec<&str>>::new();
    found.iter().for_each(|(a, b)| by_later.entry(b).or_default().push(a));
    let most = link::max_links(None, n + 2, n);
    for at in 1..n {
        let earlier = &by_later[format!("copy{at:05}").as_str()];
        assert!(earlier.len() <= most + 1, "{at}: {}", earlier.len());
        assert!(earlier.contains(&"copy00000") && earlier.contains(&format!("copy{:05}", at - 1).as_str()));
    }
    let quoted = &by_later["quoting"];
    assert!(
        quoted.contains(&"copy00000") && quoted.contains(&"copy01499") && !by_later.contains_key("alone")
    );
    // Who sets a bound gets that one.
    let all = pairs(edited(400).collect(), &Reuse::params().max_links(1_000));
    assert_eq!(all.len(), 400 * 399 / 2);
}

#[test]
fn a_feature_may_have_to_be_shared_more_than_once() {
    // The shared words that are numbers, of a, b and c; d has one that is in too many.
    let texts = ["1 2 3 9", "2 3 4 9", "3 4 5 9", "9 9"];
    let corpus = Corpus::from_texts(["a", "b", "c", "d"].into_iter().zip(texts)).unwrap();
    let tokens = Analyzer::english().tokenize(&corpus);
    let sequences = Sequences::new(&corpus, &tokens);
    for memory in [None, Some(1)] {
        let feature = |at_least| Feature {
            hashes: Box::new(|row, into: &mut Vec<u64>| {
                into.extend(sequences.symbols(row).iter().map(|&symbol| crate::reuse::seed::hash(&[symbol])));
            }),
            estimate: Box::new(|_| 4),
            at_least,
            max_documents: 3,
            is_all_runs: false,
        };
        let mut params = Reuse::params();
        params.memory = memory;
        let found = |at_least| {
            let candidates = Candidates::find(&corpus, &sequences, &[feature(at_least)], &params).unwrap();
            let mut found = Vec::new();
            candidates
                .for_each_batch(|batch, _| {
                    found.extend(batch.iter().map(|pair| (pair.left, pair.right)));
                    Ok(())
                })
                .unwrap();
            found.sort_unstable();
            found
        };
        assert_eq!(found(1), [(0, 1), (0, 2), (1, 2)]);
        assert_eq!(found(2), [(0, 1), (1, 2)]);
        assert_eq!(found(3), []);
    }
}

/// A disk that is full after some bytes.
struct Full {
    data: Cursor<Vec<u8>>,
    room: usize,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.room = self.room.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
        self.data.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Full {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.data.read(into)
    }
}

impl Seek for Full {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.data.seek(to)
    }
}

#[test]
fn a_full_disk_is_an_error_that_says_what_to_do() {
    let mut spill = Spill::on(Box::new(Full { data: Cursor::default(), room: 100 }));
    spill.append(&[1, 2, 3]).unwrap();
    let mut read = Vec::new();
    spill.read(1, 2, &mut read).unwrap();
    assert_eq!((read.as_slice(), spill.len()), ([2, 3].as_slice(), 3));
    let error = spill.append(&[0; 20]).unwrap_err();
    let Error::Spill { source, .. } = &error else { panic!("{error}") };
    assert_eq!(source.kind(), io::ErrorKind::StorageFull);
    assert!(error.to_string().contains("free some room there"), "{error}");
}

/// Sorted numbers, at most three of each.
fn first_three(numbers: &[u64]) -> Vec<u64> {
    numbers.chunk_by(|a, b| a == b).flat_map(|equal| &equal[..equal.len().min(3)]).copied().collect()
}

proptest! {
    #[test]
    fn numbers_come_out_sorted_whatever_the_memory(
        numbers in prop::collection::vec(0..2_000_u64, 0..9_000),
        memory in prop::sample::select(vec![None, Some(0), Some(8_192), Some(40_000)]),
        once in any::<bool>(),
        chunk in 1..700_usize,
    ) {
        let repeats = if once { Repeats::Once } else { Repeats::AtMost(3) };
        let mut sorter = Sorter::new(memory, repeats);
        sorter.reserve(numbers.len());
        for part in numbers.chunks(777) {
            sorter.extend(part).unwrap();
        }
        let mut expected = numbers;
        expected.sort_unstable();
        if once {
            expected.dedup();
        }
        let mut found = Vec::new();
        let mut lengths = Vec::new();
        // Numbers of one hundred are not to be parted.
        sorter.finish().unwrap().for_each_chunk(chunk, |a, b| a / 100 != b / 100, |part| {
            if let (Some(last), Some(first)) = (found.last(), part.first()) {
                assert!(last / 100 != first / 100);
            }
            found.extend_from_slice(part);
            lengths.push(part.len());
            Ok(())
        }).unwrap();
        if !once {
            // Beyond three of each some may be left out.
            (found, expected) = (first_three(&found), first_three(&expected));
        }
        prop_assert_eq!(found, expected);
        lengths.pop();
        prop_assert!(lengths.iter().all(|&length| length >= chunk));
    }

    #[test]
    fn filters_before_the_join_leave_what_filters_after_it_would(
        documents in prop::collection::vec((0..4_usize, 0..40_u32, 0..3_usize), 0..14),
        hours in 0..2_000_u64,
        outlets in prop::sample::select(vec![Outlets::Any, Outlets::Same, Outlets::Other]),
        sides in any::<bool>(),
    ) {
        let documents: Vec<Document> = documents.iter().enumerate().map(|(at, &(outlet, day, precision))| {
            let outlet = ["", "Post", "Globe", "Mail"][outlet];
            let date = match precision {
                0 => String::new(),
                1 => format!("2025-{:02}", day / 28 + 1),
                _ => format!("2025-{:02}-{:02}", day / 28 + 1, day % 28 + 1),
            };
            document(&format!("{at:02}"), outlet, &date, SAME)
        }).collect();
        let n = documents.len();
        let sided = |params: ReuseParams| {
            if sides { params.targets((0..n).filter(|row| row % 3 != 0)).sources((0..n).filter(|row| row % 4 != 1)) } else { params }
        };
        let within = Duration::from_secs(hours * 3_600);
        let filtered = pairs(documents.clone(), &sided(Reuse::params()).within(within).outlets(outlets));
        let all = pairs(documents.clone(), &sided(Reuse::params()));
        let corpus = Corpus::new(documents).unwrap();
        let filter = Filter::new(&corpus, &Reuse::params().within(within).outlets(outlets));
        let row = |id: &str| id.parse::<u32>().unwrap();
        let after: BTreeSet<_> = all.into_iter().filter(|(a, b)| filter.is_wanted(row(a), row(b))).collect();
        prop_assert_eq!(filtered, after);
    }
}
