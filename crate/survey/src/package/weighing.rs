//! How dimensions become the index: what may be chosen anew after the package was read.
//! Must not know rows. Start from [`Weighing`].

use super::{Aggregation, Decimal, IndexDef, Zero};
use crate::rank::{Combine, RankError};

/// A weight for each dimension, and the mean that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighing {
    /// The weights in the order of the dimensions, of any sum above 0.
    pub weights: Vec<Decimal>,
    /// The mean.
    pub aggregation: Aggregation,
}

impl Weighing {
    /// What keeps scores above zero in a geometric mean: the rule declared, else rescaling from 1.
    #[must_use]
    pub fn zero(&self) -> Zero {
        match self.aggregation {
            Aggregation::Arithmetic => Zero::Rescale(Decimal::whole(1)),
            Aggregation::Geometric(zero) => zero,
        }
    }

    /// This weighing with other weights, or another mean taken in every record.
    pub(crate) fn with(
        &self,
        weights: Option<&[Decimal]>,
        combine: Option<Combine>,
    ) -> Result<Self, RankError> {
        let mut found = self.clone();
        if let Some(weights) = weights {
            if weights.len() != found.weights.len() {
                return Err(RankError::WeightCount(weights.len(), found.weights.len()));
            }
            let none = Decimal::default();
            if let Some(bad) = weights.iter().find(|one| **one < none) {
                return Err(RankError::BadWeight(bad.get()));
            }
            if weights.iter().all(|one| *one == none) {
                return Err(RankError::ZeroWeights);
            }
            found.weights = weights.to_vec();
        }
        match combine {
            None => {}
            Some(Combine::Arithmetic | Combine::ArithmeticGroups) => {
                found.aggregation = Aggregation::Arithmetic;
            }
            Some(Combine::Geometric | Combine::GeometricGroups) => {
                found.aggregation = Aggregation::Geometric(self.zero());
            }
        }
        Ok(found)
    }
}

impl IndexDef {
    /// The weighing in force.
    #[must_use]
    pub fn weighing(&self) -> Weighing {
        let weights = self.dimensions.iter().map(|one| one.weight).collect();
        Weighing { weights, aggregation: self.aggregation }
    }

    /// The same index by another weighing.
    pub(crate) fn set_weighing(&mut self, weighing: &Weighing) {
        for (dimension, weight) in self.dimensions.iter_mut().zip(&weighing.weights) {
            dimension.weight = *weight;
        }
        self.aggregation = weighing.aggregation;
    }
}
