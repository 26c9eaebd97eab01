//! Tells whether a step's inputs changed since its result was made: a hash over the names and
//! bytes of files and over words, kept in a stamp beside the results.
//!
//! Must not know what the steps do.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::project::{self, Project};

/// A growing hash of inputs.
pub(crate) struct Inputs(Sha256);

impl Inputs {
    /// Inputs of nothing yet; `recipe` changes when the step itself does something else.
    pub(crate) fn of(recipe: &str) -> Self {
        Self(Sha256::new()).word(recipe)
    }

    /// One word.
    pub(crate) fn word(mut self, word: &str) -> Self {
        self.0.update(word.len().to_le_bytes());
        self.0.update(word);
        self
    }

    /// A file, or every file of a folder. One that is not there counts as empty.
    pub(crate) fn path(mut self, path: &Path) -> Result<Self> {
        if path.is_file() {
            self = self.file(path, path.parent().unwrap_or(path))?;
        } else {
            for file in files(path)? {
                self = self.file(&file, path)?;
            }
        }
        Ok(self)
    }

    fn file(self, file: &Path, base: &Path) -> Result<Self> {
        let name = file.strip_prefix(base).unwrap_or(file).to_string_lossy().into_owned();
        let mut this = self.word(&name);
        let bytes = project::read(file)?;
        this.0.update(bytes.len().to_le_bytes());
        this.0.update(&bytes);
        Ok(this)
    }

    /// The finished hash.
    pub(crate) fn stamp(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Does `work` unless the stamp of `step` equals `inputs` and `result` is there. True if it
/// worked.
pub(crate) fn unless_fresh(
    project: &Project,
    step: &str,
    inputs: Inputs,
    result: &Path,
    work: impl FnOnce() -> Result<()>,
) -> Result<bool> {
    let stamp = inputs.stamp();
    let file = project.work().join(format!("{step}.stamp"));
    if result.exists() && fs::read_to_string(&file).is_ok_and(|old| old == stamp) {
        return Ok(false);
    }
    match fs::remove_file(&file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(error)
                .with_context(|| format!("{}: cannot be removed", file.display()));
        }
        _ => {}
    }
    work()?;
    project::write(&file, stamp.as_bytes())?;
    Ok(true)
}

/// All files of a folder and those below it, sorted; without hidden ones and `node_modules`.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        let entries = fs::read_dir(&folder)
            .with_context(|| format!("{}: cannot be listed", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            if name.is_none_or(|name| name.starts_with('.') || name == "node_modules") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_difference_changes_the_stamp() {
        let stamp = |words: &[&str]| {
            words.iter().fold(Inputs::of("x"), |inputs, word| inputs.word(word)).stamp()
        };
        assert_eq!(stamp(&["a", "b"]), stamp(&["a", "b"]));
        assert_ne!(stamp(&["a", "b"]), stamp(&["ab", ""]));
        assert_ne!(stamp(&["a", "b"]), stamp(&["b", "a"]));
    }
}
