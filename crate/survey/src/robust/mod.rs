//! What the choices behind an index do to the order of groups: weights, items, dimensions, rules.
//!
//! For the command line alone. Weights are varied over all there are and over a box round the
//! chosen ones, with and without sampling error ([`rank`](crate::rank)); single choices are changed
//! one by one ([`scenario`](Scenario)); all at once they are told apart by Sobol's indices
//! ([`Sobol`]). Must not know words or files. Start from
//! [`Survey::robustness`](crate::Survey::robustness).

mod answer;
mod csv;
mod model;
mod scenario;
mod sobol;
mod weights;

pub use answer::{
    GroupRobustness, OverWeights, RobustRequest, RobustSettings, Robustness,
    VarianceParts,
};
pub use scenario::{Scenario, ScenarioRow};
pub use sobol::{Sobol, SobolIndex, SobolOutput};
