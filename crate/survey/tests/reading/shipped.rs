//! The shipped package is clean and scores as the codebook says.

use survey::Survey;
use survey::request::{Request, Statistic};

use crate::package::shipped;

#[test]
fn is_clean() {
    let (survey, findings) = Survey::read(&shipped());
    let all: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
    let survey = survey.expect("a clean package is a survey");
    assert_eq!(survey.table().rows, 1220, "records");
}

#[test]
fn the_sample_alone_gives_the_same_survey() {
    let whole = shipped();
    let sample = whole.iter().filter(|(path, _)| {
        *path == "datapackage.json" || path.starts_with("respondents")
    });
    let sample = sample.map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
    let (survey, findings) = Survey::read_sample(&sample);
    assert!(findings.is_empty(), "no file is missed");
    let survey = survey.expect("a survey");
    let (other, _) = Survey::read(&whole);
    let other = other.expect("a survey");
    assert_eq!(
        survey.sha256(),
        other.sha256(),
        "declared hashes make the same fingerprint"
    );
    assert_eq!(survey.table().rows, other.table().rows);
    let scores = |survey: &Survey| format!("{:?}", survey.scores());
    assert_eq!(scores(&survey), scores(&other));
    let (none, findings) = Survey::read(&sample);
    assert!(none.is_none() && !findings.is_empty(), "the whole reader misses the others");
}

#[test]
fn the_compact_form_estimates_the_same_bits() {
    let (survey, _) = Survey::read(&shipped());
    let survey = survey.unwrap();
    let bytes = survey.to_compact("ru");
    let compact = Survey::from_compact(&bytes).unwrap();
    for statistic in [Statistic::Mean, Statistic::Share, Statistic::Net] {
        for by in [&[][..], &["town"], &["age_band", "sex"]] {
            let of: &[&str] = match statistic {
                Statistic::Mean => &["si", "common_cause", "alienation", "p6", "years"],
                _ => &["a4", "p6"],
            };
            let request = Request {
                of: of.iter().map(|id| (*id).to_owned()).collect(),
                statistic,
                by: by.iter().map(|id| (*id).to_owned()).collect(),
                ..Request::default()
            };
            let (own, other) = (survey.estimate(&request), compact.estimate(&request));
            assert_eq!(own.unwrap().to_csv(), other.unwrap().to_csv());
        }
    }
    let covariates =
        ["age_band", "sex", "edu", "work", "dynasty", "member", "leave", "town"];
    assert_eq!(survey.covariates(), covariates);
    assert_eq!(compact.covariates(), covariates);
    let models = |survey: &Survey| survey.associations("si", &covariates, &[]).unwrap();
    assert_eq!(models(&survey), models(&compact));
    assert!(Survey::from_compact(b"").is_none());
    for at in (0..bytes.len()).step_by(1009) {
        // Cut off it is refused; otherwise changed it may be another survey, but no panic.
        assert!(Survey::from_compact(&bytes[..at]).is_none(), "cut at {at}");
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        let _ = Survey::from_compact(&damaged);
    }
}
