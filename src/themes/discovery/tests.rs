use super::*;
use crate::themes::ThemeSet;

fn discover(text: &str, k: usize) -> Result<Discovery> {
    fit(text, Discovery::params(k))
}

fn fit(text: &str, params: DiscoveryParams) -> Result<Discovery> {
    let corpus = Corpus::from_texts([("x", text)]).unwrap();
    let analyzer = Analyzer::english();
    params.fit(&corpus, &analyzer, &analyzer.tokenize(&corpus))
}

/// Paragraphs of twelve words, of `n_fields` vocabularies of thirty words each.
fn lines(n: usize, n_fields: usize) -> String {
    mixed_lines(n, n_fields, 30, 10)
}

/// Paragraphs of twelve words, of which `of_ten` in ten are of one of `n_fields` vocabularies and the others of one that
/// all share; each vocabulary has `n_words`, all equally frequent.
fn mixed_lines(n: usize, n_fields: usize, n_words: usize, of_ten: usize) -> String {
    let mut state = 11u64;
    let mut below = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let mut word = |row: usize| {
        if of_ten == 10 || below(10) < of_ten {
            format!("field{}word{} ", row % n_fields, below(n_words))
        } else {
            format!("shared{} ", below(n_words))
        }
    };
    (0..n).map(|row| (0..12).map(|_| word(row)).collect::<String>() + "\n\n").collect()
}

#[test]
fn k_must_fit_the_rows() {
    for (text, k) in [("oil\ngas", 0), ("oil\ngas", 3), ("", 1), ("the\nof", 1)] {
        assert!(
            matches!(discover(text, k), Err(Error::Parameter { name: "n_clusters", .. })),
            "{text:?} {k}"
        );
    }
    assert_eq!(
        discover("oil\ngas", 3).unwrap_err().to_string(),
        "n_clusters is 3, expected a number from 1 to the 2 rows that have terms"
    );
    for text in ["", "the\nof"] {
        assert!(matches!(fit(text, Discovery::auto()), Err(Error::NothingToAnalyse { .. })), "{text:?}");
    }
}

#[test]
fn largest_first_and_named_by_terms() {
    let text = "oil gas oil\noil gas\ngas oil gas coal\nchoir hymn\nhymn choir";
    let found = discover(text, 2).unwrap();
    assert_eq!(found.labels, [Some(0), Some(0), Some(0), Some(1), Some(1)]);
    assert_eq!((found.clusters[0].size, found.clusters[0].distinct), (3, 2));
    assert_eq!(found.clusters[1].name, "choir, hymn");
    assert_eq!(found.repeats, [0, 0, 2, 3, 3]);
    assert_eq!((found.stability, found.warnings.len()), (1.0, 0), "{:?}", found.warnings);
    assert_eq!((found.tree.len(), found.map.len(), found.outliers.len()), (1, 5, 5));
}

#[test]
fn a_row_without_terms_has_no_cluster() {
    let found = discover("oil gas\nthe\nchoir hymn", 1).unwrap();
    assert_eq!(found.labels, [Some(0), None, Some(0)]);
    assert_eq!((found.clusters.len(), found.tree.len()), (1, 0));
}

#[test]
fn identical_rows_are_one_cluster_and_it_says_so() {
    let found = discover("oil gas\noil gas\noil gas", 2).unwrap();
    assert_eq!((found.clusters.len(), found.labels), (1, vec![Some(0); 3]));
    assert_eq!(found.warnings, ["too few rows differ: 1 of 2 clusters have one"]);
}

#[test]
fn repeated_text_makes_no_theme() {
    // Two fields, and one text that forty articles carry with a word changed.
    let letter = "sign weekly letter quiet gardens mild recipes sturdy boots long walks slow trains maps";
    let fields = lines(60, 2);
    let texts = fields.lines().filter(|line| !line.is_empty()).map(str::to_owned);
    let texts = texts.chain((0..40).map(|at| format!("{letter} edition{at}")));
    let corpus = Corpus::from_texts(texts.enumerate().map(|(at, text)| (at.to_string(), text))).unwrap();
    let analyzer = Analyzer::english();
    let found = Discovery::params(3).fit(&corpus, &analyzer, &analyzer.tokenize(&corpus)).unwrap();
    assert_eq!(found.labels.len(), 100);
    assert!((61..100).all(|row| found.repeats[row] == 60 && found.labels[row] == found.labels[60]));
    assert!((0..61).all(|row| found.repeats[row] == row));
    let theme = &found.clusters[found.labels[60].unwrap()];
    assert_eq!(theme.size - theme.distinct, 39, "{theme:?}");
}

#[test]
fn one_paragraph_and_no_dimension() {
    assert_eq!(discover("oil", 1).unwrap().labels, [Some(0)]);
    assert_eq!(fit("oil", Discovery::auto()).unwrap().labels, [Some(0)]);
    let none = fit("oil", Discovery::params(1).dimensions(0));
    assert!(matches!(none, Err(Error::Parameter { name: "dimensions", .. })));
    let more = fit("oil gas\nchoir hymn\ncoal", Discovery::params(2).dimensions(500)).unwrap();
    assert_eq!(more.dimensions, 3, "cut to the rank");
}

#[test]
fn the_number_of_fields_is_found_and_every_theme_is_stable() {
    let found = fit(&lines(200, 4), Discovery::auto()).unwrap();
    assert_eq!(found.clusters.len(), 4, "{:?}", found.tried);
    assert!(found.clusters.iter().all(Cluster::is_stable) && found.is_stable());
    assert!(found.stability > 0.99 && found.replication > 0.9, "{} {}", found.stability, found.replication);
    assert!(found.tried.len() >= 4 && found.warnings.is_empty(), "{:?}", found.warnings);
}

#[test]
fn noise_makes_no_theme_and_planted_themes_are_found() {
    // One vocabulary for all rows, so that whatever groups there are come of chance alone.
    for (n, words) in [(60, 30), (120, 30), (120, 300)] {
        for params in [Discovery::params(2), Discovery::params(5)] {
            let noise = fit(&mixed_lines(n, 1, words, 0), params).unwrap();
            assert!(!noise.is_stable(), "{n} rows of {words} words: {:?}", noise.clusters);
            let told = &noise.warnings[0];
            assert!(told.starts_with("no stable themes here (agreement "), "{told}");
        }
    }
    // The same rows, where six of ten words are of one of three fields.
    let planted = fit(&mixed_lines(120, 3, 30, 6), Discovery::params(3)).unwrap();
    assert!(planted.clusters.iter().all(Cluster::is_stable), "{:?}", planted.clusters);
    assert_eq!(planted.warnings, [""; 0]);
    let expected: Vec<usize> = (0..120).map(|row| row % 3).collect();
    let labels: Vec<usize> = planted.labels.iter().flatten().copied().collect();
    assert!(super::super::adjusted_rand_index(&labels, &expected) > 0.95);
}

#[test]
fn auto_tells_that_noise_has_no_theme() {
    let found = fit(&mixed_lines(60, 1, 30, 0), Discovery::auto()).unwrap();
    assert!(!found.is_stable() && found.warnings[0].starts_with("no stable themes here"), "{found:?}");
}

#[test]
fn what_does_not_come_again_is_told_so() {
    let mut found = discover("oil gas oil\noil gas\ngas oil gas coal\nchoir hymn\nhymn choir", 2).unwrap();
    found.clusters[0].stability = 0.3;
    let told = found.clone().warned(2, 2).warnings;
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("not stable, so hints rather than themes: \""), "{told:?}");
    found.clusters[1].replication = 0.3;
    let told = found.warned(2, 2);
    assert!(
        !told.is_stable() && told.warnings[0].starts_with("no stable themes here (agreement "),
        "{:?}",
        told.warnings
    );
}

#[test]
fn a_mixture_finds_fields_and_k_means_stands_in_where_it_cannot() {
    let found = fit(&lines(300, 3), Discovery::params(3).grouping(Grouping::Mixture)).unwrap();
    let expected: Vec<usize> = (0..300).map(|row| row % 3).collect();
    let labels: Vec<usize> = found.labels.iter().flatten().copied().collect();
    assert!(super::super::adjusted_rand_index(&labels, &expected) > 0.95);
    let text = "oil gas\noil gas\noil gas";
    let found = fit(text, Discovery::params(1).grouping(Grouping::Mixture)).unwrap();
    assert_eq!(found.labels, [Some(0); 3]);
    assert!(found.warnings[0].ends_with("k-means stands in"), "{:?}", found.warnings);
}

#[test]
fn names_and_merges_of_a_file_come_again() {
    let text = lines(120, 3);
    let first = discover(&text, 3).unwrap();
    assert_eq!(first.known.themes.len(), 3);
    let mut known = first.known.clone();
    for theme in &mut known.themes {
        let joined = theme.terms.iter().any(|term| term.starts_with("field2"));
        theme.name = if joined { "third" } else { "first; second" }.replace("; ", " and ");
    }
    let again = fit(&text, Discovery::params(3).seed(9).known(known.clone())).unwrap();
    let names: Vec<&str> = again.clusters.iter().map(|cluster| cluster.name.as_str()).collect();
    assert_eq!(names, ["first and second", "third"]);
    assert_eq!((again.clusters[0].size, again.clusters[1].size, again.tree.len()), (80, 40, 1));
    assert!(again.clusters.iter().all(Cluster::is_stable));
    assert_eq!(again.labels[0], again.labels[1]);
    assert_ne!(again.labels[0], again.labels[2]);
    // What is kept are the parts, so that a merge can be undone.
    let kept: Vec<&str> = again.known.themes.iter().map(|theme| theme.name.as_str()).collect();
    assert_eq!(kept.iter().filter(|name| **name == "first and second").count(), 2);
    assert_eq!(kept.len(), 3);
}

#[test]
fn what_guided_themes_leave_over_is_searched_alone() {
    let text = format!("Oil and gas.\n\n{}The army and its tanks.\n", lines(40, 2));
    let corpus = Corpus::from_texts([("x", text)]).unwrap();
    let analyzer = Analyzer::english();
    let tokens = analyzer.tokenize(&corpus);
    let guided = Themes::params(ThemeSet::builtin()).fit(&corpus, &analyzer, &tokens).unwrap();
    let found = Discovery::params(2).left_over_by(&guided).fit(&corpus, &analyzer, &tokens).unwrap();
    assert_eq!(found.rows.len(), 40);
    assert_eq!(found.rows[0].paragraph, Some(1));
    assert!(found.is_stable());
}

#[test]
fn threads_do_not_show() {
    let text = lines(500, 3);
    let found = fit(&text, Discovery::params(3)).unwrap();
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(pool.install(|| fit(&text, Discovery::params(3))).unwrap(), found);
    }
}
