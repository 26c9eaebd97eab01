//! Student's t with any positive degrees of freedom, whole or not. Must not know what it is for.

use super::beta::tails;

/// Above this many degrees of freedom the curve differs from the normal one by less than 1e-10.
const DF_LIMIT: f64 = 1e10;

/// P(T ≤ `t`) with `df` degrees of freedom.
#[must_use]
pub fn t_cdf(t: f64, df: f64) -> f64 {
    let (outside, inside) = both(t.abs(), df);
    if t > 0.0 { 0.5 + inside / 2.0 } else { outside / 2.0 }
}

/// P(|T| > |`t`|): the two-sided p value.
#[must_use]
pub fn t_two_sided(t: f64, df: f64) -> f64 {
    both(t.abs(), df).0
}

/// The `t` with P(T ≤ t) = `p`; 0 for p = ½, infinite at 0 and 1.
#[must_use]
pub fn t_quantile(p: f64, df: f64) -> f64 {
    if p.is_nan() {
        return 0.0;
    }
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    if p < 0.5 {
        return -positive(p * 2.0, 1.0 - p * 2.0, df);
    }
    positive((1.0 - p) * 2.0, p * 2.0 - 1.0, df)
}

/// The `t` with probability `outside` beyond ±t and `inside` between: bracketed Newton on the
/// logarithms of the smaller of the two and of t, a nearly straight line at both ends.
fn positive(outside: f64, inside: f64, df: f64) -> f64 {
    if inside <= 0.0 {
        return 0.0;
    }
    let by_centre = inside < outside;
    let target = libm::log(if by_centre { inside } else { outside });
    let (mut low, mut high) = (-740.0, 700.0);
    let mut place = 0.0;
    for _ in 0..200 {
        let t = libm::exp(place);
        let (out, within) = both(t, df);
        let part = if by_centre { within } else { out };
        let gap = libm::log(part) - target;
        if (gap > 0.0) == by_centre {
            high = place;
        } else {
            low = place;
        }
        let slope = 2.0 * density(t, df) * t / part;
        let newton = place - if by_centre { gap / slope } else { -gap / slope };
        let inside_bracket = newton.is_finite() && newton > low && newton < high;
        let next = if inside_bracket { newton } else { low + (high - low) / 2.0 };
        let step = (next - place).abs();
        place = next;
        if step <= 2e-16 * place.abs().max(1.0) {
            break;
        }
    }
    libm::exp(place)
}

/// P(|T| > t) and P(|T| ≤ t) for t ≥ 0. With y = t²/(ν + t²) = 1 − x the centre is
/// I_y(½, ν/2); beyond it the quadratic transformation I_x(ν/2, ½) = 2 I_u(ν/2, ν/2) at
/// u = x / (2 + 2√y) keeps its digits at any ν.
fn both(t: f64, df: f64) -> (f64, f64) {
    if t.is_nan() || df.is_nan() || df <= 0.0 || t <= 0.0 {
        return (1.0, 0.0);
    }
    let df = df.min(DF_LIMIT);
    // t/√ν first, so that neither a huge t nor a huge ν overflows.
    let ratio = t / df.sqrt() * (t / df.sqrt());
    if ratio.is_infinite() {
        return (0.0, 1.0);
    }
    let (x, y) = (1.0 / (1.0 + ratio), ratio / (1.0 + ratio));
    if y * (df / 2.0 + 2.5) <= 0.75 {
        let (inside, outside) = tails(y, x, 0.5, df / 2.0);
        return (outside, inside);
    }
    let root = y.sqrt();
    let (tail, _) = tails(x / (2.0 + 2.0 * root), (1.0 + root) / 2.0, df / 2.0, df / 2.0);
    (2.0 * tail, 1.0 - 2.0 * tail)
}

/// The density of T, which only steers the iteration.
fn density(t: f64, df: f64) -> f64 {
    let df = df.min(DF_LIMIT);
    let constant = if df < 1e6 {
        libm::lgamma(df / 2.0 + 0.5) - libm::lgamma(df / 2.0) - 0.5 * libm::log(df)
    } else {
        -0.5 * core::f64::consts::LN_2
    };
    let power = (df + 1.0) / 2.0 * libm::log1p(t / df * t);
    libm::exp(constant - power) / core::f64::consts::PI.sqrt()
}
