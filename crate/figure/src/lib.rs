//! Figures: a `Spec` (numbers and finished strings) becomes a closed, read-only [`scene::Scene`] in
//! CSS pixels, and the scene becomes canvas, SVG or text. Start with [`dot_rows::Spec`].
//!
//! This room never computes a statistic, makes no prose and knows no DOM.

pub mod acts;
pub mod bands;
pub mod context;
pub mod dot_rows;
mod dump;
pub mod frame;
mod geometry;
mod layout;
pub mod metrics;
pub mod painter;
pub mod panels;
pub mod plane;
pub mod quantile_dots;
mod scale;
pub mod scene;
pub mod spec;
pub mod stacked;
pub mod svg;
pub mod theme;
pub mod trend;
pub mod view;
