//! Names that users gave to themes that were found, kept in the themes file and known again.

use std::path::Path;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::corpus::line_and_column;
use crate::error::{Error, Result};

/// A theme is known again where it shares at least this part of the fewer terms.
const KNOWN: f64 = 0.4;

/// One theme as it was found, under the name that it shall have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownTheme {
    /// Its name, as printed. Themes of one name are one theme.
    pub name: String,
    /// Typical terms, by which it is known again.
    pub terms: Vec<String>,
}

/// The `[[discovered]]` entries of a themes file: how themes that were found are called, and which of them are one.
///
/// A run writes one entry for each theme that it found ([`Discovery::known`](super::Discovery::known)). Change a name to
/// rename a theme; give two entries one name to merge them. A later run knows a theme again by its terms, whatever its
/// seed or its number of themes.
///
/// ```
/// use retell::themes::KnownThemes;
/// let file = "[[discovered]]\nname = \"sport\"\nterms = [\"game\", \"player\"]\n";
/// let known = KnownThemes::from_toml(file, "themes.toml".as_ref())?;
/// assert_eq!(known.themes[0].name, "sport");
/// assert_eq!(KnownThemes::from_toml(&known.to_toml(), "again".as_ref())?, known);
/// # Ok::<(), retell::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct KnownThemes {
    /// In the order of the file.
    #[serde(rename = "discovered")]
    pub themes: Vec<KnownTheme>,
}

/// The file as far as it matters here: guided themes may stand beside.
#[derive(Deserialize)]
struct File {
    #[serde(default)]
    discovered: Vec<toml::Spanned<KnownTheme>>,
}

impl KnownThemes {
    /// Reads the `[[discovered]]` entries of a themes file; others are passed over. `path` is only named in errors.
    ///
    /// # Errors
    /// [`Error::Malformed`] with line and column for what is not TOML, a name that is empty, reserved or unfit for a
    /// table, and for an entry without terms.
    pub fn from_toml(text: &str, path: &Path) -> Result<Self> {
        let malformed = |span: Option<std::ops::Range<usize>>, problem: String| {
            let (line, column) = span.map(|span| line_and_column(text, span.start)).unzip();
            Error::Malformed { path: path.to_owned(), line, column, problem }
        };
        let file: File = toml::from_str(text).map_err(|error| {
            malformed(error.span(), error.message().lines().collect::<Vec<_>>().join("; "))
        })?;
        for entry in &file.discovered {
            if let Some(problem) = defect(entry.get_ref()) {
                return Err(malformed(Some(entry.span()), problem));
            }
        }
        Ok(Self { themes: file.discovered.into_iter().map(toml::Spanned::into_inner).collect() })
    }

    /// The entries as they stand in a themes file.
    pub fn to_toml(&self) -> String {
        // Strings and lists of them are always TOML.
        toml::to_string(self).unwrap_or_default()
    }

    /// The text of a themes file with these entries at its end, in place of the `[[discovered]]` entries that it had; all
    /// else stays as it is, comments among it.
    ///
    /// ```
    /// use retell::themes::KnownThemes;
    /// let old = "# Ours\n[[discovered]]\nname = \"a\"\nterms = [\"x\"]\n\n[[theme]]\nname = \"b\"\nseeds = [\"y\"]\n";
    /// let new = KnownThemes::default().put_into(old);
    /// assert_eq!(new, "# Ours\n[[theme]]\nname = \"b\"\nseeds = [\"y\"]\n");
    /// ```
    pub fn put_into(&self, text: &str) -> String {
        let mut out = String::new();
        let mut inside = false;
        for line in text.lines() {
            // A header begins its line; so does no value of an entry, whose lists hold strings.
            if line.trim_start().starts_with('[') {
                inside = line.split('#').next().is_some_and(|header| header.trim() == "[[discovered]]");
            }
            if !inside {
                out.push_str(line);
                out.push('\n');
            }
        }
        if !self.themes.is_empty() {
            if !out.is_empty() && !out.ends_with("\n\n") {
                out.push('\n');
            }
            out.push_str(&self.to_toml());
        }
        out
    }

    /// For each theme, given by its terms, the name it is known by. Each entry names one theme, the one that shares most
    /// terms with it; of equals the first.
    pub(super) fn names_of(&self, found: &[Vec<&str>]) -> Vec<Option<&str>> {
        let set = |terms: &mut dyn Iterator<Item = &str>| -> FxHashSet<String> {
            terms.map(str::to_lowercase).collect()
        };
        let found: Vec<_> = found.iter().map(|terms| set(&mut terms.iter().copied())).collect();
        let mut pairs = Vec::new();
        for (entry, known) in self.themes.iter().enumerate() {
            let terms = set(&mut known.terms.iter().map(String::as_str));
            for (theme, found) in found.iter().enumerate() {
                let shared = found.intersection(&terms).count() as f64;
                let share = shared / found.len().min(terms.len()).max(1) as f64;
                if share >= KNOWN {
                    pairs.push((share, entry, theme));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut names = vec![None; found.len()];
        let mut used = vec![false; self.themes.len()];
        for (_, entry, theme) in pairs {
            if !used[entry] && names[theme].is_none() {
                used[entry] = true;
                names[theme] = Some(self.themes[entry].name.trim());
            }
        }
        names
    }
}

fn defect(theme: &KnownTheme) -> Option<String> {
    let name = theme.name.trim();
    let because = |reason: &str| Some(format!("the discovered theme {name:?} {reason}"));
    if name.is_empty() {
        because("has no name")
    } else if name.chars().any(char::is_control) || name.contains(';') {
        because("has a name that tables cannot hold; leave out ';' and line breaks")
    } else if ["other", "boilerplate"].contains(&name.to_lowercase().as_str()) {
        because("has a reserved name; call it anything but other or boilerplate")
    } else if theme.terms.iter().all(|term| term.trim().is_empty()) {
        because("has no terms, so that it cannot be known again")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(name: &str, terms: &[&str]) -> KnownTheme {
        KnownTheme { name: name.into(), terms: terms.iter().map(|term| (*term).to_owned()).collect() }
    }

    #[test]
    fn a_theme_is_known_by_its_terms_and_each_entry_names_one() {
        let known = KnownThemes {
            themes: vec![theme("sport", &["Game", "player"]), theme("film", &["actor", "oscar"])],
        };
        let found = [vec!["oscar", "actor", "award"], vec!["game", "team"], vec!["game", "player"], vec![]];
        assert_eq!(known.names_of(&found), [Some("film"), None, Some("sport"), None]);
        assert_eq!(KnownThemes::default().names_of(&found), [None; 4]);
    }

    #[test]
    fn files_round_trip_and_defects_are_placed() {
        let known = KnownThemes { themes: vec![theme("a \"b\" \u{e9}", &["x", "y"]), theme("a", &["z"])] };
        let text = format!("[[theme]]\nname = \"guided\"\nseeds = [\"s\"]\n\n{}", known.to_toml());
        assert_eq!(KnownThemes::from_toml(&text, Path::new("t")).unwrap(), known);
        let other = KnownThemes { themes: vec![theme("b", &["x"])] };
        let replaced = other.put_into(&text);
        assert_eq!(KnownThemes::from_toml(&replaced, Path::new("t")).unwrap(), other);
        assert!(
            replaced.starts_with("[[theme]]\nname = \"guided\"\nseeds = [\"s\"]\n\n[[discovered]]"),
            "{replaced}"
        );
        assert!(crate::themes::ThemeSet::from_toml(&replaced, Path::new("t")).is_ok());
        let message = |text: &str| KnownThemes::from_toml(text, Path::new("t.toml")).unwrap_err().to_string();
        for (name, terms, problem) in [
            ("", "\"x\"", "has no name"),
            ("a;b", "\"x\"", "tables cannot hold"),
            ("Other", "\"x\"", "reserved"),
            ("a", "\" \"", "no terms"),
        ] {
            let found = message(&format!("\n[[discovered]]\nname = \"{name}\"\nterms = [{terms}]\n"));
            assert!(found.starts_with("t.toml:2:1: ") && found.contains(problem), "{found}");
        }
        assert!(message("[[discovered]]\nname = \"a\"\nterm = []\n").contains("unknown field `term`"));
    }
}
