//! What somebody may have meant by an id that is not there.

/// How many ids are named.
const NAMED: usize = 3;

/// Ids longer than this are compared by their beginnings, so that long ids cost no more than short ones.
const LETTERS: usize = 64;

/// `; like it are "b1", "b2"` as a part of a sentence: the ids most like `wanted`; nothing where none is like it.
pub(crate) fn hint<'a>(wanted: &str, ids: impl Iterator<Item = &'a str>) -> String {
    /// Two ids of which less than half is the same are not alike.
    const ALIKE: f64 = 0.5;
    let short = |id: &str| id.chars().take(LETTERS).collect::<String>().to_lowercase();
    let wanted = short(wanted);
    let mut alike: Vec<(f64, &str)> = ids
        .map(|id| (strsim::normalized_damerau_levenshtein(&wanted, &short(id)), id))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let named: Vec<String> = alike.iter().take(NAMED).map(|(_, id)| format!("{id:?}")).collect();
    if named.is_empty() { String::new() } else { format!("; like it are {}", named.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn ids_that_are_alike_are_named_the_likest_first() {
        let ids = ["port-10", "port-1", "Port-21", "harbour", "port-2x", "port-3x"];
        assert_eq!(hint("port-2", ids.into_iter()), "; like it are \"Port-21\", \"port-2x\", \"port-1\"");
        assert_eq!(hint("zebra", ids.into_iter()), "");
        assert_eq!(hint("", [].into_iter()), "");
    }
}
