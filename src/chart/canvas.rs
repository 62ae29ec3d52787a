//! The drawing surface: a display list in pixels, measured as it grows, written out once its height is known.

use super::pattern::Pattern;
use super::svg::{self, Mark};
use super::text::Fonts;
use super::{Colour, Data, Drawing, Figure, Spot, Style};
use crate::error::Result;

/// Distance from the edge of the picture to anything in it.
pub(super) const MARGIN: f64 = 24.0;

/// No layout can do with less.
const LEAST_WIDTH: f64 = 480.0;

/// A picture that is trimmed keeps this much room for its key and notes.
const NARROWEST: f64 = 560.0;

/// Height of capitals and digits in ems, for setting them in the middle of something.
const CAP_HEIGHT: f64 = 0.73;

/// Where a text's point lies in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) colour: Colour,
}

/// A rectangle: left, top, width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    pub(super) const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    pub(super) fn right(self) -> f64 {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> f64 {
        self.y + self.height
    }

    pub(super) fn middle(self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }
}

/// A picture in the making.
pub(super) struct Canvas<'s> {
    pub(super) style: &'s Style,
    pub(super) fonts: Fonts<'s>,
    pub(super) width: f64,
    pub(super) spots: Vec<Spot>,
    marks: Vec<Mark>,
}

impl<'s> Canvas<'s> {
    /// A picture that is `width` wide, or as wide as the style allows.
    pub(super) fn new(style: &'s Style, width: f64) -> Result<Self> {
        let most = if style.width.is_finite() { style.width.max(LEAST_WIDTH) } else { Style::WIDTH };
        let width = if style.exact_width { most } else { width.min(most) };
        Ok(Self { style, fonts: Fonts::new(style)?, width, spots: Vec::new(), marks: Vec::new() })
    }

    /// Type in the colour of labels.
    pub(super) fn label(&self, size: f64) -> Type {
        Type { size, bold: false, colour: self.style.ink }
    }

    /// Type in the colour of captions.
    pub(super) fn caption(&self, size: f64) -> Type {
        Type { size, bold: false, colour: self.style.muted }
    }

    pub(super) fn text_width(&self, text: &str, set: Type) -> f64 {
        self.fonts.width(text, set.size, set.bold)
    }

    pub(super) fn rectangle(&mut self, area: Area, fill: Colour) {
        if area.width > 0.0 && area.height > 0.0 {
            self.marks.push(Mark::Rectangle { area, fill });
        }
    }

    /// What stands back: a fill that is no theme's, with an outline where it has the paper's colour.
    pub(super) fn neutral(&mut self, area: Area) {
        self.rectangle(area, self.style.neutral);
        if self.style.neutral == self.style.background {
            self.frame(area, 0.6, self.style.faint);
        }
    }

    /// The fill of the `index`th theme, with its pattern where the style has patterns.
    pub(super) fn themed(&mut self, area: Area, fill: Colour, index: usize) {
        self.rectangle(area, fill);
        if self.style.patterns {
            let over = fill.mix(self.style.ink, 0.6);
            Pattern::of(index).draw(self, area, over);
        }
    }

    /// Text in the middle of an area that is filled with `fill`, on a patch of it where there are patterns.
    pub(super) fn text_on(&mut self, at: (f64, f64), set: Type, text: &str, fill: Colour) {
        if self.style.patterns {
            let (width, height) = (self.text_width(text, set) + 4.0, set.size + 2.0);
            self.rectangle(Area::new(at.0 - width / 2.0, at.1 - height / 2.0, width, height), fill);
        }
        self.text_beside(at, Anchor::Middle, set, text);
    }

    /// The outline of an area, inside it. plotters' rectangles have no stroke width, so it is four lines.
    pub(super) fn frame(&mut self, area: Area, width: f64, colour: Colour) {
        let (left, top) = (area.x + width / 2.0, area.y + width / 2.0);
        let (right, bottom) = (area.right() - width / 2.0, area.bottom() - width / 2.0);
        let points =
            vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top - width / 2.0)];
        self.marks.push(Mark::Line { points, width, colour });
    }

    pub(super) fn line(&mut self, points: Vec<(f64, f64)>, width: f64, colour: Colour) {
        self.marks.push(Mark::Line { points, width, colour });
    }

    pub(super) fn polygon(&mut self, points: Vec<(f64, f64)>, fill: Colour, alpha: f64) {
        self.marks.push(Mark::Polygon { points, fill, alpha });
    }

    pub(super) fn circle(&mut self, centre: (f64, f64), radius: f64, fill: Colour, alpha: f64) {
        self.marks.push(Mark::Circle { centre, radius, fill, alpha });
    }

    /// Text on the baseline through `at`.
    pub(super) fn text(&mut self, at: (f64, f64), anchor: Anchor, set: Type, text: impl Into<String>) {
        self.marks.push(Mark::Text { at, text: text.into(), anchor, upright: false, set });
    }

    /// Text whose capitals have their middle at the height `at.1`.
    pub(super) fn text_beside(&mut self, at: (f64, f64), anchor: Anchor, set: Type, text: impl Into<String>) {
        self.text((at.0, at.1 + set.size * CAP_HEIGHT / 2.0), anchor, set, text);
    }

    /// Text read from bottom to top, starting at `at`, its capitals' middle on the vertical through `at`.
    pub(super) fn text_upright(&mut self, at: (f64, f64), set: Type, text: impl Into<String>) {
        let at = (at.0 + set.size * CAP_HEIGHT / 2.0, at.1);
        self.marks.push(Mark::Text { at, text: text.into(), anchor: Anchor::Start, upright: true, set });
    }

    /// Diagonal lines, cut at the edges of the area.
    pub(super) fn hatch(&mut self, area: Area, spacing: f64, width: f64, colour: Colour) {
        // Lines x + y = c, with c counted from the picture's origin so that neighbouring areas join up.
        let (from, to) = (area.x + area.y, area.right() + area.bottom());
        let mut c = (from / spacing).ceil() * spacing;
        while c < to {
            let (start, end) = ((c - area.bottom()).max(area.x), (c - area.y).min(area.right()));
            if end > start {
                self.marks.push(Mark::Line {
                    points: vec![(start, c - start), (end, c - end)],
                    width,
                    colour,
                });
            }
            c += spacing;
        }
    }

    /// Title and second lines at the top, wrapped; gives the height at which the picture may go on.
    pub(super) fn heading(&mut self, title: &str, lines: &[String]) -> f64 {
        let inner = self.width - 2.0 * MARGIN;
        let mut y = MARGIN - 6.0;
        for line in self.fonts.wrap(title, 17.0, true, inner) {
            y += 21.0;
            self.text((MARGIN, y), Anchor::Start, Type { bold: true, ..self.label(17.0) }, line);
        }
        y += 4.0;
        for line in
            lines.iter().flat_map(|text| self.fonts.wrap(text, 12.0, false, inner)).collect::<Vec<_>>()
        {
            y += 17.0;
            self.text((MARGIN, y), Anchor::Start, self.caption(12.0), line);
        }
        y + 18.0
    }

    /// Makes the picture no wider than what is in it so far, and no narrower than what is to be read under it.
    pub(super) fn trim(&mut self) {
        if self.style.exact_width {
            return;
        }
        let right = |mark: &Mark| match mark {
            Mark::Rectangle { area, .. } => area.right(),
            Mark::Line { points, .. } | Mark::Polygon { points, .. } => {
                points.iter().map(|point| point.0).fold(0.0, f64::max)
            }
            Mark::Circle { centre, radius, .. } => centre.0 + radius,
            Mark::Text { at, upright: true, set, .. } => at.0 + set.size / 2.0,
            Mark::Text { at, text, anchor, set, .. } => {
                let width = self.fonts.width(text, set.size, set.bold);
                at.0 + width * [0.0, 0.5, 1.0][2 - *anchor as usize]
            }
        };
        let used = self.marks.iter().map(right).fold(0.0, f64::max);
        self.width = self.width.min((used + MARGIN).max(NARROWEST));
    }

    /// Small print from `y` down; gives the height below it.
    pub(super) fn notes(&mut self, y: f64, notes: &[String]) -> f64 {
        let mut y = y;
        let inner = self.width - 2.0 * MARGIN;
        for line in
            notes.iter().flat_map(|text| self.fonts.wrap(text, 10.5, false, inner)).collect::<Vec<_>>()
        {
            y += 15.0;
            self.text((MARGIN, y), Anchor::Start, self.caption(10.5), line);
        }
        y
    }

    /// Finishes the picture, whose lowest thing ends at `bottom`.
    pub(super) fn finish(
        self,
        name: &'static str,
        title: String,
        alt: String,
        data: Data,
        bottom: f64,
    ) -> Result<Drawing> {
        let size = (self.width.ceil(), (bottom + MARGIN).ceil());
        let svg = svg::write(size, self.style.background, self.marks, &title, &alt)?;
        let font = self.style.font.as_deref().map(Into::into);
        let figure = Figure { name, title, alt, data, spots: self.spots, size, svg, font };
        Ok(Drawing::Drawn(Box::new(figure)))
    }

    /// Whether all that is drawn so far lies in `area`.
    #[cfg(test)]
    pub(super) fn within(&self, area: Area) -> bool {
        let holds =
            |&(x, y): &(f64, f64)| x >= area.x && x <= area.right() && y >= area.y && y <= area.bottom();
        self.marks.iter().all(|mark| match mark {
            Mark::Line { points, .. } | Mark::Polygon { points, .. } => points.iter().all(holds),
            Mark::Circle { centre, .. } => holds(centre),
            Mark::Rectangle { area: inner, .. } => {
                holds(&(inner.x, inner.y)) && holds(&(inner.right(), inner.bottom()))
            }
            Mark::Text { at, .. } => holds(at),
        })
    }
}
