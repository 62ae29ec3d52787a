//! Long tables: one row per stored cell of a matrix, ordered by row, then term.

use polars::prelude::{Column, DataFrame, DataType, Expr, IdxSize, IntoLazy, Literal, col, len, lit};

use super::encode::{collect, refused};
use super::frames::{frame, repeated, whole};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::vectorize::{CountMatrix, Norm, Row, TfIdfMatrix, TfIdfParams, Vocabulary};

/// The counts as a long table, `article, term, count`, with `paragraph` after `article` where rows are paragraphs;
/// ordered by row, then term. A row without a term has no line.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn counts(counts: &CountMatrix, corpus: &Corpus) -> Result<DataFrame> {
    let cells = Cells::of(counts.rows().len(), |row| counts.row(row), counts.vocabulary());
    let mut columns = cells.places(counts.rows(), corpus, counts.vocabulary())?;
    columns.push(whole("count", cells.values.into_iter().map(|count| count as usize)));
    frame(columns)
}

/// The weights as a long table, `article, term, weight`, with `paragraph` after `article` where rows are paragraphs;
/// ordered by row, then term. A row without a term has no line.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn weights(weights: &TfIdfMatrix, corpus: &Corpus) -> Result<DataFrame> {
    let cells = Cells::of(weights.rows().len(), |row| weights.row(row), weights.vocabulary());
    let mut columns = cells.places(weights.rows(), corpus, weights.vocabulary())?;
    columns.push(Column::new("weight".into(), cells.values));
    frame(columns)
}

/// tf-idf computed from the long table of counts by polars alone: `article, term, count, tf, df, idf, tfidf`, with
/// `paragraph` after `article` where rows are paragraphs; ordered by row, then term.
///
/// This is a second computation of what [`crate::TfIdf`] computes on the sparse matrix, and agrees with it to 1e-12;
/// the formulas stand there.
///
/// # Errors
/// [`crate::Error::Library`] if polars refuses.
pub fn tfidf(matrix: &CountMatrix, corpus: &Corpus, params: TfIdfParams) -> Result<DataFrame> {
    const TASK: &str = "computing tf-idf";
    const ROW: &str = "row";
    const TERM: &str = "number of the term";
    let cells = Cells::of(matrix.rows().len(), |row| matrix.row(row), matrix.vocabulary());
    let mut columns = cells.places(matrix.rows(), corpus, matrix.vocabulary())?;

    let n = matrix.rows().len() as f64;
    let plus = if params.smooth_idf { 1.0 } else { 0.0 };
    let float = |name| col(name).cast(DataType::Float64);
    let tf = if params.sublinear_tf { natural_log(float("count")) + lit(1.0) } else { float("count") };
    let df = len().over([col(TERM)]).map_err(|error| refused(TASK, &error))?.cast(DataType::UInt64);
    let ratio = lit(n + plus) / (float("df") + lit(plus));
    let idf = if params.use_idf { natural_log(ratio) + lit(1.0) } else { lit(1.0) };
    let length = match params.norm {
        Norm::L2 => Some((col("tfidf") * col("tfidf")).sum().sqrt()),
        Norm::L1 => Some(col("tfidf").sum()),
        Norm::None => None,
    };
    // Windows keep the order of the cells and sum each row from left to right, so that no bit depends on threads.
    // Grouping by number spares polars the hashing of as many strings as there are cells.
    let mut weighed = frame(vec![
        Column::new(ROW.into(), cells.rows),
        Column::new(TERM.into(), cells.columns),
        whole("count", cells.values.into_iter().map(|count| count as usize)),
    ])?
    .lazy()
    .with_columns([tf.alias("tf"), df.alias("df")])
    .with_columns([idf.alias("idf")])
    .with_columns([(col("tf") * col("idf")).alias("tfidf")]);
    if let Some(length) = length {
        let length = length.over([col(ROW)]).map_err(|error| refused(TASK, &error))?;
        weighed = weighed.with_columns([(col("tfidf") / length).alias("tfidf")]);
    }
    let numbers: Vec<Expr> = ["count", "tf", "df", "idf", "tfidf"].map(col).to_vec();
    let weighed = collect(TASK, weighed.select(numbers))?;
    columns.extend(weighed.columns().iter().cloned());
    frame(columns)
}

/// The natural logarithm; [`Expr::log`] takes its base as an expression.
fn natural_log(of: Expr) -> Expr {
    of.log(std::f64::consts::E.lit())
}

/// The stored cells of a matrix in the order of a long table.
struct Cells<T> {
    rows: Vec<IdxSize>,
    columns: Vec<IdxSize>,
    values: Vec<T>,
}

impl<T: Copy> Cells<T> {
    fn of<I: Iterator<Item = (usize, T)>>(
        n_rows: usize,
        cells: impl Fn(usize) -> I,
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut long = Self { rows: Vec::new(), columns: Vec::new(), values: Vec::new() };
        let sorted = vocabulary.terms().is_sorted();
        let mut line: Vec<(usize, T)> = Vec::new();
        for row in 0..n_rows {
            line.clear();
            line.extend(cells(row));
            // A vocabulary that the user gave has an order of its own.
            if !sorted {
                line.sort_unstable_by_key(|cell| vocabulary.term(cell.0));
            }
            long.rows.extend(line.iter().map(|_| row as IdxSize));
            long.columns.extend(line.iter().map(|cell| cell.0 as IdxSize));
            long.values.extend(line.iter().map(|cell| cell.1));
        }
        long
    }

    /// The columns that say where each cell stands.
    fn places(&self, rows: &[Row], corpus: &Corpus, vocabulary: &Vocabulary) -> Result<Vec<Column>> {
        let ids = rows.iter().map(|row| corpus[row.document].id());
        let mut columns = vec![repeated("article", ids, &self.rows)?];
        if rows.iter().any(|row| row.paragraph.is_some()) {
            let paragraph = |&row: &IdxSize| rows[row as usize].paragraph.unwrap_or(0);
            columns.push(whole("paragraph", self.rows.iter().map(paragraph)));
        }
        columns.push(repeated("term", vocabulary.terms(), &self.columns)?);
        Ok(columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectorize::{CountVectorizerParams, Unit};
    use crate::{Analyzer, CountVectorizer, TfIdf};

    /// The sample corpus, and two articles without a term.
    fn corpus() -> Corpus {
        let articles: Vec<serde_json::Value> = include_str!("../../data/sample.jsonl")
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let field = |article: &serde_json::Value, name: &str| article[name].as_str().unwrap().to_owned();
        let empty = [("empty".to_owned(), String::new()), ("stop".to_owned(), "and of the".to_owned())];
        let articles = articles.iter().map(|article| (field(article, "id"), field(article, "text")));
        Corpus::from_texts(articles.chain(empty)).unwrap()
    }

    fn params(ngrams: usize) -> CountVectorizerParams {
        CountVectorizer::params(Analyzer::english().ngram_range(1, ngrams))
    }

    fn texts(frame: &DataFrame, name: &str) -> Vec<String> {
        frame.column(name).unwrap().str().unwrap().iter().map(|text| text.unwrap().to_owned()).collect()
    }

    fn floats(frame: &DataFrame, name: &str) -> Vec<f64> {
        frame.column(name).unwrap().f64().unwrap().into_no_null_iter().collect()
    }

    fn wholes(frame: &DataFrame, name: &str) -> Vec<usize> {
        let column = frame.column(name).unwrap().u64().unwrap();
        column.into_no_null_iter().map(|number| number as usize).collect()
    }

    /// Holds every line of the table against the cell of the sparse matrices that it stands for.
    fn assert_agrees(what: &str, counts: &CountMatrix, corpus: &Corpus, params: TfIdfParams) {
        let table = tfidf(counts, corpus, params).unwrap();
        let weights = params.fit_transform(counts).unwrap().1;
        let terms = counts.vocabulary();
        let df = counts.document_frequencies();
        let by_paragraph = counts.rows()[0].paragraph.is_some();
        let paragraphs = if by_paragraph { wholes(&table, "paragraph") } else { vec![0; table.height()] };
        let (articles, names) = (texts(&table, "article"), texts(&table, "term"));
        let (count_column, df_column) = (wholes(&table, "count"), wholes(&table, "df"));
        let (tf, idf, tfidf) = (floats(&table, "tf"), floats(&table, "idf"), floats(&table, "tfidf"));
        let mut line = 0;
        for (at, row) in counts.rows().iter().enumerate() {
            let mut cells: Vec<_> = counts.row(at).zip(weights.row(at)).collect();
            cells.sort_by_key(|(count, _)| terms.term(count.0));
            for ((column, count), (_, weight)) in cells {
                let place = (articles[line].as_str(), paragraphs[line], names[line].as_str());
                let expected = (corpus[row.document].id(), row.paragraph.unwrap_or(0), terms.term(column));
                assert_eq!(place, expected, "{what}: line {line}");
                assert_eq!(count_column[line], count as usize, "{what}: count of {place:?}");
                assert_eq!(df_column[line], df[column], "{what}: df of {place:?}");
                assert!((idf[line] - weights.idf()[column]).abs() <= 1e-12, "{what}: idf of {place:?}");
                assert!(tf[line] >= 1.0 && tf[line] <= f64::from(count), "{what}: tf of {place:?}");
                let off = (tfidf[line] - weight).abs() / weight.max(1.0);
                assert!(off <= 1e-12, "{what}: {place:?} is {} and {weight}", tfidf[line]);
                line += 1;
            }
        }
        assert_eq!(line, table.height(), "{what}: lines beyond the cells");
    }

    #[test]
    fn polars_and_the_sparse_matrix_weigh_alike() {
        let corpus = corpus();
        let given = ["talk", "gas", "kraken", "china", "oil"].map(str::to_owned).to_vec();
        let cases = [
            ("default", params(1)),
            ("binary", params(1).binary(true)),
            ("bigrams", params(2)),
            ("min_df", params(1).min_df(2)),
            ("max_df", params(2).max_df(0.5)),
            ("both ends", params(2).min_df(2).max_df(4).max_features(50)),
            ("given order", params(1).vocabulary(given)),
        ];
        for (name, case) in cases {
            for unit in [Unit::Document, Unit::Paragraph] {
                let counts = case.clone().unit(unit).fit_transform(&corpus).unwrap().1;
                assert!((0..counts.rows().len()).any(|row| counts.row(row).len() == 0), "no empty row");
                for bits in 0..8 {
                    for norm in [Norm::L2, Norm::L1, Norm::None] {
                        let on = |bit: u8| bits >> bit & 1 == 1;
                        let weighing =
                            TfIdf::params().smooth_idf(on(0)).sublinear_tf(on(1)).use_idf(on(2)).norm(norm);
                        assert_agrees(&format!("{name}, {unit:?}, {weighing:?}"), &counts, &corpus, weighing);
                    }
                }
            }
        }
    }

    #[test]
    fn a_small_table_is_what_the_formulas_say() {
        let corpus = Corpus::from_texts([("a", "gas gas oil"), ("b", ""), ("c", "oil")]).unwrap();
        let counts = params(1).fit_transform(&corpus).unwrap().1;
        let table = tfidf(&counts, &corpus, TfIdf::params().norm(Norm::None).sublinear_tf(true)).unwrap();
        let names: Vec<&str> = table.columns().iter().map(|column| column.name().as_str()).collect();
        assert_eq!(names, ["article", "term", "count", "tf", "df", "idf", "tfidf"]);
        assert_eq!(texts(&table, "article"), ["a", "a", "c"]);
        assert_eq!(texts(&table, "term"), ["gas", "oil", "oil"]);
        assert_eq!(wholes(&table, "count"), [2, 1, 1]);
        assert_eq!(wholes(&table, "df"), [1, 2, 2]);
        let (twice, rare, common) = (2.0_f64.ln() + 1.0, 2.0_f64.ln() + 1.0, (4.0_f64 / 3.0).ln() + 1.0);
        assert_eq!(floats(&table, "tf"), [twice, 1.0, 1.0]);
        assert_eq!(floats(&table, "idf"), [rare, common, common]);
        assert_eq!(floats(&table, "tfidf"), [twice * rare, common, common]);
    }

    #[test]
    fn counts_and_weights_stand_in_order_of_terms() {
        let corpus = Corpus::from_texts([("b", "oil gas gas"), ("a", "oil")]).unwrap();
        let order = ["oil", "gas"].map(str::to_owned).to_vec();
        let matrix = params(1).vocabulary(order).fit_transform(&corpus).unwrap().1;
        let table = counts(&matrix, &corpus).unwrap();
        assert_eq!(texts(&table, "article"), ["b", "b", "a"]);
        assert_eq!(texts(&table, "term"), ["gas", "oil", "oil"]);
        assert_eq!(wholes(&table, "count"), [2, 1, 1]);
        let table = weights(&matrix.unweighted(), &corpus).unwrap();
        assert_eq!(texts(&table, "term"), ["gas", "oil", "oil"]);
        assert_eq!(floats(&table, "weight"), [2.0, 1.0, 1.0]);
    }

    #[test]
    fn a_matrix_without_rows_gives_a_table_with_a_heading_only() {
        let some = Corpus::from_texts([("a", "gas oil")]).unwrap();
        let none = Corpus::from_texts(Vec::<(String, String)>::new()).unwrap();
        let matrix = params(1).fit(&some).unwrap().transform(&none);
        let table = tfidf(&matrix, &none, TfIdf::params()).unwrap();
        assert_eq!((table.height(), table.width()), (0, 7));
    }
}
