//! Axes with round numbers.

use super::Colour;
use super::canvas::Canvas;

/// Ticks from 0 up to `most`, about five of them, and the largest of them or `most`, whichever is more.
pub(super) fn ticks(most: f64) -> (Vec<f64>, f64) {
    if !(most.is_finite() && most > 0.0) {
        return (vec![0.0], 1.0);
    }
    let rough = most / 5.0;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0].into_iter().map(|factor| factor * power).find(|&step| step >= rough);
    let step = step.unwrap_or(10.0 * power);
    let n = (most / step + 1e-9).floor() as usize;
    ((0..=n).map(|tick| tick as f64 * step).collect(), most)
}

/// Three digits that count: `0.075`, `1.42`, `17.3`, `204`.
pub(super) fn figure(value: f64) -> String {
    match value {
        value if value >= 1e15 => format!("{value:.0e}"),
        value if value >= 100.0 => super::text::thousands(value.round() as usize),
        value if value >= 10.0 => format!("{value:.1}"),
        value if value >= 1.0 => format!("{value:.2}"),
        value if value >= 0.0005 => format!("{value:.3}"),
        _ => "0".to_owned(),
    }
}

/// A tick's number, no longer than it must be: `0`, `0.5`, `20`.
pub(super) fn tick(value: f64) -> String {
    let text = format!("{value:.6}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if value >= 1e3 { super::text::thousands(value.round() as usize) } else { short.to_owned() }
}

/// The end of a whisker that goes on beyond the edge of the picture, which is at `tip`.
pub(super) fn arrowhead(canvas: &mut Canvas<'_>, tip: (f64, f64), colour: Colour) {
    let (x, y) = tip;
    canvas.polygon(vec![(x, y - 2.0), (x - 4.0, y + 6.0), (x + 4.0, y + 6.0)], colour, 1.0);
}

/// `value` if it is a number from 0 up, else 0.
pub(super) fn sound(value: f64) -> f64 {
    if value.is_finite() { value.max(0.0) } else { 0.0 }
}

/// `950 bytes`, `38.0 kB`, `0.981 MB`, `16.2 MB`, `1,204 MB`.
pub(super) fn megabytes(bytes: usize) -> String {
    if bytes < 1000 {
        return super::text::count(bytes, "byte");
    }
    if bytes < 100_000 {
        return format!("{} kB", figure(bytes as f64 / 1e3));
    }
    format!("{} MB", figure(bytes as f64 / 1e6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(4.6).0, [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(ticks(100.0).0, [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(0.07).0.len(), 4);
        for odd in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(ticks(odd), (vec![0.0], 1.0));
        }
    }

    #[test]
    fn numbers_have_the_digits_that_count() {
        assert_eq!([0.0, 0.0754, 1.417, 17.31, 1204.4].map(figure), ["0", "0.075", "1.42", "17.3", "1,204"]);
        assert_eq!([0.0, 0.02, 0.5, 20.0, 20_000.0].map(tick), ["0", "0.02", "0.5", "20", "20,000"]);
        assert_eq!([f64::NAN, -3.0, 2.0].map(sound), [0.0, 0.0, 2.0]);
        assert_eq!([0, 1, 999, 1000].map(megabytes), ["0 bytes", "1 byte", "999 bytes", "1.00 kB"]);
        assert_eq!([38_000, 981_000, 16_200_000].map(megabytes), ["38.0 kB", "0.981 MB", "16.2 MB"]);
    }
}
