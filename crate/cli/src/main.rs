//! The `solidarity` command: files, terminal and exit status around the pure rooms. Exit 0 done, 1 findings,
//! 2 usage or an unreadable file. Each subcommand has a file of its own.

#![expect(clippy::print_stderr, reason = "this room talks to the terminal")]

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use survey::package::Files;
use survey::{Severity, Survey};

mod assets;
mod bundle;
mod load;
mod site;

/// Survey indices with their uncertainty: check, score, estimate, publish
#[derive(Parser)]
#[command(name = "solidarity", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the page as a folder for any static host
    #[command(after_help = "Example:\n  solidarity site data --out dist")]
    Site(site::command::SiteArgs),
    /// Write the whole page as one file that opens from disk without a network
    #[command(after_help = "Example:\n  solidarity bundle data --out supplement.html")]
    Bundle(site::command::BundleArgs),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Site(args) => publish(&args.package, |survey, files| {
            site::command::site(&args, survey, files)
        }),
        Command::Bundle(args) => publish(&args.package, |survey, files| {
            site::command::bundle(&args, survey, files)
        }),
    };
    match done {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

/// Reads a package and publishes it, if nothing is wrong with it.
fn publish(
    package: &Path,
    write: impl FnOnce(&Survey, &Files) -> Result<String, String>,
) -> Result<ExitCode, String> {
    let files = load::load(package)?;
    let (survey, findings) = Survey::read(&files);
    for finding in findings.iter() {
        eprintln!("{finding}");
    }
    let stops = findings.iter().any(|one| one.severity > Severity::Warning);
    match survey {
        Some(survey) if !stops => {
            eprintln!("{}", write(&survey, &files)?);
            Ok(ExitCode::SUCCESS)
        }
        _ => Ok(ExitCode::from(1)),
    }
}
