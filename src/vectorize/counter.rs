//! Documents to cells.

use super::cells::{self, Cells};
use super::grams::{Grams, NOTHING};
use super::names::Names;
use super::tally::{Batch, Plan, Terms};
use super::{Row, Unit};
use crate::analyze::{CharacterReader, Language, NgramUnit, TermReader, Words};
use crate::corpus::Document;

/// Counts the n-grams of documents, each under a number of its own.
pub(super) struct Counter<'a> {
    words: Words,
    unit: Unit,
    source: Source<'a>,
    cells: Cells,
    /// By number: rows that hold it, of the cells before `df_known`.
    df: Vec<u32>,
    df_known: usize,
    /// Words read for the row at hand.
    row_tokens: usize,
    batch: Batch,
}

/// What is counted.
enum Source<'a> {
    Terms(TermReader<'a>),
    /// N-grams of terms, with room for those that a few terms complete.
    Grams(TermReader<'a>, Grams, Vec<u32>),
    Characters(CharacterReader),
}

impl<'a> Counter<'a> {
    pub(super) fn new(plan: Plan<'a>) -> Self {
        let Plan { analyzer, ngram_range, unit, .. } = plan;
        let source = match analyzer.counted_unit() {
            NgramUnit::Word if ngram_range == (1, 1) => Source::Terms(TermReader::new(analyzer)),
            NgramUnit::Word => Source::Grams(TermReader::new(analyzer), Grams::new(ngram_range), Vec::new()),
            NgramUnit::Char | NgramUnit::CharWb => {
                Source::Characters(CharacterReader::new(analyzer, ngram_range))
            }
        };
        Self {
            words: analyzer.word_rule(),
            unit,
            source,
            cells: Cells::default(),
            df: Vec::new(),
            df_known: 0,
            row_tokens: 0,
            batch: Batch::default(),
        }
    }

    /// Counts a document, which stands at `place` among those that came together.
    pub(super) fn document(&mut self, place: usize, document: &Document, language: Option<Language>) {
        let language = match &mut self.source {
            Source::Terms(reader) | Source::Grams(reader, ..) => reader.language(language),
            Source::Characters(_) => 0,
        };
        match (self.unit, self.words) {
            // scikit-learn sees one string: nothing is masked, and n-grams run on over line ends.
            (Unit::Document, Words::Sklearn) => {
                self.stretch(document.text(), language);
                self.end_row(Row { document: place, paragraph: None });
            }
            (Unit::Document, Words::News) => {
                for (_, paragraph) in document.unmasked() {
                    self.stretch(document.slice(paragraph.span), language);
                }
                self.end_row(Row { document: place, paragraph: None });
            }
            (Unit::Paragraph, _) => {
                for (index, paragraph) in document.unmasked() {
                    self.stretch(document.slice(paragraph.span), language);
                    self.end_row(Row { document: place, paragraph: Some(index) });
                }
            }
        }
    }

    /// Counts the n-grams of text that they may not leave.
    fn stretch(&mut self, text: &str, language: usize) {
        let cells = &mut self.cells;
        self.row_tokens += match &mut self.source {
            Source::Terms(reader) => reader.read(text, language, |terms, n_terms| cells.add(terms, n_terms)),
            Source::Grams(reader, grams, found) => {
                grams.begin();
                reader.read(text, language, |terms, _| {
                    grams.read(terms, found);
                    cells.add(found, grams.len());
                })
            }
            Source::Characters(reader) => reader.read(text, |grams, n_grams| cells.add(grams, n_grams)),
        };
    }

    fn end_row(&mut self, row: Row) {
        let tokens = std::mem::take(&mut self.row_tokens);
        self.batch.end_row(row, tokens, self.cells.end_row());
    }

    /// Ends what came together: counts in how many of its rows each term stands, while its cells are at hand.
    pub(super) fn end_batch(&mut self) {
        let n_numbers = match &self.source {
            Source::Terms(reader) => reader.terms().len(),
            Source::Grams(_, grams, _) => grams.len(),
            Source::Characters(reader) => reader.grams().len(),
        };
        self.df.resize(n_numbers, 0);
        for &cell in self.cells.since(self.df_known) {
            self.df[cells::number(cell) as usize] += 1;
        }
        self.df_known = self.cells.since(0).len();
    }

    /// Whether what was counted should be taken before there is more.
    pub(super) fn is_full(&self) -> bool {
        self.cells.is_full()
    }

    /// All that was counted since the last time, of so many documents.
    pub(super) fn take(&mut self, n_documents: usize) -> Batch {
        self.end_batch();
        self.df_known = 0;
        std::mem::take(&mut self.batch).with_cells(n_documents, self.cells.take())
    }

    /// What the numbers in `batches` stand for; they are renumbered where there are n-grams that are not counted.
    pub(super) fn finish<'b>(self, batches: impl Iterator<Item = &'b mut Batch>) -> Terms {
        let mut df = self.df;
        let names = match self.source {
            Source::Terms(reader) => Names::of(reader.into_terms()),
            Source::Characters(reader) => Names::of(reader.into_grams()),
            Source::Grams(reader, grams, _) => {
                let (names, numbers) = grams.names(reader.terms());
                if names.len() < grams.len() {
                    for cell in batches.flat_map(|batch| &mut batch.cells) {
                        *cell = cells::cell(numbers[cells::number(*cell) as usize], cells::count(*cell));
                    }
                    let counted = |number: &usize| numbers[*number] != NOTHING;
                    df = (0..df.len()).filter(counted).map(|number| df[number]).collect();
                }
                names
            }
        };
        Terms { names, df }
    }
}
