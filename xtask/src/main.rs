//! The tasks of the project, as `cargo xtask TASK`: processes and paths, no statistics and no
//! prose of the page.

mod apt;
mod bench;
mod checks;
mod clean;
mod compress;
mod files;
mod fingerprint;
mod gallery;
mod golden;
mod metadata;
mod page;
mod process;
mod project;
mod say;
mod size;
mod synth;
mod wasm;
mod wasm_std;

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Parser, Subcommand};

use project::Project;

/// Builds, serves, tests and measures Solidarity City.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build what changed and serve the page on this machine
    Serve {
        /// Serve this folder instead and build nothing
        #[arg(long)]
        dir: Option<PathBuf>,
        /// The port; 0 takes a free one
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
    /// Write the page for any static host, with brotli and gzip files beside
    Build {
        /// The folder to write
        #[arg(long, default_value = "dist")]
        out: PathBuf,
    },
    /// Check everything, or the steps named
    #[command(after_help = checks::listing())]
    Test {
        /// Steps, in any number; none means all
        #[arg(value_name = "STEP")]
        steps: Vec<String>,
    },
    /// Compare with the values of R
    Golden,
    /// Measure the page against its budgets
    Size,
    /// Draw every figure and edge case on one page
    Gallery,
    /// Measure how long estimates and the page take, R's package survey in the same run
    Bench,
    /// Make the synthetic data package in data/ from the documented model
    Synth,
    /// Find or make a standard library for wasm32
    Std,
    /// Remove the tools kept in the user's cache
    CleanTools,
}

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.task) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            say::note(&format!("error: {error:#}"));
            std::process::ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    let project = Project::find()?;
    match task {
        Task::Std => wasm_std::task(&project),
        Task::Build { out } => page::task(&project, &out),
        Task::Serve { dir, port } => serve(&project, dir.as_deref(), port),
        Task::Test { steps } => checks::task(&project, &steps),
        Task::Golden => golden::task(&project),
        Task::Size => size::task(&project),
        Task::Gallery => gallery::task(&project),
        Task::Bench => bench::task(&project),
        Task::Synth => synth::run(&project.root),
        Task::CleanTools => clean::task(&project),
    }
}

fn serve(project: &Project, folder: Option<&Path>, port: u16) -> Result<()> {
    let folder = match folder {
        Some(folder) => folder.to_owned(),
        None => {
            page::site(project)?;
            project.site()
        }
    };
    files::serve(&folder, port, |address| {
        say::result(&format!("http://{address}/"));
        say::note("  Ctrl+C ends it");
    })
}
