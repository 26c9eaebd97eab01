//! House rules that every file of the repository keeps.
//!
//! Must not know what the files are about.

use anyhow::Result;

use super::{Count, cff, faults, unchanged};
use crate::metadata;
use crate::project::Project;

/// The length at which a source file is split.
const LINES: usize = 500;

/// Made by machines or by others and kept as they are.
const AS_MADE: [&str; 3] = ["tests/golden/", "data/", "LICENSE"];

/// What no text may hold; split, so that this file does not hold it.
const NOWHERE: [(&str, &str, &str); 9] = [
    ("/wo", "rk/", "a path of one machine"),
    ("/ro", "ot/", "a path of one machine"),
    ("/ho", "me/", "a path of one machine"),
    ("crates", ".io/", "the host of a registry"),
    ("npmjs", ".org", "the host of a registry"),
    ("pypi", ".org", "the host of a registry"),
    ("pythonhosted", ".org", "the host of a registry"),
    ("TO", "DO", "unfinished"),
    ("FIX", "ME", "unfinished"),
];

/// What no Rust source may hold.
const NOT_IN_RUST: [(&str, &str, &str); 2] = [
    ("#[ig", "nore", "a test that is skipped"),
    ("should_", "panic", "assert on the value, not on a panic"),
];

/// What no markup or script of the page may hold.
const NOT_IN_PAGE: [(&str, &str, &str); 6] = [
    ("inner", "HTML", "breaks the page's trusted types"),
    ("outer", "HTML", "breaks the page's trusted types"),
    ("insertAdjacent", "HTML", "breaks the page's trusted types"),
    (" sty", "le=", "breaks the page's security policy"),
    ("https", "://cdn", "another host"),
    ("ev", "al(", "breaks the page's security policy"),
];

/// The step.
pub(super) fn step(project: &Project) -> Result<Count> {
    let mut found = Vec::new();
    let version = metadata::version(project)?;
    for name in unchanged::listed(project)? {
        // What is no UTF-8 is no text.
        if let Ok(text) = std::fs::read_to_string(project.root.join(&name)) {
            let of_file = of(&name, &text).into_iter();
            found.extend(of_file.map(|(line, fault)| format!("{name}:{line}: {fault}")));
            if name == "CITATION.cff" {
                let of_citation = cff::faults(&text, &version).into_iter();
                found.extend(of_citation.map(|fault| format!("{name}: {fault}")));
            }
        }
    }
    faults("untidy", &found)
}

fn of(name: &str, text: &str) -> Vec<(usize, String)> {
    let ending = name.rsplit('.').next().unwrap_or_default();
    let mut found = Vec::new();
    if ending == "rs" && !text.starts_with("//!") {
        found.push((1, "does not begin with `//!`: say what it is for".to_owned()));
    }
    let count = text.lines().count();
    if ["rs", "js", "css"].contains(&ending) && count > LINES {
        found.push((count, format!("longer than {LINES} lines: split it")));
    }
    let mut forbidden = Vec::new();
    if !name.ends_with("Cargo.lock") {
        forbidden.extend(NOWHERE);
    }
    if ending == "rs" {
        forbidden.extend(NOT_IN_RUST);
    }
    if name.starts_with("www/") && ["html", "js", "svg"].contains(&ending) {
        forbidden.extend(NOT_IN_PAGE);
    }
    if name.ends_with("package-lock.json") {
        forbidden.push(("\"resol", "ved\": \"http", "the host of a registry"));
    }
    let as_made = AS_MADE.iter().any(|start| name.starts_with(start)) || ending == "snap";
    for (index, line) in text.lines().enumerate() {
        if !as_made && line.ends_with([' ', '\t']) {
            found.push((index + 1, "blanks at the end".to_owned()));
        }
        for (start, end, reason) in &forbidden {
            let word = [*start, *end].concat();
            if holds(line, &word) {
                found.push((index + 1, format!("`{}`: {reason}", word.trim())));
            }
        }
    }
    found
}

/// Whether the word stands in the line by itself: not as the end of a longer path or name.
fn holds(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let starts_free = !word.starts_with(|c: char| c.is_alphanumeric() || c == '/')
            || !joined(before);
        let ends_free =
            !word.ends_with(|c: char| c.is_ascii_uppercase()) || !joined(after);
        starts_free && ends_free
    })
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn the_repository_is_tidy() {
        let project = Project::find().expect("the checkout");
        step(&project).expect("tidy");
    }

    #[test]
    fn each_fault_is_found() {
        let faults = |name: &str, text: &str| of(name, text).len();
        assert_eq!(faults("a.rs", "//! Good.\nfn a() {}\n"), 0);
        assert_eq!(faults("a.rs", "fn a() {}\n"), 1);
        assert_eq!(faults("a.md", "blank \n"), 1);
        assert_eq!(faults("a.snap", "blank \n"), 0);
        assert_eq!(faults("a.md", &["cd /ro", "ot/x"].concat()), 1);
        assert_eq!(faults("a.md", &["https://a.b/ho", "me/x"].concat()), 0);
        assert_eq!(faults("a.md", &["TO", "DO: x"].concat()), 1);
        assert_eq!(faults("a.md", &["TO", "DOS"].concat()), 0);
        assert_eq!(faults("a.rs", &["//! A.\n#[ig", "nore]\n"].concat()), 1);
        assert_eq!(faults("www/a.html", &["<p sty", "le=\"x\">"].concat()), 1);
        assert_eq!(faults("www/a.js", &["a.inner", "HTML = b"].concat()), 1);
        assert_eq!(faults("a.css", &"a\n".repeat(LINES + 1)), 1);
    }
}
