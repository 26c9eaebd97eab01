//! Alpha, omega, components and correlations of the towns' scales. R's package psych knows no
//! weights: its values are those of a package without them. Start from [`file`].

use serde_json::{Value, json};
use survey::Survey;
use survey::reliability::{
    MatrixKind, Part, ReliabilityRequest, ScaleReliability, Structure, Use,
};

use super::{Fault, Ledger, TOLERANCE, cases, list, package::Surveys, text};

/// Compares `towns_reliability.json`.
pub(super) fn file(surveys: &mut Surveys) -> Result<Ledger, Fault> {
    let name = "towns_reliability.json";
    let mut ledger = Ledger::new(name);
    let plain = json!({"name": "plain", "weights": null, "strata": [], "psu": [],
                       "nest": true, "lonely_psu": "fail"});
    let weighted = json!({"name": "clu", "weights": "w", "strata": "town", "psu": "psu",
                          "nest": true, "lonely_psu": "fail"});
    for case in cases(name)? {
        let title = text(&case, "case")?;
        let mut parts = title.split('/');
        let (kind, scale) = (parts.next(), parts.next().unwrap_or_default());
        let rule =
            if title.ends_with("pairwise") { Use::Pairwise } else { Use::Complete };
        let data = text(&case, "data")?;
        let found = ask(surveys.get(data, &plain)?, scale)?;
        for row in list(&case["estimates"]) {
            let place = format!("{title} {}", text(row, "stat")?);
            let mut against = Against { place, row, ledger: &mut ledger };
            match kind {
                Some("alpha") => against.alpha(&found, rule)?,
                Some("omega") => against.omega(structure(&found, Use::Complete)?)?,
                Some("pca") => against.components(structure(&found, rule)?)?,
                Some("correlation") if row["stat"] == "weighted_complete" => {
                    let found = ask(surveys.get(data, &weighted)?, scale)?;
                    against.weighted(&found);
                }
                Some("correlation") => against.correlation(&found)?,
                _ => against.unknown("case"),
            }
        }
    }
    Ok(ledger)
}

fn ask(survey: &Survey, scale: &str) -> Result<ScaleReliability, Fault> {
    let request = ReliabilityRequest {
        of: vec![scale.to_owned()],
        matrix: MatrixKind::Polychoric,
        ..ReliabilityRequest::default()
    };
    let mut answer = survey.reliability(&request)?;
    answer.scales.pop().ok_or_else(|| "no scale".into())
}

fn structure(scale: &ScaleReliability, rule: Use) -> Result<&Structure, Fault> {
    let found = scale
        .structure
        .iter()
        .find(|one| one.rule == rule && one.matrix == MatrixKind::Pearson);
    found.ok_or_else(|| "no structure".into())
}

/// One row of the file and where its comparison is written.
struct Against<'a> {
    place: String,
    row: &'a Value,
    ledger: &'a mut Ledger,
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows")]
fn counted(n: u64) -> Option<f64> {
    Some(n as f64)
}

fn some(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

impl Against<'_> {
    fn number(&mut self, key: &str, got: Option<f64>, tolerance: f64) {
        let place = format!("{} {key}", self.place);
        self.ledger.number(&place, got, &self.row[key], tolerance);
    }

    fn vector(&mut self, key: &str, got: &[Option<f64>], tolerance: f64) {
        let want = list(&self.row[key]);
        if want.len() != got.len() {
            self.unknown(key);
        }
        for (at, (got, want)) in got.iter().zip(want).enumerate() {
            let place = format!("{} {key} {at}", self.place);
            self.ledger.number(&place, *got, want, tolerance);
        }
    }

    fn matrix(&mut self, key: &str, got: &[Vec<Option<f64>>], tolerance: f64) {
        let rows = list(&self.row[key]);
        if rows.len() != got.len() {
            self.unknown(key);
        }
        for (i, (got, row)) in got.iter().zip(rows).enumerate() {
            for (j, want) in list(row).into_iter().enumerate() {
                let place = format!("{} {key} {i} {j}", self.place);
                let got = got.get(j).copied().flatten();
                self.ledger.number(&place, got, want, tolerance);
            }
        }
    }

    fn unknown(&mut self, what: &str) {
        self.ledger.differs.push(format!("{}: {what} is not compared", self.place));
    }

    fn exclude(&mut self, key: &str) {
        self.ledger.exclude(key, &self.row[key]);
    }

    fn alpha(&mut self, scale: &ScaleReliability, rule: Use) -> Result<(), Fault> {
        let part = match rule {
            Use::Pairwise => &scale.pairwise,
            Use::Complete => &scale.complete_cases,
        };
        match text(self.row, "stat")? {
            "covariance" => self.matrix("values", &part.covariance, TOLERANCE),
            "correlation_cov2cor_of_that_covariance" => {
                self.matrix("values", &part.correlation, TOLERANCE);
            }
            "correlation_cor_use" => self.matrix("values", &part.pearson, TOLERANCE),
            "feldt_ci" => {
                self.number("n_obs", counted(part.classical.complete_n), TOLERANCE);
                self.number("lower", part.classical.lower, TOLERANCE);
                self.number("upper", part.classical.upper, TOLERANCE);
            }
            "total" => self.total(scale, part),
            "item" => self.item(part),
            _ => self.unknown("row"),
        }
        Ok(())
    }

    fn total(&mut self, scale: &ScaleReliability, part: &Part) {
        for key in self.row.as_object().into_iter().flatten().map(|(key, _)| key) {
            let got = match key.as_str() {
                "stat" => continue,
                "n_rows" => counted(scale.rows),
                "n_complete" => counted(scale.complete),
                "raw_alpha" => part.alpha.estimate,
                "std_alpha" => part.standardized_alpha,
                "G6_smc" => part.lambda6,
                "average_r" => part.average_correlation,
                "signal_noise" => part.signal_to_noise,
                "median_r" => part.median_correlation,
                "ase" => part.classical.ase,
                "ase_n" => counted(part.classical.n),
                "scale_mean" => scale.mean,
                "scale_sd" => scale.sd,
                _ => {
                    self.unknown(key);
                    continue;
                }
            };
            self.number(key, got, TOLERANCE);
        }
    }

    fn item(&mut self, part: &Part) {
        let Some(item) = part.items.iter().find(|one| self.row["item"] == *one.item)
        else {
            return self.unknown("item");
        };
        for key in self.row.as_object().into_iter().flatten().map(|(key, _)| key) {
            let got = match key.as_str() {
                "stat" | "item" => continue,
                "n" => counted(item.n),
                "mean" => item.mean,
                "sd" => item.sd,
                "raw_r" => item.item_mean,
                "std_r" => item.item_total,
                "r_cor" => item.item_total_corrected,
                "r_drop" => item.item_rest,
                "alpha_if_dropped_raw" => item.alpha_if_dropped,
                "alpha_if_dropped_std" => item.standardized_if_dropped,
                "average_r_if_dropped" => item.average_if_dropped,
                _ => {
                    self.unknown(key);
                    continue;
                }
            };
            self.number(key, got, TOLERANCE);
        }
    }

    /// The rows of psych's own `fa` stop short of the fixed point: the README says so.
    fn omega(&mut self, structure: &Structure) -> Result<(), Fault> {
        let omega = &structure.omega;
        let loadings = match text(self.row, "stat")? {
            "uls_tight" => omega.loadings.clone(),
            "closed_form_3_items" => omega.closed_form.clone(),
            stat => {
                self.ledger.exclude(&format!("rows {stat}"), self.row);
                return Ok(());
            }
        };
        let loadings = loadings.unwrap_or_default();
        let tolerance = self.row["tolerance"].as_f64().unwrap_or(TOLERANCE);
        self.exclude("tolerance");
        self.vector("loadings", &some(&loadings), tolerance);
        self.number("omega_total", omega.estimate, tolerance);
        if self.row.get("max_communality").is_some() {
            let most = loadings.iter().map(|one| one * one).reduce(f64::max);
            self.number("max_communality", most, tolerance);
        }
        Ok(())
    }

    fn components(&mut self, structure: &Structure) -> Result<(), Fault> {
        let found = structure.components.as_ref().ok_or("no components")?;
        let loadings = found.loadings.as_ref().ok_or("no loadings")?;
        let first: Vec<f64> =
            loadings.iter().filter_map(|row| row.first().copied()).collect();
        match text(self.row, "stat")? {
            "correlation" => self.matrix("values", &structure.correlation, TOLERANCE),
            "eigenvalues" => {
                self.vector("values", &some(&found.eigenvalues), TOLERANCE);
                self.vector("explained", &some(&found.explained), TOLERANCE);
            }
            "first_component_loadings" => {
                self.vector("values", &some(&first), TOLERANCE);
                let squares: Vec<f64> = first.iter().map(|one| one * one).collect();
                self.vector("communality", &some(&squares), TOLERANCE);
            }
            "all_loadings_eigenvector_times_sqrt_eigenvalue" => {
                let rows: Vec<_> = loadings.iter().map(|row| some(row)).collect();
                self.matrix("values", &rows, TOLERANCE);
            }
            _ => self.unknown("row"),
        }
        Ok(())
    }

    fn correlation(&mut self, scale: &ScaleReliability) -> Result<(), Fault> {
        let (pairwise, complete) = (&scale.pairwise, &scale.complete_cases);
        match text(self.row, "stat")? {
            "pearson_pairwise" => self.matrix("values", &pairwise.pearson, TOLERANCE),
            "pearson_complete" => self.matrix("values", &complete.pearson, TOLERANCE),
            "spearman_pairwise" => self.matrix("values", &pairwise.spearman, TOLERANCE),
            "spearman_complete" => self.matrix("values", &complete.spearman, TOLERANCE),
            "pairwise_n" => {
                let counts: Vec<Vec<Option<f64>>> = pairwise
                    .n
                    .iter()
                    .map(|row| row.iter().map(|n| counted(*n)).collect())
                    .collect();
                self.matrix("values", &counts, TOLERANCE);
            }
            "polychoric" => {
                let found = scale
                    .structure
                    .iter()
                    .find(|one| one.matrix == MatrixKind::Polychoric)
                    .ok_or("no polychoric matrix")?;
                let tolerance = self.row["tolerance"].as_f64().ok_or("no tolerance")?;
                self.exclude("tolerance");
                self.matrix("values", &found.correlation, tolerance);
                let thresholds = found.thresholds.as_ref().ok_or("no thresholds")?;
                self.matrix("thresholds", thresholds, TOLERANCE);
            }
            _ => self.unknown("row"),
        }
        Ok(())
    }

    /// R's `svyvar(na.rm = TRUE)` leaves rows with a gap out of the sums but not out of the n of
    /// n/(n − 1); `cov(use = "complete.obs")`, which the other rows hold, counts the rows used.
    fn weighted(&mut self, scale: &ScaleReliability) {
        let part = &scale.complete_cases;
        let factor = |n: Option<f64>| n.map(|n| n / (n - 1.0));
        let (all, used) = (factor(counted(scale.rows)), factor(counted(part.alpha.n)));
        let rows = list(&self.row["covariance"]);
        for (i, row) in rows.into_iter().enumerate() {
            for (j, want) in list(row).into_iter().enumerate() {
                let got = part.covariance.get(i).and_then(|row| row.get(j)).copied();
                let got = got.flatten();
                let by_all =
                    got.zip(all.zip(used)).map(|(got, (all, used))| got * all / used);
                let shown = by_all.zip(want.as_f64()).is_some_and(|(by_all, want)| {
                    (by_all - want).abs() <= TOLERANCE * want.abs()
                });
                let place = format!("{} covariance {i} {j}: n of all rows", self.place);
                self.ledger.wrong(&place, shown, got, want);
            }
        }
        self.matrix("correlation", &part.correlation, TOLERANCE);
        self.matrix("cov_wt_correlation", &part.pearson, TOLERANCE);
        self.number("weighted_alpha", part.alpha.estimate, TOLERANCE);
    }
}

#[cfg(test)]
mod tests {
    //! The jackknife of ln(1 − alpha): R's `withReplicates` on
    //! `as.svrepdesign(type = "JKn", mse = TRUE)` (survey 4.1-1) with the weighted alpha of
    //! methods written out in R.

    use serde_json::json;
    use survey::reliability::{AlphaRequest, Use};
    use survey::request::Filter;

    use super::super::{Fault, package};

    #[test]
    fn the_error_of_alpha_is_that_of_r() -> Result<(), Fault> {
        let expected = [
            (
                "common_cause",
                Use::Pairwise,
                "",
                0.746_058_564_797_391_2,
                0.092_046_440_789_917_56,
            ),
            (
                "common_cause",
                Use::Pairwise,
                "sex=F",
                0.755_416_402_982_497_3,
                0.139_797_943_505_420_4,
            ),
            (
                "common_cause",
                Use::Complete,
                "",
                0.749_751_622_914_721_6,
                0.096_270_726_432_597_85,
            ),
            (
                "common_cause",
                Use::Complete,
                "sex=F",
                0.748_692_429_095_800_4,
                0.141_409_277_180_605_9,
            ),
            (
                "authorities",
                Use::Pairwise,
                "",
                0.749_303_570_632_407_2,
                0.112_429_320_224_502_7,
            ),
            (
                "authorities",
                Use::Pairwise,
                "sex=F",
                0.743_614_269_242_525_3,
                0.125_446_536_100_457_4,
            ),
            (
                "authorities",
                Use::Complete,
                "",
                0.743_895_129_691_921,
                0.123_002_587_664_687_5,
            ),
            (
                "authorities",
                Use::Complete,
                "sex=F",
                0.734_418_068_922_518_2,
                0.128_627_085_693_646_6,
            ),
            (
                "common_cause",
                Use::Pairwise,
                "fpc",
                0.746_058_564_797_391_2,
                0.084_912_882_979_490_98,
            ),
        ];
        for (of, rule, what, alpha, se) in expected {
            let fpc = (what == "fpc").then_some("N_psu");
            let design = json!({"weights": "w", "strata": "town", "psu": "psu", "fpc": fpc,
                                "nest": true, "lonely_psu": "fail"});
            let rest = json!({"index": package::index([0, 100], 2, 3)});
            let survey = package::survey("towns_raw.csv", &design, &rest)?;
            let filter =
                if what.contains('=') { vec![Filter::parse(what)?] } else { vec![] };
            let request = AlphaRequest { of: vec![of.to_owned()], filter, level: None };
            let found = survey.alpha(&request)?.remove(0);
            let found =
                if rule == Use::Pairwise { found.pairwise } else { found.complete };
            let near = |got: Option<f64>, want: f64| {
                got.is_some_and(|got| (got - want).abs() <= 1e-9 * want)
            };
            assert!(near(found.estimate, alpha), "{of} {what} {found:?}");
            assert!(near(found.se_log, se), "{of} {what} {found:?}");
        }
        Ok(())
    }

    #[test]
    fn the_formative_index_has_correlations_but_no_alpha() -> Result<(), Fault> {
        let design = json!({"weights": "w", "strata": "town", "psu": "psu", "nest": true,
                            "lonely_psu": "fail"});
        let rest = json!({"index": package::index([0, 100], 2, 3)});
        let survey = package::survey("towns_raw.csv", &design, &rest)?;
        let found = super::ask(&survey, "index")?;
        assert!(found.formative && found.pairwise.alpha.estimate.is_none());
        assert_eq!(found.pairwise.alpha.note.map(|note| note.code()), Some("formative"));
        assert!(found.pairwise.items.iter().all(|item| item.alpha_if_dropped.is_none()));
        let structure = super::structure(&found, Use::Complete)?;
        assert_eq!(structure.omega.note.map(|note| note.code()), Some("formative"));
        assert!(structure.components.is_some() && structure.correlation[0][1].is_some());
        assert_eq!(
            found.structure[2].note.map(|note| note.code()),
            Some("no-categories")
        );
        Ok(())
    }
}
