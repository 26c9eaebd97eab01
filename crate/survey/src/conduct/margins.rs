//! The sample beside the margins it was weighted to. A margin that the weights meet has no sampling
//! error: it is fixed by weighting. Must not know answers.
//! Start from [`Survey::margin_rows`](crate::Survey::margin_rows).

use std::collections::BTreeMap;

use super::{real, share};
use crate::Survey;
use crate::table::Table;

/// One category of a margin, over all places.
#[derive(Clone, Debug, PartialEq)]
pub struct MarginRow {
    /// Field of the sample.
    pub field: String,
    /// Code of the category.
    pub category: String,
    /// Rows of the sample.
    pub n: u64,
    /// Their share of the valid rows, unweighted.
    pub sample: Option<f64>,
    /// The same with weights.
    pub weighted: Option<f64>,
    /// The margin: share of the population.
    pub target: f64,
    /// Whether the weights meet the margin, in every place that has one of its own (to 1e-6).
    pub fixed: bool,
}

/// Rows and weights of one category, and what they are a part of.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    n: u64,
    weight: f64,
    target: f64,
}

const TOLERANCE: f64 = 1e-6;

impl Survey {
    /// The margins of the sample, fields and categories in the order of the resource. Empty without
    /// a resource of margins with the columns `field`, `category` and `total` (people); without
    /// `total`, `share` does where the margins have no places.
    #[must_use]
    pub fn margin_rows(&self) -> Vec<MarginRow> {
        self.margins_read().unwrap_or_default()
    }

    fn margins_read(&self) -> Option<Vec<MarginRow>> {
        let table = self.resource(self.definition().margins.as_ref()?)?;
        let (fields, categories) = (table.column("field")?, table.column("category")?);
        let place = self.place_in(table);
        let targets = match (table.column("total"), place) {
            (Some(total), _) => total,
            (None, None) => table.column("share")?,
            (None, Some(_)) => return None,
        };
        let mut order: Vec<(String, String)> = Vec::new();
        // (place, field, category) → cell; the place is empty where there are none.
        let mut cells: BTreeMap<(String, String, String), Cell> = BTreeMap::new();
        for row in 0..table.rows {
            let (field, category) = (fields.text(row)?, categories.text(row)?);
            let at = place.and_then(|place| table.column(place)?.text(row));
            let key = (at.unwrap_or_default(), field.clone(), category.clone());
            cells.entry(key).or_default().target += targets.number(row)?;
            if !order.contains(&(field.clone(), category.clone())) {
                order.push((field, category));
            }
        }
        self.fill(place, &mut cells);
        let rows = order.into_iter().map(|(field, category)| {
            let own = total(&cells, |(_, f, c)| *f == field && *c == category);
            let all = total(&cells, |(_, f, _)| *f == field);
            let mut same =
                cells.iter().filter(|((_, f, c), _)| *f == field && *c == category);
            let fixed = same.all(|((place, ..), cell)| {
                let all = total(&cells, |(p, f, _)| p == place && *f == field);
                let (found, wanted) =
                    (share(cell.weight, all.weight), share(cell.target, all.target));
                found.zip(wanted).is_some_and(|(a, b)| (a - b).abs() <= TOLERANCE)
            });
            Some(MarginRow {
                n: own.n,
                sample: share(real(own.n), real(all.n)),
                weighted: share(own.weight, all.weight),
                target: share(own.target, all.target)?,
                fixed,
                field,
                category,
            })
        });
        Some(rows.flatten().collect())
    }

    /// Counts the rows of the sample in the cells.
    fn fill(
        &self,
        place: Option<&str>,
        cells: &mut BTreeMap<(String, String, String), Cell>,
    ) {
        let sample: &Table = self.table();
        let mut fields: Vec<String> = Vec::new();
        for (_, field, _) in cells.keys() {
            if !fields.contains(field) {
                fields.push(field.clone());
            }
        }
        for (row, weight) in self.design().weights().iter().enumerate() {
            let at = match place.map(|place| sample.column(place)) {
                Some(Some(column)) => column.text(row).unwrap_or_default(),
                _ => String::new(),
            };
            for field in &fields {
                let column = sample.column(field);
                let valid = column.filter(|column| column.missing_value(row).is_none());
                let Some(code) = valid.and_then(|column| column.text(row)) else {
                    continue;
                };
                if let Some(cell) = cells.get_mut(&(at.clone(), field.clone(), code)) {
                    cell.n += 1;
                    cell.weight += weight;
                }
            }
        }
    }
}

fn total(
    cells: &BTreeMap<(String, String, String), Cell>,
    keep: impl Fn(&(String, String, String)) -> bool,
) -> Cell {
    let mut all = Cell::default();
    for (_, cell) in cells.iter().filter(|(key, _)| keep(key)) {
        all.n += cell.n;
        all.weight += cell.weight;
        all.target += cell.target;
    }
    all
}
