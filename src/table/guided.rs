//! What is said of themes from seed words: how well they agree with labels, and which seeds might be added.

use polars::prelude::DataFrame;

use super::frames::{frame, number, optional_number, optional_text, text, whole};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::themes::{Evaluation, Measured, Suggestion};

/// One number of an evaluation.
struct Row<'a> {
    measure: &'static str,
    class: Option<&'a str>,
    found: Option<&'a str>,
    value: f64,
    range: Option<(f64, f64)>,
}

/// One row per number: `measure, class, found, value, low, high`.
///
/// `macro_f1`, `accuracy`, `ari`, `nmi`, `v_measure` and, where tags were told, `tags_f1` and `brier` stand once;
/// `precision`, `recall` and `f1` once for each `class`; `confusion` counts the paragraphs that are said to be of `class`
/// and were found to be of `found`. `low` and `high` bound 95 of 100 bootstrap draws, null where none was made. Where
/// tags were told, `reliability` gives for the scores from `class` on, up to a tenth more, the share of them (`value`) whose
/// theme is present, and `scores` how many there are.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn evaluation(found: &Evaluation) -> Result<DataFrame> {
    let bins: Vec<String> = found.reliability.iter().map(|bin| format!("{:.1}", bin.from)).collect();
    let mut rows = Vec::new();
    let mut one =
        |measure, class, found, value, range| rows.push(Row { measure, class, found, value, range });
    let range = |measured: Measured| Some((measured.low, measured.high));
    let whole_set = [
        ("macro_f1", Some(found.macro_f1)),
        ("accuracy", Some(found.accuracy)),
        ("ari", Some(found.ari)),
        ("nmi", Some(found.nmi)),
        ("v_measure", Some(found.v_measure)),
        ("tags_f1", found.tags_f1),
    ];
    for (measure, measured) in whole_set.into_iter().filter_map(|(name, of)| Some((name, of?))) {
        one(measure, None, None, measured.value, range(measured));
    }
    if let Some(brier) = found.brier {
        one("brier", None, None, brier, None);
    }
    for class in &found.classes {
        let name = Some(class.class.as_str());
        one("precision", name, None, class.precision, None);
        one("recall", name, None, class.recall, None);
        one("f1", name, None, class.f1.value, range(class.f1));
    }
    for (said, counts) in found.classes.iter().zip(&found.confusion) {
        for (class, &count) in found.classes.iter().zip(counts) {
            one("confusion", Some(&said.class), Some(&class.class), count as f64, None);
        }
    }
    for (bin, from) in found.reliability.iter().zip(&bins) {
        one("reliability", Some(from), None, bin.present, None);
        one("scores", Some(from), None, bin.count as f64, None);
    }
    frame(vec![
        text("measure", rows.iter().map(|row| row.measure)),
        optional_text("class", rows.iter().map(|row| row.class)),
        optional_text("found", rows.iter().map(|row| row.found)),
        number("value", rows.iter().map(|row| row.value)),
        optional_number("low", rows.iter().map(|row| row.range.map(|range| range.0))),
        optional_number("high", rows.iter().map(|row| row.range.map(|range| range.1))),
    ])
}

/// One row per proposed seed, by theme and then the best associated first: `theme, seed, paragraphs, beside,
/// log_likelihood, npmi, gained, lost, moved, gained_at, lost_at`. The last two name the paragraphs as `article:paragraph`,
/// joined with `;`.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn suggestions(corpus: &Corpus, names: &[String], found: &[Suggestion]) -> Result<DataFrame> {
    let places = |places: &[(usize, usize)]| {
        let named =
            places.iter().map(|&(document, paragraph)| format!("{}:{paragraph}", corpus[document].id()));
        named.collect::<Vec<_>>().join(";")
    };
    frame(vec![
        text("theme", found.iter().map(|one| names[one.theme].as_str())),
        text("seed", found.iter().map(|one| one.seed.as_str())),
        whole("paragraphs", found.iter().map(|one| one.paragraphs)),
        whole("beside", found.iter().map(|one| one.beside)),
        number("log_likelihood", found.iter().map(|one| one.log_likelihood)),
        number("npmi", found.iter().map(|one| one.npmi)),
        whole("gained", found.iter().map(|one| one.gained.len())),
        whole("lost", found.iter().map(|one| one.lost.len())),
        whole("moved", found.iter().map(|one| one.moved)),
        text("gained_at", found.iter().map(|one| places(&one.gained))),
        text("lost_at", found.iter().map(|one| places(&one.lost))),
    ])
}
