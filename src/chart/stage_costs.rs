//! What each stage of vectorising costs: a staircase of bars, with the floor of the machine in a sentence above it.

use super::axis::{figure, megabytes, sound, tick, ticks};
use super::canvas::{Anchor, Area, Canvas, MARGIN};
use super::label;
use super::text::{clean, count, sentence};
use super::{Data, Drawing, Style};
use crate::error::Result;

/// One stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StageCost<'a> {
    /// What it is called.
    pub name: &'a str,
    /// What it does, in a few words; may be empty.
    pub about: &'a str,
    /// What it adds, in nanoseconds for each byte of text.
    pub own: f64,
    /// It and all stages before it, in the same unit.
    pub total: f64,
    /// Whether what it adds may be chance, being no more than the repetitions lie apart.
    pub below_spread: bool,
}

/// Something that no stage can be faster than.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FloorLine<'a> {
    /// What it is called.
    pub name: &'a str,
    /// What it takes, in nanoseconds for each byte.
    pub ns_per_byte: f64,
}

/// The costs of all stages.
pub struct StageCostsFigure<'a> {
    /// Bytes of text that were measured on, for the title.
    pub bytes: usize,
    /// Documents, for the title.
    pub documents: usize,
    /// The stages in their order.
    pub stages: &'a [StageCost<'a>],
    /// The floors.
    pub floors: &'a [FloorLine<'a>],
}

const PITCH: f64 = 34.0;
const BAR: f64 = 20.0;
const SIZE: f64 = 11.5;

impl StageCostsFigure<'_> {
    /// Draws the figure `stages`.
    ///
    /// # Errors
    /// [`crate::Error::Parameter`] if the style's font is none.
    pub fn draw(&self, style: &Style) -> Result<Drawing> {
        let title = format!(
            "What each stage costs: {} of text in {}, one thread",
            megabytes(self.bytes),
            count(self.documents, "document")
        );
        let mut canvas = Canvas::new(style, Style::WIDTH)?;
        let Some(last) = self.stages.last() else {
            return Ok(Drawing::nothing("stages", "No stage was measured."));
        };
        let total = sound(last.total);
        let speed =
            if total > 0.0 { format!(", {} MB a second", figure(1e3 / total)) } else { String::new() };
        let finding = format!("All stages: {} nanoseconds a byte{speed}.", figure(total));
        let reading = "Dark: what a stage adds; light: all before it.";
        let lines = [finding.clone(), self.floor(), reading.to_owned()];
        let y = canvas.heading(&title, &lines.map(|line| clean(&line)));

        let set = canvas.label(SIZE);
        let caption = canvas.caption(10.5);
        let names: Vec<String> = self
            .stages
            .iter()
            .map(|stage| match stage.about {
                "" => stage.name.to_owned(),
                about => format!("{}: {about}", stage.name),
            })
            .collect();
        let names = label::shorten(&names, &canvas.fonts, SIZE, 300.0);
        let widest = names.iter().map(|name| canvas.text_width(name, set)).fold(0.0, f64::max);
        let columns: Vec<[String; 2]> = std::iter::once(["own".to_owned(), "in all".to_owned()])
            .chain(self.stages.iter().map(|stage| {
                let mark = if stage.below_spread { "~" } else { "" };
                [format!("{mark}{}", figure(sound(stage.own))), figure(sound(stage.total))]
            }))
            .collect();
        let width = |column: usize| {
            columns.iter().map(|cells| canvas.text_width(&cells[column], set)).fold(0.0, f64::max)
        };
        let (own, all) = (width(0), width(1));
        let right = canvas.width - MARGIN;
        let ends = [right - all - 18.0, right];
        let left = MARGIN + widest + 10.0;
        let top = y + 14.0;
        let area = Area::new(left, top, ends[0] - own - 18.0 - left, PITCH * self.stages.len() as f64);

        let (marks, most) = ticks(self.stages.iter().map(|stage| sound(stage.total)).fold(0.0, f64::max));
        let x = |value: f64| area.x + area.width * (value / most).clamp(0.0, 1.0);
        for &mark in &marks {
            canvas.line(vec![(x(mark), area.y), (x(mark), area.bottom() + 4.0)], 0.6, style.faint);
            canvas.text((x(mark), area.bottom() + 17.0), Anchor::Middle, caption, tick(mark));
        }
        for (cells, middle) in
            columns.iter().zip(std::iter::successors(Some(top - 10.0), |&at| Some(at + PITCH)))
        {
            let header = middle < top;
            // The header stands nearer to its rows than a row would.
            let middle = if header { middle } else { middle - PITCH / 2.0 + 10.0 };
            for (cell, end) in cells.iter().zip(ends) {
                canvas.text_beside(
                    (end, middle),
                    Anchor::End,
                    if header { caption } else { set },
                    cell.as_str(),
                );
            }
        }
        for (row, (stage, name)) in self.stages.iter().zip(names).enumerate() {
            let middle = area.y + (row as f64 + 0.5) * PITCH;
            canvas.text_beside((left - 10.0, middle), Anchor::End, set, name);
            let (total, own) = (sound(stage.total), sound(stage.own).min(sound(stage.total)));
            let (from, to) = (x(total - own), x(total));
            let bar = |x: f64, end: f64| Area::new(x, middle - BAR / 2.0, end - x, BAR);
            canvas.neutral(bar(area.x, from));
            // What costs next to nothing still leaves a trace.
            canvas.rectangle(bar(from, to.max(from + 1.0)), style.accent());
        }
        canvas.line(vec![(area.x, area.y), (area.x, area.bottom())], 0.8, style.muted);
        let mut notes = vec![
            "Nanoseconds for each byte of text, medians of processor time, or of wall time where the system does not tell \
             it; a tenth of a nanosecond is 10,000 MB a second."
                .to_owned(),
        ];
        if self.stages.iter().any(|stage| stage.below_spread) {
            notes.push("~: no more than the repetitions lie apart, so that it may be chance.".to_owned());
        }
        let bottom = canvas.notes(area.bottom() + 22.0, &notes);

        let listed: Vec<String> =
            self.stages.iter().map(|stage| format!("{} {}", stage.name, figure(sound(stage.own)))).collect();
        let mut data = Data::new(["stage", "nanoseconds a byte that it adds", "in all"]);
        for stage in self.stages {
            data.push([stage.name, &figure(sound(stage.own)), &figure(sound(stage.total))]);
        }
        let about = format!("Nanoseconds a byte that each stage of vectorising adds: {}", listed.join(", "));
        canvas.finish("stages", title, sentence(&about, &finding), data, bottom)
    }

    /// What it takes to touch a byte at all: so little that lines would hide the first bar, and each other.
    fn floor(&self) -> String {
        let floors: Vec<String> = self
            .floors
            .iter()
            .map(|floor| format!("{} {}", floor.name, figure(sound(floor.ns_per_byte))))
            .collect();
        match floors.as_slice() {
            [] => "The floor of this machine was not measured.".to_owned(),
            floors => format!("The floor of this machine, in the same unit: {}.", floors.join(", ")),
        }
    }
}
