//! The report as charts.

use super::clock::Spread;
use super::report::Report;
use crate::chart::{
    Figures, FloorLine, GrowthFigure, SizeTime, SpeedUpFigure, StageCost, StageCostsFigure, Style,
    ThreadSpeed,
};
use crate::error::Result;

/// The charts that have more than one thing to compare.
pub(super) fn figures(report: &Report, style: &Style) -> Result<Figures> {
    let floors = [
        FloorLine { name: "memory read", ns_per_byte: report.floor.memory_read.ns_per_byte.median },
        FloorLine { name: "memchr", ns_per_byte: report.floor.memchr.ns_per_byte.median },
    ];
    let stages: Vec<StageCost> = report
        .stages
        .iter()
        .map(|row| StageCost {
            name: row.name,
            about: row.about,
            own: row.own.ns_per_byte,
            total: row.cumulative.times.cost().per_byte(report.text.bytes).median,
            below_spread: row.own.below_spread,
        })
        .collect();
    let sizes: Vec<SizeTime> = report
        .growth
        .sizes
        .iter()
        .map(|row| {
            let Spread { median, min, max } = row.rates.times.cost().per_byte(row.bytes);
            SizeTime { bytes: row.bytes, ns_per_byte: median, least: min, most: max }
        })
        .collect();
    let one = report.threads.first().map_or(1.0, |row| row.rates.times.seconds.median);
    let threads: Vec<ThreadSpeed> = report
        .threads
        .iter()
        .map(|row| {
            let Spread { min, max, .. } = row.rates.times.seconds;
            ThreadSpeed { threads: row.threads, speed_up: row.speed_up, least: one / max, most: one / min }
        })
        .collect();
    let (bytes, documents) = (report.text.bytes, report.text.documents);
    let mut drawings =
        vec![StageCostsFigure { bytes, documents, stages: &stages, floors: &floors }.draw(style)?];
    if sizes.len() > 1 {
        drawings.push(GrowthFigure { exponent: report.growth.exponent, sizes: &sizes }.draw(style)?);
    }
    if threads.len() > 1 {
        drawings.push(SpeedUpFigure { bytes, threads: &threads }.draw(style)?);
    }
    Ok(drawings.into_iter().collect())
}
