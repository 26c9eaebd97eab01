//! Damage without a plan: flipped bytes, files that break off, parts that change places.
//! Whatever the bytes are, reading ends with a survey or with an error, never with a panic.

use proptest::prelude::*;
use survey::{Files, Survey};

use super::unsealed;

/// The package with fewer records, so that many damages can be tried.
fn small() -> Files {
    let mut files = unsealed();
    for (name, bytes) in &mut files {
        if name.ends_with(".csv") {
            let end = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(40);
            bytes.truncate(end.map_or(bytes.len(), |(at, _)| at + 1));
        }
    }
    files
}

fn read(files: &Files) {
    let (survey, findings) = Survey::read(files);
    assert_eq!(survey.is_none(), findings.has_errors());
    for finding in findings.iter() {
        let line = finding.to_string();
        assert!(!line.contains('{') || line.len() < 2_000, "{line}");
        let place = finding.place.as_ref().expect("a place");
        assert!(place.line != Some(0) && place.column != Some(0), "{line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn flipped_bytes_never_panic(
        file in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut files = small();
        let name = file.get(&files.keys().cloned().collect::<Vec<_>>()).clone();
        let bytes = files.get_mut(&name).expect("a file");
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read(&files);
    }

    #[test]
    fn broken_off_files_never_panic(
        file in any::<prop::sample::Index>(),
        end in any::<prop::sample::Index>(),
    ) {
        let mut files = small();
        let name = file.get(&files.keys().cloned().collect::<Vec<_>>()).clone();
        let bytes = files.get_mut(&name).expect("a file");
        bytes.truncate(end.index(bytes.len()));
        read(&files);
    }

    #[test]
    fn tokens_of_the_descriptor_that_change_never_panic(
        at in any::<prop::sample::Index>(),
        token in prop::sample::select(vec![
            "null", "{}", "[]", "-1", "0", "1e308", "99999999999999999999", "\"\"", "true", "[[[[]]]]",
        ]),
    ) {
        let mut files = small();
        let text = super::file_text(&files, "datapackage.json");
        let values: Vec<usize> = text.match_indices(": ").map(|(at, _)| at + 2).collect();
        let start = *at.get(&values);
        let rest = &text[start..];
        let end = rest.find([',', '\n']).unwrap_or(rest.len());
        let changed = format!("{}{token}{}", &text[..start], &rest[end..]);
        files.insert("datapackage.json".to_owned(), changed.into_bytes());
        read(&files);
    }
}
