//! `retell verify`: whether a run's files are as the run left them, or an index as it was written.

use std::path::Path;

use crate::cli::args::VerifyArgs;
use crate::cli::diagnostic::Exit;
use crate::cli::json::Answer;
use crate::cli::manifest::{MANIFEST, Manifest};
use crate::cli::output;
use crate::cli::session::{Session, portable};
use crate::cli::terminal::on_one_line;
use crate::error::Result;

/// `retell verify`: a line for each file that is not as it was; files beside the run's own are named, not blamed.
pub(crate) fn run(session: &mut Session, args: &VerifyArgs) -> Result<Exit> {
    if output::IndexFolder::is_there(&args.dir) {
        let mut index = super::index::open(&args.dir)?;
        index.check()?;
        let articles = index.manifest().articles();
        let listed: Vec<String> = index.manifest().files().collect();
        let own = |name: &Path| {
            let name = name.to_string_lossy();
            output::IndexFolder::OWN.contains(&&*name) || listed.iter().any(|listed| *listed == name)
        };
        for name in output::files_below(&args.dir)?.iter().filter(|name| !own(name)) {
            session.console.note(&format!("not of this index: {}", portable(name)));
        }
        if args.said.is_json() {
            let document = Answer::new("verify").with("folder", &portable(&args.dir))?;
            document.with("intact", &true)?.with("articles", &articles)?.print()?;
            return Ok(Exit::Done);
        }
        output::stdout(
            format!("the {articles} articles of the index are as they were written\n").as_bytes(),
        )?;
        return Ok(Exit::Done);
    }
    let manifest = Manifest::read(&args.dir.join(MANIFEST))?;
    let check = manifest.check(&args.dir)?;
    let intact = check.changed.is_empty() && check.missing.is_empty();
    if args.said.is_json() {
        Answer::new("verify")
            .with("folder", &portable(&args.dir))?
            .with("intact", &intact)?
            .with("files", &manifest.outputs.len())?
            .with("changed", &check.changed)?
            .with("missing", &check.missing)?
            .with("foreign", &check.foreign)?
            .print()?;
        return Ok(if intact { Exit::Done } else { Exit::Failed });
    }
    let lines = |word: &str, names: &[String]| -> String {
        names.iter().map(|name| format!("{word} {}\n", on_one_line(name))).collect()
    };
    for name in &check.foreign {
        session.console.note(&format!("not of this run: {name}"));
    }
    let broken = lines("changed", &check.changed) + &lines("missing", &check.missing);
    if intact {
        output::stdout(format!("{} files are as the run left them\n", manifest.outputs.len()).as_bytes())?;
        return Ok(Exit::Done);
    }
    output::stdout(broken.as_bytes())?;
    Ok(Exit::Failed)
}
