//! `solidarity scores`: a line a record, valid or not, to stdout or into a file.

use super::{printed, run, text};

#[test]
fn every_record_has_its_line() {
    let csv = printed(&["scores", "data"]);
    let mut lines = csv.lines();
    let head: Vec<&str> = lines.next().expect("a header").split(',').collect();
    assert_eq!(&head[..4], ["id", "si", "si_valid", "common_cause"]);
    assert_eq!(head.last(), Some(&"typology"));
    let (mut valid, mut rows) = (0, 0);
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells.len(), head.len());
        rows += 1;
        assert_eq!(cells[0], rows.to_string());
        if cells[1].is_empty() {
            assert_ne!(cells[2], "3", "an index without a value lacks a dimension");
        } else {
            valid += 1;
            let score: f64 = cells[1].parse().expect("a number");
            assert!((0.0..=100.0).contains(&score) && cells[2] == "3");
        }
    }
    assert_eq!(rows, 1220);
    let estimate = printed(&["estimate", "data", "--of", "si", "--format", "json"]);
    let estimate: serde_json::Value = serde_json::from_str(&estimate).expect("JSON");
    assert_eq!(estimate["estimates"][0]["n"], valid);
}

#[test]
fn a_file_holds_what_stdout_would() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scores.csv");
    let output = run(&["scores", "data", "--out", &path.to_string_lossy()]);
    assert!(output.status.success() && output.stdout.is_empty());
    assert!(text(output.stderr).contains("si: "), "what was lost is said");
    let file = std::fs::read_to_string(path).expect("the file");
    assert_eq!(file, printed(&["scores", "data"]));
}
