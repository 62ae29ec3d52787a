//! What it takes for a stretch to be spoken of.

use super::condensed;

/// What a rewritten stretch must come to.
///
/// There are two: one for what is told, and one that nearly everything passes, for learning what unrelated texts come to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bar {
    /// Least cosine and Dice coefficient of two units for them to begin a region.
    pub(super) cosine: f64,
    pub(super) dice: f64,
    /// Least cosine of the two sides of a region; with less, it is taken apart at smaller gaps.
    pub(super) alike: f64,
    /// How far shared weight must exceed the expected, summed over both sides of a region.
    pub(super) evidence: f64,
    /// What the shared words of a region must weigh.
    pub(super) weight: f64,
    /// How far the found weight of a summary must exceed the expected.
    pub(super) condensed_evidence: f64,
    /// What the found words of a summary must weigh: more, for they were looked for in many places.
    pub(super) condensed_weight: f64,
    /// Whether both sides must tell of one event.
    pub(super) one_event: bool,
}

impl Bar {
    /// For what is told of. The cosine and the Dice coefficient are near those of Sanchez-Perez et al. 2014; the weight is
    /// in words that say something: a copied passage needs less, for its words stand in order.
    pub(super) const TOLD: Self = Self {
        cosine: 0.28,
        dice: 0.33,
        alike: 0.34,
        evidence: 6.0,
        weight: 5.0,
        condensed_evidence: 1.0,
        condensed_weight: 9.0,
        one_event: true,
    };

    /// For what unrelated texts have in common.
    pub(super) const ANYTHING: Self = Self {
        cosine: condensed::PLACE_COSINE,
        dice: 0.0,
        alike: condensed::PLACE_COSINE,
        evidence: f64::NEG_INFINITY,
        weight: 0.0,
        condensed_evidence: f64::NEG_INFINITY,
        condensed_weight: 0.0,
        one_event: false,
    };
}
