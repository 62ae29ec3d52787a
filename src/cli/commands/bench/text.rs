//! Text to measure with where no input is given: Zipf's law over the words of the sample corpus.
//!
//! Nothing here names the rest of the crate, so that the benches can include the file.

use std::collections::{BTreeMap, BTreeSet};

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Distinct words to draw from. Most of them are seen once or never.
const WORDS: usize = 100_000;

/// Up to this rank frequency falls as 1/rank, beyond it as 1/rank²: the two regimes that Ferrer i Cancho and Solé (2001)
/// found in large corpora. English fiction bends near here too, and has as many distinct words a megabyte as come out:
/// with one regime there would be three times as many, and stemming would look three times as dear.
const BEND: u64 = 5_000;

/// Words of a document, at least and at most: 500 on average.
const LENGTH: (usize, usize) = (400, 600);

/// Documents of about 500 words, together `bytes` long or up to a document longer.
///
/// Words keep to Zipf's law: one of rank *r* is drawn in proportion to 1/*r*, and beyond a bend to 1/*r*². The first ranks
/// are the words of `sample`, by frequency; the long tail behind them is made of halves of its words, for a corpus with
/// only the sample's few thousand words would fit into the cache and stem almost nothing. Sentences, commas, quotation
/// marks and paragraphs stand where a writer could have put them.
///
/// The same sample, seed and size give the same bytes everywhere: all draws are of whole numbers. A longer text begins
/// with the shorter one.
pub(crate) fn documents<'a>(
    sample: impl IntoIterator<Item = &'a str>,
    seed: u64,
    bytes: usize,
) -> Vec<String> {
    let mut draws = Xoshiro256PlusPlus::seed_from_u64(seed);
    let zipf = Zipf::new(vocabulary(sample, &mut draws));
    let mut documents = Vec::new();
    let mut written = 0;
    while written < bytes && !zipf.words.is_empty() {
        let document = document(&zipf, &mut draws);
        written += document.len();
        documents.push(document);
    }
    documents
}

/// The words of `sample` by falling frequency, and made-up ones behind them.
fn vocabulary<'a>(sample: impl IntoIterator<Item = &'a str>, draws: &mut impl Rng) -> Vec<String> {
    let mut spellings: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for word in sample.into_iter().flat_map(str::split_whitespace) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !word.is_empty() {
            *spellings.entry(word.to_lowercase()).or_default().entry(word).or_default() += 1;
        }
    }
    // A word is written small where the sample ever does; what is left with a capital is a name.
    let mut words: Vec<(usize, String)> = spellings
        .into_iter()
        .map(|(small, written)| {
            let total = written.values().sum();
            let most = written.iter().max_by_key(|(_, times)| **times).map_or("", |(word, _)| word);
            (total, if written.contains_key(small.as_str()) { small } else { most.to_owned() })
        })
        .collect();
    words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut words: Vec<String> = words.into_iter().map(|(_, word)| word).collect();

    let halves: Vec<(&str, &str)> = words
        .iter()
        .filter(|word| word.len() >= 6 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        .map(|word| word.split_at(word.len() / 2))
        .collect();
    let mut made: Vec<String> = Vec::new();
    let mut taken: BTreeSet<String> = words.iter().cloned().collect();
    if !halves.is_empty() {
        // So few words can be made of a small sample that not every draw is a new one.
        for _ in 0..2 * WORDS {
            if words.len() + made.len() >= WORDS {
                break;
            }
            let (head, tail) = (draws.gen_range(0..halves.len()), draws.gen_range(0..halves.len()));
            let word = format!("{}{}", halves[head].0, halves[tail].1);
            if taken.insert(word.clone()) {
                made.push(word);
            }
        }
    }
    words.append(&mut made);
    words
}

/// Words that are drawn by their rank.
struct Zipf {
    words: Vec<String>,
    /// By word: the sum of its weight and of all before it.
    sums: Vec<u64>,
}

impl Zipf {
    fn new(words: Vec<String>) -> Self {
        let weights = (1..=words.len() as u64).map(|rank| {
            let weight = (1u64 << 40) / rank;
            if rank <= BEND { weight } else { weight * BEND / rank }
        });
        let sums = weights
            .scan(0, |sum, weight| {
                *sum += weight;
                Some(*sum)
            })
            .collect();
        Self { words, sums }
    }

    fn draw(&self, draws: &mut impl Rng) -> &str {
        let total = self.sums.last().copied().unwrap_or(1);
        let at = draws.gen_range(0..total);
        self.words.get(self.sums.partition_point(|&sum| sum <= at)).map_or("", String::as_str)
    }
}

fn document(zipf: &Zipf, draws: &mut impl Rng) -> String {
    let mut text = String::with_capacity(8 * LENGTH.1);
    let mut left = draws.gen_range(LENGTH.0..=LENGTH.1);
    while left > 0 {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        for number in 0..draws.gen_range(2..=5) {
            if left == 0 {
                break;
            }
            if number > 0 {
                text.push(' ');
            }
            let words = draws.gen_range(8..=28).min(left);
            left -= words;
            sentence(zipf, draws, words, &mut text);
        }
    }
    text
}

fn sentence(zipf: &Zipf, draws: &mut impl Rng, words: usize, text: &mut String) {
    let quoted = draws.gen_range(0..20) == 0;
    if quoted {
        text.push('“');
    }
    for at in 0..words {
        let word = zipf.draw(draws);
        if at == 0 {
            let mut letters = word.chars();
            text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            text.push_str(letters.as_str());
        } else {
            text.push_str(word);
        }
        if at + 1 < words {
            text.push_str(match draws.gen_range(0..120) {
                0 => " — ",
                1 => "’s ",
                2..=9 => ", ",
                _ => " ",
            });
        }
    }
    text.push(if draws.gen_range(0..30) == 0 { '?' } else { '.' });
    if quoted {
        text.push('”');
    }
}
