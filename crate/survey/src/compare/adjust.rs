//! p values corrected for the number of tests made together.
//! Must not know what was tested. Start from [`adjust`].

use super::holm;
use crate::estimate::real;

/// How p values are corrected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Adjust {
    /// Holm (1979): step-down, any dependence, family-wise error.
    #[default]
    Holm,
    /// Bonferroni: p times the number of tests.
    Bonferroni,
    /// Benjamini and Hochberg (1995): step-up, false discovery rate.
    Bh,
    /// As they are.
    None,
}

impl Adjust {
    /// Every way.
    pub const ALL: &[Self] = &[Self::Holm, Self::Bonferroni, Self::Bh, Self::None];

    /// The name on the command line and in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Holm => "holm",
            Self::Bonferroni => "bonferroni",
            Self::Bh => "bh",
            Self::None => "none",
        }
    }

    /// The way of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|way| way.name() == name)
    }
}

/// The p values corrected, in the order given; those that are not there do not count as tests.
/// R `p.adjust`.
#[must_use]
pub fn adjust(p: &[Option<f64>], way: Adjust) -> Vec<Option<f64>> {
    let tests = real(p.iter().flatten().count());
    match way {
        Adjust::None => p.to_vec(),
        Adjust::Bonferroni => p.iter().map(|p| p.map(|p| (p * tests).min(1.0))).collect(),
        Adjust::Holm => holm(p),
        Adjust::Bh => benjamini_hochberg(p),
    }
}

/// min over the ranks from i on of p_(j) m / j.
fn benjamini_hochberg(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<(f64, usize)> =
        p.iter().enumerate().filter_map(|(at, p)| p.map(|p| (p, at))).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let tests = real(order.len());
    let mut adjusted = vec![None; p.len()];
    let mut lowest = 1.0_f64;
    for (rank, (p, at)) in order.iter().enumerate().rev() {
        lowest = lowest.min(p * tests / real(rank + 1));
        if let Some(slot) = adjusted.get_mut(*at) {
            *slot = Some(lowest);
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::{Adjust, adjust};

    fn close(got: &[Option<f64>], want: &[Option<f64>]) -> bool {
        got.len() == want.len()
            && got.iter().zip(want).all(|(got, want)| match (got, want) {
                (Some(got), Some(want)) => (got - want).abs() < 1e-15,
                (got, want) => got == want,
            })
    }

    /// By hand: m = 4, sorted 0.005, 0.01, 0.03, 0.04.
    #[test]
    fn corrections_are_those_made_by_hand() {
        let p = [Some(0.01), Some(0.04), None, Some(0.03), Some(0.005)];
        let holm = [Some(0.03), Some(0.06), None, Some(0.06), Some(0.02)];
        let bonferroni = [Some(0.04), Some(0.16), None, Some(0.12), Some(0.02)];
        let bh = [Some(0.02), Some(0.04), None, Some(0.04), Some(0.02)];
        assert!(close(&adjust(&p, Adjust::Holm), &holm));
        assert!(close(&adjust(&p, Adjust::Bonferroni), &bonferroni));
        assert!(close(&adjust(&p, Adjust::Bh), &bh));
        assert_eq!(adjust(&p, Adjust::None), p);
    }

    #[test]
    fn nothing_exceeds_one_and_nothing_is_lost() {
        let p = [Some(0.9), Some(0.8), Some(1.0)];
        for way in Adjust::ALL {
            assert!(adjust(&p, *way).iter().all(|p| p.is_some_and(|p| p <= 1.0)));
            assert!(adjust(&[], *way).is_empty());
            assert_eq!(Adjust::named(way.name()), Some(*way));
        }
    }
}
