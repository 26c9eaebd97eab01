//! `solidarity check`: every finding of a package, and what its records disclose.
//! Must not know the rules. Start with [`run`].

use std::path::PathBuf;
use std::process::ExitCode;

use survey::{Severity, Survey};

use crate::load::load;
use crate::terminal::{lines, print, say};

/// Examples, each of which runs on the shipped package.
pub(crate) const EXAMPLES: &str = "\
Examples:
  solidarity check data
  solidarity check data/datapackage.json";

/// Options of `solidarity check`.
#[derive(clap::Args, Debug)]
pub(crate) struct CheckArgs {
    /// A `datapackage.json`, its folder, or a .zip of it
    package: PathBuf,
}

/// Prints the findings. The error is one of usage: exit status 2.
pub(crate) fn run(args: &CheckArgs) -> Result<ExitCode, String> {
    let (_, findings) = Survey::read(&load(&args.package)?);
    print(&lines(&findings))?;
    let count = |severity| findings.iter().filter(|one| one.severity == severity).count();
    let faults = count(Severity::Error) + count(Severity::Failure);
    let plural =
        |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let (faulty, warned) =
        (plural(faults, "fault"), plural(count(Severity::Warning), "warning"));
    say(&format!("{}: {faulty}, {warned}", args.package.display()));
    Ok(ExitCode::from(u8::from(faults > 0)))
}
