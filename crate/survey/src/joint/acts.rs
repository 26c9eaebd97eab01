//! Acts: how common each is against the others, and which are done by the same people.
//! Must not know scores or words. Start from [`Survey::combinations`].

use crate::Survey;
use crate::compare::{Difference, differences};
use crate::estimate::{Basis, Mean, ShareInterval, mean};
use crate::request::{Request, RequestError, Variable};
use crate::totals::PsuTotals;

/// More acts than this are not combined.
const MOST: usize = 64;

/// The records that did exactly these acts and none of the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Combination {
    /// Positions of the acts in the request; empty for those who did none.
    pub acts: Vec<usize>,
    /// Rows of positive weight with this combination.
    pub n: u64,
    /// Its share among the rows that count.
    pub share: Mean,
}

impl Combination {
    /// Lower and upper limit of the share at `level`, by Korn and Graubard.
    #[must_use]
    pub fn interval(&self, level: f64) -> Option<(f64, f64)> {
        Basis::Share(ShareInterval::KornGraubard).interval(&self.share, level)
    }
}

/// The combinations of acts, the commonest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Combinations {
    /// Rows of positive weight that answered about every act they were asked about.
    pub n: u64,
    /// Different combinations among them.
    pub kinds: usize,
    /// The commonest.
    pub shown: Vec<Combination>,
    /// All others together; `acts` has no meaning. `None` if all are shown.
    pub rest: Option<Combination>,
}

impl Survey {
    /// The commonest exclusive combinations of the request's names, at most `most`, each of at
    /// least `least` rows, by share, then by codebook. A row counts if it has an answer to
    /// every act it was asked about; an act that was not asked counts as not done.
    ///
    /// # Errors
    /// As [`Survey::estimate`].
    pub fn combinations(
        &self,
        request: &Request,
        most: usize,
        least: u64,
    ) -> Result<Combinations, RequestError> {
        let keep = self.matching(&request.filter)?;
        let names = request.of.iter().take(MOST);
        let acts: Vec<Variable<'_>> =
            names.map(|name| self.variable(name)).collect::<Result<_, _>>()?;
        let code = |row: usize| {
            let mut code = 0_u64;
            for (at, act) in acts.iter().enumerate().filter(|(_, a)| a.was_asked(row)) {
                if act.number(row)? > 0.0 {
                    code |= 1 << at;
                }
            }
            keep.get(row).filter(|keep| **keep).map(|_| code)
        };
        let codes: Vec<Option<u64>> = (0..keep.len()).map(code).collect();
        let mut kinds: Vec<(u64, u64, f64)> = Vec::new();
        for (code, weight) in codes.iter().zip(self.design().weights()) {
            let Some(code) = code.filter(|_| *weight > 0.0) else { continue };
            match kinds.iter_mut().find(|kind| kind.0 == code) {
                Some((_, n, sum)) => {
                    *n += 1;
                    *sum += weight;
                }
                None => kinds.push((code, 1, *weight)),
            }
        }
        kinds.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
        let n = kinds.iter().map(|kind| kind.1).sum();
        let all = kinds.len();
        kinds.retain(|kind| kind.1 >= least);
        kinds.truncate(most);
        let share = |is: &dyn Fn(u64) -> bool| {
            let value = |row: usize| {
                let code = codes.get(row).copied().flatten()?;
                Some(if is(code) { 1.0 } else { 0.0 })
            };
            mean(self.design(), &PsuTotals::of(self.design(), value))
        };
        let one = |(code, n, _): &(u64, u64, f64)| Combination {
            acts: (0..acts.len()).filter(|at| code >> at & 1 == 1).collect(),
            n: *n,
            share: share(&|other| other == *code),
        };
        let shown: Vec<Combination> = kinds.iter().map(one).collect();
        let told: u64 = kinds.iter().map(|kind| kind.1).sum();
        let rest = (shown.len() < all).then(|| Combination {
            acts: Vec::new(),
            n: n - told,
            share: share(&|other| kinds.iter().all(|kind| kind.0 != other)),
        });
        Ok(Combinations { n, kinds: all, shown, rest })
    }

    /// All pairs of the request's names by their means (of an act, the share of yes) over the
    /// rows of the filter: (0, 1), (0, 2), …, with Holm's correction over all of them.
    ///
    /// # Errors
    /// As [`Survey::estimate`].
    pub fn between(&self, request: &Request) -> Result<Vec<Difference>, RequestError> {
        let keep = self.matching(&request.filter)?;
        let mut totals = Vec::new();
        for name in &request.of {
            let variable = self.variable(name)?;
            totals.push(PsuTotals::of(self.design(), |row| {
                keep.get(row).filter(|keep| **keep)?;
                variable.number(row)
            }));
        }
        Ok(differences(self.design(), &totals))
    }
}
