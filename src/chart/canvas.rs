//! The drawing surface: a display list in pixels that plotters writes out as SVG once its height is known.
//!
//! plotters draws at whole coordinates only, so a pixel here is [`FINE`] of its units and the SVG's view box is that
//! much larger than its size: bars then have the length that their numbers say, and hairlines can be thin.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::text::{FAMILIES, Fonts};
use super::{Colour, Figure, Style};
use crate::error::{Error, Result};

/// plotters' units in a pixel.
const FINE: f64 = 10.0;

/// Distance from the edge of the picture to anything in it.
pub(super) const MARGIN: f64 = 24.0;

/// A picture that is trimmed keeps this much room for its key and notes.
const NARROWEST: f64 = 560.0;

/// Height of capitals and digits in ems, for setting them in the middle of something.
const CAP_HEIGHT: f64 = 0.73;

/// plotters sets the top of a line 0.76 em above its baseline; measuring from there keeps `ex`, on which
/// browsers disagree, out of the file.
const TOP: f64 = 0.76;

/// plotters divides the size of a font by this before it writes it.
const SIZE_FACTOR: f64 = 1.24;

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

enum Mark {
    Rectangle { area: Area, fill: Colour },
    Line { points: Vec<(f64, f64)>, width: f64, colour: Colour },
    Polygon { points: Vec<(f64, f64)>, fill: Colour, alpha: f64 },
    Circle { centre: (f64, f64), radius: f64, fill: Colour, alpha: f64 },
    Text { at: (f64, f64), text: String, anchor: Anchor, upright: bool, set: Type },
}

/// A picture in the making.
pub(super) struct Canvas<'s> {
    pub(super) style: &'s Style,
    pub(super) fonts: Fonts<'s>,
    pub(super) width: f64,
    marks: Vec<Mark>,
}

impl<'s> Canvas<'s> {
    pub(super) fn new(style: &'s Style, width: f64) -> Result<Self> {
        Ok(Self { style, fonts: Fonts::new(style)?, width, marks: Vec::new() })
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

    /// A sentence in place of a picture; gives the height below it.
    pub(super) fn sentence(&mut self, y: f64, text: &str) -> f64 {
        let lines = self.fonts.wrap(text, 14.0, false, self.width - 2.0 * MARGIN - 40.0);
        let area = Area::new(MARGIN, y, self.width - 2.0 * MARGIN, 48.0 + 20.0 * lines.len() as f64);
        self.frame(area, 1.0, self.style.faint);
        for (row, line) in lines.into_iter().enumerate() {
            let at = (area.middle().0, y + 34.0 + 20.0 * row as f64 + 4.0);
            self.text(at, Anchor::Middle, self.label(14.0), line);
        }
        area.bottom()
    }

    /// Writes the picture, whose lowest thing ends at `bottom`.
    pub(super) fn finish(
        self,
        name: &'static str,
        title: String,
        alt: String,
        bottom: f64,
    ) -> Result<Figure> {
        let (width, height) = (self.width.ceil(), (bottom + MARGIN).ceil());
        let mut drawn = String::new();
        {
            let size = ((width * FINE) as u32, (height * FINE) as u32);
            let paper = SVGBackend::with_string(&mut drawn, size).into_drawing_area();
            let refused = |error: &dyn std::fmt::Display| Error::Library {
                task: "drawing a figure",
                reason: error.to_string(),
            };
            paper.fill(&rgb(self.style.background)).map_err(|error| refused(&error))?;
            for mark in self.marks {
                draw(&paper, mark).map_err(|error| refused(&error))?;
            }
            paper.present().map_err(|error| refused(&error))?;
        }
        // plotters' own opening tag says that a unit is a pixel and has no place for a description.
        let body = drawn.split_once(">\n").map_or("", |(_, body)| body);
        let svg = format!(
            "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {} {}\" xmlns=\"http://www.w3.org/2000/svg\" \
             role=\"img\" aria-label=\"{}\">\n<title>{}</title>\n{body}",
            width * FINE,
            height * FINE,
            escape(&alt),
            escape(&title),
        );
        let font = self.style.font.as_deref().map(Into::into);
        Ok(Figure { name, title, svg, alt, font })
    }
}

type Paper<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type Drawn<'a> = std::result::Result<(), DrawingAreaErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

fn draw<'a>(paper: &Paper<'a>, mark: Mark) -> Drawn<'a> {
    match mark {
        Mark::Rectangle { area, fill } => {
            let corners = [fine((area.x, area.y)), fine((area.right(), area.bottom()))];
            paper.draw(&Rectangle::new(corners, rgb(fill).filled()))
        }
        Mark::Line { points, width, colour } => {
            let style = rgb(colour).stroke_width(((width * FINE).round() as u32).max(1));
            paper.draw(&PathElement::new(points.into_iter().map(fine).collect::<Vec<_>>(), style))
        }
        Mark::Polygon { points, fill, alpha } => paper.draw(&Polygon::new(
            points.into_iter().map(fine).collect::<Vec<_>>(),
            rgb(fill).mix(alpha).filled(),
        )),
        Mark::Circle { centre, radius, fill, alpha } => paper.draw(&Circle::new(
            fine(centre),
            (radius * FINE).round() as u32,
            rgb(fill).mix(alpha).filled(),
        )),
        Mark::Text { at, text, anchor, upright, set } => {
            let h = match anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let weight = if set.bold { FontStyle::Bold } else { FontStyle::Normal };
            let mut font = (FontFamily::Name(FAMILIES), set.size * FINE * SIZE_FACTOR, weight).into_font();
            let top = if upright {
                font = font.transform(FontTransform::Rotate270);
                (at.0 - TOP * set.size, at.1)
            } else {
                (at.0, at.1 - TOP * set.size)
            };
            let colour = rgb(set.colour);
            let style = TextStyle::from(font).color(&colour).pos(Pos::new(h, VPos::Top));
            paper.draw_text(&text, &style, fine(top))
        }
    }
}

fn rgb(colour: Colour) -> RGBColor {
    RGBColor(colour.0, colour.1, colour.2)
}

fn fine((x, y): (f64, f64)) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in super::text::clean(text).chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}
