//! From pairs that can be told apart to what a title and a summary say. Which pairs these are is decided
//! elsewhere; here only the shortest true words for them are chosen.

/// Every group of `high` stands clearly above every group of `low`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Groups above, in the order of the rows.
    pub high: Vec<usize>,
    /// Groups below, in the order of the rows.
    pub low: Vec<usize>,
}

/// The claim that covers most of the pairs `(above, below)`; among equals the one found first.
/// Every pair it covers is in the list, so the claim never says more than the pairs do.
#[must_use]
pub fn widest(pairs: &[(usize, usize)]) -> Option<Claim> {
    let mut best: Option<Claim> = None;
    for &(above, below) in pairs {
        for claim in [
            from_low(pairs, below_of(pairs, above)),
            from_high(pairs, above_of(pairs, below)),
        ] {
            let size = claim.high.len() * claim.low.len();
            if best.as_ref().is_none_or(|held| size > held.high.len() * held.low.len()) {
                best = Some(claim);
            }
        }
    }
    best
}

/// All pairs as claims: groups with the same groups below them stand together.
#[must_use]
pub fn all(pairs: &[(usize, usize)]) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let mut highs: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
    highs.sort_unstable();
    highs.dedup();
    for high in highs {
        let low = below_of(pairs, high);
        match claims.iter_mut().find(|claim| claim.low == low) {
            Some(claim) => claim.high.push(high),
            None => claims.push(Claim { high: vec![high], low }),
        }
    }
    claims
}

/// The groups that `row` is told apart from, in the order of the rows.
#[must_use]
pub fn partners(pairs: &[(usize, usize)], row: usize) -> Vec<usize> {
    let mut others = above_of(pairs, row);
    others.extend(below_of(pairs, row));
    others.sort_unstable();
    others
}

fn from_low(pairs: &[(usize, usize)], low: Vec<usize>) -> Claim {
    let mut high: Vec<usize> = pairs
        .iter()
        .map(|pair| pair.0)
        .filter(|row| low.iter().all(|other| pairs.contains(&(*row, *other))))
        .collect();
    high.sort_unstable();
    high.dedup();
    Claim { high, low }
}

fn from_high(pairs: &[(usize, usize)], high: Vec<usize>) -> Claim {
    let mut low: Vec<usize> = pairs
        .iter()
        .map(|pair| pair.1)
        .filter(|row| high.iter().all(|other| pairs.contains(&(*other, *row))))
        .collect();
    low.sort_unstable();
    low.dedup();
    Claim { high, low }
}

fn below_of(pairs: &[(usize, usize)], row: usize) -> Vec<usize> {
    sorted(pairs.iter().filter(|pair| pair.0 == row).map(|pair| pair.1))
}

fn above_of(pairs: &[(usize, usize)], row: usize) -> Vec<usize> {
    sorted(pairs.iter().filter(|pair| pair.1 == row).map(|pair| pair.0))
}

fn sorted(rows: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut rows: Vec<usize> = rows.collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widest_covers_only_pairs_that_are_there() {
        assert_eq!(widest(&[]), None);
        let pairs = [(0, 3), (0, 4), (1, 4), (2, 4)];
        assert_eq!(widest(&pairs), Some(Claim { high: vec![0, 1, 2], low: vec![4] }));
        let pairs = [(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
        assert_eq!(widest(&pairs), Some(Claim { high: vec![0, 1], low: vec![2, 3] }));
    }

    #[test]
    fn all_join_equal_rows() {
        let claims = all(&[(0, 3), (1, 3), (0, 2), (1, 2), (2, 3)]);
        assert_eq!(
            claims,
            [
                Claim { high: vec![0, 1], low: vec![2, 3] },
                Claim { high: vec![2], low: vec![3] }
            ]
        );
        assert_eq!(partners(&[(0, 3), (1, 3), (3, 4)], 3), [0, 1, 4]);
    }
}
