//! The types of the page's JavaScript: TypeScript at the version of www/package-lock.json against
//! the declarations that the module's binding generates.
//!
//! Must not know the scripts. Node's packages go to the cache, never into the checkout.

use std::process::Command;

use anyhow::{Result, bail};

use super::{Count, one};
use crate::fingerprint::Inputs;
use crate::project::{self, Project};
use crate::{page, process, say};

/// The step.
pub(super) fn step(project: &Project) -> Result<Count> {
    for program in ["node", "npm"] {
        if process::find(program).is_none() {
            bail!("{program} is not here: install Node.js 20 or later with npm");
        }
    }
    let www = project.root.join("www");
    let settings = ["package.json", "package-lock.json", ".npmrc"];
    let mut inputs = Inputs::of("node 1");
    for file in settings {
        inputs = inputs.path(&www.join(file))?;
    }
    let name = format!("node-{}", &inputs.stamp()[..12]);
    let tools = project.tool(&name, |folder| {
        for file in settings {
            project::write(&folder.join(file), &project::read(&www.join(file))?)?;
        }
        let mut install = Command::new("npm");
        install.current_dir(folder).args([
            "ci",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
        ]);
        say::timed("installing TypeScript into the cache", || {
            process::capture(&mut install).map(drop)
        })
    })?;
    page::assets(project)?;
    // The declarations of the module lie where this build has them.
    let config = project.work().join("tsconfig.json");
    let value = serde_json::json!({
        "extends": www.join("tsconfig.json"),
        "compilerOptions": {"rootDirs": [&www, &project.page()]},
        "include": [www.join("app")],
    });
    project::write(&config, value.to_string().as_bytes())?;
    let mut check = Command::new("node");
    check.current_dir(&project.root).arg(tools.join("node_modules/typescript/bin/tsc"));
    one(process::run(check.arg("--project").arg(&config).arg("--noEmit")))
}
