//! Where steps that follow each other run.

/// Does `work` on one of rayon's threads, if there are several: steps for one thread and steps for all take turns there.
///
/// Called from outside, every step for all would wake them while the caller still holds a processor: two of them share
/// another, and the system takes some ten milliseconds to notice, as long as the step takes.
pub(super) fn in_pool<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    if rayon::current_num_threads() == 1 { work() } else { rayon::scope(|_| work()) }
}
