//! Laws of the rows: order, weights, and the jackknife against its plain definition.

use proptest::prelude::*;

use super::{Person, close, people, person, survey, survey_of};
use crate::Survey;
use crate::reliability::{
    Alpha, AlphaRequest, MatrixKind, ReliabilityRequest, ScaleReliability, Use,
};
use crate::request::Filter;

fn whole(survey: &Survey) -> ScaleReliability {
    let request =
        ReliabilityRequest { matrix: MatrixKind::Polychoric, ..Default::default() };
    survey.reliability(&request).expect("an answer").scales.remove(0)
}

/// Every number of an alpha.
fn numbers(alpha: &Alpha) -> [Option<f64>; 5] {
    [alpha.estimate, alpha.se_log, alpha.se, alpha.lower, alpha.upper]
}

fn every_number(scale: &ScaleReliability) -> Vec<Option<f64>> {
    let mut all = vec![scale.mean, scale.sd];
    for part in [&scale.pairwise, &scale.complete_cases] {
        all.extend(numbers(&part.alpha));
        all.extend([part.standardized_alpha, part.lambda6, part.median_correlation]);
        let matrices = [&part.covariance, &part.pearson, &part.spearman];
        all.extend(matrices.into_iter().flatten().flatten().copied());
        for item in &part.items {
            all.extend([item.item_rest, item.item_mean, item.alpha_if_dropped]);
        }
    }
    for structure in &scale.structure {
        all.push(structure.omega.estimate);
        all.extend(structure.correlation.iter().flatten().copied());
        let loadings = structure.components.iter().flat_map(|one| &one.loadings);
        all.extend(loadings.flatten().flatten().copied().map(Some));
    }
    all
}

/// Alpha by weights, as its definition reads.
fn plain_alpha(people: &[Person], weights: &[f64], rule: Use) -> Option<f64> {
    let k = people.first()?.items.len();
    let value = |person: &Person, item: usize| {
        #[expect(clippy::cast_precision_loss, reason = "small")]
        let x = person.items[item] as f64;
        (x > 0.0).then_some(if item == 1 { 6.0 - x } else { x })
    };
    let mut sum = 0.0;
    let mut trace = 0.0;
    for i in 0..k {
        for j in 0..k {
            let rows: Vec<(f64, f64, f64)> = people
                .iter()
                .zip(weights)
                .filter(|(p, w)| {
                    **w > 0.0 && (rule == Use::Pairwise || p.items.iter().all(|x| *x > 0))
                })
                .filter_map(|(p, w)| Some((value(p, i)?, value(p, j)?, *w)))
                .collect();
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let n = rows.len() as f64;
            let all: f64 = rows.iter().map(|row| row.2).sum();
            let x: f64 = rows.iter().map(|row| row.2 * row.0).sum::<f64>() / all;
            let y: f64 = rows.iter().map(|row| row.2 * row.1).sum::<f64>() / all;
            let products = rows.iter().map(|row| row.2 * (row.0 - x) * (row.1 - y));
            let cell = n / (n - 1.0) * products.sum::<f64>() / all;
            sum += cell;
            trace += if i == j { cell } else { 0.0 };
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "small")]
    let k = k as f64;
    let alpha = k / (k - 1.0) * (1.0 - trace / sum);
    alpha.is_finite().then_some(alpha)
}

/// √V of ln(1 − α): every PSU left out in turn, all weights made anew.
fn plain_error(people: &[Person], used: &[bool], rule: Use) -> Option<f64> {
    let base: Vec<f64> = people
        .iter()
        .zip(used)
        .map(|(p, used)| if *used { p.weight } else { 0.0 })
        .collect();
    let theta = libm::log(1.0 - plain_alpha(people, &base, rule)?);
    let mut units: Vec<(u32, u32)> = people.iter().map(|p| (p.stratum, p.psu)).collect();
    units.sort_unstable();
    units.dedup();
    let mut variance = 0.0;
    for (stratum, psu) in &units {
        let m = f64::from(
            u32::try_from(units.iter().filter(|u| u.0 == *stratum).count()).ok()?,
        );
        let weights: Vec<f64> = people
            .iter()
            .zip(&base)
            .map(|(p, w)| match (p.stratum == *stratum, p.psu == *psu) {
                (true, true) => 0.0,
                (true, false) => w * m / (m - 1.0),
                _ => *w,
            })
            .collect();
        let left = libm::log(1.0 - plain_alpha(people, &weights, rule)?);
        variance += (m - 1.0) / m * (left - theta) * (left - theta);
    }
    Some(variance.sqrt())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The jackknife of random designs is its plain definition; a filter keeps the PSUs.
    #[test]
    fn the_jackknife_is_its_definition(
        seed in any::<u64>(), strata in 1_u32..4, psus in 5_u32..9, size in 2_u32..6,
        k in 2_usize..5,
    ) {
        let people = people(seed, strata, psus + 5 / strata, size, k, 8);
        let survey = survey(&people);
        let filters = [Vec::new(), vec![Filter::codes("a1", ["2", "3", "4", "5"])]];
        for filter in filters {
            let used = survey.matching(&filter).unwrap();
            let request = AlphaRequest { filter, ..Default::default() };
            let found = survey.alpha(&request).unwrap().remove(0);
            for (alpha, rule) in [(found.pairwise, Use::Pairwise), (found.complete, Use::Complete)] {
                let Some(estimate) = alpha.estimate else { continue };
                let weights: Vec<f64> = people
                    .iter()
                    .zip(&used)
                    .map(|(p, used)| if *used { p.weight } else { 0.0 })
                    .collect();
                let plain = plain_alpha(&people, &weights, rule).unwrap();
                prop_assert!((estimate - plain).abs() <= 1e-10 * plain.abs().max(1.0));
                if let Some(se) = alpha.se_log {
                    let plain = plain_error(&people, &used, rule).unwrap();
                    prop_assert!((se - plain).abs() <= 1e-9 * plain, "{se} {plain}");
                    prop_assert!(alpha.lower.unwrap() < estimate);
                    prop_assert!(estimate < alpha.upper.unwrap() && alpha.upper.unwrap() < 1.0);
                }
            }
        }
    }

    /// The same where one PSU outweighs all others together, so that taking it away would lose
    /// every digit of what is left.
    #[test]
    fn the_jackknife_without_a_heavy_psu(seed in any::<u64>(), heavy in 1e6_f64..1e12) {
        let mut people = people(seed, 2, 7, 5, 3, 5);
        for one in people.iter_mut().filter(|one| (one.stratum, one.psu) == (1, 3)) {
            one.weight *= heavy;
        }
        let used = vec![true; people.len()];
        let found = survey(&people).alpha(&AlphaRequest::default()).unwrap().remove(0);
        for (alpha, rule) in [(found.pairwise, Use::Pairwise), (found.complete, Use::Complete)] {
            if let Some(se) = alpha.se_log {
                let plain = plain_error(&people, &used, rule).unwrap();
                prop_assert!((se - plain).abs() <= 1e-9 * plain, "{se} {plain}");
            }
        }
    }

    /// The order of the rows changes nothing beyond 1e-12.
    #[test]
    fn rows_in_any_order(seed in any::<u64>(), turn in 1_usize..40) {
        let mut people = people(seed, 2, 6, 4, 4, 10);
        let before = every_number(&whole(&survey(&people)));
        people.rotate_left(turn);
        people.reverse();
        let after = every_number(&whole(&survey(&people)));
        prop_assert_eq!(before.len(), after.len());
        for (one, other) in before.iter().zip(&after) {
            prop_assert!(close(*one, *other, 1e-12), "{one:?} {other:?}");
        }
    }

    /// Whole weights are repeated rows, where n plays no part: complete rows, correlations,
    /// omega, the jackknife. Scaling all weights changes nothing at all of it.
    #[test]
    fn weights_are_repeated_rows(seed in any::<u64>(), scale in 1e-6_f64..1e6) {
        let people = people(seed, 2, 7, 3, 3, 10);
        let mut repeated = Vec::new();
        for one in &people {
            let mut left = one.weight;
            while left > 0.5 {
                repeated.push(Person { weight: 1.0, ..one.clone() });
                left -= 1.0;
            }
        }
        let scaled: Vec<Person> = people
            .iter()
            .map(|one| Person { weight: one.weight * scale, ..one.clone() })
            .collect();
        let mine = whole(&survey(&people));
        let other = whole(&survey(&repeated));
        let same = |one: Option<f64>, other: Option<f64>| close(one, other, 1e-9);
        for (one, other) in numbers(&mine.complete_cases.alpha)
            .into_iter()
            .zip(numbers(&other.complete_cases.alpha))
        {
            prop_assert!(same(one, other), "{one:?} {other:?}");
        }
        for (one, other) in mine.structure.iter().zip(&other.structure) {
            prop_assert!(same(one.omega.estimate, other.omega.estimate));
            for (one, other) in one.correlation.iter().flatten().zip(other.correlation.iter().flatten()) {
                prop_assert!(same(*one, *other), "{one:?} {other:?}");
            }
        }
        let scaled = whole(&survey(&scaled));
        for (one, other) in every_number(&mine).into_iter().zip(every_number(&scaled)) {
            prop_assert!(close(one, other, 1e-9), "{one:?} {other:?}");
        }
    }
}

/// Strata of one PSU by each policy; without policy no error, but the estimate.
#[test]
fn lonely_policies() {
    let mut people = people(5, 2, 8, 4, 3, 0);
    people.push(person(9, 1, 1.0, &[2, 4, 3]));
    people.push(person(9, 1, 1.0, &[5, 1, 5]));
    let of = |policy: &str| {
        let survey = survey_of(&people, 1, policy);
        survey.alpha(&AlphaRequest::default()).unwrap().remove(0).pairwise
    };
    let fail = of("fail");
    assert!(fail.estimate.is_some() && fail.se_log.is_none() && fail.lower.is_none());
    assert_eq!(fail.note.map(|note| note.code()), Some("lonely-psu"));
    let [remove, certainty, adjust, average] =
        ["remove", "certainty", "adjust", "average"]
            .map(|policy| of(policy).se_log.unwrap());
    assert!((remove - certainty).abs() <= 0.0 && adjust > remove);
    assert!(
        (average / remove - 1.5_f64.sqrt()).abs() <= 1e-12,
        "three strata, two usable"
    );
}
