//! What the numbers say, in sentences that can be printed.
//!
//! Each sentence is made of counts and measures that stand in the tables; nothing is said that a reader could not
//! check there.

mod alike;
mod brief;
mod masked;
mod one_text;
mod overview;
mod quotations;
mod retelling;
mod subjects;
mod witnesses;
pub(super) mod wording;

pub use brief::{BriefLine, Piece, in_brief};

use alike::alike;
use masked::masked;
use overview::overview;
use quotations::quotations;
use retelling::retelling;
use subjects::subjects;
use witnesses::witnesses;
use wording::Names;

use crate::analysis::Analysis;

/// Some sentences on one subject, with the figure and the table that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A short heading.
    pub heading: &'static str,
    /// Plain sentences, without markup.
    pub sentences: Vec<String>,
    /// Name of the figure, without folder and ending.
    pub figure: Option<&'static str>,
    /// Name of the table, without folder.
    pub table: Option<&'static str>,
}

/// How many pairs or passages are told in full before the rest is counted.
const TOLD: usize = 5;

/// The findings of an analysis in the order of reading.
pub fn findings(analysis: &Analysis) -> Vec<Finding> {
    let names = Names::new(&analysis.corpus);
    vec![
        overview(analysis),
        alike(analysis, &names),
        retelling(analysis, &names),
        quotations(analysis, &names),
        witnesses(analysis, &names),
        subjects(analysis, &names),
        masked(analysis, &names),
    ]
    .into_iter()
    .filter(|finding| !finding.sentences.is_empty())
    .collect()
}
