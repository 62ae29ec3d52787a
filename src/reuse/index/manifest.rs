//! What belongs to an index.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Fingerprint;
use super::sealed::{OF_MANIFEST, refused, seal, unseal};
use crate::analyze::Majority;
use crate::error::{Error, IndexProblem, Result};
use crate::reuse::seed::SHINGLE;

/// The settings of an index and its segments. What it does not list is no part of the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub(super) settings: Fingerprint,
    /// Unmasked bytes of the languages that articles are sure of.
    pub(super) languages: Vec<(String, u64)>,
    /// Openings of articles that are not sure, where none is.
    pub(super) pool: Vec<String>,
    pub(super) segments: Vec<SegmentEntry>,
}

/// One segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SegmentEntry {
    pub(super) articles: u32,
    /// Length of its file.
    pub(super) bytes: u64,
    /// Where its directory begins, which runs to the end of the file.
    pub(super) directory: u64,
    /// Checksum of the directory.
    pub(super) checksum: u32,
}

impl Manifest {
    /// An index without articles.
    pub fn new(settings: Fingerprint) -> Self {
        Self { settings, languages: Vec::new(), pool: Vec::new(), segments: Vec::new() }
    }

    /// The manifest that [`to_bytes`](Self::to_bytes) gave; `path` is what errors call it.
    ///
    /// # Errors
    /// [`Error::Index`] with what is wrong.
    pub fn from_bytes(bytes: &[u8], path: &Path) -> Result<Self> {
        let read = || -> Result<Self, IndexProblem> {
            let manifest: Self = rmp_serde::from_slice(unseal(OF_MANIFEST, bytes)?).map_err(refused)?;
            let articles: u64 = manifest.segments.iter().map(|segment| u64::from(segment.articles)).sum();
            if articles >= u64::from(u32::MAX) {
                return Err(refused(format!("it has {articles} articles")));
            }
            if !(SHINGLE..=64).contains(&manifest.settings.min_run()) {
                return Err(refused(format!("min_run is {}", manifest.settings.min_run())));
            }
            manifest.majority().map(|_| manifest)
        };
        read().map_err(|problem| Error::Index { path: path.to_owned(), problem })
    }

    /// The bytes that are kept.
    ///
    /// # Errors
    /// None that is known.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let content = rmp_serde::to_vec_named(self)
            .map_err(|error| Error::Library { task: "writing an index", reason: error.to_string() })?;
        Ok(seal(OF_MANIFEST, &content))
    }

    /// How many articles there are.
    pub fn articles(&self) -> usize {
        self.segments.iter().map(|segment| segment.articles as usize).sum()
    }

    /// The names of the files of its segments, in order.
    pub fn files(&self) -> impl Iterator<Item = String> {
        (0..self.segments.len()).map(Self::file)
    }

    /// The name of the file of segment `at`.
    pub(super) fn file(at: usize) -> String {
        format!("segment-{:06}", at + 1)
    }

    /// Whether articles that are read by `asked` can be added or held against it; `path` is what errors call it.
    ///
    /// # Errors
    /// [`Error::Index`] with the setting that differs.
    pub fn check_settings(&self, asked: &Fingerprint, path: &Path) -> Result<()> {
        self.settings.check(asked).map_err(|problem| Error::Index { path: path.to_owned(), problem })
    }

    /// The languages of its articles, counted for the fallback.
    pub(super) fn majority(&self) -> Result<Majority, IndexProblem> {
        let majority = Majority::from_kept(&self.languages, self.pool.clone());
        majority.ok_or_else(|| refused("it names a language that nobody knows"))
    }
}
