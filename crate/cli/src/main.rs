//! The `solidarity` command: files, terminal and exit status around the pure rooms. Exit 0 done, 1 findings,
//! 2 usage or an unreadable file. Each subcommand has a file of its own.

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use survey::check::{Disclosed, Verdict};
use survey::package::Files;
use survey::{Findings, Severity, Survey};

mod assets;
mod bundle;
mod calibrate;
mod check;
mod compare;
mod estimate;
mod explain;
mod load;
mod rank;
mod rcode;
mod regress;
mod reliability;
mod robustness;
mod scores;
mod site;
mod source;
mod table;
mod terminal;

use terminal::{lines, say};

/// Survey indices with their uncertainty: check, score, estimate, publish
#[derive(Parser)]
#[command(name = "solidarity", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Find every fault of a package, and what its records disclose
    #[command(after_help = check::EXAMPLES)]
    Check(check::CheckArgs),
    /// Write the scores of every record, for the owner of the data
    #[command(after_help = scores::EXAMPLES)]
    Scores(scores::ScoresArgs),
    /// Estimate means, shares, net agreement and missing answers with their uncertainty
    #[command(after_help = estimate::EXAMPLES)]
    Estimate(Box<estimate::EstimateArgs>),
    /// Compare groups: differences, ratios or contrasts, and tests over all groups
    #[command(after_help = compare::EXAMPLES)]
    Compare(Box<compare::CompareArgs>),
    /// Calibrate the weights to margins of the population, and estimate again
    #[command(after_help = calibrate::EXAMPLES)]
    Calibrate(Box<calibrate::CalibrateArgs>),
    /// Judge scales by alpha, omega and their items; or the agreement of the interviews' coders
    #[command(after_help = reliability::EXAMPLES)]
    Reliability(Box<reliability::ReliabilityArgs>),
    /// Explain an outcome by other variables: regression with the design's errors
    #[command(after_help = regress::EXAMPLES)]
    Regress(Box<regress::RegressArgs>),
    /// Rank groups by sets that hold their ranks with a given confidence
    #[command(after_help = rank::EXAMPLES)]
    Rank(Box<rank::RankArgs>),
    /// Show what weights, items and rules do to the order of groups
    #[command(after_help = robustness::EXAMPLES)]
    Robustness(Box<robustness::RobustnessArgs>),
    /// Write the page as a folder for any static host
    #[command(after_help = "Example:\n  solidarity site data --out dist")]
    Site(site::command::SiteArgs),
    /// Write the whole page as one file that opens from disk without a network
    #[command(after_help = "Example:\n  solidarity bundle data --out supplement.html")]
    Bundle(site::command::BundleArgs),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Scores(args) => scores::run(&args),
        Command::Estimate(args) => estimate::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Calibrate(args) => calibrate::run(&args),
        Command::Reliability(args) => reliability::run(&args),
        Command::Regress(args) => regress::run(&args),
        Command::Rank(args) => rank::run(&args),
        Command::Robustness(args) => robustness::run(&args),
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
            say(&format!("error: {message}"));
            ExitCode::from(2)
        }
    }
}

/// Reads a package and tells what was found; `None` if it cannot be used.
fn read_or_tell(package: &Path) -> Result<Option<Survey>, String> {
    let (survey, findings) = Survey::read(&load::load(package)?);
    tell(&findings);
    if survey.as_ref().is_some_and(has_replicates) {
        say(
            "replicate weights: `estimate` and `regress` take standard errors from them, every other command from \
             strata and PSUs",
        );
    }
    Ok(survey)
}

fn tell(findings: &Findings) {
    let lines = lines(findings);
    if !lines.is_empty() {
        say(lines.trim_end());
    }
}

fn has_replicates(survey: &Survey) -> bool {
    survey.definition().design.replicates.is_some()
}

/// Reads a package and publishes it, if nothing is wrong with it.
fn publish(
    package: &Path,
    write: impl FnOnce(&Survey, &Files) -> Result<String, String>,
) -> Result<ExitCode, String> {
    let files = load::load(package)?;
    let (survey, findings) = Survey::read(&files);
    tell(&findings);
    let stops = findings.iter().any(|one| one.severity > Severity::Warning);
    if let Some(survey) = survey.as_ref().filter(|_| !stops)
        && (replicates_alone(survey) || !may_hold_records(survey))
    {
        return Ok(ExitCode::from(1));
    }
    match survey {
        Some(survey) if !stops => {
            say(&write(&survey, &files)?);
            Ok(ExitCode::SUCCESS)
        }
        _ => Ok(ExitCode::from(1)),
    }
}

/// Whether replicate weights stand in for the design, which the page does not read; tells so.
fn replicates_alone(survey: &Survey) -> bool {
    let design = &survey.definition().design;
    let alone =
        has_replicates(survey) && design.strata.is_empty() && design.psu.is_empty();
    if alone {
        say(
            "nothing was written: the page takes standard errors from strata and PSUs, and the package \
             declares replicate weights alone (add `strata` and `psu` to `design`)",
        );
    }
    alone
}

/// Whether the records may be in the page, from which any reader can take them; tells why not.
fn may_hold_records(survey: &Survey) -> bool {
    let report = Disclosed::of(survey);
    match Disclosed::verdict(survey, report.as_ref()) {
        Verdict::Synthetic | Verdict::Passes => true,
        Verdict::Undeclared | Verdict::Aggregates | Verdict::Fails => {
            say(check::disclosure(survey, report.as_ref()).trim_end());
            say("nothing was written: the page would hold every record");
            false
        }
    }
}
