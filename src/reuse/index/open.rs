//! An index whose files are open: nothing of it is held but the directories of its segments.

use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::feature::{self, Feature};
use super::manifest::{Manifest, SegmentEntry};
use super::sealed::{BEGINNING, OF_SEGMENT, check_beginning, refused};
use super::segment::Directory;
use super::{MANIFEST, article};
use crate::analyze::Majority;
use crate::corpus::Document;
use crate::error::{Error, IndexProblem, Result, room};

/// An index that can be asked. What is read is checked when it is read.
#[derive(Debug)]
pub struct Index<R> {
    pub(super) path: PathBuf,
    pub(super) manifest: Manifest,
    pub(super) majority: Majority,
    pub(super) segments: Vec<Segment<R>>,
}

/// One of its segments.
#[derive(Debug)]
pub(super) struct Segment<R> {
    /// The number of its first article in the index.
    pub(super) first: u32,
    pub(super) directory: Directory,
    entry: SegmentEntry,
    file: Checked<R>,
    /// The block of articles that was read last.
    open: Option<(usize, Vec<Document>)>,
}

/// A file with the name that errors call it by.
#[derive(Debug)]
struct Checked<R> {
    path: PathBuf,
    file: R,
    read: u64,
}

impl<R: Read + Seek> Checked<R> {
    fn wrong(&self, problem: IndexProblem) -> Error {
        Error::Index { path: self.path.clone(), problem }
    }

    /// `length` bytes from byte `at`.
    fn bytes(&mut self, at: u64, length: u64) -> Result<Vec<u8>> {
        let failed = |source| Error::Read { path: self.path.clone(), source };
        let size = usize::try_from(length).unwrap_or(usize::MAX);
        room(size).map_err(|refused| refused.wanted_for("a part of the index"))?;
        let mut bytes = Vec::with_capacity(size);
        self.file.seek(SeekFrom::Start(at)).map_err(failed)?;
        (&mut self.file).take(length).read_to_end(&mut bytes).map_err(failed)?;
        self.read += length;
        if bytes.len() as u64 != length {
            let got = at + bytes.len() as u64;
            return Err(self.wrong(IndexProblem::Length { expected: at + length, got }));
        }
        Ok(bytes)
    }

    /// The same, if their checksum holds.
    fn checked(&mut self, at: u64, length: u64, checksum: u32, part: &'static str) -> Result<Vec<u8>> {
        let bytes = self.bytes(at, length)?;
        if crc32fast::hash(&bytes) == checksum {
            return Ok(bytes);
        }
        Err(self.wrong(IndexProblem::Damaged { part }))
    }
}

impl<R: Read + Seek> Index<R> {
    /// The index in the folder `path`; `open` opens the file of that name in it.
    ///
    /// Holds the directories of the segments: some 16 bytes for each 256 keys, and 40 for each 64 KiB of text.
    ///
    /// # Errors
    /// Those of `open`, [`Error::Read`], and [`Error::Index`] if a segment is not the one that is listed.
    pub fn open(path: &Path, manifest: Manifest, mut open: impl FnMut(&str) -> Result<R>) -> Result<Self> {
        let majority =
            manifest.majority().map_err(|problem| Error::Index { path: path.join(MANIFEST), problem })?;
        let mut segments = Vec::with_capacity(manifest.segments.len());
        let mut first = 0;
        for (entry, name) in manifest.segments.iter().zip(manifest.files()) {
            let file = Checked { path: path.join(&name), file: open(&name)?, read: 0 };
            segments.push(Segment::open(first, entry.clone(), file)?);
            first += entry.articles;
        }
        Ok(Self { path: path.to_owned(), manifest, majority, segments })
    }

    /// What belongs to it.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// How many bytes have been read so far.
    pub fn bytes_read(&self) -> u64 {
        self.segments.iter().map(|segment| segment.file.read).sum()
    }

    /// Reads and checks all of it.
    ///
    /// # Errors
    /// [`Error::Index`] with the first thing that is wrong; [`Error::Read`].
    pub fn check(&mut self) -> Result<()> {
        self.segments.iter_mut().try_for_each(Segment::check)
    }

    /// What is listed of the segment at `at`, and the numbers of its articles.
    pub(super) fn segment(&self, at: usize) -> (&SegmentEntry, Range<u32>) {
        let segment = &self.segments[at];
        (&segment.entry, segment.first..segment.first + segment.entry.articles)
    }

    /// The number of the article called `id`.
    pub(super) fn position(&mut self, id: &str) -> Result<Option<u32>> {
        for segment in 0..self.segments.len() {
            let mut found = Vec::new();
            self.segments[segment]
                .find(Feature::Id, [feature::key(id)].into_iter(), |_, at| found.push(at))?;
            for at in found {
                if self.segments[segment].article(at)?.id() == id {
                    return Ok(Some(self.segments[segment].first + at));
                }
            }
        }
        Ok(None)
    }

    /// The article of that number, which is in the index.
    pub(super) fn article(&mut self, number: u32) -> Result<Document> {
        let at = self.segments.partition_point(|segment| segment.first <= number).saturating_sub(1);
        let segment = &mut self.segments[at];
        let at = number - segment.first;
        segment.article(at).cloned()
    }
}

impl<R: Read + Seek> Segment<R> {
    fn open(first: u32, entry: SegmentEntry, mut file: Checked<R>) -> Result<Self> {
        let end = file.file.seek(SeekFrom::End(0));
        let got = end.map_err(|source| Error::Read { path: file.path.clone(), source })?;
        let beginning = file.bytes(0, got.min(BEGINNING as u64))?;
        check_beginning(OF_SEGMENT, &beginning).map_err(|problem| file.wrong(problem))?;
        if got != entry.bytes || entry.directory > got {
            return Err(file.wrong(IndexProblem::Length { expected: entry.bytes, got }));
        }
        let bytes = file.checked(entry.directory, got - entry.directory, entry.checksum, "directory")?;
        let directory: Directory =
            rmp_serde::from_slice(&bytes).map_err(|error| file.wrong(refused(error)))?;
        directory.check(&entry).map_err(|problem| file.wrong(problem))?;
        Ok(Self { first, directory, entry, file, open: None })
    }

    /// Calls `found` with each of `keys`, which are sorted, and each number that it leads to.
    pub(super) fn find(
        &mut self,
        feature: Feature,
        keys: impl Iterator<Item = u64>,
        mut found: impl FnMut(u64, u32),
    ) -> Result<()> {
        let Some(section) = self.directory.section(feature) else { return Ok(()) };
        let path = self.file.path.clone();
        let wrong = |problem| Error::Index { path: path.clone(), problem };
        let articles = self.entry.articles;
        let mut beyond = false;
        section.find(
            keys,
            &mut |at, length| self.file.bytes(at, length),
            &|| wrong(IndexProblem::Damaged { part: "postings" }),
            |key, number| {
                beyond |= feature.leads_to_articles() && number >= articles;
                found(key, number);
            },
        )?;
        if beyond {
            return Err(wrong(refused("it leads to an article that is not there")));
        }
        Ok(())
    }

    fn article(&mut self, at: u32) -> Result<&Document> {
        let block = self.directory.blocks.partition_point(|block| block.first <= at).saturating_sub(1);
        if self.open.as_ref().is_none_or(|open| open.0 != block) {
            self.open = Some((block, self.block(block)?));
        }
        let first = self.directory.blocks.get(block).map_or(0, |block| block.first);
        let open = self.open.as_ref().and_then(|open| open.1.get((at - first) as usize));
        open.ok_or_else(|| self.file.wrong(refused(format!("article {at} is not in it"))))
    }

    fn block(&mut self, at: usize) -> Result<Vec<Document>> {
        let Some(block) = self.directory.blocks.get(at).copied() else { return Ok(Vec::new()) };
        let bytes = self.file.checked(block.at, block.bytes, block.checksum, "articles")?;
        let documents =
            article::unpack(&bytes, block.unpacked).map_err(|problem| self.file.wrong(problem))?;
        let next = self.directory.blocks.get(at + 1).map_or(self.entry.articles, |block| block.first);
        if documents.len() != (next - block.first) as usize {
            return Err(self.file.wrong(refused(format!("a block has {} articles", documents.len()))));
        }
        Ok(documents)
    }

    fn check(&mut self) -> Result<()> {
        (0..self.directory.blocks.len()).try_for_each(|at| self.block(at).map(|_| ()))?;
        let path = self.file.path.clone();
        let damaged =
            || Error::Index { path: path.clone(), problem: IndexProblem::Damaged { part: "postings" } };
        let sections = self.directory.sections.iter();
        sections
            .into_iter()
            .try_for_each(|section| section.read_all(&mut |at, length| self.file.bytes(at, length), &damaged))
    }
}
