//! From a comparison asked for to its rows: resolve, tally, compare, correct.
//! Must not know how answers are written. Start from [`Survey::compare_groups`].

use super::error::{CompareError, CompareErrorKind};
use super::{CompareRequest, CompareRow, Compared, Hypothesis, Scale, TestKind, TestRow};
use crate::Survey;
use crate::compare::{
    Contrast, CrossTable, RaoScott, Tail, TestNote, Wald, adjust, all_zero, contrast,
    difference, equal_means, ratio,
};
use crate::estimate::Note;
use crate::request::{
    Base, Groups, Request, RequestError, RequestErrorKind, Statistic, Variable,
};
use crate::totals::PsuTotals;

/// Pairs of more groups than this are refused.
const MOST_GROUPS: usize = 300;
/// Tables of more cells than this are refused.
const MOST_CELLS: usize = 1000;

type Label = Vec<(String, String)>;

/// A comparison with its two groups, or its text.
type Found = (Contrast, Option<Label>, Option<Label>, Option<String>);

/// What is the same for every variable.
struct Frame<'r> {
    asked: &'r CompareRequest,
    groups: Groups,
    labels: Vec<Label>,
    /// For each contrast the coefficient of every group.
    contrasts: Vec<Vec<f64>>,
    level: f64,
}

impl Survey {
    /// All pairs of the groups of a request (or the contrasts named), with corrected p values,
    /// and a test over all groups.
    ///
    /// Standard errors hold the covariance of the groups, which may share PSUs; t at
    /// Satterthwaite's df without a common PSU, else at PSUs − strata of either. Of means the
    /// test is the adjusted Wald (Fellegi 1980), of shares Rao and Scott's (1984) of first and
    /// second order ([`compare`](mod@crate::compare); R `svycontrast`, `regTermTest`, `svychisq`).
    ///
    /// # Errors
    /// As [`Survey::estimate`]; no breakdown or one of a single group; a contrast that names no
    /// group; a test that the variable does not allow; more than 300 groups or 1,000 cells;
    /// replicate weights without strata and PSUs.
    pub fn compare_groups(
        &self,
        asked: &CompareRequest,
    ) -> Result<Compared, CompareError> {
        let request = &asked.request;
        let design = &self.definition().design;
        let alone = design.strata.is_empty() && design.psu.is_empty();
        if alone && design.replicates.is_some() {
            return Err(CompareErrorKind::ReplicateWeights.into());
        }
        if request.by.is_empty() {
            return Err(CompareErrorKind::NoBreakdown.into());
        }
        if asked.scale == Scale::Ratio && !asked.contrasts.is_empty() {
            return Err(CompareErrorKind::RatioOfContrasts.into());
        }
        let levels = self.levels(request)?;
        let level = levels.first().copied().unwrap_or(self.definition().design.level);
        let keep = self.matching(&request.filter)?;
        let (groups, notes) = self.groups(&request.by, &keep)?;
        match groups.count() {
            0 | 1 => return Err(CompareErrorKind::OneGroup.into()),
            count if count > MOST_GROUPS => {
                return Err(CompareErrorKind::TooManyGroups(count, MOST_GROUPS).into());
            }
            _ => {}
        }
        let labels: Vec<Label> = (0..groups.count()).map(|at| groups.label(at)).collect();
        let names: Vec<String> = labels.iter().map(|label| joined(label)).collect();
        let contrasts = asked.contrasts.iter().map(|one| one.coefficients(&names));
        let contrasts = contrasts.collect::<Result<_, _>>()?;
        let frame = Frame { asked, groups, labels, contrasts, level };
        let (mut tests, mut comparisons) = (Vec::new(), Vec::new());
        for name in &request.of {
            let variable = self.variable(name)?;
            let statistic = self.own_statistic(asked, &variable);
            self.compare_one(
                &frame,
                name,
                &variable,
                statistic,
                &mut comparisons,
                &mut tests,
            )?;
        }
        Ok(Compared {
            package: self.package_note(),
            design: self.design_note(),
            level,
            adjust: asked.adjust,
            scale: asked.scale,
            tests,
            comparisons,
            notes,
        })
    }

    /// The statistic asked for; else the share of what is text or has declared categories
    /// without order, and the mean of the rest.
    fn own_statistic(
        &self,
        asked: &CompareRequest,
        variable: &Variable<'_>,
    ) -> Statistic {
        let plain = match variable {
            Variable::Typology(_) => true,
            Variable::Score(_) => false,
            Variable::Field { column, act, range } => {
                let field = self.package().field(&column.field);
                let declared = field.is_some_and(|field| !field.categories.is_empty());
                let unordered = (declared && range.is_none()) || !column.is_numeric();
                unordered && act.is_none()
            }
        };
        let wants = asked.test == Some(TestKind::RaoScott);
        match asked.statistic {
            Some(statistic) => statistic,
            None if plain || (wants && variable.categories().is_some()) => {
                Statistic::Share
            }
            None => Statistic::Mean,
        }
    }

    fn compare_one(
        &self,
        frame: &Frame<'_>,
        name: &str,
        variable: &Variable<'_>,
        statistic: Statistic,
        comparisons: &mut Vec<CompareRow>,
        tests: &mut Vec<TestRow>,
    ) -> Result<(), CompareError> {
        let Request { base, ci, .. } = frame.asked.request;
        let shares = statistic == Statistic::Share;
        let kind = match frame.asked.test {
            Some(TestKind::RaoScott) if !shares => {
                return Err(
                    CompareErrorKind::NeedsShares(statistic.name().to_owned()).into()
                );
            }
            Some(kind) => kind,
            None if shares && frame.contrasts.is_empty() => TestKind::RaoScott,
            None => TestKind::Wald,
        };
        let table = shares && (kind == TestKind::RaoScott || frame.contrasts.is_empty());
        if table && kind != TestKind::None {
            let mut row = blank(name, statistic);
            row.hypothesis = Hypothesis::Independence;
            self.association(frame, variable, kind, row, tests)?;
        }
        for series in variable.series(name, statistic, ci)? {
            let totals = self
                .tally(&series, base, frame.groups.count(), |row| frame.groups.of(row));
            if kind == TestKind::Wald && !table {
                let mut row = blank(name, statistic);
                row.category.clone_from(&series.category);
                self.wald_rows(frame, &totals, row, tests);
            }
            let first = comparisons.len();
            for (found, a, b, text) in self.found(frame, &totals) {
                let interval = found.interval(frame.level);
                comparisons.push(CompareRow {
                    of: name.to_owned(),
                    statistic,
                    category: series.category.clone(),
                    a,
                    b,
                    contrast: text,
                    estimate: found.value,
                    se: found.se,
                    lower: interval.map(|limits| limits.0),
                    upper: interval.map(|limits| limits.1),
                    df: found.df,
                    t: found.t,
                    p: found.p,
                    p_adjusted: None,
                    note: found.note,
                });
            }
            let new = comparisons.get_mut(first..).unwrap_or_default();
            let raw: Vec<Option<f64>> = new.iter().map(|row| row.p).collect();
            let corrected = adjust(&raw, frame.asked.adjust);
            for (row, p) in new.iter_mut().zip(corrected) {
                row.p_adjusted = p;
            }
        }
        Ok(())
    }

    /// The contrasts, or all pairs, with their groups.
    fn found(&self, frame: &Frame<'_>, totals: &[PsuTotals]) -> Vec<Found> {
        let design = self.design();
        let sizes: Vec<u64> = totals.iter().map(|totals| totals.total().n).collect();
        let small = |at: usize| sizes.get(at).is_some_and(|n| *n < self.min_cell());
        let marked = |mut found: Contrast, any_small: bool| {
            if any_small && found.note.is_none_or(|note| note == few()) {
                found.note = Some(TestNote::Estimate(Note::SmallCell));
            }
            found
        };
        if !frame.contrasts.is_empty() {
            let pairs = frame.asked.contrasts.iter().zip(&frame.contrasts);
            return pairs
                .map(|(text, row)| {
                    let terms: Vec<(f64, &PsuTotals)> =
                        row.iter().copied().zip(totals).collect();
                    let named = |at: &usize| row.get(*at).is_some_and(|c| *c != 0.0);
                    let any = (0..row.len()).filter(named).any(small);
                    let found = marked(contrast(design, &terms), any);
                    (found, None, None, Some(text.text.clone()))
                })
                .collect();
        }
        let mut rows = Vec::new();
        for (a, first) in totals.iter().enumerate() {
            for (b, second) in totals.iter().enumerate().skip(a + 1) {
                let found = match frame.asked.scale {
                    Scale::Difference => difference(design, first, second).into(),
                    Scale::Ratio => ratio(design, first, second),
                };
                let label = |at: usize| frame.labels.get(at).cloned();
                rows.push((
                    marked(found, small(a) || small(b)),
                    label(a),
                    label(b),
                    None,
                ));
            }
        }
        rows
    }

    fn wald_rows(
        &self,
        frame: &Frame<'_>,
        totals: &[PsuTotals],
        mut row: TestRow,
        tests: &mut Vec<TestRow>,
    ) {
        let sizes: Vec<u64> = totals.iter().map(|totals| totals.total().n).collect();
        let used = |at: &usize| {
            frame.contrasts.is_empty()
                || frame
                    .contrasts
                    .iter()
                    .any(|row| row.get(*at).is_some_and(|c| *c != 0.0))
        };
        let named: Vec<u64> = (0..sizes.len())
            .filter(used)
            .filter_map(|at| sizes.get(at).copied())
            .collect();
        row.groups = named.iter().filter(|n| **n > 0).count();
        row.n = named.iter().sum();
        let test = if frame.contrasts.is_empty() {
            equal_means(self.design(), totals)
        } else {
            row.hypothesis = Hypothesis::ContrastsZero;
            let all: Vec<&PsuTotals> = totals.iter().collect();
            all_zero(self.design(), &all, &frame.contrasts)
        };
        tests.extend(of_wald(&row, &test));
    }

    fn association(
        &self,
        frame: &Frame<'_>,
        variable: &Variable<'_>,
        kind: TestKind,
        mut row: TestRow,
        tests: &mut Vec<TestRow>,
    ) -> Result<(), CompareError> {
        let Some(codes) = variable.categories() else {
            let kind = RequestErrorKind::ShareOfNumbers;
            return Err(RequestError::named(kind, &row.of).into());
        };
        let cells = codes.len().saturating_mul(frame.groups.count());
        if cells > MOST_CELLS {
            return Err(CompareErrorKind::TooManyCells(cells, MOST_CELLS).into());
        }
        let index = match frame.asked.request.base {
            Base::Own => None,
            Base::Index => self.scores().index.as_ref(),
        };
        let table =
            CrossTable::of(self.design(), codes.len(), frame.groups.count(), |at| {
                if let Some(index) = index {
                    index.values.get(at).copied().flatten()?;
                }
                Some((variable.category(at)?, frame.groups.of(at)?))
            });
        row.groups = table.columns().len();
        row.n = table.n();
        if kind == TestKind::Wald {
            tests.extend(of_wald(&row, &table.wald(self.design())));
        } else {
            tests.extend(of_rao_scott(&row, &table.rao_scott(self.design())));
        }
        Ok(())
    }
}

fn few() -> TestNote {
    TestNote::Estimate(Note::FewPsu)
}

/// The codes of a group joined by a colon.
fn joined(label: &[(String, String)]) -> String {
    let codes: Vec<&str> = label.iter().map(|(_, code)| code.as_str()).collect();
    codes.join(":")
}

fn blank(name: &str, statistic: Statistic) -> TestRow {
    TestRow {
        of: name.to_owned(),
        statistic,
        category: None,
        hypothesis: Hypothesis::EqualMeans,
        method: "",
        groups: 0,
        contrasts: 0,
        n: 0,
        df: 0,
        pearson: None,
        deff: None,
        value: None,
        df1: None,
        df2: None,
        p: None,
        note: None,
    }
}

fn form(row: &TestRow, method: &'static str, tail: Option<Tail>) -> TestRow {
    TestRow {
        method,
        value: tail.map(|tail| tail.value),
        df1: tail.map(|tail| tail.df1),
        df2: tail.and_then(|tail| tail.df2),
        p: tail.map(|tail| tail.p),
        ..row.clone()
    }
}

fn of_wald(row: &TestRow, test: &Wald) -> [TestRow; 3] {
    let row = TestRow { contrasts: test.k, df: test.df, note: test.note, ..row.clone() };
    [
        form(&row, "adjusted-wald", test.adjusted()),
        form(&row, "wald-f", test.plain()),
        form(&row, "wald-chi-square", test.chi_square()),
    ]
}

fn of_rao_scott(row: &TestRow, test: &RaoScott) -> [TestRow; 4] {
    let row = TestRow {
        contrasts: test.k,
        df: test.df,
        pearson: test.pearson,
        deff: test.deff,
        note: test.note,
        ..row.clone()
    };
    [
        form(&row, "rao-scott-second-f", test.second_f()),
        form(&row, "rao-scott-second-chi-square", test.second_chi_square()),
        form(&row, "rao-scott-first-f", test.first_f()),
        form(&row, "rao-scott-first-chi-square", test.first_chi_square()),
    ]
}
