//! What documents are called.

use std::borrow::Cow;
use std::path::{Component, Path};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::list::Origin;
use super::record::Row;
use crate::error::{Error, Result};

/// The id of every row, or why it can have none. Ids that were given stay; derived ones are made distinct by as much
/// of the path as that takes, the same way whatever the order of the files.
pub(super) fn assign(rows: &[Row], warnings: &mut Vec<String>) -> Vec<Result<String>> {
    let given: Vec<Option<String>> =
        rows.iter().map(|row| row.id.as_deref().map(|id| clean(id).into_owned())).collect();
    let mut cleaned = Cleaned::default();
    for (row, given) in rows.iter().zip(&given).filter(|(row, given)| row.id != **given) {
        cleaned.add(given.as_deref().unwrap_or_default(), || row.place());
    }
    warnings.extend(cleaned.warning());
    let nameless: Vec<Nameless> = rows.iter().filter(|row| row.id.is_none()).map(Nameless::of).collect();
    let taken: FxHashSet<&str> = given.iter().flatten().map(String::as_str).collect();
    let derived = derive(&nameless, |id| taken.contains(id));
    let mut rest = derived.iter();
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    // There are as many derived ids as rows without one.
    let ids: Vec<&str> =
        given.iter().filter_map(|id| id.as_ref().or_else(|| rest.next())).map(String::as_str).collect();
    let mut named = Vec::with_capacity(rows.len());
    for (at, &id) in ids.iter().enumerate() {
        let earlier = *first.entry(id).or_insert(at);
        named.push(if earlier == at {
            Ok(id.to_owned())
        } else {
            let (first, second) = (rows[earlier].place(), rows[at].place());
            Err(Error::DuplicateInput { id: id.to_owned(), first, second })
        });
    }
    named
}

/// `id` without control characters and marks that turn the direction of writing: such ids would garble a terminal or
/// pass for another.
pub(super) fn clean(id: &str) -> Cow<'_, str> {
    let garbles = |found: char| {
        found.is_control()
            || matches!(found, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if id.contains(garbles) { Cow::Owned(id.replace(garbles, "\u{fffd}")) } else { Cow::Borrowed(id) }
}

/// Given ids that had to be cleaned.
#[derive(Debug, Default)]
pub(super) struct Cleaned {
    n: usize,
    /// The first one as it is now, and its place.
    first: Option<(String, String)>,
}

impl Cleaned {
    pub(super) fn add(&mut self, id: &str, place: impl FnOnce() -> String) {
        self.n += 1;
        self.first.get_or_insert_with(|| (id.to_owned(), place()));
    }

    /// One warning for all of them.
    pub(super) fn warning(&self) -> Option<String> {
        let (n, (id, place)) = (self.n, self.first.as_ref()?);
        let (ids, which) = if n == 1 { ("id", "which was") } else { ("ids", "which were") };
        Some(format!("{n} {ids} held control characters, {which} replaced; the first is {id:?} at {place}"))
    }
}

/// A row to which no id was given.
#[derive(Clone, Debug)]
pub(super) struct Nameless {
    pub(super) origin: Arc<Origin>,
    /// Its number in its table; `None` where a file is one document.
    pub(super) number: Option<usize>,
}

impl Nameless {
    pub(super) fn of(row: &Row) -> Self {
        Self { origin: row.origin.clone(), number: row.number }
    }
}

/// How much of its path a file's name shows.
#[derive(Clone, Copy, Default)]
struct Level {
    folders: usize,
    ending: bool,
}

/// What rows without an id are called, where `is_given` says whether an id was given to another row.
pub(super) fn derive(rows: &[Nameless], is_given: impl Fn(&str) -> bool) -> Vec<String> {
    // Rows of one file share a level; a file that was given twice is one file.
    let mut files: FxHashMap<&Path, usize> = FxHashMap::default();
    let mut origins: Vec<&Origin> = Vec::new();
    let file_of: Vec<usize> = rows
        .iter()
        .map(|row| {
            *files.entry(row.origin.canonical.as_path()).or_insert_with(|| {
                origins.push(&row.origin);
                origins.len() - 1
            })
        })
        .collect();
    let mut levels = vec![Level::default(); origins.len()];
    loop {
        let ids: Vec<String> =
            rows.iter().zip(&file_of).map(|(row, &file)| name(row, origins[file], levels[file])).collect();
        let mut owners: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (id, &file) in ids.iter().zip(&file_of) {
            let files = owners.entry(id).or_default();
            if files.last() != Some(&file) && !files.contains(&file) {
                files.push(file);
            }
        }
        let mut clashes: Vec<Vec<usize>> = Vec::new();
        for (id, &file) in ids.iter().zip(&file_of) {
            let Some(files) = owners.get(id.as_str()) else { continue };
            // A derived id yields to a given one: it conflicts even alone.
            if files.first() == Some(&file) && (files.len() > 1 || is_given(id)) {
                clashes.push(files.clone());
            }
        }
        let mut widened = vec![false; origins.len()];
        for files in clashes {
            widen(&files, &origins, &mut levels, &mut widened);
        }
        if !widened.contains(&true) {
            return ids;
        }
    }
}

/// Lets the names of `files`, which clash, show more: the folder, or where they lie in one folder, the ending.
fn widen(files: &[usize], origins: &[&Origin], levels: &mut [Level], widened: &mut [bool]) {
    let parent = |file: usize| Path::new(&origins[file].shown).parent();
    let one_folder = files.len() > 1 && files.iter().all(|&file| parent(file) == parent(files[0]));
    let mut any = false;
    for &file in files.iter().filter(|_| !one_folder) {
        if levels[file].folders < folders(origins[file]).len() && !widened[file] {
            levels[file].folders += 1;
            widened[file] = true;
        }
        any |= widened[file];
    }
    for &file in files.iter().filter(|_| !any) {
        if !levels[file].ending {
            levels[file].ending = true;
            widened[file] = true;
        }
    }
}

/// The folders above a file as given, from the outermost.
fn folders(origin: &Origin) -> Vec<&str> {
    let folder = Path::new(&origin.shown).parent().unwrap_or(Path::new(""));
    let names = folder.components().filter_map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    names.collect()
}

fn name(row: &Nameless, origin: &Origin, level: Level) -> String {
    let folders = folders(origin);
    let mut parts: Vec<&str> = folders[folders.len() - level.folders.min(folders.len())..].to_vec();
    let file = Path::new(&origin.shown).file_name().and_then(|name| name.to_str());
    parts.push(if level.ending { file.unwrap_or(&origin.stem) } else { &origin.stem });
    let mut id = clean(&parts.join("/")).into_owned();
    if let Some(number) = row.number {
        id.push_str(&format!("-{number}"));
    }
    id
}
