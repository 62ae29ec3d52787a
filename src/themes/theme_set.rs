//! The themes file.

use serde::{Deserialize, Serialize};

/// One theme as the user wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its name, as printed.
    pub name: String,
    /// Words or phrases that speak for it; stemmed like the text.
    pub seeds: Vec<String>,
    /// Words that speak against it.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// `#RRGGBB`, where the user wants one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
}

/// Themes with distinct names and at least one seed each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThemeSet {
    themes: Vec<Theme>,
}

impl ThemeSet {
    /// The themes in order.
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }
}
