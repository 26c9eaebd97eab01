//! What every figure's `Spec` is made of: numbers and finished strings. Knows no language and no
//! statistics. Start with [`Estimate`].

use serde::Serialize;

pub use crate::scene::Datum;
pub use crate::theme::Hue;

/// An estimate with its two intervals.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// 66 % interval, lower and upper.
    pub inner: Option<(f64, f64)>,
    /// 95 % interval, lower and upper.
    pub outer: Option<(f64, f64)>,
}

/// The mean of all, a line through every row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overall {
    /// Where the line stands.
    pub value: f64,
    /// 95 % interval: the band around the line.
    pub interval: Option<(f64, f64)>,
    /// Its name with the value: "All towns 55.2".
    pub label: String,
}

/// How people are spread along the axis: shares of neighbouring bins of one width.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Steps {
    /// Middle of the first bin.
    pub first: f64,
    /// Width of a bin.
    pub width: f64,
    /// Share of each bin, 0–1.
    pub shares: Vec<f64>,
    /// Where the middle half lies, first to third quartile; it is drawn darker.
    pub half: Option<(f64, f64)>,
}

/// The axis of a figure. Its domain is chosen from the marks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Axis {
    /// The whole scale, such as 0–100; the locator shows which part of it is drawn.
    pub range: (f64, f64),
    /// What must be visible besides the marks, such as all intervals of the unfiltered state.
    pub cover: Option<(f64, f64)>,
    /// Decimal separator of tick labels.
    pub decimal: char,
    /// Whether positive ticks carry a plus sign.
    pub plus: bool,
}

/// Names of the two intervals, shown at the first row: "66 %" and "95 %".
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Key {
    /// Of the thick inner bar.
    pub inner: String,
    /// Of the fading outer line.
    pub outer: String,
}

/// One estimate to draw, in words and numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Cell {
    /// Words for tooltip, list and screen reader.
    pub datum: Datum,
    /// What to draw; `None` when it cannot be estimated or may not be shown.
    pub estimate: Option<Estimate>,
    /// The value in words, such as "60.5"; empty when there is none.
    pub value: String,
    /// The 95 % interval in words; empty when there is none.
    pub interval: String,
    /// Why nothing is drawn; stands where the mark would be.
    pub note: Option<String>,
    /// Outline mark, such as for a reversed question.
    pub hollow: bool,
    /// The same estimate without filters: a small hollow mark.
    pub ghost: Option<f64>,
    /// The same estimate with cuts moved down and up: an open and a full dot under the line.
    pub moved: Option<(f64, f64)>,
}

impl Cell {
    /// The estimate, if it can be drawn.
    pub(crate) fn drawn(&self) -> Option<&Estimate> {
        self.estimate.as_ref().filter(|estimate| estimate.value.is_finite())
    }
}
