//! What a run did: enough to check its files and to do it again.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::diagnostic::sentence;
use super::output::{Folder, files_below};
use super::session::portable;
use super::settings::Settings;
use crate::chart::LeftOut;
use crate::corpus::read::{self, Reading};
use crate::corpus::{Corpus, Document, Mask, ParagraphKind};
use crate::error::{Error, Result};

/// The manifest's file name.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The only file that differs between two runs of the same input; never listed.
pub(crate) const TIMINGS: &str = "timings.json";

/// The command that wrote a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Command {
    /// `retell run`, which manifests that do not say were written by.
    #[default]
    Run,
    /// `retell themes`.
    Themes,
}

impl Command {
    fn is_run(&self) -> bool {
        *self == Self::Run
    }
}

/// `manifest.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// What was done.
    #[serde(default, skip_serializing_if = "Command::is_run")]
    pub(crate) command: Command,
    /// The program that wrote it.
    pub(crate) program: String,
    /// Its version.
    pub(crate) version: String,
    /// The arguments that decide the result, as they were typed: inputs and reading. Where the result went, how many
    /// threads made it and what was printed on the way are no part of it.
    pub(crate) arguments: Arguments,
    /// Every setting as it held.
    pub(crate) settings: Settings,
    /// The seed of every random start.
    pub(crate) seed: u64,
    /// What was read.
    pub(crate) inputs: Vec<InputFile>,
    /// What was written, by name.
    pub(crate) outputs: Vec<OutputFile>,
    /// What could not be read, and why.
    pub(crate) skipped: Vec<SkippedInput>,
    /// Figures that would have been empty, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) figures_left_out: Vec<FigureLeftOut>,
    /// Paragraphs that were read but count for nothing, and why.
    pub(crate) masked: Vec<MaskedParagraph>,
    /// What a reader of the results should know.
    pub(crate) warnings: Vec<String>,
}

/// What was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Arguments {
    /// As typed; none for the built-in sample.
    pub(crate) inputs: Vec<String>,
    /// As typed: `text=body`.
    pub(crate) columns: Vec<String>,
    /// Files with texts that were left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) ignore: Vec<PathBuf>,
    /// A font for the figures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) font: Option<PathBuf>,
}

/// One input file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InputFile {
    pub(crate) path: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
    pub(crate) documents: usize,
}

/// One output file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OutputFile {
    pub(crate) path: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

/// One input that was skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SkippedInput {
    pub(crate) path: String,
    pub(crate) reason: String,
}

/// One figure that was not drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FigureLeftOut {
    pub(crate) figure: String,
    pub(crate) reason: String,
}

/// One masked paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MaskedParagraph {
    pub(crate) article: String,
    pub(crate) paragraph: usize,
    pub(crate) reason: String,
    pub(crate) text: String,
}

/// What [`Manifest::check`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Check {
    /// Files whose bytes are not those of the run.
    pub(crate) changed: Vec<String>,
    /// Files that are gone.
    pub(crate) missing: Vec<String>,
    /// Files that the run did not write.
    pub(crate) foreign: Vec<String>,
}

impl Check {
    /// Whether the folder is as the run left it.
    pub(crate) fn is_clean(&self) -> bool {
        self.changed.is_empty() && self.missing.is_empty() && self.foreign.is_empty()
    }
}

/// What a manifest is made of, beside what was written.
pub(crate) struct Made<'a> {
    pub(crate) command: Command,
    pub(crate) arguments: &'a Arguments,
    pub(crate) settings: &'a Settings,
    /// Files beside the articles that decide the result, and that neither arguments nor settings name.
    pub(crate) beside: &'a [&'a Path],
    pub(crate) corpus: &'a Corpus,
    /// What was read, but for the corpus.
    pub(crate) reading: &'a Reading,
    /// What came up after reading.
    pub(crate) warnings: Vec<String>,
}

impl From<&read::InputFile> for InputFile {
    fn from(file: &read::InputFile) -> Self {
        Self {
            path: file.path.clone(),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
            documents: file.documents,
        }
    }
}

impl InputFile {
    /// A file that is no article but decides the result: themes, a font.
    pub(crate) fn beside(path: &Path) -> Result<Self> {
        let bytes = read::bytes(path)?;
        let shown = path.to_string_lossy().replace('\\', "/");
        Ok(Self { path: shown, bytes: bytes.len() as u64, sha256: read::sha256(&bytes), documents: 0 })
    }
}

impl OutputFile {
    pub(crate) fn of(name: &str, bytes: &[u8]) -> Self {
        Self { path: name.to_owned(), bytes: bytes.len() as u64, sha256: read::sha256(bytes) }
    }

    /// Where the file is below `folder`; `None` for a path that leads out of it, as a forged manifest may have.
    pub(crate) fn under(&self, folder: &Path) -> Option<PathBuf> {
        let path = Path::new(&self.path);
        path.components().all(|part| matches!(part, Component::Normal(_))).then(|| folder.join(path))
    }
}

impl Manifest {
    /// What was done to write `folder` so far.
    pub(crate) fn of(made: Made<'_>, left_out: Vec<LeftOut>, folder: &Folder) -> Result<Self> {
        let Made { command, arguments, settings, beside, corpus, reading, warnings } = made;
        let ignored = arguments.ignore.iter().map(PathBuf::as_path);
        let files = settings.files().chain(beside.iter().copied()).chain(arguments.font.as_deref());
        let files: Vec<InputFile> = files.chain(ignored).map(InputFile::beside).collect::<Result<_>>()?;
        let skipped = reading
            .skipped
            .iter()
            .map(|skipped| SkippedInput { path: skipped.path.clone(), reason: sentence(&skipped.error) });
        let left_out = left_out
            .into_iter()
            .map(|left_out| FigureLeftOut { figure: left_out.name.to_owned(), reason: left_out.reason });
        Ok(Self {
            command,
            program: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            arguments: arguments.clone(),
            // How much memory it took changes no file.
            settings: Settings { memory: None, ..settings.clone() },
            seed: settings.seed,
            inputs: reading.inputs.iter().map(InputFile::from).chain(files).collect(),
            outputs: folder.written(),
            skipped: skipped.collect(),
            figures_left_out: left_out.collect(),
            masked: masked(corpus, &arguments.ignore),
            warnings: reading.warnings.iter().cloned().chain(warnings).collect(),
        })
    }

    /// Reads a manifest.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = read::text(path)?;
        serde_json::from_str(&text).map_err(|error| Error::Malformed {
            path: path.to_owned(),
            line: Some(error.line()),
            column: Some(error.column()),
            problem: format!("not a manifest of retell: {error}"),
        })
    }

    /// The manifest as it is written.
    pub(crate) fn to_json(&self) -> Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self)
            .map_err(|error| Error::Library { task: "writing the manifest", reason: error.to_string() })?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Hashes the files of `folder` again.
    pub(crate) fn check(&self, folder: &Path) -> Result<Check> {
        let mut check = Check::default();
        for file in &self.outputs {
            match file.under(folder).filter(|path| path.is_file()) {
                None => check.missing.push(file.path.clone()),
                Some(path) if read::sha256(&read::bytes(&path)?) != file.sha256 => {
                    check.changed.push(file.path.clone())
                }
                Some(_) => {}
            }
        }
        let known: BTreeSet<&str> =
            self.outputs.iter().map(|file| file.path.as_str()).chain([MANIFEST, TIMINGS]).collect();
        for name in files_below(folder)? {
            let name = name
                .components()
                .map(|part| part.as_os_str().to_string_lossy())
                .collect::<Vec<_>>()
                .join("/");
            if !known.contains(name.as_str()) {
                check.foreign.push(name);
            }
        }
        Ok(check)
    }
}

/// The paragraphs that count for nothing, and why.
fn masked(corpus: &Corpus, ignore: &[PathBuf]) -> Vec<MaskedParagraph> {
    let of_document = |document: &Document| {
        let paragraphs = document.paragraphs().iter().enumerate();
        let masked = paragraphs.filter_map(|(at, paragraph)| match paragraph.kind {
            ParagraphKind::Boilerplate(mask) => Some(MaskedParagraph {
                article: document.id().to_owned(),
                paragraph: at,
                reason: reason(mask, ignore),
                text: document.slice(paragraph.span).to_owned(),
            }),
            _ => None,
        });
        masked.collect::<Vec<_>>()
    };
    corpus.documents().iter().flat_map(of_document).collect()
}

/// Why a paragraph is masked, with the file that wants it so.
fn reason(mask: Mask, ignore: &[PathBuf]) -> String {
    match mask {
        Mask::Ignored { file } => match ignore.get(file) {
            Some(path) => format!("{} {}", mask.name(), portable(path)),
            None => mask.name().to_owned(),
        },
        _ => mask.name().to_owned(),
    }
}
