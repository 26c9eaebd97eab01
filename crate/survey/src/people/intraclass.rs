//! The intraclass correlation: the share of the variance of a variable that lies between groups.
//! Must not know scores or words. Start from [`intraclass`].

use crate::design::Design;
use crate::dist::t_quantile;
use crate::estimate::{Note, real};
use crate::package::LonelyPsu;
use crate::totals::PsuTotals;

/// An intraclass correlation with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Intraclass {
    /// The estimate; it may lie below 0. `None` with fewer than two groups or without variation.
    pub value: Option<f64>,
    /// Its standard error; `None` where there is none to give.
    pub se: Option<f64>,
    /// PSUs − strata that hold a valid row.
    pub df: usize,
    /// Groups with a row of positive weight.
    pub groups: usize,
    /// Why something is missing.
    pub note: Option<Note>,
}

impl Intraclass {
    /// The share as shown: 0 where the estimate lies below.
    #[must_use]
    pub fn shown(&self) -> Option<f64> {
        self.value.map(|value| value.max(0.0))
    }

    /// θ̂ ± t·se at `level`, kept between 0 and 1; `None` where nothing of it lies above 0.
    #[must_use]
    pub fn interval(&self, level: f64) -> Option<(f64, f64)> {
        if self.df == 0 || !(level > 0.0 && level < 1.0) {
            return None;
        }
        let margin = t_quantile(0.5 + level / 2.0, real(self.df)) * self.se?;
        let value = self.value?;
        let high = (value + margin).min(1.0);
        (high > 0.0).then_some(((value - margin).max(0.0), high))
    }
}

/// Weight, sum and sum of squares of one group.
#[derive(Clone, Copy, Default)]
struct Cell {
    w: f64,
    s: f64,
    q: f64,
}

impl Cell {
    fn add(&mut self, other: &Self, times: f64) {
        self.w += times * other.w;
        self.s += times * other.s;
        self.q += times * other.q;
    }
}

/// (MSB − MSW) / (MSB + (n₀ − 1) MSW) of the one-way analysis of variance, with
/// n₀ = (N − Σn_j²/N)/(J − 1) (Donner 1986, Int. Stat. Rev. 54, 67–82); weights scaled to sum to
/// the number of rows stand in for counts. The standard error is that of the stratified
/// delete-one-PSU jackknife about the full estimate, Σ_h (1−f_h)(m_h−1)/m_h Σ_i (θ_(hi) − θ̂)²
/// (Rust and Rao 1996; R `as.svrepdesign(type = "JKn", mse = TRUE)`).
///
/// `value` gives a row's group, below `groups`, and its value. 1 − f_h is left out where later
/// stages have population sizes of their own, which is on the safe side.
#[must_use]
pub fn intraclass(
    design: &Design,
    groups: usize,
    value: impl Fn(usize) -> Option<(usize, f64)>,
) -> Intraclass {
    let totals = PsuTotals::of_each(design, groups, value);
    let mut of_psu = vec![Cell::default(); design.psu_count() * groups];
    let centre = totals.iter().find_map(|one| one.total().mean()).unwrap_or(0.0);
    let mut n = 0;
    for (group, totals) in totals.iter().enumerate() {
        for (unit, one) in totals.units().iter().enumerate().filter(|(_, u)| u.n > 0) {
            let psu = design.psu_of(unit).map_or(0, |psu| psu as usize);
            let y = one.distance(centre);
            if let Some(cell) = of_psu.get_mut(psu * groups + group) {
                let whole = Cell { w: one.w, s: one.w * y, q: one.m2 + one.w * y * y };
                cell.add(&whole, 1.0);
            }
            n += one.n;
        }
    }
    let member = |unit: usize| {
        totals.iter().any(|one| one.units().get(unit).is_some_and(|u| u.n > 0))
    };
    let (psus, strata) = design.count_present(member);
    let total = sum(&of_psu, groups);
    let present = total.iter().filter(|cell| cell.w > 0.0).count();
    let mut found = Intraclass {
        value: None,
        se: None,
        df: psus - strata,
        groups: present,
        note: None,
    };
    let weights: f64 = total.iter().map(|cell| cell.w).sum();
    if weights <= 0.0 {
        return Intraclass { note: Some(Note::NoData), ..found };
    }
    let scale = real(usize::try_from(n).unwrap_or(usize::MAX)) / weights;
    found.value = share(&total, scale);
    let Some(whole) = found.value else {
        return Intraclass { note: Some(Note::NoVariation), ..found };
    };
    match jackknife(design, &of_psu, &total, |cells| Some(share(cells, scale)? - whole)) {
        Ok(variance) if variance > 0.0 && variance.is_finite() => {
            found.se = Some(variance.sqrt());
        }
        Ok(_) => found.note = Some(Note::OnePsu),
        Err(note) => found.note = Some(note),
    }
    found
}

/// The sums over PSUs, by group.
fn sum(cells: &[Cell], groups: usize) -> Vec<Cell> {
    let mut total = vec![Cell::default(); groups];
    for psu in cells.chunks(groups.max(1)) {
        total.iter_mut().zip(psu).for_each(|(sum, cell)| sum.add(cell, 1.0));
    }
    total
}

/// The estimate of these sums, `scale` rows to a unit of weight.
fn share(cells: &[Cell], scale: f64) -> Option<f64> {
    let mut all = Cell::default();
    let (mut within, mut between, mut squares, mut groups) = (0.0, 0.0, 0.0, 0.0);
    for cell in cells.iter().filter(|cell| cell.w > 0.0) {
        let mean = cell.s / cell.w;
        all.add(cell, 1.0);
        within += cell.q - cell.s * mean;
        between += cell.s * mean;
        squares += cell.w * cell.w;
        groups += 1.0;
    }
    let n = scale * all.w;
    if groups < 2.0 || n <= groups {
        return None;
    }
    let n0 = (n - scale * squares / all.w) / (groups - 1.0);
    let between = scale * (between - all.s * all.s / all.w) / (groups - 1.0);
    let within = (scale * within / (n - groups)).max(0.0);
    let bottom = between + (n0 - 1.0) * within;
    let share = (between - within) / bottom;
    (bottom > 0.0 && share.is_finite()).then_some(share)
}

/// The jackknife's sum of squared gaps, leaving out one PSU after the other.
fn jackknife(
    design: &Design,
    of_psu: &[Cell],
    total: &[Cell],
    gap: impl Fn(&[Cell]) -> Option<f64>,
) -> Result<f64, Note> {
    let groups = total.len();
    let Some(first) = design.stages().first() else { return Err(Note::OnePsu) };
    let fpc = design.stages().len() == 1;
    let (mut variance, mut visited, mut usable) = (0.0, 0.0, 0.0);
    for group in &first.groups {
        let range = group.first * groups..(group.first + group.size) * groups;
        let psus = of_psu.get(range).unwrap_or_default();
        let stratum = sum(psus, groups);
        if stratum.iter().all(|cell| cell.w <= 0.0) {
            continue;
        }
        visited += 1.0;
        let without = |psu: &[Cell], more: f64, out: f64| {
            let mut left = total.to_vec();
            for ((left, stratum), psu) in left.iter_mut().zip(&stratum).zip(psu) {
                left.add(stratum, more);
                left.add(psu, -out);
                left.w = if left.w > 1e-12 * stratum.w { left.w } else { 0.0 };
            }
            gap(&left).map(|gap| gap * gap).ok_or(Note::OnePsu)
        };
        if group.size == 1 {
            match design.lonely_psu() {
                LonelyPsu::Fail if group.is_lonely() => return Err(Note::LonelyPsu),
                LonelyPsu::Average if group.is_lonely() => continue,
                LonelyPsu::Adjust if group.is_lonely() => {
                    variance += without(psus, 0.0, 1.0)?;
                }
                _ => {}
            }
            usable += 1.0;
            continue;
        }
        usable += 1.0;
        let m = real(group.size);
        let mut sum = 0.0;
        for psu in psus.chunks(groups.max(1)) {
            sum += without(psu, 1.0 / (m - 1.0), m / (m - 1.0))?;
        }
        variance += if fpc { group.left() } else { 1.0 } * (m - 1.0) / m * sum;
    }
    if usable < visited {
        if usable < 1.0 {
            return Err(Note::LonelyPsu);
        }
        variance *= visited / usable;
    }
    Ok(variance)
}
