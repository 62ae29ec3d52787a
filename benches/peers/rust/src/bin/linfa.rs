//! linfa-preprocessing: `defaults` is its tf-idf, which folds Unicode by NFKD and does not scale the rows.

use linfa_preprocessing::tf_idf_vectorization::TfIdfVectorizer;
use ndarray::Array1;
use peers::{Arguments, Report, Result, read};

fn main() -> Result<()> {
    let arguments = Arguments::parse()?;
    if arguments.mode != "defaults" {
        return Err(format!("{}: expected defaults", arguments.mode).into());
    }
    let mut report = Report::default();
    let records = report.aside("read", || read(&arguments.input))?;
    let texts: Array1<String> = records.into_iter().map(|record| record.text).collect();
    let matrix = report.twice(|report| {
        let fitted = report.stage("fit", || TfIdfVectorizer::default().fit(&texts))?;
        Ok(report.stage("transform", || fitted.transform(&texts))?)
    })?;
    report.made("rows", matrix.rows());
    report.made("columns", matrix.cols());
    report.made("cells", matrix.nnz());
    report.print()
}
