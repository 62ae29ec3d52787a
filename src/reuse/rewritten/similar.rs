//! Which units of two documents are alike.

use std::ops::Range;

use super::texts::{Text, Texts};

/// A word that stands in more units of both documents nominates none of them: it says little, and pairs of units that
/// share nothing rarer are not alike.
const MOST_UNITS: usize = 100;
/// Most units that one is alike to: the nearest. In long texts that repeat themselves all would be too many to hold.
const NEAREST: usize = 64;

/// Two units that are alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Similar {
    pub(super) left: usize,
    pub(super) right: usize,
    /// Of their tf-isf vectors.
    pub(super) cosine: f64,
    /// Shared words, doubled, ÷ the words of both.
    pub(super) dice: f64,
}

impl Similar {
    pub(super) fn flipped(self) -> Self {
        Self { left: self.right, right: self.left, ..self }
    }
}

/// The pairs of units with at least this cosine, by left unit and then by right; none of two that are both settled.
///
/// Time: for each unit that is not settled, the units on the other side that share a word that is not in too many. Only for
/// those is the cosine worked out that can still come to enough with the words that are in too many.
pub(super) fn similar(texts: &Texts<'_>, least_cosine: f64, settled: (&[bool], &[bool])) -> Vec<Similar> {
    let (left, right) = (Vectors::new(&texts.left, &texts.right), Vectors::new(&texts.right, &texts.left));
    let mut found = Vec::new();
    for unit in (0..left.norms.len()).filter(|&unit| !settled.0[unit]) {
        left.alike(&right, unit, least_cosine, |_| true, &mut found);
    }
    let of_left = found.len();
    for unit in (0..right.norms.len()).filter(|&unit| !settled.1[unit]) {
        right.alike(&left, unit, least_cosine, |other| settled.0[other], &mut found);
    }
    let from_right = found.split_off(of_left);
    found.extend(from_right.into_iter().map(Similar::flipped));
    found.sort_by_key(|pair| (pair.left, pair.right));
    found
}

/// The units of one of two documents as vectors.
struct Vectors<'t> {
    text: &'t Text<'t>,
    /// By word: it is in too many units of both documents.
    is_common: Vec<bool>,
    /// By unit: the length of its vector, and of the part of it that is made of common words.
    norms: Vec<(f64, f64)>,
    /// Of each unit of the other document, while one unit is looked at: the inner product with it.
    products: std::cell::RefCell<Vec<f64>>,
}

impl<'t> Vectors<'t> {
    fn new(text: &'t Text<'t>, other: &Text<'_>) -> Self {
        let is_common = |word: u32| {
            let there = text.partner(word).map_or(0, |there| other.units_with(there as usize));
            text.units_with(word as usize).min(there) > MOST_UNITS
        };
        let is_common: Vec<bool> = (0..text.isf.len() as u32).map(is_common).collect();
        let norm = |unit: usize| {
            let (mut all, mut common) = (0.0, 0.0);
            for (word, times) in text.concordance.of_unit.row(unit).iter() {
                let weight = f64::from(times) * text.isf[word as usize];
                all += weight * weight;
                common += if is_common[word as usize] { weight * weight } else { 0.0 };
            }
            (all.sqrt(), common.sqrt())
        };
        let norms = (0..text.units.len()).map(norm).collect();
        let products = std::cell::RefCell::new(vec![0.0; other.units.len()]);
        Self { text, is_common, norms, products }
    }

    /// Adds the units of `other` that are like a unit, by their place.
    fn alike(
        &self,
        other: &Self,
        unit: usize,
        least_cosine: f64,
        wanted: impl Fn(usize) -> bool,
        found: &mut Vec<Similar>,
    ) {
        let vector = self.text.concordance.of_unit.row(unit);
        let mut products = self.products.borrow_mut();
        let mut nominated: Vec<u32> = Vec::new();
        for (word, times) in vector.iter() {
            let Some(there) = self.text.partner(word).filter(|_| !self.is_common[word as usize]) else {
                continue;
            };
            let isf = self.text.isf[word as usize];
            let weight = f64::from(times) * isf * isf;
            for (place, times) in other.text.concordance.of_word.row(there as usize).iter() {
                let product = &mut products[place as usize];
                if *product == 0.0 {
                    nominated.push(place);
                }
                *product += weight * f64::from(times);
            }
        }
        nominated.sort_unstable();
        nominated.dedup();
        let first = found.len();
        for place in nominated {
            let place = place as usize;
            let of_both = self.norms[unit].0 * other.norms[place].0;
            let most = std::mem::take(&mut products[place]) + self.norms[unit].1 * other.norms[place].1;
            // A little more, for sums come out a little different in another order.
            if of_both <= 0.0 || most * 1.000_001 < least_cosine * of_both || !wanted(place) {
                continue;
            }
            let there = other.text.concordance.of_unit.row(place);
            let (product, shared) = product(self.text, vector.iter(), there.iter());
            if product / of_both >= least_cosine {
                found.push(Similar {
                    left: unit,
                    right: place,
                    cosine: product / of_both,
                    dice: 2.0 * shared as f64 / (vector.len() + there.len()) as f64,
                });
            }
        }
        if found.len() - first > NEAREST {
            found[first..].sort_by(|a, b| b.cosine.total_cmp(&a.cosine).then(a.right.cmp(&b.right)));
            found.truncate(first + NEAREST);
        }
    }
}

/// The inner product of two vectors, the first of which is of `text`, and how many words they share.
fn product(
    text: &Text<'_>,
    here: impl Iterator<Item = (u32, u32)>,
    there: impl Iterator<Item = (u32, u32)>,
) -> (f64, usize) {
    let mut there = there.peekable();
    let (mut sum, mut shared) = (0.0, 0);
    for (word, times) in here {
        let Some(partner) = text.partner(word) else { continue };
        while there.next_if(|other| other.0 < partner).is_some() {}
        if let Some((_, of_other)) = there.next_if(|other| other.0 == partner) {
            let isf = text.isf[word as usize];
            sum += f64::from(times) * f64::from(of_other) * isf * isf;
            shared += 1;
        }
    }
    (sum, shared)
}

/// The cosine of two stretches.
pub(super) fn cosine(texts: &Texts<'_>, of_left: &Range<usize>, of_right: &Range<usize>) -> f64 {
    let (a, b) = (summed(&texts.left, of_left), summed(&texts.right, of_right));
    let norm = |text: &Text<'_>, vector: &[(u32, u32)]| {
        let weight = |&(word, times): &(u32, u32)| (f64::from(times) * text.isf[word as usize]).powi(2);
        vector.iter().map(weight).sum::<f64>().sqrt()
    };
    let of_both = norm(&texts.left, &a) * norm(&texts.right, &b);
    if of_both > 0.0 { product(&texts.left, a.iter().copied(), b.iter().copied()).0 / of_both } else { 0.0 }
}

fn summed(text: &Text<'_>, units: &Range<usize>) -> Vec<(u32, u32)> {
    let mut all: Vec<(u32, u32)> = text.concordance.of_unit.rows(units).iter().collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, same.iter().map(|entry| entry.1).sum())).collect()
}
