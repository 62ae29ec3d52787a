//! `retell run`: the whole analysis into one folder.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::analysis::{Analysis, Config};
use crate::chart::{self, Figures};
use crate::cli::args::{FigureFormat, ReadingArgs, RunArgs};
use crate::cli::diagnostic::Exit;
use crate::cli::figures;
use crate::cli::json::Answer;
use crate::cli::lists;
use crate::cli::manifest::{Arguments, Command, MANIFEST, Made, Manifest, TIMINGS};
use crate::cli::output::{self, Folder, Occupied};
use crate::cli::pan;
use crate::cli::pictures::pictures;
use crate::cli::session::{Session, done, portable};
use crate::cli::settings::Settings;
use crate::corpus::Corpus;
use crate::corpus::read::{self, Reading};
use crate::error::Result;
use crate::report::{self, BriefLine, Finding};
use crate::table;

/// The corpus that is built into the binary, so that a first run needs nothing.
pub(crate) const SAMPLE: &[u8] = include_bytes!("../../../data/sample.jsonl");
pub(crate) const SAMPLE_NAME: &str = "sample.jsonl";
/// The two files that are worth opening first.
const REPORT: &str = "report.html";
const SUMMARY: &str = "summary.md";
/// Where results go unless told.
const GALLERY: &str = "notebooks_out";

/// What a run does, whether typed or read from a manifest.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) arguments: Arguments,
    pub(crate) strict: bool,
    pub(crate) settings: Settings,
    pub(crate) place: PathBuf,
    pub(crate) occupied: Occupied,
}

/// `retell run`.
pub(crate) fn run(session: &mut Session, args: &RunArgs) -> Result<Exit> {
    let settings = session.settings(
        &args.config,
        &[
            &args.words,
            &args.terms,
            &args.weights,
            &args.norm,
            &args.themes,
            &args.seed,
            &args.search,
            &args.figures,
            &args.format,
        ],
    )?;
    if args.print_config {
        output::stdout(settings.to_toml()?.as_bytes())?;
        return Ok(Exit::Done);
    }
    let occupied = match (&args.output, session.force) {
        (_, true) => Occupied::Force,
        (Some(_), false) => Occupied::Refuse,
        // The place is the program's own choice, so its own earlier result may go.
        (None, false) => Occupied::ReplaceOwn,
    };
    let place =
        args.output.clone().unwrap_or_else(|| Path::new(GALLERY).join(default_name(&args.input.inputs)));
    let reading = &args.input.reading;
    let arguments = Arguments {
        inputs: args.input.inputs.clone(),
        columns: reading.columns.clone(),
        ignore: reading.ignore.clone(),
        font: args.font.font.clone(),
    };
    let job = Job { arguments, strict: reading.strict, settings, place, occupied };
    let outcome = execute(session, &job)?;
    if args.format.prints_json() {
        outcome.described(Answer::new("run"), &job)?.print()?;
    }
    Ok(outcome.exit)
}

/// What came of a job.
pub(crate) struct Outcome {
    pub(crate) exit: Exit,
    /// The manifest that was written.
    pub(crate) manifest: Manifest,
    brief: Vec<BriefLine>,
    findings: Vec<Finding>,
}

impl Outcome {
    /// Adds to `answer` where the result is and what it says.
    pub(crate) fn described(&self, answer: Answer, job: &Job) -> Result<Answer> {
        let files: Vec<&str> = self.manifest.outputs.iter().map(|file| file.path.as_str()).collect();
        let brief: Vec<String> =
            self.brief.iter().map(|line| format!("{}: {}", line.heading, line.text())).collect();
        let findings: Vec<Value> = self
            .findings
            .iter()
            .map(|finding| {
                json!({
                    "heading": finding.heading,
                    "sentences": finding.sentences,
                    "figure": finding.figure,
                    "table": finding.table,
                })
            })
            .collect();
        answer
            .with("folder", &portable(&job.place))?
            .with("report", &portable(&job.place.join(REPORT)))?
            .with("summary", &portable(&job.place.join(SUMMARY)))?
            .with("files", &files)?
            .with("skipped", &self.manifest.skipped.len())?
            .with("skipped_inputs", &self.manifest.skipped)?
            .with("warnings", &self.manifest.warnings)?
            .with("brief", &brief)?
            .with("findings", &findings)
    }
}

/// Does the job and tells what came of it.
pub(crate) fn execute(session: &mut Session, job: &Job) -> Result<Outcome> {
    let config = job.settings.config(session.themes(job.settings.themes.as_deref())?)?;
    // Whether the place may be written is known before the work is done; but it is made after reading, or it could be
    // among what is read.
    Folder::check(&job.place, job.occupied)?;
    let style = job.settings.style(job.arguments.font.as_deref())?;
    let mut reading = read_articles(session, job)?;
    let mut folder = Folder::create(&job.place, job.occupied, &session.scratch)?;
    let corpus = std::mem::take(&mut reading.corpus);
    job.settings.search_notes(&corpus).iter().for_each(|note| session.console.note(note));
    let analysis = analyse(session, corpus, &config)?;
    let warning = job.settings.search_warning(&analysis.reuse);
    warning.iter().for_each(|warning| session.console.warn(warning));

    let labels = analysis.corpus.documents().iter().map(|document| document.id());
    let labels = labels.chain(analysis.themes.terms.iter().map(|entry| entry.term.as_str()));
    figures::warn_of_boxes(&session.console, labels, &style)?;
    session.console.stage("drawing");
    let figures = chart::figures(&analysis, &style)?;
    figures::write(&session.console, &mut folder, "figures/", &figures, &job.settings)?;
    session.console.stage("writing tables");
    write_tables(&mut folder, &analysis)?;
    session.console.stage("writing the report");
    let findings = with_figures(report::findings(&analysis), &figures);
    let ending = if job.settings.format.contains(&FigureFormat::Png) { "png" } else { "svg" };
    let summary = report::summary(&analysis, &findings, reading.skipped.len(), ending);
    folder.write(SUMMARY, summary.as_bytes())?;
    let pictures = pictures(&analysis, figures.drawn, &job.settings, &style)?;
    folder.write(REPORT, report::html(&analysis, &findings, &pictures)?.as_bytes())?;

    let warnings = analysis.themes.warnings.iter().cloned();
    let made = Made {
        command: Command::Run,
        arguments: &job.arguments,
        settings: &job.settings,
        beside: &[],
        corpus: &analysis.corpus,
        reading: &reading,
        warnings: warnings.chain(job.settings.search_warning(&analysis.reuse)).collect(),
    };
    let manifest = Manifest::of(made, figures.left_out, &folder)?;
    folder.write_unlisted(MANIFEST, &manifest.to_json()?)?;
    session.console.end_stage();
    folder.write_unlisted(TIMINGS, timings(session).as_bytes())?;
    folder.finish()?;
    let brief = report::in_brief(&analysis);
    tell(session, job, &brief);
    Ok(Outcome { exit: done(reading.skipped.len()), manifest, brief, findings })
}

fn read_articles(session: &mut Session, job: &Job) -> Result<Reading> {
    if job.arguments.inputs.is_empty() {
        let ignored = lists::ignored(&job.arguments.ignore)?;
        let mut reading = read::from_jsonl(SAMPLE_NAME, SAMPLE)?;
        reading.corpus = std::mem::take(&mut reading.corpus).ignoring(&ignored).masking_habits();
        return Ok(reading);
    }
    let Arguments { columns, ignore, .. } = job.arguments.clone();
    let reading = ReadingArgs { columns, ignore, strict: job.strict };
    session.read(&job.arguments.inputs, &reading)
}

fn analyse(session: &mut Session, corpus: Corpus, config: &Config) -> Result<Analysis> {
    let analysis = Analysis::of(corpus, config, |stage| session.console.stage(stage.name()))?;
    session.console.end_stage();
    session.console.detail(&format!(
        "{} paragraphs × {} terms, {} passages, {} similar pairs",
        analysis.paragraphs.rows().len(),
        analysis.paragraphs.vocabulary().len(),
        analysis.reuse.passages.len(),
        analysis.similarity.pairs().len()
    ));
    for warning in &analysis.themes.warnings {
        session.console.warn(warning);
    }
    Ok(analysis)
}

fn write_tables(folder: &mut Folder, analysis: &Analysis) -> Result<()> {
    let terms = table::tfidf(&analysis.paragraphs, &analysis.corpus, analysis.tfidf)?;
    folder.write("tables/articles.csv", &table::csv(table::articles(analysis)?)?)?;
    folder.write("tables/tfidf.parquet", &table::parquet(terms)?)?;
    folder.write("tables/similarity.csv", &table::csv(table::similarity(analysis)?)?)?;
    let scores = table::reuse(&analysis.corpus, &analysis.reuse, None)?;
    folder.write("tables/reuse.parquet", &table::parquet(scores.clone())?)?;
    folder.write("tables/reuse.csv", &table::csv(scores)?)?;
    folder.write(
        "tables/passages.jsonl",
        &table::jsonl(table::passages(&analysis.corpus, &analysis.reuse)?)?,
    )?;
    folder.write("tables/passages.xml", pan::document(&analysis.corpus, &analysis.reuse).as_bytes())?;
    folder.write(
        "tables/directions.csv",
        &table::csv(table::directions(&analysis.corpus, &analysis.precedences)?)?,
    )?;
    folder.write(
        "tables/witnesses.csv",
        &table::csv(table::witnesses(&analysis.corpus, &analysis.witnesses)?)?,
    )?;
    folder.write(
        "tables/paragraphs.csv",
        &table::csv(table::paragraphs(&analysis.corpus, &analysis.themes)?)?,
    )?;
    folder.write("tables/theme_terms.csv", &table::csv(table::theme_terms(&analysis.themes)?)?)?;
    folder.write("tables/seeds.csv", &table::csv(table::seeds(&analysis.themes)?)?)
}

/// The findings, without the figures that were left out or not written.
fn with_figures(mut findings: Vec<Finding>, figures: &Figures) -> Vec<Finding> {
    for finding in &mut findings {
        let drawn = |name: &&str| figures.drawn.iter().any(|figure| figure.name == *name);
        finding.figure = finding.figure.filter(drawn);
    }
    findings
}

fn timings(session: &Session) -> String {
    let seconds: serde_json::Map<String, serde_json::Value> = session
        .console
        .stages()
        .iter()
        .map(|(name, time)| ((*name).to_owned(), json!((time.as_secs_f64() * 1e6).round() / 1e6)))
        .collect();
    format!("{:#}\n", json!({ "seconds": seconds, "threads": rayon::current_num_threads() }))
}

/// Ends with what was found, in five lines, and where to look.
fn tell(session: &Session, job: &Job, brief: &[BriefLine]) {
    brief.iter().for_each(|line| session.console.found(line));
    let places = [REPORT, SUMMARY].map(|file| portable(&job.place.join(file)));
    session.console.note(&format!("Open {}", places[0]));
    session.console.note(&format!("  or {}", places[1]));
}

/// What the result of these inputs is called.
fn default_name(inputs: &[String]) -> String {
    let name = match inputs {
        [] => return "sample".to_owned(),
        [one] if one == "-" => return "stdin".to_owned(),
        [one, ..] => stem(one),
    };
    match inputs.len() {
        1 => name,
        n => format!("{name}-and-{}-more", n - 1),
    }
}

/// The last part of a path that is a plain name, without its endings: `../news/*.txt` is `news`.
fn stem(input: &str) -> String {
    let part = Path::new(input)
        .components()
        .rev()
        .filter_map(|part| match part {
            std::path::Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .find(|name| !name.contains(['*', '?', '[', ']', '{', '}']));
    let name = part.map_or("", |name| name.split('.').next().unwrap_or(name));
    if name.is_empty() { "articles".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_called_after_their_input() {
        let name =
            |inputs: &[&str]| default_name(&inputs.iter().map(|&input| input.to_owned()).collect::<Vec<_>>());
        assert_eq!(name(&[]), "sample");
        assert_eq!(name(&["-"]), "stdin");
        assert_eq!(name(&["../news"]), "news");
        assert_eq!(name(&["news/*.txt"]), "news");
        assert_eq!(name(&["news.jsonl.gz"]), "news");
        assert_eq!(name(&["a.txt", "b.txt"]), "a-and-1-more");
        assert_eq!(name(&[".."]), "articles");
    }
}
