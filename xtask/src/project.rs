//! Where things lie: the checkout, the build folder, the user's cache; and how a tool gets into
//! that cache whole or not at all.
//!
//! Must not know which tools there are.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use crate::process;

/// The places every task works with; all absolute.
pub(crate) struct Project {
    /// The checkout.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// Tools that must be compiled or unpacked, shared by all checkouts of this user.
    pub(crate) cache: PathBuf,
}

impl Project {
    /// Asks cargo and the environment.
    pub(crate) fn find() -> Result<Self> {
        let mut command = process::cargo();
        command.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]);
        // The package of this program, wherever the caller stands.
        let package = std::env::var_os("CARGO_MANIFEST_DIR");
        command.current_dir(package.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into()));
        let metadata: Value = serde_json::from_str(&process::capture(&mut command)?)?;
        let place = |key: &str| {
            let path = metadata.get(key).and_then(Value::as_str);
            path.map(PathBuf::from)
                .ok_or_else(|| anyhow!("`cargo metadata` names no {key}"))
        };
        let (root, target) = (place("workspace_root")?, place("target_directory")?);
        Ok(Self { root, target, cache: cache_folder()? })
    }

    /// The assets of the page as one folder.
    pub(crate) fn page(&self) -> PathBuf {
        self.target.join("page")
    }

    /// The rendered site that `serve`, `size` and the tests use.
    pub(crate) fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// Intermediate results and stamps of these tasks.
    pub(crate) fn work(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The folder `name` in the cache. Made by `make` in a folder of its own and then renamed, so
    /// that an interrupted or failed attempt leaves nothing that looks finished.
    pub(crate) fn tool(
        &self,
        name: &str,
        make: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let place = self.cache.join(name);
        if place.is_dir() {
            return Ok(place);
        }
        let partial = self.cache.join(format!("partial-{}-{name}", std::process::id()));
        remove(&partial)?;
        create(&partial)?;
        let made = make(&partial);
        if made.is_ok() && fs::rename(&partial, &place).is_err() && !place.is_dir() {
            let _ = remove(&partial);
            bail!("{} cannot be made: is the folder above it writable?", place.display());
        }
        remove(&partial)?;
        made.map(|()| place)
    }

    /// The folder of the cache that keeps what was downloaded until it is unpacked.
    pub(crate) fn downloads(&self) -> Result<PathBuf> {
        let folder = self.cache.join("download");
        create(&folder)?;
        Ok(folder)
    }
}

/// Makes a folder and those above it.
pub(crate) fn create(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)
        .with_context(|| format!("{}: cannot be made", folder.display()))
}

/// Removes a folder with all in it; one that is not there is no error.
pub(crate) fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{}: cannot be removed", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Reads a file; the error names it.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{}: cannot be read", file.display()))
}

/// Reads a text; the error names the file.
pub(crate) fn read_text(file: &Path) -> Result<String> {
    fs::read_to_string(file)
        .with_context(|| format!("{}: cannot be read", file.display()))
}

/// Writes a file unless it already holds these bytes, so that its time stays.
pub(crate) fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(file).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        create(folder)?;
    }
    fs::write(file, bytes)
        .with_context(|| format!("{}: cannot be written", file.display()))
}

fn cache_folder() -> Result<PathBuf> {
    let absolute = |name: &str| {
        std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
    };
    let folder = absolute("XDG_CACHE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".cache")))
        .or_else(|| absolute("LOCALAPPDATA"))
        .ok_or_else(|| {
            anyhow!("no cache folder: set XDG_CACHE_HOME to an absolute path")
        })?;
    Ok(folder.join("solidarity-city"))
}
