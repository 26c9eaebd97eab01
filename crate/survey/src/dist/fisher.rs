//! Upper tails of F and χ², the p values of tests. Must not know what is tested.
//! Start from [`f_upper`] or [`chi_square_upper`].

use super::beta::{HALF_LN_2PI, deviance, stirling_error, tails};

/// P(F > `f`) with `df1` and `df2` degrees of freedom, whole or not; 1 for `f` ≤ 0.
///
/// I_x(df2/2, df1/2) at x = df2 / (df2 + df1 f) (DLMF 8.17; R `pf(lower.tail = FALSE)`).
#[must_use]
pub fn f_upper(f: f64, df1: f64, df2: f64) -> f64 {
    if f.is_nan() || f <= 0.0 || df1.is_nan() || df1 <= 0.0 || df2.is_nan() || df2 <= 0.0
    {
        return 1.0;
    }
    let ratio = f * (df1 / df2);
    if ratio.is_infinite() {
        return 0.0;
    }
    let (x, y) = (1.0 / (1.0 + ratio), ratio / (1.0 + ratio));
    tails(x, y, df2 / 2.0, df1 / 2.0).0
}

/// P(χ² > `x`) with `df` degrees of freedom, whole or not; 1 for `x` ≤ 0.
///
/// Q(df/2, x/2), the regularised incomplete gamma function (DLMF 8.2.4): the power series
/// 8.7.1 below the mean, the continued fraction 8.9.2 above it; R `pchisq(lower.tail =
/// FALSE)`.
#[must_use]
pub fn chi_square_upper(x: f64, df: f64) -> f64 {
    if x.is_nan() || x <= 0.0 || df.is_nan() || df <= 0.0 {
        return 1.0;
    }
    let (a, x) = (df / 2.0, x / 2.0);
    if x.is_infinite() {
        return 0.0;
    }
    // x^a e^(−x) / Γ(a + 1) in Loader's form (2000).
    let log = -stirling_error(a) - deviance(a, x) - HALF_LN_2PI;
    let front = libm::exp(log) / a.sqrt();
    if x < a + 1.0 {
        (1.0 - front * series(a, x)).max(0.0)
    } else {
        (front * a * fraction(a, x)).min(1.0)
    }
}

/// Σ x^n / ((a + 1) … (a + n)), n from 0.
fn series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0, 1.0, 0.0);
    while n < 1e6 {
        n += 1.0;
        term *= x / (a + n);
        let next = sum + term;
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

/// 1 / (x + 1 − a − 1 (1 − a) / (x + 3 − a − …)) by the modified Lentz method.
fn fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut b = x + 1.0 - a;
    let mut value = away(b);
    let (mut c, mut d) = (value, 0.0);
    let mut n = 1.0;
    while n < 1e6 {
        let top = -n * (n - a);
        b += 2.0;
        d = 1.0 / away(b + top * d);
        c = away(b + top / c);
        value *= c * d;
        if (c * d - 1.0).abs() < 3e-16 {
            break;
        }
        n += 1.0;
    }
    1.0 / value
}

#[cfg(test)]
mod tests {
    use super::{chi_square_upper, f_upper};
    use crate::dist::t_two_sided;

    /// (x, df, upper tail), of R `pchisq`.
    const CHI: &[(f64, f64, f64)] = &[
        (0.5, 1.0, 0.4795001221869535),
        (3.84, 1.0, 0.050043521248705224),
        (17.8, 10.0, 0.0584325400537817),
        (250.0, 1.0, 2.5968070393401867e-56),
        (0.001, 4.0, 0.9999998750416589),
        (7.5, 2.7, 0.04533237788997704),
        (30.0, 0.3, 4.6717392670049425e-09),
        (1000.0, 1000.0, 0.4940528538292397),
        (1100.0, 1000.0, 0.0146144081262952),
        (900.0, 1000.0, 0.9892827619087102),
        (5.0, 12.5, 0.9675817915213518),
        (1e-05, 0.5, 0.9478299824193334),
    ];

    /// (f, df1, df2, upper tail), of R `pf`.
    const F: &[(f64, f64, f64, f64)] = &[
        (1.2997639397276604, 5.769148736287488, 196.1510570337746, 0.26049649747861814),
        (
            17.247443963888813,
            1.8286715041635844,
            360.2482863202261,
            2.035046359465121e-07,
        ),
        (236.894703487095, 1.0, 14.0, 3.617926553335373e-10),
        (0.1, 3.0, 7.0, 0.9574706798180967),
        (50.0, 4.0, 2.5, 0.009195752679977635),
        (1.02, 500.0, 800.0, 0.4005541634617183),
        (3.0, 2.0, 1e9, 0.049787068815947556),
        (0.002, 2.0, 34.0, 0.9980021160701318),
    ];

    fn close(got: f64, want: f64) -> bool {
        (got - want).abs() <= 1e-12 * want
    }

    #[test]
    fn tails_agree_with_r() {
        for &(x, df, want) in CHI {
            let got = chi_square_upper(x, df);
            assert!(close(got, want), "chi({x}, {df}) = {got:e}, want {want:e}");
        }
        for &(x, df1, df2, want) in F {
            let got = f_upper(x, df1, df2);
            assert!(close(got, want), "F({x}, {df1}, {df2}) = {got:e}, want {want:e}");
        }
    }

    #[test]
    fn one_numerator_df_is_the_square_of_t() {
        for t in [0.1, 1.0, 2.5, 6.0] {
            for df in [1.0, 2.5, 34.0, 1e6] {
                let (got, want) = (f_upper(t * t, 1.0, df), t_two_sided(t, df));
                assert!(close(got, want), "{t} {df}: {got:e} {want:e}");
            }
        }
    }

    #[test]
    fn ends_are_exact() {
        assert_eq!(chi_square_upper(0.0, 3.0), 1.0);
        assert_eq!(chi_square_upper(f64::INFINITY, 3.0), 0.0);
        assert_eq!(f_upper(-1.0, 2.0, 3.0), 1.0);
        assert_eq!(f_upper(f64::INFINITY, 2.0, 3.0), 0.0);
        assert_eq!(f_upper(f64::NAN, 2.0, 3.0), 1.0);
    }
}
