//! The page's modules: compiled, bound to JavaScript at the locked version, optimised where a tool
//! is to be had.
//!
//! Must not know what the modules do.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::fingerprint::{Inputs, unless_fresh};
use crate::project::{self, Project};
use crate::wasm_std::{self, Rustc};
use crate::{metadata, process, say};

/// The modules: what every reader fetches, and what is fetched on demand.
const MODULES: [&str; 2] = ["web", "readers"];

/// The names of their files.
pub(crate) const FILES: [&str; 6] = [
    "web.js",
    "web_bg.wasm",
    "web.d.ts",
    "readers.js",
    "readers_bg.wasm",
    "readers.d.ts",
];

/// The first version of binaryen to be trusted: 108, which Debian has, exports the wrong one of two
/// tables, and the module then fails to start.
const WASM_OPT: u32 = 116;

/// Makes the modules if anything they are made of changed; gives the folder with [`FILES`].
pub(crate) fn build(project: &Project) -> Result<PathBuf> {
    let folder = project.work().join("wasm");
    let mut inputs = Inputs::of("wasm 1").word(&Rustc::ask()?.id());
    for path in [
        "Cargo.toml",
        "Cargo.lock",
        "crate/survey",
        "crate/words",
        "crate/figure",
        "crate/web",
        "crate/readers",
    ] {
        inputs = inputs.path(&project.root.join(path))?;
    }
    let last = folder.join("readers.d.ts");
    unless_fresh(project, "wasm", inputs, &last, || make(project, &folder))?;
    Ok(folder)
}

/// A cargo command that compiles for wasm32 with the right standard library, and without this
/// machine's paths in what it writes.
pub(crate) fn cargo(project: &Project) -> Result<Command> {
    let mut flags = wasm_std::ensure(project)?.flags();
    for folder in metadata::registries(project)? {
        flags.push(format!("--remap-path-prefix={}=crates", folder.display()));
    }
    flags.push(format!("--remap-path-prefix={}=.", project.root.display()));
    let mut command = process::cargo();
    command
        .current_dir(&project.root)
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
    Ok(command)
}

fn make(project: &Project, folder: &Path) -> Result<()> {
    let (library, tool) = ("wasm-bindgen", "wasm-bindgen-cli-support");
    let versions =
        [metadata::locked(project, library)?, metadata::locked(project, tool)?];
    if versions[0] != versions[1] {
        bail!(
            "Cargo.lock has {library} {} but {tool} {}: they must be equal",
            versions[0],
            versions[1]
        );
    }
    let mut command = cargo(project)?;
    command.args(["build", "--profile", "wasm", "--locked"]);
    command.args(MODULES.map(|name| format!("--package={name}")));
    command.args(["--target", wasm_std::TARGET]);
    say::timed("compiling the page's WebAssembly", || process::run(&mut command))?;
    let compiled = project.target.join(wasm_std::TARGET).join("wasm");

    project::remove(folder)?;
    say::timed("binding it to JavaScript", || {
        MODULES.iter().try_for_each(|name| bind(name, &compiled, folder))
    })?;
    match optimiser() {
        Ok(tool) => say::timed("optimising it", || {
            let optimise =
                |name| optimise(&tool, &folder.join(format!("{name}_bg.wasm")));
            MODULES.iter().try_for_each(optimise)
        }),
        Err(error) => {
            say::note(&format!(
                "  not optimised, which costs a reader about a percent: {error:#}"
            ));
            Ok(())
        }
    }
}

fn bind(name: &str, compiled: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled.join(format!("{name}.wasm")))
        .out_name(name)
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(false);
    bindgen.web(true)?.generate(folder).context("wasm-bindgen failed")
}

/// `wasm-opt` on the search path. None is fetched for the percent it saves over the wire.
fn optimiser() -> Result<PathBuf> {
    let tool = process::find("wasm-opt").context("there is no wasm-opt on the path")?;
    match version(&tool)? {
        found if found < WASM_OPT => bail!("wasm-opt {found} is older than {WASM_OPT}"),
        _ => Ok(tool),
    }
}

fn version(tool: &Path) -> Result<u32> {
    let told = process::capture(Command::new(tool).arg("--version"))?;
    let number = told.split_whitespace().find_map(|word| word.parse::<u32>().ok());
    number.with_context(|| format!("{} tells no version", tool.display()))
}

fn optimise(tool: &Path, module: &Path) -> Result<()> {
    let smaller = module.with_extension("opt");
    // No feature flags: the module itself names the features it uses.
    process::capture(Command::new(tool).arg("-Oz").arg(module).arg("-o").arg(&smaller))?;
    std::fs::rename(&smaller, module).context("replacing the module by the optimised one")
}
