//! retell as a library on one thread and on two, in turn, and twice at once on one thread each. One line of JSON: the
//! seconds that each call took, by the wall clock.

use std::time::Instant;

use peers::settings::counting;
use peers::{Arguments, Result, read};
use rayon::{ThreadPool, ThreadPoolBuilder};
use retell::{Corpus, TfIdf, Vectorizer, Weighting};
use serde::Serialize;

#[derive(Default, Serialize)]
struct Laps {
    one: Vec<f64>,
    two: Vec<f64>,
    /// Until both have ended.
    apart: Vec<f64>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse()?;
    let records = read(&arguments.input)?;
    let corpus = Corpus::from_texts(records.into_iter().map(|record| (record.id, record.text)))?;
    let counting = counting(&arguments)?;
    let call = |pool: &ThreadPool| -> Result<()> {
        let params = Vectorizer::params(counting.clone(), Weighting::TfIdf(TfIdf::params()));
        pool.install(|| params.fit_transform(&corpus))?;
        Ok(())
    };
    let pool = |threads| ThreadPoolBuilder::new().num_threads(threads).build();
    let (one, other, two) = (pool(1)?, pool(1)?, pool(2)?);
    // The first turn pays for memory that was not touched before, and does not count.
    let mut laps = Laps::default();
    for turn in 0..=arguments.turns {
        for kind in (0..3).map(|kind| (kind + turn) % 3) {
            let start = Instant::now();
            match kind {
                0 => call(&one)?,
                1 => call(&two)?,
                _ => std::thread::scope(|scope| {
                    let beside = scope.spawn(|| call(&other).is_ok());
                    call(&one)?;
                    if beside.join().is_ok_and(|ended| ended) { Ok(()) } else { Err("a call failed".into()) }
                })
                .map_err(|error: Box<dyn std::error::Error>| error)?,
            }
            let list = [&mut laps.one, &mut laps.two, &mut laps.apart].into_iter().nth(kind);
            if let (Some(list), 1..) = (list, turn) {
                list.push(start.elapsed().as_secs_f64());
            }
        }
    }
    println!("{}", serde_json::to_string(&laps)?);
    Ok(())
}
