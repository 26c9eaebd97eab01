//! What the files do not hold: lone PSUs behind totals, ratios and variances, and correlations with
//! their errors. The values are R's (4.2.2, survey 4.1-1), by the calls named.

use serde_json::json;
use survey::request::{Filter, Measure, MeasureRequest, MeasureRow};
use survey::{Files, Survey};

use super::super::{Fault, TOLERANCE, package};
use super::lone_school;

fn read(files: &Files) -> Result<Survey, Fault> {
    Survey::read(files).0.ok_or_else(|| "no survey".into())
}

fn near(got: Option<f64>, want: Option<f64>) -> bool {
    match (got, want) {
        (Some(got), Some(want)) => (got - want).abs() <= TOLERANCE * want.abs(),
        (got, want) => got == want,
    }
}

/// `svytotal(~enroll, d)`, the same of `subset(d, st != "H")` and of the lone school itself,
/// `svyratio(~api.stu, ~enroll, d)` and `svyvar(~enroll, d)` under
/// `options(survey.lonely.psu =)`. R's 0 and NaN for the lone school are null here.
#[test]
fn lone_psus_behind_other_statistics_too() -> Result<(), Fault> {
    let none = [None; 5];
    let removed = [
        Some(117_152.851_676_168),
        Some(92_685.975_426_572_8),
        None,
        Some(0.007_970_204_994_839_99),
        Some(23_978.313_978_487),
    ];
    let adjusted = [
        Some(117_786.580_209_858),
        Some(93_485.709_402_294_9),
        Some(12_201.959_747_314_5),
        Some(0.007_971_106_815_338_4),
        Some(23_987.522_708_442_1),
    ];
    let averaged = [
        Some(135_276.460_903_136),
        Some(113_516.673_053_622),
        None,
        Some(0.009_203_199_998_534_74),
        Some(27_687.772_060_385_7),
    ];
    let expected = [
        ("fail", none),
        ("remove", removed),
        ("certainty", removed),
        ("adjust", adjusted),
        ("average", averaged),
    ];
    for (policy, wanted) in expected {
        let survey = read(&lone_school(policy)?)?;
        let se = |measure: Measure, of: &str, over: Option<&str>, codes: &[&str]| {
            let filter = Filter::codes("stype", codes.iter().copied());
            let answer = survey.measure(&MeasureRequest {
                of: vec![of.to_owned()],
                measure,
                over: over.map(str::to_owned),
                filter: if codes.is_empty() { Vec::new() } else { vec![filter] },
                ..MeasureRequest::default()
            });
            answer.map(|answer| answer.estimates[0].se)
        };
        let found = [
            se(Measure::Total, "enroll", None, &[])?,
            se(Measure::Total, "enroll", None, &["E", "M", "Lone"])?,
            se(Measure::Total, "enroll", None, &["Lone"])?,
            se(Measure::Ratio, "api.stu", Some("enroll"), &[])?,
            se(Measure::Variance, "enroll", None, &[])?,
        ];
        for (found, wanted) in found.into_iter().zip(wanted) {
            assert!(near(found, wanted), "{policy}: {found:?}, R has {wanted:?}");
        }
    }
    Ok(())
}

/// r and its error from `svyvar(~y + x, d)` and the delta method on its `vcov`:
/// (−r/(2 s²_y), 1/(s_y s_x), −r/(2 s²_x)).
#[test]
fn correlations_have_the_error_of_r() -> Result<(), Fault> {
    let strat = json!({"weights": "pw", "strata": "stype", "fpc": "fpc", "nest": false,
                       "lonely_psu": "fail"});
    let clus1 = json!({"weights": "pw", "psu": "dnum", "fpc": "fpc", "nest": false,
                       "lonely_psu": "fail"});
    let clus2 = json!({"psu": "dnum", "ssu": "snum", "fpc": ["fpc1", "fpc2"], "nest": false,
                       "lonely_psu": "fail"});
    let expected = [
        (
            "apistrat.csv",
            strat,
            (-0.809_781_898_393_361_6, 0.023_540_549_910_169_087, 197),
            (0.979_106_531_819_024_4, 0.004_454_393_113_006_062, 99),
        ),
        (
            "apiclus1.csv",
            clus1,
            (-0.844_679_984_081_074, 0.033_316_838_415_221_25, 14),
            (0.965_229_591_372_693_7, 0.006_078_944_780_839_504, 14),
        ),
        (
            "apiclus2.csv",
            clus2,
            (-0.727_849_643_811_372_2, 0.065_461_901_698_829_01, 39),
            (0.986_714_402_925_545, 0.004_870_469_769_415_829, 34),
        ),
    ];
    for (file, design, all, elementary) in expected {
        let survey = read(&package::files(file, &design, &json!({}))?)?;
        let row = |over: &str, filter: Vec<Filter>| {
            let answer = survey.measure(&MeasureRequest {
                of: vec!["api00".to_owned()],
                over: Some(over.to_owned()),
                measure: Measure::Correlation,
                filter,
                ..MeasureRequest::default()
            });
            answer.map(|mut answer| answer.estimates.remove(0))
        };
        let same = |found: &MeasureRow, (r, se, df): (f64, f64, usize)| {
            let right = near(found.estimate, Some(r)) && near(found.se, Some(se));
            assert!(right && found.df == Some(df), "{file}: {found:?}");
        };
        same(&row("meals", Vec::new())?, all);
        same(&row("api99", vec![Filter::codes("stype", ["E"])])?, elementary);
    }
    Ok(())
}
