//! How often each unit has each rank over all weights, as exact areas. Must not know surveys or
//! sampling error. Start from [`acceptability`].

use super::RankError;
use super::polygon::{Form, Polygon, at};
use crate::estimate::real;

/// The weights that are looked at; every point of the region counts alike.
#[derive(Clone, Debug, PartialEq)]
pub enum Region {
    /// All weights that are not negative and add up to 1: Dirichlet(1, …, 1).
    All,
    /// Those within so much of chosen ones (which add up to 1) in every dimension.
    Box(Vec<f64>, f64),
}

/// What weights can do to the ranks.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptability {
    /// For each unit the share of the weights that give it each rank, from 1 on. Each unit's
    /// shares and each rank's shares add up to 1.
    pub shares: Vec<Vec<f64>>,
    /// For each unit the mean of the weights that put it first.
    pub central: Vec<Option<Vec<f64>>>,
    /// The best and the worst rank that some weights give it.
    pub range: Vec<[usize; 2]>,
}

/// Rank acceptabilities and central weights (Lahdelma and Salminen 2001) of units whose values
/// are Σ w_d x_d, as exact areas: the region of the weights is cut by the lines on which two units
/// are equal. Units that are equal everywhere share their ranks evenly. `None` for more than three
/// dimensions.
///
/// # Errors
/// A box that is none.
pub fn acceptability(
    units: &[Vec<f64>],
    region: &Region,
) -> Result<Option<Acceptability>, RankError> {
    let dimensions = units.first().map_or(0, Vec::len);
    if !(1..=3).contains(&dimensions) {
        return Ok(None);
    }
    let whole = polygon(dimensions, region)?;
    let total = whole.moments().0;
    let mut found =
        Acceptability { shares: Vec::new(), central: Vec::new(), range: Vec::new() };
    for unit in units {
        let mut cells = vec![(whole.clone(), 0_usize)];
        let mut ties = 0_usize;
        // Every unit is compared with all, itself too: that is the one tie taken away again.
        for other in units {
            let form = form(other, unit);
            let size =
                other.iter().chain(unit).fold(0.0_f64, |size, x| size.max(x.abs()));
            if whole.corners.iter().all(|corner| at(form, *corner).abs() <= 1e-12 * size)
            {
                ties += 1;
                continue;
            }
            let mut next = Vec::with_capacity(cells.len() + 1);
            for (cell, above) in cells {
                let (over, under) = cell.cut(form);
                let parts = [(over, above + 1), (under, above)];
                next.extend(
                    parts.into_iter().filter(|one| one.0.moments().0 > 1e-14 * total),
                );
            }
            cells = next;
        }
        found.push(&cells, ties.saturating_sub(1), units.len(), dimensions);
    }
    Ok(Some(found))
}

impl Acceptability {
    fn push(
        &mut self,
        cells: &[(Polygon, usize)],
        ties: usize,
        units: usize,
        dimensions: usize,
    ) {
        let mut shares = vec![0.0; units];
        let (mut first, mut centre) = (0.0, [0.0; 2]);
        let total: f64 = cells.iter().map(|(cell, _)| cell.moments().0).sum();
        for (cell, above) in cells {
            let (area, sum) = cell.moments();
            for share in shares.iter_mut().skip(*above).take(ties + 1) {
                *share += area / total / real(ties + 1);
            }
            if *above == 0 {
                (first, centre) =
                    (first + area, [centre[0] + sum[0], centre[1] + sum[1]]);
            }
        }
        let best = cells.iter().map(|one| one.1).min().unwrap_or(0);
        let worst = cells.iter().map(|one| one.1).max().unwrap_or(0);
        self.range.push([best + 1, worst + ties + 1]);
        let middle = [centre[0] / first, centre[1] / first];
        self.central.push((first > 0.0).then(|| weights(middle, dimensions)));
        self.shares.push(shares);
    }
}

/// The weights at a point of the plane.
fn weights([u, v]: [f64; 2], dimensions: usize) -> Vec<f64> {
    match dimensions {
        1 => vec![1.0],
        2 => vec![u, 1.0 - u],
        _ => vec![u, v, 1.0 - u - v],
    }
}

/// One unit's value less another's, in the plane.
fn form(one: &[f64], two: &[f64]) -> Form {
    let mut by = [0.0; 3];
    for (slot, (x, y)) in by.iter_mut().zip(one.iter().zip(two)) {
        *slot = x - y;
    }
    match one.len() {
        1 => [by[0], 0.0, 0.0],
        2 => [by[1], by[0] - by[1], 0.0],
        _ => [by[2], by[0] - by[2], by[1] - by[2]],
    }
}

/// The region of the weights in the plane; with fewer than three dimensions v has no meaning.
fn polygon(dimensions: usize, region: &Region) -> Result<Polygon, RankError> {
    let mut corners = vec![[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]];
    if dimensions < 3 {
        corners.insert(2, [1.0, 1.0]);
    }
    let mut polygon = Polygon { corners };
    if let Region::Box(centre, width) = region {
        if !(*width > 0.0 && *width <= 1.0) {
            return Err(RankError::Box(*width));
        }
        for (d, middle) in centre.iter().enumerate() {
            // w_d at any point of the plane.
            let mut unit = vec![0.0; dimensions];
            if let Some(slot) = unit.get_mut(d) {
                *slot = 1.0;
            }
            let [a, b, c] = form(&unit, &vec![0.0; dimensions]);
            polygon = polygon.cut([a - (middle - width), b, c]).0;
            polygon = polygon.cut([a - (middle + width), b, c]).1;
        }
        if polygon.moments().0 <= 0.0 {
            return Err(RankError::Box(*width));
        }
    }
    Ok(polygon)
}
