//! The tables that `run` writes, held against each other and against plain arithmetic.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;

use super::{assert_near, numbers, parquet, sample, stdout, texts, unguarded};
use crate::support::{files, lines, rows, select};

type Row = BTreeMap<String, String>;

static RUN: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    stdout(folder.path(), &["run", "-q", "-o", "out"]);
    files(&folder.path().join("out"))
});

fn table(name: &str) -> Vec<Row> {
    rows(&RUN[&format!("tables/{name}.csv")])
}

fn headings(name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(RUN[&format!("tables/{name}.csv")].as_slice());
    reader.headers().unwrap().iter().map(str::to_owned).collect()
}

fn passages() -> Vec<Value> {
    lines(&RUN["tables/passages.jsonl"])
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} is {:?}", row[column]))
}

/// The built-in themes with their seeds, as their file has them.
fn themes() -> Vec<(String, Vec<String>)> {
    let file: toml::Table = include_str!("../../../data/themes.toml").parse().unwrap();
    let text = |value: &toml::Value| value.as_str().unwrap().to_owned();
    let theme = |theme: &toml::Value| {
        (text(&theme["name"]), theme["seeds"].as_array().unwrap().iter().map(text).collect())
    };
    file["theme"].as_array().unwrap().iter().map(theme).collect()
}

#[test]
fn columns_are_those_of_the_contract_in_its_order() {
    for (name, columns) in [
        ("similarity", "article_a,article_b,cosine,jaccard,shared_terms"),
        (
            "reuse",
            "target,source,reuse,copied,rewritten,quoted,reused_tokens,eligible_tokens,passages,longest_passage",
        ),
        ("paragraphs", "article,paragraph,kind,theme,tags,score,margin,evidence,text,nearest,uncertain"),
        (
            "witnesses",
            "cluster,articles,outlets,stability,article,source,date,start,end,tokens,overlap,medoid,earliest,text",
        ),
        ("directions", "target,source,direction,leaning,confidence,evidence"),
        ("theme_terms", "theme,term,weight"),
        ("seeds", "theme,seed,paragraphs,articles"),
    ] {
        assert_eq!(headings(name).join(","), columns, "{name}");
    }
    let names: Vec<String> = themes().into_iter().map(|theme| theme.0).collect();
    assert_eq!(
        headings("articles").join(","),
        format!(
            "article,title,source,date,paragraphs,tokens,terms,union_reuse,novelty,{},other,prior_reuse,prior_novelty,\
             undecided_reuse",
            names.join(",")
        )
    );
    let terms = parquet(&RUN["tables/tfidf.parquet"]);
    let columns: Vec<&str> = terms.columns().iter().map(|column| column.name().as_str()).collect();
    assert_eq!(columns.join(","), "article,paragraph,term,count,tf,df,idf,tfidf");
    let keys = "target,target_start,target_end,source,source_start,source_end,tier,kind,identity,tokens,quoted,text,\
                runs,source_text,weight,outlets,p_value,fdr,reason";
    for line in std::str::from_utf8(&RUN["tables/passages.jsonl"]).unwrap().lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        assert_eq!(value.as_object().unwrap().len(), 19);
        let places: Vec<usize> =
            keys.split(',').map(|key| line.find(&format!("\"{key}\":")).unwrap()).collect();
        assert!(places.is_sorted(), "{line}");
    }
}

#[test]
fn articles_are_all_there_and_their_shares_add_up() {
    let articles = table("articles");
    let ids: BTreeSet<&str> = articles.iter().map(|row| row["article"].as_str()).collect();
    assert_eq!(ids, sample().keys().map(String::as_str).collect());
    assert_eq!(articles.len(), ids.len());
    let paragraphs = table("paragraphs");
    let mixes: Vec<String> = headings("articles")
        .split_off(9)
        .into_iter()
        .take_while(|heading| heading != "prior_reuse")
        .collect();
    for row in &articles {
        assert_near("novelty", number(row, "novelty"), 1.0 - number(row, "union_reuse"));
        let own: Vec<&Row> = paragraphs
            .iter()
            .filter(|entry| entry["article"] == row["article"] && entry["theme"] != "boilerplate")
            .collect();
        assert_eq!(number(row, "paragraphs") as usize, own.len());
        let length = |of: &[&Row]| {
            of.iter().map(|entry| unguarded(&entry["text"]).chars().count()).sum::<usize>() as f64
        };
        for theme in &mixes {
            let about: Vec<&Row> = own.iter().copied().filter(|entry| &entry["theme"] == theme).collect();
            assert_near(theme, number(row, theme), length(&about) / length(&own));
        }
        assert_near("shares", mixes.iter().map(|theme| number(row, theme)).sum(), 1.0);
    }
}

#[test]
fn scores_are_the_sums_of_their_passages() {
    let ids: Vec<String> = table("articles").into_iter().map(|row| row["article"].clone()).collect();
    let scores = table("reuse");
    assert_eq!(scores.len(), ids.len() * (ids.len() - 1));
    let passages = passages();
    let mut counted = 0;
    for row in &scores {
        let own: Vec<&Value> = passages
            .iter()
            .filter(|passage| passage["target"] == *row["target"] && passage["source"] == *row["source"])
            .collect();
        counted += own.len();
        let spans: Vec<_> = own
            .iter()
            .map(|passage| (passage["target_start"].as_u64(), passage["target_end"].as_u64()))
            .collect();
        assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "the sample has no overlaps: {row:?}");
        let sum = |keep: &dyn Fn(&Value) -> bool| -> f64 {
            own.iter().filter(|p| keep(p)).map(|p| p["tokens"].as_f64().unwrap()).sum()
        };
        let longest = own.iter().map(|passage| passage["tokens"].as_f64().unwrap()).fold(0.0, f64::max);
        let eligible = number(row, "eligible_tokens");
        assert_eq!(number(row, "passages"), own.len() as f64, "{row:?}");
        assert_eq!(number(row, "longest_passage"), longest, "{row:?}");
        assert_eq!(number(row, "reused_tokens"), sum(&|_| true), "{row:?}");
        assert_near("reuse", number(row, "reuse"), sum(&|_| true) / eligible);
        assert_near("copied", number(row, "copied"), sum(&|p| p["tier"] == "copied") / eligible);
        assert_near("rewritten", number(row, "rewritten"), sum(&|p| p["tier"] == "rewritten") / eligible);
        assert_near("quoted", number(row, "quoted"), sum(&|p| p["kind"] == "shared-quote") / eligible);
        let article = table("articles").into_iter().find(|entry| entry["article"] == row["target"]).unwrap();
        assert_eq!(article["tokens"], row["eligible_tokens"]);
        assert!(number(&article, "union_reuse") >= number(row, "reuse"), "{row:?}");
    }
    assert_eq!(counted, passages.len());
    assert!(counted > 4);
}

/// Whoever reads a table has no text at hand: what is quoted must be what stands there, on both sides.
#[test]
fn runs_and_source_text_select_what_they_say() {
    let texts = sample();
    let mut seen = 0;
    for passage in passages() {
        let place = |key: &str| passage[key].as_u64().unwrap();
        let [target, source] = ["target", "source"].map(|side| &texts[passage[side].as_str().unwrap()]);
        assert_eq!(passage["text"], select(target, place("target_start"), place("target_end")));
        assert_eq!(passage["source_text"], select(source, place("source_start"), place("source_end")));
        let first = |text: &str| text.chars().next().unwrap().to_lowercase().to_string();
        let mut at = place("target_start");
        for run in passage["runs"].as_array().unwrap() {
            let [a, b, c, d] = [0, 1, 2, 3].map(|side| run[side].as_u64().unwrap());
            assert!(a >= at && a < b && b <= place("target_end"), "{passage}");
            assert!(place("source_start") <= c && c < d && d <= place("source_end"), "{passage}");
            assert_eq!(first(&select(target, a, b)), first(&select(source, c, d)), "{passage}");
            (at, seen) = (b, seen + 1);
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn scores_and_passages_say_the_same_in_every_form() {
    let scores = parquet(&RUN["tables/reuse.parquet"]);
    let rows = table("reuse");
    assert_eq!(texts(&scores, "target"), rows.iter().map(|row| row["target"].clone()).collect::<Vec<_>>());
    for column in ["reuse", "copied", "rewritten", "quoted", "reused_tokens", "longest_passage"] {
        let of_rows: Vec<f64> = rows.iter().map(|row| number(row, column)).collect();
        assert_eq!(numbers(&scores, column), of_rows, "{column}");
    }
    let xml = std::str::from_utf8(&RUN["tables/passages.xml"]).unwrap();
    assert_eq!(xml.matches("<feature name=\"detected-plagiarism\"").count(), passages().len());
    for passage in passages() {
        let place = |key: &str| passage[key].as_u64().unwrap();
        let (start, length) = (place("target_start"), place("target_end") - place("target_start"));
        let feature = format!(
            "this_offset=\"{start}\" this_length=\"{length}\" source_reference={}",
            passage["source"]
        );
        assert!(xml.contains(&feature), "{feature}");
        assert!(xml.contains(&format!("tier={} kind={}", passage["tier"], passage["kind"])), "{passage}");
    }
}

/// Blocks in another order may be cut at other places when they are looked at from the other side, so the passages of
/// the two directions need not be the same; the texts that they select share their words all the same.
#[test]
fn passages_stand_there_both_ways_and_select_like_text() {
    let texts = sample();
    let (mut there, mut back) = (BTreeSet::new(), BTreeSet::new());
    for passage in passages() {
        there.insert((passage["target"].to_string(), passage["source"].to_string()));
        back.insert((passage["source"].to_string(), passage["target"].to_string()));
        let place = |end: &str| passage[format!("source_{end}")].as_u64().unwrap();
        let source = select(&texts[passage["source"].as_str().unwrap()], place("start"), place("end"));
        let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<BTreeSet<_>>();
        let (target, source) = (words(passage["text"].as_str().unwrap()), words(&source));
        let shared = target.intersection(&source).count();
        assert!(shared * 2 > target.len().min(source.len()), "{passage}");
    }
    assert_eq!(there, back);
}

#[test]
fn paragraphs_are_the_whole_of_every_article() {
    let paragraphs = table("paragraphs");
    let words = |text: &str| text.split_whitespace().collect::<String>();
    let mut left = sample();
    let mut at = 0;
    while at < paragraphs.len() {
        let id = &paragraphs[at]["article"];
        let own: Vec<&Row> = paragraphs[at..].iter().take_while(|row| &row["article"] == id).collect();
        let text: String = own.iter().map(|row| words(unguarded(&row["text"]))).collect();
        assert_eq!(text, words(&left.remove(id).unwrap()), "{id}");
        for (number, row) in own.iter().enumerate() {
            assert_eq!(row["paragraph"], number.to_string());
            assert_eq!(row["kind"].contains("boilerplate"), row["theme"] == "boilerplate", "{row:?}");
            assert_eq!(row["score"].is_empty(), row["theme"] == "boilerplate", "{row:?}");
            assert_eq!(row["margin"].is_empty(), row["score"].is_empty(), "{row:?}");
            let first = row["tags"].split(';').next().unwrap_or("");
            assert!(
                matches!(row["theme"].as_str(), "other" | "boilerplate") || row["theme"] == first,
                "{row:?}"
            );
        }
        at += own.len();
    }
    assert!(left.is_empty(), "not there: {:?}", left.keys());
}

#[test]
fn every_seed_is_listed_with_where_it_stands() {
    let listed: Vec<(String, String)> =
        table("seeds").into_iter().map(|row| (row["theme"].clone(), row["seed"].clone())).collect();
    let expected: Vec<(String, String)> = themes()
        .into_iter()
        .flat_map(|(theme, seeds)| seeds.into_iter().map(move |seed| (theme.clone(), seed)))
        .collect();
    assert_eq!(listed, expected);
    for row in table("seeds") {
        let (paragraphs, articles) = (number(&row, "paragraphs"), number(&row, "articles"));
        assert!(articles <= paragraphs && (articles > 0.0) == (paragraphs > 0.0), "{row:?}");
    }
}

#[test]
fn theme_terms_fall_in_weight_theme_by_theme() {
    let terms = table("theme_terms");
    let order: Vec<String> = themes().into_iter().map(|theme| theme.0).collect();
    let place = |row: &Row| order.iter().position(|theme| *theme == row["theme"]).unwrap();
    assert!(terms.is_sorted_by_key(place));
    assert!(terms.iter().all(|row| number(row, "weight") > 0.0));
    for pair in terms.windows(2).filter(|pair| pair[0]["theme"] == pair[1]["theme"]) {
        assert!(number(&pair[0], "weight") >= number(&pair[1], "weight"), "{pair:?}");
    }
}

#[test]
fn similarity_is_what_the_weights_give() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.jsonl"), super::SAMPLE).unwrap();
    stdout(folder.path(), &["vectorize", "in.jsonl", "-o", "m.csv"]);
    let mut vectors: BTreeMap<String, BTreeMap<String, f64>> = BTreeMap::new();
    for row in rows(&files(folder.path())["m.csv"]) {
        let weight = number(&row, "tfidf");
        vectors.entry(row["article"].clone()).or_default().insert(row["term"].clone(), weight);
    }
    let articles = table("articles");
    let mut expected = Vec::new();
    for (at, a) in articles.iter().enumerate() {
        let a_vector = &vectors[&a["article"]];
        assert_eq!(number(a, "terms") as usize, a_vector.len());
        for b in &articles[at + 1..] {
            let b_vector = &vectors[&b["article"]];
            let shared: Vec<(f64, f64)> =
                a_vector.iter().filter_map(|(term, a)| Some((*a, *b_vector.get(term)?))).collect();
            let length = |vector: &BTreeMap<String, f64>| vector.values().map(|w| w * w).sum::<f64>().sqrt();
            let dot: f64 = shared.iter().map(|(a, b)| a * b).sum();
            let union = a_vector.len() + b_vector.len() - shared.len();
            if !shared.is_empty() {
                let cosine = dot / (length(a_vector) * length(b_vector));
                let jaccard = shared.len() as f64 / union as f64;
                expected.push((a["article"].clone(), b["article"].clone(), cosine, jaccard, shared.len()));
            }
        }
    }
    let found = table("similarity");
    assert_eq!(found.len(), expected.len());
    for (row, (a, b, cosine, jaccard, shared)) in found.iter().zip(expected) {
        assert_eq!((&row["article_a"], &row["article_b"]), (&a, &b));
        assert_near("cosine", number(row, "cosine"), cosine);
        assert_near("jaccard", number(row, "jaccard"), jaccard);
        assert_eq!(row["shared_terms"], shared.to_string());
    }
}

#[test]
fn term_table_covers_the_paragraphs_and_nothing_else() {
    let table_of_terms = parquet(&RUN["tables/tfidf.parquet"]);
    let places = texts(&table_of_terms, "article").into_iter().zip(numbers(&table_of_terms, "paragraph"));
    let mut lengths: BTreeMap<(String, usize), f64> = BTreeMap::new();
    let mut standing: BTreeMap<String, f64> = BTreeMap::new();
    for (((article, paragraph), weight), term) in
        places.zip(numbers(&table_of_terms, "tfidf")).zip(texts(&table_of_terms, "term"))
    {
        *lengths.entry((article, paragraph as usize)).or_default() += weight * weight;
        *standing.entry(term).or_default() += 1.0;
    }
    let unmasked: BTreeSet<(String, usize)> = table("paragraphs")
        .iter()
        .filter(|row| row["theme"] != "boilerplate")
        .map(|row| (row["article"].clone(), number(row, "paragraph") as usize))
        .collect();
    assert!(lengths.keys().all(|place| unmasked.contains(place)));
    assert!(lengths.len() * 10 > unmasked.len() * 9, "{} of {}", lengths.len(), unmasked.len());
    for (place, length) in lengths {
        assert_near(&format!("{place:?}"), length, 1.0);
    }
    for (term, df) in texts(&table_of_terms, "term").iter().zip(numbers(&table_of_terms, "df")) {
        assert_eq!(standing[term], df, "{term}");
    }
}

/// Whether a date is certainly earlier than another: as far as both are precise.
fn earlier(a: &str, b: &str) -> bool {
    let both = a.len().min(b.len());
    both > 0 && a[..both] < b[..both]
}

fn dates() -> BTreeMap<String, String> {
    table("articles").into_iter().map(|row| (row["article"].clone(), row["date"].clone())).collect()
}

#[test]
fn prior_reuse_is_what_articles_that_are_not_later_hold() {
    let (dates, passages) = (dates(), passages());
    let mut lower = 0;
    for row in table("articles") {
        let own: Vec<&Value> =
            passages.iter().filter(|passage| passage["target"] == row["article"]).collect();
        let mut spans: Vec<_> =
            own.iter().map(|p| (p["target_start"].as_u64(), p["target_end"].as_u64())).collect();
        spans.sort();
        assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0), "the sample has no overlaps: {row:?}");
        let share = |keep: &dyn Fn(&str) -> bool| -> f64 {
            let kept = own.iter().filter(|p| keep(&dates[p["source"].as_str().unwrap()]));
            kept.map(|p| p["tokens"].as_f64().unwrap()).sum::<f64>() / number(&row, "tokens")
        };
        let date = &row["date"];
        assert_near("union_reuse", number(&row, "union_reuse"), share(&|_| true));
        assert_near("prior_reuse", number(&row, "prior_reuse"), share(&|source| !earlier(date, source)));
        assert_near("prior_novelty", number(&row, "prior_novelty"), 1.0 - number(&row, "prior_reuse"));
        let undecided = share(&|source| !earlier(date, source) && !earlier(source, date));
        assert_near("undecided_reuse", number(&row, "undecided_reuse"), undecided);
        lower += usize::from(number(&row, "prior_reuse") < number(&row, "union_reuse"));
    }
    assert!(lower >= 4, "whoever was copied has nothing from its copies");
}

#[test]
fn witnesses_are_sides_of_passages_around_one_medoid() {
    let (texts, dates, passages, witnesses) = (sample(), dates(), passages(), table("witnesses"));
    let side = |passage: &Value, side: &str| -> (String, u64, u64) {
        let place = |end: &str| passage[format!("{side}_{end}")].as_u64().unwrap();
        (passage[side].as_str().unwrap().to_owned(), place("start"), place("end"))
    };
    let sides: BTreeMap<_, u64> = passages
        .iter()
        .map(|passage| (side(passage, "target"), passage["tokens"].as_u64().unwrap()))
        .collect();
    let mut seen = BTreeSet::new();
    let clusters: Vec<&[Row]> = witnesses.chunk_by(|a, b| a["cluster"] == b["cluster"]).collect();
    assert!(clusters.len() >= 4);
    assert!(clusters.windows(2).all(|two| number(&two[0][0], "articles") >= number(&two[1][0], "articles")));
    for (at, members) in clusters.iter().enumerate() {
        let medoids: Vec<&Row> = members.iter().filter(|row| row["medoid"] == "yes").collect();
        assert_eq!((medoids.len(), number(medoids[0], "overlap")), (1, 1.0), "{members:?}");
        let articles: BTreeSet<&str> = members.iter().map(|row| row["article"].as_str()).collect();
        let outlets: BTreeSet<&str> = members.iter().map(|row| row["source"].as_str()).collect();
        for row in *members {
            assert_eq!(row["cluster"], (at + 1).to_string());
            assert_eq!(number(row, "articles") as usize, articles.len());
            assert_eq!(number(row, "outlets") as usize, outlets.len());
            assert!((0.0..=1.0).contains(&number(row, "stability")));
            let place = (row["article"].clone(), number(row, "start") as u64, number(row, "end") as u64);
            assert_eq!(select(&texts[&place.0], place.1, place.2), unguarded(&row["text"]));
            assert_eq!(sides.get(&place), Some(&(number(row, "tokens") as u64)), "{row:?}");
            assert!((0.5..=1.0).contains(&number(row, "overlap")));
            let same = row["text"].to_lowercase() == medoids[0]["text"].to_lowercase();
            assert!(!same || number(row, "overlap") == 1.0, "{row:?}");
            let others: Vec<&str> =
                articles.iter().copied().filter(|&other| other != row["article"]).collect();
            let date = &dates[&row["article"]];
            let expected = if others.iter().all(|&other| earlier(date, &dates[other])) {
                "yes"
            } else if others.iter().any(|&other| earlier(&dates[other], date)) {
                "no"
            } else {
                "undecided"
            };
            assert_eq!(row["earliest"], expected, "{row:?}");
            assert!(seen.insert(place), "a stretch is in one cluster: {row:?}");
        }
    }
}

#[test]
fn each_pair_that_shares_a_passage_has_one_direction() {
    let (dates, directions) = (dates(), table("directions"));
    let pair = |a: &str, b: &str| (a.min(b).to_owned(), a.max(b).to_owned());
    let sharing: BTreeSet<_> = passages()
        .iter()
        .map(|passage| pair(passage["target"].as_str().unwrap(), passage["source"].as_str().unwrap()))
        .collect();
    let listed: BTreeSet<_> = directions.iter().map(|row| pair(&row["target"], &row["source"])).collect();
    assert_eq!(listed, sharing);
    assert_eq!(directions.len(), sharing.len());
    for row in &directions {
        let decided = earlier(&dates[&row["source"]], &dates[&row["target"]]);
        assert_eq!(row["direction"], if decided { "source" } else { "undecided" }, "{row:?}");
        assert_eq!(number(row, "confidence") == 1.0, decided, "{row:?}");
        assert!(!decided || row["leaning"] == "source", "{row:?}");
        assert!(!row["evidence"].is_empty(), "both have a date: {row:?}");
    }
}

#[test]
fn reuse_prints_the_tables_that_run_writes() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.jsonl"), super::SAMPLE).unwrap();
    for name in ["witnesses", "directions"] {
        let printed = stdout(folder.path(), &["reuse", "in.jsonl", "--format", name]);
        assert!(printed == RUN[&format!("tables/{name}.csv")], "{name}");
    }
}
