//! The only words that plotters hears: a display list in, SVG out.
//!
//! plotters draws at whole coordinates only, so a pixel here is [`FINE`] of its units and the SVG's view box is that
//! much larger than its size: bars then have the length that their numbers say, and hairlines can be thin. Its charts,
//! axes and legends are not used: they neither wrap nor place labels.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::Colour;
use super::canvas::{Anchor, Area, Type};
use super::text::FAMILIES;
use crate::error::{Error, Result};

/// plotters' units in a pixel.
const FINE: f64 = 10.0;

/// plotters sets the top of a line 0.76 em above its baseline; measuring from there keeps `ex`, on which
/// browsers disagree, out of the file.
const TOP: f64 = 0.76;

/// plotters divides the size of a font by this before it writes it.
const SIZE_FACTOR: f64 = 1.24;

/// One thing in a picture, in pixels.
pub(super) enum Mark {
    Rectangle { area: Area, fill: Colour },
    Line { points: Vec<(f64, f64)>, width: f64, colour: Colour },
    Polygon { points: Vec<(f64, f64)>, fill: Colour, alpha: f64 },
    Circle { centre: (f64, f64), radius: f64, fill: Colour, alpha: f64 },
    Text { at: (f64, f64), text: String, anchor: Anchor, upright: bool, set: Type },
}

/// Writes `marks` on paper of `size` pixels.
pub(super) fn write(
    (width, height): (f64, f64),
    paper: Colour,
    marks: Vec<Mark>,
    title: &str,
    alt: &str,
) -> Result<String> {
    let refused = |error: &dyn std::fmt::Display| Error::Library {
        task: "drawing a figure",
        reason: error.to_string(),
    };
    let mut drawn = String::new();
    {
        let size = ((width * FINE) as u32, (height * FINE) as u32);
        let area = SVGBackend::with_string(&mut drawn, size).into_drawing_area();
        area.fill(&rgb(paper)).map_err(|error| refused(&error))?;
        for mark in marks {
            draw(&area, mark).map_err(|error| refused(&error))?;
        }
        area.present().map_err(|error| refused(&error))?;
    }
    // plotters' own opening tag says that a unit is a pixel and has no place for a description.
    let body = drawn.split_once(">\n").map_or("", |(_, body)| body);
    Ok(format!(
        "{}viewBox=\"0 0 {} {}\" xmlns=\"http://www.w3.org/2000/svg\" \
         role=\"img\" font-family=\"{FAMILIES}\" aria-label=\"{}\">\n<title>{}</title>\n{}",
        super::figure::opening((width, height)),
        width * FINE,
        height * FINE,
        escape(alt),
        escape(title),
        slim(body),
    ))
}

/// The markup without what holds anyway, which is a third of it: opaque, without an outline, in the picture's font.
///
/// Lines with markup begin with `<`; lines of text never do, because plotters escapes it.
fn slim(body: &str) -> String {
    let font = format!(" font-family=\"{FAMILIES}\"");
    let mut slim = String::with_capacity(body.len());
    for line in body.lines() {
        if line.starts_with('<') {
            let mut line = line.replace(" opacity=\"1\"", "");
            for held in [" stroke=\"none\"", " text-anchor=\"start\"", &font] {
                line = line.replace(held, "");
            }
            slim.push_str(&line);
        } else {
            slim.push_str(line);
        }
        slim.push('\n');
    }
    slim
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
            let mut font = (FontFamily::Name(FAMILIES), size_of(set), weight).into_font();
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

/// The size that plotters has to be told so that it writes the one that is meant: whole units, without the dust of a
/// division.
fn size_of(set: Type) -> f64 {
    let units = (set.size * FINE).round();
    [units * SIZE_FACTOR, (units * SIZE_FACTOR).next_down(), (units * SIZE_FACTOR).next_up()]
        .into_iter()
        .find(|size| size / SIZE_FACTOR == units)
        .unwrap_or(units * SIZE_FACTOR)
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
