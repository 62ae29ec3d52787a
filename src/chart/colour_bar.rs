//! The key of a heatmap: its colours from 0 to 1, and what stands outside the scale.

use super::canvas::{Anchor, Area, Canvas};
use super::scale::Scale;

/// What a heatmap's key has to explain besides the colours.
pub(super) struct Key<'a> {
    pub(super) caption: &'a str,
    pub(super) scale: Scale,
    /// How a tick is written.
    pub(super) number: fn(f64) -> String,
    /// What the neutral diagonal is; left out where there is none.
    pub(super) neutral: Option<&'a str>,
    /// What a hatched cell is; left out where there is none.
    pub(super) missing: Option<&'a str>,
}

const STEPS: usize = 92;
const LENGTH: f64 = 276.0;

/// Draws the key with its top left corner at (`x`, `y`); gives the height below it.
pub(super) fn draw(canvas: &mut Canvas<'_>, x: f64, y: f64, key: &Key<'_>) -> f64 {
    let caption = canvas.caption(10.5);
    let mut y = y;
    for line in canvas.fonts.wrap(key.caption, caption.size, false, canvas.width - x - super::canvas::MARGIN)
    {
        y += 14.0;
        canvas.text((x, y), Anchor::Start, caption, line);
    }
    let length = LENGTH.min(canvas.width - x - super::canvas::MARGIN - 12.0);
    let bar = Area::new(x, y + 8.0, length, 12.0);
    let step = length / STEPS as f64;
    for at in 0..STEPS {
        let place = (at as f64 + 0.5) / STEPS as f64;
        // Each step reaches to the end and is overdrawn by the next, so that no paper shows between them.
        let left = x + step * at as f64;
        canvas.rectangle(
            Area::new(left, bar.y, bar.right() - left, bar.height),
            Scale::at(place, canvas.style.ramp),
        );
    }
    canvas.frame(bar, 0.5, canvas.style.muted);
    for &tick in key.scale.ticks() {
        let at = x + length * key.scale.place(tick);
        canvas.line(vec![(at, bar.bottom()), (at, bar.bottom() + 4.0)], 0.8, canvas.style.muted);
        let anchor = if tick <= 0.0 { Anchor::Start } else { Anchor::Middle };
        canvas.text((at, bar.bottom() + 15.0), anchor, caption, (key.number)(tick));
    }

    // Swatches beside the bar where there is room, below it where there is not.
    let (mut left, mut top) = (bar.right() + 32.0, bar.y);
    let swatches = [(key.neutral, false), (key.missing, true)];
    for (text, hatched) in swatches.iter().filter_map(|(text, hatched)| text.map(|text| (text, *hatched))) {
        let width = 26.0 + canvas.text_width(text, caption);
        if left + width > canvas.width - super::canvas::MARGIN {
            (left, top) = (x, top + 34.0);
        }
        let swatch = Area::new(left, top, 18.0, 12.0);
        if hatched {
            canvas.hatch(swatch, 4.0, 0.8, canvas.style.hatch);
            canvas.frame(swatch, 0.5, canvas.style.faint);
        } else {
            canvas.neutral(swatch);
        }
        canvas.text_beside((left + 24.0, swatch.middle().1), Anchor::Start, caption, text);
        left += width + 20.0;
    }
    (bar.bottom() + 18.0).max(top + 14.0)
}
