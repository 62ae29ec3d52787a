//! The figures of a run as its report shows them: on light paper, and where there is room on dark paper too.

use super::settings::Settings;
use crate::analysis::Analysis;
use crate::chart::{self, Figure, Style};
use crate::error::Result;
use crate::report::{Picture, Spot};

/// Above so many bytes of figures the report has them once; dark pages then show them inverted.
const TWICE: usize = 350_000;

/// `drawn`, the figures of the files, for the report. It follows the reader's light or dark page and shows figures in its own
/// size, whatever paper and size the files have.
///
/// # Errors
/// Those of drawing.
pub(crate) fn pictures(
    analysis: &Analysis,
    drawn: Vec<Figure>,
    settings: &Settings,
    style: &Style,
) -> Result<Vec<Picture>> {
    let draw = |paper: Style| -> Result<Vec<Figure>> {
        Ok(chart::figures(analysis, &Style { font: style.font.clone(), ..paper })?.drawn)
    };
    let light = if settings.has_plain_figures() { drawn } else { draw(Style::light())? };
    let bytes: usize = light.iter().map(|figure| figure.svg.len()).sum();
    // Both have the same figures in the same order: what is drawn does not depend on the paper.
    let dark = if bytes <= TWICE { draw(Style::dark())? } else { Vec::new() };
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
