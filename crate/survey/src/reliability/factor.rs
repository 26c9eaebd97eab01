//! One common factor and the omega it gives. Must not know rows. Start from [`omega`].

use super::square::turned;
use super::{ReliabilityNote, Square};

/// Sweeps after which a solution that still moves is none.
const SWEEPS: usize = 200_000;

/// Omega total of one factor on standardized items, by minres (unweighted least squares).
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Omega {
    /// (Σλ)²/((Σλ)² + Σ(1 − λ²)) (McDonald 1999).
    pub estimate: Option<f64>,
    /// Loadings in the order of the items; also where they are a Heywood case.
    pub loadings: Option<Vec<f64>>,
    /// Loadings of the closed form, for three items.
    pub closed_form: Option<Vec<f64>>,
    /// Why something is missing.
    pub note: Option<ReliabilityNote>,
}

impl Omega {
    /// None, for a reason.
    #[must_use]
    pub fn none(note: ReliabilityNote) -> Self {
        Self { estimate: None, loadings: None, closed_form: None, note: Some(note) }
    }
}

/// Omega of a correlation matrix. Fewer than three items identify no factor; a loading above 1
/// (a negative uniqueness, Heywood 1931) is a failure and gives no omega.
#[must_use]
pub fn omega(correlation: &Square) -> Omega {
    if correlation.k() < 3 {
        return Omega::none(ReliabilityNote::TwoItems);
    }
    let Some(loadings) = minres(correlation) else {
        return Omega::none(ReliabilityNote::NoSolution);
    };
    let closed_form = closed_form(correlation);
    let sum: f64 = loadings.iter().sum();
    let unique: f64 = loadings.iter().map(|one| 1.0 - one * one).sum();
    let heywood = loadings.iter().any(|one| one.abs() > 1.0 + 1e-12);
    let estimate = sum * sum / (sum * sum + unique);
    let kept = !heywood && estimate.is_finite();
    Omega {
        estimate: Some(estimate).filter(|_| kept),
        loadings: Some(loadings),
        closed_form,
        note: (!kept).then_some(ReliabilityNote::Heywood),
    }
}

/// Loadings of one factor that minimise Σ_{i<j} (r_ij − λ_i λ_j)², to the last digit, turned so
/// that they add up to at least 0; `None` if they do not settle.
///
/// Minres by item: each loading in turn is the regression of its correlations on the other
/// loadings (Harman and Jones 1966), whose fixed point is that of iterated principal axes. It
/// starts at the first principal component.
#[must_use]
pub fn minres(correlation: &Square) -> Option<Vec<f64>> {
    let k = correlation.k();
    let eigen = correlation.eigen();
    let scale = eigen.values.first()?.max(0.0).sqrt();
    let mut loadings: Vec<f64> =
        eigen.vectors.first()?.iter().map(|one| one * scale).collect();
    let mut moved = f64::INFINITY;
    for _ in 0..SWEEPS {
        let before = moved;
        moved = 0.0;
        for i in 0..k {
            let others = || loadings.iter().enumerate().filter(|(j, _)| *j != i);
            let below: f64 = others().map(|(_, one)| one * one).sum();
            let above: f64 = others().map(|(j, one)| correlation.get(i, j) * one).sum();
            let next = above / below;
            if !next.is_finite() || next.abs() > 1e6 {
                return None;
            }
            let slot = loadings.get_mut(i)?;
            moved = moved.max((next - *slot).abs());
            *slot = next;
        }
        // Below a few units in the last place the loadings only go to and fro.
        if moved <= 1e-16 || (moved <= 1e-15 && moved >= before) {
            break;
        }
    }
    let size = loadings.iter().fold(0.0_f64, |most, one| most.max(one.abs()));
    (moved <= 1e-12 && size > 1e-6).then(|| turned(loadings))
}

/// Loadings of one factor of three items, λ_1² = r_12 r_13 / r_23 and so on (Spearman 1904);
/// `None` for another number of items or if a square is not positive.
#[must_use]
pub fn closed_form(correlation: &Square) -> Option<Vec<f64>> {
    let [ab, ac, bc] = [(0, 1), (0, 2), (1, 2)].map(|(i, j)| correlation.get(i, j));
    if correlation.k() != 3 || ab * ac * bc <= 0.0 {
        return None;
    }
    let sign = |cell: f64| if cell < 0.0 { -1.0 } else { 1.0 };
    // The first loading positive; the others take the signs of their correlations with it.
    let loadings = vec![
        (ab * ac / bc).sqrt(),
        sign(ab) * (ab * bc / ac).sqrt(),
        sign(ac) * (ac * bc / ab).sqrt(),
    ];
    loadings.iter().all(|one| one.is_finite()).then(|| turned(loadings))
}
