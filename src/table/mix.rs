//! What articles and outlets are about, as frames.

use std::collections::BTreeMap;

use super::DataFrame;
use super::frames::{frame, number, optional_text, text, whole};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::themes::ThemeMix;
use crate::themes::mix::shares;

/// One row per article and theme, then what is of none as `other`: `article, theme, characters, share`, in the order of the
/// articles. `share` is that of the article's text that counts, 0 where it has none.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn themes_by_article(corpus: &Corpus, mix: &ThemeMix) -> Result<DataFrame> {
    let ids = corpus.documents().iter().map(|document| document.id());
    let cells: Vec<Cell<'_>> =
        ids.zip(&mix.lengths).flat_map(|(id, lengths)| cells(id, mix, lengths)).collect();
    frame(vec![
        text("article", cells.iter().map(|cell| cell.of)),
        text("theme", cells.iter().map(|cell| cell.theme)),
        whole("characters", cells.iter().map(|cell| cell.characters)),
        number("share", cells.iter().map(|cell| cell.share)),
    ])
}

/// One row per outlet and theme, then what is of none as `other`: `source, articles, theme, characters, share`, outlets by
/// name; `source` is null for the articles that name none. `share` is that of the outlet's text that counts.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn themes_by_source(corpus: &Corpus, mix: &ThemeMix) -> Result<DataFrame> {
    // Articles without a source come last.
    let mut sources = BTreeMap::<(bool, Option<&str>), (usize, Vec<usize>)>::new();
    for (document, lengths) in corpus.documents().iter().zip(&mix.lengths) {
        let source = document.source();
        let (articles, sums) =
            sources.entry((source.is_none(), source)).or_insert_with(|| (0, vec![0; lengths.len()]));
        *articles += 1;
        sums.iter_mut().zip(lengths).for_each(|(sum, length)| *sum += length);
    }
    let cells: Vec<(usize, Cell<'_, Option<&str>>)> = sources
        .iter()
        .flat_map(|(&(_, source), (articles, sums))| cells(source, mix, sums).map(|cell| (*articles, cell)))
        .collect();
    frame(vec![
        optional_text("source", cells.iter().map(|cell| cell.1.of)),
        whole("articles", cells.iter().map(|cell| cell.0)),
        text("theme", cells.iter().map(|cell| cell.1.theme)),
        whole("characters", cells.iter().map(|cell| cell.1.characters)),
        number("share", cells.iter().map(|cell| cell.1.share)),
    ])
}

/// How much of something is about a theme.
struct Cell<'a, T = &'a str> {
    of: T,
    theme: &'a str,
    characters: usize,
    share: f64,
}

fn cells<'a, T: Copy>(of: T, mix: &'a ThemeMix, lengths: &[usize]) -> impl Iterator<Item = Cell<'a, T>> {
    let themes = mix.names.iter().map(String::as_str).chain(["other"]);
    let cells: Vec<(usize, f64)> = lengths.iter().copied().zip(shares(lengths)).collect();
    themes.zip(cells).map(move |(theme, (characters, share))| Cell { of, theme, characters, share })
}
