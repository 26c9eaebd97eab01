//! A survey as the page fetches it: read and checked, in one language, without what no figure
//! needs.
//!
//! Texts, places and constraints stay behind; codes are small integers column by column, and
//! what can be made again (design, scores) is made again. Same bits: every estimate of the
//! form equals that of the package it was made from. Must not know how a package is checked.
//! Start from [`Survey::to_compact`].

mod codec;
mod parts;

use codec::{Bytes, Pack, packed};
use parts::lean;

use crate::Survey;
use crate::design::{Design, DesignColumns};
use crate::package::{FieldType, Package};
use crate::table::{Cell, Column, Data, Level, Number, Table};

/// First bytes of the form; the number changes with the form.
const MAGIC: &[u8] = b"survey 2\n";

struct Form {
    sha256: String,
    package: Package,
    rows: usize,
    columns: Vec<Packed>,
    strata: Vec<Vec<u32>>,
    psu: Vec<Vec<u32>>,
}

/// A column of codes or of numbers.
struct Packed {
    field: String,
    ordered: bool,
    levels: Vec<(String, String)>,
    missing: Vec<(String, String)>,
    /// Twice the level or the whole number, or twice the missing code and one; decimals are
    /// whole numbers over a power of ten.
    cells: Vec<i64>,
    /// Numbers of the levels.
    values: Option<Vec<f64>>,
    /// Powers of ten under the numbers; `None` for levels.
    places: Option<u32>,
    /// Numbers that are no short decimals, in the order of the rows.
    exact: Vec<f64>,
}

packed!(Form { sha256, package, rows, columns, strata, psu });
packed!(Packed { field, ordered, levels, missing, cells, values, places, exact });

impl Survey {
    /// The survey in one language, as bytes for [`Survey::from_compact`].
    #[must_use]
    pub fn to_compact(&self, language: &str) -> Vec<u8> {
        let table = self.table();
        let ids = |fields: &[String]| -> Vec<Vec<u32>> {
            let columns = fields.iter().filter_map(|field| table.column(field));
            columns.map(|column| column.ids().0.into_iter().flatten().collect()).collect()
        };
        let design = &self.definition().design;
        let form = Form {
            sha256: self.sha256().to_owned(),
            package: lean(self.package(), language),
            rows: table.rows,
            columns: table.columns.iter().filter_map(pack).collect(),
            strata: ids(&design.strata),
            psu: ids(&design.psu),
        };
        let mut out = MAGIC.to_vec();
        form.pack(&mut out);
        out
    }

    /// The survey of such bytes; `None` if they are damaged or of another version.
    #[must_use]
    pub fn from_compact(bytes: &[u8]) -> Option<Self> {
        let mut from = Bytes::new(bytes.strip_prefix(MAGIC)?);
        let form = Form::unpack(&mut from);
        if from.fails() {
            return None;
        }
        let def = &form.package.definition.design;
        let table = Table {
            resource: def.resource.clone(),
            rows: form.rows,
            columns: form.columns.into_iter().map(unpack).collect(),
            ..Table::default()
        };
        let numbers = |field: &String| -> Option<Vec<f64>> {
            let column = table.column(field)?;
            (0..table.rows).map(|row| column.number(row)).collect()
        };
        let columns = DesignColumns {
            rows: table.rows,
            weights: match &def.weights {
                Some(field) => Some(numbers(field)?),
                None => None,
            },
            strata: form.strata,
            psu: form.psu,
            fpc: def.fpc.iter().map(numbers).collect::<Option<_>>()?,
            nest: def.nest,
        };
        let design = Design::new(&columns, def.lonely_psu).ok()?;
        Some(Self::of_parts(form.package, table, design, form.sha256))
    }
}

/// A column of texts is left behind: no estimate and no figure reads one.
fn pack(column: &Column) -> Option<Packed> {
    let mut packed = Packed {
        field: column.field.clone(),
        ordered: column.ordered,
        levels: column.levels.iter().map(pair).collect(),
        missing: column.missing.iter().map(pair).collect(),
        cells: Vec::new(),
        values: None,
        places: None,
        exact: Vec::new(),
    };
    match &column.data {
        Data::Codes { cells, values } => {
            packed.values.clone_from(values);
            packed.cells = cells
                .iter()
                .map(|cell| match cell {
                    Cell::Level(level) => 2 * i64::from(*level),
                    Cell::Missing(code) => 2 * i64::from(*code) + 1,
                })
                .collect();
        }
        Data::Numbers(cells) => {
            let found =
                (0..=9).find_map(|places| Some((places, decimals(cells, places)?)));
            if let Some((places, decimals)) = found {
                (packed.places, packed.cells) = (Some(places), decimals);
            } else {
                packed.places = Some(0);
                for cell in cells {
                    let Number::Value(value) = cell else { continue };
                    packed.exact.push(*value);
                }
                packed.cells =
                    cells.iter().map(|cell| missing(cell).unwrap_or(0)).collect();
            }
        }
        Data::Texts { .. } => return None,
    }
    Some(packed)
}

fn pair(level: &Level) -> (String, String) {
    (level.code.clone(), level.label.clone())
}

fn missing(cell: &Number) -> Option<i64> {
    match cell {
        Number::Missing(code) => Some(2 * i64::from(*code) + 1),
        Number::Value(_) => None,
    }
}

/// The cells as whole numbers over a power of ten, if each comes back bit by bit.
fn decimals(cells: &[Number], places: u32) -> Option<Vec<i64>> {
    let unit = ten(places);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "casts saturate, and come back or not"
    )]
    #[expect(clippy::cast_precision_loss, reason = "below 2^52")]
    let one = |cell: &Number| match cell {
        Number::Value(value) => {
            let whole = libm::rint(value * unit) as i64;
            let back = (whole as f64 / unit).to_bits() == value.to_bits();
            (back && whole.abs() < 1 << 52).then_some(2 * whole)
        }
        Number::Missing(_) => missing(cell),
    };
    cells.iter().map(one).collect()
}

fn ten(places: u32) -> f64 {
    (0..places).fold(1.0, |unit, _| unit * 10.0)
}

fn unpack(packed: Packed) -> Column {
    let Packed { field, ordered, levels, missing, cells, values, places, exact } = packed;
    let data = match places {
        None => {
            let cell = |cell: i64| {
                let at = u16::try_from(cell / 2).unwrap_or(u16::MAX);
                if cell % 2 == 0 { Cell::Level(at) } else { Cell::Missing(at) }
            };
            Data::Codes { cells: cells.into_iter().map(cell).collect(), values }
        }
        Some(places) => {
            let (unit, mut exact) = (ten(places), exact.into_iter());
            let number = |cell: i64| match cell % 2 {
                #[expect(clippy::cast_precision_loss, reason = "below 2^52")]
                0 => Number::Value(exact.next().unwrap_or((cell / 2) as f64 / unit)),
                _ => Number::Missing(u16::try_from(cell / 2).unwrap_or(u16::MAX)),
            };
            Data::Numbers(cells.into_iter().map(number).collect())
        }
    };
    let named = |pairs: Vec<(String, String)>| -> Vec<Level> {
        pairs.into_iter().map(|(code, label)| Level { code, label }).collect()
    };
    let (levels, missing) = (named(levels), named(missing));
    Column { field, kind: FieldType::default(), levels, ordered, missing, data }
}
