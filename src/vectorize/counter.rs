//! Documents to cells.

use super::cells::Cells;
use super::grams::Grams;
use super::names::Names;
use super::tally::{Batch, Plan};
use super::{Row, Unit};
use crate::analyze::{Characters, Interner, Key, Language, Lexicon, NgramUnit, Scanner, Words};
use crate::corpus::Document;

/// Counts the n-grams of documents, each under a number of its own.
pub(super) struct Counter<'a> {
    words: Words,
    unit: Unit,
    source: Source<'a>,
    cells: Cells,
    row_tokens: usize,
    batch: Batch,
    buffers: Buffers,
}

/// What is counted.
enum Source<'a> {
    Words {
        scanner: Scanner,
        lexicon: Lexicon<'a>,
        /// Where more than single terms are counted.
        grams: Option<Grams>,
    },
    Characters {
        characters: Characters,
        grams: Interner,
    },
}

/// Forms that wait for their turn, the terms they come to, and the n-grams those make.
#[derive(Default)]
struct Buffers {
    keys: Vec<Key>,
    terms: Vec<u32>,
    grams: Vec<u32>,
}

/// So many forms wait before they are looked up: few enough to stay in the first cache.
const TOGETHER: usize = 256;

impl<'a> Counter<'a> {
    pub(super) fn new(plan: Plan<'a>) -> Self {
        let Plan { analyzer, ngram_range, unit, .. } = plan;
        let source = match analyzer.counted_unit() {
            NgramUnit::Word => Source::Words {
                scanner: Scanner::new(analyzer.word_rule()),
                lexicon: Lexicon::new(analyzer),
                grams: (ngram_range != (1, 1)).then(|| Grams::new(ngram_range)),
            },
            NgramUnit::Char | NgramUnit::CharWb => Source::Characters {
                characters: Characters::new(analyzer, ngram_range),
                grams: Interner::default(),
            },
        };
        Self {
            words: analyzer.word_rule(),
            unit,
            source,
            cells: Cells::default(),
            row_tokens: 0,
            batch: Batch::default(),
            buffers: Buffers::default(),
        }
    }

    /// Counts a document, which stands at `place` among those that came together.
    pub(super) fn document(&mut self, place: usize, document: &Document, language: Option<Language>) {
        let language = match &mut self.source {
            Source::Words { lexicon, .. } => lexicon.language(language),
            Source::Characters { .. } => 0,
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
        let Self { source, cells, row_tokens, buffers, .. } = self;
        buffers.keys.clear();
        match source {
            Source::Words { scanner, lexicon, grams } => {
                if let Some(grams) = grams {
                    grams.begin();
                }
                scanner.scan(text, |word| {
                    let key = lexicon.key(language, word.form);
                    buffers.keys.push(key);
                    if buffers.keys.len() == TOGETHER {
                        *row_tokens += TOGETHER;
                        count(lexicon, language, grams, cells, buffers);
                    }
                });
                *row_tokens += buffers.keys.len();
                count(lexicon, language, grams, cells, buffers);
            }
            Source::Characters { characters, grams } => {
                let mut count = |grams: &mut Interner, buffers: &mut Buffers| {
                    *row_tokens += buffers.keys.len();
                    grams.intern_keys(&buffers.keys, &mut buffers.grams);
                    buffers.keys.clear();
                    cells.add(&buffers.grams, grams.len());
                };
                characters.scan(text, |form| {
                    let key = grams.key(form);
                    buffers.keys.push(key);
                    if buffers.keys.len() == TOGETHER {
                        count(grams, buffers);
                    }
                });
                count(grams, buffers);
            }
        }
    }

    fn end_row(&mut self, row: Row) {
        let tokens = std::mem::take(&mut self.row_tokens);
        self.batch.end_row(row, tokens, self.cells.end_row());
    }

    /// What was counted since the last time.
    pub(super) fn take(&mut self, n_documents: usize) -> Batch {
        std::mem::take(&mut self.batch).of(n_documents, self.cells.take())
    }

    /// The names of the numbers in `batches`, which are renumbered where there are n-grams that are not counted.
    pub(super) fn finish<'b>(self, batches: impl Iterator<Item = &'b mut Batch>) -> Names {
        match self.source {
            Source::Characters { grams, .. } => Names::of(grams),
            Source::Words { lexicon, grams: None, .. } => Names::of(lexicon.into_terms()),
            Source::Words { lexicon, grams: Some(grams), .. } => {
                let (names, numbers) = grams.names(lexicon.terms());
                if names.len() < grams.len() {
                    let cells = batches.flat_map(|batch| &mut batch.cells);
                    cells.for_each(|cell| cell.0 = numbers[cell.0 as usize]);
                }
                names
            }
        }
    }
}

/// Looks up the forms that wait, and counts what they come to.
#[inline]
fn count(
    lexicon: &mut Lexicon<'_>,
    language: usize,
    grams: &mut Option<Grams>,
    cells: &mut Cells,
    buffers: &mut Buffers,
) {
    lexicon.resolve(language, &buffers.keys, &mut buffers.terms);
    buffers.keys.clear();
    match grams {
        None => cells.add(&buffers.terms, lexicon.terms().len()),
        Some(grams) => {
            grams.read(&buffers.terms, &mut buffers.grams);
            cells.add(&buffers.grams, grams.len());
        }
    }
}
