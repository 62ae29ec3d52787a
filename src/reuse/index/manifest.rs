//! What belongs to an index.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Fingerprint;
use super::sealed::{OF_MANIFEST, refused, seal, unseal};
use crate::analyze::Majority;
use crate::error::{Error, IndexProblem, Result};
use crate::reuse::seed::SHINGLE;

/// How the names of the files of segments begin.
pub const SEGMENT_FILE: &str = "segment-";

/// The settings of an index and its segments. What it does not list is no part of the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub(super) settings: Fingerprint,
    /// The number of the segment that comes next. None is given twice: whoever has an older manifest in hand finds the files
    /// that it lists or none, never others.
    pub(super) next: u32,
    pub(super) segments: Vec<SegmentEntry>,
}

/// One segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SegmentEntry {
    /// What its file is called by.
    pub(super) number: u32,
    pub(super) articles: u32,
    /// Bytes of their texts.
    pub(super) text: u64,
    /// Length of its file.
    pub(super) bytes: u64,
    /// Where its directory begins, which runs to the end of the file.
    pub(super) directory: u64,
    /// Checksum of the directory.
    pub(super) checksum: u32,
    /// Unmasked bytes of the languages that its articles are sure of.
    pub(super) languages: Vec<(String, u64)>,
    /// Openings of articles that are not sure, where none is.
    pub(super) pool: Vec<String>,
}

impl SegmentEntry {
    /// The languages of its articles, counted for the fallback.
    pub(super) fn majority(&self) -> Result<Majority, IndexProblem> {
        let majority = Majority::from_kept(&self.languages, self.pool.clone());
        majority.ok_or_else(|| refused("it names a language that nobody knows"))
    }
}

impl Manifest {
    /// An index without articles.
    pub fn new(settings: Fingerprint) -> Self {
        Self { settings, next: 1, segments: Vec::new() }
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
            let mut numbers: Vec<u32> = manifest.segments.iter().map(|segment| segment.number).collect();
            numbers.sort_unstable();
            if numbers.windows(2).any(|two| two[0] == two[1]) || numbers.last() >= Some(&manifest.next) {
                return Err(refused("it lists a segment twice, or one that is to come"));
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
        self.segments.iter().map(|segment| Self::file(segment.number))
    }

    /// The name of the file of a segment.
    pub(super) fn file(number: u32) -> String {
        format!("{SEGMENT_FILE}{number:06}")
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
        let mut of_segments = self.segments.iter().map(SegmentEntry::majority);
        of_segments.try_fold(Majority::default(), |all, segment| Ok(all.merged(segment?)))
    }
}
