//! Colour for a value between 0 and 1.

use super::{Colour, Ramp};

/// How a value between 0 and 1 is spread over the colours. The ends are fixed, so that pictures compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// Equal steps of value are equal steps of colour.
    Linear,
    /// Colour by the square root, which tells 2% from 8%: most shares are small.
    SquareRoot,
}

/// The darkest colour is kept short of black, so that it still reads as a colour beside the ink.
const DARKEST: f64 = 0.92;

impl Scale {
    /// Where `value` lies on the colour bar, 0 to 1.
    pub(super) fn place(self, value: f64) -> f64 {
        let value = if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 };
        match self {
            Self::Linear => value,
            Self::SquareRoot => value.sqrt(),
        }
    }

    /// The colour of a value.
    pub(super) fn colour(self, value: f64, ramp: Ramp) -> Colour {
        Self::at(self.place(value), ramp)
    }

    /// The colour at a place of the bar: magma, even to the eye and to people with any colour vision.
    pub(super) fn at(place: f64, ramp: Ramp) -> Colour {
        let place = match ramp {
            Ramp::Darker => 1.0 - DARKEST * place.clamp(0.0, 1.0),
            Ramp::Lighter => 1.0 - DARKEST * (1.0 - place.clamp(0.0, 1.0)),
        };
        let colour = colorous::MAGMA.eval_continuous(place);
        Colour(colour.r, colour.g, colour.b)
    }

    /// The values written on the colour bar.
    pub(super) fn ticks(self) -> &'static [f64] {
        match self {
            Self::Linear => &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0],
            Self::SquareRoot => &[0.0, 0.02, 0.1, 0.25, 0.5, 1.0],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn larger_values_stand_out_more() {
        for scale in [Scale::Linear, Scale::SquareRoot] {
            let steps = |ramp| (0..=20).map(move |i| scale.colour(f64::from(i) / 20.0, ramp).luminance());
            assert!(steps(Ramp::Darker).is_sorted_by(|a, b| a > b), "{scale:?}");
            assert!(steps(Ramp::Lighter).is_sorted_by(|a, b| a < b), "{scale:?}");
        }
    }

    #[test]
    fn values_outside_the_scale_take_its_ends() {
        assert_eq!(Scale::Linear.colour(1.5, Ramp::Darker), Scale::Linear.colour(1.0, Ramp::Darker));
        assert_eq!(Scale::SquareRoot.colour(-0.5, Ramp::Darker), Scale::SquareRoot.colour(0.0, Ramp::Darker));
        assert_eq!(Scale::Linear.colour(f64::NAN, Ramp::Darker), Scale::Linear.colour(0.0, Ramp::Darker));
    }
}
