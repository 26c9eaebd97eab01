//! Krippendorff's alpha for nominal data: any number of coders, gaps allowed.
//! Must not know who coded. Start from [`krippendorff_alpha`].

use super::real;

/// Krippendorff's alpha for nominal data, 1 − (n − 1) Σ o_ck / Σ n_c n_k over c ≠ k
/// (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, C).
///
/// Each unit gives the number of coders for each category; units with fewer than two codings
/// are not pairable and left out. `None` without pairable units, or if all codings are of one
/// category. No interval is given: the published ones disagree.
pub fn krippendorff_alpha<'u>(units: impl IntoIterator<Item = &'u [u64]>) -> Option<f64> {
    let (mut disagreeing, mut total) = (0.0, 0_u64);
    let mut of_category: Vec<u64> = Vec::new();
    for unit in units {
        let codings: u64 = unit.iter().sum();
        if codings < 2 {
            continue;
        }
        if of_category.len() < unit.len() {
            of_category.resize(unit.len(), 0);
        }
        total += codings;
        of_category.iter_mut().zip(unit).for_each(|(sum, count)| *sum += count);
        let pairs: u64 = unit.iter().map(|count| count * (codings - count)).sum();
        disagreeing += real(pairs) / real(codings - 1);
    }
    let chance: f64 =
        of_category.iter().map(|count| real(*count) * real(total - count)).sum();
    (chance > 0.0).then(|| 1.0 - real(total - 1) * disagreeing / chance)
}
