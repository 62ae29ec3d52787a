//! How cosines are spread, and from where on a pair stands out.

use super::axis::ticks;
use super::canvas::{Anchor, Area, Canvas, MARGIN, Type};
use super::text::{count, sentence, thousands};
use super::{Data, Drawing, Style};
use crate::error::Result;

/// The cosines of all pairs of articles.
pub struct SimilarityHistogramFigure<'a> {
    /// Articles, for the title.
    pub articles: usize,
    /// The cosines above 0 that are known, in any order.
    pub cosines: &'a [f64],
    /// How many pairs there are; those not among the cosines share no term, or are not known.
    pub pairs: usize,
    /// Whether a pair that is not among the cosines shares no term.
    pub all_known: bool,
    /// From where on a pair stands out, by [`crate::similarity::standing_out`].
    pub threshold: Option<f64>,
}

const LEAST_PAIRS: usize = 3;
const HEIGHT: f64 = 240.0;

impl SimilarityHistogramFigure<'_> {
    /// Draws the figure `similarity_histogram`.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let name = "similarity_histogram";
        let cosines: Vec<f64> = self
            .cosines
            .iter()
            .filter(|cosine| cosine.is_finite() && **cosine > 0.0)
            .map(|cosine| cosine.min(1.0))
            .collect();
        if self.pairs < LEAST_PAIRS {
            let reason =
                format!("{} of articles: too few to show how they are spread.", count(self.pairs, "pair"));
            return Ok(Drawing::nothing(name, reason));
        }
        if cosines.is_empty() {
            return Ok(Drawing::nothing(name, "No two articles share a term."));
        }
        let title = format!(
            "How alike pairs of articles are: {} of {}",
            count(self.pairs, "pair"),
            count(self.articles, "article")
        );
        // Bins are as wide as the pairs are many: 40 of .025, or 20 of .05.
        let bins = if cosines.len() > 400 { 50 } else { 20 };
        let mut counts = vec![0usize; bins];
        for cosine in &cosines {
            counts[((cosine * bins as f64) as usize).min(bins - 1)] += 1;
        }
        let none = if self.all_known { self.pairs.saturating_sub(cosines.len()) } else { 0 };
        let mut data = Data::new(["cosine from", "to", "pairs"]);
        if self.all_known {
            data.push(["0", "0", &thousands(none)]);
        }
        for (bin, count) in counts.iter().enumerate() {
            let edge = |at: usize| format!("{:.2}", at as f64 / bins as f64);
            data.push([edge(bin), edge(bin + 1), thousands(*count)]);
        }

        let mut canvas = Canvas::new(style, 860.0)?;
        let threshold = self.threshold.filter(|least| least.is_finite());
        let above = threshold.map(|least| cosines.iter().filter(|&&cosine| cosine >= least).count());
        let finding = match (threshold, above) {
            (Some(least), Some(above)) => format!(
                "Suggested threshold: {least:.2}; {} {} at or above it.",
                count(above, "pair"),
                if above == 1 { "is" } else { "are" }
            ),
            _ => "No threshold is suggested: no pair stands out from the others.".to_owned(),
        };
        let reading = "The threshold is the median of the pairs that share a term plus 2.5 times their spread (1.4826 × median absolute deviation).";
        let y = canvas.heading(&title, &[finding.clone(), reading.to_owned()]);
        let bottom = bars(&mut canvas, y, &counts, none, threshold);
        let mut notes = Vec::new();
        if !self.all_known {
            notes.push("Of so many articles only the nearest of each are compared; pairs farther apart are not shown.".to_owned());
        }
        let bottom = canvas.notes(bottom, &notes);
        let about = format!("Histogram of the cosines of {}", count(self.pairs, "pair"));
        canvas.finish(name, title, sentence(&about, &finding), data, bottom)
    }
}

/// The columns with their axes and the threshold; gives the height below.
fn bars(canvas: &mut Canvas<'_>, y: f64, counts: &[usize], none: usize, threshold: Option<f64>) -> f64 {
    let caption = canvas.caption(10.5);
    let most = counts.iter().copied().chain([none]).max().unwrap_or(0) as f64;
    let (marks, _) = ticks(most);
    let marks: Vec<f64> = marks.into_iter().filter(|mark| mark.fract() == 0.0).collect();
    let number = |mark: f64| thousands(mark as usize);
    let axis = marks.iter().map(|&mark| canvas.text_width(&number(mark), caption)).fold(0.0, f64::max);
    // The pairs without a common term stand apart: they have no place on the scale but its end.
    let apart = if none > 0 { 74.0 } else { 0.0 };
    let left = MARGIN + axis + 8.0;
    let whole = Area::new(left, y + 38.0, canvas.width - MARGIN - left - 8.0, HEIGHT);
    let area = Area::new(left + apart, whole.y, whole.width - apart, HEIGHT);
    for mark in marks {
        let at = whole.bottom() - whole.height * mark / most;
        canvas.line(vec![(whole.x, at), (whole.right(), at)], 0.6, canvas.style.faint);
        canvas.text_beside((whole.x - 8.0, at), Anchor::End, caption, number(mark));
    }
    let accent = canvas.style.accent();
    if let Some(least) = threshold {
        let x = area.x + area.width * least.clamp(0.0, 1.0);
        let set = Type { bold: true, ..canvas.label(11.0) };
        canvas.line(vec![(x, whole.y - 30.0), (x, whole.bottom())], 1.4, canvas.style.ink);
        let words = format!("stands out from {least:.2}");
        let end = x + 6.0 + canvas.text_width(&words, set) > canvas.width - MARGIN;
        let (at, anchor) = if end { (x - 6.0, Anchor::End) } else { (x + 6.0, Anchor::Start) };
        canvas.text((at, whole.y - 20.0), anchor, set, words);
    }
    let threshold_at = threshold.map_or(0.0, |least| area.x + area.width * least.clamp(0.0, 1.0));
    let step = area.width / counts.len() as f64;
    let numbers = counts.len() <= 20;
    let bar = |canvas: &mut Canvas<'_>, x: f64, width: f64, count: usize, fill, written: bool| {
        if count == 0 {
            return;
        }
        let height = (whole.height * count as f64 / most).max(1.0);
        let area = Area::new(x, whole.bottom() - height, width, height);
        canvas.rectangle(area, fill);
        // Of a bar that the threshold cuts, the part above it.
        if threshold_at > x && threshold_at < area.right() {
            canvas.rectangle(Area::new(threshold_at, area.y, area.right() - threshold_at, height), accent);
        }
        if written {
            let at = (x + width / 2.0, whole.bottom() - height - 4.0);
            let half = canvas.text_width(&thousands(count), caption) / 2.0 + 2.0;
            let patch = Area::new(at.0 - half, at.1 - 9.0, 2.0 * half, 11.0);
            canvas.rectangle(patch, canvas.style.background);
            canvas.text(at, Anchor::Middle, caption, thousands(count));
        }
    };
    let below = accent.mix(canvas.style.background, 0.5);
    for (bin, &count) in counts.iter().enumerate() {
        let from = bin as f64 / counts.len() as f64;
        let stands_out = threshold.is_some_and(|least| from >= least);
        let fill = if stands_out { accent } else { below };
        bar(canvas, area.x + step * bin as f64 + 0.5, step - 1.0, count, fill, numbers);
    }
    bar(canvas, whole.x + 12.0, 36.0, none, canvas.style.other, true);
    canvas.line(vec![(whole.x, whole.bottom()), (whole.right(), whole.bottom())], 1.0, canvas.style.muted);
    let base = whole.bottom() + 17.0;
    if none > 0 {
        canvas.text((whole.x + 30.0, base), Anchor::Middle, caption, "no term");
        canvas.text((whole.x + 30.0, base + 13.0), Anchor::Middle, caption, "shared");
    }
    for tick in 0..=5 {
        let x = area.x + area.width * f64::from(tick) / 5.0;
        canvas.line(vec![(x, area.bottom()), (x, area.bottom() + 4.0)], 0.8, canvas.style.muted);
        let words = if tick == 0 || tick == 5 { format!("{}", tick / 5) } else { format!("0.{}", tick * 2) };
        canvas.text((x, base), Anchor::Middle, caption, words);
    }
    canvas.text((area.middle().0, base + 16.0), Anchor::Middle, caption, "cosine");
    base + 20.0
}
