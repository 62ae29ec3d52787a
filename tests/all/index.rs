//! `retell index` and `retell query`: what is kept is found again, and nothing broken passes for an index.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{files, lines, refused, retell, rows, shared};

const OLD: &str = r#"{"id":"a","title":"First","source":"Wire","date":"2025-05-08","text":"The harbour council approved the new flood wall on Tuesday after nine hours of debate, and ordered work to begin before winter. Residents of the lower town had asked for it since the great storm."}
{"id":"b","text":"Astronomers measured the distance of a faint galaxy with a telescope in the desert, and found that it is older than expected."}
"#;
const MORE: &str = r#"{"id":"c","text":"Bakers of the old town will close their shops on Thursday to ask for cheaper flour and for shorter nights, their guild said."}
"#;
const NEW: &str = r#"{"id":"x","text":"At last a decision. The harbour council approved the new flood wall on Tuesday after nine hours of debate, and ordered work to begin before winter. Shops along the quay will close for a month."}
{"id":"b","text":"It was known before: bakers of the old town will close their shops on Thursday to ask for cheaper flour and for shorter nights."}
"#;

/// A folder with articles, and an index of the old ones.
fn indexed() -> TempDir {
    let at = tempfile::tempdir().unwrap();
    for (name, text) in [("old.jsonl", OLD), ("more.jsonl", MORE), ("new.jsonl", NEW)] {
        fs::write(at.path().join(name), text).unwrap();
    }
    done(at.path(), &["index", "old.jsonl", "-o", "idx"]);
    at
}

/// What is printed by a run with `args` that ends well.
#[track_caller]
fn done(at: &Path, args: &[&str]) -> Vec<u8> {
    let output = retell().current_dir(at).args(args).arg("-q").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}\n{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn asking_prints_what_comparing_prints() {
    let at = indexed();
    done(at.path(), &["index", "more.jsonl", "-o", "idx", "--append"]);
    for format in ["passages", "pan", "directions", "witnesses", "table"] {
        let asked = done(at.path(), &["query", "idx", "new.jsonl", "--format", format]);
        let against = ["reuse", "new.jsonl", "--against", "old.jsonl", "more.jsonl", "--format", format];
        assert_eq!(
            String::from_utf8(asked.clone()).unwrap(),
            String::from_utf8(done(at.path(), &against)).unwrap()
        );
        assert_eq!(
            done(at.path(), &["query", "idx", "new.jsonl", "--format", format, "--threads", "1"]),
            asked
        );
    }
    let passages = lines(&done(at.path(), &["query", "idx", "new.jsonl"]));
    let of: Vec<_> =
        passages.iter().map(|passage| (passage["target"].as_str(), passage["source"].as_str())).collect();
    assert_eq!(of, [(Some("x"), Some("a")), (Some("b"), Some("c"))]);
    // Of the scores, those of pairs that share something.
    let all = done(
        at.path(),
        &["reuse", "new.jsonl", "--against", "old.jsonl", "more.jsonl", "--format", "scores"],
    );
    let some: Vec<_> = rows(&all).into_iter().filter(|row| row["passages"] != "0").collect();
    assert_eq!(rows(&done(at.path(), &["query", "idx", "new.jsonl", "--format", "scores"])), some);
    assert_eq!(some.len(), 2);
}

#[test]
fn what_an_index_tells_is_written_as_reuse_writes_it() {
    let at = indexed();
    done(at.path(), &["index", "more.jsonl", "-o", "idx", "--append"]);
    for (format, name) in [
        ("passages", "found.jsonl"),
        ("passages", "found.parquet"),
        ("directions", "found.csv"),
        ("witnesses", "found.csv"),
        ("scores", "found.jsonl"),
        ("scores", "found.parquet"),
    ] {
        let place = at.path().join(name);
        done(at.path(), &["query", "idx", "new.jsonl", "--format", format, "-o", name]);
        let asked = fs::read(&place).unwrap();
        let against =
            ["reuse", "new.jsonl", "--against", "old.jsonl", "more.jsonl", "--format", format, "-o", name];
        done(at.path(), &against);
        let compared = fs::read(&place).unwrap();
        match (format, name) {
            // Those that share nothing are left out.
            ("scores", "found.parquet") => assert!(asked.starts_with(b"PAR1")),
            ("scores", _) => {
                let some: Vec<_> =
                    lines(&compared).into_iter().filter(|line| line["passages"] != 0).collect();
                assert_eq!((lines(&asked), some.len()), (some.clone(), 2));
            }
            _ => assert!(asked == compared && !asked.is_empty(), "{format} {name}"),
        }
        fs::remove_file(place).unwrap();
    }
    done(at.path(), &["query", "idx", "new.jsonl", "--format", "pan", "-o", "xml"]);
    let names: Vec<String> = files(&at.path().join("xml")).into_keys().collect();
    assert_eq!(names, ["b-c.xml", "x-a.xml"]);
    let args = ["query", "idx", "new.jsonl", "--format", "pan", "-o", "xml"];
    refused(at.path(), &args, 1, &["--force"]);
    done(at.path(), &[&args[..], &["--force"]].concat());
    // Nothing that is read is written over.
    let before = files(at.path());
    for place in ["new.jsonl", "idx/index.manifest", "idx/segment-000001", "idx/lock"] {
        let format = if place == "new.jsonl" { "passages" } else { "scores" };
        let args = ["query", "idx", "new.jsonl", "--format", format, "-o", place];
        let output = retell().current_dir(at.path()).args(args).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{place}");
    }
    assert!(files(at.path()) == before);
}

/// The ids of articles that share something with what is asked.
fn sources(at: &Path) -> Vec<String> {
    let found = lines(&done(at, &["query", "idx", "new.jsonl"]));
    found.iter().map(|line| line["source"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn articles_are_dropped_and_replaced_and_leave_nothing() {
    let at = indexed();
    done(at.path(), &["index", "more.jsonl", "-o", "idx", "--append"]);
    assert_eq!(sources(at.path()), ["a", "c"]);
    let output =
        retell().current_dir(at.path()).args(["index", "-o", "idx", "--drop", "a"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("1 articles dropped, 2 in idx"), "{told}");
    assert_eq!(sources(at.path()), ["c"]);
    let names = |at: &TempDir| -> Vec<String> { files(&at.path().join("idx")).into_keys().collect() };
    assert_eq!(names(&at), ["index.manifest", "lock", "segment-000002", "segment-000003"]);
    // It is the index of what is left.
    let all: String = OLD.lines().skip(1).chain(MORE.lines()).map(|line| format!("{line}\n")).collect();
    fs::write(at.path().join("left.jsonl"), all).unwrap();
    done(at.path(), &["index", "left.jsonl", "-o", "fresh"]);
    done(at.path(), &["index", "-o", "idx", "--compact"]);
    assert_eq!(names(&at), ["index.manifest", "lock", "segment-000004"]);
    let [fresh, idx] =
        ["fresh/segment-000001", "idx/segment-000004"].map(|name| fs::read(at.path().join(name)).unwrap());
    assert!(fresh == idx);
    // An article that differs takes the place of the old one, one that is the same stays.
    fs::write(at.path().join("other.jsonl"), MORE.replace("cheaper flour", "lower rents").to_owned() + OLD)
        .unwrap();
    let output = retell()
        .current_dir(at.path())
        .args(["index", "other.jsonl", "-o", "idx", "--replace"])
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("1 articles added, 1 replaced, 3 in idx"), "{told}");
    let [first, second] = sources(at.path()).try_into().unwrap();
    assert_eq!((first.as_str(), second.as_str()), ("a", "c"));
    let passages = done(at.path(), &["query", "idx", "new.jsonl"]);
    assert!(String::from_utf8(passages).unwrap().contains("lower rents"));
    done(at.path(), &["verify", "idx"]);
    // All of it, by a list; and an index can begin by replacing.
    fs::write(at.path().join("ids.txt"), "a\nb\n\nc\n").unwrap();
    done(at.path(), &["index", "-o", "idx", "--drop-list", "ids.txt"]);
    assert_eq!(names(&at), ["index.manifest", "lock"]);
    assert!(done(at.path(), &["query", "idx", "new.jsonl"]).is_empty());
    done(at.path(), &["index", "old.jsonl", "-o", "idx", "--replace"]);
    assert_eq!(sources(at.path()), ["a"]);
    done(at.path(), &["index", "old.jsonl", "-o", "begun", "--replace"]);
    done(at.path(), &["verify", "begun"]);
}

#[test]
fn what_cannot_be_dropped_changes_nothing() {
    let at = indexed();
    let before = files(at.path());
    for (args, code, said) in [
        (
            &["-o", "idx", "--drop", "a", "zebra"][..],
            1,
            "idx has no article called \"zebra\"; nothing was changed",
        ),
        (&["more.jsonl", "-o", "idx", "--append", "--drop", "c"], 2, "\"c\", which is to be added too"),
        (&["-o", "missing", "--drop", "a"], 1, "cannot read missing"),
        (&["-o", "new.jsonl", "--compact"], 1, "new.jsonl is no index"),
        (&["-o", "idx"], 2, "INPUT"),
        (&["more.jsonl", "-o", "idx", "--replace", "--force"], 2, "cannot be used with"),
        (&["-o", "idx", "--drop-list", "none.txt"], 1, "cannot read none.txt"),
        (&["-o", "idx", "--drop", "a", "--language", "en"], 1, "set --language to auto"),
    ] {
        refused(at.path(), &[&["index"][..], args].concat(), code, &[said]);
        assert!(files(at.path()) == before, "{args:?}");
    }
}

#[test]
fn a_reader_that_meets_a_revision_reads_the_new_index() {
    let at = indexed();
    let manifest = fs::read(at.path().join("idx/index.manifest")).unwrap();
    done(at.path(), &["index", "-o", "idx", "--drop", "b"]);
    // Whoever asks while it is revised again and again has an old one or a new one.
    let place = at.path().to_owned();
    let writer = std::thread::spawn(move || {
        for words in ["ten hours", "two hours", "six hours", "five hours"] {
            fs::write(place.join("other.jsonl"), OLD.replace("nine hours", words)).unwrap();
            done(&place, &["index", "other.jsonl", "-o", "idx", "--replace"]);
        }
    });
    while !writer.is_finished() {
        assert_eq!(sources(at.path()), ["a"]);
    }
    writer.join().unwrap();
    // A manifest that lists what is gone, and stays, is told by the file that is missing.
    fs::write(at.path().join("idx/index.manifest"), manifest).unwrap();
    refused(at.path(), &["query", "idx", "new.jsonl"], 1, &["cannot read idx/segment-000001"]);
}

#[test]
fn the_sample_and_the_seeds_are_found_as_by_comparing() {
    let at = tempfile::tempdir().unwrap();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample.jsonl").to_owned();
    let seeds = shared("seeds").map(|place| place.to_string_lossy().into_owned());
    for (name, input) in [("sample", Some(sample)), ("seeds", seeds)] {
        let Some(input) = input else { continue };
        let output =
            retell().current_dir(at.path()).args(["index", &input, "-o", name, "-q"]).output().unwrap();
        assert!(matches!(output.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&output.stderr));
        let print =
            |args: &[&str]| retell().current_dir(at.path()).args(args).arg("-q").output().unwrap().stdout;
        let asked = print(&["query", name, &input]);
        assert!(asked == print(&["reuse", &input, "--against", &input]), "{name}");
        assert!(!asked.is_empty(), "{name}");
    }
}

#[test]
fn an_index_that_was_made_before_is_read() {
    // Made by the first build that wrote format 2. What packs articles may come to pack them otherwise; what is packed
    // stays readable.
    let at = indexed();
    done(at.path(), &["index", "more.jsonl", "-o", "idx", "--append"]);
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/data/golden/index-2");
    assert_eq!(
        done(at.path(), &["query", golden, "new.jsonl"]),
        done(at.path(), &["query", "idx", "new.jsonl"])
    );
    done(at.path(), &["verify", golden]);
}

#[test]
fn the_same_articles_make_the_same_index() {
    let at = indexed();
    done(at.path(), &["index", "old.jsonl", "-o", "again", "--append", "--threads", "3"]);
    assert_eq!(files(&at.path().join("again")), files(&at.path().join("idx")));
    let names: Vec<String> = files(&at.path().join("idx")).into_keys().collect();
    assert_eq!(names, ["index.manifest", "lock", "segment-000001"]);
}

#[test]
fn what_is_there_already_is_not_added_again() {
    let at = indexed();
    let before = files(at.path());
    done(at.path(), &["index", "old.jsonl", "-o", "idx", "--append"]);
    assert!(files(at.path()) == before);
    done(at.path(), &["index", "old.jsonl", "more.jsonl", "-o", "idx", "--append"]);
    let after = files(at.path());
    for name in ["idx/segment-000001", "idx/lock"] {
        assert!(after[name] == before[name], "{name} was changed");
    }
    let told = done(at.path(), &["verify", "idx"]);
    assert_eq!(String::from_utf8(told).unwrap(), "the 3 articles of the index are as they were written\n");
    fs::write(at.path().join("other.jsonl"), OLD.replace("nine hours", "ten hours")).unwrap();
    let args = ["index", "other.jsonl", "-o", "idx", "--append"];
    refused(
        at.path(),
        &args,
        1,
        &["idx already has an article of the same id that differs: \"a\"", "nothing was added", "--replace"],
    );
    fs::write(at.path().join("twice.jsonl"), MORE.repeat(2).replace("\"c\"", "\"d\"")).unwrap();
    let output = retell()
        .current_dir(at.path())
        .args(["index", "twice.jsonl", "-o", "idx", "--append"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stderr).unwrap().contains("both called \"d\""));
}

#[test]
fn an_index_is_not_written_over_by_accident() {
    let at = indexed();
    refused(
        at.path(),
        &["index", "more.jsonl", "-o", "idx"],
        1,
        &["an index is there already", "--append", "--force"],
    );
    fs::create_dir(at.path().join("full")).unwrap();
    fs::write(at.path().join("full/diary.txt"), "mine").unwrap();
    for place in ["full", "new.jsonl"] {
        for force in [&[][..], &["--force"]] {
            let args = [&["index", "more.jsonl", "-o", place][..], force].concat();
            refused(at.path(), &args, 1, &[&format!("cannot write {place}"), "something else is there"]);
        }
        let args = ["index", "more.jsonl", "-o", place, "--append"];
        refused(at.path(), &args, 1, &[&format!("{place} is no index")]);
    }
    done(at.path(), &["index", "more.jsonl", "-o", "idx", "--force"]);
    assert_eq!(
        done(at.path(), &["verify", "idx"]),
        b"the 1 articles of the index are as they were written\n"
    );
    fs::create_dir(at.path().join("empty")).unwrap();
    done(at.path(), &["index", "more.jsonl", "-o", "empty"]);
    assert!(files(&at.path().join("empty")) == files(&at.path().join("idx")));
}

#[test]
fn what_is_no_index_is_told_by_name() {
    let at = indexed();
    fs::create_dir(at.path().join("folder")).unwrap();
    refused(at.path(), &["query", "missing", "new.jsonl"], 1, &["cannot read missing", "check the spelling"]);
    for other in ["folder", "new.jsonl"] {
        refused(
            at.path(),
            &["query", other, "new.jsonl"],
            1,
            &[&format!("{other} is no index"), "retell index"],
        );
    }
    let place = |name: &str| at.path().join("idx").join(name);
    let whole: Vec<(String, Vec<u8>)> = files(&at.path().join("idx")).into_iter().collect();
    for (name, bytes) in whole.iter().filter(|(name, _)| name != "lock") {
        let changed = |at: usize, byte: u8| {
            let mut bytes = bytes.clone();
            bytes[at] ^= byte;
            bytes
        };
        let cases = [
            (Vec::new(), "is no index"),
            (b"PK\x03\x04 and more".to_vec(), "is no index"),
            (changed(8, 0x40), "in format 66 of the index, and this build reads format 2"),
            (changed(bytes.len() - 5, 1), "is damaged: the checksum of its"),
            (bytes[..bytes.len() / 2].to_vec(), &format!("but has {}: it was cut short", bytes.len() / 2)),
            (bytes[..10].to_vec(), "has 10: it was cut short"),
            ([&bytes[..], b"x"].concat(), &format!("but has {}", bytes.len() + 1)),
        ];
        for (bytes, said) in cases {
            fs::write(place(name), bytes).unwrap();
            for args in [
                &["query", "idx", "new.jsonl"][..],
                &["verify", "idx"],
                &["index", "more.jsonl", "-o", "idx", "--append"],
            ] {
                refused(at.path(), args, 1, &[name, said]);
            }
        }
        fs::remove_file(place(name)).unwrap();
        let said =
            if name == "index.manifest" { "idx is no index" } else { "cannot read idx/segment-000001" };
        refused(at.path(), &["query", "idx", "new.jsonl"], 1, &[said]);
        fs::write(place(name), bytes).unwrap();
    }
    // Every byte of the segment matters to somebody.
    let (name, bytes) = &whole[2];
    for at_byte in [12, bytes.len() / 3, bytes.len() / 2] {
        let mut changed = bytes.clone();
        changed[at_byte] ^= 1;
        fs::write(place(name), changed).unwrap();
        refused(at.path(), &["verify", "idx"], 1, &[name, "is damaged: the checksum of its"]);
    }
}

#[test]
fn an_index_of_other_settings_names_the_one_that_differs() {
    let at = indexed();
    fs::write(at.path().join("stop.txt"), "the\nof\n").unwrap();
    for (flag, value, there) in [
        ("--language", "en", "auto"),
        ("--analyzer", "sklearn", "news"),
        ("--stemmer", "none", "rust-stemmers"),
        ("--stop-words", "stop.txt", "language"),
    ] {
        let holds = if value == "stop.txt" { "a list of 2 words" } else { value };
        let said =
            [format!("idx was made with {flag} {there}, but {holds}"), format!("set {flag} to {there}")];
        let said: Vec<&str> = said.iter().map(String::as_str).collect();
        refused(at.path(), &["query", "idx", "new.jsonl", flag, value], 1, &said);
        refused(at.path(), &["index", "more.jsonl", "-o", "idx", "--append", flag, value], 1, &said);
    }
    done(at.path(), &["index", "old.jsonl", "-o", "english", "--language", "en"]);
    refused(at.path(), &["query", "english", "new.jsonl"], 1, &["set --language to en"]);
    assert!(!done(at.path(), &["query", "english", "new.jsonl", "--language", "en"]).is_empty());
}

#[test]
fn nothing_to_index_or_to_ask_is_said() {
    let at = indexed();
    fs::write(at.path().join("none.jsonl"), "\n").unwrap();
    for args in [
        &["query", "idx", "none.jsonl"][..],
        &["index", "none.jsonl", "-o", "other"],
        &["index", "none.jsonl", "-o", "idx", "--append"],
        &["index", "none.jsonl", "-o", "idx", "--force"],
    ] {
        let before = files(at.path());
        let output = retell().current_dir(at.path()).args(args).output().unwrap();
        assert_eq!(output.status.code(), Some(4), "{args:?}");
        assert!(files(at.path()) == before && !at.path().join("other").exists(), "{args:?}");
    }
    refused(at.path(), &["query", "idx"], 2, &["INPUT"]);
}

#[test]
fn one_writer_at_a_time() {
    let at = indexed();
    let lock = fs::File::open(at.path().join("idx/lock")).unwrap();
    lock.lock().unwrap();
    for how in ["--append", "--force"] {
        refused(
            at.path(),
            &["index", "more.jsonl", "-o", "idx", how],
            1,
            &["idx is being written to by another process"],
        );
    }
    // Whoever asks does not wait.
    assert!(!done(at.path(), &["query", "idx", "new.jsonl"]).is_empty());
    drop(lock);
    done(at.path(), &["index", "more.jsonl", "-o", "idx", "--append"]);
}

#[test]
fn what_a_killed_writer_left_is_cleared_away() {
    let at = indexed();
    let before = done(at.path(), &["query", "idx", "new.jsonl"]);
    fs::create_dir(at.path().join("idx/.retell-dead")).unwrap();
    fs::write(at.path().join("idx/.retell-dead/segment-000002"), "half of").unwrap();
    fs::write(at.path().join("idx/segment-000002"), "not listed").unwrap();
    fs::write(at.path().join("idx/segment-000009"), "dropped, but not removed").unwrap();
    assert_eq!(done(at.path(), &["query", "idx", "new.jsonl"]), before);
    let output = retell().current_dir(at.path()).args(["verify", "idx"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    for name in [".retell-dead/segment-000002", "segment-000002", "segment-000009"] {
        assert!(told.contains(&format!("not of this index: {name}\n")), "{told}");
    }
    done(at.path(), &["index", "more.jsonl", "-o", "idx", "--append"]);
    done(at.path(), &["verify", "idx"]);
    let names: Vec<String> = files(&at.path().join("idx")).into_keys().collect();
    assert_eq!(names, ["index.manifest", "lock", "segment-000001", "segment-000002"]);
}

#[cfg(unix)]
#[test]
fn where_it_cannot_be_written_the_old_index_holds() {
    let at = indexed();
    refused(at.path(), &["index", "more.jsonl", "-o", "new.jsonl/idx"], 1, &["cannot write new.jsonl/idx"]);
    // A limit on the length of files stands for a full disk: the same writes fail.
    let words: String = (0..4000_u64).map(|at| format!("word{} ", at * 48271 % 65521)).collect();
    fs::write(at.path().join("long.jsonl"), format!("{{\"id\":\"l\",\"text\":\"{words}\"}}\n")).unwrap();
    let before = files(at.path());
    for args in ["-o idx --append", "-o other"] {
        let command = format!("trap '' XFSZ; ulimit -f 8; exec \"$RETELL\" index long.jsonl {args}");
        let output = std::process::Command::new("sh")
            .current_dir(at.path())
            .env("RETELL", assert_cmd::cargo::cargo_bin("retell"))
            .args(["-c", &command])
            .output()
            .unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{errors}");
        assert!(errors.contains("cannot write") && errors.contains("segment-00000"), "{errors}");
        assert!(files(at.path()) == before, "something was left or lost");
        assert!(
            fs::read_dir(at.path().join("idx")).unwrap().count() == 3 && !at.path().join("other").exists()
        );
    }
}

#[cfg(unix)]
#[test]
fn an_interruption_leaves_the_old_index_and_nothing_else() {
    let at = indexed();
    let line = |n: usize| {
        let words: String = (0..300).map(|at| format!("word{} ", (n * 300 + at) * 48271 % 65521)).collect();
        format!("{{\"id\":\"{n}\",\"text\":\"{words}\"}}\n")
    };
    fs::write(at.path().join("big.jsonl"), (0..2000).map(line).collect::<String>()).unwrap();
    let names = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let before = files(at.path());
    for (args, within) in [
        (&["-o", "idx", "--append"][..], "idx"),
        (&["-o", "new/idx"], "new"),
        (&["-o", "idx", "--force"], ""),
        (&["-o", "idx", "--replace", "--drop", "b"], "idx"),
    ] {
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("retell"))
            .current_dir(at.path())
            .args(["index", "big.jsonl", "-q"])
            .args(args)
            .spawn()
            .unwrap();
        let within = at.path().join(within);
        while !within.exists() || !names(&within).iter().any(|name| name.starts_with(".retell-")) {
            assert!(child.try_wait().unwrap().is_none(), "it ended before it could be interrupted");
            std::thread::yield_now();
        }
        std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130));
        assert!(files(at.path()) == before, "{args:?}");
        assert_eq!(
            names(at.path()),
            ["big.jsonl", "idx", "more.jsonl", "new.jsonl", "old.jsonl"],
            "{args:?}"
        );
        assert_eq!(names(&at.path().join("idx")), ["index.manifest", "lock", "segment-000001"], "{args:?}");
    }
}
