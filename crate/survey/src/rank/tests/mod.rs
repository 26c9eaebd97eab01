//! Ranks: what must be true of them whatever the survey.

mod areas;
mod sets;
mod weights;

use super::{Composite, Composites, Shared};

/// Independent units with these estimates, standard errors and degrees of freedom.
fn units(all: &[(f64, f64, usize)]) -> Composites {
    let side = all.len();
    let cell = |at: usize| {
        if at / side == at % side { all[at / side].1 * all[at / side].1 } else { 0.0 }
    };
    let df: Vec<f64> =
        all.iter().map(|one| f64::from(u32::try_from(one.2).unwrap())).collect();
    Composites {
        groups: all
            .iter()
            .map(|(value, se, df)| Composite {
                value: Some(*value),
                se: Some(*se),
                df: *df,
                n: 100,
                weighted: 100.0,
                note: None,
            })
            .collect(),
        covariance: (0..side * side).map(cell).collect(),
        shared: Shared::independent(&df),
    }
}
