//! The files that users take elsewhere: matrices and tables, read back and held against each other.

mod figures;
mod hostile;
mod matrices;
mod models;
mod tables;

use std::collections::BTreeMap;
use std::path::Path;

use polars::prelude::DataFrame;
use polars_io::prelude::{ParquetReader, SerReader};

use crate::support::{lines, retell};

const SAMPLE: &str = include_str!("../../data/sample.jsonl");

/// The texts of the sample corpus by id.
fn sample() -> BTreeMap<String, String> {
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    lines(SAMPLE.as_bytes()).iter().map(|article| (text(&article["id"]), text(&article["text"]))).collect()
}

/// Runs in `at`; what it printed. Fails if it fails.
fn stdout(at: &Path, args: &[&str]) -> Vec<u8> {
    retell().current_dir(at).args(args).assert().success().get_output().stdout.clone()
}

fn parquet(bytes: &[u8]) -> DataFrame {
    ParquetReader::new(std::io::Cursor::new(bytes.to_vec())).finish().unwrap()
}

fn texts(frame: &DataFrame, column: &str) -> Vec<String> {
    frame.column(column).unwrap().str().unwrap().iter().map(|text| text.unwrap().to_owned()).collect()
}

/// A column of numbers of any kind.
fn numbers(frame: &DataFrame, column: &str) -> Vec<f64> {
    let column = frame.column(column).unwrap().cast(&polars::prelude::DataType::Float64).unwrap();
    column.f64().unwrap().into_no_null_iter().collect()
}

/// Text that a table of CSV guards against spreadsheets, as it was.
fn unguarded(cell: &str) -> &str {
    let formula = |c: char| "=+-@\t\r\n＝＋－＠".contains(c);
    if cell.trim_start_matches('\'').starts_with(formula) { &cell[1..] } else { cell }
}

#[track_caller]
fn assert_near(what: &str, got: f64, expected: f64) {
    assert!((got - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{what}: {got}, expected {expected}");
}
