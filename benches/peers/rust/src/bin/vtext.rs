//! vtext: `counts` and `hashing`, both with its tokenizer of the pattern `\b\w\w+\b`, which lower-cases ASCII only.

use peers::{Arguments, Report, Result, read};
use vtext::tokenize::RegexpTokenizer;
use vtext::vectorize::{CountVectorizer, HashingVectorizer};

fn main() -> Result<()> {
    let arguments = Arguments::parse()?;
    let mut report = Report::default();
    let records = report.aside("read", || read(&arguments.input))?;
    let texts: Vec<String> = records.into_iter().map(|record| record.text).collect();
    let matrix = report.twice(|report| match arguments.mode.as_str() {
        "counts" => {
            let mut vectorizer = CountVectorizer::<RegexpTokenizer>::default();
            Ok(report.stage("count", || vectorizer.fit_transform(&texts)))
        }
        "hashing" => {
            let vectorizer = HashingVectorizer::<RegexpTokenizer>::default();
            Ok(report.stage("hash", || vectorizer.fit_transform(&texts)))
        }
        mode => Err(format!("{mode}: expected counts or hashing").into()),
    })?;
    report.made("tokens", matrix.data().iter().map(|&count| count as usize).sum());
    report.made("rows", matrix.rows());
    report.made("columns", matrix.cols());
    report.made("cells", matrix.nnz());
    report.print()
}
