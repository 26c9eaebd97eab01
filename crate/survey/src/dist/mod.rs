//! Distribution functions for intervals and tests: the regularised incomplete beta function,
//! its inverse, Student's t, and the upper tails of F and χ². Must not know surveys: numbers in,
//! numbers out.
//!
//! Written here on `libm` rather than taken from the crate `special`: its incomplete beta
//! (AS 63) forms the prefactor from a difference of logarithms of gamma functions, which at
//! shapes near 10^6 leaves about ten digits; its inverse (AS 64) first clamps to
//! [0.0001, 0.9999]; and its step counter is an `isize`, of another width in wasm. The prefactor
//! here is Loader's saddle-point form (2000), good to a few units in the last place for every
//! shape. Start from [`t_quantile`] or [`beta_quantile`].

mod beta;
mod fisher;
mod student;

pub use beta::{beta_cdf, beta_quantile};
pub use fisher::{chi_square_upper, f_upper};
pub use student::{t_cdf, t_quantile, t_two_sided};

#[cfg(test)]
mod tests;
