//! The variance of any smooth statistic of pair sums, leaving out one PSU at a time.
//! Must not know which statistic. Start from [`jackknife`].

use super::items::Row;
use super::{Items, PairSums};
use crate::design::Design;
use crate::estimate::real;
use crate::package::LonelyPsu;

/// Why there is no variance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoVariance {
    /// A visited stratum has one sampled PSU of several, and the policy gives no way round.
    Lonely,
    /// The statistic is not defined without one of the PSUs.
    Undefined,
}

/// Σ_h (1−f_h) (m_h−1)/m_h Σ_i (θ_(hi) − θ̂)², the stratified delete-one-PSU jackknife (JKn:
/// Rust and Rao 1996; Wolter 2007, 4.5; R `as.svrepdesign(type = "JKn", mse = TRUE)`).
///
/// θ_(hi) leaves out PSU i of stratum h and gives the others of h the weight m_h/(m_h−1); m_h
/// counts all sampled PSUs, those without a row of the domain too. With later stages that have
/// population sizes of their own, 1 − f_h is left out, which is on the safe side. A stratum of
/// one PSU adds nothing (`certainty`, `remove`), (θ_(hi) − θ̂)² (`adjust`) or the average of the
/// others (`average`).
pub(super) fn jackknife(
    design: &Design,
    items: &Items,
    total: &PairSums,
    statistic: impl Fn(&PairSums) -> Option<f64>,
) -> Result<f64, NoVariance> {
    let Some(first) = design.stages().first() else { return Err(NoVariance::Undefined) };
    let fpc = design.stages().len() == 1;
    let whole = statistic(total).ok_or(NoVariance::Undefined)?;
    let mut values = vec![None; items.k()];
    let (mut of_stratum, mut of_psu, mut left) =
        (total.clone(), total.clone(), total.clone());
    let squared = |left: &PairSums| -> Result<f64, NoVariance> {
        let gap = statistic(left).ok_or(NoVariance::Undefined)? - whole;
        Ok(gap * gap)
    };
    let (mut variance, mut visited, mut usable) = (0.0, 0.0, 0.0);
    for rows in items.rows().chunk_by(|one, two| one.stratum == two.stratum) {
        let stratum = rows.first().map_or(0, |row| row.stratum as usize);
        let Some(group) = first.groups.get(stratum) else { continue };
        fill(&mut of_stratum, items, rows, &mut values);
        if of_stratum.is_empty() {
            continue;
        }
        visited += 1.0;
        let m = real(group.size);
        if group.size == 1 {
            match design.lonely_psu() {
                _ if !group.is_lonely() => {}
                LonelyPsu::Remove | LonelyPsu::Certainty => {}
                LonelyPsu::Average => continue,
                LonelyPsu::Fail => return Err(NoVariance::Lonely),
                LonelyPsu::Adjust => {
                    left.clone_from(total);
                    left.add(&of_stratum, -1.0, -1.0);
                    if left.is_worn(&of_stratum, 1.0) {
                        again(&mut left, items, &mut values, |row| {
                            if row.stratum as usize == stratum { 0.0 } else { row.weight }
                        });
                    }
                    variance += squared(&left)?;
                }
            }
            usable += 1.0;
            continue;
        }
        usable += 1.0;
        let (more, out) = (1.0 / (m - 1.0), m / (m - 1.0));
        let (mut sum, mut seen) = (0.0, 0_usize);
        for rows in rows.chunk_by(|one, two| one.psu == two.psu) {
            fill(&mut of_psu, items, rows, &mut values);
            left.clone_from(total);
            left.add(&of_stratum, 0.0, more);
            left.add(&of_psu, -1.0, -out);
            if left.is_worn(&of_psu, out) {
                let psu = rows.first().map(|row| row.psu);
                again(&mut left, items, &mut values, |row| {
                    match (row.stratum as usize == stratum, Some(row.psu) == psu) {
                        (true, true) => 0.0,
                        (true, false) => row.weight * out,
                        _ => row.weight,
                    }
                });
            }
            sum += squared(&left)?;
            seen += 1;
        }
        // A PSU without a row of the domain: only the weights of the others change.
        left.clone_from(total);
        left.add(&of_stratum, 0.0, more);
        sum += real(group.size.saturating_sub(seen)) * squared(&left)?;
        let open = if fpc { group.left() } else { 1.0 };
        variance += open * (m - 1.0) / m * sum;
    }
    if usable < visited {
        if usable < 1.0 {
            return Err(NoVariance::Lonely);
        }
        variance *= visited / usable;
    }
    Ok(variance)
}

fn fill(sums: &mut PairSums, items: &Items, rows: &[Row], values: &mut [Option<f64>]) {
    sums.clear();
    for row in rows {
        items.read(row, values);
        sums.push(values, row.weight);
    }
}

/// The sums made anew, where a difference would have lost its digits.
fn again(
    sums: &mut PairSums,
    items: &Items,
    values: &mut [Option<f64>],
    weight: impl Fn(&Row) -> f64,
) {
    sums.clear();
    for row in items.rows() {
        items.read(row, values);
        sums.push(values, weight(row));
    }
}
