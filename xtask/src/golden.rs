//! `cargo xtask golden`: how many of R's values the crate agrees with, file by file.
//!
//! Must not know the values: the tests' own program compares them.

use anyhow::Result;

use crate::process;
use crate::project::Project;

/// Runs the comparison; fails if any value differs.
pub(crate) fn task(project: &Project) -> Result<()> {
    let mut compare = process::cargo();
    compare.current_dir(&project.root);
    process::run(compare.args([
        "run",
        "--quiet",
        "--locked",
        "--package",
        "tests",
        "--bin",
        "golden",
    ]))
}
