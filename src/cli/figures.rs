//! Figures as they are asked for, and as files.

use std::path::Path;

use super::args::FigureFormat;
use super::console::Console;
use super::output::Folder;
use super::settings::{FigureTheme, Settings};
use crate::chart::{self, Figures, PrintSize, Style, UNITS_PER_INCH};
use crate::corpus::read;
use crate::error::Result;

impl Settings {
    /// How figures look, with letters of the font at `font` where the built-in one lacks them.
    ///
    /// # Errors
    /// Those of reading the font, and that it is none.
    pub(crate) fn style(&self, font: Option<&Path>) -> Result<Style> {
        let style = Style { font: font.map(read::bytes).transpose()?, ..self.style_of(self.theme) };
        // Before any work, whose results would have no figures.
        chart::undrawable([], &style)?;
        Ok(style)
    }

    /// The style of a theme, as wide as is asked for.
    fn style_of(&self, theme: FigureTheme) -> Style {
        /// In print, type may be smaller than on a screen, so that more of the picture fits beside it.
        const SMALLER: f64 = 1.25;
        /// Narrower layouts have no room for bars and names.
        const LEAST: f64 = 560.0;
        let style = match theme {
            FigureTheme::Light => Style::light(),
            FigureTheme::Dark => Style::dark(),
            FigureTheme::Print => Style::print(),
        };
        match &self.figure_width {
            None => style,
            Some(length) => {
                let width = (length.inches() * UNITS_PER_INCH * SMALLER).clamp(LEAST, Style::WIDTH).round();
                Style { width, exact_width: true, ..style }
            }
        }
    }

    /// Whether figures are those of [`Style::light`], as wide as they need be.
    pub(crate) fn has_plain_figures(&self) -> bool {
        self.theme == FigureTheme::Light && self.figure_width.is_none()
    }

    /// How large figures are, and how fine.
    pub(crate) fn print_size(&self) -> PrintSize {
        let width = self.figure_width.as_ref().map(|length| length.inches());
        PrintSize { width, dpi: f64::from(u32::from(self.dpi)) }
    }
}

/// Warns of letters in `labels` that neither the built-in font nor the style's has.
pub(crate) fn warn_of_boxes<'l>(
    console: &Console,
    labels: impl IntoIterator<Item = &'l str>,
    style: &Style,
) -> Result<()> {
    if let Some(letter) = chart::undrawable(labels, style)? {
        let mend = "pass --font FILE with a font that has them";
        console.warn(&format!("letters such as {letter} are boxes in the PNG figures; {mend}"));
    }
    Ok(())
}

/// Writes each figure in every form that is asked for, below `place`, and tells of those that there are none of.
pub(crate) fn write(
    console: &Console,
    folder: &mut Folder,
    place: &str,
    figures: &Figures,
    settings: &Settings,
) -> Result<()> {
    for left_out in &figures.left_out {
        console.detail(&format!("no figure {}: {}", left_out.name, left_out.reason));
    }
    let size = settings.print_size();
    if settings.format.contains(&FigureFormat::Png) {
        for (figure, png) in figures.drawn.iter().zip(figures.pngs(size)?) {
            folder.write(&format!("{place}{}.png", figure.name), &png)?;
        }
    }
    if settings.format.contains(&FigureFormat::Svg) {
        for figure in &figures.drawn {
            folder.write(&format!("{place}{}.svg", figure.name), figure.svg_of(size).as_bytes())?;
        }
    }
    Ok(())
}
