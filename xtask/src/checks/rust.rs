//! The gates that cargo itself runs: format, lints, documentation, tests.
//!
//! Must not know the packages' contents.

use std::process::Command;

use anyhow::{Result, bail};

use super::{Count, one};
use crate::project::Project;
use crate::{page, process, say, wasm, wasm_std};

/// `cargo fmt --check`.
pub(super) fn fmt(project: &Project) -> Result<Count> {
    one(process::run(cargo(project).args(["fmt", "--all", "--check"])))
}

/// Clippy on all targets of this machine.
pub(super) fn clippy(project: &Project) -> Result<Count> {
    let words = ["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--"];
    one(process::run(cargo(project).args(words).args(["-D", "warnings"])))
}

/// Clippy on the page's modules for their own target.
pub(super) fn clippy_wasm(project: &Project) -> Result<Count> {
    let mut command = wasm::cargo(project)?;
    command.args(["clippy", "--package=web", "--package=readers", "--locked", "--quiet"]);
    command.args(["--target", wasm_std::TARGET, "--", "-D", "warnings"]);
    one(process::run(&mut command))
}

/// Documentation with every warning an error.
pub(super) fn docs(project: &Project) -> Result<Count> {
    let mut command = cargo(project);
    command.env("RUSTDOCFLAGS", "-D warnings");
    one(process::run(command.args([
        "doc",
        "--workspace",
        "--no-deps",
        "--locked",
        "--quiet",
    ])))
}

/// The tests of all packages but the whole-project one.
pub(super) fn units(project: &Project) -> Result<Count> {
    let words =
        ["test", "--workspace", "--exclude", "tests", "--locked", "--no-fail-fast"];
    tests(cargo(project).args(words))
}

/// The tests of the whole that need no browser.
pub(super) fn whole(project: &Project) -> Result<Count> {
    page::site(project)?;
    let mut command = cargo(project);
    command.args(["test", "--package", "tests", "--locked", "--no-fail-fast"]);
    command.args(["--", "--skip", PAGE]);
    tests(settings(&mut command, project))
}

/// The beginning of the names of the tests that need a browser.
pub(super) const PAGE: &str = "page::";

/// Where the tests of the whole find what they look at.
pub(super) fn settings<'a>(
    command: &'a mut Command,
    project: &Project,
) -> &'a mut Command {
    command
        .env("SOLIDARITY_BIN", page::cli(project))
        .env("SOLIDARITY_SITE", project.site())
}

/// Runs `cargo test …` and counts its tests. Ignored tests count as failed.
pub(super) fn tests(command: &mut Command) -> Result<Count> {
    let mut count = Count::default();
    let done = process::follow(command, |line| {
        if let Some([passed, failed, ignored]) = results(line) {
            count.passed += passed;
            count.failed += failed + ignored;
        }
    })?;
    if !done && count.failed == 0 {
        bail!("the tests did not run to their end");
    }
    if count.passed + count.failed == 0 {
        bail!("there was no test to run");
    }
    say::note(&format!("  {} passed, {} failed", count.passed, count.failed));
    Ok(count)
}

/// Passed, failed and ignored of a line of libtest.
fn results(line: &str) -> Option<[usize; 3]> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number = |word: &str| {
        let part = counts.split("; ").find_map(|part| part.strip_suffix(word))?;
        part.trim().parse().ok()
    };
    Some([number("passed")?, number("failed")?, number("ignored")?])
}

fn cargo(project: &Project) -> Command {
    let mut command = process::cargo();
    command.current_dir(&project.root);
    command
}

#[cfg(test)]
mod unit {
    use super::results;

    #[test]
    fn libtest_is_understood() {
        let line = "test result: FAILED. 12 passed; 1 failed; 2 ignored; 0 measured; 3 filtered \
                    out; finished in 0.01s";
        assert_eq!(results(line), Some([12, 1, 2]));
        assert_eq!(results("test a::b ... ok"), None);
    }
}
