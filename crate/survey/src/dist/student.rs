//! Student's t with any positive degrees of freedom, whole or not. Must not know what it is for.

use super::beta::{CUBIC, halley, normal_guess, tails};

/// Above this many degrees of freedom the curve differs from the normal one by less than 1e-10.
const DF_LIMIT: f64 = 1e10;

/// P(T ≤ `t`) with `df` > 0 degrees of freedom, whole or not (DLMF 8.17; R `pt`).
#[must_use]
pub fn t_cdf(t: f64, df: f64) -> f64 {
    let (outside, inside) = both(t.abs(), df);
    if t > 0.0 { 0.5 + inside / 2.0 } else { outside / 2.0 }
}

/// P(|T| > |`t`|) with `df` > 0 degrees of freedom: the two-sided p value, small ones with all
/// their digits.
#[must_use]
pub fn t_two_sided(t: f64, df: f64) -> f64 {
    both(t.abs(), df).0
}

/// The `t` with P(T ≤ t) = `p` at `df` > 0 degrees of freedom (R `qt`); 0 for p = ½, infinite at
/// 0 and 1.
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

/// The `t` with probability `outside` beyond ±t and `inside` between: Halley's iteration on the
/// logarithms of the smaller of the two and of t, kept inside a bracket.
fn positive(outside: f64, inside: f64, df: f64) -> f64 {
    if inside <= 0.0 {
        return 0.0;
    }
    let df = df.min(DF_LIMIT);
    let by_centre = inside < outside;
    let target = libm::log(if by_centre { inside } else { outside });
    let (mut low, mut high) = (-740.0, 700.0);
    // Cornish and Fisher's first term; the error it leaves is small from a few df on.
    let z = normal_guess(outside / 2.0).max(0.01);
    let mut place = libm::log(z + z * (z * z + 1.0) / (4.0 * df.max(1.0)));
    let front = log_front(df);
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
        let power = (df + 1.0) / 2.0 * libm::log1p(t / df * t);
        let density = libm::exp(front - power);
        let slope = if by_centre { 2.0 } else { -2.0 } * density * t / part;
        let bend = 1.0 - (df + 1.0) * (t / (df + t * t) * t) - slope;
        let step = halley(gap / slope, bend);
        let inside_bracket = (low..=high).contains(&(place - step));
        let next = if inside_bracket { place - step } else { low + (high - low) / 2.0 };
        let moved = (next - place).abs();
        place = next;
        if moved * (1.0 + slope.abs() + bend.abs()) <= CUBIC {
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

/// ln of Γ((ν + 1)/2) / (Γ(ν/2) √(νπ)), to the digits that steering the iteration needs.
fn log_front(df: f64) -> f64 {
    let half_ln_pi = 0.572_364_942_924_700_1;
    if df < 1e6 {
        let gammas = libm::lgamma(df / 2.0 + 0.5) - libm::lgamma(df / 2.0);
        gammas - 0.5 * libm::log(df) - half_ln_pi
    } else {
        -0.5 * core::f64::consts::LN_2 - half_ln_pi
    }
}
