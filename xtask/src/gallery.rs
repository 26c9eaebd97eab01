//! `cargo xtask gallery`: every figure and edge case, in both languages and both themes, on one page.
//!
//! Must not know figures: the tests of `figure` draw them into files, here they are put on a page.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail};

use crate::fingerprint::files;
use crate::process;
use crate::project::{self, Project};
use crate::say;

/// Draws, writes the page, names it.
pub(crate) fn task(project: &Project) -> Result<()> {
    let folder = project.target.join("gallery");
    project::remove(&folder)?;
    let mut draw = process::cargo();
    draw.current_dir(&project.root).env("SOLIDARITY_GALLERY", &folder);
    draw.args(["test", "--quiet", "--locked", "--package", "figure", "gallery"]);
    say::timed("drawing the figures", || process::run(&mut draw))?;
    let mut names = Vec::new();
    for file in files(&folder)? {
        if file.extension().is_some_and(|end| end == "svg") {
            let name = file.strip_prefix(&folder)?.to_string_lossy().replace('\\', "/");
            names.push(name);
        }
    }
    if names.is_empty() {
        bail!("the tests of `figure` drew nothing");
    }
    names.sort();
    let page = folder.join("index.html");
    project::write(&page, index(&names).as_bytes()).context("writing the page")?;
    say::result(&format!("{}: {} drawings", page.display(), names.len()));
    Ok(())
}

/// The page: the light drawing of each beside its dark one.
fn index(names: &[String]) -> String {
    let mut page = String::from(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<title>Gallery</title>\n\
         <style>body{font:14px sans-serif;margin:24px;background:#888}\
         figure{display:inline-block;margin:0 16px 24px 0;vertical-align:top}\
         img{display:block;max-width:100%}</style>\n",
    );
    for name in names {
        // Writing into a string cannot fail.
        let _ = writeln!(
            page,
            "<figure><figcaption>{name}</figcaption>\
             <img loading=\"lazy\" src=\"{name}\" alt=\"{name}\"></figure>"
        );
    }
    page
}
