//! Linear scales, their domain on round ticks, and tick labels. Knows no figure.
//! Start with [`Scale::over`].

use crate::spec::{Axis, Estimate, Overall};

/// A linear map from data to CSS pixels with its ticks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scale {
    domain: (f64, f64),
    pixels: (f64, f64),
    ticks: Vec<Tick>,
    cut: bool,
}

/// A labelled place on a scale.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    pub(crate) value: f64,
    pub(crate) label: String,
}

impl Scale {
    /// The scale over all values, widened to round numbers; the ticks stand at least `gap` pixels apart.
    /// It never leaves the axis's range and shows the whole range when that is only a little more.
    pub(crate) fn over(
        axis: &Axis,
        values: impl IntoIterator<Item = f64>,
        pixels: (f64, f64),
        gap: f64,
    ) -> Self {
        let range = ordered(axis.range);
        let (low, high) = extent(axis, range, values);
        let room = (pixels.1 - pixels.0).max(1.0);
        let most = (room / gap.max(1.0)).max(2.0);
        let step = step((high - low) / most);
        let round = self::step((high - low) / 10.0);
        let mut domain = (floor(low, round).max(range.0), ceil(high, round).min(range.1));
        if domain.1 - domain.0 > 0.8 * (range.1 - range.0) {
            domain = range;
        }
        let step = step.max(self::step((domain.1 - domain.0) / most));
        let ticks = ticks(domain, step, axis);
        Self { domain, pixels, ticks, cut: domain != range }
    }

    /// The scale over a part of the axis of at least this length around a value, its ends on round
    /// numbers: of one length for one `length`, wherever the middle is, and never outside the range.
    pub(crate) fn window(
        axis: &Axis,
        middle: f64,
        length: f64,
        pixels: (f64, f64),
        gap: f64,
    ) -> Self {
        let range = ordered(axis.range);
        let all = range.1 - range.0;
        let length = length.max(all * 0.07);
        let round = step(length / 10.0);
        let length = ceil(length, round) + round;
        let low = libm::round((middle - length / 2.0) / round) * round;
        let low = low.min(range.1 - length).max(range.0);
        let domain = if length > 0.8 * all { range } else { (low, low + length) };
        let most = ((pixels.1 - pixels.0).max(1.0) / gap.max(1.0)).max(2.0);
        let ticks = ticks(domain, step((domain.1 - domain.0) / most), axis);
        Self { domain, pixels, ticks, cut: domain != range }
    }

    /// Pixel of a value, kept inside the scale.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let (low, high) = self.domain;
        let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
        self.pixels.0 + share * (self.pixels.1 - self.pixels.0)
    }

    /// The same scale on other pixels.
    pub(crate) fn moved(&self, pixels: (f64, f64)) -> Self {
        Self { pixels, ..self.clone() }
    }

    pub(crate) fn ticks(&self) -> &[Tick] {
        &self.ticks
    }

    /// Whether only a part of the axis's range is shown.
    pub(crate) fn cut(&self) -> bool {
        self.cut
    }

    pub(crate) fn domain(&self) -> (f64, f64) {
        self.domain
    }

    pub(crate) fn pixels(&self) -> (f64, f64) {
        self.pixels
    }
}

/// Every value an estimate occupies on the axis.
pub(crate) fn values(estimate: &Estimate) -> impl Iterator<Item = f64> {
    let ends = [estimate.inner, estimate.outer].into_iter().flatten();
    ends.flat_map(|(low, high)| [low, high]).chain([estimate.value])
}

/// Every value a mean of all occupies on the axis.
pub(crate) fn of_mean(overall: &Overall) -> impl Iterator<Item = f64> {
    let ends = overall.interval.into_iter().flat_map(|(low, high)| [low, high]);
    ends.chain([overall.value])
}

/// A number as on an axis: true minus sign, the language's decimal separator.
pub(crate) fn number(value: f64, decimals: usize, axis: &Axis) -> String {
    let digits =
        format!("{:.decimals$}", value.abs()).replace('.', &axis.decimal.to_string());
    let zero = !digits.contains(|c: char| ('1'..='9').contains(&c));
    match () {
        () if zero => digits,
        () if value < 0.0 => format!("\u{2212}{digits}"),
        () if axis.plus => format!("+{digits}"),
        () => digits,
    }
}

fn ordered((a, b): (f64, f64)) -> (f64, f64) {
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    if high - low > f64::EPSILON && low.is_finite() && high.is_finite() {
        (low, high)
    } else {
        (0.0, 100.0)
    }
}

fn extent(
    axis: &Axis,
    range: (f64, f64),
    values: impl IntoIterator<Item = f64>,
) -> (f64, f64) {
    let cover = axis.cover.into_iter().flat_map(|(low, high)| [low, high]);
    let all = values.into_iter().chain(cover).filter(|value| value.is_finite());
    let inside = all.map(|value| value.clamp(range.0, range.1));
    let (low, high) =
        inside.fold((range.1, range.0), |(low, high), v| (low.min(v), high.max(v)));
    if low > high {
        return range;
    }
    let least = (range.1 - range.0) / 12.5;
    let lack = ((least - (high - low)) / 2.0).max(0.0);
    let shift = (range.0 - (low - lack)).max(0.0) - (high + lack - range.1).max(0.0);
    (low - lack + shift, high + lack + shift)
}

/// The smallest of 1, 2, 4, 5 × 10^k that is not below the wish.
fn step(wish: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(wish.max(1e-9))));
    let found =
        [1.0, 2.0, 4.0, 5.0, 10.0].into_iter().find(|m| m * power >= wish - 1e-12);
    found.unwrap_or(10.0) * power
}

fn floor(value: f64, step: f64) -> f64 {
    libm::floor(value / step + 1e-9) * step
}

fn ceil(value: f64, step: f64) -> f64 {
    libm::ceil(value / step - 1e-9) * step
}

fn ticks(domain: (f64, f64), step: f64, axis: &Axis) -> Vec<Tick> {
    let decimals = match step {
        step if step >= 1.0 => 0,
        step if step >= 0.1 => 1,
        _ => 2,
    };
    let mut ticks = Vec::new();
    let mut count = ceil(domain.0, step) / step;
    while count * step <= domain.1 + 1e-9 {
        let value = count * step;
        ticks.push(Tick { value, label: number(value, decimals, axis) });
        count += 1.0;
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis() -> Axis {
        Axis { range: (0.0, 100.0), cover: None, decimal: '.', plus: false }
    }

    fn labels(scale: &Scale) -> Vec<&str> {
        scale.ticks().iter().map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn the_domain_ends_on_round_numbers() {
        let scale = Scale::over(&axis(), [48.8, 64.2], (0.0, 520.0), 90.0);
        assert_eq!(scale.domain(), (48.0, 66.0));
        assert_eq!(labels(&scale), ["48", "52", "56", "60", "64"]);
        assert!(scale.cut());
    }

    #[test]
    fn a_wide_spread_shows_the_whole_range() {
        let scale = Scale::over(&axis(), [3.0, 97.0], (0.0, 400.0), 60.0);
        assert_eq!(scale.domain(), (0.0, 100.0));
        assert!(!scale.cut());
    }

    #[test]
    fn equal_values_at_the_ends_still_have_a_scale() {
        for value in [0.0, 50.0, 100.0] {
            let scale = Scale::over(&axis(), [value, value], (0.0, 300.0), 60.0);
            let (low, high) = scale.domain();
            assert!(low < high && (low..=high).contains(&value), "{low} {high}");
            assert!(scale.at(value).is_finite());
        }
    }

    #[test]
    fn no_values_and_a_broken_range_show_everything() {
        let broken = Axis { range: (f64::NAN, 1.0), ..axis() };
        assert_eq!(Scale::over(&axis(), [], (0.0, 300.0), 60.0).domain(), (0.0, 100.0));
        assert_eq!(
            Scale::over(&broken, [f64::NAN], (0.0, 9.0), 60.0).domain(),
            (0.0, 100.0)
        );
    }

    #[test]
    fn windows_of_one_length_have_one_width() {
        for middle in [0.0, 3.0, 49.7, 53.5, 60.2, 99.0, 100.0] {
            let scale = Scale::window(&axis(), middle, 6.6, (0.0, 500.0), 56.0);
            let (low, high) = scale.domain();
            assert_eq!(high - low, 8.0, "{middle}");
            assert!(low >= 0.0 && high <= 100.0 && (low..=high).contains(&middle));
            assert!(low <= middle - 3.3 || low == 0.0);
            assert!(high >= middle + 3.3 || high == 100.0);
        }
        let scale = Scale::window(&axis(), 53.4, 2.6, (0.0, 500.0), 56.0);
        assert_eq!(
            labels(&scale),
            ["49", "50", "51", "52", "53", "54", "55", "56", "57"]
        );
        assert!(!Scale::window(&axis(), 50.0, 90.0, (0.0, 500.0), 56.0).cut());
        let short = Axis { range: (1.0, 5.0), ..axis() };
        let scale = Scale::window(&short, 3.0, 0.01, (0.0, 900.0), 56.0);
        assert_eq!(labels(&scale).first(), Some(&"2.84"));
        assert_eq!(labels(&scale).get(1), Some(&"2.86"));
    }

    #[test]
    fn numbers_carry_true_signs_and_the_decimal_separator() {
        let axis = Axis { plus: true, decimal: ',', ..axis() };
        let all: Vec<_> = [-2.5, 0.0, 2.5].map(|v| number(v, 1, &axis)).into();
        assert_eq!(all, ["\u{2212}2,5", "0,0", "+2,5"]);
    }
}
