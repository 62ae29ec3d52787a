//! How much memory a stage takes at most: of a fresh process each, because a peak never goes down again.

use std::path::Path;
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use super::stages::{Pipeline, Stage};
use crate::corpus::{Corpus, read};
use crate::error::{Error, Result};

/// What a process that did one thing says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Peak {
    /// The most memory it held at once.
    pub(super) bytes: u64,
    /// What it held before it began.
    pub(super) before: u64,
}

/// Does everything up to `stage` once, from the disk, and tells the peak of this process.
pub(super) fn of_this_process(pipeline: &Pipeline, stage: Stage) -> Result<Option<Peak>> {
    let before = high_water_mark();
    if stage == Stage::Weigh {
        // Last comes the whole, which need not hold all documents at once.
        drop(pipeline.whole()?);
    } else {
        let corpus = if stage.reads_disk() { Corpus::default() } else { pipeline.decode()? };
        pipeline.run(stage, &corpus)?;
    }
    Ok(before.zip(high_water_mark()).map(|(before, bytes)| Peak { bytes, before }))
}

/// Starts this program anew with `args` and reads the peak that it prints; `None` where the system does not tell.
pub(super) fn of_a_new_process(args: &[String]) -> Result<Option<Peak>> {
    let failed = |reason: String| Error::Library { task: "measuring memory in a process of its own", reason };
    let program = std::env::current_exe().map_err(|error| failed(error.to_string()))?;
    let output = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| failed(error.to_string()))
}

/// The most memory that this process ever held, where the system tells: on Linux.
fn high_water_mark() -> Option<u64> {
    parse(&read::text(Path::new("/proc/self/status")).ok()?)
}

/// The line `VmHWM:     1234 kB`. The kernel's kB are 1,024 bytes.
fn parse(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_read_from_its_line() {
        assert_eq!(parse("Name:\tretell\nVmPeak:\t 9 kB\nVmHWM:\t    2048 kB\n"), Some(2 << 20));
        for text in ["", "VmHWM:", "VmHWM: x kB", "VmHWM: 12"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn this_process_holds_something() {
        assert!(high_water_mark().is_some_and(|bytes| bytes > 100_000));
    }
}
