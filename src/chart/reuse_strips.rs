//! Where in each article the words of others stand, and whose they are.

use super::canvas::{Anchor, Area, Canvas, MARGIN, Type};
use super::lanes::{covered, heaps, joined, lanes};
use super::pattern::Pattern;
use super::rows::{Rows, StripScale, heaviest, left_out};
use super::text::{count, percent, sentence};
use super::{Colour, Data, Drawing, Style, label};
use crate::error::Result;

/// How a passage was taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Taken {
    /// The same words.
    Copied,
    /// The same content in other words.
    Rewritten,
    /// A quotation that both have, in prose that differs.
    Quoted,
}

impl Taken {
    /// The word for it.
    fn name(self) -> &'static str {
        match self {
            Self::Copied => "copied",
            Self::Rewritten => "rewritten",
            Self::Quoted => "shared quote",
        }
    }
}

/// A stretch of an article that stands in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StripPassage {
    /// First character in the article.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The article it is found in, by index into the labels.
    pub source: usize,
    /// How it was taken over.
    pub taken: Taken,
}

/// One article as a strip.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReuseStrip {
    /// Characters of the article.
    pub length: usize,
    /// What stands in others, in any order; passages may overlap.
    pub passages: Vec<StripPassage>,
    /// Stretches that are not the article's own prose, as first character and one past the last.
    pub masked: Vec<(usize, usize)>,
    /// The share of its words found nowhere else, 0 to 1; `None` where it is too short to tell.
    pub novelty: Option<f64>,
}

/// The articles as strips of new and of reused text.
pub struct ReuseStripsFigure<'a> {
    /// One per article.
    pub labels: &'a [String],
    /// Paragraphs in all articles, for the title.
    pub paragraphs: usize,
    /// One per article.
    pub strips: &'a [ReuseStrip],
}

/// Up to so many articles all are drawn, also those that share nothing.
const FEW: usize = 12;

/// Sources that have a colour of their own; the others share a grey and are told apart by number. Where these have less
/// than half of what was taken, colours would tell little, and all sources share one.
const MOST_COLOURS: usize = 7;

/// Passages over one another in one strip.
const MOST_LANES: usize = 4;

/// Smaller numbers cannot be read.
const SMALLEST_NUMBER: f64 = 7.0;

/// Thinner than this a lane cannot be seen.
const THINNEST: f64 = 4.5;

impl ReuseStripsFigure<'_> {
    /// Draws the figure `reuse_strips`: the articles that share text with any other, of more than 60 the 60 with the
    /// most of it.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "reuse_strips";
        let n = self.labels.len();
        let passages: usize = self.strips.iter().map(|strip| strip.passages.len()).sum();
        let length: usize = self.strips.iter().map(|strip| strip.length).sum();
        let nothing = match n {
            0 => Some("There is no article."),
            1 => Some("One article: there is none that it could share text with."),
            _ if length == 0 => Some("No article has a character."),
            _ if passages == 0 => Some("No passage of one article stands in another: all text is new."),
            _ => None,
        };
        if let Some(reason) = nothing {
            return Ok(Drawing::nothing(name, reason));
        }
        let title = format!(
            "Where reused text stands in {} ({})",
            count(n, "article"),
            count(self.paragraphs, "paragraph")
        );
        let mut canvas = Canvas::new(style, Style::WIDTH)?;
        let short = label::shorten(self.labels, &canvas.fonts, 12.0, 240.0);
        let finding = self.finding(&short);
        let reading = "One strip an article, from its first character to its last; the number in a passage is the article that has it too.";
        let y = canvas.heading(&title, &[finding.clone(), reading.to_owned()]);
        let coloured = self.coloured();
        let inks = self.inks(coloured.as_deref(), style);
        let y = key(&mut canvas, y, self.strips);

        let blank = ReuseStrip::default();
        let strip = |row: usize| self.strips.get(row).unwrap_or(&blank);
        let shared = |row: usize| covered(&strip(row).passages) as f64;
        let drawn = self.drawn(&shared);
        let right: Vec<String> = drawn
            .iter()
            .map(|&row| {
                strip(row)
                    .novelty
                    .filter(|share| share.is_finite())
                    .map_or("n/a".to_owned(), |share| format!("{} new", percent(share)))
            })
            .collect();
        let labels: Vec<&str> = drawn.iter().map(|&row| self.labels[row].as_str()).collect();
        let digits = canvas.fonts.width(&n.to_string(), 11.0, false);
        let rows = Rows::new(&mut canvas, y, &labels, &right, digits + 18.0);
        let scale = StripScale::new(drawn.iter().map(|&row| strip(row).length));
        let mut hidden = 0;
        for (place, &row) in drawn.iter().enumerate() {
            let bar = rows.bar_of(place);
            let chip = Area::new(MARGIN, bar.y, digits + 8.0, bar.height);
            draw_number(&mut canvas, chip, row, inks[row], rows.size.min(11.0), Taken::Copied);
            let bar =
                Area::new(bar.x, bar.y, strip(row).length as f64 * scale.unit(place, bar.width), bar.height);
            hidden += draw_strip(&mut canvas, bar, strip(row), &inks, rows.size);
        }
        let bottom = scale.axis(&mut canvas, &rows);
        let notes = self.notes(drawn.len(), hidden, coloured.is_some(), scale.remark());
        let bottom = canvas.notes(bottom, &notes);
        let mut data = Data::new(["article", "from character", "to", "how", "stands in"]);
        for (row, label) in self.labels.iter().enumerate() {
            for passage in &strip(row).passages {
                let source = self.labels.get(passage.source).map_or("", String::as_str);
                let (start, end) = (passage.start.to_string(), passage.end.to_string());
                data.push([label.as_str(), &start, &end, passage.taken.name(), source]);
            }
        }
        let about = format!("Strips of {} with the passages that stand in others", count(n, "article"));
        canvas.finish(name, title, sentence(&about, &finding), data, bottom)
    }

    /// The articles that are drawn: all of a few, of many those that share text, and of these the ones with the most.
    fn drawn(&self, shared: &dyn Fn(usize) -> f64) -> Vec<usize> {
        let n = self.labels.len();
        if n <= FEW {
            return (0..n).collect();
        }
        let sharing: Vec<usize> = (0..n).filter(|&row| shared(row) > 0.0).collect();
        heaviest(sharing.len(), |at| shared(sharing[at])).into_iter().map(|at| sharing[at]).collect()
    }

    /// What a reader has to be told.
    fn notes(&self, drawn: usize, hidden: usize, coloured: bool, scale: Option<String>) -> Vec<String> {
        let n = self.labels.len();
        let mut notes: Vec<String> = scale.into_iter().collect();
        let sharing = self.strips.iter().take(n).filter(|strip| covered(&strip.passages) > 0).count();
        if sharing > drawn {
            notes.extend(left_out(drawn, n, "with the most text that stands elsewhere"));
        } else if drawn < n {
            notes.push(format!("Not drawn: {} whose text stands in no other.", count(n - drawn, "article")));
        }
        if hidden > 0 {
            let (verb, rest) = if hidden == 1 { ("is", "it lies") } else { ("are", "they lie") };
            notes.push(format!(
                "{} {verb} not drawn, because {rest} under {MOST_LANES} longer ones; the tables hold all.",
                count(hidden, "passage")
            ));
        }
        if n > MOST_COLOURS && coloured {
            notes.push(format!(
                "The {MOST_COLOURS} articles whose text stands elsewhere most have colours of their own."
            ));
        }
        notes
    }

    fn finding(&self, short: &[String]) -> String {
        let passages: usize = self.strips.iter().map(|strip| strip.passages.len()).sum();
        let mut least: Option<(usize, f64)> = None;
        for (row, strip) in self.strips.iter().enumerate().take(short.len()) {
            if let Some(novelty) = strip.novelty.filter(|share| share.is_finite())
                && least.is_none_or(|(_, least)| novelty < least)
            {
                least = Some((row, novelty));
            }
        }
        let least = least.map_or_else(String::new, |(row, share)| match percent(share).as_str() {
            "0%" => format!("; nothing in {} is new", short[row]),
            "100%" => String::new(),
            at_least if share >= 0.5 => format!("; no article is less than {at_least} new"),
            share => format!("; only {share} of {} is new", short[row]),
        });
        format!("{}{least}.", count(passages, "passage"))
    }

    /// The articles whose text stands elsewhere most, if they have half of it.
    fn coloured(&self) -> Option<Vec<usize>> {
        let n = self.labels.len();
        let mut found = vec![0usize; n];
        for passage in self.strips.iter().flat_map(|strip| &strip.passages) {
            if let Some(found) = found.get_mut(passage.source) {
                *found += passage.end.saturating_sub(passage.start);
            }
        }
        let mut most: Vec<usize> = (0..n).collect();
        most.sort_by(|&a, &b| found[b].cmp(&found[a]).then(a.cmp(&b)));
        most.truncate(MOST_COLOURS);
        most.sort_unstable();
        let theirs: usize = most.iter().map(|&row| found[row]).sum();
        (2 * theirs >= found.iter().sum()).then_some(most)
    }

    /// A colour for each article as a source: the palette's for those that are `coloured`, or one for all.
    fn inks(&self, coloured: Option<&[usize]>, style: &Style) -> Vec<Colour> {
        let n = self.labels.len();
        let Some(coloured) = coloured else { return vec![style.accent(); n] };
        // The rest are darker than new text and than the hatching of boilerplate.
        let mut inks = vec![style.muted.mix(style.background, 0.2); n];
        for (at, &article) in coloured.iter().enumerate() {
            inks[article] = style.colour(at);
        }
        inks
    }
}

/// What fills mean, in the ink's colour.
fn key(canvas: &mut Canvas<'_>, y: f64, strips: &[ReuseStrip]) -> f64 {
    let set = canvas.label(11.0);
    let ink = canvas.style.accent();
    let masked = strips.iter().any(|strip| !strip.masked.is_empty());
    let entries = [
        (Some(Taken::Copied), "copied"),
        (Some(Taken::Rewritten), "rewritten"),
        (Some(Taken::Quoted), "shared quote"),
        (None, "new text"),
        (None, "boilerplate"),
    ];
    let (mut x, mut y) = (MARGIN, y);
    for (taken, name) in entries.into_iter().take(if masked { 5 } else { 4 }) {
        let width = 36.0 + canvas.text_width(name, set);
        if x > MARGIN && x + width > canvas.width - MARGIN {
            (x, y) = (MARGIN, y + 20.0);
        }
        let swatch = Area::new(x, y - 6.0, 30.0, 14.0);
        match taken {
            Some(taken) => fill(canvas, swatch, ink, taken),
            None if name == "new text" => canvas.neutral(swatch),
            None => mask(canvas, swatch),
        }
        canvas.text_beside((x + 36.0, y + 1.0), Anchor::Start, set, name);
        x += width + 22.0;
    }
    y + 20.0
}

/// Draws one strip; gives the number of passages that found no place.
fn draw_strip(canvas: &mut Canvas<'_>, bar: Area, strip: &ReuseStrip, inks: &[Colour], size: f64) -> usize {
    canvas.neutral(bar);
    if strip.length == 0 {
        return 0;
    }
    let unit = bar.width / strip.length as f64;
    let stretch = |start: usize, end: usize| {
        let (start, end) = (start.min(strip.length), end.min(strip.length));
        (bar.x + start as f64 * unit, end.saturating_sub(start) as f64 * unit)
    };
    for &(start, end) in &strip.masked {
        let (x, width) = stretch(start, end);
        let area = Area::new(x, bar.y, width, bar.height);
        canvas.rectangle(area, canvas.style.background);
        mask(canvas, area);
    }
    let mut hidden = 0;
    // A gap that is no wider than a line would be one.
    let passages = joined(&strip.passages, (2.0 / unit.max(1e-9)) as usize);
    for heap in heaps(&passages) {
        let (lanes, rest) = lanes(&heap, ((bar.height / THINNEST) as usize).clamp(1, MOST_LANES));
        hidden += rest;
        let height = bar.height / lanes.len().max(1) as f64;
        let placed = lanes
            .iter()
            .enumerate()
            .flat_map(|(lane, passages)| passages.iter().map(move |passage| (lane, passage)));
        for (lane, passage) in placed {
            let (x, width) = stretch(passage.start, passage.end);
            // A passage of a few words in a long article would be a hair; it is given one visible pixel and a half.
            let width = width.max(1.5).min(bar.right() - x);
            let area = Area::new(
                x,
                bar.y + lane as f64 * height,
                width,
                height - if lanes.len() > 1 { 0.7 } else { 0.0 },
            );
            let ink = inks.get(passage.source).copied().unwrap_or(canvas.style.other);
            draw_number(canvas, area, passage.source, ink, size.min(11.0), passage.taken);
        }
    }
    hidden
}

fn mask(canvas: &mut Canvas<'_>, area: Area) {
    canvas.hatch(area, 4.0, 0.8, canvas.style.hatch);
    canvas.frame(area, 0.5, canvas.style.faint);
}

/// What a passage is filled with behind its number.
fn ground(style: &Style, ink: Colour, taken: Taken) -> Colour {
    match taken {
        Taken::Copied => ink,
        Taken::Rewritten if style.patterns => style.background,
        Taken::Rewritten => ink.mix(style.background, 0.68),
        Taken::Quoted => style.background,
    }
}

/// Solid for copied, pale (in print dotted) for rewritten, striped for quoted.
fn fill(canvas: &mut Canvas<'_>, area: Area, ink: Colour, taken: Taken) {
    canvas.rectangle(area, ground(canvas.style, ink, taken));
    match taken {
        Taken::Copied => return,
        Taken::Rewritten if canvas.style.patterns => Pattern::Dotted.draw(canvas, area, canvas.style.ink),
        Taken::Rewritten => {}
        Taken::Quoted => canvas.hatch(area, 4.5, 1.7, ink),
    }
    canvas.frame(area, 0.8, ink);
}

/// A passage with the number of its article, where that fits.
fn draw_number(canvas: &mut Canvas<'_>, area: Area, article: usize, ink: Colour, size: f64, taken: Taken) {
    fill(canvas, area, ink, taken);
    let behind = ground(canvas.style, ink, taken);
    let set = Type { size: size.min(area.height), bold: false, colour: canvas.style.ink_on(behind) };
    let number = (article + 1).to_string();
    let width = canvas.text_width(&number, set);
    if width + 4.0 > area.width || set.size < SMALLEST_NUMBER {
        return;
    }
    let (x, y) = area.middle();
    if taken == Taken::Quoted || (taken == Taken::Rewritten && canvas.style.patterns) {
        let height = (set.size + 1.0).min(area.height - 1.6);
        canvas.rectangle(Area::new(x - width / 2.0 - 1.5, y - height / 2.0, width + 3.0, height), behind);
    }
    canvas.text_beside((x, y), Anchor::Middle, set, number);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_share_one_colour_where_seven_would_tell_little() {
        let labels: Vec<String> = (0..40).map(|row| format!("a{row}")).collect();
        let of = |sources: usize| -> Vec<ReuseStrip> {
            let taken = Taken::Copied;
            let passage = |row: usize| StripPassage { start: 0, end: 10, source: row % sources, taken };
            (0..40)
                .map(|row| ReuseStrip { length: 20, passages: vec![passage(row)], ..ReuseStrip::default() })
                .collect()
        };
        let colours = |sources: usize| {
            let strips = of(sources);
            let figure = ReuseStripsFigure { labels: &labels, paragraphs: 40, strips: &strips };
            let inks = figure.inks(figure.coloured().as_deref(), &Style::light());
            inks.iter().filter(|&&ink| ink != inks[39]).count()
        };
        assert_eq!((colours(8), colours(14), colours(20), colours(40)), (7, 7, 0, 0));
    }

    #[test]
    fn the_least_novelty_is_said_as_what_it_is() {
        let labels = ["a".to_owned(), "b".to_owned()];
        let passage = StripPassage { start: 0, end: 5, source: 1, taken: Taken::Copied };
        let finding = |novelty: [Option<f64>; 2]| {
            let strip =
                |novelty| ReuseStrip { length: 20, passages: vec![passage], masked: Vec::new(), novelty };
            let strips = novelty.map(strip);
            ReuseStripsFigure { labels: &labels, paragraphs: 2, strips: &strips }.finding(&labels)
        };
        assert_eq!(finding([Some(0.9), Some(0.97)]), "2 passages; no article is less than 90% new.");
        assert_eq!(finding([Some(0.9), Some(0.25)]), "2 passages; only 25% of b is new.");
        assert_eq!(finding([Some(0.0), None]), "2 passages; nothing in a is new.");
        assert_eq!(finding([Some(1.0), None]), "2 passages.");
    }

    #[test]
    fn only_articles_that_share_text_are_drawn_of_many() {
        let labels: Vec<String> = (0..30).map(|row| format!("a{row}")).collect();
        let passage = StripPassage { start: 2, end: 9, source: 0, taken: Taken::Copied };
        let strips: Vec<ReuseStrip> = (0..30)
            .map(|row| ReuseStrip {
                length: 20,
                passages: if row % 3 == 1 { vec![passage] } else { Vec::new() },
                ..ReuseStrip::default()
            })
            .collect();
        let figure = ReuseStripsFigure { labels: &labels, paragraphs: 30, strips: &strips };
        let drawn = figure.drawn(&|row| covered(&strips[row].passages) as f64);
        assert_eq!(drawn, [1, 4, 7, 10, 13, 16, 19, 22, 25, 28]);
        assert_eq!(
            figure.notes(10, 0, true, None)[0],
            "Not drawn: 20 articles whose text stands in no other."
        );
    }
}
