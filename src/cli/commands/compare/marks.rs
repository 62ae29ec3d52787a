//! How each kind of what two articles share is marked: by signs first, so that colour is not needed.

use owo_colors::Style;

use crate::reuse::{Passage, PassageKind, Tier};

/// What a stretch of text is, as far as it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tone {
    /// Text of one article alone.
    #[default]
    Plain,
    /// Copied prose.
    Copied,
    /// Rewritten prose.
    Rewritten,
    /// A shared quotation.
    Quote,
    /// Agency or press copy.
    Wire,
    /// What counts for little: incidental passages, boilerplate, notes.
    Faint,
    /// A heading.
    Strong,
}

impl Tone {
    pub(super) fn of(passage: &Passage) -> Self {
        match (passage.kind, passage.tier) {
            (PassageKind::SharedQuote, _) => Self::Quote,
            (PassageKind::Wire, _) => Self::Wire,
            (PassageKind::Incidental | PassageKind::Boilerplate, _) => Self::Faint,
            (_, Tier::Rewritten) => Self::Rewritten,
            _ => Self::Copied,
        }
    }

    /// Its colours; what is set off inside a passage is underlined too.
    pub(super) fn style(self, set_off: bool) -> Style {
        let style = match self {
            Self::Plain => Style::new(),
            Self::Copied => Style::new().black().on_yellow(),
            Self::Rewritten => Style::new().black().on_green(),
            Self::Quote => Style::new().black().on_cyan(),
            Self::Wire => Style::new().black().on_magenta(),
            Self::Faint => Style::new().dimmed(),
            Self::Strong => Style::new().bold(),
        };
        if set_off { style.underline().bold() } else { style }
    }
}

/// What stands around words that are set off in a passage of a tier.
pub(super) fn edit_sign(tier: Tier) -> char {
    match tier {
        Tier::Rewritten => '=',
        _ => '+',
    }
}
