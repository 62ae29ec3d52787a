//! The figures, each with what it shows in words and in numbers.

use serde::Serialize;

use super::clean::clean;
use super::plan::Plan;

/// A figure as the page shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Its name, as in the findings: the anchor `#figure-…` is made of it.
    pub name: String,
    /// What is seen, in a line.
    pub title: String,
    /// An SVG document without outside references, on light paper.
    pub svg: String,
    /// The same on dark paper, if there is one; else the light one is inverted where the reader wants dark pages.
    pub dark_svg: Option<String>,
    /// Width and height in the units of `spots`.
    pub size: (f64, f64),
    /// Where in it two articles stand, which a click opens.
    pub spots: Vec<Spot>,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Names of the columns of its numbers.
    pub columns: Vec<String>,
    /// Its numbers, cell by cell.
    pub rows: Vec<Vec<String>>,
    /// How many rows there are in all.
    pub total: usize,
}

/// A place in a figure that stands for two articles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// The rows of the articles.
    pub articles: (usize, usize),
    /// Left edge and top edge.
    pub at: (f64, f64),
    /// Width and height.
    pub size: (f64, f64),
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
    pub(super) fn new(picture: &Picture, plan: &Plan) -> Self {
        let links = links(picture, plan);
        Self {
            name: clean(&picture.name),
            title: clean(&picture.title),
            svg: inline(&picture.svg, &links),
            dark_svg: picture.dark_svg.as_deref().map(|svg| inline(svg, &links)),
            alt: clean(&picture.alt),
            columns: picture.columns.iter().map(|name| clean(name)).collect(),
            rows: picture.rows.iter().map(|row| row.iter().map(|cell| clean(cell)).collect()).collect(),
            total: picture.total.max(picture.rows.len()),
        }
    }
}

/// An SVG document as part of a page: nothing stands before its root, and `links` lie over what is drawn.
fn inline(svg: &str, links: &str) -> String {
    let root = svg.find("<svg").map_or("", |at| &svg[at..]);
    match root.rfind("</svg>") {
        Some(end) if !links.is_empty() => format!("{}{links}{}", &root[..end], &root[end..]),
        _ => root.to_owned(),
    }
}

/// The spots whose articles can be opened side by side, as links that are not seen.
fn links(picture: &Picture, plan: &Plan) -> String {
    let link = |spot: &Spot| {
        let pair = plan.pair(spot.articles.0, spot.articles.1)?;
        let ((x, y), (width, height)) = (spot.at, spot.size);
        // Keyboards reach the same pairs in the table.
        Some(format!(
            "<a href=\"{pair}\" tabindex=\"-1\"><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
             fill=\"transparent\"/></a>"
        ))
    };
    let links: String = picture.spots.iter().filter_map(link).collect();
    let (width, height) = picture.size;
    match links.is_empty() || width <= 0.0 || height <= 0.0 {
        true => String::new(),
        false => format!(
            "<svg class=\"spots\" width=\"100%\" height=\"100%\" viewBox=\"0 0 {width} {height}\">{links}</svg>"
        ),
    }
}
