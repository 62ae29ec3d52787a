//! The report as bytes, and as a folder.

use super::report::{Rates, Report};
use super::{pictures, table};
use crate::cli::console::Console;
use crate::cli::figures;
use crate::cli::output::Folder;
use crate::error::{Error, Result};

/// Writes tables and charts.
pub(super) fn write(console: &Console, folder: &mut Folder, report: &Report) -> Result<()> {
    folder.write("bench.json", &json(report)?)?;
    folder.write("bench.csv", &csv(report)?)?;
    folder.write("bench.txt", table::text(report, None).as_bytes())?;
    let drawn = pictures::figures(report, &report.settings.style(None)?)?;
    figures::write(console, folder, "", &drawn, &report.settings)
}

/// All figures, each with its spread.
pub(super) fn json(report: &Report) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(report)
        .map_err(|error| Error::Library { task: "writing JSON", reason: error.to_string() })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// One row for each measurement. What does not apply to one is empty.
const COLUMNS: [&str; 19] = [
    "part",
    "name",
    "threads",
    "bytes",
    "documents",
    "seconds",
    "seconds_min",
    "seconds_max",
    "cpu_seconds",
    "own_seconds",
    "mb_per_second",
    "documents_per_second",
    "tokens_per_second",
    "ns_per_byte",
    "own_ns_per_byte",
    "to_memory_read",
    "to_memchr",
    "speed_up",
    "peak_memory",
];

/// The same figures as a flat table.
pub(super) fn csv(report: &Report) -> Result<Vec<u8>> {
    let failed =
        |error: &dyn std::fmt::Display| Error::Library { task: "writing CSV", reason: error.to_string() };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |row: Row| writer.write_record(row.cells());
    write(Row::header()).map_err(|error| failed(&error))?;
    for (name, floor) in [("memory_read", &report.floor.memory_read), ("memchr", &report.floor.memchr)] {
        let mut row = Row::new("floor", name);
        row.set("threads", 1).set("bytes", floor.bytes).times(&floor.times);
        row.set("mb_per_second", floor.mb_per_second).set("ns_per_byte", floor.ns_per_byte.median);
        row.set("to_memory_read", floor.ns_per_byte.median / report.floor.memory_read.ns_per_byte.median);
        row.set("to_memchr", floor.ns_per_byte.median / report.floor.memchr.ns_per_byte.median);
        write(row).map_err(|error| failed(&error))?;
    }
    for stage in &report.stages {
        let mut row = Row::new("stage", stage.name);
        row.set("threads", 1).set("bytes", report.text.bytes).set("documents", report.text.documents);
        row.rates(&stage.cumulative);
        row.set("own_seconds", stage.own.seconds).set("own_ns_per_byte", stage.own.ns_per_byte);
        if let Some(peak) = stage.peak_memory {
            row.set("peak_memory", peak.bytes);
        }
        write(row).map_err(|error| failed(&error))?;
    }
    let mut row = Row::new("whole", "whole");
    row.set("threads", 1).set("bytes", report.text.bytes).set("documents", report.text.documents);
    row.rates(&report.whole);
    write(row).map_err(|error| failed(&error))?;
    for size in &report.growth.sizes {
        let mut row = Row::new("growth", &format!("{:.4}", size.share));
        row.set("threads", 1).set("bytes", size.bytes).set("documents", size.documents).rates(&size.rates);
        write(row).map_err(|error| failed(&error))?;
    }
    for threads in &report.threads {
        let mut row = Row::new("threads", &threads.threads.to_string());
        row.set("threads", threads.threads).set("bytes", report.text.bytes);
        row.set("documents", report.text.documents).rates(&threads.rates).set("speed_up", threads.speed_up);
        write(row).map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}

/// The cells of a row by column.
struct Row([String; COLUMNS.len()]);

impl Row {
    fn header() -> Self {
        Self(COLUMNS.map(str::to_owned))
    }

    fn new(part: &str, name: &str) -> Self {
        let mut row = Self(COLUMNS.map(|_| String::new()));
        row.set("part", part).set("name", name);
        row
    }

    fn set(&mut self, column: &str, value: impl ToString) -> &mut Self {
        if let Some(at) = COLUMNS.iter().position(|&name| name == column) {
            self.0[at] = value.to_string();
        }
        self
    }

    fn times(&mut self, times: &super::clock::Times) -> &mut Self {
        let seconds = times.seconds;
        self.set("seconds", seconds.median);
        self.set("seconds_min", seconds.min).set("seconds_max", seconds.max);
        if let Some(cpu) = times.cpu_seconds {
            self.set("cpu_seconds", cpu.median);
        }
        self
    }

    fn rates(&mut self, rates: &Rates) -> &mut Self {
        self.times(&rates.times)
            .set("mb_per_second", rates.mb_per_second)
            .set("documents_per_second", rates.documents_per_second)
            .set("tokens_per_second", rates.tokens_per_second)
            .set("ns_per_byte", rates.ns_per_byte.median)
            .set("to_memory_read", rates.to_memory_read)
            .set("to_memchr", rates.to_memchr)
    }

    fn cells(&self) -> &[String] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_that_is_set_exists() {
        let source = include_str!("files.rs").split("#[cfg(test)]").next().unwrap();
        let set: Vec<&str> =
            source.split(".set(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(set.len() > 20);
        for column in &set {
            assert!(COLUMNS.contains(column), "{column}");
        }
        for column in COLUMNS {
            assert!(set.contains(&column), "{column}");
        }
    }
}
