//! One JSON object a line.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};

use super::list::Origin;
use super::load::Loaded;
use super::record::{self, Columns, Fields, ROLES, Record};
use crate::error::{Error, Result};

/// Reads every line of `text`. A malformed line is skipped and the rest goes on.
///
/// # Errors
/// [`Error::MissingColumn`] if no line at all has the text's field; [`Error::NoText`] if there is no line.
pub(super) fn read(origin: &Arc<Origin>, text: &str, columns: &Columns, loaded: &mut Loaded) -> Result<()> {
    let lines: Vec<(usize, &str)> =
        text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    if lines.is_empty() {
        return Err(Error::NoText {
            path: origin.shown.clone().into(),
            reason: "there is no line with an object",
        });
    }
    let parsed: Vec<(usize, Result<Object>)> =
        lines.par_iter().map(|&(at, line)| (at + 1, parse(origin, at + 1, line, columns))).collect();
    if let Some(object) = parsed.iter().find_map(|(_, object)| object.as_ref().ok())
        && parsed.iter().flat_map(|(_, object)| object).all(|object| object.fields[1].is_none())
    {
        let names: Vec<&str> = object.names.iter().map(String::as_str).collect();
        columns.find(&origin.shown, &names)?;
    }
    let judged = parsed.into_par_iter().enumerate().map(|(number, (line, object))| {
        let fields = object.and_then(|object| fields(origin, line, object, columns));
        record::judge(origin, Record { number: number + 1, line: Some(line), fields })
    });
    record::collect(origin, judged.collect(), loaded);
    Ok(())
}

/// The wanted fields of an object, and where the text is missing, the names of all of them.
struct Object {
    fields: Fields,
    names: Vec<String>,
}

fn parse(origin: &Origin, number: usize, line: &str, columns: &Columns) -> Result<Object> {
    let mut deserializer = serde_json::Deserializer::from_str(line);
    let object = deserializer
        .deserialize_map(Wanted { columns })
        .and_then(|object| deserializer.end().map(|()| object));
    object.map_err(|problem| malformed(origin, number, line, &problem))
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

fn fields(origin: &Origin, line: usize, object: Object, columns: &Columns) -> Result<Fields> {
    if object.fields[1].is_some() {
        return Ok(object.fields);
    }
    let problem = format!(
        "the object has no {:?}; it has {}; name the field that holds the text with --column text=NAME",
        columns.name(1),
        if object.names.is_empty() { "nothing".to_owned() } else { object.names.join(", ") }
    );
    Err(Error::Malformed { path: origin.shown.clone().into(), line: Some(line), column: None, problem })
}

/// Takes the wanted fields out of an object and steps over all others.
struct Wanted<'c> {
    columns: &'c Columns,
}

impl<'de> Visitor<'de> for Wanted<'_> {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
        let mut object = Object { fields: Fields::default(), names: Vec::new() };
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            // The name as it stands comes first; one that differs in case fills what is still empty.
            let named = (0..ROLES.len()).find(|&role| self.columns.name(role) == key).or_else(|| {
                (0..ROLES.len()).find(|&role| {
                    object.fields[role].is_none() && self.columns.name(role).eq_ignore_ascii_case(&key)
                })
            });
            match named {
                Some(role) => object.fields[role] = map.next_value_seed(Field { name: &key })?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            object.names.push(key.into_owned());
        }
        if object.fields[1].is_some() {
            // Only an object without a text is ever asked for its names.
            object.names = Vec::new();
        }
        Ok(object)
    }
}

/// A field's value as text: strings as they are, numbers and truth values as they are written, null as missing.
struct Field<'n> {
    name: &'n str,
}

impl<'de> DeserializeSeed<'de> for Field<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        use serde::Deserialize;
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Null => Ok(None),
            serde_json::Value::String(text) => Ok(Some(text)),
            serde_json::Value::Number(number) => Ok(Some(number.to_string())),
            serde_json::Value::Bool(truth) => Ok(Some(truth.to_string())),
            serde_json::Value::Array(_) | serde_json::Value::Object(_) => {
                Err(D::Error::custom(format!("{:?} is not a string", self.name)))
            }
        }
    }
}
