//! The page in a real Chromium: finds or installs it, serves the site, runs the tests of the page.
//!
//! Must not know the page.

use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc;

use anyhow::{Context, Result, anyhow};

use super::{Count, rust};
use crate::project::Project;
use crate::{apt, files, page, process, say};

/// Debian's packages with the browser and its driver.
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// The step.
pub(super) fn step(project: &Project) -> Result<Count> {
    let mut command = command(project)?;
    command.args(["test", "--package", "tests", "--locked", "--no-fail-fast", "--"]);
    command.arg(rust::PAGE);
    rust::tests(rust::settings(&mut command, project))
}

/// Measures the page and lets the program print.
pub(crate) fn bench(project: &Project) -> Result<()> {
    let mut command = command(project)?;
    command.args(["test", "--quiet", "--package", "tests", "--locked", "--test", "all"]);
    command.env("SOLIDARITY_BENCH", "1");
    command.args(["--", "page::bench::measure", "--nocapture"]);
    process::run(rust::settings(&mut command, project))
}

/// Cargo with the site served and the browser's driver named.
fn command(project: &Project) -> Result<Command> {
    let driver = driver()?;
    page::site(project)?;
    let (tell, told) = mpsc::channel();
    let site = project.site();
    // Ends with this process.
    std::thread::spawn(move || {
        let ready = tell.clone();
        let served = files::serve(&site, 0, move |address| {
            let _ = ready.send(Ok(address));
        });
        if let Err(error) = served {
            let _ = tell.send(Err(error));
        }
    });
    let address = told.recv().context("the file server ended")??;
    let mut command = process::cargo();
    command
        .current_dir(&project.root)
        .env("SOLIDARITY_URL", format!("http://{address}/"))
        .env("CHROMEDRIVER", driver);
    Ok(command)
}

fn driver() -> Result<PathBuf> {
    if let (Some(driver), Some(_)) = (process::find("chromedriver"), browser()) {
        return Ok(driver);
    }
    let what = format!("installing {} on this system by apt", PACKAGES.join(" and "));
    say::timed(&what, || apt::install(&PACKAGES))
        .context("the page is tested in Chromium")?;
    let found = process::find("chromedriver").filter(|_| browser().is_some());
    found.ok_or_else(|| {
        anyhow!("chromium and chromedriver are installed, but not on the path")
    })
}

fn browser() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(process::find)
}
