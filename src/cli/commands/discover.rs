//! `retell themes --discover`: themes without seed words.

use std::io::Write as _;
use std::path::Path;

use crate::analyze::{Analyzer, Tokens};
use crate::cli::args::{DiscoveryArgs, DiscoveryTable, GroupingArg, HowMany, UnitArg};
use crate::cli::output;
use crate::cli::session::Session;
use crate::cli::settings::Settings;
use crate::corpus::{Corpus, read};
use crate::error::{Error, Result};
use crate::table::{self, DataFrame};
use crate::themes::{Discovery, Grouping, KnownThemes, OverTime, Themes};
use crate::vectorize::Unit;

/// Finds themes, tells how far to trust them, and keeps their names where that is asked for.
pub(crate) fn find(
    session: &mut Session,
    settings: &Settings,
    corpus: &Corpus,
    how_many: HowMany,
    args: &DiscoveryArgs,
) -> Result<Discovery> {
    // Before the work, so that nothing is found only to be lost.
    let kept = args.save_discovered.as_deref().map(|path| Ok((path, text_of(path)?))).transpose()?;
    let known = known(session, settings.themes.as_deref(), args)?;
    let analyzer = settings.analyzer()?;
    session.console.stage("finding words");
    let tokens = analyzer.tokenize(corpus);
    let params = match how_many {
        HowMany::Given(k) => Discovery::params(k),
        HowMany::Auto => Discovery::auto(),
    };
    let params = params.seed(settings.seed).known(known).unit(match args.unit {
        UnitArg::Paragraph => Unit::Paragraph,
        UnitArg::Article => Unit::Document,
    });
    let params = params.grouping(match args.grouping {
        GroupingArg::KMeans => Grouping::KMeans,
        GroupingArg::Mixture => Grouping::Mixture,
    });
    let params = if args.residual {
        params.left_over_by(&guided(session, settings, corpus, &analyzer, &tokens)?)
    } else {
        params
    };
    let found = params.fit_telling(corpus, &analyzer, &tokens, |step| session.console.stage(step.name()))?;
    session.console.end_stage();
    tell(session, &found, args);
    if let Some((path, text)) = kept {
        let text = found.known.put_into(&text);
        let written = output::beside(path, &session.scratch, |file| file.write_all(text.as_bytes()))?;
        written.put(&session.scratch)?;
    }
    Ok(found)
}

/// One table of what was found.
pub(crate) fn table(
    session: &Session,
    corpus: &Corpus,
    found: &Discovery,
    which: DiscoveryTable,
) -> Result<DataFrame> {
    match which {
        DiscoveryTable::Assignments => table::clusters(corpus, found),
        DiscoveryTable::Themes => table::discovered_themes(found),
        DiscoveryTable::OverTime => over_time(session, corpus, found),
        DiscoveryTable::Numbers => table::numbers_of_themes(found),
    }
}

/// A themes file that may not be there yet.
fn text_of(path: &Path) -> Result<String> {
    match read::text(path) {
        Err(Error::Read { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(Error::NoText { .. }) => Ok(String::new()),
        text => {
            let text = text?;
            KnownThemes::from_toml(&text, path)?;
            Ok(text)
        }
    }
}

fn known(session: &Session, path: Option<&Path>, args: &DiscoveryArgs) -> Result<KnownThemes> {
    let Some(path) = path else { return Ok(KnownThemes::default()) };
    let known = KnownThemes::from_toml(&read::text(path)?, path)?;
    if known.themes.is_empty() && !args.residual {
        session.console.warn(&format!(
            "{} has no [[discovered]] entry, and its themes have a part in discovery only with --residual",
            path.display()
        ));
    }
    Ok(known)
}

fn guided(
    session: &mut Session,
    settings: &Settings,
    corpus: &Corpus,
    analyzer: &Analyzer,
    tokens: &Tokens,
) -> Result<Themes> {
    let set = session.themes(settings.themes.as_deref())?;
    session.console.stage("assigning themes");
    Themes::params(set).seed(settings.seed).fit(corpus, analyzer, tokens)
}

fn tell(session: &Session, found: &Discovery, args: &DiscoveryArgs) {
    for warning in &found.warnings {
        session.console.warn(warning);
    }
    let unit = match args.unit {
        UnitArg::Paragraph => "paragraphs",
        UnitArg::Article => "articles",
    };
    let repeated = found.repeats.iter().enumerate().filter(|(row, first)| row != *first).count();
    session.console.note(&format!(
        "{} groups of {} {unit}, of which {repeated} repeat another; agreement over {} seeds {:.2}, over halves {:.2} \
         (adjusted Rand index, 1 is the same every time)",
        found.clusters.len(),
        found.rows.len(),
        Discovery::SEEDS,
        found.stability,
        found.replication,
    ));
    for cluster in &found.clusters {
        session.console.note(&format!(
            "  {}: {} {unit}, over seeds {:.2}, over halves {:.2}",
            cluster.name, cluster.size, cluster.stability, cluster.replication
        ));
    }
}

fn over_time(session: &Session, corpus: &Corpus, found: &Discovery) -> Result<DataFrame> {
    let counted = OverTime::of(corpus, found.by_document(), found.clusters.len());
    if counted.periods.is_empty() {
        session.console.warn("no article has a date, so that nothing can be told over time");
    } else if counted.undated > 0 {
        session.console.warn(&format!("{} rows have no date that is exact enough", counted.undated));
    }
    let names: Vec<&str> = found.clusters.iter().map(|cluster| cluster.name.as_str()).collect();
    table::over_time(&counted, &names)
}
