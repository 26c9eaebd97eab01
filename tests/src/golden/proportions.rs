//! Shares by domain: svymean of a factor, and svyciprop's intervals. Must not know means.
//! Start from [`compare`].

use serde_json::{Value, json};
use survey::Survey;
use survey::estimate::{Basis, ShareInterval};
use survey::request::{Estimate, Estimates, Filter, Request, Statistic};

use super::means::{is_domain, is_flat, name};
use super::{Fault, Ledger, TOLERANCE, list, text, texts};

/// R's `svyglm` behind `ci_logit` stops at its own default tolerance (README).
const GLM_TOLERANCE: f64 = 1e-6;

/// Compares every row of a case.
pub(super) fn compare(
    survey: &Survey,
    case: &Value,
    ledger: &mut Ledger,
) -> Result<(), Fault> {
    let title = text(case, "case")?;
    let by = texts(&case["by"]);
    let mut known: Option<(String, Answers)> = None;
    for row in list(&case["estimates"]) {
        let var = text(row, "var")?;
        let category = match &row["level"] {
            Value::Null if var == "sw" => "Yes".to_owned(),
            Value::Null => "1".to_owned(),
            level => level.to_string(),
        };
        if known.as_ref().is_none_or(|(name, _)| name != var) {
            known = Some((var.to_owned(), Answers::of(survey, name(var), &by)?));
        }
        let Some((_, answers)) = &known else { continue };
        let place = format!("{title} {var}={category} {}", row["domain"]);
        match find(&answers.shares, &row["domain"], &category) {
            Some(found) => answers.compare(&place, found, row, ledger),
            None => ledger.differs.push(format!("{place}: no such row")),
        }
    }
    Ok(())
}

/// The answers that the rows of one variable need.
struct Answers {
    shares: Estimates,
    /// The same among the rows of each category alone, for their number.
    chosen: Vec<Estimates>,
}

impl Answers {
    fn of(survey: &Survey, var: &str, by: &[String]) -> Result<Self, Fault> {
        let request = Request {
            of: vec![var.to_owned()],
            statistic: Statistic::Share,
            by: by.to_vec(),
            ci: ShareInterval::Beta,
            ..Request::default()
        };
        let shares = survey.estimate(&request)?;
        let categories = survey.variable(var)?.categories().unwrap_or_default();
        let chosen = categories.into_iter().map(|category| {
            let filter = vec![Filter::codes(var, [category])];
            survey.estimate(&Request { filter, ..request.clone() })
        });
        Ok(Self { shares, chosen: chosen.collect::<Result<_, _>>()? })
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
    fn compare(&self, place: &str, found: &Estimate, row: &Value, ledger: &mut Ledger) {
        let overall = found.by.is_empty();
        let zero = row["se"] == json!(0);
        if zero {
            ledger.no_variation.push(place.to_owned());
        }
        let limits = |method| found.interval_by(Basis::Share(method), 0.95);
        let category = found.category.as_deref().unwrap_or_default();
        for (key, want) in row.as_object().into_iter().flatten() {
            let place = format!("{place} {key}");
            let mut number = |got| ledger.number(&place, got, want, TOLERANCE);
            match key.as_str() {
                "var" | "domain" => {}
                "se" if zero => {
                    ledger.zero(&place, found.se.is_none() && is_flat(found), want);
                }
                "level" => number(category.parse().ok()),
                "estimate" => number(found.estimate),
                "se" => number(found.se),
                "n" => number(Some(found.n as f64)),
                "n_level" => {
                    let all = self.chosen.iter();
                    let full = all.map(|answer| find(answer, &row["domain"], category));
                    let chosen = full.flatten().find(|row| row.estimate == Some(1.0));
                    number(Some(chosen.map_or(0.0, |row| row.n as f64)));
                }
                "sum_w" => number(Some(found.weighted_n)),
                "df_domain" | "df_used" => number(found.df.map(|df| df as f64)),
                "nrow_design" => number(Some(found.rows() as f64)),
                "n_eff" => number(
                    found.se.zip(found.estimate).map(|(se, p)| p * (1.0 - p) / (se * se)),
                ),
                "n_eff_df_adjusted" => number(found.trials(0.95)),
                "ci_mean" => {
                    ledger.pair(&place, limits(ShareInterval::Wald), want, TOLERANCE);
                }
                "ci_beta" => ledger.pair(&place, found.interval(0.95), want, TOLERANCE),
                "ci_xlogit" | "ci_logit_tight" => {
                    ledger.pair(&place, limits(ShareInterval::Logit), want, TOLERANCE);
                }
                "ci_logit" => {
                    ledger.pair(
                        &place,
                        limits(ShareInterval::Logit),
                        want,
                        GLM_TOLERANCE,
                    );
                }
                "df_design" if overall => number(Some(self.shares.design.df as f64)),
                "df_design" => ledger.exclude("df_design of domains", want),
                "deff" | "ci_asin" | "ci_likelihood_approx" => ledger.exclude(key, want),
                _ if key.ends_with("_narm") || key.starts_with("ci_wilson_own") => {
                    ledger.exclude(key, want);
                }
                _ => ledger.differs.push(format!("{place}: a key nobody compares")),
            }
        }
    }
}

fn find<'e>(
    answer: &'e Estimates,
    domain: &Value,
    category: &str,
) -> Option<&'e Estimate> {
    answer
        .estimates
        .iter()
        .find(|row| row.category.as_deref() == Some(category) && is_domain(row, domain))
}
