//! The page: assets gathered, built into the command line, rendered by it, compressed.
//!
//! Must not know the site's layout, which is the command line's.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::fingerprint::{Inputs, files, unless_fresh};
use crate::project::{self, Project};
use crate::wasm_std::Rustc;
use crate::{compress, process, say, wasm};

/// Settings of tools that lie among the page's sources.
const NOT_ASSETS: [&str; 4] =
    ["package.json", "package-lock.json", "tsconfig.json", "README.md"];

/// `cargo xtask build`: the site in `out`.
pub(crate) fn task(project: &Project, out: &Path) -> Result<()> {
    if !may_be_replaced(out) {
        bail!(
            "{}: holds something else than an earlier site: name an empty folder",
            out.display()
        );
    }
    site(project)?;
    let bytes = mirror(&contents(&project.site())?, out)?;
    say::result(&format!(
        "{}: {} files, {} kB with compressed copies",
        out.display(),
        bytes.0,
        bytes.1 / 1000
    ));
    say::result(&format!(
        "{}: the command line with the page's assets in it",
        cli(project).display()
    ));
    Ok(())
}

/// Makes the site in the target folder if anything it is made of changed.
pub(crate) fn site(project: &Project) -> Result<()> {
    command_line(project)?;
    let (binary, site) = (cli(project), project.site());
    let inputs = Inputs::of("site 1").path(&binary)?.path(&project.root.join("data"))?;
    unless_fresh(project, "site", inputs, &site.join("index.html"), || {
        let new = project.work().join("site");
        project::remove(&new)?;
        say::timed("rendering the site", || {
            let mut render = Command::new(&binary);
            process::run(
                render
                    .current_dir(&project.root)
                    .args(["site", "data", "--out"])
                    .arg(&new),
            )
        })?;
        say::timed("compressing its files", || compress::folder(&new, &site))?;
        project::remove(&site)?;
        std::fs::rename(&new, &site).context("moving the site to its place")
    })?;
    Ok(())
}

/// Builds the command line with the page's assets in it.
pub(crate) fn command_line(project: &Project) -> Result<()> {
    assets(project)?;
    let mut inputs =
        Inputs::of("cli 1").word(&Rustc::ask()?.id()).path(&project.page())?;
    for path in ["Cargo.toml", "Cargo.lock", "crate", "www"] {
        inputs = inputs.path(&project.root.join(path))?;
    }
    unless_fresh(project, "cli", inputs, &cli(project), || {
        say::timed("building the command line with the page's assets in it", || {
            let mut build = process::cargo();
            build.current_dir(&project.root).env("SOLIDARITY_ASSETS", project.page());
            process::run(build.args([
                "build",
                "--release",
                "--locked",
                "--package",
                "solidarity",
            ]))
        })
    })?;
    Ok(())
}

/// The command line that [`command_line`] builds.
pub(crate) fn cli(project: &Project) -> PathBuf {
    project
        .target
        .join("release")
        .join(format!("solidarity{}", std::env::consts::EXE_SUFFIX))
}

/// Gathers the page's assets in one folder: the module, and of `www` all but the settings of
/// tools and the types that only those read.
pub(crate) fn assets(project: &Project) -> Result<()> {
    let module = wasm::build(project)?;
    let mut wanted = contents(&project.root.join("www"))?;
    wanted.retain(|name, _| {
        let name = name.file_name().unwrap_or_default().to_string_lossy();
        !NOT_ASSETS.contains(&name.as_ref())
            && !name.ends_with(".d.ts")
            && !name.ends_with(".py")
    });
    for file in wasm::FILES {
        wanted.insert(file.into(), module.join(file));
    }
    mirror(&wanted, &project.page())?;
    Ok(())
}

fn contents(folder: &Path) -> Result<BTreeMap<PathBuf, PathBuf>> {
    let named = |file: PathBuf| Ok((file.strip_prefix(folder)?.to_owned(), file));
    files(folder)?.into_iter().map(named).collect()
}

/// Makes `folder` hold exactly these files; leaves alone what is right already. Gives the number
/// of files and of bytes.
fn mirror(wanted: &BTreeMap<PathBuf, PathBuf>, folder: &Path) -> Result<(usize, usize)> {
    for file in files(folder)? {
        if !wanted.contains_key(file.strip_prefix(folder)?) {
            std::fs::remove_file(&file).with_context(|| file.display().to_string())?;
        }
    }
    let mut total = 0;
    for (name, source) in wanted {
        let bytes = project::read(source)?;
        total += bytes.len();
        project::write(&folder.join(name), &bytes)?;
    }
    Ok((wanted.len(), total))
}

/// Nothing is there, or an earlier site.
fn may_be_replaced(folder: &Path) -> bool {
    let mut entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(_) => return !folder.exists(),
    };
    entries.next().is_none()
        || ["index.html", "en/index.html", "ru/index.html"]
            .iter()
            .all(|page| folder.join(page).is_file())
}
