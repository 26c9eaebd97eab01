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
