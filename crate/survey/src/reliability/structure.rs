//! The numbers of one scale: items, matrices, omega, components. Must not know requests.
//! Start from [`part`] and [`structures`].

use super::answer::{Classical, ItemStatistics, MatrixKind, Part, Structure};
use super::{
    Alpha, Components, Items, Omega, PairSums, ReliabilityNote, Square, Units, Use,
    alpha, components, omega, polychoric, spearman, thresholds,
};
use crate::estimate::real;

/// An item with more values than this has no ordered categories to speak of.
const MOST_CATEGORIES: usize = 20;

/// Weighted mean and standard deviation (n/(n−1)) of values with weights.
pub(super) fn moments(
    values: impl Iterator<Item = (f64, f64)>,
) -> (u64, Option<f64>, Option<f64>) {
    let mut moments = crate::totals::Moments::EMPTY;
    for (value, weight) in values {
        moments.push(value, weight);
    }
    (moments.n, moments.mean(), moments.variance().map(f64::sqrt))
}

/// A matrix cell by cell; a correlation with a constant item is missing.
fn cells(k: usize, cell: impl Fn(usize, usize) -> Option<f64>) -> Vec<Vec<Option<f64>>> {
    (0..k).map(|i| (0..k).map(|j| cell(i, j)).collect()).collect()
}

/// The same of a symmetric matrix: each pair is asked for once.
fn symmetric(
    k: usize,
    cell: impl Fn(usize, usize) -> Option<f64>,
) -> Vec<Vec<Option<f64>>> {
    let upper = cells(k, |i, j| if i <= j { cell(i, j) } else { None });
    let at = |i: usize, j: usize| upper.get(i.min(j))?.get(i.max(j)).copied()?;
    cells(k, at)
}

/// The coefficients that rest on the rows of one rule.
pub(super) fn part(items: &Items, sums: &PairSums, alpha_of: Alpha, level: f64) -> Part {
    let k = items.k();
    let covariance = sums.covariances();
    let correlation = covariance.as_ref().and_then(Square::correlation);
    // Where alpha is refused, what is made like it is refused too.
    let kept = covariance.clone().filter(|_| alpha_of.estimate.is_some());
    let standard = correlation.clone().filter(|_| alpha_of.estimate.is_some());
    let rows = real(items.rows().len());
    let complete = items.rows().iter().filter(|row| items.is_complete(row)).count();
    let limits = alpha_of
        .estimate
        .and_then(|estimate| alpha::feldt(estimate, real(complete), k, level));
    let classical = Classical {
        label: "as if simple random",
        n: items.rows().len() as u64,
        ase: kept.as_ref().and_then(|one| alpha::simple_error(one, rows)),
        complete_n: complete as u64,
        lower: limits.map(|limits| limits.0),
        upper: limits.map(|limits| limits.1),
    };
    let statistics = (0..k).map(|item| {
        item_statistics(
            items,
            sums.rule(),
            item,
            [covariance.as_ref(), correlation.as_ref()],
            [kept.as_ref(), standard.as_ref()],
        )
    });
    let statistics = statistics.collect();
    Part {
        alpha: alpha_of,
        classical,
        standardized_alpha: standard.as_ref().and_then(alpha::alpha),
        lambda6: standard.as_ref().and_then(alpha::lambda6),
        average_correlation: correlation.as_ref().and_then(alpha::average_correlation),
        median_correlation: correlation.as_ref().and_then(alpha::median_correlation),
        signal_to_noise: standard.as_ref().and_then(alpha::signal_to_noise),
        items: statistics,
        n: (0..k)
            .map(|i| (0..k).map(|j| super::coefficient::count(sums.n(i, j))).collect())
            .collect(),
        covariance: cells(k, |i, j| sums.covariance(i, j)),
        correlation: cells(k, |i, j| {
            let one = sums.covariance(i, j)?;
            let (x, y) = (sums.covariance(i, i)?, sums.covariance(j, j)?);
            let value = if i == j { 1.0 } else { one / x.sqrt() / y.sqrt() };
            (x > 0.0 && y > 0.0).then_some(value)
        }),
        pearson: cells(k, |i, j| sums.correlation(i, j)),
        spearman: symmetric(k, |i, j| ranked(items, sums.rule(), i, j)),
    }
}

fn ranked(items: &Items, rule: Use, i: usize, j: usize) -> Option<f64> {
    let rows = items
        .rows()
        .iter()
        .filter(|row| rule == Use::Pairwise || items.is_complete(row))
        .filter_map(|row| Some((items.value(i, row)?, items.value(j, row)?, row.weight)));
    let found = spearman(&rows.collect::<Vec<_>>())?;
    Some(if i == j { 1.0 } else { found })
}

fn item_statistics(
    items: &Items,
    rule: Use,
    item: usize,
    [covariance, correlation]: [Option<&Square>; 2],
    [kept, standard]: [Option<&Square>; 2],
) -> ItemStatistics {
    let own =
        items.rows().iter().filter_map(|row| Some((items.value(item, row)?, row.weight)));
    let (n, mean, sd) = moments(own);
    let mut with_mean = PairSums::new(Use::Pairwise, vec![mean.unwrap_or(0.0); 2]);
    for row in items.rows() {
        if rule == Use::Pairwise || items.is_complete(row) {
            with_mean.push(&[items.value(item, row), items.row_mean(row)], row.weight);
        }
    }
    let rest = |matrix: Option<&Square>| Some(matrix?.without(item));
    ItemStatistics {
        item: items.names.get(item).cloned().unwrap_or_default(),
        n,
        mean,
        sd,
        item_rest: covariance.and_then(|one| alpha::item_rest(one, item)),
        item_mean: with_mean.correlation(0, 1),
        item_total: correlation.and_then(|one| alpha::item_total(one, item)),
        item_total_corrected: correlation
            .and_then(|one| alpha::item_total_corrected(one, item)),
        alpha_if_dropped: rest(kept).as_ref().and_then(alpha::alpha),
        standardized_if_dropped: rest(standard).as_ref().and_then(alpha::alpha),
        average_if_dropped: rest(correlation)
            .as_ref()
            .and_then(alpha::average_correlation),
    }
}

/// Omega and components of every matrix asked for: Pearson by both rules, then polychoric.
pub(super) fn structures(
    items: &Items,
    sums: [&PairSums; 2],
    matrix: MatrixKind,
    formative: bool,
) -> Vec<Structure> {
    let mut all: Vec<Structure> = sums
        .iter()
        .map(|sums| {
            let cell = |i, j| sums.correlation(i, j).ok_or(why(sums, i, j));
            structure(items.k(), MatrixKind::Pearson, sums.rule(), formative, cell)
        })
        .collect();
    if matrix == MatrixKind::Polychoric {
        let tables = (items.units != Units::Scores).then(|| Ordered::of(items)).flatten();
        let cell = |i, j| match &tables {
            Some(tables) => tables.rho(items, i, j),
            None => Err(ReliabilityNote::NoCategories),
        };
        let kind = MatrixKind::Polychoric;
        let mut one = structure(items.k(), kind, Use::Pairwise, formative, cell);
        one.thresholds = tables.as_ref().map(|tables| tables.thresholds(items));
        one.categories = tables.map(|tables| tables.values);
        all.push(one);
    }
    all
}

fn why(sums: &PairSums, i: usize, j: usize) -> ReliabilityNote {
    if sums.n(i, j) < 1.5 {
        ReliabilityNote::NoData
    } else {
        ReliabilityNote::ConstantItem
    }
}

fn structure(
    k: usize,
    kind: MatrixKind,
    rule: Use,
    formative: bool,
    cell: impl Fn(usize, usize) -> Result<f64, ReliabilityNote>,
) -> Structure {
    let upper: Vec<Vec<Result<f64, ReliabilityNote>>> =
        (0..k).map(|i| (i..k).map(|j| cell(i, j)).collect()).collect();
    let get = |i: usize, j: usize| {
        let (i, j) = (i.min(j), i.max(j));
        upper.get(i).and_then(|row| row.get(j - i)).copied()
    };
    let number = |i, j| get(i, j).and_then(Result::ok);
    let matrix = Square::try_of(k, number);
    let fault = upper.iter().flatten().find_map(|one| one.err());
    let definite = matrix.as_ref().is_some_and(|one| {
        one.eigen().values.last().is_some_and(|least| *least >= -1e-10)
    });
    let note = match (&matrix, fault) {
        (None, fault) => Some(fault.unwrap_or(ReliabilityNote::NoData)),
        (Some(_), _) if k < 2 => Some(ReliabilityNote::OneItem),
        (Some(_), _) => (!definite).then_some(ReliabilityNote::NotPositiveDefinite),
    };
    let omega = match (&matrix, note) {
        (_, _) if formative => Omega::none(ReliabilityNote::Formative),
        (Some(matrix), None) => omega(matrix),
        (_, note) => Omega::none(note.unwrap_or(ReliabilityNote::NoData)),
    };
    let found: Option<Components> = matrix.as_ref().map(components);
    Structure {
        matrix: kind,
        rule,
        correlation: cells(k, number),
        categories: None,
        thresholds: None,
        omega,
        components: found,
        note,
    }
}

/// The ordered categories that the rows use.
struct Ordered {
    /// For each item its values, ascending.
    values: Vec<Vec<f64>>,
}

impl Ordered {
    /// `None` if an item has more values than ordered categories would.
    fn of(items: &Items) -> Option<Self> {
        let values = (0..items.k()).map(|item| {
            let found = items.rows().iter().filter_map(|row| items.value(item, row));
            let mut found: Vec<f64> = found.collect();
            found.sort_by(f64::total_cmp);
            found.dedup_by(|one, two| one.total_cmp(two).is_eq());
            (found.len() <= MOST_CATEGORIES).then_some(found)
        });
        Some(Self { values: values.collect::<Option<_>>()? })
    }

    fn category(&self, item: usize, value: f64) -> Option<usize> {
        let known = self.values.get(item)?;
        known.iter().position(|one| one.total_cmp(&value).is_eq())
    }

    fn count(&self, item: usize) -> usize {
        self.values.get(item).map_or(0, Vec::len)
    }

    /// Thresholds from each item's own rows.
    fn thresholds(&self, items: &Items) -> Vec<Vec<Option<f64>>> {
        let of = |item| {
            let mut weights = vec![0.0; self.count(item)];
            for row in items.rows() {
                let value = items.value(item, row);
                let at = value.and_then(|value| self.category(item, value));
                if let Some(sum) = at.and_then(|at| weights.get_mut(at)) {
                    *sum += row.weight;
                }
            }
            let found = thresholds(&weights).into_iter();
            found.map(|one| Some(one).filter(|one| one.is_finite())).collect()
        };
        (0..items.k()).map(of).collect()
    }

    fn rho(&self, items: &Items, i: usize, j: usize) -> Result<f64, ReliabilityNote> {
        let mut table = vec![vec![0.0; self.count(j)]; self.count(i)];
        for row in items.rows() {
            let (Some(x), Some(y)) = (items.value(i, row), items.value(j, row)) else {
                continue;
            };
            let at = self.category(i, x).zip(self.category(j, y));
            let cell = at.and_then(|(x, y)| table.get_mut(x)?.get_mut(y));
            if let Some(cell) = cell {
                *cell += row.weight;
            }
        }
        if i != j {
            return polychoric(&table).map(|found| found.rho);
        }
        match self.count(i) {
            0 => Err(ReliabilityNote::NoData),
            1 => Err(ReliabilityNote::ConstantItem),
            _ => Ok(1.0),
        }
    }
}
