//! That a run of the gates changes no file of the repository. Edits made before it are no fault.
//!
//! Must not know what the run did.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::fingerprint::Inputs;
use crate::process;
use crate::project::Project;

/// Every tracked or new file with a hash of what is in it.
pub(super) type State = BTreeMap<String, String>;

/// The state of the checkout.
pub(super) fn state(project: &Project) -> Result<State> {
    let mut state = State::new();
    for name in listed(project)? {
        let inputs = Inputs::of("file").path(&project.root.join(&name))?;
        state.insert(name, inputs.stamp());
    }
    Ok(state)
}

/// Fails if anything differs from `before`.
pub(super) fn since(project: &Project, before: &State) -> Result<()> {
    let after = state(project)?;
    let names = before.keys().chain(after.keys());
    let mut changed: Vec<&str> = names
        .filter(|name| before.get(*name) != after.get(*name))
        .map(String::as_str)
        .collect();
    changed.sort_unstable();
    changed.dedup();
    if changed.is_empty() {
        return Ok(());
    }
    let mut difference = Command::new("git");
    difference.current_dir(&project.root).args(["diff", "--stat"]);
    let difference = process::capture(&mut difference)?;
    bail!("changed by the run: {}\n{difference}", changed.join(", "))
}

/// The files that git tracks or would take, without those it ignores.
pub(super) fn listed(project: &Project) -> Result<Vec<String>> {
    let mut list = Command::new("git");
    list.current_dir(&project.root);
    list.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let told = process::capture(&mut list).context("the checkout is read through git")?;
    let mut names: Vec<String> =
        told.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names.retain(|name| project.root.join(name).is_file());
    Ok(names)
}
