//! The data package by the Frictionless framework and the official JSON Schemas, in a Python
//! environment of its own in the cache.
//!
//! Must not know the package: tests/schemas holds the script and the versions it needs.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{Count, one};
use crate::fingerprint::Inputs;
use crate::project::Project;
use crate::{process, say};

/// The step.
pub(super) fn step(project: &Project) -> Result<Count> {
    if process::find("python3").is_none() {
        bail!("python3 is not here: install Python 3.10 or later with its venv module");
    }
    let folder = project.root.join("tests/schemas");
    let requirements = folder.join("requirements.txt");
    let version = process::capture(Command::new("python3").arg("-VV"))?;
    let inputs = Inputs::of("python 1").word(&version).path(&requirements)?;
    let name = format!("python-{}", &inputs.stamp()[..12]);
    let tools = project.tool(&name, |folder| {
        let what = "installing Frictionless into a Python environment in the cache";
        say::timed(what, || {
            let mut make = Command::new("python3");
            let made =
                process::capture(make.args(["-m", "venv"]).arg(folder.join("venv")));
            made.context("on Debian the package python3-venv is needed")?;
            let mut install = Command::new(folder.join("venv/bin/python"));
            install.args(["-m", "pip", "install", "--quiet", "--requirement"]);
            process::capture(install.arg(&requirements)).map(drop)
        })
    })?;
    let mut check = Command::new(tools.join("venv/bin/python"));
    check.current_dir(&project.root).arg("-B").arg(folder.join("validate.py"));
    one(process::run(check.arg(project.root.join("data"))))
}
