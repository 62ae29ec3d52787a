//! The figures as a run makes them: from the results' own types.

use super::super::*;
use crate::corpus::{Corpus, Span};
use crate::reuse::{ArticleReuse, Passage, PassageKind, Reuse, Score, Tier};
use crate::themes::{Label, Method, ParagraphTheme, ThemeTerm, Themes};
use crate::{Analysis, Config};

const WIRE: &str =
    "Ten ships left the old harbour on Monday morning after a long strike.\nThe mayor spoke of relief.";
const DAILY: &str =
    "Été: ten ships left the old harbour on Monday morning.\nBakers baked more bread than ever before.";

fn corpus() -> Corpus {
    Corpus::from_texts([("wire", WIRE), ("daily", DAILY), ("note", "Rain.")]).unwrap()
}

fn reuse() -> Reuse {
    let stretch = |text: &str| {
        let start = text.to_lowercase().find("ten ships").unwrap();
        Span::new(start, text.find("morning").unwrap() + "morning".len())
    };
    let passage = |target, target_span, source, source_span| Passage {
        target,
        target_span,
        source,
        source_span,
        tier: Tier::Copied,
        kind: PassageKind::SourceToSource,
        identity: 1.0,
        tokens: 8,
        quoted: 0.0,
        reason: crate::reuse::Reason::default(),
        runs: Vec::new(),
        weight: 8.0,
        outlets: 2,
        p_value: None,
        fdr: None,
    };
    let score = |target, source, eligible_tokens| Score {
        target,
        source,
        eligible_tokens,
        reused_tokens: 8,
        copied_tokens: 8,
        passages: 1,
        longest_passage: 8,
        ..Score::default()
    };
    let article = |eligible_tokens, reused_tokens| ArticleReuse {
        eligible_tokens,
        reused_tokens,
        ..ArticleReuse::default()
    };
    Reuse {
        passages: vec![
            passage(0, stretch(WIRE), 1, stretch(DAILY)),
            passage(1, stretch(DAILY), 0, stretch(WIRE)),
        ],
        scores: vec![score(0, 1, 20), score(1, 0, 16)],
        articles: vec![article(20, 8), article(16, 8), article(1, 0)],
        background: None,
    }
}

fn themes() -> Themes {
    let labels = [Label::Theme(0), Label::Other, Label::Theme(0), Label::Theme(1), Label::Boilerplate];
    let places = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0)];
    Themes {
        names: vec!["harbour".to_owned(), "bread".to_owned()],
        colours: vec![Some("#123456".to_owned()), Some("blue".to_owned())],
        method: Method::Lexicon,
        paragraphs: labels
            .into_iter()
            .zip(places)
            .map(|(label, (document, paragraph))| ParagraphTheme {
                document,
                paragraph,
                label,
                scores: vec![0.5, 0.5],
                lexicon: vec![0.5, 0.5],
                latent: Vec::new(),
                uncertain: false,
                nearest: Some(0),
                tags: Vec::new(),
                margin: 0.0,
                evidence: Vec::new(),
            })
            .collect(),
        terms: vec![ThemeTerm { theme: 1, term: "baked".to_owned(), weight: 0.3 }],
        seeds: Vec::new(),
        map: vec![Some((0.0, 0.1)), Some((0.3, 0.2)), Some((0.1, 0.1)), Some((0.9, 0.4)), None],
        warnings: Vec::new(),
    }
}

fn analysis() -> Analysis {
    let mut analysis = Analysis::of(corpus(), &Config::default(), |_| {}).unwrap();
    analysis.reuse = reuse();
    analysis.themes = themes();
    analysis
}

#[test]
fn a_run_has_the_figures_that_have_something_to_show() {
    let figures = figures(&analysis(), &Style::default()).unwrap();
    let names: Vec<&str> = figures.drawn.iter().map(|figure| figure.name).collect();
    let expected = "similarity similarity_histogram reuse reuse_strips network themes_by_article theme_strips theme_terms";
    assert_eq!(names.join(" "), expected);
    let left_out: Vec<String> =
        figures.left_out.iter().map(|left_out| format!("{}: {}", left_out.name, left_out.reason)).collect();
    assert_eq!(
        left_out,
        [
            "timeline: No article has a date.",
            "paragraph_map: Fewer than 8 paragraphs make no map.",
            "themes_by_source: No article names its source.",
            "themes_over_time: No article has a date that tells the periods apart.",
            "seed_coverage: No theme has seed words.",
        ]
    );
}

#[test]
fn threads_change_no_byte() {
    let analysis = analysis();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let figures = figures(&analysis, &Style::print()).unwrap();
            let pngs = figures.pngs(PrintSize::default()).unwrap();
            (figures, pngs)
        })
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn figures_show_the_results() {
    let figures = figures(&analysis(), &Style::default()).unwrap().drawn;
    let svg = |name: &str| &figures.iter().find(|figure| figure.name == name).unwrap().svg;
    let says = |name: &str, word: &str| svg(name).contains(&format!(">\n{word}\n</text>"));
    assert!(says("reuse", "50%") && says("reuse", "40%") && says("reuse", "n/a"));
    // Without dates the greater share is told, as in the summary.
    assert!(says("reuse", "daily has 50% of its words in common with wire."));
    assert!(says("network", "50%") && says("network", "the dates do not say who was first"));
    assert!(
        says("reuse_strips", "60% new") && says("reuse_strips", "50% new") && says("reuse_strips", "n/a")
    );
    // The user's colour where it is one; the palette's where it is none.
    assert!(svg("theme_strips").contains("#123456") && svg("theme_strips").contains("#56B4E9"));
    assert!(says("theme_terms", "baked") && says("theme_terms", "No term is typical of harbour."));
    assert!(says("themes_by_article", "no text of its own"));
}

#[test]
fn a_map_shows_the_paragraphs_that_have_a_place() {
    let mut analysis = analysis();
    let Themes { paragraphs, map, .. } = &mut analysis.themes;
    *paragraphs = [&paragraphs[..], &paragraphs[..]].concat();
    *map = [&map[..], &map[..]].concat();
    let figures = figures(&analysis, &Style::default()).unwrap().drawn;
    let map = &figures.iter().find(|figure| figure.name == "paragraph_map").unwrap().svg;
    assert!(map.contains(">\nharbour 4\n<") && map.contains(">\nother 2\n<"));
}

#[test]
fn places_in_a_strip_are_characters_of_the_text() {
    let strip = figures::strip(&corpus()[1], 1, &reuse());
    assert_eq!(strip.length, DAILY.chars().count());
    // "Été: " is five characters and seven bytes.
    assert_eq!(strip.passages, [StripPassage { start: 5, end: 53, source: 0, taken: Taken::Copied }]);
    assert_eq!(strip.novelty, Some(0.5));
}
