//! The counts of the comparison, so that nothing drops out of it unseen.

mod measures;

use serde_json::{Value, json};
use survey::request::{Request, Statistic};
use survey::{Files, Kind, Severity, Survey};

use super::{Fault, cases, ledger::numbers, package, run};

/// File, numbers compared, numbers under excluded keys, numbers of excluded cases, rows where
/// R's standard error is zero and ours null.
const PINNED: [(&str, usize, usize, usize, usize); 13] = [
    ("towns_scores.json", 1050, 0, 0, 0),
    ("towns_means.json", 3851, 4244, 0, 0),
    ("towns_proportions.json", 8147, 3493, 0, 1),
    ("towns_contrasts.json", 1562, 0, 0, 0),
    ("towns_totals.json", 1272, 1248, 0, 0),
    ("towns_quantiles.json", 1318, 0, 176, 1),
    ("api/api_means.json", 4810, 3598, 0, 32),
    ("api/api_models.json", 1194, 0, 0, 0),
    ("towns_glm.json", 838, 0, 0, 0),
    ("towns_calibration.json", 2493, 14, 0, 0),
    ("api/api_calibration.json", 957, 45, 0, 0),
    ("towns_reliability.json", 921, 51, 0, 0),
    ("replicates.json", 3506, 16, 0, 0),
];

#[test]
fn every_number_of_r_agrees() -> Result<(), Fault> {
    let files = run()?;
    for (file, pinned) in files.iter().zip(PINNED) {
        assert!(file.passed(), "{file}");
        let keys: usize = file.excluded.values().sum();
        let cases: usize = file.excluded_cases.values().map(|(_, count)| count).sum();
        let zeros = file.no_variation.len();
        let name = file.file.as_str();
        let wrong = match name {
            // The lowest value as a limit: R gives the second (`quantiles`).
            "towns_quantiles.json" => 6,
            // The covariance a step before the solution (`regress`).
            "api/api_models.json" => 57,
            "towns_glm.json" => 10,
            // The n of svyvar's n/(n−1) counts rows that are left out (`reliability`).
            "towns_reliability.json" => 27,
            _ => 0,
        };
        assert_eq!(file.wrong_in_r.len(), wrong, "{file}");
        assert_eq!((name, file.of, keys, cases, zeros), pinned);
    }
    assert_eq!(files.len(), PINNED.len());
    Ok(())
}

#[test]
fn every_number_of_the_files_is_compared_or_excluded_by_name() -> Result<(), Fault> {
    for (file, compared, keys, excluded, _) in PINNED {
        let inside: usize =
            cases(file)?.iter().map(|case: &Value| numbers(&case["estimates"])).sum();
        assert_eq!(inside, compared + keys + excluded, "{file}");
    }
    Ok(())
}

/// apistrat with its first school in a stratum of its own; the values are R's (survey 4.1-1).
fn lone_school(policy: &str) -> Result<Files, Fault> {
    let design = json!({"weights": "pw", "strata": "stype", "nest": false,
                        "lonely_psu": policy});
    let mut files = package::files("apistrat.csv", &design, &json!({}))?;
    let csv = files.get_mut("apistrat.csv").ok_or("no file")?;
    let text = String::from_utf8(std::mem::take(csv))?;
    *csv = text.replacen("2077,401,E,", "2077,401,Lone,", 1).into_bytes();
    Ok(files)
}

#[test]
fn every_lonely_policy_gives_what_r_gives() -> Result<(), Fault> {
    let request = Request {
        of: vec!["api00".to_owned()],
        statistic: Statistic::Mean,
        ..Request::default()
    };
    let expected = [
        ("fail", None),
        ("remove", Some(9.461_548_78)),
        ("certainty", Some(9.461_548_78)),
        ("adjust", Some(9.546_194_44)),
        ("average", Some(10.925_255_5)),
    ];
    for (policy, se) in expected {
        let (survey, findings) = Survey::read(&lone_school(policy)?);
        let told = findings.iter().any(|finding| finding.kind == Kind::LonelyPsu);
        assert_eq!(told, policy == "fail", "{policy}");
        assert_ne!(findings.worst(), Some(Severity::Error), "{policy}");
        let answer = survey.ok_or("no survey")?.estimate(&request)?;
        let found = &answer.estimates[0];
        assert!((found.estimate.unwrap() - 662.287_363).abs() < 5e-7);
        assert_eq!((found.df, answer.design.lonely_psu), (Some(196), policy));
        match (found.se, se) {
            (Some(found), Some(se)) => assert!((found - se).abs() < 6e-8, "{policy}"),
            (found, se) => assert_eq!(found, se, "{policy}"),
        }
    }
    Ok(())
}
