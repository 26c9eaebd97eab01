//! The tasks of the project, as `cargo xtask TASK`: processes and paths, no statistics and no
//! prose of the page.

mod apt;
mod fingerprint;
mod process;
mod project;
mod say;
mod wasm_std;

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
    /// Find or make a standard library for wasm32
    Std,
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
    }
}
