//! A corpus as documents that come in batches.

use crate::analyze::chunks;
use crate::corpus::{Corpus, Document};

/// The documents of a corpus, some at a time.
pub(super) fn batches<'a>(
    corpus: &'a Corpus,
) -> impl Iterator<Item = impl FnOnce() -> &'a [Document] + Send> + Send {
    // Many more than there are threads, so that none waits long for the last one.
    let runs = chunks(corpus, 128 * rayon::current_num_threads());
    runs.into_iter().map(move |run| move || &corpus.documents()[run])
}
