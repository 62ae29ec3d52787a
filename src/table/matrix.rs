//! Document-term matrices for other programs: scipy's `.npz`, Matrix Market, and the lists that go with them.

use std::io::{self, BufWriter, Seek, Write};
use std::marker::PhantomData;

use npyz::WriterBuilder;

use super::lines::write_lines;
use crate::vectorize::{Room, Row, Sparse, Weight};

/// How many bytes of an array are written at once.
const BLOCK: usize = 1 << 16;

/// Writes the matrix as scipy's `save_npz` writes a CSR matrix, with the terms and the names of the rows as two more
/// arrays, `vocabulary` and `articles` (UTF-8 lines in one byte array each). Where terms were hashed there is no
/// `vocabulary`.
///
/// `numpy.load(file)["vocabulary"].tobytes().decode().split("\n")[:-1]` gives the terms, escaped as by
/// [`lines`](super::lines()). The arrays are not packed: packing weights takes many times as long as making them and saves
/// little, since their digits hardly repeat. `scipy.sparse.load_npz` reads both. The same matrix gives the same bytes. No copy of the
/// matrix is made.
///
/// # Errors
/// Those of `out`, and of kind [`InvalidInput`](io::ErrorKind::InvalidInput) if there is not one name a row.
pub fn npz<M: Sparse>(matrix: &M, names: &[impl AsRef<str>], out: impl Write + Seek) -> io::Result<()> {
    let (rows, columns) = matrix.shape();
    if names.len() != rows {
        let problem = format!("{} names were given for {rows} rows", names.len());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, problem));
    }
    let mut archive = Archive::new(out);
    archive.array("indices", matrix.nnz(), |numbers| {
        let mut room = Room::default();
        (0..rows).try_for_each(|row| numbers.put(matrix.columns(row, &mut room), |column| column as i32))
    })?;
    archive.array("indptr", rows + 1, |numbers| {
        let mut end = 0;
        numbers.put(&[0_usize], |at| at as i64)?;
        matrix.lengths().try_for_each(|length| {
            end += length;
            numbers.put(&[end], |at| at as i64)
        })
    })?;
    archive.format("csr")?;
    archive.array("shape", 2, |numbers| numbers.put(&[rows, columns], |n| n as i64))?;
    if M::Value::BITS == 32 {
        archive.weights(matrix, |weight| weight.into() as f32)?;
    } else {
        archive.weights(matrix, Into::<f64>::into)?;
    }
    if let Some(terms) = matrix.terms() {
        archive.lines("vocabulary", terms)?;
    }
    archive.lines("articles", names)?;
    archive.finish()
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

/// A zip of `.npy` members whose bytes repeat: no time stamps.
struct Archive<W: Write + Seek> {
    zip: zip::ZipWriter<W>,
    block: Vec<u8>,
}

/// Counts the bytes that are written.
struct Length(usize);

impl Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What an array can hold.
trait Element: npyz::AutoSerialize + Copy {
    /// Its bytes in the order that its default type promises.
    fn put(self, into: &mut [u8]);
}

macro_rules! elements {
    ($($number:ty),*) => {
        $(impl Element for $number {
            fn put(self, into: &mut [u8]) {
                into.copy_from_slice(&self.to_ne_bytes());
            }
        })*
    };
}

elements!(u8, i32, i64, f32, f64);

/// The numbers of an array, which wait until there is a block of them.
struct Numbers<'a, W: Write + Seek, T> {
    archive: &'a mut Archive<W>,
    /// Bytes of the block that are to be written.
    waiting: usize,
    /// How many numbers are still to come.
    missing: usize,
    number: PhantomData<T>,
}

impl<W: Write + Seek, T: Element> Numbers<'_, W, T> {
    /// Adds what `values` come to.
    fn put<S: Copy>(&mut self, values: &[S], number: impl Fn(S) -> T) -> io::Result<()> {
        let size = size_of::<T>();
        let mut rest = values;
        while !rest.is_empty() {
            if self.waiting + size > BLOCK {
                self.write()?;
            }
            let (some, later) = rest.split_at(rest.len().min((BLOCK - self.waiting) / size));
            let block = &mut self.archive.block[self.waiting..];
            for (into, &value) in block.chunks_exact_mut(size).zip(some) {
                number(value).put(into);
            }
            self.waiting += some.len() * size;
            self.missing = self.missing.checked_sub(some.len()).ok_or_else(miscounted)?;
            rest = later;
        }
        Ok(())
    }

    fn write(&mut self) -> io::Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        self.archive.zip.write_all(&self.archive.block[..waiting])
    }

    /// Writes what still waits.
    fn end(mut self) -> io::Result<()> {
        self.write()?;
        if self.missing == 0 { Ok(()) } else { Err(miscounted()) }
    }
}

/// That the head of an array told another length than that of what followed.
fn miscounted() -> io::Error {
    io::Error::other("an array has not as many numbers as its head says")
}

impl<W: Write + Seek> Archive<W> {
    fn new(out: W) -> Self {
        Self { zip: zip::ZipWriter::new(out), block: vec![0; BLOCK] }
    }

    fn member(&mut self, name: &str) -> io::Result<()> {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored)
            .large_file(true)
            .last_modified_time(zip::DateTime::default());
        Ok(self.zip.start_file(format!("{name}.npy"), options)?)
    }

    /// An array of bytes that are lines, one for each name.
    fn lines(&mut self, name: &str, names: &[impl AsRef<str>]) -> io::Result<()> {
        let mut length = Length(0);
        write_lines(names, &mut length)?;
        self.begin::<u8>(name, length.0)?;
        write_lines(names, &mut self.zip)
    }

    /// Begins a one-dimensional array of so many numbers, which must follow.
    fn begin<T: Element>(&mut self, name: &str, length: usize) -> io::Result<()> {
        self.member(name)?;
        let mut head = Vec::new();
        let shape = [length as u64];
        // Dropped without its numbers, which come right behind its head.
        drop(npyz::WriteOptions::<T>::new().default_dtype().shape(&shape).writer(&mut head).begin_nd()?);
        self.zip.write_all(&head)
    }

    /// A one-dimensional array of so many numbers, which `put` puts. npyz writes its head; the numbers go in blocks, which
    /// takes half as long as one by one.
    fn array<T: Element>(
        &mut self,
        name: &str,
        length: usize,
        put: impl FnOnce(&mut Numbers<'_, W, T>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.begin::<T>(name, length)?;
        let mut numbers = Numbers { archive: self, waiting: 0, missing: length, number: PhantomData };
        put(&mut numbers)?;
        numbers.end()
    }

    /// The values of all cells, as `number` has them.
    fn weights<M: Sparse, T: Element>(
        &mut self,
        matrix: &M,
        number: impl Fn(M::Value) -> T,
    ) -> io::Result<()> {
        self.array("data", matrix.nnz(), |numbers| {
            let mut room = Room::default();
            (0..matrix.shape().0).try_for_each(|row| numbers.put(matrix.cells(row, &mut room).1, &number))
        })
    }

    /// scipy's marker of the matrix kind: a zero-dimensional byte string.
    fn format(&mut self, kind: &str) -> io::Result<()> {
        self.member("format")?;
        let dtype = npyz::DType::Plain(format!("|S{}", kind.len()).parse().map_err(io::Error::other)?);
        let mut npy = npyz::WriteOptions::new().dtype(dtype).shape(&[]).writer(&mut self.zip).begin_nd()?;
        npy.push(kind.as_bytes())?;
        npy.finish()
    }

    fn finish(self) -> io::Result<()> {
        self.zip.finish()?.flush()
    }
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
    fn arrays_of_many_blocks_come_out_as_they_went_in() {
        let numbers: Vec<u32> = (0..40_000).collect();
        let mut bytes = Cursor::new(Vec::new());
        let mut archive = Archive::new(&mut bytes);
        // In runs that end before, at and behind the end of a block.
        archive
            .array("whole", 40_000, |into| {
                numbers.chunks(16_384 - 3).try_for_each(|run| into.put(run, |n| n as i32))
            })
            .unwrap();
        archive.array("half", 40_000, |into| into.put(&numbers, |n| n as f32 / 2.0)).unwrap();
        archive.array("none", 0, |into| into.put(&[], |n: u8| n)).unwrap();
        archive.finish().unwrap();
        let mut archive = zip::ZipArchive::new(&mut bytes).unwrap();
        let mut member = |name: &str| {
            let mut bytes = Vec::new();
            archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
            bytes
        };
        let (whole, half, none) = (member("whole.npy"), member("half.npy"), member("none.npy"));
        let whole: Vec<i32> = npyz::NpyFile::new(&whole[..]).unwrap().into_vec().unwrap();
        assert!(whole.iter().copied().eq(0..40_000));
        let half: Vec<f32> = npyz::NpyFile::new(&half[..]).unwrap().into_vec().unwrap();
        assert!(half.iter().copied().eq((0..40_000).map(|n| n as f32 / 2.0)));
        assert!(npyz::NpyFile::new(&none[..]).unwrap().into_vec::<u8>().unwrap().is_empty());
    }

    #[test]
    fn an_array_has_the_length_that_its_head_tells() {
        for (length, right) in [(1, false), (2, true), (3, false)] {
            let mut archive = Archive::new(Cursor::new(Vec::new()));
            let written = archive.array("two", length, |into| into.put(&[1_u8, 2], |n| n));
            assert_eq!(written.is_ok(), right, "{length}");
        }
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
