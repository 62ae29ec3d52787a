//! What every part of the page is made from.

use std::collections::BTreeMap;

use super::plan::Plan;
use crate::analysis::Analysis;
use crate::report::findings::wording::Names;
use crate::reuse::Precedence;
use crate::themes::{ParagraphTheme, Themes};

/// An analysis, how its articles are called, and what there is room for.
pub(super) struct View<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) names: &'a Names,
    pub(super) plan: &'a Plan,
    precedences: BTreeMap<(usize, usize), &'a Precedence>,
}

impl<'a> View<'a> {
    pub(super) fn new(analysis: &'a Analysis, names: &'a Names, plan: &'a Plan) -> Self {
        let of_pair = |found: &'a Precedence| (ordered(found.target, found.source), found);
        Self { analysis, names, plan, precedences: analysis.precedences.iter().map(of_pair).collect() }
    }

    /// The themes of an article's paragraphs, in order.
    pub(super) fn entries(&self, row: usize) -> &'a [ParagraphTheme] {
        entries(&self.analysis.themes, row)
    }

    /// Who of two had their common text first.
    pub(super) fn precedence(&self, a: usize, b: usize) -> Option<&'a Precedence> {
        self.precedences.get(&ordered(a, b)).copied()
    }
}

fn ordered(a: usize, b: usize) -> (usize, usize) {
    (a.min(b), a.max(b))
}

/// The themes of an article's paragraphs, in order.
pub(super) fn entries(themes: &Themes, row: usize) -> &[ParagraphTheme] {
    let from = themes.paragraphs.partition_point(|entry| entry.document < row);
    let to = themes.paragraphs.partition_point(|entry| entry.document <= row);
    &themes.paragraphs[from..to]
}
