//! The core state: sums per sampled unit, as values that merge.
//!
//! [`Moments`] of one unit, [`PsuTotals`] of every unit of a design for one variable in one
//! domain. Units without a member stay, as [`Moments::EMPTY`]: they count in the variance.
//! Must not know variance or intervals. Start from [`PsuTotals::of`].

mod moments;

pub use moments::Moments;

use crate::design::Design;

/// The moments of one variable in one domain, one for each unit of the design.
#[derive(Clone, Debug, PartialEq)]
pub struct PsuTotals {
    units: Vec<Moments>,
}

impl PsuTotals {
    /// Nothing in any unit: the identity of [`PsuTotals::merge`].
    #[must_use]
    pub fn empty(design: &Design) -> Self {
        Self { units: vec![Moments::EMPTY; design.unit_count()] }
    }

    /// The totals over the rows for which `value` gives one.
    #[must_use]
    pub fn of(design: &Design, value: impl Fn(usize) -> Option<f64>) -> Self {
        let mut totals = Self::empty(design);
        for (row, (unit, weight)) in
            design.units().iter().zip(design.weights()).enumerate()
        {
            if let Some(value) = value(row) {
                totals.push(*unit, value, *weight);
            }
        }
        totals
    }

    /// The totals of many domains in one pass: `value` gives the domain's number (below
    /// `domains`) and the value.
    #[must_use]
    pub fn of_each(
        design: &Design,
        domains: usize,
        value: impl Fn(usize) -> Option<(usize, f64)>,
    ) -> Vec<Self> {
        let mut totals = vec![Self::empty(design); domains];
        for (row, (unit, weight)) in
            design.units().iter().zip(design.weights()).enumerate()
        {
            let Some((domain, value)) = value(row) else { continue };
            if let Some(totals) = totals.get_mut(domain) {
                totals.push(*unit, value, *weight);
            }
        }
        totals
    }

    /// Adds one value of one unit.
    pub fn push(&mut self, unit: u32, value: f64, weight: f64) {
        if let Some(moments) = self.units.get_mut(unit as usize) {
            moments.push(value, weight);
        }
    }

    /// Adds the totals of other rows of the same design, unit by unit.
    pub fn merge(&mut self, other: &Self) {
        if self.units.len() < other.units.len() {
            self.units.resize(other.units.len(), Moments::EMPTY);
        }
        for (mine, theirs) in self.units.iter_mut().zip(&other.units) {
            mine.merge(theirs);
        }
    }

    /// The moments of every unit, in the order of the design.
    #[must_use]
    pub fn units(&self) -> &[Moments] {
        &self.units
    }

    /// The moments over all units, merged in the order of the design.
    #[must_use]
    pub fn total(&self) -> Moments {
        let mut total = Moments::EMPTY;
        for moments in &self.units {
            total.merge(moments);
        }
        total
    }
}

#[cfg(test)]
mod tests;
