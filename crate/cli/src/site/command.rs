//! The subcommands `site` and `bundle`: their options, and files onto the disk.
//! Must not know what the files hold. Start with [`site`] and [`bundle`].

use std::path::{Path, PathBuf};

use survey::Survey;
use survey::package::Files;

use crate::assets::Assets;

/// Options of `solidarity site`.
#[derive(clap::Args, Debug)]
pub(crate) struct SiteArgs {
    /// A `datapackage.json`, its folder, or a .zip of it
    pub(crate) package: PathBuf,
    /// The folder the site is written into
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The page's assets, if this binary has none: the folder that `cargo xtask build` makes
    #[arg(long, value_name = "DIR")]
    pub(crate) assets: Option<PathBuf>,
}

/// Options of `solidarity bundle`.
#[derive(clap::Args, Debug)]
pub(crate) struct BundleArgs {
    /// A `datapackage.json`, its folder, or a .zip of it
    pub(crate) package: PathBuf,
    /// The file that is written
    #[arg(long, value_name = "F.html")]
    pub(crate) out: PathBuf,
    /// The page's assets, if this binary has none: the folder that `cargo xtask build` makes
    #[arg(long, value_name = "DIR")]
    pub(crate) assets: Option<PathBuf>,
}

/// Writes the site; gives what to say. The error is one of usage: exit status 2.
pub(crate) fn site(
    args: &SiteArgs,
    survey: &Survey,
    package: &Files,
) -> Result<String, String> {
    let assets = Assets::find(args.assets.as_deref())?;
    let files = super::files(survey, package, &assets)?;
    for (name, bytes) in &files {
        write(&args.out.join(name), bytes)?;
    }
    Ok(format!("{}: {} files", args.out.display(), files.len()))
}

/// Writes the one-file page; gives what to say. The error is one of usage: exit status 2.
pub(crate) fn bundle(
    args: &BundleArgs,
    survey: &Survey,
    package: &Files,
) -> Result<String, String> {
    let assets = Assets::find(args.assets.as_deref())?;
    let html = crate::bundle::html(survey, package, &assets)?;
    write(&args.out, html.as_bytes())?;
    Ok(format!("{}: {} kB", args.out.display(), html.len().div_ceil(1000)))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let fault = |error| format!("{}: cannot be written: {error}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(fault)?;
    }
    std::fs::write(path, bytes).map_err(fault)
}
