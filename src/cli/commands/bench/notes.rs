//! What to know when reading the figures: what they are of, and which of them say nothing.

use super::Subject;
use super::clock::Times;
use super::report::{Doubt, LEAST_TO_GROW, Report, ThreadRow};

/// Below this share of the wall time one thread was kept from working.
const BUSY: f64 = 0.7;

/// The notes of a report whose figures are all there.
pub(super) fn of(report: &Report, subject: &Subject) -> Vec<String> {
    let abouts: Vec<String> =
        report.stages.iter().map(|row| format!("{}: {}", row.name, row.about)).collect();
    let mut notes = vec![
        abouts.join("; "),
        "read and decode start from files that the system has in its cache; the stages behind them work on \
         documents in memory, and what was decoded before counts for them too"
            .to_owned(),
    ];
    notes.extend(waiting(report));
    notes.extend(stages(report));
    notes.extend(whole(report));
    notes.extend(growth(report));
    notes.extend(threads(report));
    if report.stages.iter().all(|row| row.peak_memory.is_none()) {
        notes.push("this system does not tell a process's peak memory".to_owned());
    }
    if subject.spooled.is_some() && !subject.generated {
        notes.push("standard input was written to a temporary JSONL file, which was read".to_owned());
    }
    notes
}

/// Whether other programs took the processor while one thread was measured. Reading files may wait for the disk.
fn waiting(report: &Report) -> Option<String> {
    let stages = report.stages.iter().skip(1).map(|row| &row.cumulative.times);
    let sizes = report.growth.sizes.iter().map(|row| &row.rates.times);
    let threads = report.threads.iter().filter(|row| row.threads == 1).map(|row| &row.rates.times);
    let all = stages.chain([&report.whole.times]).chain(sizes).chain(threads);
    let least = all.filter_map(Times::busy).fold(1.0, f64::min);
    (least < BUSY).then(|| {
        format!(
            "the machine was busy: one thread had the processor for as little as {:.0}% of the time; run again when \
             nothing else runs",
            100.0 * least
        )
    })
}

fn stages(report: &Report) -> Vec<String> {
    let mut notes = Vec::new();
    if report.stages.iter().any(|row| row.cumulative.times.cpu_seconds.is_none()) {
        notes.push("this system does not tell a process's CPU time".to_owned());
        notes.push("a stage's own cost is the difference of two medians of wall time".to_owned());
    } else {
        notes.push(
            "a stage's own cost is the difference of two medians of CPU time, and growth is of CPU time; all rates are of wall time"
                .to_owned(),
        );
    }
    let lost: Vec<&str> =
        report.stages.iter().filter(|row| row.own.below_spread).map(|row| row.name).collect();
    if !lost.is_empty() {
        notes.push(format!(
            "{}: too small to be told from the spread of the repetitions, marked ~ (0 where less than nothing came out)",
            lost.join(", ")
        ));
    }
    if report.repetitions == 1 {
        notes.push("one repetition has no spread: nothing tells figures from chance".to_owned());
    }
    notes
}

/// Whether the sum of the stages is what all of them take in one go.
fn whole(report: &Report) -> Option<String> {
    let sum = report.stages.last()?.cumulative.times.cost();
    let whole = report.whole.times.cost();
    if report.repetitions == 1 || sum.overlaps(whole) {
        return None;
    }
    let (sum, whole) = (sum.per_byte(report.text.bytes).median, whole.per_byte(report.text.bytes).median);
    let (word, why) = if whole < sum {
        ("less", "documents go on in batches while they are in the caches, and are dropped behind")
    } else {
        (
            "more",
            "memory for each batch is asked for and given back, and documents and matrix share the caches",
        )
    };
    Some(format!(
        "all in one go takes {:.0}% {word} than the sum of the stages: {why}",
        100.0 * (whole / sum - 1.0).abs()
    ))
}

fn growth(report: &Report) -> Vec<String> {
    let mut notes = Vec::new();
    let sizes = &report.growth.sizes;
    if sizes.len() < 2 {
        notes.push("one size only was measured: there is no chart of growth".to_owned());
    } else if sizes.iter().all(|row| row.bytes < LEAST_TO_GROW) {
        notes.push(
            "how time grows is not told of less than 1 MB: what is done once, whatever the size, would hide it"
                .to_owned(),
        );
    }
    notes
}

fn threads(report: &Report) -> Vec<String> {
    let mut notes = Vec::new();
    let cores = report.machine.cores;
    if report.threads.len() < 2 {
        notes.push("one number of threads only was measured: there is no chart of threads".to_owned());
    }
    if report.threads.iter().any(|row| row.threads > cores) {
        notes
            .push(format!("more threads than the {cores} cores of this machine take turns and gain nothing"));
    }
    let doubted = |doubt: Doubt| -> Option<String> {
        let rows: Vec<String> = report
            .threads
            .iter()
            .filter(|row: &&ThreadRow| row.doubt == Some(doubt))
            .map(|row| row.threads.to_string())
            .collect();
        (!rows.is_empty()).then(|| rows.join(", "))
    };
    if let Some(rows) = doubted(Doubt::RangesOverlap) {
        notes.push(format!(
            "the speed-up of {rows} threads, marked ~, may be chance: their repetitions took as long as some with one"
        ));
    }
    if let Some(rows) = doubted(Doubt::MoreThanThreads) {
        notes.push(format!(
            "the speed-up of {rows} threads, marked ~, is more than they can gain: the machine was busy; run again"
        ));
    }
    notes
}
