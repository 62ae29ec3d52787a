//! What every command shares: the console, interruption, reading and settings.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::args::{ConfigArgs, Global, ReadingArgs};
use super::console::Console;
use super::diagnostic::Exit;
use super::lists;
use super::output::{Occupied, Scratch};
use super::settings::{Flags, Settings};
use crate::corpus::read::{self, Input, Job, Options, Reading, Skipped, Streamed};
use crate::corpus::{Corpus, IgnoreList};
use crate::error::{Error, Result};
use crate::themes::ThemeSet;

/// The exit code of a process that was interrupted, as shells have it: 128 + SIGINT.
const INTERRUPTED: i32 = 130;

/// One run of the binary.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) console: Console,
    pub(crate) scratch: Scratch,
    pub(crate) force: bool,
}

impl Session {
    /// Starts a session. From here on an interruption removes what is half-written.
    pub(crate) fn new(global: &Global, force: bool) -> Self {
        let scratch = Scratch::default();
        let interrupted = scratch.clone();
        let handler = ctrlc::set_handler(move || {
            interrupted.remove_and(|| std::process::exit(INTERRUPTED));
        });
        let console = Console::new(global);
        if let Err(error) = handler {
            console.warn(&format!("an interruption may leave temporary files: {error}"));
        }
        Self { console, scratch, force }
    }

    /// What to do with a folder that the user named and that is not empty.
    pub(crate) fn occupied(&self) -> Occupied {
        if self.force { Occupied::Force } else { Occupied::Refuse }
    }

    /// Sets the number of threads; 0 is one per core.
    pub(crate) fn use_threads(&self, n: usize) -> Result<()> {
        rayon::ThreadPoolBuilder::new()
            .num_threads(n)
            .build_global()
            .map_err(|error| Error::Library { task: "starting threads", reason: error.to_string() })
    }

    /// Reads articles, and says what was skipped on the way. What the user wants left out is masked, and what outlets
    /// print again and again.
    ///
    /// # Errors
    /// As [`read_as_they_come`](Self::read_as_they_come).
    pub(crate) fn read(&mut self, inputs: &[String], reading: &ReadingArgs) -> Result<Reading> {
        let mut result = self.read_as_they_come(inputs, reading)?;
        result.corpus = std::mem::take(&mut result.corpus).masking_habits();
        Ok(result)
    }

    /// As [`read`](Self::read), but each article is masked as if it came alone.
    ///
    /// # Errors
    /// Those of the files to ignore; the first reason if a skip is not allowed or if nothing is left and nothing could even be opened;
    /// [`Error::NothingToAnalyse`] if nothing is left.
    pub(crate) fn read_as_they_come(&mut self, inputs: &[String], reading: &ReadingArgs) -> Result<Reading> {
        let ignored = lists::ignored(&reading.ignore)?;
        let (inputs, options) = (inputs_of(inputs), options_of(reading)?);
        self.console.stage("reading");
        let console = &self.console;
        let mut result =
            read::read(&inputs, &options, &mut |done, total| console.advance(done as u64, total as u64))?;
        self.console.end_stage();
        self.tell(&result.warnings, &mut result.skipped, result.corpus.len(), reading)?;
        result.corpus = std::mem::take(&mut result.corpus).ignoring(&ignored);
        Ok(result)
    }

    /// Lets `work` take articles as they are read, a batch at a time, each masked as if it came alone. Then says what was skipped, before anything that
    /// `work` has to complain of: where there are no articles, that is only what comes of it.
    ///
    /// # Errors
    /// As [`read`](Self::read), and those of `work`.
    pub(crate) fn stream<T>(
        &mut self,
        inputs: &[String],
        reading: &ReadingArgs,
        work: impl FnOnce(&mut (dyn Iterator<Item = Job> + Send)) -> Result<T>,
    ) -> Result<(T, Streamed)> {
        let ignored = Arc::new(lists::ignored(&reading.ignore)?);
        let mut stream = read::stream(&inputs_of(inputs), &options_of(reading)?)?;
        let console = &self.console;
        let mut jobs = std::iter::from_fn(|| {
            let job = stream.next().map(|job| ignoring(job, &ignored));
            console.advance(stream.bytes_read() >> 20, stream.bytes_in_all() >> 20);
            job
        });
        let worked = work(&mut jobs);
        self.console.end_stage();
        if !stream.is_exhausted() {
            // What is wrong has nothing to do with what is read, of which little may be known.
            worked?;
            let reason = "not every article was taken".to_owned();
            return Err(Error::Library { task: "reading", reason });
        }
        let mut read = stream.finish()?;
        self.tell(&read.warnings, &mut read.skipped, read.ids.len(), reading)?;
        Ok((worked?, read))
    }

    /// Says what was read otherwise, and what was skipped.
    fn tell(
        &self,
        warnings: &[String],
        skipped: &mut Vec<Skipped>,
        n_documents: usize,
        reading: &ReadingArgs,
    ) -> Result<()> {
        for warning in warnings {
            self.console.warn(warning);
        }
        for skipped in &*skipped {
            self.console.skipped(&skipped.error);
        }
        let n_skipped = skipped.len();
        if reading.strict && n_skipped > 0 {
            let reason = format!("{n_skipped} skipped, and --strict allows none");
            return Err(Error::Library { task: "reading", reason });
        }
        if n_documents == 0 {
            if n_skipped > 0 && skipped.iter().all(|skipped| matches!(skipped.error, Error::Read { .. })) {
                return Err(skipped.remove(0).error);
            }
            let reason = match n_skipped {
                0 => "no article was found".to_owned(),
                _ => "every input was skipped".to_owned(),
            };
            return Err(Error::NothingToAnalyse { reason });
        }
        Ok(())
    }

    /// Reads articles and those they are held against into one corpus; the second kind starts at the row returned,
    /// which is the corpus's length where there are none. Also tells how many inputs were skipped.
    pub(crate) fn read_against(
        &mut self,
        inputs: &[String],
        against: &[String],
        reading: &ReadingArgs,
    ) -> Result<(Corpus, usize, usize)> {
        let own = self.read_as_they_come(inputs, reading)?;
        let split = own.corpus.len();
        if against.is_empty() {
            return Ok((own.corpus.masking_habits(), split, own.skipped.len()));
        }
        let others = self.read_as_they_come(against, reading)?;
        let mut documents = own.corpus.documents().to_vec();
        let mut taken: FxHashSet<String> =
            documents.iter().map(|document| document.id().to_owned()).collect();
        let mut renamed: Vec<(&str, String)> = Vec::new();
        for document in others.corpus.documents() {
            let id = free_id(document.id(), &taken);
            if id != document.id() {
                renamed.push((document.id(), id.clone()));
            }
            taken.insert(id.clone());
            documents.push(document.clone().renamed(id));
        }
        if let Some((twice, id)) = renamed.first() {
            let more = match renamed.len() - 1 {
                0 => String::new(),
                n => format!("; {n} more are called so"),
            };
            self.console.note(&format!("{twice} is there twice; the second is called {id}{more}"));
        }
        Ok((Corpus::new(documents)?.masking_habits(), split, own.skipped.len() + others.skipped.len()))
    }

    /// Defaults, under the config file, under the flags.
    pub(crate) fn settings(&self, config: &ConfigArgs, flags: &[&dyn Flags]) -> Result<Settings> {
        let mut settings = match &config.config {
            Some(path) => Settings::from_toml(&read::text(path)?, path)?,
            None => Settings::default(),
        };
        flags.iter().for_each(|flags| flags.put_over(&mut settings));
        self.console.detail(settings.to_toml()?.trim_end());
        Ok(settings)
    }

    /// The themes that the settings name, or the built-in ones.
    pub(crate) fn themes(&self, path: Option<&Path>) -> Result<ThemeSet> {
        match path {
            Some(path) => ThemeSet::from_toml(&read::text(path)?, path),
            None => Ok(ThemeSet::builtin()),
        }
    }
}

/// A job whose articles have masked what is on the list.
fn ignoring(job: Job, list: &Arc<IgnoreList>) -> Job {
    if list.is_empty() {
        return job;
    }
    let list = Arc::clone(list);
    Box::new(move || job().into_iter().map(|document| document.ignoring(&list)).collect())
}

fn inputs_of(inputs: &[String]) -> Vec<Input> {
    inputs.iter().map(|input| Input::from_arg(input.as_str())).collect()
}

fn options_of(reading: &ReadingArgs) -> Result<Options> {
    reading.columns.iter().try_fold(Options::default(), |mut options, mapping| {
        options.columns = options.columns.with(mapping)?;
        Ok(options)
    })
}

/// `id`, or `id~2`, `id~3` … if it is taken: an article that is held against itself is two articles.
fn free_id(id: &str, taken: &FxHashSet<String>) -> String {
    let numbered = (2..).map(|n| format!("{id}~{n}"));
    std::iter::once(id.to_owned()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or_default()
}

/// The exit code of work that is done: whether something was skipped on the way.
pub(crate) fn done(skipped: usize) -> Exit {
    if skipped == 0 { Exit::Done } else { Exit::SomeSkipped }
}

/// A path as it is printed and recorded: forward slashes on every system.
pub(crate) fn portable(path: &Path) -> String {
    path.components().collect::<PathBuf>().to_string_lossy().replace('\\', "/")
}
