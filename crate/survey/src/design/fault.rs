//! What can be wrong with the columns of a design, by row. Must not know names of fields,
//! files or languages: who reads the table turns a fault into a finding with its place.

use super::DesignColumns;

/// A fault of a design column. Rows and stages count from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// The columns are not of one length, or there are more population sizes than stages.
    Shape,
    /// There are no rows.
    NoRows,
    /// A weight is negative, not finite, or takes the sum of the weights beyond all numbers.
    Weight {
        /// The row.
        row: usize,
    },
    /// No weight is above zero.
    NoWeight,
    /// A PSU id stands in two strata though ids are said to be global.
    NotNested {
        /// The row in the second stratum.
        row: usize,
        /// The first row with this id.
        first: usize,
    },
    /// A population size is zero, negative or not finite.
    Population {
        /// The stage.
        stage: usize,
        /// The row.
        row: usize,
    },
    /// A rate below 1 stands in a column of counts.
    RateAmongCounts {
        /// The stage.
        stage: usize,
        /// The row.
        row: usize,
    },
    /// The population size differs within the unit it belongs to.
    PopulationVaries {
        /// The stage.
        stage: usize,
        /// The row that differs.
        row: usize,
        /// The first row of the unit.
        first: usize,
    },
    /// More units were sampled than the population has.
    PopulationBelowSample {
        /// The stage.
        stage: usize,
        /// A row of the unit.
        row: usize,
        /// Units sampled.
        sampled: usize,
    },
}

pub(super) fn shape(columns: &DesignColumns) -> Vec<Fault> {
    let rows = columns.rows;
    let codes = columns.strata.iter().chain(&columns.psu);
    let numbers = columns.fpc.iter().chain(&columns.weights);
    let even = codes.map(Vec::len).chain(numbers.map(Vec::len)).all(|len| len == rows);
    if !even || columns.fpc.len() > columns.psu.len().max(1) {
        return vec![Fault::Shape];
    }
    if rows == 0 || u32::try_from(rows).is_err() {
        return vec![Fault::NoRows];
    }
    Vec::new()
}

pub(super) fn weights(weights: &[f64], faults: &mut Vec<Fault>) {
    let before = faults.len();
    let mut sum = 0.0;
    for (row, weight) in weights.iter().enumerate() {
        sum += weight.max(0.0);
        if !f64::is_finite(sum) || !weight.is_finite() || *weight < 0.0 {
            faults.push(Fault::Weight { row });
        }
    }
    if faults.len() == before && !weights.iter().any(|weight| *weight > 0.0) {
        faults.push(Fault::NoWeight);
    }
}
