//! `solidarity check`: findings with their places, and its exit status.

use super::{copy, edit, printed, run, text, unsealed};

#[test]
fn the_shipped_package_is_clean() {
    let report = printed(&["check", "data"]);
    assert!(!report.contains(".csv:"), "{report}");
}

#[test]
fn a_finding_names_file_line_column_and_field() {
    let folder = copy();
    unsealed(folder.path());
    let file = folder.path().join("respondents_synthetic.csv");
    let before = std::fs::read_to_string(&file).expect("the records");
    let at = before.lines().next().expect("a header").split(',');
    let at = at.collect::<Vec<_>>().iter().position(|name| *name == "sex").expect("sex");
    let mut lines: Vec<String> = before.lines().map(str::to_owned).collect();
    let mut cells: Vec<&str> = lines[16].split(',').collect();
    cells[at] = "5";
    lines[16] = cells.join(",");
    std::fs::write(&file, lines.join("\n")).expect("written");
    let output = run(&["check", &folder.path().to_string_lossy()]);
    assert_eq!(output.status.code(), Some(1));
    let place = format!("respondents_synthetic.csv:17:{}: field \"sex\": code 5", at + 1);
    let report = text(output.stdout);
    assert!(report.starts_with(&place), "{place} in\n{report}");
}

#[test]
fn warnings_do_not_fail() {
    let folder = copy();
    unsealed(folder.path());
    let path = folder.path().join("towns_synthetic.csv");
    let before = std::fs::read(&path).expect("a file");
    std::fs::write(&path, [b"\xEF\xBB\xBF", &before[..]].concat()).expect("written");
    let report = printed(&["check", &folder.path().to_string_lossy()]);
    assert!(
        report
            .contains("towns_synthetic.csv:1:1: the file begins with a byte order mark")
    );
}

#[test]
fn all_faults_come_at_once() {
    let folder = copy();
    let descriptor = "datapackage.json";
    edit(folder.path(), descriptor, "\"lonelyPsu\": \"fail\"", "\"lonelyPsu\": \"fial\"");
    edit(folder.path(), descriptor, "\"minValidItems\"", "\"minValidItem\"");
    std::fs::remove_file(folder.path().join("census.csv")).expect("removed");
    let output = run(&["check", &folder.path().to_string_lossy()]);
    assert_eq!(output.status.code(), Some(1));
    let report = text(output.stdout);
    for part in ["fial", "did you mean `minValidItems`?", "census.csv"] {
        assert!(report.contains(part), "{part} in\n{report}");
    }
}
