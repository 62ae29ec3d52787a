//! The figures of a run as its report shows them: on light paper, and where there is room on dark paper too.

use super::settings::{FigureTheme, Settings};
use crate::analysis::Analysis;
use crate::chart::{self, Figure, Style};
use crate::error::Result;
use crate::report::{Picture, Spot};

/// Above so many bytes of figures the report has them once; dark pages then show them inverted.
const TWICE: usize = 350_000;

/// `drawn`, the figures of the files, for the report. It follows the reader's light or dark page, whatever paper the files
/// have.
///
/// # Errors
/// Those of drawing.
pub(crate) fn pictures(
    analysis: &Analysis,
    drawn: Vec<Figure>,
    settings: &Settings,
    style: &Style,
) -> Result<Vec<Picture>> {
    let on = |theme| -> Result<Vec<Figure>> {
        let style = Style { font: style.font.clone(), ..settings.style_of(theme) };
        Ok(chart::figures(analysis, &style)?.drawn)
    };
    let is_dark = settings.theme == FigureTheme::Dark;
    let (light, dark) = if is_dark { (on(FigureTheme::Light)?, Some(drawn)) } else { (drawn, None) };
    let bytes: usize = light.iter().map(|figure| figure.svg.len()).sum();
    let dark = match dark {
        _ if bytes > TWICE => Vec::new(),
        Some(dark) => dark,
        None => on(FigureTheme::Dark)?,
    };
    // Both have the same figures in the same order: what is drawn does not depend on the paper.
    let mut dark = dark.into_iter().map(|figure| figure.svg);
    Ok(light.into_iter().map(|figure| picture(figure, dark.next())).collect())
}

fn picture(figure: Figure, dark_svg: Option<String>) -> Picture {
    let spot = |spot: &chart::Spot| Spot {
        articles: (spot.row, spot.column),
        at: (spot.x, spot.y),
        size: (spot.width, spot.height),
    };
    Picture {
        name: figure.name.to_owned(),
        title: figure.title,
        svg: figure.svg,
        dark_svg,
        size: figure.size,
        spots: figure.spots.iter().map(spot).collect(),
        alt: figure.alt,
        columns: figure.data.columns,
        rows: figure.data.rows,
        total: figure.data.total,
    }
}
