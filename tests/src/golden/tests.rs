//! The counts of the comparison, so that nothing drops out of it unseen.

use serde_json::Value;

use super::{Fault, cases, ledger::numbers, run};

/// File, numbers compared, numbers under excluded keys, numbers of excluded cases, rows where
/// R's standard error is zero and ours null.
const PINNED: [(&str, usize, usize, usize, usize); 4] = [
    ("towns_scores.json", 1050, 0, 0, 0),
    ("towns_means.json", 3851, 4244, 0, 0),
    ("towns_proportions.json", 8147, 3493, 0, 1),
    ("api/api_means.json", 2750, 2986, 2672, 32),
];

#[test]
fn every_number_of_r_agrees() -> Result<(), Fault> {
    let files = run()?;
    for (file, pinned) in files.iter().zip(PINNED) {
        assert!(file.passed(), "{file}");
        let keys: usize = file.excluded.values().sum();
        let cases: usize = file.excluded_cases.values().map(|(_, count)| count).sum();
        let zeros = file.no_variation.len();
        assert_eq!((file.file.as_str(), file.of, keys, cases, zeros), pinned);
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
