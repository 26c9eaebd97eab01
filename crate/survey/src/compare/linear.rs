//! Linear contrasts of domain means with any coefficients, ratios of two means, and the test
//! that several contrasts are zero. Must not know names. Start from [`contrast`].

use super::wald::{TestNote, Wald, wald};
use super::{Difference, member};
use crate::design::Design;
use crate::dist::{t_quantile, t_two_sided};
use crate::estimate::{Mean, Note, covariance, mean, real};
use crate::totals::PsuTotals;

/// A number made of several domain means.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Contrast {
    /// Σ c ȳ, or a ratio.
    pub value: Option<f64>,
    /// Its standard error.
    pub se: Option<f64>,
    /// Its degrees of freedom, not always whole.
    pub df: Option<f64>,
    /// (value − hypothesis) / standard error.
    pub t: Option<f64>,
    /// Two-sided p value.
    pub p: Option<f64>,
    /// Why something is missing or weak.
    pub note: Option<TestNote>,
}

impl Contrast {
    /// Limits at `level` (between 0 and 1): value ± t · se with t at `df`; `None` without a
    /// standard error.
    #[must_use]
    pub fn interval(&self, level: f64) -> Option<(f64, f64)> {
        if !(level > 0.0 && level < 1.0) {
            return None;
        }
        let margin = t_quantile(0.5 + level / 2.0, self.df?) * self.se?;
        let value = self.value?;
        Some((value - margin, value + margin))
    }

    fn without(note: TestNote) -> Self {
        Self { note: Some(note), ..Self::default() }
    }
}

impl From<Difference> for Contrast {
    fn from(found: Difference) -> Self {
        Self {
            value: found.value,
            se: found.se,
            df: found.df,
            t: found.t,
            p: found.p,
            note: found.note.map(TestNote::Estimate),
        }
    }
}

/// Σ c ȳ over the domains, tested against zero.
///
/// V = c' Σ c with the covariance of all domains named (Särndal, Swensson and Wretman 1992,
/// 5.5). Domains linked by common PSUs make a block; ν = (Σ v_b)² / Σ (v_b²/ν_b) over the
/// blocks (Satterthwaite 1946), ν_b = PSUs − strata that hold a valid row of the block. Two
/// domains with 1 and −1 are [`super::difference`]. Domains with coefficient 0 do not count.
#[must_use]
pub fn contrast(design: &Design, terms: &[(f64, &PsuTotals)]) -> Contrast {
    let sides = sides(design, terms);
    let value = sides.iter().map(|side| side.mean.value.map(|y| side.c * y)).sum();
    delta(design, &sides, value, 0.0)
}

/// ȳ_a / ȳ_b, tested against one; V = (V_aa − 2 r V_ab + r² V_bb) / ȳ_b² (Taylor; R
/// `svycontrast`).
#[must_use]
pub fn ratio(design: &Design, a: &PsuTotals, b: &PsuTotals) -> Contrast {
    let (top, bottom) = (mean(design, a).value, mean(design, b).value);
    let Some((top, bottom)) = top.zip(bottom) else {
        return Contrast::without(TestNote::Estimate(Note::NoData));
    };
    let value = top / bottom;
    if bottom == 0.0 || !value.is_finite() {
        return Contrast::without(TestNote::ZeroMean);
    }
    // With ȳ_a = 0 the second term has no weight and does not count.
    let terms = [(1.0 / bottom, a), (-value / bottom, b)];
    delta(design, &sides(design, &terms), Some(value), 1.0)
}

/// The test that the means of all domains are equal, Wald's of all differences from the first;
/// domains without a valid row do not count.
#[must_use]
pub fn equal_means(design: &Design, domains: &[PsuTotals]) -> Wald {
    let there: Vec<&PsuTotals> =
        domains.iter().filter(|totals| totals.units().iter().any(|m| m.n > 0)).collect();
    let k = there.len().saturating_sub(1);
    let rows: Vec<Vec<f64>> = (1..there.len())
        .map(|at| {
            let cell = |column: usize| match column {
                0 => -1.0,
                column if column == at => 1.0,
                _ => 0.0,
            };
            (0..there.len()).map(cell).collect()
        })
        .collect();
    if k == 0 {
        return Wald::nothing(0, joint_df(design, &there), TestNote::OneGroup);
    }
    all_zero(design, &there, &rows)
}

/// The test that every contrast is zero, W = c'V⁻¹c (Fellegi 1980); each of `rows` holds one
/// contrast: a coefficient for every domain.
#[must_use]
pub fn all_zero(design: &Design, domains: &[&PsuTotals], rows: &[Vec<f64>]) -> Wald {
    let used: Vec<usize> = (0..domains.len())
        .filter(|at| rows.iter().any(|row| row.get(*at).is_some_and(|c| *c != 0.0)))
        .collect();
    let named: Vec<&PsuTotals> =
        used.iter().filter_map(|at| domains.get(*at).copied()).collect();
    let (k, df, g) = (rows.len(), joint_df(design, &named), named.len());
    // Nothing larger than the degrees of freedom is ever computed.
    if k > df || k == 0 {
        return wald(&vec![0.0; k], &[], df);
    }
    let means: Vec<Mean> = named.iter().map(|totals| mean(design, totals)).collect();
    if let Some(note) = means.iter().filter_map(blocked).min() {
        return Wald::nothing(k, df, TestNote::Estimate(note));
    }
    let Ok(v) = covariance(design, &named) else {
        return Wald::nothing(k, df, TestNote::Estimate(Note::LonelyPsu));
    };
    let coefficients: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| used.iter().map(|at| row.get(*at).copied().unwrap_or(0.0)).collect())
        .collect();
    let y: Vec<f64> = coefficients
        .iter()
        .map(|row| row.iter().zip(&means).map(|(c, m)| c * m.value.unwrap_or(0.0)).sum())
        .collect();
    let mut matrix = Vec::with_capacity(k * k);
    for left in &coefficients {
        let half: Vec<f64> = (0..g).map(|at| row_times(left, &v, g, at)).collect();
        for right in &coefficients {
            matrix.push(half.iter().zip(right).map(|(x, c)| x * c).sum());
        }
    }
    wald(&y, &matrix, df)
}

/// Σ_i c_i V_ij.
fn row_times(c: &[f64], v: &[f64], g: usize, at: usize) -> f64 {
    let cell = |i: usize| v.get(i * g + at).copied().unwrap_or(0.0);
    c.iter().enumerate().map(|(i, c)| c * cell(i)).sum()
}

struct Side<'a> {
    c: f64,
    totals: &'a PsuTotals,
    mean: Mean,
}

fn sides<'a>(design: &Design, terms: &[(f64, &'a PsuTotals)]) -> Vec<Side<'a>> {
    let named = terms.iter().filter(|(c, _)| *c != 0.0);
    named.map(|(c, totals)| Side { c: *c, totals, mean: mean(design, totals) }).collect()
}

/// What leaves a mean without an error of its own that could be known.
fn blocked(mean: &Mean) -> Option<Note> {
    mean.note.filter(|note| {
        matches!(note, Note::NoData | Note::Overflow | Note::LonelyPsu | Note::OnePsu)
    })
}

fn delta(
    design: &Design,
    sides: &[Side<'_>],
    value: Option<f64>,
    hypothesis: f64,
) -> Contrast {
    let note = sides.iter().filter_map(|side| side.mean.note).min();
    let mut found =
        Contrast { value, note: note.map(TestNote::Estimate), ..Contrast::default() };
    let flat = sides.iter().all(|side| side.mean.se.is_none());
    if sides.iter().any(|side| blocked(&side.mean).is_some()) || flat {
        return found;
    }
    let totals: Vec<&PsuTotals> = sides.iter().map(|side| side.totals).collect();
    let Ok(v) = covariance(design, &totals) else {
        found.note = Some(TestNote::Estimate(Note::LonelyPsu));
        return found;
    };
    let g = sides.len();
    let part = |chosen: &dyn Fn(usize, usize) -> bool| -> f64 {
        let pairs = (0..g).flat_map(|i| (0..g).map(move |j| (i, j)));
        pairs
            .filter(|(i, j)| chosen(*i, *j))
            .filter_map(|(i, j)| {
                Some(sides.get(i)?.c * sides.get(j)?.c * v.get(i * g + j)?)
            })
            .sum()
    };
    let variance = part(&|_, _| true);
    if !variance.is_finite() || !value.is_some_and(f64::is_finite) {
        (found.value, found.note) = (None, Some(TestNote::Estimate(Note::Overflow)));
        return found;
    }
    if variance <= 1e-24 * part(&|i, j| i == j) {
        found.note = Some(TestNote::Estimate(Note::NoVariation));
        return found;
    }
    let se = variance.sqrt();
    found.se = Some(se);
    let block = blocks(design, &totals);
    let (mut sum, mut squares) = (0.0, 0.0);
    for first in (0..g).filter(|at| block.get(*at) == Some(at)) {
        let inside = |at: usize| block.get(at) == Some(&first);
        let of_block = part(&|i, j| inside(i) && inside(j)).max(0.0);
        let members: Vec<&PsuTotals> = (totals.iter().enumerate())
            .filter(|(at, _)| inside(*at))
            .map(|(_, totals)| *totals)
            .collect();
        if of_block > 0.0 {
            sum += of_block;
            squares += of_block * of_block / real(joint_df(design, &members));
        }
    }
    let df = sum * sum / squares;
    if df >= 1.0 {
        let t = value.map(|value| (value - hypothesis) / se);
        (found.df, found.t) = (Some(df), t);
        found.p = t.map(|t| t_two_sided(t, df));
        if found.note.is_none() && df < 3.0 {
            found.note = Some(TestNote::Estimate(Note::FewPsu));
        }
    }
    found
}

/// For each domain the first one that common PSUs link it to.
fn blocks(design: &Design, domains: &[&PsuTotals]) -> Vec<usize> {
    let mut first: Vec<usize> = (0..domains.len()).collect();
    let mut holder: Vec<Option<usize>> = vec![None; design.psu_count()];
    for (at, totals) in domains.iter().enumerate() {
        for unit in (0..design.unit_count()).filter(|unit| member(totals, *unit)) {
            let psu = design.psu_of(unit).map(|psu| psu as usize);
            let Some(holder) = psu.and_then(|psu| holder.get_mut(psu)) else { continue };
            let own = first.get(at).copied().unwrap_or(at);
            let known = holder.and_then(|other| first.get(other).copied());
            let joint = known.map_or(own, |known| known.min(own));
            for block in &mut first {
                if *block == own || Some(*block) == known {
                    *block = joint;
                }
            }
            *holder = Some(at);
        }
    }
    first
}

/// PSUs − strata that hold a valid row of any of the domains.
pub(super) fn joint_df(design: &Design, domains: &[&PsuTotals]) -> usize {
    let (psus, strata) =
        design.count_present(|unit| domains.iter().any(|totals| member(totals, unit)));
    psus - strata
}
