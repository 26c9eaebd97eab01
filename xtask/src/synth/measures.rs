//! Plain statistics of the made data, to hold them against the model's targets.
//!
//! Written out apart from the survey crate, so that neither checks itself. It must not know
//! the targets.

use super::answers::{Answers, ITEMS};

/// A value and a weight a record; no value where it is missing.
pub(super) type Column = Vec<Option<f64>>;

/// The weighted mean of the valid values.
pub(super) fn mean(values: &[Option<f64>], weights: &[f64]) -> f64 {
    let (mut sum, mut total) = (0.0, 0.0);
    for (value, weight) in values.iter().zip(weights) {
        if let Some(value) = value {
            sum += weight * value;
            total += weight;
        }
    }
    sum / total
}

/// The weighted standard deviation of the valid values.
pub(super) fn sd(values: &[Option<f64>], weights: &[f64]) -> f64 {
    covariance(values, values, weights).sqrt()
}

/// The weighted correlation over the records where both values are valid.
pub(super) fn correlation(
    left: &[Option<f64>],
    right: &[Option<f64>],
    weights: &[f64],
) -> f64 {
    let both = |own: &[Option<f64>], other: &[Option<f64>]| -> Column {
        own.iter().zip(other).map(|(a, b)| b.and(*a)).collect()
    };
    let (left, right) = (both(left, right), both(right, left));
    covariance(&left, &right, weights) / (sd(&left, weights) * sd(&right, weights))
}

fn covariance(left: &[Option<f64>], right: &[Option<f64>], weights: &[f64]) -> f64 {
    let (left_mean, right_mean) = (mean(left, weights), mean(right, weights));
    let products: Column = left
        .iter()
        .zip(right)
        .map(|(a, b)| Some((((*a)?) - left_mean) * (((*b)?) - right_mean)))
        .collect();
    mean(&products, weights)
}

/// Cronbach's alpha over the complete records, weighted.
pub(super) fn alpha(items: &[Column], weights: &[f64]) -> f64 {
    let records = weights.len();
    let complete = |at: &usize| items.iter().all(|item| item[*at].is_some());
    let rows: Vec<usize> = (0..records).filter(complete).collect();
    let weights: Vec<f64> = rows.iter().map(|&at| weights[at]).collect();
    let column = |item: &Column| -> Column { rows.iter().map(|&at| item[at]).collect() };
    let sums: Column = (rows.iter())
        .map(|&at| Some(items.iter().filter_map(|item| item[at]).sum()))
        .collect();
    let parts: f64 = items
        .iter()
        .map(|item| {
            let item = column(item);
            covariance(&item, &item, &weights)
        })
        .sum();
    let k = items.len() as f64;
    k / (k - 1.0) * (1.0 - parts / covariance(&sums, &sums, &weights))
}

/// Shares of variance between towns, and between PSUs within towns, from the unweighted
/// nested analysis of variance (Searle, Casella, McCulloch 1992, chapter 4).
pub(super) fn icc(values: &[Option<f64>], town: &[usize], psu: &[usize]) -> (f64, f64) {
    let rows: Vec<(usize, usize, f64)> = (values.iter().zip(town).zip(psu))
        .filter_map(|((value, &town), &psu)| Some((town, psu, (*value)?)))
        .collect();
    let n = rows.len() as f64;
    let towns = groups(&rows, |row| (row.0, 0));
    let psus = groups(&rows, |row| (row.0, row.1));
    let grand = rows.iter().map(|row| row.2).sum::<f64>() / n;
    let squared = |groups: &Groups, centre: &dyn Fn((usize, usize)) -> f64| -> f64 {
        groups.iter().map(|(&key, g)| g.0 * square(g.1 / g.0 - centre(key))).sum()
    };
    let town_mean = |key: (usize, usize)| {
        towns.get(&(key.0, 0)).map_or(grand, |group| group.1 / group.0)
    };
    let between_towns = squared(&towns, &|_| grand);
    let between_psus = squared(&psus, &town_mean);
    let within: f64 = rows
        .iter()
        .map(|row| {
            let mean = psus.get(&(row.0, row.1)).map_or(grand, |g| g.1 / g.0);
            square(row.2 - mean)
        })
        .sum();
    let (a, b) = (towns.len() as f64, psus.len() as f64);
    let town_squares: f64 = towns.values().map(|g| g.0 * g.0).sum();
    let psu_squares: f64 = psus.values().map(|g| g.0 * g.0).sum();
    let psu_share: f64 = psus
        .iter()
        .map(|(&(town, _), g)| g.0 * g.0 / towns.get(&(town, 0)).map_or(n, |t| t.0))
        .sum();
    let error = within / (n - b);
    let psu_part = (between_psus / (b - a) - error) / ((n - psu_share) / (b - a));
    let psu_in_town = (psu_share - psu_squares / n) / (a - 1.0);
    let town_size = (n - town_squares / n) / (a - 1.0);
    let town_part =
        (between_towns / (a - 1.0) - error - psu_in_town * psu_part) / town_size;
    let all = error + psu_part + town_part;
    (town_part / all, psu_part / all)
}

type Groups = std::collections::BTreeMap<(usize, usize), (f64, f64)>;

fn groups(
    rows: &[(usize, usize, f64)],
    key: impl Fn(&(usize, usize, f64)) -> (usize, usize),
) -> Groups {
    let mut groups = Groups::new();
    for row in rows {
        let group = groups.entry(key(row)).or_default();
        group.0 += 1.0;
        group.1 += row.2;
    }
    groups
}

fn square(x: f64) -> f64 {
    x * x
}

/// The keyed answers 1 to 5 of one question.
pub(super) fn keyed(answers: &[Answers], item: usize) -> Column {
    let value = |code: u8| match code {
        1..=5 if ITEMS[item].reverse => Some(f64::from(6 - code)),
        1..=5 => Some(f64::from(code)),
        _ => None,
    };
    answers.iter().map(|a| value(a.items[item])).collect()
}

/// Scores 0 to 100: the mean of the valid items of a factor, if there are enough.
pub(super) fn scores(items: &[Column], enough: usize) -> Column {
    let records = items.first().map_or(0, Vec::len);
    (0..records)
        .map(|at| {
            let valid: Vec<f64> = items.iter().filter_map(|item| item[at]).collect();
            let mean = valid.iter().sum::<f64>() / valid.len() as f64;
            (valid.len() >= enough).then_some((mean - 1.0) * 25.0)
        })
        .collect()
}

/// The index: the mean of the three dimensions where all are valid.
pub(super) fn index([a, b, c]: [&Column; 3]) -> Column {
    let records = a.iter().zip(b).zip(c);
    records.map(|((a, b), c)| Some(((*a)? + (*b)? + (*c)?) / 3.0)).collect()
}
