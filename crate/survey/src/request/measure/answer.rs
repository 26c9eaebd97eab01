//! From a request to its rows: resolve, gather, measure, in order. Must not know how answers
//! are written. Start from [`Survey::measure`].

use super::{Measure, MeasureError, MeasureRequest, MeasureRow, Measures};
use crate::Survey;
use crate::estimate::Note;
use crate::measure::{
    Distribution, Interval, Measured, Remark, correlation, ratio, standard_deviation,
    total, variance,
};
use crate::request::{Base, Groups, Variable};

/// Probabilities where none are named.
const QUARTILES: [f64; 3] = [0.25, 0.5, 0.75];

/// What one variable (or a pair) brings to every row.
struct Part<'s> {
    of: &'s str,
    over: Option<&'s str>,
    category: Option<String>,
    /// The values of a row, if it is valid: y, and x where there is a second variable.
    value: Box<dyn Fn(usize) -> Option<(f64, f64)> + 's>,
}

/// The rows of one group.
#[derive(Clone, Debug, Default)]
struct Domain {
    /// Rows of positive weight, those without a value too.
    rows: u64,
    /// Number, y and x of each valid row.
    valid: Vec<(usize, f64, f64)>,
}

impl Survey {
    /// Answers a request for totals, ratios, variances, quantiles or correlations.
    ///
    /// A total of a variable without numbers counts each of its categories.
    ///
    /// # Errors
    /// An unknown name (with the nearest known one) or an impossible request.
    pub fn measure(&self, request: &MeasureRequest) -> Result<Measures, MeasureError> {
        let plain = request.plain();
        let levels = self.levels(&plain)?;
        let method = method(request)?;
        let keep = self.matching(&request.filter)?;
        let (groups, notes) = self.groups(&request.by, &keep)?;
        let mut estimates = Vec::new();
        for (of, over) in pairs(request)? {
            let parts = self.parts(request.measure, of, over)?;
            let domains: Vec<_> = parts
                .iter()
                .map(|part| self.gather(part, request.base, &groups))
                .collect();
            for group in 0..groups.count() {
                for (part, domains) in parts.iter().zip(&domains) {
                    let Some(domain) = domains.get(group) else { continue };
                    for mut row in self.measure_rows(request, method, &levels, domain) {
                        part.of.clone_into(&mut row.of);
                        row.over = part.over.map(str::to_owned);
                        row.by = groups.label(group);
                        row.category.clone_from(&part.category);
                        estimates.push(row);
                    }
                }
            }
        }
        let level = levels.first().copied().unwrap_or(self.definition().design.level);
        let (package, design) = (self.package_note(), self.design_note());
        Ok(Measures { package, design, level, estimates, notes })
    }

    fn parts<'s>(
        &'s self,
        measure: Measure,
        of: &'s str,
        over: Option<&'s str>,
    ) -> Result<Vec<Part<'s>>, MeasureError> {
        let variable = self.variable(of)?;
        if measure == Measure::Total
            && !variable.is_numeric()
            && let Some(codes) = variable.categories()
        {
            let count = |(at, code): (usize, &str)| {
                let variable = variable.clone();
                let is = move |row| {
                    let own = variable.category(row)?;
                    Some((if own == at { 1.0 } else { 0.0 }, 1.0))
                };
                let category = Some(code.to_owned());
                Part { of, over, category, value: Box::new(is) }
            };
            return Ok(codes.into_iter().enumerate().map(count).collect());
        }
        let numbers = |name: &str, variable: Variable<'s>| {
            let name = name.to_owned();
            match variable.is_numeric() {
                true => Ok(variable),
                false => Err(MeasureError::NoNumbers { measure, name }),
            }
        };
        let variable = numbers(of, variable)?;
        let other = over.map(|name| numbers(name, self.variable(name)?)).transpose()?;
        let value = move |row| match &other {
            Some(other) => Some((variable.number(row)?, other.number(row)?)),
            None => Some((variable.number(row)?, 1.0)),
        };
        Ok(vec![Part { of, over, category: None, value: Box::new(value) }])
    }

    /// The rows of each group with their values.
    fn gather(&self, part: &Part<'_>, base: Base, groups: &Groups) -> Vec<Domain> {
        let index = match base {
            Base::Own => None,
            Base::Index => self.scores().index.as_ref(),
        };
        let mut domains = vec![Domain::default(); groups.count()];
        for (row, weight) in self.design().weights().iter().enumerate() {
            let valid = index
                .is_none_or(|index| index.values.get(row).copied().flatten().is_some());
            let group = groups.of(row).filter(|_| valid);
            let Some(domain) = group.and_then(|group| domains.get_mut(group)) else {
                continue;
            };
            domain.rows += u64::from(*weight > 0.0);
            domain.valid.extend((part.value)(row).map(|(y, x)| (row, y, x)));
        }
        domains
    }

    /// The rows of the answer about one group: one for each probability and level.
    fn measure_rows(
        &self,
        request: &MeasureRequest,
        method: Interval,
        levels: &[f64],
        domain: &Domain,
    ) -> Vec<MeasureRow> {
        let (design, pairs) = (self.design(), domain.valid.as_slice());
        let single: Vec<(usize, f64)> =
            pairs.iter().map(|(row, y, _)| (*row, *y)).collect();
        let several = levels.len() > 1;
        let choice = request.measure.intervals().len() > 1;
        let row = |found: Measured, limits: (Option<f64>, Option<f64>), level: f64| {
            MeasureRow {
                statistic: request.measure.name(),
                ci: choice.then_some(method.name()),
                level: several.then_some(level),
                ..self.measure_row(&found, limits)
            }
        };
        let found = match request.measure {
            Measure::Quantile => {
                let distribution = Distribution::of(design, &single);
                let asked = match request.quantiles.as_slice() {
                    [] => &QUARTILES[..],
                    asked => asked,
                };
                let each = asked.iter().flat_map(|p| levels.iter().map(|l| (*p, *l)));
                let made = each.map(|(p, level)| {
                    let found = distribution.estimate(p, request.rule, method, level);
                    let limits = (found.lower, found.upper);
                    let rule = Some(request.rule.name());
                    MeasureRow {
                        quantile: Some(p),
                        rule,
                        ..row(found.measured, limits, level)
                    }
                });
                return made.collect();
            }
            Measure::Total => total(design, &single),
            Measure::Variance => variance(design, &single, domain.rows),
            Measure::Sd => standard_deviation(design, &single, domain.rows),
            Measure::Ratio => ratio(design, pairs),
            Measure::Correlation => correlation(design, pairs),
        };
        let limits = |level: f64| match found.interval(method, level) {
            Some((low, high)) => (Some(low), Some(high)),
            None => (None, None),
        };
        levels.iter().map(|level| row(found, limits(*level), *level)).collect()
    }

    fn measure_row(
        &self,
        found: &Measured,
        limits: (Option<f64>, Option<f64>),
    ) -> MeasureRow {
        let small = found.n < self.min_cell();
        let note = match found.note {
            Some(note) => Some(note),
            None if small => Some(Remark::Common(Note::SmallCell)),
            None => (found.df < 3).then_some(Remark::Common(Note::FewPsu)),
        };
        MeasureRow {
            of: String::new(),
            statistic: "",
            over: None,
            by: Vec::new(),
            category: None,
            quantile: None,
            n: found.n,
            weighted_n: found.weighted,
            estimate: found.value,
            se: found.se,
            lower: limits.0,
            upper: limits.1,
            df: found.value.map(|_| found.df),
            deff: found.deff,
            effective_n: found.effective_n(),
            note,
            rule: None,
            ci: None,
            level: None,
        }
    }
}

/// The variables to take together; and that the options fit the statistic.
fn pairs(request: &MeasureRequest) -> Result<Vec<(&str, Option<&str>)>, MeasureError> {
    let measure = request.measure;
    let over = request.over.as_deref();
    let alone = request.of.iter().map(|of| (of.as_str(), over));
    if measure != Measure::Quantile && !request.quantiles.is_empty() {
        return Err(MeasureError::Quantiles(measure));
    }
    if let Some(p) = request.quantiles.iter().find(|p| !(**p > 0.0 && **p < 1.0)) {
        return Err(MeasureError::Probability(*p));
    }
    match (measure, over) {
        (Measure::Ratio, None) => Err(MeasureError::NoDenominator),
        (Measure::Correlation, None) if request.of.len() < 2 => Err(MeasureError::NoPair),
        (Measure::Correlation, None) => {
            let mut pairs = Vec::new();
            for (at, of) in request.of.iter().enumerate() {
                let later = request.of.iter().skip(at + 1);
                pairs.extend(later.map(|other| (of.as_str(), Some(other.as_str()))));
            }
            Ok(pairs)
        }
        (Measure::Ratio | Measure::Correlation, Some(_)) | (_, None) => {
            Ok(alone.collect())
        }
        (_, Some(_)) => Err(MeasureError::Over(measure)),
    }
}

fn method(request: &MeasureRequest) -> Result<Interval, MeasureError> {
    let known = request.measure.intervals();
    match request.interval {
        None => Ok(known.first().copied().unwrap_or(Interval::Wald)),
        Some(method) if known.contains(&method) => Ok(method),
        Some(method) => Err(MeasureError::Interval { measure: request.measure, method }),
    }
}
