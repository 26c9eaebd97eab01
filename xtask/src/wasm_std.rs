//! A standard library for wasm32, by the first way that works here: the toolchain has one; rustup
//! may add it; it is built from Debian's `rust-src` into a sysroot in the user's cache.
//!
//! Writes nothing into the toolchain. Must not know what is compiled with it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use crate::process;
use crate::project::{self, Project};
use crate::{apt, metadata, say};

/// The target of the page.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// In the library's path, since cargo sees the path and not what lies there: raise it with every
/// change of how the library is built.
const RECIPE: u32 = 4;

/// What `rustc -vV` tells.
pub(crate) struct Rustc {
    release: String,
    commit: String,
}

/// Where the standard library is.
pub(crate) enum Std {
    /// In the toolchain itself.
    Toolchain,
    /// In a sysroot of our own.
    Private(PathBuf),
}

impl Rustc {
    /// Asks the compiler.
    pub(crate) fn ask() -> Result<Self> {
        let told = process::capture(Command::new("rustc").arg("-vV"))?;
        let value = |key: &str| {
            let found = told.lines().find_map(|line| line.strip_prefix(key));
            found.map(str::to_owned).ok_or_else(|| anyhow!("`rustc -vV` tells no {key}"))
        };
        Ok(Self { release: value("release: ")?, commit: value("commit-hash: ")? })
    }

    /// Differs between any two compilers whose libraries do not fit together.
    pub(crate) fn id(&self) -> String {
        format!("{}-{}", self.release, self.commit.get(..12).unwrap_or(&self.commit))
    }
}

impl Std {
    /// The flags that rustc needs for [`TARGET`].
    pub(crate) fn flags(&self) -> Vec<String> {
        match self {
            Self::Toolchain => Vec::new(),
            Self::Private(sysroot) => vec![format!("--sysroot={}", sysroot.display())],
        }
    }
}

/// `cargo xtask std`: makes the library and says how to use it by hand.
pub(crate) fn task(project: &Project) -> Result<()> {
    match ensure(project)? {
        Std::Toolchain => say::result("the toolchain has a standard library for wasm32"),
        std @ Std::Private(_) => {
            let flags = std.flags().join(" ");
            say::result(&format!(
                "export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=\"{flags}\""
            ));
        }
    }
    Ok(())
}

/// Finds or makes the library.
pub(crate) fn ensure(project: &Project) -> Result<Std> {
    if toolchain_has_it()? {
        return Ok(Std::Toolchain);
    }
    let allowed = std::env::var("RUSTUP_AUTO_INSTALL").as_deref() != Ok("0");
    if allowed && process::find("rustup").is_some() {
        say::timed(&format!("rustup target add {TARGET}"), || {
            process::run(Command::new("rustup").args(["target", "add", TARGET]))
        })?;
        if toolchain_has_it()? {
            return Ok(Std::Toolchain);
        }
    }
    let rustc = Rustc::ask()?;
    let place = project.tool(&format!("std-{}-{RECIPE}", rustc.id()), |folder| {
        let what = format!(
            "building a standard library for {TARGET}, because this toolchain has none; \
             it goes to {}",
            project.cache.display()
        );
        say::timed(&what, || make(project, &rustc, folder)).with_context(|| {
            format!(
                "no standard library for {TARGET}. With rustup, `rustup target add {TARGET}` \
                 gives one; on Debian and Ubuntu it is built from the package rust-src of the \
                 same version as rustc ({})",
                rustc.release
            )
        })
    })?;
    Ok(Std::Private(place))
}

fn toolchain_has_it() -> Result<bool> {
    let mut ask = Command::new("rustc");
    let told =
        process::capture(ask.args(["--print", "target-libdir", "--target", TARGET]))?;
    let entries = std::fs::read_dir(told.trim());
    Ok(entries.is_ok_and(|entries| {
        entries
            .filter_map(|entry| entry.ok())
            .any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
    }))
}

fn make(project: &Project, rustc: &Rustc, folder: &Path) -> Result<()> {
    let unpacked = folder.join("source");
    project::create(&unpacked)?;
    let minor: Vec<&str> = rustc.release.split('.').take(2).collect();
    let versioned = format!("rust-{}-src", minor.join("."));
    let names = ["rust-src", versioned.as_str()];
    let found = apt::unpack(project, &names, &rustc.release, &unpacked)?;
    say::note(&format!("  source: {found}"));
    let library = library_in(&unpacked.join("usr/src"))?;
    let built = compile(project, &library, rustc, folder)?;
    let lib = folder.join("lib/rustlib").join(TARGET).join("lib");
    project::create(&lib)?;
    let mut count = 0;
    for entry in std::fs::read_dir(&built)? {
        let file = entry?.path();
        if let (Some(name), true) =
            (file.file_name(), file.extension().is_some_and(|e| e == "rlib"))
        {
            std::fs::copy(&file, lib.join(name))?;
            count += 1;
        }
    }
    if count == 0 {
        bail!("{} holds no library", built.display());
    }
    for leftover in ["source", "crate", "build"] {
        project::remove(&folder.join(leftover))?;
    }
    Ok(())
}

fn library_in(sources: &Path) -> Result<PathBuf> {
    let entries = std::fs::read_dir(sources).context("the package has no usr/src")?;
    let mut libraries =
        entries.filter_map(|entry| Some(entry.ok()?.path().join("library")));
    let library = libraries.find(|path| path.join("std/Cargo.toml").is_file());
    library.ok_or_else(|| anyhow!("the package holds no source of the standard library"))
}

/// Has cargo build `std` for an empty crate; gives the folder with the libraries.
fn compile(
    project: &Project,
    library: &Path,
    rustc: &Rustc,
    folder: &Path,
) -> Result<PathBuf> {
    let empty = folder.join("crate");
    let manifest = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                    [lib]\npath = \"lib.rs\"\n\n\
                    [profile.release]\nopt-level = \"z\"\n\n[workspace]\n";
    project::write(&empty.join("Cargo.toml"), manifest.as_bytes())?;
    project::write(&empty.join("lib.rs"), b"")?;
    let build = folder.join("build");
    // The path in panic messages is that of an official build, on every machine; the bitcode is
    // what link-time optimisation works on, and cargo alone would leave it out.
    let source = library.display();
    let remap = format!("--remap-path-prefix={source}=/rustc/{}/library", rustc.commit);
    let mut flags = vec![remap, "-Cembed-bitcode=yes".to_owned()];
    for folder in metadata::registries(project)? {
        flags.push(format!("--remap-path-prefix={}=/rust/deps", folder.display()));
    }
    let mut command = process::cargo();
    command
        .current_dir(&empty)
        .env("__CARGO_TESTS_ONLY_SRC_ROOT", library)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", &build)
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        .env_remove("RUSTFLAGS")
        .args([
            "build",
            "--release",
            "--target",
            TARGET,
            "-Z",
            "build-std=std,panic_abort,test",
        ])
        // Smaller sorts and number formats.
        .args(["-Z", "build-std-features=optimize_for_size"]);
    process::capture(&mut command)?;
    Ok(build.join(TARGET).join("release/deps"))
}
