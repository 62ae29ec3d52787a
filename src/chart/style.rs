//! Colours and fonts of a figure.

/// An sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// Reads `#RRGGBB` or `#RGB`; `None` for anything else.
    ///
    /// ```
    /// use retell::chart::Colour;
    /// assert_eq!(Colour::parse("#E69F00"), Some(Colour(0xE6, 0x9F, 0x00)));
    /// assert_eq!(Colour::parse("orange"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let digits: Option<Vec<u8>> =
            text.trim().strip_prefix('#')?.chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect();
        match digits?.as_slice() {
            [r, g, b] => Some(Self(r * 17, g * 17, b * 17)),
            [r1, r0, g1, g0, b1, b0] => Some(Self(r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0)),
            _ => None,
        }
    }

    /// Relative luminance as WCAG 2 defines it: 0 for black, 1 for white.
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// This colour with `share` (0 to 1) of `other` in it.
    pub(super) fn mix(self, other: Self, share: f64) -> Self {
        let channel = |a: u8, b: u8| (f64::from(a) * (1.0 - share) + f64::from(b) * share).round() as u8;
        Self(channel(self.0, other.0), channel(self.1, other.1), channel(self.2, other.2))
    }
}

/// The two ends that values of a heatmap run between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ramp {
    /// From cream to dark violet: the more, the darker.
    Darker,
    /// From near black to pale yellow: the more, the lighter.
    Lighter,
}

/// How figures look. The default is [`Style::light`]: dark ink on white, for screens.
///
/// Nothing else in this module names a colour of paper or ink.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// A TrueType or OpenType font for characters that the embedded DejaVu Sans lacks (Chinese, Japanese, Korean, …).
    pub font: Option<Vec<u8>>,
    /// The width that figures are laid out for, in units of the SVG: 1,000 unless told. Type keeps its size, so that a
    /// narrower figure has less room for bars and cells.
    pub width: f64,
    /// Whether every figure has this very width; unless told, one that needs less is narrower.
    pub exact_width: bool,
    /// The paper.
    pub background: Colour,
    /// Titles and labels.
    pub ink: Colour,
    /// Second lines, captions, notes.
    pub muted: Colour,
    /// Frames, ticks and other things that should stand back.
    pub faint: Colour,
    /// A thing beside itself (the diagonal), text that nobody else has.
    pub neutral: Colour,
    /// *Other*: the paragraphs of no theme.
    pub other: Colour,
    /// The hatching of boilerplate and of what cannot be told.
    pub hatch: Colour,
    /// The colours of heatmaps.
    pub ramp: Ramp,
    /// Whether themes and sources have patterns beside their colours, so that they are told apart without colour.
    pub patterns: bool,
    /// The colours of themes and sources, in order; repeated in lighter tints where there are more.
    pub palette: Vec<Colour>,
}

impl Default for Style {
    fn default() -> Self {
        Self::light()
    }
}

/// Okabe and Ito's colours, which people with any common colour vision tell apart; their black is left to ink.
const PALETTE: [Colour; 7] = [
    Colour(0xE6, 0x9F, 0x00),
    Colour(0x56, 0xB4, 0xE9),
    Colour(0x00, 0x9E, 0x73),
    Colour(0xD5, 0x5E, 0x00),
    Colour(0x00, 0x72, 0xB2),
    Colour(0xCC, 0x79, 0xA7),
    Colour(0xF0, 0xE4, 0x42),
];

impl Style {
    /// The width that figures are laid out for unless told.
    pub const WIDTH: f64 = 1000.0;

    /// Dark ink on white.
    pub fn light() -> Self {
        Self {
            font: None,
            width: Self::WIDTH,
            exact_width: false,
            background: Colour(0xFF, 0xFF, 0xFF),
            ink: Colour(0x1A, 0x1A, 0x1A),
            muted: Colour(0x59, 0x59, 0x59),
            faint: Colour(0xD4, 0xD4, 0xD4),
            neutral: Colour(0xE9, 0xE9, 0xE9),
            other: Colour(0xBD, 0xBD, 0xBD),
            hatch: Colour(0xA3, 0xA3, 0xA3),
            ramp: Ramp::Darker,
            patterns: false,
            palette: PALETTE.to_vec(),
        }
    }

    /// Light ink on near black.
    pub fn dark() -> Self {
        Self {
            background: Colour(0x16, 0x18, 0x1C),
            ink: Colour(0xF4, 0xF4, 0xF4),
            muted: Colour(0xB4, 0xB6, 0xBA),
            faint: Colour(0x46, 0x49, 0x50),
            neutral: Colour(0x2C, 0x2F, 0x35),
            other: Colour(0x66, 0x6A, 0x72),
            hatch: Colour(0x7C, 0x80, 0x88),
            ramp: Ramp::Lighter,
            ..Self::light()
        }
    }

    /// Black on white without pale greys, patterns beside colours: for paper, copiers and printers without colour.
    pub fn print() -> Self {
        Self {
            ink: Colour(0, 0, 0),
            muted: Colour(0x22, 0x22, 0x22),
            faint: Colour(0x77, 0x77, 0x77),
            neutral: Colour(0xFF, 0xFF, 0xFF),
            other: Colour(0xA0, 0xA0, 0xA0),
            hatch: Colour(0x44, 0x44, 0x44),
            patterns: true,
            ..Self::light()
        }
    }
}

impl Style {
    /// The colour of things that are neither themes nor sources.
    pub(super) fn accent(&self) -> Colour {
        let colour = self.colour(4);
        // On dark paper the blue of the palette is too dark for a thin line.
        if self.ramp == Ramp::Lighter { colour.mix(self.ink, 0.35) } else { colour }
    }

    /// The colour of the `index`th theme or source.
    pub(super) fn colour(&self, index: usize) -> Colour {
        if self.palette.is_empty() {
            return self.other;
        }
        let round = index / self.palette.len();
        let tint = [0.0, 0.45, 0.7][round % 3];
        self.palette[index % self.palette.len()].mix(self.background, tint)
    }

    /// Ink or paper, whichever reads better on `fill`.
    pub(super) fn ink_on(&self, fill: Colour) -> Colour {
        let contrast = |a: f64, b: f64| (a.max(b) + 0.05) / (a.min(b) + 0.05);
        let on = fill.luminance();
        if contrast(on, self.ink.luminance()) >= contrast(on, self.background.luminance()) {
            self.ink
        } else {
            self.background
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(a: Colour, b: Colour) -> f64 {
        let (a, b) = (a.luminance(), b.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn ink_stays_readable_on_every_colour_of_every_style() {
        for style in [Style::light(), Style::dark(), Style::print()] {
            for fill in (0..21).map(|index| style.colour(index)).chain([style.other, style.neutral]) {
                let contrast = contrast(fill, style.ink_on(fill));
                assert!(contrast >= 4.5, "{fill:?}: {contrast}");
            }
            assert!(
                contrast(style.muted, style.background) >= 4.5
                    && contrast(style.ink, style.background) >= 12.0
            );
            assert!(contrast(style.accent(), style.background) >= 4.0);
        }
    }

    #[test]
    fn print_has_no_pale_grey() {
        let style = Style::print();
        for grey in [style.muted, style.faint, style.other, style.hatch] {
            assert!(contrast(grey, style.background) >= 2.5, "{grey:?}");
        }
        assert_eq!((style.neutral, style.background), (Colour(255, 255, 255), Colour(255, 255, 255)));
    }

    #[test]
    fn colours_are_read_as_hex() {
        assert_eq!(Colour::parse("#0F8"), Some(Colour(0, 255, 136)));
        for text in ["", "#", "#12345", "#GGGGGG", "red", "#1234567", "#é1234"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }
}
