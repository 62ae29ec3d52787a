//! Any bytes as a file of any kind: an error or documents whose spans lie inside their text, the same whether they are read
//! at once or a batch at a time.

#![no_main]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use retell::corpus::read::{self, Input, Options};
use retell::{Analyzer, Document};

const ENDINGS: [&str; 6] = ["txt", "md", "html", "csv", "tsv", "jsonl"];

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("retell-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for temporary files");
    folder
});

/// What bytes are written as: their ending, packed or as if they were.
fn file(choice: u8, bytes: &[u8]) -> (&'static str, PathBuf) {
    let ending = ENDINGS[usize::from(choice) % ENDINGS.len()];
    let (name, bytes) = match choice / ENDINGS.len() as u8 % 5 {
        0..=1 => (format!("in.{ending}"), bytes.to_vec()),
        2 => (format!("in.{ending}.gz"), bytes.to_vec()),
        3 => (format!("in.{ending}.zst"), bytes.to_vec()),
        _ => {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packed.write_all(bytes).expect("memory");
            (format!("in.{ending}.gz"), packed.finish().expect("memory"))
        }
    };
    let path = FOLDER.join(name);
    fs::write(&path, bytes).expect("room for a temporary file");
    (ending, path)
}

fn check(document: &Document) {
    let text = document.text();
    let mut last = 0;
    for paragraph in document.paragraphs() {
        let span = paragraph.span;
        assert!(last <= span.start && span.start <= span.end, "{text:?}");
        assert!(text.get(span.start..span.end).is_some(), "{text:?}");
        last = span.end;
    }
    document.code_points();
}

fn streamed(path: &Path, options: &Options) -> (Vec<(String, String)>, usize) {
    let mut stream = read::stream(&[Input::Path(path.to_owned())], options).expect("plain options");
    let mut texts = Vec::new();
    for job in &mut stream {
        texts.extend(job().iter().map(|document| document.text().to_owned()));
    }
    let read = stream.finish().expect("every job was run");
    (read.ids.into_iter().zip(texts).collect(), read.skipped.len())
}

fuzz_target!(|data: &[u8]| {
    let Some((&choice, bytes)) = data.split_first() else { return };
    let (ending, path) = file(choice, bytes);
    let mut options = Options::default();
    options.max_unpacked_bytes = 1 << 20;
    let read = read::read(&[Input::Path(path.clone())], &options, &mut |_, _| ());
    let streamed = streamed(&path, &options);
    fs::remove_file(&path).expect("it was written");
    let read = read.expect("what cannot be read is skipped");
    let documents = read.corpus.documents();
    documents.iter().for_each(check);
    let tokens = Analyzer::news().tokenize(&read.corpus);
    for (document, tokens) in documents.iter().zip(tokens.documents()) {
        for token in tokens.tokens() {
            let span = token.span();
            assert!(document.text().get(span.start..span.end).is_some(), "{:?}", document.text());
        }
    }
    // Lines are decided about one by one where they are read so.
    if ending != "jsonl" {
        let texts: Vec<(String, String)> =
            documents.iter().map(|document| (document.id().to_owned(), document.text().to_owned())).collect();
        assert_eq!(streamed, (texts, read.skipped.len()));
    }
});
