//! Regressions with replicate weights: a jackknife that leaves out one of six parts.

use super::super::{Family, Note, RegressError, RegressRequest, Regression};
use crate::request::Filter;
use crate::{Files, Survey};

const PARTS: u32 = 6;

/// 90 people in six parts; replicate r leaves out part r.
fn survey(mse: bool) -> Survey {
    let fields =
        (1..=PARTS).map(|r| format!(r#", {{"name": "rw{r}", "type": "number"}}"#));
    let package = format!(
        r#"{{"name": "small", "version": "1.0.0",
  "resources": [{{"name": "people", "type": "table", "path": "people.csv",
    "schema": {{"missingValues": [""], "fields": [
      {{"name": "id", "type": "integer"}}, {{"name": "part", "type": "string"}},
      {{"name": "w", "type": "number"}}, {{"name": "x", "type": "number"}},
      {{"name": "sex", "type": "string"}}, {{"name": "y", "type": "number"}},
      {{"name": "yes", "type": "integer"}}{}]}}}}],
  "solidarity": {{"version": "1", "synthetic": true,
    "design": {{"resource": "people", "weights": "w", "strata": [], "psu": ["part"],
      "fpc": null, "nest": true, "lonelyPsu": "fail", "sampling": "simulated", "level": 0.95,
      "replicates": {{"prefix": "rw", "type": "jk1", "scale": 0.8333333333333334,
        "rscales": [1, 1, 1, 1, 1, 1], "mse": {mse}, "df": null}}}}}}}}"#,
        fields.collect::<String>()
    );
    let mut csv = "id,part,w,x,sex,y,yes".to_owned();
    (1..=PARTS).for_each(|r| csv.push_str(&format!(",rw{r}")));
    csv.push('\n');
    for id in 0..90_u32 {
        let (part, w) = ((id * 7) % PARTS + 1, 1.0 + f64::from((id * 5) % 4));
        let x = f64::from((id * 37) % 23) / 2.0;
        let sex = if (id * 13) % 11 < 5 { "m" } else { "f" };
        let y = f64::from((id * 29) % 41) + x;
        let yes = u32::from((id * 17) % 10 < 4);
        csv.push_str(&format!("{id},p{part},{w},{x},{sex},{y},{yes}"));
        for r in 1..=PARTS {
            let weight = if r == part { 0.0 } else { w * 1.2 };
            csv.push_str(&format!(",{weight}"));
        }
        csv.push('\n');
    }
    let files = Files::from([
        ("datapackage.json".to_owned(), package.into_bytes()),
        ("people.csv".to_owned(), csv.into_bytes()),
    ]);
    let (survey, findings) = Survey::read(&files);
    let found: Vec<String> = findings.iter().map(ToString::to_string).collect();
    survey.unwrap_or_else(|| panic!("{found:?}"))
}

fn ask(of: &str, family: Family) -> RegressRequest {
    let on = ["x", "sex"].map(str::to_owned).to_vec();
    RegressRequest { of: of.to_owned(), on, family, ..RegressRequest::default() }
}

fn estimates(model: &Regression) -> Vec<f64> {
    let coefficients = model.coefficients.iter().map(|one| one.estimate);
    let margins = model.margins.iter().map(|one| one.estimate);
    coefficients.chain(margins).map(|one| one.expect("an estimate")).collect()
}

#[test]
fn the_variance_is_the_spread_of_the_models_without_each_part() {
    for (of, family) in [("y", Family::Gaussian), ("yes", Family::Quasibinomial)] {
        for mse in [true, false] {
            let survey = survey(mse);
            let request = ask(of, family);
            let found = survey.regress_replicated(&request).expect("a model");
            let full = estimates(&found);
            assert_eq!(full, estimates(&survey.regress(&request).expect("a model")));
            let without = |part: u32| {
                let others = (1..=PARTS).filter(|other| *other != part);
                let codes = others.map(|other| format!("p{other}"));
                let filter = vec![Filter::codes("part", codes)];
                let model = survey.regress(&RegressRequest { filter, ..request.clone() });
                estimates(&model.expect("a model"))
            };
            let each: Vec<Vec<f64>> = (1..=PARTS).map(without).collect();
            let errors = found.coefficients.iter().map(|one| one.se);
            let errors: Vec<f64> =
                errors.chain(found.margins.iter().map(|one| one.se)).flatten().collect();
            assert_eq!(errors.len(), full.len());
            for (at, se) in errors.iter().enumerate() {
                let mean = each.iter().map(|one| one[at]).sum::<f64>() / 6.0;
                let centre = if mse { full[at] } else { mean };
                let squares =
                    each.iter().map(|one| (one[at] - centre) * (one[at] - centre));
                let want = (5.0 / 6.0 * squares.sum::<f64>()).sqrt();
                assert!((se - want).abs() < 1e-10 * want, "{of} {mse} {at}: {se} {want}");
            }
            assert_eq!(
                (found.design_df, found.df),
                (5, 3),
                "rank less one; coefficients"
            );
            let sex = &found.coefficients[2];
            let (f, t) = (found.tests[1].f.expect("F"), sex.t.expect("t"));
            assert!((f - t * t).abs() < 1e-10 * f, "{f} {t}");
            assert!((found.tests[1].p.expect("p") - sex.p.expect("p")).abs() < 1e-12);
            assert_eq!(found.note, Some(Note::FewDf));
        }
    }
}

/// `svyglm` of `svrepdesign(type = "JK1", combined.weights = TRUE)` on the same rows (R survey
/// 4.1-1, epsilon 1e-15): standard errors and the F of `regTermTest(~sex)`.
#[test]
fn the_numbers_are_those_of_r() {
    let [numbers, shares] = [Family::Gaussian, Family::Quasibinomial];
    for (of, family, mse, errors, f) in [
        ("y", numbers, true, [2.300_656_672_534_318, 2.057_629_016_090_209], 2.431_8),
        (
            "y",
            numbers,
            false,
            [2.300_510_782_320_864, 2.053_428_630_784_414_5],
            2.441_759,
        ),
        (
            "yes",
            shares,
            true,
            [0.423_233_654_721_171, 0.299_290_071_538_443],
            0.180_008_4,
        ),
        (
            "yes",
            shares,
            false,
            [0.422_848_061_825_906_8, 0.299_028_054_724_159_5],
            0.180_324,
        ),
    ] {
        let found = survey(mse).regress_replicated(&ask(of, family)).expect("a model");
        for (at, want) in [(0, errors[0]), (2, errors[1])] {
            let se = found.coefficients[at].se.expect("se");
            assert!((se - want).abs() < 1e-12, "{of} {mse}: {se} {want}");
        }
        assert!((found.tests[1].f.expect("F") - f).abs() < 5e-7, "{:?}", found.tests);
    }
}

#[test]
fn a_replicate_without_a_model_is_told() {
    let survey = survey(true);
    let filter = vec![Filter::codes("part", ["p2"])];
    let request = RegressRequest { filter, ..ask("y", Family::Gaussian) };
    assert!(survey.regress(&request).is_ok());
    let error = survey.regress_replicated(&request).expect_err("nobody is left");
    assert!(matches!(error, RegressError::InReplicate { number: 2, .. }), "{error}");
    assert!(error.to_string().contains("replicate 2: no row"), "{error}");
}
