//! How themes look on the page: a class each, whose colours stand once in its style sheet.

use std::fmt::Write;

use crate::themes::{Label, Themes};

/// Okabe and Ito's colours, which people with any common colour vision tell apart; the figures have the same.
pub(super) const PALETTE: [&str; 7] =
    ["#E69F00", "#56B4E9", "#009E73", "#D55E00", "#0072B2", "#CC79A7", "#F0E442"];

/// The class of a label.
pub(super) fn class(label: Label) -> String {
    match label {
        Label::Theme(theme) => format!("t{theme}"),
        Label::Other => "t-other".to_owned(),
        Label::Boilerplate => "t-none".to_owned(),
    }
}

/// A rule for each theme: its colour, and black or white for what is written on it.
pub(super) fn rules(themes: &Themes) -> String {
    let mut rules = String::new();
    for at in 0..themes.names.len() {
        let own =
            themes.colours.get(at).and_then(Option::as_deref).filter(|colour| channels(colour).is_some());
        let colour = own.unwrap_or(PALETTE[at % PALETTE.len()]);
        // Writing to a String cannot fail.
        let _ = write!(rules, ".t{at}{{--theme:{colour};--on-theme:{}}}", ink_on(colour));
    }
    rules
}

/// Black or white, whichever has more contrast on `colour`.
fn ink_on(colour: &str) -> &'static str {
    let luminance = channels(colour).map_or(1.0, luminance);
    if (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) { "#000" } else { "#fff" }
}

/// Red, green and blue of `#RRGGBB`, 0 to 255.
pub(super) fn channels(colour: &str) -> Option<[u8; 3]> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// Relative luminance as WCAG 2 defines it: 0 for black, 1 for white.
pub(super) fn luminance(channels: [u8; 3]) -> f64 {
    let [red, green, blue] = channels.map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(feature = "charts")]
    fn the_figures_have_the_same_colours() {
        let style = crate::chart::Style::default();
        let theirs: Vec<[u8; 3]> =
            style.palette.iter().map(|colour| [colour.0, colour.1, colour.2]).collect();
        assert_eq!(PALETTE.map(|colour| channels(colour).unwrap()).to_vec(), theirs);
    }

    #[test]
    fn ink_is_readable_on_every_theme() {
        for colour in PALETTE.into_iter().chain(["#777777", "#000000", "#ffffff", "#0000ff"]) {
            let ink = if ink_on(colour) == "#000" { 0.0 } else { 1.0 };
            let paper = luminance(channels(colour).unwrap());
            let contrast = (f64::max(ink, paper) + 0.05) / (f64::min(ink, paper) + 0.05);
            assert!(contrast >= 4.5, "{colour}: {contrast}");
        }
    }
}
