//! Planes, correlations and combinations against R (`survey` 4.5) and against the other requests.

use super::*;
use crate::measure::Interval;
use crate::package::Files;
use crate::request::{Measure, MeasureRequest, Statistic};

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

fn request(of: &[&str], by: &[&str]) -> Request {
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Request { of: own(of), by: own(by), ..Request::default() }
}

const ACTS: [&str; 8] = ["p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"];

#[test]
fn combinations_agree_with_r() {
    // svymean(~factor(code)) over the complete rows, code = the acts answered with yes.
    let survey = shipped();
    let found = survey.combinations(&request(&ACTS, &[]), 12, 10).unwrap();
    assert_eq!((found.n, found.kinds, found.shown.len()), (1102, 118, 12));
    let want: [(&[usize], u64, f64, f64); 5] = [
        (&[], 134, 0.1213209341635936, 0.00995555266715314),
        (&[1], 119, 0.110_765_018_459_588, 0.00965824011526472),
        (&[0, 1], 122, 0.1083388946543734, 0.01060670504921226),
        (&[0], 98, 0.0886342382482701, 0.00863578593435652),
        (&[2], 34, 0.0321062897567982, 0.00574722094711534),
    ];
    for ((acts, n, share, se), one) in want.into_iter().zip(&found.shown) {
        assert_eq!((one.acts.as_slice(), one.n), (acts, n));
        assert!((one.share.value.unwrap() - share).abs() < 1e-12, "{acts:?}");
        assert!((one.share.se.unwrap() - se).abs() < 1e-12, "{acts:?}");
        let (low, high) = one.interval(0.95).unwrap();
        assert!(low < share && share < high);
    }
    let rest = found.rest.unwrap();
    let all: f64 = found.shown.iter().filter_map(|one| one.share.value).sum();
    assert!((all + rest.share.value.unwrap() - 1.0).abs() < 1e-12);
    assert_eq!(found.shown.iter().map(|one| one.n).sum::<u64>() + rest.n, found.n);
}

#[test]
fn few_or_no_rows_make_no_combination() {
    let survey = shipped();
    let found = survey.combinations(&request(&ACTS, &[]), 12, 100_000).unwrap();
    assert!(found.shown.is_empty() && found.rest.unwrap().share.value == Some(1.0));
    let found = survey.combinations(&request(&[], &[]), 12, 10).unwrap();
    assert_eq!(found.shown.len(), 1, "with no act asked, all did none");
}

#[test]
fn acts_differ_as_their_means_do() {
    let survey = shipped();
    let found = survey.between(&request(&ACTS, &[])).unwrap();
    assert_eq!(found.len(), 28);
    let means = survey.estimate(&request(&ACTS, &[])).unwrap().estimates;
    for pair in &found {
        let mean = |at: usize| means[at].estimate.unwrap();
        let gap = mean(pair.a) - mean(pair.b);
        assert!((pair.value.unwrap() - gap).abs() < 1e-12);
        assert!(pair.holm >= pair.p);
    }
}

#[test]
fn a_plane_counts_every_row_once() {
    let survey = shipped();
    let of = ["si", "alienation"];
    let steps = of.map(|id| survey.steps(id));
    assert_eq!((steps, survey.steps("common_cause")), ([20, 12], 20));
    let all = survey.planes(&request(&of, &[]), steps).unwrap();
    let towns = survey.planes(&request(&of, &["town"]), steps).unwrap();
    assert_eq!((all.len(), towns.len()), (1, 8));
    let sum: f64 = all[0].bins.iter().map(|bin| bin.share).sum();
    assert!((sum - 1.0).abs() < 1e-12);
    assert_eq!(all[0].n, towns.iter().map(|town| town.n).sum::<u64>());
    for bin in &all[0].bins {
        let same = |town: &Plane| {
            town.bins.iter().find(|one| one.at == bin.at).map_or(0, |one| one.n)
        };
        assert_eq!(bin.n, towns.iter().map(same).sum::<u64>(), "{:?}", bin.at);
    }
    let r = survey.related(&request(&["si"], &[]), "alienation").unwrap();
    assert_eq!(r[0].measured.n, all[0].n);
    assert!(survey.planes(&request(&["si", "town"], &[]), steps).is_err());
}

#[test]
fn correlations_are_those_of_the_command_line() {
    let survey = shipped();
    let request = request(&["si", "common_cause"], &["sex"]);
    let found = survey.related(&request, "alienation").unwrap();
    let asked = MeasureRequest {
        of: request.of.clone(),
        by: request.by.clone(),
        over: Some("alienation".to_owned()),
        measure: Measure::Correlation,
        ..MeasureRequest::default()
    };
    let rows = survey.measure(&asked).unwrap().estimates;
    assert_eq!(rows.len(), found.len());
    for (one, row) in found.iter().zip(&rows) {
        assert_eq!((&one.of, &one.by), (&row.of, &row.by));
        assert_eq!((one.measured.value, one.measured.se), (row.estimate, row.se));
        let limits = one.measured.interval(Interval::Fisher, 0.95);
        assert_eq!(limits, row.lower.zip(row.upper));
    }
}

#[test]
fn moved_cuts_are_names_of_their_own() {
    let survey = shipped();
    let of = ["typology", "typology-5", "typology+5"];
    let shares = Request { statistic: Statistic::Share, ..request(&of, &[]) };
    let found = survey.estimate(&shares).unwrap().estimates;
    assert_eq!(found.len(), 9);
    let typology = survey.scores().typology.as_ref().unwrap();
    let cuts: Vec<[f64; 2]> = typology.cuts.iter().map(|at| at.cut).collect();
    assert_eq!(cuts, [[50.0, 50.0], [45.0, 45.0], [55.0, 55.0]]);
    for three in found.chunks(3) {
        let sum: f64 = three.iter().filter_map(|one| one.estimate).sum();
        assert!((sum - 1.0).abs() < 1e-12);
        assert_eq!(three[0].n, found[0].n);
    }
}
