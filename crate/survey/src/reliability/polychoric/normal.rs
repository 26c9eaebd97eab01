//! The normal distribution in one and two dimensions. Must not know tables.
//! Start from [`bivariate_normal`].

use core::f64::consts::{FRAC_1_SQRT_2, PI};

use crate::dist::t_quantile;

/// Nodes and weights of the Gauss–Legendre rule of 20 points on (0, 1), by half: the rule is
/// symmetric (Abramowitz and Stegun 1972, table 25.4).
const LEGENDRE: [(f64, f64); 10] = [
    (0.076_526_521_133_497_33, 0.152_753_387_130_725_85),
    (0.227_785_851_141_645_08, 0.149_172_986_472_603_75),
    (0.373_706_088_715_419_56, 0.142_096_109_318_382_05),
    (0.510_867_001_950_827_1, 0.131_688_638_449_176_63),
    (0.636_053_680_726_515, 0.118_194_531_961_518_42),
    (0.746_331_906_460_150_8, 0.101_930_119_817_240_44),
    (0.839_116_971_822_218_8, 0.083_276_741_576_704_75),
    (0.912_234_428_251_326, 0.062_672_048_334_109_06),
    (0.963_971_927_277_913_8, 0.040_601_429_800_386_94),
    (0.993_128_599_185_094_9, 0.017_614_007_139_152_118),
];

/// Φ(x).
pub(super) fn normal(x: f64) -> f64 {
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

fn density(x: f64) -> f64 {
    libm::exp(-0.5 * x * x) / (2.0 * PI).sqrt()
}

/// The x with Φ(x) = p; infinite at 0 and 1.
pub(super) fn normal_quantile(p: f64) -> f64 {
    // Student's at 10^10 degrees of freedom is right to ten digits; Newton does the rest.
    let mut x = t_quantile(p, 1e10);
    for _ in 0..2 {
        let step = if x < 0.0 {
            (normal(x) - p) / density(x)
        } else {
            ((1.0 - p) - normal(-x)) / density(x)
        };
        if !step.is_finite() {
            break;
        }
        x -= step;
    }
    x
}

/// The density of two standard normal values with correlation `rho`, |rho| < 1; 0 at infinity.
pub(super) fn bivariate_density(x: f64, y: f64, rho: f64) -> f64 {
    if x.is_infinite() || y.is_infinite() {
        return 0.0;
    }
    let rest = (1.0 - rho) * (1.0 + rho);
    let square = (x * x - 2.0 * rho * x * y + y * y) / rest;
    libm::exp(-0.5 * square) / (2.0 * PI * rest.sqrt())
}

/// P(X ≤ x, Y ≤ y) for standard normal X, Y with correlation `rho`, to about 1e-15 below
/// |rho| = 0.999.
///
/// Φ(x)Φ(y) + 1/2π ∫ exp(−(x² + y² − 2xy sin θ)/(2 cos² θ)) dθ from 0 to arcsin rho (Drezner and
/// Wesolowsky 1990), by 20 points on parts that shrink towards the end.
#[must_use]
pub fn bivariate_normal(x: f64, y: f64, rho: f64) -> f64 {
    if x == f64::NEG_INFINITY || y == f64::NEG_INFINITY {
        return 0.0;
    }
    if x == f64::INFINITY || y == f64::INFINITY {
        return normal(x.min(y));
    }
    let end = libm::asin(rho.clamp(-1.0, 1.0));
    let value = |theta: f64| {
        let (sin, cos) = (libm::sin(theta), libm::cos(theta));
        let square = x * x + y * y - 2.0 * x * y * sin;
        libm::exp(-square / (2.0 * cos * cos).max(f64::MIN_POSITIVE))
    };
    let parts = if rho.abs() < 0.7 { 1 } else { 12 };
    let (mut sum, mut from) = (0.0, 0.0);
    for part in 1..=parts {
        // Halves of what is left: the integrand is steep near the end.
        let to = if part == parts { end } else { from + (end - from) / 2.0 };
        let (middle, half) = (from + (to - from) / 2.0, (to - from) / 2.0);
        for (node, weight) in LEGENDRE {
            let both = value(middle + half * node) + value(middle - half * node);
            sum += weight * half * both;
        }
        from = to;
    }
    (normal(x) * normal(y) + sum / (2.0 * PI)).clamp(0.0, 1.0)
}
