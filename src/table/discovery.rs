//! Themes that were found without seed words, as frames.

use super::DataFrame;
use super::frames::{frame, number, optional_number, optional_text, text, whole};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::themes::{Cluster, Discovery, OverTime};

/// One row per clustered paragraph (or article): `article, paragraph, cluster, terms, size, text, stability,
/// replication, outlier, repeats`. `cluster` is the name of its theme, empty where the row has no term; `terms` are typical
/// of the theme, joined with `;`; `size`, `stability` and `replication` are the theme's; `repeats` names the article and
/// paragraph whose words the row repeats, as `article:paragraph`, and is null where it repeats none.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn clusters(corpus: &Corpus, found: &Discovery) -> Result<DataFrame> {
    let cluster = |row: usize| found.labels[row].map(|label| &found.clusters[label]);
    let rows = 0..found.rows.len();
    let words = |row: usize| {
        let document = &corpus[found.rows[row].document];
        let paragraph = found.rows[row].paragraph.map(|paragraph| document.paragraphs()[paragraph].span);
        paragraph.map_or(document.text(), |span| document.slice(span))
    };
    let repeats = |row: usize| {
        let first = found.rows[found.repeats[row]];
        let id = corpus[first.document].id();
        (found.repeats[row] != row).then(|| match first.paragraph {
            Some(paragraph) => format!("{id}:{paragraph}"),
            None => id.to_owned(),
        })
    };
    frame(vec![
        text("article", found.rows.iter().map(|row| corpus[row.document].id())),
        whole("paragraph", found.rows.iter().map(|row| row.paragraph.unwrap_or(0))),
        text("cluster", rows.clone().map(|row| cluster(row).map_or("", |cluster| cluster.name.as_str()))),
        text("terms", rows.clone().map(|row| cluster(row).map_or(String::new(), terms))),
        whole("size", rows.clone().map(|row| cluster(row).map_or(0, |cluster| cluster.size))),
        text("text", rows.clone().map(words)),
        optional_number("stability", rows.clone().map(|row| Some(cluster(row)?.stability))),
        optional_number("replication", rows.clone().map(|row| Some(cluster(row)?.replication))),
        text("outlier", rows.clone().map(|row| yes_or_no(found.outliers[row]))),
        optional_text("repeats", rows.map(repeats)),
    ])
}

/// One row per theme, and one per group of themes that are near each other: `theme, kind, name, terms, size, distinct,
/// stability, replication, stable, parent, distance`.
///
/// `theme` counts from 0, themes first, in the order of [`Discovery::clusters`], then groups from the nearest to the one of
/// all. `kind` is `theme` or `group`. `parent` is the group that holds it, null for the last. A group's `name` joins those of
/// its two sides with `+`, its `distance` is that between them (0 the same, about 1 nothing in common); a theme has none,
/// a group no `terms`, `stability`, `replication` and `stable`.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn discovered_themes(found: &Discovery) -> Result<DataFrame> {
    let n = found.clusters.len();
    let all = n + found.tree.len();
    let (mut names, mut sizes, mut parents) =
        (Vec::with_capacity(all), Vec::with_capacity(all), vec![None; all]);
    for cluster in &found.clusters {
        names.push(cluster.name.clone());
        sizes.push((cluster.size, cluster.distinct));
    }
    for (at, join) in found.tree.iter().enumerate() {
        names.push(format!("({} + {})", names[join.left], names[join.right]));
        let (left, right): ((usize, usize), (usize, usize)) = (sizes[join.left], sizes[join.right]);
        sizes.push((left.0 + right.0, left.1 + right.1));
        parents[join.left] = Some((n + at).to_string());
        parents[join.right] = Some((n + at).to_string());
    }
    let cluster = |at: usize| found.clusters.get(at);
    let rows = 0..all;
    frame(vec![
        whole("theme", rows.clone()),
        text("kind", rows.clone().map(|at| if at < n { "theme" } else { "group" })),
        text("name", names.iter()),
        text("terms", rows.clone().map(|at| cluster(at).map_or(String::new(), terms))),
        whole("size", sizes.iter().map(|size| size.0)),
        whole("distinct", sizes.iter().map(|size| size.1)),
        optional_number("stability", rows.clone().map(|at| Some(cluster(at)?.stability))),
        optional_number("replication", rows.clone().map(|at| Some(cluster(at)?.replication))),
        optional_text("stable", rows.clone().map(|at| Some(yes_or_no(cluster(at)?.is_stable())))),
        optional_text("parent", parents.into_iter()),
        optional_number("distance", rows.map(|at| Some(found.tree.get(at.checked_sub(n)?)?.distance))),
    ])
}

/// One row per period and theme: `period, theme, rows, share`, earliest first, themes in the order of `names`. `share` is
/// that of the period's rows that have a theme.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn over_time(found: &OverTime, names: &[&str]) -> Result<DataFrame> {
    let cells = || {
        let periods = found.periods.iter().zip(&found.rows);
        periods.flat_map(|(period, rows)| {
            let total: usize = rows.iter().sum();
            rows.iter().zip(names).map(move |(count, name)| (period, *name, *count, total))
        })
    };
    frame(vec![
        text("period", cells().map(|cell| cell.0)),
        text("theme", cells().map(|cell| cell.1)),
        whole("rows", cells().map(|cell| cell.2)),
        number("share", cells().map(|cell| cell.2 as f64 / cell.3.max(1) as f64)),
    ])
}

/// One row per number of themes that was tried: `themes, stability, replication`, rising; none where the number was given.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn numbers_of_themes(found: &Discovery) -> Result<DataFrame> {
    frame(vec![
        whole("themes", found.tried.iter().map(|tried| tried.n_clusters)),
        number("stability", found.tried.iter().map(|tried| tried.stability)),
        number("replication", found.tried.iter().map(|tried| tried.replication)),
    ])
}

fn terms(cluster: &Cluster) -> String {
    cluster.terms.iter().map(|(term, _)| term.as_str()).collect::<Vec<_>>().join(";")
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Analyzer;
    use crate::table;

    #[test]
    fn themes_groups_and_repeats_have_their_rows() {
        let text = "oil gas coal\nhymn choir\ngas oil coal\nshell reef fish";
        let corpus = Corpus::from_texts([("a", text)]).unwrap();
        let analyzer = Analyzer::english();
        let found = Discovery::params(3).fit(&corpus, &analyzer, &analyzer.tokenize(&corpus)).unwrap();
        let csv = |frame| String::from_utf8(table::csv(frame).unwrap()).unwrap();
        let rows = csv(clusters(&corpus, &found).unwrap());
        assert!(rows.lines().nth(3).unwrap().ends_with(",no,a:0"), "{rows}");
        assert!(rows.lines().nth(1).unwrap().ends_with(",no,"), "{rows}");
        let themes = csv(discovered_themes(&found).unwrap());
        let lines: Vec<&str> = themes.lines().collect();
        assert_eq!(lines.len(), 1 + 3 + 2, "{themes}");
        assert!(lines[1].starts_with("0,theme,") && lines[1].contains(",2,1,"), "{themes}");
        assert!(lines[4].starts_with("3,group,") && lines[4].contains(",4,1.0"), "{themes}");
        assert!(lines[5].starts_with("4,group,") && lines[5].contains(",,,,,"), "{themes}");
    }

    #[test]
    fn shares_are_of_a_period() {
        let precision = crate::corpus::Precision::Month;
        let (periods, rows) =
            (vec!["2025-05".to_owned(), "2025-06".to_owned()], vec![vec![1, 3], vec![0, 0]]);
        let frame = over_time(&OverTime { precision, periods, rows, undated: 0 }, &["a", "b"]).unwrap();
        let csv = String::from_utf8(table::csv(frame).unwrap()).unwrap();
        assert_eq!(
            csv,
            "period,theme,rows,share\n2025-05,a,1,0.25\n2025-05,b,3,0.75\n2025-06,a,0,0.0\n2025-06,b,0,0.0\n"
        );
    }
}
