//! What every contender shares: reading the texts before the clock starts, CPU time by stage, and one line of JSON for
//! `compare.py`.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::Instant;

use cpu_time::ProcessTime;
use serde::{Deserialize, Serialize};

#[cfg(feature = "retell")]
pub mod settings;

/// Whatever went wrong, to be printed and ended with.
pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The command line: `BIN MODE --input FILE [--stop-words FILE] [--threads N] [--turns N] [--output DIR]`.
pub struct Arguments {
    /// What the contender is to do; each knows its own.
    pub mode: String,
    /// JSON lines with `id` and `text`.
    pub input: PathBuf,
    /// Words to drop, one a line.
    pub stop_words: Vec<String>,
    /// Threads to use.
    pub threads: usize,
    /// How often to measure, where it is done more than once.
    pub turns: usize,
    /// Where the result goes for the check; measured runs have none.
    pub output: Option<PathBuf>,
}

impl Arguments {
    /// The arguments of this process.
    pub fn parse() -> Result<Self> {
        let mut arguments = std::env::args().skip(1);
        let mode = arguments.next().ok_or("a mode is missing")?;
        let (mut input, mut stop_words, mut threads, mut turns, mut output) = (None, Vec::new(), 1, 9, None);
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--input" => input = Some(PathBuf::from(value)),
                "--stop-words" => {
                    stop_words = std::fs::read_to_string(value)?.lines().map(str::to_owned).collect();
                }
                "--threads" => threads = value.parse()?,
                "--turns" => turns = value.parse()?,
                "--output" => output = Some(PathBuf::from(value)),
                _ => return Err(format!("{name} is not known").into()),
            }
        }
        Ok(Self { mode, input: input.ok_or("--input is missing")?, stop_words, threads, turns, output })
    }
}

/// One document of the input.
#[derive(Deserialize)]
pub struct Record {
    /// Its name.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// All documents of a JSONL file, in memory.
pub fn read(path: &Path) -> Result<Vec<Record>> {
    BufReader::with_capacity(1 << 16, File::open(path)?)
        .lines()
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect()
}

/// What a contender says of its run: one line of JSON on standard output.
#[derive(Default, Serialize)]
pub struct Report {
    /// CPU seconds of all threads, user and system, of what is compared: the second of two calls.
    pub cpu: f64,
    /// The same of the first call.
    pub first_cpu: f64,
    /// Seconds by the wall clock of the same.
    pub wall: f64,
    /// CPU seconds by stage, also of stages that do not count.
    pub stages: BTreeMap<&'static str, f64>,
    /// What was made: tokens, rows, columns, cells.
    pub made: BTreeMap<&'static str, u64>,
}

impl Report {
    /// Makes the call that is compared twice and returns what the second made.
    ///
    /// The first pays for memory that the process has not touched before, and is reported apart. What it made is
    /// dropped before the second begins; `call` makes anew whatever could carry over what was learnt.
    pub fn twice<T>(&mut self, mut call: impl FnMut(&mut Self) -> Result<T>) -> Result<T> {
        drop(black_box(call(self)?));
        self.first_cpu = std::mem::take(&mut self.cpu);
        self.wall = 0.0;
        call(self)
    }

    /// Runs `work` as a stage that counts.
    pub fn stage<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let (wall, before) = (Instant::now(), self.cpu);
        let result = self.aside(name, work);
        self.wall += wall.elapsed().as_secs_f64();
        self.cpu = before + self.stages[name];
        result
    }

    /// Runs `work` as a stage that is reported, but not in the sum.
    pub fn aside<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let start = ProcessTime::now();
        let result = work();
        self.stages.insert(name, start.elapsed().as_secs_f64());
        result
    }

    /// Says how many of `name` were made.
    pub fn made(&mut self, name: &'static str, count: usize) {
        self.made.insert(name, count as u64);
    }

    /// Prints the line.
    pub fn print(&self) -> Result<()> {
        println!("{}", serde_json::to_string(self)?);
        Ok(())
    }
}

/// Writes a CSR matrix as `check.py` reads it: `indptr`, `indices` and `data` as little-endian numbers of 8, 4 and 8
/// bytes, and `vocabulary.txt` with a term a line.
pub fn write_csr<'t>(
    directory: &Path,
    indptr: impl Iterator<Item = i64>,
    indices: impl Iterator<Item = i32>,
    data: impl Iterator<Item = f64>,
    terms: impl Iterator<Item = &'t str>,
) -> Result<()> {
    std::fs::create_dir_all(directory)?;
    std::fs::write(directory.join("indptr"), indptr.flat_map(i64::to_le_bytes).collect::<Vec<_>>())?;
    std::fs::write(directory.join("indices"), indices.flat_map(i32::to_le_bytes).collect::<Vec<_>>())?;
    std::fs::write(directory.join("data"), data.flat_map(f64::to_le_bytes).collect::<Vec<_>>())?;
    let lines: String = terms.flat_map(|term| [term, "\n"]).collect();
    std::fs::write(directory.join("vocabulary.txt"), lines)?;
    Ok(())
}
