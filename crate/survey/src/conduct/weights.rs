//! How much the weights differ: Kish's loss by weighting (Kish 1992, Weighting for unequal Pi, Journal of
//! Official Statistics 8), and the weights over the mean of their place in steps. Must not know answers.
//! Start from [`Survey::weight_spread`](crate::Survey::weight_spread).

use super::{real, share};
use crate::Survey;

/// The weights of some rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeightRow {
    /// Code of the place; `None` for all together.
    pub place: Option<String>,
    /// Rows of positive weight.
    pub n: u64,
    /// Sum of their weights.
    pub sum: f64,
    /// Sum of the squares.
    pub squares: f64,
}

impl WeightRow {
    fn push(&mut self, weight: f64) {
        self.n += 1;
        self.sum += weight;
        self.squares += weight * weight;
    }

    /// Mean weight.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        share(self.sum, real(self.n))
    }

    /// Kish's n_eff = (Σw)² / Σw².
    #[must_use]
    pub fn effective_n(&self) -> Option<f64> {
        share(self.sum * self.sum, self.squares)
    }

    /// Kish's 1 + L = n Σw² / (Σw)² = 1 + CV²(w).
    #[must_use]
    pub fn loss(&self) -> Option<f64> {
        share(real(self.n) * self.squares, self.sum * self.sum)
    }

    /// Coefficient of variation, standard deviation over n rows by the mean.
    #[must_use]
    pub fn variation(&self) -> Option<f64> {
        self.loss().map(|loss| libm::sqrt((loss - 1.0).max(0.0)))
    }
}

/// The spread of the weights.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightSpread {
    /// Field of the places; `None` without places.
    pub field: Option<String>,
    /// One row a place, in codebook order.
    pub rows: Vec<WeightRow>,
    /// All together.
    pub all: WeightRow,
    /// Width of a bin of `shares`.
    pub width: f64,
    /// Shares of the rows by weight over the mean weight of their place, in bins from 0.
    pub shares: Vec<f64>,
}

/// Width of the bins of weights over their mean.
const WIDTH: f64 = 0.2;
/// Bins at most; heavier weights are in the last.
const BINS: usize = 40;

impl Survey {
    /// The spread of the weights; `None` without weights or without a row of positive weight.
    #[must_use]
    pub fn weight_spread(&self) -> Option<WeightSpread> {
        self.definition().design.weights.as_ref()?;
        let table = self.table();
        let field = self.place_in(table).filter(|field| {
            table.column(field).is_some_and(crate::table::Column::has_levels)
        });
        let column = field.and_then(|field| table.column(field));
        let mut all = WeightRow::default();
        let mut rows: Vec<WeightRow> = Vec::new();
        for level in column.into_iter().flat_map(|column| &column.levels) {
            rows.push(WeightRow {
                place: Some(level.code.clone()),
                ..WeightRow::default()
            });
        }
        let place = |row: usize| column.and_then(|c| c.level(row)).map(usize::from);
        let weights = self.design().weights();
        for (row, weight) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            all.push(*weight);
            if let Some(one) = place(row).and_then(|at| rows.get_mut(at)) {
                one.push(*weight);
            }
        }
        let mut bins = vec![0_u64; BINS];
        for (row, weight) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            let own = place(row).and_then(|at| rows.get(at)).unwrap_or(&all);
            let ratio = share(*weight, own.mean()?)?;
            if let Some(bin) = bins.get_mut(bin(ratio)) {
                *bin += 1;
            }
        }
        let used = bins.iter().rposition(|bin| *bin > 0)? + 1;
        let shares = bins.iter().take(used).map(|bin| real(*bin) / real(all.n)).collect();
        rows.retain(|row| row.n > 0);
        Some(WeightSpread {
            field: field.map(str::to_owned),
            rows,
            all,
            width: WIDTH,
            shares,
        })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a ratio of weights, kept inside the bins"
)]
fn bin(ratio: f64) -> usize {
    (libm::floor(ratio / WIDTH + 1e-9).max(0.0) as usize).min(BINS - 1)
}
