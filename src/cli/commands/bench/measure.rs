//! The measurements, one after the other.

use std::ffi::OsStr;

use super::Subject;
use super::clock::{Lap, Times, lap};
use super::floor::{Memory, memchr_scan};
use super::memory::{self, Peak};
use super::notes;
use super::report::{
    Floor, FloorRow, Growth, Machine, Own, Rates, Report, SizeRow, StageRow, Text, ThreadRow,
};
use super::stages::Stage;
use crate::cli::args::BenchArgs;
use crate::cli::output::TemporaryFile;
use crate::cli::session::Session;
use crate::cli::settings::Settings;
use crate::corpus::Corpus;
use crate::error::{Error, Result};

/// How often, how large and on how many threads.
pub(super) struct Plan {
    repeat: usize,
    /// Denominators of the shares of the text that growth is measured on, falling.
    parts: &'static [usize],
    threads: Vec<usize>,
    /// Of which stages memory is measured; each takes a process of its own.
    peaks: &'static [Stage],
}

impl Plan {
    pub(super) fn new(repeat: usize, quick: bool, cores: usize) -> Self {
        let doubling = std::iter::successors(Some(1usize), |&n| n.checked_mul(2));
        let mut threads: Vec<usize> = doubling.take_while(|&n| n < cores).collect();
        if quick {
            threads.truncate(1);
        }
        threads.push(cores.max(1));
        Self {
            repeat,
            parts: if quick { &[4, 2, 1] } else { &[16, 8, 4, 2, 1] },
            threads,
            peaks: if quick { &[Stage::Weigh] } else { &Stage::ALL },
        }
    }
}

pub(super) fn measure(
    session: &mut Session,
    subject: &Subject,
    settings: Settings,
    plan: &Plan,
    args: &BenchArgs,
) -> Result<Report> {
    let one = pool(1)?;
    // Also the first, cold pass, which counts for nothing.
    session.console.stage("warming up");
    let weights = one.install(|| subject.pipeline.weigh(&subject.corpus))?;
    let counts = one.install(|| subject.pipeline.count(&subject.corpus))?;
    let text = Text {
        generated: subject.generated,
        inputs: subject.inputs.clone(),
        bytes: bytes(&subject.corpus),
        file_bytes: subject.file_bytes,
        documents: subject.corpus.len(),
        tokens: counts.n_tokens(),
        terms: weights.vocabulary().len(),
        cells: weights.data().len(),
        result_bytes: std::mem::size_of_val(weights.indptr())
            + std::mem::size_of_val(weights.indices())
            + std::mem::size_of_val(weights.data())
            + weights.vocabulary().terms().map(str::len).sum::<usize>(),
    };
    drop((counts, weights));

    let floor = floor(session, subject, plan, text.bytes);
    let (mut stages, whole) = one.install(|| stages(session, subject, plan, &text, &floor))?;
    let growth = one.install(|| growth(session, subject, plan, &floor))?;
    let threads = threads(session, subject, plan, &text, &floor)?;
    peaks(session, subject, &settings, plan, args, &mut stages)?;
    session.console.end_stage();
    let mut report = Report {
        command: "bench",
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        optimised: !cfg!(debug_assertions),
        machine: Machine {
            system: std::env::consts::OS,
            architecture: std::env::consts::ARCH,
            cores: std::thread::available_parallelism().map_or(1, usize::from),
        },
        settings,
        repetitions: plan.repeat,
        text,
        floor,
        stages,
        whole,
        growth,
        threads,
        notes: Vec::new(),
    };
    report.notes = notes::of(&report, subject);
    Ok(report)
}

fn floor(session: &mut Session, subject: &Subject, plan: &Plan, bytes: usize) -> Floor {
    session.console.stage("measuring the floor");
    let memory = Memory::for_text(bytes);
    memory.read();
    let (mut reads, mut scans) = (Vec::new(), Vec::new());
    for _ in 0..plan.repeat {
        reads.push(memory.read());
        scans.push(memchr_scan(&subject.corpus));
    }
    Floor {
        memory_read: FloorRow::new(memory.bytes(), Times::of(&reads)),
        memchr: FloorRow::new(bytes, Times::of(&scans)),
    }
}

fn stages(
    session: &mut Session,
    subject: &Subject,
    plan: &Plan,
    text: &Text,
    floor: &Floor,
) -> Result<(Vec<StageRow>, Rates)> {
    session.console.stage("measuring stages");
    let mut laps: Vec<Vec<Lap>> = vec![Vec::new(); Stage::ALL.len()];
    let mut whole = Vec::new();
    for round in 0..plan.repeat {
        for (at, &stage) in Stage::ALL.iter().enumerate() {
            let (result, lap) = lap(|| subject.pipeline.run(stage, &subject.corpus));
            result?;
            laps[at].push(lap);
            session.console.advance((round * laps.len() + at + 1) as u64, (plan.repeat * laps.len()) as u64);
        }
        let (result, lap) = lap(|| subject.pipeline.whole());
        result?;
        whole.push(lap);
    }
    let times: Vec<Times> = laps.iter().map(|laps| Times::of(laps)).collect();
    let mut rows: Vec<StageRow> = Vec::new();
    let mut documents_after = None;
    for (at, stage) in Stage::ALL.into_iter().enumerate() {
        // Stages on documents in memory begin where the documents are there.
        let begins = at == 0 || stage.reads_disk() != Stage::ALL[at - 1].reads_disk();
        let before = (!begins).then(|| &times[at - 1]);
        if begins && at > 0 {
            documents_after = Some(times[at - 1]);
        }
        let cumulative = documents_after.map_or(times[at], |before| before.then(times[at]));
        rows.push(StageRow {
            name: stage.name(),
            about: subject.pipeline.about(stage),
            own: Own::new(&times[at], before, text.bytes, floor),
            cumulative: Rates::new(cumulative, text.bytes, text.documents, text.tokens, floor),
            peak_memory: None,
        });
    }
    let whole = Rates::new(Times::of(&whole), text.bytes, text.documents, text.tokens, floor);
    Ok((rows, whole))
}

fn growth(session: &mut Session, subject: &Subject, plan: &Plan, floor: &Floor) -> Result<Growth> {
    session.console.stage("measuring growth");
    let total = bytes(&subject.corpus);
    let mut sizes: Vec<SizeRow> = Vec::new();
    for (done, part) in plan.parts.iter().enumerate() {
        let corpus = head(&subject.corpus, total / part)?;
        if sizes.last().is_some_and(|row| row.documents == corpus.len()) {
            continue;
        }
        let counts = subject.pipeline.count(&corpus);
        let counts = match counts {
            // A few documents may have no term that the settings keep; more may.
            Err(Error::EmptyVocabulary { .. } | Error::Parameter { .. }) if *part > 1 => continue,
            counts => counts?,
        };
        let tokens = counts.n_tokens();
        drop(counts);
        let times = repeat(plan.repeat, || subject.pipeline.weigh(&corpus))?;
        sizes.push(SizeRow {
            share: bytes(&corpus) as f64 / total as f64,
            bytes: bytes(&corpus),
            documents: corpus.len(),
            rates: Rates::new(times, bytes(&corpus), corpus.len(), tokens, floor),
        });
        session.console.advance(done as u64 + 1, plan.parts.len() as u64);
    }
    Ok(Growth::new(sizes))
}

fn threads(
    session: &mut Session,
    subject: &Subject,
    plan: &Plan,
    text: &Text,
    floor: &Floor,
) -> Result<Vec<ThreadRow>> {
    session.console.stage("measuring threads");
    let pools: Vec<rayon::ThreadPool> = plan.threads.iter().map(|&n| pool(n)).collect::<Result<_>>()?;
    let mut laps: Vec<Vec<Lap>> = vec![Vec::new(); pools.len()];
    for round in 0..plan.repeat {
        for (at, pool) in pools.iter().enumerate() {
            let (result, lap) = lap(|| pool.install(|| subject.pipeline.weigh(&subject.corpus)));
            drop(result?);
            laps[at].push(lap);
            session
                .console
                .advance((round * pools.len() + at + 1) as u64, (plan.repeat * pools.len()) as u64);
        }
    }
    let times: Vec<Times> = laps.iter().map(|laps| Times::of(laps)).collect();
    let rows = times.iter().zip(&plan.threads).map(|(&of_n, &threads)| {
        let rates = Rates::new(of_n, text.bytes, text.documents, text.tokens, floor);
        ThreadRow::new(threads, rates, &times[0])
    });
    Ok(rows.collect())
}

/// Measures the memory of stages, each in a process of its own.
fn peaks(
    session: &mut Session,
    subject: &Subject,
    settings: &Settings,
    plan: &Plan,
    args: &BenchArgs,
    rows: &mut [StageRow],
) -> Result<()> {
    /// More than this many bytes of arguments are not handed on: systems have limits.
    const ARGUMENTS: usize = 100_000;
    session.console.stage("measuring memory");
    let config = TemporaryFile::new(".toml", settings.to_toml()?.as_bytes(), &session.scratch)?;
    let text = |path: &OsStr| path.to_string_lossy().into_owned();
    let files: Vec<String> = subject.pipeline.files.iter().map(|path| text(path.as_os_str())).collect();
    let given = match &subject.spooled {
        Some(file) => vec![text(file.path().as_os_str())],
        None => subject.inputs.clone(),
    };
    for (done, &stage) in plan.peaks.iter().enumerate() {
        let inputs = if stage == Stage::Read { &files } else { &given };
        if inputs.iter().map(String::len).sum::<usize>() > ARGUMENTS {
            continue;
        }
        let mut line: Vec<String> =
            ["bench", "--quiet", "--threads", "1", "--peak-of", stage.name(), "--config"]
                .map(str::to_owned)
                .to_vec();
        line.push(text(config.path().as_os_str()));
        if subject.spooled.is_none() {
            for column in &args.input.reading.columns {
                line.extend(["--column".to_owned(), column.clone()]);
            }
        }
        line.push("--".to_owned());
        line.extend_from_slice(inputs);
        let peak: Option<Peak> = memory::of_a_new_process(&line)?;
        if let Some(row) = rows.iter_mut().find(|row| row.name == stage.name()) {
            row.peak_memory = peak;
        }
        session.console.advance(done as u64 + 1, plan.peaks.len() as u64);
    }
    Ok(())
}

/// The first documents of `corpus`, together at least `wanted` bytes long.
fn head(corpus: &Corpus, wanted: usize) -> Result<Corpus> {
    let mut sum = 0;
    let documents = corpus.documents().iter().take_while(|document| {
        let before = sum;
        sum += document.text().len();
        before < wanted
    });
    Corpus::new(documents.cloned().collect())
}

fn repeat<T>(times: usize, work: impl Fn() -> Result<T>) -> Result<Times> {
    let mut laps = Vec::with_capacity(times);
    for _ in 0..times {
        let (result, lap) = lap(&work);
        result?;
        laps.push(lap);
    }
    Ok(Times::of(&laps))
}

fn pool(threads: usize) -> Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Error::Library { task: "starting threads", reason: error.to_string() })
}

fn bytes(corpus: &Corpus) -> usize {
    corpus.documents().iter().map(|document| document.text().len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_double_up_to_the_cores() {
        assert_eq!(Plan::new(5, false, 1).threads, [1]);
        assert_eq!(Plan::new(5, false, 4).threads, [1, 2, 4]);
        assert_eq!(Plan::new(5, false, 6).threads, [1, 2, 4, 6]);
        assert_eq!(Plan::new(5, true, 6).threads, [1, 6]);
        assert_eq!(Plan::new(5, true, 1).threads, [1]);
    }

    #[test]
    fn the_head_of_a_corpus_is_as_long_as_asked_or_a_document_longer() {
        let corpus = Corpus::from_texts([("a", "1234"), ("b", "1234"), ("c", "1234")]).unwrap();
        let length = |wanted| head(&corpus, wanted).unwrap().len();
        assert_eq!([1, 4, 5, 8, 12, 99].map(length), [1, 1, 2, 2, 3, 3]);
    }
}
