//! retell as a library: `defaults` is scikit-learn's `TfidfVectorizer()`, `stems` the same with stop words and stems.
//! With `--output` the matrix of weights goes to that directory and that of counts to `counts` inside it.

use peers::settings::counting;
use peers::{Arguments, Report, Result, read, write_csr};
use retell::{Corpus, TfIdf, Vectorizer, Weighting};

fn main() -> Result<()> {
    let arguments = Arguments::parse()?;
    rayon::ThreadPoolBuilder::new().num_threads(arguments.threads).build_global()?;
    let mut report = Report::default();
    let records = report.aside("read", || read(&arguments.input))?;
    let corpus = report
        .aside("corpus", || Corpus::from_texts(records.into_iter().map(|record| (record.id, record.text))))?;
    let weights = report.twice(|report| {
        let params = Vectorizer::params(counting(&arguments)?, Weighting::TfIdf(TfIdf::params()));
        Ok(report.stage("vectorize", || params.fit_transform(&corpus))?.1)
    })?;
    let (rows, columns) = weights.shape();
    report.made("rows", rows);
    report.made("columns", columns);
    report.made("cells", weights.nnz());
    if let Some(directory) = &arguments.output {
        let indptr = weights.indptr().iter().map(|&at| at as i64);
        let indices = weights.indices().iter().map(|&column| column as i32);
        let terms = weights.vocabulary().terms();
        write_csr(directory, indptr, indices, weights.data().iter().copied(), terms)?;
    }

    // As with any call after the first, nothing made before is still there.
    drop(weights);
    let counting = counting(&arguments)?;
    let counts = report.aside("count", || counting.fit_transform(&corpus))?.1;
    report.made("tokens", counts.row_sums().iter().sum::<u64>() as usize);
    if let Some(directory) = &arguments.output {
        let indptr = counts.indptr().iter().map(|&at| at as i64);
        let indices = counts.indices().iter().map(|&column| column as i32);
        let data = counts.data().iter().map(|&count| f64::from(count));
        let terms = counts.vocabulary().terms();
        write_csr(&directory.join("counts"), indptr, indices, data, terms)?;
    }
    report.print()
}
