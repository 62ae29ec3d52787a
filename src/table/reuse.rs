//! The tables of who retells whom: a row per passage, a row per ordered pair.

use std::borrow::Cow;

use polars::prelude::{Column, DataFrame, DataType, IntoColumn, NamedFrom, Series};

use super::encode::refused;
use super::frames::{frame, number, optional_number, text, whole};
use crate::corpus::{CodePoints, Corpus, Span};
use crate::error::Result;
use crate::reuse::{Passage, Reuse};

/// One row per ordered pair of articles: `target, source, reuse, copied, rewritten, quoted, reused_tokens,
/// eligible_tokens, passages, longest_passage`. `reuse` is the sum of `copied` and `rewritten`, and
/// `quoted` is the part of it that is shared quotations; all are null for targets too short to tell.
///
/// `pairs` are the pairs that were compared, as `(target, source)`; without them, all pairs of the corpus are listed,
/// but of more than 1,000 articles only those that share a passage, since a million zeros say nothing.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn reuse(corpus: &Corpus, reuse: &Reuse, pairs: Option<&[(usize, usize)]>) -> Result<DataFrame> {
    const LIST_ALL: usize = 1000;
    let n = corpus.len();
    let every = |rows: usize| {
        (0..rows).flat_map(move |target| {
            (0..rows).filter(move |&source| source != target).map(move |source| (target, source))
        })
    };
    let score = |(target, source)| reuse.score(target, source);
    let scores: Cow<'_, [_]> = match pairs {
        Some(pairs) => pairs.iter().copied().map(score).collect(),
        None if n <= LIST_ALL => every(n).map(score).collect(),
        None => Cow::Borrowed(&reuse.scores),
    };
    let id = |row: usize| corpus[row].id();
    frame(vec![
        text("target", scores.iter().map(|score| id(score.target))),
        text("source", scores.iter().map(|score| id(score.source))),
        optional_number("reuse", scores.iter().map(|score| score.reuse())),
        optional_number("copied", scores.iter().map(|score| score.copied())),
        optional_number("rewritten", scores.iter().map(|score| score.rewritten())),
        optional_number("quoted", scores.iter().map(|score| score.quoted())),
        whole("reused_tokens", scores.iter().map(|score| score.reused_tokens)),
        whole("eligible_tokens", scores.iter().map(|score| score.eligible_tokens)),
        whole("passages", scores.iter().map(|score| score.passages)),
        whole("longest_passage", scores.iter().map(|score| score.longest_passage)),
    ])
}

/// One row per passage, both directions of each: `target, target_start, target_end, source, source_start, source_end,
/// tier, kind, identity, tokens, quoted, text`, then `runs, source_text, weight, outlets, p_value, fdr, reason`.
///
/// Offsets count code points of the original text, end exclusive; they select `text` in the target and `source_text`
/// in the source. `runs` are the stretches of equal words, each `[target_start, target_end, source_start, source_end]`.
/// `p_value` and `fdr` are null where the batch is too small to tell; `reason` says why a passage is of its kind.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn passages(corpus: &Corpus, reuse: &Reuse) -> Result<DataFrame> {
    let passages = &reuse.passages;
    let points: Vec<_> = corpus.documents().iter().map(|document| document.code_points()).collect();
    let targets: Vec<_> =
        passages.iter().map(|passage| points[passage.target].span(passage.target_span)).collect();
    let sources: Vec<_> =
        passages.iter().map(|passage| points[passage.source].span(passage.source_span)).collect();
    frame(vec![
        text("target", passages.iter().map(|passage| corpus[passage.target].id())),
        whole("target_start", targets.iter().map(|span| span.start)),
        whole("target_end", targets.iter().map(|span| span.end)),
        text("source", passages.iter().map(|passage| corpus[passage.source].id())),
        whole("source_start", sources.iter().map(|span| span.start)),
        whole("source_end", sources.iter().map(|span| span.end)),
        text("tier", passages.iter().map(|passage| passage.tier.name())),
        text("kind", passages.iter().map(|passage| passage.kind.name())),
        number("identity", passages.iter().map(|passage| passage.identity)),
        whole("tokens", passages.iter().map(|passage| passage.tokens)),
        number("quoted", passages.iter().map(|passage| passage.quoted)),
        text("text", passages.iter().map(|passage| corpus[passage.target].slice(passage.target_span))),
        runs(passages, &points)?,
        text("source_text", passages.iter().map(|passage| corpus[passage.source].slice(passage.source_span))),
        number("weight", passages.iter().map(|passage| passage.weight)),
        whole("outlets", passages.iter().map(|passage| passage.outlets)),
        optional_number("p_value", passages.iter().map(|passage| passage.p_value)),
        optional_number("fdr", passages.iter().map(|passage| passage.fdr)),
        text("reason", passages.iter().map(|passage| passage.reason.to_string())),
    ])
}

/// The equal stretches of each passage: a list of lists of four numbers, also where there is no passage to tell by.
fn runs(passages: &[Passage], points: &[CodePoints<'_>]) -> Result<Column> {
    let inner = DataType::List(Box::new(DataType::UInt64));
    let numbers = |passage: &Passage| -> Vec<Series> {
        let (of_target, of_source) = (&points[passage.target], &points[passage.source]);
        let four = |target: Span, source: Span| [target.start, target.end, source.start, source.end];
        let run = |four: [usize; 4]| Series::new("".into(), four.map(|place| place as u64));
        passage
            .runs
            .iter()
            .map(|found| run(four(of_target.span(found.target_span), of_source.span(found.source_span))))
            .collect()
    };
    let cells: Vec<Series> = passages
        .iter()
        .map(|passage| match numbers(passage) {
            none if none.is_empty() => Series::new_empty("".into(), &inner),
            some => Series::new("".into(), some),
        })
        .collect();
    if cells.is_empty() {
        return Ok(Series::new_empty("runs".into(), &DataType::List(Box::new(inner))).into_column());
    }
    let column = Series::new("runs".into(), cells);
    column
        .cast(&DataType::List(Box::new(inner)))
        .map(IntoColumn::into_column)
        .map_err(|error| refused("building a table", &error))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::reuse::{ArticleReuse, PassageKind, Reason, Run, Score, Tier};
    use crate::table::{csv, jsonl, parquet};

    /// Two articles, one passage of each tier from the second to the first, and a score.
    fn found() -> (Corpus, Reuse) {
        let corpus = Corpus::from_texts([
            ("=b", "Été: the old pier fell. Boats were lost."),
            ("a", "— The old pier, it fell. Ships sank."),
        ])
        .unwrap();
        let span = |row: usize, words: &str| {
            let start = corpus[row].text().find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let run = |words: &str, theirs: &str, tokens| Run {
            target_span: span(0, words),
            source_span: span(1, theirs),
            tokens,
        };
        let copied = Passage {
            target: 0,
            target_span: span(0, "the old pier fell"),
            source: 1,
            source_span: span(1, "The old pier, it fell"),
            tier: Tier::Copied,
            kind: PassageKind::Wire,
            reason: Reason::Outlets { outlets: 3 },
            identity: 0.8,
            tokens: 4,
            quoted: 0.0,
            runs: vec![run("the old pier", "The old pier", 3), run("fell", "fell", 1)],
            weight: 2.5,
            outlets: 3,
            p_value: Some(0.001),
            fdr: Some(0.01),
        };
        let rewritten = Passage {
            target_span: span(0, "Boats were lost."),
            source_span: span(1, "Ships sank."),
            tier: Tier::Rewritten,
            kind: PassageKind::SourceToSource,
            reason: Reason::Prose,
            identity: 0.0,
            runs: Vec::new(),
            p_value: None,
            fdr: None,
            ..copied.clone()
        };
        let score = Score {
            target: 0,
            source: 1,
            eligible_tokens: 8,
            reused_tokens: 7,
            copied_tokens: 4,
            rewritten_tokens: 3,
            quoted_tokens: 0,
            passages: 2,
            longest_passage: 4,
        };
        let articles =
            [8, 7].map(|eligible_tokens| ArticleReuse { eligible_tokens, ..ArticleReuse::default() });
        let reuse = Reuse {
            passages: vec![copied, rewritten],
            scores: vec![score],
            articles: articles.to_vec(),
            background: None,
        };
        (corpus, reuse)
    }

    fn lines(corpus: &Corpus, reuse: &Reuse) -> Vec<Value> {
        let bytes = jsonl(passages(corpus, reuse).unwrap()).unwrap();
        String::from_utf8(bytes).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn a_passage_tells_all_that_is_known_of_it_in_code_points() {
        let (corpus, reuse) = found();
        let copied = json!({
            "target": "=b", "target_start": 5, "target_end": 22, "source": "a", "source_start": 2, "source_end": 23,
            "tier": "copied", "kind": "wire", "identity": 0.8, "tokens": 4, "quoted": 0.0,
            "text": "the old pier fell", "runs": [[5, 17, 2, 14], [18, 22, 19, 23]],
            "source_text": "The old pier, it fell", "weight": 2.5, "outlets": 3, "p_value": 0.001, "fdr": 0.01,
            "reason": "3 outlets carry it",
        });
        assert_eq!(lines(&corpus, &reuse)[0], copied);
    }

    #[test]
    fn what_is_not_known_is_null_and_what_is_none_is_empty() {
        let (corpus, mut reuse) = found();
        reuse.passages[1].weight = f64::NAN;
        let line = &lines(&corpus, &reuse)[1];
        assert_eq!((&line["tier"], &line["runs"]), (&json!("rewritten"), &json!([])));
        assert_eq!(
            (&line["p_value"], &line["fdr"], &line["weight"]),
            (&Value::Null, &Value::Null, &Value::Null)
        );
        let alone = Reuse { passages: reuse.passages[1..].to_vec(), ..reuse };
        assert_eq!(lines(&corpus, &alone)[0]["runs"], json!([]));
    }

    /// A reader of many files may rely on it: no column changes its type because a file holds no passage.
    #[test]
    fn columns_have_one_type_whatever_is_found() {
        let (corpus, reuse) = found();
        let none = Reuse { passages: Vec::new(), ..reuse.clone() };
        let alone = Reuse { passages: reuse.passages[1..].to_vec(), ..reuse.clone() };
        let schema = |reuse: &Reuse| passages(&corpus, reuse).unwrap().schema().clone();
        assert_eq!(schema(&none), schema(&reuse));
        assert_eq!(schema(&alone), schema(&reuse));
        assert_eq!(jsonl(passages(&corpus, &none).unwrap()).unwrap(), b"");
    }

    #[test]
    fn parquet_holds_what_the_frame_holds() {
        use polars_io::prelude::{ParquetReader, SerReader};
        let (corpus, reuse) = found();
        for frame in [passages(&corpus, &reuse).unwrap(), super::reuse(&corpus, &reuse, None).unwrap()] {
            let bytes = parquet(frame.clone()).unwrap();
            let back = ParquetReader::new(std::io::Cursor::new(bytes)).finish().unwrap();
            assert!(back.equals_missing(&frame), "{back} is not {frame}");
        }
    }

    #[test]
    fn scores_are_shares_and_counts_both_ways() {
        let (corpus, reuse) = found();
        let head = "target,source,reuse,copied,rewritten,quoted,reused_tokens,eligible_tokens,passages,longest_passage";
        let table = csv(super::reuse(&corpus, &reuse, None).unwrap()).unwrap();
        // The second article is too short to tell, so its shares are empty; an id is no formula.
        let rows = format!("{head}\n'=b,a,0.875,0.5,0.375,0.0,7,8,2,4\na,'=b,,,,,0,7,0,0\n");
        assert_eq!(String::from_utf8(table).unwrap(), rows);
        let one = csv(super::reuse(&corpus, &reuse, Some(&[(1, 0)])).unwrap()).unwrap();
        assert_eq!(String::from_utf8(one).unwrap(), format!("{head}\na,'=b,,,,,0,7,0,0\n"));
    }
}
