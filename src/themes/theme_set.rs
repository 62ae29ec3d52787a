//! The themes file.

use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::corpus::line_and_column;
use crate::error::{Error, Result};

/// One theme as the user wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its name, as printed.
    pub name: String,
    /// Words, phrases or beginnings of words (`militar*`) that speak for it; words are stemmed like the text.
    pub seeds: Vec<String>,
    /// The same, for what speaks against it: a seed that stands inside one does not count.
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
    /// Energy, military, ukraine and trade, in English.
    ///
    /// ```
    /// use retell::themes::ThemeSet;
    /// let set = ThemeSet::builtin();
    /// let names: Vec<&str> = set.themes().iter().map(|theme| theme.name.as_str()).collect();
    /// assert_eq!(names, ["energy", "military", "ukraine", "trade"]);
    /// ```
    pub fn builtin() -> Self {
        // The file is part of the program and a test reads it strictly, so that it cannot fail here.
        Self::from_toml(include_str!("../../data/themes.toml"), Path::new("data/themes.toml"))
            .unwrap_or(Self { themes: Vec::new() })
    }

    /// A set of `themes`.
    ///
    /// # Errors
    /// [`Error::NothingToAnalyse`] without a theme; [`Error::Theme`] for a theme without a name or a seed, a name that
    /// stands twice or is `other` or `boilerplate`, a seed without a letter, or a colour that is not `#RRGGBB`.
    pub fn new(themes: Vec<Theme>) -> Result<Self> {
        if themes.is_empty() {
            return Err(Error::NothingToAnalyse { reason: "no theme is given".to_owned() });
        }
        match first_defect(&themes) {
            None => Ok(Self { themes }),
            Some(defect) => {
                Err(Error::Theme { theme: themes[defect.theme].name.clone(), problem: defect.problem })
            }
        }
    }

    /// Reads a themes file: a list of `[[theme]]` with `name`, `seeds` and, where wanted, `exclude` and `colour`.
    ///
    /// `path` is only named in errors.
    ///
    /// # Errors
    /// [`Error::Malformed`] with line and column for what is not TOML, for keys that are not known, and for everything
    /// that [`ThemeSet::new`] refuses.
    pub fn from_toml(text: &str, path: &Path) -> Result<Self> {
        let malformed = |span: Option<Range<usize>>, problem: String| {
            let (line, column) = span.map(|span| line_and_column(text, span.start)).unzip();
            Error::Malformed { path: path.to_owned(), line, column, problem }
        };
        let file: ThemesFile = toml::from_str(text).map_err(|error| {
            malformed(error.span(), error.message().lines().collect::<Vec<_>>().join("; "))
        })?;
        if file.theme.is_empty() {
            let problem = "no theme is given; write [[theme]] with a name and seeds".to_owned();
            return Err(malformed(None, problem));
        }
        let themes: Vec<Theme> = file.theme.iter().map(|theme| theme.get_ref().plain()).collect();
        if let Some(defect) = first_defect(&themes) {
            let theme = &file.theme[defect.theme];
            let span = theme.get_ref().place(defect.part).unwrap_or_else(|| theme.span());
            let problem = format!("theme {:?} {}", themes[defect.theme].name, defect.problem);
            return Err(malformed(Some(span), problem));
        }
        Ok(Self { themes })
    }

    /// The themes in order.
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// What is allowed and yet likely a slip: a seed that stands in two themes.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        for (later, theme) in self.themes.iter().enumerate() {
            for (position, seed) in theme.seeds.iter().enumerate() {
                let key = seed.trim().to_lowercase();
                let same = |other: &String| other.trim().to_lowercase() == key;
                if theme.seeds[..position].iter().any(same) {
                    warnings.push(format!("theme {:?} has the seed {seed:?} twice", theme.name));
                }
                for earlier in self.themes[..later].iter().filter(|earlier| earlier.seeds.iter().any(same)) {
                    let names = format!("{:?} and {:?}", earlier.name, theme.name);
                    warnings
                        .push(format!("the seed {seed:?} stands in the themes {names} and counts for both"));
                }
            }
        }
        warnings
    }
}

/// Names that the tables use for paragraphs without a theme.
const RESERVED: [&str; 2] = ["other", "boilerplate"];

/// Which part of a theme is at fault, so that an error can point at it.
#[derive(Clone, Copy)]
enum Part {
    Name,
    Seeds,
    Seed(usize),
    Exclude(usize),
    Colour,
}

struct Defect {
    theme: usize,
    part: Part,
    problem: String,
}

/// The first thing that makes a set of themes unusable.
fn first_defect(themes: &[Theme]) -> Option<Defect> {
    for (index, theme) in themes.iter().enumerate() {
        let defect = |part, problem: String| Some(Defect { theme: index, part, problem });
        let name = theme.name.trim();
        if name.is_empty() {
            return defect(Part::Name, "has no name".to_owned());
        }
        if name.chars().any(char::is_control) || name.contains(';') {
            return defect(
                Part::Name,
                "has a name that tables cannot hold; leave out ';' and line breaks".to_owned(),
            );
        }
        if RESERVED.contains(&name.to_lowercase().as_str()) {
            return defect(
                Part::Name,
                "has a reserved name; call it anything but other or boilerplate".to_owned(),
            );
        }
        if themes[..index].iter().any(|earlier| earlier.name.trim().to_lowercase() == name.to_lowercase()) {
            return defect(Part::Name, "stands twice; names must differ".to_owned());
        }
        if theme.seeds.is_empty() {
            return defect(Part::Seeds, "has no seeds; give it at least one word".to_owned());
        }
        if let Some((at, problem)) = first_bad_pattern(&theme.seeds) {
            return defect(Part::Seed(at), format!("has the seed {:?}, {problem}", theme.seeds[at]));
        }
        if let Some((at, problem)) = first_bad_pattern(&theme.exclude) {
            return defect(Part::Exclude(at), format!("excludes {:?}, {problem}", theme.exclude[at]));
        }
        if let Some(colour) = theme.colour.as_deref().filter(|colour| !is_colour(colour)) {
            return defect(Part::Colour, format!("has the colour {colour:?}; write it as #RRGGBB"));
        }
    }
    None
}

/// The first seed that could never be found, with the reason.
fn first_bad_pattern(patterns: &[String]) -> Option<(usize, &'static str)> {
    patterns.iter().enumerate().find_map(|(at, pattern)| {
        let stem = pattern.trim().trim_end_matches('*');
        if !stem.chars().any(char::is_alphanumeric) {
            Some((at, "which holds no letter or digit"))
        } else if stem.contains('*') {
            Some((at, "where * may stand only at the end"))
        } else {
            None
        }
    })
}

/// Whether `text` is `#RRGGBB`.
fn is_colour(text: &str) -> bool {
    text.len() == 7
        && text.strip_prefix('#').is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// The file with the place of everything an error may have to point at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemesFile {
    #[serde(default)]
    theme: Vec<toml::Spanned<PlacedTheme>>,
    /// Read by [`KnownThemes`](super::KnownThemes).
    #[serde(default, rename = "discovered")]
    _discovered: serde::de::IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacedTheme {
    name: toml::Spanned<String>,
    #[serde(default)]
    seeds: Option<toml::Spanned<Vec<toml::Spanned<String>>>>,
    #[serde(default)]
    exclude: Vec<toml::Spanned<String>>,
    #[serde(default)]
    colour: Option<toml::Spanned<String>>,
}

impl PlacedTheme {
    fn plain(&self) -> Theme {
        let words = |list: &[toml::Spanned<String>]| {
            list.iter().map(|word| word.get_ref().trim().to_owned()).collect::<Vec<_>>()
        };
        Theme {
            name: self.name.get_ref().trim().to_owned(),
            seeds: self.seeds.as_ref().map(|seeds| words(seeds.get_ref())).unwrap_or_default(),
            exclude: words(&self.exclude),
            colour: self.colour.as_ref().map(|colour| colour.get_ref().clone()),
        }
    }

    fn place(&self, part: Part) -> Option<Range<usize>> {
        match part {
            Part::Name => Some(self.name.span()),
            Part::Seeds => self.seeds.as_ref().map(toml::Spanned::span),
            Part::Seed(at) => self.seeds.as_ref().and_then(|seeds| Some(seeds.get_ref().get(at)?.span())),
            Part::Exclude(at) => self.exclude.get(at).map(toml::Spanned::span),
            Part::Colour => self.colour.as_ref().map(toml::Spanned::span),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        ThemeSet::from_toml(text, Path::new("t.toml")).unwrap_err().to_string()
    }

    #[test]
    fn the_built_in_file_is_sound_and_has_no_slip() {
        let text = include_str!("../../data/themes.toml");
        let set = ThemeSet::from_toml(text, Path::new("data/themes.toml")).unwrap();
        assert_eq!(set, ThemeSet::builtin());
        assert_eq!(set.warnings(), Vec::<String>::new());
        for theme in set.themes() {
            assert!((25..=100).contains(&theme.seeds.len()), "{}: {} seeds", theme.name, theme.seeds.len());
        }
    }

    #[test]
    fn a_whole_theme_is_read() {
        let text = "[[theme]]\nname = \"a\"\nseeds = [\" oil \", \"natural gas\"]\nexclude = [\"olive oil\"]\ncolour = \"#00ffAA\"\n";
        let set = ThemeSet::from_toml(text, Path::new("t.toml")).unwrap();
        let expected = Theme {
            name: "a".into(),
            seeds: vec!["oil".into(), "natural gas".into()],
            exclude: vec!["olive oil".into()],
            colour: Some("#00ffAA".into()),
        };
        assert_eq!(set.themes(), [expected]);
    }

    #[test]
    fn defects_are_named_with_their_place() {
        let cases = [
            ("", "t.toml: no theme is given; write [[theme]] with a name and seeds"),
            ("[[theme]]\nname = \"a\"\n", "t.toml:1:1: theme \"a\" has no seeds; give it at least one word"),
            (
                "[[theme]]\nname = \"a\"\nseeds = []\n",
                "t.toml:3:9: theme \"a\" has no seeds; give it at least one word",
            ),
            (
                "[[theme]]\nname = \"a\"\nseeds = [\"x\"]\n[[theme]]\nname = \"A\"\nseeds = [\"y\"]\n",
                "t.toml:5:8: theme \"A\" stands twice; names must differ",
            ),
            (
                "[[theme]]\nname = \"a\"\nseeds = [\"x\"]\ncolour = \"red\"\n",
                "t.toml:4:10: theme \"a\" has the colour \"red\"; write it as #RRGGBB",
            ),
            (
                "[[theme]]\nname = \"a\"\nseeds = [\"x\"]\ncolour = \"#12345é\"\n",
                "t.toml:4:10: theme \"a\" has the colour \"#12345é\"; write it as #RRGGBB",
            ),
            (
                "[[theme]]\nname = \"Other\"\nseeds = [\"x\"]\n",
                "t.toml:2:8: theme \"Other\" has a reserved name; call it anything but other or boilerplate",
            ),
            (
                "[[theme]]\nname = \"a\"\nseeds = [\"x\", \"  \"]\n",
                "t.toml:3:15: theme \"a\" has the seed \"\", which holds no letter or digit",
            ),
            (
                "[[theme]]\nname = \"a\"\nseeds = [\"*\"]\n",
                "t.toml:3:10: theme \"a\" has the seed \"*\", which holds no letter or digit",
            ),
            (
                "[[theme]]\nname = \"a\"\nseeds = [\"x*y\"]\n",
                "t.toml:3:10: theme \"a\" has the seed \"x*y\", where * may stand only at the end",
            ),
            ("[[theme]]\nname = \" \"\nseeds = [\"x\"]\n", "t.toml:2:8: theme \"\" has no name"),
        ];
        for (text, expected) in cases {
            assert_eq!(message(text), expected, "in {text:?}");
        }
    }

    #[test]
    fn what_is_not_toml_or_not_known_is_placed() {
        assert!(message("[[theme]]\nname = \n").starts_with("t.toml:2:8: "));
        let unknown = message("[[theme]]\nname = \"a\"\nseeds = [\"x\"]\ncolor = \"#000000\"\n");
        assert!(unknown.starts_with("t.toml:4:1: unknown field `color`, expected one of"), "{unknown}");
        assert!(message("[[themes]]\nname = \"a\"\n").contains("unknown field `themes`"));
        assert!(message("[[theme]]\nseeds = [\"x\"]\n").contains("missing field `name`"));
    }

    #[test]
    fn a_seed_in_two_themes_is_a_warning() {
        let theme = |name: &str| Theme { name: name.into(), seeds: vec!["Oil".into()], ..Theme::default() };
        let set = ThemeSet::new(vec![theme("a"), theme("b")]).unwrap();
        assert_eq!(
            set.warnings(),
            ["the seed \"Oil\" stands in the themes \"a\" and \"b\" and counts for both"]
        );
    }

    #[test]
    fn a_set_built_in_code_meets_the_same_rules() {
        assert!(matches!(ThemeSet::new(vec![]), Err(Error::NothingToAnalyse { .. })));
        let error = ThemeSet::new(vec![Theme { name: "a".into(), ..Theme::default() }]).unwrap_err();
        assert_eq!(error.to_string(), "theme \"a\" has no seeds; give it at least one word");
    }
}
