//! How themes look: a colour and a letter each, *other* grey, boilerplate hatched.

use super::canvas::{Anchor, Area, Canvas, MARGIN, Type};
use super::text::clean;
use super::{Colour, Style, label};

/// What a stretch of text is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A theme, by its place among the names.
    Theme(usize),
    /// None of the themes.
    Other,
    /// Not the article's own prose.
    Boilerplate,
}

/// The themes' names and colours.
#[derive(Clone, Copy, Debug, Default)]
pub struct ThemeNames<'a> {
    /// In order.
    pub names: &'a [String],
    /// The user's colour for each, where there is one; may be shorter than `names`.
    pub colours: &'a [Option<Colour>],
}

/// A theme as drawn.
pub(super) struct Look {
    pub(super) name: String,
    pub(super) letter: String,
    pub(super) colour: Colour,
}

impl Look {
    /// The name as it stands in a sentence or a list: one with commas of its own, as discovered themes have, in quotation marks.
    pub(super) fn in_words(&self) -> String {
        if self.name.contains(',') { format!("“{}”", self.name) } else { self.name.clone() }
    }
}

/// The looks of all themes.
pub(super) struct Looks(pub(super) Vec<Look>);

impl Looks {
    pub(super) fn new(themes: ThemeNames<'_>, canvas: &Canvas<'_>) -> Self {
        let style: &Style = canvas.style;
        let names = label::shorten(themes.names, &canvas.fonts, 11.0, 170.0);
        let letters = letters(themes.names);
        let colour =
            |at: usize| themes.colours.get(at).copied().flatten().unwrap_or_else(|| style.colour(at));
        let looks = names.into_iter().zip(letters).enumerate();
        Self(looks.map(|(at, (name, letter))| Look { name, letter, colour: colour(at) }).collect())
    }

    /// Draws one stretch: a fill, and the first of `words` that fits in it.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, area: Area, part: Part, size: f64, words: &[String]) {
        let fill = match part {
            Part::Theme(theme) => self.0.get(theme).map_or(canvas.style.other, |look| look.colour),
            Part::Other => canvas.style.other,
            Part::Boilerplate => {
                canvas.hatch(area, 4.0, 0.8, canvas.style.hatch);
                canvas.frame(area, 0.5, canvas.style.faint);
                return;
            }
        };
        match part {
            Part::Theme(theme) => canvas.themed(area, fill, theme),
            Part::Other | Part::Boilerplate => canvas.rectangle(area, fill),
        }
        let set = Type { size: size.min(area.height - 2.0), bold: false, colour: canvas.style.ink_on(fill) };
        let fits = |text: &&String| canvas.text_width(text, set) + 4.0 <= area.width;
        if let Some(text) = words.iter().find(fits).filter(|_| set.size >= 7.0) {
            canvas.text_on(area.middle(), set, text, fill);
        }
    }

    /// The letter that stands in a stretch; nothing for *other* and boilerplate, which have no colour either.
    pub(super) fn letter(&self, part: Part) -> Option<&str> {
        match part {
            Part::Theme(theme) => self.0.get(theme).map(|look| look.letter.as_str()),
            Part::Other | Part::Boilerplate => None,
        }
    }

    /// The themes' names in a list; of many the first ones.
    pub(super) fn names(&self) -> String {
        const MOST: usize = 12;
        let mut names: Vec<String> = self.0.iter().take(MOST).map(Look::in_words).collect();
        if self.0.len() > MOST {
            names.push("…".to_owned());
        }
        names.join(", ")
    }

    /// Parts one after the other, neighbours of one theme together: `energy 3, other 2`.
    pub(super) fn sequence(&self, parts: impl Iterator<Item = Part>) -> String {
        let mut runs: Vec<(Part, usize)> = Vec::new();
        for part in parts {
            match runs.last_mut() {
                Some((last, length)) if *last == part => *length += 1,
                _ => runs.push((part, 1)),
            }
        }
        let words = |(part, length): &(Part, usize)| {
            let name = match part {
                Part::Theme(theme) => self.0.get(*theme).map_or("other".to_owned(), Look::in_words),
                Part::Other => "other".to_owned(),
                Part::Boilerplate => "boilerplate".to_owned(),
            };
            if *length == 1 { name } else { format!("{name} {length}") }
        };
        runs.iter().map(words).collect::<Vec<_>>().join(", ")
    }

    /// One line (or more) of swatches with the letters and names; gives the height below it.
    pub(super) fn key(&self, canvas: &mut Canvas<'_>, y: f64, boilerplate: bool) -> f64 {
        let themes = self.0.iter().enumerate().map(|(at, look)| (Part::Theme(at), look.name.as_str()));
        let rest = [(Part::Other, "other"), (Part::Boilerplate, "boilerplate")];
        let rest = rest.into_iter().take(if boilerplate { 2 } else { 1 });
        let set = canvas.label(11.0);
        let (mut x, mut y) = (MARGIN, y - 6.0);
        for (part, name) in themes.chain(rest) {
            let width = 24.0 + canvas.text_width(name, set);
            if x + width > canvas.width - MARGIN && x > MARGIN {
                (x, y) = (MARGIN, y + 22.0);
            }
            let letter: Vec<String> = self.letter(part).map(str::to_owned).into_iter().collect();
            self.draw(canvas, Area::new(x, y, 19.0, 16.0), part, 11.0, &letter);
            canvas.text_beside((x + 24.0, y + 8.0), Anchor::Start, set, name);
            x += width + 18.0;
        }
        y + 16.0 + 12.0
    }
}

/// A letter for each theme: the first of its name where all differ, else the alphabet, else numbers.
fn letters(names: &[String]) -> Vec<String> {
    let first = |name: &String| {
        let letter = name.chars().find(|c| c.is_alphanumeric())?;
        Some(clean(&letter.to_uppercase().to_string()))
    };
    let initials: Option<Vec<String>> = names.iter().map(first).collect();
    if let Some(initials) = initials
        && (1..initials.len()).all(|at| !initials[..at].contains(&initials[at]))
    {
        return initials;
    }
    match names.len() {
        0..=26 => ('A'..='Z').take(names.len()).map(String::from).collect(),
        n => (1..=n).map(|number| number.to_string()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters_of(names: &[&str]) -> Vec<String> {
        letters(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn letters_are_initials_where_these_differ() {
        assert_eq!(letters_of(&["energy", "military", "ukraine", "trade"]), ["E", "M", "U", "T"]);
        assert_eq!(letters_of(&["trade", "talks"]), ["A", "B"]);
        assert_eq!(letters_of(&["trade", "?"]), ["A", "B"]);
        assert_eq!(letters_of(&["x"; 30])[29], "30");
    }
}
