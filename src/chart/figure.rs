//! A finished picture.

use std::sync::Arc;

use resvg::{tiny_skia, usvg};

use crate::error::{Error, Result};

/// One picture: its SVG, and everything that is needed to make a PNG of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The name of its files, without ending: `similarity`, `reuse`, …
    pub name: &'static str,
    /// What is seen and of how many, in a line.
    pub title: String,
    /// The picture. Valid XML whatever the labels hold; fonts are named, not embedded.
    pub svg: String,
    /// What the picture shows, in words, for those who cannot see it.
    pub alt: String,
    /// The user's font, which the PNG needs as well.
    pub(super) font: Option<Arc<[u8]>>,
}

impl Figure {
    /// The picture as PNG, `scale` pixels for each unit of the SVG: 2 is right for screens and print.
    ///
    /// Drawn with the embedded DejaVu Sans and the style's font only; the bytes repeat.
    ///
    /// # Errors
    /// [`Error::Parameter`] if `scale` is not above 0 or the picture would be too large to hold in memory;
    /// [`Error::Library`] if the renderer refuses.
    pub fn png(&self, scale: f32) -> Result<Vec<u8>> {
        let refused = |reason: &dyn std::fmt::Display| Error::Library {
            task: "drawing a PNG",
            reason: reason.to_string(),
        };
        let tree = tree(&self.svg, self.font.clone()).map_err(|error| refused(&error))?;
        let (width, height) = ((tree.size().width() * scale).round(), (tree.size().height() * scale).round());
        let mut pixels = (scale > 0.0 && width < 32_768.0 && height < 65_536.0)
            .then(|| tiny_skia::Pixmap::new(width as u32, height as u32))
            .flatten()
            .ok_or_else(|| Error::Parameter {
                name: "scale",
                got: scale.to_string(),
                expected: format!(
                    "one that gives 1 to 32,767 by 65,535 pixels of a picture of {} by {}",
                    tree.size().width(),
                    tree.size().height()
                ),
            })?;
        resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
        pixels.encode_png().map_err(|error| refused(&error))
    }
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
