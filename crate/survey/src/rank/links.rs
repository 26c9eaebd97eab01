//! Which groups share PSUs or strata, and degrees of freedom. Must not know values.
//! Start from [`Links::of`].

use crate::design::Design;
use crate::estimate::real;

/// The PSUs of every group.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    /// PSUs with a row of positive weight, ascending, by group and pattern.
    psus: Vec<Vec<Vec<u32>>>,
    /// For each group the first one that common strata link it to.
    component: Vec<usize>,
    stratum: Vec<u32>,
}

impl Links {
    pub(super) fn of(
        design: &Design,
        groups: usize,
        patterns: usize,
        place: impl Fn(usize) -> Option<(usize, usize)>,
    ) -> Self {
        let mut stratum = vec![0; design.psu_count()];
        for unit in 0..design.unit_count() {
            if let Some((psu, own)) = design.psu_of(unit).zip(design.stratum_of(unit))
                && let Some(slot) = stratum.get_mut(psu as usize)
            {
                *slot = own;
            }
        }
        let mut psus = vec![vec![Vec::new(); patterns]; groups];
        let mut holder: Vec<Option<usize>> = vec![None; design.stratum_count()];
        let mut component: Vec<usize> = (0..groups).collect();
        for (row, (unit, weight)) in
            design.units().iter().zip(design.weights()).enumerate()
        {
            let Some((group, pattern)) = place(row) else { continue };
            let Some(psu) = design.psu_of(*unit as usize) else { continue };
            if *weight > 0.0
                && let Some(list) =
                    psus.get_mut(group).and_then(|own| own.get_mut(pattern))
            {
                list.push(psu);
            }
            let own = stratum.get(psu as usize).copied().unwrap_or(0);
            let Some(holder) = holder.get_mut(own as usize) else { continue };
            match *holder {
                Some(other) if other != group => merge(&mut component, group, other),
                _ => *holder = Some(group),
            }
        }
        for list in psus.iter_mut().flatten() {
            list.sort_unstable();
            list.dedup();
        }
        Self { psus, component, stratum }
    }

    /// Groups that common strata link, block by block.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        blocks(&self.component)
    }

    /// PSUs of a group in the patterns that count.
    pub(super) fn psus(&self, group: usize, counts: impl Fn(usize) -> bool) -> Vec<u32> {
        let own = self.psus.get(group).into_iter().flatten().enumerate();
        let mut all: Vec<u32> = own
            .filter(|(at, _)| counts(*at))
            .flat_map(|(_, list)| list)
            .copied()
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// PSUs − strata among PSUs in ascending order: their numbering follows the strata.
    pub(super) fn df(&self, psus: &[u32]) -> usize {
        let mut strata: Vec<u32> = psus
            .iter()
            .filter_map(|psu| self.stratum.get(*psu as usize).copied())
            .collect();
        strata.dedup();
        psus.len() - strata.len()
    }

    /// How groups with these PSUs depend on each other.
    pub(super) fn shared(&self, psus: &[Vec<u32>]) -> Shared {
        let groups = psus.len();
        let mut found =
            Shared { groups, joint: vec![None; groups * groups], ..Shared::default() };
        let mut block: Vec<usize> = (0..groups).collect();
        for (i, one) in psus.iter().enumerate() {
            for (j, two) in psus.iter().enumerate().skip(i + 1) {
                if meet(one, two) {
                    merge(&mut block, i, j);
                    let df = real(self.df(&union([one, two])));
                    for at in [i * groups + j, j * groups + i] {
                        if let Some(slot) = found.joint.get_mut(at) {
                            *slot = Some(df);
                        }
                    }
                }
            }
        }
        found.block_df = vec![0.0; groups];
        for members in blocks(&block) {
            let all = union(members.iter().filter_map(|at| psus.get(*at)));
            if let Some(slot) = members.first().and_then(|at| found.block_df.get_mut(*at))
            {
                *slot = real(self.df(&all));
            }
        }
        found.block = block;
        found
    }
}

/// How groups depend on each other through common PSUs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shared {
    pub(super) groups: usize,
    /// PSUs − strata that hold a row of either of two groups that share a PSU.
    pub(super) joint: Vec<Option<f64>>,
    /// For each group the first one of its block.
    pub(super) block: Vec<usize>,
    /// Degrees of freedom of a block, at its first group.
    pub(super) block_df: Vec<f64>,
}

impl Shared {
    /// Groups that share no PSU, with these degrees of freedom.
    #[must_use]
    pub fn independent(df: &[f64]) -> Self {
        Self {
            groups: df.len(),
            joint: vec![None; df.len() * df.len()],
            block: (0..df.len()).collect(),
            block_df: df.to_vec(),
        }
    }
}

fn meet(one: &[u32], two: &[u32]) -> bool {
    one.iter().any(|psu| two.binary_search(psu).is_ok())
}

fn union<'a>(lists: impl IntoIterator<Item = &'a Vec<u32>>) -> Vec<u32> {
    let mut all: Vec<u32> = lists.into_iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn merge(block: &mut [usize], one: usize, two: usize) {
    let of = |at: usize| block.get(at).copied().unwrap_or(at);
    let (one, two) = (of(one), of(two));
    let first = one.min(two);
    for own in block.iter_mut().filter(|own| **own == one || **own == two) {
        *own = first;
    }
}

fn blocks(first: &[usize]) -> Vec<Vec<usize>> {
    let heads = (0..first.len()).filter(|at| first.get(*at) == Some(at));
    heads
        .map(|head| (0..first.len()).filter(|at| first.get(*at) == Some(&head)).collect())
        .collect()
}
