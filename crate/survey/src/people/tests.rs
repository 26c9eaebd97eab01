//! Histograms, quartiles and the intraclass correlation against R (`survey` 4.5, scripts of the
//! numbers in the comments) and by hand.

use super::*;
use crate::package::Files;
use crate::request::Filter;

fn shipped() -> Survey {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let mut files = Files::new();
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_file() {
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
    Survey::read(&files).0.unwrap()
}

fn request(by: &str) -> Request {
    let (of, by) = (vec!["si".to_owned()], vec![by.to_owned()]);
    Request { of, by, ..Request::default() }
}

fn close(got: Option<f64>, want: f64) {
    let found = got.unwrap();
    assert!((found - want).abs() <= 1e-9 * want.abs(), "{found:e}, want {want:e}");
}

#[test]
fn the_intraclass_correlation_agrees_with_r() {
    // as.svrepdesign(type = "JKn", mse = TRUE) with withReplicates of the formula.
    let survey = shipped();
    for (by, value, se) in [
        ("town", 0.0708149785662126, 0.0194769571535054),
        ("age_band", 0.0116896440068624, 0.00877536823512236),
        ("sex", -0.00168141720143577, 0.00054718403284793),
        ("dynasty", 0.0150153179268483, 0.0132630586646277),
    ] {
        let between = survey.people(&request(by), 20, None).unwrap().between;
        close(between.value, value);
        close(between.se, se);
    }
    let town = survey.people(&request("town"), 20, None).unwrap().between;
    assert_eq!((town.df, town.groups, town.note), (144, 8, None));
    let (low, high) = town.interval(0.95).unwrap();
    assert!(low > 0.03 && high < 0.12, "{low} {high}");
    let sex = survey.people(&request("sex"), 20, None).unwrap().between;
    assert_eq!((sex.shown(), sex.interval(0.95)), (Some(0.0), None), "nothing above 0");
}

#[test]
fn a_group_is_described_as_r_does() {
    let people = shipped().people(&request("town"), 20, Some(50.0)).unwrap();
    let alpha = &people.groups[0];
    close(alpha.mean, 48.472586317866);
    close(alpha.sd, 13.3684844144082);
    for (at, want) in [38.3333333333333, 47.5, 57.0833333333333].into_iter().enumerate() {
        close(alpha.quartiles.map(|all| all[at]), want);
    }
    assert!((alpha.below.unwrap() - 0.542069).abs() < 1e-6);
    assert_eq!((alpha.shares.len(), alpha.shares[0]), (21, 0.0));
    assert!((alpha.shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    let n: u64 = people.groups.iter().map(|one| one.n).sum();
    assert_eq!(n, people.all.n);
}

#[test]
fn a_value_on_an_edge_goes_to_the_upper_bin() {
    let bin_of = |num, den| bin(Exact::new(num, den).unwrap(), 20);
    assert_eq!(bin_of(0, 1), 0);
    assert_eq!(bin_of(1, 1), 20);
    assert_eq!(bin_of(1, 40), 1, "2.5 is the edge of 0 and 5");
    assert_eq!(bin_of(7, 40), 4);
    assert_eq!(bin_of(1, 41), 0);
    assert_eq!(bin_of(11, 20), 11);
    assert_eq!(bin(Exact::new(1, 24).unwrap(), 12), 1, "alienation: 1/24 of 100");
}

#[test]
fn the_bins_of_values_are_those_of_their_fractions() {
    let survey = shipped();
    let scored = survey.scores().get("common_cause").unwrap();
    let floats = Scored { exact: Vec::new(), ..scored.clone() };
    for row in 0..survey.table().rows {
        // Sums of fifths of quarters meet no edge, so rounding cannot matter.
        assert_eq!(scored.bin(row, 20), floats.bin(row, 20), "row {row}");
    }
}

#[test]
fn nobody_and_one_group_are_told() {
    let survey = shipped();
    let only =
        Request { filter: vec![Filter::codes("town", ["alpha"])], ..request("town") };
    let people = survey.people(&only, 20, None).unwrap();
    assert_eq!(people.between.value, None);
    assert!(people.between.note.is_some());
    assert_eq!((people.groups[1].n, people.groups[1].shares.len()), (0, 0));
    assert_eq!(people.groups[1].quartiles, None);
    assert!(
        survey
            .people(&Request { of: vec!["town".to_owned()], ..only }, 20, None)
            .is_err()
    );
}

#[test]
fn answers_are_scored_as_rows_are() {
    let survey = shipped();
    let columns = &survey.table().columns;
    for row in (0..survey.table().rows).step_by(7) {
        let answer = |field: &str| {
            let column = columns.iter().find(|one| one.field == field)?;
            crate::score::integer(column, row)
        };
        for (id, score) in crate::score::Scores::of_answers(survey.definition(), answer) {
            let of_row = survey.scores().get(id).unwrap().values[row];
            assert_eq!(score, of_row, "{id} of row {row}");
        }
    }
    let none = crate::score::Scores::of_answers(survey.definition(), |_| None);
    assert!(none.len() == 4 && none.iter().all(|(_, score)| score.is_none()));
}
