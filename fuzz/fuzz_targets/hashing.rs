//! Hashing is counting by a vocabulary, and then adding up the columns that have one hash.

#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use retell::{Analyzer, Corpus, CountVectorizer, HashingVectorizer, NgramUnit, Norm, Unit};

const UNITS: [NgramUnit; 3] = [NgramUnit::Word, NgramUnit::Char, NgramUnit::CharWb];
const COLUMNS: [usize; 4] = [1, 7, 64, 1 << 20];

fuzz_target!(|data: &[u8]| {
    let Some((&[choice, range], bytes)) = data.split_first_chunk() else { return };
    let (news, paragraphs, signs, binary) =
        (choice & 1 != 0, choice & 2 != 0, choice & 4 != 0, choice & 8 != 0);
    let (n, unit) = (COLUMNS[usize::from(choice >> 4 & 3)], UNITS[usize::from(range) % 3]);
    let shortest = 1 + usize::from(range / 3 % 4);
    let longest = shortest + usize::from(range / 12 % 4);
    let texts = bytes.split(|&byte| byte == 0xff).map(String::from_utf8_lossy).enumerate();
    let texts = texts.map(|(row, text)| (row.to_string(), text.into_owned()));
    let Ok(corpus) = Corpus::from_texts(texts) else { return };

    let analyzer = if news { Analyzer::news() } else { Analyzer::sklearn() };
    let analyzer = analyzer.ngram_unit(unit).ngram_range(shortest, longest);
    let rows = if paragraphs { Unit::Paragraph } else { Unit::Document };
    let hashed = HashingVectorizer::new(analyzer.clone()).unit(rows).n_features(n).alternate_sign(signs);
    let hashed = hashed.binary(binary).norm(Norm::None).transform(&corpus).expect("settings in their ranges");
    let Ok((_, counts)) = CountVectorizer::params(analyzer).unit(rows).fit_transform(&corpus) else {
        assert_eq!(hashed.nnz(), 0);
        return;
    };
    assert_eq!(hashed.rows(), counts.rows());
    for row in 0..counts.rows().len() {
        let mut sums = BTreeMap::new();
        for (column, count) in counts.row(row) {
            let term = counts.vocabulary().term(column).as_bytes();
            let hash = murmurhash32::murmurhash3_with_seed::<0>(term) as i32;
            let sign = if signs && hash < 0 { -1.0 } else { 1.0 };
            *sums.entry((i64::from(hash).abs() % n as i64) as usize).or_insert(0.0) +=
                sign * f64::from(count);
        }
        if binary {
            sums.values_mut().for_each(|sum| *sum = 1.0);
        }
        assert_eq!(hashed.row(row).collect::<BTreeMap<_, _>>(), sums);
    }
});
