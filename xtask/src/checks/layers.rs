//! Which package may depend on which, and what the pure ones may not touch (design 2).
//!
//! A new edge between rooms fails here until it is added on purpose.

use std::path::Path;

use anyhow::Result;

use super::{Count, faults};
use crate::fingerprint::files;
use crate::metadata::{self, Edge};
use crate::project::{self, Project};

/// Every package with the packages of the workspace that it may know.
const ROOMS: [(&str, &[&str]); 8] = [
    ("survey", &[]),
    ("words", &["survey"]),
    ("figure", &["survey", "words"]),
    ("web", &["survey", "words", "figure"]),
    ("readers", &["survey", "words"]),
    ("solidarity", &["survey", "words", "figure"]),
    ("tests", &["survey", "words", "figure"]),
    ("xtask", &[]),
];

/// Libraries that stand for a boundary, with the packages that may cross it.
const BOUNDARIES: [(&str, &[&str]); 11] = [
    ("wasm-bindgen", &["web", "readers"]),
    ("web-sys", &["web"]),
    ("js-sys", &["web", "readers"]),
    ("serde-wasm-bindgen", &["web"]),
    ("plotters-canvas", &["web"]),
    ("plotters-backend", &["web"]),
    ("minijinja", &["solidarity"]),
    ("clap", &["solidarity", "xtask"]),
    ("tiny_http", &["xtask"]),
    ("wasm-bindgen-cli-support", &["xtask"]),
    ("fantoccini", &["tests"]),
];

/// Folders whose code has no files, network, clock, environment, processes or threads.
const PURE: [&str; 5] =
    ["crate/survey", "crate/words", "crate/figure", "crate/web", "crate/readers"];
const IMPURE: [&str; 6] = ["fs", "net", "time", "env", "process", "thread"];

/// The step.
pub(super) fn step(project: &Project) -> Result<Count> {
    let members: Vec<String> = metadata::members(project)?.into_iter().collect();
    let mut found = of_edges(&members, &metadata::edges(project)?);
    for folder in PURE {
        for file in files(&project.root.join(folder).join("src"))? {
            if file.extension().is_some_and(|end| end == "rs") && !is_test(&file) {
                let name = file.strip_prefix(&project.root).unwrap_or(&file).display();
                let text = project::read_text(&file)?;
                found.extend(impurities(&text).map(|(line, part)| {
                    format!(
                        "{name}:{line}: `std::{part}` in a room without input and output"
                    )
                }));
            }
        }
    }
    faults("forbidden knowledge", &found)
}

fn of_edges(members: &[String], edges: &[Edge]) -> Vec<String> {
    let mut found = Vec::new();
    for member in
        members.iter().filter(|member| ROOMS.iter().all(|(room, _)| room != member))
    {
        found.push(format!(
            "{member}: a room without a place in xtask/src/checks/layers.rs"
        ));
    }
    for Edge { from, to, dev } in edges {
        let rooms =
            ROOMS.iter().find(|(room, _)| room == from).map_or(&[][..], |room| room.1);
        // A test may look at its own package from outside.
        if members.contains(to) && !rooms.contains(&to.as_str()) && !(*dev && from == to)
        {
            found.push(format!("{from} must not know {to}"));
        }
        let boundary = BOUNDARIES.iter().find(|(library, _)| library == to);
        if boundary.is_some_and(|(_, allowed)| !allowed.contains(&from.as_str())) {
            found.push(format!(
                "{from} must not know {to}, which is another room's boundary"
            ));
        }
    }
    found
}

fn is_test(file: &Path) -> bool {
    file.components().any(|part| {
        let part = part.as_os_str();
        part == "tests" || part == "tests.rs"
    })
}

/// Lines before the unit tests that name a forbidden part of `std`.
fn impurities(text: &str) -> impl Iterator<Item = (usize, &'static str)> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().enumerate().flat_map(|(index, line)| {
        let line = line.split("//").next().unwrap_or_default();
        IMPURE
            .into_iter()
            .filter(move |part| names(line, part))
            .map(move |part| (index + 1, part))
    })
}

fn names(line: &str, part: &str) -> bool {
    line.split("std::").skip(1).any(|rest| {
        let group =
            rest.strip_prefix('{').map(|rest| rest.split('}').next().unwrap_or_default());
        let first = |item: &str| {
            item.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next()
                == Some(part)
        };
        group.map_or_else(|| first(rest), |group| group.split(',').any(first))
    })
}

#[cfg(test)]
mod unit {
    use super::*;

    fn edge(from: &str, to: &str) -> Edge {
        Edge { from: from.to_owned(), to: to.to_owned(), dev: false }
    }

    #[test]
    fn the_workspace_keeps_its_layers() {
        let project = Project::find().expect("the checkout");
        step(&project).expect("no forbidden knowledge");
    }

    #[test]
    fn edges_against_the_arrows_are_found() {
        let members = ["survey", "words", "new"].map(str::to_owned);
        let edges =
            [edge("words", "survey"), edge("survey", "words"), edge("words", "web-sys")];
        let found = of_edges(&members, &edges);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("new:"));
        assert_eq!(found[1], "survey must not know words");
        assert!(found[2].starts_with("words must not know web-sys"));
    }

    #[test]
    fn impure_code_is_found() {
        let text = "use std::{collections::BTreeMap, fs};\nstd::time::Instant::now();\n\
                    // std::net\nstd::fmt::Result\n#[cfg(test)]\nuse std::env;\n";
        let found: Vec<_> = impurities(text).collect();
        assert_eq!(found, [(1, "fs"), (2, "time")]);
    }
}
