//! Student's t as a normal score, quickly. Must not know ranks. Start from [`normal_score`].

/// The standard normal value with the same tail probability as `t` with `df` degrees of freedom,
/// in Hill's expansion (1970, algorithm 395; R's `pt` of old): the order of pairs by it is the
/// order by their p values. Within 0.002 of the exact score at 3 degrees of freedom, 0.0002 at 5.
#[must_use]
pub(super) fn normal_score(t: f64, df: f64) -> f64 {
    let a = df - 0.5;
    let b = 48.0 * a * a;
    let y2 = a * libm::log1p(t * t / df);
    let y = y2.sqrt();
    let above = ((((-0.4 * y2 - 3.3) * y2 - 24.0) * y2 - 85.5)
        / (0.8 * y2 * y2 + 100.0 + b)
        + y2
        + 3.0)
        / b
        + 1.0;
    let score = above * y;
    if t < 0.0 { -score } else { score }
}

#[cfg(test)]
mod tests {
    use super::normal_score;
    use crate::dist::t_cdf;

    #[test]
    fn the_score_has_the_tail_of_t() {
        // A normal value is a t of very many degrees of freedom.
        for (df, tolerance) in [(3.0, 7e-3), (4.0, 2.1e-3), (5.0, 9e-4), (10.0, 7e-5)] {
            for step in 1..60 {
                let t = f64::from(step) / 8.0;
                let (p, score) = (t_cdf(-t, df), normal_score(t, df));
                let q = t_cdf(-score, 1e10);
                assert!((q / p - 1.0).abs() < tolerance, "t {t} df {df}: {p} {q}");
                assert!(normal_score(-t, df) == -score);
            }
        }
    }
}
