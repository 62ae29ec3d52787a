//! What can be typed. Nothing is decided here: [`super::settings`] turns it into what is meant.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::{Deserialize, Serialize};

use super::settings::Frequency;

/// What a set of articles is about, and who retells whom.
#[derive(Debug, Parser)]
#[command(
    name = "retell",
    version,
    about,
    long_about = "Reads articles, says what they are about and who retells whom, and shows the evidence: tables, \
                  charts and a report in one folder.",
    after_help = "INPUT is a file, a folder (walked in name order), a glob, or - (JSONL on standard input): \
                  .txt .md .html .jsonl .csv .tsv .parquet, each also .gz and .zst.\n\n\
                  Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs were skipped, 4 nothing to analyse.",
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) global: Global,
}

/// Flags of every command.
#[derive(Args, Clone, Debug)]
pub(crate) struct Global {
    /// Say nothing but results and errors
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Everywhere")]
    pub(crate) quiet: bool,
    /// Say more: settings, languages, sizes, times
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    pub(crate) verbose: bool,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN", help_heading = "Everywhere")]
    pub(crate) color: Colour,
}

/// The flag of every command that works with several threads.
#[derive(Args, Clone, Debug)]
pub(crate) struct ThreadArgs {
    /// Threads to use; 0 is one per core. No result depends on it
    #[arg(long = "threads", default_value_t = 0, value_name = "N", value_parser = super::settings::parse_threads)]
    pub(crate) n: usize,
}

/// The flag of every command that writes files.
#[derive(Args, Clone, Debug)]
pub(crate) struct ForceArgs {
    /// Write where something is already; files of an earlier run are replaced, others in a folder are left alone
    #[arg(long)]
    pub(crate) force: bool,
}

/// When to use colour; `NO_COLOR` is honoured by `auto`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// The whole analysis: tables, charts, summary and report in one folder
    Run(RunArgs),
    /// Document-term matrix, as counts or weights
    Vectorize(VectorizeArgs),
    /// Nearest articles, and the terms that make each pair alike
    Similar(SimilarArgs),
    /// Reused passages and directed scores
    Reuse(ReuseArgs),
    /// Keep articles in an index, to hold others against them later
    Index(IndexArgs),
    /// Passages that new articles have from those of an index
    Query(QueryArgs),
    /// Two articles side by side, reuse highlighted, scores both ways
    Compare(CompareArgs),
    /// Paragraphs to themes
    Themes(ThemesArgs),
    /// How fast this machine turns text into a matrix: by stage, size and threads
    Bench(BenchArgs),
    /// Re-hash the files of a run, or check all of an index
    Verify(VerifyArgs),
    /// Do a run again from its manifest, and say whether it came out the same
    Rerun(RerunArgs),
    /// Print a completion script
    Completions {
        /// The shell that shall complete
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff)
    Man,
}

/// What is read.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct InputArgs {
    /// Files, folders, globs, or - for JSONL on standard input
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// [`InputArgs`] for commands that have no built-in sample to fall back on.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct RequiredInputArgs {
    /// Files, folders, globs, or - for JSONL on standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// How it is read.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct ReadingArgs {
    /// A column under another name, as text=body; one of id text title source date
    #[arg(long = "column", value_name = "NAME=COLUMN", help_heading = "Reading")]
    pub(crate) columns: Vec<String>,
    /// Leave out the texts of this file, parted by blank lines, wherever they stand; may be given again
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub(crate) ignore: Vec<PathBuf>,
    /// Fail if any input is skipped
    #[arg(long, help_heading = "Reading")]
    pub(crate) strict: bool,
}

// The settings, in groups: a command has those that it uses. Every one may stand in the file given by --config, under the
// same name; there a command passes over what it does not use, so that one file does for all of them.

/// Where settings are read from.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct ConfigArgs {
    /// Settings from a TOML file; flags win over it
    #[arg(long, value_name = "FILE", help_heading = "Settings")]
    pub(crate) config: Option<PathBuf>,
}

/// How text becomes words.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct WordArgs {
    /// auto (per document), none, or a language: en, de, french …
    #[arg(long, value_name = "LANGUAGE", help_heading = "Settings")]
    pub(crate) language: Option<String>,
    /// How words are found: news (stemmed, without stop words) or sklearn (as TfidfVectorizer does)
    #[arg(long, value_enum, value_name = "NAME", help_heading = "Settings")]
    pub(crate) analyzer: Option<super::settings::AnalyzerName>,
    /// rust-stemmers, snowball (the current algorithms) or none
    #[arg(long, value_enum, value_name = "NAME", help_heading = "Settings")]
    pub(crate) stemmer: Option<super::settings::StemmerName>,
    /// Words that are dropped: language (the language's own), none, english (scikit-learn's), or a file with one a line
    #[arg(long, value_name = "LIST|FILE", help_heading = "Settings")]
    pub(crate) stop_words: Option<String>,
}

/// Which terms are counted, and how.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct TermArgs {
    /// What n-grams are made of: words, characters, or characters inside words
    #[arg(long, value_enum, value_name = "UNIT", help_heading = "Settings")]
    pub(crate) ngram_unit: Option<super::settings::UnitName>,
    /// Shortest and longest n-gram, as 1,2
    #[arg(long, value_name = "MIN,MAX", value_parser = super::settings::parse_ngrams, help_heading = "Settings")]
    pub(crate) ngrams: Option<[usize; 2]>,
    /// Drop terms in fewer rows than this: a count (2) or a share (0.1)
    #[arg(long, value_name = "N|SHARE", allow_negative_numbers = true, help_heading = "Settings")]
    pub(crate) min_df: Option<Frequency>,
    /// Drop terms in more rows than this: a count (50) or a share (0.9)
    #[arg(long, value_name = "N|SHARE", allow_negative_numbers = true, help_heading = "Settings")]
    pub(crate) max_df: Option<Frequency>,
    /// Keep the N most frequent terms
    #[arg(long, value_name = "N", help_heading = "Settings")]
    pub(crate) max_features: Option<usize>,
    /// Count these terms, one a line, in place of those found; \n, \\ and \u0085 are read as in JSON strings
    #[arg(long, value_name = "FILE", help_heading = "Settings")]
    pub(crate) vocabulary: Option<PathBuf>,
    /// Count a term once per row
    #[arg(long, help_heading = "Settings")]
    pub(crate) binary: bool,
}

/// What stands in a cell of a matrix.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct WeightArgs {
    /// What stands in a cell
    #[arg(long, value_enum, value_name = "WEIGHT", help_heading = "Settings")]
    pub(crate) weight: Option<super::settings::WeightName>,
    /// Use 1 + ln tf in place of tf
    #[arg(long, help_heading = "Settings")]
    pub(crate) sublinear_tf: bool,
    /// idf = ln(n/df) + 1 in place of ln((1+n)/(1+df)) + 1
    #[arg(long, help_heading = "Settings")]
    pub(crate) no_smooth_idf: bool,
}

/// How rows are scaled, where they are not compared as directions.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct NormArgs {
    /// How rows are scaled
    #[arg(long, value_enum, value_name = "NORM", help_heading = "Settings")]
    pub(crate) norm: Option<super::settings::NormName>,
}

/// Which themes there are.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct ThemeArgs {
    /// Themes file (TOML) in place of the built-in one
    #[arg(long, value_name = "FILE", help_heading = "Settings")]
    pub(crate) themes: Option<PathBuf>,
}

/// How figures look.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct FigureArgs {
    /// Colours of the figures: light or dark for screens, print for paper (black on white, patterns beside colours)
    #[arg(long, value_enum, value_name = "THEME", help_heading = "Figures")]
    pub(crate) theme: Option<super::settings::FigureTheme>,
    /// Pixels of a PNG in an inch [192]
    #[arg(long, value_name = "N", value_parser = super::settings::parse_dpi, help_heading = "Figures")]
    pub(crate) dpi: Option<super::settings::Dpi>,
    /// Width of every figure in print, as 180mm, 18cm or 7in (a bare number is inches); unless told, 96 units an inch
    #[arg(long, value_name = "LENGTH", value_parser = super::settings::parse_width, help_heading = "Figures")]
    pub(crate) figure_width: Option<super::settings::Length>,
}

/// Which letters figures have.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct FontArgs {
    /// A font (TTF or OTF) for scripts that the built-in one lacks, such as Chinese
    #[arg(long, value_name = "FILE", help_heading = "Figures")]
    pub(crate) font: Option<PathBuf>,
}

/// Where chance begins.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct SeedArgs {
    /// Seed of every random start
    #[arg(long, value_name = "N", help_heading = "Settings")]
    pub(crate) seed: Option<u64>,
}

#[derive(Args, Debug)]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    #[command(flatten)]
    pub(crate) words: WordArgs,
    #[command(flatten)]
    pub(crate) terms: TermArgs,
    #[command(flatten)]
    pub(crate) weights: WeightArgs,
    #[command(flatten)]
    pub(crate) norm: NormArgs,
    #[command(flatten)]
    pub(crate) themes: ThemeArgs,
    #[command(flatten)]
    pub(crate) seed: SeedArgs,
    #[command(flatten)]
    pub(crate) search: super::search::SearchArgs,
    /// Folder to write; notebooks_out/NAME, called after the input, unless told
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Print the settings that hold, as a config file, and stop
    #[arg(long)]
    pub(crate) print_config: bool,
    #[command(flatten)]
    pub(crate) figures: FigureArgs,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) font: FontArgs,
    #[command(flatten)]
    pub(crate) threads: ThreadArgs,
    #[command(flatten)]
    pub(crate) force: ForceArgs,
}

/// What figures are written as, and whether what was found is printed.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct FormatArgs {
    /// Which files each figure is written as, png,svg unless told; json prints what was found
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',', help_heading = "Figures")]
    pub(crate) format: Vec<RunFormat>,
}

/// What `run` writes figures as, or prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RunFormat {
    Png,
    Svg,
    Json,
}

impl FormatArgs {
    /// What figures are written as, if that was told.
    pub(crate) fn figures(&self) -> Vec<FigureFormat> {
        let figures = self.format.iter().filter_map(|format| match format {
            RunFormat::Png => Some(FigureFormat::Png),
            RunFormat::Svg => Some(FigureFormat::Svg),
            RunFormat::Json => None,
        });
        figures.collect()
    }

    /// Whether what was found is printed.
    pub(crate) fn prints_json(&self) -> bool {
        self.format.contains(&RunFormat::Json)
    }
}

/// What figures are written as, where `--format` is that of what is printed.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct FigureFormatArgs {
    /// Which files each figure is written as, png,svg unless told
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',', help_heading = "Figures")]
    pub(crate) figure_format: Vec<FigureFormat>,
}

/// What a figure is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FigureFormat {
    Png,
    Svg,
}

#[derive(Args, Debug)]
pub(crate) struct VectorizeArgs {
    #[command(flatten)]
    pub(crate) input: RequiredInputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    #[command(flatten)]
    pub(crate) words: WordArgs,
    #[command(flatten)]
    pub(crate) terms: TermArgs,
    #[command(flatten)]
    pub(crate) weights: WeightArgs,
    #[command(flatten)]
    pub(crate) norm: NormArgs,
    /// File to write: .parquet or .csv (long table), .npz (scipy CSR) or .mtx (Matrix Market)
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// What is written, if the file's ending does not say; json, alone or beside it, prints what came of it
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',')]
    pub(crate) format: Vec<MatrixFormat>,
    /// What weights are stored as in .npz and .mtx
    #[arg(long, value_enum, default_value_t = Dtype::Float64)]
    pub(crate) dtype: Dtype,
    /// Count terms in N columns by their hashes, without a vocabulary [N: 1048576]
    #[arg(
        long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "1048576",
        value_parser = clap::value_parser!(u32).range(1..=i64::from(i32::MAX)),
        conflicts_with_all = [
            "min_df", "max_df", "max_features", "vocabulary", "weight", "sublinear_tf", "no_smooth_idf",
            "save_model", "model",
        ]
    )]
    pub(crate) hashing: Option<u32>,
    /// With --hashing: add all terms, in place of subtracting those with a negative hash
    #[arg(long, requires = "hashing")]
    pub(crate) no_alternate_sign: bool,
    /// Save what was learnt, to weigh other articles by with --model
    #[arg(long, value_name = "FILE")]
    pub(crate) save_model: Option<PathBuf>,
    /// Count and weigh by a saved model in place of learning; its settings hold, and no others
    // clap calls the group of all flags of a struct after the struct.
    #[arg(
        long, value_name = "FILE",
        conflicts_with_all = ["ConfigArgs", "WordArgs", "TermArgs", "WeightArgs", "NormArgs", "save_model"],
    )]
    pub(crate) model: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) threads: ThreadArgs,
    #[command(flatten)]
    pub(crate) force: ForceArgs,
}

/// What a weight is stored as, by numpy's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dtype {
    Float64,
    Float32,
}

/// How a matrix is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MatrixFormat {
    Parquet,
    Csv,
    Npz,
    Mtx,
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct SimilarArgs {
    #[command(flatten)]
    pub(crate) input: RequiredInputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    #[command(flatten)]
    pub(crate) words: WordArgs,
    #[command(flatten)]
    pub(crate) terms: TermArgs,
    #[command(flatten)]
    pub(crate) weights: WeightArgs,
    /// Compare with these articles in place of each other
    #[arg(long, value_name = "INPUT", num_args = 1..)]
    pub(crate) against: Vec<String>,
    /// How many neighbours of each article
    #[arg(long, default_value_t = 5, value_name = "N")]
    pub(crate) top: usize,
    /// Leave out pairs under this cosine
    #[arg(long, default_value_t = 0.0, value_name = "X")]
    pub(crate) threshold: f64,
    /// List articles that are the same but for a few words, in groups, in place of the nearest
    #[arg(long)]
    pub(crate) near_identical: bool,
    /// From which cosine articles count as near-identical
    #[arg(long, default_value_t = crate::similarity::NearIdentical::COSINE, value_name = "X")]
    pub(crate) near: f64,
    /// How the result is printed; json tells both, the nearest and what is near-identical
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(crate) format: TableFormat,
    #[command(flatten)]
    pub(crate) threads: ThreadArgs,
}

/// How a table is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    Table,
    Csv,
    Jsonl,
    Json,
}

/// How a command prints that says what it has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Said {
    #[default]
    Text,
    Json,
}

/// The flag of commands that say what they have done.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct SaidArgs {
    /// How it is said what was done
    #[arg(long, value_enum, default_value_t = Said::Text)]
    pub(crate) format: Said,
}

impl SaidArgs {
    pub(crate) fn is_json(self) -> bool {
        self.format == Said::Json
    }
}

#[derive(Args, Debug)]
pub(crate) struct ReuseArgs {
    #[command(flatten)]
    pub(crate) input: RequiredInputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    #[command(flatten)]
    pub(crate) words: WordArgs,
    /// Look for reuse of these articles in place of each other
    #[arg(long, value_name = "INPUT", num_args = 1..)]
    pub(crate) against: Vec<String>,
    /// Only these pairs: JSONL lines {"target": id, "source": id}
    #[arg(long, value_name = "FILE")]
    pub(crate) pairs: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) search: super::search::SearchArgs,
    #[command(flatten)]
    pub(crate) found: super::found::FoundArgs,
    #[command(flatten)]
    pub(crate) threads: ThreadArgs,
    #[command(flatten)]
    pub(crate) force: ForceArgs,
}

#[derive(Args, Debug)]
#[command(
    after_help = "With --append, articles are added to an index that is there. One whose id is there already is passed \
                        over if it is the same throughout, and refused if it is not; then nothing is added. With \
                        --replace it takes the place of the old one. The index must have been made with the settings \
                        that hold. Whatever is done to an index is done in one step: before it the old index holds, \
                        after it the new one, and what was dropped is in no file of it.",
    group = clap::ArgGroup::new("what").required(true).multiple(true).args(["inputs", "drop", "drop_list", "compact"])
)]
pub(crate) struct IndexArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    #[command(flatten)]
    pub(crate) words: WordArgs,
    /// Folder to write
    #[arg(short, long, value_name = "IDX")]
    pub(crate) output: PathBuf,
    /// Add to the index that is there; where there is none, make one
    #[arg(long)]
    pub(crate) append: bool,
    /// As --append, but articles take the place of those of the index that have their ids
    #[arg(long, conflicts_with = "force")]
    pub(crate) replace: bool,
    /// Drop the articles of these ids from the index that is there
    #[arg(long, value_name = "ID", num_args = 1.., conflicts_with = "force")]
    pub(crate) drop: Vec<String>,
    /// Drop the articles whose ids this file lists, one a line
    #[arg(long, value_name = "FILE", conflicts_with = "force")]
    pub(crate) drop_list: Option<PathBuf>,
    /// Join the small segments that many additions have left, so that queries read less
    #[arg(long, conflicts_with = "force")]
    pub(crate) compact: bool,
    #[command(flatten)]
    pub(crate) said: SaidArgs,
    #[command(flatten)]
    pub(crate) threads: ThreadArgs,
    #[command(flatten)]
    pub(crate) force: ForceArgs,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Finds what `retell reuse INPUT --against` the indexed articles finds, and reads only those of them \
                        that share a run of words, or some neighbouring ones, with a new one. How much articles have in \
                        common by chance is not known of those that are not read, so p-values are left out; scores are \
                        those of pairs that share something."
)]
pub(crate) struct QueryArgs {
    /// Folder that `retell index` wrote
    #[arg(value_name = "IDX")]
    pub(crate) index: PathBuf,
    #[command(flatten)]
    pub(crate) input: RequiredInputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    #[command(flatten)]
    pub(crate) words: WordArgs,
    #[command(flatten)]
    pub(crate) search: super::search::TierArgs,
    #[command(flatten)]
    pub(crate) found: super::found::FoundArgs,
    #[command(flatten)]
    pub(crate) threads: ThreadArgs,
    #[command(flatten)]
    pub(crate) force: ForceArgs,
}

#[derive(Args, Debug)]
pub(crate) struct CompareArgs {
    /// The first article: a file with one article, or with --in an id
    pub(crate) a: String,
    /// The second article
    pub(crate) b: String,
    /// Where A and B are the ids of two articles
    #[arg(long = "in", value_name = "INPUT", num_args = 1..)]
    pub(crate) within: Vec<String>,
    /// Show all of both texts, also long stretches that only one of them has
    #[arg(long)]
    pub(crate) full: bool,
    /// Columns to print on; those of the terminal unless told
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) width: Option<usize>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    #[command(flatten)]
    pub(crate) words: WordArgs,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t = CompareFormat::Text)]
    pub(crate) format: CompareFormat,
    #[command(flatten)]
    pub(crate) threads: ThreadArgs,
}

/// How `compare` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    Text,
    Jsonl,
    Json,
}

// Figures are drawn in a folder only.
#[derive(Args, Debug)]
#[command(
    mut_group("FigureArgs", |group| group.requires("output")),
    mut_group("FigureFormatArgs", |group| group.requires("output")),
    mut_group("FontArgs", |group| group.requires("output")),
)]
pub(crate) struct ThemesArgs {
    #[command(flatten)]
    pub(crate) input: RequiredInputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    #[command(flatten)]
    pub(crate) words: WordArgs,
    #[command(flatten)]
    pub(crate) themes: ThemeArgs,
    #[command(flatten)]
    pub(crate) seed: SeedArgs,
    #[command(flatten)]
    pub(crate) discovery: DiscoveryArgs,
    /// Hold the themes against labels: CSV or JSONL with article, paragraph (from 0), theme and, where known, tags
    #[arg(long, value_name = "FILE", conflicts_with_all = ["discover", "suggest"])]
    pub(crate) gold: Option<PathBuf>,
    /// Propose up to N further seeds for each theme, with what each would change [N: 8]
    #[arg(
        long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "8",
        value_parser = at_least_one, conflicts_with = "discover",
    )]
    pub(crate) suggest: Option<usize>,
    /// Save the themes with what was learnt of these articles, to assign others by with --model
    #[arg(long, value_name = "FILE", conflicts_with_all = ["discover", "suggest"])]
    pub(crate) save_model: Option<PathBuf>,
    /// Assign by a saved model in place of learning; its settings hold, and no others
    // clap calls the group of all flags of a struct after the struct.
    #[arg(
        long, value_name = "FILE",
        conflicts_with_all = ["ConfigArgs", "WordArgs", "ThemeArgs", "discover", "suggest", "save_model"],
    )]
    pub(crate) model: Option<PathBuf>,
    /// Folder to write, in place of printing: tables and figures of all that was found
    #[arg(short, long, value_name = "DIR", conflicts_with = "suggest")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) force: ForceArgs,
    /// How the result is printed; csv unless told, with --gold and --suggest a table
    #[arg(long, value_enum)]
    pub(crate) format: Option<ThemesFormat>,
    #[command(flatten)]
    pub(crate) figures: FigureArgs,
    #[command(flatten)]
    pub(crate) figure_format: FigureFormatArgs,
    #[command(flatten)]
    pub(crate) font: FontArgs,
    #[command(flatten)]
    pub(crate) threads: ThreadArgs,
}

/// How themes are found without seed words.
#[derive(Args, Clone, Debug)]
pub(crate) struct DiscoveryArgs {
    /// Find K themes without seed words, or as many as come again (auto); the [[discovered]] entries of a themes file
    /// name and merge them
    #[arg(long, value_name = "K|auto", value_parser = how_many, help_heading = "Discovery")]
    pub(crate) discover: Option<HowMany>,
    /// Look only at what the themes from seed words leave over as other
    #[arg(long, requires = "discover", conflicts_with = "unit", help_heading = "Discovery")]
    pub(crate) residual: bool,
    /// What is grouped
    #[arg(long, value_enum, default_value_t = UnitArg::Paragraph, requires = "discover", help_heading = "Discovery")]
    pub(crate) unit: UnitArg,
    /// What groups it
    #[arg(long, value_enum, default_value_t = GroupingArg::KMeans, requires = "discover", help_heading = "Discovery")]
    pub(crate) grouping: GroupingArg,
    /// What is printed: a row per paragraph or article, per theme and group of near ones, per period and theme, or per
    /// number of themes that was tried
    #[arg(long, value_enum, default_value_t = DiscoveryTable::Assignments, requires = "discover", help_heading = "Discovery")]
    pub(crate) table: DiscoveryTable,
    /// Keep the themes as [[discovered]] entries of this themes file, where they can be renamed and merged; what else
    /// stands there is left alone
    #[arg(long, value_name = "FILE", requires = "discover", help_heading = "Discovery")]
    pub(crate) save_discovered: Option<PathBuf>,
}

/// A number of themes, or `auto`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HowMany {
    Given(usize),
    Auto,
}

fn how_many(text: &str) -> Result<HowMany, String> {
    match text {
        "auto" => Ok(HowMany::Auto),
        _ => text.parse().map(HowMany::Given).map_err(|_| "expected a number of themes, or auto".to_owned()),
    }
}

/// What `themes --discover` groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnitArg {
    Paragraph,
    Article,
}

/// What `themes --discover` groups by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GroupingArg {
    #[value(name = "k-means")]
    KMeans,
    Mixture,
}

/// What `themes --discover` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiscoveryTable {
    Assignments,
    Themes,
    OverTime,
    Numbers,
}

/// How `themes` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ThemesFormat {
    Table,
    Csv,
    Jsonl,
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct BenchArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) config: ConfigArgs,
    #[command(flatten)]
    pub(crate) words: WordArgs,
    #[command(flatten)]
    pub(crate) terms: TermArgs,
    #[command(flatten)]
    pub(crate) weights: WeightArgs,
    #[command(flatten)]
    pub(crate) norm: NormArgs,
    #[command(flatten)]
    pub(crate) seed: SeedArgs,
    #[command(flatten)]
    pub(crate) figures: FigureArgs,
    /// Folder to write: bench.json, bench.csv, bench.txt and charts
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t = BenchFormat::Table)]
    pub(crate) format: BenchFormat,
    /// How often everything is done; 5, with --quick 3, unless told
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    pub(crate) repeat: Option<usize>,
    /// With no INPUT: megabytes of made-up text; 16, with --quick 4, unless told
    #[arg(long, value_name = "MB", conflicts_with = "inputs", value_parser = megabytes)]
    pub(crate) size: Option<f64>,
    /// Fewer sizes, threads, repetitions and measurements of memory
    #[arg(long)]
    pub(crate) quick: bool,
    /// Do one stage once and print this process's peak memory
    #[arg(long, value_enum, hide = true)]
    pub(crate) peak_of: Option<super::commands::bench::Stage>,
    #[command(flatten)]
    pub(crate) threads: ThreadArgs,
    #[command(flatten)]
    pub(crate) force: ForceArgs,
}

/// How the result of a benchmark is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BenchFormat {
    Table,
    Json,
    Csv,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|&n| n > 0).ok_or_else(|| "expected a whole number from 1".to_owned())
}

fn megabytes(text: &str) -> Result<f64, String> {
    let size = text.parse().ok().filter(|size| (0.001..=16_000.0).contains(size));
    size.ok_or_else(|| "expected megabytes from 0.001 to 16000".to_owned())
}

impl Command {
    /// How many threads to use; 0 is one per core.
    pub(crate) fn threads(&self) -> usize {
        match self {
            Self::Run(args) => args.threads.n,
            Self::Vectorize(args) => args.threads.n,
            Self::Similar(args) => args.threads.n,
            Self::Reuse(args) => args.threads.n,
            Self::Index(args) => args.threads.n,
            Self::Query(args) => args.threads.n,
            Self::Compare(args) => args.threads.n,
            Self::Themes(args) => args.threads.n,
            Self::Bench(args) => args.threads.n,
            Self::Rerun(args) => args.threads.n,
            Self::Verify(_) | Self::Completions { .. } | Self::Man => 0,
        }
    }

    /// Whether something may be written where something is already.
    pub(crate) fn force(&self) -> bool {
        match self {
            Self::Run(args) => args.force.force,
            Self::Vectorize(args) => args.force.force,
            Self::Reuse(args) => args.force.force,
            Self::Index(args) => args.force.force,
            Self::Query(args) => args.force.force,
            Self::Bench(args) => args.force.force,
            Self::Themes(args) => args.force.force,
            Self::Rerun(args) => args.force.force,
            _ => false,
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct VerifyArgs {
    /// The folder of a run, or an index
    pub(crate) dir: PathBuf,
    #[command(flatten)]
    pub(crate) said: SaidArgs,
}

#[derive(Args, Debug)]
pub(crate) struct RerunArgs {
    /// manifest.json of a run, or its folder
    pub(crate) manifest: PathBuf,
    /// Use temporary files (in TMPDIR) rather than more than this to find candidates: bytes, or with K, M or G
    #[arg(long, value_name = "SIZE")]
    pub(crate) memory: Option<super::search::Size>,
    /// Folder to write; beside the old one, with -rerun appended, unless told
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) said: SaidArgs,
    #[command(flatten)]
    pub(crate) threads: ThreadArgs,
    #[command(flatten)]
    pub(crate) force: ForceArgs,
}
