//! Two coders, one table: how often they agree, and how much more than by chance.
//! Must not know where the codings come from. Start from [`PairTable::kappa`].

use super::{AgreementNote, Coefficient, real};

/// Units by the category that each of two coders gave them: a square table of counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairTable {
    categories: usize,
    cells: Vec<u64>,
}

impl PairTable {
    /// A table without units.
    #[must_use]
    pub fn new(categories: usize) -> Self {
        Self { categories, cells: vec![0; categories * categories] }
    }

    /// The table of these pairs (first coder, second coder), categories numbered from 0.
    #[must_use]
    pub fn of(
        categories: usize,
        pairs: impl IntoIterator<Item = (usize, usize)>,
    ) -> Self {
        let mut table = Self::new(categories);
        for (first, second) in pairs {
            table.push(first, second);
        }
        table
    }

    /// Adds a unit. A category that is not in the table is passed over.
    pub fn push(&mut self, first: usize, second: usize) {
        if first < self.categories
            && let Some(cell) = self.cells.get_mut(first * self.categories + second)
        {
            *cell += u64::from(second < self.categories);
        }
    }

    /// The same without one unit of this pair.
    pub(super) fn without(&self, first: usize, second: usize) -> Self {
        let mut less = self.clone();
        if let Some(cell) = less.cells.get_mut(first * self.categories + second) {
            *cell = cell.saturating_sub(1);
        }
        less
    }

    /// Number of categories.
    #[must_use]
    pub fn categories(&self) -> usize {
        self.categories
    }

    /// Units that the first coder gave one category and the second another (or the same).
    #[must_use]
    pub fn count(&self, first: usize, second: usize) -> u64 {
        let inside = first < self.categories && second < self.categories;
        let cell = self.cells.get(first * self.categories + second);
        cell.copied().filter(|_| inside).unwrap_or(0)
    }

    /// Units coded by both.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.cells.iter().sum()
    }

    /// Units by the first coder's category.
    #[must_use]
    pub fn first(&self, category: usize) -> u64 {
        (0..self.categories).map(|second| self.count(category, second)).sum()
    }

    /// Units by the second coder's category.
    #[must_use]
    pub fn second(&self, category: usize) -> u64 {
        (0..self.categories).map(|first| self.count(first, category)).sum()
    }

    /// Units on which both agree.
    #[must_use]
    pub fn agreeing(&self) -> u64 {
        (0..self.categories).map(|category| self.count(category, category)).sum()
    }

    /// Share of the units on which both agree, p_o.
    #[must_use]
    pub fn observed(&self) -> Option<f64> {
        let n = self.n();
        (n > 0).then(|| real(self.agreeing()) / real(n))
    }

    /// Agreement by chance as Cohen has it: p_e = Σ p_i. p_.i.
    #[must_use]
    pub fn expected(&self) -> Option<f64> {
        let n = real(self.n());
        let both = |at| real(self.first(at)) / n * (real(self.second(at)) / n);
        (n > 0.0).then(|| (0..self.categories).map(both).sum())
    }

    /// Cohen's kappa, (p_o − p_e)/(1 − p_e) (1960), with the large-sample standard error of
    /// Fleiss, Cohen and Everitt (1969, Psychol Bull 72:323–327).
    ///
    /// Undefined where both use one and the same category throughout.
    #[must_use]
    pub fn kappa(&self, level: f64) -> Coefficient {
        let (Some(observed), Some(expected)) = (self.observed(), self.expected()) else {
            return Coefficient::none(AgreementNote::NoData);
        };
        let n = self.n();
        let whole = |count: &dyn Fn(usize) -> u64| {
            (0..self.categories).position(|category| count(category) == n)
        };
        let constant =
            (whole(&|category| self.first(category)), whole(&|at| self.second(at)));
        match constant {
            (Some(first), Some(second)) if first == second => {
                return Coefficient::none(AgreementNote::NoVariation);
            }
            (None, None) => {}
            _ => return Coefficient::bare(0.0, AgreementNote::OneCoderConstant),
        }
        if self.agreeing() == n {
            return Coefficient::bare(1.0, AgreementNote::NoDisagreement);
        }
        let kappa = (observed - expected) / (1.0 - expected);
        let p = |count: u64| real(count) / real(n);
        let (mut same, mut apart) = (0.0, 0.0);
        for i in 0..self.categories {
            for j in 0..self.categories {
                if i == j {
                    let sum = p(self.first(i)) + p(self.second(i));
                    let term = 1.0 - sum * (1.0 - kappa);
                    same += p(self.count(i, i)) * term * term;
                } else {
                    let sum = p(self.second(i)) + p(self.first(j));
                    apart += p(self.count(i, j)) * sum * sum;
                }
            }
        }
        let chance = kappa - expected * (1.0 - kappa);
        let spread = same + (1.0 - kappa) * (1.0 - kappa) * apart - chance * chance;
        let variance = spread / (real(n) * (1.0 - expected) * (1.0 - expected));
        Coefficient::with(kappa, variance, n, level)
    }

    /// Gwet's AC1, (p_o − p_γ)/(1 − p_γ) with p_γ = Σ π(1 − π)/(q − 1), π the mean share of a
    /// category over both coders, and its standard error (Gwet 2008, Br J Math Stat Psychol
    /// 61:29–48).
    #[must_use]
    pub fn ac1(&self, level: f64) -> Coefficient {
        let Some(observed) = self.observed() else {
            return Coefficient::none(AgreementNote::NoData);
        };
        if self.categories < 2 {
            return Coefficient::none(AgreementNote::NoVariation);
        }
        if self.agreeing() == self.n() {
            return Coefficient::bare(1.0, AgreementNote::NoDisagreement);
        }
        let n = real(self.n());
        let others = real((self.categories - 1) as u64);
        let mean = |at| (real(self.first(at)) + real(self.second(at))) / (2.0 * n);
        let spread = |at| mean(at) * (1.0 - mean(at));
        let chance = (0..self.categories).map(spread).sum::<f64>() / others;
        let ac1 = (observed - chance) / (1.0 - chance);
        let (mut same, mut all) = (0.0, 0.0);
        for k in 0..self.categories {
            same += real(self.count(k, k)) / n * (1.0 - mean(k)) / others;
            for l in 0..self.categories {
                let term = (1.0 - (mean(k) + mean(l)) / 2.0) / others;
                all += real(self.count(k, l)) / n * term * term;
            }
        }
        let rest = 1.0 - ac1;
        let sum = observed * (1.0 - observed) - 4.0 * rest * (same - observed * chance)
            + 4.0 * rest * rest * (all - chance * chance);
        let variance = sum / (n * (1.0 - chance) * (1.0 - chance));
        Coefficient::with(ac1, variance, self.n(), level)
    }
}
