use std::fs;
use std::io::Write;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use super::super::{Mask, ParagraphKind, Precision};
use super::*;

const PROSE: &str = "The harbour was closed on Monday after a storm had torn two cranes from their rails.";

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn read_with(folder: &Path, inputs: &[&str], options: &Options) -> Reading {
    let inputs: Vec<Input> = inputs.iter().map(|input| Input::from_arg(folder.join(input))).collect();
    read(&inputs, options, &mut |_, _| {}).unwrap()
}

fn read_all(folder: &Path, inputs: &[&str]) -> Reading {
    read_with(folder, inputs, &Options::default())
}

fn ids(reading: &Reading) -> Vec<&str> {
    reading.corpus.documents().iter().map(super::super::Document::id).collect()
}

fn errors(reading: &Reading) -> Vec<String> {
    reading.skipped.iter().map(|skipped| skipped.error.to_string()).collect()
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn every_format_gives_the_same_article() {
    let csv = format!("id,title,text,date\na,Storm,\"{PROSE}\",2025-05-08\n");
    let tsv = csv.replace(',', "\t");
    let jsonl = format!(
        "{{\"id\": \"a\", \"title\": \"Storm\", \"text\": \"{PROSE}\", \"date\": \"2025-05-08\", \"x\": [1, {{}}]}}\n"
    );
    let html = format!(
        "<html><head><title>Storm</title><meta property='article:published_time' content='2025-05-08'></head><body><article><p>{PROSE}</p></article></body></html>"
    );
    let markdown = format!("---\ntitle: Storm\ndate: 2025-05-08\n---\n{PROSE}\n");
    let semicolons = csv.replace(',', ";");
    for (name, bytes) in [
        ("a.csv", &csv),
        ("a.tsv", &tsv),
        ("a.jsonl", &jsonl),
        ("a.ndjson", &jsonl),
        ("a.html", &html),
        ("a.md", &markdown),
        ("b.csv", &semicolons),
    ] {
        for (name, bytes) in [
            (name.to_owned(), bytes.as_bytes().to_vec()),
            (format!("{name}.gz"), gzip(bytes.as_bytes())),
            (format!("{name}.zst"), zstd::encode_all(bytes.as_bytes(), 1).unwrap()),
        ] {
            let folder = folder(&[(&name, &bytes)]);
            let reading = read_all(folder.path(), &[&name]);
            assert!(reading.skipped.is_empty() && reading.warnings.is_empty(), "{name} {reading:?}");
            let document = &reading.corpus[0];
            assert_eq!((document.id(), document.title()), ("a", Some("Storm")), "{name}");
            assert_eq!(document.date().map(|date| date.precision()), Some(Precision::Day), "{name}");
            let (_, body) = document.unmasked().find(|(_, p)| p.kind == ParagraphKind::Body).unwrap();
            assert_eq!(document.slice(body.span), PROSE, "{name}");
            assert_eq!((reading.inputs[0].documents, reading.inputs[0].bytes), (1, bytes.len() as u64));
        }
    }
}

#[test]
fn files_are_hashed_as_they_lie_on_the_disk() {
    let folder = folder(&[("a.txt", b"abc")]);
    let reading = read_all(folder.path(), &["a.txt"]);
    assert_eq!(reading.inputs[0].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn text_stays_as_it_is_but_for_the_mark() {
    let text = "\u{feff}  One.\r\n\r\nTwo.\u{2028}Three. \n";
    let folder = folder(&[("a.txt", text.as_bytes())]);
    assert_eq!(read_all(folder.path(), &["a.txt"]).corpus[0].text(), &text[3..]);
}

#[test]
fn folders_are_walked_in_name_order_and_strangers_counted() {
    let files: &[(&str, &[u8])] = &[
        ("b.txt", b"b"),
        ("a/z.txt", b"z"),
        ("a/.hidden.txt", b"no"),
        (".git/c.txt", b"no"),
        ("c.pdf", b"no"),
        ("B.TXT", b"upper"),
    ];
    let folder = folder(files);
    let reading = read_all(folder.path(), &[""]);
    assert_eq!(ids(&reading), ["B", "z", "b"]);
    assert!(reading.skipped.is_empty());
    assert_eq!(reading.warnings.len(), 1);
    assert!(reading.warnings[0].contains("3 files"), "{:?}", reading.warnings);
}

#[test]
fn patterns_match_in_name_order_and_say_when_they_do_not() {
    let folder = folder(&[("b.txt", b"b"), ("a.txt", b"a"), ("[c].txt", b"c")]);
    assert_eq!(ids(&read_all(folder.path(), &["*.txt"])), ["[c]", "a", "b"]);
    assert_eq!(ids(&read_all(folder.path(), &["[c].txt"])), ["[c]"]);
    assert!(matches!(read_all(folder.path(), &["*.md"]).skipped[0].error, Error::Read { .. }));
    assert!(matches!(read_all(folder.path(), &["***"]).skipped[0].error, Error::Parameter { .. }));
}

#[cfg(unix)]
#[test]
fn a_link_in_a_circle_is_reported_and_the_rest_read() {
    let folder = folder(&[("a/b.txt", b"b"), ("c.txt", b"c")]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).unwrap();
    let reading = read_all(folder.path(), &[""]);
    assert_eq!(ids(&reading), ["b", "c"]);
    let Error::Read { source, .. } = &reading.skipped[0].error else { panic!("{:?}", reading.skipped) };
    assert!(source.to_string().contains("leads back"), "{source}");
}

#[test]
fn bad_files_are_skipped_and_the_batch_goes_on() {
    let files: &[(&str, &[u8])] = &[
        ("empty.txt", b""),
        ("white.txt", b" \n\t\n"),
        ("zero.txt", b"a\0b\0\0c"),
        ("table.csv", b"id,body\n1,x\n"),
        ("cut.jsonl.gz", &[0x1f, 0x8b, 8, 0]),
        ("bad.parquet", b"PAR1 no such thing PAR1"),
        ("good.txt", PROSE.as_bytes()),
    ];
    let folder = folder(files);
    let names: Vec<&str> =
        ["missing.txt", "a.pdf"].into_iter().chain(files.iter().map(|(name, _)| *name)).collect();
    let reading = read_all(folder.path(), &names);
    assert_eq!(ids(&reading), ["good"]);
    assert_eq!(reading.skipped.len(), names.len() - 1);
    for (skipped, name) in reading.skipped.iter().zip(&names) {
        assert!(skipped.path.ends_with(name) && skipped.error.to_string().contains(name), "{skipped:?}");
    }
    let missing = &errors(&reading)[5];
    assert!(
        missing.contains("no column \"text\"; it has id, body") && missing.contains("--column text=NAME"),
        "{missing}"
    );
}

#[test]
fn an_unnamed_folder_without_articles_says_so() {
    let folder = folder(&[("a.pdf", b"x")]);
    assert!(matches!(read_all(folder.path(), &[""]).skipped[0].error, Error::NoText { .. }));
}

#[test]
fn a_malformed_line_is_named_by_line_and_column() {
    let lines = "{\"id\": \"a\", \"text\": \"One.\"}\n\n{\"id\": \"ü\", \"text\": oops}\n[1]\n{\"id\": 7, \"text\": \"Two.\"}\n{\"text\": [1]}\n{\"title\": \"x\"}\n{\"text\": \" \"}\n";
    let reading = from_jsonl("news.jsonl", lines.as_bytes()).unwrap();
    assert_eq!(ids(&reading), ["a", "7"]);
    let errors = errors(&reading);
    assert!(
        errors[0].starts_with("news.jsonl:3:21: ") && errors[0].contains("mend or remove"),
        "{}",
        errors[0]
    );
    assert!(errors[1].starts_with("news.jsonl:4:1: ") && errors[1].contains("one object"), "{}", errors[1]);
    assert!(errors[2].starts_with("news.jsonl:6:") && errors[2].contains("not a string"), "{}", errors[2]);
    assert!(
        errors[3].starts_with("news.jsonl:7: ") && errors[3].contains("--column text=NAME"),
        "{}",
        errors[3]
    );
    assert!(errors[4].starts_with("news.jsonl:8 holds no text"), "{}", errors[4]);
    assert_eq!(reading.inputs[0].documents, 2);
}

#[test]
fn jsonl_without_any_text_misses_the_column() {
    let reading = from_jsonl("news.jsonl", b"{\"id\": 1, \"body\": \"x\"}\n{\"id\": 2}\n").unwrap();
    assert!(
        matches!(&reading.skipped[..], [Skipped { error: Error::MissingColumn { found, .. }, .. }] if found == &["id", "body"])
    );
}

#[test]
fn columns_can_be_called_otherwise() {
    let folder = folder(&[
        ("a.csv", b"Name,BODY\nx,One.\n,Two.\n"),
        ("b.jsonl", b"{\"name\": \"y\", \"body\": \"Three.\"}"),
    ]);
    let columns = Columns::default().with("text=body").unwrap().with("id=name").unwrap();
    let options = Options { columns, ..Options::default() };
    assert_eq!(ids(&read_with(folder.path(), &["a.csv", "b.jsonl"], &options)), ["x", "a-2", "y"]);
    let columns = Columns::default().with("text=body").unwrap().with("date=day").unwrap();
    let options = Options { columns, ..Options::default() };
    let reading = read_with(folder.path(), &["a.csv"], &options);
    assert!(matches!(&reading.skipped[0].error, Error::MissingColumn { role: "date", .. }));
    for bad in ["text", "text=", "words=a", "=a"] {
        assert!(Columns::default().with(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_row_of_another_width_is_named_by_its_line() {
    let folder = folder(&[("a.csv", b"id,text\na,One.\nb,Two,three.\nc,\"Four,\nfive.\"\nd,Six.\n")]);
    let reading = read_all(folder.path(), &["a.csv"]);
    assert_eq!(ids(&reading), ["a", "c", "d"]);
    assert!(
        errors(&reading)[0].contains("a.csv:3: the row has 3 fields where the header has 2"),
        "{:?}",
        errors(&reading)
    );
}

#[test]
fn a_bad_date_costs_the_date_only() {
    let reading = from_jsonl(
        "a.jsonl",
        b"{\"text\": \"x\", \"date\": \"soon\"}\n{\"text\": \"y\", \"date\": \"05/08/25\"}",
    )
    .unwrap();
    assert_eq!(ids(&reading), ["a-1", "a-2"]);
    assert!(reading.corpus[0].date().is_none() && reading.skipped.is_empty());
    assert!(reading.warnings.len() == 1 && reading.warnings[0].contains("2 dates"), "{:?}", reading.warnings);
}

#[test]
fn a_second_document_of_an_id_is_skipped_with_both_places() {
    let folder = folder(&[
        ("a.jsonl", b"{\"id\": \"x\", \"text\": \"One.\"}\n{\"id\": \"x\", \"text\": \"Two.\"}"),
        ("x.txt", b"Three."),
    ]);
    let reading = read_all(folder.path(), &["a.jsonl"]);
    assert_eq!(ids(&reading), ["x"]);
    let Error::DuplicateInput { id, first, second } = &reading.skipped[0].error else {
        panic!("{:?}", reading.skipped)
    };
    assert!(id == "x" && first.ends_with("a.jsonl:1") && second.ends_with("a.jsonl:2"));
    // A file's own name gives way to an id that was given.
    let reading = read_all(folder.path(), &["a.jsonl", "x.txt"]);
    assert!(ids(&reading)[1].ends_with("/x"), "{:?}", ids(&reading));
    // The same file twice is one document.
    let reading = read_all(folder.path(), &["x.txt", "./x.txt"]);
    assert_eq!((ids(&reading), reading.skipped.len()), (vec!["x"], 1));
}

#[test]
fn files_of_one_name_are_called_after_their_folders() {
    let files: &[(&str, &[u8])] = &[
        ("p/a.txt", b"1"),
        ("q/a.txt", b"2"),
        ("q/b.txt", b"3"),
        ("q/c.md", b"4"),
        ("q/c.txt", b"5"),
        ("r/q/a.txt", b"6"),
    ];
    let folder = folder(files);
    assert_eq!(ids(&read_all(folder.path(), &["p", "q"])), ["p/a", "q/a", "b", "c.md", "c.txt"]);
    // Whatever the order.
    assert_eq!(ids(&read_all(folder.path(), &["q", "p"])), ["q/a", "b", "c.md", "c.txt", "p/a"]);
    let deep = read_all(folder.path(), &["q/a.txt", "r/q/a.txt"]);
    assert!(ids(&deep)[1] == "r/q/a" && ids(&deep)[0].ends_with("/q/a"), "{:?}", ids(&deep));
}

#[test]
fn ids_are_kept_but_for_what_garbles_a_terminal() {
    let long = "é".repeat(300);
    let lines = format!(
        "{{\"id\": \"a/../b\", \"text\": \"x\"}}\n{{\"id\": \"{long}\", \"text\": \"x\"}}\n{{\"id\": \"a\\u001b[2J\\u202e\", \"text\": \"x\"}}"
    );
    let reading = from_jsonl("a.jsonl", lines.as_bytes()).unwrap();
    assert_eq!(ids(&reading), ["a/../b", &long, "a\u{fffd}[2J\u{fffd}"]);
    assert!(
        reading.warnings.len() == 1 && reading.warnings[0].contains("a.jsonl:3"),
        "{:?}",
        reading.warnings
    );
}

#[test]
fn a_packed_file_is_stopped_at_the_limit() {
    let folder = folder(&[("a.txt.gz", &gzip(&[b'a'; 10_000]))]);
    let options = Options { max_unpacked_bytes: 9_999, ..Options::default() };
    assert!(matches!(
        read_with(folder.path(), &["a.txt.gz"], &options).skipped[0].error,
        Error::TooLarge { .. }
    ));
}

#[test]
fn thousands_of_small_files_keep_their_order() {
    let folder = tempfile::tempdir().unwrap();
    for at in 0..2_000 {
        fs::write(folder.path().join(format!("{at:04}.txt")), format!("Article {at}.")).unwrap();
    }
    let mut told = Vec::new();
    let reading = read(&[Input::from_arg(folder.path())], &Options::default(), &mut |done, total| {
        told.push((done, total))
    })
    .unwrap();
    assert_eq!(reading.corpus.len(), 2_000);
    assert!(ids(&reading).is_sorted());
    assert_eq!((told.first(), told.last()), (Some(&(0, 2_000)), Some(&(2_000, 2_000))));
}

#[test]
fn pages_give_their_main_text_with_kinds_from_tags() {
    let html = format!(
        "<html><head><title>Storm closes harbour | The Paper</title><meta property='og:site_name' content='The Paper'>\
         <meta property='og:title' content='Storm closes harbour'>\
         <meta property='article:published_time' content='2025-05-08T10:00:00+02:00'></head><body>\
         <nav><a href='/'>Home</a><a href='/w'>World</a></nav><article><h1>Storm closes harbour</h1>\
         <p>{PROSE} {PROSE}</p><script>var x = 1;</script><figure><img src='a.png'><figcaption>The mole</figcaption></figure>\
         <h2>Repairs</h2><p>{PROSE}&nbsp;&amp; {PROSE}</p><p>{PROSE} {PROSE}</p></article><footer>© 2025</footer></body></html>"
    );
    let folder = folder(&[("a.html", html.as_bytes())]);
    let reading = read_all(folder.path(), &["a.html"]);
    let document = &reading.corpus[0];
    assert_eq!((document.title(), document.source()), (Some("Storm closes harbour"), Some("The Paper")));
    assert_eq!(document.date().map(|date| date.to_string()).as_deref(), Some("2025-05-08T08:00:00Z"));
    let shape: Vec<(&str, &str)> = document
        .unmasked()
        .map(|(_, paragraph)| (paragraph.kind.name(), document.slice(paragraph.span)))
        .filter(|(kind, _)| *kind != "body")
        .collect();
    assert!(shape.contains(&("heading", "Repairs")) && shape.contains(&("caption", "The mole")), "{shape:?}");
    assert!(!document.text().contains("var x") && !document.text().contains("Home"));
    assert_eq!(document.count_paragraphs(|kind| kind == ParagraphKind::Body), 3);
}

#[test]
fn odd_pages_still_give_their_text() {
    let deep = format!("{}{PROSE}{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
    for html in ["plain words", "<p>One<br><br>Two", "<table><tr><td>a<td>b</table>", &deep] {
        let folder = folder(&[("a.html", html.as_bytes())]);
        let reading = read_all(folder.path(), &["a.html"]);
        assert_eq!(reading.corpus.len(), 1, "{:?}", reading.skipped);
    }
    let folder = folder(&[("a.html", b"<script>x</script><p> </p>")]);
    assert!(matches!(read_all(folder.path(), &["a.html"]).skipped[0].error, Error::NoText { .. }));
}

#[cfg(feature = "table")]
mod tables {
    use polars::prelude::{Column, DataFrame, NamedFrom, Series};
    use polars_io::parquet::write::ParquetWriter;

    use super::*;

    fn table(columns: Vec<Column>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut frame = DataFrame::new(columns[0].len(), columns).unwrap();
        ParquetWriter::new(&mut bytes).finish(&mut frame).unwrap();
        bytes
    }

    fn column<T: ?Sized, P>(name: &str, values: P) -> Column
    where
        Series: NamedFrom<P, T>,
    {
        Series::new(name.into(), values).into()
    }

    #[test]
    fn parquet_rows_are_documents() {
        let bytes = table(vec![
            column("id", [7_i64, 8, 9]),
            column("text", ["One.", "", "Three."]),
            column("date", ["2025", "2025-05", "soon"]),
            column("other", [1.5_f64, 2.5, 3.5]),
        ]);
        for name in ["a.parquet", "a.parquet.gz"] {
            let bytes = if name.ends_with("gz") { gzip(&bytes) } else { bytes.clone() };
            let folder = folder(&[(name, &bytes)]);
            let reading = read_all(folder.path(), &[name]);
            assert_eq!(ids(&reading), ["7", "9"]);
            assert!(
                errors(&reading)[0].contains(&format!("{name}, row 2 holds no text")),
                "{:?}",
                errors(&reading)
            );
            assert_eq!(reading.corpus[0].date().map(|date| date.precision()), Some(Precision::Year));
            assert_eq!(reading.warnings.len(), 1);
        }
    }

    #[test]
    fn parquet_without_text_names_its_columns() {
        let folder = folder(&[("a.parquet", &table(vec![column("id", ["a"]), column("body", ["x"])]))]);
        let reading = read_all(folder.path(), &["a.parquet"]);
        assert!(errors(&reading)[0].contains("it has id, body"), "{:?}", errors(&reading));
    }
}

/// The kinds of a seed, one letter a paragraph, and its masks by paragraph; `None` where the seeds are not at hand.
fn seed(name: &str) -> Option<(String, Vec<(usize, Mask)>)> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds")).join(name);
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    let reading = read(&[Input::from_arg(path)], &Options::default(), &mut |_, _| {}).unwrap();
    let document = &reading.corpus[0];
    let kinds = document.paragraphs().iter().map(|paragraph| match paragraph.kind {
        ParagraphKind::Boilerplate(_) => "-",
        kind => &kind.name()[..1],
    });
    let masks = document.paragraphs().iter().enumerate().filter_map(|(at, paragraph)| match paragraph.kind {
        ParagraphKind::Boilerplate(mask) => Some((at, mask)),
        _ => None,
    });
    Some((kinds.collect(), masks.collect()))
}

#[test]
fn seeds_without_chrome_keep_every_paragraph() {
    for (name, kinds) in [
        ("000_29331450545e080b.txt", "bbhbbbbhbbbb"),
        ("001_6403973389114f31.txt", "bbbbb"),
        ("004_490d721a0170fdaf.txt", "bbbbbbbbbb"),
    ] {
        let Some(found) = seed(name) else { return };
        assert_eq!(found, (kinds.to_owned(), vec![]), "{name}");
    }
}

#[test]
fn a_seed_with_many_headings_loses_its_one_link() {
    let Some(found) = seed("002_4d3af3daa9de9abb.txt") else { return };
    let kinds = format!("bhb-{}", "hb".repeat(14));
    assert_eq!(found, (kinds, vec![(3, Mask::RelatedLinks)]));
}

#[test]
fn a_seed_full_of_chrome_keeps_its_article() {
    let Some((kinds, masks)) = seed("003_47757230a98e3033.txt") else { return };
    assert_eq!(kinds, "h---bbbbhbbccbhbbbb-chbbbbhbb-cbbb-------");
    let expected = [
        (1, Mask::Repeated),
        (2, Mask::Comments),
        (3, Mask::Navigation),
        (19, Mask::Repeated),
        (29, Mask::Repeated),
        (34, Mask::RelatedLinks),
        (35, Mask::Comments),
        (36, Mask::Copyright),
        (37, Mask::AboutOutlet),
        (38, Mask::Subscribe),
        (39, Mask::Subscribe),
        (40, Mask::Navigation),
    ];
    assert_eq!(masks, expected);
}

/// Bytes that are nearly something.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..40),
        Just(b"{\"id\": \"a\", \"text\": \"x\"}\n".to_vec()),
        Just(b"id,text\n".to_vec()),
        Just(b"\xff\xfe".to_vec()),
        Just(b"a\0b\0".to_vec()),
        Just(b"---\ntitle: x\n---\n# A\n```\n<!--".to_vec()),
        Just(b"<p>a<table><b><i></p><br><br>".to_vec()),
        Just(gzip(b"abc")),
        Just("é\u{2028}…".as_bytes().to_vec()),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in bytes()) {
        for name in ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.tsv", "a.txt.gz", "a.txt.zst"] {
            let mut entries = list::list(&[Input::Stdin], &mut Vec::new());
            if let Some(list::Entry::Stdin(file)) = entries.first_mut() {
                (file.format, file.packing, _) = format::of(Path::new(name)).unwrap();
            }
            let reading = assemble(vec![load::load_bytes(&entries[0], bytes.clone(), &Options::default())], Vec::new()).unwrap();
            for document in reading.corpus.documents() {
                let mut at = 0;
                for paragraph in document.paragraphs() {
                    prop_assert!(paragraph.span.start >= at);
                    prop_assert!(!document.slice(paragraph.span).trim().is_empty());
                    at = paragraph.span.end;
                }
            }
        }
    }
}
