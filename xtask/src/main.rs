//! The tasks of the project, as `cargo xtask TASK`: processes and paths, no statistics and no
//! prose of the page.

mod apt;
mod compress;
mod files;
mod fingerprint;
mod metadata;
mod page;
mod process;
mod project;
mod say;
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
    /// Make the synthetic data package in data/ from the documented model
    Synth,
    /// Find or make a standard library for wasm32
    Std,
    /// Write the page for any static host, with brotli and gzip files beside
    Build {
        /// The folder to write
        #[arg(long, default_value = "dist")]
        out: PathBuf,
    },
    /// Build what changed and serve the page on this machine
    Serve {
        /// Serve this folder instead and build nothing
        #[arg(long)]
        dir: Option<PathBuf>,
        /// The port; 0 takes a free one
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
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
        Task::Synth => synth::run(&project.root),
        Task::Std => wasm_std::task(&project),
        Task::Build { out } => page::task(&project, &out),
        Task::Serve { dir, port } => serve(&project, dir.as_deref(), port),
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
