//! The regularised incomplete beta function and its inverse. Must not know what they are for.

/// Half of ln 2π.
pub(super) const HALF_LN_2PI: f64 = 0.918_938_533_204_672_8;

/// I_x(a, b), the probability that a Beta(a, b) variable is at most `x`; shapes below zero or not
/// finite, and `x` outside the unit interval, are taken to the nearest limit.
#[must_use]
pub fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    tails(x, 1.0 - x, a, b).0
}

/// The `x` with I_x(a, b) = `p`: a bracketed Newton iteration on the logarithm of the smaller
/// tail against the logit of `x`. A zero shape is the point mass at its end of the interval.
#[must_use]
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    if p.is_nan() || p <= 0.0 || a.is_nan() || a <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 || b.is_nan() || b <= 0.0 {
        return 1.0;
    }
    // With the upper tail the smaller one, the mirrored problem is solved instead.
    if p > 0.5 {
        return split(Beta::new(b, a).logit_of(1.0 - p)).1;
    }
    split(Beta::new(a, b).logit_of(p)).0
}

/// Two positive shapes with what depends on them alone.
struct Beta {
    a: f64,
    b: f64,
    /// Logarithm and root of the part of the prefactor without x.
    log_front: f64,
    root: f64,
}

/// `x` and `1 − x` from the logit of `x`, both without cancellation.
fn split(logit: f64) -> (f64, f64) {
    let odds = libm::exp(-logit.abs());
    let (large, small) = (1.0 / (1.0 + odds), odds / (1.0 + odds));
    if logit < 0.0 { (small, large) } else { (large, small) }
}

/// Lower and upper tail of Beta(a, b) at `x`, with `y` = 1 − x given by the caller, who may know
/// it better than the subtraction does.
pub(super) fn tails(x: f64, y: f64, a: f64, b: f64) -> (f64, f64) {
    if a.is_nan() || b.is_nan() || x.is_nan() || y.is_nan() || x <= 0.0 || b <= 0.0 {
        return (0.0, 1.0);
    }
    if y <= 0.0 || a <= 0.0 {
        return (1.0, 0.0);
    }
    let beta = Beta::new(a, b);
    beta.tails(x, y, beta.prefix(x, y))
}

impl Beta {
    fn new(a: f64, b: f64) -> Self {
        let n = a + b;
        let corrections = stirling_error(n) - stirling_error(a) - stirling_error(b);
        Self { a, b, log_front: corrections - HALF_LN_2PI, root: (a / n * b).sqrt() }
    }

    /// x^a (1 − x)^b / B(a, b) by Loader's deviance form (C. Loader, "Fast and accurate
    /// computation of binomial probabilities", 2000), extended to real shapes.
    fn prefix(&self, x: f64, y: f64) -> f64 {
        let n = self.a + self.b;
        let deviances = deviance(self.a, n * x) + deviance(self.b, n * y);
        libm::exp(self.log_front - deviances) * self.root
    }

    fn tails(&self, x: f64, y: f64, prefix: f64) -> (f64, f64) {
        let (a, b) = (self.a, self.b);
        if x <= (a + 1.0) / (a + b + 2.0) {
            let lower = (prefix * fraction(x, y, a, b)).min(1.0);
            (lower, 1.0 - lower)
        } else {
            let upper = (prefix * fraction(y, x, b, a)).min(1.0);
            (1.0 - upper, upper)
        }
    }

    /// The logit at which the lower tail is `p`, p ≤ 1/2: Halley's iteration on ln I against
    /// the logit, kept inside a bracket.
    fn logit_of(&self, p: f64) -> f64 {
        let target = libm::log(p);
        let (mut low, mut high) = (-746.0, 746.0);
        let mut logit = self.guess(p).clamp(-700.0, 700.0);
        for _ in 0..200 {
            let (x, y) = split(logit);
            let prefix = self.prefix(x, y);
            let (lower, _) = self.tails(x, y, prefix);
            let gap = libm::log(lower) - target;
            if gap > 0.0 {
                high = logit;
            } else {
                low = logit;
            }
            // d ln I / d logit = x (1 − x) f(x) / I, and its own logarithmic derivative.
            let slope = prefix / lower;
            let bend = self.a * y - self.b * x - slope;
            let step = halley(gap / slope, bend);
            let inside = (low..=high).contains(&(logit - step));
            let next = if inside { logit - step } else { low + (high - low) / 2.0 };
            let moved = (next - logit).abs();
            logit = next;
            if moved * (1.0 + slope.abs() + bend.abs()) <= CUBIC {
                break;
            }
        }
        logit
    }

    /// Abramowitz and Stegun 26.5.22; the logit of the mean for small shapes.
    fn guess(&self, p: f64) -> f64 {
        let centre = libm::log(self.a / self.b);
        if self.a <= 1.0 || self.b <= 1.0 {
            return centre;
        }
        let (inverse_a, inverse_b) =
            (1.0 / (2.0 * self.a - 1.0), 1.0 / (2.0 * self.b - 1.0));
        let z = normal_guess(p);
        let (h, lambda) = (2.0 / (inverse_a + inverse_b), (z * z - 3.0) / 6.0);
        let w = z * (h + lambda).max(0.0).sqrt() / h
            - (inverse_b - inverse_a) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
        centre - 2.0 * w
    }
}

/// A step of a cubically convergent iteration below this, on the scale of the curve's own
/// slope, leaves an error below rounding.
pub(super) const CUBIC: f64 = 1e-6;

/// Halley's step from Newton's and the logarithmic derivative of the slope.
pub(super) fn halley(newton: f64, bend: f64) -> f64 {
    newton / (1.0 - newton * bend / 2.0).max(0.25)
}

/// The upper `p` point of the normal curve, p ≤ 1/2, to 5e-4: a start for iterations
/// (Abramowitz and Stegun 26.2.23).
pub(super) fn normal_guess(p: f64) -> f64 {
    let t = (-2.0 * libm::log(p)).sqrt();
    let top = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    t - top / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)))
}

/// k ln(k/m) + m − k without cancellation near k = m.
pub(super) fn deviance(k: f64, m: f64) -> f64 {
    let d = k - m;
    if d.abs() >= 0.1 * (k + m) {
        return k * libm::log(k / m) - d;
    }
    let v = d / (k + m);
    let mut sum = d * v;
    let mut term = 2.0 * k * v;
    for j in 1..1000 {
        term *= v * v;
        let next = sum + term / f64::from(2 * j + 1);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

/// ln Γ(z) − ((z − ½) ln z − z + ½ ln 2π): the series from 10 on, below by the recurrence.
pub(super) fn stirling_error(z: f64) -> f64 {
    let (mut z, mut below) = (z, 0.0);
    while z < 10.0 {
        below += log1p_remainder(z);
        z += 1.0;
    }
    let u = 1.0 / (z * z);
    let tail = u * (1.0 / 1188.0 - u * (691.0 / 360_360.0 - u / 156.0));
    let series =
        1.0 / 12.0 - u * (1.0 / 360.0 - u * (1.0 / 1260.0 - u * (1.0 / 1680.0 - tail)));
    below + series / z
}

/// (z + ½) ln(1 + 1/z) − 1, the step of the Stirling error from z to z + 1; by the series of
/// 2 artanh(1 / (2z + 1)) where the difference would cancel.
fn log1p_remainder(z: f64) -> f64 {
    if z < 0.5 {
        return (z + 0.5) * (libm::log1p(z) - libm::log(z)) - 1.0;
    }
    let r = 1.0 / (2.0 * z + 1.0);
    let (square, mut power, mut sum) = (r * r, r * r, 0.0);
    for j in 1..60 {
        let next = sum + power / f64::from(2 * j + 1);
        if next == sum {
            break;
        }
        sum = next;
        power *= square;
    }
    sum
}

/// The even part of the continued fraction of DLMF 8.17.22 (Didonato and Morris 1992, eq. 9) by
/// the modified Lentz method, for x up to (a + 1) / (a + b + 2). The result times
/// x^a (1 − x)^b / B(a, b) is the lower tail.
fn fraction(x: f64, y: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |v: f64| if v.abs() < TINY { TINY } else { v };
    let slope = a * y - b * x + 1.0;
    let mut value = away(a * slope / (a + 1.0));
    let (mut c, mut d) = (value, 0.0);
    let mut m = 1.0;
    while m < 1e6 {
        let twice = a + 2.0 * m;
        let ratio = x / (twice - 1.0);
        let bottom = m * (b - m);
        let numerator = (a + m - 1.0) * ratio * ((a + b + m - 1.0) * ratio) * bottom;
        let partial =
            m + bottom * ratio + (a + m) / (twice + 1.0) * (slope + m * (1.0 + y));
        d = 1.0 / away(partial + numerator * d);
        c = away(partial + numerator / c);
        value *= c * d;
        if (c * d - 1.0).abs() < 3e-16 {
            break;
        }
        m += 1.0;
    }
    1.0 / value
}
