//! Document-term matrices for other programs: scipy's `.npz`, Matrix Market, and the lists that go with them.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use npyz::WriterBuilder;

use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::vectorize::{Row, TfIdfMatrix};

/// The matrix as scipy's `save_npz` writes a CSR matrix, with the terms and the articles as two more arrays,
/// `vocabulary` and `articles` (UTF-8 lines in one byte array each).
///
/// `numpy.load(file)["vocabulary"].tobytes().decode().split("\n")[:-1]` gives the terms.
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
    let mut text =
        format!("%%MatrixMarket matrix coordinate real general\n{rows} {columns} {}\n", matrix.nnz());
    for row in 0..rows {
        for (column, weight) in matrix.row(row) {
            // Rust prints the shortest digits that read back as the same number. Writing to a string cannot fail.
            let _ = writeln!(text, "{} {} {weight:?}", row + 1, column + 1);
        }
    }
    text.into_bytes()
}

/// Terms, or ids, one to a line: line n names column, or row, n. A line break inside a name becomes U+FFFD.
pub fn lines(names: &[impl AsRef<str>]) -> Vec<u8> {
    let mut text = String::with_capacity(names.iter().map(|name| name.as_ref().len() + 1).sum());
    for name in names {
        text.extend(name.as_ref().chars().map(|c| if matches!(c, '\n' | '\r') { '\u{FFFD}' } else { c }));
        text.push('\n');
    }
    text.into_bytes()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectorize::Unit;
    use crate::{Analyzer, CountVectorizer};

    fn matrix(corpus: &Corpus, unit: Unit) -> TfIdfMatrix {
        let params = CountVectorizer::params(Analyzer::english()).unit(unit);
        params.fit_transform(corpus).unwrap().1.unweighted()
    }

    #[test]
    fn matrix_market_counts_from_one_and_keeps_empty_rows() {
        let corpus = Corpus::from_texts([("a", "oil gas gas"), ("b", ""), ("c", "oil")]).unwrap();
        let text = String::from_utf8(matrix_market(&matrix(&corpus, Unit::Document))).unwrap();
        let head = "%%MatrixMarket matrix coordinate real general\n3 2 3\n";
        assert_eq!(text, format!("{head}1 1 2.0\n1 2 1.0\n3 2 1.0\n"));
    }

    #[test]
    fn paragraphs_are_named_by_article_and_number() {
        let corpus = Corpus::from_texts([("a", "Gas prices rose.\n\nOil prices fell.")]).unwrap();
        let matrix = matrix(&corpus, Unit::Paragraph);
        assert_eq!(row_names(matrix.rows(), &corpus), ["a#0", "a#1"]);
    }

    #[test]
    fn a_name_is_one_line_whatever_it_holds() {
        let text = String::from_utf8(lines(&["a\nb", "c\r\nd", "", "é"])).unwrap();
        assert_eq!(text, "a\u{FFFD}b\nc\u{FFFD}\u{FFFD}d\n\né\n");
    }

    #[test]
    fn an_archive_has_no_clock_in_it() {
        let corpus = Corpus::from_texts([("a", "gas")]).unwrap();
        let bytes = npz(&matrix(&corpus, Unit::Document), &corpus).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let mut names = Vec::new();
        for at in 0..archive.len() {
            let member = archive.by_index(at).unwrap();
            let time = member.last_modified().unwrap();
            assert_eq!((time.year(), time.month(), time.day(), time.hour()), (1980, 1, 1, 0));
            names.push(member.name().unwrap().into_owned());
        }
        let members = ["indices", "indptr", "format", "shape", "data", "vocabulary", "articles"];
        assert_eq!(names, members.map(|name| format!("{name}.npy")));
    }
}
