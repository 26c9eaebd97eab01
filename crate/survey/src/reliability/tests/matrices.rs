//! Theorems of the coefficients on matrices and tables made by hand.

use proptest::prelude::*;

use crate::reliability::{
    PairSums, ReliabilityNote, Square, Use, alpha, bivariate_normal, closed_form,
    components, midranks, minres, omega, polychoric, spearman, thresholds,
};

fn of_loadings(loadings: &[f64]) -> Square {
    Square::of(
        loadings.len(),
        |i, j| {
            if i == j { 1.0 } else { loadings[i] * loadings[j] }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Parallel items: alpha is Spearman and Brown's kρ/(1 + (k−1)ρ), raw, standardized, and
    /// omega too; lambda 6 is no larger than it can be.
    #[test]
    fn alpha_of_parallel_items(k in 2_usize..12, rho in 0.01_f64..0.95, v in 1e-6_f64..1e6) {
        let covariance = Square::of(k, |i, j| if i == j { v } else { v * rho });
        #[expect(clippy::cast_precision_loss, reason = "small")]
        let items = k as f64;
        let want = items * rho / (1.0 + (items - 1.0) * rho);
        let correlation = covariance.correlation().unwrap();
        prop_assert!((alpha::alpha(&covariance).unwrap() - want).abs() <= 1e-12);
        prop_assert!((alpha::alpha(&correlation).unwrap() - want).abs() <= 1e-12);
        let found = omega(&correlation);
        if k >= 3 {
            prop_assert!((found.estimate.unwrap() - want).abs() <= 1e-10);
            let dropped = alpha::alpha(&covariance.without(0)).unwrap();
            prop_assert!(dropped < want);
        } else {
            prop_assert_eq!(found.note, Some(ReliabilityNote::TwoItems));
        }
        let error = alpha::simple_error(&covariance, 400.0).unwrap();
        // Kristof (1963) for parallel items: se = (1 − α) √(2k/((k−1) n)).
        let parallel = (1.0 - want) * (2.0 * items / ((items - 1.0) * 400.0)).sqrt();
        prop_assert!((error / parallel - 1.0).abs() <= 1e-9);
        let (low, high) = alpha::feldt(want, 400.0, k, 0.95).unwrap();
        prop_assert!(low < want && want < high && high < 1.0);
    }

    /// Minres finds the loadings that made the correlations; of three items so does the formula.
    #[test]
    fn minres_finds_the_loadings(
        loadings in prop::collection::vec(0.25_f64..0.95, 3..9),
        turned in prop::collection::vec(any::<bool>(), 9),
    ) {
        let loadings: Vec<f64> = loadings
            .iter()
            .zip(turned)
            .map(|(one, turn)| if turn { -one } else { *one })
            .collect();
        let sum: f64 = loadings.iter().sum();
        prop_assume!(sum.abs() > 1e-3);
        let matrix = of_loadings(&loadings);
        let found = minres(&matrix).unwrap();
        for (found, want) in found.iter().zip(&loadings) {
            prop_assert!((found - want * sum.signum()).abs() <= 1e-9, "{found} {want}");
        }
        if let Some(formula) = closed_form(&matrix) {
            for (formula, found) in formula.iter().zip(&found) {
                prop_assert!((formula - found).abs() <= 1e-9);
            }
        }
        let squares: f64 = loadings.iter().map(|one| 1.0 - one * one).sum();
        let want = sum * sum / (sum * sum + squares);
        prop_assert!((omega(&matrix).estimate.unwrap() - want).abs() <= 1e-9);
    }

    /// Eigenvectors rebuild the matrix, eigenvalues add up to the trace, columns to at least 0.
    #[test]
    fn components_rebuild_the_matrix(cells in prop::collection::vec(-0.3_f64..0.3, 15)) {
        let mut next = cells.iter();
        let upper: Vec<Vec<f64>> =
            (0..5).map(|i| (i + 1..5).map(|_| *next.next().unwrap_or(&0.0)).collect()).collect();
        let matrix = Square::of(5, |i, j| if i == j { 1.0 } else { upper[i][j - i - 1] });
        let eigen = matrix.eigen();
        prop_assert!((eigen.values.iter().sum::<f64>() - 5.0).abs() <= 1e-13);
        prop_assert!(eigen.values.windows(2).all(|two| two[0] >= two[1]));
        for i in 0..5 {
            for j in 0..5 {
                let vectors = eigen.vectors.iter().zip(&eigen.values);
                let cell: f64 = vectors.map(|(v, value)| value * v[i] * v[j]).sum();
                prop_assert!((cell - matrix.get(i, j)).abs() <= 1e-13);
            }
            prop_assert!(eigen.vectors[i].iter().sum::<f64>() >= -1e-12);
        }
        let found = components(&matrix);
        if let Some(loadings) = found.loadings {
            for row in loadings {
                prop_assert!((row.iter().map(|one| one * one).sum::<f64>() - 1.0).abs() <= 1e-12);
            }
        }
    }

    /// A table with the very probabilities of a bivariate normal gives its correlation back.
    #[test]
    fn polychoric_finds_the_correlation(
        rho in -0.9_f64..0.9,
        x in prop::collection::vec(-1.2_f64..1.2, 1..5),
        y in prop::collection::vec(-1.2_f64..1.2, 1..5),
    ) {
        let cuts = |mut cuts: Vec<f64>| {
            cuts.sort_by(f64::total_cmp);
            cuts.dedup_by(|one, two| (*one - *two).abs() < 0.2);
            let edges = [f64::NEG_INFINITY].into_iter().chain(cuts);
            edges.chain([f64::INFINITY]).collect::<Vec<f64>>()
        };
        let (x, y) = (cuts(x), cuts(y));
        let table: Vec<Vec<f64>> = x
            .windows(2)
            .map(|x| {
                let p = |a, b| bivariate_normal(a, b, rho);
                let cell = |y: &[f64]| {
                    p(x[1], y[1]) - p(x[0], y[1]) - p(x[1], y[0]) + p(x[0], y[0])
                };
                y.windows(2).map(|y| 1e7 * cell(y).max(0.0)).collect()
            })
            .collect();
        let found = polychoric(&table).unwrap();
        prop_assert!((found.rho - rho).abs() <= 1e-6, "{} {rho}", found.rho);
        let turned: Vec<Vec<f64>> = table.iter().rev().cloned().collect();
        prop_assert!((polychoric(&turned).unwrap().rho + found.rho).abs() <= 1e-9);
        let sums: Vec<f64> = table.iter().map(|row| row.iter().sum()).collect();
        for (found, want) in thresholds(&sums).iter().zip(&x[1..]) {
            prop_assert!((found - want).abs() <= 1e-9);
        }
    }

    /// Φ₂ against the plain integral.
    #[test]
    fn the_bivariate_normal_is_the_integral(
        x in -3.0_f64..3.0, y in -3.0_f64..3.0, rho in -0.99_f64..0.99,
    ) {
        prop_assert!((bivariate_normal(x, y, rho) - integral(x, y, rho)).abs() <= 1e-12);
    }

    /// The same where the integrand ends on its slope, which is steepest there.
    #[test]
    fn the_bivariate_normal_on_the_slope_is_the_integral(
        x in -3.0_f64..3.0, off in -1.0_f64..1.0, rho in 0.9_f64..0.99, turned in any::<bool>(),
    ) {
        let rho = if turned { -rho } else { rho };
        let y = rho * x + off * (1.0 - rho * rho).sqrt();
        prop_assert!((bivariate_normal(x, y, rho) - integral(x, y, rho)).abs() <= 1e-12);
    }
}

/// ∫ φ(t) Φ((y − ρt)/√(1 − ρ²)) dt up to x, by Simpson's rule of two widths. Where the integrand
/// ends on its slope one width is off by up to 1e-11 at ρ = 0.99: Richardson's step takes the
/// term of the fourth order away.
fn integral(x: f64, y: f64, rho: f64) -> f64 {
    let phi = |x: f64| 0.5 * libm::erfc(-x * core::f64::consts::FRAC_1_SQRT_2);
    let inner = |t: f64| {
        let density = libm::exp(-t * t / 2.0) / (2.0 * core::f64::consts::PI).sqrt();
        density * phi((y - rho * t) / (1.0 - rho * rho).sqrt())
    };
    let simpson = |steps: i32| {
        let width = (x + 9.0) / f64::from(steps);
        let weight = |at: i32| match at {
            _ if at == 0 || at == steps => 1.0,
            _ if at % 2 == 1 => 4.0,
            _ => 2.0,
        };
        let terms =
            (0..=steps).map(|at| weight(at) * inner(-9.0 + width * f64::from(at)));
        terms.sum::<f64>() * width / 3.0
    };
    let (wide, narrow) = (simpson(4_000), simpson(8_000));
    narrow + (narrow - wide) / 15.0
}

#[test]
fn the_bivariate_normal_at_known_places() {
    for rho in [-0.999_f64, -0.5, 0.0, 0.3, 0.69, 0.71, 0.95, 0.999] {
        let want = 0.25 + libm::asin(rho) / (2.0 * core::f64::consts::PI);
        assert!((bivariate_normal(0.0, 0.0, rho) - want).abs() <= 1e-15, "{rho}");
    }
    assert!(
        (bivariate_normal(1.0, f64::INFINITY, 0.4) - 0.841_344_746_068_542_9).abs()
            < 1e-15
    );
    assert!(bivariate_normal(f64::NEG_INFINITY, 1.0, 0.4) <= 0.0);
}

/// Tetrachoric, 2 × 2 at the medians: ρ = sin(2π(p₁₁ − ¼)) (Sheppard 1898).
#[test]
fn tetrachoric_at_the_medians() {
    let found = polychoric(&[vec![40.0, 10.0], vec![10.0, 40.0]]).unwrap();
    let want = libm::sin(2.0 * core::f64::consts::PI * (0.4 - 0.25));
    assert!((found.rho - want).abs() <= 1e-12);
}

#[test]
fn tables_without_a_maximum_inside() {
    let zero = polychoric(&[vec![50.0, 0.0], vec![0.0, 50.0]]);
    assert_eq!(zero, Err(ReliabilityNote::Boundary));
    assert_eq!(polychoric(&[]), Err(ReliabilityNote::NoData));
    assert_eq!(polychoric(&[vec![0.0, 0.0]]), Err(ReliabilityNote::NoData));
    assert_eq!(polychoric(&[vec![5.0, 9.0]]), Err(ReliabilityNote::ConstantItem));
    let empty_middle = [vec![30.0, 0.0, 5.0], vec![0.0; 3], vec![6.0, 0.0, 20.0]];
    let without = [vec![30.0, 5.0], vec![6.0, 20.0]];
    assert_eq!(polychoric(&empty_middle), polychoric(&without));
}

#[test]
fn a_heywood_case_is_a_failure() {
    let cells = [[1.0, 0.9, 0.9], [0.9, 1.0, 0.5], [0.9, 0.5, 1.0]];
    let found = omega(&Square::of(3, |i, j| cells[i][j]));
    assert_eq!((found.estimate, found.note), (None, Some(ReliabilityNote::Heywood)));
    let apart = [[1.0, 0.5, -0.5], [0.5, 1.0, 0.5], [-0.5, 0.5, 1.0]];
    let found = omega(&Square::of(3, |i, j| apart[i][j]));
    assert!(found.estimate.is_none() && found.closed_form.is_none(), "{found:?}");
    let none = omega(&Square::of(4, |i, j| if i == j { 1.0 } else { 0.0 }));
    assert_eq!((none.estimate, none.note), (None, Some(ReliabilityNote::NoSolution)));
}

#[test]
fn ranks_share_ties_and_weights_repeat_rows() {
    assert_eq!(midranks(&[(3.0, 1.0), (1.0, 1.0), (3.0, 1.0)]), [2.0, 0.5, 2.0]);
    let weighted = [(1.0, 2.0, 2.0), (2.0, 2.0, 1.0), (4.0, 1.0, 3.0), (5.0, 9.0, 1.0)];
    let mut repeated = Vec::new();
    for (x, y, weight) in weighted {
        let mut left = weight;
        while left > 0.5 {
            repeated.push((x, y, 1.0));
            left -= 1.0;
        }
    }
    let (one, other) = (spearman(&weighted).unwrap(), spearman(&repeated).unwrap());
    assert!((one - other).abs() <= 1e-14);
    assert_eq!(spearman(&[(1.0, 1.0, 1.0), (1.0, 2.0, 1.0)]), None, "constant");
    assert_eq!(spearman(&[]), None);
}

/// Sums about a near origin lose nothing far from zero.
#[test]
fn far_values_keep_their_digits() {
    let rows = [(1.0, 2.0), (2.0, 2.0), (3.0, 5.0), (4.0, 4.0)];
    let of = |shift: f64| {
        let mut sums = PairSums::new(Use::Pairwise, vec![shift + 2.0; 2]);
        for (x, y) in rows {
            sums.push(&[Some(x + shift), Some(y + shift)], 1e-6);
        }
        (sums.covariance(0, 1), sums.correlation(0, 1), sums.covariance(0, 0))
    };
    assert_eq!(of(0.0), of(1e7));
    assert_eq!(of(0.0), of(1_099_511_627_776.0));
}
