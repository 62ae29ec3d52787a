//! The report as people read it in a terminal.

use super::report::{FloorRow, Rates, Report};
use crate::cli::grid::{Column, Grid};
use crate::cli::terminal::on_one_line;

/// All tables, with what they are about above them, on at most so many columns; as wide as they are for `None`.
pub(super) fn text(report: &Report, room: Option<usize>) -> String {
    let text = &report.text;
    let from = match (text.generated, text.inputs.as_slice()) {
        (true, _) => "made-up text".to_owned(),
        (false, [one]) => one.clone(),
        (false, inputs) => format!("{} inputs", inputs.len()),
    };
    let mut out = format!(
        "{}: {} in {} documents, {} tokens, {} terms; {} repetitions, median (min–max)\n",
        on_one_line(&from),
        size(text.bytes),
        grouped(text.documents),
        grouped(text.tokens),
        grouped(text.terms),
        report.repetitions,
    );
    for (grid, below) in [
        (floor(report), String::new()),
        (stages(report), String::new()),
        (growth(report), exponent(report)),
        (threads(report), String::new()),
    ] {
        out.push('\n');
        out.push_str(&grid.fitted(room));
        out.push_str(&below);
    }
    out.push_str(&format!(
        "\nmatrix and vocabulary: {}, {} cells\n",
        size(text.result_bytes),
        grouped(text.cells)
    ));
    for note in &report.notes {
        out.push_str(&format!("- {note}\n"));
    }
    out
}

fn floor(report: &Report) -> Grid {
    let mut grid = grid(["floor, one thread", "MB/s", "ns/byte"]);
    for (name, row) in [("memory read", &report.floor.memory_read), ("memchr", &report.floor.memchr)] {
        let FloorRow { mb_per_second, ns_per_byte, .. } = row;
        grid.row([
            name.to_owned(),
            figure(*mb_per_second),
            spread(ns_per_byte.median, ns_per_byte.min, ns_per_byte.max),
        ]);
    }
    grid
}

fn stages(report: &Report) -> Grid {
    let known = report.stages.iter().all(|row| row.cumulative.times.cpu_seconds.is_some());
    let mut grid = grid([
        "stage, one thread",
        if known { "own CPU ns/byte" } else { "own ns/byte" },
        "CPU so far",
        "wall",
        "MB/s",
        "documents/s",
        "tokens/s",
        "× memory",
        "× memchr",
        "peak MB",
    ]);
    for row in &report.stages {
        let rates = &row.cumulative;
        grid.row([
            row.name.to_owned(),
            told(figure(row.own.ns_per_byte), !row.own.below_spread),
            cpu_spread(rates, report.text.bytes),
            spread_of(rates),
            figure(rates.mb_per_second),
            short(rates.documents_per_second),
            short(rates.tokens_per_second),
            figure(rates.to_memory_read),
            figure(rates.to_memchr),
            row.peak_memory.map_or("–".to_owned(), |peak| figure(peak.bytes as f64 / 1e6)),
        ]);
    }
    let whole = &report.whole;
    grid.row([
        "all in one go".to_owned(),
        "–".to_owned(),
        cpu_spread(whole, report.text.bytes),
        spread_of(whole),
        figure(whole.mb_per_second),
        short(whole.documents_per_second),
        short(whole.tokens_per_second),
        figure(whole.to_memory_read),
        figure(whole.to_memchr),
        "–".to_owned(),
    ]);
    grid
}

fn growth(report: &Report) -> Grid {
    let mut grid = grid(["size, one thread, from memory", "documents", "CPU ns/byte", "wall", "MB/s"]);
    for row in &report.growth.sizes {
        grid.row([
            size(row.bytes),
            grouped(row.documents),
            cpu_spread(&row.rates, row.bytes),
            spread_of(&row.rates),
            figure(row.rates.mb_per_second),
        ]);
    }
    grid
}

fn exponent(report: &Report) -> String {
    match report.growth.exponent {
        Some(exponent) => format!(
            "time grows as bytes to the power of {exponent:.2} (1: twice the text takes twice the time; below 1: less)\n"
        ),
        None => String::new(),
    }
}

fn threads(report: &Report) -> Grid {
    let mut grid = grid(["threads, from memory", "MB/s", "ns/byte", "CPU", "speed-up", "efficiency"]);
    for row in &report.threads {
        grid.row([
            row.threads.to_string(),
            figure(row.rates.mb_per_second),
            spread_of(&row.rates),
            cpu(&row.rates, report.text.bytes),
            told(format!("{:.2}", row.speed_up), row.doubt.is_none()),
            told(format!("{:.0}%", 100.0 * row.efficiency), row.doubt.is_none()),
        ]);
    }
    grid
}

/// A table whose first column is text and whose others are numbers.
fn grid<const N: usize>(header: [&'static str; N]) -> Grid {
    let column = |(at, heading)| if at == 0 { Column::name(heading) } else { Column::number(heading) };
    Grid::new(header.into_iter().enumerate().map(column))
}

fn spread_of(rates: &Rates) -> String {
    let spread = rates.ns_per_byte;
    self::spread(spread.median, spread.min, spread.max)
}

fn spread(median: f64, min: f64, max: f64) -> String {
    format!("{} ({}–{})", figure(median), figure(min), figure(max))
}

/// Marks what may be chance; the notes say why.
fn told(figure: String, sure: bool) -> String {
    if sure { figure } else { format!("~{figure}") }
}

/// Nanoseconds of processor time a byte, with their spread.
fn cpu_spread(rates: &Rates, bytes: usize) -> String {
    rates.times.cpu_seconds.map_or("–".to_owned(), |cpu| {
        let cpu = cpu.per_byte(bytes);
        spread(cpu.median, cpu.min, cpu.max)
    })
}

/// Nanoseconds of processor time a byte.
fn cpu(rates: &Rates, bytes: usize) -> String {
    rates.times.cpu_seconds.map_or("–".to_owned(), |cpu| figure(cpu.per_byte(bytes).median))
}

/// Three digits that count: `0.075`, `1.42`, `17.3`, `1,204`.
fn figure(value: f64) -> String {
    match value {
        value if value >= 100.0 => grouped(value.round() as usize),
        value if value >= 10.0 => format!("{value:.1}"),
        value if value >= 1.0 || value == 0.0 => format!("{value:.2}"),
        value => format!("{value:.3}"),
    }
}

/// Large numbers in thousands and millions: `950`, `12.3 k`, `61.5 M`.
fn short(value: f64) -> String {
    match value {
        value if value >= 1e6 => format!("{} M", figure(value / 1e6)),
        value if value >= 1e3 => format!("{} k", figure(value / 1e3)),
        value => figure(value),
    }
}

/// `950 bytes`, `38.0 kB`, `16.2 MB`.
fn size(bytes: usize) -> String {
    match bytes as f64 {
        _ if bytes == 1 => "1 byte".to_owned(),
        _ if bytes < 1000 => format!("{bytes} bytes"),
        small if small < 1e5 => format!("{} kB", figure(small / 1e3)),
        large => format!("{} MB", figure(large / 1e6)),
    }
}

/// `1,234,567`.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap_or_default())
        .collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_count() {
        assert_eq!(
            [0.0, 0.0754, 1.417, 17.31, 1204.4].map(figure),
            ["0.00", "0.075", "1.42", "17.3", "1,204"]
        );
        assert_eq!([950.0, 12_340.0, 61_500_000.0].map(short), ["950", "12.3 k", "61.5 M"]);
        assert_eq!(
            [1, 17, 999, 38_000, 1_000_000].map(size),
            ["1 byte", "17 bytes", "999 bytes", "38.0 kB", "1.00 MB"]
        );
        assert_eq!([0, 12, 123, 1234, 1_234_567].map(grouped), ["0", "12", "123", "1,234", "1,234,567"]);
    }
}
