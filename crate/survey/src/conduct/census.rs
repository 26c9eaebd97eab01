//! Real places beside the survey: what censuses counted there. Must not know the sample.
//! Start from [`Survey::census`](crate::Survey::census).

use super::share;
use crate::Survey;

/// One place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CensusRow {
    /// Its row in the resource.
    pub row: usize,
    /// Inhabitants in each year of [`Census::years`].
    pub counts: Vec<Option<f64>>,
    /// Change from the last year but one to the last, as a share; `None` where either is unknown.
    pub change: Option<f64>,
    /// Longitude and latitude in degrees.
    pub place: Option<(f64, f64)>,
}

/// Censuses of real places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Census {
    /// Years, from the fields `census_YYYY`, rising.
    pub years: Vec<u16>,
    /// The places, in the order of the resource.
    pub rows: Vec<CensusRow>,
    /// All together; a year that one place lacks has no sum.
    pub all: CensusRow,
}

impl Survey {
    /// The censuses of the resource `context`; `None` without it, without a field `census_YYYY`, or
    /// without a place.
    #[must_use]
    pub fn census(&self) -> Option<Census> {
        let table = self.resource(self.definition().context.as_ref()?)?;
        let columns = table.columns.iter().filter_map(|column| {
            let year: u16 = column.field.strip_prefix("census_")?.parse().ok()?;
            Some((year, column))
        });
        let mut columns: Vec<_> = columns.collect();
        columns.sort_by_key(|one| one.0);
        let number = |field: &str, row: usize| table.column(field)?.number(row);
        let rows: Vec<CensusRow> = (0..table.rows)
            .map(|row| {
                let counts: Vec<Option<f64>> =
                    columns.iter().map(|one| one.1.number(row)).collect();
                CensusRow {
                    row,
                    change: change(&counts),
                    place: number("longitude", row).zip(number("latitude", row)),
                    counts,
                }
            })
            .collect();
        let sum = |at: usize| {
            let counts = rows.iter().map(|row| row.counts.get(at).copied().flatten());
            counts.sum::<Option<f64>>()
        };
        let counts: Vec<Option<f64>> = (0..columns.len()).map(sum).collect();
        let all = CensusRow { change: change(&counts), counts, ..CensusRow::default() };
        let years: Vec<u16> = columns.iter().map(|one| one.0).collect();
        (!years.is_empty() && !rows.is_empty()).then_some(Census { years, rows, all })
    }
}

fn change(counts: &[Option<f64>]) -> Option<f64> {
    match counts {
        [.., Some(before), Some(last)] => share(last - before, *before),
        _ => None,
    }
}
