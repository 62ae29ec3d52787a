//! What holds of the page without a browser.

use super::look::{channels, luminance};
use super::{Picture, Spot, html, template};
use crate::analysis::{Analysis, Config};
use crate::corpus::{Corpus, Document, Metadata};
use crate::report::findings;

const WORDS: &str = "the ministry raised the gas price for every household in the country on Monday morning after a long debate";

fn analysis(articles: impl IntoIterator<Item = (String, String)>) -> Analysis {
    Analysis::of(Corpus::from_texts(articles).unwrap(), &Config::default(), |_| {}).unwrap()
}

fn page(analysis: &Analysis) -> String {
    html(analysis, &findings(analysis), &[]).unwrap()
}

/// Colours by name, for light pages and for dark ones.
fn colours() -> Vec<(String, [String; 2])> {
    let sheet = template::STYLE.iter().find(|(name, _)| *name == "colours.css").unwrap().1;
    let pair = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(")?;
        let (light, dark) = value.strip_suffix(");")?.split_once(", ")?;
        Some((name.to_owned(), [light.to_owned(), dark.to_owned()]))
    };
    sheet.lines().filter_map(pair).collect()
}

#[test]
fn ink_has_contrast_on_everything_it_stands_on() {
    let colours = colours();
    let of = |name: &str| &colours.iter().find(|colour| colour.0 == name).unwrap().1;
    let mut on: Vec<(String, &str)> = Vec::new();
    for ink in ["ink", "soft", "link"] {
        on.extend(["paper", "raised"].map(|paper| (ink.to_owned(), paper)));
    }
    for tint in ["copied", "rewritten", "quoted", "wire", "slight"] {
        on.push(("ink".to_owned(), tint));
        on.push((if tint == "slight" { "slight-line".to_owned() } else { format!("{tint}-line") }, "paper"));
    }
    on.extend(["h1", "h2", "h3", "h4", "h5", "h6"].map(|shade| ("on-low".to_owned(), shade)));
    on.extend(["h7", "h8", "h9", "h10"].map(|shade| ("on-high".to_owned(), shade)));
    on.push(("soft".to_owned(), "slight"));
    on.push(("on-other".to_owned(), "other"));
    for (ink, paper) in on {
        for scheme in 0..2 {
            let of = |name: &str| luminance(channels(&of(name)[scheme]).unwrap());
            let (ink_at, paper_at) = (of(&ink), of(paper));
            let contrast = (ink_at.max(paper_at) + 0.05) / (ink_at.min(paper_at) + 0.05);
            assert!(contrast >= 4.5, "{ink} on {paper}, {}: {contrast:.2}", ["light", "dark"][scheme]);
        }
    }
}

#[test]
fn a_page_of_one_article_or_of_two_that_share_nothing_has_no_pairs() {
    let one = analysis([("a".to_owned(), WORDS.to_owned())]);
    let two = analysis([
        ("a".to_owned(), WORDS.to_owned()),
        ("b".to_owned(), "Cranes fell into the old harbour basin.".to_owned()),
    ]);
    for analysis in [one, two] {
        let page = page(&analysis);
        assert!(
            !page.contains("class=\"pair\"")
                && !page.contains("id=\"matrix\"")
                && !page.contains("href=\"#pairs\"")
        );
        assert!(page.contains(WORDS));
    }
}

#[test]
fn five_long_articles_stay_below_a_megabyte() {
    let filler = |row: usize| {
        (0..1200).map(|at| format!("word{}", at * 7 + row * 90_000)).collect::<Vec<_>>().join(" ")
    };
    let articles = (0..5).map(|row| (format!("a{row}"), format!("{WORDS}. {}.\n\n{WORDS}.", filler(row))));
    let page = page(&analysis(articles));
    assert!(page.contains("id=\"pair-4-5\""));
    assert!(page.len() < 1_000_000, "{} bytes", page.len());
}

#[test]
fn of_many_articles_the_page_shows_what_shares_most_and_says_so() {
    let filler =
        |row: usize| (0..120).map(|at| format!("w{}", at * 7 + row * 90_000)).collect::<Vec<_>>().join(" ");
    let articles = (0..70).map(|row| {
        (format!("a{row}"), format!("{}.\n\n{WORDS} {row}.\n\n{}.", filler(row), filler(row + 100)))
    });
    let analysis = analysis(articles);
    let page = page(&analysis);
    assert!(page.contains("These are the 40 of 70 articles that share most"));
    assert!(page.contains("pairs stand side by side with the paragraphs that hold a passage only"));
    assert!(page.contains("… 120 words …") && page.len() < 12_000_000, "{} bytes", page.len());
}

#[test]
fn names_texts_and_figures_cannot_start_markup() {
    let nasty = "\"><img src=x onerror=alert(1)>'</script>{{ page.n }}";
    let metadata = || Metadata { title: Some(nasty.to_owned()), source: Some(nasty.to_owned()), date: None };
    let article =
        |id: &str| Document::with_metadata(format!("{id}{nasty}"), format!("{WORDS} {nasty}"), metadata());
    let corpus = Corpus::new(vec![article("a"), article("b")]).unwrap();
    let analysis = Analysis::of(corpus, &Config::default(), |_| {}).unwrap();
    let picture = Picture {
        name: "similarity".to_owned(),
        title: nasty.to_owned(),
        svg: "<?xml version=\"1.0\"?><svg></svg>".to_owned(),
        size: (100.0, 50.0),
        spots: vec![Spot { articles: (1, 0), at: (2.0, 3.0), size: (10.0, 5.0) }],
        alt: nasty.to_owned(),
        columns: vec![nasty.to_owned()],
        rows: vec![vec![nasty.to_owned()]],
        ..Picture::default()
    };
    let page = html(&analysis, &findings(&analysis), &[picture]).unwrap();
    assert!(!page.contains("<img") && !page.contains("<?xml"));
    assert_eq!(page.matches("</script>").count(), 1);
    assert!(page.contains("<a href=\"#pair-2-1\" tabindex=\"-1\"><rect x=\"2.0\""));
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;") && page.contains("{{ page.n }}"));
}
