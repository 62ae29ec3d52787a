//! Paragraphs on a map where near means alike.

use super::canvas::{Anchor, Area, Canvas, MARGIN, Type};
use super::free_place::free_place;
use super::part::{Looks, Part, ThemeNames};
use super::text::count;
use super::{Colour, Data, Drawing, Style};
use crate::error::Result;

/// One paragraph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapPoint {
    /// Its place; the axes have no unit.
    pub at: (f64, f64),
    /// What it is about.
    pub part: Part,
}

/// The paragraphs as points.
pub struct ParagraphMapFigure<'a> {
    /// Articles, for the title.
    pub articles: usize,
    /// The themes.
    pub themes: ThemeNames<'a>,
    /// The paragraphs; those without a finite place, and boilerplate, are left out.
    pub points: &'a [MapPoint],
}

const WIDTH: f64 = 900.0;
const MOST_POINTS: usize = 4_000;
/// A map of fewer is nearly empty, and their distances tell nothing that reading them does not.
const LEAST_POINTS: usize = 8;

impl ParagraphMapFigure<'_> {
    /// Draws the figure `paragraph_map`, of 8 paragraphs or more.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "paragraph_map";
        let placed = |point: &&MapPoint| {
            point.at.0.is_finite() && point.at.1.is_finite() && point.part != Part::Boilerplate
        };
        let points: Vec<MapPoint> = self.points.iter().filter(placed).copied().collect();
        if points.is_empty() {
            let reason =
                "No paragraph has a place on the map: there is no text, or no themes were asked for.";
            return Ok(Drawing::nothing(name, reason));
        }
        if points.len() < LEAST_POINTS {
            let reason = format!("Fewer than {LEAST_POINTS} paragraphs make no map.");
            return Ok(Drawing::nothing(name, reason));
        }
        let title =
            format!("A map of {} ({})", count(points.len(), "paragraph"), count(self.articles, "article"));
        let mut canvas = Canvas::new(style, WIDTH)?;

        let looks = Looks::new(self.themes, &canvas);
        let reading = "Each mark is a paragraph; near means alike in words. The axes have no unit.";
        let y = canvas.heading(&title, &[reading.to_owned()]);
        let view = View::of(&points, y, canvas.width);
        canvas.frame(view.area, 0.8, canvas.style.faint);
        let step = points.len().div_ceil(MOST_POINTS);
        let radius = match points.len() / step {
            0..=120 => 5.0,
            121..=600 => 4.0,
            601..=1500 => 3.2,
            _ => 2.4,
        };
        // Other first, so that themes lie over it.
        let drawn: Vec<(f64, f64)> = points.iter().step_by(step).map(|point| view.place(point.at)).collect();
        let mut order: Vec<&MapPoint> = points.iter().step_by(step).collect();
        order.sort_by_key(|point| matches!(point.part, Part::Theme(_)));
        for point in order {
            draw_mark(&mut canvas, view.place(point.at), radius, point.part, &looks, 0.8);
        }
        let left_out = self.labels(&mut canvas, &view, (&points, &drawn), &looks);

        let mut notes = Vec::new();
        if !left_out.is_empty() {
            notes.push(format!("Without room for a label: {}.", left_out.join(", ")));
        }
        if step > 1 {
            notes.push(format!("Drawn is one of every {step} paragraphs; the labels count all."));
        }
        let bottom = canvas.notes(view.area.bottom() + 2.0, &notes);
        let groups = groups(&points, &looks);
        let mut data = Data::new(["theme", "paragraphs", "middle across", "middle up"]);
        for group in &groups {
            let (x, y) = group.centre;
            let cells =
                [&group.name, &super::text::thousands(group.size), &format!("{x:.3}"), &format!("{y:.3}")];
            data.push(cells);
        }
        let counts: Vec<String> = groups.iter().take(12).map(Group::words).collect();
        let alt = format!(
            "Map of {} by likeness of their words: {}.",
            count(points.len(), "paragraph"),
            counts.join(", ")
        );
        canvas.finish(name, title, alt, data, bottom)
    }

    /// One label a theme, near the middle of its marks, never over another label and over as few marks as may be.
    /// The points are all there are, the marks those that are drawn. Gives the words of those that found no room.
    fn labels(
        &self,
        canvas: &mut Canvas<'_>,
        view: &View,
        (points, marks): (&[MapPoint], &[(f64, f64)]),
        looks: &Looks,
    ) -> Vec<String> {
        let mut left_out = Vec::new();
        let mut taken: Vec<Area> = Vec::new();
        for group in groups(points, looks) {
            let set = Type { bold: true, ..canvas.label(12.5) };
            let words = group.words();
            let (width, height) = (canvas.text_width(&words, set) + 30.0, 22.0);
            let centre = view.place(group.centre);
            // To hide one mark of nine is much, one of a hundred little.
            let cost = (400.0 / group.size as f64).clamp(0.3, 60.0);
            let Some(place) = free_place(view.area, centre, (width, height), &taken, marks, cost) else {
                left_out.push(words);
                continue;
            };
            taken.push(place);
            let (x, y) = place.middle();
            let away = ((x - centre.0).powi(2) + (y - centre.1).powi(2)).sqrt();
            if away > 60.0 {
                let from = (centre.0.clamp(place.x, place.right()), centre.1.clamp(place.y, place.bottom()));
                canvas.line(vec![from, centre], 0.7, canvas.style.muted);
            }
            canvas.polygon(corners(place), canvas.style.background, 0.92);
            canvas.frame(place, 1.2, edge(group.part, looks, canvas.style));
            draw_mark(canvas, (place.x + 11.0, y), 5.5, group.part, looks, 1.0);
            canvas.text_beside((place.x + 21.0, y), Anchor::Start, set, words);
        }
        left_out
    }
}

struct Group {
    part: Part,
    name: String,
    size: usize,
    centre: (f64, f64),
}

impl Group {
    /// The name and how many paragraphs it has.
    fn words(&self) -> String {
        format!("{} {}", self.name, super::text::thousands(self.size))
    }
}

/// The themes that have points, each with the middle of them, and *other*; largest first.
fn groups(points: &[MapPoint], looks: &Looks) -> Vec<Group> {
    let parts = (0..looks.0.len()).map(Part::Theme).chain([Part::Other]);
    let mut groups: Vec<Group> = parts
        .filter_map(|part| {
            let own: Vec<(f64, f64)> =
                points.iter().filter(|point| point.part == part).map(|point| point.at).collect();
            let name = match part {
                Part::Theme(theme) => looks.0[theme].name.clone(),
                Part::Other | Part::Boilerplate => "other".to_owned(),
            };
            let centre = (median(own.iter().map(|at| at.0))?, median(own.iter().map(|at| at.1))?);
            Some(Group { part, name, size: own.len(), centre })
        })
        .collect();
    // *Other* last: it lies everywhere, so its label can go anywhere.
    groups.sort_by_key(|group| (group.part == Part::Other, std::cmp::Reverse(group.size)));
    groups
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

fn corners(area: Area) -> Vec<(f64, f64)> {
    vec![(area.x, area.y), (area.right(), area.y), (area.right(), area.bottom()), (area.x, area.bottom())]
}

/// From the map's places to the picture's, with one scale for both axes.
struct View {
    area: Area,
    scale: f64,
    middle: (f64, f64),
}

impl View {
    fn of(points: &[MapPoint], y: f64, width: f64) -> Self {
        let range = |values: &dyn Fn(&MapPoint) -> f64| {
            let low = points.iter().map(values).fold(f64::INFINITY, f64::min);
            let high = points.iter().map(values).fold(f64::NEG_INFINITY, f64::max);
            (f64::midpoint(low, high), high - low)
        };
        let ((x, across), (z, up)) = (range(&|point| point.at.0), range(&|point| point.at.1));
        let inner = width - 2.0 * MARGIN;
        let pad = 28.0;
        let wanted = if across > 0.0 { (inner - 2.0 * pad) * up / across } else { f64::INFINITY };
        let area = Area::new(MARGIN, y, inner, wanted.clamp(300.0, 560.0) + 2.0 * pad);
        let fit =
            |room: f64, extent: f64| if extent > 0.0 { (room - 2.0 * pad) / extent } else { f64::INFINITY };
        let scale = fit(area.width, across).min(fit(area.height, up));
        Self { area, scale: if scale.is_finite() { scale } else { 1.0 }, middle: (x, z) }
    }

    fn place(&self, at: (f64, f64)) -> (f64, f64) {
        let (x, y) = self.area.middle();
        (x + (at.0 - self.middle.0) * self.scale, y - (at.1 - self.middle.1) * self.scale)
    }
}

/// A theme's shape and colour; a small grey dot for *other*.
fn draw_mark(canvas: &mut Canvas<'_>, at: (f64, f64), radius: f64, part: Part, looks: &Looks, alpha: f64) {
    let (theme, fill) = match part {
        Part::Theme(theme) => (theme, looks.0.get(theme).map_or(canvas.style.other, |look| look.colour)),
        Part::Other | Part::Boilerplate => {
            return canvas.circle(at, radius * 0.75, canvas.style.other, alpha);
        }
    };
    let edge = edge(part, looks, canvas.style);
    let outline = shape(theme, at, radius);
    if outline.is_empty() {
        canvas.circle(at, radius + 0.5, edge, alpha);
        canvas.circle(at, radius - 0.4, fill, 1.0);
    } else {
        canvas.polygon(outline.clone(), fill, alpha);
        canvas.line(outline.iter().chain(outline.first()).copied().collect(), 0.8, edge);
    }
}

/// A theme's colour, darkened enough to be seen as a line on paper.
fn edge(part: Part, looks: &Looks, style: &Style) -> Colour {
    let fill = match part {
        Part::Theme(theme) => looks.0.get(theme).map_or(style.other, |look| look.colour),
        Part::Other | Part::Boilerplate => style.other,
    };
    fill.mix(style.ink, 0.35)
}

/// The outline of a theme's mark; nothing for the circle.
fn shape(theme: usize, (x, y): (f64, f64), radius: f64) -> Vec<(f64, f64)> {
    let r = radius;
    let unit: &[(f64, f64)] = match theme % 7 {
        0 => &[],
        1 => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        2 => &[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)],
        3 => &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
        4 => &[(0.0, 1.2), (1.1, -0.8), (-1.1, -0.8)],
        5 => &[
            (-0.4, -1.2),
            (0.4, -1.2),
            (0.4, -0.4),
            (1.2, -0.4),
            (1.2, 0.4),
            (0.4, 0.4),
            (0.4, 1.2),
            (-0.4, 1.2),
            (-0.4, 0.4),
            (-1.2, 0.4),
            (-1.2, -0.4),
            (-0.4, -0.4),
        ],
        _ => &[(-0.6, -1.1), (0.6, -1.1), (1.2, 0.0), (0.6, 1.1), (-0.6, 1.1), (-1.2, 0.0)],
    };
    unit.iter().map(|(dx, dy)| (x + dx * r, y + dy * r)).collect()
}
