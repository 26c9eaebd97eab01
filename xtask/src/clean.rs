//! `cargo xtask clean-tools`: removes what these tasks put into the user's cache.

use anyhow::Result;

use crate::project::{self, Project};
use crate::say;

/// Removes the cache folder.
pub(crate) fn task(project: &Project) -> Result<()> {
    project::remove(&project.cache)?;
    say::result(&format!("{}: removed", project.cache.display()));
    Ok(())
}
