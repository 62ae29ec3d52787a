//! Counting without keeping tokens: documents go through, cells stay.

use std::ops::Range;

use rayon::prelude::*;

use super::{Row, Unit};
use crate::analyze::{self, Analyzer, Interner, Language, Languages, Lexicon, STOP, Words};
use crate::corpus::{Corpus, Document};

/// The counts of a run of documents, columns numbered by the run's own table in order of first appearance.
pub(super) struct Tally {
    pub(super) grams: Interner,
    /// Row `i` is `cells[ends[i - 1]..ends[i]]`.
    pub(super) ends: Vec<usize>,
    pub(super) cells: Vec<(u32, u32)>,
    pub(super) rows: Vec<Row>,
    /// Words read for each row, stop words among them.
    pub(super) tokens: Vec<usize>,
}

/// Counts the n-grams of every row of `corpus`, one tally for each run of documents, in order.
pub(super) fn tally(
    analyzer: &Analyzer,
    ngram_range: (usize, usize),
    unit: Unit,
    corpus: &Corpus,
    languages: &Languages,
) -> Vec<Tally> {
    analyze::chunks(corpus)
        .into_par_iter()
        .map(|run: Range<usize>| {
            let mut counter = Counter::new(analyzer, ngram_range);
            for document in run {
                counter.document(document, &corpus[document], unit, languages.documents[document]);
            }
            counter.finish()
        })
        .collect()
}

struct Counter<'a> {
    words: Words,
    lexicon: Lexicon<'a>,
    ngram_range: (usize, usize),
    /// Terms of the stretch at hand.
    stretch: Vec<u32>,
    /// The n-gram at hand, joined.
    joined: String,
    /// By column: its count in the row at hand.
    counts: Vec<u32>,
    /// Columns of the row at hand in order of first appearance.
    touched: Vec<u32>,
    row_tokens: usize,
    /// Unused where only single terms are counted: then the lexicon's terms are the columns.
    tally: Tally,
}

impl<'a> Counter<'a> {
    fn new(analyzer: &'a Analyzer, ngram_range: (usize, usize)) -> Self {
        let tally =
            Tally { grams: Interner::default(), ends: vec![], cells: vec![], rows: vec![], tokens: vec![] };
        Self {
            words: analyzer.word_rule(),
            lexicon: Lexicon::new(analyzer),
            ngram_range,
            stretch: Vec::new(),
            joined: String::new(),
            counts: Vec::new(),
            touched: Vec::new(),
            row_tokens: 0,
            tally,
        }
    }

    fn document(&mut self, number: usize, document: &Document, unit: Unit, language: Option<Language>) {
        match (unit, self.words) {
            // scikit-learn sees one string: nothing is masked, and n-grams run on over line ends.
            (Unit::Document, Words::Sklearn) => {
                self.stretch(document.text(), language);
                self.end_row(Row { document: number, paragraph: None });
            }
            (Unit::Document, Words::News) => {
                for (_, paragraph) in document.unmasked() {
                    self.stretch(document.slice(paragraph.span), language);
                }
                self.end_row(Row { document: number, paragraph: None });
            }
            (Unit::Paragraph, _) => {
                for (index, paragraph) in document.unmasked() {
                    self.stretch(document.slice(paragraph.span), language);
                    self.end_row(Row { document: number, paragraph: Some(index) });
                }
            }
        }
    }

    /// Counts the n-grams of text that they may not leave.
    fn stretch(&mut self, text: &str, language: Option<Language>) {
        let place = self.lexicon.language(language);
        self.stretch.clear();
        analyze::words(text, self.words, |_, form| {
            self.row_tokens += 1;
            let term = self.lexicon.read(place, form).1;
            if term != STOP {
                self.stretch.push(term);
            }
        });
        if self.ngram_range == (1, 1) {
            for at in 0..self.stretch.len() {
                self.count(self.stretch[at]);
            }
            return;
        }
        for length in self.ngram_range.0..=self.ngram_range.1.min(self.stretch.len()) {
            for start in 0..=self.stretch.len() - length {
                self.joined.clear();
                for &term in &self.stretch[start..start + length] {
                    if !self.joined.is_empty() {
                        self.joined.push(' ');
                    }
                    self.joined.push_str(self.lexicon.terms.resolve(term));
                }
                let column = self.tally.grams.intern(&self.joined);
                self.count(column);
            }
        }
    }

    fn count(&mut self, column: u32) {
        let at = column as usize;
        if self.counts.len() <= at {
            self.counts.resize(at + 1, 0);
        }
        if self.counts[at] == 0 {
            self.touched.push(column);
        }
        self.counts[at] += 1;
    }

    fn end_row(&mut self, row: Row) {
        for column in self.touched.drain(..) {
            self.tally.cells.push((column, std::mem::take(&mut self.counts[column as usize])));
        }
        self.tally.ends.push(self.tally.cells.len());
        self.tally.rows.push(row);
        self.tally.tokens.push(std::mem::take(&mut self.row_tokens));
    }

    fn finish(self) -> Tally {
        let grams = if self.ngram_range == (1, 1) { self.lexicon.terms } else { self.tally.grams };
        Tally { grams, ..self.tally }
    }
}
