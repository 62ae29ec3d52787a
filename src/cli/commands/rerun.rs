//! `retell rerun`: a run again, from its manifest.

use std::path::{Path, PathBuf};

use super::run::{Job, execute};
use crate::cli::args::RerunArgs;
use crate::cli::diagnostic::Exit;
use crate::cli::json::Answer;
use crate::cli::manifest::{Command, MANIFEST, Manifest};
use crate::cli::session::Session;
use crate::cli::settings::Settings;
use crate::error::{Error, Result};

/// `retell rerun`. Relative inputs are looked for from the current folder, as they were typed.
pub(crate) fn run(session: &mut Session, args: &RerunArgs) -> Result<Exit> {
    let path = if args.manifest.is_dir() { args.manifest.join(MANIFEST) } else { args.manifest.clone() };
    let old = Manifest::read(&path)?;
    if old.command != Command::Run {
        return Err(Error::Parameter {
            name: "manifest",
            got: "a folder that `retell themes` wrote".to_owned(),
            expected: "one of `retell run`; give `retell themes` again".to_owned(),
        });
    }
    if old.arguments.inputs.iter().any(|input| input == "-") {
        return Err(Error::Parameter {
            name: "manifest",
            got: "a run of standard input, which is gone".to_owned(),
            expected: "a run of files; pipe the articles into `retell run -` again".to_owned(),
        });
    }
    if old.version != env!("CARGO_PKG_VERSION") {
        session.console.warn(&format!("that run was made by version {}; results may differ", old.version));
    }
    let job = Job {
        arguments: old.arguments.clone(),
        strict: false,
        settings: Settings { memory: args.memory, ..old.settings.clone() },
        place: args.output.clone().unwrap_or_else(|| beside(&path)),
        occupied: session.occupied(),
    };
    let outcome = execute(session, &job)?;
    let new = &outcome.manifest;
    let inputs: Vec<&str> = old
        .inputs
        .iter()
        .filter(|file| new.inputs.iter().all(|now| (&now.path, &now.sha256) != (&file.path, &file.sha256)))
        .map(|file| file.path.as_str())
        .collect();
    if !inputs.is_empty() {
        session.console.warn(&format!("inputs have changed since that run: {}", inputs.join(", ")));
    }
    let differs: Vec<&str> = new
        .outputs
        .iter()
        .filter(|file| !old.outputs.contains(file))
        .map(|file| file.path.as_str())
        .collect();
    let same = differs.is_empty() && new.outputs.len() == old.outputs.len();
    if args.said.is_json() {
        let document = Answer::new("rerun").with("same", &same)?.with("differing", &differs)?;
        outcome.described(document.with("changed_inputs", &inputs)?, &job)?.print()?;
    }
    if same {
        session.console.note("Every file is the same as in that run, byte for byte.");
        return Ok(outcome.exit);
    }
    let changed = format!(
        "{} of {} files differ from that run: {}",
        differs.len(),
        new.outputs.len(),
        differs.join(", ")
    );
    session.console.warn(&changed);
    Ok(Exit::Failed)
}

/// `news` becomes `news-rerun`.
fn beside(manifest: &Path) -> PathBuf {
    let folder = manifest.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name =
        folder.and_then(|folder| folder.file_name()).map_or("run".into(), |name| name.to_string_lossy());
    folder.and_then(Path::parent).unwrap_or(Path::new("..")).join(format!("{name}-rerun"))
}
