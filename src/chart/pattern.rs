//! Patterns that tell areas apart without colour.

use super::Colour;
use super::canvas::{Area, Canvas};

/// What is drawn over a fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    Solid,
    Rising,
    Falling,
    Upright,
    Level,
    Crossed,
    Dotted,
}

const SPACING: f64 = 5.0;
const WIDTH: f64 = 0.9;

impl Pattern {
    /// The pattern of the `index`th theme: as many as there are colours in a palette.
    pub(super) fn of(index: usize) -> Self {
        [Self::Solid, Self::Rising, Self::Dotted, Self::Falling, Self::Level, Self::Crossed, Self::Upright]
            [index % 7]
    }

    /// Draws the pattern over `area`, cut at its edges.
    pub(super) fn draw(self, canvas: &mut Canvas<'_>, area: Area, colour: Colour) {
        match self {
            Self::Solid => {}
            Self::Rising => canvas.hatch(area, SPACING, WIDTH, colour),
            Self::Falling => falling(canvas, area, colour),
            Self::Crossed => {
                canvas.hatch(area, SPACING + 1.0, WIDTH, colour);
                falling(canvas, area, colour);
            }
            // Lines and dots count from the picture's origin, so that neighbouring areas join up.
            Self::Upright => {
                for x in steps(area.x, area.right()) {
                    canvas.line(vec![(x, area.y), (x, area.bottom())], WIDTH, colour);
                }
            }
            Self::Level => {
                for y in steps(area.y, area.bottom()) {
                    canvas.line(vec![(area.x, y), (area.right(), y)], WIDTH, colour);
                }
            }
            Self::Dotted => {
                let inside = Area::new(area.x + 1.0, area.y + 1.0, area.width - 2.0, area.height - 2.0);
                for (row, y) in steps(inside.y, inside.bottom()).enumerate() {
                    for x in steps(inside.x, inside.right() - 2.5 * (row % 2) as f64) {
                        canvas.circle((x + 2.5 * (row % 2) as f64, y), 0.9, colour, 1.0);
                    }
                }
            }
        }
    }
}

fn steps(from: f64, to: f64) -> impl Iterator<Item = f64> {
    let first = (from / SPACING).ceil();
    (0..).map(move |step| (first + f64::from(step)) * SPACING).take_while(move |&at| at < to)
}

/// Lines from top left to bottom right.
fn falling(canvas: &mut Canvas<'_>, area: Area, colour: Colour) {
    let spacing = SPACING + 1.0;
    let (from, to) = (area.x - area.bottom(), area.right() - area.y);
    let mut c = (from / spacing).ceil() * spacing;
    while c < to {
        let (start, end) = ((area.y + c).max(area.x), (area.bottom() + c).min(area.right()));
        if end > start {
            canvas.line(vec![(start, start - c), (end, end - c)], WIDTH, colour);
        }
        c += spacing;
    }
}

#[cfg(test)]
mod tests {
    use super::super::Style;
    use super::*;

    #[test]
    fn patterns_differ_and_stay_inside() {
        let style = Style::print();
        let area = Area::new(13.0, 17.0, 40.0, 20.0);
        let mut drawn: Vec<String> = Vec::new();
        for index in 0..7 {
            let mut canvas = Canvas::new(&style, 100.0).unwrap();
            Pattern::of(index).draw(&mut canvas, area, style.ink);
            assert!(canvas.within(area), "{index}");
            let data = super::super::Data::default();
            drawn.push(
                canvas.finish("x", String::new(), String::new(), data, 60.0).unwrap().figure().unwrap().svg,
            );
        }
        drawn.sort();
        drawn.dedup();
        assert_eq!(drawn.len(), 7);
    }
}
