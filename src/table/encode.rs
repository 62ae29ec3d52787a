//! Frames to bytes.

use std::borrow::Cow;

use polars::prelude::{Column, DataFrame, IntoColumn, LazyFrame, PolarsError, PolarsResult, StringChunked};
use polars_io::prelude::{CsvWriter, JsonFormat, JsonWriter, ParquetWriter, SerWriter};

use crate::error::{Error, Result};

/// Characters that make a spreadsheet read a cell as a formula when they stand first.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The frame as CSV: UTF-8, header, commas, `\n`; empty for null.
///
/// Text that a spreadsheet would run as a formula gets an apostrophe in front.
///
/// # Errors
/// [`Error::Library`] if polars refuses.
pub fn csv(frame: DataFrame) -> Result<Vec<u8>> {
    let mut frame = without_formulas(&frame).map_err(|error| refused("writing CSV", &error))?;
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

pub(super) fn refused(task: &'static str, error: &PolarsError) -> Error {
    Error::Library { task, reason: error.to_string() }
}

pub(super) fn collect(task: &'static str, frame: LazyFrame) -> Result<DataFrame> {
    frame.collect().map_err(|error| refused(task, &error))
}

fn without_formulas(frame: &DataFrame) -> PolarsResult<DataFrame> {
    let columns = frame.columns().iter().map(|column| match column.str() {
        Ok(texts) => guarded(column, texts),
        Err(_) => column.clone(),
    });
    DataFrame::new(frame.height(), columns.collect())
}

fn guarded(column: &Column, texts: &StringChunked) -> Column {
    let guard = |text| match text {
        Some(text) if str::starts_with(text, FORMULA_STARTS) => Some(Cow::Owned(format!("'{text}"))),
        other => other.map(Cow::Borrowed),
    };
    let mut guarded: StringChunked = texts.iter().map(guard).collect();
    guarded.rename(column.name().clone());
    guarded.into_column()
}
