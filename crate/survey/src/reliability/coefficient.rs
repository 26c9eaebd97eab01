//! Cronbach's alpha of a scale with its interval under the design.
//! Must not know other coefficients. Start from [`Survey::alpha`].

use super::jackknife::{NoVariance, jackknife};
use super::{Items, PairSums, ReliabilityError, ReliabilityNote, Square, Use, alpha};
use crate::Survey;
use crate::dist::t_quantile;
use crate::estimate::real;
use crate::package::ScaleDef;
use crate::request::Filter;

/// Below this many degrees of freedom no alpha is given (methods 2.9).
const LEAST_DF: usize = 8;

/// Cronbach's alpha over the rows of one rule.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alpha {
    /// The rows that count for a pair of items.
    #[serde(rename = "use")]
    pub rule: Use,
    /// Rows of positive weight that count: with any valid item, or with all.
    pub n: u64,
    /// The fewest rows that a pair of items has.
    pub least_pair: u64,
    /// The most.
    pub most_pair: u64,
    /// Alpha, at most 1; `None` with a note.
    pub estimate: Option<f64>,
    /// Standard error of ln(1 − alpha), by the jackknife over PSUs.
    pub se_log: Option<f64>,
    /// The same on the scale of alpha, (1 − alpha) · `se_log`; the interval does not use it.
    pub se: Option<f64>,
    /// Lower limit, 1 − (1 − alpha) exp(t · `se_log`).
    pub lower: Option<f64>,
    /// Upper limit, 1 − (1 − alpha) exp(−t · `se_log`).
    pub upper: Option<f64>,
    /// PSUs − strata that hold one of the rows.
    pub df: u64,
    /// Why something is missing.
    pub note: Option<ReliabilityNote>,
}

/// What is asked about alpha.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AlphaRequest {
    /// Ids of dimensions, scales, the index; empty for every dimension and scale.
    pub of: Vec<String>,
    /// Conditions that all hold for the rows used.
    pub filter: Vec<Filter>,
    /// Confidence level, between 0 and 1; `None`: that of the package.
    pub level: Option<f64>,
}

/// Cronbach's alpha of one scale.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScaleAlpha {
    /// Id of the scale.
    pub of: String,
    /// Number of its items.
    pub items: usize,
    /// The confidence level.
    pub level: f64,
    /// The rule to be reported: pairwise, or complete where the pairwise matrix is not positive
    /// definite.
    pub headline: Use,
    /// Over rows valid for each pair.
    pub pairwise: Alpha,
    /// Over rows valid for all items.
    pub complete: Alpha,
}

impl ScaleAlpha {
    /// The alpha to be reported.
    #[must_use]
    pub fn reported(&self) -> &Alpha {
        match self.headline {
            Use::Pairwise => &self.pairwise,
            Use::Complete => &self.complete,
        }
    }
}

/// A dimension, a scale or the index.
pub(super) enum Asked<'s> {
    Scale(&'s ScaleDef),
    Index(&'s str),
}

impl Survey {
    /// Cronbach's alpha of scales, with the rows of each pair and with complete rows.
    ///
    /// α = k/(k−1) · (1 − tr C/ΣΣC) of the k items' weighted covariances C (Cronbach 1951; psych's
    /// `alpha` where weights are equal). The standard error is that of ln(1 − α) by the jackknife
    /// over PSUs (JKn: Wolter 2007, 4.5), the interval 1 − (1 − α) exp(± t se), which stays below
    /// 1. None below 8 degrees of freedom, nor of the formative index: a note says so.
    ///
    /// # Errors
    /// An unknown name or wrong filter; a name without items; a bad level.
    pub fn alpha(
        &self,
        request: &AlphaRequest,
    ) -> Result<Vec<ScaleAlpha>, ReliabilityError> {
        let level = self.level_of(request)?;
        let keep = self.matching(&request.filter)?;
        let of = |asked: &Asked<'_>| {
            let (of, items) = self.items(asked, &keep);
            let formative = matches!(asked, Asked::Index(_));
            let [pairwise, complete] = Use::ALL.map(|rule| {
                let sums = sums(&items, rule);
                self.alpha_of(&items, &sums, rule, formative, level)
            });
            let headline = headline(&pairwise);
            ScaleAlpha { of, items: items.k(), level, headline, pairwise, complete }
        };
        Ok(self.asked(&request.of)?.iter().map(of).collect())
    }

    pub(super) fn level_of(
        &self,
        request: &AlphaRequest,
    ) -> Result<f64, ReliabilityError> {
        let level = request.level.unwrap_or(self.definition().design.level);
        if level > 0.0 && level < 1.0 {
            Ok(level)
        } else {
            Err(ReliabilityError::BadLevel(level.to_string()))
        }
    }

    pub(super) fn asked(
        &self,
        of: &[String],
    ) -> Result<Vec<Asked<'_>>, ReliabilityError> {
        let definition = self.definition();
        let scales = || definition.dimensions().iter().chain(&definition.scales);
        if of.is_empty() {
            let all: Vec<Asked<'_>> = scales().map(Asked::Scale).collect();
            return if all.is_empty() {
                Err(ReliabilityError::NoScales)
            } else {
                Ok(all)
            };
        }
        let one = |name: &String| {
            if let Some(scale) = scales().find(|scale| scale.id == *name) {
                return Ok(Asked::Scale(scale));
            }
            if let Some(index) = definition.index.as_ref().filter(|one| one.id == *name) {
                return Ok(Asked::Index(&index.id));
            }
            self.variable(name)?;
            let known = scales().map(|scale| scale.id.clone()).collect();
            Err(ReliabilityError::NotAScale(name.clone(), known))
        };
        of.iter().map(one).collect()
    }

    /// Id and items of what is asked.
    pub(super) fn items(&self, asked: &Asked<'_>, keep: &[bool]) -> (String, Items) {
        match asked {
            Asked::Scale(scale) => (scale.id.clone(), Items::of(self, scale, keep)),
            Asked::Index(id) => {
                let scores = &self.scores().dimensions;
                ((*id).to_owned(), Items::of_scores(self, scores, keep))
            }
        }
    }

    pub(super) fn alpha_of(
        &self,
        items: &Items,
        sums: &PairSums,
        rule: Use,
        formative: bool,
        level: f64,
    ) -> Alpha {
        let counted = |row: &&super::items::Row| match rule {
            Use::Pairwise => items.is_present(row),
            Use::Complete => items.is_complete(row),
        };
        let mut units = vec![false; self.design().unit_count()];
        let mut n = 0;
        for row in items.rows().iter().filter(counted) {
            n += 1;
            let unit = self.design().units().get(row.at).copied().unwrap_or(0);
            if let Some(unit) = units.get_mut(unit as usize) {
                *unit = true;
            }
        }
        let (psus, strata) =
            self.design().count_present(|unit| units.get(unit) == Some(&true));
        let df = psus - strata;
        let pairs: Vec<u64> = (0..items.k())
            .flat_map(|i| (i + 1..items.k()).map(move |j| (i, j)))
            .map(|(i, j)| count(sums.n(i, j)))
            .collect();
        let mut found = Alpha {
            rule,
            n,
            least_pair: pairs.iter().min().copied().unwrap_or(n),
            most_pair: pairs.iter().max().copied().unwrap_or(n),
            estimate: None,
            se_log: None,
            se: None,
            lower: None,
            upper: None,
            df: df as u64,
            note: None,
        };
        match value(sums, formative, df) {
            Ok((estimate, note)) => {
                (found.estimate, found.note) = (Some(estimate), note);
                self.with_error(&mut found, items, sums, level);
            }
            Err(note) => found.note = Some(note),
        }
        found
    }

    fn with_error(&self, found: &mut Alpha, items: &Items, sums: &PairSums, level: f64) {
        let log = |sums: &PairSums| {
            let rest = 1.0 - alpha::alpha(&sums.covariances()?)?;
            (rest > 1e-12).then(|| libm::log(rest))
        };
        let variance = jackknife(self.design(), items, sums, log);
        let Some((estimate, variance)) = found.estimate.zip(variance.ok()) else {
            found.note = found.note.or(Some(match variance {
                Err(NoVariance::Lonely) => ReliabilityNote::LonelyPsu,
                _ => ReliabilityNote::NoError,
            }));
            return;
        };
        let se = variance.sqrt();
        if !se.is_finite() || se <= 1e-12 {
            found.note = found.note.or(Some(ReliabilityNote::NoError));
            return;
        }
        let margin = t_quantile(0.5 + level / 2.0, real_of(found.df)) * se;
        let rest = 1.0 - estimate;
        found.se_log = Some(se);
        found.se = Some(rest * se);
        found.lower = Some(1.0 - rest * libm::exp(margin)).filter(|low| low.is_finite());
        found.upper = Some(1.0 - rest * libm::exp(-margin));
    }
}

/// Alpha with what must be said beside it, or why there is none.
fn value(
    sums: &PairSums,
    formative: bool,
    df: usize,
) -> Result<(f64, Option<ReliabilityNote>), ReliabilityNote> {
    if formative {
        return Err(ReliabilityNote::Formative);
    }
    if sums.k() < 2 {
        return Err(ReliabilityNote::OneItem);
    }
    let covariance = sums.covariances().ok_or(ReliabilityNote::NoData)?;
    if df < LEAST_DF {
        return Err(ReliabilityNote::FewPsu);
    }
    if is_indefinite(&covariance) {
        return Err(ReliabilityNote::NotPositiveDefinite);
    }
    let estimate = alpha::alpha(&covariance).ok_or(ReliabilityNote::NoVariation)?;
    let constant = (0..covariance.k()).any(|item| covariance.get(item, item) <= 0.0);
    Ok((estimate, constant.then_some(ReliabilityNote::ConstantItem)))
}

/// Whether some weighting of the items that vary would have a negative variance.
pub(super) fn is_indefinite(covariance: &Square) -> bool {
    let vary: Vec<usize> =
        (0..covariance.k()).filter(|item| covariance.get(*item, *item) > 0.0).collect();
    let at = |place: usize| vary.get(place).copied().unwrap_or(usize::MAX);
    let inner = Square::of(vary.len(), |i, j| covariance.get(at(i), at(j)));
    let least = inner.correlation().and_then(|one| one.eigen().values.last().copied());
    least.is_some_and(|least| least < -1e-10)
}

/// The rule to be reported.
pub(super) fn headline(pairwise: &Alpha) -> Use {
    match pairwise.note {
        Some(ReliabilityNote::NotPositiveDefinite) => Use::Complete,
        _ => Use::Pairwise,
    }
}

/// The sums of a scale's items by a rule.
pub(super) fn sums(items: &Items, rule: Use) -> PairSums {
    let mut sums = PairSums::new(rule, items.centres());
    let mut values = vec![None; items.k()];
    for row in items.rows() {
        items.read(row, &mut values);
        sums.push(&values, row.weight);
    }
    sums
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of rows"
)]
pub(super) fn count(n: f64) -> u64 {
    n as u64
}

pub(super) fn real_of(n: u64) -> f64 {
    real(usize::try_from(n).unwrap_or(usize::MAX))
}
