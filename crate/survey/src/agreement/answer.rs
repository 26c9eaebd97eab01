//! The agreement on a package's interviews: from the codings to the coefficients of every code.
//! Must not know how they are written. Start from [`Survey::agreement`].

use std::collections::{BTreeMap, BTreeSet};

use super::{
    AgreementError, Coefficient, PairTable, krippendorff_alpha, pooled_kappa, real,
};
use crate::Survey;
use crate::package::Interviews;
use crate::request::PackageNote;
use crate::table::{Column, Table};

/// What is asked of the interviews.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AgreementRequest {
    /// The two coders; `None`: all in the codings but the one whose codings are shown.
    pub coders: Option<[String; 2]>,
    /// Confidence level, between 0 and 1; `None`: that of the package.
    pub level: Option<f64>,
}

/// The agreement of two coders of interviews. Field names are the contract.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
    /// The package the numbers come from.
    pub package: PackageNote,
    /// The confidence level.
    pub level: f64,
    /// The two coders.
    pub coders: [String; 2],
    /// Interviews that both coded on at least one code.
    pub interviews: u64,
    /// All codes together.
    pub pooled: PooledAgreement,
    /// One row a code, in the order of the codebook.
    pub codes: Vec<CodeAgreement>,
}

/// Agreement over all codes.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PooledAgreement {
    /// Decisions (interview by code) taken by both coders.
    pub decisions: u64,
    /// Share of them on which both agree.
    pub percent: Option<f64>,
    /// Kappa pooled over the codes; its error is over interviews.
    pub kappa: Coefficient,
    /// Krippendorff's alpha with every decision as a unit.
    pub krippendorff: Option<f64>,
}

/// Agreement on one code.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CodeAgreement {
    /// The code.
    pub code: String,
    /// Interviews coded by both.
    pub n: u64,
    /// Of these, by the first coder's categories: code → interviews.
    pub first: BTreeMap<String, u64>,
    /// The same of the second coder.
    pub second: BTreeMap<String, u64>,
    /// Interviews on which both agree.
    pub agreeing: u64,
    /// Their share of `n`, 0 to 1.
    pub percent: Option<f64>,
    /// Cohen's kappa.
    pub kappa: Coefficient,
    /// Gwet's AC1.
    pub ac1: Coefficient,
    /// Krippendorff's alpha, nominal.
    pub krippendorff: Option<f64>,
}

/// Both coders' categories of every interview and code.
struct Codings {
    categories: Vec<String>,
    codes: Vec<String>,
    /// interview → for each code the categories the two coders gave.
    units: BTreeMap<String, Vec<[Option<usize>; 2]>>,
}

impl Survey {
    /// The agreement of the two coders of the package's interviews, for each code and pooled.
    ///
    /// Over the n interviews both have coded: p_o, the share of agreement; Cohen's kappa
    /// (p_o − p_e)/(1 − p_e) with its large-sample error (Fleiss, Cohen and Everitt 1969);
    /// Gwet's AC1 (2008); Krippendorff's nominal alpha (2011); kappa pooled over codes, from the
    /// sums of p_o and p_e (De Vries and others 2008), with its jackknife over interviews.
    ///
    /// # Errors
    /// A package without interviews, codings not read or without their columns, other than two
    /// coders, an unknown coder (with the nearest known one), a bad level.
    pub fn agreement(
        &self,
        request: &AgreementRequest,
    ) -> Result<Agreement, AgreementError> {
        let level = request.level.unwrap_or(self.definition().design.level);
        if !(level > 0.0 && level < 1.0) {
            return Err(AgreementError::BadLevel(level.to_string()));
        }
        let declared = self.definition().interviews.as_ref();
        let declared = declared.ok_or(AgreementError::NoInterviews)?;
        let missing = || AgreementError::NotRead(declared.codings.clone());
        let table = self.resource(&declared.codings).ok_or_else(missing)?;
        let coders = coders(declared, table, request)?;
        let codings = codings(declared, table, self.resource(&declared.codes), &coders)?;
        let pairs = codings.pairs();
        let pooled = codings.pooled(&pairs, level);
        let both = pairs.iter().filter(|unit| unit.iter().any(Option::is_some));
        Ok(Agreement {
            package: self.package_note(),
            level,
            coders,
            interviews: both.count() as u64,
            pooled,
            codes: (0..codings.codes.len())
                .map(|at| codings.code(at, &pairs, level))
                .collect(),
        })
    }
}

type Pairs = Vec<Vec<Option<(usize, usize)>>>;

impl Codings {
    fn pairs(&self) -> Pairs {
        let of = |unit: &Vec<[Option<usize>; 2]>| {
            unit.iter().map(|[first, second]| first.zip(*second)).collect()
        };
        self.units.values().map(of).collect()
    }

    fn code(&self, at: usize, pairs: &Pairs, level: f64) -> CodeAgreement {
        let units = pairs.iter().filter_map(|unit| unit.get(at).copied().flatten());
        let table = PairTable::of(self.categories.len(), units.clone());
        let named = |count: &dyn Fn(usize) -> u64| {
            let categories = self.categories.iter().enumerate();
            categories.map(|(at, code)| (code.clone(), count(at))).collect()
        };
        CodeAgreement {
            code: self.codes.get(at).cloned().unwrap_or_default(),
            n: table.n(),
            first: named(&|category| table.first(category)),
            second: named(&|category| table.second(category)),
            agreeing: table.agreeing(),
            percent: table.observed(),
            kappa: table.kappa(level),
            ac1: table.ac1(level),
            krippendorff: self.krippendorff(units),
        }
    }

    fn krippendorff(&self, units: impl Iterator<Item = (usize, usize)>) -> Option<f64> {
        let count = |(first, second)| {
            let categories = 0..self.categories.len();
            let times = |at| u64::from(at == first) + u64::from(at == second);
            categories.map(times).collect::<Vec<u64>>()
        };
        let units: Vec<Vec<u64>> = units.map(count).collect();
        krippendorff_alpha(units.iter().map(Vec::as_slice))
    }

    fn pooled(&self, pairs: &Pairs, level: f64) -> PooledAgreement {
        let all = || pairs.iter().flatten().copied().flatten();
        let decisions = all().count() as u64;
        let agreeing = all().filter(|(first, second)| first == second).count() as u64;
        let codes = self.codes.len();
        PooledAgreement {
            decisions,
            percent: (decisions > 0).then(|| real(agreeing) / real(decisions)),
            kappa: pooled_kappa(self.categories.len(), codes, pairs, level),
            krippendorff: self.krippendorff(all()),
        }
    }
}

/// The distinct texts of a column, levels in their order.
fn texts(column: &Column, rows: usize) -> Vec<String> {
    if column.has_levels() {
        return column.levels.iter().map(|level| level.code.clone()).collect();
    }
    let found: BTreeSet<String> =
        (0..rows).filter_map(|row| valid_text(column, row)).collect();
    found.into_iter().collect()
}

fn valid_text(column: &Column, row: usize) -> Option<String> {
    column.text(row).filter(|_| column.missing_value(row).is_none())
}

fn coders(
    declared: &Interviews,
    table: &Table,
    request: &AgreementRequest,
) -> Result<[String; 2], AgreementError> {
    let mut found = texts(column(table, "coder")?, table.rows);
    if let Some([first, second]) = &request.coders {
        for name in [first, second] {
            if !found.contains(name) {
                let known = found.iter().map(String::as_str);
                let hint = match crate::nearest::nearest(name, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known: {}", crate::nearest::list(&found, 12)),
                };
                return Err(AgreementError::UnknownCoder(name.clone(), hint));
            }
        }
        if first == second {
            return Err(AgreementError::SameCoder(first.clone()));
        }
        return Ok([first.clone(), second.clone()]);
    }
    found.retain(|name| *name != declared.coder);
    found.try_into().map_err(AgreementError::NotTwoCoders)
}

fn column<'t>(
    table: &'t Table,
    field: &'static str,
) -> Result<&'t Column, AgreementError> {
    let missing = || AgreementError::NoColumn(table.resource.clone(), field);
    table.column(field).ok_or_else(missing)
}

fn codings(
    declared: &Interviews,
    table: &Table,
    codebook: Option<&Table>,
    coders: &[String; 2],
) -> Result<Codings, AgreementError> {
    let codebook =
        codebook.ok_or_else(|| AgreementError::NotRead(declared.codes.clone()))?;
    let listed = column(codebook, "code")?;
    let mut codes: Vec<String> =
        (0..codebook.rows).filter_map(|row| valid_text(listed, row)).collect();
    let (interview, coder) = (column(table, "interview")?, column(table, "coder")?);
    let (code, present) = (column(table, "code")?, column(table, "present")?);
    if !present.has_levels() {
        return Err(AgreementError::NoColumn(table.resource.clone(), "present"));
    }
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for name in codes.drain(..).chain(texts(code, table.rows)).collect::<Vec<_>>() {
        if !numbers.contains_key(&name) {
            numbers.insert(name.clone(), codes.len());
            codes.push(name);
        }
    }
    let mut units: BTreeMap<String, Vec<[Option<usize>; 2]>> = BTreeMap::new();
    for row in 0..table.rows {
        let (Some(unit), Some(who), Some(name)) =
            (valid_text(interview, row), valid_text(coder, row), valid_text(code, row))
        else {
            continue;
        };
        let side = coders.iter().position(|coder| *coder == who);
        let decisions = units.entry(unit).or_insert_with(|| vec![[None; 2]; codes.len()]);
        let decision = numbers.get(&name).and_then(|at| decisions.get_mut(*at));
        if let Some(slot) = decision.zip(side).and_then(|(pair, side)| pair.get_mut(side))
        {
            *slot = present.level(row).map(usize::from);
        }
    }
    Ok(Codings { categories: texts(present, table.rows), codes, units })
}
