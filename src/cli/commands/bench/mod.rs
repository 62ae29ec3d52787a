//! `retell bench`: how fast this machine turns text into a matrix of weights.
//!
//! Everything is measured in one call, beside the floor of the machine, because only ratios hold on other machines.
//! Repetitions go in rounds over what is compared, so that a machine that slows down slows all of it down.

mod clock;
mod files;
mod floor;
mod measure;
mod memory;
mod notes;
mod pictures;
mod report;
mod stages;
mod table;
#[cfg(test)]
mod tests;
mod text;

use std::path::PathBuf;

use serde_json::json;

pub(crate) use stages::Stage;

use super::run::{SAMPLE, SAMPLE_NAME};
use crate::cli::args::{BenchArgs, BenchFormat};
use crate::cli::diagnostic::Exit;
use crate::cli::output::{Folder, TemporaryFile, room, stdout};
use crate::cli::session::{Session, done};
use crate::cli::settings::Settings;
use crate::corpus::Corpus;
use crate::corpus::read::{self, Input};
use crate::error::Result;
use measure::Plan;
use stages::Pipeline;

/// Megabytes of text that are made where there is no input.
const SIZE: f64 = 16.0;
const QUICK_SIZE: f64 = 4.0;
/// How often everything is done.
const REPEAT: usize = 5;
const QUICK_REPEAT: usize = 3;

/// What is measured, and what it was read from.
struct Subject {
    inputs: Vec<String>,
    generated: bool,
    file_bytes: u64,
    corpus: Corpus,
    skipped: usize,
    pipeline: Pipeline,
    /// Holds the documents where they did not come from files that can be read again.
    spooled: Option<TemporaryFile>,
}

/// `retell bench`.
pub(crate) fn run(session: &mut Session, args: &BenchArgs) -> Result<Exit> {
    let settings = session.settings(
        &args.config,
        &[&args.words, &args.terms, &args.weights, &args.norm, &args.seed, &args.figures],
    )?;
    if let Some(stage) = args.peak_of {
        return peak(args, &settings, stage);
    }
    let occupied = session.occupied();
    if let Some(place) = &args.output {
        Folder::check(place, occupied)?;
    }
    let subject = subject(session, args, &settings)?;
    if cfg!(debug_assertions) {
        session.console.warn("this is a debug build; its figures say nothing: cargo build --release");
    }
    let plan = Plan::new(
        args.repeat.unwrap_or(if args.quick { QUICK_REPEAT } else { REPEAT }),
        args.quick,
        rayon::current_num_threads(),
    );
    let report = measure::measure(session, &subject, settings, &plan, args)?;
    if let Some(place) = &args.output {
        session.console.stage("drawing");
        let mut folder = Folder::create(place, occupied, &session.scratch)?;
        files::write(&session.console, &mut folder, &report)?;
        folder.finish()?;
        session.console.end_stage();
    }
    match args.format {
        BenchFormat::Table => stdout(table::text(&report, room()).as_bytes())?,
        BenchFormat::Json => stdout(&files::json(&report)?)?,
        BenchFormat::Csv => stdout(&files::csv(&report)?)?,
    }
    Ok(done(subject.skipped))
}

/// Reads or makes the text.
fn subject(session: &mut Session, args: &BenchArgs, settings: &Settings) -> Result<Subject> {
    let options = options(args)?;
    let pipeline = |inputs| Pipeline::new(settings, inputs, options.clone());
    if args.input.inputs.is_empty() {
        session.console.stage("making text");
        let size = args.size.unwrap_or(if args.quick { QUICK_SIZE } else { SIZE });
        let sample = read::from_jsonl(SAMPLE_NAME, SAMPLE)?.corpus;
        let sample = sample.documents().iter().map(|document| document.text());
        let texts = text::documents(sample, settings.seed, (size * 1e6) as usize);
        let lines = texts.iter().enumerate().map(|(at, text)| (at.to_string(), text.as_str()));
        let (file, bytes) = spool(session, lines)?;
        drop(texts);
        let inputs = vec![Input::Path(file.path().to_owned())];
        let mut subject = Subject {
            inputs: Vec::new(),
            generated: true,
            file_bytes: bytes,
            corpus: Corpus::default(),
            skipped: 0,
            pipeline: pipeline(inputs)?,
            spooled: Some(file),
        };
        subject.corpus = subject.pipeline.decode()?;
        subject.pipeline.files = subject.spooled.iter().map(|file| file.path().to_owned()).collect();
        session.console.end_stage();
        return Ok(subject);
    }
    let reading = session.read_as_they_come(&args.input.inputs, &args.input.reading)?;
    let given: Vec<Input> = args.input.inputs.iter().map(|input| Input::from_arg(input.as_str())).collect();
    let mut subject = Subject {
        inputs: args.input.inputs.clone(),
        generated: false,
        file_bytes: reading.inputs.iter().map(|file| file.bytes).sum(),
        corpus: reading.corpus,
        skipped: reading.skipped.len(),
        pipeline: pipeline(given)?,
        spooled: None,
    };
    if subject.pipeline.inputs.contains(&Input::Stdin) {
        // The standard input can be read once only.
        let documents = subject.corpus.documents().iter();
        let (file, bytes) =
            spool(session, documents.map(|document| (document.id().to_owned(), document.text())))?;
        subject.pipeline.inputs = vec![Input::Path(file.path().to_owned())];
        subject.pipeline.options = read::Options::default();
        subject.pipeline.files = vec![file.path().to_owned()];
        subject.file_bytes = bytes;
        subject.spooled = Some(file);
    } else {
        let files = reading.inputs.iter().filter(|file| file.documents > 0);
        subject.pipeline.files = files.map(|file| PathBuf::from(&file.path)).collect();
    }
    Ok(subject)
}

/// Writes documents as JSONL where they can be read again and again; also tells how many bytes that took.
fn spool<'a>(
    session: &Session,
    documents: impl Iterator<Item = (String, &'a str)>,
) -> Result<(TemporaryFile, u64)> {
    let mut lines = Vec::new();
    for (id, text) in documents {
        lines.extend_from_slice(json!({ "id": id, "text": text }).to_string().as_bytes());
        lines.push(b'\n');
    }
    Ok((TemporaryFile::new(".jsonl", &lines, &session.scratch)?, lines.len() as u64))
}

fn options(args: &BenchArgs) -> Result<read::Options> {
    let mut options = read::Options::default();
    for mapping in &args.input.reading.columns {
        options.columns = options.columns.with(mapping)?;
    }
    Ok(options)
}

/// What a process does that was started to tell its peak.
fn peak(args: &BenchArgs, settings: &Settings, stage: Stage) -> Result<Exit> {
    let inputs = args.input.inputs.iter().map(|input| Input::from_arg(input.as_str())).collect();
    let mut pipeline = Pipeline::new(settings, inputs, options(args)?)?;
    pipeline.files = args.input.inputs.iter().map(PathBuf::from).collect();
    let peak = memory::of_this_process(&pipeline, stage)?;
    stdout(json!(peak).to_string().as_bytes())?;
    Ok(Exit::Done)
}
