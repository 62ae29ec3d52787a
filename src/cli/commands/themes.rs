//! `retell themes`: each paragraph's theme.

use crate::cli::args::{ThemesArgs, ThemesFormat};
use crate::cli::diagnostic::Exit;
use crate::cli::output;
use crate::cli::session::{Session, done};
use crate::error::Result;
use crate::table;
use crate::themes;
use crate::vectorize::Unit;

/// `retell themes`.
pub(crate) fn run(session: &mut Session, args: &ThemesArgs) -> Result<Exit> {
    let settings = session.settings(&args.settings)?;
    let analyzer = settings.analyzer()?;
    let set = session.themes(settings.themes.as_deref())?;
    let reading = session.read(&args.input.inputs, &args.input.reading)?;
    session.console.stage("assigning themes", 0);
    let tokens = analyzer.tokenize(&reading.corpus);
    let counts = settings.counts()?.unit(Unit::Paragraph).fit_transform(&reading.corpus)?.1;
    let themes = match args.discover {
        Some(k) => themes::discover(&reading.corpus, &tokens, &counts, k, settings.seed)?,
        None => themes::assign(&reading.corpus, &tokens, &counts, &set, settings.seed)?,
    };
    session.console.end_stage();
    for warning in &themes.warnings {
        session.console.warn(warning);
    }
    let frame = table::paragraphs(&reading.corpus, &themes)?;
    output::stdout(&match args.format {
        ThemesFormat::Csv => table::csv(frame)?,
        ThemesFormat::Jsonl => table::jsonl(frame)?,
    })?;
    Ok(done(reading.skipped.len()))
}
