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

#[test]
fn synthetic_records_pass_with_their_report_shown() {
    let shipped = printed(&["check", "data"]);
    for part in
        ["k-anonymity", "l-diversity", "weights", "re-identified", "real ones would fail"]
    {
        assert!(shipped.contains(part), "{part} in\n{shipped}");
    }
    let folder = copy();
    let (yes, no) = ("\"synthetic\": true", "\"synthetic\": false");
    edit(folder.path(), "datapackage.json", yes, no);
    let path = folder.path().to_string_lossy();
    let output = run(&["check", &path]);
    assert_eq!(output.status.code(), Some(1), "real records would fail");
    let real = text(output.stdout);
    let report = |text: &str| {
        let lines = text.lines().filter(|line| !line.contains("verdict"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(report(&real), report(&shipped), "the report is the same");
    assert!(real.contains("verdict      fails"), "{real}");

    let out = folder.path().join("site");
    for command in ["site", "bundle"] {
        let output = run(&[command, &path, "--out", &out.to_string_lossy()]);
        assert_eq!(output.status.code(), Some(1), "{command} writes no real record");
        assert!(text(output.stderr).contains("nothing was written"));
        assert!(!out.exists());
    }
    printed(&["estimate", &path, "--of", "si"]);
}
