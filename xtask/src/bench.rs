//! `cargo xtask bench`: estimates natively beside R's package survey in one run, then the page in Chromium.
//!
//! Must not know what is measured: the programs of `tests` do.

use anyhow::Result;

use crate::checks::browser;
use crate::process;
use crate::project::Project;

/// Measures and prints.
pub(crate) fn task(project: &Project) -> Result<()> {
    let mut native = process::cargo();
    native.current_dir(&project.root);
    native.args(["run", "--quiet", "--release", "--locked", "--package", "tests"]);
    native.args(["--bin", "bench", "--", "data", "tests/bench/breakdowns.R"]);
    process::run(&mut native)?;
    browser::bench(project)
}
