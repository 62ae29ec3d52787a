//! One file per command: `run(session, args) -> Result<Exit>`.

pub(crate) mod bench;
pub(crate) mod compare;
pub(crate) mod discover;
pub(crate) mod hashing;
pub(crate) mod index;
pub(crate) mod query;
pub(crate) mod rerun;
pub(crate) mod reuse;
pub(crate) mod run;
pub(crate) mod shell;
pub(crate) mod similar;
pub(crate) mod themes;
pub(crate) mod vectorize;
pub(crate) mod verify;
