//! Frames to bytes.

use std::borrow::Cow;

use polars::prelude::{
    AnyValue, Column, DataFrame, IntoColumn, LazyFrame, PolarsError, PolarsResult, StringChunked,
};
use polars_io::prelude::{CsvWriter, JsonFormat, JsonWriter, ParquetWriter, SerWriter};

use crate::error::{Error, Result};

/// Characters that make a spreadsheet read a cell as a formula, or that it drops before it looks for one, when they
/// stand first. The wide forms count as formulas where Chinese or Japanese is set.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The frame as CSV: UTF-8, header, commas, `\n`; nothing for null, `""` for empty text.
///
/// Every cell and heading that a spreadsheet would run as a formula gets an apostrophe in front, in every column of
/// text and every table: a paragraph that begins with a dash or a handle as well as an id. Which columns hold what a
/// stranger wrote is not for a reader to guess, and quotation marks around a cell do not keep it from being run. Text
/// that begins with apostrophes and then such a character gets one more, so that the exact text always comes back by
/// this rule: where apostrophes are followed by one of `= + - @`, tab, line break or a wide form of these, drop the
/// first. JSONL and Parquet hold all text as it is.
///
/// # Errors
/// [`Error::Library`] if polars refuses.
pub fn csv(frame: DataFrame) -> Result<Vec<u8>> {
    let mut frame = without_formulas(frame).map_err(|error| refused("writing CSV", &error))?;
    let mut bytes = Vec::new();
    CsvWriter::new(&mut bytes).finish(&mut frame).map_err(|error| refused("writing CSV", &error))?;
    Ok(bytes)
}

/// The frame as one JSON object per line.
///
/// # Errors
/// [`Error::Library`] if polars refuses.
pub fn jsonl(mut frame: DataFrame) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    JsonWriter::new(&mut bytes)
        .with_json_format(JsonFormat::JsonLines)
        .finish(&mut frame)
        .map_err(|error| refused("writing JSONL", &error))?;
    Ok(bytes)
}

/// The frame as Parquet, zstd inside.
///
/// # Errors
/// [`Error::Library`] if polars refuses.
pub fn parquet(mut frame: DataFrame) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).map_err(|error| refused("writing Parquet", &error))?;
    Ok(bytes)
}

/// The frame's columns as text to read: each with its heading, whether it holds numbers, and its cells. Fractions have three
/// places, and what is missing is empty. Nothing is guarded or escaped.
///
/// # Errors
/// [`Error::Library`] if polars refuses.
pub fn cells(frame: &DataFrame) -> Result<Vec<(String, bool, Vec<String>)>> {
    let read = |value: AnyValue<'_>| match value {
        AnyValue::Null => String::new(),
        AnyValue::String(text) => text.to_owned(),
        AnyValue::Float64(number) => format!("{number:.3}"),
        other => other.to_string(),
    };
    let of_column = |column: &Column| {
        let cells = (0..frame.height()).map(|row| column.get(row).map(read));
        let cells = cells.collect::<PolarsResult<Vec<String>>>();
        let is_number = column.dtype().is_primitive_numeric();
        Ok((
            column.name().to_string(),
            is_number,
            cells.map_err(|error| refused("printing a table", &error))?,
        ))
    };
    frame.columns().iter().map(of_column).collect()
}

pub(super) fn refused(task: &'static str, error: &PolarsError) -> Error {
    Error::Library { task, reason: error.to_string() }
}

pub(super) fn collect(task: &'static str, frame: LazyFrame) -> Result<DataFrame> {
    frame.collect().map_err(|error| refused(task, &error))
}

fn without_formulas(frame: DataFrame) -> PolarsResult<DataFrame> {
    let height = frame.height();
    let columns = frame.into_columns().into_iter().map(|column| {
        let heading = guarded(column.name()).into_owned();
        let guarded = match column.str() {
            Ok(texts) if texts.iter().flatten().any(is_formula) => {
                let texts: StringChunked = texts.iter().map(|text| text.map(guarded)).collect();
                texts.into_column()
            }
            _ => column,
        };
        guarded.with_name(heading.into())
    });
    DataFrame::new(height, columns.collect())
}

fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA_STARTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text that a careless writer of CSV or JSONL would break.
    const HARD: [&str; 12] = [
        "plain",
        "",
        " blank, comma ",
        "say \"so\"",
        "two\nlines",
        "a\rreturn",
        "a\ttab",
        "\u{0}\u{1b}[31m\u{7f}",
        "null",
        "\u{2028}\u{feff}",
        "😀 é 汉",
        "back\\slash",
    ];

    fn frame() -> DataFrame {
        let numbers: Vec<f64> = (0..HARD.len()).map(|row| row as f64 / 3.0).collect();
        DataFrame::new(
            HARD.len(),
            vec![Column::new("text".into(), HARD.to_vec()), Column::new("number".into(), numbers)],
        )
        .unwrap()
    }

    fn column(name: &str, texts: &[&str]) -> DataFrame {
        DataFrame::new(texts.len(), vec![Column::new(name.into(), texts.to_vec())]).unwrap()
    }

    #[test]
    fn cells_to_read_are_as_they_are_but_for_fractions() {
        let read = super::cells(&frame()).unwrap();
        assert_eq!(
            (read[0].0.as_str(), read[0].1, read[1].0.as_str(), read[1].1),
            ("text", false, "number", true)
        );
        assert_eq!(read[0].2, HARD);
        assert_eq!(read[1].2[..3], ["0.000", "0.333", "0.667"]);
    }

    /// The cells of the first column, the heading first.
    fn cells(bytes: &[u8]) -> Vec<String> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
        reader.records().map(|record| record.unwrap()[0].to_owned()).collect()
    }

    #[test]
    fn csv_cells_come_back_whole() {
        let bytes = csv(frame()).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        for (row, record) in reader.records().enumerate() {
            let record = record.unwrap();
            assert_eq!(&record[0], HARD[row]);
            assert_eq!(record[1].parse::<f64>().unwrap(), row as f64 / 3.0);
        }
        assert_eq!(cells(&bytes).len(), HARD.len() + 1);
    }

    #[test]
    fn jsonl_cells_come_back_whole() {
        let text = String::from_utf8(jsonl(frame()).unwrap()).unwrap();
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), HARD.len());
        for (row, line) in lines.iter().enumerate() {
            assert_eq!(line["text"], HARD[row]);
            assert_eq!(line["number"], row as f64 / 3.0);
        }
    }

    #[test]
    fn null_is_told_from_empty_text() {
        let nulls = |texts: Vec<Option<&str>>| {
            let number = Column::new("n".into(), vec![1_u64; texts.len()]);
            DataFrame::new(texts.len(), vec![Column::new("t".into(), texts), number]).unwrap()
        };
        let frame = nulls(vec![None, Some("")]);
        assert_eq!(csv(frame.clone()).unwrap(), b"t,n\n,1\n\"\",1\n");
        assert_eq!(jsonl(frame).unwrap(), b"{\"t\":null,\"n\":1}\n{\"t\":\"\",\"n\":1}\n");
    }

    #[test]
    fn no_cell_or_heading_is_a_formula() {
        let hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A"];
        for heading in ["=cmd|' /C calc'!A0", "text"] {
            let cells = cells(&csv(column(heading, &hostile)).unwrap());
            assert!(cells.iter().all(|cell| !cell.starts_with(FORMULA_STARTS)), "{cells:?}");
            assert_eq!(cells[1..], hostile.map(|text| format!("'{text}")));
        }
    }

    #[test]
    fn guarded_text_stays_distinct_and_can_be_had_back() {
        let texts = ["=x", "'=x", "''=x", "x", "'tis", "''", "", "=", "'"];
        let guarded = cells(&csv(column("text", &texts)).unwrap()).split_off(1);
        assert_eq!(guarded, ["'=x", "''=x", "'''=x", "x", "'tis", "''", "", "'=", "'"]);
        let back = |cell: &str| if is_formula(cell) { cell[1..].to_owned() } else { cell.to_owned() };
        assert_eq!(guarded.iter().map(|cell| back(cell)).collect::<Vec<_>>(), texts);
    }

    #[test]
    fn numbers_are_never_guarded() {
        let frame = DataFrame::new(1, vec![Column::new("n".into(), [-1.5])]).unwrap();
        assert_eq!(csv(frame).unwrap(), b"n\n-1.5\n");
    }
}
