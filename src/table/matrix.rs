//! Document-term matrices: long tables, scipy's `.npz`, Matrix Market.

use std::io::{Cursor, Write};

use npyz::WriterBuilder;
use polars::prelude::{
    DataFrame, Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, Literal, SortMultipleOptions, col, len, lit,
};

use super::encode::{collect, refused};
use super::frames::{frame, text, whole};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::vectorize::{CountMatrix, Norm, Row, TfIdfMatrix, TfIdfParams};

/// The non-zero counts as a long table, `article, term, count`, with `paragraph` after `article` where rows are
/// paragraphs; ordered by row, then term.
///
/// # Errors
/// [`Error::Library`] if polars refuses.
pub fn counts(counts: &CountMatrix, corpus: &Corpus) -> Result<DataFrame> {
    let cells = cells(counts.rows(), |row| counts.row(row).map(|(column, _)| column));
    let values = (0..counts.rows().len()).flat_map(|row| counts.row(row)).map(|cell| cell.1 as usize);
    let mut columns = places(&cells, counts.rows(), corpus, counts.vocabulary().terms());
    columns.push(whole("count", values));
    frame(columns)
}

/// The non-zero weights as a long table, `article, term, weight`, with `paragraph` after `article` where rows are
/// paragraphs; ordered by row, then term.
///
/// # Errors
/// [`Error::Library`] if polars refuses.
pub fn weights(weights: &TfIdfMatrix, corpus: &Corpus) -> Result<DataFrame> {
    let cells = cells(weights.rows(), |row| weights.row(row).map(|(column, _)| column));
    let values: Vec<f64> =
        (0..weights.rows().len()).flat_map(|row| weights.row(row)).map(|cell| cell.1).collect();
    let mut columns = places(&cells, weights.rows(), corpus, weights.vocabulary().terms());
    columns.push(polars::prelude::Column::new("weight".into(), values));
    frame(columns)
}

/// tf-idf computed from the long table of counts by polars alone: `article, term, count, tf, df, idf, tfidf`, with
/// `paragraph` after `article` where rows are paragraphs.
///
/// This is a second computation of what [`crate::TfIdf`] computes on the sparse matrix, and agrees with it to 1e-12;
/// the formulas stand there.
///
/// # Errors
/// [`Error::Library`] if polars refuses.
pub fn tfidf(matrix: &CountMatrix, corpus: &Corpus, params: TfIdfParams) -> Result<DataFrame> {
    const ROW: &str = "__row";
    const LENGTH: &str = "__length";
    let mut long = counts(matrix, corpus)?;
    let rows = whole(ROW, (0..matrix.rows().len()).flat_map(|row| matrix.row(row).map(move |_| row)));
    long.with_column(rows).map_err(|error| refused("computing tf-idf", &error))?;
    let paragraphs = long.column("paragraph").is_ok();

    let n = matrix.rows().len() as f64;
    let plus = if params.smooth_idf { 1.0 } else { 0.0 };
    let count = col("count").cast(polars::prelude::DataType::Float64);
    let tf = if params.sublinear_tf { natural_log(count) + lit(1.0) } else { count };
    let df = long
        .clone()
        .lazy()
        .group_by([col("term")])
        .agg([len().cast(polars::prelude::DataType::UInt64).alias("df")]);
    let ratio = lit(n + plus) / (col("df").cast(polars::prelude::DataType::Float64) + lit(plus));
    let idf = if params.use_idf { natural_log(ratio) + lit(1.0) } else { lit(1.0) };
    let weighed = join(long.lazy(), df, "term")
        .with_columns([tf.alias("tf"), idf.alias("idf")])
        .with_columns([(col("tf") * col("idf")).alias("tfidf")]);
    let length = match params.norm {
        Norm::L2 => (col("tfidf") * col("tfidf")).sum().sqrt(),
        Norm::L1 => col("tfidf").sum(),
        Norm::None => lit(1.0).first(),
    };
    let lengths = weighed.clone().group_by([col(ROW)]).agg([length.alias(LENGTH)]);
    let place: &[&str] = if paragraphs { &["article", "paragraph"] } else { &["article"] };
    let columns: Vec<Expr> =
        place.iter().chain(&["term", "count", "tf", "df", "idf", "tfidf"]).map(|name| col(*name)).collect();
    let result = join(weighed, lengths, ROW)
        .with_columns([(col("tfidf") / col(LENGTH)).alias("tfidf")])
        .sort([ROW, "term"], SortMultipleOptions::default())
        .select(columns);
    collect("computing tf-idf", result)
}

/// The matrix as scipy's `save_npz` writes a CSR matrix, with the terms and the articles as two more arrays,
/// `vocabulary` and `articles` (UTF-8 lines in one byte array each).
///
/// `numpy.load(file)["vocabulary"].tobytes().decode().splitlines()` gives the terms.
///
/// # Errors
/// [`Error::Library`] if the archive cannot be built.
pub fn npz(matrix: &TfIdfMatrix, corpus: &Corpus) -> Result<Vec<u8>> {
    let failed = |error: std::io::Error| Error::Library { task: "writing npz", reason: error.to_string() };
    let mut archive = Archive::new();
    let (rows, columns) = matrix.shape();
    let shape = [rows as i64, columns as i64];
    archive.array("indices", matrix.indices().iter().map(|&column| column as i32)).map_err(failed)?;
    archive.array("indptr", matrix.indptr().iter().map(|&at| at as i64)).map_err(failed)?;
    archive.format("csr").map_err(failed)?;
    archive.array("shape", shape.into_iter()).map_err(failed)?;
    archive.array("data", matrix.data().iter().copied()).map_err(failed)?;
    archive.array("vocabulary", lines(matrix.vocabulary().terms()).into_iter()).map_err(failed)?;
    archive.array("articles", lines(&row_names(matrix.rows(), corpus)).into_iter()).map_err(failed)?;
    archive.finish().map_err(failed)
}

/// The matrix in Matrix Market coordinate form, rows and columns counted from 1.
pub fn matrix_market(matrix: &TfIdfMatrix) -> Vec<u8> {
    let (rows, columns) = (matrix.rows().len(), matrix.vocabulary().len());
    let cells = (0..rows).map(|row| matrix.row(row).len()).sum::<usize>();
    let mut text = format!("%%MatrixMarket matrix coordinate real general\n{rows} {columns} {cells}\n");
    for row in 0..rows {
        for (column, weight) in matrix.row(row) {
            // Rust prints the shortest digits that read back as the same number.
            text.push_str(&format!("{} {} {weight:?}\n", row + 1, column + 1));
        }
    }
    text.into_bytes()
}

/// Terms, or ids, one to a line.
pub fn lines(names: &[impl AsRef<str>]) -> Vec<u8> {
    names.iter().flat_map(|name| [name.as_ref().as_bytes(), b"\n"]).flatten().copied().collect()
}

/// The name of each row: its article's id, followed by `#` and the paragraph where rows are paragraphs.
pub fn row_names(rows: &[Row], corpus: &Corpus) -> Vec<String> {
    rows.iter()
        .map(|row| match row.paragraph {
            Some(paragraph) => format!("{}#{paragraph}", corpus[row.document].id()),
            None => corpus[row.document].id().to_owned(),
        })
        .collect()
}

fn join(left: LazyFrame, right: LazyFrame, on: &str) -> LazyFrame {
    left.join(right, [col(on)], [col(on)], JoinArgs::new(JoinType::Left))
}

/// The natural logarithm; [`Expr::log`] takes its base as an expression.
fn natural_log(of: Expr) -> Expr {
    of.log(std::f64::consts::E.lit())
}

/// `(row, column)` of every stored cell, row by row.
fn cells<I: Iterator<Item = usize>>(rows: &[Row], columns: impl Fn(usize) -> I) -> Vec<(usize, usize)> {
    (0..rows.len()).flat_map(|row| columns(row).map(move |column| (row, column))).collect()
}

fn places(
    cells: &[(usize, usize)],
    rows: &[Row],
    corpus: &Corpus,
    terms: &[String],
) -> Vec<polars::prelude::Column> {
    let mut columns = vec![text("article", cells.iter().map(|cell| corpus[rows[cell.0].document].id()))];
    if rows.iter().any(|row| row.paragraph.is_some()) {
        columns.push(whole("paragraph", cells.iter().map(|cell| rows[cell.0].paragraph.unwrap_or(0))));
    }
    columns.push(text("term", cells.iter().map(|cell| terms[cell.1].as_str())));
    columns
}

/// A zip of `.npy` members whose bytes repeat: no time stamps.
struct Archive {
    zip: zip::ZipWriter<Cursor<Vec<u8>>>,
}

impl Archive {
    fn new() -> Self {
        Self { zip: zip::ZipWriter::new(Cursor::new(Vec::new())) }
    }

    fn member(&mut self, name: &str) -> std::io::Result<()> {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .large_file(true)
            .last_modified_time(zip::DateTime::default());
        self.zip.start_file(format!("{name}.npy"), options).map_err(std::io::Error::other)
    }

    /// A one-dimensional array.
    fn array<T: npyz::AutoSerialize>(
        &mut self,
        name: &str,
        values: impl ExactSizeIterator<Item = T>,
    ) -> std::io::Result<()> {
        self.member(name)?;
        let mut npy = npyz::WriteOptions::new()
            .default_dtype()
            .shape(&[values.len() as u64])
            .writer(&mut self.zip)
            .begin_nd()?;
        npy.extend(values)?;
        npy.finish()
    }

    /// scipy's marker of the matrix kind: a zero-dimensional byte string.
    fn format(&mut self, kind: &str) -> std::io::Result<()> {
        self.member("format")?;
        let dtype = npyz::DType::Plain(format!("|S{}", kind.len()).parse().map_err(std::io::Error::other)?);
        let mut npy = npyz::WriteOptions::new().dtype(dtype).shape(&[]).writer(&mut self.zip).begin_nd()?;
        npy.push(kind.as_bytes())?;
        npy.finish()
    }

    fn finish(self) -> std::io::Result<Vec<u8>> {
        let mut bytes = self.zip.finish().map_err(std::io::Error::other)?;
        bytes.flush()?;
        Ok(bytes.into_inner())
    }
}
