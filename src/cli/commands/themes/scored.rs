//! `retell themes --gold`: how well themes agree with labels, to read.

use std::fmt::Write as _;

use crate::cli::grid::{Column, Grid};
use crate::themes::{Evaluation, Measured};

/// The evaluation in tables: all measures, each class, and what was taken for what.
pub(super) fn text(found: &Evaluation) -> String {
    let mut text = String::new();
    for part in [measures(found), classes(found), confusion(found)] {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}\n", part.text());
    }
    let _ = write!(
        text,
        "{} paragraphs have a label; ranges hold 95 of 100 bootstrap draws of them",
        found.paragraphs
    );
    if let Some(brier) = found.brier {
        let _ = write!(text, "; Brier score of the tags' probabilities {brier:.3}");
    }
    text.push('\n');
    text
}

fn ranged(grid: &mut Grid, name: &str, of: Measured) {
    grid.row([name, &format!("{:.3}", of.value), &format!("{:.3} to {:.3}", of.low, of.high)]);
}

fn measures(found: &Evaluation) -> Grid {
    let mut grid = Grid::new([Column::words("measure"), Column::number("value"), Column::number("range")]);
    ranged(&mut grid, "macro-F1", found.macro_f1);
    ranged(&mut grid, "accuracy", found.accuracy);
    ranged(&mut grid, "ARI", found.ari);
    ranged(&mut grid, "NMI", found.nmi);
    ranged(&mut grid, "V-measure", found.v_measure);
    if let Some(tags) = found.tags_f1 {
        ranged(&mut grid, "tags, micro-F1", tags);
    }
    grid
}

fn classes(found: &Evaluation) -> Grid {
    let headings = ["said", "found", "precision", "recall", "F1", "range"].map(Column::number);
    let mut grid = Grid::new([Column::words("theme")].into_iter().chain(headings));
    for class in &found.classes {
        grid.row([
            class.class.clone(),
            class.gold.to_string(),
            class.found.to_string(),
            format!("{:.3}", class.precision),
            format!("{:.3}", class.recall),
            format!("{:.3}", class.f1.value),
            format!("{:.3} to {:.3}", class.f1.low, class.f1.high),
        ]);
    }
    grid
}

/// Only what was taken for something: a square of all classes does not fit a terminal for long.
fn confusion(found: &Evaluation) -> Grid {
    let mut grid =
        Grid::new([Column::words("said to be"), Column::words("found to be"), Column::number("paragraphs")]);
    for (said, counts) in found.classes.iter().zip(&found.confusion) {
        for (class, count) in found.classes.iter().zip(counts).filter(|(_, count)| **count > 0) {
            grid.row([said.class.as_str(), class.class.as_str(), &count.to_string()]);
        }
    }
    grid
}
