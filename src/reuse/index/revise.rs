//! Dropping and replacing articles: segments that lose one are written anew without it.
//!
//! Nothing is marked as gone and kept: what a segment says of words and languages is said of all its articles, so a
//! segment that went on without one would answer otherwise than one made of the others. Segments that lose nothing stay
//! as they are.

use std::collections::BTreeSet;
use std::io::{Read, Seek};
use std::mem;
use std::ops::Range;

use super::add::{SEGMENT, Writing};
use super::language::Spoken;
use super::manifest::Manifest;
use super::open::Index;
use crate::analyze::{Analyzer, Majority};
use crate::corpus::Document;
use crate::error::{Error, IndexProblem, Result};

/// How many ids an error tells.
const TOLD: usize = 5;

/// What is done to an index in one step.
///
/// ```
/// use retell::Document;
/// use retell::reuse::index::Revision;
/// let article = Document::new("port-2", "The harbour council approved the new flood wall after all.");
/// let revision = Revision::default().drop(["port-1"]).put([article]).join(true);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Revision {
    dropped: BTreeSet<String>,
    put: Vec<Document>,
    join: bool,
}

impl Revision {
    /// Articles that go, by their ids.
    pub fn drop(mut self, ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.dropped.extend(ids.into_iter().map(Into::into));
        self
    }

    /// Articles that come, behind those that stay; each takes the place of one that has its id. Their ids differ from one
    /// another.
    pub fn put(mut self, documents: impl IntoIterator<Item = Document>) -> Self {
        self.put.extend(documents);
        self
    }

    /// Whether small segments that stand side by side, as many additions leave them, are joined (default no): each costs
    /// a query some reads.
    pub fn join(mut self, wanted: bool) -> Self {
        self.join = wanted;
        self
    }
}

/// How articles stand to those of an index.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Standing {
    /// Those whose id is not there.
    pub unknown: Vec<Document>,
    /// Those whose id an article has that differs.
    pub differing: Vec<Document>,
}

/// What the segments of a new manifest are made of, in order.
enum Part {
    /// A segment, as it is.
    Kept(usize),
    /// Articles of segments that stand side by side, which are written anew.
    Anew(Vec<u32>),
}

impl<R: Read + Seek> Index<R> {
    /// How `documents` stand to the articles of the index. Those that are there, the same throughout, are left out.
    ///
    /// # Errors
    /// Those of reading.
    pub fn standing(&mut self, documents: &[Document]) -> Result<Standing> {
        let mut standing = Standing::default();
        for document in documents {
            match self.position(document.id())? {
                None => standing.unknown.push(document.clone()),
                Some(at) if self.article(at)? == *document => {}
                Some(_) => standing.differing.push(document.clone()),
            }
        }
        Ok(standing)
    }

    /// Those of `documents` that are not there yet. One that is there already, all of it the same, is left out.
    ///
    /// # Errors
    /// [`Error::Index`] if an article of the same id is there that differs; those of reading.
    pub fn unknown(&mut self, documents: &[Document]) -> Result<Vec<Document>> {
        let Standing { unknown, differing } = self.standing(documents)?;
        if differing.is_empty() {
            return Ok(unknown);
        }
        let (n, ids) = told(differing.iter().map(Document::id));
        Err(Error::Index { path: self.path.clone(), problem: IndexProblem::IdsTaken { n, ids } })
    }

    /// The manifest of this index after a revision: `write` is called for each new segment with the name of a file and what
    /// writes it. The result answers as an index that was made of the articles which are then there, in their order.
    ///
    /// Reads and writes every segment that loses an article, which is up to 64 MiB of text for one of them; memory is some
    /// ten times that. `analyzer` must be the one that [`Manifest::check_settings`] passed. The files count for nothing
    /// before the manifest is kept; when it is, those of segments that it does not list should be removed, for they hold
    /// what was dropped.
    ///
    /// # Errors
    /// [`Error::Index`] if an article to be dropped is not there; those of `write`, of reading, and of [`Manifest::add`].
    pub fn revised(
        &mut self,
        revision: &Revision,
        analyzer: &Analyzer,
        mut write: impl FnMut(&str, Writing<'_>) -> Result<()>,
    ) -> Result<Manifest> {
        let gone = self.gone(revision)?;
        let parts = self.parts(&gone, revision.join);
        let choice = self.manifest.settings.language();

        // What unsure articles are read as is known only when all of them have been looked at.
        let mut majority = Majority::default();
        for part in &parts {
            majority.merge(match part {
                Part::Kept(at) => self.majority_of(*at)?,
                Part::Anew(numbers) => {
                    let mut counted = Majority::default();
                    for &number in numbers {
                        let document = [self.article(number)?];
                        counted.merge(Spoken::of(&document, choice).majority(&document));
                    }
                    counted
                }
            });
        }
        let come = Spoken::of(&revision.put, choice);
        let fallback = majority.merged(come.majority(&revision.put)).fallback();

        let mut manifest = Manifest { segments: Vec::new(), ..self.manifest.clone() };
        for part in parts {
            match part {
                Part::Kept(at) => manifest.segments.push(self.segment(at).0.clone()),
                Part::Anew(numbers) => {
                    let (mut batch, mut bytes) = (Vec::new(), 0);
                    let last = numbers.len().saturating_sub(1);
                    for (at, number) in numbers.into_iter().enumerate() {
                        let document = self.article(number)?;
                        bytes += document.text().len() as u64;
                        batch.push(document);
                        if bytes >= SEGMENT || at == last {
                            let documents = mem::take(&mut batch);
                            let spoken = Spoken::of(&documents, choice);
                            manifest.put(&documents, &spoken, fallback, analyzer, &mut write)?;
                            bytes = 0;
                        }
                    }
                }
            }
        }
        manifest.add(&revision.put, analyzer, write)?;
        Ok(manifest)
    }

    /// The numbers of the articles that go: those that are dropped, and those in whose place others come.
    fn gone(&mut self, revision: &Revision) -> Result<BTreeSet<u32>> {
        let (mut gone, mut missing) = (BTreeSet::new(), Vec::new());
        for id in &revision.dropped {
            match self.position(id)? {
                Some(number) => gone.extend([number]),
                None => missing.push(id.as_str()),
            }
        }
        if !missing.is_empty() {
            let (n, ids) = told(missing.into_iter());
            let problem = IndexProblem::IdsMissing { n, ids };
            return Err(Error::Index { path: self.path.clone(), problem });
        }
        for document in &revision.put {
            gone.extend(self.position(document.id())?);
        }
        Ok(gone)
    }

    /// What stays, and how: segments that lose an article are written anew, and small ones beside each other if they are to
    /// be joined.
    fn parts(&self, gone: &BTreeSet<u32>, join: bool) -> Vec<Part> {
        let loses = |of: &Range<u32>| gone.range(of.clone()).next().is_some();
        let mut parts = Vec::new();
        let mut at = 0;
        while at < self.segments.len() {
            let is_anew = |at: usize| {
                let (entry, numbers) = self.segment(at);
                loses(&numbers) || (join && entry.text < SEGMENT / 2)
            };
            let run = (at..self.segments.len()).take_while(|&at| is_anew(at)).count();
            let numbers: Range<u32> = (at..at + run)
                .map(|at| self.segment(at).1)
                .reduce(|all, next| all.start..next.end)
                .unwrap_or_default();
            if run == 0 || (run == 1 && !loses(&numbers)) {
                parts.push(Part::Kept(at));
            } else {
                let stay: Vec<u32> = numbers.filter(|number| !gone.contains(number)).collect();
                parts.push(Part::Anew(stay));
            }
            at += run.max(1);
        }
        parts
    }

    fn majority_of(&self, segment: usize) -> Result<Majority> {
        let majority = self.segment(segment).0.majority();
        majority.map_err(|problem| Error::Index { path: self.path.clone(), problem })
    }
}

/// How many ids there are, and the first few as they are told.
fn told<'i>(ids: impl Iterator<Item = &'i str>) -> (usize, Vec<String>) {
    let ids: Vec<&str> = ids.collect();
    (ids.len(), ids.iter().take(TOLD).map(|id| format!("{id:?}")).collect())
}
