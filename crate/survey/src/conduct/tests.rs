//! The counts of the shipped package against sums made by hand from its files.

use std::path::Path;

use super::*;
use crate::Survey;
use crate::package::Files;

fn shipped() -> Survey {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let mut files = Files::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.insert(name, std::fs::read(path).unwrap());
    }
    Survey::read(&files).0.unwrap()
}

#[test]
fn rates_follow_their_definitions() {
    let alpha = Outcomes {
        issued: 408,
        ineligible: 26,
        non_contact: 91,
        refusal: 141,
        break_off: 4,
        partial: 5,
        complete: 141,
        ..Outcomes::default()
    };
    assert_eq!(alpha.eligible(), 382);
    assert_eq!(alpha.response_1(), Some(141.0 / 382.0));
    assert_eq!(alpha.response_2(), Some(146.0 / 382.0));
    assert_eq!(alpha.cooperation_2(), Some(146.0 / 291.0));
    assert_eq!(alpha.refusal_1(), Some(145.0 / 382.0));
    assert_eq!(alpha.contact_1(), Some(291.0 / 382.0));
    assert_eq!(Outcomes::default().response_2(), None);
}

#[test]
fn records_of_the_field_work_are_the_sample() {
    let survey = shipped();
    let found = survey.fieldwork().unwrap();
    assert_eq!(found.all.records(), 1220);
    assert_eq!(found.rows.len(), 8);
    assert_eq!(found.rows[0].place.as_deref(), Some("alpha"));
    for row in &found.rows {
        assert_eq!(row.issued, row.eligible() + row.ineligible);
    }
}

#[test]
fn weights_meet_the_margins_they_were_raked_to() {
    let rows = shipped().margin_rows();
    assert_eq!(rows.len(), 8);
    assert!(rows.iter().all(|row| row.fixed));
    for row in &rows {
        assert!((row.weighted.unwrap() - row.target).abs() < 1e-9, "{}", row.category);
    }
    let n: u64 = rows.iter().filter(|row| row.field == "sex").map(|row| row.n).sum();
    assert_eq!(n, 1220);
}

#[test]
fn equal_weights_lose_nothing() {
    let equal = WeightRow { n: 4, sum: 12.0, squares: 36.0, ..WeightRow::default() };
    assert_eq!(equal.effective_n(), Some(4.0));
    assert_eq!((equal.loss(), equal.variation()), (Some(1.0), Some(0.0)));
    let found = shipped().weight_spread().unwrap();
    let total: f64 = found.shares.iter().sum();
    assert!((total - 1.0).abs() < 1e-12);
    assert_eq!(found.rows.iter().map(|row| row.n).sum::<u64>(), found.all.n);
    assert!(found.all.effective_n().unwrap() < 1220.0);
}

#[test]
fn roles_add_up_to_all_interviews() {
    let found = shipped().interview_counts().unwrap();
    assert_eq!((found.n, found.codes.len()), (28, 26));
    assert_eq!(found.roles.iter().map(|(_, n)| n).sum::<u64>(), 28);
    for code in &found.codes {
        assert_eq!(code.roles.iter().sum::<u64>(), code.all, "{}", code.code);
        assert!(code.strategies.iter().all(|n| *n <= code.all));
    }
}

#[test]
fn the_census_is_that_of_the_compiled_list() {
    let found = shipped().census().unwrap();
    assert_eq!(found.years, [2002, 2010, 2021]);
    assert_eq!(found.all.counts, [None, Some(212_386.0), Some(177_618.0)]);
    assert!((found.all.change.unwrap() + 0.163_702).abs() < 1e-6);
    assert!(found.rows.iter().all(|row| row.place.is_some()));
}
