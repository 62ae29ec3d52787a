//! `retell vectorize`: every form holds the same matrix.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;

use super::{SAMPLE, assert_near, numbers, parquet, sample, stdout, texts};
use crate::support::{files, rows};

/// The sample, an article without a term, and one with an awkward id.
fn articles() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let more = [
        json!({"id": "stop", "text": "and of the"}),
        json!({"id": "a \"b\", c;é", "text": "Gas, gas and oil."}),
    ];
    let more: String = more.iter().map(|article| format!("{article}\n")).collect();
    fs::write(folder.path().join("in.jsonl"), format!("{SAMPLE}{more}")).unwrap();
    folder
}

/// A matrix with its lists: `(row, column, value)`, row by row.
#[derive(Debug, PartialEq)]
struct Matrix {
    articles: Vec<String>,
    terms: Vec<String>,
    cells: Vec<(usize, usize, f64)>,
}

/// Every line, each of which ends.
fn list(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).unwrap();
    text.strip_suffix('\n').unwrap().split('\n').map(str::to_owned).collect()
}

/// scipy's archive as `scipy.sparse.load_npz` reads it.
fn read_npz(bytes: &[u8]) -> Matrix {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut member = |name: &str| {
        let mut bytes = Vec::new();
        archive.by_name(&format!("{name}.npy")).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    };
    fn array<T: npyz::Deserialize>(bytes: &[u8]) -> Vec<T> {
        npyz::NpyFile::new(bytes).unwrap().into_vec().unwrap()
    }
    let format = member("format");
    assert_eq!(npyz::NpyFile::new(format.as_slice()).unwrap().shape(), &[] as &[u64]);
    assert!(format.ends_with(b"csr"));
    let (indptr, shape): (Vec<i64>, Vec<i64>) = (array(&member("indptr")), array(&member("shape")));
    let (indices, data): (Vec<i32>, Vec<f64>) = (array(&member("indices")), array(&member("data")));
    let articles = list(&array::<u8>(&member("articles")));
    let terms = list(&array::<u8>(&member("vocabulary")));
    assert_eq!(shape, [articles.len() as i64, terms.len() as i64]);
    assert_eq!((indptr.len(), indptr[0]), (articles.len() + 1, 0));
    assert_eq!((data.len(), indices.len()), (indptr[articles.len()] as usize, data.len()));
    let row = |at: usize| indptr.partition_point(|&start| start as usize <= at) - 1;
    let cells = (0..data.len()).map(|at| (row(at), indices[at] as usize, data[at])).collect();
    Matrix { articles, terms, cells }
}

/// Matrix Market with the lists beside it.
fn read_mtx(bytes: &[u8], articles: &[u8], vocabulary: &[u8]) -> Matrix {
    let mut text = std::str::from_utf8(bytes).unwrap().lines();
    assert_eq!(text.next(), Some("%%MatrixMarket matrix coordinate real general"));
    let mut entries = text.map(|line| {
        let parts: Vec<f64> = line.split(' ').map(|part| part.parse().unwrap()).collect();
        (parts[0] as usize, parts[1] as usize, parts[2])
    });
    let (articles, terms) = (list(articles), list(vocabulary));
    let (n_rows, n_columns, n_cells) = entries.next().unwrap();
    assert_eq!((n_rows, n_columns), (articles.len(), terms.len()));
    let cells: Vec<_> = entries.map(|(row, column, value)| (row - 1, column - 1, value)).collect();
    assert_eq!(cells.len(), n_cells as usize);
    Matrix { articles, terms, cells }
}

/// The lines of a long table.
type Line = (String, String, f64);

/// The matrix as a long table.
fn melted(matrix: &Matrix) -> Vec<Line> {
    let line = |&(row, column, value): &(usize, usize, f64)| {
        (matrix.articles[row].clone(), matrix.terms[column].clone(), value)
    };
    matrix.cells.iter().map(line).collect()
}

fn vectorize(at: &Path, flags: &[&str]) {
    for ending in ["npz", "mtx", "csv", "parquet"] {
        let output = format!("{ending}/m.{ending}");
        stdout(at, &[&["vectorize", "in.jsonl", "-q", "-o", &output][..], flags].concat());
    }
}

#[test]
fn every_form_holds_the_same_matrix() {
    let at = articles();
    let mut ids: Vec<String> = crate::support::lines(SAMPLE.as_bytes())
        .iter()
        .map(|article| article["id"].as_str().unwrap().to_owned())
        .collect();
    ids.extend(["stop", "a \"b\", c;é"].map(str::to_owned));
    assert_eq!(ids.len(), sample().len() + 2);
    for (weight, value) in [("tfidf", "tfidf"), ("count", "count"), ("bm25", "weight")] {
        for flags in [&[][..], &["--ngrams", "1,2", "--min-df", "2"], &["--analyzer", "sklearn", "--binary"]]
        {
            let flags = [&["--weight", weight][..], flags].concat();
            vectorize(at.path(), &flags);
            let files = files(at.path());
            let matrix = read_npz(&files["npz/m.npz"]);
            assert_eq!(matrix.articles, ids, "{flags:?}");
            assert!(matrix.terms.is_sorted_by(|a, b| a < b), "{flags:?}");
            assert!(matrix.cells.is_sorted_by(|a, b| (a.0, a.1) < (b.0, b.1)), "{flags:?}");
            let mtx =
                read_mtx(&files["mtx/m.mtx"], &files["mtx/m.articles.txt"], &files["mtx/m.vocabulary.txt"]);
            assert_eq!(mtx, matrix, "{flags:?}");
            for name in ["m.articles.txt", "m.vocabulary.txt"] {
                assert_eq!(files[&format!("npz/{name}")], files[&format!("mtx/{name}")]);
            }
            let table = parquet(&files["parquet/m.parquet"]);
            let expected = melted(&matrix);
            let lines: Vec<Line> = texts(&table, "article")
                .into_iter()
                .zip(texts(&table, "term"))
                .zip(numbers(&table, value))
                .map(|((article, term), value)| (article, term, value))
                .collect();
            assert_lines(&format!("{flags:?} parquet"), &lines, &expected);
            let csv: Vec<Line> = rows(&files["csv/m.csv"])
                .into_iter()
                .map(|row| (row["article"].clone(), row["term"].clone(), row[value].parse().unwrap()))
                .collect();
            assert_eq!(csv, lines, "{flags:?}: CSV and Parquet");
        }
    }
}

/// Same places in the same order; the long table of tf-idf is a computation of its own, so the last bit may differ.
fn assert_lines(what: &str, lines: &[Line], expected: &[Line]) {
    assert_eq!(lines.len(), expected.len(), "{what}");
    for (line, expected) in lines.iter().zip(expected) {
        assert_eq!((&line.0, &line.1), (&expected.0, &expected.1), "{what}");
        assert_near(what, line.2, expected.2);
    }
}

/// An array of an archive.
fn array<T: npyz::Deserialize>(npz: &[u8], name: &str) -> Vec<T> {
    let mut bytes = Vec::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(npz)).unwrap();
    archive.by_name(&format!("{name}.npy")).unwrap().read_to_end(&mut bytes).unwrap();
    npyz::NpyFile::new(&bytes[..]).unwrap().into_vec().unwrap()
}

#[test]
fn single_precision_is_the_same_matrix_rounded() {
    let at = articles();
    for flags in [&[][..], &["--hashing=64"], &["--ngram-unit", "char_wb", "--ngrams", "2,3"]] {
        for (name, dtype) in [("double", "float64"), ("single", "float32")] {
            let (npz, mtx) = (format!("{name}.npz"), format!("{name}.mtx"));
            for output in [&npz, &mtx] {
                let args = ["vectorize", "in.jsonl", "-q", "--dtype", dtype, "-o", output];
                stdout(at.path(), &[&args[..], flags].concat());
            }
        }
        let files = files(at.path());
        let double: Vec<f64> = array(&files["double.npz"], "data");
        let single: Vec<f32> = array(&files["single.npz"], "data");
        assert!(!double.is_empty());
        assert_eq!(single, double.iter().map(|&weight| weight as f32).collect::<Vec<_>>(), "{flags:?}");
        let mtx = std::str::from_utf8(&files["single.mtx"]).unwrap();
        let values: Vec<f32> =
            mtx.lines().skip(2).map(|line| line.rsplit(' ').next().unwrap().parse().unwrap()).collect();
        assert_eq!(values, single, "{flags:?}");
    }
}

/// scikit-learn's hashes of three words: coal 452762569, gas -269797300, oil -1261728600.
#[test]
fn hashed_columns_are_those_of_the_hashes() {
    let at = tempfile::tempdir().unwrap();
    let articles = [
        json!({"id": "a", "text": "coal gas, coal"}),
        json!({"id": "b", "text": "?"}),
        json!({"id": "c", "text": "oil"}),
    ];
    let lines: String = articles.iter().map(|article| format!("{article}\n")).collect();
    fs::write(at.path().join("in.jsonl"), lines).unwrap();
    let args = ["vectorize", "in.jsonl", "-q", "--analyzer", "sklearn", "--norm", "none", "-o", "m.npz"];
    for (flags, shape, values) in [
        (&["--hashing"][..], 1 << 20, [2.0, -1.0, -1.0]),
        (&["--hashing=1000", "--no-alternate-sign"], 1000, [2.0, 1.0, 1.0]),
        (&["--hashing=1000", "--binary"], 1000, [1.0, 1.0, 1.0]),
    ] {
        stdout(at.path(), &[&args[..], flags].concat());
        let files = files(at.path());
        let npz = &files["m.npz"];
        let mut expected = [
            (0, 452_762_569 % shape, values[0]),
            (0, 269_797_300 % shape, values[1]),
            (2, 1_261_728_600 % shape, values[2]),
        ];
        expected.sort_by_key(|cell| (cell.0, cell.1));
        assert_eq!(array::<i64>(npz, "shape"), [3, shape], "{flags:?}");
        assert_eq!(array::<i64>(npz, "indptr"), [0, 2, 2, 3], "{flags:?}");
        let columns: Vec<i64> = array::<i32>(npz, "indices").into_iter().map(i64::from).collect();
        assert_eq!(columns, expected.map(|cell| cell.1), "{flags:?}");
        assert_eq!(array::<f64>(npz, "data"), expected.map(|cell| cell.2), "{flags:?}");
        assert_eq!(list(&files["m.articles.txt"]), ["a", "b", "c"]);
        assert!(!files.contains_key("m.vocabulary.txt"));
    }
}

#[test]
fn no_byte_depends_on_threads_or_on_the_time() {
    let at = articles();
    for weight in ["tfidf", "count", "bm25"] {
        let mut first = None;
        for (threads, of_polars) in [("1", "1"), ("2", "4"), ("2", "4")] {
            for ending in ["npz", "mtx", "csv", "parquet"] {
                let args = ["vectorize", "in.jsonl", "-q", "--threads", threads, "--weight", weight, "-o"];
                crate::support::retell()
                    .current_dir(at.path())
                    .env("POLARS_MAX_THREADS", of_polars)
                    .args(args)
                    .arg(format!("m.{ending}"))
                    .assert()
                    .success();
            }
            let written = files(at.path());
            let first = first.get_or_insert_with(|| written.clone());
            let other: Vec<_> = written.keys().filter(|name| first[*name] != written[*name]).collect();
            assert!(other.is_empty(), "{weight}, {threads} threads: {other:?} differ");
        }
    }
}
