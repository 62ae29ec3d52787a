//! Every command of the README is run.

use crate::support::retell;

/// The lines of the README's console blocks.
fn commands() -> Vec<String> {
    let readme = include_str!("../../README.md");
    let mut commands = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line.trim() {
            "```console" => inside = true,
            "```" => inside = false,
            line if inside => commands.push(line.trim_start_matches("$ ").to_owned()),
            _ => {}
        }
    }
    commands
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
        let words: Vec<&str> =
            command.split_whitespace().take_while(|word| *word != "#" && *word != ">").collect();
        match words.as_slice() {
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
