//! Regression against a slow one written from the formulas, and its theorems.

mod associations;
mod laws;
mod named;
mod replicated;
