//! What a file holds, by its ending.

use std::path::Path;

/// What stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Markdown,
    Html,
    Jsonl,
    Csv,
    Tsv,
    Parquet,
}

/// What is packed around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    Gzip,
    Zstd,
}

/// Format, packing and the name without either ending, or `None` where the ending is not known.
pub(super) fn of(path: &Path) -> Option<(Format, Packing, String)> {
    let name = path.file_name()?.to_string_lossy();
    let (name, packing) = match ending(&name) {
        Some((rest, ending)) if ending.eq_ignore_ascii_case("gz") => (rest, Packing::Gzip),
        Some((rest, ending)) if ending.eq_ignore_ascii_case("zst") => (rest, Packing::Zstd),
        _ => (&*name, Packing::None),
    };
    let (stem, ending) = ending(name)?;
    let format = match ending.to_ascii_lowercase().as_str() {
        "txt" | "text" => Format::Text,
        "md" | "markdown" => Format::Markdown,
        "html" | "htm" | "xhtml" => Format::Html,
        "jsonl" | "ndjson" => Format::Jsonl,
        "csv" => Format::Csv,
        "tsv" | "tab" => Format::Tsv,
        "parquet" => Format::Parquet,
        _ => return None,
    };
    Some((format, packing, stem.to_owned()))
}

/// The name before its last full stop and what stands behind it. A name that begins with its only one has no ending.
fn ending(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_say_what_a_file_holds() {
        for (name, expected) in [
            ("a.txt", Some((Format::Text, Packing::None, "a"))),
            ("x/a.b.HTM", Some((Format::Html, Packing::None, "a.b"))),
            ("a.jsonl.gz", Some((Format::Jsonl, Packing::Gzip, "a"))),
            ("a.csv.ZST", Some((Format::Csv, Packing::Zstd, "a"))),
            ("a.gz", None),
            (".txt", None),
            ("a.pdf", None),
            ("a", None),
            ("", None),
        ] {
            let expected = expected.map(|(format, packing, stem)| (format, packing, stem.to_owned()));
            assert_eq!(of(Path::new(name)), expected, "{name}");
        }
    }
}
