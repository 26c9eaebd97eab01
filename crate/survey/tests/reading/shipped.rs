//! The shipped package is clean and scores as the codebook says.

use survey::Survey;

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
