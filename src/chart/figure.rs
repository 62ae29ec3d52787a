//! A finished picture.

use std::sync::Arc;

use resvg::{tiny_skia, usvg};

use super::Data;
use crate::error::{Error, Result};

/// Units of an SVG in an inch, as browsers have it.
pub const UNITS_PER_INCH: f64 = 96.0;

/// One picture: its description in words and numbers, its SVG, and everything that is needed to make a PNG of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The name of its files, without ending: `similarity`, `reuse`, …
    pub name: &'static str,
    /// What is seen and of how many, in a line.
    pub title: String,
    /// What the picture shows, in one sentence, for those who cannot see it.
    pub alt: String,
    /// The numbers that it shows.
    pub data: Data,
    /// Cells that stand for two articles, for pages that lead from a cell to these; none where cells stand for more.
    pub spots: Vec<Spot>,
    /// Width and height in the SVG's units, of which [`UNITS_PER_INCH`] are an inch.
    pub size: (f64, f64),
    /// The picture. Valid XML whatever the labels hold; fonts are named, not embedded.
    pub svg: String,
    /// The user's font, which the PNG needs as well.
    pub(super) font: Option<Arc<[u8]>>,
}

/// A cell of a heatmap, in the units of [`Figure::size`] from the top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The article of its row.
    pub row: usize,
    /// The article of its column.
    pub column: usize,
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// A figure, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawing {
    /// It was drawn.
    Drawn(Box<Figure>),
    /// There is nothing to draw.
    LeftOut(LeftOut),
}

/// A figure that would be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The figure's name.
    pub name: &'static str,
    /// Why, in a sentence.
    pub reason: String,
}

impl Drawing {
    /// The figure `name` would be empty.
    pub(super) fn nothing(name: &'static str, reason: impl Into<String>) -> Self {
        Self::LeftOut(LeftOut { name, reason: reason.into() })
    }

    /// The figure, if there is one.
    pub fn figure(self) -> Option<Figure> {
        match self {
            Self::Drawn(figure) => Some(*figure),
            Self::LeftOut(_) => None,
        }
    }
}

/// How large a figure is in print, and how finely its PNG is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrintSize {
    /// Inches from side to side; unless told, [`UNITS_PER_INCH`] units of the picture are an inch.
    pub width: Option<f64>,
    /// Pixels in an inch.
    pub dpi: f64,
}

impl Default for PrintSize {
    /// As large as on a page of the web, with two pixels for each of its units.
    fn default() -> Self {
        Self { width: None, dpi: 2.0 * UNITS_PER_INCH }
    }
}

impl PrintSize {
    /// The finest that a PNG is drawn.
    pub const MOST_DPI: f64 = 1200.0;

    /// Inches for one unit of a picture that is `width` units wide.
    fn inches_per_unit(self, width: f64) -> f64 {
        self.width.map_or(1.0 / UNITS_PER_INCH, |inches| inches / width)
    }
}

/// The most pixels of a PNG: what four bytes each can be held of in a gigabyte.
const MOST_PIXELS: f64 = 250e6;

impl Figure {
    /// The picture as PNG in the size that it has in print. The file says how many of its pixels are an inch.
    ///
    /// Drawn with the embedded DejaVu Sans and the style's font only; the bytes repeat.
    ///
    /// # Errors
    /// [`Error::Parameter`] if the picture would have no pixel, or more than 250 millions; [`Error::Library`] if the
    /// renderer refuses.
    pub fn png(&self, size: PrintSize) -> Result<Vec<u8>> {
        let refused = |reason: &dyn std::fmt::Display| Error::Library {
            task: "drawing a PNG",
            reason: reason.to_string(),
        };
        let scale = size.inches_per_unit(self.size.0) * size.dpi;
        let (width, height) = ((self.size.0 * scale).round(), (self.size.1 * scale).round());
        let fits = scale > 0.0 && width < 65_536.0 && height < 65_536.0 && width * height <= MOST_PIXELS;
        let mut pixels = fits
            .then(|| tiny_skia::Pixmap::new(width as u32, height as u32))
            .flatten()
            .ok_or_else(|| Error::Parameter {
                name: "dpi",
                got: size.dpi.to_string(),
                expected: format!(
                    "one that gives the figure {} 1 to 65,535 pixels on each side, and {} millions at most; it has {width} by {height}",
                    self.name,
                    MOST_PIXELS / 1e6,
                ),
            })?;
        let tree = tree(&self.svg, self.font.clone()).map_err(|error| refused(&error))?;
        let scale = scale as f32;
        resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
        let png = pixels.encode_png().map_err(|error| refused(&error))?;
        Ok(with_resolution(png, size.dpi))
    }

    /// The SVG in the size that it has in print.
    pub fn svg_of(&self, size: PrintSize) -> String {
        let Some(inches) = size.width else { return self.svg.clone() };
        let high = inches * self.size.1 / self.size.0;
        let rest = self.svg.strip_prefix(&opening(self.size)).unwrap_or_default();
        format!("<svg width=\"{}in\" height=\"{}in\" {rest}", digits(inches), digits(high))
    }
}

/// How every SVG of ours begins.
pub(super) fn opening((width, height): (f64, f64)) -> String {
    format!("<svg width=\"{width}\" height=\"{height}\" ")
}

/// A length with as many digits as a printer can follow.
fn digits(inches: f64) -> String {
    let text = format!("{inches:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Puts the number of pixels in an inch into a PNG, where word processors look for its size: a chunk `pHYs`, in
/// pixels a metre, right after the header. The renderer's encoder has no way to say it.
fn with_resolution(mut png: Vec<u8>, dpi: f64) -> Vec<u8> {
    const HEADER: usize = 8 + 25;
    let per_metre = ((dpi / 0.0254).round() as u32).to_be_bytes();
    let mut chunk = b"pHYs".to_vec();
    chunk.extend_from_slice(&per_metre);
    chunk.extend_from_slice(&per_metre);
    chunk.push(1);
    let sum = crc32fast::hash(&chunk).to_be_bytes();
    let length = ((chunk.len() - 4) as u32).to_be_bytes();
    let bytes = length.into_iter().chain(chunk).chain(sum);
    png.splice(HEADER..HEADER, bytes);
    png
}

/// The SVG as the renderer understands it, with the embedded fonts and no others.
pub(super) fn tree(svg: &str, font: Option<Arc<[u8]>>) -> Result<usvg::Tree, usvg::Error> {
    let mut options = usvg::Options { font_family: "DejaVu Sans".to_owned(), ..usvg::Options::default() };
    let fonts = options.fontdb_mut();
    fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(dejavu::sans::regular())));
    fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(dejavu::sans::bold())));
    if let Some(font) = font {
        fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(font)));
    }
    fonts.set_sans_serif_family("DejaVu Sans");
    usvg::Tree::from_str(svg, &options)
}
