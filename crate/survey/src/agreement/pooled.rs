//! One kappa for a whole codebook. Must not know the codes. Start from [`pooled_kappa`].

use super::{AgreementNote, Coefficient, PairTable, real};

/// Kappa pooled over codes, (Σ p_o − Σ p_e)/(m − Σ p_e) over the m codes (De Vries, Elliott,
/// Kanouse and Teleki 2008, Field Methods 20:272–282): codes that kappa is undefined for count.
///
/// `units` holds, for each unit, the pair of categories that it got on every code (`None`: not
/// coded by both). The standard error leaves out one unit at a time with all its codes:
/// √((n−1)/n Σ(κ_(i) − κ_(·))²) (Efron and Tibshirani 1993, eq. 11.5).
#[must_use]
pub fn pooled_kappa(
    categories: usize,
    codes: usize,
    units: &[Vec<Option<(usize, usize)>>],
    level: f64,
) -> Coefficient {
    let mut tables = vec![PairTable::new(categories); codes];
    for unit in units {
        for (table, pair) in tables.iter_mut().zip(unit) {
            if let Some((first, second)) = pair {
                table.push(*first, *second);
            }
        }
    }
    if tables.iter().all(|table| table.n() == 0) {
        return Coefficient::none(AgreementNote::NoData);
    }
    let Some(kappa) = value(&tables) else {
        return Coefficient::none(AgreementNote::NoVariation);
    };
    if tables.iter().all(|table| table.agreeing() == table.n()) {
        return Coefficient::bare(1.0, AgreementNote::NoDisagreement);
    }
    let mut left = Vec::new();
    for unit in units.iter().filter(|unit| unit.iter().any(Option::is_some)) {
        let less: Vec<PairTable> = tables
            .iter()
            .zip(unit)
            .map(|(table, pair)| match pair {
                Some((first, second)) => table.without(*first, *second),
                None => table.clone(),
            })
            .collect();
        match value(&less) {
            Some(kappa) => left.push(kappa),
            None => return Coefficient::bare(kappa, AgreementNote::NoError),
        }
    }
    let n = left.len() as u64;
    let mean = left.iter().sum::<f64>() / real(n.max(1));
    let squares: f64 = left.iter().map(|one| (one - mean) * (one - mean)).sum();
    let variance = (real(n) - 1.0) / real(n.max(1)) * squares;
    Coefficient::with(kappa, variance, n, level)
}

/// The pooled kappa of tables; `None` if chance agreement is complete in all of them.
fn value(tables: &[PairTable]) -> Option<f64> {
    let (mut observed, mut expected, mut codes) = (0.0, 0.0, 0.0);
    for table in tables {
        if let (Some(seen), Some(chance)) = (table.observed(), table.expected()) {
            observed += seen;
            expected += chance;
            codes += 1.0;
        }
    }
    let room = codes - expected;
    (room > 1e-12).then(|| (observed - expected) / room)
}
