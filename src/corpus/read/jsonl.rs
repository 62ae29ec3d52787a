//! One JSON object a line.

use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Skipped;
use super::list::Origin;
use super::load::Loaded;
use super::record::{self, BadDates, Columns, Fields, ROLES, Record, Row, TEXT};
use crate::error::{Error, Result, room};

/// How many bytes of lines are parsed in one go.
const SHARE: usize = 1 << 18;

/// Reads every line of `text`. A malformed line is skipped and the rest goes on.
///
/// # Errors
/// [`Error::MissingColumn`] if no line at all has the text's field; [`Error::NoText`] if there is no line.
pub(super) fn read(origin: &Arc<Origin>, text: &str, columns: &Columns, loaded: &mut Loaded) -> Result<()> {
    let shares = shares(text, SHARE);
    let blocks: Vec<Block> =
        shares.into_par_iter().map(|(line, lines)| block(origin, lines, line, columns)).collect();
    let mut lines = Lines::default();
    for block in blocks {
        loaded.rows.extend(lines.add(block));
    }
    lines.end(origin, columns, loaded)
}

/// Parts of `text` of about `bytes` bytes, cut at line ends, each with the number of its first line.
pub(super) fn shares(text: &str, bytes: usize) -> Vec<(usize, &str)> {
    let (mut shares, mut line, mut rest) = (Vec::new(), 1, text);
    while !rest.is_empty() {
        let from = bytes.min(rest.len());
        let end = rest.as_bytes()[from..].iter().position(|&byte| byte == b'\n');
        let (share, after) = rest.split_at(end.map_or(rest.len(), |end| from + end + 1));
        shares.push((line, share));
        line += count_lines(share.as_bytes());
        rest = after;
    }
    shares
}

/// How many lines end in `bytes`.
pub(super) fn count_lines(bytes: &[u8]) -> usize {
    super::decode::count(bytes, |byte| byte == b'\n')
}

/// What some lines of a file gave.
#[derive(Default)]
pub(super) struct Block {
    /// Numbered from 1 in this block.
    rows: Vec<Row>,
    /// Of the lines that gave no row, in order.
    errors: Vec<Error>,
    bad_dates: BadDates,
    /// Lines that are not blank.
    n_lines: usize,
    /// Whether an object has a text.
    has_text: bool,
    /// The names in the first object, where none has a text.
    names: Option<Vec<String>>,
}

/// Reads the lines of `text`, the first of which is line `first` of the file. No thread but this one is used.
pub(super) fn block(origin: &Arc<Origin>, text: &str, first: usize, columns: &Columns) -> Block {
    let mut block = Block::default();
    for (at, line) in lines(text).enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        block.n_lines += 1;
        let number = first + at;
        let fields = memory_to_parse(origin, line)
            .and_then(|()| parse(origin, number, line, columns))
            .and_then(|fields| {
                if fields[TEXT].is_some() {
                    block.has_text = true;
                    return Ok(fields);
                }
                let names = names(line);
                let error = without_text(origin, number, &names, columns);
                block.names.get_or_insert(names);
                Err(error)
            });
        let judged = record::judge(origin, Record { number: block.n_lines, line: Some(number), fields });
        match block.bad_dates.keep(judged) {
            Ok(row) => block.rows.push(row),
            Err(error) => block.errors.push(error),
        }
    }
    block
}

/// What stands between line ends, as `split('\n')` gives it, which looks at lines of this length byte by byte.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.scan(0, |start, end| Some(&text[std::mem::replace(start, end + 1)..end]))
}

/// What the lines of one file gave so far, told by its blocks in their order.
#[derive(Default)]
pub(super) struct Lines {
    n_lines: usize,
    has_text: bool,
    names: Option<Vec<String>>,
    errors: Vec<Error>,
    bad_dates: BadDates,
}

impl Lines {
    /// The rows of the next block, numbered in the file.
    pub(super) fn add(&mut self, block: Block) -> impl Iterator<Item = Row> + use<> {
        let before = self.n_lines;
        self.n_lines += block.n_lines;
        self.has_text |= block.has_text;
        self.names = self.names.take().or(block.names);
        self.errors.extend(block.errors);
        self.bad_dates.add(block.bad_dates);
        block.rows.into_iter().map(move |row| Row { number: row.number.map(|number| before + number), ..row })
    }

    /// Whether there was no line but blank ones.
    pub(super) fn is_empty(&self) -> bool {
        self.n_lines == 0
    }

    /// Tells what is wrong with the file, now that all of it is known.
    ///
    /// # Errors
    /// As [`read`].
    pub(super) fn end(self, origin: &Origin, columns: &Columns, loaded: &mut Loaded) -> Result<()> {
        if self.is_empty() {
            let reason = "there is no line with an object";
            return Err(Error::NoText { path: origin.shown.clone().into(), reason });
        }
        if let Some(names) = self.names.filter(|_| !self.has_text) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            columns.find(&origin.shown, &names)?;
        }
        let skipped = self.errors.into_iter().map(|error| Skipped { path: origin.shown.clone(), error });
        loaded.skipped.extend(skipped);
        loaded.warnings.extend(self.bad_dates.warning());
        Ok(())
    }
}

/// Refuses a line whose text would not fit beside it, with as much again where escapes are resolved.
fn memory_to_parse(origin: &Origin, line: &str) -> Result<()> {
    const LONG: usize = 1 << 20;
    if line.len() < LONG {
        return Ok(());
    }
    let copies = if line.contains('\\') { 3 } else { 1 };
    room(line.len().saturating_mul(copies)).map_err(|_| Error::no_memory_to_read(origin.shown.as_ref()))
}

fn parse(origin: &Origin, number: usize, line: &str, columns: &Columns) -> Result<Fields> {
    let mut deserializer = serde_json::Deserializer::from_str(line);
    let fields = deserializer
        .deserialize_map(Wanted { columns })
        .and_then(|fields| deserializer.end().map(|()| fields));
    fields.map_err(|problem| malformed(origin, number, line, &problem))
}

/// The names of all fields of an object that has been parsed before.
fn names(line: &str) -> Vec<String> {
    struct Names;
    impl<'de> Visitor<'de> for Names {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<String>, A::Error> {
            let mut names = Vec::new();
            while let Some((name, IgnoredAny)) = map.next_entry()? {
                names.push(name);
            }
            Ok(names)
        }
    }
    serde_json::Deserializer::from_str(line).deserialize_map(Names).unwrap_or_default()
}

fn malformed(origin: &Origin, number: usize, line: &str, problem: &serde_json::Error) -> Error {
    // The parser counts bytes from 1 and stands behind what it stumbled over; people count characters.
    let mut at = problem.column().saturating_sub(1).min(line.len());
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    let column = line[..at].chars().count() + 1;
    let told = problem.to_string();
    let told = told.split(" at line ").next().unwrap_or_default();
    let mend = if line.trim_start().starts_with('{') {
        "mend or remove this line"
    } else {
        "every line is one object such as {\"id\": \"a\", \"text\": \"…\"}"
    };
    let problem = format!("this is no JSON object ({told}); {mend}");
    Error::Malformed { path: origin.shown.clone().into(), line: Some(number), column: Some(column), problem }
}

fn without_text(origin: &Origin, line: usize, names: &[String], columns: &Columns) -> Error {
    let problem = format!(
        "the object has no {:?}; it has {}; name the field that holds the text with --column text=NAME",
        columns.name(TEXT),
        if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
    );
    Error::Malformed { path: origin.shown.clone().into(), line: Some(line), column: None, problem }
}

/// Takes the wanted fields out of an object and steps over all others.
struct Wanted<'c> {
    columns: &'c Columns,
}

impl<'de> Visitor<'de> for Wanted<'_> {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Fields::default();
        while let Some(name) = map.next_key_seed(Name { columns: self.columns, fields: &fields })? {
            match name {
                Named::Exactly(role) => {
                    fields[role] = map.next_value_seed(Field { name: self.columns.name(role) })?;
                }
                Named::ButForCase(role, name) => fields[role] = map.next_value_seed(Field { name: &name })?,
                Named::Otherwise => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(fields)
    }
}

/// What a field's name means. The name as it stands comes first; one that differs in case fills what is still empty.
struct Name<'a> {
    columns: &'a Columns,
    fields: &'a Fields,
}

enum Named {
    Exactly(usize),
    ButForCase(usize, String),
    Otherwise,
}

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Named;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Named, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = Named;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, name: &str) -> Result<Named, E> {
        let mut roles = 0..ROLES.len();
        if let Some(role) = roles.clone().find(|&role| self.columns.name(role) == name) {
            return Ok(Named::Exactly(role));
        }
        let like =
            |&role: &usize| self.fields[role].is_none() && self.columns.name(role).eq_ignore_ascii_case(name);
        Ok(roles.find(like).map_or(Named::Otherwise, |role| Named::ButForCase(role, name.to_owned())))
    }
}

/// A field's value as text: strings as they are, numbers and truth values as they are written, null as missing.
struct Field<'n> {
    name: &'n str,
}

impl<'de> DeserializeSeed<'de> for Field<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Text(text) => Ok(Some(text)),
            Value::Missing => Ok(None),
            Value::Composite => Err(D::Error::custom(format!("{:?} is not a string", self.name))),
        }
    }
}

/// A value as far as it matters: texts go straight into the string in which they stay.
enum Value {
    Text(String),
    Missing,
    Composite,
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any valid JSON value")
            }

            fn visit_str<E>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<Value, E> {
                Ok(Value::Text(text))
            }

            fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
                Ok(Value::Text(truth.to_string()))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
                Ok(Value::Text(number.to_string()))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
                Ok(Value::Text(number.to_string()))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
                // As serde_json writes it, which keeps a fraction or an exponent; JSON holds no infinity.
                Ok(serde_json::Number::from_f64(number)
                    .map_or(Value::Missing, |number| Value::Text(number.to_string())))
            }

            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Missing)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Value, A::Error> {
                while values.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Value::Composite)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Value::Composite)
            }
        }
        deserializer.deserialize_any(Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_they_are_written() {
        for (json, expected) in [
            (r#""a\n\u00e9\ud83d\ude00""#, Some("a\né😀")),
            ("1", Some("1")),
            ("-7", Some("-7")),
            ("1.0", Some("1.0")),
            ("-0", Some("-0.0")),
            ("1e21", Some("1e+21")),
            ("18446744073709551616", Some("1.8446744073709552e+19")),
            ("true", Some("true")),
            ("null", None),
        ] {
            let mut deserializer = serde_json::Deserializer::from_str(json);
            let value = Field { name: "id" }.deserialize(&mut deserializer).unwrap();
            assert_eq!(value.as_deref(), expected, "{json}");
            let through: serde_json::Value = serde_json::from_str(json).unwrap();
            let through = through.as_str().map(str::to_owned).or_else(|| Some(through.to_string()));
            assert_eq!(value, through.filter(|text| text != "null"), "{json}");
        }
    }

    #[test]
    fn lines_are_those_that_splitting_gives() {
        for text in ["", "\n", "a", "a\n", "é\n\nb\r\n中", "\n\n"] {
            assert!(lines(text).eq(text.split('\n')), "{text:?}");
        }
    }

    #[test]
    fn shares_are_whole_lines_with_their_numbers() {
        assert_eq!(shares("a\nbcd\n\ne", 2), [(1, "a\nbcd\n"), (3, "\ne")]);
        assert_eq!(shares("a\nb\n", 100), [(1, "a\nb\n")]);
        assert!(shares("", 1).is_empty());
    }
}
