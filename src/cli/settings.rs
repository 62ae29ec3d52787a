//! What is meant: defaults, under the config file, under the flags.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use super::args::{
    FigureArgs, FigureFormat, FigureFormatArgs, FormatArgs, NormArgs, SeedArgs, TermArgs, ThemeArgs,
    WeightArgs, WordArgs,
};
use super::search::{Apart, Size, Sources};
use crate::corpus::line_and_column;
use crate::error::{Error, Result};

/// Every setting that may change a result. Its TOML form is the config file and what `--print-config` prints.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Settings {
    /// `auto`, `none`, or a language.
    pub(crate) language: String,
    pub(crate) analyzer: AnalyzerName,
    /// Unless told, the analyzer's own: `rust-stemmers` for news, `none` for sklearn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) stemmer: Option<StemmerName>,
    /// `language`, `none`, `english` or a file; unless told, the analyzer's own: `language` for news, `none` for sklearn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) stop_words: Option<String>,
    pub(crate) ngram_unit: UnitName,
    pub(crate) ngrams: [usize; 2],
    pub(crate) min_df: Frequency,
    pub(crate) max_df: Frequency,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_features: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) vocabulary: Option<PathBuf>,
    pub(crate) sublinear_tf: bool,
    pub(crate) smooth_idf: bool,
    pub(crate) norm: NormName,
    pub(crate) binary: bool,
    pub(crate) weight: WeightName,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) themes: Option<PathBuf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) within: Option<Apart>,
    pub(crate) sources: Sources,
    pub(crate) copied_only: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_fdr: Option<f64>,
    pub(crate) low_memory: bool,
    /// Changes no result, but what a run can be done in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) memory: Option<Size>,
    pub(crate) seed: u64,
    /// Colours of figures.
    pub(crate) theme: FigureTheme,
    /// Pixels of a PNG in an inch.
    pub(crate) dpi: Dpi,
    /// Width of every figure in print.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) figure_width: Option<Length>,
    /// What each figure is written as.
    pub(crate) format: Vec<FigureFormat>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: "auto".to_owned(),
            analyzer: AnalyzerName::News,
            stemmer: None,
            stop_words: None,
            ngram_unit: UnitName::Word,
            ngrams: [1, 1],
            min_df: Frequency::Count(1),
            max_df: Frequency::Share(1.0),
            max_features: None,
            vocabulary: None,
            sublinear_tf: false,
            smooth_idf: true,
            norm: NormName::L2,
            binary: false,
            weight: WeightName::Tfidf,
            themes: None,
            within: None,
            sources: Sources::Any,
            copied_only: false,
            max_fdr: None,
            low_memory: false,
            memory: None,
            seed: 0,
            theme: FigureTheme::Light,
            dpi: Dpi(192),
            figure_width: None,
            format: vec![FigureFormat::Png, FigureFormat::Svg],
        }
    }
}

impl Settings {
    /// The settings of a TOML text that was read from `path`.
    pub(crate) fn from_toml(text: &str, path: &Path) -> Result<Self> {
        toml::from_str(text).map_err(|error| {
            let (line, column) = error.span().map(|span| line_and_column(text, span.start)).unzip();
            Error::Malformed { path: path.to_owned(), line, column, problem: error.message().to_owned() }
        })
    }

    /// The same settings as a config file.
    pub(crate) fn to_toml(&self) -> Result<String> {
        toml::to_string(self)
            .map_err(|error| Error::Library { task: "printing the settings", reason: error.to_string() })
    }

    /// Which words are dropped, if that is told.
    pub(crate) fn stop_word_choice(&self) -> Option<StopWordChoice<'_>> {
        self.stop_words.as_deref().map(|name| match name {
            "language" => StopWordChoice::Language,
            "none" => StopWordChoice::None,
            "english" => StopWordChoice::English,
            file => StopWordChoice::File(Path::new(file)),
        })
    }

    /// Files that decide the result, besides the articles.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        let stop_words = match self.stop_word_choice() {
            Some(StopWordChoice::File(path)) => Some(path),
            _ => None,
        };
        [self.themes.as_deref(), stop_words, self.vocabulary.as_deref()].into_iter().flatten()
    }
}

/// Flags that can be put over settings.
pub(crate) trait Flags {
    /// Puts those that were given over `settings`.
    fn put_over(&self, settings: &mut Settings);
}

fn put<T: Clone>(place: &mut T, flag: &Option<T>) {
    if let Some(value) = flag {
        place.clone_from(value);
    }
}

fn put_some<T: Clone>(place: &mut Option<T>, flag: &Option<T>) {
    if flag.is_some() {
        place.clone_from(flag);
    }
}

impl Flags for WordArgs {
    fn put_over(&self, settings: &mut Settings) {
        put(&mut settings.language, &self.language);
        put(&mut settings.analyzer, &self.analyzer);
        put_some(&mut settings.stemmer, &self.stemmer);
        put_some(&mut settings.stop_words, &self.stop_words);
    }
}

impl Flags for TermArgs {
    fn put_over(&self, settings: &mut Settings) {
        put(&mut settings.ngram_unit, &self.ngram_unit);
        put(&mut settings.ngrams, &self.ngrams);
        put(&mut settings.min_df, &self.min_df);
        put(&mut settings.max_df, &self.max_df);
        put_some(&mut settings.max_features, &self.max_features);
        put_some(&mut settings.vocabulary, &self.vocabulary);
        settings.binary |= self.binary;
    }
}

impl Flags for WeightArgs {
    fn put_over(&self, settings: &mut Settings) {
        put(&mut settings.weight, &self.weight);
        settings.sublinear_tf |= self.sublinear_tf;
        settings.smooth_idf &= !self.no_smooth_idf;
    }
}

impl Flags for NormArgs {
    fn put_over(&self, settings: &mut Settings) {
        put(&mut settings.norm, &self.norm);
    }
}

impl Flags for ThemeArgs {
    fn put_over(&self, settings: &mut Settings) {
        put_some(&mut settings.themes, &self.themes);
    }
}

impl Flags for SeedArgs {
    fn put_over(&self, settings: &mut Settings) {
        put(&mut settings.seed, &self.seed);
    }
}

impl Flags for FigureArgs {
    fn put_over(&self, settings: &mut Settings) {
        put(&mut settings.theme, &self.theme);
        put(&mut settings.dpi, &self.dpi);
        put_some(&mut settings.figure_width, &self.figure_width);
    }
}

impl Flags for FormatArgs {
    fn put_over(&self, settings: &mut Settings) {
        let figures = self.figures();
        if !figures.is_empty() {
            settings.format = figures;
        }
    }
}

impl Flags for FigureFormatArgs {
    fn put_over(&self, settings: &mut Settings) {
        if !self.figure_format.is_empty() {
            settings.format.clone_from(&self.figure_format);
        }
    }
}

/// What colours figures have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FigureTheme {
    Light,
    Dark,
    Print,
}

/// A length on paper, as typed: `180mm`, `18cm`, `7in`, or inches without a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Length(String);

impl Length {
    const LEAST: f64 = 2.0;
    const MOST: f64 = 40.0;

    /// The length in inches.
    pub(crate) fn inches(&self) -> f64 {
        Self::read(&self.0).unwrap_or(Self::LEAST)
    }

    fn read(text: &str) -> Option<f64> {
        let text = text.trim();
        let units = [("mm", 25.4), ("cm", 2.54), ("in", 1.0), ("", 1.0)];
        let (number, unit) = units.iter().find_map(|(name, unit)| Some((text.strip_suffix(name)?, unit)))?;
        let inches = number.trim().parse::<f64>().ok()? / unit;
        (Self::LEAST..=Self::MOST).contains(&inches).then_some(inches)
    }
}

impl TryFrom<String> for Length {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match Self::read(&text) {
            Some(_) => Ok(Self(text.trim().to_owned())),
            None => Err("expected a length from 2 to 40 inches, as 7in, 180mm or 18cm".to_owned()),
        }
    }
}

impl From<Length> for String {
    fn from(length: Length) -> Self {
        length.0
    }
}

/// Reads a length.
pub(crate) fn parse_width(text: &str) -> Result<Length, String> {
    Length::try_from(text.to_owned())
}

/// Pixels in an inch: coarser figures cannot be read, finer ones cannot be seen to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub(crate) struct Dpi(u32);

impl TryFrom<u32> for Dpi {
    type Error = String;

    fn try_from(dpi: u32) -> Result<Self, String> {
        let known = (36..=1200).contains(&dpi);
        known.then_some(Self(dpi)).ok_or_else(|| "expected a whole number from 36 to 1200".to_owned())
    }
}

impl From<Dpi> for u32 {
    fn from(dpi: Dpi) -> Self {
        dpi.0
    }
}

/// Reads a number of pixels in an inch.
pub(crate) fn parse_dpi(text: &str) -> Result<Dpi, String> {
    Dpi::try_from(text.parse().unwrap_or(0))
}

/// Which words rule is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AnalyzerName {
    News,
    Sklearn,
}

/// What n-grams are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum UnitName {
    Word,
    Char,
    #[value(name = "char_wb")]
    CharWb,
}

/// Which words are dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StopWordChoice<'a> {
    Language,
    None,
    English,
    /// Those of a file, one a line.
    File(&'a Path),
}

/// Which stemmer is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum StemmerName {
    RustStemmers,
    Snowball,
    None,
}

/// How rows are scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum NormName {
    L2,
    L1,
    None,
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum WeightName {
    Tfidf,
    Count,
    Bm25,
}

/// A number of rows, or a share of them: `2` is a count, `0.5` and `1.0` are shares.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Frequency {
    Count(usize),
    Share(f64),
}

impl FromStr for Frequency {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(count) = text.parse() {
            return Ok(Self::Count(count));
        }
        match text.parse() {
            Ok(share) if (0.0..=1.0).contains(&share) => Ok(Self::Share(share)),
            _ => Err("expected a whole number of rows, as 2, or a share from 0.0 to 1.0, as 0.1".to_owned()),
        }
    }
}

/// Reads a number of threads. More than this are a slip: each takes memory, and none helps beyond the number of cores.
pub(crate) fn parse_threads(text: &str) -> Result<usize, String> {
    const MOST: usize = 1024;
    let n = text.parse().ok().filter(|&n| n <= MOST);
    n.ok_or_else(|| format!("expected a whole number from 0 (one per core) to {MOST}"))
}

/// Reads `1,2`, or `2` for `2,2`.
pub(crate) fn parse_ngrams(text: &str) -> Result<[usize; 2], String> {
    let number = |part: &str| part.trim().parse::<usize>().map_err(|_| "expected MIN,MAX, as 1,2".to_owned());
    let range = match text.split_once(',') {
        Some((shortest, longest)) => [number(shortest)?, number(longest)?],
        None => [number(text)?; 2],
    };
    if range[0] == 0 || range[0] > range[1] {
        return Err("expected MIN,MAX with 1 ≤ MIN ≤ MAX, as 1,2".to_owned());
    }
    Ok(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_config_reads_back() {
        let settings = Settings {
            min_df: Frequency::Share(0.25),
            max_features: Some(9),
            stop_words: Some("lists/stop.txt".to_owned()),
            vocabulary: Some("lists/terms.txt".into()),
            ngram_unit: UnitName::CharWb,
            theme: FigureTheme::Print,
            figure_width: Some(Length("180mm".to_owned())),
            format: vec![FigureFormat::Svg],
            within: "48h".parse().ok(),
            memory: "1G".parse().ok(),
            max_fdr: Some(0.05),
            ..Settings::default()
        };
        let text = settings.to_toml().unwrap();
        assert_eq!(Settings::from_toml(&text, Path::new("c.toml")).unwrap(), settings);
    }

    #[test]
    fn a_wrong_key_is_named_with_its_place() {
        let error = Settings::from_toml("seed = 1\nmin_df = 2\n", Path::new("c.toml")).unwrap_err();
        assert!(error.to_string().starts_with("c.toml:2:1: unknown field `min_df`"), "{error}");
    }

    #[test]
    fn a_wrong_time_is_refused_with_what_is_expected() {
        let error = Settings::from_toml("within = \"soon\"\n", Path::new("c.toml")).unwrap_err();
        assert_eq!(error.to_string(), "c.toml:1:10: expected a time like 48h, 7d or 2w");
    }

    #[test]
    fn flags_win_over_the_file() {
        let stop_words = Some("none".to_owned());
        let mut settings = Settings { seed: 3, binary: true, stop_words, ..Settings::default() };
        let flags: [&dyn Flags; 3] =
            [&SeedArgs { seed: Some(4) }, &TermArgs::default(), &WordArgs::default()];
        flags.iter().for_each(|flags| flags.put_over(&mut settings));
        assert_eq!((settings.seed, settings.binary), (4, true));
        assert_eq!(settings.stop_words.as_deref(), Some("none"));
    }

    #[test]
    fn lengths_have_units() {
        let inches = |text: &str| parse_width(text).map(|length| length.inches());
        assert_eq!(
            [inches("7"), inches("7in"), inches(" 50.8 mm"), inches("10.16cm")],
            [Ok(7.0), Ok(7.0), Ok(2.0), Ok(4.0)]
        );
        for wrong in ["", "mm", "1in", "9000mm", "NaN", "-7", "7px", "inf"] {
            assert!(inches(wrong).is_err(), "{wrong}");
        }
        assert!(
            parse_dpi("300").is_ok()
                && ["0", "35", "1201", "x", "-1"].iter().all(|dpi| parse_dpi(dpi).is_err())
        );
        let error = Settings::from_toml("dpi = 9\n", Path::new("c.toml")).unwrap_err();
        assert!(error.to_string().contains("from 36 to 1200"), "{error}");
    }

    #[test]
    fn a_count_is_not_a_share() {
        assert_eq!("1".parse(), Ok(Frequency::Count(1)));
        assert_eq!("1.0".parse(), Ok(Frequency::Share(1.0)));
        for wrong in ["-1", "1.5", "x", "NaN", "inf"] {
            assert!(wrong.parse::<Frequency>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn ngrams_are_a_range() {
        assert_eq!(parse_ngrams("1,2"), Ok([1, 2]));
        assert_eq!(parse_ngrams("3"), Ok([3, 3]));
        for wrong in ["0,0", "2,1", "", "1,", "a,b"] {
            assert!(parse_ngrams(wrong).is_err(), "{wrong}");
        }
    }
}
