//! Parquet: a table whose columns are read by polars. Besides the room `table` the only place that knows polars.

use std::sync::Arc;

use super::list::Origin;
use super::load::Loaded;
use super::record::Columns;
use crate::error::Result;

/// Without the feature `table` there is no reader.
///
/// # Errors
/// Always [`crate::Error::NotBuilt`].
#[cfg(not(feature = "table"))]
pub(super) fn read(origin: &Arc<Origin>, _: Vec<u8>, _: &Columns, _: &mut Loaded) -> Result<()> {
    Err(crate::error::Error::NotBuilt { path: origin.shown.clone().into(), feature: "table" })
}

#[cfg(feature = "table")]
pub(super) use with_polars::read;

#[cfg(feature = "table")]
mod with_polars {
    use std::io::Cursor;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use jiff::ToSpan;
    use polars::prelude::{Column, DataFrame, DataType, SerReader, TimeUnit};
    use polars_io::parquet::read::ParquetReader;

    use super::super::record::{self, Fields, ROLES, Record};
    use super::{Arc, Columns, Loaded, Origin, Result};
    use crate::error::Error;

    /// Reads the wanted columns of the table in `bytes`.
    ///
    /// # Errors
    /// [`Error::MissingColumn`] as for every table, [`Error::Malformed`] where the file is damaged or a column's type
    /// cannot be read as text.
    pub(in super::super) fn read(
        origin: &Arc<Origin>,
        bytes: Vec<u8>,
        columns: &Columns,
        loaded: &mut Loaded,
    ) -> Result<()> {
        // polars panics on some damaged files instead of returning an error.
        let frame = catch_unwind(AssertUnwindSafe(|| frame(origin, bytes, columns, loaded))).unwrap_or_else(
            |_| Err(malformed(origin, "the table is damaged; write the file again".to_owned())),
        )?;
        let (frame, places) = frame;
        if frame.height() == 0 {
            return Err(Error::NoText { path: origin.shown.clone().into(), reason: "the table has no row" });
        }
        let mut texts: [Option<Vec<Option<String>>>; 5] = Default::default();
        for (role, place) in places.iter().enumerate() {
            if let Some(name) = place {
                let column = frame.column(name).map_err(|problem| malformed(origin, problem.to_string()))?;
                texts[role] = Some(strings(column).ok_or_else(|| {
                    malformed(
                        origin,
                        format!("the column {name:?} ({}) holds no {}", column.dtype(), ROLES[role]),
                    )
                })?);
            }
        }
        let judged = (0..frame.height()).map(|row| {
            let mut fields = Fields::default();
            for (field, texts) in fields.iter_mut().zip(&mut texts) {
                *field = texts.as_mut().and_then(|texts| texts.get_mut(row).and_then(Option::take));
            }
            record::judge(origin, Record { number: row + 1, line: None, fields: Ok(fields) })
        });
        record::collect(origin, judged, loaded);
        Ok(())
    }

    type Places = [Option<String>; 5];

    /// How the types begin that polars is built without: each would cost every user minutes of compiling.
    const UNREADABLE: [&str; 6] = ["Dictionary", "Timestamp", "Date", "Time", "Duration", "Interval"];

    fn frame(
        origin: &Origin,
        bytes: Vec<u8>,
        columns: &Columns,
        loaded: &mut Loaded,
    ) -> Result<(DataFrame, Places)> {
        let damaged = |problem: &dyn std::fmt::Display| {
            malformed(origin, format!("this is no sound Parquet file ({problem}); write it again"))
        };
        let mut reader = ParquetReader::new(Cursor::new(bytes));
        let schema = reader.schema().map_err(|problem| damaged(&problem))?;
        let header: Vec<&str> = schema.iter_names().map(|name| name.as_str()).collect();
        let places = columns.find(&origin.shown, &header)?;
        let mut names: Places = places.map(|place| place.map(|at| header[at].to_owned()));
        for (role, name) in ROLES.iter().zip(&mut names) {
            let kind =
                name.as_ref().and_then(|name| schema.get(name)).map(|field| format!("{:?}", field.dtype));
            let Some(kind) = kind.filter(|kind| UNREADABLE.iter().any(|start| kind.starts_with(start)))
            else {
                continue;
            };
            let shown = name.as_deref().unwrap_or_default();
            let problem =
                format!("the column {shown:?} is of type {kind}, which is not read; write it as text");
            if *role == "date" {
                loaded.warnings.push(format!("{}: {problem}; read without dates", origin.shown));
                *name = None;
            } else {
                return Err(malformed(origin, problem));
            }
        }
        let mut wanted: Vec<String> = names.iter().flatten().cloned().collect();
        wanted.sort_unstable();
        wanted.dedup();
        let frame = reader.with_columns(Some(wanted)).finish().map_err(|problem| damaged(&problem))?;
        Ok((frame, names))
    }

    fn malformed(origin: &Origin, problem: String) -> Error {
        Error::Malformed { path: origin.shown.clone().into(), line: None, column: None, problem }
    }

    /// The values of a column as text; dates in ISO 8601.
    fn strings(column: &Column) -> Option<Vec<Option<String>>> {
        let epoch = jiff::civil::date(1970, 1, 1);
        match column.dtype() {
            DataType::String => {
                Some(column.str().ok()?.iter().map(|value| value.map(str::to_owned)).collect())
            }
            DataType::Date => {
                let days = column.to_physical_repr().cast(&DataType::Int64).ok()?;
                let date = |days: i64| epoch.checked_add(days.days()).ok().map(|date| date.to_string());
                Some(days.i64().ok()?.iter().map(|value| value.and_then(date)).collect())
            }
            DataType::Datetime(unit, _) => {
                let per_second = match unit {
                    TimeUnit::Milliseconds => 1_000,
                    TimeUnit::Microseconds => 1_000_000,
                    TimeUnit::Nanoseconds => 1_000_000_000,
                };
                let ticks = column.to_physical_repr().cast(&DataType::Int64).ok()?;
                let instant = |ticks: i64| jiff::Timestamp::from_second(ticks.div_euclid(per_second)).ok();
                Some(
                    ticks
                        .i64()
                        .ok()?
                        .iter()
                        .map(|value| value.and_then(instant).map(|at| at.to_string()))
                        .collect(),
                )
            }
            _ => {
                let text = column.cast(&DataType::String).ok()?;
                Some(text.str().ok()?.iter().map(|value| value.map(str::to_owned)).collect())
            }
        }
    }
}
