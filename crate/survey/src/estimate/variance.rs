//! The one variance kernel: stages from the last to the first, groups in order.
//!
//! Means, shares, nets, differences and domains differ only in the values they bring.
//! Must not know what is estimated. Start from [`covariance`].

use super::Note;
use crate::design::{Design, Stage};
use crate::package::LonelyPsu;
use crate::totals::PsuTotals;

/// A group with one sampled unit stands in the way of a variance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lonely {
    /// Stage of the unit, from 0.
    pub stage: usize,
    /// A row of it.
    pub row: usize,
}

impl Lonely {
    pub(super) fn note(self) -> Note {
        Note::LonelyPsu
    }
}

/// The covariance matrix of domain means, row by row: variables and domains may share units.
///
/// # Errors
/// [`Lonely`] if a visited group has one sampled unit of several and the design's policy
/// gives no way round.
pub fn covariance(design: &Design, means: &[&PsuTotals]) -> Result<Vec<f64>, Lonely> {
    let k = means.len();
    if k == 0 {
        return Ok(Vec::new());
    }
    let mut z = vec![0.0; design.unit_count() * k];
    let mut seen = vec![false; design.unit_count()];
    for (at, totals) in means.iter().enumerate() {
        let total = totals.total();
        let units = z.chunks_mut(k).zip(&mut seen).zip(totals.units());
        for ((z, seen), unit) in units.filter(|(_, unit)| unit.rows > 0) {
            *seen = true;
            if let Some(z) = z.get_mut(at).filter(|_| unit.n > 0) {
                *z = unit.w / total.w * (unit.distance(total.origin) - total.mean);
            }
        }
    }
    linear(design, z, seen, k)
}

/// The covariance matrix, row by row, of `k` sums of linearised values: `z` holds `k` for each
/// unit of the design, `seen` says which units hold a row of the domain.
///
/// # Errors
/// As [`covariance`].
pub(crate) fn linear(
    design: &Design,
    z: Vec<f64>,
    seen: Vec<bool>,
    k: usize,
) -> Result<Vec<f64>, Lonely> {
    kernel(design.stages(), design.lonely_psu(), z, seen, k)
}

/// Σ reach (1−f) n/(n−1) Σ (z − z̄)(z − z̄)' over the groups of every stage that were seen.
/// `z` holds `k` values for each unit; units not seen stand in with zeros.
fn kernel(
    stages: &[Stage],
    policy: LonelyPsu,
    mut z: Vec<f64>,
    mut seen: Vec<bool>,
    k: usize,
) -> Result<Vec<f64>, Lonely> {
    let mut sum = vec![0.0; k * k];
    let mut moved = Vec::with_capacity(k);
    for (at, stage) in stages.iter().enumerate().rev() {
        let mut above = vec![0.0; stage.groups.len() * k];
        let mut visited = vec![false; stage.groups.len()];
        let (mut strata, mut usable, mut skipped) = (0.0, 0.0, None);
        let groups = stage.groups.iter().zip(above.chunks_mut(k)).zip(&mut visited);
        for ((group, above), visited) in groups {
            let units = group.first..group.first + group.size;
            *visited = seen.get(units.clone()).is_some_and(|seen| seen.contains(&true));
            if !*visited {
                continue;
            }
            let values = z.get(units.start * k..units.end * k).unwrap_or_default();
            for unit in values.chunks(k) {
                above.iter_mut().zip(unit).for_each(|(sum, z)| *sum += z);
            }
            strata += 1.0;
            let n = group.sampled();
            let (factor, centre) = match policy {
                _ if !group.is_lonely() => (n / (n - 1.0).max(1.0), 1.0 / n),
                LonelyPsu::Remove | LonelyPsu::Certainty => (0.0, 0.0),
                LonelyPsu::Adjust => (1.0, 0.0),
                LonelyPsu::Average if at == 0 => {
                    skipped = Some(Lonely { stage: at, row: group.row });
                    continue;
                }
                _ => return Err(Lonely { stage: at, row: group.row }),
            };
            usable += 1.0;
            let scale = group.reach * group.left() * factor;
            for unit in values.chunks(k).filter(|_| scale > 0.0) {
                let pairs = unit.iter().zip(&*above);
                moved.clear();
                moved.extend(pairs.map(|(z, above)| z - above * centre));
                for (sums, left) in sum.chunks_mut(k).zip(&moved) {
                    for (value, right) in sums.iter_mut().zip(&moved) {
                        *value += scale * left * right;
                    }
                }
            }
        }
        match skipped {
            Some(lonely) if usable < 1.0 => return Err(lonely),
            Some(_) => sum.iter_mut().for_each(|value| *value *= strata / usable),
            None => {}
        }
        (z, seen) = (above, visited);
    }
    Ok(sum)
}
