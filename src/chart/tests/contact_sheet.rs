//! Every figure at every size as a PNG, for looking at:
//! `CONTACT_SHEET=folder cargo test --lib contact_sheet -- --ignored`.

use std::path::Path;

use super::samples::{Ids, Sample};

#[test]
#[ignore = "writes pictures to the folder named by CONTACT_SHEET"]
fn contact_sheet() {
    let folder = std::env::var("CONTACT_SHEET").expect("CONTACT_SHEET names a folder");
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    let mut sheets: Vec<(String, Sample)> = Vec::new();
    for n in [1, 2, 5, 12, 50, 70, 300] {
        sheets.push((format!("{n:03}"), Sample::new(n, Ids::Hash)));
    }
    for n in [5, 12, 50] {
        sheets.push((format!("{n:03}_hostile"), Sample::new(n, Ids::Hostile)));
    }
    sheets.push(("005_short".to_owned(), Sample::new(5, Ids::Short)));
    sheets.push(("005_nothing".to_owned(), Sample::without_findings(5)));
    sheets.push(("002_empty".to_owned(), Sample::without_text(2)));
    for (name, sample) in sheets {
        for figure in sample.figures().unwrap() {
            let file = folder.join(format!("{}_{name}", figure.name));
            std::fs::write(file.with_extension("svg"), &figure.svg).unwrap();
            std::fs::write(file.with_extension("png"), figure.png(2.0).unwrap()).unwrap();
        }
    }
}
