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
    let call = |pool: &ThreadPool| {
        let params = Vectorizer::params(counting.clone(), Weighting::TfIdf(TfIdf::params()));
        pool.install(|| params.fit_transform(&corpus)).map(drop)
    };
    let pool = |threads| ThreadPoolBuilder::new().num_threads(threads).build();
    let (one, other, two) = (pool(1)?, pool(1)?, pool(2)?);
    // The first turn pays for memory that was not touched before, and does not count.
    let mut laps = Laps::default();
    for turn in 0..=arguments.turns {
        for kind in (0..3).map(|kind| (kind + turn) % 3) {
            let start = Instant::now();
            let (called, list) = match kind {
                0 => (call(&one), &mut laps.one),
                1 => (call(&two), &mut laps.two),
                _ => (twice_at_once(|| call(&one), || call(&other)), &mut laps.apart),
            };
            called?;
            if turn > 0 {
                list.push(start.elapsed().as_secs_f64());
            }
        }
    }
    println!("{}", serde_json::to_string(&laps)?);
    Ok(())
}

/// Makes two calls at once; tells what failed.
fn twice_at_once<E: Send>(
    one: impl FnOnce() -> std::result::Result<(), E>,
    other: impl FnOnce() -> std::result::Result<(), E> + Send,
) -> std::result::Result<(), E> {
    std::thread::scope(|scope| {
        let other = scope.spawn(other);
        one().and(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}
