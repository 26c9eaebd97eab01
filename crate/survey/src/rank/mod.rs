//! Composites of dimensions under any weights, and what their ranks can bear.
//!
//! [`Base`] keeps the dimension means of every group over one common base with their full
//! covariance; from it [`Base::compose`] gives index, standard errors and covariances for any
//! weights without a pass over the rows. [`rank_sets`] turns them into confidence sets for
//! ranks; [`acceptability`] tells which weights put whom where. The page uses this room too. Must not know words or files.
//! Start from [`Survey::ranks`](crate::Survey::ranks); for a slider from [`Base::of`].

mod acceptability;
mod answer;
mod base;
mod build;
mod compose;
mod csv;
mod error;
mod factor;
mod links;
mod noise;
mod polygon;
mod random;
mod sampled;
mod sets;
mod statistic;
mod weighed;

pub use acceptability::{Acceptability, Region, acceptability};
pub use answer::{
    Combine, RankRequest, RankRow, RankSettings, Ranks, TauBest, WeightNote,
};
pub use base::{Base, Label};
pub use compose::{Aggregate, Composite, Composites};
pub use error::RankError;
pub use links::Shared;
pub use noise::Noise;
pub use random::Random;
pub use sampled::{Joined, joined, weight_draws};
pub use sets::{Draws, RankSet, RankSets, rank_sets, rank_sets_of};

pub(crate) use answer::{Asked, arranged, geometric_rule, shares};
pub(crate) use build::{Columns, build};

#[cfg(test)]
mod tests;
