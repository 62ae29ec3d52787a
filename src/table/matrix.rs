//! Document-term matrices for other programs: scipy's `.npz`, Matrix Market, and the lists that go with them.

use std::io::{self, BufWriter, Seek, Write};

use bytemuck::cast_slice;

use super::archive::{Archive, BLOCK};
use crate::vectorize::{Room, Row, Sparse, Weight};

/// Writes the matrix as scipy's `save_npz` writes a CSR matrix, with the terms and the names of the rows as two more
/// arrays, `vocabulary` and `articles` (UTF-8 lines in one byte array each). Where terms were hashed there is no
/// `vocabulary`.
///
/// `numpy.load(file)["vocabulary"].tobytes().decode().split("\n")[:-1]` gives the terms, escaped as by
/// [`lines`](super::lines()). The arrays are not packed: packing weights takes many times as long as making them and saves
/// little, since their digits hardly repeat. `scipy.sparse.load_npz` reads both. The same matrix gives the same bytes. No copy of the
/// matrix is made. Two threads take turns: what one has written out the other has made meanwhile.
///
/// # Errors
/// Those of `out`, and of kind [`InvalidInput`](io::ErrorKind::InvalidInput) if there is not one name a row.
pub fn npz<M: Sparse + Sync>(
    matrix: &M,
    names: &[impl AsRef<str> + Sync],
    out: impl Write + Seek + Send,
) -> io::Result<()> {
    let (rows, columns) = matrix.shape();
    if names.len() != rows {
        let problem = format!("{} names were given for {rows} rows", names.len());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, problem));
    }
    let nnz = matrix.nnz();
    let indices = |row: usize, room: &mut Room<M::Value>, block: &mut Vec<u8>| {
        // Those of scipy are signed; none is as high that it would show.
        block.extend_from_slice(cast_slice(matrix.columns(row, room)));
    };
    let data = |row: usize, room: &mut Room<M::Value>, block: &mut Vec<u8>| {
        block.extend_from_slice(cast_slice(matrix.cells(row, room).1));
    };
    // On one of the pool's threads, where handing a block to another costs little.
    rayon::scope(|_| {
        let mut archive = Archive::new(out);
        archive.rows::<i32, _>("indices", nnz, rows, indices)?;
        let ends = matrix.lengths().scan(0, |end, length| {
            *end += length as i64;
            Some(*end)
        });
        archive.numbers("indptr", rows + 1, std::iter::once(0).chain(ends))?;
        archive.format("csr")?;
        archive.numbers("shape", 2, [rows, columns].into_iter().map(|n| n as i64))?;
        match M::Value::BITS {
            32 => archive.rows::<f32, _>("data", nnz, rows, data)?,
            _ => archive.rows::<f64, _>("data", nnz, rows, data)?,
        }
        if let Some(vocabulary) = matrix.vocabulary() {
            archive.lines("vocabulary", vocabulary.terms())?;
        }
        archive.lines("articles", names)?;
        archive.finish()
    })
}

/// Writes the matrix in Matrix Market coordinate form, rows and columns counted from 1.
///
/// # Errors
/// Those of `out`.
pub fn matrix_market(matrix: &impl Sparse, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BLOCK, out);
    let (rows, columns) = matrix.shape();
    writeln!(out, "%%MatrixMarket matrix coordinate real general\n{rows} {columns} {}", matrix.nnz())?;
    let mut room = Room::default();
    for row in 0..rows {
        let (columns, weights) = matrix.cells(row, &mut room);
        for (column, weight) in columns.iter().zip(weights) {
            // Rust prints the shortest digits that read back as the same number.
            writeln!(out, "{} {} {weight:?}", row + 1, column + 1)?;
        }
    }
    out.flush()
}

/// The name of each row: its article's id, followed by `#` and the paragraph where rows are paragraphs. `ids` are those
/// of the documents, in their order; a row of a document that is not among them has an empty name.
pub fn row_names(rows: &[Row], ids: &[impl AsRef<str>]) -> Vec<String> {
    let id = |row: &Row| ids.get(row.document).map_or("", AsRef::as_ref);
    rows.iter()
        .map(|row| match row.paragraph {
            Some(paragraph) => format!("{}#{paragraph}", id(row)),
            None => id(row).to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;
    use crate::corpus::Corpus;
    use crate::vectorize::TfIdfMatrix;
    use crate::vectorize::Unit;
    use crate::{Analyzer, CountVectorizer, HashingVectorizer, Norm, TfIdf, Vectorizer, Weighting};

    fn matrix(corpus: &Corpus, unit: Unit) -> TfIdfMatrix {
        let params = CountVectorizer::params(Analyzer::english()).unit(unit);
        params.fit_transform(corpus).unwrap().1.unweighted()
    }

    #[test]
    fn matrix_market_counts_from_one_and_keeps_empty_rows() {
        let corpus = Corpus::from_texts([("a", "oil gas gas"), ("b", ""), ("c", "oil")]).unwrap();
        let mut text = Vec::new();
        matrix_market(&matrix(&corpus, Unit::Document), &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let head = "%%MatrixMarket matrix coordinate real general\n3 2 3\n";
        assert_eq!(text, format!("{head}1 1 2.0\n1 2 1.0\n3 2 1.0\n"));
    }

    #[test]
    fn paragraphs_are_named_by_article_and_number() {
        let corpus = Corpus::from_texts([("a", "Gas prices rose.\n\nOil prices fell.")]).unwrap();
        let matrix = matrix(&corpus, Unit::Paragraph);
        assert_eq!(row_names(matrix.rows(), &["a"]), ["a#0", "a#1"]);
    }

    #[test]
    fn an_archive_has_no_clock_in_it() {
        let corpus = Corpus::from_texts([("a", "gas")]).unwrap();
        let mut bytes = Cursor::new(Vec::new());
        npz(&matrix(&corpus, Unit::Document), &["a"], &mut bytes).unwrap();
        let mut archive = zip::ZipArchive::new(&mut bytes).unwrap();
        let mut names = Vec::new();
        for at in 0..archive.len() {
            let member = archive.by_index(at).unwrap();
            let time = member.last_modified().unwrap();
            assert_eq!((time.year(), time.month(), time.day(), time.hour()), (1980, 1, 1, 0));
            assert_eq!(member.compression(), zip::CompressionMethod::Stored);
            names.push(member.name().unwrap().into_owned());
        }
        let members = ["indices", "indptr", "format", "shape", "data", "vocabulary", "articles"];
        assert_eq!(names, members.map(|name| format!("{name}.npy")));
    }

    #[test]
    fn single_precision_is_four_bytes() {
        let corpus = Corpus::from_texts([("a", "gas gas oil")]).unwrap();
        let params = Vectorizer::params(
            CountVectorizer::params(Analyzer::sklearn()),
            Weighting::TfIdf(TfIdf::params()),
        );
        let matrix: TfIdfMatrix<f32> =
            params.fit_transform_batches(std::iter::once(|| corpus.documents())).unwrap().1;
        let mut bytes = Cursor::new(Vec::new());
        npz(&matrix, &["a"], &mut bytes).unwrap();
        let mut data = Vec::new();
        zip::ZipArchive::new(&mut bytes)
            .unwrap()
            .by_name("data.npy")
            .unwrap()
            .read_to_end(&mut data)
            .unwrap();
        assert_eq!(npyz::NpyFile::new(&data[..]).unwrap().into_vec::<f32>().unwrap(), matrix.data());
        let mut text = Vec::new();
        matrix_market(&matrix, &mut text).unwrap();
        assert!(String::from_utf8(text).unwrap().contains(&format!("\n1 1 {:?}\n", matrix.data()[0])));
    }

    #[test]
    fn hashed_columns_have_no_names() {
        let corpus = Corpus::from_texts([("a", "coal coal gas"), ("b", "")]).unwrap();
        let vectorizer = HashingVectorizer::new(Analyzer::sklearn()).n_features(8).norm(Norm::None);
        let matrix = vectorizer.transform(&corpus).unwrap();
        let mut text = Vec::new();
        matrix_market(&matrix, &mut text).unwrap();
        let head = "%%MatrixMarket matrix coordinate real general\n2 8 2\n";
        assert_eq!(String::from_utf8(text).unwrap(), format!("{head}1 2 2.0\n1 5 -1.0\n"));
        let mut bytes = Cursor::new(Vec::new());
        npz(&matrix, &["a", "b"], &mut bytes).unwrap();
        assert!(zip::ZipArchive::new(&mut bytes).unwrap().by_name("vocabulary.npy").is_err());
    }

    #[test]
    fn every_row_needs_a_name() {
        let corpus = Corpus::from_texts([("a", "gas")]).unwrap();
        let refused = npz(&matrix(&corpus, Unit::Document), &["a", "b"], Cursor::new(Vec::new()));
        assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::InvalidInput);
    }
}
