//! What `cargo metadata` and Cargo.lock tell of the packages.
//!
//! Must not know which of it is allowed.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};
use serde_json::Value;

use crate::process;
use crate::project::{self, Project};

/// A direct dependency of a package of the workspace.
pub(crate) struct Edge {
    /// The package.
    pub(crate) from: String,
    /// What it depends on.
    pub(crate) to: String,
    /// Only its tests do.
    pub(crate) dev: bool,
}

/// All direct dependencies of all packages of the workspace.
pub(crate) fn edges(project: &Project) -> Result<Vec<Edge>> {
    let metadata = ask(project, &["--no-deps", "--offline"])?;
    let mut edges = Vec::new();
    for package in list(&metadata, "packages")? {
        for dependency in list(package, "dependencies")? {
            edges.push(Edge {
                from: text(package, "name")?,
                to: text(dependency, "name")?,
                dev: dependency.get("kind").and_then(Value::as_str) == Some("dev"),
            });
        }
    }
    Ok(edges)
}

/// The names of the packages of the workspace.
pub(crate) fn members(project: &Project) -> Result<BTreeSet<String>> {
    let metadata = ask(project, &["--no-deps", "--offline"])?;
    list(&metadata, "packages")?.iter().map(|package| text(package, "name")).collect()
}

/// The version that all packages of the workspace share.
pub(crate) fn version(project: &Project) -> Result<String> {
    locked(project, "survey")
}

/// The folders under which cargo unpacked the sources of registries.
pub(crate) fn registries(project: &Project) -> Result<BTreeSet<PathBuf>> {
    let metadata = ask(project, &["--locked"])?;
    let mut folders = BTreeSet::new();
    for package in list(&metadata, "packages")? {
        if package.get("source").is_none_or(Value::is_null) {
            continue;
        }
        let manifest = PathBuf::from(text(package, "manifest_path")?);
        folders.extend(manifest.ancestors().nth(2).map(PathBuf::from));
    }
    Ok(folders)
}

/// The version of a package in Cargo.lock.
pub(crate) fn locked(project: &Project, name: &str) -> Result<String> {
    let lock = project::read_text(&project.root.join("Cargo.lock"))?;
    let head = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != head).skip(1);
    let version = lines.next().and_then(|line| line.strip_prefix("version = \""));
    let version = version.and_then(|rest| rest.strip_suffix('"'));
    version.map(str::to_owned).ok_or_else(|| anyhow!("Cargo.lock has no {name}"))
}

fn ask(project: &Project, more: &[&str]) -> Result<Value> {
    let mut command = process::cargo();
    command
        .current_dir(&project.root)
        .args(["metadata", "--format-version", "1"])
        .args(more);
    serde_json::from_str(&process::capture(&mut command)?)
        .context("`cargo metadata` is no JSON")
}

fn list<'a>(value: &'a Value, key: &str) -> Result<&'a Vec<Value>> {
    let list = value.get(key).and_then(Value::as_array);
    list.ok_or_else(|| anyhow!("`cargo metadata` has no list of {key}"))
}

fn text(value: &Value, key: &str) -> Result<String> {
    let text = value.get(key).and_then(Value::as_str);
    text.map(str::to_owned).ok_or_else(|| anyhow!("`cargo metadata` has no {key}"))
}
