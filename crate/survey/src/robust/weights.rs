//! Weights that data would give: by reliability and by the first principal component. Must not
//! know ranks. Start from [`by_reliability`].

use crate::Survey;
use crate::rank::{Asked, Columns, RankError, RankRequest};
use crate::reliability::{AlphaRequest, Square, components};
use crate::totals::Moments;

/// Each dimension's alpha (the one to be reported, over the rows of the filter); `None` if one
/// has none above 0.
pub(super) fn by_reliability(survey: &Survey, request: &RankRequest) -> Option<Vec<f64>> {
    let of = survey.definition().dimensions().iter().map(|one| one.id.clone()).collect();
    let asked = AlphaRequest { of, filter: request.filter.clone(), level: None };
    let found = survey.alpha(&asked).ok()?;
    found.iter().map(|one| one.reported().estimate.filter(|alpha| *alpha > 0.0)).collect()
}

/// The loadings of the dimensions on the first principal component of their weighted correlations
/// over the rows that have all (Jolliffe 2002, 2.3); `None` unless all are positive.
pub(super) fn by_component(
    survey: &Survey,
    asked: &Asked,
) -> Result<Option<Vec<f64>>, RankError> {
    let columns = Columns::of_index(survey)?;
    let k = columns.values.len();
    let rows: Vec<(Vec<f64>, f64)> = (survey.design().weights().iter().enumerate())
        .filter(|(row, weight)| asked.groups.of(*row).is_some() && **weight > 0.0)
        .filter_map(|(row, weight)| {
            let own =
                columns.values.iter().map(|column| column.get(row).copied().flatten());
            Some((own.collect::<Option<Vec<f64>>>()?, *weight))
        })
        .collect();
    let mean = |d: usize| {
        let mut moments = Moments::EMPTY;
        for (values, weight) in &rows {
            moments.push(values.get(d).copied().unwrap_or(0.0), *weight);
        }
        moments.mean().unwrap_or(0.0)
    };
    let means: Vec<f64> = (0..k).map(mean).collect();
    let covariance = Square::of(k, |i, j| {
        let part = |(values, weight): &(Vec<f64>, f64)| {
            let away =
                |d: usize| values.get(d).zip(means.get(d)).map_or(0.0, |(x, m)| x - m);
            weight * away(i) * away(j)
        };
        rows.iter().map(part).sum()
    });
    let Some(correlation) = covariance.correlation() else { return Ok(None) };
    let loadings = components(&correlation).loadings;
    let first = loadings.and_then(|rows| {
        let of = |row: &Vec<f64>| row.first().copied().filter(|loading| *loading > 0.0);
        rows.iter().map(of).collect::<Option<Vec<f64>>>()
    });
    Ok(first)
}
