//! The figures, each with what it shows in words and in numbers.

use serde::Serialize;

use super::clean::clean;

/// A figure as the page shows it.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// Its name, as in the findings: the anchor `#figure-…` is made of it.
    pub name: String,
    /// What is seen, in a line.
    pub title: String,
    /// An SVG document without outside references, on light paper.
    pub svg: String,
    /// The same on dark paper, if there is one; else the light one is inverted where the reader wants dark pages.
    pub dark_svg: Option<String>,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Names of the columns of its numbers.
    pub columns: Vec<String>,
    /// Its numbers, cell by cell.
    pub rows: Vec<Vec<String>>,
    /// How many rows there are in all.
    pub total: usize,
}

/// A figure in the page.
#[derive(Debug, Serialize)]
pub(super) struct Shown {
    name: String,
    title: String,
    svg: String,
    dark_svg: Option<String>,
    alt: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    total: usize,
}

impl Shown {
    pub(super) fn new(picture: &Picture) -> Self {
        Self {
            name: clean(&picture.name),
            title: clean(&picture.title),
            svg: inline(&picture.svg),
            dark_svg: picture.dark_svg.as_deref().map(inline),
            alt: clean(&picture.alt),
            columns: picture.columns.iter().map(|name| clean(name)).collect(),
            rows: picture.rows.iter().map(|row| row.iter().map(|cell| clean(cell)).collect()).collect(),
            total: picture.total.max(picture.rows.len()),
        }
    }
}

/// An SVG document as part of a page: nothing stands before its root.
fn inline(svg: &str) -> String {
    svg.find("<svg").map_or("", |at| &svg[at..]).to_owned()
}
