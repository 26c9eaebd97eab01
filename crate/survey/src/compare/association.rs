//! Whether two categorical variables are associated: a crossed table with the design's
//! covariance of its cells. Must not know names. Start from [`CrossTable::of`].

use super::matrix::Factor;
use super::wald::{Tail, TestNote, Wald, wald};
use crate::design::Design;
use crate::estimate::{Note, linear, real};

/// A crossed table: the weights of every cell in every unit of the design. Rows and columns
/// without a row of positive weight are left out.
#[derive(Clone, Debug)]
pub struct CrossTable {
    rows: Vec<usize>,
    columns: Vec<usize>,
    /// Σw of each cell, row by row.
    cells: Vec<f64>,
    /// The same within each unit.
    units: Vec<f64>,
    seen: Vec<bool>,
    n: u64,
    df: usize,
}

impl CrossTable {
    /// The table over the rows of the sample for which `cell` gives a row below `rows` and a
    /// column below `columns`.
    #[must_use]
    pub fn of(
        design: &Design,
        rows: usize,
        columns: usize,
        cell: impl Fn(usize) -> Option<(usize, usize)>,
    ) -> Self {
        let mut table = Sums {
            cells: vec![0.0; rows * columns],
            units: vec![0.0; design.unit_count() * rows * columns],
            seen: vec![false; design.unit_count()],
            present: vec![false; design.unit_count()],
            n: 0,
        };
        for (at, (unit, weight)) in
            design.units().iter().zip(design.weights()).enumerate()
        {
            if let Some((row, column)) = cell(at)
                && row < rows
                && column < columns
            {
                table.push(*unit as usize, row * columns + column, *weight);
            }
        }
        let sum = |cells: &mut dyn Iterator<Item = usize>| -> f64 {
            cells.map(|at| table.cells.get(at).copied().unwrap_or(0.0)).sum()
        };
        let full_rows: Vec<usize> = (0..rows)
            .filter(|row| sum(&mut (row * columns..(row + 1) * columns)) > 0.0)
            .collect();
        let full_columns: Vec<usize> = (0..columns)
            .filter(|c| sum(&mut (0..rows).map(|row| row * columns + c)) > 0.0)
            .collect();
        let chosen: Vec<usize> = full_rows
            .iter()
            .flat_map(|row| full_columns.iter().map(move |column| row * columns + column))
            .collect();
        let pick = |from: &[f64]| -> Vec<f64> {
            chosen.iter().map(|at| from.get(*at).copied().unwrap_or(0.0)).collect()
        };
        let (psus, strata) =
            design.count_present(|unit| table.present.get(unit) == Some(&true));
        let per_unit = (rows * columns).max(1);
        Self {
            cells: pick(&table.cells),
            units: table.units.chunks(per_unit).flat_map(pick).collect(),
            rows: full_rows,
            columns: full_columns,
            seen: table.seen,
            n: table.n,
            df: psus - strata,
        }
    }

    /// Numbers of the rows that are not empty.
    #[must_use]
    pub fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// Numbers of the columns that are not empty.
    #[must_use]
    pub fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// Σw of each cell, row by row, without the empty rows and columns.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.cells
    }

    /// Rows of positive weight in the table.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// PSUs − strata that hold a row of the table.
    #[must_use]
    pub fn df(&self) -> usize {
        self.df
    }

    /// Independent contrasts of an association: (rows − 1)(columns − 1).
    #[must_use]
    pub fn k(&self) -> usize {
        self.rows.len().saturating_sub(1) * self.columns.len().saturating_sub(1)
    }

    /// The test of Rao and Scott.
    ///
    /// p̂ the shares of the cells, V their covariance, D = diag p̂, C a basis of the
    /// interactions: Δ = (C'D⁻¹C/n)⁻¹ C'D⁻¹VD⁻¹C; empty cells have D⁻¹ = 0 (Rao and Scott
    /// 1984; Thomas and Rao 1987; R `svychisq`).
    #[must_use]
    pub fn rao_scott(&self, design: &Design) -> RaoScott {
        let k = self.k();
        let nothing = |note| RaoScott::nothing(k, self.df, self.n, note);
        if k == 0 {
            return nothing(TestNote::OneGroup);
        }
        if self.df == 0 {
            return nothing(TestNote::Estimate(Note::OnePsu));
        }
        let total: f64 = self.cells.iter().sum();
        let shares: Vec<f64> = self.cells.iter().map(|w| w / total).collect();
        let basis = interactions(self.rows.len(), self.columns.len());
        let inverse =
            |cell: usize| shares.get(cell).filter(|p| **p > 0.0).map_or(0.0, |p| 1.0 / p);
        // C'D⁻¹, k rows of cells.
        let scaled: Vec<Vec<f64>> = basis
            .iter()
            .map(|row| row.iter().enumerate().map(|(at, c)| c * inverse(at)).collect())
            .collect();
        let mut simple = Vec::with_capacity(k * k);
        for left in &scaled {
            for right in &basis {
                simple.push(left.iter().zip(right).map(|(x, c)| x * c).sum());
            }
        }
        let mut z = Vec::with_capacity(self.seen.len() * k);
        for unit in self.units.chunks(shares.len()) {
            let mass: f64 = unit.iter().sum();
            let moved: Vec<f64> =
                unit.iter().zip(&shares).map(|(w, p)| (w - p * mass) / total).collect();
            let project =
                |row: &Vec<f64>| row.iter().zip(&moved).map(|(c, z)| c * z).sum();
            z.extend(scaled.iter().map(project).collect::<Vec<f64>>());
        }
        let Ok(v) = linear(design, z, self.seen.clone(), k) else {
            return nothing(TestNote::Estimate(Note::LonelyPsu));
        };
        let Some(factor) = Factor::of(&simple, k) else {
            return nothing(TestNote::SparseTable);
        };
        let n = real(usize::try_from(self.n).unwrap_or(usize::MAX));
        let (trace, square) = factor.traces(&v);
        let (trace, square) = (n * trace, n * n * square);
        if !trace.is_finite() || !square.is_finite() {
            return nothing(TestNote::Estimate(Note::Overflow));
        }
        if trace <= 1e-20 * real(k) {
            return nothing(TestNote::Estimate(Note::NoVariation));
        }
        let pearson = n * self.pearson(&shares);
        RaoScott {
            k,
            df: self.df,
            n: self.n,
            pearson: Some(pearson),
            deff: Some(trace / real(k)),
            order: Some(trace * trace / square),
            note: None,
        }
    }

    /// Σ (p̂_ij − p̂_i+ p̂_+j)² / (p̂_i+ p̂_+j).
    fn pearson(&self, shares: &[f64]) -> f64 {
        let (across, down) = self.margins(shares);
        let mut sum = 0.0;
        for (line, row) in shares.chunks(down.len()).zip(&across) {
            for (share, column) in line.iter().zip(&down) {
                let expected = row * column;
                sum += (share - expected) * (share - expected) / expected;
            }
        }
        sum
    }

    fn margins(&self, shares: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let c = self.columns.len();
        let across = shares.chunks(c).map(|line| line.iter().sum()).collect();
        let down = (0..c).map(|at| shares.iter().skip(at).step_by(c).sum()).collect();
        (across, down)
    }

    /// The Wald test of independence: Y_ij = N_ij − N_i+ N_+j / N without the first row and
    /// column, with the linearised covariance of these totals (Koch, Freeman and Freeman 1975;
    /// R `svychisq(statistic = "Wald")` and `"adjWald"`).
    #[must_use]
    pub fn wald(&self, design: &Design) -> Wald {
        let (k, r, c) = (self.k(), self.rows.len(), self.columns.len());
        if k == 0 {
            return Wald::nothing(0, self.df, TestNote::OneGroup);
        }
        if k > self.df {
            return wald(&vec![0.0; k], &[], self.df);
        }
        let total: f64 = self.cells.iter().sum();
        let shares: Vec<f64> = self.cells.iter().map(|w| w / total).collect();
        let (across, down) = self.margins(&shares);
        // Of any weights in the cells: Σ w (1_ij − p_+j 1_i+ − p_i+ 1_+j + p_i+ p_+j).
        let residuals = |cells: &[f64]| -> Vec<f64> {
            let mass: f64 = cells.iter().sum();
            let (own_across, own_down) = self.margins(cells);
            let at = |list: &[f64], at: usize| list.get(at).copied().unwrap_or(0.0);
            (1..r)
                .flat_map(|i| (1..c).map(move |j| (i, j)))
                .map(|(i, j)| {
                    at(cells, i * c + j)
                        - at(&down, j) * at(&own_across, i)
                        - at(&across, i) * at(&own_down, j)
                        + at(&across, i) * at(&down, j) * mass
                })
                .collect()
        };
        let y = residuals(&shares);
        let z: Vec<f64> = self
            .units
            .chunks(shares.len())
            .flat_map(|unit| residuals(unit).into_iter().map(|z| z / total))
            .collect();
        match linear(design, z, self.seen.clone(), k) {
            Ok(v) => wald(&y, &v, self.df),
            Err(_) => Wald::nothing(k, self.df, TestNote::Estimate(Note::LonelyPsu)),
        }
    }
}

struct Sums {
    cells: Vec<f64>,
    units: Vec<f64>,
    seen: Vec<bool>,
    present: Vec<bool>,
    n: u64,
}

impl Sums {
    fn push(&mut self, unit: usize, cell: usize, weight: f64) {
        let at = unit * self.cells.len() + cell;
        if let Some(seen) = self.seen.get_mut(unit) {
            *seen = true;
        }
        if weight <= 0.0 {
            return;
        }
        self.n += 1;
        for (list, at) in [(&mut self.cells, cell), (&mut self.units, at)] {
            if let Some(sum) = list.get_mut(at) {
                *sum += weight;
            }
        }
        if let Some(present) = self.present.get_mut(unit) {
            *present = true;
        }
    }
}

/// A basis of the interactions of an r × c table: products of Helmert contrasts, which are
/// orthogonal to all main effects.
fn interactions(r: usize, c: usize) -> Vec<Vec<f64>> {
    let mut basis = Vec::with_capacity((r - 1) * (c - 1));
    for i in 1..r {
        for j in 1..c {
            let cell = |row: usize, column: usize| helmert(i, row) * helmert(j, column);
            let cells = (0..r).flat_map(|row| (0..c).map(move |column| (row, column)));
            basis.push(cells.map(|(row, column)| cell(row, column)).collect());
        }
    }
    basis
}

/// Level `at` of the i-th Helmert contrast, of length one: the mean of the levels before i
/// against level i.
fn helmert(i: usize, at: usize) -> f64 {
    let size = real(i);
    let length = (1.0 / size + 1.0).sqrt();
    match at {
        at if at < i => 1.0 / (size * length),
        at if at == i => -1.0 / length,
        _ => 0.0,
    }
}

/// The test of Rao and Scott.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RaoScott {
    /// (rows − 1)(columns − 1).
    pub k: usize,
    /// Degrees of freedom of the design: PSUs − strata that hold a row of the table.
    pub df: usize,
    /// Rows of positive weight in the table.
    pub n: u64,
    /// Pearson's X² of the shares, times n.
    pub pearson: Option<f64>,
    /// Mean generalised design effect, tr Δ / k.
    pub deff: Option<f64>,
    /// ν₀ = (tr Δ)² / tr Δ²: k if all generalised design effects are equal.
    pub order: Option<f64>,
    /// Why it is missing.
    pub note: Option<TestNote>,
}

impl RaoScott {
    fn nothing(k: usize, df: usize, n: u64, note: TestNote) -> Self {
        Self { k, df, n, pearson: None, deff: None, order: None, note: Some(note) }
    }

    /// First order, X² / δ̄ against χ²(k): R's `statistic = "Chisq"`, which shows X² itself.
    #[must_use]
    pub fn first_chi_square(&self) -> Option<Tail> {
        Some(Tail::chi_square(self.pearson? / self.deff?, real(self.k)))
    }

    /// First order with the design's degrees of freedom, X² / (k δ̄) against F(k, kν) (Thomas
    /// and Rao 1987).
    #[must_use]
    pub fn first_f(&self) -> Option<Tail> {
        let k = real(self.k);
        let value = self.pearson? / (k * self.deff?);
        (self.df > 0).then(|| Tail::f(value, k, k * real(self.df)))
    }

    /// Second order, X² ν₀ / (k δ̄) against χ²(ν₀) (Satterthwaite's correction).
    #[must_use]
    pub fn second_chi_square(&self) -> Option<Tail> {
        let order = self.order?;
        let value = self.pearson? * order / (real(self.k) * self.deff?);
        Some(Tail::chi_square(value, order))
    }

    /// Second order with the design's degrees of freedom, X² / (k δ̄) against F(ν₀, ν₀ν): R's
    /// `statistic = "F"`, and what `compare` shows first.
    #[must_use]
    pub fn second_f(&self) -> Option<Tail> {
        let (order, value) = (self.order?, self.pearson? / (real(self.k) * self.deff?));
        (self.df > 0).then(|| Tail::f(value, order, order * real(self.df)))
    }

    /// The same with other degrees of freedom of the design.
    #[must_use]
    pub fn at(self, df: usize) -> Self {
        Self { df, ..self }
    }
}
