//! Every command of the README is run, and prints what the README shows of it.

use crate::support::retell;

/// The lines of the README's blocks that begin with `fence`, without what they are set in by.
fn lines_in(fence: &str) -> Vec<&'static str> {
    let (mut lines, mut block) = (Vec::new(), None);
    for line in include_str!("../../README.md").lines() {
        let line = line.trim();
        match block {
            None if line.starts_with("```") => block = Some(line),
            Some(_) if line == "```" => block = None,
            Some(begun) if begun == fence => lines.push(line),
            _ => {}
        }
    }
    lines
}

fn commands() -> Vec<&'static str> {
    lines_in("```console").into_iter().map(|line| line.trim_start_matches("$ ")).collect()
}

/// What is run of a command: without the remark behind it.
fn words(command: &str) -> Vec<&str> {
    command.split_whitespace().take_while(|word| *word != "#" && *word != ">").collect()
}

#[test]
fn every_command_of_the_readme_works() {
    let root = env!("CARGO_MANIFEST_DIR");
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("data")).unwrap();
    for name in ["sample.jsonl", "themes.toml"] {
        std::fs::copy(format!("{root}/data/{name}"), folder.path().join("data").join(name)).unwrap();
    }
    let mut ran = 0;
    for command in commands() {
        match words(command).as_slice() {
            // The test is running it.
            ["cargo", "test"] | ["cargo", "install", ..] | ["cargo", "bench", ..] => {}
            ["cargo", "run", "--release", "--", rest @ ..] | ["retell", rest @ ..] => {
                retell().current_dir(folder.path()).args(rest).assert().success();
                ran += 1;
            }
            _ => panic!("the README has a command that this test does not know: {command}"),
        }
    }
    assert!(ran >= 5, "{ran} commands ran");
}

#[test]
fn compare_prints_what_the_readme_shows() {
    let command = commands().into_iter().find(|command| command.starts_with("retell compare")).unwrap();
    let arguments = &words(command)[1..];
    let printed = retell().current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).assert().success();
    let printed = String::from_utf8(printed.get_output().stdout.clone()).unwrap();
    let shown = lines_in("```");
    assert!(shown.len() >= 3, "{shown:?}");
    for line in shown {
        assert!(printed.lines().any(|printed| printed.trim() == line), "{line} is not in {printed}");
    }
}

#[test]
fn the_readme_names_only_what_is_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = include_str!("../../README.md");
    let mut links = 0;
    for part in readme.split("](").skip(1) {
        let target = part.split(')').next().unwrap();
        if !target.starts_with("http") && !target.starts_with('#') {
            assert!(root.join(target).exists(), "{target} is not there");
            links += 1;
        }
    }
    assert!(links >= 3, "{links} links");
}
