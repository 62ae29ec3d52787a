//! Tables with a header line: CSV and TSV.

use std::path::PathBuf;
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use super::list::Origin;
use super::load::Loaded;
use super::record::{self, Columns, Fields, Record};
use crate::error::{Error, Result};

/// Reads the rows of `text`. The delimiter is the one that the ending promises, unless only another one makes the
/// header hold the text's column: spreadsheets in half of Europe write semicolons into `.csv`. No thread but this one
/// is used.
///
/// # Errors
/// [`Error::MissingColumn`] if the header lacks a column that is needed; [`Error::NoText`] without a row.
pub(super) fn read(
    origin: &Arc<Origin>,
    text: &str,
    promised: u8,
    columns: &Columns,
    loaded: &mut Loaded,
) -> Result<()> {
    let (delimiter, places) = delimiter(origin, text, promised, columns)?;
    let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let width = reader.headers().map_or(0, StringRecord::len);
    let mut number = 0;
    let judged = reader.into_records().map(|found| {
        number += 1;
        record::judge(origin, record(origin, number, found, &places, width))
    });
    record::collect(origin, judged, loaded);
    if number == 0 {
        return Err(Error::NoText {
            path: PathBuf::from(&origin.shown),
            reason: "there is no row below the header",
        });
    }
    Ok(())
}

fn delimiter(
    origin: &Origin,
    text: &str,
    promised: u8,
    columns: &Columns,
) -> Result<(u8, [Option<usize>; 5])> {
    let places = |delimiter: u8| {
        let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let header = reader.headers().map(|header| header.iter().collect::<Vec<_>>()).unwrap_or_default();
        columns.find(&origin.shown, &header).map(|places| (delimiter, places))
    };
    let others = [b',', b';', b'\t', b'|'].into_iter().filter(|&other| other != promised);
    places(promised).or_else(|error| others.map(places).find_map(Result::ok).ok_or(error))
}

fn record(
    origin: &Origin,
    number: usize,
    found: std::result::Result<StringRecord, csv::Error>,
    places: &[Option<usize>; 5],
    width: usize,
) -> Record {
    match found {
        Ok(found) => {
            let line = found.position().and_then(|position| usize::try_from(position.line()).ok());
            let mut fields = Fields::default();
            for (field, place) in fields.iter_mut().zip(places) {
                *field = place.and_then(|place| found.get(place)).map(str::to_owned);
            }
            Record { number, line, fields: Ok(fields) }
        }
        Err(problem) => {
            let line = problem.position().and_then(|position| usize::try_from(position.line()).ok());
            let problem = match problem.kind() {
                csv::ErrorKind::UnequalLengths { len, .. } => format!(
                    "the row has {len} fields where the header has {width}; put fields that hold the delimiter in quotes"
                ),
                _ => format!("the row cannot be read ({problem})"),
            };
            let path = PathBuf::from(&origin.shown);
            Record { number, line, fields: Err(Error::Malformed { path, line, column: None, problem }) }
        }
    }
}
