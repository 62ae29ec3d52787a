use proptest::prelude::*;

use super::*;
use crate::corpus::{Document, Mask, Metadata, Paragraph, ParagraphKind, Span};
use crate::themes::Theme;
use crate::themes::calibration;

fn set(themes: &[(&str, &[&str])]) -> ThemeSet {
    let theme = |&(name, seeds): &(&str, &[&str])| Theme {
        name: name.to_owned(),
        seeds: seeds.iter().map(|seed| (*seed).to_owned()).collect(),
        ..Theme::default()
    };
    ThemeSet::new(themes.iter().map(theme).collect()).unwrap()
}

fn two() -> ThemeSet {
    set(&[("energy", &["oil", "natural gas", "coal"]), ("music", &["choir", "hymn*"])])
}

fn fit(set: ThemeSet, texts: &[&str]) -> Themes {
    let corpus =
        Corpus::from_texts(texts.iter().enumerate().map(|(i, text)| (i.to_string(), *text))).unwrap();
    let analyzer = Analyzer::english();
    Themes::params(set).fit(&corpus, &analyzer, &analyzer.tokenize(&corpus)).unwrap()
}

fn labels(themes: &Themes) -> Vec<&str> {
    themes.paragraphs.iter().map(|entry| themes.label_name(entry.label)).collect()
}

#[test]
fn tags_are_the_theme_and_what_the_words_themselves_speak_of() {
    let texts = sixty();
    let themes = fit(two(), &texts.iter().map(String::as_str).collect::<Vec<_>>());
    let mut by_company = 0;
    for entry in &themes.paragraphs {
        for theme in 0..2 {
            let is_spoken_of = entry.lexicon[theme] >= ThemesParams::TAG;
            let leads = entry.label == Label::Theme(theme);
            assert_eq!(entry.tags.contains(&theme), is_spoken_of || leads, "{entry:?}");
            by_company += usize::from(!is_spoken_of && entry.scores[theme] >= ThemesParams::TAG);
        }
    }
    assert!(by_company > 0, "no paragraph tells the two rules apart");
}

/// Sixty short paragraphs: twenty of energy, twenty of music, of which some hold no seed, and twenty of cooking.
fn sixty() -> Vec<String> {
    let energy =
        ["oil barrels shipped", "coal mine barrels", "refinery barrels shipped mine", "oil refinery"];
    let music =
        ["choir concert tonight", "hymns concert organ", "organ tonight concert", "choir organ tonight"];
    let cooking = ["flour butter oven", "butter sugar bowl", "oven bowl flour", "sugar flour whisk"];
    let mut texts = Vec::new();
    for round in 0..5 {
        for subject in [&energy, &music, &cooking] {
            for text in subject {
                texts.push(format!("{text} item{round} note{}", texts.len() % 7));
            }
        }
    }
    texts
}

#[test]
fn few_paragraphs_are_labelled_by_their_seeds() {
    let themes = fit(two(), &["Oil and natural gas rose.\nThe choir sang hymns.\nIt rained."]);
    assert_eq!(themes.method, Method::Lexicon);
    assert_eq!(labels(&themes), ["energy", "music", "other"]);
    assert_eq!(themes.paragraphs[0].evidence, ["Oil", "natural gas"]);
    assert_eq!(themes.paragraphs[1].evidence, ["choir", "hymns"]);
    assert_eq!((themes.paragraphs[0].tags.as_slice(), themes.paragraphs[2].tags.len()), ([0].as_slice(), 0));
    // Two seeds of one paragraph each weigh 1 + 1 over the root of 12 words.
    let sum = 2.0 / 12.0_f64.sqrt();
    let strength = sum / (sum + 0.2);
    let expected = calibration::verdict(calibration::Evidence { strength, live: 2, nearness: None });
    assert!((themes.paragraphs[0].scores[0] - expected.score).abs() < 1e-12);
    assert!(
        (themes.paragraphs[0].lexicon.as_slice(), themes.paragraphs[0].latent.len())
            == (&[expected.score, 0.0], 0)
    );
    assert_eq!((themes.paragraphs[0].nearest, themes.paragraphs[2].nearest), (Some(0), None));
    assert_eq!(themes.paragraphs[0].margin, themes.paragraphs[0].scores[0]);
    assert_eq!(themes.paragraphs[2].scores, [0.0, 0.0]);
}

#[test]
fn seeds_are_counted_and_dead_ones_named() {
    let themes = fit(two(), &["Oil.\nOil and coal.", "Coal, coal."]);
    let counted: Vec<(&str, usize, usize)> =
        themes.seeds.iter().map(|seed| (seed.seed.as_str(), seed.paragraphs, seed.articles)).collect();
    assert_eq!(
        counted,
        [("oil", 2, 1), ("natural gas", 0, 0), ("coal", 2, 2), ("choir", 0, 0), ("hymn*", 0, 0)]
    );
    assert_eq!(
        themes.warnings,
        [
            "1 of 3 seeds of the theme \"energy\" stand nowhere in the text: natural gas",
            "no seed of the theme \"music\" stands in the text"
        ]
    );
}

#[test]
fn a_tie_goes_to_the_first_theme_and_has_no_margin() {
    let themes = fit(set(&[("b", &["choir"]), ("a", &["oil"])]), &["choir oil"]);
    assert_eq!(labels(&themes), ["b"]);
    assert_eq!((themes.paragraphs[0].margin, themes.paragraphs[0].tags.as_slice()), (0.0, [0, 1].as_slice()));
}

#[test]
fn masked_paragraphs_are_boilerplate() {
    let text = "Oil rose.\nOil follows us.";
    let part = |start, end, kind| Paragraph { span: Span::new(start, end), kind };
    let paragraphs = vec![
        part(0, 9, ParagraphKind::Body),
        part(10, text.len(), ParagraphKind::Boilerplate(Mask::Subscribe)),
    ];
    let document = Document::with_paragraphs("x", text, Metadata::default(), paragraphs);
    let corpus = Corpus::new(vec![document]).unwrap();
    let analyzer = Analyzer::english();
    let themes = Themes::params(two()).fit(&corpus, &analyzer, &analyzer.tokenize(&corpus)).unwrap();
    assert_eq!(labels(&themes), ["energy", "boilerplate"]);
    assert_eq!(themes.paragraphs[1].scores, [0.0, 0.0]);
    assert_eq!((themes.map[0], themes.map[1]), (Some((0.0, 0.0)), None));
    assert_eq!(themes.seeds[0].paragraphs, 1, "a masked seed is not counted");
}

#[test]
fn nothing_to_read_is_a_result_without_themes() {
    for texts in [vec![], vec![""], vec!["   \n  "]] {
        let themes = fit(two(), &texts);
        assert_eq!((themes.paragraphs.len(), themes.map.len(), themes.terms.len()), (0, 0, 0));
        assert_eq!(themes.warnings.len(), 2, "no seed of either theme stands in the text");
    }
    let themes = fit(two(), &["the\nof the\n!"]);
    assert_eq!(labels(&themes), ["other", "other", "boilerplate"], "a line of marks alone is masked");
    assert_eq!(themes.map, [Some((0.0, 0.0)), Some((0.0, 0.0)), None]);
}

#[test]
fn one_two_and_identical_paragraphs_have_places() {
    assert_eq!(fit(two(), &["oil"]).map, [Some((0.0, 0.0))]);
    assert_eq!(fit(two(), &["oil rose", "oil rose"]).map, [Some((0.0, 0.0)); 2]);
    let map = fit(two(), &["oil", "choir"]).map;
    let (a, b) = (map[0].unwrap(), map[1].unwrap());
    assert!((a.0 + b.0).abs() < 1e-12 && (a.0 - b.0).abs() > 1.0, "{a:?} {b:?}");
    assert!(
        fit(two(), &["oil", "choir", "coal oil"])
            .map
            .iter()
            .flatten()
            .all(|at| at.0.is_finite() && at.1.is_finite())
    );
}

#[test]
fn from_fifty_paragraphs_on_words_beside_the_seeds_speak_too() {
    let texts = sixty();
    let themes = fit(two(), &texts.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(matches!(themes.method, Method::Lsa { dimensions: 2..=23 }), "{:?}", themes.method);
    for (at, entry) in themes.paragraphs.iter().enumerate() {
        let likely: Vec<usize> = (0..2).filter(|&theme| entry.scores[theme] > 0.5).collect();
        assert_eq!(likely, [vec![0], vec![1], vec![]][at / 4 % 3], "{:?}", texts[at]);
        assert!(
            [["energy", "music", "other"][at / 4 % 3], "other"].contains(&themes.label_name(entry.label))
        );
    }
    // "refinery barrels shipped mine" holds no seed: the words it shares with the others are the evidence.
    assert_eq!(texts[2], "refinery barrels shipped mine item0 note2");
    assert!(
        themes.paragraphs[2].evidence.contains(&"barrels".to_owned()),
        "{:?}",
        themes.paragraphs[2].evidence
    );
    let first = |theme| themes.terms.iter().find(|term| term.theme == theme).unwrap().term.as_str();
    assert_eq!((first(0), first(1)), ("barrels", "concert"));
}

#[test]
fn layers_that_differ_make_a_paragraph_uncertain() {
    let mut texts = sixty();
    // A seed of energy among the words of music, and all else as the others have it.
    texts[4] = "oil choir concert tonight organ hymns".to_owned();
    texts[5] = "oil concert tonight organ".to_owned();
    let themes = fit(two(), &texts.iter().map(String::as_str).collect::<Vec<_>>());
    let entry = &themes.paragraphs[5];
    assert!(entry.uncertain, "{entry:?}");
    assert!(entry.lexicon[0] > entry.lexicon[1] && entry.latent[1] > entry.latent[0]);
    let sure = &themes.paragraphs[0];
    assert!(!sure.uncertain, "{sure:?}");
    assert!(themes.paragraphs.iter().filter(|entry| entry.uncertain).count() < 20);
}

#[test]
fn one_word_is_enough_where_the_corpus_says_what_stands_beside_it() {
    let texts = sixty();
    let themes = fit(set(&[("energy", &["oil"])]), &texts.iter().map(String::as_str).collect::<Vec<_>>());
    let energy = |at: usize| (at / 4).is_multiple_of(3);
    let found = themes.paragraphs.iter().enumerate();
    let right = found.filter(|&(at, entry)| (entry.scores[0] > 0.5) == energy(at)).count();
    // Half of the paragraphs on energy hold the word; by it alone 50 would be right.
    assert!(right > 50, "{right} of 60");
}

#[test]
fn fewer_than_fifty_with_terms_keep_to_the_lexicon() {
    let mut texts = sixty();
    texts.truncate(49);
    texts.extend(["the", "of", "and"].map(str::to_owned));
    let themes = fit(two(), &texts.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(themes.method, Method::Lexicon);
}

#[test]
fn no_seed_at_all_leaves_all_to_other() {
    let texts = sixty();
    let themes = fit(set(&[("space", &["rocket"])]), &texts.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(themes.method, Method::Lexicon);
    assert!(themes.paragraphs.iter().all(|entry| entry.label == Label::Other && entry.scores == [0.0]));
    assert_eq!(themes.warnings, ["no seed of the theme \"space\" stands in the text"]);
}

#[test]
fn more_dimensions_than_paragraphs_and_fewer_than_one() {
    let corpus = Corpus::from_texts([("x", "oil\nchoir")]).unwrap();
    let analyzer = Analyzer::english();
    let tokens = analyzer.tokenize(&corpus);
    assert!(Themes::params(two()).dimensions(500).fit(&corpus, &analyzer, &tokens).is_ok());
    let none = Themes::params(two()).dimensions(0).fit(&corpus, &analyzer, &tokens);
    assert!(matches!(none, Err(Error::Parameter { name: "dimensions", .. })));
}

#[test]
fn tokens_of_another_corpus_are_refused() {
    let corpus = |text: &str, n: usize| Corpus::from_texts((0..n).map(|id| (id.to_string(), text))).unwrap();
    let analyzer = Analyzer::english();
    let other = analyzer.tokenize(&corpus("oil", 2));
    let refused = Themes::params(two()).fit(&corpus("oil", 1), &analyzer, &other);
    assert!(matches!(refused, Err(Error::Parameter { .. })));
}

#[test]
fn threads_change_nothing() {
    let texts = sixty();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let expected = fit(two(), &texts);
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(pool.install(|| fit(two(), &texts)), expected);
    }
}

#[test]
fn the_order_of_the_articles_changes_no_label() {
    let texts = sixty();
    let forward: Vec<&str> = texts.iter().map(String::as_str).collect();
    let backward: Vec<&str> = forward.iter().rev().copied().collect();
    let (a, b) = (fit(two(), &forward), fit(two(), &backward));
    let mut reversed = labels(&b);
    reversed.reverse();
    assert_eq!(labels(&a), reversed);
    for (a, b) in a.paragraphs.iter().zip(b.paragraphs.iter().rev()) {
        for (a, b) in a.scores.iter().zip(&b.scores) {
            assert!((a - b).abs() < 1e-6, "{a} {b}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_gives_scores_from_0_to_1(texts in prop::collection::vec("(oil|coal|choir|hymns|the|é|\\PC|[ \n]){0,20}", 0..8)) {
        let themes = fit(two(), &texts.iter().map(String::as_str).collect::<Vec<_>>());
        prop_assert_eq!(themes.paragraphs.len(), themes.map.len());
        for entry in &themes.paragraphs {
            prop_assert!(entry.scores.iter().all(|score| (0.0..=1.0).contains(score)));
            prop_assert!((0.0..=1.0).contains(&entry.margin));
            if let Label::Theme(theme) = entry.label {
                prop_assert_eq!(entry.tags.first(), Some(&theme));
                prop_assert!(!entry.evidence.is_empty());
            }
        }
    }
}
