//! Rows that say the same: repeated text must not make a theme by itself.

use rustc_hash::FxHashMap;

use crate::vectorize::CountMatrix;

/// Rows whose sets of terms have at least this Jaccard index are one.
const ALIKE: f64 = 0.8;

/// Hashes of a row, in bands that must be equal as a whole: 8 bands of 3 find two rows with the Jaccard index .8 with
/// the probability 1 − (1 − .8³)⁸ = .997.
const BANDS: usize = 8;
const OF_BAND: usize = 3;

/// Of the rows under one key at most so many are looked at: a bound on what hostile text can cost.
const MOST_LOOKS: usize = 64;

/// For each of `rows` (numbers of rows of `counts`) the position of the first of them that it repeats; its own where
/// it repeats none, and where it has no term.
///
/// MinHash nominates (Broder 1997), the sets themselves decide. Cost O(cells).
pub(super) fn first_of_alike(counts: &CountMatrix, rows: &[usize]) -> Vec<usize> {
    let mixed: Vec<u64> = (0..counts.vocabulary().len() as u64).map(mix).collect();
    let mut known = FxHashMap::<(u64, usize), Vec<usize>>::default();
    let mut first: Vec<usize> = (0..rows.len()).collect();
    for (at, &row) in rows.iter().enumerate() {
        let terms: Vec<usize> = counts.row(row).map(|cell| cell.0).collect();
        if terms.is_empty() {
            continue;
        }
        let keys = keys(terms.iter().map(|&term| mixed[term]));
        let alike = keys.iter().enumerate().find_map(|(band, key)| {
            let candidates = known.get(&(*key, band))?;
            let same =
                |&&other: &&usize| jaccard(&terms, counts.row(rows[other]).map(|cell| cell.0)) >= ALIKE;
            candidates.iter().take(MOST_LOOKS).find(same).copied()
        });
        match alike {
            Some(earlier) => first[at] = earlier,
            None => {
                for (band, key) in keys.into_iter().enumerate() {
                    known.entry((key, band)).or_default().push(at);
                }
            }
        }
    }
    first
}

/// The least hash of the terms under each of the hash functions, band by band.
fn keys(terms: impl Iterator<Item = u64>) -> [u64; BANDS] {
    let mut least = [[u64::MAX; OF_BAND]; BANDS];
    for term in terms {
        for (at, least) in least.as_flattened_mut().iter_mut().enumerate() {
            // Different functions of one well-mixed number: an odd factor for each.
            let hash = (term ^ (at as u64))
                .wrapping_mul(0x9E37_79B9_7F4A_7C15 + 2 * (at as u64).pow(3))
                .rotate_left(29);
            *least = (*least).min(hash);
        }
    }
    least.map(|band| band.into_iter().fold(0, |key, hash| mix(key ^ hash)))
}

/// SplitMix64's last steps: every bit of the number reaches every bit of the result.
fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Of two rising lists.
fn jaccard(a: &[usize], b: impl ExactSizeIterator<Item = usize>) -> f64 {
    let (mut at, mut both, of_b) = (0, 0, b.len());
    for term in b {
        while at < a.len() && a[at] < term {
            at += 1;
        }
        both += usize::from(a.get(at) == Some(&term));
    }
    both as f64 / (a.len() + of_b - both) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Analyzer;
    use crate::corpus::Corpus;
    use crate::vectorize::{CountVectorizer, Unit};

    fn alike(lines: &[String]) -> Vec<usize> {
        let corpus = Corpus::from_texts([("x", lines.join("\n\n"))]).unwrap();
        let counts = CountVectorizer::params(Analyzer::sklearn()).unit(Unit::Paragraph);
        let counts = counts.fit_transform(&corpus).unwrap().1;
        first_of_alike(&counts, &(0..counts.rows().len()).collect::<Vec<_>>())
    }

    fn words(from: usize, to: usize) -> String {
        (from..to).map(|at| format!("word{at} ")).collect()
    }

    #[test]
    fn repeats_and_near_repeats_are_found_and_no_others() {
        let lines = [words(0, 20), words(30, 50), words(0, 20), words(1, 20), words(6, 26), words(30, 49)];
        // 14 of 26 words in common are not enough.
        assert_eq!(alike(&lines), [0, 1, 0, 0, 4, 1]);
        assert_eq!(alike(&["aa bb".into(), "aa cc".into(), "bb aa".into()]), [0, 1, 0]);
    }

    #[test]
    fn every_pair_over_the_bound_but_one_in_hundreds_is_found() {
        let lines: Vec<String> = (0..400)
            .flat_map(|at| [words(at * 50, at * 50 + 40), words(at * 50 + 4, at * 50 + 40)])
            .collect();
        let found = alike(&lines).iter().enumerate().filter(|(at, first)| at != *first).count();
        assert!((396..=400).contains(&found), "{found} of 400 pairs with the index .9");
    }
}
