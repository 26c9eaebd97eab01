//! `cargo xtask test`: the quality gates. Every step is one command that a person can run alone.
//!
//! Must not know what the steps look at: each has a module or a function of its own. A tool that
//! is missing is installed after saying so, or the step fails with the reason.

pub(crate) mod browser;
mod cff;
mod deny;
mod layers;
mod messages;
mod python;
mod rust;
mod tidy;
mod types;
mod unchanged;

use anyhow::{Result, bail};

use crate::project::Project;
use crate::say::{self, Clock};
use crate::{golden, page, size};

/// How many checks of a step held. A step that is no test run counts as one check.
#[derive(Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl Count {
    const ONE: Self = Self { passed: 1, failed: 0 };
}

/// One gate.
struct Step {
    name: &'static str,
    what: &'static str,
    run: fn(&Project) -> Result<Count>,
}

const STEPS: [Step; 16] = [
    Step { name: "fmt", what: "formatting of the Rust sources", run: rust::fmt },
    Step { name: "layers", what: "which room may know which", run: layers::step },
    Step { name: "tidy", what: "house rules of all files", run: tidy::step },
    Step {
        name: "messages",
        what: "keys and placeholders in both languages",
        run: messages::step,
    },
    Step {
        name: "deny",
        what: "licences, sources and doubles of dependencies",
        run: deny::step,
    },
    Step { name: "clippy", what: "lints on this machine's target", run: rust::clippy },
    Step {
        name: "clippy-wasm",
        what: "lints on the page's target",
        run: rust::clippy_wasm,
    },
    Step { name: "docs", what: "documentation without warnings", run: rust::docs },
    Step { name: "units", what: "tests of every package", run: rust::units },
    Step {
        name: "golden",
        what: "values of R",
        run: |project| one(golden::task(project)),
    },
    Step {
        name: "schemas",
        what: "the data package by Frictionless and the v2 schemas",
        run: python::step,
    },
    Step {
        name: "site",
        what: "the page, built",
        run: |project| one(page::site(project)),
    },
    Step { name: "types", what: "types of the page's JavaScript", run: types::step },
    Step { name: "size", what: "size budgets", run: |project| one(size::task(project)) },
    Step {
        name: "whole",
        what: "tests of the whole without a browser",
        run: rust::whole,
    },
    Step { name: "page", what: "the page in Chromium", run: browser::step },
];

/// The names of the steps with what they check, for the help.
pub(crate) fn listing() -> String {
    let line = |name: &str, what: &str| format!("  {name:<12} {what}\n");
    let steps: String = STEPS.iter().map(|step| line(step.name, step.what)).collect();
    format!("Steps:\n{steps}Without a name: all of them, and that they changed no file.")
}

/// Runs the named steps, or all; fails if any check failed.
pub(crate) fn task(project: &Project, names: &[String]) -> Result<()> {
    for name in names {
        if STEPS.iter().all(|step| step.name != name) {
            bail!("no step `{name}`\n{}", listing());
        }
    }
    let before = if names.is_empty() { Some(unchanged::state(project)?) } else { None };
    let mut table = Vec::new();
    let mut total = Count::default();
    let mut record = |name: &'static str, what: &str, run: &dyn Fn() -> Result<Count>| {
        say::note(&format!("\n== {name}: {what}"));
        let clock = Clock::start();
        let count = run().unwrap_or_else(|error| {
            say::note(&format!("error: {error:#}"));
            Count { passed: 0, failed: 1 }
        });
        total.passed += count.passed;
        total.failed += count.failed;
        table.push((name, count, clock.told()));
    };
    for step in &STEPS {
        if names.is_empty() || names.iter().any(|name| name == step.name) {
            record(step.name, step.what, &|| (step.run)(project));
        }
    }
    if let Some(before) = before {
        let what = "no file of the repository changed by this run";
        record("unchanged", what, &|| one(unchanged::since(project, &before)));
    }
    say::result("");
    for (name, count, time) in table {
        let verdict = if count.failed == 0 { "ok" } else { "FAILED" };
        let Count { passed, failed } = count;
        say::result(&format!(
            "{name:<12} {verdict:<7} {passed:>5} passed {failed:>4} failed {time:>13}"
        ));
    }
    say::result(&format!("{} passed, {} failed", total.passed, total.failed));
    if total.failed > 0 {
        bail!(
            "{} of the checks failed: each runs alone as `cargo xtask test STEP`",
            total.failed
        );
    }
    Ok(())
}

fn one(done: Result<()>) -> Result<Count> {
    done.map(|()| Count::ONE)
}

/// Lists faults as the error of a step.
fn faults(what: &str, faults: &[String]) -> Result<Count> {
    if faults.is_empty() {
        return Ok(Count::ONE);
    }
    bail!("{what}:\n  {}", faults.join("\n  "))
}
