//! Laws of n-grams of characters and of hashed terms.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use retell::{Analyzer, Corpus, CountVectorizer, HashingVectorizer, NgramUnit, Norm, Unit};

fn corpus(texts: &[String]) -> Corpus {
    Corpus::from_texts(texts.iter().enumerate().map(|(row, text)| (row.to_string(), text.clone()))).unwrap()
}

/// Letters of several lengths, capitals that lower oddly, white space that Unicode and Python see differently.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-cA-C]{1,4}",
        3 => "[ \\t\\n]{1,3}",
        1 => "[éßİΣσςß中文🦀\u{301}\u{0}]{1,3}",
        1 => "[\u{1c}\u{1f}\u{85}\u{a0}\u{2028}\u{3000}\u{200b}.,’]{1,2}",
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn unit() -> impl Strategy<Value = NgramUnit> {
    prop::sample::select(vec![NgramUnit::Word, NgramUnit::Char, NgramUnit::CharWb])
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1C}'..='\u{1F}').contains(&c)
}

/// `\s\s+` to one space.
fn folded(text: &str) -> Vec<char> {
    let mut folded = Vec::new();
    let characters: Vec<char> = text.chars().collect();
    for (at, &c) in characters.iter().enumerate() {
        let space = |at: usize| characters.get(at).is_some_and(|&c| is_space(c));
        let (before, after) = (at > 0 && space(at - 1), space(at + 1));
        match (is_space(c), before, after) {
            (true, true, _) => {}
            (true, false, true) => folded.push(' '),
            _ => folded.push(c),
        }
    }
    folded
}

/// What scikit-learn's rules come to, character by character.
fn reference(text: &str, unit: NgramUnit, (shortest, longest): (usize, usize)) -> BTreeMap<String, u32> {
    let text = text.to_lowercase();
    let mut counts = BTreeMap::new();
    let mut add = |gram: &[char]| *counts.entry(gram.iter().collect()).or_insert(0) += 1;
    if unit == NgramUnit::Char {
        let characters = folded(&text);
        (shortest..=longest).for_each(|n| characters.windows(n).for_each(&mut add));
        return counts;
    }
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        let word: Vec<char> = format!(" {word} ").chars().collect();
        for n in shortest..=longest {
            if n >= word.len() {
                add(&word);
                break;
            }
            word.windows(n).for_each(&mut add);
        }
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Characters are counted as scikit-learn's rules say.
    #[test]
    fn characters_are_counted_one_by_one(texts in vec(text(), 1..4), wb in any::<bool>(), shortest in 1..7_usize, more in 0..20_usize) {
        let (unit, range) = (if wb { NgramUnit::CharWb } else { NgramUnit::Char }, (shortest, shortest + more));
        let analyzer = Analyzer::sklearn().ngram_unit(unit).ngram_range(range.0, range.1).stop_words(true);
        let expected: Vec<_> = texts.iter().map(|text| reference(text, unit, range)).collect();
        match CountVectorizer::params(analyzer).fit_transform(&corpus(&texts)) {
            Err(_) => prop_assert!(expected.iter().all(BTreeMap::is_empty)),
            Ok((_, counts)) => for (row, expected) in expected.into_iter().enumerate() {
                let vocabulary = counts.vocabulary();
                prop_assert_eq!(counts.row_tokens()[row], expected.values().sum::<u32>() as usize);
                let found: BTreeMap<String, u32> = counts.row(row).map(|(column, count)| (vocabulary.term(column).to_owned(), count)).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }

    /// Hashing is counting by a vocabulary, and then adding up the columns that have one hash.
    #[test]
    fn hashing_and_a_vocabulary_agree(
        texts in vec(text(), 1..5),
        unit in unit(),
        news in any::<bool>(),
        paragraphs in any::<bool>(),
        n in prop::sample::select(vec![1, 2, 7, 64, 1 << 20]),
        signs in any::<bool>(),
        binary in any::<bool>(),
    ) {
        let analyzer = if news { Analyzer::news() } else { Analyzer::sklearn() }.ngram_unit(unit).ngram_range(1, 2);
        let (corpus, rows) = (corpus(&texts), if paragraphs { Unit::Paragraph } else { Unit::Document });
        let hashed = HashingVectorizer::new(analyzer.clone()).unit(rows).n_features(n).alternate_sign(signs).binary(binary);
        let hashed = hashed.norm(Norm::None).transform(&corpus).unwrap();
        let Ok((_, counts)) = CountVectorizer::params(analyzer).unit(rows).fit_transform(&corpus) else {
            prop_assert_eq!(hashed.nnz(), 0);
            return Ok(());
        };
        prop_assert_eq!(hashed.rows(), counts.rows());
        for row in 0..counts.rows().len() {
            let mut sums = BTreeMap::new();
            for (column, count) in counts.row(row) {
                let hash = murmurhash32::murmurhash3_with_seed::<0>(counts.vocabulary().term(column).as_bytes()) as i32;
                let sign = if signs && hash < 0 { -1.0 } else { 1.0 };
                *sums.entry((i64::from(hash).abs() % n as i64) as usize).or_insert(0.0) += sign * f64::from(count);
            }
            if binary {
                sums.values_mut().for_each(|sum| *sum = 1.0);
            }
            prop_assert_eq!(hashed.row(row).collect::<BTreeMap<_, _>>(), sums);
        }
    }

    /// Rows of hashed terms have unit length unless all of them cancel out.
    #[test]
    fn hashed_rows_have_unit_length(texts in vec(text(), 1..4), n in 1..40_usize) {
        for norm in [Norm::L1, Norm::L2] {
            let hashed = HashingVectorizer::new(Analyzer::sklearn()).n_features(n).norm(norm).transform(&corpus(&texts)).unwrap();
            for row in 0..texts.len() {
                let length: f64 = hashed.row(row).map(|(_, value)| if norm == Norm::L1 { value.abs() } else { value * value }).sum();
                prop_assert!(length == 0.0 || (length - 1.0).abs() < 1e-12, "{}", length);
            }
        }
    }

    /// Any string is counted, in characters of any number.
    #[test]
    fn any_string_is_counted(text in any::<String>(), unit in unit(), shortest in 1..40_usize, longest in 1..100_000_usize) {
        for analyzer in [Analyzer::news(), Analyzer::sklearn()] {
            let analyzer = analyzer.ngram_unit(unit).ngram_range(shortest, longest);
            let corpus = corpus(std::slice::from_ref(&text));
            let counted = CountVectorizer::params(analyzer.clone()).fit(&corpus);
            prop_assert!(counted.is_err() || shortest <= longest);
            prop_assert_eq!(HashingVectorizer::new(analyzer).transform(&corpus).is_ok(), shortest <= longest);
        }
    }
}

/// The same bits from one thread, two and five, on a corpus large enough to be shared out.
#[test]
fn threads_change_nothing() {
    let words =
        ["The ministers", "met in Oslo.", "Das Gespräch", "über Gas\n\n", "l’Otan dit", "東京で", "x\0y"];
    let texts: Vec<String> = (0..200)
        .map(|i| {
            (0..400).map(|j| format!("{} {} ", words[(i * 7 + j * j) % words.len()], i * j % 97)).collect()
        })
        .collect();
    let corpus = corpus(&texts);
    for unit in [NgramUnit::Char, NgramUnit::CharWb, NgramUnit::Word] {
        for analyzer in [Analyzer::news(), Analyzer::sklearn()] {
            let analyzer = analyzer.ngram_unit(unit).ngram_range(2, 3);
            let run = |threads: usize| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| {
                    let counts =
                        CountVectorizer::params(analyzer.clone()).min_df(2).fit_transform(&corpus).unwrap().1;
                    (
                        counts,
                        HashingVectorizer::new(analyzer.clone()).n_features(512).transform(&corpus).unwrap(),
                    )
                })
            };
            let one = run(1);
            assert!(one.0.nnz() > 1000 && one.1.nnz() > 1000);
            assert!(run(2) == one && run(5) == one, "{unit:?}");
        }
    }
}
