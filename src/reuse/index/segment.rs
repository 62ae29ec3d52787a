//! A segment: articles and what leads to them, written once and never changed.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::article;
use super::feature::{self, Feature, Kept, Text};
use super::manifest::SegmentEntry;
use super::postings::{self, Section};
use super::sealed::{BEGINNING, OF_SEGMENT, beginning, refused};
use crate::analyze::{Analyzer, Fallback, Language, LanguageChoice, Majority, Tokens};
use crate::corpus::Document;
use crate::error::IndexProblem;

/// About how many bytes of text are packed together: enough to pack well, few enough to open one article fast.
const BLOCK: usize = 64 * 1024;

/// The number that stands for the language of articles which do not tell theirs.
pub(super) const UNSURE: u32 = u32::MAX;

/// What stands where in a segment, and how its articles were read.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Directory {
    pub(super) blocks: Vec<Block>,
    pub(super) sections: Vec<Section>,
    /// The languages of articles that are sure of theirs; [`Feature::Word`] leads to their places here.
    pub(super) languages: Vec<Option<Language>>,
    /// Whether some are not sure.
    pub(super) unsure: bool,
    /// What those were taken to be written in.
    pub(super) fallback: Fallback,
}

/// Articles that are packed together.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Block {
    /// The number of the first in the segment.
    pub(super) first: u32,
    pub(super) at: u64,
    pub(super) bytes: u64,
    pub(super) unpacked: u64,
    pub(super) checksum: u32,
}

/// The articles of a segment, read.
pub(super) struct Read<'a> {
    pub(super) documents: &'a [Document],
    pub(super) tokens: &'a Tokens,
    /// For each, whether it is sure of its language.
    pub(super) sure: &'a [bool],
    pub(super) fallback: Fallback,
    pub(super) analyzer: &'a Analyzer,
    pub(super) min_run: usize,
}

/// Writes a segment, which is listed with the languages of its articles; the same articles give the same bytes.
pub(super) fn write(
    read: &Read<'_>,
    number: u32,
    majority: &Majority,
    out: &mut dyn Write,
) -> io::Result<SegmentEntry> {
    let mut out = Counted { out, at: 0 };
    out.write_all(&beginning(OF_SEGMENT))?;
    let blocks = write_articles(read.documents, &mut out)?;
    let (languages, numbers) = languages(read);
    let mut sections = Vec::new();
    for feature in Feature::ALL {
        let mut pairs = match feature {
            Feature::Id => feature::ids(read.documents),
            Feature::Word => feature::words(read.tokens, &numbers),
            // Where all are read in one language, so will be those that are to come.
            Feature::Stem if read.analyzer.language_choice() != LanguageChoice::Detect => Vec::new(),
            Feature::Stem => feature::stems(read.tokens, read.analyzer),
            Feature::Run | Feature::Neighbours => {
                let kept = Kept::new(read.tokens);
                let documents = read.tokens.documents().par_iter().enumerate();
                let keys = documents.flat_map_iter(|(at, document)| {
                    let text = Text::new(&read.documents[at], document, kept.words(document));
                    let keys = feature.keys(&text, read.min_run);
                    keys.into_iter().map(move |(_, key)| (key, at as u32))
                });
                keys.collect()
            }
        };
        pairs.par_sort_unstable();
        let at = out.at;
        sections.push(postings::write(feature.name(), &pairs, at, &mut out)?);
    }
    let unsure = read.sure.contains(&false);
    let directory = Directory { blocks, sections, languages, unsure, fallback: read.fallback };
    let bytes = rmp_serde::to_vec_named(&directory).map_err(io::Error::other)?;
    let at = out.at;
    out.write_all(&bytes)?;
    out.flush()?;
    let (languages, pool) = majority.kept();
    Ok(SegmentEntry {
        number,
        articles: read.documents.len() as u32,
        text: read.documents.iter().map(|document| document.text().len() as u64).sum(),
        bytes: out.at,
        directory: at,
        checksum: crc32fast::hash(&bytes),
        languages: languages.into_iter().map(|(code, bytes)| (code.to_owned(), bytes)).collect(),
        pool,
    })
}

fn write_articles(documents: &[Document], out: &mut Counted<'_>) -> io::Result<Vec<Block>> {
    let mut runs = Vec::new();
    let (mut first, mut bytes) = (0, 0);
    for (at, document) in documents.iter().enumerate() {
        bytes += document.text().len();
        if bytes >= BLOCK || at + 1 == documents.len() {
            runs.push(first..at + 1);
            (first, bytes) = (at + 1, 0);
        }
    }
    let packed: Vec<_> = runs.par_iter().map(|run| article::pack(&documents[run.clone()])).collect();
    let mut blocks = Vec::with_capacity(runs.len());
    for (run, packed) in runs.iter().zip(packed) {
        let (bytes, unpacked) = packed?;
        blocks.push(Block {
            first: run.start as u32,
            at: out.at,
            bytes: bytes.len() as u64,
            unpacked,
            checksum: crc32fast::hash(&bytes),
        });
        out.write_all(&bytes)?;
    }
    Ok(blocks)
}

/// The languages of the articles that are sure, in order, and for each article the number of its own.
fn languages(read: &Read<'_>) -> (Vec<Option<Language>>, Vec<u32>) {
    let of = || read.tokens.documents().iter().map(|document| document.language()).zip(read.sure);
    let mut languages: Vec<_> = of().filter(|(_, sure)| **sure).map(|(language, _)| language).collect();
    languages.sort_unstable();
    languages.dedup();
    let number = |language| languages.partition_point(|&other| other < language) as u32;
    let numbers = of().map(|(language, sure)| if *sure { number(language) } else { UNSURE }).collect();
    (languages, numbers)
}

impl Directory {
    /// Whether what it says can be, of a segment as it is listed.
    pub(super) fn check(&self, entry: &SegmentEntry) -> Result<(), IndexProblem> {
        let end = entry.directory;
        let lies = |block: &Block| {
            block.at >= BEGINNING as u64
                && block.at.checked_add(block.bytes).is_some_and(|until| until <= end)
        };
        let first = self.blocks.first().map_or(0, |block| block.first);
        let rises = self.blocks.windows(2).all(|two| two[0].first < two[1].first);
        let last = self.blocks.last().is_none_or(|block| block.first < entry.articles);
        if first != 0 || !rises || !last || !self.blocks.iter().all(lies) {
            return Err(refused("its directory of articles does not hold"));
        }
        if self.blocks.is_empty() != (entry.articles == 0) {
            return Err(refused("its directory names other articles than there are"));
        }
        self.sections.iter().try_for_each(|section| section.check(end))
    }

    /// The pairs of one kind of feature.
    pub(super) fn section(&self, feature: Feature) -> Option<&Section> {
        self.sections.iter().find(|section| section.feature() == feature.name())
    }

    /// The languages its articles were read in.
    pub(super) fn languages_read(&self, fallback: Fallback) -> Vec<Option<Language>> {
        let unsure = self.unsure.then(|| fallback.or_sure(None));
        self.languages.iter().copied().chain(unsure).collect()
    }
}

/// Counts what is written to it.
struct Counted<'a> {
    out: &'a mut dyn Write,
    at: u64,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.out.write(bytes)?;
        self.at += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
