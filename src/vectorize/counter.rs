//! Documents to cells.

use super::cells::{self, Cell, Cells, Chunk};
use super::counted::CountedRow;
use super::grams::{Grams, NOTHING};
use super::tally::{Plan, Terms};
use super::{Row, Unit};
use crate::analyze::{CharacterReader, Language, NgramUnit, TermReader, Words};
use crate::corpus::{Document, Paragraph};
use crate::error::{NoMemory, Result, reserve, room, with_room};

/// Counts the n-grams of documents, each under a number of its own.
pub(super) struct Counter<'a> {
    words: Words,
    unit: Unit,
    source: Source<'a>,
    cells: Cells,
    /// By number: rows that hold it.
    df: Vec<u32>,
    /// Words read for the row at hand.
    row_tokens: usize,
    /// The rows since they were taken.
    rows: Vec<CountedRow>,
    /// What the n-grams of terms were refused first.
    refused: Option<NoMemory>,
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
            row_tokens: 0,
            rows: Vec::new(),
            refused: None,
        }
    }

    /// Counts a document, which stands at `place` among those that came together.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`](crate::Error::OutOfMemory); nothing that was counted is of use then.
    pub(super) fn document(
        &mut self,
        place: usize,
        document: &Document,
        language: Option<Language>,
    ) -> Result<()> {
        self.rows(place, document, language).map_err(|refused| {
            let bytes = document.text().len();
            refused.wanted_for(match document.id() {
                "" => format!("the counts up to a document of {bytes} bytes"),
                id => format!("the counts up to document {id:?}, which has {bytes} bytes"),
            })
        })
    }

    fn rows(
        &mut self,
        place: usize,
        document: &Document,
        language: Option<Language>,
    ) -> Result<(), NoMemory> {
        let language = match &mut self.source {
            Source::Terms(reader) | Source::Grams(reader, ..) => reader.language(language),
            Source::Characters(_) => 0,
        };
        match (self.unit, self.words) {
            // scikit-learn sees one string: nothing is masked, and n-grams run on over line ends.
            (Unit::Document, Words::Sklearn) => {
                self.stretch(document.text(), language)?;
                self.end_row(Row { document: place, paragraph: None })
            }
            (Unit::Document, Words::News) => {
                for (_, paragraph) in paragraphs(document)? {
                    self.stretch(document.slice(paragraph.span), language)?;
                }
                self.end_row(Row { document: place, paragraph: None })
            }
            (Unit::Paragraph, _) => {
                for (index, paragraph) in paragraphs(document)? {
                    self.stretch(document.slice(paragraph.span), language)?;
                    self.end_row(Row { document: place, paragraph: Some(index) })?;
                }
                Ok(())
            }
        }
    }

    /// Counts the n-grams of text that they may not leave.
    fn stretch(&mut self, text: &str, language: usize) -> Result<(), NoMemory> {
        let cells = &mut self.cells;
        self.row_tokens += match &mut self.source {
            Source::Terms(reader) => reader.read(text, language, |terms, n_terms| cells.add(terms, n_terms)),
            Source::Grams(reader, grams, found) => {
                grams.begin();
                let refused = &mut self.refused;
                reader.read(text, language, |terms, _| match grams.read(terms, found) {
                    Ok(()) => cells.add(found, grams.len()),
                    Err(first) => *refused = Some(first),
                })
            }
            Source::Characters(reader) => reader.read(text, |grams, n_grams| cells.add(grams, n_grams)),
        };
        // Memory that is refused is told when the text has been read, so that nothing in between waits for it.
        let of_source = match &self.source {
            Source::Terms(reader) | Source::Grams(reader, ..) => reader.refused(),
            Source::Characters(reader) => reader.refused(),
        };
        of_source.or(self.refused).or(self.cells.refused()).map_or(Ok(()), Err)
    }

    /// Ends a row, and counts it for each of its terms while its cells are at hand.
    fn end_row(&mut self, row: Row) -> Result<(), NoMemory> {
        let n_numbers = match &self.source {
            Source::Terms(reader) => reader.terms().len(),
            Source::Grams(_, grams, _) => grams.len(),
            Source::Characters(reader) => reader.grams().len(),
        };
        if self.df.len() < n_numbers {
            let new = n_numbers - self.df.len();
            reserve(&mut self.df, new)?;
            self.df.resize(n_numbers, 0);
        }
        let place = self.cells.end_row();
        for &cell in self.cells.row(place) {
            self.df[cells::number(cell) as usize] += 1;
        }
        reserve(&mut self.rows, 1)?;
        self.rows.push(CountedRow { row, tokens: std::mem::take(&mut self.row_tokens), place });
        Ok(())
    }

    /// The rows that were counted since the last time.
    pub(super) fn take(&mut self) -> Vec<CountedRow> {
        std::mem::take(&mut self.rows)
    }

    /// The cells of all rows, and what the numbers in them stand for; they are renumbered where there are n-grams that are
    /// not counted.
    ///
    /// # Errors
    /// That there is no memory for their names.
    pub(super) fn finish(self) -> Result<(Terms, Vec<Chunk>), NoMemory> {
        let mut df = self.df;
        let mut numbers = None;
        let names = match self.source {
            Source::Terms(reader) => reader.into_terms().into_strings(),
            Source::Characters(reader) => reader.into_grams().into_strings(),
            Source::Grams(reader, grams, _) => {
                let (names, renumbered) = grams.names(reader.terms())?;
                if names.len() < grams.len() {
                    let counted = |number: &usize| renumbered[*number] != NOTHING;
                    let mut left = with_room(names.len())?;
                    left.extend((0..df.len()).filter(counted).map(|number| df[number]));
                    df = left;
                    numbers = Some(renumbered);
                }
                names
            }
        };
        let renumber = numbers.map(|numbers| {
            move |cell: &mut Cell| {
                *cell = cells::cell(numbers[cells::number(*cell) as usize], cells::count(*cell));
            }
        });
        Ok((Terms { names, df }, self.cells.into_chunks(renumber)?))
    }
}

/// The paragraphs of a document that count. Where they have not been found yet, finding them takes memory for each line;
/// that is asked for before where it is much, since it cannot be refused then.
fn paragraphs(document: &Document) -> Result<impl Iterator<Item = (usize, &Paragraph)>, NoMemory> {
    /// More than what the paragraphs, their words and kinds take for each line.
    const BYTES_A_LINE: usize = 256;
    let text = document.text();
    if text.len() >= LONG {
        let lines = text.bytes().filter(|&byte| byte == b'\n').count() + 1;
        room(text.len().saturating_add(lines.saturating_mul(BYTES_A_LINE)))?;
    }
    Ok(document.unmasked())
}

/// How many bytes make a text of which a copy counts.
const LONG: usize = 1 << 20;
