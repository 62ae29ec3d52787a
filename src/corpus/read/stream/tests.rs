use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

const PROSE: &str = "The harbour was closed on Monday after a storm.";

fn folder(files: &[(&str, Vec<u8>)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// What was read, one way or the other.
#[derive(Debug, PartialEq)]
struct Told {
    documents: Vec<Document>,
    skipped: Vec<(String, String)>,
    warnings: Vec<String>,
}

fn skipped(skipped: &[Skipped]) -> Vec<(String, String)> {
    skipped.iter().map(|skipped| (skipped.path.clone(), skipped.error.to_string())).collect()
}

fn at_once(inputs: &[Input], options: &Options) -> Told {
    let reading = super::super::read(inputs, options, &mut |_, _| {}).unwrap();
    Told {
        documents: reading.corpus.documents().to_vec(),
        skipped: skipped(&reading.skipped),
        warnings: reading.warnings,
    }
}

fn streamed(inputs: &[Input], options: &Options, batch: usize) -> Told {
    let mut stream = by_batches_of(inputs, options, batch).unwrap();
    let documents: Vec<Document> = (&mut stream).flat_map(|job| job()).collect();
    told(stream, documents)
}

fn told(stream: Stream, documents: Vec<Document>) -> Told {
    let read = stream.finish().unwrap();
    assert_eq!(read.ids.len(), documents.len());
    let named = documents.into_iter().zip(read.ids).map(|(document, id)| {
        assert!(document.id().is_empty() || document.id() == id);
        document.renamed(id)
    });
    Told { documents: named.collect(), skipped: skipped(&read.skipped), warnings: read.warnings }
}

fn whole(folder: &Path) -> [Input; 1] {
    [Input::from_arg(folder)]
}

/// Lines that are nearly right, among them ids that are derived elsewhere, and every kind of mistake.
fn line() -> impl Strategy<Value = String> {
    let id = prop_oneof![
        Just(String::new()),
        "[ab]".prop_map(|id| format!("\"id\": \"{id}\", ")),
        Just("\"id\": \"a-1\", ".to_owned()),
        Just("\"id\": \"x\\u0007\", ".to_owned()),
        Just("\"id\": 7, ".to_owned()),
        Just("\"ID\": \" \", ".to_owned()),
    ];
    let good = (id, prop_oneof![Just(""), Just("\"date\": \"soon\", "), Just("\"title\": \" é \", ")])
        .prop_map(|(id, more)| format!("{{{id}{more}\"text\": \"{PROSE} 😀\\n\"}}"));
    let ascii = "[a-c]".prop_map(|id| format!("{{\"id\": \"{id}\", \"text\": \"One.\"}}\r"));
    prop_oneof![
        4 => good,
        4 => ascii,
        1 => Just(String::new()),
        1 => Just(" \t\r".to_owned()),
        1 => Just("{\"id\": \"a\"".to_owned()),
        1 => Just("{\"id\": \"d\", \"body\": \"x\"}".to_owned()),
        1 => Just("{\"text\": [1, {}]}".to_owned()),
        1 => Just("{\"text\": \" \"}".to_owned()),
        1 => Just("[1]".to_owned()),
    ]
}

fn lines() -> impl Strategy<Value = String> {
    (proptest::collection::vec(line(), 0..12), any::<bool>(), 0..8_u8).prop_map(|(lines, ends, mark)| {
        let mark = if mark == 0 { "\u{feff}" } else { "" };
        format!("{mark}{}{}", lines.join("\n"), if ends { "\n" } else { "" })
    })
}

/// Bytes in every encoding or none.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => line().prop_map(|line| format!("{line}\n").into_bytes()),
        1 => Just(b"{\"text\": \"caf\xe9 noir\"}\n".to_vec()),
        1 => Just(b"\xff\xfe".to_vec()),
        1 => Just(b"\x1b$B".to_vec()),
        1 => Just(b"\0".to_vec()),
        1 => Just(b"\x01\x02\x03\x04".to_vec()),
        1 => Just(b"%PDF-".to_vec()),
        1 => Just("{\"text\": \"порт\"}".encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn text_is_read_the_same_whatever_the_blocks(a in lines(), b in lines(), batch in 1..200_usize) {
        let folder = folder(&[
            ("a.jsonl", a.clone().into_bytes()),
            ("b.txt", b"One article.".to_vec()),
            ("c/a-1.txt", b"Another.".to_vec()),
            ("d.ndjson.gz", gzip(b.as_bytes())),
            ("e.csv", format!("id,text\na,x\n,y\n{}", a.replace(['"', '\r'], "").replace('\n', ",z\n")).into_bytes()),
        ]);
        let inputs = whole(folder.path());
        let options = Options::default();
        prop_assert_eq!(streamed(&inputs, &options, batch), at_once(&inputs, &options));
    }

    #[test]
    fn bytes_in_one_block_are_read_as_ever(bytes in bytes()) {
        let folder = folder(&[("a.jsonl", bytes)]);
        let inputs = whole(folder.path());
        let options = Options::default();
        prop_assert_eq!(streamed(&inputs, &options, 1 << 20), at_once(&inputs, &options));
    }

    #[test]
    fn no_bytes_and_no_blocks_make_it_panic_or_lose_a_line(bytes in bytes(), batch in 1..60_usize) {
        let n = bytes.split(|&byte| byte == b'\n').filter(|line| line.starts_with(b"{\"id\": \"d\"")).count();
        let folder = folder(&[("a.jsonl", bytes)]);
        let told = streamed(&whole(folder.path()), &Options::default(), batch);
        let without_text = told.skipped.iter().filter(|(_, error)| error.contains("has no")).count();
        let refused = told.documents.is_empty() && told.skipped.len() == 1;
        prop_assert!(refused || without_text >= n, "{n} {told:?}");
    }
}

/// Each on a line of its own.
fn objects(texts: &[&[u8]]) -> Vec<u8> {
    texts.iter().flat_map(|text| [b"{\"text\": \"", *text, b"\"}\n"].concat()).collect()
}

#[test]
fn an_encoding_that_shows_late_is_found_as_ever() {
    let (russian, ..) = encoding_rs::WINDOWS_1251.encode("Сильный шторм закрыл старый порт города");
    let (japanese, ..) = encoding_rs::SHIFT_JIS.encode("嵐のため港は月曜日に閉鎖された。");
    for late in [
        &*russian,
        &*japanese,
        "Порт \u{fffd} é".as_bytes(),
        "Порт é\u{0}".as_bytes().split_last().unwrap().1,
    ] {
        let mut late = late.to_vec();
        if let Some(byte) = late.iter_mut().rev().find(|byte| **byte == 0xbd) {
            // A mark of what was broken, broken again.
            *byte = 0xff;
        }
        let folder = folder(&[("a.jsonl", objects(&[b"One.", b"Two.", b"Three.", &late, b"Five."]))]);
        let inputs = whole(folder.path());
        let options = Options::default();
        for batch in [1, 30, 50, 1000] {
            assert_eq!(streamed(&inputs, &options, batch), at_once(&inputs, &options), "{batch} {late:?}");
        }
    }
}

#[test]
fn broken_places_far_down_are_named_by_line_and_nothing_is_lost() {
    let folder = folder(&[("a.jsonl", objects(&["Öl é".as_bytes(), b"a \xff", b"b\0", b"c \xfe", b"d"]))]);
    let told = streamed(&whole(folder.path()), &Options::default(), 1);
    let texts: Vec<&str> = told.documents.iter().map(Document::text).collect();
    assert_eq!(texts, ["Öl é", "a \u{fffd}", "c \u{fffd}", "d"]);
    assert_eq!(told.warnings.len(), 1);
    assert!(told.warnings[0].contains("broken UTF-8 at byte 31 (line 2)"), "{:?}", told.warnings);
    assert_eq!(told.skipped.len(), 1);
    assert!(told.skipped[0].1.contains("a.jsonl:3:"), "{:?}", told.skipped);
}

#[test]
fn what_is_cut_short_gives_what_stood_before() {
    let lines: Vec<u8> = (0..5_000)
        .flat_map(|at| format!("{{\"id\": \"{at}\", \"text\": \"{PROSE} {at}\"}}\n").into_bytes())
        .collect();
    let packed = gzip(&lines);
    let zst = zstd::encode_all(&lines[..], 1).unwrap();
    for (name, bytes) in [("a.jsonl.gz", &packed[..packed.len() - 9]), ("a.jsonl.zst", &zst[..zst.len() - 9])]
    {
        let folder = folder(&[(name, bytes.to_vec())]);
        let told = streamed(&whole(folder.path()), &Options::default(), 1000);
        assert!(told.documents.len() > 100 && told.documents.len() < 5_000, "{}", told.documents.len());
        assert!(told.skipped[0].1.contains("ends too early"), "{:?}", told.skipped);
        let n = told.documents.len();
        assert!(
            told.warnings[0].ends_with(&format!("only its first {n} lines could be read")),
            "{:?}",
            told.warnings
        );
        // In one block nothing stands before.
        let whole = whole(folder.path());
        assert_eq!(streamed(&whole, &Options::default(), 1 << 20), at_once(&whole, &Options::default()));
    }
    let folder = folder(&[("a.jsonl.gz", packed)]);
    let options = Options { max_unpacked_bytes: 10_000, ..Options::default() };
    let told = streamed(&whole(folder.path()), &options, 1000);
    assert!(told.skipped[0].1.contains("unpacks to more than 10000 bytes"), "{:?}", told.skipped);
    assert!(!told.documents.is_empty());
}

#[test]
fn what_holds_nothing_is_told_as_ever() {
    let folder = folder(&[
        ("a.jsonl", vec![]),
        ("b.jsonl", b" \n\n".to_vec()),
        ("c.jsonl", b"\xef\xbb\xbf".to_vec()),
        ("d.jsonl.gz", vec![]),
        ("e.jsonl.gz", gzip(b"")),
        ("f.jsonl.zst", b"no such thing".to_vec()),
        ("g.jsonl", b"{\"body\": \"x\", \"id\": 1}\n{\"a\"\n{}\n".to_vec()),
        ("h.txt", vec![]),
        ("i.csv", b"id,body\n1,x\n".to_vec()),
        ("j.xyz", vec![]),
    ]);
    let inputs = [Input::from_arg(folder.path()), Input::from("missing.jsonl"), Input::from("none/*.jsonl")];
    let options = Options::default();
    let told = streamed(&inputs, &options, 8);
    assert_eq!(told, at_once(&inputs, &options));
    assert_eq!(told.skipped.len(), 11, "{:?}", told.skipped);
}

#[test]
fn files_read_twice_are_told_as_ever() {
    let folder = folder(&[
        ("a.jsonl", b"{\"text\": \"x\"}\n{\"id\": \"b\", \"text\": \"y\"}\n".to_vec()),
        ("b.txt", b"z".to_vec()),
    ]);
    let path = |name: &str| Input::from_arg(folder.path().join(name));
    let inputs = [path("a.jsonl"), path("b.txt"), path("a.jsonl"), path("b.txt"), path("../")];
    let inputs = &inputs[..4];
    let told = streamed(inputs, &Options::default(), 1);
    assert_eq!(told, at_once(inputs, &Options::default()));
    assert_eq!((told.documents.len(), told.skipped.len()), (3, 3));
}

#[cfg(unix)]
#[test]
fn names_that_cannot_be_told_apart_keep_their_articles() {
    let folder = folder(&[("a\u{7}.txt", b"x".to_vec()), ("a\u{8}.txt", b"y".to_vec())]);
    let told = streamed(&whole(folder.path()), &Options::default(), 100);
    assert_eq!(told.documents.len(), 2);
    assert!(told.documents[1].id().ends_with("a\u{fffd}.txt~2"), "{:?}", told.documents);
    assert!(told.warnings[0].contains("another document is called"), "{:?}", told.warnings);
}

#[test]
fn threads_do_not_change_what_is_read() {
    let lines: String = (0..3_000)
        .map(|at| format!("{{\"id\": \"{}\", \"text\": \"{PROSE} {at}\"}}\n", at % 1_700))
        .collect();
    let folder = folder(&[("a.jsonl", lines.into_bytes()), ("b.txt", b"x".to_vec())]);
    let inputs = whole(folder.path());
    let options = Options::default();
    let stream = Mutex::new((0, by_batches_of(&inputs, &options, 1 << 12).unwrap()));
    let batches = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let mut taking = stream.lock().unwrap();
                    let Some(job) = taking.1.next() else { break };
                    let at = taking.0;
                    taking.0 += 1;
                    drop(taking);
                    let documents = job();
                    batches.lock().unwrap().push((at, documents));
                }
            });
        }
    });
    let mut batches = batches.into_inner().unwrap();
    batches.sort_by_key(|batch| batch.0);
    assert!(batches.len() > 10);
    let documents = batches.into_iter().flat_map(|batch| batch.1).collect();
    assert_eq!(told(stream.into_inner().unwrap().1, documents), at_once(&inputs, &options));
}

#[test]
fn a_job_that_is_dropped_is_told() {
    let folder = folder(&[("a.jsonl", objects(&[b"One.", b"Two."]))]);
    let mut stream = by_batches_of(&whole(folder.path()), &Options::default(), 1).unwrap();
    drop(stream.next());
    assert_eq!(stream.by_ref().map(|job| job().len()).sum::<usize>(), 1);
    assert_eq!((stream.bytes_read(), stream.bytes_in_all(), stream.is_exhausted()), (34, 34, true));
    assert!(matches!(stream.finish(), Err(Error::Library { task: "reading", .. })));
}
